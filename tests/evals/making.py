"""Small cases, variants, units and records to test with. All texts are ours."""

from datetime import UTC, datetime
from decimal import Decimal

from evals.cases.case import Case, Expectations, Kind
from evals.running.units import Unit, UnitRecord
from evals.variants.variant import Dials, Variant, Writer
from schemas.draft import Draft
from tests.factories import draft

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
REPORT = """Headline: Ferry fire leaves 212 passengers waiting in the bay
Publisher: Sound Coast Courier
Date: 2026-03-02

A fire in the engine room of the ferry Alma hurt four of its crew on Monday and left 212 passengers
waiting in the bay for six hours, the harbour office said. Nobody else was injured.

The owner, Sound Lines, said it would inspect two sister ships before they sail again. A union of
seafarers said it had warned the company of leaking fuel pipes in January, which Sound Lines denied.
"""


def case(name: str = "ferry-fire", *, story: str | None = None, **fields: object) -> Case:
    """A case of one report of ours."""
    given: dict[str, object] = {
        "name": name,
        "story": story or name,
        "kinds": (Kind.SINGLE,),
        "reports": (REPORT,),
        "expect": Expectations(),
    }
    return Case.model_validate(given | fields)


def variant(name: str = "lead", **fields: object) -> Variant:
    """A variant that asks no model."""
    given: dict[str, object] = {
        "name": name,
        "writer": Writer.LEAD,
        "recipe": name,
        "recipe_version": 1,
        "recipe_fingerprint": "0" * 64,
        "prompts": (),
        "model": None,
        "endpoint": None,
        "dials": Dials(),
        "code": "0" * 16,
    }
    return Variant.model_validate(given | fields)


def unit(number: int = 1, *, repeat: int = 1) -> Unit:
    """One of many units: each has a report of its own."""
    return Unit(case(f"case-{number}", reports=(f"{REPORT}\nNumber {number}.",)), variant(), repeat)


def record(of: Unit, made: Draft | None = None, *, error: str | None = None) -> UnitRecord:
    """The unit's record, with a draft unless there is an error."""
    return UnitRecord(
        key=of.key,
        case=of.case.name,
        variant=of.variant.name,
        repeat=of.repeat,
        draft=None if error else made or draft(),
        error=error,
        cost_usd=Decimal("0.01"),
        at=NOON,
    )
