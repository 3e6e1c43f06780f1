"""Drafting with a fallback."""

import pytest

from drafter.engines.base import Reply
from drafter.errors import ConfigurationError, DrafterError, ProviderUnavailable
from drafter.service import Request, draft_once, drafted, recipe_for, require_engine
from drafter.settings import Settings
from drafter.verify.support import CALL, NOT_ASKED
from schemas.evidence import Check
from schemas.provenance import EngineName
from schemas.written import Written
from tests.factories import report, statement
from tests.fakes.endpoint import FakeEndpoint
from tests.fakes.engine import FakeEngine, reply

REQUEST = Request(reports=(report(),))
TAKEAWAY = Written(key_takeaway=(statement(),))


def down() -> FakeEngine:
    """A provider that fails the call of the headline and answers the others."""
    others = ("explain", "analyse", "foresee", "voices")
    replies: dict[str, list[Reply | DrafterError]] = {name: [reply(TAKEAWAY)] for name in others}
    return FakeEngine(replies | {"report": [ProviderUnavailable("down")] * 2})


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


@pytest.mark.parametrize(
    ("asked", "setting", "judged"),
    [(False, "none", False), (True, "none", True), (False, "model", True), (True, "model", True)],
)
async def test_a_model_is_asked_what_carries_statements_by_request_or_by_the_settings(
    *, asked: bool, setting: str, judged: bool
) -> None:
    async with FakeEndpoint() as endpoint:
        settings = Settings.model_validate({"OPENAI_BASE_URL": endpoint.url, "support": setting})
        request = Request(reports=(report(),), support=asked)

        made = await draft_once(request, settings, EngineName.OPENAI)

    assert judged is (CALL in [call.name for call in made.provenance.calls])


async def test_another_model_of_the_settings_is_the_judge() -> None:
    async with FakeEndpoint() as endpoint:
        given = {"OPENAI_BASE_URL": endpoint.url, "support": "model", "support_model": "judge-1"}
        settings = Settings.model_validate(given)

        made = await draft_once(REQUEST, settings, EngineName.OPENAI, "writer-1")

    models = {call.name: call.attempts[0].model for call in made.provenance.calls}
    assert "writer-1" == made.provenance.model
    assert ("judge-1", {"writer-1"}) == (models.pop(CALL), {*models.values()})


@pytest.mark.parametrize("name", [*EngineName])
async def test_where_no_model_writes_none_judges_and_one_finding_says_so(name: EngineName) -> None:
    settings = {
        "support": "model",
        "support_model": "judge-1",
        "OPENAI_BASE_URL": "http://127.0.0.1:9/v1",
    }

    made = await draft_once(REQUEST, Settings.model_validate(settings | {"attempts": 1}), name)

    assert EngineName.EXTRACTIVE is made.provenance.engine
    (finding,) = (one for one in made.findings if one.check is Check.SUPPORT)
    assert finding.reason.startswith(NOT_ASKED)
