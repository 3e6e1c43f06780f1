"""Words for what a portable schema has no keyword for, and for what to write instead.

Bounds and formats are told to the model in a description; `strict_schema` has the reasons.
"""

from collections.abc import Mapping
from typing import Any

_BOUNDS = {
    "minItems": "at least {} items",
    "maxItems": "at most {} items",
    "minLength": "at least {} character(s)",
    "maxLength": "at most {} character(s)",
    "pattern": "matches {}",
    "minimum": "at least {}",
    "exclusiveMinimum": "more than {}",
    "maximum": "at most {}",
    "exclusiveMaximum": "less than {}",
    "multipleOf": "a multiple of {}",
}
_FORMATS = {
    "date": "a date as YYYY-MM-DD",
    "date-time": "a date and time as YYYY-MM-DDThh:mm:ssZ",
    "time": "a time of day as hh:mm:ss",
    "duration": "a length of time in ISO 8601, such as P3DT4H",
    "uuid": "a UUID, such as 123e4567-e89b-12d3-a456-426614174000",
    "email": "an e-mail address",
    "uri": "a URL",
    "ipv4": "an IPv4 address",
    "ipv6": "an IPv6 address",
    "regex": "a regular expression",
    "binary": "any text",
    "base64": "in Base64",
    "base64url": "in URL-safe Base64",
}
SAID = frozenset({*_BOUNDS, "description", "format", "uniqueItems"})
"""The keywords that `description_of` puts into words."""

_AS_LIST = "a list of objects with the key as one of their fields"
_IN_VALIDATOR = "it in the description, and check it in a validator of the model"
_INSTEAD = {
    "$ref": "a reference to one of the model's own definitions",
    "a root that is no object": "a model with this as its one field",
    "additionalProperties": _AS_LIST,
    "allOf": "one model with all the fields",
    "an open model": "extra='forbid', and a field for each thing that may come",
    "contains": _IN_VALIDATOR,
    "contentMediaType": "the model itself as the field's type, not JSON within a string",
    "contentSchema": "the model itself as the field's type, not JSON within a string",
    "enum": "strings, numbers, booleans or null as its values",
    "items": "the type of the items, as in list[str]",
    "maxProperties": _AS_LIST,
    "minProperties": _AS_LIST,
    "patternProperties": _AS_LIST,
    "prefixItems": "a model with a named field for each place of the tuple",
    "properties": "at least one field in the model",
    "propertyNames": _AS_LIST,
    "type": "one type by its name, or a union",
}


def description_of(node: Mapping[str, Any]) -> str:
    """The node's own description, and its bounds in words."""
    said = [" ".join(str(node.get("description", "")).split())]
    said += [words.format(node[key]) for key, words in _BOUNDS.items() if key in node]
    if node.get("uniqueItems"):
        said.append("no item twice")
    if "format" in node:
        said.append(_FORMATS.get(node["format"], f"in the format {node['format']}"))
    return "; ".join(part for part in said if part)


def refusal(where: str, keyword: str, what: str = "") -> ValueError:
    """What is not portable, where it stands, and what to write instead."""
    instead = _INSTEAD.get(keyword, _IN_VALIDATOR)
    return ValueError(f"{where}: {what or keyword} is not portable; write {instead}")
