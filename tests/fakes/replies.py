"""Valid replies to any request of ours: walks the JSON schema, and cites the first sentence."""

import json
import re
from typing import Any

from drafter.verify.values import numbers

_SENTENCE = re.compile(r"^\[(R\d+\.S\d+)\] (.+)$", re.MULTILINE)
_LEAST = re.compile(r"at least (\d+) items")
_CLAIM = re.compile(r'^<claim number="(\d+)"', re.MULTILINE)
_STATED = re.compile(r"^\{.*\}$", re.MULTILINE)


def valid_reply(body: dict[str, Any]) -> str:
    """The text of a valid reply to a request body, in the order of its schema.

    Statements are reported, cite the first source sentence, and are made of its first words,
    numbers and quotation marks left out, so that the checks find nothing in them. Where verdicts
    are asked for, every claim is entailed.
    """
    schema = requested_schema(body)
    if "verdicts" in schema["properties"]:
        return valid_verdicts(body["messages"][1]["content"])
    sources = "\n".join(message["content"] for message in body["messages"][:2])
    found = _SENTENCE.search(sources)
    if found is None:
        raise ValueError("the request holds no numbered source sentence")
    made = _Walk(schema.get("$defs", {}), found[1], _plain(found[2])).value(schema, "")
    return json.dumps(made, ensure_ascii=False)


def valid_verdicts(asked: str, **otherwise: str) -> str:
    """The text of a reply that finds every claim carried, but for those of these numbers (`c3`)."""
    said = [
        {"claim": int(number), "reason": "So it stands there.", "verdict": verdict, "words": None}
        for number in _CLAIM.findall(asked)
        for verdict in [otherwise.get(f"c{number}", "entailed")]
    ]
    return json.dumps({"verdicts": said})


def requested_schema(body: dict[str, Any]) -> dict[str, Any]:
    """The JSON schema of a request, from its tool, its response format, or its prompt."""
    if "tools" in body:
        parameters: dict[str, Any] = body["tools"][0]["function"]["parameters"]
        return parameters
    form = body.get("response_format") or {}
    if form.get("type") == "json_schema":
        schema: dict[str, Any] = form["json_schema"]["schema"]
        return schema
    stated = _STATED.findall(body["messages"][1]["content"])
    read: dict[str, Any] = json.loads(stated[-1])
    return read


def _plain(sentence: str) -> str:
    """The first words of a sentence, without what a check would hold against its evidence."""
    for number in sorted(numbers(sentence), key=lambda number: -number.start):
        sentence = sentence[: number.start] + sentence[number.end :]
    words = re.sub(r"[“”„«»\"]", "", sentence).split()
    return " ".join(words[:10]).rstrip(".,;:") or "The report has news"


class _Walk:
    """Makes a value for each node of a schema."""

    def __init__(self, defs: dict[str, Any], cited: str, text: str) -> None:
        self.defs, self.cited, self.text = defs, cited, text

    def value(self, node: dict[str, Any], field: str) -> Any:
        if "$ref" in node:
            return self.value(self.defs[node["$ref"].removeprefix("#/$defs/")], field)
        if "anyOf" in node:
            return self.value(node["anyOf"][0], field)
        if "enum" in node:
            return node["enum"][0]
        if node["type"] == "object":
            return {name: self.value(part, name) for name, part in node["properties"].items()}
        if node["type"] == "array":
            return self.items(node, field)
        return self.text if field != "cites" else self.cited

    def items(self, node: dict[str, Any], field: str) -> list[Any]:
        if field in ("links", "causes", "effects", "null_reasons"):
            return []
        least = _LEAST.search(node.get("description", ""))
        return [self.value(node["items"], field)] * max(int(least[1]) if least else 1, 1)
