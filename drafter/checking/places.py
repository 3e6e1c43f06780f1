"""Where values stand in a JSON text, so that a finding can point at a line and column of a file."""

import json
import re
from dataclasses import dataclass

from schemas.walk import Path

_SPACE = re.compile(r"[ \t\n\r]*")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_PLAIN = re.compile(r"[^\s,\]}]+")
_PAIR = r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
_CHARACTER = re.compile(rf"{_PAIR}|\\u[0-9a-fA-F]{{4}}|\\.|.", re.DOTALL)
"""One character of a string as it is written, two escapes where it needs a surrogate pair."""


@dataclass(frozen=True)
class Place:
    """A part of a text: from `start` up to, and without, `end`, in characters from 0."""

    start: int
    end: int


def places_of(text: str) -> dict[Path, Place]:
    """The place of every value by the way to it; strings without their quotation marks.

    The text is JSON that has been read already, no deeper than a draft. Of a key that stands
    twice the last value counts, as it does when it is read.
    """
    found: dict[Path, Place] = {}
    _value(text, _space(text, 0), (), found)
    return found


def inside(text: str, string: Place, start: int, end: int) -> Place:
    """The place of the characters from `start` to `end` of a string, escapes counted as one.

    White space at the start of the string is passed over, since a statement has none.
    """
    starts = [m.start() for m in _CHARACTER.finditer(text, string.start, string.end)]
    starts.append(string.end)
    written = json.loads(f'"{text[string.start : string.end]}"', strict=False)
    trimmed = len(written) - len(written.lstrip())
    last = len(starts) - 1
    return Place(starts[min(start + trimmed, last)], starts[min(end + trimmed, last)])


def line_and_column(text: str, at: int) -> tuple[int, int]:
    """Line and column of a character, both from 1; a column is a Unicode code point."""
    line_start = text.rfind("\n", 0, at) + 1
    return text.count("\n", 0, at) + 1, at - line_start + 1


def _value(text: str, at: int, path: Path, found: dict[Path, Place]) -> int:
    """Note the value that starts there, and return where it ends."""
    if string := _STRING.match(text, at):
        end = string.end()
        found[path] = Place(at + 1, end - 1)
    elif text[at] in "{[":
        end = _inner(text, at, path, found)
        found[path] = Place(at, end)
    else:
        match = _PLAIN.match(text, at)
        end = match.end() if match else at + 1
        found[path] = Place(at, end)
    return end


def _inner(text: str, at: int, path: Path, found: dict[Path, Place]) -> int:
    """The members of an object or the items of an array; where it ends."""
    closing = "}" if text[at] == "{" else "]"
    at, index = _space(text, at + 1), 0
    while text[at] != closing:
        key: str | int = index
        if name := _STRING.match(text, at) if closing == "}" else None:
            key = json.loads(name[0])
            at = _space(text, _space(text, name.end()) + 1)  # over the colon
        at = _space(text, _value(text, at, (*path, key), found))
        index += 1
        if text[at] == ",":
            at = _space(text, at + 1)
    return at + 1


def _space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at
