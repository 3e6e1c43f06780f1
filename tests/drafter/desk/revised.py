"""Revisions of a draft as the tests of the desk want them."""

from collections.abc import Sequence
from datetime import timedelta

from drafter.diffing.revisions import Written
from drafter.editing import patched
from drafter.review import MACHINE
from schemas.draft import Draft
from schemas.review import RevisionLine
from tests.drafter.edited import PLAN, Patch
from tests.factories import NOON

ADA = "Ada"


def revisions(*made: tuple[str, str | None, Draft]) -> list[Written]:
    """Revisions 1, 2, ...: whose each is, its reason, and its draft."""
    return [(_line(number, by, why), draft) for number, (by, why, draft) in enumerate(made, 1)]


def approved(written: Draft, approved: Draft) -> list[Written]:
    """What the machine wrote, and what an editor made of it."""
    return revisions((MACHINE, None, written), (ADA, None, approved))


def edited(draft: Draft, patch: Patch) -> Draft:
    """The draft of the plan of two reports, edited."""
    return patched(draft, patch, PLAN.reports, PLAN.earlier)


def texts(draft: Draft, ids: Sequence[str]) -> list[str]:
    """The texts of these statements."""
    by_id = {one.id: one.text for _, one in draft.statements()}
    return [by_id[name] for name in ids]


def _line(number: int, by: str, why: str | None) -> RevisionLine:
    at = NOON + timedelta(minutes=number)
    return RevisionLine(number=number, author=by, at=at, reason=why)
