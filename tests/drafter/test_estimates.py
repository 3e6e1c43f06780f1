"""What a draft will cost, told from the settings."""

from dataclasses import replace
from typing import Any

import pytest

from drafter.errors import ConfigurationError
from drafter.estimates import endpoint_of, estimate_of, estimate_once
from drafter.service import Request
from drafter.settings import Settings
from schemas.estimate import NOTHING
from schemas.provenance import EngineName
from tests.factories import report
from tests.fakes.endpoint import MODEL, FakeEndpoint

WANTED = Request(reports=(report(),))
PRICE = {"input": 1, "output": 10}


def settings(url: str | None = "http://127.0.0.1:9/v1", **more: object) -> Settings:
    given: dict[str, Any] = {
        "OPENAI_BASE_URL": url,
        "OPENAI_API_KEY": "sk-test",
        "recipe": "single",
    }
    return Settings.model_validate(given | more)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        (None, "api.openai.com"),
        ("https://OpenRouter.ai/api/v1", "openrouter.ai"),
        ("http://127.0.0.1:8080/v1", "127.0.0.1:8080"),
        ("https://user:secret@models.example.org/v1", "models.example.org"),
    ],
)
def test_the_endpoint_is_its_host_without_credentials(url: str | None, host: str) -> None:
    assert host == endpoint_of(settings(url))


def test_the_model_of_the_caller_comes_before_that_of_the_settings() -> None:
    both = settings(model="writer")
    named = estimate_of(WANTED, both, EngineName.OPENAI, "other").model
    assert ("other", "writer") == (named, estimate_of(WANTED, both, EngineName.OPENAI).model)


def test_a_known_model_at_its_own_provider_has_a_price() -> None:
    assert estimate_of(WANTED, settings(None), EngineName.OPENAI, "gpt-4o-mini").cost_usd
    assert estimate_of(WANTED, settings(), EngineName.OPENAI, "gpt-4o-mini").cost_usd is None


def test_the_settings_say_how_many_repairs_the_most_includes() -> None:
    none, two = (
        estimate_of(WANTED, settings(repairs=n), EngineName.OPENAI).most_tokens for n in (0, 2)
    )
    assert two > 3 * none


@pytest.mark.parametrize("support", ["none", "model"])
def test_the_most_goes_by_the_limit_of_a_reply_that_the_settings_name(support: str) -> None:
    few, many = (
        estimate_of(
            WANTED, settings(support=support, output_tokens=most, repairs=0), EngineName.OPENAI
        )
        for most in (1_000, 101_000)
    )
    replies = 1 if support == "none" else 1 + 2 * (few.calls - 1)  # twice as many by halves
    assert few.most_tokens + 100_000 * replies <= many.most_tokens
    assert few.output_tokens == many.output_tokens


def test_without_a_model_it_is_nothing() -> None:
    assert NOTHING == estimate_of(WANTED, settings(), EngineName.EXTRACTIVE)


def test_an_unknown_recipe_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="no recipe 'stew'"):
        estimate_of(WANTED, settings(recipe="stew"), EngineName.OPENAI)


async def test_where_no_model_is_named_the_endpoint_is_asked_for_its_only_one() -> None:
    async with FakeEndpoint() as endpoint:
        made = await estimate_once(WANTED, settings(endpoint.url, price=PRICE), EngineName.OPENAI)
    assert MODEL == made.model
    assert made.cost_usd
    assert [] == endpoint.bodies


async def test_a_named_model_is_not_asked_for() -> None:
    """Nobody listens at this endpoint."""
    made = await estimate_once(WANTED, settings(), EngineName.OPENAI, "writer")
    assert ("writer", 1) == (made.model, made.calls)


def test_what_a_models_word_on_each_statement_costs_is_counted_in() -> None:
    wanted = replace(WANTED, support=True)
    plain, judged = (
        estimate_of(one, settings(price=PRICE), EngineName.OPENAI) for one in (WANTED, wanted)
    )
    assert judged.calls > plain.calls
    assert judged.input_tokens > plain.input_tokens
    assert judged.cost_usd is not None
    assert plain.cost_usd is not None
    assert judged.cost_usd > plain.cost_usd
    always = settings(price=PRICE, support="model")
    assert judged == estimate_of(WANTED, always, EngineName.OPENAI)


def test_a_judge_of_unknown_price_leaves_the_whole_cost_unknown() -> None:
    given = settings(None, support="model", support_model="judge-1", model="gpt-4o-mini")
    assert estimate_of(WANTED, given, EngineName.OPENAI).cost_usd is None
    assert "gpt-4o-mini" == estimate_of(WANTED, given, EngineName.OPENAI).model


def test_without_a_model_a_judge_costs_nothing_either() -> None:
    wanted = replace(WANTED, support=True)
    assert NOTHING == estimate_of(wanted, settings(), EngineName.EXTRACTIVE)
