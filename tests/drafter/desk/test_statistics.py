"""Edits of many drafts by recipe, model and period."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from drafter.desk.edits import Tally
from drafter.desk.statistics import DraftEdits, MadeBy, draft_edits, first_day, grouped
from schemas.desk import Period
from schemas.provenance import EngineName
from schemas.sections import SectionName
from tests.drafter.desk.revised import approved, edited
from tests.drafter.edited import DRAFT
from tests.factories import NOON

FLOOR = MadeBy("extractive", 1, EngineName.EXTRACTIVE, None)
SMALL = MadeBy("briefing", 9, EngineName.OPENAI, "small")
NEXT = SMALL._replace(recipe_version=10)
LARGE = SMALL._replace(model="large")
BODY, HEADLINE = SectionName.BODY, SectionName.HEADLINE


def one(made_by: MadeBy = SMALL, *, days: int = 0, **sections: Tally) -> DraftEdits:
    told = {SectionName(name): tally for name, tally in sections.items()}
    return DraftEdits(NOON + timedelta(days=days), made_by, told)


def test_a_group_is_worked_out_by_hand() -> None:
    drafts = [
        one(
            headline=Tally(kept=1, words_written=5, words_kept=5, words_approved=5),
            body=Tally(
                kept=2, changed=1, cut=1, words_written=40, words_kept=30, words_approved=32
            ),
        ),
        one(
            headline=Tally(changed=1, words_written=5, words_kept=2, words_approved=7),
            body=Tally(
                rewritten=1, kept=4, added=1, words_written=40, words_kept=40, words_approved=48
            ),
        ),
        one(headline=Tally(kept=1, words_written=5, words_kept=5, words_approved=5)),
    ]
    [group] = grouped(drafts, Period.NONE)
    headline, body = group.sections
    assert (HEADLINE, 3, 3, 2, 1) == (
        headline.section,
        headline.drafts,
        headline.written,
        headline.kept,
        headline.changed,
    )
    assert pytest.approx(2 / 3) == headline.kept_share
    assert (BODY, 2, 1, 8, 6, 1, 1, 1) == (
        body.section,
        body.drafts,
        body.rewritten,
        body.written,
        body.kept,
        body.changed,
        body.cut,
        body.added,
    )
    assert (0.75, 70 / 80, 140 / 160) == (
        body.kept_share,
        body.words_kept_share,
        body.similarity,
    )
    assert (3, 11, 8, 1) == (group.whole.drafts, group.whole.written, group.whole.kept, 1)
    assert (1, None) == (group.untouched, group.start)


def test_the_interval_takes_each_draft_as_one_observation() -> None:
    drafts = [one(body=Tally(kept=kept, cut=5 - kept)) for kept in (4, 3, 2, 4, 2)]
    [group] = grouped(drafts, Period.NONE)
    assert pytest.approx((0.3517, 0.8483), abs=0.001) == (
        group.whole.kept_low,
        group.whole.kept_high,
    )
    [group] = grouped(drafts[1:], Period.NONE)
    assert (None, None) == (group.whole.kept_low, group.whole.kept_high)


def test_a_draft_that_was_only_added_to_is_not_untouched() -> None:
    [group] = grouped([one(body=Tally(kept=2, added=1))], Period.NONE)
    assert (1.0, 0) == (group.whole.kept_share, group.untouched)


def test_shares_of_nothing_are_null() -> None:
    [group] = grouped([one(body=Tally(rewritten=1))], Period.NONE)
    whole = group.whole
    assert (None, None, None) == (whole.kept_share, whole.words_kept_share, whole.similarity)


def test_groups_are_by_recipe_version_and_model_the_newest_period_first() -> None:
    kept = Tally(kept=1)
    made = (FLOOR, NEXT, SMALL, LARGE, SMALL)
    drafts = [one(by, body=kept) for by in made] + [one(LARGE, days=40, body=kept)]
    told = [
        (group.start, group.recipe, group.recipe_version, group.model, group.whole.drafts)
        for group in grouped(drafts, Period.MONTH)
    ]
    march, april = date(2026, 3, 1), date(2026, 4, 1)
    assert [
        (april, "briefing", 9, "large", 1),
        (march, "briefing", 9, "large", 1),
        (march, "briefing", 9, "small", 2),
        (march, "briefing", 10, "small", 1),
        (march, "extractive", 1, None, 1),
    ] == told


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (Period.DAY, date(2026, 3, 4)),
        (Period.WEEK, date(2026, 3, 2)),
        (Period.MONTH, date(2026, 3, 1)),
        (Period.NONE, None),
    ],
)
def test_a_period_begins_in_utc_and_a_week_on_monday(period: Period, expected: date | None) -> None:
    at = datetime(2026, 3, 5, 3, tzinfo=timezone(timedelta(hours=5)))  # the 4th, 22:00 in UTC
    assert expected == first_day(at, period)
    assert expected == first_day(at.astimezone(UTC), period)


def test_what_wrote_a_draft_is_told_by_the_approved_revision() -> None:
    shut = edited(DRAFT, {"headline": {"text": "Bridge shut"}})
    made = draft_edits(NOON, approved(DRAFT, shut))
    recipe = DRAFT.provenance.recipe
    assert MadeBy(recipe.name, recipe.version, EngineName.EXTRACTIVE, None) == made.made_by
    assert 1 == made.sections[HEADLINE].changed


def test_no_drafts_make_no_group() -> None:
    assert () == grouped([], Period.WEEK)
