import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.engines.openai.salvage import NoObject, json_object

WANTED = '{"a": {"b": "x } <think> { </think> {"}, "null_reasons": []}'


@pytest.mark.parametrize(
    "text",
    [
        WANTED,
        f"\ufeff{WANTED}\n",
        f"```json\n{WANTED}\n```",
        f"Here is the briefing:\n{WANTED}\nI hope it helps {{really}}.",
        f'<think>It wants {{}} and {{"null_reasons": 1}}.</think>\n{WANTED}',
        f'no opening tag {{"null_reasons": 1}}</think>{WANTED}',
        f'{{"error": 1}} {WANTED}',
        f'{{"null_reasons": ["quoted from a source"]}} {WANTED}',
    ],
)
def test_packing_is_taken_off_and_the_last_fitting_object_taken(text: str) -> None:
    assert json_object(text, "null_reasons") == json.loads(WANTED)


@given(st.integers(min_value=1, max_value=len(WANTED) - 1))
def test_a_cut_reply_is_never_completed(length: int) -> None:
    with pytest.raises(NoObject):
        json_object(WANTED[:length], "null_reasons")


@given(st.text() | st.text(alphabet='{}[]":,a<think/>`'))
def test_any_text_gives_an_object_or_a_reason(text: str) -> None:
    with contextlib.suppress(NoObject):
        assert "null_reasons" in json_object(text, "null_reasons")


@pytest.mark.parametrize("text", ['{"a":' * 5000, "[" * 5000, "{" * 200_000, "x" * (1 << 21)])
def test_a_loop_of_a_model_ends_in_a_reason(text: str) -> None:
    with pytest.raises(NoObject):
        json_object(text, "null_reasons")


def test_what_is_longer_than_any_draft_is_not_read() -> None:
    with pytest.raises(NoObject, match="more than any draft needs"):
        json_object('{"null_reasons": []}' + " " * (1 << 21), "null_reasons")


@pytest.mark.parametrize("opening", ["<think>", ""])
def test_what_a_model_only_thought_is_never_taken_for_its_answer(opening: str) -> None:
    with pytest.raises(NoObject):
        json_object(f'{opening}I plan {{"null_reasons": []}}</think>{WANTED[:-1]}', "null_reasons")
