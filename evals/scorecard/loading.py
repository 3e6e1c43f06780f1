"""From folders of runs to drafts that can be scored."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from pydantic import ValidationError

from evals.cases.case import Case
from evals.errors import RunRefused
from evals.judging.records import Judgement, newest
from evals.running.folder import JUDGED, RunFolder
from evals.running.log import read_lines
from evals.running.units import Unit, UnitRecord
from evals.scorecard.card import VariantLine
from evals.scoring.score import Made
from evals.variants.variant import Variant


@dataclass(frozen=True)
class RunOf:
    """A run, or one variant of it: `RUN` or `RUN:VARIANT`."""

    folder: Path
    variant: str | None = None

    @classmethod
    def named(cls, text: str) -> "RunOf":
        """What a person typed. A folder's own name may hold a colon."""
        if Path(text).is_dir():
            return cls(Path(text))
        folder, _, variant = text.partition(":")
        return cls(Path(folder), variant or None)


@dataclass(frozen=True)
class Loaded:
    """Drafts by variant, each variant's in the order of cases and repeats.

    `lacking` are the units without a draft, in words.
    """

    runs: tuple[str, ...]
    cases: tuple[Case, ...]
    variants: tuple[VariantLine, ...]
    made: dict[str, list[Made]]
    judgements: tuple[Judgement, ...]
    lacking: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the variants, in their order."""
        return tuple(line.variant.name for line in self.variants)


def load(runs: Sequence[RunOf]) -> Loaded:
    """Everything of these runs; with several folders, a variant is called `RUN/VARIANT`.

    Raises:
        RunRefused: a folder holds no run, or has no such variant; two runs differ in a case.
    """
    several = len({run.folder.resolve() for run in runs}) > 1
    parts = [_part(run, several=several) for run in runs]
    lines = [line for part in parts for line in part.variants]
    names = [line.variant.name for line in lines]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise RunRefused(f"{', '.join(twice)} was named twice")
    return Loaded(
        runs=tuple(dict.fromkeys(run.folder.name for run in runs)),
        cases=_together([case for part in parts for case in part.cases]),
        variants=tuple(lines),
        made={name: made for part in parts for name, made in part.made.items()},
        judgements=tuple(one for part in parts for one in part.judgements),
        lacking=tuple(one for part in parts for one in part.lacking),
    )


def _part(run: RunOf, *, several: bool) -> Loaded:
    folder = RunFolder(run.folder)
    manifest, records, units = folder.manifest(), folder.records(), folder.units()
    variants = [v for v in manifest.variants if run.variant in (None, v.name)]
    if not variants:
        there = ", ".join(variant.name for variant in manifest.variants)
        raise RunRefused(f"{run.folder}: no variant {run.variant}; there are: {there}")
    prefix = f"{run.folder.name}/" if several else ""
    made: dict[str, list[Made]] = {prefix + variant.name: [] for variant in variants}
    lacking = []
    for unit in units:
        name = prefix + unit.variant.name
        record = records.get(unit.key)
        if name not in made:
            continue
        if record is None or record.draft is None:
            lacking.append(f"{unit}: {record.error if record else 'not drafted yet'}")
        else:
            made[name].append(_made(unit, name, record))
    return Loaded(
        runs=(run.folder.name,),
        cases=folder.cases(),
        variants=tuple(_line(variant, prefix, units, records) for variant in variants),
        made=made,
        judgements=tuple(_judgements(run.folder, prefix, {v.name for v in variants})),
        lacking=tuple(lacking),
    )


def _made(unit: Unit, name: str, record: UnitRecord) -> Made:
    if record.draft is None:
        raise ValueError(f"{unit} has no draft")
    timed = not record.resumed and unit.variant.replayed is None
    return Made(unit.case, name, unit.repeat, record.draft, timed=timed)


def _line(
    variant: Variant, prefix: str, units: Sequence[Unit], records: dict[str, UnitRecord]
) -> VariantLine:
    own = [unit.key for unit in units if unit.variant.name == variant.name]
    found = [records[key] for key in own if key in records]
    costs = [record.cost_usd for record in found]
    known = [cost for cost in costs if cost is not None]
    return VariantLine(
        variant=variant.model_copy(update={"name": prefix + variant.name}),
        units=len(own),
        done=sum(record.draft is not None for record in found),
        failed=sum(record.draft is None for record in found),
        cost_usd=sum(known, Decimal(0)) if len(known) == len(costs) else None,
    )


def _judgements(folder: Path, prefix: str, variants: set[str]) -> Iterator[Judgement]:
    try:
        lines = read_lines(folder / JUDGED)
        found = newest(map(Judgement.model_validate_json, lines))
    except ValidationError as error:
        told = error.errors(include_url=False)[0]["msg"]
        raise RunRefused(f"{folder / JUDGED}: not as a run has it: {told}") from None
    for one in found.values():
        if variants.issuperset(one.variants):
            renamed = tuple(prefix + name for name in one.variants)
            yield one.model_copy(update={"variants": renamed})


def _together(cases: Sequence[Case]) -> tuple[Case, ...]:
    """Each case once; the expectations of the last run hold for all."""
    known: dict[str, Case] = {}
    for case in cases:
        if case.name in known and known[case.name].inputs() != case.inputs():
            raise RunRefused(f"the runs differ in the case {case.name}: they cannot be compared")
        known[case.name] = case
    return tuple(sorted(known.values(), key=lambda case: case.name))
