"""What statements are held against: the source sentences, the earlier events, their dates."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from drafter.dates import FIRST, LAST, resolve_dates
from drafter.verify.found import Found
from drafter.verify.passage import Passage
from drafter.verify.ranking import Ranking
from drafter.verify.shared_runs import SharedRuns
from drafter.verify.speakers import People
from schemas.event import EarlierEvent
from schemas.report import Report

Judged = tuple[object, ...]
"""A statement with its section and its language, by all that a check looks at."""


@dataclass(frozen=True)
class Evidence:
    """All passages of a draft: by `R1.S1` the sentences, by `R1` the headlines, by `E1` the events.

    Made once per draft. What is read from a passage is kept with it.
    """

    sentences: Mapping[str, Passage]
    headlines: Mapping[str, Passage]
    events: Mapping[str, Passage]
    publishers: Mapping[str, str]
    outlets: Mapping[str, tuple[str, ...]]
    language: str
    judged: dict[Judged, tuple[Found, ...]] = field(default_factory=dict, compare=False, repr=False)
    """What the checks found in each statement: a pipeline asks that several times of the same."""

    @cached_property
    def reports(self) -> dict[str, tuple[Passage, ...]]:
        """The sentences of each report, in order, by `R1` and so on."""
        found: defaultdict[str, list[Passage]] = defaultdict(list)
        for name, passage in self.sentences.items():
            found[report_of(name)].append(passage)
        return {report: tuple(passages) for report, passages in found.items()}

    @cached_property
    def shown(self) -> tuple[Passage, ...]:
        """All that a writer was shown: headlines, sentences, earlier events."""
        return (*self.headlines.values(), *self.sentences.values(), *self.events.values())

    @cached_property
    def ranking(self) -> Ranking:
        """The source sentences, to be ranked for a text."""
        return Ranking(self.sentences.values())

    @cached_property
    def runs(self) -> SharedRuns:
        """The runs of words of all that was shown."""
        return SharedRuns(passage.text for passage in self.shown)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of every word of all that was shown."""
        return frozenset(stem for passage in self.shown for stem in passage.stems)

    @cached_property
    def newest(self) -> date | None:
        """The day of the newest report."""
        days = (passage.published for passage in self.sentences.values())
        return max((day for day in days if day), default=None)

    @cached_property
    def people(self) -> People:
        """The people that the sources name."""
        shown = (*self.headlines.values(), *self.sentences.values(), *self.events.values())
        return People(passage.text for passage in shown if passage.plain)

    def passages(self, names: Sequence[str]) -> Iterator[Passage]:
        """The passages of these ids. Ids that do not exist have none."""
        for name in names:
            passage = self.sentences.get(name) or self.events.get(name)
            if passage:
                yield passage


def report_of(sentence: str) -> str:
    """The report of a sentence: `R1` of `R1.S3`."""
    return sentence.partition(".")[0]


def evidence_of(
    reports: Sequence[Report], earlier: Sequence[EarlierEvent], *, language: str | None = None
) -> Evidence:
    """The evidence that the reports and the earlier events give a draft in that language.

    Where no language is said, it is that of the first report.
    """
    named = {f"R{number}": report for number, report in enumerate(reports, 1)}
    spoken = language or next((report.language for report in reports), "und")
    return Evidence(
        sentences=_sentences(named, _resolved(reports)),
        headlines={
            name: Passage(name, report.headline, report.language, _published(report))
            for name, report in named.items()
        },
        events={event.id: _event(event, spoken) for event in earlier},
        publishers={name: r.publisher for name, r in named.items() if r.publisher},
        outlets={event.id: tuple(o.name for o in event.outlets) for event in earlier},
        language=spoken,
    )


def _sentences(
    named: Mapping[str, Report], resolved: Mapping[str, Sequence[date]]
) -> dict[str, Passage]:
    passages = {}
    for report_id, report in named.items():
        for sentence in report.sentences():
            name = f"{report_id}.S{sentence.number}"
            days = tuple(resolved.get(name, ()))
            day = _published(report)
            passages[name] = Passage(name, sentence.text, report.language, day, days)
    return passages


def _resolved(reports: Sequence[Report]) -> dict[str, list[date]]:
    found: defaultdict[str, list[date]] = defaultdict(list)
    for resolved in resolve_dates(reports):
        found[resolved.sentence].append(resolved.day)
    return found


def _published(report: Report) -> date | None:
    """The day of the report, where it is one that can be counted from."""
    day = report.published
    return day if day and FIRST <= day <= LAST else None


def _event(event: EarlierEvent, language: str) -> Passage:
    outlets = ", ".join(outlet.name for outlet in event.outlets)
    day = event.date if FIRST <= event.date <= LAST else None
    return Passage(event.id, f"{event.text} ({outlets})", language, day, (event.date,))
