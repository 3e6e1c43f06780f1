import asyncio
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from types import FrameType

from drafter.jobs.engines import MOST_KEPT, Engines
from drafter.settings import Settings
from prompts.reader import read_recipe
from schemas.provenance import EngineName
from tests.drafter.jobs.conftest import Opened
from tests.drafter.jobs.newsroom import CALLS
from tests.factories import plan_of
from tests.fakes.endpoint import FakeEndpoint, failure


@asynccontextmanager
async def engines_on(url: str) -> AsyncIterator[Engines]:
    engines = Engines(Settings.model_validate({"OPENAI_BASE_URL": url}))
    yield engines
    await engines.close()


async def test_fifty_models_are_asked_over_one_client() -> None:
    plan = plan_of(recipe=read_recipe("single"))
    async with FakeEndpoint() as endpoint, engines_on(endpoint.url) as engines:
        for number in range(50):
            engine = await engines.get(EngineName.OPENAI, f"model-{number}")
            await engine.write(plan, plan.calls[0], None)
    assert 50 == len({body["model"] for body in endpoint.bodies})
    assert 1 == endpoint.connections


async def test_what_an_engine_knows_of_its_model_is_kept_while_the_model_is_asked() -> None:
    async with engines_on("http://127.0.0.1:9/v1") as engines:
        asked, left = [await engines.get(EngineName.OPENAI, name) for name in ("asked", "left")]
        for number in range(MOST_KEPT):
            await engines.get(EngineName.OPENAI, f"model-{number}")
            assert asked is await engines.get(EngineName.OPENAI, "asked")
        assert left is not await engines.get(EngineName.OPENAI, "left")


async def test_no_draft_with_a_model_or_without_one_waits_for_the_list_of_models() -> None:
    connected, hung_up = asyncio.Event(), asyncio.Event()

    async def never_answers(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connected.set()
        await reader.read()
        writer.close()
        hung_up.set()

    server = await asyncio.start_server(never_answers, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
    async with engines_on(url) as engines:
        listing = asyncio.create_task(engines.get(EngineName.OPENAI, None))
        async with asyncio.timeout(5):
            await connected.wait()
            named = await engines.get(EngineName.OPENAI, "small")
            extractive = await engines.get(EngineName.EXTRACTIVE, None)
        assert not listing.done()
        listing.cancel()
        await asyncio.gather(listing, return_exceptions=True)
    await hung_up.wait()
    server.close()
    assert ("small", None) == (named.model, extractive.model)


@contextmanager
def called_here() -> Iterator[set[str]]:
    """The names of the functions that are called on this thread."""
    names: set[str] = set()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            names.add(frame.f_code.co_name)

    sys.setprofile(note)
    try:
        yield names
    finally:
        sys.setprofile(None)


async def test_a_stand_in_is_drafted_off_the_loop(opened: Opened) -> None:
    async with FakeEndpoint(*[failure(401)] * CALLS) as endpoint:
        newsroom = opened(endpoint.url)
        draft_id = await newsroom.ask()
        async with newsroom.at_work():
            with called_here() as called:
                record = await newsroom.outcome(draft_id)
    assert record.draft is not None
    assert EngineName.EXTRACTIVE is record.draft.provenance.engine
    assert "carry_out" in called
    assert not {"fallen_back", "assemble", "extract"} & called
