"""News summaries that people have labelled consistent with their source or not, as statements.

The sets name no cited sentence, so every sentence of a summary becomes a `reported` statement that
cites all of the source: what is measured is "absent from the source", the easier half of "absent
from what it cites".
"""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from drafter.ingest.sentences import split_sentences
from drafter.verify.checks import check_statement
from drafter.verify.evidence import Evidence, evidence_of
from drafter.verify.found import Found
from schemas.report import Paragraph, Report, Sentence
from schemas.sections import SectionName
from schemas.statement import Basis, WrittenStatement

NO_HASH = "0" * 64
_SPACED = re.compile(r"([£$€])\s(\d[\d.,]*)(?:\s(?=(?:m|bn|k)\b))?")
"""Tokenised amounts of CLIFF: `£ 15 m`."""


@dataclass(frozen=True)
class Item:
    """A summary, its source, and whether people found it consistent."""

    source: str
    summary: str
    consistent: bool

    @property
    def half(self) -> str:
        """A for tuning, B for reporting: by the source, so that no source is in both."""
        return "AB"[hashlib.sha256(self.source.encode()).digest()[0] % 2]


@dataclass(frozen=True)
class Checked:
    """What the checks found in an item, statement by statement."""

    item: Item
    found: tuple[tuple[str, Found], ...]


def summedits(folder: Path) -> Iterator[Item]:
    """SummEdits, news (Laban et al. 2023): 819 summaries of 25 sources."""
    for line in (folder / "summedits-news" / "summedits_news.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        yield Item(row["doc"], row["summary"], bool(row["label"]))


def cliff(folder: Path, origin: str) -> Iterator[Item]:
    """CLIFF (Cao and Wang 2021): 300 summaries each of `cnndm` and `xsum`, their words marked."""
    for line in (folder / "cliff" / "cliff_error_types.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        if row["origin"] == origin:
            summary = _SPACED.sub(r"\1\2", row["summ"].replace(" - ", "-").replace(" ' ", "'"))
            yield Item(row["doc"], summary, row["annotated_span"] in ("[]", ""))


def report_of(text: str, *, headline: str = "-") -> Report:
    """A text as a report without a date."""
    paragraphs, number = [], 0
    for part in filter(None, map(str.strip, text.split("\n"))):
        made = [Sentence(number=number + n, text=t) for n, t in enumerate(split_sentences(part), 1)]
        number += len(made)
        paragraphs.append(Paragraph(sentences=tuple(made)))
    return Report(
        headline=headline,
        publisher=None,
        url=None,
        published=None,
        language="en",
        paragraphs=tuple(paragraphs),
        content_hash=NO_HASH,
    )


def statements(summary: str, evidence: Evidence) -> list[WrittenStatement]:
    """Each sentence of the summary, citing the whole source."""
    cites = tuple(evidence.sentences)
    return [
        WrittenStatement(cites=cites, links=(), basis=Basis.REPORTED, text=sentence)
        for part in filter(None, map(str.strip, summary.split("\n")))
        for sentence in split_sentences(part)
    ]


def checked(items: Sequence[Item]) -> Iterator[Checked]:
    """The items with what the checks found; a source is prepared once."""
    prepared: dict[str, Evidence] = {}
    for item in items:
        if item.source not in prepared:
            prepared[item.source] = evidence_of([report_of(item.source)], [])
        evidence = prepared[item.source]
        found = tuple(
            (statement.text, one)
            for statement in statements(item.summary, evidence)
            for one in check_statement(SectionName.BODY, statement, evidence)
        )
        yield Checked(item, found)
