"""`drafter eval calibrate`: measure the checks, or a judging model, against people's labels."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import click

from drafter.cli.output import put, say
from drafter.clock import now
from drafter.settings import Settings, read_settings
from evals.calibration.checking import checked
from evals.calibration.judging import judged
from evals.calibration.labels import Item, read_labels, sample
from evals.calibration.records import PUBLISHED, agreement_of, as_json, read_agreements
from evals.judging.panel import judge_engine
from evals.scorecard.card import Agreement
from evals.variants.recording import Recording, read_recording

CHECKS = "checks"
KNOWN = {"summedits_news": PUBLISHED}
"""Published figures, by the name of the file that they are for."""


@click.command(name="calibrate")
@click.argument("labels", type=click.Path(path_type=Path))
@click.option("--judge", default=CHECKS, show_default=True, metavar="checks|MODEL")
@click.option("--origin", metavar="NAME", help="One part of the set alone, as cnndm or xsum.")
@click.option("--sample", "size", type=click.IntRange(2), help="So many items, half consistent.")
@click.option("--seed", default=0, show_default=True, help="Of the sample.")
@click.option(
    "--recorded", type=click.Path(path_type=Path), help="Answer from a folder of recorded replies."
)
@click.option("--out", metavar="FILE", help="Add it to a record that reports read: --agreement.")
def command(
    labels: Path,
    *,
    judge: str,
    origin: str | None,
    size: int | None,
    seed: int,
    recorded: Path | None,
    out: str | None,
) -> None:
    """Say how far the judge agrees with the people who made the LABELS.

    LABELS is JSON Lines: source, text, consistent; SummEdits and CLIFF are read as published.
    """
    items = read_labels(labels, origin)
    chosen = sample(items, size, seed) if size else items
    recording = read_recording(recorded) if recorded else None
    said = _said(chosen, judge, read_settings(), recording)
    name = f"{labels.stem}{f' {origin}' if origin else ''}, {len(chosen)} of {len(items)}"
    found = agreement_of(judge, name, chosen, said, now(), published=KNOWN.get(labels.stem))
    put(told(found), None)
    if out is not None:
        before = [one for one in read_agreements(Path(out)) if _named(one) != _named(found)]
        put(as_json([*before, found]), out)
        say(f"{out}: {len(before) + 1} on record")


def _named(agreement: Agreement) -> tuple[str, str]:
    return agreement.judge, agreement.labels


def _said(
    items: Sequence[Item], judge: str, settings: Settings, recording: Recording | None
) -> list[bool | None]:
    if judge == CHECKS:
        return [not one.is_flagged() for one in checked(items)]
    return asyncio.run(_asked(items, judge, settings, recording))


async def _asked(
    items: Sequence[Item], model: str, settings: Settings, recording: Recording | None
) -> list[bool | None]:
    async with judge_engine(model, settings, recording) as engine:
        return await judged(items, engine, at_once=settings.calls_at_once)


def told(found: Agreement) -> str:
    """The figures as lines, those of others on the same labels beside them."""
    between = f"{_number(found.low)} to {_number(found.high)}"
    lines = [
        f"{found.judge} on {found.labels}: {found.n} items scored, {found.unscored} not",
        f"balanced accuracy: {_number(found.balanced_accuracy)} ({between})",
        f"precision: {_number(found.precision)}",
        f"recall: {_number(found.recall)}",
        f"Cohen's kappa: {_number(found.kappa)}",
    ]
    others = ", ".join(f"{who} {value:.3f}" for who, value in found.published.items())
    return "\n".join([*lines, *([f"published, balanced accuracy: {others}"] if others else [])])


def _number(value: float | None) -> str:
    return "?" if value is None else f"{value:.3f}"
