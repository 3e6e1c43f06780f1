"""Whether what a statement cites is plausible. What is wrong and right: pairs/citations.yaml."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from drafter.verify import citations
from drafter.verify.claim import Claim
from drafter.verify.evidence import evidence_of
from drafter.verify.found import Found
from schemas.evidence import Check, Finding, Severity, Verdict
from schemas.limits import Limits
from schemas.report import Report
from schemas.sections import SectionName
from schemas.statement import Basis
from schemas.written import WrittenParagraph
from tests.factories import draft, plan_of, report, statement

REPORT = report()
TEXTS = [sentence.text for sentence in REPORT.sentences()]
PILOTS = "Pilots warned that the ferries cannot carry the 4,000 people who cross each day."


def found(text: str, cites: Sequence[str], basis: Basis = Basis.REPORTED) -> list[Found]:
    said = statement(text, cites=cites, basis=basis)
    claim = Claim(SectionName.BODY, said, evidence_of([REPORT], []), "en")
    return list(citations.check(claim))


def of_draft(language: str, *reports: Report) -> list[Finding]:
    made = draft(plan_of(*reports))
    evidence = evidence_of(reports, (), language=language)
    return list(citations.check_draft(made, evidence, Limits(), language))


def test_the_better_sentence_is_proposed() -> None:
    [one] = found(PILOTS, ["R1.S2"])
    assert (Severity.WARNING, ("R1.S3",)) == (one.severity, one.proposed)


def test_a_sentence_that_fits_has_no_finding() -> None:
    assert [] == found(PILOTS, ["R1.S3"])


def test_one_of_several_that_does_not_fit_is_but_a_note() -> None:
    filler = [f"The {name} bell of the town hall rang." for name in ("old", "new", "red", "blue")]
    far = report("The town closed its bridge.", *filler, "A hen laid nine eggs.", *TEXTS)
    evidence = evidence_of([far], [])
    said = statement(PILOTS, cites=["R1.S9", "R1.S2"])
    [one] = citations.check(Claim(SectionName.BODY, said, evidence, "en"))
    assert (Severity.NOTE, ()) == (one.severity, one.proposed)
    assert "R1.S2" in one.reason


def test_a_second_sentence_that_adds_a_word_of_the_statement_is_in_its_place() -> None:
    filler = [f"The {name} bell of the town hall rang." for name in ("old", "new", "red", "blue")]
    far = report("The town closed its bridge.", "A hen laid nine eggs.", *filler, *TEXTS)
    evidence = evidence_of([far], [])
    said = statement(f"{PILOTS[:-1]}; a hen laughed.", cites=["R1.S9", "R1.S2"])
    assert [] == list(citations.check(Claim(SectionName.BODY, said, evidence, "en")))


def test_a_sentence_behind_the_best_five_of_its_report_is_doubtful() -> None:
    alike = [f"The council of Eastmere voted on ferry {name} on Friday." for name in "abcdef"]
    own = report("The council of Eastmere met on Friday.", *alike)
    evidence = evidence_of([own], [])
    said = statement("On Friday the council of Eastmere voted on the ferry.", cites=["R1.S1"])
    [one] = citations.check(Claim(SectionName.BODY, said, evidence, "en"))
    assert Severity.WARNING is one.severity


def test_only_what_fits_about_as_well_is_proposed_beside_the_best() -> None:
    twice = report(TEXTS[2], TEXTS[0], f"{TEXTS[2]}")
    evidence = evidence_of([twice], [])
    claim = Claim(SectionName.BODY, statement(PILOTS, cites=["R1.S2"]), evidence, "en")
    [one] = citations.check(claim)
    assert ("R1.S1", "R1.S3") == one.proposed
    assert ("R1.S3",) == found(f"{PILOTS[:-1]} of Eastmere.", ["R1.S2"])[0].proposed


def test_a_sentence_word_for_word_is_in_its_place_however_many_are_like_it() -> None:
    text = "The council of Eastmere voted on Friday."
    own = report(
        text, *[f"Council {text[:-1]}: Eastmere voted, Eastmere’s council voted on Friday."] * 6
    )
    evidence = evidence_of([own], [])
    claim = Claim(SectionName.BODY, statement(text, cites=["R1.S1"]), evidence, "en")
    assert [] == list(citations.check(claim))


def test_what_is_no_report_is_not_held_to_the_words_of_its_citation() -> None:
    assert [] == found(PILOTS, ["R1.S2"], Basis.INFERENCE)


def test_a_sentence_of_another_report_is_proposed_where_it_fits_better() -> None:
    other = report("A gull sat on the roof. The rain stopped. Nobody came to see the bridge.")
    evidence = evidence_of([other, REPORT], [])
    claim = Claim(SectionName.BODY, statement(PILOTS, cites=["R1.S3"]), evidence, "en")
    [one] = citations.check(claim)
    assert ("R2.S3",) == one.proposed


def test_a_citation_in_another_language_could_not_be_checked_and_is_said_once() -> None:
    german = report("Die alte Brücke ist zu. Sie bleibt es.", language="de")
    [one] = of_draft("en", german)
    assert (Check.CITATIONS, Verdict.COULD_NOT_CHECK, None) == (
        one.check,
        one.verdict,
        one.statement,
    )
    assert "de" in one.reason
    assert SectionName.HEADLINE is one.section
    assert [] == of_draft("de", german)
    assert [] == of_draft("en", report())


def test_a_foreign_sentence_that_is_taken_word_for_word_needs_no_such_check() -> None:
    german = report("Die alte Brücke ist zu. Sie bleibt es.", language="de")
    said = statement("Sie bleibt es.", cites=["R1.S2"])
    made = draft(
        plan_of(german),
        headline=statement("Brücke zu", basis=Basis.INFERENCE),
        body=(WrittenParagraph(subhead=None, statements=(said,)),),
    )
    evidence = evidence_of((german,), (), language="en")
    assert [] == list(citations.check_draft(made, evidence, Limits(), "en"))


def test_a_citation_in_another_language_is_not_held_to_the_words_of_the_statement() -> None:
    german = report("Lotsen warnten. Die Fähren reichen nicht. Die Brücke ist zu.", language="de")
    evidence = evidence_of([german, REPORT], [], language="en")
    claim = Claim(SectionName.BODY, statement(PILOTS, cites=["R1.S2"]), evidence, "en")
    assert [] == list(citations.check(claim))


@given(st.sampled_from(range(len(TEXTS))), st.sampled_from(range(len(TEXTS))))
def test_a_source_sentence_fits_itself_and_proposals_exist(own: int, cited: int) -> None:
    assert [] == found(TEXTS[own], [f"R1.S{own + 1}"])
    for one in found(f"Also, {TEXTS[own]}", [f"R1.S{cited + 1}"]):
        assert cited != own
        assert f"R1.S{own + 1}" in one.proposed
