"""What a case says of itself, and which inputs make it another case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.cases.case import Fact
from tests.evals.making import case


def fact(*needs: tuple[str, ...]) -> Fact:
    return Fact(says="Four were hurt.", needs=needs)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Four sailors were injured.", True),
        ("The fire hurt 4 of the crew.", True),
        ("Fourteen sailors were injured.", False),  # a word within another
        ("Injuries were reported by four.", True),
        ("Four sailors were unhurt.", False),
        ("It injured nobody.", False),
    ],
)
def test_a_fact_is_said_where_a_word_of_each_group_stands(text: str, *, said: bool) -> None:
    assert said == fact(("four", "4"), ("injur*", "hurt")).is_said_in(text)


def test_a_fact_without_words_is_for_a_model_alone() -> None:
    assert not fact().is_said_in("Four were hurt.")


@given(st.text(min_size=1), st.text())
def test_no_word_of_a_casebook_is_taken_for_a_pattern(word: str, text: str) -> None:
    if word.strip():
        fact((word,)).is_said_in(text)


def test_expectations_are_no_input_and_neither_is_the_name() -> None:
    expecting = case("other", expect={"facts": [{"says": "Four were hurt."}]})

    assert case().inputs() == expecting.inputs()


@pytest.mark.parametrize(
    "change",
    [{"topic": "ferries"}, {"language": "de"}, {"instructions": "Mind the crew."}],
)
def test_whatever_reaches_a_model_is_an_input(change: dict[str, str]) -> None:
    assert case().inputs() != case(**change).inputs()
