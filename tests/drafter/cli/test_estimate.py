"""`drafter draft --estimate`: what a draft would cost, and nothing is drafted."""

import json
from decimal import Decimal

import pytest

from schemas.estimate import NOTHING, Estimate
from tests.drafter.cli.conftest import Terminal

PRICE = '{"input": 1, "output": 10}'


@pytest.fixture
def model(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal whose settings name a model at an endpoint where nobody listens."""
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("DRAFTER_MODEL", "writer")
    monkeypatch.setenv("DRAFTER_PRICE", PRICE)
    return terminal


def test_it_is_a_few_lines_on_standard_output(model: Terminal) -> None:
    outcome = model("draft", model.report, "--estimate")
    assert 0 == outcome.status
    names = ["model", "calls", "input", "output", "cost", "at most"]
    assert names == [line[:10].strip() for line in outcome.out.splitlines()]
    assert outcome.out.startswith("model     writer\ncalls     5\n")


def test_a_named_model_is_estimated_though_its_endpoint_is_down(model: Terminal) -> None:
    assert "drafted" not in model("draft", model.report, "--estimate").err


def test_with_format_json_it_is_the_estimate(model: Terminal) -> None:
    outcome = model("draft", model.report, "--estimate", "--format", "json")
    made = Estimate.model_validate_json(outcome.out)
    assert made.cost_usd == (made.input_tokens + 10 * made.output_tokens) / Decimal(1_000_000)


def test_the_recipe_decides_how_many_calls(model: Terminal) -> None:
    assert "calls     1\n" in model("draft", model.report, "--estimate", "--recipe", "single").out


def test_a_model_of_unknown_price_is_said_to_be(
    model: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DRAFTER_PRICE")
    assert "cost      price unknown" in model("draft", model.report, "--estimate").out


def test_without_a_model_it_costs_nothing(terminal: Terminal) -> None:
    outcome = terminal("draft", terminal.report, "--estimate", "--format", "json")
    assert NOTHING == Estimate.model_validate(json.loads(outcome.out))


def test_where_no_model_is_named_and_none_can_be_asked_for_it_fails(
    model: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DRAFTER_MODEL")
    outcome = model("draft", model.report, "--estimate")
    assert (3, "") == (outcome.status, outcome.out)


def test_a_file_takes_it_and_nothing_is_queued(model: Terminal) -> None:
    model("draft", model.report, "--estimate", "--queue", "--out", "estimate.txt")
    assert {"estimate.txt", "report.txt"} == {path.name for path in model.folder.iterdir()}


def test_a_models_word_on_each_statement_is_counted_where_it_is_asked_for(model: Terminal) -> None:
    plain, judged = (
        Estimate.model_validate_json(model("draft", model.report, *options).out)
        for options in (
            ["--estimate", "--format", "json"],
            ["--estimate", "--format", "json", "--support"],
        )
    )
    assert judged.calls > plain.calls
