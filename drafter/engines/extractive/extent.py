"""How much of the reports one draft is made from, and how it says so where that is not all."""

from collections.abc import Sequence
from itertools import islice

from schemas.report import Report

MOST_SENTENCES = 400
"""Over all reports. A news report has 20 to 120; what is longer is a document, not a report."""
MOST_TEXT = 100_000
"""Characters over all reports: 250 for each sentence, where news has 130."""
MOST_CHARACTERS = 2_000
"""What is longer is no sentence but a table or a list: no cue is looked for in it."""


def extents(reports: Sequence[Report]) -> tuple[int, ...]:
    """How many sentences of each report are read, from its start; at least one.

    All have an even share, and what a shorter one leaves of its sentences goes to the others.
    """
    lengths = [_length(report) for report in reports]
    shares = [0] * len(lengths)
    left = MOST_SENTENCES
    shortest_first = sorted(range(len(lengths)), key=lambda at: lengths[at])
    for done, at in enumerate(shortest_first):
        shares[at] = max(1, min(lengths[at], left // (len(lengths) - done)))
        left -= shares[at]
    most = MOST_TEXT // len(reports)
    return tuple(
        _within(report, share, most) for report, share in zip(reports, shares, strict=True)
    )


def legible(text: str) -> str:
    """The text, or nothing where it is too long to be a sentence."""
    return text if len(text) <= MOST_CHARACTERS else ""


def _within(report: Report, share: int, most: int) -> int:
    """How many of the report's first sentences keep within so many characters, at least one."""
    size = 0
    for at, sentence in enumerate(islice(report.sentences(), share)):
        size += len(legible(sentence.text))
        if size > most:
            return max(1, at)
    return share


def last_read(reports: Sequence[Report]) -> tuple[str, ...]:
    """The sentence up to which each report was read that was not read to its end."""
    return tuple(
        f"R{number}.S{extent}"
        for number, (report, extent) in enumerate(zip(reports, extents(reports), strict=True), 1)
        if extent < _length(report)
    )


def told(reports: Sequence[Report]) -> str | None:
    """How much was read, as a clause; None where it was all."""
    every = sum(map(_length, reports))
    read = sum(extents(reports))
    if read == every:
        return None
    if len(reports) == 1:
        return f"only the first {read} of the report's {every:,} sentences were read"
    return f"only {read} of the reports' {every:,} sentences were read, each report from its start"


def _length(report: Report) -> int:
    return sum(len(paragraph.sentences) for paragraph in report.paragraphs)
