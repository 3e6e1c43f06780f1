"""How long the checks take: CPU time, five reports of about 600 words, statements of their own."""

import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from drafter.verify.checks import check_statement, verify
from drafter.verify.evidence import Evidence, evidence_of
from schemas.limits import Limits
from schemas.report import Report
from schemas.sections import BodyParagraph, Category, SectionName, Sections, StoryStatus
from schemas.statement import Basis, Statement
from tests.benchmarks.verbatim import wikinews

RUNS, REPORTS, STATEMENTS, WORDS = 9, 5, 40, 600


def five(data: Path) -> list[Report]:
    """The five reports that are nearest to 600 words."""
    return sorted(wikinews(data), key=lambda report: abs(report.words() - WORDS))[:REPORTS]


def statement_ms(data: Path) -> float:
    """Median CPU milliseconds for one statement, all checks, its evidence prepared."""
    evidence = evidence_of(five(data), [])
    statements = _statements(evidence)
    _check_all(statements, evidence)
    return _median(lambda: _check_all(statements, evidence)) / len(statements)


def prepare_ms(data: Path) -> float:
    """Median CPU milliseconds to read all that the checks look up in five reports."""
    reports = five(data)
    return _median(lambda: prepare(evidence_of(reports, [])))


def draft_ms(data: Path) -> float:
    """Median CPU milliseconds of the checks of a whole draft, preparing included."""
    reports = five(data)
    sections = _sections(_statements(evidence_of(reports, [])))
    limits = Limits()
    return _median(lambda: verify(sections, evidence_of(reports, []), limits, "en"))


def prepare(evidence: Evidence) -> None:
    """Read every passage as the checks would."""
    for passage in (*evidence.sentences.values(), *evidence.headlines.values()):
        _ = (passage.stems, passage.numbers, passage.told, passage.named, passage.borne)


def _statements(evidence: Evidence) -> list[Statement]:
    """Sentences from all over the reports; each cites its own and the next, a third is changed."""
    names = list(evidence.sentences)
    step = max(1, (len(names) - 2) // STATEMENTS)
    made = []
    for place in range(STATEMENTS):
        at = min(place * step, len(names) - 2)
        text = evidence.sentences[names[at]].text
        text = f"{text} Peter Marlowe counted 7,412 of them in 1987." if place % 3 == 0 else text
        made.append(
            Statement(
                id=f"s{place + 2}",
                written_by="engine",
                cites=(names[at], names[at + 1]),
                links=(),
                basis=Basis.REPORTED,
                text=text,
            )
        )
    return made


def _sections(statements: Sequence[Statement]) -> Sections:
    first = statements[0].model_copy(update={"id": "s1", "text": "What the reports say"})
    null = {name.value: None for name in SectionName}
    body = (BodyParagraph(subhead=None, statements=tuple(statements)),)
    fields = null | {"category": Category.POLITICS, "status": StoryStatus.ONGOING}
    return Sections.model_validate(fields | {"headline": first, "body": body})


def _check_all(statements: Sequence[Statement], evidence: Evidence) -> None:
    evidence.judged.clear()  # what was found once is kept, and it is the finding that is timed
    for statement in statements:
        list(check_statement(SectionName.BODY, statement, evidence))


def _median(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(RUNS):
        started = time.process_time()
        work()
        taken.append(1000 * (time.process_time() - started))
    return statistics.median(taken)
