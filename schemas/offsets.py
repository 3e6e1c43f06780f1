"""The canonical text of a report, and where each of its sentences stands in it.

Offsets count characters, that is Unicode code points, from 0; `end` is the first one after. What
counts UTF-16 units instead, as JavaScript does, is off by one for every character beyond U+FFFF.
"""

from collections.abc import Iterator

from schemas.evidence import Span
from schemas.report import Report

BREAK = "\n\n"
"""Between the headline and the first paragraph, and between paragraphs."""


def report_text(report: Report) -> str:
    """The headline, an empty line, the paragraphs parted by empty lines, sentences by a space."""
    paragraphs = (" ".join(s.text for s in part.sentences) for part in report.paragraphs)
    return BREAK.join((report.headline, *paragraphs))


def sentence_spans(report: Report) -> Iterator[Span]:
    """Where each sentence stands in the canonical text, in order."""
    at = len(report.headline)
    for paragraph in report.paragraphs:
        at += len(BREAK)
        for sentence in paragraph.sentences:
            yield Span(start=at, end=at + len(sentence.text))
            at += len(sentence.text) + len(" ")
        at -= len(" ")
