"""The page of a run: whole, closed, accessible, and asking the network for nothing."""

import base64
import hashlib
import re
from functools import cache
from itertools import pairwise

from evals.cases.case import FiledReport
from evals.report.drafts import MOST
from evals.report.page import page
from evals.scorecard.loading import Loaded
from tests.drafter.exports.reading import Page
from tests.evals.report.runs import AFTER, BEFORE, HOSTILE, bridge, card, drafts, loaded, six
from tests.evals.scoring.samples import SMALL, made, with_draft


def read(of: Loaded) -> Page:
    return Page(page(card(of), of))


@cache
def plain() -> Page:
    return read(six())


def hostile() -> Page:
    """A report, a draft and a warning that try to run a script."""
    filed = FiledReport(headline=f"Bridge {HOSTILE}", text=f"{SMALL.text}\n\n{HOSTILE}")
    return read(loaded(drafts(bridge(1, reports=(filed,)), HOSTILE), lacking=(HOSTILE,)))


def test_every_element_is_closed_where_it_was_opened() -> None:
    assert ([], []) == (plain().wrong, plain().open)


def test_ids_are_unique_and_every_link_inside_the_page_has_its_target() -> None:
    ids = plain().values("id")
    assert sorted(set(ids)) == sorted(ids)
    labels = {name for value in plain().values("aria-labelledby") for name in value.split()}
    targets = {href.removeprefix("#") for href in plain().values("href")}
    assert set() == (targets | labels) - set(ids)


def test_there_is_one_h1_and_no_heading_level_is_skipped() -> None:
    levels = [int(e.tag[1]) for e in plain().elements if re.fullmatch("h[1-6]", e.tag)]
    assert 1 == levels.count(1) == levels[0]
    assert [] == [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1]


def test_nothing_on_the_page_makes_a_request() -> None:
    asking = {"src", "srcset", "poster", "data", "action", "background", "style", "ping"}
    assert set() == {name for e in plain().elements for name in e.attributes if name in asking}
    assert [] == [e.tag for e in plain().elements if e.tag in {"link", "img", "iframe", "object"}]
    assert [] == [href for href in plain().values("href") if not href.startswith("#")]
    assert [] == re.findall(r"url\(|@import", plain().all("style")[0].words)
    assert [] == re.findall(r"fetch|XMLHttp|import\(|https?:", plain().all("script")[0].words)


def test_the_policy_allows_the_style_sheet_and_the_script_by_their_hashes() -> None:
    (css,), (script,) = plain().all("style"), plain().all("script")
    policy = next(
        e.attributes["content"]
        for e in plain().all("meta")
        if "content" in e.attributes and "http-equiv" in e.attributes
    )
    expected = (
        f"default-src 'none'; style-src '{digest(css.words)}'; script-src '{digest(script.words)}';"
        " base-uri 'none'; form-action 'none'"
    )
    assert expected == policy


def digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def test_what_a_report_or_an_endpoint_wrote_is_text_and_never_runs() -> None:
    tags = [e.tag for e in hostile().elements]
    assert (1, 1, 0) == (tags.count("script"), tags.count("style"), tags.count("img"))
    names = {name for e in hostile().elements for name in e.attributes}
    assert set() == {name for name in names if name.startswith("on")}
    assert 3 <= hostile().visible.count("<script>alert(1)</script>")


def test_every_plot_has_a_title_a_description_and_a_table() -> None:
    plots = [
        e.attributes["aria-labelledby"] or ""
        for e in plain().all("svg")
        if "aria-labelledby" in e.attributes
    ]
    named = {
        e.attributes["id"]: e.words.strip()
        for e in (*plain().all("title"), *plain().all("desc"))
        if "id" in e.attributes
    }
    assert plots
    assert [] == [part for plot in plots for part in plot.split() if not named[part]]
    figures = plain().all("figure")
    assert [] == [
        e.words for e in figures if "As a table" not in e.words and "Section" not in e.words
    ]


def test_every_cell_of_a_head_says_what_it_is_the_head_of() -> None:
    scopes = {e.attributes.get("scope") for e in plain().all("th")}
    assert {"col", "row"} == scopes


def test_every_field_has_a_label_and_every_wide_table_a_name_of_its_own() -> None:
    labels = [e for e in plain().elements if e.tag == "label"]
    fields = [e for e in plain().elements if e.tag in {"select", "input"}]
    assert len(fields) == len(labels)
    regions = [
        e.attributes["aria-label"] for e in plain().elements if e.attributes.get("role") == "region"
    ]
    headings = [e.words for e in plain().all("h2")]
    assert len(regions) == len({*regions})
    assert set() == {*regions} & {*headings}


def test_the_filters_find_what_they_filter_by_in_the_rows() -> None:
    rows = [e.attributes for e in plain().elements if e.attributes.get("data-row") == "comparison"]
    assert {AFTER} == {row["data-candidate"] for row in rows}
    assert {"gated", "other"} == {row["data-family"] for row in rows}
    assert "worse" not in {row["data-verdict"] for row in rows}
    kinds = [e.attributes["data-kinds"] for e in plain().of_class("case")]
    assert ["single"] * 6 == [(kind or "").strip() for kind in kinds]


def test_the_filters_are_hidden_until_the_script_shows_them() -> None:
    forms = plain().all("form")
    assert forms
    assert [] == [form for form in forms if "hidden" not in form.attributes]


def test_both_drafts_of_a_case_stand_beside_each_other_with_what_differs() -> None:
    one = read(loaded(drafts(bridge(1))))
    assert [BEFORE, AFTER] == [e.attributes["data-variant"] for e in one.all("article")]
    assert "is shut" in [e.words for e in one.all("ins")]
    assert [] != one.all("del")


def test_a_citation_leads_to_its_sentence_and_shows_it() -> None:
    one = read(loaded(drafts(bridge(1))))
    (to, *_) = [e for e in one.all("a") if e.words == "R1.S1"]
    (sentence,) = [
        e for e in one.all("li") if f"#{e.attributes.get('id')}" == to.attributes["href"]
    ]
    assert sentence.words == f"R1.S1 {to.attributes['title']}"


def test_a_finding_on_a_whole_section_is_shown_as_one_on_a_statement_is() -> None:
    before, after = drafts(bridge(1))
    (finding, *_) = made(before.case).draft.findings
    whole = finding.model_copy(
        update={"statement": None, "span": None, "reason": "Nothing on ferries."}
    )
    told = with_draft(after, findings=(whole,))
    spoilt = type(after)(after.case, after.variant, 1, told.draft)
    assert "Nothing on ferries." in read(loaded((before, spoilt))).visible


def test_each_report_stands_in_its_own_language() -> None:
    arabic = FiledReport(
        headline="إغلاق الجسر القديم",
        text="أغلقت المدينة الجسر القديم يوم الثلاثاء. " * 10,
        language="ar",
    )
    both = bridge(1, reports=(SMALL, arabic), kinds=("multi",))
    lists = [e.attributes for e in read(loaded(drafts(both))).all("ol")]
    assert [("en", "ltr"), ("ar", "rtl")] == [(one["lang"], one["dir"]) for one in lists]


def test_of_many_cases_those_that_the_page_links_to_are_among_the_shown() -> None:
    pairs = [drafts(bridge(number)) for number in range(MOST)]
    pairs.append(drafts(bridge(MOST), "Nothing like it was seen before, by anyone, in any way."))
    one = read(loaded(*pairs))
    linked = {href for href in one.values("href") if href.startswith("#case-bridge")}
    assert MOST == len(one.of_class("case"))
    assert set() == {href[1:] for href in linked} - set(one.values("id"))
    assert f"{MOST} of {MOST + 1} cases" in one.visible


def test_a_difference_that_is_not_shown_has_no_colour() -> None:
    dots = [e.attributes["class"] for e in plain().of_class("dot")]
    assert dots
    words = [e.words for e in plain().of_class("label")]
    shown = sum(word in ("better", "worse") for word in words)
    assert shown == sum("good" in (dot or "") or "bad" in (dot or "") for dot in dots)
