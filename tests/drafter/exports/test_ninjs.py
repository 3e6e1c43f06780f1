"""ninjs 3.1: closed, withheld until approved, cancelled when taken back."""

import json
from typing import Any

import pytest

from drafter.exports.formats import Format, render
from drafter.exports.ninjs import camel
from drafter.exports.standing import Standing
from schemas.draft import Draft
from schemas.review import DraftState
from schemas.sections import Category
from tests.drafter.exports.briefings import arabic, by_model, rich, sparse
from tests.drafter.exports.contracts import Ninjs
from tests.drafter.exports.reading import xml
from tests.drafter.exports.standings import (
    ADA,
    APPROVED,
    CORRECTION,
    QUEUED,
    UNAPPROVED,
    WITHDRAWN,
    standing,
)

DRAFTS = pytest.mark.parametrize(
    "draft", [rich(), sparse(), arabic(), by_model(rich())], ids=["rich", "sparse", "ar", "model"]
)


def item(draft: Draft, at: Standing | None = None) -> dict[str, Any]:
    """The item, which holds to the contract."""
    text = render(draft, Format.NINJS, at)
    Ninjs.model_validate_json(text)
    return dict(json.loads(text))


def bodies(draft: Draft, at: Standing | None = None) -> dict[tuple[str, str], str]:
    """The bodies by role and media type."""
    made = item(draft, at)["bodies"]
    return {(body["role"], body["contentType"]): body["value"] for body in made}


@DRAFTS
@pytest.mark.parametrize("at", [None, QUEUED, APPROVED, WITHDRAWN])
def test_every_draft_holds_to_the_contract(draft: Draft, at: Standing | None) -> None:
    assert "text" == item(draft, at)["type"]


@pytest.mark.parametrize("state", UNAPPROVED)
def test_what_nobody_has_approved_is_withheld_and_says_so_to_the_desk(state: DraftState) -> None:
    made = item(rich(), standing(state))
    assert "withheld" == made["pubStatus"]
    assert "Not for publication." in made["edNote"]
    assert "Ada" not in json.dumps(made)


def test_without_a_record_it_is_withheld_and_has_neither_times_nor_ids_of_ours() -> None:
    made = item(rich())
    assert ("withheld", "1") == (made["pubStatus"], made["version"])
    assert set() == {"firstCreated", "versionCreated", "altIds"} & set(made)


@pytest.mark.parametrize("state", [DraftState.APPROVED, DraftState.EXPORTED])
def test_what_is_approved_is_usable_and_names_who_did(state: DraftState) -> None:
    made = item(rich(), standing(state, *ADA))
    assert ("usable", False) == (made["pubStatus"], "edNote" in made)
    assert made["by"].endswith("Reviewed and approved by Ada Quist.")


def test_what_was_withdrawn_cancels_the_same_item_and_tells_the_correction_alone() -> None:
    before, after = item(rich(), APPROVED), item(rich(), WITHDRAWN)
    assert before["uri"] == after["uri"]
    assert ("3", "4") == (before["version"], after["version"])
    assert ("canceled", "partial") == (after["pubStatus"], after["representationType"])
    assert f"Withdrawn. {CORRECTION}" == after["edNote"]
    assert rich().headline.text == after["headlines"][0]["value"]
    assert set() == {"bodies", "descriptions", "associations", "by", "events"} & set(after)


def test_what_stands_against_approval_is_told_to_the_desk_until_it_is_approved() -> None:
    assert "Stands against approval (6): Key takeaway, “April” is no" in item(rich())["edNote"]
    assert "edNote" not in item(rich(), APPROVED)


@pytest.mark.parametrize("at", [QUEUED, APPROVED])
def test_that_another_engine_stood_in_is_told_to_the_desk_always(at: Standing) -> None:
    told = {"fallback_reason": "the endpoint is away"}
    provenance = rich().provenance.model_copy(update=told)
    draft = rich().model_copy(update={"provenance": provenance})
    assert "It stood in for a model: the endpoint is away." in item(draft, at)["edNote"]


def test_ids_and_times_are_those_of_the_record() -> None:
    made = item(rich(), APPROVED)
    expected = [
        {"role": "draftId", "value": "drf-aaaaaaaaaaaaaaaa"},
        {"role": "revision", "value": "3"},
    ]
    assert expected == made["altIds"]
    assert "2026-03-05T12:30:15+00:00" == made["firstCreated"] == made["versionCreated"]


def test_each_section_is_a_body_of_its_own_by_role() -> None:
    expected = ["main", "plainEnglish", "synthesis", "rootCauses", "escalation", "scenarios"]
    expected += ["causesAndEffects", "perspectives", "conflicts", "informationGaps"]
    xhtml = "application/xhtml+xml"
    assert expected == [role for role, media_type in bodies(rich()) if media_type == xhtml]


def test_standfirst_takeaway_and_disclosure_are_descriptions() -> None:
    told = {one["role"]: one["value"] for one in item(rich(), APPROVED)["descriptions"]}
    assert ["standfirst", "keyTakeaway", "disclosure"] == list(told)
    assert rich().standfirst is not None
    assert told["standfirst"] == rich().standfirst.text  # type: ignore[union-attr]  # just asked
    assert told["keyTakeaway"].endswith("is a plan or a hope. (analysis)")


@DRAFTS
def test_every_body_of_xhtml_is_well_formed_and_says_its_language_and_direction(
    draft: Draft,
) -> None:
    direction = "rtl" if draft.language == "ar" else "ltr"
    for (_, media_type), value in bodies(draft).items():
        if media_type == "application/xhtml+xml":
            root = xml(value)
            assert "{http://www.w3.org/1999/xhtml}div" == root.tag
            assert {"lang": draft.language, "dir": direction} == root.attrib


def test_an_earlier_event_is_linked_to_where_it_was_reported() -> None:
    main = bodies(rich())["main", "application/xhtml+xml"]
    expected = '(see <a href="https://post.example.org/budget">Harbour Post, 20 January 2026</a>)'
    assert expected in main
    events = item(rich())["events"]
    assert [("inspection", "priorEvent"), ("budget", "priorEvent")] == [
        (event["id"], event["rel"]) for event in events
    ]


def test_scenarios_are_there_as_data_too() -> None:
    scenarios = json.loads(bodies(rich())["scenarios", "application/json"])
    expected = [("risk", "unlikely"), ("consequence", None)]
    assert expected == [(one["kind"], one["likelihood"]) for one in scenarios]


@DRAFTS
def test_every_statement_and_source_sentence_is_there_as_data(draft: Draft) -> None:
    told = json.loads(bodies(draft)["evidence", "application/json"])
    assert [s.id for _, s in draft.statements()] == [s["id"] for s in told["statements"]]
    cited = {s.id for source in draft.sources for s in source.evidence}
    assert cited == {s["id"] for source in told["sources"] for s in source["evidence"]}


def test_every_report_is_what_it_derives_from_and_the_first_is_named() -> None:
    made = item(rich())
    expected = ["https://courier.example.org/bridge", "https://post.example.org/piers?a=1&b=2"]
    assert expected == [one["uri"] for one in made["associations"]]
    assert "Eastmere Courier" == made["infoSources"][0]["name"]
    assert "infoSources" not in item(sparse())


def test_topic_and_category_are_its_subjects() -> None:
    subjects = item(rich())["subjects"]
    uri = "http://cv.iptc.org/newscodes/mediatopic/14000000"
    assert (uri, "eastmere-bridge") == (subjects[0]["uri"], subjects[1]["literal"])
    assert 1 == len(item(sparse())["subjects"])


@pytest.mark.parametrize("category", Category)
def test_every_category_has_a_media_topic(category: Category) -> None:
    made = item(rich().model_copy(update={"category": category}))
    assert made["subjects"][0]["uri"].endswith("000000")


def test_a_language_that_nobody_could_tell_is_left_out() -> None:
    assert "language" not in item(rich().model_copy(update={"language": "und"}))


def test_a_section_in_camel_case_is_its_role() -> None:
    assert ("rootCauses", "body") == (camel("root_causes"), camel("body"))
