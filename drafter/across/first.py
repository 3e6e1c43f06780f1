"""Which report had it first, as far as the reports tell. A copy is never first."""

from collections.abc import Sequence

from drafter.across.copies import independent
from schemas.report import Report


def first_reported(reports: Sequence[Report]) -> Report:
    """The earliest original, with its publisher and its address.

    Reports without a date come last, and of one day the one that was given first: a report has a
    day and no hour.
    """
    originals = [reports[int(group[0].removeprefix("R")) - 1] for group in independent(reports)]
    return min(originals, key=lambda report: str(report.published or "~"))
