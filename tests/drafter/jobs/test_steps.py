"""The steps of a job and its version change together, or a draft in flight is taken up wrongly."""

import json
import re

from drafter.jobs.journal import STEPS, VERSION
from schemas.review import DraftState
from tests.drafter.jobs.conftest import Opened
from tests.drafter.jobs.newsroom import Newsroom
from tests.fakes.endpoint import Body, FakeEndpoint, Given
from tests.fakes.replies import requested_schema, valid_reply
from tests.fakes.streams import streamed

RELEASED = {
    "drafts-4": ("plan", "write CALL", "rewrite CALL", "support NUMBER"),
    "drafts-5": ("plan", "write CALL", "rewrite CALL", "support NUMBER"),
}
"""A copy on purpose: whoever changes the steps adds a version here, and leaves the others."""
CALLS = re.compile(r"(write|rewrite) [a-z]+( \d+)?")


def lacking(body: Body) -> Given:
    """A reply without one of its sections, so that it is asked for again."""
    reply = json.loads(valid_reply(body))
    missing = next(name for name in requested_schema(body)["properties"] if name != "headline")
    return streamed(json.dumps({name: reply[name] for name in reply if name != missing}))


def kept(newsroom: Newsroom) -> set[str]:
    """The names of all steps in the journal, the recipe's own words taken out."""
    steps = newsroom.journal("SELECT function_name FROM operation_outputs")
    calls = newsroom.journal("SELECT workflow_uuid FROM workflow_status WHERE name = 'call'")
    names = [str(name) for (name,) in steps] + [str(name).partition("/")[2] for (name,) in calls]
    return {re.sub(r"support \d+", "support NUMBER", CALLS.sub(r"\1 CALL", n)) for n in names}


async def test_a_job_keeps_the_steps_of_its_version_and_no_others(opened: Opened) -> None:
    async with FakeEndpoint(*[lacking] * 5) as endpoint:
        newsroom = opened(endpoint.url, support="model")
        draft_id = await newsroom.ask()
        async with newsroom.at_work():
            record = await newsroom.outcome(draft_id)
    assert DraftState.QUEUED is record.state
    assert set(STEPS[VERSION]) == kept(newsroom)


def test_the_steps_of_a_released_version_never_change() -> None:
    assert RELEASED == STEPS
    assert list(STEPS)[-1] == VERSION
