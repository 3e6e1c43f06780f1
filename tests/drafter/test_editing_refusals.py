"""What a patch may not do, and what holds of every patch."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from drafter.editing import STATEMENT_FIELDS, merged, patched
from drafter.errors import PatchRefused, WrongState
from schemas.base import Text
from schemas.draft import Draft
from schemas.sections import (
    SectionName,
    Sections,
)
from tests.drafter.edited import (
    DRAFT,
    PATCHABLE,
    PLAN,
    Patch,
    as_json,
    by_id,
    edit,
    refused,
    statement_objects,
)
from tests.factories import event

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
