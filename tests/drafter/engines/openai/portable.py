"""The portable core as a check of its own: written from the endpoints' rules, not from our code."""

from collections.abc import Iterator
from typing import Any

Node = dict[str, Any]

WITH = {
    "object": {"properties", "required", "additionalProperties"},
    "array": {"items"},
    "string": {"enum", "const"},
    "integer": {"enum", "const"},
    "number": {"enum", "const"},
    "boolean": {"enum", "const"},
    "null": set[str](),
}
"""What may stand beside a type."""
PYTHON: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
}
DEEPEST = 10


def faults(schema: Node) -> list[str]:
    """What an endpoint could take offence at in a schema, one line each; none in a portable one."""
    defs = schema.get("$defs", {})
    found = [] if schema.get("type") == "object" else ["the root is no object"]
    root = {key: part for key, part in schema.items() if key != "$defs"}
    for at, node in (("#", root), *defs.items()):
        found += [f"{at}: {fault}" for part in nodes(node) for fault in _faults(part, defs)]
    return found or ([] if depth(schema, defs) <= DEEPEST else ["nested too deeply"])


def nodes(node: Node) -> Iterator[Node]:
    """Every schema within a schema, references not followed."""
    yield node
    for part in parts(node):
        yield from nodes(part)


def parts(node: Node) -> list[Node]:
    """The schemas right within a schema."""
    return [
        *node.get("properties", {}).values(),
        *node.get("anyOf", []),
        *([node["items"]] if "items" in node else []),
    ]


def depth(node: Node, defs: Node, inside: frozenset[str] = frozenset()) -> int:
    """How many objects stand in one another; a definition within itself is not gone into."""
    if "$ref" in node:
        name = node["$ref"].removeprefix("#/$defs/")
        return 0 if name in inside else depth(defs[name], defs, inside | {name})
    return ("properties" in node) + max((depth(p, defs, inside) for p in parts(node)), default=0)


def _faults(node: Node, defs: Node) -> Iterator[str]:
    if "$ref" in node:
        if set(node) != {"$ref"}:
            yield f"beside a $ref stands {sorted(node)}"
        if node["$ref"] not in {f"#/$defs/{name}" for name in defs}:
            yield f"{node['$ref']} leads nowhere"
    elif "anyOf" in node:
        if set(node) - {"anyOf", "description"}:
            yield f"beside anyOf stands {sorted(node)}"
        if not node["anyOf"] or any(
            way in node["anyOf"][:n] for n, way in enumerate(node["anyOf"])
        ):
            yield "the ways of a union are none, or not each another"
    elif node.get("type") not in WITH:
        yield f"the type is {node.get('type')}"
    else:
        yield from _faults_of_typed(node, node["type"])


def _faults_of_typed(node: Node, kind: str) -> Iterator[str]:
    if unknown := set(node) - WITH[kind] - {"type", "description"}:
        yield f"{kind} with {sorted(unknown)}"
    if kind == "object":
        if node.get("additionalProperties") is not False:
            yield "not closed"
        if not node.get("properties") or list(node["properties"]) != node.get("required"):
            yield "not all required"
    if kind == "array" and "items" not in node:
        yield "an array of anything"
    values = [*node.get("enum", []), *([node["const"]] if "const" in node else [])]
    if "enum" in node and not node["enum"]:
        yield "an empty enum"
    if len({repr(value) for value in values}) < len(values):
        yield "a value twice"
    if any(type(value) not in PYTHON.get(kind, ()) for value in values):
        yield f"values that are no {kind}"
