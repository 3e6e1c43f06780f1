"""What came back for each call: which sections are taken, what is wrong, and what it cost."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from drafter import __version__
from drafter.engines.base import Engine, Fault, Objection, Reply
from drafter.errors import ProviderError, ProviderRefused
from drafter.planning import Plan, SectionCall
from drafter.verify.checks import check_statement
from drafter.verify.evidence import Evidence
from schemas.evidence import Severity
from schemas.limits import Limits
from schemas.provenance import Attempt, Call, PromptVersion, Provenance
from schemas.sections import SectionName
from schemas.walk import overruns, written_statements
from schemas.written import NullReason, Written

TOLERANCE = 1.1
"""A section is asked for again when it is over its limit by more than a tenth."""
UNUSABLE = "the model's reply could not be used; the provenance has what was wrong with it"
FAILED = "the provider failed while this part was written"
_HEADLINE = ("category", "status", "headline")


NOTHING_YET = Written()


@dataclass(frozen=True)
class Answered:
    """A call of the plan: the sections that are taken, the faults of the others, all requests."""

    call: SectionCall
    written: Written = NOTHING_YET
    faults: tuple[Fault, ...] = ()
    text: str = ""
    failure: ProviderError | None = None
    made: tuple[Call, ...] = ()
    prompts: tuple[PromptVersion, ...] = ()

    @classmethod
    def first(cls, call: SectionCall, came: Reply | ProviderError) -> "Answered":
        """The call after it was made for the first time."""
        return cls(call).having(came, call.sections, repair=False)

    def again(
        self,
        came: Reply | ProviderError,
        asked: Sequence[SectionName],
        evidence: Evidence,
        limits: Limits,
    ) -> "Answered":
        """The call after some sections were written again: each is taken unless it is worse.

        A provider that fails now takes nothing away from what came before.
        """
        after = self.having(came, asked, repair=True)
        if not isinstance(came, Reply):
            return replace(after, failure=self.failure)
        old, new = _count(self.written, evidence, limits), _count(after.written, evidence, limits)
        worse = [
            name
            for name in asked
            if _has(self.written, name)
            and (not _has(after.written, name) or new.get(name, 0) > old.get(name, 0))
        ]
        return replace(after, written=_with_sections(after.written, self.written, worse))

    def having(
        self, came: Reply | ProviderError, asked: Sequence[SectionName], *, repair: bool
    ) -> "Answered":
        """The call after one more request: what that wrote takes the place of what was there."""
        if isinstance(came, ProviderError):
            call = _call(self.call.name, asked, came.attempts, (str(came),), repair=repair)
            return replace(self, failure=came, made=(*self.made, *call))
        call = _call(self.call.name, asked, came.attempts, came.errors, repair=repair)
        others = tuple(fault for fault in self.faults if fault.section not in (None, *asked))
        return replace(
            self,
            written=_with_sections(self.written, came.written or Written(), asked),
            faults=(*others, *came.faults),
            text=came.text,
            failure=None,
            made=(*self.made, *call),
            prompts=(*self.prompts, *came.prompts),
        )

    @property
    def attempts(self) -> tuple[Attempt, ...]:
        """Every request that was made for it."""
        return tuple(attempt for call in self.made for attempt in call.attempts)

    def settled(self) -> Written:
        """What was written; for each section that was not, and for which no reason came, why."""
        given = {reason.section for reason in self.written.null_reasons}
        reasons = (
            NullReason(section=name, reason=self._why(name))
            for name in self.call.sections
            if getattr(self.written, name.value) is None and name not in given
            if self.failure or self._faults_of(name)
        )
        every = (*self.written.null_reasons, *reasons)
        return self.written.model_copy(update={"null_reasons": every})

    def _why(self, name: SectionName) -> str:
        """For readers: a refusal in its own words, technical faults only in the provenance."""
        final = [fault.text for fault in self._faults_of(name) if fault.final]
        return "; ".join(final) or (FAILED if self.failure else UNUSABLE)

    def _faults_of(self, name: SectionName) -> list[Fault]:
        return [fault for fault in self.faults if fault.section in (None, name)]


def _call(
    name: str,
    sections: Sequence[SectionName],
    attempts: tuple[Attempt, ...],
    faults: tuple[str, ...],
    *,
    repair: bool,
) -> tuple[Call, ...]:
    """The request as the provenance keeps it; none where no model was asked."""
    if not attempts:
        return ()
    call = Call(
        name=name,
        repair=repair,
        sections=tuple(sections),
        attempts=attempts,
        faults=faults,
        cost_usd=_sum(attempt.cost_usd for attempt in attempts if attempt.is_billed),
    )
    return (call,)


def _has(written: Written, name: SectionName) -> bool:
    return getattr(written, name.value) is not None


def _with_sections(into: Written, taken: Written, names: Iterable[SectionName]) -> Written:
    """One with these sections of the other, and its reasons for those of them that are null."""
    names = tuple(names)
    fields = [field for name in names for field in _fields(name)]
    reasons = (
        *(reason for reason in into.null_reasons if reason.section not in names),
        *(reason for reason in taken.null_reasons if reason.section in names),
    )
    update = {field: getattr(taken, field) for field in fields}
    return into.model_copy(update=update | {"null_reasons": reasons})


def _fields(name: SectionName) -> tuple[str, ...]:
    return _HEADLINE if name is SectionName.HEADLINE else (name.value,)


def objection(one: Answered, evidence: Evidence, limits: Limits) -> Objection | None:
    """What is wrong with the call's sections, where asking again may help."""
    if not one.made:  # what wrote without a model would write the same again
        return None
    faults = [fault for fault in one.faults if not fault.final]
    faults += complaints(one.written, evidence, limits)
    if not faults:
        return None
    about = {name for fault in faults for name in _about(fault, one)}
    sections = tuple(name for name in one.call.sections if name in about)
    return Objection(reply=one.text, errors=tuple(map(str, faults)), sections=sections)


def _about(fault: Fault, one: Answered) -> tuple[SectionName, ...]:
    """The sections that a fault is about: one, or all that have not come yet."""
    if fault.section is not None:
        return (fault.section,)
    return tuple(name for name in one.call.sections if not _has(one.written, name))


def complaints(written: Written, evidence: Evidence, limits: Limits) -> list[Fault]:
    """The blockers and the clear overruns of what was written, one fault each."""
    blockers = [
        Fault(section=name, text=f"{name.value}: “{statement.text}” {found.reason}")
        for name, statement in written_statements(written)
        for found in check_statement(name, statement, evidence)
        if found.severity is Severity.BLOCKER
    ]
    too_long = [run for run in overruns(written, limits) if run.count > run.limit * TOLERANCE]
    overs = [Fault(section=run.section, text=f"{run.section.value}: {run}.") for run in too_long]
    return [*blockers, *overs]


def _count(written: Written, evidence: Evidence, limits: Limits) -> dict[SectionName, int]:
    """How many complaints there are about each section."""
    counts: dict[SectionName, int] = {}
    for fault in complaints(written, evidence, limits):
        if fault.section is not None:
            counts[fault.section] = counts.get(fault.section, 0) + 1
    return counts


def require_headline(answered: Sequence[Answered]) -> None:
    """See to it that there is a headline: without one there is no draft.

    Raises:
        ProviderError: as the provider failed, or what its reply lacked; with all calls made.
    """
    owner = _owner(answered)
    written = owner.written
    if written.headline and written.category and written.status:
        return
    about = [fault.text for fault in owner.faults if fault.section in (None, SectionName.HEADLINE)]
    why = "; ".join(dict.fromkeys(about[:3])) or "no headline"
    error = owner.failure or ProviderRefused(
        f"the model wrote nothing usable for “{owner.call.name}”: {why}"
    )
    error.calls = calls_of(answered)
    raise error


def require_provider(answered: Sequence[Answered]) -> None:
    """See to it that no call came to nothing because its provider failed.

    Raises:
        ProviderError: as the provider failed, with all calls made.
    """
    for one in answered:
        if one.failure is not None:
            one.failure.calls = calls_of(answered)
            raise one.failure


def calls_of(answered: Iterable[Answered]) -> tuple[Call, ...]:
    """Every call that was made, in the order of the plan."""
    return tuple(call for one in answered for call in one.made)


def provenance(
    plan: Plan, engine: Engine, answered: Sequence[Answered], *, seconds: float
) -> Provenance:
    """How the draft came about."""
    calls = calls_of(answered)
    used = dict.fromkeys(prompt for one in answered for prompt in one.prompts)
    model, endpoint = _wrote(engine, answered)
    return Provenance(
        engine=engine.name,
        model=model,
        endpoint=endpoint,
        recipe=plan.recipe,
        prompts=tuple(used),
        calls=calls,
        **spent_on(calls),
        seconds=round(seconds, 4),
        fallback_reason=None,
        software=f"drafter {__version__}",
    )


def _wrote(engine: Engine, answered: Sequence[Answered]) -> tuple[str | None, str | None]:
    """The model and the endpoint of the headline's call: with several, it need not be the first."""
    for attempt in reversed(_owner(answered).attempts):
        if attempt.is_billed:
            return attempt.model or engine.model, attempt.endpoint or engine.endpoint
    return engine.model, engine.endpoint


def _owner(answered: Sequence[Answered]) -> Answered:
    """The call of the headline; where none is written, the first."""
    of_headline = (one for one in answered if SectionName.HEADLINE in one.call.sections)
    return next(of_headline, answered[0])


def spent_on(calls: Iterable[Call]) -> dict[str, Any]:
    """Tokens and money of the calls together, as the provenance names them; null where unknown."""
    attempts = [attempt for call in calls for attempt in call.attempts if attempt.is_billed]
    usages = [attempt.usage for attempt in attempts if attempt.usage]
    return {
        "input_tokens": _total(usage.input_tokens for usage in usages),
        "output_tokens": _total(usage.output_tokens for usage in usages),
        "cached_tokens": _total(usage.cached_tokens for usage in usages),
        "cost_usd": _sum(attempt.cost_usd for attempt in attempts),
    }


def _total(counts: Iterable[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if known else None


def _sum(costs: Iterable[Decimal | None]) -> Decimal | None:
    """The costs together; unknown where one of them is, and where there is none."""
    known = list(costs)
    if not known or None in known:
        return None
    return sum((cost for cost in known if cost is not None), Decimal(0))
