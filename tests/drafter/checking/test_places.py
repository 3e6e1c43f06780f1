"""Where values stand in a JSON text."""

import json
from functools import reduce
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from drafter.checking.places import inside, line_and_column, places_of
from schemas.walk import placed
from tests.drafter.checking.given import RICH

KEYS = st.text('ab"\\\u00e9 /', max_size=4)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(value=VALUES, indent=st.sampled_from([None, 1]), ascii_only=st.booleans())
@example(value={"a": [{}, [], "", {"b": "x"}]}, indent=None, ascii_only=False)
def test_every_value_is_found_where_it_stands(
    *, value: Any, indent: int | None, ascii_only: bool
) -> None:
    text = f" {json.dumps(value, indent=indent, ensure_ascii=ascii_only)}\n"
    for path, place in places_of(text).items():
        there = reduce(lambda inner, step: inner[step], path, value)
        cut = text[place.start : place.end]
        assert there == json.loads(f'"{cut}"' if isinstance(there, str) else cut)


@given(
    string=st.text(max_size=20),
    one=st.integers(0, 20),
    other=st.integers(0, 20),
    ascii_only=st.booleans(),
)
@example(string=" \tsix", one=0, other=3, ascii_only=True)
@example(string="“six” \U0001f6a2 weeks", one=6, other=7, ascii_only=True)
@example(string='a "quoted" \\ word\n', one=3, other=9, ascii_only=True)
def test_characters_of_a_string_are_found_whatever_their_escapes(
    *, string: str, one: int, other: int, ascii_only: bool
) -> None:
    text = json.dumps({"text": string}, ensure_ascii=ascii_only)
    start, end = sorted((min(one, len(string)), min(other, len(string))))
    trimmed = string.lstrip()
    expected = trimmed[start:end]
    place = inside(text, places_of(text)["text",], start, end)
    assert expected == json.loads(f'"{text[place.start : place.end]}"')


@pytest.mark.parametrize("indent", [None, 2])
def test_every_statement_of_a_draft_has_its_text_in_the_file(indent: int | None) -> None:
    text = RICH.model_dump_json(indent=indent)
    places = places_of(text)
    for path, statement in placed(RICH):
        place = places[*path, "text"]
        assert statement.text == json.loads(f'"{text[place.start : place.end]}"')


def test_lines_and_columns_count_from_one() -> None:
    text = '{\n "a": "é\U0001f6a2x"\n}'
    assert ((1, 1), (2, 9), (2, 10)) == (
        line_and_column(text, 0),
        line_and_column(text, text.index("\U0001f6a2")),
        line_and_column(text, text.index("x")),
    )


def test_of_a_key_that_stands_twice_the_last_counts() -> None:
    text = '{"a": "one", "a": "two"}'
    place = places_of(text)["a",]
    assert "two" == text[place.start : place.end]
