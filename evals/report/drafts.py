"""The drafts of a case side by side: what each says, on what it stands, what was found."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from drafter.diffing.words import compared
from drafter.exports.labels import direction
from evals.cases.case import Case, Kind
from evals.scorecard.card import DraftScores, Scorecard
from evals.scorecard.loading import Loaded
from evals.scorecard.showing import shown
from evals.scoring.score import Made
from schemas.diff import Run
from schemas.draft import Draft
from schemas.sections import SectionName
from schemas.statement import Statement
from schemas.walk import statements_of

MOST = 60
"""Cases whose drafts are shown: the page has to open in a browser."""


@dataclass(frozen=True)
class SourceLine:
    """A sentence of a report."""

    anchor: str
    name: str
    text: str


@dataclass(frozen=True)
class FoundLine:
    """What a check said of a statement, or a scorer."""

    severity: str
    text: str


@dataclass(frozen=True)
class StatementLine:
    """A statement as it is shown."""

    text: str
    basis: str
    cites: tuple[SourceLine, ...]
    links: tuple[str, ...]
    found: tuple[FoundLine, ...]


@dataclass(frozen=True)
class SectionBlock:
    """A section of one draft; `found` is about the whole of it.

    `changes` are its words against the baseline's, if both have it.
    """

    name: str
    found: tuple[FoundLine, ...]
    statements: tuple[StatementLine, ...]
    absent: str | None
    changes: tuple[Run, ...]


@dataclass(frozen=True)
class SourceReport:
    """A report with its sentences, in its own language."""

    title: str
    language: str
    direction: str
    lines: tuple[SourceLine, ...]


@dataclass(frozen=True)
class DraftColumn:
    """One draft."""

    variant: str
    language: str
    direction: str
    sections: tuple[SectionBlock, ...]
    scores: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class CaseBlock:
    """A case with its reports and its drafts, those of the first repeat."""

    name: str
    anchor: str
    kinds: tuple[Kind, ...]
    sources: tuple[SourceReport, ...]
    columns: tuple[DraftColumn, ...]


def case_blocks(
    card: Scorecard, loaded: Loaded, *, always: Collection[str] = ()
) -> list[CaseBlock]:
    """The cases in their order, as many as are shown; those of `always` are among them."""
    scores = {(one.case, one.variant): one for one in card.drafts if one.repeat == 1}
    blocks = []
    for case in _chosen(loaded.cases, always):
        made = {
            name: one
            for name, drafts in loaded.made.items()
            for one in drafts
            if one.case.name == case.name and one.repeat == 1
        }
        if made:
            blocks.append(_block(card, case, made, scores))
    return blocks


def _chosen(cases: Sequence[Case], always: Collection[str]) -> list[Case]:
    """As many as are shown, in their order; what the page links to comes before the rest."""
    first = sorted(cases, key=lambda case: case.name not in always)[:MOST]
    names = {case.name for case in first}
    return [case for case in cases if case.name in names]


def _block(
    card: Scorecard,
    case: Case,
    made: Mapping[str, Made],
    scores: Mapping[tuple[str, str], DraftScores],
) -> CaseBlock:
    anchor = f"case-{case.name}"
    sources = tuple(_sources(anchor, case))
    lines = {line.name: line for report in sources for line in report.lines}
    before = made.get(str(card.baseline))
    return CaseBlock(
        name=case.name,
        anchor=anchor,
        kinds=case.kinds,
        sources=sources,
        columns=tuple(
            DraftColumn(
                variant=name,
                language=one.draft.language,
                direction=direction(one.draft.language, one.draft.headline.text),
                sections=tuple(
                    _sections(one.draft, lines, before if name != card.baseline else None)
                ),
                scores=tuple(_scores(card, scores[case.name, name])),
            )
            for name, one in made.items()
        ),
    )


def _sources(anchor: str, case: Case) -> Iterator[SourceReport]:
    for number, report in enumerate(case.read_reports(), 1):
        names = [(f"R{number}.S{one.number}", one.text) for one in report.sentences()]
        lines = tuple(SourceLine(f"{anchor}-{name}", name, text) for name, text in names)
        day = f", {report.published.isoformat()}" if report.published else ""
        yield SourceReport(
            title=f"{report.publisher or 'publisher unknown'}{day}: {report.headline}",
            language=report.language,
            direction=direction(report.language, report.headline),
            lines=lines,
        )


def _sections(
    draft: Draft, lines: Mapping[str, SourceLine], before: Made | None
) -> Iterator[SectionBlock]:
    found: dict[str, list[FoundLine]] = {}
    for finding in draft.findings:
        line = FoundLine(finding.severity.value, f"{finding.check.value}: {finding.reason}")
        found.setdefault(finding.statement or finding.section.value, []).append(line)
    by_section = _by_section(draft)
    earlier = _by_section(before.draft) if before else {}
    for name in SectionName:
        own = by_section.get(name, [])
        yield SectionBlock(
            name=name.value.replace("_", " "),
            found=tuple(found.get(name.value, ())),
            statements=tuple(_line(one, lines, found) for one in own),
            absent=None if own else draft.null_reasons.get(name, "null"),
            changes=_changes(earlier.get(name, []), own),
        )


def _by_section(draft: Draft) -> dict[SectionName, list[Statement]]:
    sections: dict[SectionName, list[Statement]] = {}
    for name, statement in statements_of(draft):
        sections.setdefault(name, []).append(statement)
    return sections


def _changes(before: Sequence[Statement], after: Sequence[Statement]) -> tuple[Run, ...]:
    if not before or not after:
        return ()
    texts = (" ".join(one.text for one in part) for part in (before, after))
    return compared(*texts)


def _line(
    one: Statement, lines: Mapping[str, SourceLine], found: Mapping[str, list[FoundLine]]
) -> StatementLine:
    return StatementLine(
        text=one.text,
        basis=one.basis.value,
        cites=tuple(lines[name] for name in one.cites if name in lines),
        links=one.links,
        found=tuple(found.get(one.id, ())),
    )


def _scores(card: Scorecard, of: DraftScores) -> Iterator[tuple[str, str, str]]:
    """Scorer, value, and its notes in one text."""
    for line in card.scorers:
        score = of.scores[line.name]
        if score.value is not None:
            notes = "; ".join(note.text for note in score.notes[:4])
            yield line.name, shown(score.value, line.unit), notes
