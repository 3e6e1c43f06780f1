"""The HTML page: whole, closed, accessible, and asking the network for nothing."""

import base64
import hashlib
import re
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from drafter.exports.formats import Format, render
from drafter.exports.marks import clean
from drafter.exports.page import letter
from schemas.draft import Draft
from schemas.sections import SectionName
from schemas.statement import Statement
from tests.drafter.exports.briefings import arabic, rich, sparse, with_text, without
from tests.drafter.exports.reading import HIDDEN, Page

DRAFTS = pytest.mark.parametrize(
    "draft", [rich(), sparse(), arabic()], ids=["rich", "sparse", "ar"]
)
TEXT = st.text(min_size=1, max_size=60).filter(lambda text: bool(text.strip()))
PLAIN = Page(render(with_text("plain"), Format.HTML))


def page(draft: Draft) -> Page:
    return Page(render(draft, Format.HTML))


@DRAFTS
def test_every_element_is_closed_where_it_was_opened(draft: Draft) -> None:
    read = page(draft)
    assert ([], []) == (read.wrong, read.open)


@DRAFTS
def test_ids_are_unique(draft: Draft) -> None:
    ids = page(draft).values("id")
    assert sorted(set(ids)) == sorted(ids)


@DRAFTS
def test_every_link_inside_the_page_has_its_target(draft: Draft) -> None:
    read = page(draft)
    targets = {href[1:] for href in read.values("href") if href.startswith("#")}
    named = set(read.values("aria-labelledby"))
    assert set() == (targets | named) - set(read.values("id"))


@DRAFTS
def test_every_citation_has_a_mark_that_leads_to_its_sentence_and_back(draft: Draft) -> None:
    read = page(draft)
    links = [e.attributes for e in read.all("a")]
    there = {a["id"]: a["href"] for a in links if (a.get("id") or "").startswith("to-source")}
    back = {a["href"] for a in links if (a.get("href") or "").startswith("#to-source")}
    assert {f"#{mark}" for mark in there} == back
    evidence = {f"#source-{s.id[1:].replace('.S', '-')}" for r in draft.sources for s in r.evidence}
    assert evidence == set(there.values())


@DRAFTS
def test_there_is_one_h1_and_no_heading_level_is_skipped(draft: Draft) -> None:
    levels = [int(e.tag[1]) for e in page(draft).elements if re.fullmatch("h[1-6]", e.tag)]
    assert 1 == levels.count(1) == levels[0]
    assert [] == [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1]


@DRAFTS
def test_nothing_on_the_page_makes_a_request(draft: Draft) -> None:
    read = page(draft)
    asking = {"src", "srcset", "poster", "data", "action", "background", "style", "ping"}
    assert set() == {name for e in read.elements for name in e.attributes if name in asking}
    assert [] == [e.tag for e in read.elements if e.tag in {"link", "script", "img", "iframe"}]
    assert 0 == len(re.findall(r"url\(|@import", read.all("style")[0].words))


@DRAFTS
def test_the_policy_allows_the_one_style_sheet_by_its_hash(draft: Draft) -> None:
    read = page(draft)
    (css,) = [style.words for style in read.all("style")]
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    (policy,) = [
        meta.attributes["content"] for meta in read.all("meta") if "http-equiv" in meta.attributes
    ]
    expected = (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert expected == policy


@DRAFTS
def test_it_has_landmarks_and_a_skip_link_that_comes_first(draft: Draft) -> None:
    read = page(draft)
    assert {"header", "main", "footer"} <= {e.tag for e in read.elements}
    assert "#briefing" == read.all("a")[0].attributes["href"]


@DRAFTS
def test_every_statement_stands_on_the_page_once_with_its_basis(draft: Draft) -> None:
    shown = [e.attributes["class"] for e in page(draft).of_class("said")]
    assert [f"said {s.basis}" for s in statements(draft)] == shown
    words = [e.words.strip() for e in page(draft).of_class("said")]
    for statement, text in zip(statements(draft), words, strict=True):
        assert text.startswith(statement.text)


def statements(draft: Draft) -> list[Statement]:
    return [statement for _, statement in draft.statements()]


def test_a_basis_other_than_reported_is_named_in_words_not_by_colour_alone() -> None:
    said = [" ".join(e.words.split()) for e in page(rich()).of_class("said")]
    expected = {
        "Repairs were put off while the load on the bridge grew. analysis",
        "Piers are the legs on which a bridge stands. background",
        "A bus detour will take 50 minutes.2.3 see Harbour Post, 20 January 2026",
    }
    assert expected <= set(said)


def test_one_report_is_cited_by_sentence_number_several_by_report_and_sentence() -> None:
    marks = [page(draft).of_class("cites")[0].words for draft in (sparse(), rich())]
    assert ["1", "1.1 1.2"] == marks


@DRAFTS
def test_no_internal_id_is_visible(draft: Draft) -> None:
    assert [] == re.findall(r"\b(?:R\d+(?:\.S\d+)?|E\d+|s\d+)\b", page(draft).visible)


def test_open_findings_point_at_the_text_that_they_are_about() -> None:
    read = page(rich())
    assert {"six", "5,000"} <= {mark.words for mark in read.all("mark")}
    (panel,) = read.of_class("problems")
    assert "open" in panel.attributes
    assert " open findings" in panel.words


def test_a_reason_names_a_sentence_by_its_number_not_by_its_id() -> None:
    draft = without(rich(), SectionName.SYNTHESIS, "R2.S3 and E1 contradict each other")
    assert "sentence 2.3 and earlier event 1 contradict each other" in page(draft).visible


def test_null_sections_are_listed_with_their_reason() -> None:
    visible = " ".join(page(sparse()).visible.split())
    assert "Where the reports disagree: there is one report, so nothing to disagree" in visible
    assert 0 == len(page(sparse()).of_class("takeaway"))


def test_an_arabic_briefing_reads_from_right_to_left_with_each_source_in_its_own_way() -> None:
    read = page(arabic())
    root, evidence = read.all("html")[0].attributes, read.of_class("evidence")
    assert {"lang": "ar", "dir": "rtl"} == root
    assert [("ar", "rtl"), ("en", "ltr")] == [
        (e.attributes["lang"], e.attributes["dir"]) for e in evidence
    ]
    assert "In plain words" in [e.words for e in read.all("h3")]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//courier.example.org/x",
        " https://courier.example.org/a b",
        "https://[::1",
        'https://courier.example.org/"onclick="x',
    ],
)
def test_an_address_that_is_no_plain_web_address_is_no_link(url: str) -> None:
    links = [href for href in page(with_text(url)).values("href") if not href.startswith("#")]
    assert [] == links


@pytest.mark.parametrize(("number", "expected"), [(1, "a"), (26, "z"), (27, "aa"), (53, "ba")])
def test_back_links_are_lettered(number: int, expected: str) -> None:
    assert expected == letter(number)


@given(TEXT)
@example("<script>alert(1)</script>")
@example("\"><img src=x onerror='alert(1)'>&amp;&lt;")
@example("</style></title><!-- ]]>")
@example("\u202eقال «لا»\u0000\u001b[31m")
@settings(max_examples=60, deadline=None)
def test_no_text_opens_a_tag_or_is_lost(text: str) -> None:
    draft = with_text(text)
    read = page(draft)
    assert PLAIN.shape() == read.shape()
    assert {clean(draft.headline.text)} == {e.words for e in read.of_class("words")} - {
        "A sentence"
    }
    assert [] == [e.tag for e in read.elements if e.tag in HIDDEN - {"style", "title"}]
