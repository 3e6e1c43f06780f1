"""Recorded replies answer in a model's place, and only to the request they were recorded for."""

import json
from pathlib import Path

import pytest

from drafter.errors import ProviderRefused
from drafter.pipeline import draft
from drafter.planning import Plan
from drafter.service import engine_for
from drafter.settings import Settings
from evals.errors import RunRefused
from evals.variants.recording import NOT_RECORDED, Recording, key_of, read_recording
from prompts.reader import read_recipe
from schemas.provenance import EngineName
from tests.factories import plan_of, report
from tests.fakes.endpoint import FakeEndpoint
from tests.fakes.replies import valid_reply

PLAN = plan_of(recipe=read_recipe("single"))


async def recorded(plan: Plan) -> Recording:
    """What a fake endpoint replied to the plan's calls, as a relay would have kept it."""
    async with FakeEndpoint() as endpoint:
        settings = Settings(openai_base_url=endpoint.url)
        async with engine_for(settings, EngineName.OPENAI, "relay") as engine:
            await draft(plan, engine)
        return Recording("relay", {key_of(body): valid_reply(body) for body in endpoint.bodies})


async def test_a_recording_answers_as_the_endpoint_did_and_costs_nothing() -> None:
    recording = await recorded(PLAN)

    async with recording.engine("relay", Settings()) as engine:
        made = await draft(PLAN, engine)

    assert ("relay", "recording.invalid") == (made.provenance.model, made.provenance.endpoint)
    assert made.provenance.cost_usd is None  # nobody has a price for it
    assert (made.provenance.output_tokens or 0) > 0


async def test_another_request_finds_no_reply_and_says_so() -> None:
    recording = await recorded(PLAN)
    other = plan_of(
        report("The harbour is open again, the council said."), recipe=read_recipe("single")
    )

    async with recording.engine("relay", Settings()) as engine:
        with pytest.raises(ProviderRefused, match=NOT_RECORDED[:40]):
            await draft(other, engine)


def test_streaming_and_a_users_name_make_no_other_request() -> None:
    body = {"model": "relay", "messages": []}

    assert key_of(body) == key_of(body | {"stream": True, "stream_options": {}, "user": "x"})
    assert key_of(body) != key_of(body | {"model": "other"})


def test_a_recording_is_read_from_every_file_of_its_folder(tmp_path: Path) -> None:
    for name in ("one", "two"):
        line = json.dumps({"key": name, "reply": f"reply {name}"})
        (tmp_path / f"{name}.jsonl").write_text(line + "\n", encoding="utf-8")

    assert {"one": "reply one", "two": "reply two"} == read_recording(tmp_path).replies


def test_a_folder_without_replies_and_a_line_that_is_none_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RunRefused, match="no recorded replies there"):
        read_recording(tmp_path)
    (tmp_path / "a.jsonl").write_text('{"key": "a"}\n', encoding="utf-8")
    with pytest.raises(RunRefused, match=r"a\.jsonl:1: no recorded reply"):
        read_recording(tmp_path)
