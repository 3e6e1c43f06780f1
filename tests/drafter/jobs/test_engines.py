import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from schemas.provenance import EngineName
from tests.drafter.jobs.conftest import Opened
from tests.drafter.jobs.newsroom import CALLS
from tests.fakes.endpoint import FakeEndpoint, failure


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
