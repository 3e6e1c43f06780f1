"""Whole drafts of our sample report, replayed from cassettes that were recorded through a relay.

The replies were written by a reader of the requests alone (model `relay`, no commercial model's).
They were written for these very requests, but for the word `inferred` in seven lines of the
timeline, which has gone since. The cassettes match on the body: a changed prompt finds no reply.
To record them anew, answer the requests behind an OpenAI-compatible endpoint on port 8081 and run
with `--record-mode=rewrite`, without the last test, which asks for what is on no cassette.
"""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from vcr.errors import CannotOverwriteExistingCassetteException

from drafter.engines.openai.client import open_endpoint
from drafter.engines.openai.engine import OpenAIEngine
from drafter.engines.openai.transport import Patience
from drafter.ingest.events import read_events
from drafter.ingest.reading import read_file
from drafter.pipeline import draft
from drafter.planning import Plan, plan
from prompts.reader import read_recipe
from schemas.draft import Draft
from schemas.evidence import Severity
from schemas.sections import SectionName
from schemas.statement import Basis
from schemas.walk import statements_of

CASEBOOK = Path(__file__).parents[4] / "evals" / "casebook"
ENDPOINT = "http://127.0.0.1:8081/v1"
RECIPES = [
    pytest.param(name, marks=pytest.mark.default_cassette(f"{name}.yaml"))
    for name in ("briefing", "single")
]
RUN = 8
"""Words in a row, outside quotation marks, that are the source's rather than the writer's."""


@pytest.fixture(scope="module")
def vcr_config() -> dict[str, Any]:
    """What must be the same for a reply to be played, and what is never kept."""
    return {
        "match_on": ["method", "scheme", "host", "port", "path", "query", "body"],
        "filter_headers": ["authorization", "user-agent", "cookie", "accept-encoding"]
        + [f"x-stainless-{name}" for name in STAINLESS],
        "decode_compressed_response": True,
    }


STAINLESS = (
    "arch",
    "async",
    "lang",
    "os",
    "package-version",
    "raw-response",
    "read-timeout",
    "retry-count",
    "runtime",
    "runtime-version",
)


def sample_plan(recipe: str) -> Plan:
    report = read_file(str(CASEBOOK / "reports" / "harbour-bridge.txt"))
    events = read_events(str(CASEBOOK / "events" / "harbour-bridge.jsonl"))
    return plan([report], read_recipe(recipe), topic="harbour-bridge", earlier=events)


async def relayed(recipe: str) -> Draft:
    endpoint = open_endpoint(ENDPOINT, "unused")
    try:
        return await draft(sample_plan(recipe), OpenAIEngine(endpoint, "relay"))
    finally:
        await endpoint.close()


@pytest.mark.vcr
@pytest.mark.parametrize("recipe", RECIPES)
async def test_a_relayed_draft_fills_every_section_that_one_report_can(recipe: str) -> None:
    made = await relayed(recipe)
    assert {SectionName.CONFLICTS} == set(made.null_reasons)
    assert "relay" == made.provenance.model


@pytest.mark.vcr
@pytest.mark.parametrize("recipe", RECIPES)
async def test_a_relayed_draft_has_no_blocking_finding(recipe: str) -> None:
    made = await relayed(recipe)
    assert [] == [f.reason for f in made.findings if f.severity is Severity.BLOCKER]


@pytest.mark.vcr
@pytest.mark.parametrize("recipe", RECIPES)
async def test_its_body_reports_and_its_analysis_is_marked(recipe: str) -> None:
    made = await relayed(recipe)
    bases = {
        name: {s.basis for n, s in statements_of(made) if n is name}
        for name in (SectionName.BODY, SectionName.ROOT_CAUSES, SectionName.SCENARIOS)
    }
    assert Basis.REPORTED in bases[SectionName.BODY]
    assert Basis.INFERENCE in bases[SectionName.ROOT_CAUSES]
    assert Basis.INFERENCE in bases[SectionName.SCENARIOS]


@pytest.mark.vcr
@pytest.mark.parametrize("recipe", RECIPES)
async def test_each_scenario_has_a_likelihood_a_day_and_a_sign(recipe: str) -> None:
    made = await relayed(recipe)
    assert made.scenarios
    for scenario in made.scenarios:
        assert scenario.likelihood
        assert scenario.watch_for
        assert re.search(r"\b20\d\d\b", scenario.statement.text)


def tokens(text: str) -> list[str]:
    """Words outside quotation marks; a mark stands for each quotation."""
    return re.findall(r"[a-z0-9]+|\|", re.sub(r"[“\"][^”\"]*[”\"]", " | ", text).lower())


def runs(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


@pytest.mark.vcr
@pytest.mark.parametrize("recipe", RECIPES)
async def test_of_a_hundred_words_at_most_one_stands_in_a_long_run_of_the_source(
    recipe: str,
) -> None:
    made = await relayed(recipe)
    source = runs(tokens(" ".join(sample_plan(recipe).sentences().values())))
    total, close = 0, 0
    for _, statement in statements_of(made):
        words = tokens(statement.text)
        near = [at for at in range(len(words)) if tuple(words[at : at + RUN]) in source]
        total += len(words)
        close += len({word for at in near for word in range(at, at + RUN)})
    assert close <= 0.01 * total


@pytest.mark.vcr
@pytest.mark.default_cassette("single.yaml")
async def test_a_changed_request_finds_no_reply_on_the_cassette() -> None:
    changed = replace(sample_plan("single"), instructions="Mind the ferries.")
    endpoint = open_endpoint(ENDPOINT, "unused")
    engine = OpenAIEngine(endpoint, "relay", patience=Patience(attempts=1))
    with pytest.raises(CannotOverwriteExistingCassetteException):
        await draft(changed, engine)
    await endpoint.close()
