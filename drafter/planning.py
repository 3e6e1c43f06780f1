"""plan: reports, topic and recipe become a Plan of which sections and which calls, with context."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from drafter.across.copies import independent
from drafter.across.disagreements import Disagreement, disagreements
from drafter.across.timeline import Dated, timeline
from drafter.dates import ResolvedDate, resolve_dates
from drafter.earlier import relevant_events
from drafter.verify.evidence import Evidence, evidence_of
from prompts.reader import Recipe
from schemas.event import EarlierEvent
from schemas.limits import Limits
from schemas.provenance import RecipeVersion
from schemas.report import Report
from schemas.sections import SectionName

NO_EVENTS = "no earlier events of the topic were given"
ONE_REPORT = "there is one report, so nothing to disagree with"


@dataclass(frozen=True)
class Anew:
    """What an editor wants written anew: the reply as it would stand now, in JSON.

    `kept` are the editors' own sentences in it, which stay; `instructions` what is asked of it.
    """

    present: str
    kept: tuple[str, ...]
    instructions: str | None


@dataclass(frozen=True)
class SectionCall:
    """One call of the recipe: what it writes, by which prompt, after which working notes."""

    name: str
    prompt: str | None
    notes: tuple[str, ...]
    sections: tuple[SectionName, ...]
    anew: Anew | None = None

    def only(self, sections: Sequence[SectionName]) -> "SectionCall":
        """The call for some of its sections alone: they are written again, without notes."""
        if set(sections) >= set(self.sections):
            return replace(self, notes=())
        return replace(self, notes=(), sections=tuple(s for s in self.sections if s in sections))


@dataclass(frozen=True)
class Plan:
    """All that an engine and the checks need to know. Nothing in it changes while drafting."""

    reports: tuple[Report, ...]
    topic: str | None
    language: str
    instructions: str | None
    earlier: tuple[EarlierEvent, ...]
    dates: tuple[ResolvedDate, ...]
    evidence: Evidence
    timeline: tuple[Dated, ...]
    disagreements: tuple[Disagreement, ...]
    recipe: RecipeVersion
    calls: tuple[SectionCall, ...]
    null_reasons: dict[SectionName, str]

    @property
    def limits(self) -> Limits:
        """The recipe's limits."""
        return self.recipe.limits

    def sentences(self) -> dict[str, str]:
        """Every source sentence by its id, `R1.S1` and so on, in order."""
        return {
            f"R{number}.S{sentence.number}": sentence.text
            for number, report in enumerate(self.reports, 1)
            for sentence in report.sentences()
        }


def plan(
    reports: Sequence[Report],
    recipe: Recipe,
    *,
    topic: str | None = None,
    language: str | None = None,
    instructions: str | None = None,
    earlier: Sequence[EarlierEvent] = (),
) -> Plan:
    """Decide what is written, by which calls, and which events and dates go in as context."""
    events = relevant_events(earlier, reports)
    null_reasons = {}
    if not events:
        null_reasons[SectionName.SYNTHESIS] = NO_EVENTS
    if len(reports) == 1:
        null_reasons[SectionName.CONFLICTS] = ONE_REPORT
    evidence = evidence_of(reports, events, language=language)
    dates = resolve_dates(reports)
    return Plan(
        reports=tuple(reports),
        topic=topic,
        language=language or reports[0].language,
        instructions=instructions,
        earlier=events,
        dates=dates,
        evidence=evidence,
        timeline=timeline(evidence, dates),
        disagreements=tuple(disagreements(evidence, independent(reports))),
        recipe=RecipeVersion(
            name=recipe.name, version=recipe.version, limits=Limits.model_validate(recipe.limits)
        ),
        calls=_calls(recipe, leave_out=set(null_reasons)),
        null_reasons=null_reasons,
    )


def _calls(recipe: Recipe, leave_out: set[SectionName]) -> tuple[SectionCall, ...]:
    calls = []
    for call in recipe.calls:
        sections = tuple(SectionName(s) for s in call.sections if SectionName(s) not in leave_out)
        if sections:
            calls.append(SectionCall(call.name, call.prompt, tuple(call.notes), sections))
    return tuple(calls)
