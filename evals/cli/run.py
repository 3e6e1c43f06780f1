"""`drafter eval run`: draft every case by every variant, and go on where it stopped."""

import asyncio
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from drafter import __version__
from drafter.cli.output import say
from drafter.clock import now
from drafter.settings import Settings, read_settings
from drafter.spending.telling import dollars
from evals.cases.case import Case
from evals.cases.reading import read_casebook
from evals.cli.judging import Judging, judge_run, judging_options
from evals.cli.progress import shown
from evals.errors import VariantRefused
from evals.running.drafting import Drafting, Opened, opened
from evals.running.estimating import Prices
from evals.running.folder import CALLS, UNITS, Manifest, RunFolder
from evals.running.keeping import Replies
from evals.running.log import Log
from evals.running.runner import Purse, Tally, run_units, spent_on
from evals.running.units import units_of
from evals.variants.asked import Asked, asked_for, read_variants, variants_of
from evals.variants.recording import Recording, read_recording
from evals.variants.variant import Variant

SHIPPED = Path(__file__).parents[1] / "casebook" / "cases"
INCOMPLETE = 3


@click.command(name="run")
@click.argument("casebook", type=click.Path(path_type=Path), default=SHIPPED)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The run's folder.")
@click.option("-v", "--variant", "specs", multiple=True, metavar="RECIPE[@MODEL]")
@click.option("--variants", "file", type=click.Path(path_type=Path), help="A YAML file of them.")
@click.option("--case", "names", multiple=True, metavar="NAME", help="Only these cases.")
@click.option("--repeats", default=1, show_default=True, type=click.IntRange(1, 100))
@click.option("--at-once", type=click.IntRange(1, 500), help="Drafts at once.")
@click.option("--limit-usd", type=Decimal, help="Stop before it costs more.")
@judging_options
@click.option("--estimate", is_flag=True, help="Say what it would cost, and draft nothing.")
@click.option(
    "--recorded", type=click.Path(path_type=Path), help="Answer from a folder of recorded replies."
)
def command(  # noqa: PLR0913 - one parameter an option
    casebook: Path,
    *,
    out: Path,
    specs: tuple[str, ...],
    file: Path | None,
    names: tuple[str, ...],
    repeats: int,
    at_once: int | None,
    limit_usd: Decimal | None,
    estimate: bool,
    recorded: Path | None,
    **judging: Any,
) -> int:
    """Draft every case of CASEBOOK by every variant; the same command again goes on.

    The floors lead and extractive are always there, and a plain request for each model. Exit
    status 3: some units failed, or the limit was reached.
    """
    settings = read_settings()
    cases = _chosen(read_casebook(casebook), names)
    recording = read_recording(recorded) if recorded else None
    asked = (*map(asked_for, specs), *(read_variants(file) if file else ()))
    variants = _variants(asked, settings, recording)
    run = Running(settings, cases, variants, repeats, recording)
    if estimate:
        asyncio.run(run.estimate())
        return 0
    manifest = Manifest(
        software=f"drafter {__version__}",
        began=now(),
        casebook=casebook.name,
        repeats=repeats,
        variants=variants,
    )
    folder = RunFolder(out)
    folder.begin(manifest, cases)
    tally = asyncio.run(run.into(folder, at_once or settings.drafts_at_once, limit_usd))
    status = _told(tally, out)
    if (wanted := Judging.of(judging)) is not None:
        asyncio.run(judge_run(folder, wanted, settings, recording))
    return status


def _chosen(cases: tuple[Case, ...], names: tuple[str, ...]) -> tuple[Case, ...]:
    if unknown := set(names) - {case.name for case in cases}:
        raise VariantRefused(f"no such case: {', '.join(sorted(unknown))}")
    return tuple(case for case in cases if not names or case.name in names)


def _variants(
    asked: tuple[Asked, ...], settings: Settings, recording: Recording | None
) -> tuple[Variant, ...]:
    return variants_of(asked, settings, replayed=recording.name if recording else None)


class Running:
    """One command's run."""

    def __init__(
        self,
        settings: Settings,
        cases: tuple[Case, ...],
        variants: tuple[Variant, ...],
        repeats: int,
        recording: Recording | None,
    ) -> None:
        self._settings = settings
        self._variants = variants
        self._units = units_of(cases, variants, repeats)
        self._recording = recording

    async def estimate(self) -> None:
        """Say what each variant would cost."""
        async with opened(self._variants, self._settings, self._recording) as variants:
            self._say_estimate(variants)

    async def into(self, folder: RunFolder, at_once: int, limit: Decimal | None) -> Tally:
        """Work off what is open."""
        async with (
            Log(folder.file(CALLS)) as calls,
            Log(folder.file(UNITS)) as log,
            opened(self._variants, self._settings, self._recording) as variants,
        ):
            prices = Prices(variants)
            if limit is not None:
                prices.require_known(self._units)
            self._say_estimate(variants)
            kept = folder.records()
            with shown() as told:
                return await run_units(
                    self._units,
                    Drafting(variants, Replies.of(calls)),
                    log,
                    at_once=at_once,
                    kept=kept,
                    purse=Purse(limit, prices.likely, spent=spent_on(kept.values())),
                    told=told,
                )

    def _say_estimate(self, variants: dict[str, Opened]) -> None:
        for name, one in Prices(variants).by_variant(self._units).items():
            cost = "price not known" if one.cost_usd is None else f"about {dollars(one.cost_usd)}"
            tokens = one.input_tokens + one.output_tokens
            say(f"{name}: {one.calls} calls, about {tokens:,} tokens, {cost}")


def _told(tally: Tally, out: Path) -> int:
    parts = [f"{tally.done} done", f"{tally.kept} were there", f"{tally.failed} failed"]
    if tally.stopped:
        parts.append(f"{tally.left} left: stopped by {tally.stopped}")
    say(f"{out}: {', '.join(parts)} of {tally.units} units")
    return INCOMPLETE if tally.failed or tally.left else 0
