"""`make eval`: the shipped casebook by the floors and the recipes, with no model.

Replies are played back that were recorded once; they were written by readers of the requests alone
(`relay`, no commercial model's). It prints each figure, those with a bound beside it, writes the
reports to var/eval, and exits 1 where a bound is missed.
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
from evals.cases.case import Case
from evals.cases.reading import read_casebook
from evals.cli.judging import Judging, judge_run
from evals.cli.run import SHIPPED, Running
from evals.cli.shared import load_runs
from evals.report.page import page
from evals.running.folder import Manifest, RunFolder
from evals.scorecard.building import scorecard
from evals.scorecard.card import Scorecard
from evals.scorecard.loading import Loaded
from evals.scorecard.showing import shown
from evals.scoring.score import Unit
from evals.variants.asked import asked_for, variants_of
from evals.variants.recording import read_recording

RECORDED = SHIPPED.parent / "recorded"
RUNS = {"both": ("briefing", "single"), "single": ("single",), "judged": ("single",)}
"""What is run: by which recipes, beside the floors and the plain request, on the cases that
`recorded/NAME.txt` lists: those for which all replies were recorded."""
JUDGED = "judged"
"""The run whose model drafts were judged as well, blind: each by itself, and in pairs."""
OUT = Path("var/eval")
MODEL = "relay"
AT_ONCE = 8
TOLD = ("facts-covered", "blockers", "attribution-kept", "told-again", "padding", "copied")


def recorded_cases(name: str) -> tuple[Case, ...]:
    """The cases of one of the runs."""
    names = (RECORDED / f"{name}.txt").read_text(encoding="utf-8").split()
    return tuple(case for case in read_casebook(SHIPPED) if case.name in names)


def drafted(name: str) -> RunFolder:
    """One of the runs, made anew, and judged where a judge's words were recorded."""
    recording, cases = read_recording(RECORDED), recorded_cases(name)
    settings = Settings(openai_base_url=None, openai_api_key=None)
    asked = [asked_for(f"{recipe}@{MODEL}") for recipe in RUNS[name]]
    variants = variants_of(asked, settings, replayed=recording.name)
    shutil.rmtree(OUT / name, ignore_errors=True)
    folder = RunFolder(OUT / name)
    manifest = Manifest(
        software=f"drafter {__version__}",
        began=now(),
        casebook=SHIPPED.name,
        repeats=1,
        variants=variants,
    )
    folder.begin(manifest, cases)
    asyncio.run(Running(settings, cases, variants, 1, recording).into(folder, AT_ONCE, None))
    if name == JUDGED:
        judging = Judging(MODEL, None, tuple(v.name for v in variants if v.model), judgements=1)
        asyncio.run(judge_run(folder, judging, settings, recording))
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
    for pair in card.pairwise.pairs if card.pairwise else ():
        share = shown(pair.win_share, Unit.SHARE)
        _say(f"{pair.first} preferred to {pair.second}, {pair.pairs} pairs", share)
    return not loaded.lacking


def _say(name: str, value: str) -> None:
    sys.stdout.write(f"{name}: {value}\n")


def main() -> int:
    """Run, report, print; 1 where a bound is missed."""
    _say("ran on", f"{platform.machine()}, Python {platform.python_version()}, replies recorded")
    whole = True
    for name in RUNS:
        folder = drafted(name)
        loaded, agreements = load_runs([str(folder.path)], None)
        card = scorecard(loaded, agreements=agreements)
        report = OUT / f"{name}.html"
        put(page(card, loaded), str(report))
        _say("report", str(report))
        whole &= told(card, loaded)
    return 0 if whole else 1


if __name__ == "__main__":
    sys.exit(main())
