"""Drafts whose scores are known: small ones made by hand, and a whole one of our sample report."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from drafter.assembling import assemble
from drafter.planning import Plan, plan
from evals.cases.case import Case, FiledReport
from evals.scoring.score import Made, Score
from prompts.reader import read_recipe
from schemas.draft import Draft
from schemas.provenance import Provenance
from schemas.sections import Sections
from schemas.statement import Basis, WrittenStatement
from schemas.written import WrittenParagraph
from tests import factories

BRIDGE = (
    Path(__file__).parents[3] / "evals" / "casebook" / "reports" / "harbour-bridge.txt"
).read_text("utf-8")
SMALL = FiledReport(
    headline="Eastmere closes its old bridge",
    text="\n\n".join(factories.PARAGRAPHS),
    publisher="Eastmere Courier",
    language="en",
)
"""R1.S1 closed, R1.S2 six weeks (Holt), R1.S3 ferries (pilots), R1.S4 quote (Lund), R1.S5 vote."""


def case(*reports: str | FiledReport, name: str = "eastmere", **fields: Any) -> Case:
    """A case of the small report, or of those given; its story has its name."""
    given = {"name": name, "story": name, "kinds": ("single",), "reports": reports or (SMALL,)}
    return Case.model_validate(given | fields)


@cache
def plan_of(text: str) -> Plan:
    """The plan of a case, given as JSON: made once, since the tests ask for it often."""
    request = Case.model_validate_json(text).request()
    recipe = read_recipe("extractive")
    return plan(request.reports, recipe, language=request.language, earlier=request.earlier)


def made(of: Case | None = None, *, variant: str = "by-hand", **sections: object) -> Made:
    """A draft of the case with a headline, a body of one sentence, and these sections."""
    used = of or case()
    return Made(used, variant, 0, factories.draft(plan_of(used.model_dump_json()), **sections))


def told(
    text: str, *cites: str, basis: Basis = Basis.REPORTED, links: Sequence[str] = ()
) -> WrittenStatement:
    """A statement; a reported one rests on the first sentence, unless it cites others."""
    rests = cites or (("R1.S1",) if basis is Basis.REPORTED else ())
    return WrittenStatement(cites=rests, links=tuple(links), basis=basis, text=text)


def body(*statements: WrittenStatement) -> tuple[WrittenParagraph, ...]:
    """A body of one paragraph without a subhead."""
    return (WrittenParagraph(subhead=None, statements=statements),)


def with_provenance(one: Made, **fields: object) -> Made:
    """The same draft, come about otherwise."""
    known = {name: getattr(one.draft.provenance, name) for name in Provenance.model_fields}
    how = Provenance.model_validate(known | fields)
    return Made(one.case, one.variant, one.repeat, one.draft.model_copy(update={"provenance": how}))


def with_draft(one: Made, **fields: object) -> Made:
    """The same draft with other findings, cuts or sections, and nothing computed anew."""
    return Made(one.case, one.variant, one.repeat, one.draft.model_copy(update=fields))


def rewritten(one: Made, write: Callable[[str, tuple[str, ...]], str]) -> Made:
    """The draft with each statement's text as `write` makes it, checked anew."""
    return _again(one, _written_anew(_sections(one.draft), write))


def padded(one: Made, filler: Sequence[str]) -> Made:
    """The draft with these sentences at the end of its body's paragraphs, checked anew."""
    fields = _sections(one.draft)
    for at, text in enumerate(filler):
        statement = {
            "id": f"s{900 + at}",
            "written_by": "engine",
            "cites": [],
            "links": [],
            "basis": "inference",
            "text": text,
        }
        fields["body"][at % len(fields["body"])]["statements"].append(statement)
    return _again(one, fields)


def _sections(draft: Draft) -> dict[str, Any]:
    return draft.model_dump(mode="json", include=set(Sections.model_fields))


def _written_anew(value: Any, write: Callable[[str, tuple[str, ...]], str]) -> Any:
    if isinstance(value, list):
        return [_written_anew(part, write) for part in value]
    if not isinstance(value, dict):
        return value
    if "cites" in value:
        return value | {"text": write(value["text"], tuple(value["cites"]))}
    return {name: _written_anew(part, write) for name, part in value.items()}


def _again(one: Made, fields: Mapping[str, object]) -> Made:
    by = plan_of(one.case.model_dump_json())
    again = assemble(
        Sections.model_validate(fields),
        dict(one.draft.null_reasons),
        one.draft.provenance,
        reports=by.reports,
        earlier=by.earlier,
        topic=by.topic,
        language=by.language,
    )
    return Made(one.case, one.variant, one.repeat, again)


def value(score: Score) -> float:
    """The value of a score that has one."""
    assert score.value is not None, score.why
    return score.value


_NEWS = (
    (
        "The bridge that links Eastmere with Harrow Sound stays shut until late May at the"
        " earliest, the town council said|1"
    ),
    "Cracks in two of the piers have grown by 4 millimetres within three weeks, divers found|1",
    "The regional transport office counts 11,400 people who used it on a working day|3",
    "Mayor Anna Holt said that her engineers had left her no other choice|4",
    (
        "Tomas Brandt, the island’s premier, spoke of neglect and said that he would hold back"
        " 3.2 million crowns for upkeep|6"
    ),
    "Holt said the island had thrice refused, since 2022, to help pay for new bearings|9",
    (
        "Repairs were recommended within 18 months and never made, said a person who knows the"
        " full report|12"
    ),
    "On Monday people queued for two hours for the ferry, harbour police said|15",
)
_RELATIONS = (
    "Island police sent back two survey boats on Tuesday; Brandt said they lacked a permit|19,20",
    (
        "Both sides have since agreed to announce work on the piers a day ahead, according to the"
        " coastguard|23"
    ),
    (
        "Governor Ilse Marant has offered to mediate, and her office said that talks might start"
        " next week|24,25"
    ),
)
_CAUSES = (
    "An agreement of 1994 leaves upkeep to the town and 40 per cent of its cost to the island|29",
    (
        "The island would have the region dig a tunnel instead, for 410 million crowns by a study"
        " of 2024|31"
    ),
)


def faithful(name: str = "harbour-bridge") -> Made:
    """A draft of the sample report as a good editor would let it pass."""
    return made(
        case(BRIDGE, name=name),
        headline=told("Eastmere’s bridge stays shut as the island withholds money", "R1.S1"),
        body=(
            WrittenParagraph(subhead=None, statements=tuple(map(_line, _NEWS))),
            WrittenParagraph(
                subhead="A quarrel on the water", statements=tuple(map(_line, _RELATIONS))
            ),
        ),
        root_causes=tuple(map(_line, _CAUSES)),
    )


def _line(line: str) -> WrittenStatement:
    text, _, cited = line.partition("|")
    return told(f"{text}.", *(f"R1.S{number}" for number in cited.split(",")))
