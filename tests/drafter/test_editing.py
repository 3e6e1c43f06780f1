from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from drafter.editing import STATEMENT_FIELDS, TAKEN_OUT, last_statement, merged, patched
from drafter.errors import PatchRefused, WrongState
from drafter.planning import Plan
from schemas.base import Text
from schemas.draft import Draft
from schemas.sections import (
    Confidence,
    Direction,
    Horizon,
    ScenarioKind,
    SectionName,
    Sections,
)
from schemas.statement import Basis, Statement
from schemas.written import (
    WrittenCauses,
    WrittenConflict,
    WrittenEscalation,
    WrittenGap,
    WrittenParagraph,
    WrittenPerspective,
    WrittenScenario,
)
from tests import factories
from tests.factories import event, statement

Patch = dict[str, Any]


def a_plan() -> Plan:
    """Two reports and an earlier event."""
    second = factories.report(
        "The ferry line says its boats can carry 900 people an hour.",
        "Pilots call that figure a dream.",
        headline="Ferries stand in for the bridge",
    )
    storm = event(date(2026, 1, 9), "A storm damaged the old bridge of Eastmere.")
    return factories.plan_of(factories.report(), second, earlier=[storm])


def a_draft(plan: Plan) -> Draft:
    """Every section is filled but the synthesis."""
    guess = statement("The town may grow quieter.", basis=Basis.INFERENCE)
    storm = statement("A storm came first.", basis=Basis.BACKGROUND, cites=(), links=("E1",))
    return factories.draft(
        plan,
        standfirst=statement("Ferries take over."),
        key_takeaway=(statement("The town is cut in two."), guess),
        body=(
            WrittenParagraph(subhead="The closure", statements=(statement(), storm)),
            WrittenParagraph(
                subhead=None, statements=(statement("Ferries are few.", cites=("R2.S1",)),)
            ),
        ),
        plain_english=(statement("The bridge is shut."),),
        root_causes=(statement("The piers are old."),),
        escalation=WrittenEscalation(statements=(guess,), direction=Direction.HOLDING),
        scenarios=(
            WrittenScenario(
                kind=ScenarioKind.RISK,
                statement=guess,
                horizon=Horizon.IMMEDIATE,
                confidence=Confidence.SUGGESTED,
                likelihood=None,
                watch_for="Queues at the quay",
            ),
        ),
        causes_and_effects=WrittenCauses(this_event=statement(), causes=("E1",), effects=()),
        perspectives=(
            WrittenPerspective(actor="Pilots", statements=(statement("They doubt it."),)),
        ),
        conflicts=(
            WrittenConflict(
                question="Are the ferries enough?",
                versions=(
                    statement("The line says yes.", cites=("R2.S1",)),
                    statement("The pilots say no.", cites=("R2.S2",)),
                ),
            ),
        ),
        information_gaps=(WrittenGap(cites=(), links=(), text="Who pays is not said."),),
    )


PLAN = a_plan()
DRAFT = a_draft(PLAN)
PATCHABLE = list(Sections.model_fields)


def edit(patch: Patch, draft: Draft = DRAFT, **given: int) -> Draft:
    return patched(draft, patch, PLAN.reports, PLAN.earlier, **given)


def refused(patch: Patch, pointer: str, said: str) -> None:
    with pytest.raises(PatchRefused, match=said) as refusal:
        edit(patch)
    assert refusal.value.pointer == pointer


def by_id(draft: Draft) -> dict[str, Statement]:
    return {statement.id: statement for _, statement in draft.statements()}


def as_json(section: str, draft: Draft = DRAFT) -> Any:
    return draft.model_dump(mode="json")[section]


def statement_objects(value: object) -> Iterator[dict[str, Any]]:
    """Every statement of a section as JSON, in reading order."""
    if isinstance(value, dict) and "id" in value:
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from statement_objects(part)


# What a patch changes, and what it leaves


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
    assert [f.statement for f in after.findings if f.statement] == [DRAFT.standfirst.id]


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


# Refusals


KEPT = sorted(set(Draft.model_fields) - set(Sections.model_fields) - {"null_reasons"})


@pytest.mark.parametrize("name", KEPT)
def test_what_is_computed_is_not_for_editing(name: str) -> None:
    refused({name: None}, f"/{name}", "not for editing")


@pytest.mark.parametrize("name", ["id", "headlin"])
def test_a_section_that_there_is_not_is_refused_with_those_that_there_are(name: str) -> None:
    refused({name: None}, f"/{name}", "there are: category, status, headline")


def test_a_pointer_escapes_slashes_and_tildes() -> None:
    refused({"a/b~c": 1}, "/a~1b~0c", "no section a/b~c")


ONE = {"text": "New.", "basis": "inference"}
REFUSED: dict[str, tuple[Patch, str, str]] = {
    "a headline of null": ({"headline": None}, "/headline", "[Rr]equired"),
    "a headline of plain text": ({"headline": "Bridge shut"}, "/headline", "headline"),
    "a category that is none": ({"category": "gossip"}, "/category", "Input should be"),
    "a section of nothing": ({"root_causes": []}, "/root_causes", "at least 1"),
    "an empty text": ({"standfirst": {"text": " "}}, "/standfirst/text", "at least 1"),
    "a text of null": ({"standfirst": {"text": None}}, "/standfirst/text", "[Rr]equired"),
    "a new one without a basis": (
        {"root_causes": [{"text": "New."}]},
        "/root_causes/0/basis",
        "[Rr]equired",
    ),
    "a new one without a text": (
        {"root_causes": [{"basis": "inference"}]},
        "/root_causes/0/text",
        "[Rr]equired",
    ),
    "a field that is none": (
        {"root_causes": [ONE | {"mood": "bright"}]},
        "/root_causes/0/mood",
        "not permitted",
    ),
    "reported without a cite": (
        {"root_causes": [{"text": "New.", "basis": "reported"}]},
        "/root_causes/0",
        "must cite",
    ),
    "an id that is not there": (
        {"root_causes": [ONE | {"id": "s99"}]},
        "/root_causes/0/id",
        "no statement 's99'",
    ),
    "an id that is no text": ({"root_causes": [{"id": [1]}]}, "/root_causes/0/id", "no statement"),
    "an id of another section": (
        {"root_causes": [{"id": "s1"}]},
        "/root_causes/0/id",
        "s1 would stand twice",
    ),
    "an id twice": (
        {"body": [{"subhead": None, "statements": [{"id": "s6"}, {"id": "s6"}]}]},
        "/body/0/statements/1/id",
        "s6 would stand twice",
    ),
    "a sentence that is not there": (
        {"body": [{"subhead": None, "statements": [ONE, ONE | {"cites": ["R1.S1", "R1.S99"]}]}]},
        "/body/0/statements/1/cites/1",
        r"no R1\.S99",
    ),
    "an event that is not there": (
        {"standfirst": {"links": ["E9"]}},
        "/standfirst/links/0",
        "no E9",
    ),
    "a cause that is not there": (
        {"causes_and_effects": {"causes": ["E1", "E9"]}},
        "/causes_and_effects/causes/1",
        "no E9",
    ),
    "an effect that is not there": (
        {"causes_and_effects": {"effects": ["E9"]}},
        "/causes_and_effects/effects/0",
        "no E9",
    ),
    "an endless nest": (
        {"body": [[[[[[[[[]]]]]]]]]},
        "/body/0/0/0/0/0/0",
        "nested so deep",
    ),
    "reasons that are no object": ({"null_reasons": "none"}, "/null_reasons", "is an object"),
    "a reason for a section that is not null": (
        {"null_reasons": {"body": "Too long."}},
        "/null_reasons/body",
        "not a null section",
    ),
    "an empty reason": (
        {"body": None, "null_reasons": {"body": " "}},
        "/null_reasons/body",
        "a reason is text",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_with_a_pointer(case: str) -> None:
    refused(*REFUSED[case])


def test_events_under_other_numbers_are_not_taken_for_the_drafts_own() -> None:
    other = event(date(2026, 1, 9), "The mayor was elected.", key="ev-2")
    with pytest.raises(WrongState, match="E1 of the draft is ev-1, and ev-2 in its order"):
        patched(DRAFT, {}, PLAN.reports, [other])


def test_the_fields_that_hold_statements_are_those_of_the_schema() -> None:
    """By name alone, the statements of a full draft are found, and nothing else."""

    def found(value: object, field: str) -> Iterator[str]:
        if isinstance(value, list):
            for part in value:
                yield from found(part, field)
        elif isinstance(value, dict) and field in STATEMENT_FIELDS:
            yield value["id"]
        elif isinstance(value, dict):
            for key, part in value.items():
                yield from found(part, key)

    sections = DRAFT.model_dump(mode="json", include=set(Sections.model_fields))
    assert sorted(found(sections, "")) == sorted(by_id(DRAFT))


# Properties


TRIMMED: TypeAdapter[str] = TypeAdapter(Text)


@pytest.mark.parametrize(
    ("target", "patch", "expected"),
    [
        ({"a": "b"}, {"a": "c"}, {"a": "c"}),
        ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
        ({"a": "b"}, {"a": None}, {}),
        ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
        ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
        ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
        ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
        ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
        ({"e": None}, {"a": 1}, {"e": None, "a": 1}),
        ([1, 2], {"a": "b", "c": None}, {"a": "b"}),
        ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
    ],
)
def test_merging_is_that_of_rfc_7396_appendix_a(
    target: object, patch: Patch, expected: object
) -> None:
    assert merged(target, patch) == expected


texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40).filter(str.strip)


@given(st.dictionaries(st.sampled_from(sorted(by_id(DRAFT))), texts, max_size=5), st.data())
def test_a_patch_never_changes_a_statement_that_it_does_not_name(
    new: dict[str, str], data: st.DataObject
) -> None:
    """Any sections sent along, whole, with new words for some of their statements."""
    sections = {name for name, s in DRAFT.statements() if s.id in new}
    sections |= data.draw(st.sets(st.sampled_from([n for n in SectionName if n != "synthesis"])))
    patch = {name.value: as_json(name.value) for name in sections}
    for sent in statement_objects(patch):
        if sent["id"] in new:
            sent["text"] = new[sent["id"]]
    after = by_id(edit(patch))
    before = by_id(DRAFT)
    assert after.keys() == before.keys()
    for name, kept in before.items():
        text = TRIMMED.validate_python(new.get(name, kept.text))
        changed = {"text": text, "written_by": "editor"} if text != kept.text else {}
        assert after[name] == kept.model_copy(update=changed)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "text", "statements", "cites", "basis"]), inner)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*PATCHABLE, "null_reasons"]), json_values, max_size=3))
def test_whatever_is_sent_the_draft_is_valid_or_the_patch_is_refused(patch: Patch) -> None:
    assert valid_or_refused(patch)


def valid_or_refused(patch: Patch) -> bool:
    try:
        after = edit(patch)
    except PatchRefused as refusal:
        return refusal.pointer.split("/")[1] in patch
    return Draft.model_validate(after.model_dump()) == after
