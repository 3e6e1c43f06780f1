"""Numbers as values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.verify.values import MOST, numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4,000 people", [4000]),
        ("about 12 million crowns", [12e6]),
        ("€500m", [500e6]),
        ("2.5 per cent", [2.5]),
        ("49 senior figures", [49]),
        ("forty-nine senior figures", [49]),
        ("two hundred and five", [205]),
        ("twenty-five thousand", [25_000]),
        ("three dozen", [36]),
        ("on 4 March 2026", [4, 2026]),
        ("1.200 Menschen", [1200]),
        ("one of them said so", []),
        ("hundreds of people", []),
        ("the first of many", []),
        ("the F-16 jets", [16]),
    ],
)
def test_a_number_is_read_as_its_value(text: str, expected: list[float]) -> None:
    assert expected == [number.value for number in numbers(text)]


def test_a_number_word_that_is_part_of_a_unit_is_no_number() -> None:
    assert [15] == [number.value for number in numbers("un 15 por ciento", "es")]


def test_a_row_of_scale_words_ends_at_the_largest_number() -> None:
    [number] = numbers("hundred " * 400)
    assert MOST == number.value


@given(st.integers(min_value=1_000, max_value=10**9))
def test_a_number_reads_the_same_with_and_without_separators(value: int) -> None:
    [plain], [grouped] = numbers(f"{value} people"), numbers(f"{value:,} people")
    assert value == plain.value == grouped.value


@given(st.text(max_size=200))
def test_every_number_stands_where_it_says(text: str) -> None:
    for number in numbers(text):
        assert number.text == text[number.start : number.end]
