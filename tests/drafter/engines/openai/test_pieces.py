"""What is told of a reply while it is being written."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.engines.openai.claims import Ids
from drafter.engines.openai.pieces import Pieces
from prompts.reader import read_recipe
from schemas.job import Progress, Stage
from schemas.sections import SectionName
from tests.drafter.engines.openai.conftest import Start
from tests.factories import plan_of, report
from tests.fakes.endpoint import completion, failure

PLAN = plan_of(report(), report(), recipe=read_recipe("briefing"))
CALL = PLAN.calls[0]


def one(text: str, cites: str = "R1.S1") -> dict[str, Any]:
    return {"cites": [cites], "links": [], "basis": "reported", "text": text}


REPLY: dict[str, Any] = {
    "main_facts": [{"cites": ["R1.S1"], "fact": "It is shut."}],
    "category": "society",
    "status": "developing",
    "headline": one("The old bridge is shut"),
    "standfirst": one("Repair takes weeks.", "R1.S2"),
    "body": [
        {"subhead": "What is known", "statements": [one("First " * 30), one("Second.")]},
        {"subhead": None, "statements": [one("Third.")]},
    ],
    "null_reasons": [],
}


def told(text: str, step: int) -> list[Progress]:
    heard: list[Progress] = []
    pieces = Pieces(CALL, Ids.of(PLAN), Stage.COMPOSE, heard.append)
    for at in range(0, len(text), step):
        pieces(text[at : at + step])
    return heard


def sections(heard: list[Progress]) -> list[str]:
    return [str(progress.section) for progress in heard if progress.written]


@pytest.mark.parametrize("step", [1, 7, 100, 100_000])
def test_each_section_is_told_once_and_in_order(step: int) -> None:
    assert ["headline", "standfirst", "body"] == sections(told(json.dumps(REPLY), step))


def test_the_statements_of_a_long_section_are_told_before_it_is_complete() -> None:
    statements = [one(f"Statement {number}. " + "word " * 40) for number in range(9)]
    long = REPLY | {"body": [{"subhead": None, "statements": statements}]}
    heard = told(json.dumps(long), 50)
    last = next(i for i, p in enumerate(heard) if p.written and p.section is SectionName.BODY)
    early = [p.statement.text for p in heard[:last] if p.statement]
    assert [s["text"].strip() for s in statements[: len(early)]] == [t.strip() for t in early]
    assert 5 <= len(early) < 9


def test_the_open_statement_is_never_told() -> None:
    text = json.dumps(REPLY)
    cut = text.index("Second.") + 3
    heard = told(text[:cut], 1)
    assert "body" not in sections(heard)
    assert all("Sec" not in p.statement.text for p in heard if p.statement)


def test_a_look_at_a_headline_that_is_still_open_does_not_lose_it() -> None:
    long = REPLY | {"headline": one("word " * 200)}
    heard = told(json.dumps(long), 100)
    assert ["headline", "standfirst", "body"] == sections(heard)


def test_a_section_that_is_not_valid_is_not_told() -> None:
    bad = REPLY | {"standfirst": one("x", "R9.S9"), "headline": {"text": 1}}
    assert ["body"] == sections(told(json.dumps(bad), 50))


def test_a_null_section_is_not_told() -> None:
    assert ["headline", "body"] == sections(told(json.dumps(REPLY | {"standfirst": None}), 50))


@pytest.mark.parametrize("packing", ["```json\nJSON\n```", "Certainly! JSON", "<p>no</p>"])
def test_a_packed_reply_tells_nothing_and_breaks_nothing(packing: str) -> None:
    assert [] == told(packing.replace("JSON", json.dumps(REPLY)), 50)


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_however_a_reply_comes_in_pieces_what_is_told_is_a_part_of_it(data: st.DataObject) -> None:
    text = json.dumps(REPLY)
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=20)))
    heard: list[Progress] = []
    pieces = Pieces(CALL, Ids.of(PLAN), Stage.COMPOSE, heard.append)
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        pieces(text[start:end])
    assert ["headline", "standfirst", "body"] == sections(heard)
    texts = {REPLY["headline"]["text"], "Repair takes weeks.", ("First " * 30).strip(), "Second."}
    assert {p.statement.text for p in heard if p.statement} <= texts


async def test_who_follows_a_call_hears_its_sections_before_it_ends(start: Start) -> None:
    heard: list[Progress] = []
    endpoint, engine = await start()
    reply = await engine.write(PLAN, CALL, None, listen=heard.append)

    assert endpoint.bodies[0]["stream"] is True
    assert ["headline", "standfirst", "body"] == sections(heard)
    assert reply.written is not None
    bodies = [p.written.body for p in heard if p.written and p.section is SectionName.BODY]
    assert [reply.written.body] == bodies


async def test_who_does_not_follow_gets_no_stream(start: Start) -> None:
    endpoint, engine = await start()
    await engine.write(PLAN, CALL, None)
    assert "stream" not in endpoint.bodies[0]


async def test_an_endpoint_that_does_not_stream_is_asked_without(start: Start) -> None:
    heard: list[Progress] = []
    endpoint, engine = await start(failure(400, "Unsupported parameter: 'stream'"))
    reply = await engine.write(PLAN, CALL, None, listen=heard.append)

    assert [True, False] == [body.get("stream", False) for body in endpoint.bodies]
    assert reply.written is not None


async def test_a_streamed_reply_that_is_cut_is_written_again_from_its_start(start: Start) -> None:
    heard: list[Progress] = []
    _, engine = await start(completion("{", "length"))
    reply = await engine.write(PLAN, CALL, None, listen=heard.append)

    assert 2 == len(reply.attempts)
    assert ["headline", "standfirst", "body"] == sections(heard)
