"""What statements are held against: the source sentences, the earlier events, their dates."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from drafter.dates import resolve_dates
from schemas.event import EarlierEvent
from schemas.report import Report
from schemas.statement import WrittenStatement


@dataclass(frozen=True)
class Evidence:
    """Texts by id (`R1.S1`, `E1`), the days that belong to each, and the reports' headlines."""

    sentences: dict[str, str]
    events: dict[str, str]
    days: dict[str, tuple[date, ...]] = field(default_factory=dict)
    headlines: dict[str, str] = field(default_factory=dict)

    def texts(self, statement: WrittenStatement) -> list[str]:
        """The texts that a statement says carry it. Ids that do not exist carry nothing."""
        cited = [self.sentences[i] for i in statement.cites if i in self.sentences]
        linked = [self.events[i] for i in statement.links if i in self.events]
        return cited + linked

    def dates(self, statement: WrittenStatement) -> set[date]:
        """The days that those texts stand for, relative ones resolved."""
        return {day for i in (*statement.cites, *statement.links) for day in self.days.get(i, ())}

    def cited_headlines(self, statement: WrittenStatement) -> list[str]:
        """The headlines of the reports that a statement cites."""
        reports = {i.partition(".")[0] for i in statement.cites}
        return [text for report, text in self.headlines.items() if report in reports]


def evidence_of(reports: Sequence[Report], earlier: Sequence[EarlierEvent]) -> Evidence:
    """The evidence that the reports and the earlier events give."""
    sentences: dict[str, str] = {}
    days: dict[str, tuple[date, ...]] = {}
    for number, report in enumerate(reports, 1):
        for sentence in report.sentences():
            sentences[f"R{number}.S{sentence.number}"] = sentence.text
            if report.published:
                days[f"R{number}.S{sentence.number}"] = (report.published,)
    for resolved in resolve_dates(reports):
        days[resolved.sentence] = (*days.get(resolved.sentence, ()), resolved.day)
    for event in earlier:
        days[event.id] = (event.date,)
    outlets = {e.id: ", ".join(outlet.name for outlet in e.outlets) for e in earlier}
    return Evidence(
        sentences=sentences,
        events={event.id: f"{event.text} ({outlets[event.id]})" for event in earlier},
        days=days,
        headlines={f"R{number}": report.headline for number, report in enumerate(reports, 1)},
    )
