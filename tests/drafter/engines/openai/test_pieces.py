"""What is told of a reply while it is being written."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.engines.base import Objection
from drafter.engines.openai.claims import Ids
from drafter.engines.openai.pieces import Pieces
from prompts.reader import read_recipe
from schemas.job import Progress, Stage
from schemas.provenance import Outcome
from schemas.sections import SectionName
from tests.drafter.engines.openai.conftest import Start
from tests.factories import plan_of, report
from tests.fakes.endpoint import Body, Given, completion, failure
from tests.fakes.replies import valid_reply
from tests.fakes.streams import Streamed, chunk

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


def test_a_reply_whose_last_key_is_a_section_is_told_whole() -> None:
    text = json.dumps(
        {"null_reasons": []} | {k: v for k, v in REPLY.items() if k != "null_reasons"}
    )
    assert ["headline", "standfirst", "body"] == sections(told(text, 7))


def long(number: int) -> dict[str, Any]:
    return one(f"{number} " * 100)


LONG = [long(number) for number in range(4)]
TWO = replace(CALL, sections=(SectionName.KEY_TAKEAWAY, SectionName.BODY))


def statements(text: str) -> list[tuple[str, str]]:
    """Sections and first words of the statements that are told one by one, of a call for two."""
    heard: list[Progress] = []
    pieces = Pieces(TWO, Ids.of(PLAN), Stage.COMPOSE, heard.append)
    for character in text:
        pieces(character)
    return [(str(p.section), p.statement.text.split()[0]) for p in heard if p.statement]


def test_the_statements_of_each_section_are_counted_from_its_start() -> None:
    text = json.dumps({"key_takeaway": LONG, "body": [{"subhead": None, "statements": LONG}]})
    expected = [(name, str(n)) for name in ("key_takeaway", "body") for n in range(3)]
    assert expected == statements(text)


@pytest.mark.parametrize("bad", [{"text": 1}, {"text": "no"}, long(1) | {"cites": ["R9.S9"]}])
def test_a_statement_that_is_not_valid_is_passed_over(bad: dict[str, Any]) -> None:
    text = json.dumps({"key_takeaway": [long(0), bad, long(2), long(3)]})
    assert [("key_takeaway", "0"), ("key_takeaway", "2")] == statements(text)


def test_a_key_that_comes_twice_has_no_statement_told_again() -> None:
    whole = json.dumps({"key_takeaway": LONG, "body": [{"subhead": None, "statements": LONG}]})
    again = whole.removesuffix("}") + ', "key_takeaway": ' + json.dumps(LONG)
    assert len(set(statements(again))) == len(statements(again))


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


async def test_what_is_written_again_is_told_at_the_stage_of_the_checks(start: Start) -> None:
    heard: list[Progress] = []
    _, engine = await start()
    again = Objection(reply="{}", errors=("body: too long",), sections=(SectionName.BODY,))
    await engine.write(PLAN, CALL, again, listen=heard.append)

    assert [(Stage.VERIFY, "body")] == [(p.stage, str(p.section)) for p in heard if p.written]


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


async def test_a_reply_that_runs_on_in_white_space_when_all_is_said_is_taken(start: Start) -> None:
    def runs_on(body: Body) -> Given:
        loop = [chunk(content="\n" * 50)] * 60
        return Streamed([chunk(content=valid_reply(body)), *loop], hangs=True)

    heard: list[Progress] = []
    endpoint, engine = await start(runs_on)
    reply = await engine.write(PLAN, CALL, None, listen=heard.append)

    assert (1, [Outcome.OK]) == (len(endpoint.bodies), [a.outcome for a in reply.attempts])
    assert ((), set(sections(heard))) == (reply.faults, {"headline", "standfirst", "body"})


async def test_a_streamed_reply_that_is_cut_is_written_again_from_its_start(start: Start) -> None:
    heard: list[Progress] = []
    _, engine = await start(completion("{", "length"))
    reply = await engine.write(PLAN, CALL, None, listen=heard.append)

    assert 2 == len(reply.attempts)
    assert ["headline", "standfirst", "body"] == sections(heard)
