"""Reports to draft from, in our own words, and what the tests need to read a draft."""

from drafter.engines.extractive.engine import extract
from drafter.engines.extractive.picking import Material
from drafter.engines.extractive.source import Line, read
from drafter.planning import Plan
from schemas.report import Report
from schemas.sections import SectionName
from schemas.written import Written
from tests.factories import plan_of, report

STRAIT = (
    """Norway has reportedly asked Sweden to explain the naval strikes on its patrol boats in the \
Varn strait. Swedish officials said the strikes came after intelligence pointed to a planned \
attack on the port of Lysund.""",
    """Norwegian Prime Minister Erik Dahl denied the accusation on Tuesday. “We planned nothing of \
the kind,” Dahl said. He added that the two navies had shared charts until last month.""",
    """A source said the Swedish navy fired first. However, Swedish Defence Minister Karin Ek \
rejected this account.""",
    """Analysts say Norway may close the strait to Swedish tankers. The Swedish government will \
hold talks with Norway in Oslo on Friday. Reports suggest Ek fears that a blockade could cut the \
fuel supply of the islands.""",
    """The main aim of the strikes is to keep missiles away from Lysund, the Swedish navy said. \
Eleven sailors were killed in the strait and two boats destroyed. Dahl threatened sanctions \
against Sweden because of the dead.""",
    """Fishing crews at Lysund stayed in port for a third day. Ferry lines in the strait stopped \
at noon. Karin Ek declined to comment on whether the navy would leave the strait.""",
)

FILLER = (
    "The {0} pier of Lysund lies north of the strait and serves {1} boats a day. Its keeper, a"
    " retired pilot, counts the {0} boats by hand each morning and writes down all {1}."
)
PIERS = "old new east west upper lower coal fish salt ice grain oil"
LONG = (*STRAIT, *(FILLER.format(name, 10 + n) for n, name in enumerate(PIERS.split())))
"""More words than a body may have."""


def strait(*paragraphs: str, **given: object) -> Report:
    """The sample report, or another of the same day."""
    fields: dict[str, object] = {"headline": "Norway asks Sweden to explain strikes in the strait"}
    return report(*(paragraphs or STRAIT), **(fields | given))  # type: ignore[arg-type]


def material(*paragraphs: str, **given: object) -> Material:
    """What the engine drafts from."""
    plan = plan_of(strait(*paragraphs, **given))
    return Material(plan, read(plan))


def line(text: str) -> Line:
    """One sentence as the engine sees it, second in its report."""
    return material(f"The strait was quiet at dawn, crews told the harbour. {text}").source.lines[1]


def drafted(plan: Plan) -> Written:
    """What the engine writes for the plan."""
    return extract(plan, plan.calls[0])


def reason(written: Written, name: SectionName) -> str:
    """Why a section is null."""
    return next(null.reason for null in written.null_reasons if null.section is name)
