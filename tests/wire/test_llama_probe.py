"""What `drafter config check` finds out about llama.cpp."""

from collections.abc import AsyncIterator

import pytest

from drafter.engines.openai.client import Endpoint, open_endpoint
from drafter.engines.openai.ladder import Ladder
from drafter.engines.openai.probe import Finding, context_of, probe
from drafter.engines.openai.transport import Patience
from schemas.provenance import Rung
from tests.wire.server import LLAMA_CONTEXT, LLAMA_MODEL, PATIENCE, Server


@pytest.fixture
async def endpoint(llama: Server) -> AsyncIterator[Endpoint]:
    opened = open_endpoint(llama.url, None)
    yield opened
    await opened.close()


@pytest.mark.parametrize("rung", [Rung.STRICT_SCHEMA, Rung.JSON_SCHEMA])
async def test_llama_cpp_keeps_to_a_schema_even_where_the_model_writes_nonsense(
    endpoint: Endpoint, rung: Rung
) -> None:
    patience = Patience(attempts=1, seconds=PATIENCE)
    found = await probe(endpoint, LLAMA_MODEL, Ladder(start=rung), patience)
    assert [(rung, Finding.ENFORCED)] == [(asked.rung, asked.finding) for asked in found.asked]


async def test_a_forced_tool_does_not_bind_llama_cpp(endpoint: Endpoint) -> None:
    patience = Patience(attempts=1, seconds=PATIENCE)
    found = await probe(endpoint, LLAMA_MODEL, Ladder(start=Rung.FORCED_TOOL), patience)
    assert (Rung.FORCED_TOOL, Finding.IGNORED) == (found.asked[0].rung, found.asked[0].finding)
    assert found.rung is None, "nor does this model write what the prompt asks for"


async def test_the_context_that_llama_cpp_tells_is_that_of_one_request(endpoint: Endpoint) -> None:
    assert LLAMA_CONTEXT == await context_of(endpoint, LLAMA_MODEL)
