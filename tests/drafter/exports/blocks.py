"""A strict reader of WordPress's block grammar: every comment closes, and nothing stands outside.

The grammar is that of the block editor's handbook: `<!-- wp:NAME {JSON} -->`, inner HTML in which
other blocks stand, `<!-- /wp:NAME -->`. Only core blocks are written here, so no namespace.
"""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from tests.drafter.exports.reading import Page

COMMENT = re.compile(
    r"<!-- (?P<close>/)?wp:(?P<name>[a-z-]+)(?: (?P<given>\{.*?\}))? -->", re.DOTALL
)


@dataclass
class Block:
    """A block: its attributes, its own HTML, and the blocks within."""

    name: str
    attributes: dict[str, Any]
    html: str = ""
    within: list["Block"] = field(default_factory=list)

    def all(self) -> list["Block"]:
        """This block and all within, in reading order."""
        return [self, *(one for block in self.within for one in block.all())]

    @property
    def words(self) -> str:
        """The text of the block's own HTML, without the line feeds at its ends."""
        return Page(f"<body>{self.html}</body>").visible.strip("\n")


class BrokenMarkup(ValueError):
    """The text is no block markup."""


def read(text: str) -> list[Block]:
    """Every block of the text that stands in no other."""
    root = Block("root", {})
    opened, at = [root], 0
    for comment in COMMENT.finditer(text):
        opened[-1].html += text[at : comment.start()]
        at = comment.end()
        if comment["close"]:
            if len(opened) == 1 or opened.pop().name != comment["name"] or comment["given"]:
                raise BrokenMarkup(comment[0])
        else:
            block = Block(comment["name"], json.loads(comment["given"] or "{}"))
            opened[-1].within.append(block)
            opened.append(block)
    root.html += text[at:]
    if len(opened) > 1 or root.html.strip() or any("<!--" in one.html for one in root.all()):
        raise BrokenMarkup(f"{opened[-1].name} is left open, or something stands outside")
    return root.within


def every(text: str) -> list[Block]:
    """Every block of the text, in reading order."""
    return [one for block in read(text) for one in block.all()]
