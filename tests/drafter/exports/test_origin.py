"""What a briefing says of its engine and its review, in both formats that people read."""

import re

import pytest

from drafter.exports.formats import Format, render
from drafter.exports.standing import Standing
from schemas.draft import Draft
from schemas.review import DraftState
from schemas.sections import SectionName
from tests.drafter.exports.briefings import by_model, rich, sparse
from tests.drafter.exports.reading import Page
from tests.drafter.spending import calls


def told(draft: Draft, form: Format, standing: Standing | None = None) -> str:
    """The visible text on one line, without Markdown's signs."""
    text = render(draft, form, standing)
    shown = Page(text).visible if form is Format.HTML else re.sub(r"^>|[*\\]", "", text)
    return " ".join(shown.split())


READ = pytest.mark.parametrize("form", [Format.MD, Format.HTML])


@READ
def test_the_extractive_engine_is_named_as_no_model(form: Format) -> None:
    expected = (
        "Drafted by the extractive engine, no language model, from the report's own sentences."
        " Not yet reviewed by an editor."
    )
    assert expected in told(sparse(), form)


@READ
def test_a_language_model_is_named(form: Format) -> None:
    expected = "Drafted by the language model brief-writer-1 (the openai engine). Not yet reviewed"
    assert expected in told(by_model(rich()), form)


@READ
def test_a_fallback_is_said_with_its_reason(form: Format) -> None:
    draft = rich()
    stood_in = {"fallback_reason": "the endpoint could not be reached"}
    provenance = draft.provenance.model_copy(update=stood_in)
    draft = draft.model_copy(update={"provenance": provenance})
    assert "It stood in for a model: the endpoint could not be reached." in told(draft, form)


@READ
def test_sentences_of_an_editor_are_counted(form: Format) -> None:
    draft = rich()
    headline = draft.headline.model_copy(update={"written_by": "editor"})
    draft = draft.model_copy(update={"headline": headline})
    count = len(list(draft.statements()))
    assert f"An editor wrote or changed 1 of its {count} sentences." in told(draft, form)


@READ
def test_an_edit_that_left_no_trace_in_the_sentences_is_said_all_the_same(form: Format) -> None:
    said = "An editor wrote or changed parts of it: cuts, order or labels, not the sentences."
    shown = {
        edited: said in told(rich(), form, Standing(edited=edited))
        for edited in (True, False, None)
    }
    assert {True: True, False: False, None: False} == shown


@READ
@pytest.mark.parametrize("state", [None, DraftState.APPROVED, DraftState.EXPORTED])
def test_an_approved_briefing_names_its_reviewer_and_hides_the_findings(
    form: Format, state: DraftState | None
) -> None:
    text = told(rich(), form, Standing(state=state, reviewers=("Mara Quist",)))
    shown = ("Reviewed and approved by Mara Quist." in text, "open finding" in text)
    assert (True, False) == shown


@READ
@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (DraftState.QUEUED, "Not yet reviewed by an editor."),
        (DraftState.IN_REVIEW, "In review by an editor, not yet approved."),
        (DraftState.HELD, "Held by an editor, not approved."),
        (DraftState.REJECTED, "Rejected by an editor. Not for publication."),
        (DraftState.WITHDRAWN, "Withdrawn. No longer for publication."),
    ],
)
def test_a_name_does_not_make_a_draft_approved_where_its_state_is_not(
    form: Format, state: DraftState, expected: str
) -> None:
    text = told(rich(), form, Standing(state=state, reviewers=("Mara Quist",)))
    shown = (expected in text, "approved by" in text, " open findings" in text)
    assert (True, False, True) == shown


@READ
def test_a_withdrawn_briefing_says_what_was_wrong(form: Format) -> None:
    taken_back = Standing(state=DraftState.WITHDRAWN, correction="Three piers, not two.")
    expected = "Withdrawn. No longer for publication. Correction: Three piers, not two."
    assert expected in told(rich(), form, taken_back)


@READ
def test_both_who_approved_are_named(form: Format) -> None:
    both = Standing(state=DraftState.APPROVED, reviewers=("Mara Quist", "Ben Oh"))
    assert "Reviewed and approved by Mara Quist and Ben Oh." in told(rich(), form, both)


@READ
def test_an_approval_without_a_name_is_said_to_have_none(form: Format) -> None:
    expected = "Marked as approved; no reviewer is named."
    assert expected in told(rich(), form, Standing(state=DraftState.APPROVED))


def paid() -> Draft:
    """A draft whose headline and body were paid for."""
    call = calls.call(SectionName.HEADLINE, SectionName.BODY, usd="0.0462")
    return rich().model_copy(update={"provenance": calls.by_model(call)})


@READ
def test_tokens_cached_share_and_cost_are_told_while_a_draft_is_reviewed(form: Format) -> None:
    expected = (
        "Cost: 30,640 tokens in (67 % cached), 6,621 out, $0.0209."
        " Cost by section, apportioned: body $0.045, headline $0.0012."
    )
    assert expected in told(paid(), form)


@READ
def test_what_it_cost_is_not_for_the_readers_of_an_approved_briefing(form: Format) -> None:
    approved = Standing(state=DraftState.APPROVED, reviewers=("Mara Quist",))
    assert "Cost" not in told(paid(), form, approved)


@READ
def test_without_a_model_no_cost_is_told(form: Format) -> None:
    assert "Cost" not in told(sparse(), form)
