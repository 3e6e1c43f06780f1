"""ninjs as Superdesk's parser reads it."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from drafter.exports.formats import Format, render
from drafter.exports.standing import Standing
from drafter.exports.superdesk import TIME
from schemas.draft import Draft
from schemas.review import DraftState
from tests.drafter.exports.briefings import arabic, by_model, rich, sparse
from tests.drafter.exports.contracts import Superdesk
from tests.drafter.exports.standings import (
    APPROVED,
    AT,
    CORRECTION,
    QUEUED,
    UNAPPROVED,
    WITHDRAWN,
    standing,
)


def item(draft: Draft, at: Standing | None = None) -> dict[str, Any]:
    """The item, which holds to the contract."""
    text = render(draft, Format.NINJS_SUPERDESK, at)
    Superdesk.model_validate_json(text)
    return dict(json.loads(text))


@pytest.mark.parametrize("draft", [rich(), sparse(), arabic(), by_model(rich())])
@pytest.mark.parametrize("at", [None, QUEUED, APPROVED, WITHDRAWN])
def test_every_draft_holds_to_the_contract(draft: Draft, at: Standing | None) -> None:
    assert "text" == item(draft, at)["type"]


def test_times_have_the_one_form_that_superdesk_reads_without_fractions() -> None:
    told = item(rich(), APPROVED)["versioncreated"]
    expected = AT.replace(microsecond=0)
    assert expected == datetime.strptime(told, TIME).replace(tzinfo=UTC)


def test_a_time_of_another_zone_is_told_in_utc() -> None:
    there = AT.astimezone(timezone(timedelta(hours=5)))
    assert (
        "2026-03-05T12:30:15+0000"
        == item(rich(), replace(APPROVED, changed=there))["versioncreated"]
    )


def test_it_is_the_same_item_as_in_ninjs() -> None:
    other = json.loads(render(rich(), Format.NINJS, APPROVED))
    assert other["uri"] == item(rich(), APPROVED)["guid"]


def test_the_text_has_every_section_under_its_title_and_the_disclosure_first() -> None:
    html = item(rich(), APPROVED)["body_html"]
    assert html.startswith("<p>This text was put together by a program")
    titles = ["Key takeaway", "What happened", "In plain English", "Sources"]
    assert [True] * 4 == [f"<h2>{title}</h2>" in html for title in titles]


@pytest.mark.parametrize("state", UNAPPROVED)
def test_there_is_no_byline_before_approval(state: DraftState) -> None:
    made = item(rich(), standing(state, "Ada Quist"))
    assert ("withheld", False) == (made["pubstatus"], "byline" in made)


def test_the_byline_is_of_those_who_approved() -> None:
    both = standing(DraftState.APPROVED, "Ada", "Ben")
    assert "Ada and Ben" == item(rich(), both)["byline"]


def test_what_was_withdrawn_cancels_the_item_without_its_text() -> None:
    made = item(rich(), WITHDRAWN)
    assert ("canceled", f"Withdrawn. {CORRECTION}") == (made["pubstatus"], made["ednote"])
    assert set() == {"body_html", "description_text", "byline"} & set(made)
    assert set() == {"sections", "statements"} & set(made["extra"]["drafter"])


def test_our_parts_are_under_extra() -> None:
    extra = item(rich(), APPROVED)["extra"]["drafter"]
    assert ("drf-aaaaaaaaaaaaaaaa", 3, "approved") == (
        extra["draft_id"],
        extra["revision"],
        extra["state"],
    )
    assert "unlikely" == extra["sections"]["scenarios"][0]["likelihood"]
    assert len(list(rich().statements())) == len(extra["statements"])
