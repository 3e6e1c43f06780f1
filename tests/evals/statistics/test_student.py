import pytest

from evals.statistics.student import NORMAL, SUMMED, t_quantile


@pytest.mark.parametrize(
    ("expected", "freedom"),
    [(12.7062, 1), (4.3027, 2), (3.1824, 3), (2.5706, 5), (2.2010, 11), (2.0395, 31), (1.9842, 99)],
)
def test_quantiles_are_those_of_the_tables(expected: float, freedom: int) -> None:
    assert expected == pytest.approx(t_quantile(0.975, freedom), abs=5e-5)


def test_the_power_quantile_is_that_of_the_tables() -> None:
    assert 0.8755 == pytest.approx(t_quantile(0.8, 11), abs=5e-5)


def test_sums_and_expansion_meet() -> None:
    assert 60 == SUMMED
    assert 2.000298 == pytest.approx(t_quantile(0.975, 60), abs=1e-6)
    assert 1.999624 == pytest.approx(t_quantile(0.975, 61), abs=1e-6)


def test_with_endless_freedom_it_is_the_normal_quantile() -> None:
    assert NORMAL.inv_cdf(0.975) == pytest.approx(t_quantile(0.975, 10_000_000), abs=1e-6)
