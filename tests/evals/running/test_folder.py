"""A run's folder grows, and never mixes two runs."""

from pathlib import Path

import pytest

from evals.errors import RunRefused
from evals.running.folder import MANIFEST, UNITS, Manifest, RunFolder
from evals.variants.variant import Variant
from tests.evals.making import NOON, case, record, unit, variant


def manifest(*variants: Variant, repeats: int = 1) -> Manifest:
    return Manifest(
        software="drafter test", began=NOON, casebook="cases", repeats=repeats, variants=variants
    )


def test_what_was_begun_is_read_back(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path / "run")

    folder.begin(manifest(variant()), [case("b"), case("a")])

    assert ("a", "b") == tuple(one.name for one in folder.cases())
    assert (variant(),) == folder.manifest().variants
    assert 2 == len(folder.units())


def test_variants_cases_and_repeats_are_added(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path / "run")
    folder.begin(manifest(variant()), [case("a")])

    folder.begin(manifest(variant("extractive"), repeats=2), [case("b")])

    assert ["lead", "extractive"] == [one.name for one in folder.manifest().variants]
    assert 2 * 2 * 2 == len(folder.units())


def test_a_variant_that_changed_under_its_name_is_refused_with_what_changed(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path / "run")
    folder.begin(manifest(variant()), [case()])

    with pytest.raises(RunRefused, match="lead is another variant now: code changed"):
        folder.begin(manifest(variant(code="1" * 16)), [case()])


def test_a_case_whose_report_changed_is_refused_and_one_that_expects_more_is_not(
    tmp_path: Path,
) -> None:
    folder = RunFolder(tmp_path / "run")
    folder.begin(manifest(variant()), [case()])

    folder.begin(manifest(variant()), [case(expect={"facts": [{"says": "Four were hurt."}]})])
    assert 1 == len(folder.cases()[0].expect.facts)
    with pytest.raises(RunRefused, match="ferry-fire is another case now"):
        folder.begin(manifest(variant()), [case(topic="ferries")])


def test_the_last_word_on_a_unit_counts(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path / "run")
    folder.begin(manifest(variant()), [case()])
    one = unit()
    lines = [record(one, error="down").model_dump_json(), record(one).model_dump_json()]
    folder.file(UNITS).write_text("\n".join(lines) + "\n", encoding="utf-8")

    assert folder.records()[one.key].draft is not None


def test_a_folder_without_a_run_and_a_manifest_of_something_else_are_refused(
    tmp_path: Path,
) -> None:
    with pytest.raises(RunRefused, match="no run there; drafter eval run makes one"):
        RunFolder(tmp_path).manifest()
    (tmp_path / MANIFEST).write_text("{}", encoding="utf-8")
    with pytest.raises(RunRefused, match="not as a run has it"):
        RunFolder(tmp_path).manifest()
