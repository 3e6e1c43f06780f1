"""One statement with everything that a check needs, read once for all checks."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from drafter.verify.evidence import Evidence, report_of
from drafter.verify.passage import Passage
from drafter.verify.proper import Named, joined, named
from schemas.sections import SectionName
from schemas.statement import Basis, WrittenStatement


@dataclass(frozen=True)
class Claim:
    """A statement in its section, and the evidence of its draft."""

    section: SectionName
    statement: WrittenStatement
    evidence: Evidence
    language: str

    @property
    def text(self) -> str:
        """The statement's words."""
        return self.statement.text

    @property
    def basis(self) -> Basis:
        """Where the statement says that it stands."""
        return self.statement.basis

    @cached_property
    def said(self) -> Passage:
        """The statement read like a source: its own stems, numbers and names."""
        return Passage("", self.text, self.language, self.evidence.newest)

    @cached_property
    def cited_reports(self) -> tuple[str, ...]:
        """The reports that it cites: `R1`, `R2`."""
        return tuple(dict.fromkeys(map(report_of, self.statement.cites)))

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """What carries it: cited sentences, linked events; for a headline also their headlines."""
        named = (*self.statement.cites, *self.statement.links)
        passages = tuple(self.evidence.passages(named))
        if self.section is SectionName.HEADLINE:
            headlines = self.evidence.headlines
            passages += tuple(headlines[r] for r in self.cited_reports if r in headlines)
        return passages

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The words of what carries it."""
        return tuple(passage.text for passage in self.passages)

    @cached_property
    def published(self) -> frozenset[date]:
        """The days of the reports and events that it rests on."""
        return frozenset(passage.published for passage in self.passages if passage.published)

    @cached_property
    def named(self) -> Named:
        """What its passages name, the headlines and publishers of the cited reports among it."""
        evidence = self.evidence
        heads = [evidence.headlines[r].named for r in self.cited_reports if r in evidence.headlines]
        publishers = [
            named(evidence.publishers[r], self.language)
            for r in self.cited_reports
            if r in evidence.publishers
        ]
        return joined([*(passage.named for passage in self.passages), *heads, *publishers])

    @cached_property
    def beside(self) -> tuple[Passage, ...]:
        """The sentences of the cited reports that it does not cite, in order."""
        cited = {passage.id for passage in self.passages}
        reports = self.evidence.reports
        return tuple(
            passage
            for report in self.cited_reports
            for passage in reports.get(report, ())
            if passage.id not in cited
        )
