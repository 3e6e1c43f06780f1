"""What stands beside a statement: its source sentences, its events, and what the checks found."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from drafter.exports import labels
from drafter.exports.links import link_of
from drafter.exports.marks import Marking, anchor_of, clean, kept, outlets
from drafter.exports.view import Backed, Beside, Linked, Piece, Problem
from drafter.verify.quotations import Spoken, quotations
from schemas.draft import Carried, Draft, Source, SourceSentence
from schemas.evidence import Finding
from schemas.statement import Statement

SHORTEST_QUOTE = 2
"""Words that a quotation has to have before it is marked in its source."""


def beside_of(
    draft: Draft, marking: Marking, problems: Sequence[tuple[Finding, Problem]]
) -> dict[str, Beside]:
    """The evidence of each statement, by the anchor of the statement.

    `problems` are the open findings as they are shown; none of a draft that is approved.
    """
    sources = {s.id: (source, s) for source in draft.sources for s in source.evidence}
    carried = {one.statement: one for one in draft.carried}
    shown = {}
    for _, statement in draft.statements():
        own = [pair for pair in problems if pair[0].statement == statement.id]
        spans = [finding.span for finding, _ in own if finding.span]
        cited = [sources[name] for name in dict.fromkeys(statement.cites)]
        anchor = marking.anchors[statement.id]
        shown[anchor] = Beside(
            anchor=anchor,
            pieces=pieces(statement.text, [(span.start, span.end) for span in spans]),
            basis=statement.basis,
            backed=tuple(_backed(*pair, statement, marking) for pair in cited),
            events=tuple(_events(draft, statement)),
            carried=_carried(carried.get(statement.id)),
            problems=tuple(problem for _, problem in own),
        )
    return shown


def pieces(text: str, spans: Iterable[tuple[int, int]]) -> tuple[Piece, ...]:
    """The text in pieces, those within a span marked; spans that overlap are one."""
    edges = _joined(spans, len(text))
    cuts = [0, *(at for edge in edges for at in edge), len(text)]
    parts = [
        Piece(kept(text[start:end]), marked=number % 2 == 1)
        for number, (start, end) in enumerate(pairwise(cuts))
    ]
    return tuple(part for part in parts if part.text) or (Piece(clean(text), marked=False),)


def _joined(spans: Iterable[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted((min(a, length), min(b, length)) for a, b in spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif start < end:
            found.append((start, end))
    return found


def _backed(
    source: Source, sentence: SourceSentence, statement: Statement, marking: Marking
) -> Backed:
    spoken = Spoken(sentence.text)
    quoted = (
        spoken.find(quotation.text)
        for quotation in quotations(statement.text)
        if quotation.words >= SHORTEST_QUOTE
    )
    return Backed(
        number=labels.sentence_number(sentence.id, several=marking.several),
        target=anchor_of(sentence.id),
        pieces=pieces(sentence.text, [place for place in quoted if place]),
        publisher=source.publisher and clean(source.publisher),
        day=labels.day(source.published),
        link=link_of(source.url),
        language=source.language,
        direction=labels.direction(source.language, source.headline),
    )


def _events(draft: Draft, statement: Statement) -> Iterator[Linked]:
    events = {event.id: event for event in draft.earlier_events}
    for name in dict.fromkeys(statement.links):
        event = events[name]
        day = labels.day(event.date)
        label = f"{outlets(event)}, {day.text if day else ''}"
        yield Linked(label, f"event-{name.removeprefix('E')}", clean(event.text))


def _carried(of: Carried | None) -> str | None:
    """How many reports carry it, where there are several."""
    if of is None:
        return None
    count = len(of.reports)
    if count == 1:
        return "Reported by one report alone"
    if of.independent == 1:
        return f"Reported by {count} reports, which are copies of one text"
    if count == of.independent:
        return f"Reported by {count} independent reports"
    return f"Reported by {count} reports, {of.independent} of them independent"
