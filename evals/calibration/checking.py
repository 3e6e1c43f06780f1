"""What our checks, or a model, say of labelled texts.

No set names cited sentences, so every sentence of a text becomes a `reported` statement that cites
all of its source: what is measured is "absent from the source", the easier half of "absent from
what it cites".
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafter.ingest.sentences import split_sentences
from drafter.planning import Plan, plan
from drafter.verify.checks import check_statement
from drafter.verify.evidence import Evidence, evidence_of
from drafter.verify.found import Found
from evals.calibration.labels import Item
from prompts.reader import read_recipe
from schemas.evidence import Check, Severity, Verdict
from schemas.report import Paragraph, Report, Sentence
from schemas.sections import SectionName
from schemas.statement import Basis, Statement, WrittenStatement

NO_HASH = "0" * 64


@dataclass(frozen=True)
class Checked:
    """What the checks found in an item, statement by statement."""

    item: Item
    found: tuple[tuple[str, Found], ...]

    def is_flagged(self, *checks: Check) -> bool:
        """Whether one of the checks (of all, where none is named) failed it; notes do not count."""
        return any(
            (not checks or found.check in checks)
            and found.verdict is Verdict.FAIL
            and found.severity is not Severity.NOTE
            for _, found in self.found
        )


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


def plan_of(item: Item) -> Plan:
    """The source as the plan of a draft, which is what a model is asked about."""
    return plan([report_of(item.source)], read_recipe("single"))


def statements(text: str, evidence: Evidence) -> list[WrittenStatement]:
    """Each sentence of the text, citing the whole source."""
    cites = tuple(evidence.sentences)
    return [
        WrittenStatement(cites=cites, links=(), basis=Basis.REPORTED, text=sentence)
        for part in filter(None, map(str.strip, text.split("\n")))
        for sentence in split_sentences(part)
    ]


def numbered(text: str, evidence: Evidence) -> list[Statement]:
    """The same with ids, as a draft has them."""
    return [
        Statement(id=f"s{number}", written_by="engine", **dict(statement))
        for number, statement in enumerate(statements(text, evidence), 1)
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
            for statement in statements(item.text, evidence)
            for one in check_statement(SectionName.BODY, statement, evidence)
        )
        yield Checked(item, found)
