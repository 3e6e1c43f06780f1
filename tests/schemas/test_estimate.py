from decimal import Decimal

from schemas.estimate import NOTHING, Estimate


def estimate(model: str, cost: str | None) -> Estimate:
    usd = None if cost is None else Decimal(cost)
    return Estimate(
        model=model,
        calls=2,
        input_tokens=100,
        cached_tokens=50,
        output_tokens=20,
        most_tokens=300,
        cost_usd=usd,
        most_usd=usd,
    )


def test_two_estimates_are_added_up_under_the_model_of_the_first() -> None:
    both = estimate("writer", "0.25") + estimate("judge", "0.5")

    assert "writer" == both.model
    assert (4, 200, 100, 40) == (
        both.calls,
        both.input_tokens,
        both.cached_tokens,
        both.output_tokens,
    )
    assert (600, Decimal("0.75"), Decimal("0.75")) == (
        both.most_tokens,
        both.cost_usd,
        both.most_usd,
    )


def test_a_cost_that_is_not_known_of_one_is_not_known_of_both() -> None:
    both = estimate("writer", "0.25") + estimate("judge", None)

    assert (None, None) == (both.cost_usd, both.most_usd)


def test_nothing_adds_nothing() -> None:
    assert estimate("writer", "0.25") == estimate("writer", "0.25") + NOTHING
