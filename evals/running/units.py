"""A unit of work: one case, by one variant, once. Its key says what it is, whoever asks."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Annotated

from pydantic import Field, StringConstraints

from evals.cases.case import Case
from evals.variants.variant import Variant
from schemas.base import Closed, Text
from schemas.draft import Draft

Key = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


@dataclass(frozen=True)
class Unit:
    """One case, by one variant, for the so-manieth time, from 1."""

    case: Case
    variant: Variant
    repeat: int

    @cached_property
    def key(self) -> str:
        """SHA-256 of what goes in, and of nothing else: not of names, not of expectations."""
        told = json.dumps([self.case.inputs(), self.variant.fingerprint, self.repeat])
        return hashlib.sha256(told.encode()).hexdigest()

    def __str__(self) -> str:
        """As people call it."""
        return f"{self.case.name} by {self.variant.name}, {self.repeat}"


class UnitRecord(Closed):
    """What came of a unit: a draft, or why there is none.

    `resumed` is true where replies of an earlier, killed run were used, so that its seconds are
    no measure.
    """

    key: Key
    case: Text
    variant: Text
    repeat: int = Field(ge=1)
    draft: Draft | None
    error: Text | None
    cost_usd: Decimal | None = Field(description="null where the price is not known")
    resumed: bool = False
    at: datetime


def units_of(cases: Sequence[Case], variants: Sequence[Variant], repeats: int) -> list[Unit]:
    """Every unit, case by case: a run that ends early has whole cases to compare."""
    return [
        Unit(case, variant, repeat)
        for repeat in range(1, repeats + 1)
        for case in cases
        for variant in variants
    ]


def newest(records: Iterable[UnitRecord]) -> dict[str, UnitRecord]:
    """The last word on each unit, by its key: a unit that failed may have been tried again."""
    return {record.key: record for record in records}
