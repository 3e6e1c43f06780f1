"""What a call to a model costs besides the model: `make bench-model`.

Ours (`exchange`, and the contract that validates the reply) against a bare request by httpx2 with
json.loads and the same validation, in the same run, in rounds that alternate, each at its best
round. Then a streamed reply, and 64 drafts at once through the whole pipeline. The endpoint is a
process of its own; what it can do by itself is measured first.
"""

import asyncio
import json
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

from drafter.engines.openai.claims import Ids
from drafter.engines.openai.client import Endpoint, open_endpoint
from drafter.engines.openai.contract import contract_of
from drafter.engines.openai.engine import OpenAIEngine
from drafter.engines.openai.forms import body_of
from drafter.engines.openai.messages import messages_of
from drafter.engines.openai.pieces import Pieces
from drafter.engines.openai.transport import Patience, exchange
from drafter.engines.openai.wire import Completion
from drafter.pipeline import draft
from prompts.reader import read_recipe
from schemas.job import Listen, Stage
from schemas.provenance import Rung
from tests.benchmarks.bare_endpoint import PIECES, served
from tests.benchmarks.figures import Figures, ran_on
from tests.factories import plan_of, report
from tests.fakes.endpoint import MODEL
from tests.fakes.replies import valid_reply

RATIO, STREAM_MS, SHARE = 2.0, 6.0, 0.9
"""Bounds: CPU against a bare request; CPU of a streamed reply; share of what is allowed."""
ROUNDS = 6
REQUEST, REPLY = 25_000, 6_000
"""Least characters of the request and of the reply's text."""
DRAFTS = 64
AT_ONCE = 16
"""Requests that the endpoint of the drafts works on at once, at 200 ms each: 80 a second. More
wait there in line. We send it at most 64 at once, as by default."""
PLAN = plan_of(report(), report(), recipe=read_recipe("single"))
CALL = PLAN.calls[0]
PATIENCE = Patience(attempts=1, seconds=60.0)
Once = Callable[[], Awaitable[None]]


@dataclass(frozen=True)
class Cost:
    """Of one call: CPU of this process in milliseconds, and how many went through in a second."""

    cpu: float
    rate: float


def material() -> tuple[dict[str, Any], str]:
    """A request and a valid reply to it, both as long as those of a real draft."""
    messages = messages_of(PLAN, CALL, None, state_schema=False)
    body = body_of(MODEL, messages, contract_of(CALL), Rung.STRICT_SCHEMA, {}, stream=False)
    reply = json.loads(valid_reply(body))
    while len(json.dumps(reply)) < REPLY:
        reply["body"].append(reply["body"][0])
    missing = max(REQUEST - len(json.dumps(body)), 0)
    messages[1]["content"] += " The ferry runs at noon." * (missing // 24)
    return body, json.dumps(reply)


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Endpoint]:
    """The endpoint as the engine talks to it."""
    endpoint = open_endpoint(url, None)
    try:
        yield endpoint
    finally:
        await endpoint.close()


async def cost(once: Once, calls: int, at_once: int) -> Cost:
    """What a call costs, with so many of them in flight."""
    left = iter(range(calls))

    async def worker() -> None:
        for _ in left:
            await once()

    cpu, started = time.process_time(), time.perf_counter()
    await asyncio.gather(*(worker() for _ in range(at_once)))
    taken = time.perf_counter() - started
    return Cost((time.process_time() - cpu) / calls * 1000, calls / taken)


async def best(rivals: dict[str, Once], calls: int, at_once: int) -> dict[str, Cost]:
    """The cheapest round of each, after one that does not count."""
    rounds: dict[str, list[Cost]] = {name: [] for name in rivals}
    for number in range(ROUNDS + 1):
        for name, once in rivals.items():
            measured = await cost(once, calls, at_once)
            if number:
                rounds[name].append(measured)
    return {
        name: Cost(min(c.cpu for c in of), max(c.rate for c in of)) for name, of in rounds.items()
    }


def bare(client: httpx2.AsyncClient, url: str, body: dict[str, Any]) -> Once:
    """A request by httpx2 alone, and the validation of what comes."""
    contract, headers = contract_of(CALL), {"authorization": "Bearer none"}

    async def once() -> None:
        response = await client.post(f"{url}/chat/completions", json=body, headers=headers)
        answer = json.loads(response.content)
        contract.model.model_validate_json(answer["choices"][0]["message"]["content"])

    return once


def ours(endpoint: Endpoint, body: dict[str, Any]) -> Once:
    """The same by our transport."""
    contract = contract_of(CALL)

    async def once() -> None:
        made = await exchange(endpoint, body, Rung.STRICT_SCHEMA, PATIENCE)
        if not isinstance(made.outcome, Completion):
            raise made.outcome
        contract.model.model_validate_json(made.outcome.text)

    return once


def streamed(endpoint: Endpoint, body: dict[str, Any]) -> Once:
    """A streamed reply whose complete statements and sections are told as they come."""
    ids, contract = Ids.of(PLAN), contract_of(CALL)
    asked = {**body, "stream": True}

    async def once() -> None:
        def hear() -> Pieces:
            return Pieces(CALL, ids, Stage.COMPOSE, lambda _: None)

        made = await exchange(endpoint, asked, Rung.STRICT_SCHEMA, PATIENCE, hear)
        if not isinstance(made.outcome, Completion):
            raise made.outcome
        contract.model.model_validate_json(made.outcome.text)

    return once


async def drafting(url: str, listen: Listen | None) -> tuple[float, float]:
    """Calls a second of 64 drafts at once, and CPU milliseconds of a draft."""
    plan = plan_of(report(), report(), recipe=read_recipe("briefing"))
    async with opened(url) as endpoint:
        engine = OpenAIEngine(endpoint, MODEL)
        await draft(plan, engine)  # prompts and contracts are read once

        async def once() -> None:
            await draft(plan, engine, listen=listen)

        measured = await cost(once, DRAFTS, DRAFTS)
    return measured.rate * len(plan.calls), measured.cpu


async def measure_calls(figures: Figures, body: dict[str, Any], text: str) -> None:
    """A structured call, ours and bare, at 1 and 64 in flight, after 0 and 200 ms."""
    for delay in (0, 200):
        with served("--delay", str(delay / 1000), "--text", text) as url:
            async with opened(url) as endpoint, httpx2.AsyncClient(timeout=60.0) as client:
                rivals = {"bare": bare(client, url, body), "ours": ours(endpoint, body)}
                for at_once in (1, 64):
                    calls = 256 if at_once > 1 or not delay else 10
                    found = await best(rivals, calls, at_once)
                    where = f"{at_once} in flight, {delay} ms"
                    for name, one in found.items():
                        figures.say(f"{where}, {name}, CPU ms a call", one.cpu)
                        figures.say(f"{where}, {name}, calls/s", one.rate)
                    ratio = found["ours"].cpu / found["bare"].cpu
                    figures.say(f"{where}, CPU against a bare request", ratio, most=RATIO)


async def measure_streams(figures: Figures, body: dict[str, Any], text: str) -> None:
    """A streamed reply; then with 2 ms between pieces, where waking up is what costs.

    One at a time after 200 ms has no bound: what it costs then is a processor that was asleep, as
    the bare request shows.
    """
    for delay, between, bound in ((0, 0, STREAM_MS), (200, 0, STREAM_MS), (0, 2, None)):
        options = ("--delay", str(delay / 1000), "--between", str(between / 1000))
        with served(*options, "--text", text) as url:
            async with opened(url) as endpoint:
                for at_once in (1, 64):
                    calls = 128 if at_once > 1 or not (delay or between) else 8
                    found = await best({"ours": streamed(endpoint, body)}, calls, at_once)
                    pace = f", {between} ms between pieces" if between else ""
                    name = f"{PIECES} pieces, {at_once} in flight, {delay} ms{pace}"
                    most = None if at_once == 1 and delay else bound
                    figures.say(f"{name}, CPU ms a reply", found["ours"].cpu, most=most)


async def measure_drafts(figures: Figures) -> None:
    """64 drafts at once against an endpoint that takes 200 ms and so many requests at once."""
    for at_once, bound in ((AT_ONCE, SHARE), (32, None), (64, None)):
        allowed = at_once / 0.2
        with served("--delay", "0.2", "--at-once", str(at_once)) as url:
            for streams in (False, True):
                listen: Listen | None = (lambda _: None) if streams else None
                rate, cpu = await drafting(url, listen)
                name = f"{DRAFTS} drafts, {at_once} requests at once" + ", streamed" * streams
                figures.say(f"{name}, CPU ms a draft", cpu)
                figures.say(f"{name}, calls/s of {allowed:g} allowed", rate)
                figures.say(f"{name}, share", rate / allowed, least=None if streams else bound)


async def measure_endpoint(figures: Figures, body: dict[str, Any], text: str) -> None:
    """What the endpoint does by itself, asked over bare sockets: it must not be what limits us."""
    content = json.dumps(body).encode()
    request = b"POST /v1/chat/completions HTTP/1.1\r\ncontent-length: %d\r\n\r\n%b"
    request %= (len(content), content)
    with served("--text", text) as url:
        port = int(url.rsplit(":", 1)[1].split("/")[0])

        async def worker() -> None:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            for _ in range(40):
                writer.write(request)
                head = await reader.readuntil(b"\r\n\r\n")
                await reader.readexactly(int(head.rsplit(b": ", 1)[1]))
            writer.close()

        started = time.perf_counter()
        await asyncio.gather(*(worker() for _ in range(64)))
        rate = 64 * 40 / (time.perf_counter() - started)
    figures.say("the endpoint alone, calls/s at least", rate)


async def measure() -> bool:
    """Everything, figure by figure; whether one fell short."""
    figures, (body, text) = Figures(), material()
    ran_on(f"best of {ROUNDS} rounds; request {len(json.dumps(body))} B, reply {len(text)} B")
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".json") as file:
        file.write(text)
        file.flush()
        name = str(Path(file.name))
        await measure_endpoint(figures, body, name)
        await measure_calls(figures, body, name)
        await measure_streams(figures, body, name)
    await measure_drafts(figures)
    return figures.short


if __name__ == "__main__":
    sys.exit(int(asyncio.run(measure())))
