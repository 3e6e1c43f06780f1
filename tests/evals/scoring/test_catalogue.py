"""The catalogue: every scorer can be told apart, and says what it is for."""

import re
import subprocess
import sys

import pytest

from drafter.errors import InputError
from evals.scoring.catalogue import GATED, SCORERS, scorer, table
from evals.scoring.score import Better, Scorer, Unit

EVERY = pytest.mark.parametrize("one", SCORERS, ids=lambda one: one.name)


def test_no_two_scorers_have_one_name() -> None:
    names = [one.name for one in SCORERS]
    assert len(names) == len(set(names))


@EVERY
def test_a_scorer_has_a_name_a_version_and_a_fear_in_one_line(one: Scorer) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", one.name)
    assert one.version >= 1
    assert one.fears
    assert "\n" not in one.fears
    assert "|" not in one.fears  # it stands in a table


@EVERY
def test_a_margin_is_within_what_its_unit_counts(one: Scorer) -> None:
    assert one.margin >= 0
    if one.unit in (Unit.SHARE, Unit.YES):
        assert one.margin <= 0.1


def test_the_gate_looks_at_few_scorers_that_all_have_a_good_direction() -> None:
    assert len(GATED) <= 8
    assert {Better.NEITHER}.isdisjoint(scorer(name).better for name in GATED)


def test_a_scorer_is_found_by_its_name() -> None:
    assert [one.name for one in SCORERS] == [scorer(one.name).name for one in SCORERS]


def test_a_name_that_is_none_is_refused_with_those_that_are() -> None:
    with pytest.raises(InputError, match=r"no scorer 'beauty'; there are .*padding"):
        scorer("beauty")


def test_the_table_has_a_line_for_each_and_the_gate_in_bold() -> None:
    lines = table().splitlines()
    assert len(SCORERS) + 2 == len(lines)
    assert len(GATED) == sum(line.startswith("| **") for line in lines)


def test_the_module_prints_its_table() -> None:
    command = [sys.executable, "-m", "evals.scoring.catalogue"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert table() == done.stdout.rstrip("\n")
