"""Quotations, word for word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.verify.checks import check_statement
from drafter.verify.evidence import evidence_of
from drafter.verify.found import Found
from drafter.verify.quotations import Spoken, holds, quotations, unquoted
from schemas.evidence import Check, Severity
from schemas.sections import SectionName
from schemas.statement import Basis
from tests.factories import report, statement


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We were not asked,” said Peter Lund.", ["We were not asked,"]),
        ('He called it "too late" and "absurd".', ["too late", "absurd"]),
        ("Sie sprach von „großer Sorge“.", ["großer Sorge"]),
        ("Il a dit « jamais ».", [" jamais "]),
        ("Han kallade det ”galenskap”.", ["galenskap"]),
        ("He called it ‘a folly’ of the mayor’s.", ["a folly"]),
        ("They said ‘we weren’t asked’ twice.", ["we weren’t asked"]),
        ("“We were not asked", ["We were not asked"]),
        ("We were not asked,” he said.", ["We were not asked,"]),
        ("Il dit « le “grand” pont ».", [" le “grand” pont "]),
        ("قال ”لا نعلم“ أمس", ["لا نعلم"]),
        ("He said 'a folly' to it", ["a folly"]),
        ("rock 'n' roll", []),
        ('We were not asked," he said.', ["We were not asked,"]),
        ('a pier of 10" steel', []),
        ("the pilots' spokesman", []),
        ("the pilots’ spokesman and the mayor’s office", []),
    ],
)
def test_quotations_are_found_in_the_marks_of_several_languages(
    text: str, expected: list[str]
) -> None:
    assert expected == [quotation.text for quotation in quotations(text)]


@pytest.mark.parametrize(
    ("quoted", "expected"),
    [
        ("We were not asked", True),
        ("we were not asked,", True),
        ("We were ... asked", True),
        ("We were asked", False),
        ("asked ... We were", False),
        ("were not aske", False),
        ("[w]e were not asked", True),
        ("We [the pilots] were not asked", True),
        ("[We] were [never] asked", True),
        ("We […] asked", True),
    ],
)
def test_a_quotation_must_stand_word_for_word(quoted: str, *, expected: bool) -> None:
    assert expected == holds("“We were not asked,” said their spokesman.", quoted)


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "Zs"]), min_size=1))
def test_a_text_holds_itself(text: str) -> None:
    assert holds(text, text)


def test_where_a_source_has_the_words_is_told() -> None:
    source = "“We weren’t  asked,” said their spokesman."
    start, end = Spoken(source).find("we weren't asked") or (0, 0)
    assert "We weren’t  asked" == source[start:end]


def test_what_is_quoted_is_blanked_and_nothing_else_moves() -> None:
    assert "······, he said." == unquoted("“Late”, he said.")


@given(st.text(alphabet="“”‘’«»„'\"ab .", max_size=60))
def test_blanking_keeps_the_length_of_a_text(text: str) -> None:
    assert len(text) == len(unquoted(text))


EVIDENCE = evidence_of(
    [
        report(
            "Mayor Anna Holt called the plan “a folly of the rich”. Red lines were drawn. "
            "“We wait,” said pilot Peter Lund."
        )
    ],
    [],
)


def found(text: str, *cites: int, basis: Basis = Basis.REPORTED) -> list[Found]:
    said = statement(text, cites=[f"R1.S{n}" for n in cites], basis=basis)
    every = check_statement(SectionName.BODY, said, EVIDENCE)
    return [one for one in every if one.check is Check.QUOTES]


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("Holt called it “sheer madness”.", Severity.BLOCKER),
        ("Holt called it “madness”.", Severity.BLOCKER),
        ("There was a “red line”.", Severity.WARNING),
        ("Anna “Bridge” Holt spoke.", Severity.WARNING),
        ("It is a so-called “showpiece”.", Severity.WARNING),
    ],
)
def test_short_words_that_nobody_said_are_a_blocker_and_a_term_is_a_warning(
    text: str, severity: Severity
) -> None:
    assert [severity] == [one.severity for one in found(text, 1, 2)]


def test_an_inference_may_have_a_term_of_its_own() -> None:
    text = "It is a “wait game”."
    assert [Severity.WARNING] == [one.severity for one in found(text, 2, basis=Basis.INFERENCE)]
    assert [Severity.BLOCKER] == [one.severity for one in found(text, 2)]


def test_the_sentence_that_has_the_quotation_is_proposed() -> None:
    [one] = found("It was “a folly of the rich”.", 2)
    assert ("R1.S1",) == one.proposed


def test_the_finding_on_a_quotation_spans_its_words() -> None:
    text = "Holt called it “sheer madness”."
    [one] = found(text, 1)
    assert one.span is not None
    assert "sheer madness" == text[one.span.start : one.span.end]


def test_where_the_source_does_not_name_the_speaker_nothing_is_said_of_it() -> None:
    source = "“We have waited long enough,” she said. Mayor Anna Holt met pilot Peter Lund."
    evidence = evidence_of([report(source)], [])
    said = statement("“We have waited long enough,” Peter Lund said.", cites=["R1.S1", "R1.S2"])
    checks = [one.check for one in check_statement(SectionName.BODY, said, evidence)]
    assert Check.QUOTES not in checks


def test_an_insertion_stands_for_few_words_and_an_ellipsis_for_any() -> None:
    source = f"We were {'very ' * 20}late."
    assert holds(source, "We were … late")
    assert not holds(source, "We were [all] late")
