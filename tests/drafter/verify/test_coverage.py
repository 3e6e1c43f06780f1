"""What a draft leaves out. Which facts count: draft_pairs/coverage.yaml."""

from drafter.verify import coverage
from drafter.verify.coverage import MOST
from drafter.verify.evidence import evidence_of
from schemas.evidence import Check, Finding, Severity
from schemas.limits import Limits
from schemas.report import Report
from schemas.sections import SectionName
from schemas.statement import Basis
from schemas.written import WrittenParagraph
from tests.factories import draft, plan_of, report, statement

DENIALS = [
    "Councillor Moe denied that any of the barges had been sold to the miller.",
    "The abbey rejected an offer for the lamps that hang in its northern aisle.",
    "Circus owner Berg declined to say what had become of his eleven old horses.",
    "A theatre in Molde refused to pay for the organ, whose pipes had cracked.",
    "Vans of the bakery may not park there, the police dismissed all complaints.",
    "Nuns at the convent ruled out a sale of boats before the feast of Saint Olaf.",
    "Holm denied the charge that his foundry had cast a bell of the wrong metal.",
]


def findings(*reports: Report) -> list[Finding]:
    made = draft(plan_of(*reports))
    return list(coverage.check_draft(made, evidence_of(reports, ()), Limits(), "en"))


def test_what_is_left_out_is_a_note_on_the_body_that_names_the_sentence() -> None:
    one = findings(report("The town closed its bridge.", DENIALS[0]))[0]
    assert (Check.COVERAGE, Severity.NOTE, SectionName.BODY) == (
        one.check,
        one.severity,
        one.section,
    )
    assert (None, ("R1.S2",)) == (one.statement, one.proposed)
    assert f"No section carries R1.S2, a denial: {DENIALS[0]}" == one.reason


def test_a_long_fact_is_cut_in_the_finding() -> None:
    [one] = findings(report("The town closed its bridge.", f"{DENIALS[0][:-1]} {'or so ' * 20}."))
    assert one.reason.endswith("or so or so or so …") or one.reason.endswith("…")
    assert len(one.reason.split()) < 32


def test_the_list_is_short() -> None:
    assert MOST == len(findings(report("The town closed its bridge.", *DENIALS)))


def test_a_fact_of_two_reports_is_missed_once() -> None:
    own = report("The town closed its bridge.", DENIALS[0])
    copy = report("The town closed its bridge.", DENIALS[0])
    assert [("R1.S2",)] == [one.proposed for one in findings(own, copy)]


def test_a_sentence_that_is_cited_is_carried_in_whatever_words() -> None:
    reports = (report("The town closed its bridge.", DENIALS[0]),)
    body = (WrittenParagraph(subhead=None, statements=(statement("So.", cites=["R1.S2"]),)),)
    made = draft(plan_of(*reports), body=body)
    assert [] == list(coverage.check_draft(made, evidence_of(reports, ()), Limits(), "en"))


def test_the_lead_is_a_main_fact_however_it_is_put() -> None:
    lead = "Nobody in the whole of Norway expects a foggy morning tomorrow, they say."
    reports = (report(lead, DENIALS[0], headline="Fog"),)
    body = (WrittenParagraph(subhead=None, statements=(statement("So.", cites=["R1.S2"]),)),)
    bare = statement("So.", basis=Basis.BACKGROUND, cites=())
    made = draft(plan_of(*reports), headline=bare, body=body)
    [one] = coverage.check_draft(made, evidence_of(reports, ()), Limits(), "en")
    assert ("R1.S1",) == one.proposed


def test_what_is_neither_central_nor_a_figure_or_a_stance_is_left_out() -> None:
    lead = "Eastmere closes its old bridge because the old bridge of Eastmere has cracks."
    aside = "Somewhere a tall woman fed eleven pigeons beside some fountain nobody knew."
    assert [] == findings(report(lead, aside, headline="Eastmere closes its old bridge"))


def test_a_caption_is_no_fact() -> None:
    caption = "Image: Mayor Moe denied 40 per cent of the charges at the old town hall."
    assert [] == findings(report("The town closed its bridge.", caption))


def test_a_scrap_is_no_fact() -> None:
    assert [] == findings(report("The town closed its bridge.", "Moe denied it."))
