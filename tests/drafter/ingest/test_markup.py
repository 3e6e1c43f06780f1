"""HTML of a body: paragraphs, what is dropped, and tags that are not well formed."""

import pytest

from drafter.ingest.markup import html_paragraphs, unescaped


@pytest.mark.parametrize(
    ("expected", "markup"),
    [
        (["One.", "Two."], "<p>One.</p>\n<P class='x'>Two.</P>"),
        (["One.", "Two."], "One.<br/><br>Two."),
        (["One two."], "<p>One<br>two.</p>"),
        (["One & two < three."], "<p>One &amp; two < three.</p>"),
        (["A link."], "<p>A <a title='a > b' href=\"x=>y\">link</a>.</p>"),
        (["It's so."], "<p title=it's>It's so.</p>"),
        (["Seen."], "<!-- <p>hidden</p> -->Seen.<!-- to the end <p>hidden"),
        (["Seen."], "<!doctype html><?xml a?><![CDATA[a > b]]><![if x]>Seen.</>"),
        (["Seen."], "<script>if (a < b) '<p>no</p>';</SCRIPT>Seen.<style>p > a {}"),
        (["Seen."], '<script src="x"/>Seen.'),
        (["Before.", "After."], "Before.<figure><img><b>no</i></figure><p>After."),
        (["After."], "<svg><svg>no</svg>no<svg/></svg></svg>After."),
        (["A sentence.", "Text."], "<h2>Label</h2><h3>A sentence.</h3>Text."),
        (["One.", "<p and its words stay"], "<p>One.<div></div><p and its words stay"),
    ],
)
def test_the_paragraphs_of_markup(expected: list[str], markup: str) -> None:
    assert expected == html_paragraphs(markup)


@pytest.mark.parametrize(
    ("expected", "markup"),
    [
        (["One.", "Two."], "<p>One.</p><p style='color:red; display : NONE'>no</p><p>Two."),
        (["One two."], "<p>One <span style=font-size:0px>no <b>no</b></span>two.</p>"),
        (["One."], "<div hidden><div>no</div><p>no</p></div>One.<b style='opacity:0'>no</b>"),
        (["One.", "Two."], '<p>One.</p><p class="a" Style="visibility:hidden">no<p>Two.</p>'),
        (["One.", "Two."], "<p>One.</p><p hidden>no</p>Two."),
        (["One.", "Two."], "<p>One.<div><p hidden>no</div>Two."),
    ],
)
def test_what_no_reader_sees_is_dropped(expected: list[str], markup: str) -> None:
    assert expected == html_paragraphs(markup)


@pytest.mark.parametrize(
    "tag",
    [
        "<p title='it is hidden here'>",
        "<p style='font-size:0.9em;opacity:0.5'>",
        "<p data-hidden aria-hidden=true class=hidden>",
        "<br hidden>",
        "<p alt='display:none'>",
    ],
)
def test_what_readers_see_stays(tag: str) -> None:
    assert ["Seen."] == html_paragraphs(f"{tag}Seen.")


def test_a_reference_to_no_character_becomes_the_mark_for_it() -> None:
    assert "A\ufffd." == unescaped("&#65;&#" + "9" * 5000 + ";.")
