"""WordPress block markup: core blocks that the editor takes as they are."""

import pytest

from drafter.exports.formats import Format, render
from drafter.exports.standing import Standing
from drafter.exports.wp import attributes, escaped
from schemas.draft import Draft
from tests.drafter.exports.blocks import Block, every, read
from tests.drafter.exports.briefings import arabic, by_model, rich, sparse
from tests.drafter.exports.standings import APPROVED, CORRECTION, QUEUED, WITHDRAWN

CORE = {"group", "heading", "paragraph", "list", "list-item"}


def post(draft: Draft, at: Standing | None = None) -> list[Block]:
    return read(render(draft, Format.WP, at))


def named(blocks: list[Block], name: str) -> list[Block]:
    return [b for block in blocks for b in block.all() if b.attributes.get("className") == name]


@pytest.mark.parametrize("draft", [rich(), sparse(), arabic(), by_model(rich())])
@pytest.mark.parametrize("at", [None, QUEUED, APPROVED, WITHDRAWN])
def test_every_draft_is_core_blocks_alone(draft: Draft, at: Standing | None) -> None:
    assert {"group", "heading", "paragraph"} <= {b.name for b in every(render(draft, "wp", at))}
    assert set() == {b.name for b in every(render(draft, "wp", at))} - CORE


def test_each_section_is_a_group_under_its_title() -> None:
    groups = [block for block in post(rich(), APPROVED) if block.name == "group"]
    titles = [group.within[0].words for group in groups]
    assert ["Key takeaway", "What happened", "In plain English"] == titles[:3]
    assert ["What the reports do not say", "Sources"] == titles[-2:]
    expected = "drafter-section drafter-plain-english"
    assert expected == groups[2].attributes["className"]
    assert f'<div class="wp-block-group {expected}"></div>' == groups[2].html.replace("\n", "")


def test_the_disclosure_comes_first_where_it_is_approved() -> None:
    first = post(rich(), APPROVED)[0]
    assert "drafter-disclosure" == first.attributes["className"]
    assert first.words.startswith("This text was put together by a program")


def test_what_is_not_approved_says_so_before_all() -> None:
    first = post(rich(), QUEUED)[0]
    assert "drafter-note" == first.attributes["className"]
    assert first.words.startswith("Not yet reviewed by an editor. Not for publication.")


def test_a_preview_of_what_was_withdrawn_begins_with_the_correction() -> None:
    assert f"Withdrawn. {CORRECTION}" == post(rich(), WITHDRAWN)[0].words


def test_what_the_desk_is_told_is_not_for_the_readers_of_an_approved_post() -> None:
    told = {"fallback_reason": "the endpoint is away"}
    draft = rich().model_copy(update={"provenance": rich().provenance.model_copy(update=told)})
    assert [] == named(post(draft, APPROVED), "drafter-note")
    assert "the endpoint is away" not in render(draft, Format.WP, APPROVED)


def test_the_headline_is_left_to_the_title_of_the_post() -> None:
    assert rich().headline.text not in render(rich(), Format.WP, APPROVED)


def test_arabic_paragraphs_read_from_right_to_left_and_our_own_words_do_not() -> None:
    (standfirst,) = named(post(arabic(), APPROVED), "drafter-standfirst")
    assert ("rtl", True) == (standfirst.attributes["direction"], 'dir="rtl"' in standfirst.html)
    (told,) = named(post(arabic(), APPROVED), "drafter-disclosure")
    assert "direction" not in told.attributes


def test_attributes_are_escaped_as_wordpress_does() -> None:
    written = attributes({"name": 'a--> <b> & "q"'})
    assert ' {"name":"a\\u002d\\u002d\\u003e \\u003cb\\u003e \\u0026 \\u0022q\\u0022"}' == written
    assert "" == attributes({})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<b> & co", "&lt;b&gt; &amp; co"),
        ("[gallery]", "&#091;gallery]"),
        ("https://a.example", "https:&#47;&#47;a.example"),
        ("<!-- wp:html -->", "&lt;!-- wp:html --&gt;"),
    ],
)
def test_no_text_is_a_tag_a_short_code_an_embed_or_a_block(text: str, expected: str) -> None:
    assert expected == escaped(text)
