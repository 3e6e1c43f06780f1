"""What the bytes of an answer come to, whatever an endpoint puts into them."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.engines.openai.failures import BadAnswer
from drafter.engines.openai.wire import Completion, completion_of
from schemas.provenance import Outcome, Usage
from tests.fakes.endpoint import completion
from tests.fakes.streams import called


def whole(**changes: object) -> bytes:
    """A completion with some of its fields changed, wherever they stand."""
    made = json.loads(completion("{}").content)
    choice = made["choices"][0]
    for name, value in changes.items():
        (made if name in made else choice if name in choice else choice["message"])[name] = value
    return json.dumps(made).encode()


def read(**changes: object) -> Completion:
    return completion_of(whole(**changes), "req-1")


def refused(content: bytes) -> BadAnswer:
    with pytest.raises(BadAnswer) as caught:
        completion_of(content, "req-1")
    return caught.value


def test_a_completion_is_read_with_how_it_ended_and_what_it_used() -> None:
    used = Usage(input_tokens=1000, output_tokens=200, cached_tokens=600, reasoning_tokens=50)
    expected = Completion("{}", "stop", None, thought=False, usage=used, request_id="req-1")

    assert expected == read()


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"content": None}, ""),
        ({"content": 5}, ""),
        ({"content": "\ud800"}, "?"),
        ({"content": [{"type": "text", "text": "{"}, {"type": "text", "text": "}"}]}, "{}"),
        ({"content": [{"type": "thinking", "thinking": []}, "x", {"type": "text"}]}, ""),
        ({"content": None, "tool_calls": [called('{"a": 1}')]}, '{"a": 1}'),
        ({"content": "So:", "tool_calls": [called('{"a": 1}')]}, '{"a": 1}'),
        ({"tool_calls": [{"function": {"arguments": {"a": 1}}}]}, '{"a": 1}'),
        ({"tool_calls": [{"function": {"arguments": 7}}]}, "{}"),
        ({"tool_calls": [called("[]") | {"index": 1}]}, "{}"),
        ({"tool_calls": [{"function": None}]}, "{}"),
        ({"tool_calls": ["reply"]}, "{}"),
        ({"tool_calls": []}, "{}"),
    ],
)
def test_the_text_is_the_arguments_of_the_tool_or_the_content(
    changes: dict[str, object], text: str
) -> None:
    assert text == read(**changes).text


@pytest.mark.parametrize(("given_", "reason"), [("length", "length"), (None, None), (5, None)])
def test_a_finish_reason_is_text_or_nothing(given_: object, reason: str | None) -> None:
    assert reason == read(finish_reason=given_).finish_reason


@pytest.mark.parametrize(("given_", "refusal"), [("I will not.", "I will not."), ([1], None)])
def test_a_refusal_is_text_or_nothing(given_: object, refusal: str | None) -> None:
    assert refusal == read(refusal=given_).refusal


@pytest.mark.parametrize("name", ["reasoning_content", "reasoning", "reasoning_details"])
def test_reasoning_beside_the_content_is_noticed_under_each_of_its_names(name: str) -> None:
    assert read(content="", **{name: "Hm."}).thought
    assert not read(content="", **{name: ""}).thought


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (None, None),
        ("many", None),
        ({}, (None, None, None, None)),
        ({"prompt_tokens": "many", "prompt_tokens_details": []}, (None, None, None, None)),
        ({"prompt_tokens": True, "completion_tokens": -3}, (None, None, None, None)),
        ({"prompt_tokens": 9, "prompt_cache_hit_tokens": 4}, (9, None, 4, None)),
        (
            {"completion_tokens": 2, "completion_tokens_details": {"reasoning_tokens": 1}},
            (None, 2, None, 1),
        ),
    ],
)
def test_usage_is_what_the_endpoint_counted_and_never_a_guess(
    told: object, expected: tuple[int | None, ...] | None
) -> None:
    usage = read(usage=told).usage

    assert expected == (tuple(usage.model_dump().values()) if usage else None)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<html>Sign in</html>", "Sign in"),
        (b"{broken", "{broken"),
        (b"", ""),
        (b"\xff\xfe\xfa", "\ufffd"),
        (b"[" * 100_000, "[["),
        (b"[]", "without choices"),
        (b"null", "without choices"),
        (b'"hello"', "without choices"),
        (b'{"choices": []}', "without choices"),
        (b'{"choices": [{"finish_reason": "stop"}]}', "without choices"),
        (whole(choices=None), "without choices"),
        (whole(choices={"a": 1}), "without choices"),
        (whole(choices=[None]), "without choices"),
        (whole(message="hi"), "without choices"),
        (whole(message=[]), "without choices"),
    ],
)
def test_what_is_no_completion_is_refused_with_what_came(content: bytes, said: str) -> None:
    error = refused(content)

    assert Outcome.NO_COMPLETION is error.outcome
    assert said in str(error)
    assert not error.again
    assert "req-1" == error.request_id


@pytest.mark.parametrize(
    ("told", "again"),
    [
        ({"error": {"message": "busy", "code": 429}}, True),
        ({"error": {"message": "busy", "code": "503"}}, True),
        ({"error": {"message": "busy", "type": "overloaded_error"}}, True),
        ({"error": {"message": "busy", "code": 400}}, False),
        ({"error": {"message": "busy"}}, False),
        ({"error": "busy"}, False),
        ({"error": {"message": "busy", "code": 429, "type": "insufficient_quota"}}, False),
        ({"message": "busy", "code": 500}, True),
        ({"choices": [{"finish_reason": "error", "message": {"content": "a"}}]}, True),
        ({"choices": [{"error": {"message": "busy", "code": 502}}]}, True),
    ],
)
def test_an_error_inside_a_200_is_one_and_passes_where_its_code_does(
    told: dict[str, Any],
    again: bool,  # noqa: FBT001 - pytest gives it
) -> None:
    error = refused(json.dumps(told).encode())

    assert Outcome.ERROR_IN_200 is error.outcome
    assert again == error.again


def test_an_error_that_is_null_is_none() -> None:
    assert "{}" == completion_of(whole()[:-1] + b', "error": null}', None).text


def test_a_byte_order_mark_is_let_be() -> None:
    assert "{}" == completion_of(b"\xef\xbb\xbf" + whole(), None).text


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=3), part),
    max_leaves=8,
)
FIELDS = ("choices", "message", "content", "refusal", "finish_reason", "usage", "tool_calls")


@given(st.sampled_from((*FIELDS, "error")), JSON)
def test_no_value_of_a_field_is_a_crash(name: str, value: object) -> None:
    with suppress(BadAnswer):
        came = read(**{name: value})
        came.text.encode()
        assert isinstance(came.finish_reason, str | None)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_completion_or_refused(content: bytes) -> None:
    assert Outcome.NO_COMPLETION is refused(content).outcome


@pytest.mark.parametrize("changes", [{"choices": []}, {"error": {"message": "gone"}}])
def test_what_was_counted_before_an_error_is_kept(changes: dict[str, Any]) -> None:
    failed = refused(json.dumps(json.loads(whole()) | changes).encode())
    assert failed.usage is not None
    assert (1000, 200) == (failed.usage.input_tokens, failed.usage.output_tokens)
