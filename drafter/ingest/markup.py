"""HTML of a news item's body -> paragraphs of plain text, by the standard library's parser."""

from html.parser import HTMLParser

_SUBHEADS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCK_TAGS = (
    "p div li ul ol dl dd dt blockquote section article header footer hr pre table tr"
    " h1 h2 h3 h4 h5 h6"
)
_DROPPED_TAGS = (
    "script style head title figure figcaption noscript template iframe svg math object"
    " audio video button form nav select textarea"
)
_VOID_TAGS = "area base br col embed hr img input link meta source track wbr"
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_DROPPED = frozenset(_DROPPED_TAGS.split())
_VOID = frozenset(_VOID_TAGS.split())
_ENDS = (".", "!", "?", "…", "؟", "۔")


def is_subhead(text: str) -> bool:
    """Whether a heading is a mere label. One that ends as a sentence does is text."""
    return not text.rstrip("”’\"'»)").endswith(_ENDS)


def html_paragraphs(markup: str) -> list[str]:
    """The paragraphs of the markup. Scripts, styles, figures and subheads are dropped.

    Two line breaks in a row divide paragraphs too, as old systems write them.
    """
    parser = _Paragraphs()
    parser.feed(markup)
    parser.close()
    parser.finish_block()
    return parser.found


class _Paragraphs(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.pieces: list[str] = []
        self.dropping: list[str] = []  # the open tags from the dropped one down
        self.subhead = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the base class's signature
        if self.dropping or tag in _DROPPED:
            if tag not in _VOID:
                self.dropping.append(tag)
        elif tag == "br":
            self.pieces.append("\n")
        elif tag in _BLOCKS:
            self.finish_block()
            self.subhead = tag in _SUBHEADS

    def handle_endtag(self, tag: str) -> None:
        if tag in self.dropping:
            while self.dropping.pop() != tag:
                pass
        elif not self.dropping and tag in _BLOCKS:
            self.finish_block()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _DROPPED:
            self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        if not self.dropping:
            flat = " ".join(data.split())
            left = " " if data[:1].isspace() else ""
            right = " " if data[-1:].isspace() and flat else ""
            self.pieces.append(left + flat + right)

    def finish_block(self) -> None:
        """Keep what was collected as paragraphs, and begin anew."""
        for part in "".join(self.pieces).replace("\n ", "\n").split("\n\n"):
            text = " ".join(part.split())
            if text and not (self.subhead and is_subhead(text)):
                self.found.append(text)
        self.pieces, self.subhead = [], False
