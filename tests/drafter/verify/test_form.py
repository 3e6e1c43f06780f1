"""What no editor would let pass. The kinds of it: pairs/form.yaml, draft_pairs/form.yaml."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.verify import form
from drafter.verify.claim import Claim
from drafter.verify.evidence import evidence_of
from drafter.verify.form_words import LOADED
from drafter.verify.found import Found
from schemas.evidence import Check, Severity
from schemas.sections import SectionName
from schemas.statement import Basis
from tests.factories import report, statement


def found(text: str, *sources: str, language: str = "en") -> list[Found]:
    evidence = evidence_of([report(*sources)], [])
    said = statement(text, basis=Basis.INFERENCE)
    return list(form.check(Claim(SectionName.BODY, said, evidence, language)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sure, the bridge is shut.", Severity.BLOCKER),
        ("The bridge of [name] is shut.", Severity.BLOCKER),
        ("The bridge the the town had is shut.", Severity.WARNING),
        ("The brazen town shut the bridge.", Severity.WARNING),
        ("How long it lasts remains to be seen.", Severity.NOTE),
    ],
)
def test_a_leak_blocks_a_slip_warns_and_a_phrase_is_noted(text: str, expected: Severity) -> None:
    assert [(Check.FORM, expected)] == [(one.check, one.severity) for one in found(text)]


@pytest.mark.parametrize("text", ["The brazen town", "In a bold move, the town voted."])
def test_english_words_are_looked_for_in_english_alone(text: str) -> None:
    assert found(text)
    assert [] == found(text, language="de")


def test_a_remark_in_english_is_found_in_a_draft_of_any_language() -> None:
    assert [Severity.BLOCKER] == [one.severity for one in found("Sure, hier.", language="de")]


def test_the_finding_spans_the_word() -> None:
    text = "The town, shamefully, voted."
    [one] = found(text)
    assert one.span is not None
    assert "shamefully" == text[one.span.start : one.span.end]


@pytest.mark.parametrize("word", sorted(LOADED)[::7])
def test_a_loaded_word_passes_where_a_source_has_it(word: str) -> None:
    text = f"It was {word} of them."
    assert found(text)
    assert [] == found(text, f"The order is {word}, Lund said.")


def test_a_word_in_a_quotation_or_a_name_is_nobodys_judgement() -> None:
    assert found("It was a disgraceful order of the town.")
    assert [] == found("It was “a disgraceful order” of the town.")
    assert [] == found("The ferry called Brave and the film Outrageous came.")


def test_a_phrase_of_ours_that_a_source_has_is_the_sources() -> None:
    text = "Holt: Note: the bridge is shut, and TBD is a bank."
    assert [Severity.BLOCKER] == [one.severity for one in found(text)]
    assert [] == found(text, "The bank TBD has a branch on the bridge.")


@given(st.text(min_size=1).map(str.strip).filter(bool))
def test_a_source_says_what_it_likes(text: str) -> None:
    evidence = evidence_of([report("x")], [])
    sentence = evidence.sentences["R1.S1"]
    same = Claim(SectionName.BODY, statement(sentence.text), evidence, "en")
    assert [] == list(form.check(same))
    for one in found(text):
        assert one.span is not None
        assert one.span.end <= len(text)


def test_a_cut_sentence_of_a_source_is_the_sources() -> None:
    cut = "The town closed its bridge on Tuesday after divers had found that the"
    assert found(cut)
    assert [] == found(cut, cut)
