"""A briefing as sections of plain blocks: what the formats of newsroom systems share.

The words are those of the page; a mark of a source sentence is left out, since it would lead
nowhere in another system, and an earlier event is linked to where it was reported.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from drafter.exports import labels
from drafter.exports.marks import Mark, Said
from drafter.exports.naming import web_uri
from drafter.exports.view import Briefing, Event, First, Link, Outlook, SourceReport, Stance, Words
from schemas.sections import SectionName


@dataclass(frozen=True)
class Run:
    """Words of one kind: plain, strong, or a link."""

    text: str
    href: str | None = None
    strong: bool = False


Line = tuple[Run, ...]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    line: Line


@dataclass(frozen=True)
class Heading:
    """A heading within a section."""

    line: Line


@dataclass(frozen=True)
class Items:
    """A list."""

    lines: tuple[Line, ...]


Block = Paragraph | Heading | Items


@dataclass(frozen=True)
class SectionText:
    """A section as it is shown: its name, its title, and its blocks."""

    name: str
    title: str
    blocks: tuple[Block, ...]


def parts_of(briefing: Briefing) -> tuple[SectionText, ...]:
    """Every section that there is under headline and standfirst, in reading order."""
    return tuple(part for part in _Parts(briefing).all() if part.blocks)


def plain(blocks: Iterable[Block]) -> str:
    """The blocks as text, an empty line between any two."""
    return "\n\n".join(text for block in blocks for text in _plain(block))


def words_of(line: Line) -> str:
    """The line without its links."""
    return "".join(run.text for run in line)


def _plain(block: Block) -> Iterator[str]:
    if isinstance(block, Items):
        yield "\n".join(f"- {words_of(line)}" for line in block.lines)
    else:
        yield words_of(block.line)


class _Parts:
    """One object per briefing: knows where each earlier event was reported."""

    def __init__(self, briefing: Briefing) -> None:
        self.b = briefing
        self.reported = {event.anchor: _address(event) for event in briefing.events}

    def all(self) -> Iterator[SectionText]:
        b = self.b
        yield self.prose(SectionName.KEY_TAKEAWAY, b.takeaway)
        yield self.part(SectionName.BODY, self.body())
        for one in b.analysis:
            name = SectionName(one.anchor.replace("-", "_"))
            lead = (Run(f"{one.lead}.", strong=True), Run(" ")) if one.lead else ()
            yield self.part(name, (Paragraph(lead + self.words(one.statements)),))
        yield self.part(SectionName.SCENARIOS, _items(map(self.outlook, b.outlooks)))
        yield SectionText("first_reported_in", "First reported in", (Paragraph(_first(b.first)),))
        yield self.part(SectionName.CAUSES_AND_EFFECTS, self.causes())
        yield self.part(SectionName.PERSPECTIVES, _items(map(self.stance, b.stances)))
        yield self.part(SectionName.CONFLICTS, self.disputes())
        yield self.part(SectionName.INFORMATION_GAPS, _items(map(self.said, b.gaps)))
        yield SectionText("sources", "Sources", _items(map(_source, b.sources)))

    def part(self, name: SectionName, blocks: Iterable[Block]) -> SectionText:
        return SectionText(name, labels.title(name, self.b.language), tuple(blocks))

    def prose(self, name: SectionName, words: Words) -> SectionText:
        return self.part(name, (Paragraph(self.words(words)),) if words else ())

    def words(self, statements: Words) -> Line:
        lines = (self.said(statement) for statement in statements)
        return tuple(run for at, line in enumerate(lines) for run in _spaced(at, line))

    def said(self, s: Said) -> Line:
        """The words, and in brackets what they stand on where that is no report."""
        if not s.tag:
            return (Run(s.text),)
        events = [run for at, mark in enumerate(s.events) for run in self.event(mark, at)]
        return (Run(s.text), Run(f" ({s.tag}"), *events, Run(")"))

    def event(self, mark: Mark, at: int) -> Line:
        return Run("; " if at else " "), Run(mark.label, self.reported[mark.target])

    def body(self) -> Iterator[Block]:
        for part in self.b.body:
            if part.subhead:
                yield Heading(self.said(part.subhead))
            yield Paragraph(self.words(part.statements))

    def outlook(self, o: Outlook) -> Line:
        lead = (Run(o.kind, strong=True), Run(f" ({'; '.join(o.labels)}). "))
        watch = (Run(" Watch for: "), *self.said(o.watch_for)) if o.watch_for else ()
        return (*lead, *self.said(o.statement), *watch)

    def causes(self) -> Iterator[Block]:
        if (section := self.b.causes) is None:
            return
        yield Paragraph((Run("This event.", strong=True), Run(" "), *self.said(section.this_event)))
        for title, events in (("Causes", section.causes), ("Effects", section.effects)):
            if events:
                yield Heading((Run(title),))
                yield Items(
                    tuple(
                        (Run(one.text), Run(" ("), self.link(one.mark), Run(")")) for one in events
                    )
                )

    def link(self, mark: Mark) -> Run:
        return Run(mark.label, self.reported[mark.target])

    def stance(self, s: Stance) -> Line:
        as_of = f" (as of {s.as_of.text}). " if s.as_of else ". "
        return Run(s.actor, strong=True), Run(as_of), *self.words(s.statements)

    def disputes(self) -> Iterator[Block]:
        for dispute in self.b.disputes:
            yield Heading(self.said(dispute.question))
            yield from _items(map(self.said, dispute.versions))


def _items(lines: Iterable[Line]) -> tuple[Block, ...]:
    held = tuple(lines)
    return (Items(held),) if held else ()


def _spaced(at: int, line: Line) -> Line:
    return (Run(" "), *line) if at else line


def _address(event: Event) -> str | None:
    """Where the event was reported, by the first outlet that can be followed."""
    links = (outlet.link.url for outlet in event.outlets if outlet.link)
    return next((uri for uri in map(web_uri, links) if uri), None)


def _first(f: First) -> Line:
    publisher = f.publisher or "The publisher is not known"
    told = f"{publisher}, {f.day.text}" if f.day else publisher
    update = (Run(f"{f.update}. "),) if f.update else ()
    return *update, Run(told, _followed(f.link))


def _source(s: SourceReport) -> Line:
    known = ", ".join(part for part in (s.publisher, s.day and s.day.text) if part)
    name = (Run(f"{s.name}: "),) if s.name else ()
    return *name, Run(s.headline, _followed(s.link)), *((Run(f", {known}"),) if known else ())


def _followed(link: Link | None) -> str | None:
    return web_uri(link.url) if link else None
