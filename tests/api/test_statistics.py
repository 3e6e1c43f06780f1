"""Statistics from the desk, over HTTP."""

from typing import Any

import pytest

from tests.api.gate import FIRST, SECOND
from tests.api.samples import YES, patch, refused
from tests.api.serving import Desk
from tests.api.test_scenarios import a_scenario, approved, first

EDITS, SCENARIOS = "/v1/statistics/edits", "/v1/statistics/scenarios"


async def test_edits_are_told_by_recipe_and_section(ada: Desk, claimed: str) -> None:
    assert [] == (await ada.json("GET", EDITS))["groups"]
    await ada.json("PATCH", claimed, json=patch(), headers=FIRST)
    assert [] == (await ada.json("GET", EDITS))["groups"]  # not approved yet
    await ada.json("POST", f"{claimed}/approve", json=YES, headers=SECOND)
    made = await ada.json("GET", f"{EDITS}?period=month")
    [group] = made["groups"]
    assert ("extractive", "extractive", None, 1, 0) == (
        group["recipe"],
        group["engine"],
        group["model"],
        group["whole"]["drafts"],
        group["untouched"],
    )
    assert group["start"].endswith("-01")
    headline = group["sections"][0]
    assert ("headline", 1, 1, 0, 0.0) == (
        headline["section"],
        headline["written"],
        headline["changed"],
        headline["kept"],
        headline["kept_share"],
    )
    others = [one["kept_share"] for one in group["sections"][1:]]
    assert {1.0} == set(others)
    assert ("month", 1, True) == (made["period"], made["drafts"], made["complete"])


async def test_edits_are_narrowed_and_a_limit_that_was_hit_is_told(ada: Desk, claimed: str) -> None:
    await ada.json("POST", f"{claimed}/approve", json=YES, headers=FIRST)
    for query, expected in (
        ("", 1),
        ("topic=harbour-bridge", 1),
        ("topic=ferries", 0),
        ("recipe=extractive", 1),
        ("recipe=briefing", 0),
        ("model=small", 0),
        ("since=2020-01-01T00:00:00Z", 1),
        ("until=2020-01-01T00:00:00%2B05:30", 0),
        ("limit=1", 1),
    ):
        made = await ada.json("GET", f"{EDITS}?{query}")
        assert (query, expected, True) == (query, made["drafts"], made["complete"])


async def test_scenarios_are_reckoned_word_by_word(ada: Desk, claimed: str) -> None:
    unweighed = a_scenario("Ferries could fill.", likelihood=None, confidence="suggested")
    path = await approved(ada, claimed, a_scenario(), unweighed)
    listed = (await ada.json("GET", f"{path}/scenarios"))["scenarios"]
    for one, outcome in zip(listed, ("happened", "did_not"), strict=True):
        to = f"{path}/scenarios/{one['statement']}/outcome"
        await ada.json("POST", to, json={"outcome": outcome})
    made = await ada.json("GET", SCENARIOS)
    assert (2, 0, 1, True) == (
        made["recorded"],
        made["open"],
        made["unweighed"],
        made["complete"],
    )
    [likely] = [one for one in made["likelihoods"] if one["forecasts"]]
    assert ("likely", 1, 0.675, "too_few") == (
        likely["likelihood"],
        likely["happened"],
        likely["probability"],
        likely["standing"],
    )
    assert (1, pytest.approx(0.105625)) == (made["brier"]["forecasts"], made["brier"]["score"])
    assert {"reported": 0, "assessed": 1, "suggested": 1} == {
        one["confidence"]: one["forecasts"] for one in made["confidences"]
    }
    none = await ada.json("GET", f"{SCENARIOS}?model=small")
    assert (0, None) == (none["recorded"], none["brier"]["score"])
    assert "editor" == (await first(ada, path))["written_by"]


@pytest.mark.parametrize(
    ("path", "query", "parameter"),
    [
        (EDITS, "period=year", "period"),
        (EDITS, "limit=0", "limit"),
        (EDITS, "limit=1001", "limit"),
        (EDITS, "since=5", "since"),
        (EDITS, "sinse=2026-01-01T00:00:00Z", "sinse"),
        (SCENARIOS, "until=yesterday", "until"),
        (SCENARIOS, "period=month", "period"),
    ],
)
async def test_a_parameter_that_does_not_hold_is_refused(
    ada: Desk, path: str, query: str, parameter: str
) -> None:
    problem: dict[str, Any] = refused(await ada("GET", f"{path}?{query}"), 422, "invalid-request")
    assert [parameter] == [one["parameter"] for one in problem["errors"]]
