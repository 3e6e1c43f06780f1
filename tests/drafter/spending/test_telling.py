"""How a cost is told, and how it is shared out among the sections."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.spending.telling import cost_by_section, dollars, told, told_by_section, told_of
from schemas.estimate import NOTHING
from schemas.sections import SectionName
from tests import factories
from tests.drafter.spending.calls import by_model, call

HEADLINE, STANDFIRST, BODY = SectionName.HEADLINE, SectionName.STANDFIRST, SectionName.BODY


@pytest.mark.parametrize(
    ("usd", "expected"),
    [
        (None, "price unknown"),
        ("0", "$0.00"),
        ("0.000012", "$0.000012"),
        ("0.0051", "$0.0051"),
        ("0.0209", "$0.0209"),
        ("0.5", "$0.50"),
        ("1.2345", "$1.23"),
        ("12345", "$12,345.00"),
    ],
)
def test_a_sum_is_told_the_finer_the_smaller_it_is(usd: str | None, expected: str) -> None:
    assert expected == dollars(None if usd is None else Decimal(usd))


def test_tokens_the_cached_share_and_the_cost_are_told() -> None:
    expected = "30,640 tokens in (67 % cached), 6,621 out, $0.0209"
    assert expected == told(by_model(call()))


def test_an_unknown_price_is_told_as_unknown() -> None:
    assert "30,640 tokens in (67 % cached), 6,621 out, price unknown" == told(
        by_model(call(), usd=None)
    )


def test_a_cached_share_that_no_endpoint_told_is_left_out() -> None:
    assert "30,640 tokens in, 6,621 out, $0.0209" == told(by_model(call(), cached_tokens=None))


def test_tokens_that_no_endpoint_told_are_unknown() -> None:
    untold = by_model(call(usd=None), usd=None, input_tokens=None, output_tokens=None)
    assert "tokens unknown, price unknown" == told(untold)


def test_where_no_model_was_asked_there_is_nothing_to_tell() -> None:
    provenance = factories.provenance(factories.plan_of())
    assert (None, None) == (told(provenance), told_by_section(provenance))


def test_a_calls_cost_is_shared_by_the_words_that_each_section_may_have() -> None:
    """12, 35 and 450 words of 497."""
    shares = cost_by_section(by_model(call(HEADLINE, STANDFIRST, BODY, usd="0.0497")))
    expected = {HEADLINE: "0.001200", STANDFIRST: "0.003500", BODY: "0.045000"}
    assert {name: Decimal(usd) for name, usd in expected.items()} == shares


def test_a_repair_adds_to_the_sections_that_it_was_for() -> None:
    shares = cost_by_section(by_model(call(BODY, usd="0.02"), call(BODY, usd="0.01")))
    assert {BODY: Decimal("0.03")} == shares


def test_a_section_with_a_call_of_unknown_cost_has_no_known_cost() -> None:
    calls = (call(BODY), call(HEADLINE), call(BODY, usd=None))
    assert {HEADLINE: Decimal("0.01")} == cost_by_section(by_model(*calls))


def test_a_call_that_names_no_sections_is_shared_among_none() -> None:
    assert {} == cost_by_section(by_model(call()))


@given(
    st.lists(st.sampled_from(SectionName), min_size=1, unique=True),
    st.integers(min_value=0, max_value=10_000_000),
)
def test_the_shares_of_a_call_come_to_its_cost(names: list[SectionName], millionths: int) -> None:
    usd = Decimal(millionths).scaleb(-6)
    shares = cost_by_section(by_model(call(*names, usd=str(usd))))
    assert usd == sum(shares.values())


def test_the_dearest_section_is_told_first() -> None:
    told_so = told_by_section(by_model(call(HEADLINE, STANDFIRST, BODY, usd="0.0497")))
    assert "body $0.045, standfirst $0.0035, headline $0.0012" == told_so


def test_an_estimate_is_told_in_lines() -> None:
    expected = """\
model     none
calls     0
input     0 tokens, of which 0 can come from a cache
output    0 tokens, likely
cost      $0.00, likely; nothing counted as cached
at most   0 tokens, $0.00, every repair included"""
    assert expected == told_of(NOTHING)
