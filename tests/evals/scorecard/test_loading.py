"""Runs are put together where they are of the same cases, and told apart by name."""

from pathlib import Path

import pytest

from evals.cases.case import Case
from evals.errors import RunRefused
from evals.running.folder import UNITS, Manifest, RunFolder
from evals.running.units import Unit
from evals.scorecard.loading import RunOf, load
from tests.evals.making import NOON, case, record, variant


def ran(folder: Path, *cases: Case, resumed: bool = False, failing: bool = False) -> Path:
    """A run of the lead on these cases."""
    lead = variant()
    told = Manifest(software="x", began=NOON, casebook="cases", repeats=1, variants=(lead,))
    RunFolder(folder).begin(told, cases)
    records = [
        record(Unit(one, lead, 1), error="down" if failing else None).model_copy(
            update={"resumed": resumed}
        )
        for one in cases
    ]
    lines = "".join(f"{one.model_dump_json()}\n" for one in records)
    (folder / UNITS).write_text(lines, encoding="utf-8")
    return folder


def test_variants_of_several_runs_are_named_by_their_run(tmp_path: Path) -> None:
    both = [RunOf(ran(tmp_path / name, case())) for name in ("old", "new")]

    assert ("old/lead", "new/lead") == load(both).names
    assert ("lead",) == load(both[:1]).names


def test_runs_that_differ_in_a_case_are_not_compared(tmp_path: Path) -> None:
    old, new = ran(tmp_path / "old", case()), ran(tmp_path / "new", case(topic="ferries"))

    with pytest.raises(RunRefused, match="the runs differ in the case ferry-fire"):
        load([RunOf(old), RunOf(new)])


def test_units_without_a_draft_are_lacking_with_the_reason(tmp_path: Path) -> None:
    found = load([RunOf(ran(tmp_path / "run", case(), failing=True))])

    assert ("ferry-fire by lead, 1: down",) == found.lacking
    assert (0, 1) == (found.variants[0].done, found.variants[0].failed)


@pytest.mark.parametrize("resumed", [True, False])
def test_the_seconds_of_a_draft_that_was_resumed_are_no_measure(
    tmp_path: Path, *, resumed: bool
) -> None:
    found = load([RunOf(ran(tmp_path / "run", case(), resumed=resumed))])

    assert (not resumed) == found.made["lead"][0].timed


def test_a_variant_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path) -> None:
    folder = ran(tmp_path / "run", case())

    with pytest.raises(RunRefused, match="no variant trail; there are: lead"):
        load([RunOf.named(f"{folder}:trail")])
