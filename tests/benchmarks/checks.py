"""What the checks find, miss and cost: `make bench-checks`.

Labelled news summaries stand beside published detectors; verbatim sentences of real reports must
raise no blocker; and every check has its time. The data are not part of the repository: `--data`
names the folder, and `--show CHECK` prints what a check flags in the tuning half.
"""

import argparse
import platform
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from evals.calibration.checking import Checked, checked
from evals.calibration.labels import Item, read_labels
from evals.calibration.records import PUBLISHED
from schemas.evidence import Check
from tests.benchmarks.check_times import draft_ms, prepare_ms, statement_ms
from tests.benchmarks.verbatim import verbatim_blockers

DATA = Path(__file__).parents[2].parent / "shared" / "data"
FOLDERS = ("summedits-news", "cliff", "wikinews", "seeds")
SUMMEDITS, CLIFF = "summedits-news/summedits_news.jsonl", "cliff/cliff_error_types.jsonl"
FLAGS = (Check.NUMBERS, Check.DATES, Check.NAMES)
"""These have to be right whenever they speak, in an item that people found consistent."""
LEAST_BALANCED = 0.619
STATEMENT_MS, PREPARE_MS, DRAFT_MS = 5.0, 60.0, 200.0


class Figures:
    """Prints each figure, beside its bound where it has one, and remembers what fell short."""

    def __init__(self) -> None:
        self.short = False

    def say(self, line: str) -> None:
        """A line of the report."""
        print(line)  # noqa: T201

    def bound(self, name: str, value: float, bound: float, *, least: bool) -> None:
        """A figure with its bound: the least that it has to be, or the most."""
        self.short |= value < bound if least else value > bound
        self.say(f"{name}: {value:.3f} ({'at least' if least else 'at most'} {bound:g})")


def scores(of: Sequence[Checked], *checks: Check) -> tuple[int, float, float, float]:
    """How many are flagged; precision, recall, balanced accuracy on what people found wrong.

    Precision is 1 where nothing is flagged: no false alarm was raised.
    """
    hits = [one for one in of if one.is_flagged(*checks)]
    wrong = [one for one in of if not one.item.consistent]
    right = len(of) - len(wrong)
    true = sum(not one.item.consistent for one in hits)
    recall = true / len(wrong)
    specificity = 1 - (len(hits) - true) / right
    precision = true / len(hits) if hits else 1.0
    return len(hits), precision, recall, (recall + specificity) / 2


def table(figures: Figures, name: str, results: Sequence[Checked]) -> None:
    """Precision, recall and balanced accuracy per flag, for both halves and together."""
    for half in ("A", "B", "AB"):
        part = [one for one in results if one.item.half in half]
        wrong = sum(not one.item.consistent for one in part)
        figures.say(f"{name}, half {half}: {len(part)} items, {wrong} inconsistent")
        spoken = [check for check in Check if any(one.is_flagged(check) for one in part)]
        rows: dict[str, tuple[Check, ...]] = {check.value: (check,) for check in spoken}
        rows |= {"numbers, dates, names": FLAGS, "all checks": tuple(Check)}
        for label, checks in rows.items():
            count, precision, recall, balanced = scores(part, *checks)
            figures.say(
                f"  {label}: flagged {count}, precision {precision:.3f}, recall {recall:.3f},"
                f" balanced accuracy {balanced:.3f}"
            )


def labelled_sets(figures: Figures, data: Path, show: str | None) -> None:
    """The three sets, and the bounds on SummEdits."""
    sets: dict[str, Callable[[], list[Item]]] = {
        "CLIFF CNN/DM": lambda: read_labels(data / CLIFF, "cnndm"),
        "CLIFF XSum": lambda: read_labels(data / CLIFF, "xsum"),
        "SummEdits news": lambda: read_labels(data / SUMMEDITS),
    }
    results: list[Checked] = []
    for name, items in sets.items():
        results = list(checked(items()))
        table(figures, name, results)
        if show:
            examples(figures, results, Check(show))
    for check in FLAGS:
        precision = scores(results, check)[1]
        figures.bound(f"SummEdits news, precision of {check}", precision, 1.0, least=True)
    reported = [one for one in results if one.item.half == "B"]
    for name, part in (("half B", reported), ("all items", results)):
        label = f"SummEdits news, balanced accuracy of all checks, {name}"
        figures.bound(label, scores(part, *Check)[3], LEAST_BALANCED, least=True)
    figures.say("  published: " + ", ".join(f"{who} {acc:.3f}" for who, acc in PUBLISHED.items()))


def examples(figures: Figures, results: Sequence[Checked], check: Check) -> None:
    """What a check flags in the tuning half; false alarms are marked."""
    for one in results:
        if one.item.half == "A" and one.is_flagged(check):
            for text, found in one.found:
                if found.check is check:
                    mark = "FALSE ALARM" if one.item.consistent else "right"
                    figures.say(f"  {mark} [{found.severity}] {found.reason} | {text}")


def main() -> int:
    """Print every figure; 1 where a bound is missed, 2 where the data are not there."""
    parser = argparse.ArgumentParser(description="What the checks find, miss and cost")
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--show", choices=[check.value for check in Check])
    given = parser.parse_args()
    if missing := [name for name in FOLDERS if not (given.data / name).is_dir()]:
        print(f"no {', '.join(missing)} in {given.data}; name the folder: --data", file=sys.stderr)  # noqa: T201
        return 2
    figures = Figures()
    figures.say(f"ran on: {platform.machine()}, Python {platform.python_version()}")
    labelled_sets(figures, given.data, given.show)
    blockers, statements = verbatim_blockers(given.data)
    for line in blockers:
        figures.say(f"  blocker on a verbatim sentence: {line}")
    name = f"blockers on {statements} verbatim statements, extractive engine"
    figures.bound(name, len(blockers), 0, least=False)
    figures.bound("CPU per statement, ms", statement_ms(given.data), STATEMENT_MS, least=False)
    figures.bound(
        "CPU to prepare five reports, ms", prepare_ms(given.data), PREPARE_MS, least=False
    )
    figures.bound("40 statements, five reports, ms", draft_ms(given.data), DRAFT_MS, least=False)
    return int(figures.short)


if __name__ == "__main__":
    sys.exit(main())
