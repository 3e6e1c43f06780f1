"""`make eval`: the shipped casebook by the floors and every recipe, with no model.

Replies are played back that were recorded once; they were written by readers of the requests alone
(`relay`, no commercial model's). It prints each figure, those with a bound beside it, writes the
report to var/eval/report.html, and exits 1 where a bound is missed.
"""

import asyncio
import platform
import shutil
import sys
from pathlib import Path

from drafter import __version__
from drafter.cli.output import put
from drafter.clock import now
from drafter.settings import Settings
from evals.cases.reading import read_casebook
from evals.cli.run import SHIPPED, Running
from evals.cli.shared import load_runs
from evals.report.page import page
from evals.running.folder import Manifest, RunFolder
from evals.scorecard.building import scorecard
from evals.scorecard.card import Scorecard
from evals.scorecard.loading import Loaded
from evals.scorecard.showing import shown
from evals.variants.asked import asked_for, variants_of
from evals.variants.recording import read_recording

RECORDED = SHIPPED.parent / "recorded"
NAMES = RECORDED / "cases.txt"
"""The cases for which every recipe's replies were recorded."""
OUT = Path("var/eval")
MODEL, RECIPES = "relay", ("briefing", "single")
AT_ONCE = 8
TOLD = ("facts-covered", "blockers", "attribution-kept", "told-again", "padding", "copied")


def drafted() -> RunFolder:
    """The run, made anew."""
    recording = read_recording(RECORDED)
    settings = Settings(openai_base_url=None, openai_api_key=None)
    names = NAMES.read_text(encoding="utf-8").split()
    cases = tuple(case for case in read_casebook(SHIPPED) if case.name in names)
    asked = [asked_for(f"{recipe}@{MODEL}") for recipe in RECIPES]
    variants = variants_of(asked, settings, replayed=recording.name)
    shutil.rmtree(OUT, ignore_errors=True)
    folder = RunFolder(OUT)
    manifest = Manifest(
        software=f"drafter {__version__}",
        began=now(),
        casebook=SHIPPED.name,
        repeats=1,
        variants=variants,
    )
    folder.begin(manifest, cases)
    asyncio.run(Running(settings, cases, variants, 1, recording).into(folder, AT_ONCE, None))
    return folder


def told(card: Scorecard, loaded: Loaded) -> bool:
    """Print the figures; whether all bounds hold."""
    _say("cases", f"{len(card.cases)}")
    _say("units without a draft", f"{len(loaded.lacking)} (0)")
    cells = {(cell.scorer, cell.variant): cell.all for cell in card.cells}
    for name in TOLD:
        scorer = card.scorer(name)
        for line in card.variants:
            found = cells[name, line.variant.name]
            _say(f"{name}, {line.variant.name}", shown(found.mean, scorer.unit))
    for one in card.comparisons:
        if one.scorer in TOLD and one.difference.n:
            _say(f"{one.scorer}, {one.candidate} against {one.baseline}", one.verdict.value)
    return not loaded.lacking


def _say(name: str, value: str) -> None:
    sys.stdout.write(f"{name}: {value}\n")


def main() -> int:
    """Run, report, print; 1 where a bound is missed."""
    _say("ran on", f"{platform.machine()}, Python {platform.python_version()}, replies recorded")
    folder = drafted()
    loaded, agreements = load_runs([str(folder.path)], None)
    card = scorecard(loaded, agreements=agreements)
    put(page(card, loaded), str(folder.path / "report.html"))
    _say("report", str(folder.path / "report.html"))
    return 0 if told(card, loaded) else 1


if __name__ == "__main__":
    sys.exit(main())
