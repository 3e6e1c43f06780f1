"""Workers killed with `kill -9`. `make bench-jobs` does the same with 200 drafts and 8 kills."""

from pathlib import Path

from tests.trials.killing import between_replies, killed, killed_for_good
from tests.trials.model import Model
from tests.trials.newsroom import CALLS, newsroom

SETTINGS = {"lease_seconds": 2, "beat_seconds": 0.3, "drafts_at_once": 3}


async def test_after_two_kills_every_draft_is_delivered_once_and_no_reply_paid_again(
    url: str, tmp_path: Path, model: Model
) -> None:
    drafts = 10
    async with newsroom(url, tmp_path, model.endpoint.url, **SETTINGS) as desk:
        tally = await killed(desk, model, drafts, between_replies(desk, model, drafts, 2))
    assert (drafts, 0, 0) == (tally.drafts, tally.lost, tally.twice)
    assert (drafts * CALLS, 0) == (tally.finished, tally.paid_twice)
    assert 0 < tally.cut_off  # it was killed in the middle of its work, not beside it


async def test_a_dead_workers_drafts_run_on_its_peer_when_its_lease_is_over(
    url: str, tmp_path: Path, model: Model
) -> None:
    async with newsroom(url, tmp_path, model.endpoint.url, **SETTINGS) as desk:
        over = await killed_for_good(desk, model, drafts=8)
    assert 0 < over.drafts
    assert over.seconds < 8
    assert (0, 0) == (over.tally.lost, over.tally.twice)
