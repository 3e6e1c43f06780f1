"""How far a run is: a bar on a terminal, else a line now and then."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from drafter.cli.output import say
from evals.running.runner import Tally, Told

SECONDS_BETWEEN = 30.0


@contextmanager
def shown(console: Console | None = None) -> Iterator[Told]:
    """A listener that shows units, their rate, the cost so far, and the time left."""
    console = console or Console(stderr=True)
    pace = Pace()
    if not console.is_terminal:
        yield _Lines(pace)
        return
    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[said]}"))
    with Progress(*columns, console=console, transient=True) as display:
        task = display.add_task("", total=None, said="")
        yield _Bar(display, task, pace)


class Pace:
    """The words for a tally: rate and time left count what was done in this run alone."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._began = now()

    def words(self, tally: Tally) -> str:
        """Rate, money, time left, failures."""
        seconds = self._now() - self._began
        ended = tally.done + tally.failed
        parts = []
        if ended and seconds > 0:
            rate = ended / seconds
            parts += [f"{rate:.2g} a second", f"{_time(tally.left / rate)} left"]
        cost = tally.cost_usd
        parts.append("cost not known" if cost is None else f"{cost:.4f} USD")
        if tally.failed:
            parts.append(f"{tally.failed} failed")
        return ", ".join(parts)


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


class _Bar:
    def __init__(self, display: Progress, task: TaskID, pace: Pace) -> None:
        self._display = display
        self._task = task
        self._pace = pace

    def __call__(self, tally: Tally) -> None:
        done = tally.units - tally.left
        self._display.update(
            self._task, total=tally.units, completed=done, said=self._pace.words(tally)
        )


class _Lines:
    def __init__(self, pace: Pace, now: Callable[[], float] = time.monotonic) -> None:
        self._pace = pace
        self._now = now
        self._told = now()

    def __call__(self, tally: Tally) -> None:
        if self._now() - self._told >= SECONDS_BETWEEN:
            self._told = self._now()
            done = tally.units - tally.left
            say(f"{done} of {tally.units} units; {self._pace.words(tally)}")
