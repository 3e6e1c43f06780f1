"""How far a run is, in words."""

from decimal import Decimal

from evals.cli.progress import Pace
from evals.running.runner import Tally
from tests.fakes.clock import Hands


def test_rate_and_time_left_count_what_was_done_in_this_run_alone() -> None:
    clock = Hands()
    pace = Pace(clock)
    clock.at = 10.0

    words = pace.words(Tally(units=100, kept=50, done=20, cost_usd=Decimal("0.5")))

    assert "2 a second, 0:15 left, 0.5000 USD" == words


def test_a_cost_that_is_not_known_is_no_zero_and_failures_are_told() -> None:
    clock = Hands()
    pace = Pace(clock)
    clock.at = 1.0

    assert "cost not known, 1 failed" in pace.words(Tally(units=4, failed=1, cost_usd=None))


def test_before_the_first_unit_there_is_no_rate() -> None:
    assert "0.0000 USD" == Pace(Hands()).words(Tally(units=4))
