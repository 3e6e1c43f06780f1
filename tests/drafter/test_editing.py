"""What a patch changes, and what it leaves."""

import pytest

from drafter.editing import TAKEN_OUT, last_statement
from schemas.evidence import Check
from schemas.sections import (
    Direction,
    SectionName,
)
from schemas.statement import Basis, Statement
from tests.drafter.edited import DRAFT, PATCHABLE, Patch, as_json, by_id, edit, statement_objects


def test_an_empty_patch_changes_nothing() -> None:
    assert DRAFT == edit({})


@pytest.mark.parametrize("section", PATCHABLE)
def test_a_section_sent_back_as_it_was_read_changes_nothing(section: str) -> None:
    assert DRAFT == edit({section: as_json(section)})


def test_a_statement_is_named_by_its_id_and_keeps_what_the_patch_leaves_out() -> None:
    first, second = (s.id for s in DRAFT.key_takeaway or ())
    after = edit({"key_takeaway": [{"id": first, "text": "The town is split."}, {"id": second}]})
    kept = by_id(DRAFT)[first]
    expected = kept.model_copy(update={"text": "The town is split.", "written_by": "editor"})
    assert by_id(after) == by_id(DRAFT) | {first: expected}


@pytest.mark.parametrize("section", [name.value for name in SectionName if name != "synthesis"])
def test_a_statement_can_be_named_wherever_it_stands(section: str) -> None:
    patch = as_json(section)
    objects = list(statement_objects(patch))
    for found in objects:
        name = found["id"]
        found.clear()
        found["id"] = name
    objects[-1]["text"] = "In other words."
    after = edit({section: patch})
    changed = {i for i, s in by_id(after).items() if s != by_id(DRAFT)[i]}
    assert changed == {objects[-1]["id"]}


def test_the_headline_merges_without_its_id_and_the_slug_follows() -> None:
    after = edit({"headline": {"text": "Bridge shut"}})
    expected = (DRAFT.headline.id, "Bridge shut", "editor", "bridge-shut")
    headline = after.headline
    assert expected == (headline.id, headline.text, headline.written_by, after.slug)


@pytest.mark.parametrize(
    "change",
    [{"text": "New."}, {"basis": "background"}, {"cites": ["R1.S2"]}, {"links": ["E1"]}],
)
def test_a_change_of_text_basis_cites_or_links_makes_it_the_editors(change: Patch) -> None:
    assert edit({"standfirst": change}).standfirst == Statement.model_validate(
        as_json("standfirst") | change | {"written_by": "editor"}
    )


def test_white_space_around_a_text_is_no_change() -> None:
    assert DRAFT == edit({"standfirst": {"text": " Ferries take over. "}})


def test_who_wrote_a_statement_is_not_for_the_patch_to_say() -> None:
    claims = {"text": "New.", "written_by": "engine"}
    after = edit({"standfirst": claims})
    assert after.standfirst is not None
    assert "editor" == after.standfirst.written_by
    assert DRAFT == edit({"standfirst": {"written_by": "editor"}})


def test_what_an_editor_wrote_stays_the_editors() -> None:
    once = edit({"standfirst": {"text": "Boats take over."}})
    assert edit({"headline": {"text": "Bridge shut"}}, once).standfirst == once.standfirst


def test_a_new_statement_has_the_next_free_id_and_cites_nothing_unless_told() -> None:
    kept = [{"id": s.id} for s in DRAFT.key_takeaway or ()]
    new = {"text": "It is a guess.", "basis": "inference"}
    after = edit({"key_takeaway": [*kept, new]})
    name = f"s{last_statement(DRAFT) + 1}"
    expected = Statement(
        id=name,
        written_by="editor",
        text="It is a guess.",
        basis=Basis.INFERENCE,
        cites=(),
        links=(),
    )
    assert by_id(after) == by_id(DRAFT) | {name: expected}


def test_an_id_that_was_cut_is_not_given_again() -> None:
    gap = {"text": "What it costs is not said.", "basis": "inference"}
    highest = last_statement(DRAFT)
    assert {s.id for s in DRAFT.information_gaps or ()} == {f"s{highest}"}
    in_one_patch = edit({"information_gaps": [gap]})
    assert [s.id for s in in_one_patch.information_gaps or ()] == [f"s{highest + 1}"]
    without = edit({"information_gaps": None})
    later = edit({"information_gaps": [gap]}, without, last_statement=highest)
    assert [s.id for s in later.information_gaps or ()] == [f"s{highest + 1}"]


def test_a_statement_can_move_to_another_section_with_its_id() -> None:
    first, second = (s.id for s in DRAFT.key_takeaway or ())
    gaps = [s.id for s in DRAFT.information_gaps or ()]
    after = edit({"key_takeaway": [{"id": first}], "information_gaps": [{"id": second}]})
    assert [s.id for s in after.information_gaps or ()] == [second]
    assert set(by_id(DRAFT)) - set(by_id(after)) == set(gaps)


def test_an_object_merges_and_keeps_what_the_patch_leaves_out() -> None:
    after = edit({"escalation": {"direction": "escalating"}})
    assert after.escalation is not None
    assert DRAFT.escalation is not None
    assert after.escalation.direction is Direction.ESCALATING
    assert after.escalation.statements == DRAFT.escalation.statements


def test_the_checks_run_again() -> None:
    after = edit({"standfirst": {"text": "Ferries carry 7,777 people."}})
    assert DRAFT.standfirst is not None
    before = {f.statement for f in DRAFT.findings if f.check is Check.NUMBERS}
    now = {f.statement for f in after.findings if f.check is Check.NUMBERS}
    assert {DRAFT.standfirst.id} == now - before


def test_a_new_cite_brings_its_evidence_into_the_draft() -> None:
    assert "R1.S4" not in {e.id for e in DRAFT.sources[0].evidence}
    after = edit({"standfirst": {"cites": ["R1.S4"]}})
    assert "R1.S4" in {e.id for e in after.sources[0].evidence}


def test_provenance_sources_and_topic_stay() -> None:
    after = edit({"category": "politics", "status": "ongoing", "body": None})
    assert ("politics", "ongoing") == (after.category, after.status)
    assert (after.provenance, after.topic) == (DRAFT.provenance, DRAFT.topic)
    assert [s.content_hash for s in after.sources] == [s.content_hash for s in DRAFT.sources]


# Null sections


def test_a_section_that_is_taken_out_says_so() -> None:
    after = edit({"body": None})
    assert after.body is None
    assert after.null_reasons == DRAFT.null_reasons | {SectionName.BODY: TAKEN_OUT}


def test_the_editor_may_say_why_a_section_is_null() -> None:
    after = edit({"body": None, "null_reasons": {"body": "The desk wants a short one."}})
    assert "The desk wants a short one." == after.null_reasons[SectionName.BODY]


def test_a_section_that_is_filled_loses_its_reason() -> None:
    new = {"text": "It fits the pattern.", "basis": "inference"}
    assert SectionName.SYNTHESIS in DRAFT.null_reasons
    assert SectionName.SYNTHESIS not in edit({"synthesis": [new]}).null_reasons
