"""Where a trial of the jobs takes place: a kind of database, fresh for each trial."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from drafter.jobs import prepare
from tests.benchmarks.figures import Figures
from tests.postgres import Server, new_database
from tests.trials.newsroom import Tally


@dataclass(frozen=True)
class Place:
    """A folder for one trial, and where it is on PostgreSQL its server."""

    folder: Path
    server: Server | None

    @property
    def name(self) -> str:
        """As it stands before each figure."""
        return "postgresql" if self.server else "sqlite"

    def database(self) -> str:
        """The URL of an empty database."""
        if self.server:
            return new_database(self.server, prepare)
        return f"sqlite:///{self.folder}/drafter.db"


def say_tally(figures: Figures, name: str, tally: Tally, *, share: float) -> None:
    """What became of the drafts and calls; at most that share of the calls may be paid twice."""
    figures.say(f"{name}, lost of {tally.drafts}", tally.lost, most=0)
    figures.say(f"{name}, delivered twice", tally.twice, most=0)
    most = share * tally.finished
    figures.say(f"{name}, paid twice of {tally.finished}", tally.paid_twice, most=most)
    figures.say(f"{name}, cut off in flight and asked for again", tally.cut_off)


def say_times(figures: Figures, name: str, seconds: Sequence[float], *, most: float) -> None:
    """Median and 95th percentile, in milliseconds."""
    figures.say(f"{name}, p50 ms", statistics.median(seconds) * 1000, most=most)
    figures.say(f"{name}, p95 ms", statistics.quantiles(seconds, n=20)[-1] * 1000)
