"""Workers killed, frozen, cut off and ended, with the numbers of a busy newsroom."""

from tests.benchmarks.figures import Figures
from tests.benchmarks.jobs_place import Place, say_tally
from tests.trials.killing import at_random, killed, killed_for_good
from tests.trials.model import Model
from tests.trials.newsroom import newsroom
from tests.trials.stopping import cut_off, ended, frozen

DRAFTS, KILLS, SEED = 200, 8, 5
LEASE = 15.0
CALL = (2.0, 6.0)
"""Seconds that a call takes. Where replies come faster than a worker can keep them (some 20 a
second on a busy core), they wait for the journal, and more are lost at a kill."""
PAID_TWICE = 0.01
"""Bound: the share of finished calls that may be paid for twice where workers are killed."""
TAKE_OVER = 20.0
STOP = 95.0
"""Bounds in seconds."""
AWAY = 20.0
"""Seconds without PostgreSQL."""


async def kills(place: Place, figures: Figures) -> None:
    """One worker, killed at random moments and started again each time."""
    model = Model(place.folder / "calls.txt", *CALL)
    async with (
        model.endpoint,
        newsroom(place.database(), place.folder, model.endpoint.url) as desk,
    ):
        moments = at_random(model, DRAFTS, KILLS, SEED)
        tally = await killed(desk, model, DRAFTS, moments)
    say_tally(figures, f"{place.name}, {KILLS} kills", tally, share=PAID_TWICE)


async def takeover(place: Place, figures: Figures) -> None:
    """Two workers, one killed for good."""
    model = Model(place.folder / "calls.txt", 2.0, 4.0)
    async with (
        model.endpoint,
        newsroom(place.database(), place.folder, model.endpoint.url, drafts_at_once=10) as desk,
    ):
        over = await killed_for_good(desk, model, 40)
    name = f"{place.name}, one of two killed"
    figures.say(f"{name}, {over.drafts} drafts on the other, s", over.seconds, most=TAKE_OVER)
    say_tally(figures, name, over.tally, share=PAID_TWICE)


async def freeze(place: Place, figures: Figures) -> None:
    """SIGSTOP for longer than the lease, then SIGCONT."""
    model = Model(place.folder / "calls.txt", *CALL)
    async with (
        model.endpoint,
        newsroom(place.database(), place.folder, model.endpoint.url, drafts_at_once=10) as desk,
    ):
        thawed = await frozen(desk, model, 30, LEASE + 5)
    name = f"{place.name}, one of two frozen"
    figures.say(f"{name}, drafts taken over", thawed.taken_over)
    figures.say(f"{name}, rows that the zombie changed", len(thawed.changed), most=0)
    figures.say(f"{name}, calls in flight then", thawed.in_flight)
    say_tally(figures, name, thawed.tally, share=PAID_TWICE)


async def away(place: Place, figures: Figures) -> None:
    """PostgreSQL stopped under load, and started again."""
    if place.server is None:
        return
    model = Model(place.folder / "calls.txt", 1.0, 3.0)
    without = (place.server.stop, AWAY, place.server.start)
    async with (
        model.endpoint,
        newsroom(place.database(), place.folder, model.endpoint.url) as desk,
    ):
        after = await cut_off(desk, model, 100, without)
    name = f"{place.name}, {AWAY:g} s away"
    figures.say(f"{name}, drafts taken over from the living", after.restarted, most=0)
    figures.say(f"{name}, all drafted after, s", after.seconds)
    say_tally(figures, name, after.tally, share=0)


async def sigterm(place: Place, figures: Figures) -> None:
    """SIGTERM under load; another worker goes on."""
    model = Model(place.folder / "calls.txt", 1.0, 6.0)
    async with (
        model.endpoint,
        newsroom(place.database(), place.folder, model.endpoint.url) as desk,
    ):
        end = await ended(desk, model, 60)
    name = f"{place.name}, SIGTERM"
    figures.say(f"{name}, ended after, s", end.seconds, most=STOP)
    figures.say(f"{name}, drafts handed back", end.handed_back)
    figures.say(f"{name}, drafts still held", end.still_held, most=0)
    say_tally(figures, name, end.tally, share=0)
