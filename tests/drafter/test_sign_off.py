"""The review record: what it says of an approval, and the hashes that sign it off."""

import json

import pytest

from drafter import review
from drafter.review import MACHINE
from drafter.sign_off import Revision, review_record, seal
from schemas.draft import Draft
from schemas.evidence import Check, Severity, Verdict
from schemas.hashing import sha256_of
from schemas.review import Approval, EditorVerdict
from schemas.review_record import ChangeKind, ReviewRecord, Tally
from schemas.sections import SectionName
from tests import factories
from tests.drafter.judging import body, faulty, in_review, said
from tests.factories import NOON, YES, statement


def signed(*drafts: Draft, given: Approval = YES, by: tuple[str, ...] = ()) -> ReviewRecord:
    """The record of an approval by Ada of the last of these drafts, whose authors these are.

    A blocker on s2 is waived.
    """
    approved = drafts[-1]
    record = in_review(approved).model_copy(update={"revision": len(drafts)})
    if any(finding.stops for finding in approved.findings):
        waived = said("s2", EditorVerdict.WAIVED)
        record = review.judged(record, waived, "Ada", NOON, revision=len(drafts))
    record = review.approved(record, given, "Ada", NOON, revision=len(drafts))
    authors = by or (MACHINE, *["Ada"] * (len(drafts) - 1))
    numbered = zip(range(1, len(drafts) + 1), authors, drafts, strict=True)
    return review_record(record, given, [Revision(*one) for one in numbered])


def test_it_says_who_approved_what_and_when() -> None:
    made = signed(factories.draft())
    [approval] = made.approvals
    assert ("Ada", NOON, YES.answers) == (approval.by, approval.at, approval.answers)
    assert (1, 1, "Eastmere closes its old bridge") == (
        made.revision,
        made.written_revision,
        made.headline,
    )


@pytest.mark.parametrize("named", [None, "Mara Quist"])
def test_whoever_approves_is_responsible_unless_another_is_named(named: str | None) -> None:
    given = YES.model_copy(update={"responsible": named})
    assert (named or "Ada") == signed(factories.draft(), given=given).responsible


def test_it_says_what_was_seen() -> None:
    draft = factories.draft()
    made = signed(draft)
    [source] = made.sources
    assert (draft.sources[0].content_hash, "Eastmere Courier") == (
        source.content_hash,
        source.publisher,
    )
    assert (draft.provenance.recipe, draft.provenance.engine, False) == (
        made.writing.recipe,
        made.writing.engine,
        made.writing.degraded,
    )


def test_it_says_why_the_extractive_engine_stood_in() -> None:
    draft = factories.draft()
    by = draft.provenance.model_copy(update={"fallback_reason": "the endpoint is down"})
    made = signed(draft.model_copy(update={"provenance": by}))
    assert "the endpoint is down" == made.writing.fallback_reason


def test_it_counts_what_was_found_at_the_first_and_at_the_last_revision() -> None:
    made = signed(faulty(), factories.draft())
    blocker = Tally(check=Check.NUMBERS, verdict=Verdict.FAIL, severity=Severity.BLOCKER, count=1)
    assert blocker in made.findings_when_written
    assert blocker not in made.findings_at_approval
    counted = sum(tally.count for tally in made.findings_at_approval)
    assert len(factories.draft().findings) == counted


def test_it_says_what_was_waived_by_whom_and_why() -> None:
    [settled] = signed(faulty()).settled
    assert ("“9,999” does not stand in what it cites.", EditorVerdict.WAIVED) == (
        settled.finding.reason,
        settled.verdict,
    )
    assert ("Ada", "The pilot confirmed it by telephone.") == (settled.by, settled.reason)


def test_a_finding_that_was_mended_is_not_told_as_settled() -> None:
    assert () == signed(faulty(), factories.draft()).settled


def test_it_says_which_statements_were_edited_added_and_cut_and_by_whom() -> None:
    first = factories.draft(body=body(statement(), statement("Ferries take over.")))
    kept = first.headline.model_copy(update={"text": "Bridge shut", "written_by": "editor"})
    second = first.model_copy(update={"headline": kept})
    [paragraph] = first.body or ()
    new = paragraph.statements[1].model_copy(update={"id": "s9", "written_by": "editor"})
    other = paragraph.model_copy(update={"statements": (paragraph.statements[0], new)})
    third = second.model_copy(update={"body": (other,)})
    made = signed(first, second, third, by=(MACHINE, "Ada", "Bo"))
    assert [
        ("s1", ChangeKind.EDITED, ("Ada",)),
        ("s9", ChangeKind.ADDED, ("Bo",)),
        ("s3", ChangeKind.CUT, ("Bo",)),
    ] == [(change.statement, change.kind, change.by) for change in made.changes]
    edited, added, cut = made.changes
    assert (first.headline, kept) == (edited.before, edited.after)
    assert (None, new) == (added.before, added.after)
    assert (paragraph.statements[1], None) == (cut.before, cut.after)
    assert ("headline", "body") == made.changed_sections


def test_everyone_who_changed_a_statement_is_named_in_order() -> None:
    texts = ("Eastmere closes its old bridge", "Bridge shut", "The bridge is shut")
    drafts = [factories.draft(headline=statement(text)) for text in texts]
    [change] = signed(*drafts, by=(MACHINE, "Bo", "Ada")).changes
    assert ("Bo", "Ada") == change.by


def test_what_was_changed_and_changed_back_is_not_told() -> None:
    there, back = factories.draft(headline=statement("Bridge shut")), factories.draft()
    kept = back.headline.model_copy(update={"written_by": "editor"})
    assert () == signed(back, there, back.model_copy(update={"headline": kept})).changes


def test_after_a_redraft_changes_are_told_against_what_the_model_wrote() -> None:
    first, again = factories.draft(), factories.draft(headline=statement("Bridge shut"))
    made = signed(first, again, by=(MACHINE, MACHINE))
    assert (2, ()) == (made.written_revision, made.changes)


def test_after_a_redraft_the_findings_counted_are_those_of_what_the_model_wrote() -> None:
    made = signed(faulty(), factories.draft(), by=(MACHINE, MACHINE))
    assert made.findings_at_approval == made.findings_when_written


def test_a_statement_that_was_moved_to_another_section_is_told() -> None:
    two = body(statement(), statement("Ferries take over."))
    first = factories.draft(body=two, key_takeaway=(statement("Divers found cracks."),))
    [paragraph] = first.body or ()
    stays, moved = paragraph.statements
    left = paragraph.model_copy(update={"statements": (stays,)})
    takeaway = (*(first.key_takeaway or ()), moved)
    second = first.model_copy(update={"body": (left,), "key_takeaway": takeaway})
    changes = [change for change in signed(first, second).changes if change.statement == moved.id]
    assert [(SectionName.KEY_TAKEAWAY, ChangeKind.EDITED)] == [(c.section, c.kind) for c in changes]


def test_its_hashes_can_be_worked_out_from_its_json_alone() -> None:
    draft = factories.draft()
    made = signed(draft)
    document = json.loads(made.model_dump_json())
    assert sha256_of(json.loads(draft.model_dump_json())) == document["draft_sha256"]
    assert seal(document) == document["sha256"] == made.sha256


@pytest.mark.parametrize("name", sorted(set(ReviewRecord.model_fields) - {"sha256"}))
def test_a_change_anywhere_in_it_breaks_the_seal(name: str) -> None:
    document = json.loads(signed(faulty(), faulty("It carries 9,999 people.")).model_dump_json())
    assert seal(document) == document["sha256"]
    assert seal(document | {name: "something else"}) != document["sha256"]


def test_the_order_of_keys_and_white_space_do_not_matter_to_a_hash() -> None:
    assert sha256_of({"a": 1, "b": "ü"}) == sha256_of(json.loads('{ "b": "\\u00fc", "a": 1 }'))
