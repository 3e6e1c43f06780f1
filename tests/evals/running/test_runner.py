"""Units are worked off side by side, each once, and a rerun does what is left."""

import asyncio
from decimal import Decimal
from pathlib import Path

import pytest

from drafter.errors import ConfigurationError
from evals.running.log import Log, read_lines
from evals.running.runner import Purse, Tally, run_units, spent_on
from evals.running.units import Unit, UnitRecord, newest
from tests.evals.making import record, unit

UNITS = [unit(number) for number in range(1, 21)]
CENT = Decimal("0.01")


class Desk:
    """Work that counts what it was given, and how much of it at once."""

    def __init__(self, failing: int = 0) -> None:
        self.done: list[str] = []
        self.at_once = 0
        self.most = 0
        self._failing = failing

    async def __call__(self, one: Unit) -> UnitRecord:
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        await asyncio.sleep(0.001)
        self.at_once -= 1
        self.done.append(one.key)
        if len(self.done) <= self._failing:
            return record(one, error="the endpoint is down")
        return record(one)


async def run(path: Path, desk: Desk, purse: Purse | None = None) -> Tally:
    kept = newest(map(UnitRecord.model_validate_json, read_lines(path)))
    async with Log(path) as log:
        return await run_units(UNITS, desk, log, at_once=5, kept=kept, purse=purse)


async def test_every_unit_is_done_once_and_no_more_than_so_many_at_once(tmp_path: Path) -> None:
    desk = Desk()

    tally = await run(tmp_path / "log", desk)

    assert (20, 0, 0) == (tally.done, tally.failed, tally.left)
    assert sorted(one.key for one in UNITS) == sorted(desk.done)
    assert 5 == desk.most


async def test_a_rerun_does_nothing_where_all_is_done(tmp_path: Path) -> None:
    await run(tmp_path / "log", Desk())
    desk = Desk()

    tally = await run(tmp_path / "log", desk)

    assert ([], 20) == (desk.done, tally.kept)


async def test_a_rerun_tries_what_failed_and_nothing_else(tmp_path: Path) -> None:
    first = await run(tmp_path / "log", Desk(failing=3))
    desk = Desk()

    second = await run(tmp_path / "log", desk)

    assert (17, 3) == (first.done, first.failed)
    assert (3, 17, 0) == (len(desk.done), second.kept, second.left)


async def test_the_limit_holds_back_what_could_go_over_it(tmp_path: Path) -> None:
    purse = Purse(5 * CENT, lambda _: CENT)

    tally = await run(tmp_path / "log", Desk(), purse)

    assert (5, 15, 5 * CENT) == (tally.done, tally.left, purse.spent)
    assert tally.stopped == "the limit of what it may cost"


async def test_the_limit_holds_over_all_lives_of_a_run(tmp_path: Path) -> None:
    await run(tmp_path / "log", Desk(), Purse(5 * CENT, lambda _: CENT))
    kept = newest(map(UnitRecord.model_validate_json, read_lines(tmp_path / "log")))
    desk = Desk()

    again = Purse(7 * CENT, lambda _: CENT, spent=spent_on(kept.values()))
    await run(tmp_path / "log", desk, again)

    assert (2, 7 * CENT) == (len(desk.done), again.spent)


async def test_money_is_put_by_for_what_is_under_way(tmp_path: Path) -> None:
    purse = Purse(12 * CENT, lambda _: 4 * CENT)  # each costs a cent in the end
    desk = Desk()

    await run(tmp_path / "log", desk, purse)

    assert 3 == desk.most


async def test_work_that_raises_ends_the_run_and_leaves_nothing_running(tmp_path: Path) -> None:
    under_way = 0

    async def broken(one: Unit) -> UnitRecord:
        nonlocal under_way
        if one.case.name == "case-7":
            raise ConfigurationError("no such recipe")
        under_way += 1
        try:
            await asyncio.sleep(0.002)
        finally:
            under_way -= 1
        return record(one)

    async with Log(tmp_path / "log") as log:
        with pytest.raises(ConfigurationError, match="no such recipe"):
            await run_units(UNITS, broken, log, at_once=5, kept={})

    assert 0 == under_way


async def test_a_unit_that_is_named_twice_is_done_once(tmp_path: Path) -> None:
    desk = Desk()
    async with Log(tmp_path / "log") as log:
        tally = await run_units([*UNITS, *UNITS], desk, log, at_once=5, kept={})

    assert (20, 20) == (len(desk.done), tally.units)


async def test_listeners_hear_of_every_unit_with_the_cost_so_far(tmp_path: Path) -> None:
    heard: list[Tally] = []
    async with Log(tmp_path / "log") as log:
        await run_units(UNITS, Desk(), log, at_once=5, kept={}, told=heard.append)

    assert list(range(21)) == [tally.done for tally in heard]
    assert 20 * CENT == heard[-1].cost_usd
