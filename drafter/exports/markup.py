"""Blocks as XHTML, which any reader of HTML takes too."""

import html
from collections.abc import Callable, Iterable

from drafter.exports.parts import Block, Heading, Items, Line, Paragraph, Run, SectionText

NAMESPACE = "http://www.w3.org/1999/xhtml"

Escape = Callable[[str], str]


def xhtml(blocks: Iterable[Block], language: str, direction: str) -> str:
    """One element, well-formed XML, that says its language and direction."""
    opening = f'<div xmlns="{NAMESPACE}" lang="{html.escape(language)}" dir="{direction}">'
    return f"{opening}{''.join(map(element, blocks))}</div>"


def whole(sections: Iterable[SectionText]) -> str:
    """Sections one after the other, each under its title, as HTML for an editor's text field."""
    return "".join(
        f"<h2>{html.escape(section.title)}</h2>{''.join(map(element, section.blocks))}"
        for section in sections
    )


def element(block: Block) -> str:
    """A block as an element."""
    if isinstance(block, Items):
        return f"<ul>{''.join(f'<li>{markup(line)}</li>' for line in block.lines)}</ul>"
    tag = "h3" if isinstance(block, Heading) else "p"
    return f"<{tag}>{markup(block.line)}</{tag}>"


def paragraph(text: str) -> str:
    """A text as a paragraph."""
    return element(Paragraph((Run(text),)))


def markup(line: Line, escape: Escape = html.escape) -> str:
    """A line, its links and strong words as elements, its text escaped."""
    return "".join(_run(run, escape) for run in line)


def _run(run: Run, escape: Escape) -> str:
    text = escape(run.text)
    if run.href:
        text = f'<a href="{html.escape(run.href)}">{text}</a>'
    return f"<strong>{text}</strong>" if run.strong else text
