"""Whatever a statement says, it comes through every format of a newsroom system as text."""

import json

from hypothesis import example, given, settings
from hypothesis import strategies as st

from drafter.exports.formats import Format, render
from drafter.exports.marks import clean
from tests.drafter.exports.blocks import every
from tests.drafter.exports.briefings import with_text
from tests.drafter.exports.contracts import JsonLd, Ninjs, Superdesk
from tests.drafter.exports.reading import Page, xml
from tests.drafter.exports.standings import APPROVED, QUEUED

NASTY = '</script><!-- /wp:group --> ]]> & "q" <b on=1>[gallery] https://x.example/?a=-- \u2028'
TEXT = st.text(min_size=1, max_size=60).filter(lambda text: bool(text.strip()))
MANY = settings(deadline=None)


@MANY
@given(TEXT)
@example(NASTY)
def test_ninjs_bodies_are_xml_and_give_the_text_back(text: str) -> None:
    made = render(with_text(text), Format.NINJS, QUEUED)
    Ninjs.model_validate_json(made)
    item = json.loads(made)
    assert clean(text) == item["headlines"][0]["value"] == item["descriptions"][0]["value"]
    for body in item["bodies"]:
        if body["contentType"] == "application/xhtml+xml":
            assert clean(text) in "".join(xml(body["value"]).itertext())


@MANY
@given(TEXT)
@example(NASTY)
def test_superdesks_html_gives_the_text_back(text: str) -> None:
    made = render(with_text(text), Format.NINJS_SUPERDESK, APPROVED)
    Superdesk.model_validate_json(made)
    page = Page(f"<body>{json.loads(made)['body_html']}</body>")
    assert ([], []) == (page.wrong, page.open)
    assert clean(text) in page.visible
    assert {"body", "h2", "h3", "p", "ul", "li", "a", "strong"} >= {e.tag for e in page.elements}


@MANY
@given(TEXT)
@example(NASTY)
def test_json_ld_stays_inside_its_script_element(text: str) -> None:
    made = render(with_text(text), Format.JSONLD, APPROVED)
    JsonLd.model_validate_json(made)
    page = Page(f"<body><script>{made}</script><p>after</p></body>")
    assert [made] == [script.words for script in page.all("script")]
    assert ["body", "script", "p"] == [element.tag for element in page.elements]
    assert clean(text) == json.loads(made)["headline"]


@MANY
@given(TEXT)
@example(NASTY)
def test_wordpress_blocks_hold_and_give_the_text_back(text: str) -> None:
    made = render(with_text(text), Format.WP, APPROVED)
    blocks = every(made)
    told = [b.words for b in blocks if b.attributes.get("className") == "drafter-standfirst"]
    assert [clean(text)] == told
    plain = every(render(with_text("plain"), Format.WP, APPROVED))
    assert [b.name for b in plain] == [b.name for b in blocks]
    shown = [Page(f"<body>{b.html}</body>") for b in blocks]
    assert {"body", "div", "h2", "h3", "p", "ul", "li", "a", "strong"} >= {
        e.tag for page in shown for e in page.elements
    }
