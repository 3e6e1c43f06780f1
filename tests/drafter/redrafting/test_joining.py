"""Whatever is written anew: what people wrote stays, and so does every other section."""

from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from drafter.editing import last_statement
from drafter.errors import ProviderRefused, WrongState
from drafter.redrafting.asking import Commission, Wish
from drafter.redrafting.joining import cost_of, joined, together
from drafter.redrafting.parts import as_written, interleaved, is_a_persons, parts_of, require_parts
from schemas.draft import Cut, Draft
from schemas.evidence import Check
from schemas.provenance import Attempt, Call, Usage
from schemas.sections import Direction, SectionName, Sections
from schemas.walk import section_statements
from schemas.written import NullReason, Written
from tests import factories
from tests.drafter.edited import PLAN, by_id
from tests.drafter.redrafting.samples import MANY, SINGLE, a_draft, after, anew, by_people, said

DRAFT = a_draft()
IDS = sorted(by_id(DRAFT))
NAMES = st.sampled_from(list(SectionName))
BY_PEOPLE = st.frozensets(st.sampled_from(IDS))
COUNTS = st.integers(min_value=1, max_value=5)


def texts(draft: Draft, name: SectionName) -> list[str]:
    return [statement.text for statement in section_statements(draft, name)]


def paragraphs(draft: Draft) -> list[str]:
    return [paragraph.statements[0].text for paragraph in draft.body or ()]


def people_wrote_all(draft: Draft, name: SectionName) -> bool:
    return all(map(is_a_persons, parts_of(draft, name)))


@settings(deadline=None, max_examples=150)
@given(NAMES, BY_PEOPLE, COUNTS, st.booleans())
def test_whatever_is_written_anew_no_other_section_changes_and_no_id_is_used_again(
    name: SectionName,
    ids: frozenset[str],
    count: int,
    overwrite: bool,  # noqa: FBT001 - hypothesis gives it
) -> None:
    before = by_people(DRAFT, ids)
    assume(overwrite or not people_wrote_all(before, name))
    made = after(before, name, anew(name, count), overwrite=overwrite)
    others = [field for field in Sections.model_fields if field != name]
    assert [getattr(before, field) for field in others] == [
        getattr(made, field) for field in others
    ]
    numbers = {int(one.removeprefix("s")) for one in by_id(made).keys() - by_id(before).keys()}
    assert min(numbers) > last_statement(before)
    assert made == Draft.model_validate_json(made.model_dump_json())


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(MANY), BY_PEOPLE, COUNTS)
def test_whatever_is_written_anew_what_people_wrote_is_neither_changed_nor_moved(
    name: SectionName, ids: frozenset[str], count: int
) -> None:
    before = by_people(DRAFT, ids)
    assume(not people_wrote_all(before, name))
    made = after(before, name, anew(name, count))
    theirs = [part for part in parts_of(before, name) if is_a_persons(part)]
    assert theirs == [part for part in parts_of(made, name) if part in theirs]
    assert {one: by_id(before)[one] for one in ids} == {one: by_id(made)[one] for one in ids}
    new = [text for text in texts(made, name) if text.startswith("New")]
    assert new == texts(after(before, name, anew(name, count), overwrite=True), name)


@given(NAMES, COUNTS)
def test_written_over_nothing_of_the_section_is_left(name: SectionName, count: int) -> None:
    before = by_people(DRAFT, IDS)
    made = after(before, name, anew(name, count), overwrite=True)
    assert {"engine"} == {by_id(made)[one].written_by for one in by_id(made).keys() - set(IDS)}
    assert not any(text.startswith("Old") for text in texts(made, name))


@pytest.mark.parametrize(
    ("theirs", "count", "expected"),
    [
        (["Old a"], 2, ["Old a", "New a", "New b"]),
        (["Old b"], 2, ["New a", "Old b", "New b"]),
        (["Old c"], 3, ["New a", "New b", "New c", "Old c"]),
        (["Old b"], 1, ["New a", "Old b"]),
        (["Old a", "Old c"], 1, ["Old a", "New a", "Old c"]),
        ([], 4, ["New a", "New b", "New c", "New d"]),
    ],
)
def test_paragraphs_of_people_keep_their_place_and_the_new_ones_take_the_others(
    theirs: list[str], count: int, expected: list[str]
) -> None:
    body = (one for name, one in DRAFT.statements() if name is SectionName.BODY)
    before = by_people(DRAFT, {one.id for one in body if one.text in theirs})
    assert expected == paragraphs(after(before, SectionName.BODY, anew(SectionName.BODY, count)))


def test_a_paragraph_stays_whole_where_a_person_wrote_its_subhead_alone() -> None:
    first = (DRAFT.body or ())[0]
    assert first.subhead is not None
    before = by_people(DRAFT, [first.subhead.id])
    made = after(before, SectionName.BODY, anew(SectionName.BODY))
    assert (before.body or ())[0] == (made.body or ())[0]


def test_a_direction_is_the_new_one_only_where_no_sentence_of_a_person_bears_the_old() -> None:
    assert DRAFT.escalation is not None
    old = DRAFT.escalation.model_copy(update={"direction": Direction.HOLDING})
    before = DRAFT.model_copy(update={"escalation": old})
    written = anew(SectionName.ESCALATION)
    made = after(before, SectionName.ESCALATION, written).escalation
    assert made is not None
    assert Direction.ESCALATING is made.direction
    theirs = by_people(before, [old.statements[0].id])
    kept = after(theirs, SectionName.ESCALATION, written).escalation
    assert kept is not None
    assert Direction.HOLDING is kept.direction


def test_a_new_headline_leaves_its_labels_and_changes_the_slug() -> None:
    labels = {"category": "sport", "status": "concluded"}
    written = Written.model_validate({"headline": said("Ferries fill in")} | labels)
    made = after(DRAFT, SectionName.HEADLINE, written)
    expected = (DRAFT.category, DRAFT.status, "ferries-fill-in")
    assert expected == (made.category, made.status, made.slug)


def test_a_section_that_was_null_is_there_and_has_no_reason_any_more() -> None:
    before = a_draft(synthesis=None)
    made = after(before, SectionName.SYNTHESIS, anew(SectionName.SYNTHESIS))
    assert SectionName.SYNTHESIS in before.null_reasons
    assert {} == made.null_reasons
    assert ["New a", "New b"] == texts(made, SectionName.SYNTHESIS)


def test_a_section_that_comes_as_null_is_refused_with_its_reason() -> None:
    reason = NullReason(section=SectionName.BODY, reason="nothing is known")
    with pytest.raises(ProviderRefused, match="body came to nothing: nothing is known"):
        after(DRAFT, SectionName.BODY, Written(null_reasons=(reason,)))


@pytest.mark.parametrize("name", list(SectionName))
def test_a_section_that_is_all_by_people_is_refused_unless_it_is_to_be_written_over(
    name: SectionName,
) -> None:
    theirs = by_people(DRAFT, IDS)
    assert people_wrote_all(theirs, name)
    with pytest.raises(WrongState, match="overwrite: true"):
        require_parts(theirs, name, overwrite=False)
    with pytest.raises(WrongState, match="overwrite: true"):
        after(theirs, name, anew(name))
    require_parts(theirs, name, overwrite=True)
    require_parts(DRAFT, name, overwrite=False)


@pytest.mark.parametrize("name", SINGLE)
def test_a_section_of_one_statement_is_one_part(name: SectionName) -> None:
    assert (getattr(DRAFT, name.value),) == parts_of(DRAFT, name)


def test_parts_without_a_place_come_at_the_end_where_people_wrote_all() -> None:
    theirs = parts_of(by_people(DRAFT, IDS), SectionName.ROOT_CAUSES)
    assert (*theirs, "new") == interleaved(theirs, ["new"])


@pytest.mark.parametrize("name", list(SectionName))
def test_a_section_is_told_as_the_engine_wrote_it(name: SectionName) -> None:
    written = anew(name, 2, "Old").model_dump(include={name.value})
    assert written == as_written(a_draft(2), name).model_dump(include={name.value})


def test_new_ids_come_after_those_of_all_revisions() -> None:
    commission = Commission(Wish(section=SectionName.STANDFIRST), DRAFT, 900)
    written = anew(SectionName.STANDFIRST)
    made = joined(commission, PLAN, written, (), DRAFT.provenance)
    assert made.standfirst is not None
    assert "s901" == made.standfirst.id


def test_what_was_cut_stands_behind_what_was_cut_before() -> None:
    cut = Cut(
        section=SectionName.BODY, statement=said("No"), check=Check.QUOTES, reason="said by nobody"
    )
    before = DRAFT.model_copy(update={"cuts": (cut,)})
    commission = Commission(Wish(section=SectionName.BODY), before, last_statement(before))
    made = joined(commission, PLAN, anew(SectionName.BODY), (cut,), before.provenance)
    assert (cut, cut) == made.cuts


def a_call(cost: str | None, tokens: int) -> Call:
    usage = Usage(input_tokens=tokens, output_tokens=1, cached_tokens=None, reasoning_tokens=None)
    usd = None if cost is None else Decimal(cost)
    attempt = Attempt(
        seconds=1, request_id=None, finish_reason="stop", usage=usage, cost_usd=usd, error=None
    )
    return Call(name="report", repair=False, attempts=(attempt,), faults=(), cost_usd=usd)


def test_the_calls_of_a_redraft_are_added_and_the_sums_stay_true() -> None:
    plain = factories.provenance(PLAN)
    whole = plain.model_copy(update={"calls": (a_call("0.5", 100),), "seconds": 2.0})
    run = plain.model_copy(update={"calls": (a_call("0.25", 10),), "seconds": 0.5})
    told = together(whole, run)
    expected = (2, Decimal("0.75"), 110, 2, 2.5)
    sums = (told.cost_usd, told.input_tokens, told.output_tokens, told.seconds)
    assert expected == (len(told.calls), *sums)
    assert Decimal("0.25") == cost_of(whole, told)
    assert Decimal(0) == cost_of(whole, together(whole, plain))


def test_a_redraft_of_unknown_cost_makes_the_whole_unknown() -> None:
    plain = factories.provenance(PLAN)
    whole = plain.model_copy(update={"calls": (a_call("0.5", 100),)})
    told = together(whole, plain.model_copy(update={"calls": (a_call(None, 10),)}))
    assert (None, None) == (told.cost_usd, cost_of(whole, told))
