"""A reply's JSON Schema in the portable core that every endpoint takes.

The core: closed objects whose properties are all required, strings, numbers, booleans, enums of
one type each, arrays, `anyOf` (with null for what may be absent), `$ref` into `$defs` and nothing
beside it. Whatever pydantic says beyond that is turned into it, said in the description (bounds,
patterns, formats: the model itself is their judge), dropped where it says nothing of the form
(titles, defaults, examples), or refused.

One form serves every rung. The core is what the strictest of them takes (OpenAI's strict mode,
and the `parameters` of a strict tool); nothing in it is a keyword that another server is known to
ignore or refuse (llama.cpp widens what it does not know and answers 400 to `prefixItems`); and
where the schema is only stated in the prompt, its descriptions carry the bounds in words. So a
step down changes nothing in what is asked for. No rung is told of bounds by keyword, though some
servers would hold a reply to them: sources disagree on which bounds strict mode takes.

A description beside a `$ref` is dropped: OpenAI refuses it, and that the other endpoints take an
`anyOf` of one around it is shown nowhere. It belongs to the definition or to the prompt.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, PydanticInvalidForJsonSchema, PydanticUserError
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaWarningKind

from drafter.engines.openai.schema_limits import require_within_limits
from drafter.engines.openai.schema_words import SAID, description_of, refusal

Json = dict[str, Any]

_DEFS = "#/$defs/"
_DROPPED = frozenset(
    {"title", "default", "examples", "deprecated", "readOnly", "writeOnly", "required"}
)
_SHAPE = frozenset(
    {"$defs", "$ref", "additionalProperties", "anyOf", "const", "discriminator", "enum", "items"}
    | {"oneOf", "prefixItems", "properties", "type"}
)
_KNOWN = _SHAPE | _DROPPED | SAID
_TYPES = {str: "string", bool: "boolean", int: "integer", float: "number", type(None): "null"}
_TYPE_NAMES = (*_TYPES.values(), "array", "object")
_OPEN = "additionalProperties (an object with keys of the writer's choice)"


def strict_schema(model: type[BaseModel]) -> Json:
    """The schema of a model, converted.

    Raises:
        ValueError: the model cannot be put into the core, or is larger than endpoints take. The
            message names the keyword, its place in the model's JSON Schema, and what to write.
    """
    name = model.__name__
    try:
        schema = _Conversion(name, _pydantics(model)).schema()
        require_within_limits(schema, name)
    except RecursionError:
        raise ValueError(f"{name} is nested too deeply to be read; make it flatter") from None
    return schema


def _pydantics(model: type[BaseModel]) -> Json:
    """The model's JSON Schema as pydantic has it."""
    try:
        return model.model_json_schema(schema_generator=_Whole)
    except PydanticUserError as error:
        why = error.message.splitlines()[0]
        raise ValueError(
            f"{model.__name__} has no JSON Schema ({why}); write types that JSON has"
        ) from error
    except KeyError as error:  # what pydantic makes of a hand-written reference that leads nowhere
        raise refusal(f"{model.__name__}#", "$ref", f"$ref {error.args[0]}") from error


class _Whole(GenerateJsonSchema):
    """Leaves no way out of a union because JSON lacks it; does not warn of defaults: none stays."""

    def emit_warning(self, kind: JsonSchemaWarningKind, detail: str) -> None:
        """Refuse what pydantic would only warn of, or nothing."""
        if kind == "skipped-choice":
            raise PydanticInvalidForJsonSchema(detail)


class _Conversion:
    """One schema of pydantic's on its way into the core. A place is a JSON pointer into it."""

    def __init__(self, name: str, source: Json) -> None:
        self._root = f"{name}#"
        self._source = source
        self._defs: Json = source.get("$defs", {})
        self._told: list[tuple[list[Json], Any]] = []  # unions, and the key that tells their kinds

    def schema(self) -> Json:
        """The whole, its root an object even where pydantic has a reference there."""
        root = {key: part for key, part in self._source.items() if key != "$defs"}
        made = self._node(root, self._root)
        defs = {
            name: self._node(node, _at(self._root, "$defs", name))
            for name, node in self._defs.items()
            if "$ref" not in node
        }
        for ways, key in self._told:
            _put_first(key, ways, defs)
        if "$ref" in made:
            made = dict(defs[made["$ref"].removeprefix(_DEFS)])
        if made.get("type") != "object":
            raise refusal(self._root, "a root that is no object")
        return made | ({"$defs": defs} if defs else {})

    def _node(self, node: object, where: str) -> Json:
        """One schema, converted with all that is in it."""
        if not isinstance(node, Mapping):
            raise refusal(where, "type", "a schema without a type")
        for keyword in node:
            if keyword not in _KNOWN:
                raise refusal(where, keyword)
        if "$ref" in node:
            return {"$ref": _DEFS + self._name(node["$ref"], where)}
        node = _one_type_each(self._plain_tuple(node, where))
        made = _values(node, where)
        if said := description_of(node):
            made["description"] = said
        if made.get("type") == "object":
            made |= self._object(node, where)
        if made.get("type") == "array":
            made["items"] = self._items(node, where)
        return made | self._ways(node, where)

    def _object(self, node: Mapping[str, Any], where: str) -> Json:
        properties = node.get("properties")
        if node.get("additionalProperties", False) is not False:
            raise refusal(where, "an open model" if properties else "additionalProperties", _OPEN)
        if not properties:
            raise refusal(where, "properties", "an object without properties")
        parts = {
            name: self._node(part, _at(where, "properties", name))
            for name, part in properties.items()
        }
        return {"properties": parts, "required": list(parts), "additionalProperties": False}

    def _items(self, node: Mapping[str, Any], where: str) -> Json:
        if "items" not in node:
            raise refusal(where, "items", "an array without the type of its items")
        return self._node(node["items"], _at(where, "items"))

    def _plain_tuple(self, node: Mapping[str, Any], where: str) -> Mapping[str, Any]:
        """A tuple whose places are all alike is a list; its length is among its bounds."""
        if "prefixItems" not in node:
            return node
        parts = [*node["prefixItems"], *([node["items"]] if "items" in node else [])]
        made = [self._node(part, _at(where, "prefixItems", at)) for at, part in enumerate(parts)]
        if any(one != made[0] for one in made):
            raise refusal(where, "prefixItems", "prefixItems (a tuple of different types)")
        return {**node, "items": parts[0]}

    def _ways(self, node: Mapping[str, Any], where: str) -> Json:
        """The ways of a union, each once; those that a discriminator parts are noted."""
        ways: list[Json] = []
        for keyword in ("anyOf", "oneOf"):
            for at, part in enumerate(node.get(keyword, ())):
                way = self._node(part, _at(where, keyword, at))
                if way not in ways:
                    ways.append(way)
        if not ways and not {"type", "enum", "const"} & set(node):
            raise refusal(where, "type", "a schema without a type")
        if "discriminator" in node:
            self._told.append((ways, node["discriminator"].get("propertyName")))
        return {"anyOf": ways} if ways else {}

    def _name(self, ref: str, where: str) -> str:
        """The definition that a reference leads to, past those that are but another name."""
        name = ref.removeprefix(_DEFS)
        if name not in self._defs:
            raise refusal(where, "$ref", f"$ref {ref}")
        further = self._defs[name].get("$ref")
        return self._name(further, where) if further else name


def _put_first(key: str, ways: Sequence[Json], defs: Mapping[str, Json]) -> None:
    """A model writes in the order of the keys: of which kind an object is, it says first.

    An object of a union within a union has both keys at its head.
    """
    for way in ways:
        node = defs[way["$ref"].removeprefix(_DEFS)] if "$ref" in way else way
        _put_first(key, node.get("anyOf", ()), defs)
        had = node.get("properties", {})
        if key in had:
            node["properties"] = {key: had[key]} | had
            node["required"] = list(node["properties"])


def _at(where: str, *steps: str | int) -> str:
    """A place further down, as a JSON pointer."""
    escaped = (str(step).replace("~", "~0").replace("/", "~1") for step in steps)
    return "/".join((where, *escaped))


def _one_type_each(node: Mapping[str, Any]) -> Mapping[str, Any]:
    """An enum of values of several types becomes a union of enums."""
    by_type: dict[type, list[object]] = {}
    for value in node.get("enum", ()):
        by_type.setdefault(type(value), []).append(value)
    if len(by_type) < 2:  # noqa: PLR2004 - of one type, or no enum
        return node
    rest = {key: part for key, part in node.items() if key not in ("enum", "type")}
    return {**rest, "anyOf": [{"enum": values} for values in by_type.values()]}


def _values(node: Mapping[str, Any], where: str) -> Json:
    """What a schema says of a value's type, and of which values there are."""
    values = [node["const"]] if "const" in node else node.get("enum", [])
    kind = node.get("type") if not values else _TYPES.get(type(values[0]))
    if values and kind is None:
        raise refusal(where, "enum", f"the value {values[0]!r}")
    if "enum" in node and not values:
        raise refusal(where, "enum", "an enum without values")
    if kind is not None and kind not in _TYPE_NAMES:
        raise refusal(where, "type", f"the type {kind!r}")
    if kind is None:
        return {}
    made: Json = {"type": kind}
    if kind != "null" and "const" in node:
        made["const"] = node["const"]
    elif kind != "null" and values:
        made["enum"] = list(dict.fromkeys(values))
    return made
