"""What the commands that read runs have in common."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from evals.calibration.records import read_agreements
from evals.scorecard.card import Agreement
from evals.scorecard.loading import Loaded, RunOf, load

Command = TypeVar("Command", bound=Callable[..., Any])
RECORDED = Path(__file__).parents[1] / "calibration" / "agreement.json"
"""The agreements that ship: of our checks and of the recorded judge, with people."""


def options_of_a_card(command: Command) -> Command:
    """The options of all commands that make a scorecard."""
    baseline = click.option("--baseline", metavar="VARIANT", help="[default: plain, or a floor]")
    agreement = click.option(
        "--agreement", metavar="FILE", help="What drafter eval calibrate wrote, of your judge."
    )
    return baseline(agreement(command))


def load_runs(runs: Sequence[str], agreement: str | None) -> tuple[Loaded, tuple[Agreement, ...]]:
    """The runs, and how far checks and judges agree with people. Raises InputError."""
    agreements = read_agreements(RECORDED)
    if agreement is not None:
        agreements += read_agreements(Path(agreement))
    return load([RunOf.named(run) for run in runs]), agreements
