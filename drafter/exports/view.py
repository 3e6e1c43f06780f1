"""A briefing as it is shown: what Markdown and HTML share, every label and mark worked out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from drafter.exports.labels import Day
from drafter.exports.marks import Mark, Said
from drafter.exports.origin import Origin
from schemas.statement import Basis

Words = tuple[Said, ...]


@dataclass(frozen=True)
class Part:
    """A paragraph of the body, under a subhead or not."""

    subhead: Said | None
    statements: Words


@dataclass(frozen=True)
class Analysis:
    """A part of the deep analysis; `lead` is a word that comes first, as a direction does."""

    anchor: str
    title: str
    lead: str | None
    statements: Words


@dataclass(frozen=True)
class Outlook:
    """Something that could happen next, with its labels."""

    kind: str
    labels: tuple[str, ...]
    statement: Said
    watch_for: Said | None


@dataclass(frozen=True)
class Related:
    """An earlier event that is a cause or an effect of this one."""

    mark: Mark
    text: str


@dataclass(frozen=True)
class Causes:
    """This event, with its causes and effects."""

    this_event: Said
    causes: tuple[Related, ...]
    effects: tuple[Related, ...]


@dataclass(frozen=True)
class Stance:
    """Where an actor stands."""

    actor: str
    as_of: Day | None
    statements: Words


@dataclass(frozen=True)
class Dispute:
    """A question, and the versions of the reports."""

    question: Said
    versions: Words


@dataclass(frozen=True)
class Link:
    """An address: what is shown of it, and the address itself where it is safe to follow."""

    url: str | None
    shown: str


@dataclass(frozen=True)
class First:
    """Who had it first."""

    update: str | None
    publisher: str | None
    day: Day | None
    link: Link | None


@dataclass(frozen=True)
class Quoted:
    """A source sentence, its number and anchor, and the marks that lead to it."""

    number: str
    anchor: str
    text: str
    back: tuple[str, ...]


@dataclass(frozen=True)
class SourceReport:
    """A report, and the sentences of it that the briefing cites."""

    name: str | None
    headline: str
    publisher: str | None
    day: Day | None
    link: Link | None
    language: str
    direction: str
    count: str
    evidence: tuple[Quoted, ...]


@dataclass(frozen=True)
class Outlet:
    """Who reported an earlier event."""

    name: str
    link: Link | None


@dataclass(frozen=True)
class Event:
    """An earlier event, and the marks that lead to it."""

    anchor: str
    day: Day | None
    text: str
    outlets: tuple[Outlet, ...]
    back: tuple[str, ...]


@dataclass(frozen=True)
class Missing:
    """Sections that are not in the briefing, and why."""

    titles: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Problem:
    """An open finding. The text that it is about is parted around what it points at."""

    severity: str
    blocks: bool
    section: str
    verdict: str
    reason: str
    anchor: str | None
    before: str
    pointed: str
    after: str


@dataclass(frozen=True)
class Piece:
    """A part of a text, marked or not."""

    text: str
    marked: bool


@dataclass(frozen=True)
class Backed:
    """A source sentence beside the statement that cites it; what the statement quotes is marked."""

    number: str
    target: str
    pieces: tuple[Piece, ...]
    publisher: str | None
    day: Day | None
    link: Link | None
    language: str
    direction: str


@dataclass(frozen=True)
class Linked:
    """An earlier event beside the statement that draws on it."""

    label: str
    target: str
    text: str


@dataclass(frozen=True)
class Beside:
    """A statement with what it stands on; in its text the parts are marked that findings name."""

    anchor: str
    pieces: tuple[Piece, ...]
    basis: Basis
    backed: tuple[Backed, ...]
    events: tuple[Linked, ...]
    carried: str | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Briefing:
    """All of it, in the order in which a reader meets it. Empty where a section is null."""

    language: str
    direction: str
    topic: str | None
    category: str
    status: str
    minutes: int
    day: Day | None
    origin: Origin
    headline: Said
    standfirst: Said | None
    takeaway: Words
    body: tuple[Part, ...]
    analysis: tuple[Analysis, ...]
    outlooks: tuple[Outlook, ...]
    first: First
    causes: Causes | None
    stances: tuple[Stance, ...]
    disputes: tuple[Dispute, ...]
    gaps: Words
    sources: tuple[SourceReport, ...]
    events: tuple[Event, ...]
    missing: tuple[Missing, ...]
    problems: tuple[Problem, ...] = ()
    beside: Mapping[str, Beside] = field(default_factory=dict)
