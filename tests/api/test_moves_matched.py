"""If-Match, where it is sent, is honoured by the moves that do not need it."""

from typing import Any

import pytest

from drafter.errors import StaleRevision
from drafter.store.drafts import Drafts
from tests.api.samples import REPORT, refused
from tests.api.serving import Desk, Served

REASON = {"json": {"reason": "Wait for Friday."}}
MOVES: dict[str, tuple[bool, dict[str, Any]]] = {
    "cancel": (True, {"json": {}}),
    "hold": (False, REASON),
    "release": (False, {}),
}
"""Each move, whether the draft is still being drafted, and what is sent."""


async def ready(served: Served, desk: Desk, move: str) -> str:
    """The path of a draft for which the move would do; its revision is 0 or 1."""
    served.queue.idle = MOVES[move][0]
    path = (await desk("POST", "/v1/drafts", json={"reports": [REPORT]})).headers["Location"]
    if move == "release":
        await desk("POST", f"{path}/claim")
    return str(path)


@pytest.mark.parametrize("move", MOVES)
async def test_a_move_on_another_revision_is_refused_and_changes_nothing(
    served: Served, ada: Desk, move: str
) -> None:
    path = await ready(served, ada, move)
    before = await ada.json("GET", path)
    answer = await ada("POST", f"{path}/{move}", headers={"If-Match": '"7"'}, **MOVES[move][1])
    problem = refused(answer, 412, "stale-revision")
    assert before["revision"] == problem["current_revision"]
    assert before == await ada.json("GET", path)


@pytest.mark.parametrize("match", ["{}", "*", '"7", {}'])
@pytest.mark.parametrize("move", MOVES)
async def test_a_move_on_the_revision_that_is_named_goes_through(
    served: Served, ada: Desk, move: str, match: str
) -> None:
    path = await ready(served, ada, move)
    tag = (await ada("GET", path)).headers["ETag"]
    headers = {"If-Match": match.format(tag)}
    assert (
        200 == (await ada("POST", f"{path}/{move}", headers=headers, **MOVES[move][1])).status_code
    )


async def test_a_retry_is_held_to_the_revision_too(served: Served, ada: Desk) -> None:
    path = await ready(served, ada, "cancel")
    await ada("POST", f"{path}/cancel", json={})
    answer = await ada("POST", f"{path}/retry", headers={"If-Match": '"7"'})
    refused(answer, 412, "stale-revision")
    assert 202 == (await ada("POST", f"{path}/retry", headers={"If-Match": '"0"'})).status_code


async def test_a_redraft_is_held_to_the_revision_too(ada: Desk, draft: str) -> None:
    answer = await ada("POST", f"{draft}/redraft", headers={"If-Match": '"7"'})
    refused(answer, 412, "stale-revision")
    answer = await ada("POST", f"{draft}/redraft", headers={"If-Match": '"1"'})
    refused(answer, 409, "wrong-state")  # it is not degraded


@pytest.mark.parametrize("move", ["claim", "cancel", "hold", "release", "retry", "redraft"])
async def test_the_store_itself_holds_a_move_to_its_revision(
    served: Served, ada: Desk, move: str
) -> None:
    served.queue.idle = True
    path = (await ada("POST", "/v1/drafts", json={"reports": [REPORT]})).headers["Location"]
    drafts: Drafts = served.newsroom.drafts
    reason = ("Wait for Friday.",) if move in ("cancel", "hold") else ()
    with pytest.raises(StaleRevision, match="is at revision 0, not 7") as stale:
        await getattr(drafts, move)(path.rpartition("/")[2], "Ada", *reason, revision=7)
    assert 0 == stale.value.current
