import random
import time
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from drafter.diffing.words import compared, words_of
from schemas.diff import Run, RunKind

TEXTS = some.text(
    some.sampled_from("ab ,.’12\nجس橋がé\u0301") | some.characters(codec="utf-8"), max_size=60
)


def short(before: str, after: str) -> list[str]:
    """The runs as `=text`, `-text` and `+text`."""
    signs = {RunKind.EQUAL: "=", RunKind.DELETE: "-", RunKind.INSERT: "+"}
    return [signs[run.kind] + run.text for run in compared(before, after)]


def side(runs: tuple[Run, ...], own: RunKind) -> str:
    return "".join(run.text for run in runs if run.kind in (RunKind.EQUAL, own))


@given(TEXTS, TEXTS)
@example("a b", "a  b")
@example("", "")
@example("\0 \ue000", "\ue000\0")
def test_both_texts_come_back_to_the_letter(before: str, after: str) -> None:
    runs = compared(before, after)
    assert before == side(runs, RunKind.DELETE)
    assert after == side(runs, RunKind.INSERT)


@given(TEXTS, TEXTS)
def test_runs_that_touch_are_of_two_kinds_and_what_goes_stands_first(
    before: str, after: str
) -> None:
    kinds = [run.kind for run in compared(before, after)]
    pairs = set(pairwise(kinds))
    assert set() == pairs & {(kind, kind) for kind in RunKind}
    assert (RunKind.INSERT, RunKind.DELETE) not in pairs


@given(TEXTS)
def test_a_text_is_equal_to_itself(text: str) -> None:
    assert ([f"={text}"] if text else []) == short(text, text)


@given(TEXTS)
def test_words_joined_are_the_text(text: str) -> None:
    assert text == "".join(words_of(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The council’s plan", ["The", " ", "council’s", " ", "plan"]),
        ("4,000 of 3.5, he", ["4,000", " ", "of", " ", "3.5", ",", " ", "he"]),
        ("“No.”\n\tYes", ["“", "No", ".", "”", "\n\t", "Yes"]),
        ("مُعَلِّم، جسر", ["مُعَلِّم", "،", " ", "جسر"]),
        ("cafe\u0301!", ["cafe\u0301", "!"]),
        ("橋が閉鎖", ["橋", "が", "閉", "鎖"]),
    ],
)
def test_words_keep_their_marks_and_numbers_their_points(text: str, expected: list[str]) -> None:
    assert expected == words_of(text)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "The bridge", ["+The bridge"]),
        ("The bridge", "", ["-The bridge"]),
        (
            "The bridge is closed for six weeks.",
            "The bridge is closed for eight weeks.",
            ["=The bridge is closed for ", "-six", "+eight", "= weeks."],
        ),
        ("It costs 4,000.", "It costs 5,000.", ["=It costs ", "-4,000", "+5,000", "=."]),
        ("the old bridge", "a new bridge", ["-the old", "+a new", "= bridge"]),
        ("One. Two.", "One.  Two.", ["=One.", "- ", "+  ", "=Two."]),
        ("أغلق الجسر القديم", "أغلق الجسر الجديد", ["=أغلق الجسر ", "-القديم", "+الجديد"]),
        ("橋が閉鎖された", "橋は閉鎖された", ["=橋", "-が", "+は", "=閉鎖された"]),
        ("cafe\u0301", "cafe", ["-cafe\u0301", "+cafe"]),
    ],
)
def test_texts_are_compared_by_words(before: str, after: str, expected: list[str]) -> None:
    assert expected == short(before, after)


def test_a_text_whose_few_words_come_very_often_does_not_keep_the_desk_waiting() -> None:
    """Difflib alone takes two seconds for 300 of these, and thirty times that for a thousand."""
    before, after = "x " * 1000 + "q", "p " + "y x " * 1000
    began = time.process_time()
    runs = compared(before, after)
    assert 1.0 > time.process_time() - began
    assert (before, after) == (side(runs, RunKind.DELETE), side(runs, RunKind.INSERT))


def test_a_section_of_600_words_with_60_others_is_compared_word_by_word() -> None:
    chosen = random.Random(7)  # noqa: S311 - the same words each time
    words = [f"w{int(chosen.paretovariate(0.7))}" for _ in range(600)]
    others = [*words]
    for place in chosen.sample(range(600), 60):
        others[place] = f"other{place}"
    began = time.process_time()
    runs = compared(" ".join(words), " ".join(others))
    assert 0.5 > time.process_time() - began
    assert 60 == sum(run.text.count("other") for run in runs if run.kind is RunKind.INSERT)
    assert 60 == sum(len(run.text.split()) for run in runs if run.kind is RunKind.DELETE)
