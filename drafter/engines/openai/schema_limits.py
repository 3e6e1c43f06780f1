"""How large a schema may be: OpenAI's limits of November 2026; no other endpoint tells its own."""

from collections.abc import Iterator
from typing import Any

MOST_LEVELS = 10
MOST_PROPERTIES = 5_000
MOST_VALUES = 1_000
MOST_CHARACTERS = 120_000
LARGE_ENUM, MOST_CHARACTERS_OF_LARGE_ENUM = 250, 15_000
"""An enum of more values than `LARGE_ENUM` may have no more characters than this."""

_OPEN_ENUM = "take a string, and check it in a validator of the model"


def require_within_limits(schema: dict[str, Any], name: str) -> None:
    """See to it that no endpoint refuses a portable schema for its size.

    Levels are objects within objects, references followed; a reference back to what it stands in
    opens no new level. Characters are those of all names and of the strings of enum and const.

    Raises:
        ValueError: the schema is over a limit; the message has the count, the limit and a way out.
    """
    nodes = tuple(_nodes(schema))
    fewer = "split the reply into several calls"
    counts = (
        (_Levels(schema).of(schema), MOST_LEVELS, "levels of objects", "make it flatter"),
        (
            sum(len(node.get("properties", ())) for node in nodes),
            MOST_PROPERTIES,
            "properties",
            fewer,
        ),
        (sum(len(node.get("enum", ())) for node in nodes), MOST_VALUES, "enum values", _OPEN_ENUM),
        (sum(map(len, _texts(nodes))), MOST_CHARACTERS, "characters of names and values", fewer),
        (_largest_enum(nodes), MOST_CHARACTERS_OF_LARGE_ENUM, "characters in one enum", _OPEN_ENUM),
    )
    for count, limit, what, way_out in counts:
        if count > limit:
            raise ValueError(f"{name}: {count} {what}, where endpoints take {limit}; {way_out}")


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every schema within a portable schema, itself included."""
    yield node
    for part in (*_parts(node), *node.get("$defs", {}).values()):
        yield from _nodes(part)


def _parts(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What a value of this schema is made of."""
    yield from node.get("properties", {}).values()
    yield from node.get("anyOf", ())
    if "items" in node:
        yield node["items"]


def _texts(nodes: tuple[dict[str, Any], ...]) -> Iterator[str]:
    for node in nodes:
        yield from node.get("properties", ())
        yield from node.get("$defs", ())
        values = (*node.get("enum", ()), node.get("const"))
        yield from (value for value in values if isinstance(value, str))


def _largest_enum(nodes: tuple[dict[str, Any], ...]) -> int:
    """The characters of the largest of the enums that have so many values that they count."""
    enums = (node["enum"] for node in nodes if len(node.get("enum", ())) > LARGE_ENUM)
    return max((sum(len(str(value)) for value in enum) for enum in enums), default=0)


class _Levels:
    """Counts how many objects stand in one another, each definition measured once."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self._defs: dict[str, dict[str, Any]] = schema.get("$defs", {})
        self._measured: dict[str, int] = {}

    def of(self, node: dict[str, Any]) -> int:
        """The levels of a schema."""
        if "$ref" in node:
            name = node["$ref"].removeprefix("#/$defs/")
            if name not in self._measured:
                self._measured[name] = 0  # for a reference from within: it opens no new level
                self._measured[name] = self.of(self._defs[name])
            return self._measured[name]
        return ("properties" in node) + max(map(self.of, _parts(node)), default=0)
