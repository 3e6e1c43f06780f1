"""What is negated, what is only possible, and what stands around a word."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.verify.wordwise import Around, read, surroundings


def governed(text: str, by: str) -> list[str]:
    return [word.text for word in read(text) if getattr(word, by) and word.stems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The island had not paid, but it will pay.", ["paid"]),
        ("The island hasn’t paid.", ["paid"]),
        ("Holt denied that the pilots were asked.", ["pilots", "asked"]),
        ("Holt ruled out talks and resigned.", ["talks"]),
        ("No permit was issued.", ["permit", "issued"]),
        ("They were not only late.", []),
        ("No fewer than nine boats sank.", []),
        ("It never opened when rain fell.", ["opened"]),
    ],
)
def test_a_negation_reaches_to_the_end_of_its_clause(text: str, expected: list[str]) -> None:
    assert expected == governed(text, "negated")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The council may close the bridge.", ["close", "bridge"]),
        ("In May close friends met.", []),
        ("The council closed the bridge.", []),
    ],
)
def test_what_may_happen_is_possible_and_a_month_is_not(text: str, expected: list[str]) -> None:
    assert expected == governed(text, "possible")


def test_what_is_meant_to_happen_is_planned() -> None:
    assert ["close", "bridge"] == governed("The council plans to close the bridge.", "planned")


def test_what_stands_around_a_word_is_told_by_sides() -> None:
    words = read("Divers found cracks in piers")
    around = dict(zip([word.text for word in words], surroundings(words), strict=True))
    assert Around(frozenset({"diver"}), frozenset({"crack", "pier"}), "crack") == around["found"]


def test_what_comes_next_is_told_past_an_article_and_an_article_before_a_noun() -> None:
    words = read("Crews ended the strike in June")
    around = dict(zip([word.text for word in words], surroundings(words), strict=True))
    assert ("strike", False) == (around["ended"].next, around["ended"].named)
    assert ("", True) == (around["strike"].next, around["strike"].named)


def test_the_same_words_on_the_other_side_are_not_alike() -> None:
    one = Around(frozenset({"a", "b"}), frozenset({"c", "d"}))
    assert one.is_like(one)
    assert not one.is_like(Around(one.right, one.left))


@given(st.text(max_size=200))
def test_every_word_stands_where_it_says(text: str) -> None:
    for word in read(text):
        assert word.text == text[word.start : word.end].lower().replace("’", "'")


def test_a_long_row_of_negations_takes_no_time() -> None:
    started = time.process_time()
    read("not no never " * 20_000)
    assert time.process_time() - started < 2
