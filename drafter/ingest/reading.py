"""ingest: bytes -> Report, the format told by the content, the name and media type mere hints."""

import hashlib
import re
import sys
from collections.abc import Sequence
from itertools import count
from pathlib import Path, PurePath
from typing import BinaryIO

from drafter.errors import ReportRefused
from drafter.ingest.decoding import decode
from drafter.ingest.documents import parse, read_document, stored_report
from drafter.ingest.language import tell_language
from drafter.ingest.markdown import looks_like_markdown, read_markdown
from drafter.ingest.plain import read_plain
from drafter.ingest.sentences import split_sentences
from drafter.ingest.source import NO_HEADLINE, Source, plausible
from drafter.ingest.tidying import tidy, tidy_line
from schemas.report import Paragraph, Report, Sentence

MOST_BYTES = 1024 * 1024
MOST_SENTENCES = 20_000
"""And lines. Prose of the most bytes has half as many; beyond, reading takes seconds."""
FEWEST_WORDS = 50
_HTML = re.compile(r"<(?:!doctype html|html|head|body|p|div|article|main|section)\b", re.IGNORECASE)
_XML = re.compile(r"<(?:\?xml|[A-Za-z][\w:.-]*(?:\s+xmlns|>))")


def read_file(path: str, *, standard_input: BinaryIO | None = None) -> Report:
    """The report in a file; `-` is standard input. Raises ReportRefused, the name in front."""
    name = "standard input" if path == "-" else path
    try:
        if path == "-":
            stream = standard_input or sys.stdin.buffer
            return read_report(stream.read(MOST_BYTES + 1), name=name)
        with Path(path).open("rb") as file:
            return read_report(file.read(MOST_BYTES + 1), name=name)
    except FileNotFoundError:
        raise ReportRefused(f"{path}: no such file") from None
    except IsADirectoryError:
        raise ReportRefused(f"{path}: a folder: name the report's file") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = getattr(error, "strerror", None) or error
        raise ReportRefused(f"{path}: cannot be read: {reason}") from None


def read_report(content: bytes, *, name: str = "", media_type: str | None = None) -> Report:
    """The report in the bytes of plain text, Markdown, our JSON or ninjs.

    Raises ReportRefused, in one line that says what to do, the name in front where there is one.
    """
    try:
        return _report(content, _hint(name, media_type))
    except ReportRefused as refused:
        raise ReportRefused(f"{name}: {refused}" if name else str(refused)) from None


def content_hash(headline: str, sentences: Sequence[str]) -> str:
    """SHA-256 in hex of the headline and each sentence, one a line (line feed between), in UTF-8.

    Paragraphs, publisher, date and URL do not count: a copy under another name has the same hash.
    """
    return hashlib.sha256("\n".join([headline, *sentences]).encode()).hexdigest()


def _hint(name: str, media_type: str | None) -> str:
    """`json`, `markdown`, `html` or nothing, from the media type, else from the name's ending."""
    told = (media_type or "").partition(";")[0].strip().lower()
    ending = PurePath(name).suffix.lower()
    if told.endswith("json") or ending in (".json", ".ninjs"):
        return "json"
    if told == "text/markdown" or ending in (".md", ".markdown"):
        return "markdown"
    return "html" if "html" in told or ending in (".html", ".htm") else ""


def _report(content: bytes, hint: str) -> Report:
    if len(content) > MOST_BYTES:
        raise ReportRefused(f"too large: over {MOST_BYTES:,} bytes; give the report's text alone")
    raw = decode(content)
    text = tidy(raw)
    if not text:
        raise ReportRefused("empty: there is nothing to read")
    if text.startswith("{") or (hint == "json" and text.startswith("[")):
        return _checked(_from_json(raw))  # untidied, so that an error's column is the file's own
    _few_enough(text.count("\n"), "lines")
    if _HTML.match(text) or hint == "html":
        raise ReportRefused("an HTML page: save the article's text as plain text or Markdown")
    if _XML.match(text):
        raise ReportRefused("XML is not read: give plain text, Markdown or JSON")
    as_markdown = hint == "markdown" or looks_like_markdown(text)
    return _checked(_from_source(read_markdown(text) if as_markdown else read_plain(text)))


def _from_json(raw: str) -> Report:
    document = parse(raw)
    stored = stored_report(document)
    return _from_stored(stored) if stored else _from_source(read_document(document))


def _from_source(source: Source) -> Report:
    _few_enough(len(source.paragraphs), "paragraphs")
    texts = [text for part in source.paragraphs if (text := tidy_line(part))]
    language = source.language or tell_language("\n".join([source.headline, *texts]))
    return _numbered(
        source, language, [split_sentences(text, language, MOST_SENTENCES + 1) for text in texts]
    )


def _from_stored(stored: Report) -> Report:
    """The same report: its sentences stand as they were split, but the hash is ours to compute."""
    published = stored.published and plausible(stored.published)
    source = Source(stored.headline, (), stored.publisher, stored.url, published)
    split = [[tidy_line(s.text) for s in part.sentences] for part in stored.paragraphs]
    return _numbered(source, stored.language, split)


def _numbered(source: Source, language: str, split: Sequence[Sequence[str]]) -> Report:
    _few_enough(sum(map(len, split)), "sentences")
    headline = tidy_line(source.headline)
    numbers = count(1)
    parts = [[Sentence(number=next(numbers), text=t) for t in part if t] for part in split]
    if not headline:
        raise ReportRefused(NO_HEADLINE)
    if not any(parts):
        raise ReportRefused("no text: there is nothing under the headline")
    return Report(
        headline=headline,
        publisher=tidy_line(source.publisher or "") or None,
        url=tidy_line(source.url or "") or None,
        published=source.published,
        language=language,
        paragraphs=tuple(Paragraph(sentences=tuple(part)) for part in parts if part),
        content_hash=content_hash(headline, [s.text for part in parts for s in part]),
    )


def _few_enough(found: int, parts: str) -> None:
    if found > MOST_SENTENCES:
        raise ReportRefused(
            f"too long: over {MOST_SENTENCES:,} {parts}; give the report's text alone"
        )


def _checked(report: Report) -> Report:
    if report.words() < FEWEST_WORDS:
        words = report.words()
        raise ReportRefused(
            f"refused as too thin: {words} words, at least {FEWEST_WORDS} are needed"
        )
    return report
