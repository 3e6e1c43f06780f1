"""HTML of a news item's body -> paragraphs of plain text.

By a scanner of our own: the standard library's parser looks to the end of the text again for
each tag or comment that is never closed, so that 60 KB of them take half a minute.
"""

import html
import re

_SUBHEADS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCK_TAGS = (
    "p div li ul ol dl dd dt blockquote section article header footer hr pre table tr"
    " h1 h2 h3 h4 h5 h6"
)
_DROPPED_TAGS = (
    "script style head title figure figcaption noscript template iframe svg math object"
    " audio video button form nav select textarea"
)
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_DROPPED = frozenset(_DROPPED_TAGS.split())
_ENDS = (".", "!", "?", "…", "؟", "۔")
_IN_TAG = r"(?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+)*+"  # a > in a quoted value ends no tag
_TOKEN = re.compile(
    # Possessive, and each to the end of the text where nothing closes it: linear time.
    r"<!--.*?(?:-->|\Z)"
    r"|<!\[CDATA\[.*?(?:\]\]>|\Z)"
    rf"|<(?:script|style)(?=[\s/>]){_IN_TAG}(?<!/)>.*?(?=</(?:script|style)[\s/>]|\Z)"
    rf"|<(?P<end>/?)(?P<name>[a-z][^\s/>]*+){_IN_TAG}(?P<close>>|\Z)"
    r"|<[/!?][^>]*+(?:>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"(?<=[\s\"'])(?P<name>[^\s=>/\"']++)"
    r"(?:\s*+=\s*+(?P<value>\"[^\"]*+\"?|'[^']*+'?|[^\s>]++))?"
)
_UNSEEN = re.compile(
    r"display\s*+:\s*+none|visibility\s*+:\s*+hidden|(?:font-size|opacity)\s*+:\s*+0(?![.\d])",
    re.IGNORECASE,
)
"""Styles of an element that no reader sees; what classes hide is not known here."""
_EMPTY_TAGS = "area base br col embed hr img input link meta source track wbr"
_EMPTY = frozenset(_EMPTY_TAGS.split())
_ENDLESS = re.compile(r"&#[0-9]{100,};?")


def is_subhead(text: str) -> bool:
    """Whether a heading is a mere label. One that ends as a sentence does is text."""
    return not text.rstrip("”’\"'»)").endswith(_ENDS)


def html_paragraphs(markup: str) -> list[str]:
    """The paragraphs of the markup. Scripts, styles, figures, subheads and what is hidden go.

    Two line breaks in a row divide paragraphs too, as old systems write them.
    """
    reader = _Paragraphs()
    done = 0
    for token in _TOKEN.finditer(markup):
        reader.read_text(markup[done : token.start()])
        reader.read_tag(token)
        done = token.end()
    reader.read_text(markup[done:])
    reader.finish_block()
    return reader.found


def unescaped(text: str) -> str:
    """The text with its character references resolved; a number beyond all characters is U+FFFD."""
    return html.unescape(_ENDLESS.sub("\ufffd", text))  # int() raises at 4,300 digits


def _is_unseen(name: str, token: re.Match[str]) -> bool:
    """Whether a tag opens an element that holds text and is not shown."""
    if name in _EMPTY or token["end"]:
        return False
    found = {a["name"].lower(): a["value"] or "" for a in _ATTRIBUTE.finditer(token[0])}
    return "hidden" in found or bool(_UNSEEN.search(found.get("style", "")))


class _Paragraphs:
    """What was read so far: paragraphs that are done, and the pieces of the open one."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.pieces: list[str] = []
        self.dropping = ""  # the dropped tag that is open
        self.depth = 0  # how many of its name are open
        self.subhead = False

    def read_tag(self, token: re.Match[str]) -> None:
        """Take in a tag. Comments and the like are none and say nothing."""
        name = (token["name"] or "").lower()
        if name and not token["close"]:
            self.read_text(token[0])  # never closed: no tag, and no word is lost
        elif self.dropping == "p" and name in _BLOCKS:  # a paragraph ends where a block begins
            self.dropping, self.depth = "", 0
            if not (token["end"] and name == "p"):
                self.read_tag(token)
        elif self.dropping or name in _DROPPED or _is_unseen(name, token):
            self._count(name, token)
        elif name == "br" and not token["end"]:
            self.pieces.append("\n")
        elif name in _BLOCKS:
            self.finish_block()
            self.subhead = name in _SUBHEADS and not token["end"]

    def _count(self, name: str, token: re.Match[str]) -> None:
        """What is dropped ends where as many tags of its name were closed as opened."""
        if token["end"]:
            self.depth -= name == self.dropping
        elif self.dropping in ("", name) and not token[0].endswith("/>"):
            self.dropping, self.depth = name, self.depth + 1
        if not self.depth:
            self.dropping = ""

    def read_text(self, markup: str) -> None:
        """Take in the text between two tags."""
        text = unescaped(markup)
        if text and not self.dropping:
            flat = " ".join(text.split())
            left = " " if text[:1].isspace() else ""
            right = " " if text[-1:].isspace() and flat else ""
            self.pieces.append(left + flat + right)

    def finish_block(self) -> None:
        """Keep what was collected as paragraphs, and begin anew."""
        for part in "".join(self.pieces).replace("\n ", "\n").split("\n\n"):
            text = " ".join(part.split())
            if text and not (self.subhead and is_subhead(text)):
                self.found.append(text)
        self.pieces, self.subhead = [], False
