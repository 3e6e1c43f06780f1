"""Markdown: read back by a CommonMark parser, every text is what it was."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from inline_snapshot import snapshot
from markdown_it import MarkdownIt
from markdown_it.token import Token

from drafter.exports.formats import Format, render
from drafter.exports.markdown import escaped
from drafter.exports.marks import clean
from schemas.draft import Draft
from schemas.sections import SectionName
from schemas.statement import Basis
from tests.drafter.exports.briefings import (
    analysis,
    arabic,
    background,
    reported,
    rich,
    sparse,
    with_text,
    without,
)
from tests.factories import draft as draft_of

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
DRAFTS = pytest.mark.parametrize(
    "draft", [rich(), sparse(), arabic()], ids=["rich", "sparse", "ar"]
)
MARKS = "#*_`~[]()<>|\\&;!-+=1. \n\té"
TEXT = st.text(min_size=1, max_size=60) | st.text(alphabet=MARKS, min_size=1, max_size=30)


def tokens(text: str) -> list[Token]:
    parsed = PARSER.parse(text)
    return [part for token in parsed for part in (token, *(token.children or ()))]


def shown(text: str) -> str:
    """What a viewer shows, on one line."""
    parts = {"text": "", "softbreak": " ", "inline": "\n"}
    words = (
        t.content if t.type == "text" else parts[t.type] for t in tokens(text) if t.type in parts
    )
    return "".join(words)


def structure(text: str) -> list[str]:
    """What a viewer makes of it: the kinds of its blocks and marks, line breaks apart."""
    loose = {"text", "softbreak", "text_special"}
    return [token.type for token in tokens(text) if token.type not in loose]


PLAIN = structure(render(with_text("plain"), Format.MD))


@given(TEXT.filter(lambda text: bool(text.strip())))
@example("1. A list\n- that is none")
@example("# * _a_ **b** `c` ~~d~~ [e](f) <g> &amp; \\")
@example("[4]: https://courier.example.org 'no reference'")
@example("a | b\n--- | ---\n1 | 2")
@example("word " * 30 + "2026. - + # > === ---")
@example("We are #")
@example("\u001b[31mred")
@settings(max_examples=80, deadline=None)
def test_no_text_is_read_as_a_sign_of_markdown(text: str) -> None:
    draft = with_text(text)
    made = render(draft, Format.MD)
    assert PLAIN == structure(made)
    assert clean(draft.headline.text) in shown(made)


@DRAFTS
def test_every_statement_is_there_word_for_word(draft: Draft) -> None:
    made = shown(render(draft, Format.MD))
    assert [] == [s.text for _, s in draft.statements() if s.text not in made]


@DRAFTS
def test_every_mark_has_its_sentence_among_the_sources(draft: Draft) -> None:
    made = render(draft, Format.MD)
    marks = {
        n for group in re.findall(r"\[([\d., \n]+)\]", made) for n in re.findall(r"[\d.]+", group)
    }
    listed = set(re.findall(r"^- \[([\d.]+)\]", made, re.MULTILINE))
    assert marks == listed


@DRAFTS
def test_no_internal_id_is_visible(draft: Draft) -> None:
    assert [] == re.findall(r"\b(?:R\d+(?:\.S\d+)?|E\d+|s\d+)\b", render(draft, Format.MD))


@DRAFTS
def test_no_line_is_too_wide_for_a_terminal_unless_it_is_an_address_or_heading(
    draft: Draft,
) -> None:
    lines = render(draft, Format.MD).splitlines()
    assert [] == [s for s in lines if len(s) > 90 and "<http" not in s and not s.startswith("#")]


def test_a_background_sentence_names_outlet_and_date_of_its_event() -> None:
    made = shown(render(rich(), Format.MD))
    expected = "(background: Coast Radio and Eastmere Courier, 18 November 2025)"
    assert f"Inspectors had cleared it for light traffic. {expected}" in made


def test_open_findings_come_before_the_first_section_and_blockers_first() -> None:
    made = render(rich(), Format.MD)
    listed = re.findall(r"^> - \*\*(\w+)\*\*", made, re.MULTILINE)
    assert sorted(listed, key=["Blocker", "Warning", "Note"].index) == listed
    assert {"Blocker", "Note"} <= set(listed)
    assert made.index("For the editor") < made.index("## ")


def test_a_null_section_has_no_heading_but_its_reason() -> None:
    made = render(without(rich(), SectionName.SCENARIOS, "nothing is announced"), Format.MD)
    shown_ = ("## What could happen next?" in made, "**What could happen next:** nothing" in made)
    assert (False, True) == shown_


def test_a_heading_keeps_the_hash_that_it_ends_with() -> None:
    headings = re.findall(r"^### .*$", render(with_text("The C #"), Format.MD), re.MULTILINE)
    assert ["### The C \\#"] == [line for line in headings if "The C" in line]


def test_a_name_in_letters_and_underscores_needs_no_backslash() -> None:
    assert ("snake_case", r"\_so\_") == (escaped("snake_case"), escaped("_so_"))


SMALL = snapshot("""\
# Eastmere closes its old bridge [1]

**Cracked piers shut the only crossing.** [1, 2]

Society · Developing · 1 min read · 5 March 2026

*Drafted by the extractive engine, no language model, from the report's own sentences.
Not yet reviewed by an editor.*

> **For the editor: 1 open finding**
>
> - **Note**, What happened, limits failed: The body has 5 words, 250 are aimed at.

## What happened

The old bridge is closed. [1]

## Deep analysis

### In plain English

Nobody may cross the bridge. [1] Piers carry a bridge. (background) Trips will take
longer. (analysis)

## First reported in

Eastmere Courier, 5 March 2026. <https://courier.example.org/bridge>

## Sources

**Eastmere closes its old bridge**, Eastmere Courier, 5 March 2026, 2 of 5 sentences
cited, <https://courier.example.org/bridge>

- [1] The town of Eastmere closed its old bridge on Tuesday after divers found cracks in
  two piers.
- [2] Mayor Anna Holt said the closure would last at least six weeks.

## Not in this briefing

- **Key takeaway, Root causes, Escalation, What could happen next, Causes and effects,
  Different perspectives, What the reports do not say:** not supported by the report
- **Synthesis:** no earlier events of the topic were given
- **Where the reports disagree:** there is one report, so nothing to disagree with

---

*How to read the marks.* Numbers in brackets are the source sentences that a sentence
stands on, listed under Sources; (background) is not in the reports; (analysis) is the
draft's own reasoning.

drafter test, recipe extractive, version 1
""")


def test_a_small_draft_reads_so() -> None:
    small = draft_of(
        standfirst=reported("Cracked piers shut the only crossing.", "R1.S1", "R1.S2"),
        plain_english=(
            reported("Nobody may cross the bridge.", "R1.S1"),
            background("Piers carry a bridge."),
            analysis("Trips will take longer."),
        ),
    )
    assert Basis.INFERENCE in {s.basis for _, s in small.statements()}
    thin = tuple(one for one in small.findings if one.reason.startswith("The body has 5 words"))
    small = small.model_copy(update={"findings": thin})
    assert SMALL == render(small, Format.MD)
