"""The gate: what stands against approval, what a person's word answers, and the five questions.

Pure functions of a draft and of what people said. Nothing here opens the gate by default: a
finding that nobody answered, a question that nobody answered and an unknown verdict keep it shut.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from drafter.errors import InputError
from schemas.draft import Draft
from schemas.evidence import Finding, Verdict
from schemas.hashing import sha256_of
from schemas.review import (
    Answer,
    AnsweredFinding,
    EditorVerdict,
    Judgement,
    Question,
    SectionVerdict,
    StatementVerdict,
)
from schemas.sections import SectionName, Sections

AnyVerdict = StatementVerdict | SectionVerdict
Parts = Mapping[str, object]

JUDGED = ("section", "text", "basis", "cites", "links")
"""Parts of a statement that an editor judges: when one of them changes, a verdict ends."""

ANSWERS: Mapping[Verdict, EditorVerdict] = MappingProxyType(
    {Verdict.FAIL: EditorVerdict.WAIVED, Verdict.COULD_NOT_CHECK: EditorVerdict.VERIFIED}
)
"""Which word of a person answers what. Whoever holds that a failing check is wrong waives it."""

WAYS: Mapping[Verdict, str] = MappingProxyType(
    {
        Verdict.FAIL: "failed: mend it, or waive it with a reason",
        Verdict.COULD_NOT_CHECK: "could not check: verify it, or cut it",
    }
)

QUESTIONS: Mapping[Question, str] = MappingProxyType(
    {
        Question.ACCURACY: "Is every fact, figure, name, date and quote right?",
        Question.SOURCING: "Do the sources say what is put down to them, and are they named?",
        Question.OPINION: "Is opinion told apart from fact, and is it said whose it is?",
        Question.EDITORIALISING: "Is it free of views and loaded words that no source has?",
        Question.CONTEXT: "Is there the context without which a reader would be misled?",
    }
)
"""Asked so that "yes" is well (EBU and BBC, News Integrity in AI Assistants, 2025)."""


def open_points(
    draft: Draft, verdicts: Sequence[AnyVerdict], answers: Mapping[Question, Answer]
) -> tuple[str, ...]:
    """All that keeps the gate shut, one line each: open findings, then questions."""
    return (*open_findings(draft, verdicts), *_open_questions(answers))


def open_findings(draft: Draft, verdicts: Sequence[AnyVerdict]) -> tuple[str, ...]:
    """What was found and stands against approval, one line each, in the order of the findings."""
    return tuple(_line(finding) for finding, by in answered(draft, verdicts) if by is None)


def answered(
    draft: Draft, verdicts: Sequence[AnyVerdict]
) -> tuple[tuple[Finding, AnyVerdict | None], ...]:
    """Each finding that stands against approval, with the last verdict that answers it.

    A blocker that fails stands, and so does whatever could not be checked, however severe. A
    verdict answers the findings that it was given for, by their check and reason, while what it
    was given on is what it was then.
    """
    present = _as_it_stands(draft)
    given: dict[tuple[object, ...], AnyVerdict] = {}
    for verdict in verdicts:
        if present.get(_target(verdict)) == _judged(verdict):
            for seen in verdict.findings:
                given[_target(verdict), seen.check, seen.reason, verdict.verdict] = verdict
    return tuple(
        (one, given.get((_place(one), one.check, one.reason, ANSWERS[one.verdict])))
        for one in draft.findings
        if one.stops
    )


def verdict_on(draft: Draft, said: Judgement, by: str, at: datetime) -> AnyVerdict | None:
    """The verdict as it is kept, with what it answers; nothing where `on` is not in the draft.

    Raises:
        InputError: nothing has failed there that could be waived.
    """
    present = _as_it_stands(draft).get(said.on)
    if present is None:
        return None
    findings = tuple(
        AnsweredFinding(check=one.check, reason=one.reason)
        for one in draft.findings
        if one.stops and _place(one) == said.on and ANSWERS[one.verdict] is said.verdict
    )
    if said.verdict is EditorVerdict.WAIVED and not findings:
        raise InputError(f"nothing has failed of {said.on} that could be waived; verify it instead")
    given: dict[str, object] = {"verdict": said.verdict, "reason": said.reason}
    given |= {"findings": findings, "by": by, "at": at} | dict(present)
    if isinstance(said.on, SectionName):
        return SectionVerdict.model_validate(given | {"section": said.on})
    return StatementVerdict.model_validate(given | {"statement": said.on})


def _as_it_stands(draft: Draft) -> Mapping[str, Parts]:
    """What a verdict is given for, by the id of the statement or the name of the section."""
    whole = draft.model_dump(mode="json", include=set(Sections.model_fields))
    sections: Parts = {"sections_sha256": sha256_of(whole)}
    statements: dict[str, Parts] = {
        statement.id: {"section": section}
        | {part: getattr(statement, part) for part in JUDGED if part != "section"}
        for section, statement in draft.statements()
    }
    return statements | {name.value: sections for name in SectionName}


def _judged(verdict: AnyVerdict) -> Parts:
    if isinstance(verdict, SectionVerdict):
        return {"sections_sha256": verdict.sections_sha256}
    return {part: getattr(verdict, part) for part in JUDGED}


def _target(verdict: AnyVerdict) -> str:
    return verdict.section if isinstance(verdict, SectionVerdict) else verdict.statement


def _place(finding: Finding) -> str:
    return finding.statement or finding.section


def _line(finding: Finding) -> str:
    where = finding.section.replace("_", " ")
    where = f"{where}, {finding.statement}" if finding.statement else where
    return f"{where}: {finding.reason} ({finding.check}, {WAYS[finding.verdict]})"


def _open_questions(answers: Mapping[Question, Answer]) -> tuple[str, ...]:
    said = {question: _said(answers.get(question)) for question in Question}
    return tuple(f"{name}: {QUESTIONS[name]} ({why})" for name, why in said.items() if why)


def _said(answer: Answer | None) -> str:
    """Why the question is open; nothing where it is answered with yes."""
    if answer is None:
        return "not answered"
    if answer.holds:
        return ""
    return f"answered no: {answer.note}" if answer.note else "answered no"
