"""Choosing sentences: whole, in the source's order, none twice, none without what it leans on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from drafter.engines.extractive.source import Line, Source
from drafter.engines.extractive.voices import Cast
from drafter.planning import Plan
from drafter.terms import terms
from schemas.limits import Limits
from schemas.statement import Basis, WrittenStatement

SAME = 0.6
"""Two sentences of which one shares this part of its terms with the other tell the same."""
_MOSTLY = 0.4
"""From this part on a sentence is a quotation more than a report."""


@dataclass
class Material:
    """What one draft is made from, and which sentences its sections have spent so far."""

    plan: Plan
    source: Source
    spent: set[int] = field(default_factory=set)

    @property
    def limits(self) -> Limits:
        """The recipe's limits."""
        return self.plan.limits

    @cached_property
    def cast(self) -> Cast:
        """The people of the reports."""
        return Cast(self.source.lines)

    @cached_property
    def headline(self) -> frozenset[str]:
        """The terms of the first report's headline."""
        report = self.plan.reports[0]
        return frozenset(terms(report.headline, report.language))

    def of_headline(self, told: frozenset[str]) -> float:
        """Which part of the headline's terms these are, from 0 to 1."""
        return len(told & self.headline) / len(self.headline) if self.headline else 0.0

    def fresh(self, lines: Iterable[Line]) -> list[Line]:
        """Those of the lines that no section has spent."""
        return [line for line in lines if line.index not in self.spent]

    def own(self, line: Line) -> bool:
        """Whether the line can stand, and nothing that it needs has been spent."""
        unit = self.source.unit(line)
        return unit is not None and not self.spent & {part.index for part in unit}

    def spend(self, lines: Iterable[Line]) -> None:
        """Note that a section uses these, so that the next ones add something else."""
        self.spent |= {line.index for line in lines}


def pick(
    source: Source, candidates: Iterable[Line], *, words: int, most: int, varied: bool = True
) -> list[Line]:
    """Up to `most` candidates in the order given, within the words, returned in source order.

    Each brings along what it cannot stand without. With `varied`, one that tells the same as
    another is passed over.
    """
    chosen: dict[int, Line] = {}
    for line in candidates:
        unit = source.unit(line)
        if unit is None:
            continue
        added = [part for part in unit if part.index not in chosen]
        total = sum(part.words for part in (*chosen.values(), *added))
        if len(chosen) + len(added) > most or total > words:
            continue
        if varied and any(same(part, other) for part in added for other in chosen.values()):
            continue
        chosen |= {part.index: part for part in added}
    return [chosen[index] for index in sorted(chosen)]


def mostly_quoted(line: Line) -> bool:
    """Whether a sentence is a quotation more than a report."""
    return line.quoted >= _MOSTLY


def same(one: Line, other: Line) -> bool:
    """Whether two sentences tell the same, going by the terms they share."""
    return overlap(one, other) >= SAME


def overlap(one: Line, other: Line) -> float:
    """Which part of the shorter sentence's terms the other one shares."""
    shorter = min(len(one.terms), len(other.terms))
    return len(one.terms & other.terms) / shorter if shorter else 0.0


def statement(line: Line) -> WrittenStatement:
    """The sentence, word for word, citing itself."""
    return WrittenStatement(cites=(line.id,), links=(), basis=Basis.REPORTED, text=line.text)


def prose(lines: Sequence[Line]) -> tuple[WrittenStatement, ...]:
    """The sentences as the statements of a section."""
    return tuple(map(statement, lines))
