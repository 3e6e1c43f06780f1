"""The servers that nobody here wrote, and our engine talking to them."""

import ctypes
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from drafter.engines.openai.client import models, open_endpoint
from drafter.engines.openai.engine import OpenAIEngine
from drafter.engines.openai.ladder import Ladder
from drafter.engines.openai.transport import Patience, Sleep
from drafter.ingest.reading import read_file
from drafter.planning import Plan, plan
from prompts.reader import read_recipe
from schemas.provenance import Rung
from tests.wire.server import LLAMA, LLAMA_MODEL, LLMOCK, PATIENCE, ROOT, DoesNotRun, Server

RUNGS = [rung.value for rung in Rung]
REPORT = ROOT / "evals/casebook/reports/harbour-bridge.txt"


@pytest.fixture(scope="session")
def llama(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """llama.cpp's own server, with tiny random weights."""
    yield from started(LLAMA, tmp_path_factory.mktemp("llama"), "xllamacpp and Debian's libgomp1")


@pytest.fixture(scope="session")
def llmock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A stand-in for OpenAI that breaks on request, and judges its client."""
    yield from started(LLMOCK, tmp_path_factory.mktemp("llmock"), "llmock")


def started(module: str, folder: Path, needs: str) -> Iterator[Server]:
    """The server that the tests share. Where it cannot run they skip; in CI they fail.

    But for one case: a machine whose system lacks the library that llama.cpp is linked with.
    """
    try:
        with Server(module, folder) as server:
            yield server
    except DoesNotRun as error:
        if os.environ.get("CI") and can_be_loaded("libgomp.so.1"):
            raise
        pytest.skip(f"it needs {needs}: {error}")


def can_be_loaded(library: str) -> bool:
    """Whether this system has the shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


async def no_wait(seconds: float) -> None:
    """Sleeps for no time."""


@asynccontextmanager
async def engine_at(
    url: str,
    model: str = LLAMA_MODEL,
    *,
    rung: str = RUNGS[0],
    most_tokens: int | None = None,
    sleep: Sleep = no_wait,
) -> AsyncIterator[OpenAIEngine]:
    """Our engine, talking to a server. It does not wait between its attempts, or as it is told."""
    endpoint = open_endpoint(url, None)
    engine = OpenAIEngine(
        endpoint,
        model,
        ladder=Ladder(start=Rung(rung)),
        patience=Patience(seconds=PATIENCE, sleep=sleep),
        output_tokens=most_tokens,
    )
    yield engine
    await endpoint.close()


async def models_at(url: str) -> tuple[str, ...]:
    """The models that a server lists, as our client reads them."""
    endpoint = open_endpoint(url, None)
    try:
        return await models(endpoint)
    finally:
        await endpoint.close()


def plan_by(recipe: str) -> Plan:
    """The plan of a real report."""
    return plan([read_file(str(REPORT))], read_recipe(recipe))
