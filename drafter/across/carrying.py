"""Which reports carry a statement, and how many of them are independent of one another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from drafter.across.copies import Group
from drafter.terms import terms
from drafter.verify.evidence import Evidence, report_of
from schemas.statement import WrittenStatement

_TELLS = 0.6
"""From this share of a statement's stems on, a sentence of another report tells it as well."""
_LEAST = 4
"""Stems that a statement must have before other reports are looked through."""
_LOOKED_AT = 12
"""The best-ranked sentences that are looked at."""


@dataclass(frozen=True)
class Carriers:
    """The reports that carry a statement (`R1`, `R3`), and how many sources they amount to."""

    reports: tuple[str, ...]
    independent: int


def carried_by(
    statement: WrittenStatement, evidence: Evidence, groups: Sequence[Group], *, language: str
) -> Carriers:
    """The reports that the statement cites, and those that tell the same without being cited.

    Copies of one text (`drafter.across.copies`) are one source.
    """
    cited = {report_of(name) for name in statement.cites}
    found = cited | set(_tell_it(statement.text, evidence, language))
    reports = tuple(name for name in evidence.reports if name in found)
    return Carriers(reports, sum(not found.isdisjoint(group) for group in groups))


def _tell_it(text: str, evidence: Evidence, language: str) -> Iterable[str]:
    """The reports with one sentence that has most of the words, and every number, of the text."""
    stems = frozenset(terms(text, language))
    if len(stems) < _LEAST:
        return
    figures = {stem for stem in stems if stem[0].isdigit()}
    for name in evidence.ranking.best(stems)[:_LOOKED_AT]:
        told = set(evidence.sentences[name].stems)
        if figures <= told and len(stems & told) >= _TELLS * len(stems):
            yield report_of(name)
