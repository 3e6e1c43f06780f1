"""What written text claims of ids: those it cites exist, and none stands where a reader sees it."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from drafter.planning import Plan

Place = tuple[int | str, ...]
_ID = re.compile(r"\bR\d+\.S\d+\b|[\[(]E\d+[\])]")
_TEXTS = frozenset({"text", "subhead", "watch_for", "question", "actor"})
_SENTENCES = frozenset({"cites"})
_EVENTS = frozenset({"links", "causes", "effects"})


@dataclass(frozen=True)
class Ids:
    """The ids that a draft may cite and link."""

    sentences: Collection[str]
    events: Collection[str]

    @classmethod
    def of(cls, plan: Plan) -> "Ids":
        """Those of a plan's reports and earlier events."""
        return cls(frozenset(plan.sentences()), frozenset(event.id for event in plan.earlier))

    def wrong(self, written: dict[str, Any]) -> Iterator[tuple[Place, str]]:
        """Where the written sections (plain JSON) name what does not exist, and what they name."""
        for where, key, value in _leaves(written, ()):
            if key in _SENTENCES and value not in self.sentences:
                yield where, f"there is no source sentence {value}"
            elif key in _EVENTS and value not in self.events:
                yield where, f"there is no earlier event {value}"
            elif key in _TEXTS and (inside := _ID.search(str(value))):
                yield where, f"the text holds {inside[0]}; ids belong in cites and links"


def _leaves(value: object, where: Place, key: str = "") -> Iterator[tuple[Place, str, object]]:
    """Every value of a JSON tree with its place and the name of the field that it is in."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _leaves(part, (*where, name), name)
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from _leaves(part, (*where, number), key)
    elif value is not None:
        yield where, key, value
