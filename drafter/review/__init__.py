"""Review: which moves a draft may make, and who holds it. The gate has a module of its own.

Pure functions from a record to the record after the move. The store writes the difference.
"""

from drafter.review.deciding import (
    approved,
    claimed,
    edited,
    endorsed_by,
    exported,
    judged,
    rejected,
    withdrawn,
)
from drafter.review.making import (
    cancelled,
    drafted,
    failed,
    held,
    redrafted,
    released,
    retried,
)
from drafter.review.moves import COMMAND_LINE, LEASE, MACHINE, MOVES, current

__all__ = [
    "COMMAND_LINE",
    "LEASE",
    "MACHINE",
    "MOVES",
    "approved",
    "cancelled",
    "claimed",
    "current",
    "drafted",
    "edited",
    "endorsed_by",
    "exported",
    "failed",
    "held",
    "judged",
    "redrafted",
    "rejected",
    "released",
    "retried",
    "withdrawn",
]
