"""What llama.cpp refuses, and what is left when it dies."""

import asyncio
from pathlib import Path

import pytest

from drafter.errors import ProviderRefused, ProviderUnavailable
from drafter.planning import Plan
from prompts.reader import read_recipe
from tests.factories import plan_of, report
from tests.wire.conftest import engine_at
from tests.wire.server import LLAMA, LLAMA_CONTEXT, Server

SENTENCE = "Inspectors looked at pier number nine again and found nothing new."


def plan_of_about(characters: int) -> Plan:
    """A plan whose report has this many characters, which is about as many tokens."""
    paragraphs = [SENTENCE] * (characters // (len(SENTENCE) + len("[R1.S100] ")))
    return plan_of(report(*paragraphs), recipe=read_recipe("single"))


def is_busy(llama: Server) -> bool:
    """Whether it is working on a reply."""
    return any(slot["is_processing"] for slot in llama.ask("/slots").json())


async def test_reports_that_overflow_the_context_are_refused_with_what_to_do(
    llama: Server,
) -> None:
    plan = plan_of_about(60_000)
    async with engine_at(llama.url) as engine:
        with pytest.raises(ProviderRefused, match=f"{LLAMA_CONTEXT} tokens.*shorten"):
            await engine.write(plan, plan.calls[0], None)


@pytest.mark.usefixtures("llama")
async def test_a_server_that_dies_in_the_middle_of_a_call_is_unavailable(tmp_path: Path) -> None:
    plan = plan_of_about(26_000)
    with Server(LLAMA, tmp_path) as server:
        async with engine_at(server.url) as engine:
            asked = asyncio.create_task(engine.write(plan, plan.calls[0], None))
            while not await asyncio.to_thread(is_busy, server):
                assert not asked.done()
            await asyncio.to_thread(server.kill)
            with pytest.raises(ProviderUnavailable, match=r"127\.0\.0\.1:\d+ failed 4x"):
                await asked
