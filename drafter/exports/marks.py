"""Statements as a reader sees them: the words, and quiet marks that say where they stand."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from drafter.exports.labels import TAGS, TAGS_WITH_EVENTS, day, sentence_number
from schemas.event import EarlierEvent
from schemas.statement import Basis, Statement

_SPACE = re.compile(r"[^\S\u00a0\u202f]+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufffe\uffff]")


@dataclass(frozen=True)
class Mark:
    """A citation mark: what it shows, its full name, its own anchor, and where it leads."""

    label: str
    name: str
    anchor: str
    target: str


@dataclass(frozen=True)
class Said:
    """A statement: its words, the tag of its basis, and marks for what it stands on."""

    text: str
    basis: Basis
    tag: str
    events: tuple[Mark, ...]
    cites: tuple[Mark, ...]
    anchor: str


def clean(text: str) -> str:
    """The text on one line. Control characters, which a terminal would obey, become U+FFFD."""
    return _SPACE.sub(" ", _CONTROL.sub("\ufffd", text)).strip() or "\ufffd"


def kept(part: str) -> str:
    """A part of a text, cleaned, with a space at its ends where it had one."""
    if not part.strip():
        return " " if part else ""
    lead = " " if part[0].isspace() else ""
    end = " " if part[-1].isspace() else ""
    return f"{lead}{clean(part)}{end}"


def outlets(event: EarlierEvent) -> str:
    """Who reported an earlier event, as a list of names."""
    return " and ".join(clean(outlet.name) for outlet in event.outlets)


class Marking:
    """Gives statements and marks their anchors, and remembers which marks lead where.

    One object per briefing, used in reading order, since back links follow it.
    """

    def __init__(self, events: Mapping[str, EarlierEvent], *, several: bool) -> None:
        self.several = several
        self.anchors: dict[str, str] = {}
        self.back: defaultdict[str, list[str]] = defaultdict(list)
        self._events = events

    def said(self, statement: Statement) -> Said:
        """A sentence with the marks for all that it stands on."""
        return self._said(statement, statement.cites, statement.links, label=False)

    def label(self, statement: Statement, beside: Iterable[Statement]) -> Said:
        """A subhead, question or sign: it marks only what the statements beside it do not."""
        beside = tuple(beside)
        cited = {cite for other in beside for cite in other.cites}
        linked = {link for other in beside for link in other.links}
        cites = [cite for cite in statement.cites if cite not in cited]
        links = [link for link in statement.links if link not in linked]
        return self._said(statement, cites, links, label=True)

    def event(self, event_id: str) -> Mark:
        """A mark that leads to an earlier event."""
        event = self._events[event_id]
        when = day(event.date)
        label = f"{outlets(event)}, {when.text if when else ''}"
        return self._mark(label, label, f"event-{event_id.removeprefix('E')}")

    def _said(
        self, statement: Statement, cites: Iterable[str], links: Iterable[str], *, label: bool
    ) -> Said:
        anchor = self.anchors[statement.id] = f"sentence-{len(self.anchors) + 1}"
        marks = tuple(map(self._cite, dict.fromkeys(cites)))
        events = tuple(map(self.event, dict.fromkeys(links)))
        quiet = label and not events and statement.basis is Basis.INFERENCE
        tag = (TAGS_WITH_EVENTS if events else TAGS)[statement.basis]
        return Said(
            text=clean(statement.text),
            basis=statement.basis,
            tag="" if quiet else tag,
            events=events,
            cites=marks,
            anchor=anchor,
        )

    def _cite(self, cited: str) -> Mark:
        number = sentence_number(cited, several=self.several)
        return self._mark(number, f"Source sentence {number}", anchor_of(cited))

    def _mark(self, label: str, name: str, target: str) -> Mark:
        anchor = f"to-{target}-{len(self.back[target]) + 1}"
        self.back[target].append(anchor)
        return Mark(label, name, anchor, target)


def anchor_of(cited: str) -> str:
    """Where a source sentence stands on the page: `R1.S4` is at source-1-4."""
    return f"source-{sentence_number(cited, several=True).replace('.', '-')}"
