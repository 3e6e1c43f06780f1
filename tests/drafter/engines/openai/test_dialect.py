from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.engines.openai.dialect import Dialect
from drafter.engines.openai.ladder import RUNGS
from schemas.provenance import Rung
from tests.fakes.clock import Hands

OPENAI = "https://api.openai.com/v1"
AZURE = "https://newsroom.openai.azure.com/openai/v1"
OPENROUTER = "https://openrouter.ai/api/v1"
DEEPSEEK = "https://api.deepseek.com"
OWN = "http://127.0.0.1:8080/v1"


def all_of(dialect: Dialect, rung: Rung = Rung.STRICT_SCHEMA) -> dict[str, Any]:
    return dialect.parameters(tokens=900, cache_key="k", stream=True, rung=rung)


AN_HOUR = 3600.0
USAGE = {"include_usage": True}
FULL = {"max_completion_tokens": 900, "prompt_cache_key": "k", "stream_options": USAGE}
PORTABLE = {"max_tokens": 900, "stream_options": USAGE}


@pytest.mark.parametrize(
    ("base_url", "expected"),
    [
        (OPENAI, FULL),
        ("https://eu.api.openai.com/v1", FULL),
        (AZURE, FULL),
        (OPENROUTER, PORTABLE | {"provider": {"require_parameters": True}}),
        (DEEPSEEK, PORTABLE),
        (OWN, PORTABLE),
        ("http://api.openai.com.example.org/v1", PORTABLE),
        ("https://notopenrouter.ai/v1", PORTABLE),
        ("http://gateway.example.org/api.openai.com/v1", PORTABLE),
        ("", PORTABLE),
    ],
)
def test_each_host_is_told_what_it_knows(base_url: str, expected: dict[str, Any]) -> None:
    assert expected == all_of(Dialect(base_url))


@pytest.mark.parametrize("base_url", [OPENAI, AZURE, OPENROUTER, DEEPSEEK, OWN])
def test_no_sampling_parameter_is_ever_sent(base_url: str) -> None:
    sent = set(all_of(Dialect(base_url)))
    assert set() == sent & {"temperature", "top_p", "seed", "parallel_tool_calls", "n"}


def test_nothing_is_told_that_was_not_asked_for() -> None:
    assert {} == Dialect(OPENAI).parameters(tokens=None, cache_key=None, stream=False)


def test_a_router_is_held_to_the_schema_where_one_is_sent() -> None:
    router = Dialect(OPENROUTER)
    held = [rung for rung in RUNGS if "provider" in all_of(router, rung)]
    assert [Rung.STRICT_SCHEMA, Rung.JSON_SCHEMA] == held


@pytest.mark.parametrize(
    ("base_url", "sent", "other"),
    [
        (OWN, "max_tokens", "max_completion_tokens"),
        (OPENAI, "max_completion_tokens", "max_tokens"),
    ],
)
def test_a_refused_limit_goes_by_its_other_name_once_and_is_then_left_out(
    base_url: str, sent: str, other: str
) -> None:
    dialect = Dialect(base_url)
    assert sent in all_of(dialect)
    assert dialect.refused(sent)
    assert 900 == all_of(dialect)[other]
    assert sent not in all_of(dialect)
    assert dialect.refused(other)
    assert not {sent, other} & set(all_of(dialect))


@pytest.mark.parametrize("named", ["stream_options", "stream_options.include_usage"])
def test_other_refused_parameters_are_dropped_by_whatever_part_is_named(named: str) -> None:
    dialect = Dialect(OWN)
    assert dialect.refused(named)
    assert {"max_tokens": 900} == all_of(dialect)


def test_a_parameter_that_was_never_sent_cannot_be_refused() -> None:
    dialect = Dialect(OWN)
    assert not dialect.refused("temperature")
    assert not dialect.refused("prompt_cache_key")
    assert PORTABLE == all_of(dialect)


def test_of_two_calls_side_by_side_both_may_go_on_without_the_parameter() -> None:
    dialect = Dialect(OPENAI)
    assert [True, True] == [dialect.refused("prompt_cache_key") for _ in range(2)]


def test_refused_parameters_are_tried_again_when_the_memory_expires() -> None:
    hands = Hands()
    dialect = Dialect(OWN, seconds=AN_HOUR, now=hands)
    dialect.refused("max_tokens")
    dialect.refused("stream_options")
    hands.at = AN_HOUR - 1
    assert {"max_completion_tokens": 900} == all_of(dialect)
    hands.at = AN_HOUR
    assert PORTABLE == all_of(dialect)


@pytest.mark.parametrize(
    ("configured", "expected"),
    [
        (Rung.STRICT_SCHEMA, Rung.JSON_OBJECT),
        (Rung.JSON_SCHEMA, Rung.JSON_OBJECT),
        (Rung.FORCED_TOOL, Rung.FORCED_TOOL),
        (Rung.PLAIN, Rung.PLAIN),
    ],
)
def test_deepseek_is_not_sent_schemas_and_a_configured_tool_stands(
    configured: Rung, expected: Rung
) -> None:
    assert expected is Dialect(DEEPSEEK).start(configured)
    assert configured is Dialect(OWN).start(configured)


@given(
    base_url=st.sampled_from([OPENAI, AZURE, OPENROUTER, DEEPSEEK, OWN, "", "http://[::1]:1/v1"]),
    names=st.lists(st.text(max_size=20) | st.sampled_from([*FULL, *PORTABLE, "provider"])),
)
def test_whatever_is_refused_nothing_refused_is_sent_and_nothing_new_appears(
    base_url: str, names: list[str]
) -> None:
    dialect = Dialect(base_url)
    before = set(all_of(dialect)) | {"max_tokens", "max_completion_tokens"}
    for name in names:
        dialect.refused(name)
    assert set(all_of(dialect)) <= before - set(names)
