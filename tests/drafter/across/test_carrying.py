"""Which reports carry a statement."""

from drafter.across.carrying import Carriers, carried_by
from drafter.across.copies import independent
from drafter.verify.evidence import evidence_of
from schemas.report import Report
from schemas.statement import Basis
from tests.drafter.across.test_copies import AGENCY, OWN
from tests.factories import report, statement

BARGES = "Thirty-one barges with grain are waiting above the lock, the millers' union counted."
COUNTED = (
    "The millers' union counted thirty-one barges with grain that wait above the lock at Varn."
)


def carried(text: str, cites: list[str], *reports: Report) -> Carriers:
    evidence = evidence_of(reports, ())
    said = statement(text, cites=cites, basis=Basis.INFERENCE)
    return carried_by(said, evidence, independent(reports), language="en")


def test_the_cited_report_carries_the_statement() -> None:
    assert Carriers(("R1",), 1) == carried(BARGES, ["R1.S5"], report(*AGENCY), report(*OWN))


def test_a_report_that_tells_the_same_carries_it_uncited() -> None:
    told = carried(BARGES, ["R1.S5"], report(*AGENCY), report(OWN[1], COUNTED))
    assert Carriers(("R1", "R2"), 2) == told


def test_copies_count_once() -> None:
    told = carried(BARGES, ["R1.S5"], report(*AGENCY), report(*AGENCY), report(OWN[1], COUNTED))
    assert Carriers(("R1", "R2", "R3"), 2) == told


def test_another_figure_does_not_carry_it() -> None:
    text = BARGES.replace("Thirty-one", "31")
    other = COUNTED.replace("thirty-one", "19")
    assert ("R1",) == carried(text, ["R1.S5"], report(*AGENCY), report(OWN[1], other)).reports


def test_few_words_are_carried_by_what_they_cite_alone() -> None:
    assert ("R2",) == carried("The lock.", ["R2.S1"], report(*AGENCY), report(*OWN)).reports


def test_a_statement_that_cites_nothing_may_be_carried_all_the_same() -> None:
    assert ("R1",) == carried(BARGES, [], report(*AGENCY)).reports
    assert Carriers((), 0) == carried("Nobody knows what the king of Spain ate.", [], report(*OWN))


def test_a_citation_that_is_not_there_carries_nothing() -> None:
    assert Carriers((), 0) == carried("The lock.", ["R9.S1"], report(*AGENCY))
