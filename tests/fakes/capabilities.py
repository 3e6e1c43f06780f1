"""Endpoints that differ in what they make of the form of a reply, as real servers do.

Each is an answer for `FakeEndpoint`: `FakeEndpoint(*[LM_STUDIO] * 20)`. The words of their refusals
are those that such servers send; what they write where nothing binds them is ours.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from schemas.provenance import Rung
from tests.fakes.endpoint import Answer, Body, completion, failure

SCHEMAS = frozenset({Rung.STRICT_SCHEMA, Rung.JSON_SCHEMA})
UNBOUND = '{"colour": "blue"}'


def rung_of(body: Body) -> Rung:
    """The rung that a request was made at."""
    form = body.get("response_format", {})
    if "tools" in body:
        return Rung.FORCED_TOOL
    if form.get("type") == "json_schema":
        return Rung.STRICT_SCHEMA if form["json_schema"]["strict"] else Rung.JSON_SCHEMA
    return Rung.JSON_OBJECT if form else Rung.PLAIN


@dataclass(frozen=True)
class Server:
    """Refuses some rungs, is bound by the schema at others, writes what it likes at the rest."""

    refuses: Mapping[Rung, Answer] = field(default_factory=dict)
    enforces: frozenset[Rung] = SCHEMAS
    writes: str = UNBOUND

    def __call__(self, body: Body) -> Answer:
        rung = rung_of(body)
        if rung in self.refuses:
            return self.refuses[rung]
        if rung not in self.enforces:
            return completion(self.writes)
        if rung is Rung.FORCED_TOOL:
            function = body["tools"][0]["function"]
            text = json.dumps(_bound(function["parameters"]))
            called = {"name": function["name"], "arguments": text}
            calls = [{"id": "call-1", "type": "function", "function": called}]
            return completion(None, "tool_calls", tool_calls=calls)
        return completion(json.dumps(_bound(body["response_format"]["json_schema"]["schema"])))


def _bound(schema: dict[str, Any]) -> dict[str, Any]:
    return {name: node["enum"][0] for name, node in schema["properties"].items()}


def _bare(status: int, text: str) -> Answer:
    """An error whose message is all there is of `error`."""
    return Answer(json.dumps({"error": text}).encode(), status=status)


def _schemas(answer: Answer) -> dict[Rung, Answer]:
    return dict.fromkeys(SCHEMAS, answer)


ENFORCES = Server()
IGNORES = Server(enforces=frozenset())
RAMBLES = Server(enforces=frozenset(), writes="The sky is blue today.")
OLDER_OPENAI = Server(
    _schemas(
        failure(
            400,
            "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this"
            " model.",
        )
    ),
    frozenset({Rung.FORCED_TOOL}),
)
NO_STRICT = Server(
    {Rung.STRICT_SCHEMA: failure(422, "response_format.json_schema: unknown field `strict`")}
)
DEEPSEEK = Server(
    {
        **_schemas(failure(400, "This response_format type is unavailable now")),
        Rung.FORCED_TOOL: failure(400, "Thinking mode does not support this tool_choice"),
    }
)
LM_STUDIO = Server(
    {Rung.JSON_OBJECT: _bare(400, "'response_format.type' must be 'json_schema' or 'text'")}
)
OPENROUTER = Server(
    _schemas(failure(404, "No endpoints found that can handle the requested parameters.")),
    frozenset({Rung.FORCED_TOOL}),
)
NO_RESPONSE_FORMAT = Server(
    {
        **dict.fromkeys(
            (*SCHEMAS, Rung.JSON_OBJECT),
            _bare(400, "The response_format parameter is unsupported at the moment."),
        ),
        Rung.FORCED_TOOL: failure(400, "stablelm2:latest does not support tools"),
    }
)
OLD_LLAMA_CPP = Server(
    {
        **_schemas(failure(400, "response_format type must be one of text, json_object")),
        Rung.FORCED_TOOL: failure(500, "tools param requires --jinja flag"),
    }
)
VLLM_WITHOUT_PARSER = Server(
    {
        **_schemas(failure(400, "structured outputs are not available on this deployment")),
        Rung.FORCED_TOOL: failure(
            400, '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser'
        ),
    }
)
