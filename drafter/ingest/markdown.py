"""Markdown -> Source: front matter, the first heading, and the prose without its marks."""

import re

from drafter.ingest.markup import is_subhead, unescaped
from drafter.ingest.plain import fields, paragraphs, read_plain
from drafter.ingest.source import Source, source_of

_FRONT_MATTER = re.compile(r"\A---\n(?P<fields>.*?)\n(?:---|\.\.\.)(?:\n|\Z)", re.DOTALL)
_TITLE = re.compile(r"^# +(?P<title>\S.*)$", re.MULTILINE)
_FENCE = re.compile(r" ?(```|~~~)")
_DROPPED = re.compile(
    r"<!--(?:(?!<!--)[\s\S])*?-->"  # comments
    r"|^\[[^\]\n]+\]: *\S.*$"  # where reference links and notes point
    r"|^\|.*$"  # rows of a table
    r"|^ ?(?:[-*_] ?){3,}$"  # rules
    r"|!\[[^\[\]\n]*\](?:\([^()\n]*\)|\[[^\[\]\n]*\])"  # images
    r"|\[\^[^\[\]\n]+\]",  # note marks
    re.MULTILINE,
)
_HEADING = re.compile(r"#{1,6} +(?P<text>\S.*)")
_UNDERLINED = re.compile(r"^(?P<text>\S.*)\n(?:=+|-{2,})$", re.MULTILINE)
_LIST_MARK = re.compile(r"^(?:[-*+]|\d{1,3}[.)]) +")
_QUOTE_MARK = re.compile(r"^(?:> ?)+")
_LINK = re.compile(r"\[(?P<text>[^\[\]\n]+)\](?:\((?:[^()\n]|\([^()\n]*\))*\)|\[[^\]\n]*\])")
_AUTOLINK = re.compile(r"<(?P<url>https?://[^<>\s]+)>")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]*>")
_EMPHASIS = re.compile(
    r"(?<!\\)(?P<star>\*{1,3})(?=\S)(?P<a>[^*]+)(?<=[^\s\\])(?P=star)"
    r"|(?<![\w\\])(?P<line>_{1,3})(?=\S)(?P<b>[^_]+)(?<=[^\s\\])(?P=line)(?!\w)"
    r"|~~(?P<c>[^~]+)~~"
    r"|(?<!`)`++(?P<d>[^`]++)`++"  # tried once for a run of marks, not for each mark of it
)
_DEEPEST_EMPHASIS = 3
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|~>\"'])")


def looks_like_markdown(text: str) -> bool:
    """Whether a tidy text begins as Markdown does: with front matter or a heading."""
    return bool(_FRONT_MATTER.match(text) or re.match(r"# +\S", text))


def read_markdown(text: str) -> Source:
    """The source in a tidy Markdown text.

    The headline is that of the front matter, else the first `# `, else as in plain text. Links
    become their text; code, tables, images and subheads are dropped: they hold no sentences.
    Raises ReportRefused as plain text does.
    """
    front = _FRONT_MATTER.match(text)
    facts = fields(front["fields"])[0] if front else {}
    prose = _DROPPED.sub("", _without_code(text[front.end() if front else 0 :]))
    body = _UNDERLINED.sub(_as_heading, prose)
    title = _TITLE.search(body)
    headline = facts.get("headline") or (title and _plain(title["title"].rstrip(" #")))
    blocks = [part for block in re.split(r"\n\s*\n", body) for part in _parts(block)]
    if headline:
        return source_of(headline, blocks, facts)
    return read_plain("\n\n".join(blocks))


def _without_code(text: str) -> str:
    """The text without fenced code; a fence that is never closed runs to the end."""
    kept, fence = [], ""
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        if fence:
            fence = "" if mark and mark[1] == fence else fence
        elif mark:
            fence = mark[1]
        else:
            kept.append(line)
    return "\n".join(kept)


def _as_heading(match: re.Match[str]) -> str:
    return f"{'#' if match[0].endswith('=') else '##'} {match['text']}\n"


def _parts(block: str) -> list[str]:
    """The paragraphs of a block: list items stand alone, headings go."""
    parts: list[list[str]] = [[]]
    for line in (_QUOTE_MARK.sub("", line.strip()) for line in block.split("\n")):
        if heading := _HEADING.match(line):
            label = heading["text"].rstrip(" #")
            parts += [[] if is_subhead(label) else [label], []]
        elif _LIST_MARK.match(line):
            parts.append([_LIST_MARK.sub("", line)])
        else:
            parts[-1].append(line.removesuffix("\\"))
    return [text for part in parts for text in paragraphs(_plain("\n".join(part)))]


def _plain(text: str) -> str:
    text = _AUTOLINK.sub(r"\g<url>", _LINK.sub(r"\g<text>", text))
    text = _TAG.sub("", text)
    for _ in range(_DEEPEST_EMPHASIS):
        text = _EMPHASIS.sub(lambda match: match[match.lastgroup or 0], text)
    return unescaped(_ESCAPE.sub(r"\1", text)).strip()
