"""Workers that are frozen, cut off from PostgreSQL, or told to end, in the middle of drafts."""

from pathlib import Path

from drafter.jobs import prepare
from tests.postgres import Server, new_database
from tests.trials.model import Model
from tests.trials.newsroom import newsroom
from tests.trials.stopping import cut_off, ended, frozen

QUICK_LEASE = {"lease_seconds": 2, "beat_seconds": 0.3, "drafts_at_once": 3}


async def test_a_worker_frozen_for_longer_than_its_lease_delivers_nothing_twice(
    url: str, tmp_path: Path, model: Model
) -> None:
    async with newsroom(url, tmp_path, model.endpoint.url, **QUICK_LEASE) as desk:
        thawed = await frozen(desk, model, drafts=6, seconds=3.0)
        assert desk.shared == (thawed.taken_over > 0)  # SQLite: it holds its lock, frozen or not
    assert frozenset() == thawed.changed
    assert (0, 0) == (thawed.tally.lost, thawed.tally.twice)
    if not desk.shared:  # what was in flight goes on where it was
        assert 0 == thawed.tally.paid_twice


async def test_a_database_that_was_away_for_longer_than_a_lease_costs_nothing(
    postgres: Server, tmp_path: Path, model: Model
) -> None:
    away = (postgres.stop, 3.0, postgres.start)
    url = new_database(postgres, prepare)
    async with newsroom(url, tmp_path, model.endpoint.url, **QUICK_LEASE) as desk:
        after = await cut_off(desk, model, 8, away)
    assert 0 == after.restarted
    assert (0, 0, 0) == (after.tally.lost, after.tally.twice, after.tally.paid_twice)


async def test_a_worker_that_is_told_to_end_finishes_its_calls_and_hands_back_the_rest(
    url: str, tmp_path: Path, model: Model
) -> None:
    settings = QUICK_LEASE | {"drafts_at_once": 4}
    async with newsroom(url, tmp_path, model.endpoint.url, **settings) as desk:
        end = await ended(desk, model, drafts=12)
    assert 0 < end.handed_back
    assert 0 == end.still_held
    assert end.seconds < 30
    tally = end.tally
    assert (0, 0, 0, 0) == (tally.lost, tally.twice, tally.paid_twice, tally.cut_off)
