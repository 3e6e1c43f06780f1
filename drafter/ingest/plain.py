"""Plain text -> Source: the header, the headline, the paragraphs."""

import re

from drafter.ingest.source import Source, source_of

_DATE_LINE = re.compile(
    r"date:? +(?P<published>\d{4}-\d\d-\d\d)[ :,–—-]+(?P<headline>\S.*)", re.IGNORECASE
)
_FIELD = re.compile(r"(?P<key>[A-Za-z][A-Za-z -]{0,24}?) ?: *(?P<value>.*)")
_KEYS = {
    "headline": "headline",
    "title": "headline",
    "date": "published",
    "published": "published",
    "publisher": "publisher",
    "source": "publisher",
    "url": "url",
    "link": "url",
    "language": "language",
    "lang": "language",
}
_LONGEST_HEADLINE = 25
"""Words. Real headlines end near 20; a first paragraph of more is text."""
_WIDEST_WRAPPED = 100
"""Characters. Lines within it are one wrapped paragraph; longer ones are a paragraph each."""
_SENTENCE_END = re.compile(r"[.…۔]['\"’”»)]*$")
_ACRONYM_END = re.compile(r"\b[A-Za-z]\.$|\.\.\.$")


def read_plain(text: str) -> Source:
    """The source in a tidy plain text: a `date` line or `Key: value` lines first, else a headline.

    Raises ReportRefused for no headline, or a date or language that cannot be read.
    """
    facts, body = header(text)
    headline = facts.get("headline")
    if headline is None:
        headline, body = _first_line(body)
    return source_of(headline, paragraphs(body), facts)


def header(text: str) -> tuple[dict[str, str], str]:
    """What the first lines tell as `Key: value` (or `date 2026-03-05 Headline`), and the rest."""
    first, _, rest = text.partition("\n")
    if match := _DATE_LINE.fullmatch(first):
        return match.groupdict(), rest
    return fields(text)


def fields(text: str) -> tuple[dict[str, str], str]:
    """The known fields of a block of `Key: value` lines at the start of the text, and the rest.

    Unknown keys are skipped, but the first line's key must be known: else there is no block.
    """
    facts: dict[str, str] = {}
    lines = text.split("\n")
    for number, line in enumerate(lines):
        match = _FIELD.fullmatch(line)
        key = _KEYS.get(match["key"].lower()) if match else None
        if match is None or (key is None and not facts):
            return facts, "\n".join(lines[number:])
        if key is not None:
            facts.setdefault(key, match["value"].strip().strip("\"'“”"))
    return facts, ""


def paragraphs(body: str) -> list[str]:
    """Blocks between empty lines; wrapped lines are joined, long lines are a paragraph each."""
    found: list[str] = []
    for block in re.split(r"\n\s*\n", body.strip()):
        lines = [line.strip() for line in block.split("\n") if line.strip()]
        wrapped = max(map(len, lines), default=0) <= _WIDEST_WRAPPED
        found += [" ".join(lines)] if wrapped and lines else lines
    return found


def _first_line(body: str) -> tuple[str | None, str]:
    """The first line, where it reads like a headline, and the rest."""
    block, _, rest = body.strip().partition("\n\n")
    first, *more = block.split("\n")
    if more and (more[0][:1].islower() or len(first) > 0.8 * max(map(len, more))):
        return None, body  # the first line of a wrapped paragraph
    if not reads_like_headline(first):
        return None, body
    return first, "\n".join(more) + "\n\n" + rest


def reads_like_headline(line: str) -> bool:
    """Whether a line is short and does not end as a sentence does."""
    ended = _SENTENCE_END.search(line) and not _ACRONYM_END.search(line)
    return bool(line) and len(line.split()) <= _LONGEST_HEADLINE and not ended
