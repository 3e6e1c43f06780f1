"""schema.org JSON-LD: no byline before approval, and safe inside a script element."""

import json
from typing import Any

import pytest

from drafter.exports.formats import Format, render
from drafter.exports.standing import Standing
from schemas.draft import Draft
from schemas.review import DraftState
from schemas.sections import SectionName
from tests.drafter.exports.briefings import arabic, by_model, rich, sparse, with_text
from tests.drafter.exports.contracts import JsonLd
from tests.drafter.exports.standings import (
    ADA,
    APPROVED,
    CORRECTION,
    QUEUED,
    UNAPPROVED,
    WITHDRAWN,
    standing,
)


def article(draft: Draft, at: Standing | None = None) -> dict[str, Any]:
    """The article, which holds to the contract."""
    text = render(draft, Format.JSONLD, at)
    JsonLd.model_validate_json(text)
    return dict(json.loads(text))


@pytest.mark.parametrize("draft", [rich(), sparse(), arabic(), by_model(rich())])
@pytest.mark.parametrize("at", [None, QUEUED, APPROVED, WITHDRAWN])
def test_every_draft_holds_to_the_contract(draft: Draft, at: Standing | None) -> None:
    assert "https://schema.org" == article(draft, at)["@context"]


@pytest.mark.parametrize("state", UNAPPROVED)
def test_before_approval_it_is_a_draft_without_a_byline(state: DraftState) -> None:
    made = article(rich(), standing(state, *ADA))
    assert (["BackgroundNewsArticle"], "Draft") == (made["@type"], made["creativeWorkStatus"])
    assert set() == {"editor", "author", "creator", "publisher"} & set(made)
    assert "Ada" not in json.dumps(made)


def test_an_approved_analysis_is_by_those_who_stand_behind_it() -> None:
    made = article(rich(), standing(DraftState.APPROVED, "Ada", "Ben"))
    assert ["AnalysisNewsArticle", "BackgroundNewsArticle"] == made["@type"]
    assert ["Ada", "Ben"] == [person["name"] for person in made["editor"]]
    assert "creativeWorkStatus" not in made


@pytest.mark.parametrize(
    ("draft", "at"), [(sparse(), APPROVED), (rich(), standing(DraftState.APPROVED))]
)
def test_without_an_analysis_or_a_name_it_is_background(draft: Draft, at: Standing) -> None:
    assert ["BackgroundNewsArticle"] == article(draft, at)["@type"]


def test_what_was_withdrawn_is_obsolete_and_has_its_correction_alone() -> None:
    made = article(rich(), WITHDRAWN)
    assert f"Withdrawn. {CORRECTION}" == made["correction"]["text"]
    assert ("Obsolete", rich().headline.text) == (made["creativeWorkStatus"], made["headline"])
    assert set() == {"articleBody", "abstract", "hasPart", "isBasedOn", "editor"} & set(made)
    assert "correction" not in article(rich(), APPROVED)


def test_it_names_what_it_is_based_on_and_what_it_cites() -> None:
    made = article(rich(), APPROVED)
    assert ["Eastmere Courier", "Harbour Post"] == [
        source["publisher"]["name"] for source in made["isBasedOn"]
    ]
    assert ["2025-11-18", "2025-11-18", "2026-01-20"] == [
        work["about"]["startDate"] for work in made["citation"]
    ]


def test_every_section_but_the_body_is_a_part() -> None:
    made = article(rich(), APPROVED)
    expected = "The old bridge of Eastmere has been shut since Tuesday. Mayor Anna Holt put"
    assert made["articleBody"].startswith(expected)
    titles = [part["name"] for part in made["hasPart"]]
    assert ("Key takeaway", 10) == (titles[0], len(titles))
    assert len(set(SectionName)) - 3 == len(titles)  # headline, standfirst and body


def test_the_digital_source_type_is_schema_orgs() -> None:
    expected = {"@id": "https://schema.org/TrainedAlgorithmicMediaDigitalSource"}
    assert expected == article(by_model(rich()))["digitalSourceType"]


def test_nothing_in_it_can_end_a_script_element() -> None:
    text = "</script><!-- <script> ]]> & \u2028"
    made = render(with_text(text), Format.JSONLD, APPROVED)
    assert set() == set(made) & set("<>&\u2028\u2029")
    assert text.strip() == json.loads(made)["headline"]
