from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from drafter.diffing.revisions import Written, diff
from schemas.diff import (
    DraftDiff,
    RunKind,
    SectionChange,
    SectionDiff,
    StatementChange,
    StatementDiff,
)
from schemas.draft import Draft
from schemas.review import RevisionLine
from schemas.sections import SectionName
from tests.drafter.edited import DRAFT, as_json, edit
from tests.factories import NOON

ADDED, CUT, EDITED, GROUNDED, MOVED = StatementChange
AUTHORS = ("drafter", "Ada", "Ben", "Ada")


def written(*drafts: Draft) -> list[Written]:
    """Revisions 1, 2, ... of these drafts, by one author after the other."""
    return [
        (
            RevisionLine(
                number=number,
                author=AUTHORS[number - 1],
                at=NOON + timedelta(minutes=number),
                reason=None,
            ),
            draft,
        )
        for number, draft in enumerate(drafts, 1)
    ]


def told(*drafts: Draft, **how: bool) -> DraftDiff:
    return diff("drf-1", written(*drafts), **how)


def statements(made: DraftDiff) -> dict[str, StatementDiff]:
    return {one.id: one for section in made.sections for one in section.statements}


def changes(made: DraftDiff) -> dict[str, list[StatementChange]]:
    return {name: list(one.changes) for name, one in statements(made).items()}


def section(made: DraftDiff, name: str) -> SectionDiff:
    (found,) = (one for one in made.sections if one.section is SectionName(name))
    return found


def labels(made: DraftDiff) -> list[tuple[str, str | None, object, object]]:
    return [
        (one.label, one.statement, one.before, one.after)
        for found in (made.labels, *(section.labels for section in made.sections))
        for one in found
    ]


def of(name: str, index: int = 0) -> Any:
    """A statement of the draft as it stands in JSON, by its section."""
    return _inside(as_json(name))[index]


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [value] if "id" in value else [s for v in value.values() for s in _inside(v)]
    return [s for v in value for s in _inside(v)] if isinstance(value, list) else []


def test_equal_revisions_have_no_difference() -> None:
    made = told(DRAFT, DRAFT)
    assert ((), ()) == (made.labels, made.sections)
    assert (1, 2, [2]) == (
        made.from_revision,
        made.to_revision,
        [line.number for line in made.revisions],
    )


def test_everything_that_is_as_it_was_is_told_where_it_is_wanted() -> None:
    made = told(DRAFT, everything=True)
    assert list(SectionName) == [one.section for one in made.sections]
    assert {SectionChange.UNCHANGED} == {one.change for one in made.sections}
    texts = {
        one.id: [(run.kind, run.text) for run in one.runs] for one in statements(made).values()
    }
    assert texts == {one.id: [(RunKind.EQUAL, one.text)] for _, one in DRAFT.statements()}


def test_an_edited_statement_is_told_word_by_word_with_its_place() -> None:
    first = of("standfirst")
    made = told(DRAFT, edit({"standfirst": {"id": first["id"], "text": "Boats take over."}}))
    (one,) = statements(made).values()
    assert (first["id"], (EDITED,), (2,)) == (one.id, one.changes, one.by)
    assert one.before is not None
    assert one.after is not None
    assert ("/standfirst", first["text"]) == (one.before.pointer, one.before.text)
    assert ("/standfirst", "Boats take over.") == (one.after.pointer, one.after.text)
    assert ["-Ferries", "+Boats", "= take over."] == [
        {"equal": "=", "insert": "+", "delete": "-"}[run.kind] + run.text for run in one.runs
    ]
    assert [SectionChange.EDITED] == [section.change for section in made.sections]


def test_a_new_statement_is_added_and_moves_none() -> None:
    given = as_json("key_takeaway")
    new = {"basis": "reported", "cites": ["R1.S1"], "text": "New."}
    made = told(DRAFT, edit({"key_takeaway": [new, *given]}))
    (one,) = statements(made).values()
    assert ((ADDED,), None) == (one.changes, one.before)
    assert [(RunKind.INSERT, "New.")] == [(run.kind, run.text) for run in one.runs]


def test_a_statement_that_is_cut_stands_behind_the_one_it_stood_behind() -> None:
    first, second = as_json("key_takeaway")
    longer = edit({"key_takeaway": [first, second, {"basis": "inference", "text": "It may rain."}]})
    third = as_json("key_takeaway", longer)[2]
    made = told(longer, edit({"key_takeaway": [first, third]}, longer), everything=True)
    found = section(made, "key_takeaway").statements
    assert [first["id"], second["id"], third["id"]] == [one.id for one in found]
    assert [(), (CUT,), ()] == [one.changes for one in found]
    assert ([(RunKind.DELETE, second["text"])], None) == (
        [(run.kind, run.text) for run in found[1].runs],
        found[1].after,
    )


def test_a_statement_in_another_section_is_moved_and_not_cut_and_added() -> None:
    first, second = as_json("key_takeaway")
    plain = as_json("plain_english")
    made = told(DRAFT, edit({"key_takeaway": [first], "plain_english": [*plain, second]}))
    assert {second["id"]: [MOVED]} == changes(made)
    assert [SectionName.KEY_TAKEAWAY, SectionName.PLAIN_ENGLISH] == [
        one.section for one in made.sections
    ]
    one = statements(made)[second["id"]]
    assert one.before is not None
    assert one.after is not None
    assert ("/key_takeaway/1", "/plain_english/1") == (one.before.pointer, one.after.pointer)


def test_of_two_that_change_places_one_is_moved() -> None:
    made = told(DRAFT, edit({"key_takeaway": as_json("key_takeaway")[::-1]}))
    assert [[MOVED]] == list(changes(made).values())
    assert [(2,)] == [one.by for one in statements(made).values()]


def test_a_statement_in_another_paragraph_is_moved() -> None:
    first, second = as_json("body")
    joined = [{**first, "statements": first["statements"] + second["statements"]}]
    made = told(DRAFT, edit({"body": joined}))
    assert {second["statements"][0]["id"]: [MOVED]} == changes(made)


def test_a_paragraph_is_the_one_that_it_has_most_statements_of() -> None:
    texts = [{"basis": "inference", "text": f"Statement {n} stands."} for n in range(3)]
    before = edit({"body": [{"subhead": None, "statements": texts}]})
    first, *others = as_json("body", before)[0]["statements"]
    parted = [{"subhead": None, "statements": [first]}, {"subhead": None, "statements": others}]
    assert {first["id"]: [MOVED]} == changes(told(before, edit({"body": parted}, before)))


def test_a_subhead_that_becomes_a_statement_is_moved() -> None:
    first, *others = as_json("body")
    subhead = first["subhead"]
    parted = [{"subhead": None, "statements": [subhead, *first["statements"]]}, *others]
    assert {subhead["id"]: [MOVED]} == changes(told(DRAFT, edit({"body": parted})))


def test_moved_edited_and_grounded_can_come_together() -> None:
    first, second = as_json("body")
    changed = {"id": second["statements"][0]["id"], "text": "Few boats.", "cites": ["R1.S1"]}
    joined = [{**first, "statements": [*first["statements"], changed]}]
    made = told(DRAFT, edit({"body": joined}))
    assert {changed["id"]: [EDITED, GROUNDED, MOVED]} == changes(made)


@pytest.mark.parametrize(
    "change", [{"cites": ["R1.S2"]}, {"links": ["E1"]}, {"basis": "inference"}]
)
def test_another_basis_and_other_cites_and_links_are_grounds(change: dict[str, object]) -> None:
    name = of("plain_english")["id"]
    made = told(DRAFT, edit({"plain_english": [{"id": name} | change]}))
    (one,) = statements(made).values()
    assert ((GROUNDED,), [RunKind.EQUAL]) == (one.changes, [run.kind for run in one.runs])
    assert one.before is not None
    assert one.after is not None
    before, after = (side.model_dump(mode="json") for side in (one.before, one.after))
    assert [list(change)] == [[field for field in before if before[field] != after[field]]]


def test_labels_of_the_draft_are_told() -> None:
    made = told(DRAFT, edit({"category": "disaster", "status": "concluded"}))
    assert () == made.sections
    assert [
        ("category", None, "society", "disaster"),
        ("status", None, "developing", "concluded"),
    ] == labels(made)
    assert [(2,), (2,)] == [one.by for one in made.labels]


def test_labels_of_an_entry_are_told_with_a_statement_of_it() -> None:
    (scenario,) = as_json("scenarios")
    other = {**scenario, "horizon": "long_term", "confidence": "assessed"}
    made = told(DRAFT, edit({"scenarios": [other]}))
    name = scenario["statement"]["id"]
    assert [
        ("confidence", name, "suggested", "assessed"),
        ("horizon", name, "immediate", "long_term"),
    ] == sorted(labels(made))
    assert SectionChange.EDITED is section(made, "scenarios").change


def test_labels_go_with_their_entry_when_another_comes_before_it() -> None:
    (scenario,) = as_json("scenarios")
    new = {
        "kind": "meaning",
        "horizon": "short_term",
        "confidence": "assessed",
        "likelihood": None,
        "watch_for": None,
        "statement": {"basis": "inference", "text": "Trade may stop."},
    }
    edited = edit({"scenarios": [new, scenario]})
    made = told(DRAFT, edited)
    (added,) = (name for name, what in changes(made).items() if what == [ADDED])
    assert {added} == set(changes(made))
    assert {
        ("kind", added, None, "meaning"),
        ("horizon", added, None, "short_term"),
        ("confidence", added, None, "assessed"),
    } == set(labels(made))
    back = told(edited, DRAFT)
    assert ("kind", added, "meaning", None) in labels(back)


def test_labels_of_a_section_are_told() -> None:
    causes = {**as_json("causes_and_effects"), "causes": [], "effects": ["E1"]}
    escalation = {**as_json("escalation"), "direction": "escalating"}
    made = told(DRAFT, edit({"causes_and_effects": causes, "escalation": escalation}))
    assert [
        ("causes", ["E1"], []),
        ("direction", "holding", "escalating"),
        ("effects", [], ["E1"]),
    ] == sorted((label, before, after) for label, _, before, after in labels(made))


def test_a_section_that_is_taken_out_is_cut_with_its_reason_and_comes_back_added() -> None:
    without = edit({"root_causes": None, "null_reasons": {"root_causes": "too thin"}})
    gone = section(told(DRAFT, without), "root_causes")
    assert SectionChange.CUT is gone.change
    assert [(CUT,)] == [one.changes for one in gone.statements]
    assert [("null_reason", None, "too thin")] == [
        (one.label, one.before, one.after) for one in gone.labels
    ]
    there = section(told(without, DRAFT), "root_causes")
    assert (SectionChange.ADDED, [(ADDED,)]) == (
        there.change,
        [one.changes for one in there.statements],
    )


def test_each_change_names_the_revisions_that_it_came_in() -> None:
    name, other = of("standfirst")["id"], of("plain_english")["id"]
    second = edit({"standfirst": {"id": name, "text": "Boats take over."}})
    third = edit({"plain_english": [{"id": other, "text": "It is shut."}]}, second)
    fourth = edit(
        {"standfirst": {"id": name, "text": "Boats help out."}, "category": "disaster"}, third
    )
    made = told(DRAFT, second, third, fourth)
    assert {name: (2, 4), other: (3,)} == {one.id: one.by for one in statements(made).values()}
    assert [(4,)] == [one.by for one in made.labels]
    assert ["Ada", "Ben", "Ada"] == [line.author for line in made.revisions]


def test_a_statement_that_others_moved_past_names_the_revisions_of_its_section() -> None:
    """In no single revision is it the one that moved."""
    texts = [{"basis": "inference", "text": f"Statement {n} stands."} for n in range(4)]
    first = edit({"key_takeaway": texts})
    kept = as_json("key_takeaway", first)
    second = edit({"key_takeaway": [kept[n] for n in (0, 1, 3, 2)]}, first)
    third = edit({"key_takeaway": [kept[n] for n in (0, 2, 3, 1)]}, second)
    one = statements(told(first, second, third))[kept[1]["id"]]
    assert ((MOVED,), (2, 3)) == (one.changes, one.by)


def test_what_was_changed_and_changed_back_is_no_difference() -> None:
    name, text = of("standfirst")["id"], of("standfirst")["text"]
    second = edit({"standfirst": {"id": name, "text": "Boats take over."}})
    made = told(DRAFT, second, edit({"standfirst": {"id": name, "text": text}}, second))
    assert ((), ()) == (made.labels, made.sections)


def test_backwards_the_sides_change_places_and_the_authors_stay() -> None:
    name = of("standfirst")["id"]
    later = edit({"standfirst": {"id": name, "text": "Boats take over."}})
    made = told(DRAFT, later, back=True)
    assert (2, 1) == (made.from_revision, made.to_revision)
    (one,) = statements(made).values()
    assert one.after is not None
    assert (of("standfirst")["text"], (2,)) == (one.after.text, one.by)


WORDS = some.lists(
    some.sampled_from(["Bridge", "shut", "4,000", "جسر", "橋", "é."]), min_size=1, max_size=5
).map(" ".join)


@given(some.permutations(range(6)), some.lists(WORDS, min_size=6, max_size=6), some.data())
def test_of_any_edit_both_sides_can_be_told_again(
    order: list[int], texts: list[str], data: some.DataObject
) -> None:
    """Cut, added, moved and edited at once, over two sections."""
    rows = [{"basis": "inference", "text": f"Statement {n} stands."} for n in range(4)]
    before = edit({"key_takeaway": rows[:2], "plain_english": rows[2:]})
    kept = [*as_json("key_takeaway", before), *as_json("plain_english", before)]
    every = [
        {"id": kept[n]["id"], "text": texts[n]}
        if n < 4
        else {"basis": "inference", "text": texts[n]}
        for n in order
    ]
    cut = data.draw(some.integers(1, 5))
    after = edit({"key_takeaway": every[:cut], "plain_english": every[cut:][:2] or None}, before)
    made = told(before, after, everything=True)
    old, new = ({one.id: one.text for _, one in draft.statements()} for draft in (before, after))
    found = statements(made)
    assert (old.keys() | new.keys()) == found.keys()
    for name, one in found.items():
        for side, own in ((old, RunKind.DELETE), (new, RunKind.INSERT)):
            text = "".join(run.text for run in one.runs if run.kind in (RunKind.EQUAL, own))
            assert side.get(name, "") == text
        assert bool(one.changes) == bool(one.by)
    now = [one.id for section in made.sections for one in section.statements if one.after]
    assert list(new) == now


def test_labels_of_an_entry_that_is_cut_go_with_it() -> None:
    (perspective,) = as_json("perspectives")
    made = told(DRAFT, edit({"perspectives": None, "null_reasons": {"perspectives": "one voice"}}))
    name = perspective["statements"][0]["id"]
    assert [
        ("null_reason", None, None, "one voice"),
        ("actor", name, "Pilots", None),
        ("as_of", name, "2026-03-05", None),
    ] == labels(made)
