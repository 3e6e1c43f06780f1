"""Reads an exported page as a browser would: its elements, their nesting, and its visible text."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

VOID = frozenset({"meta", "br", "hr", "link", "img", "input"})
HIDDEN = frozenset({"style", "title", "script"})


def xml(text: str) -> ET.Element:
    """The root of a text that has to be well-formed XML."""
    return ET.fromstring(text)  # noqa: S314 - what we wrote ourselves


@dataclass
class Element:
    tag: str
    attributes: dict[str, str | None]
    text: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        return "".join(self.text)


class Page(HTMLParser):
    """A parsed page. `wrong` lists every end tag that does not close the innermost element."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.open: list[Element] = []
        self.wrong: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs))
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1].tag != tag:
            self.wrong.append(tag)
        else:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text.append(data)

    def all(self, tag: str) -> list[Element]:
        return [element for element in self.elements if element.tag == tag]

    def of_class(self, name: str) -> list[Element]:
        return [e for e in self.elements if name in (e.attributes.get("class") or "").split()]

    def values(self, attribute: str) -> list[str]:
        return [e.attributes[attribute] or "" for e in self.elements if attribute in e.attributes]

    @property
    def visible(self) -> str:
        return self.all("body")[0].words

    def shape(self) -> list[tuple[str, str | None]]:
        """Tags and classes in order: what no text may change, but for what it quotes."""
        return [(e.tag, e.attributes.get("class")) for e in self.elements if e.tag != "mark"]
