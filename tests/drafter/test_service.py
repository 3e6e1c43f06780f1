"""Drafting with a fallback."""

import pytest

from drafter.engines.base import Reply
from drafter.errors import ConfigurationError, DrafterError, ProviderUnavailable
from drafter.service import Request, drafted, recipe_for, require_engine
from drafter.settings import Settings
from schemas.provenance import EngineName
from schemas.written import Written
from tests.factories import report, statement
from tests.fakes.engine import FakeEngine, reply

REQUEST = Request(reports=(report(),))
TAKEAWAY = Written(key_takeaway=(statement(),))


def down() -> FakeEngine:
    """A provider that fails the call of the headline and answers the others."""
    others = ("explain", "analyse", "foresee", "voices")
    replies: dict[str, list[Reply | DrafterError]] = {name: [reply(TAKEAWAY)] for name in others}
    return FakeEngine(replies | {"report": [ProviderUnavailable("down")]})


async def test_a_fallback_says_why_and_what_had_been_paid() -> None:
    made = await drafted(REQUEST, down(), Settings.model_validate({}))
    assert EngineName.EXTRACTIVE is made.provenance.engine
    assert "down" == made.provenance.fallback_reason
    assert {"explain", "analyse", "foresee", "voices"} == {c.name for c in made.provenance.calls}
    assert 400 == made.provenance.input_tokens


async def test_without_a_fallback_the_failure_is_raised() -> None:
    with pytest.raises(ProviderUnavailable):
        await drafted(REQUEST, down(), Settings.model_validate({"fallback": "none"}))


def test_an_unknown_recipe_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(ConfigurationError, match="briefing"):
        recipe_for(Settings.model_validate({}), EngineName.OPENAI, "poem")


def test_the_recipe_of_the_extractive_engine_is_not_for_a_model() -> None:
    with pytest.raises(ConfigurationError, match="extractive engine alone"):
        recipe_for(Settings.model_validate({}), EngineName.OPENAI, "extractive")


def test_the_openai_engine_needs_a_key_or_an_endpoint() -> None:
    with pytest.raises(ConfigurationError, match="OPENAI_API_KEY"):
        require_engine(Settings.model_validate({}), EngineName.OPENAI)
