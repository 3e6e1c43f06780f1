"""Quotations, word for word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.verify.quotes import holds, quotations


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
    ],
)
def test_a_quotation_must_stand_word_for_word(quoted: str, *, expected: bool) -> None:
    assert expected == holds("“We were not asked,” said their spokesman.", quoted)


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "Zs"]), min_size=1))
def test_a_text_holds_itself(text: str) -> None:
    assert holds(text, text)
