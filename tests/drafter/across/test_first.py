"""Who had it first."""

from datetime import date

from drafter.across.first import first_reported
from tests.drafter.across.test_copies import AGENCY, OWN
from tests.factories import report


def test_the_earliest_report_had_it_first() -> None:
    late = report(*AGENCY, published=date(2026, 3, 5))
    early = report(*OWN, published=date(2026, 3, 4))
    assert early == first_reported([late, early])


def test_a_report_without_a_date_comes_last() -> None:
    undated, dated = report(*AGENCY, published=None), report(*OWN)
    assert dated == first_reported([undated, dated])


def test_a_copy_is_not_first_where_it_credits_the_original() -> None:
    copy = report(*AGENCY, "So Meridian Wire reported.", publisher="Post")
    agency = report(*AGENCY, publisher="Meridian Wire")
    assert agency == first_reported([copy, agency])


def test_of_one_day_the_first_that_was_given_is_taken() -> None:
    one, other = report(*AGENCY), report(*OWN)
    assert one == first_reported([one, other])
    assert other == first_reported([other, one])


def test_reports_without_any_date_have_a_first_all_the_same() -> None:
    one = report(*AGENCY, published=None)
    assert one == first_reported([one])
