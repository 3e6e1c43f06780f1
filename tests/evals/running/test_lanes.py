"""What an endpoint allows holds for all who ask it."""

import asyncio

from evals.running.lanes import Lane


async def test_no_more_than_so_many_are_at_it_at_once() -> None:
    lane, at_once, most = Lane(3), 0, 0

    async def one() -> None:
        nonlocal at_once, most
        async with lane.turn():
            at_once += 1
            most = max(most, at_once)
            await asyncio.sleep(0)
            at_once -= 1

    await asyncio.gather(*(one() for _ in range(20)))

    assert 3 == most


async def test_so_many_a_minute_are_spaced_evenly() -> None:
    slept: list[float] = []
    clock = 0.0

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    lane = Lane(8, a_minute=60, now=lambda: clock, sleep=sleep)
    for _ in range(4):
        async with lane.turn():
            pass

    assert [1.0, 2.0, 3.0] == slept


async def test_a_lane_that_rested_lets_the_next_in_at_once_and_no_burst_after_it() -> None:
    slept: list[float] = []
    times = iter([0.0, 100.0, 100.0])

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    lane = Lane(8, a_minute=30, now=lambda: next(times), sleep=sleep)
    for _ in range(3):
        async with lane.turn():
            pass

    assert [2.0] == slept
