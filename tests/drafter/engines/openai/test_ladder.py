import asyncio
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.engines.openai.dialect import Dialect
from drafter.engines.openai.ladder import RUNGS, STRIKES, Ladder, Ladders
from schemas.provenance import Rung
from tests.fakes.clock import Hands

STRICT, SCHEMA, TOOL, OBJECT, PLAIN = RUNGS
AN_HOUR = 3600.0
NO_SCHEMA = "'response_format' of type 'json_schema' is not supported with this model"


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def ladder(hands: Hands) -> Ladder:
    return Ladder(endpoint="http://127.0.0.1/v1", model="m", seconds=AN_HOUR, now=hands)


def test_the_rungs_are_in_the_order_of_the_schemas() -> None:
    assert tuple(Rung) == RUNGS


def test_a_ladder_begins_at_the_strict_schema_or_where_it_is_told(hands: Hands) -> None:
    assert Ladder().rung is STRICT
    assert Ladder(start=OBJECT, now=hands).rung is OBJECT


REFUSALS = {
    "OpenAI, an older model": (STRICT, NO_SCHEMA, TOOL),
    "Azure, an older version": (STRICT, "response_format value as json_schema is enabled", TOOL),
    "DeepSeek": (STRICT, "This response_format type is unavailable now", TOOL),
    "a server that knows no strict": (STRICT, "Unknown field: json_schema.strict", SCHEMA),
    "the same, then json_schema": (SCHEMA, "unknown response_format.type `json_schema`", TOOL),
    "OpenRouter": (STRICT, "No endpoints found that can handle the requested parameters.", TOOL),
    "a server of no tools": (TOOL, "stablelm2:latest does not support tools", OBJECT),
    "DeepSeek that thinks": (TOOL, "Thinking mode does not support this tool_choice", OBJECT),
    "LM Studio": (OBJECT, "'response_format.type' must be 'json_schema' or 'text'", PLAIN),
}


@pytest.mark.parametrize(("rung", "why", "then"), REFUSALS.values(), ids=list(REFUSALS))
def test_a_refusal_rules_out_what_it_names(
    ladder: Ladder, rung: Rung, why: str, then: Rung
) -> None:
    for above in RUNGS[: RUNGS.index(rung)]:
        ladder.refused(above, "no")

    assert ladder.refused(rung, why)

    assert then is ladder.rung


@pytest.mark.parametrize(
    "why",
    [
        "The response_format parameter is unsupported at the moment. Leave it unset.",
        "Unrecognized request argument supplied: response_format",
    ],
)
def test_where_no_response_format_is_known_the_tool_is_tried_and_then_plain_text(
    ladder: Ladder, why: str
) -> None:
    ladder.refused(STRICT, why)
    assert ladder.rung is TOOL
    ladder.refused(TOOL, "unknown field: tools")
    assert ladder.rung is PLAIN


def test_the_name_of_a_type_field_beside_the_words_does_not_narrow_them(ladder: Ladder) -> None:
    ladder.refused(STRICT, "{'message': 'no response_format', 'type': 'invalid_request_error'}")
    ladder.refused(TOOL, "no tools")
    assert ladder.rung is PLAIN


def test_below_plain_text_there_is_nothing(ladder: Ladder) -> None:
    assert not ladder.refused(PLAIN, "no")
    assert ladder.rung is STRICT


def test_a_ladder_never_climbs_above_its_start(hands: Hands) -> None:
    ladder = Ladder(start=OBJECT, seconds=AN_HOUR, now=hands)
    ladder.refused(OBJECT, "no json_object here")
    assert ladder.rung is PLAIN
    hands.at += AN_HOUR
    assert ladder.rung is OBJECT


def test_what_was_refused_is_tried_again_when_the_memory_expires(
    ladder: Ladder, hands: Hands
) -> None:
    ladder.refused(STRICT, NO_SCHEMA)
    hands.at = AN_HOUR - 1
    assert ladder.rung is TOOL
    hands.at = AN_HOUR
    assert ladder.rung is STRICT


def test_each_rung_is_forgotten_by_itself(ladder: Ladder, hands: Hands) -> None:
    ladder.refused(STRICT, NO_SCHEMA)
    hands.at = 60
    ladder.refused(TOOL, "no tools")
    hands.at = AN_HOUR
    assert ladder.rung is STRICT
    ladder.refused(STRICT, NO_SCHEMA)
    assert ladder.rung is OBJECT, "that there are no tools is still known"


def test_replies_that_ignore_the_schema_lower_the_rung_after_three_in_a_row(
    ladder: Ladder,
) -> None:
    for _ in range(STRIKES - 1):
        ladder.ignored(STRICT)
    assert ladder.rung is STRICT
    ladder.ignored(STRICT)
    assert ladder.rung is TOOL


def test_a_reply_that_keeps_to_the_schema_begins_the_count_again(ladder: Ladder) -> None:
    for _ in range(10):
        for _ in range(STRIKES - 1):
            ladder.ignored(STRICT)
        ladder.honoured(STRICT)
    assert ladder.rung is STRICT


def test_replies_in_plain_text_cannot_lower_the_rung(ladder: Ladder) -> None:
    for _ in range(2 * STRIKES):
        ladder.ignored(PLAIN)
    assert ladder.rung is STRICT


async def test_calls_side_by_side_take_one_step_together(ladder: Ladder) -> None:
    gate = asyncio.Event()

    async def call() -> Rung:
        asked_at = ladder.rung
        await gate.wait()
        assert ladder.refused(asked_at, NO_SCHEMA)
        return ladder.rung

    calls = [asyncio.create_task(call()) for _ in range(5)]
    await asyncio.sleep(0)
    gate.set()

    assert [TOOL] * 5 == await asyncio.gather(*calls)


def test_a_late_reply_at_an_old_rung_undoes_and_hides_nothing(ladder: Ladder) -> None:
    ladder.refused(STRICT, NO_SCHEMA)
    ladder.ignored(TOOL)
    ladder.ignored(TOOL)

    ladder.honoured(STRICT)
    ladder.ignored(STRICT)
    assert ladder.rung is TOOL
    ladder.ignored(TOOL)

    assert ladder.rung is OBJECT


def test_strikes_at_a_rung_that_was_left_are_not_kept_for_later(
    ladder: Ladder, hands: Hands
) -> None:
    ladder.ignored(STRICT)
    ladder.ignored(STRICT)
    ladder.refused(STRICT, NO_SCHEMA)
    hands.at = AN_HOUR / 2
    for _ in range(STRIKES):
        ladder.ignored(STRICT)
    hands.at = AN_HOUR

    ladder.ignored(STRICT)

    assert ladder.rung is STRICT


def test_a_step_is_logged_once_with_its_endpoint_model_and_reason(
    ladder: Ladder, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(3):
        ladder.refused(STRICT, NO_SCHEMA)

    (record,) = caplog.records
    assert (logging.WARNING, "http://127.0.0.1/v1", "m", "strict_schema", "forced_tool") == (
        record.levelno,
        *(vars(record)[name] for name in ("endpoint", "model", "rung_from", "rung_to")),
    )
    why = "the endpoint refused it (response_format, json_schema)"
    assert why == vars(record)["why"]
    assert record.getMessage().endswith(
        f"asked for as forced_tool, no longer as strict_schema: {why}"
    )


def test_a_step_is_logged_without_what_the_endpoint_repeats_of_the_request(
    ladder: Ladder, caplog: pytest.LogCaptureFixture
) -> None:
    ladder.refused(STRICT, f"HTTP 422: {NO_SCHEMA}: Mayor Holt said so")

    (record,) = caplog.records
    assert "HTTP 422, response_format, json_schema" in vars(record)["why"]
    assert "Holt" not in f"{record.getMessage()} {vars(record)}"


def test_a_step_back_up_is_logged_too(
    ladder: Ladder, hands: Hands, caplog: pytest.LogCaptureFixture
) -> None:
    ladder.refused(STRICT, NO_SCHEMA)
    hands.at = AN_HOUR

    assert ladder.rung is STRICT

    assert ["strict_schema -> forced_tool", "forced_tool -> strict_schema"] == [
        f"{vars(record)['rung_from']} -> {vars(record)['rung_to']}" for record in caplog.records
    ]
    assert "expired" in caplog.records[-1].getMessage()


def test_a_refusal_that_moves_nothing_is_not_logged_as_a_step(
    ladder: Ladder, caplog: pytest.LogCaptureFixture
) -> None:
    ladder.refused(OBJECT, "no json_object here")
    assert ladder.rung is STRICT
    assert [] == caplog.records


Learning = st.tuples(
    st.sampled_from(["refused", "ignored", "honoured"]),
    st.sampled_from(RUNGS),
    st.sampled_from(["", "no", NO_SCHEMA, "strict is unknown", "no response_format", "no tools"]),
)


@given(start=st.sampled_from(RUNGS), learnt=st.lists(Learning, max_size=40))
def test_whatever_is_learnt_the_rung_only_goes_down_until_it_is_forgotten(
    start: Rung, learnt: list[tuple[str, Rung, str]]
) -> None:
    hands = Hands()
    ladder = Ladder(start=start, seconds=AN_HOUR, now=hands)
    stood = RUNGS.index(start)
    for what, rung, why in learnt:
        hands.at += 1
        if what == "refused":
            below = ladder.refused(rung, why)
            assert below is (rung is not PLAIN)
            assert rung is PLAIN or ladder.rung is not rung
        else:
            getattr(ladder, what)(rung)
        assert stood <= RUNGS.index(ladder.rung)
        stood = RUNGS.index(ladder.rung)
    hands.at += AN_HOUR
    assert start is ladder.rung


@given(words=st.lists(st.text(max_size=40), min_size=len(RUNGS)))
def test_whatever_an_endpoint_says_five_refusals_end_at_plain_text(words: list[str]) -> None:
    ladder = Ladder()
    asked = []
    for why in words:
        asked.append(ladder.rung)
        if not ladder.refused(ladder.rung, why):
            break
    assert asked[-1] is PLAIN
    assert len(asked) == len(set(asked))


def test_each_model_of_each_endpoint_has_a_ladder_of_its_own(hands: Hands) -> None:
    ladders = Ladders(SCHEMA, seconds=AN_HOUR, now=hands)
    here = ladders.of("http://127.0.0.1:1/v1", "a")
    here.refused(SCHEMA, NO_SCHEMA)

    assert here is ladders.of("http://127.0.0.1:1/v1/", "a")
    assert SCHEMA is ladders.of("http://127.0.0.1:1/v1", "b").rung
    assert SCHEMA is ladders.of("http://127.0.0.1:2/v1", "a").rung
    hands.at = AN_HOUR
    assert here.rung is SCHEMA


def test_what_a_host_is_known_to_refuse_is_not_tried() -> None:
    deepseek = Ladders().of("https://api.deepseek.com", "deepseek-chat")
    assert deepseek.rung is OBJECT


def test_the_dialect_of_a_ladder_is_that_of_its_endpoint_and_forgets_as_fast(
    hands: Hands,
) -> None:
    dialect = Ladders(seconds=60, now=hands).of("https://api.openai.com/v1", "m").dialect
    before = dialect.parameters(tokens=9, cache_key="k", stream=False)
    dialect.refused("prompt_cache_key")
    hands.at = 60

    assert {"max_completion_tokens": 9, "prompt_cache_key": "k"} == before
    assert before == dialect.parameters(tokens=9, cache_key="k", stream=False)


def test_a_ladder_without_an_endpoint_adds_nothing() -> None:
    assert {} == Ladder().dialect.parameters(tokens=None, cache_key="k", stream=False)
    assert isinstance(Ladder().dialect, Dialect)
