"""Tidying: one form of each character, none that cannot be seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.ingest.tidying import tidy, tidy_line

TRICKY = st.text(
    st.sampled_from(
        "ab é\u0301\u00ad\u200b\u200c\u200d\u202e\u00a0\u2009\t\r\n\u2028\u2029\ufeff\ufe0f.ن"
    )
)


@given(TRICKY | st.text())
def test_tidying_tidy_text_changes_nothing(text: str) -> None:
    assert tidy(text) == tidy(tidy(text))


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("a b", "\ufeffa\u00a0\u202fb "),
        ("é", "e\u0301"),
        ("one\ntwo", "one \r\n two"),
        ("one\n\ntwo", "one\r\r\r\rtwo"),
        ("harbour", "har\u00adb\u200bour"),
        ("admin", "\u202eadmin\u202c\u2066\u2069"),
        ("می\u200cشود", "می\u200cشود"),
        ("end. Next", "end.\u200d Next\u200c"),
        ("hi", "hi\U000e0049\U000e0067"),
        ("x", "x\ud800"),
    ],
)
def test_each_kind_of_untidiness_is_put_right(expected: str, text: str) -> None:
    assert expected == tidy(text)


@given(st.text(st.characters(categories=["L", "N", "P"], exclude_characters="\u3164\uffa0")))
def test_no_visible_character_of_composed_text_is_lost(text: str) -> None:
    composed = tidy(text)
    assert composed == tidy_line(f" {composed} ")
    assert len(tidy(text)) >= sum(char.isascii() for char in text)


def test_a_letter_keeps_30_accents_at_most() -> None:
    for mark in ("\u0301\u0323", "\u0f73"):
        piled = tidy("q" + mark * 40 + "x")
        assert ("q", 30, "x") == (piled[0], len(piled) - 2, piled[-1])
        assert piled == tidy(piled)
