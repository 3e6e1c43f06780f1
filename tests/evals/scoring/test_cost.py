"""Cost: what the provenance knows, and null where it does not."""

from decimal import Decimal

from evals.scoring.cost import Dollars, ReadMinutes, Seconds, Tokens
from evals.scoring.score import Made
from tests.evals.scoring.samples import made, with_draft, with_provenance


def test_tokens_in_and_out_are_added() -> None:
    one = with_provenance(made(), input_tokens=900, output_tokens=100)
    assert 1000.0 == Tokens().scores([one])[0].value


def test_tokens_that_nobody_counted_are_not_scored() -> None:
    one = with_provenance(made(), input_tokens=900, output_tokens=None)
    [score] = Tokens().scores([one])
    assert (None, "nobody counted its tokens") == (score.value, score.why)


def test_money_is_in_dollars_and_unknown_money_is_not_zero() -> None:
    known = with_provenance(made(), cost_usd=Decimal("0.125"))
    assert [0.125, None] == [score.value for score in Dollars().scores([known, made()])]


def test_seconds_and_minutes_are_the_drafts_own() -> None:
    one = with_draft(with_provenance(made(), seconds=12.5), read_minutes=4)
    assert (12.5, 4.0) == (Seconds().score(one).value, ReadMinutes().score(one).value)


def test_seconds_of_a_replay_are_not_scored() -> None:
    one = made()
    replayed = Made(one.case, one.variant, one.repeat, one.draft, timed=False)
    assert Seconds().score(replayed).value is None
