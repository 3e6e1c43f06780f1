"""What a draft may use is held before anything is spent."""

from decimal import Decimal

import pytest

from drafter.errors import ConfigurationError, OverBudget, ProviderError
from drafter.settings import Settings
from drafter.spending.budget import Budget, Outlay, a_repair, outlay_of, paid, paid_before
from schemas.estimate import NOTHING, Estimate
from schemas.provenance import Call
from tests import factories
from tests.drafter.spending.calls import attempt, by_model, call

LIKELY = Estimate(
    model="brief-writer-1",
    calls=5,
    input_tokens=30_000,
    cached_tokens=20_000,
    output_tokens=6_000,
    most_tokens=200_000,
    cost_usd=Decimal("0.02"),
    most_usd=Decimal("0.27"),
)
UNPRICED = LIKELY.model_copy(update={"cost_usd": None, "most_usd": None})


@pytest.mark.parametrize(
    "budget",
    [
        Budget(),
        Budget(tokens=36_000),
        Budget(usd=Decimal("0.02")),
        Budget(tokens=36_000, usd=Decimal("0.02")),
    ],
)
def test_a_draft_that_is_likely_to_fit_may_begin_though_the_most_would_not(budget: Budget) -> None:
    budget.require(LIKELY)


def test_too_many_tokens_are_refused_with_both_figures_and_the_setting() -> None:
    with pytest.raises(OverBudget) as refused:
        Budget(tokens=35_999).require(LIKELY)
    expected = (
        "this draft would take about 36,000 tokens, and DRAFTER_DRAFT_TOKENS allows 35,999:"
        " raise it, or shorten the reports"
    )
    assert expected == str(refused.value)


def test_too_high_a_cost_is_refused_with_both_figures_and_the_setting() -> None:
    with pytest.raises(OverBudget) as refused:
        Budget(usd=Decimal("0.0199")).require(LIKELY)
    expected = (
        "this draft would cost about $0.02, and DRAFTER_DRAFT_USD allows $0.0199: raise it,"
        " shorten the reports, or take a cheaper model"
    )
    assert expected == str(refused.value)


def test_money_cannot_be_limited_where_the_price_is_unknown() -> None:
    with pytest.raises(OverBudget, match=r"price of brief-writer-1 is not known.*DRAFTER_PRICE"):
        Budget(usd=Decimal(100)).require(UNPRICED)


def test_tokens_can_be_limited_where_the_price_is_unknown() -> None:
    Budget(tokens=36_000).require(UNPRICED)


def test_without_a_model_any_budget_will_do() -> None:
    Budget(tokens=1, usd=Decimal("0.000001")).require(NOTHING)


def test_a_refusal_is_a_providers_so_that_the_fallback_may_stand_in() -> None:
    assert issubclass(OverBudget, ProviderError)


def test_the_settings_name_the_budget() -> None:
    settings = Settings.model_validate({"draft_tokens": 5, "draft_usd": "0.1"})
    assert Budget(5, Decimal("0.1")) == Budget.of(settings)


@pytest.mark.parametrize(
    ("budget", "allowed"),
    [
        (Budget(), True),
        (Budget(tokens=150), True),
        (Budget(tokens=149), False),
        (Budget(usd=Decimal("0.03")), True),
        (Budget(usd=Decimal("0.0299")), False),
        (Budget(tokens=149, usd=Decimal(1)), False),
    ],
)
def test_another_request_is_allowed_where_it_fits_beside_what_is_spent(
    budget: Budget, *, allowed: bool
) -> None:
    spent, planned = Outlay(100, Decimal("0.02")), Outlay(50, Decimal("0.01"))
    assert allowed == budget.allows_another(spent, planned)


@pytest.mark.parametrize("unknown", [Outlay(100, None), Outlay(0, None)])
def test_beside_an_unknown_cost_nothing_fits_a_limit_in_money(unknown: Outlay) -> None:
    limited = Budget(usd=Decimal(100))
    assert not limited.allows_another(unknown, Outlay(1, Decimal(0)))
    assert not limited.allows_another(Outlay(1, Decimal(0)), unknown)
    assert Budget(tokens=1000).allows_another(unknown, unknown)


def test_a_repair_sends_the_answer_back_so_it_takes_more_than_the_first_time() -> None:
    repair = a_repair(LIKELY)
    assert 42_000 == repair.tokens
    assert repair.usd is not None
    assert Decimal("0.02") < repair.usd < Decimal("0.03")


@pytest.mark.parametrize(
    ("estimate", "expected"), [(UNPRICED, Outlay(42_000, None)), (NOTHING, Outlay())]
)
def test_a_repair_has_no_price_where_the_call_has_none(
    estimate: Estimate, expected: Outlay
) -> None:
    assert expected == a_repair(estimate)


def test_what_calls_have_used_is_that_of_every_attempt() -> None:
    calls = (call(attempts=(attempt("0.01"), attempt("0.02"))), call(attempts=(attempt("0.03"),)))
    assert Outlay(360, Decimal("0.06")) == outlay_of(calls)


def test_an_attempt_without_a_price_makes_the_whole_unknown() -> None:
    assert Outlay(240, None) == outlay_of([call(attempts=(attempt("0.01"), attempt(None)))])


def test_an_attempt_that_never_got_an_answer_costs_nothing_that_anybody_counted() -> None:
    lost = attempt(None, usage=False, error="no connection")
    assert Outlay(120, Decimal("0.01")) == outlay_of([call(attempts=(lost, attempt("0.01")))])


def test_a_reply_that_could_not_be_used_was_paid_for_though_nobody_counted_it() -> None:
    broken = attempt(None, usage=False, error="the reply is not JSON")
    came = broken.model_copy(update={"finish_reason": "stop"})
    assert Outlay(0, None) == outlay_of([call(attempts=(came,))])


def test_an_answer_whose_usage_was_not_told_has_an_unknown_cost() -> None:
    assert Outlay(0, None) == outlay_of([call(attempts=(attempt(None, usage=False),))])


def test_no_call_has_used_anything() -> None:
    assert Outlay(0, Decimal(0)) == outlay_of([])


def test_a_draft_for_which_no_model_was_asked_has_cost_nothing() -> None:
    assert 0 == paid(factories.provenance(factories.plan_of()))


@pytest.mark.parametrize("usd", ["0.0209", None])
def test_a_draft_has_cost_what_its_provenance_says(usd: str | None) -> None:
    assert (Decimal(usd) if usd else None) == paid(by_model(call(), usd=usd))


def failed(*calls: Call) -> ProviderError:
    error = ProviderError("no answer")
    error.calls = calls
    return error


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (failed(), "0"),
        (failed(call(usd="0.01"), call(usd="0.02")), "0.03"),
        (failed(call(usd=None)), None),
        (OverBudget("too much"), "0"),
        (ConfigurationError("no such recipe"), "0"),
        (RuntimeError("broken"), None),
    ],
)
def test_what_was_paid_before_an_error_is_known_where_its_calls_are(
    error: Exception, expected: str | None
) -> None:
    assert (Decimal(expected) if expected else None) == paid_before(error)
