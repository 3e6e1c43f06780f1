import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.statistics.many import holm

PS = st.lists(st.one_of(st.none(), st.floats(0, 1)), max_size=12)


def test_holm_worked_by_hand() -> None:
    """0.01 times 4, 0.02 times 3, 0.03 times 2, and 0.5 once."""
    assert [0.06, 0.04, 0.5, 0.06] == pytest.approx(holm([0.03, 0.01, 0.5, 0.02]))


def test_what_has_no_p_counts_for_nothing() -> None:
    assert [None, 0.04, None, 0.04] == holm([None, 0.02, None, 0.03])


def test_none_is_above_1() -> None:
    assert [1.0, 1.0] == holm([0.7, 0.9])


def test_one_alone_is_left_as_it_is() -> None:
    assert [0.03] == holm([0.03])


@given(PS)
def test_none_falls_below_what_it_was_or_overtakes_another(ps: list[float | None]) -> None:
    told = sorted(
        (p, adjusted)
        for p, adjusted in zip(ps, holm(ps), strict=True)
        if p is not None and adjusted is not None
    )
    assert all(p <= adjusted <= 1 for p, adjusted in told)
    assert [adjusted for _, adjusted in told] == sorted(adjusted for _, adjusted in told)


@given(PS)
def test_what_has_no_p_gets_none(ps: list[float | None]) -> None:
    assert [p is None for p in ps] == [adjusted is None for adjusted in holm(ps)]
