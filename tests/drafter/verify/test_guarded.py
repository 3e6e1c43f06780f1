"""What a sentence tells as somebody's word, and what it tells outright."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.verify.guarded import MOST, guards, is_plain
from drafter.verify.worded import Worded
from drafter.verify.wordwise import read


@pytest.mark.parametrize(
    ("text", "speaker", "guarded"),
    [
        ("Holt said that the bridge was shut.", "Holt", "that the bridge was shut."),
        ("The bridge was shut, the council said on Monday.", "council", "The bridge was shut"),
        ("The bridge was shut, said Anna Holt.", "Holt", "The bridge was shut,"),
        ("The bridge, Holt said, was shut.", "Holt", "The bridge"),
        ("According to Holt, it was shut.", "Holt", "it was shut."),
        ("She said it was shut.", None, "it was shut."),
    ],
)
def test_what_is_said_stands_under_its_speaker(
    text: str, speaker: str | None, guarded: str
) -> None:
    [guard] = guards(text, read(text))
    assert speaker == guard.speaker
    assert guarded in text[guard.start : guard.end]
    assert not guard.doubted


@pytest.mark.parametrize(
    "text",
    [
        "The bridge reportedly cost a fortune.",
        "Holt claimed that the bridge was safe.",
        "A source said the bridge was unsafe.",
        "The crack may have grown in the frost.",
    ],
)
def test_what_is_claimed_or_unsure_is_in_doubt(text: str) -> None:
    assert any(guard.doubted for guard in guards(text, read(text)))


@pytest.mark.parametrize(
    "text", ["Sound Lines added eight sailings.", "The pilots were told to wait for news."]
)
def test_a_verb_that_gives_nobodys_word_guards_nothing(text: str) -> None:
    assert [] == list(guards(text, read(text)))


def test_a_doubt_reaches_to_the_end_of_its_clause() -> None:
    told = Worded("", "The bridge, which reportedly cost a fortune, shut on Monday.", "en")
    assert {"bridg", "shut", "monday"} == told.open_stems


def test_a_plain_sentence_has_nobodys_word() -> None:
    assert is_plain("The bridge shut in May.")
    assert not is_plain("The bridge may shut.")


@given(st.text(max_size=200))
def test_a_guard_stands_within_its_text(text: str) -> None:
    for guard in guards(text, read(text)):
        assert 0 <= guard.start <= guard.end <= len(text)


def test_a_long_row_of_claims_takes_no_time() -> None:
    text = "he said it, " * 5_000
    started = time.process_time()
    assert MOST == len(list(guards(text, read(text))))
    assert time.process_time() - started < 2
