import json

import pytest

from drafter.engines.openai.contract import Contract
from drafter.engines.openai.forms import body_of, states_schema
from drafter.engines.openai.ladder import RUNGS
from drafter.engines.openai.strict_schema import Json
from schemas.base import Closed
from schemas.provenance import Rung


class Note(Closed):
    text: str


SCHEMA: Json = {"type": "object", "properties": {"text": {"type": "string"}}}
CONTRACT = Contract(model=Note, schema=SCHEMA)
MESSAGES = [{"role": "user", "content": "Write a note."}]


def body(rung: Rung, parameters: Json | None = None, *, stream: bool = False) -> Json:
    return body_of("m", MESSAGES, CONTRACT, rung, parameters or {}, stream=stream)


def test_a_strict_request_is_byte_for_byte_the_one_that_recordings_hold() -> None:
    form = {"name": "reply", "strict": True, "schema": SCHEMA}
    expected = {
        "model": "m",
        "messages": MESSAGES,
        "response_format": {"type": "json_schema", "json_schema": form},
    }
    assert json.dumps(expected) == json.dumps(body(Rung.STRICT_SCHEMA))


def test_the_lenient_schema_differs_in_strict_alone() -> None:
    strict = json.dumps(body(Rung.STRICT_SCHEMA))
    assert strict.replace('"strict": true', '"strict": false') == json.dumps(body(Rung.JSON_SCHEMA))


def test_a_forced_tool_has_the_schema_as_its_parameters_and_is_named() -> None:
    made = body(Rung.FORCED_TOOL)
    (tool,) = made["tools"]
    assert {"model", "messages", "tools", "tool_choice"} == set(made)
    assert SCHEMA == tool["function"]["parameters"]
    assert {"type": "function", "function": {"name": tool["function"]["name"]}} == made[
        "tool_choice"
    ]


def test_json_object_asks_for_that_and_plain_text_for_nothing() -> None:
    assert {"type": "json_object"} == body(Rung.JSON_OBJECT)["response_format"]
    assert {"model": "m", "messages": MESSAGES} == body(Rung.PLAIN)


@pytest.mark.parametrize("rung", RUNGS)
def test_the_schema_is_in_the_request_or_stated_in_the_prompt_and_never_both(rung: Rung) -> None:
    carried = json.dumps(SCHEMA) in json.dumps(body(rung))
    assert states_schema(rung) is not carried


@pytest.mark.parametrize("rung", RUNGS)
def test_a_stream_is_asked_for_only_where_it_is_wanted(rung: Rung) -> None:
    told = {"max_tokens": 9, "stream_options": {"include_usage": True}}
    assert "stream" not in body(rung, told)
    streamed = body(rung, told, stream=True)
    assert streamed["stream"] is True
    assert told.items() <= streamed.items()
