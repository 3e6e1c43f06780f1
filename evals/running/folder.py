"""The folder of a run: what was run, the cases as they were, and a record of each unit.

run.json        what is compared: variants, cases, repeats
cases.jsonl     the cases, so that a report needs nothing else
calls.jsonl     every reply of a model, as it came
units.jsonl     a record of each finished unit, with its draft
judged.jsonl    what a judging model said
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from pydantic import Field, ValidationError

from evals.cases.case import Case
from evals.errors import RunRefused
from evals.running.log import read_lines
from evals.running.units import Unit, UnitRecord, newest, units_of
from evals.variants.variant import Variant
from schemas.base import Closed, Text

MANIFEST, CASES, CALLS, UNITS, JUDGED = (
    "run.json",
    "cases.jsonl",
    "calls.jsonl",
    "units.jsonl",
    "judged.jsonl",
)


class Manifest(Closed):
    """What a run compares."""

    version: int = 1
    software: Text
    began: datetime
    casebook: Text
    repeats: int = Field(ge=1)
    variants: tuple[Variant, ...]


class RunFolder:
    """A run on the disk."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def file(self, name: str) -> Path:
        """One of its files."""
        return self.path / name

    def begin(self, manifest: Manifest, cases: Sequence[Case]) -> Manifest:
        """Make the folder, or go on with it: variants and cases are added, none are changed.

        Raises:
            RunRefused: a variant or a case of the same name is another one now.
        """
        if self.file(MANIFEST).exists():
            manifest = _grown(self.path, self.manifest(), manifest)
            cases = _more_cases(self.path, self.cases(), cases)
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            lines = "".join(f"{case.model_dump_json(exclude_defaults=True)}\n" for case in cases)
            _put(self.file(CASES), lines)
            _put(self.file(MANIFEST), manifest.model_dump_json(indent=2) + "\n")
        except OSError as error:
            raise RunRefused(f"{self.path}: cannot be written: {error.strerror}") from None
        return manifest

    def manifest(self) -> Manifest:
        """What is compared. Raises RunRefused where this is no run."""
        try:
            text = self.file(MANIFEST).read_text(encoding="utf-8")
            return Manifest.model_validate_json(text)
        except OSError:
            raise RunRefused(f"{self.path}: no run there; drafter eval run makes one") from None
        except ValidationError as error:
            told = error.errors(include_url=False)[0]["msg"]
            raise RunRefused(f"{self.file(MANIFEST)}: not as a run has it: {told}") from None

    def cases(self) -> tuple[Case, ...]:
        """The cases, sorted by name."""
        try:
            found = [Case.model_validate_json(line) for line in read_lines(self.file(CASES))]
        except ValidationError as error:
            told = error.errors(include_url=False)[0]["msg"]
            raise RunRefused(f"{self.file(CASES)}: not as a run has it: {told}") from None
        return tuple(sorted(found, key=lambda case: case.name))

    def units(self) -> list[Unit]:
        """Every unit that belongs to the run."""
        manifest = self.manifest()
        return units_of(self.cases(), manifest.variants, manifest.repeats)

    def records(self) -> dict[str, UnitRecord]:
        """The last record of each unit, by its key."""
        try:
            return newest(map(UnitRecord.model_validate_json, read_lines(self.file(UNITS))))
        except ValidationError as error:
            told = error.errors(include_url=False)[0]
            where = ".".join(map(str, told["loc"]))
            raise RunRefused(
                f"{self.file(UNITS)}: a record of another version: {where}: {told['msg']}"
            ) from None


def _put(path: Path, text: str) -> None:
    """Write the file whole or not at all."""
    part = path.with_suffix(".part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)


def _grown(path: Path, before: Manifest, now: Manifest) -> Manifest:
    known = {variant.name: variant for variant in before.variants}
    for variant in now.variants:
        one = known.get(variant.name)
        if one is not None and one.fingerprint != variant.fingerprint:
            raise RunRefused(
                f"{path}: {variant.name} is another variant now: {_what_changed(one, variant)};"
                " give it another name, or take another folder"
            )
    new = [variant for variant in now.variants if variant.name not in known]
    repeats = max(before.repeats, now.repeats)
    return before.model_copy(update={"variants": (*before.variants, *new), "repeats": repeats})


def _what_changed(before: Variant, now: Variant) -> str:
    fields = (name for name in Variant.model_fields if name != "name")
    changed = [name for name in fields if getattr(before, name) != getattr(now, name)]
    return ", ".join(name.replace("_", " ") for name in changed) + " changed"


def _more_cases(path: Path, before: Iterable[Case], now: Sequence[Case]) -> tuple[Case, ...]:
    known = {case.name: case for case in before}
    for case in now:
        if case.name in known and known[case.name].inputs() != case.inputs():
            raise RunRefused(f"{path}: {case.name} is another case now; take another folder")
    merged = known | {case.name: case for case in now}
    return tuple(merged.values())
