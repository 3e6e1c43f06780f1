"""What editors made of a draft, counted by statement and by word."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from drafter.desk.edits import Tally, edits, total, words
from drafter.diffing.revisions import Written
from drafter.review import MACHINE
from schemas.draft import Draft
from schemas.sections import SectionName
from schemas.written import WrittenParagraph
from tests import factories
from tests.drafter.desk.revised import ADA, approved, edited, revisions
from tests.drafter.edited import DRAFT, PLAN
from tests.drafter.redrafting.samples import a_draft, after, anew, said
from tests.factories import statement

BODY, HEADLINE, STANDFIRST = SectionName.BODY, SectionName.HEADLINE, SectionName.STANDFIRST
KEY, SCENARIOS = SectionName.KEY_TAKEAWAY, SectionName.SCENARIOS
WRITTEN = factories.draft(
    PLAN,
    standfirst=statement("Ferries take over."),
    key_takeaway=(statement("The town is cut in two."),),
)
"""Headline s1 (5 words), standfirst s2 (3), key takeaway s3 (6), body s4 (5)."""
BODY_ANEW = "body written anew: begin with the ferries"


def a_paragraph(*statements: Any) -> dict[str, Any]:
    return {"body": [{"subhead": None, "statements": list(statements)}]}


def new(text: str) -> dict[str, Any]:
    return {"text": text, "basis": "reported", "cites": ["R1.S1"]}


def test_the_example_worked_out_by_hand() -> None:
    """The headline changed, the standfirst cut, the key takeaway kept, the body added to."""
    patch = a_paragraph({"id": "s4"}, new("Pilots doubt it.")) | {
        "headline": {"text": "Eastmere shuts its old bridge"},
        "standfirst": None,
    }
    counted = edits(approved(WRITTEN, edited(WRITTEN, patch)))
    assert {
        HEADLINE: Tally(changed=1, words_written=5, words_kept=4, words_approved=5),
        STANDFIRST: Tally(cut=1, words_written=3),
        KEY: Tally(kept=1, words_written=6, words_kept=6, words_approved=6),
        BODY: Tally(kept=1, added=1, words_written=5, words_kept=5, words_approved=8),
    } == counted
    whole = total(counted.values())
    assert (4, 2, 1, 1, 1) == (whole.written, whole.kept, whole.changed, whole.cut, whole.added)
    assert (19, 15, 19) == (whole.words_written, whole.words_kept, whole.words_approved)


@pytest.mark.parametrize("draft", [WRITTEN, DRAFT, a_draft()])
def test_a_draft_against_itself_is_all_kept(draft: Draft) -> None:
    for pair in (approved(draft, draft), revisions((MACHINE, None, draft))):
        counted = edits(pair)
        assert all(one.untouched for one in counted.values())
        whole = total(counted.values())
        assert len(list(draft.statements())) == whole.kept == whole.written
        assert whole.words_written == whole.words_kept == whole.words_approved
        assert {name for name, _ in draft.statements()} == set(counted)


def test_what_is_set_back_to_the_letter_was_kept() -> None:
    other = edited(WRITTEN, {"headline": {"text": "Bridge shut"}})
    back = edited(other, {"headline": {"text": WRITTEN.headline.text}})
    counted = edits(revisions((MACHINE, None, WRITTEN), (ADA, "x", other), (ADA, "y", back)))
    assert counted[HEADLINE].untouched


def test_a_statement_that_moved_counts_where_the_engine_wrote_it() -> None:
    moved = edited(WRITTEN, a_paragraph({"id": "s4"}, {"id": "s3"}) | {"key_takeaway": None})
    counted = edits(approved(WRITTEN, moved))
    assert (1, 0) == (counted[KEY].kept, counted[KEY].cut)
    assert (1, 0) == (counted[BODY].kept, counted[BODY].added)


def test_a_sentence_that_is_typed_anew_is_cut_and_added() -> None:
    typed = edited(WRITTEN, a_paragraph(new("The old bridge is closed.")))
    assert (
        Tally(cut=1, added=1, words_written=5, words_approved=5)
        == edits(approved(WRITTEN, typed))[BODY]
    )


def test_a_section_that_editors_alone_wrote_is_added() -> None:
    plain = factories.draft(PLAN)
    more = edited(plain, {"synthesis": [new("Ferries take over.")]})
    assert Tally(added=1, words_approved=3) == edits(approved(plain, more))[SectionName.SYNTHESIS]


def redrafted(*, overwrite: bool = False) -> tuple[list[Written], Draft]:
    """A body that is edited, and then written anew in two paragraphs.

    Of its three paragraphs of a subhead and two sentences the first is edited, the third cut.
    """
    first = a_draft()
    assert first.body is not None
    paragraphs = [one.model_dump(mode="json") for one in first.body]
    paragraphs[0]["statements"][0]["text"] = "Quite other words"
    second = edited(first, {"body": paragraphs[:2]})
    third = after(second, BODY, anew(BODY), overwrite=overwrite)
    made = revisions((MACHINE, None, first), (ADA, None, second), (MACHINE, BODY_ANEW, third))
    return made, third


def test_a_section_written_anew_is_held_against_what_was_written_then() -> None:
    """The edited paragraph stays: one statement changed, two kept, beside the six new ones."""
    made, _ = redrafted()
    body = edits(made)[BODY]
    assert (1, 1, 0, 0) == (body.rewritten, body.changed, body.cut, body.added)
    assert 2 + 6 == body.kept


def test_what_is_done_after_a_section_was_written_anew_counts() -> None:
    made, third = redrafted()
    assert third.body is not None
    left = [one.model_dump(mode="json") for one in third.body][:-1]
    last = edited(third, {"body": left, "headline": {"text": "Bridge shut"}})
    counted = edits([*made, *revisions((ADA, None, last))])
    body = counted[BODY]
    assert (1, 1, 3) == (body.rewritten, body.changed, body.cut)
    assert (0, 1) == (counted[HEADLINE].rewritten, counted[HEADLINE].changed)


def test_what_a_redraft_wrote_over_is_out_of_the_count() -> None:
    made, third = redrafted(overwrite=True)
    body = edits(made)[BODY]
    assert third.body is not None
    assert Tally(rewritten=1, kept=6) == Tally(rewritten=body.rewritten, kept=body.kept)
    assert 0 == body.changed + body.cut + body.added


def test_edits_elsewhere_before_a_section_was_written_anew_still_count() -> None:
    first = a_draft()
    second = edited(first, {"headline": {"text": "Bridge shut"}, "standfirst": None})
    third = after(second, BODY, anew(BODY))
    counted = edits(
        revisions((MACHINE, None, first), (ADA, None, second), (MACHINE, BODY_ANEW, third))
    )
    assert (1, 1) == (counted[HEADLINE].changed, counted[STANDFIRST].cut)


def test_a_whole_draft_that_is_written_again_is_what_counts() -> None:
    """After a fallback its ids begin anew, and mean other statements."""
    second = factories.draft(PLAN, headline=said("All else"), standfirst=said("A new line"))
    counted = edits(revisions((MACHINE, None, WRITTEN), (MACHINE, None, second)))
    assert all(one.untouched for one in counted.values())
    assert {HEADLINE, STANDFIRST, BODY} == set(counted)


FATES = some.lists(some.sampled_from(["kept", "changed", "cut"]), min_size=1, max_size=8)


@given(fates=FATES, added=some.integers(0, 3))
@settings(max_examples=40, deadline=None)
def test_the_counts_add_up_whatever_was_done(fates: list[str], added: int) -> None:
    sentences = tuple(said(f"Word {'more ' * n}here") for n, _ in enumerate(fates))
    first = factories.draft(PLAN, body=(WrittenParagraph(subhead=None, statements=sentences),))
    ids = [one.id for name, one in first.statements() if name is BODY]
    told: list[dict[str, Any]] = []
    for name, fate in zip(ids, fates, strict=True):
        if fate != "cut":
            told.append({"id": name} | ({"text": "Another word"} if fate == "changed" else {}))
    told += [new("Bridge shut") for _ in range(added)]
    last = edited(first, a_paragraph(*told) if told else {"body": None})
    body = edits(approved(first, last))[BODY]
    expected = tuple(map(fates.count, ("kept", "changed", "cut")))
    assert (*expected, added) == (body.kept, body.changed, body.cut, body.added)
    assert len(fates) == body.written
    assert sum(words(one.text) for one in sentences) == body.words_written
    assert body.words_kept <= min(body.words_written, body.words_approved)


@given(some.text(max_size=60), some.text(max_size=60))
@settings(deadline=None)
def test_no_more_words_are_kept_than_either_text_has(before: str, after: str) -> None:
    if before.strip() and after.strip():
        first = factories.draft(PLAN, headline=said(before))
        last = first.model_copy(
            update={"headline": first.headline.model_copy(update={"text": after.strip()})}
        )
        one = edits(approved(first, last))[HEADLINE]
        assert one.words_kept <= min(one.words_written, one.words_approved)
        assert one.words_written == words(before)


def test_words_are_counted_without_punctuation_and_characters_where_there_are_no_spaces() -> None:
    assert 4 == words("“It’s 4,000 – not five.”")
    assert 0 == words("… – !")
    assert 2 == words("閉鎖")
