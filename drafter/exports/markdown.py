"""A briefing as Markdown (CommonMark) that also reads well as plain text in a terminal."""

import re
import textwrap
from collections.abc import Iterable, Iterator

from drafter.exports.marks import Said
from drafter.exports.view import (
    Briefing,
    Causes,
    Dispute,
    Event,
    First,
    Link,
    Outlook,
    Problem,
    Quoted,
    Related,
    SourceReport,
    Stance,
)

WIDTH = 88
LEGEND = (
    "*How to read the marks.* Numbers in brackets are the source sentences that a sentence"
    " stands on, listed under Sources; (background) is not in the reports; (analysis) is the"
    " draft's own reasoning."
)
_ANYWHERE = re.compile(r"[\\`*\[\]<~|]|&(?=#?\w+;)|(?<![^\W_])_|_(?![^\W_])")
_LINE_START = re.compile(
    r"^(?:(?=#{1,6}(?:\s|$)|>|[-+](?:\s|$)|--|=+\s*$)|(\d{1,9})(?=[.)](?:\s|$)))"
)
_CLOSING_HASHES = re.compile(r"(?:^|(?<=\s))(?=#+\s*$)")


def markdown(briefing: Briefing) -> str:
    """The whole briefing: blocks parted by an empty line, lines broken at 88 letters."""
    return "\n\n".join(_blocks(briefing)) + "\n"


def escaped(text: str) -> str:
    """The text with a backslash wherever Markdown would read a sign as its own."""
    return _ANYWHERE.sub(r"\\\g<0>", text)


def _blocks(b: Briefing) -> Iterator[str]:
    yield _heading(1, _said(b.headline))
    if b.standfirst:
        yield _wrapped(_strong(b.standfirst))
    yield from _about(b)
    yield from _problems(b.problems)
    yield from _section("Key takeaway", _prose(b.takeaway))
    yield from _body(b)
    yield from _analysis(b)
    yield from _section("What could happen next?", _items(map(_outlook, b.outlooks)))
    yield from _section("First reported in", _wrapped(_first(b.first)))
    yield from _section("Causes and effects", "\n\n".join(_causes(b.causes)))
    yield from _section("Different perspectives", _items(map(_stance, b.stances)))
    yield from _section("Where the reports disagree", "\n".join(map(_dispute, b.disputes)))
    yield from _section("What the reports do not say", _items(map(_said, b.gaps)))
    yield from _section("Sources", "\n\n".join(map(_source, b.sources)))
    yield from _section("Earlier events", _items(map(_event, b.events)))
    missing = (f"**{', '.join(map(escaped, m.titles))}:** {escaped(m.reason)}" for m in b.missing)
    yield from _section("Not in this briefing", _items(missing))
    yield "---"
    yield _wrapped(LEGEND)
    yield _wrapped(escaped(b.origin.software))
    yield from (_wrapped(escaped(cost)) for cost in b.origin.costs)


def _about(b: Briefing) -> Iterator[str]:
    meta = (b.topic, b.category, b.status, f"{b.minutes} min read", b.day and b.day.text)
    yield _wrapped(" · ".join(escaped(part) for part in meta if part))
    told = (b.origin.engine, b.origin.fallback, b.origin.edited, b.origin.review)
    yield _wrapped(f"*{escaped(' '.join(part for part in told if part))}*")


def _problems(problems: tuple[Problem, ...]) -> Iterator[str]:
    if problems:
        noun = "finding" if len(problems) == 1 else "findings"
        title = f"> **For the editor: {len(problems)} open {noun}**\n>\n"
        yield title + _items(map(_problem, problems), quote="> ")


def _problem(p: Problem) -> str:
    blocks = " (stands against approval)" if p.blocks else ""
    told = f"**{p.severity}**{blocks}, {escaped(p.section)}, {p.verdict}: {escaped(p.reason)}"
    about = escaped(f"{p.before}{p.pointed}{p.after}")
    return f"{told} *In:* {about}" if about else told


def _section(title: str, content: str) -> Iterator[str]:
    """A heading and what stands under it; neither where there is nothing."""
    if content:
        yield _heading(2, title)
        yield content


def _body(b: Briefing) -> Iterator[str]:
    if b.body:
        yield _heading(2, "What happened")
    for part in b.body:
        if part.subhead:
            yield _heading(3, _said(part.subhead))
        yield _prose(part.statements)


def _analysis(b: Briefing) -> Iterator[str]:
    if b.analysis:
        yield _heading(2, "Deep analysis")
    for part in b.analysis:
        yield _heading(3, part.title)
        yield _prose(part.statements, lead=f"**{part.lead}.** " if part.lead else "")


def _outlook(o: Outlook) -> str:
    watch = f" *Watch for:* {_said(o.watch_for)}" if o.watch_for else ""
    return f"**{o.kind}** ({'; '.join(o.labels)}). {_said(o.statement)}{watch}"


def _first(f: First) -> str:
    update = escaped(f.update) if f.update else ""
    publisher = escaped(f.publisher or "The publisher is not known")
    told = f"{publisher}, {f.day.text}" if f.day else publisher
    return ". ".join(part for part in (update, told, _link(f.link)) if part)


def _causes(section: Causes | None) -> Iterator[str]:
    if section is None:
        return
    yield _wrapped(f"**This event.** {_said(section.this_event)}")
    for title, events in (("Causes", section.causes), ("Effects", section.effects)):
        if events:
            yield f"**{title}**"
            yield _items(map(_related, events))


def _related(event: Related) -> str:
    return f"{escaped(event.text)} ({escaped(event.mark.label)})"


def _stance(s: Stance) -> str:
    as_of = f" (as of {s.as_of.text})" if s.as_of else ""
    return f"**{escaped(s.actor)}**{as_of}. {' '.join(map(_said, s.statements))}"


def _dispute(d: Dispute) -> str:
    question = _wrapped(_strong(d.question), first="- ", rest="  ")
    return f"{question}\n{_items(map(_said, d.versions), quote='  ')}"


def _source(s: SourceReport) -> str:
    known = (s.publisher, s.day and s.day.text, s.count)
    told = f"**{escaped(s.headline)}**, {escaped(', '.join(part for part in known if part))}"
    name = f"{s.name}: " if s.name else ""
    link = f", {_link(s.link)}" if s.link else ""
    return "\n\n".join(
        filter(None, (_wrapped(name + told + link), _items(map(_quoted, s.evidence))))
    )


def _quoted(q: Quoted) -> str:
    return f"[{q.number}] {escaped(q.text)}"


def _event(e: Event) -> str:
    outlets = "; ".join(" ".join(filter(None, (escaped(o.name), _link(o.link)))) for o in e.outlets)
    return f"{e.day.text if e.day else ''}: {escaped(e.text)} ({outlets})"


def _link(link: Link | None) -> str:
    if link is None:
        return ""
    return f"<{link.url}>" if link.url else escaped(link.shown)


def _said(s: Said) -> str:
    """A statement with its marks, such as `The bridge is closed. [4] (analysis)`."""
    return escaped(s.text) + _marks(s)


def _strong(s: Said) -> str:
    return f"**{escaped(s.text)}**{_marks(s)}"


def _marks(s: Said) -> str:
    cites = f" [{', '.join(mark.label for mark in s.cites)}]" if s.cites else ""
    events = "; ".join(escaped(mark.label) for mark in s.events)
    tag = f" ({f'{s.tag} {events}'.rstrip()})" if s.tag else ""
    return cites + tag


def _prose(statements: tuple[Said, ...], lead: str = "") -> str:
    return _wrapped(lead + " ".join(map(_said, statements)))


def _heading(level: int, text: str) -> str:
    text = _CLOSING_HASHES.sub(r"\\", text)
    return f"{'#' * level} {text}"


def _items(texts: Iterable[str], quote: str = "") -> str:
    """A list; `quote` stands before every line, for a list inside something."""
    return "\n".join(_wrapped(text, first=f"{quote}- ", rest=f"{quote}  ") for text in texts)


def _wrapped(text: str, *, first: str = "", rest: str = "") -> str:
    """The text in lines, none of which opens a block of its own."""
    lines = textwrap.wrap(text, WIDTH - len(rest), break_long_words=False, break_on_hyphens=False)
    safe = [_LINE_START.sub(r"\1\\", line) for line in lines]
    return "\n".join((first if number == 0 else rest) + line for number, line in enumerate(safe))
