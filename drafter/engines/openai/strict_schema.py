"""A reply's JSON Schema in the portable core that every endpoint takes.

The core: closed objects whose properties are all required, strings, numbers, booleans, string
enums, arrays, `anyOf` with null, `$ref` into `$defs` and nothing beside it. What pydantic says
beyond that (bounds, patterns) goes into the description, and validation here enforces it.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

Json = dict[str, Any]

_KEPT = ("type", "enum", "const")
_DROPPED = frozenset({"title", "default", "additionalProperties", "required"})
_SAID = {
    "minItems": "at least {} items",
    "maxItems": "at most {} items",
    "minLength": "at least {} character(s)",
    "maxLength": "at most {} character(s)",
    "pattern": "matches {}",
}
_OWN = frozenset({"$defs", "$ref", "anyOf", "description", "items", "properties"})


def strict_schema(model: type[BaseModel]) -> Json:
    """The schema of a model, converted.

    Raises:
        ValueError: the model uses a keyword outside the core; it names the keyword and the place.
    """
    return _converted(model.model_json_schema(), "#")


def _converted(node: Mapping[str, Any], where: str) -> Json:
    unknown = set(node) - _OWN - _DROPPED - set(_KEPT) - set(_SAID)
    if unknown:
        raise ValueError(f"{where}: not portable: {sorted(unknown)}; express the model without")
    if "$ref" in node:
        return {"$ref": node["$ref"]}  # siblings are refused by some endpoints
    if node.get("type") == "object" and "properties" not in node:
        raise ValueError(f"{where}: an object must name its properties")
    made: Json = {key: node[key] for key in _KEPT if key in node}
    if said := _description(node):
        made["description"] = said
    if "properties" in node:
        made |= _object(node["properties"], where)
    if "items" in node:
        made["items"] = _converted(node["items"], f"{where}/items")
    if "anyOf" in node:
        made["anyOf"] = [_converted(way, f"{where}/anyOf") for way in node["anyOf"]]
    if "$defs" in node:
        made["$defs"] = {name: _converted(d, f"#/{name}") for name, d in node["$defs"].items()}
    return made


def _object(properties: Mapping[str, Mapping[str, Any]], where: str) -> Json:
    return {
        "properties": {name: _converted(p, f"{where}/{name}") for name, p in properties.items()},
        "required": list(properties),
        "additionalProperties": False,
    }


def _description(node: Mapping[str, Any]) -> str:
    """The node's own description, and the bounds that the core has no word for."""
    bounds = [text.format(node[key]) for key, text in _SAID.items() if key in node]
    own = " ".join(str(node.get("description", "")).split())
    return "; ".join(part for part in (own, *bounds) if part)
