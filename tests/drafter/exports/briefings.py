"""Drafts to export: a full one, a bare one, one in Arabic. All texts are ours."""

from dataclasses import replace
from datetime import date
from functools import cache

from schemas.draft import Draft
from schemas.event import EarlierEvent, Outlet
from schemas.provenance import EngineName
from schemas.report import Report
from schemas.sections import (
    Confidence,
    Direction,
    Horizon,
    Likelihood,
    ScenarioKind,
    SectionName,
)
from schemas.statement import Basis, WrittenStatement
from schemas.written import (
    WrittenCauses,
    WrittenConflict,
    WrittenEscalation,
    WrittenGap,
    WrittenParagraph,
    WrittenPerspective,
    WrittenScenario,
)
from tests.factories import draft, plan_of, report, statement

SECOND = (
    "Divers working for the harbour office found damage in three piers of the Eastmere bridge.",
    """The bus company Ringline will run a shuttle round the bay from Thursday. It expects the \
detour to take 50 minutes at rush hour.""",
)
INSPECTION = EarlierEvent(
    id="E1",
    key="inspection",
    date=date(2025, 11, 18),
    text="Inspectors rated the old bridge fit for light traffic only.",
    outlets=(
        Outlet(name="Coast Radio", url="https://radio.example.org/inspection"),
        Outlet(name="Eastmere Courier", url=None),
    ),
)
BUDGET = EarlierEvent(
    id="E2",
    key="budget",
    date=date(2026, 1, 20),
    text="The council put off a vote on money for the bridge.",
    outlets=(Outlet(name="Harbour Post", url="https://post.example.org/budget"),),
)


def reported(text: str, *cites: str, links: tuple[str, ...] = ()) -> WrittenStatement:
    return statement(text, cites=cites, links=links)


def background(text: str, *links: str) -> WrittenStatement:
    return statement(text, basis=Basis.BACKGROUND, cites=(), links=links)


def analysis(text: str, *cites: str, links: tuple[str, ...] = ()) -> WrittenStatement:
    return statement(text, basis=Basis.INFERENCE, cites=cites, links=links)


def two_reports() -> tuple[Report, Report]:
    second = report(
        *SECOND,
        headline="Three piers cracked, harbour office says",
        publisher="Harbour Post",
        published=date(2026, 3, 6),
    )
    return report(), second.model_copy(update={"url": "https://post.example.org/piers?a=1&b=2"})


@cache
def rich() -> Draft:
    """Two reports, two earlier events, every section, every basis, and open findings."""
    by = plan_of(*two_reports(), topic="eastmere-bridge")
    by = replace(by, earlier=(INSPECTION, BUDGET))
    return draft(
        by,
        headline=reported("Eastmere shuts its old bridge for six weeks", "R1.S1", "R1.S2"),
        standfirst=reported(
            "Cracks in the piers cut the town in two, and the ferries cannot fill the gap.",
            "R1.S1",
            "R1.S3",
        ),
        key_takeaway=(
            reported("The only crossing is gone until mid-April at the earliest.", "R1.S2"),
            analysis("Friday's vote decides whether six weeks is a plan or a hope.", "R1.S5"),
        ),
        body=_body(),
        plain_english=(
            reported("The bridge has cracks, so nobody may cross it.", "R1.S1"),
            background("Piers are the legs on which a bridge stands."),
            analysis("People will need much longer to get to work."),
        ),
        synthesis=(
            analysis(
                "Inspectors warned in November, the council waited in January, and the cracks came"
                " to light in March.",
                "R1.S1",
                links=("E1", "E2"),
            ),
        ),
        root_causes=(analysis("Repairs were put off while the load on the bridge grew."),),
        escalation=WrittenEscalation(
            direction=Direction.DE_ESCALATING,
            statements=(
                reported("A shuttle round the bay starts on Thursday.", "R2.S2"),
                analysis("It takes the edge off the pilots' protest, though not off the costs."),
            ),
        ),
        scenarios=_scenarios(),
        causes_and_effects=WrittenCauses(
            this_event=reported("Eastmere closes its old bridge over cracked piers.", "R1.S1"),
            causes=("E1", "E2"),
            effects=(),
        ),
        perspectives=_perspectives(),
        conflicts=(
            WrittenConflict(
                question="How many piers are cracked?",
                versions=(
                    reported("The Courier counts two.", "R1.S1"),
                    reported("The Post counts three.", "R2.S1"),
                ),
            ),
        ),
        information_gaps=_gaps(),
    )


def _gaps() -> tuple[WrittenGap, ...]:
    return (
        WrittenGap(cites=("R1.S5",), links=(), text="Who would pay the 12 million crowns."),
        WrittenGap(cites=(), links=(), text="Whether the divers looked at the new bridge, too."),
    )


def _body() -> tuple[WrittenParagraph, ...]:
    return (
        WrittenParagraph(
            subhead=None,
            statements=(
                reported("The old bridge of Eastmere has been shut since Tuesday.", "R1.S1"),
                reported("Mayor Anna Holt put the closure at six weeks or more.", "R1.S2"),
                background("Inspectors had cleared it for light traffic.", "E1"),
            ),
        ),
        WrittenParagraph(
            subhead="“We were not asked”",
            statements=(
                reported(
                    "The pilots say that ferries cannot take the 5,000 people who cross daily.",
                    "R1.S3",
                ),
                reported("“We were not asked,” Peter Lund said.", "R1.S4"),
                reported("A bus detour will take 50 minutes.", "R2.S3", links=("E2",)),
            ),
        ),
    )


def _scenarios() -> tuple[WrittenScenario, ...]:
    return (
        WrittenScenario(
            kind=ScenarioKind.RISK,
            statement=analysis("The council postpones the vote again on Friday.", "R1.S5"),
            horizon=Horizon.IMMEDIATE,
            confidence=Confidence.ASSESSED,
            likelihood=Likelihood.UNLIKELY,
            watch_for="The agenda, which is due on Thursday.",
        ),
        WrittenScenario(
            kind=ScenarioKind.CONSEQUENCE,
            statement=reported("The shuttle takes over most commuters.", "R2.S2"),
            horizon=Horizon.SHORT_TERM,
            confidence=Confidence.SUGGESTED,
            likelihood=None,
            watch_for=None,
        ),
    )


def _perspectives() -> tuple[WrittenPerspective, ...]:
    return (
        WrittenPerspective(
            actor="Harbour pilots",
            statements=(reported("They want a say before traffic moves to the ferries.", "R1.S4"),),
        ),
        WrittenPerspective(
            actor="Town council",
            statements=(analysis("It needs a date that holds, with a vote so near.", "R1.S5"),),
        ),
    )


@cache
def sparse() -> Draft:
    """One report without publisher or date, a headline, a body, and no more."""
    return draft(plan_of(report(published=None, publisher=None)))


@cache
def arabic() -> Draft:
    """A briefing that reads from right to left, of an Arabic and an English report."""
    texts = ("أغلقت البلدة جسرها القديم يوم الثلاثاء. وقال رئيس البلدية إن الإغلاق سيستمر أسابيع.",)
    source = report(*texts, headline="البلدة تغلق جسرها", publisher="بريد المرفأ", language="ar")
    return draft(
        plan_of(source, report()),
        headline=reported("البلدة تغلق جسرها القديم", "R1.S1"),
        standfirst=reported("الإغلاق يستمر ستة أسابيع على الأقل.", "R1.S2", "R2.S2"),
        plain_english=(analysis("سيحتاج الناس إلى وقت أطول للوصول إلى عملهم."),),
    )


def with_text(text: str) -> Draft:
    """A rich draft in which every text that comes from outside is this text, however long."""
    made = rich().model_dump(mode="json")
    limits = made["provenance"]["recipe"]["limits"]
    limits |= {name: 1000 for name in limits if name.endswith("_words")}
    for finding in made["findings"]:
        finding["span"] = None
    for sentence in (s for source in made["sources"] for s in source["evidence"]):
        sentence |= {"start": None, "end": None}
    return Draft.model_validate(_replaced(made, text))


TEXT_KEYS = frozenset({"text", "headline", "publisher", "actor", "reason", "name", "url", "title"})
KEPT = frozenset({"provenance", "null_reasons"})


def _replaced(value: object, text: str) -> object:
    """The document with each string under a key for free text replaced."""
    if isinstance(value, list):
        return [_replaced(part, text) for part in value]
    if not isinstance(value, dict):
        return value
    return {
        key: text
        if key in TEXT_KEYS and isinstance(part, str)
        else part
        if key in KEPT
        else _replaced(part, text)
        for key, part in value.items()
    }


def by_model(of: Draft, model: str | None = "brief-writer-1") -> Draft:
    """The draft as if a language model had written it."""
    change = {"engine": EngineName.OPENAI, "model": model}
    return of.model_copy(update={"provenance": of.provenance.model_copy(update=change)})


def without(of: Draft, name: SectionName, reason: str) -> Draft:
    """The draft with one section taken out."""
    made = of.model_dump(mode="json")
    made[name.value] = None
    made["null_reasons"][name.value] = reason
    made["findings"] = [f for f in made["findings"] if f["section"] != name.value]
    gone = {statement.id for section, statement in of.statements() if section is name}
    made["carried"] = [one for one in made["carried"] if one["statement"] not in gone]
    return Draft.model_validate(made)
