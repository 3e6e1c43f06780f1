"""The gate: what keeps it shut, and which word of whom answers what."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from drafter import gate, review
from drafter.errors import DrafterError, GateClosed, InputError, NotFound
from drafter.gate import QUESTIONS
from schemas.draft import Draft
from schemas.evidence import Check, Severity, Verdict
from schemas.review import (
    Answer,
    Approval,
    DraftRecord,
    DraftState,
    EditorVerdict,
    Judgement,
    Question,
    StatementVerdict,
    telling,
)
from schemas.sections import SectionName
from schemas.statement import Basis
from tests import factories
from tests.drafter.judging import WRONG, body, faulty, in_review, said, unchecked, with_finding
from tests.factories import NOON, YES, statement

VERIFIED, WAIVED = EditorVerdict
NUMBER = "“9,999” does not stand in what it cites."
COULD_NOT = {"verdict": Verdict.COULD_NOT_CHECK, "severity": Severity.WARNING}


def judged(made: Draft, *words: tuple[str, EditorVerdict]) -> DraftRecord:
    """The record after Ada has said these words."""
    record = in_review(made)
    for on, verdict in words:
        record = review.judged(record, said(on, verdict), "Ada", NOON, revision=1)
    return record


def still_open(made: Draft, *words: tuple[str, EditorVerdict]) -> int:
    return len(gate.open_findings(made, judged(made, *words).verdicts))


def verdict(made: Draft, on: str = "s2", word: EditorVerdict = WAIVED) -> StatementVerdict:
    """The verdict on a statement of this draft, as it is kept."""
    kept = judged(made, (on, word)).verdicts[-1]
    assert isinstance(kept, StatementVerdict)
    return kept


def test_the_gate_lists_every_open_point() -> None:
    with pytest.raises(GateClosed, match="6 points stand open") as refusal:
        review.approved(in_review(faulty()), Approval(answers={}), "Ada", NOON, revision=1)
    finding, *questions = refusal.value.open_findings
    assert f"body, s2: {NUMBER} (numbers, failed: mend it, or waive it with a reason)" == finding
    assert [f"{name}: {asked} (not answered)" for name, asked in QUESTIONS.items()] == questions


@pytest.mark.parametrize("question", Question)
@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (None, "not answered"),
        (Answer(holds=False), "answered no"),
        (Answer(holds=False, note="The mayor was not asked."), "no: The mayor was not asked."),
    ],
)
def test_each_question_has_to_be_answered_with_yes(
    question: Question, answer: Answer | None, why: str
) -> None:
    answers = {name: said for name, said in YES.answers.items() if name is not question}
    answers |= {question: answer} if answer else {}
    record = in_review()
    with pytest.raises(GateClosed, match="1 point stands open") as refusal:
        review.approved(record, Approval(answers=answers), "Ada", NOON, revision=1)
    [line] = refusal.value.open_findings
    assert line.startswith(f"{question}: {QUESTIONS[question]} (")
    assert line.endswith(f"{why})")


def test_what_could_not_be_checked_keeps_the_gate_shut_however_mild() -> None:
    made = unchecked()
    assert [(Verdict.COULD_NOT_CHECK, Severity.WARNING)] == [
        (f.verdict, f.severity) for f in made.findings if f.statement
    ]
    assert "(numbers, could not check: verify it, or cut it)" in gate.open_findings(made, ())[0]


def test_warnings_and_notes_that_fail_do_not_stand_against_approval() -> None:
    made = with_finding(factories.draft(), severity=Severity.WARNING)
    assert {Severity.NOTE, Severity.WARNING} == {finding.severity for finding in made.findings}
    assert () == gate.open_findings(made, ())


@pytest.mark.parametrize("severity", Severity)
def test_verified_answers_what_could_not_be_checked_and_waived_does_not(severity: Severity) -> None:
    made = with_finding(factories.draft(), **COULD_NOT | {"severity": severity}, statement="s2")
    assert 1 == still_open(made)
    assert 0 == still_open(made, ("s2", VERIFIED))
    with pytest.raises(InputError, match="nothing has failed of s2 that could be waived"):
        judged(made, ("s2", WAIVED))


def test_waived_answers_a_failed_blocker_and_verified_does_not() -> None:
    assert 1 == still_open(faulty(), ("s2", VERIFIED))
    assert 0 == still_open(faulty(), ("s2", WAIVED))


def test_a_statement_with_both_needs_both_words() -> None:
    both = with_finding(faulty(), **COULD_NOT, statement="s2", check=Check.NAMES)
    assert [2, 1, 1, 0] == [
        still_open(both),
        still_open(both, ("s2", VERIFIED)),
        still_open(both, ("s2", WAIVED)),
        still_open(both, ("s2", VERIFIED), ("s2", WAIVED)),
    ]


@pytest.mark.parametrize("word", EditorVerdict)
def test_a_verdict_of_the_wrong_kind_that_an_older_version_kept_answers_nothing(
    word: EditorVerdict,
) -> None:
    """Before there were two kinds, a verdict named all that stood against its statement."""
    kept = verdict(faulty()).model_copy(update={"verdict": word})
    assert (word is VERIFIED) == bool(gate.open_findings(faulty(), [kept]))


def test_of_two_verdicts_on_one_finding_the_last_is_the_answer() -> None:
    record = review.judged(in_review(faulty()), said("s2", WAIVED), "Ada", NOON, revision=1)
    record = record.model_copy(update={"claimed_by": "Bo"})
    record = review.judged(record, said("s2", WAIVED), "Bo", NOON, revision=1)
    assert ["Bo"] == [by.by for _, by in gate.answered(faulty(), record.verdicts) if by]


def test_nothing_can_be_waived_in_advance() -> None:
    with pytest.raises(InputError, match="verify it instead"):
        judged(factories.draft(), ("s2", WAIVED))


def test_a_verdict_opens_the_gate_and_stands_in_the_audit_trail() -> None:
    record = judged(faulty(), ("s2", WAIVED))
    approved = review.approved(record, YES, "Ada", NOON, revision=1)
    assert DraftState.APPROVED == approved.state
    assert "s2 waived: The pilot confirmed it by telephone." == record.history[-1].reason


def test_a_verdict_keeps_all_that_it_was_given_for() -> None:
    kept = verdict(faulty())
    assert (SectionName.BODY, WRONG, Basis.REPORTED, ("R1.S1",), ()) == (
        kept.section,
        kept.text,
        kept.basis,
        kept.cites,
        kept.links,
    )
    expected = [(Check.NUMBERS, NUMBER)]
    assert expected == [(finding.check, finding.reason) for finding in kept.findings]


OTHERWISE: dict[str, object] = {
    "section": SectionName.SYNTHESIS,
    "text": "The bridge carries 4,000 people.",
    "basis": Basis.INFERENCE,
    "cites": ("R1.S2",),
    "links": ("E1",),
    "statement": "s1",
    "findings": (),
}


@pytest.mark.parametrize("part", OTHERWISE)
def test_a_verdict_on_anything_else_leaves_the_gate_shut(part: str) -> None:
    given = verdict(faulty())
    assert () == gate.open_findings(faulty(), [given])
    other = given.model_copy(update={part: OTHERWISE[part]})
    assert 1 == len(gate.open_findings(faulty(), [other]))


@pytest.mark.parametrize("part", [{"reason": "Another reason."}, {"check": Check.QUOTES}])
def test_a_finding_that_did_not_stand_when_the_verdict_was_given_stays_open(
    part: dict[str, object],
) -> None:
    made = faulty()
    new = tuple(f.model_copy(update=part) if f.stops else f for f in made.findings)
    changed = made.model_copy(update={"findings": new})
    assert 1 == len(gate.open_findings(changed, [verdict(made)]))


def test_a_verdict_on_a_clean_statement_answers_nothing_that_is_found_later() -> None:
    """The citation is changed so that the number stands in it no longer."""
    text = "Ferries cannot carry the 4,000 people who cross every day."
    clean = factories.draft(body=body(statement(text, cites=("R1.S3",))))
    assert () == gate.open_findings(clean, ())
    moved = factories.draft(body=body(statement(text, cites=("R1.S1",))))
    assert 1 == len(gate.open_findings(moved, [verdict(clean, word=VERIFIED)]))


# Whole sections


def test_a_blocker_about_a_whole_section_is_waived_on_the_section_alone() -> None:
    made = with_finding(factories.draft())
    expected = "body: The body says nothing. (limits, failed: mend it, or waive it with a reason)"
    assert (expected,) == gate.open_findings(made, ())
    everything = [(statement.id, VERIFIED) for _, statement in made.statements()]
    assert 1 == still_open(made, *everything, ("headline", VERIFIED), ("body", VERIFIED))
    assert 0 == still_open(made, ("body", WAIVED))


@pytest.mark.parametrize(
    "other",
    [
        factories.draft(headline=statement("Bridge of Eastmere shut")),
        factories.draft(standfirst=statement("The bridge of Eastmere is shut.")),
        factories.draft(body=body(statement("Divers found cracks."))),
    ],
)
def test_a_verdict_on_a_section_ends_where_any_sentence_changes(other: Draft) -> None:
    made = with_finding(factories.draft(), **COULD_NOT)
    verdicts = judged(made, ("body", VERIFIED)).verdicts
    assert () == gate.open_findings(made, verdicts)
    assert 1 == len(gate.open_findings(with_finding(other, **COULD_NOT), verdicts))


def test_a_verdict_on_a_section_answers_nothing_of_its_statements() -> None:
    with pytest.raises(InputError, match="nothing has failed of body"):
        judged(faulty(), ("body", WAIVED))
    assert 1 == still_open(faulty(), ("body", VERIFIED))


def test_a_verdict_on_what_is_not_there_is_refused() -> None:
    with pytest.raises(NotFound, match="no statement s99"):
        judged(faulty(), ("s99", VERIFIED))


# Reasons

EMPTY = ["", "  ", ".", "-", "…", "?!", "x", "aAa", "1", "\u200b", "\u2060\ufeff", "\u3164\u115f"]
EMPTY += ["\u2800", "\u00a0x\u00a0", "\U000e0041\U000e0042", "e\u0301", "(a)"]


@pytest.mark.parametrize("reason", EMPTY)
def test_a_reason_that_tells_nobody_anything_is_refused(reason: str) -> None:
    with pytest.raises(ValidationError):
        Judgement.model_validate({"on": "s2", "verdict": "waived", "reason": reason})
    with pytest.raises(InputError, match="needs a reason"):
        review.rejected(in_review(), "Ada", NOON, reason)


@pytest.mark.parametrize("reason", ["ok", "Asked.", "核实", "تم", "Ü2"])
def test_a_short_reason_in_any_script_will_do(reason: str) -> None:
    assert reason == telling(reason)


@given(st.text(st.sampled_from(string.whitespace + string.punctuation + "\u200b\u3164\u2800")))
def test_marks_and_blanks_are_never_a_reason(reason: str) -> None:
    with pytest.raises(ValueError, match="tells nobody anything"):
        telling(reason)


# Whatever the sequence of moves

CLEAN = factories.draft()
BOTH = with_finding(faulty("The bridge carries 8,888 people."), **COULD_NOT)
DRAFTS = (CLEAN, faulty(), unchecked(), BOTH, with_finding(CLEAN), with_finding(faulty()))
NO = Answer(holds=False)
ANSWERS = (
    YES,
    Approval(answers={}),
    Approval(answers={**YES.answers, Question.CONTEXT: NO}),
    Approval(answers={Question.ACCURACY: Answer(holds=True)}),
)
HOLDER = "whoever has claimed it"
EDITORS = st.sampled_from([HOLDER, HOLDER, HOLDER, "Ada", "Bo"])
TARGETS = st.sampled_from(["s1", "s2", "body", "headline"])
MOVES = st.one_of(
    st.tuples(st.just("claim"), EDITORS),
    st.tuples(st.just("edit"), EDITORS, st.sampled_from(DRAFTS)),
    st.tuples(st.just("judge"), EDITORS, TARGETS, st.sampled_from(EditorVerdict)),
    st.tuples(st.just("judge"), EDITORS, TARGETS, st.sampled_from(EditorVerdict)),
    st.tuples(st.just("approve"), EDITORS, st.sampled_from(ANSWERS)),
    st.tuples(st.just("approve"), EDITORS, st.just(YES)),
)


def moved(record: DraftRecord, move: tuple[object, ...]) -> DraftRecord:
    name, by, *rest = move
    by, now = record.claimed_by if by == HOLDER else by, record.revision
    match [name, *rest]:
        case ["claim"]:
            return review.claimed(record, str(by), NOON + review.LEASE)
        case ["edit", Draft() as draft]:
            return review.edited(record, draft, str(by), NOON, revision=now, reason=None)
        case ["judge", str() as on, EditorVerdict() as word]:
            return review.judged(record, said(on, word), str(by), NOON, revision=now)
        case ["approve", Approval() as answers]:
            return review.approved(record, answers, str(by), NOON, revision=now)
    raise AssertionError(move)


def is_answered(record: DraftRecord) -> bool:
    """Said over in another way than the gate's: each finding has its word, on what stands now."""
    assert record.draft
    now = {statement.id: statement.text for _, statement in record.draft.statements()}
    for finding in (one for one in record.draft.findings if one.stops):
        word = WAIVED if finding.verdict is Verdict.FAIL else VERIFIED
        fitting = [
            kept
            for kept in record.verdicts
            if kept.verdict is word and finding.reason in {seen.reason for seen in kept.findings}
        ]
        texts = {k.text for k in fitting if isinstance(k, StatementVerdict)}
        if finding.statement and now[finding.statement] not in texts:
            return False
        if not fitting:
            return False
    return True


@given(st.sampled_from(DRAFTS), st.lists(MOVES, max_size=25))
def test_no_sequence_of_moves_approves_a_draft_with_an_open_point(
    made: Draft, moves: list[tuple[object, ...]]
) -> None:
    record = factories.record(DraftState.QUEUED, made)
    for move in [("claim", "Ada"), *moves, ("claim", "Bo"), ("approve", "Bo", YES)]:
        before = record
        try:
            record = moved(before, move)
        except DrafterError:
            continue
        if record.state is DraftState.APPROVED:
            assert before.draft
            assert () == gate.open_findings(before.draft, before.verdicts)
            assert is_answered(before)
            assert YES == move[-1]
            assert (before.draft, before.revision) == (record.draft, record.revision)
            return
    assert record.draft
