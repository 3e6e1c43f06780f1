"""Markdown: the headline, and the prose without its marks."""

from datetime import date

import pytest

from drafter.ingest.markdown import looks_like_markdown, read_markdown


def test_the_headline_and_the_facts_come_from_the_front_matter() -> None:
    source = read_markdown(
        '---\ntitle: "Bridge: shut"\npublisher: Courier\ndate: 2026-03-05\n---\n\n# Other\n\nText.'
    )
    assert ("Bridge: shut", "Courier", date(2026, 3, 5)) == (
        source.headline,
        source.publisher,
        source.published,
    )
    assert ("Text.",) == source.paragraphs


@pytest.mark.parametrize("title", ["# **Bridge** shut #", "Bridge shut\n==="])
def test_the_headline_is_else_the_first_heading(title: str) -> None:
    source = read_markdown(f"{title}\n\nText.")
    assert ("Bridge shut", ("Text.",)) == (source.headline, source.paragraphs)


def test_the_headline_is_else_a_short_first_line() -> None:
    assert "Bridge shut" == read_markdown("*Bridge* shut\n\nText.").headline


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("A link and more.", "A [link](https://example.org/a_(b)) and [more][1]."),
        ("Bold, both, code, gone.", "**Bold**, ***both***, `code`, ~~gone~~."),
        ("An inner one.", "**An *inner* one.**"),
        ("snake_case and 2 * 3 * 4 stay.", "snake_case and 2 * 3 * 4 stay."),
        ("Stars * stay & so on.", "Stars \\* stay &amp; so on."),
        ("Quoted text.", "> Quoted\n> text."),
        ("Seen.", "Seen.[^1] ![a picture](x.png)<!-- hidden -->"),
        ("Tags go.", "<em>Tags</em> go.<br>"),
        ("https://example.org stays.", "<https://example.org> stays."),
        ("A heading that is a sentence.", "## A heading that is a sentence."),
    ],
)
def test_marks_are_stripped_and_the_words_stay(expected: str, text: str) -> None:
    assert (expected,) == read_markdown(f"# Title\n\n{text}").paragraphs


def test_what_holds_no_sentences_is_dropped() -> None:
    text = (
        "# Title\n\nOne.\n\n## Subhead\nTwo.\n\n```\ncode\n\nmore\n```\n\n| a | b "
        "|\n\n---\n\n[1]: https://example.org\n\nThree."
    )
    assert ("One.", "Two.", "Three.") == read_markdown(text).paragraphs


def test_items_of_a_list_are_paragraphs() -> None:
    text = "# Title\n\nThe demands:\n- Open it.\n- Pay\n  for it.\n1. Now."
    assert ("The demands:", "Open it.", "Pay for it.", "Now.") == read_markdown(text).paragraphs


def test_markdown_is_told_by_how_it_begins() -> None:
    assert [True, True, False, False] == [
        looks_like_markdown(text) for text in ("# A", "---\na: b\n---\n", "#hashtag", "Text\n# A")
    ]
