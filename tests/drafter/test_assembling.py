"""What is computed when a draft is assembled."""

from datetime import date

import pytest

from drafter.assembling import slug_of
from schemas.statement import Basis
from tests.factories import draft, event, plan_of, report, statement


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Eastmere closes its old bridge", "eastmere-closes-its-old-bridge"),
        ("Zürich's «Brücke»: 12 % teurer!", "zurichs-brucke-12-teurer"),
        ("المدينة تغلق الجسر", "draft-" + slug_of("المدينة تغلق الجسر")[6:]),
    ],
)
def test_a_slug_has_plain_letters_and_hyphens(headline: str, expected: str) -> None:
    assert expected == slug_of(headline)


def test_the_first_report_is_the_earliest_by_date_and_one_without_a_date_is_not() -> None:
    late = report(publisher="Late Post", published=date(2026, 3, 9))
    early = report("It closed.", publisher="Early Post", published=date(2026, 3, 1))
    undated = report("It is shut.", publisher="Undated", published=None)
    first = draft(plan_of(undated, late, early)).first_reported_in
    assert ("Early Post", date(2026, 3, 1)) == (first.publisher, first.published)


def test_of_the_earlier_events_those_are_kept_that_the_draft_links() -> None:
    days = [event(date(2026, 3, n), f"Divers look at pier {n}.", key=f"ev-{n}") for n in (1, 2)]
    linked = statement("Divers looked.", basis=Basis.BACKGROUND, cites=(), links=("E2",))
    made = draft(plan_of(report(), earlier=days), standfirst=linked)
    assert ["ev-2"] == [kept.key for kept in made.earlier_events]


def test_of_a_report_those_sentences_are_kept_that_the_draft_cites() -> None:
    [source] = draft(standfirst=statement(cites=("R1.S4", "R1.S2"))).sources
    assert ["R1.S1", "R1.S2", "R1.S4"] == [sentence.id for sentence in source.evidence]
    assert 5 == source.sentences


def test_a_draft_takes_a_minute_to_read_at_least_and_about_238_words_a_minute() -> None:
    long = tuple(statement("word " * 119) for _ in range(6))
    assert (1, 3) == (draft().read_minutes, draft(key_takeaway=long).read_minutes)
