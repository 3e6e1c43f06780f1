"""WordPress block markup: core blocks alone, each section a group with a class name.

The headline is not in it: in WordPress that is the title of the post.
"""

import html
import json
from collections.abc import Iterable, Iterator, Mapping

from drafter.exports.leaving import Leaving, text_of
from drafter.exports.markup import markup
from drafter.exports.parts import Block, Heading, Items, Line, Run, SectionText

ESCAPES = (
    ("--", "\\u002d\\u002d"),
    ("<", "\\u003c"),
    (">", "\\u003e"),
    ("&", "\\u0026"),
    ('\\"', "\\u0022"),
)
"""As WordPress writes the attributes of a block, so that none can end the comment they are in."""


def wp(leaving: Leaving) -> str:
    """The draft as the content of a post, the disclosure first. It ends with a line feed."""
    return "\n\n".join(_blocks(leaving)) + "\n"


def attributes(given: Mapping[str, object]) -> str:
    """A block's attributes as its comment has them, with a space before; or nothing."""
    if not given:
        return ""
    text = json.dumps(given, ensure_ascii=False, separators=(",", ":"))
    for sign, instead in ESCAPES:
        text = text.replace(sign, instead)
    return f" {text}"


def escaped(text: str) -> str:
    """The text as HTML in which WordPress finds no short code and no address to embed."""
    return html.escape(text, quote=False).replace("[", "&#091;").replace("://", ":&#47;&#47;")


def _blocks(leaving: Leaving) -> Iterator[str]:
    turned = leaving.briefing.direction == "rtl"
    if leaving.note and not leaving.standing.approved:  # readers see what is approved
        yield _told(leaving.note, "drafter-note")
    yield _told(leaving.disclosure.words, "drafter-disclosure")
    if standfirst := text_of(leaving.briefing.standfirst):
        yield _paragraph((Run(standfirst),), {"className": "drafter-standfirst"}, turned=turned)
    for section in leaving.sections:
        yield _group(section, turned=turned)


def _told(text: str, class_name: str) -> str:
    """What we say, in English."""
    return _paragraph((Run(text),), {"className": class_name}, turned=False)


def _group(section: SectionText, *, turned: bool) -> str:
    name = f"drafter-section drafter-{section.name.replace('_', '-')}"
    title = _heading((Run(section.title),), 2)
    inner = "\n\n".join([title, *(_block(block, turned=turned) for block in section.blocks)])
    return _comment(
        "group",
        {"className": name},
        f'<div class="wp-block-group {name}">{inner}</div>',
    )


def _block(block: Block, *, turned: bool) -> str:
    if isinstance(block, Items):
        return _list(block.lines)
    if isinstance(block, Heading):
        return _heading(block.line, 3)
    return _paragraph(block.line, {}, turned=turned)


def _paragraph(line: Line, given: dict[str, object], *, turned: bool) -> str:
    tag = {"class": given.get("className"), "dir": "rtl" if turned else None}
    told = "".join(f' {name}="{value}"' for name, value in tag.items() if value)
    more: dict[str, object] = {"direction": "rtl"} if turned else {}
    return _comment("paragraph", more | given, f"<p{told}>{markup(line, escaped)}</p>")


def _heading(line: Line, level: int) -> str:
    given: dict[str, object] = {"level": level} if level != 2 else {}  # noqa: PLR2004 - its default
    tag = f"h{level}"
    text = f'<{tag} class="wp-block-heading">{markup(line, escaped)}</{tag}>'
    return _comment("heading", given, text)


def _list(lines: Iterable[Line]) -> str:
    items = (_comment("list-item", {}, f"<li>{markup(line, escaped)}</li>") for line in lines)
    inner = "\n\n".join(items)
    return _comment("list", {}, f'<ul class="wp-block-list">{inner}</ul>')


def _comment(name: str, given: Mapping[str, object], inner: str) -> str:
    """A block between its comments."""
    return f"<!-- wp:{name}{attributes(given)} -->\n{inner}\n<!-- /wp:{name} -->"
