"""Drafts that the gate stops, and what editors say of them."""

from drafter import review
from schemas.draft import Draft
from schemas.evidence import Check, Finding, Severity, Verdict
from schemas.review import DraftRecord, DraftState, EditorVerdict, Judgement
from schemas.sections import SectionName
from schemas.statement import Basis
from schemas.written import WrittenParagraph
from tests import factories
from tests.factories import NOON, statement

WRONG = "The bridge carries 9,999 people."
"""A statement whose number is not in what it cites: s2 of `faulty`."""


def body(*statements: object) -> tuple[WrittenParagraph, ...]:
    """A body of one paragraph."""
    return (WrittenParagraph.model_validate({"subhead": None, "statements": statements}),)


def faulty(text: str = WRONG) -> Draft:
    """One blocker that fails."""
    return factories.draft(body=body(statement(text)))


def unchecked() -> Draft:
    """One number that could not be checked, which is a warning."""
    guess = statement("Repairs may take 9 weeks.", basis=Basis.BACKGROUND, cites=())
    return factories.draft(body=body(guess))


def with_finding(draft: Draft, **changed: object) -> Draft:
    """The draft with one finding more: a blocker about the body as a whole, or as given."""
    finding = Finding(
        check=Check.LIMITS,
        verdict=Verdict.FAIL,
        severity=Severity.BLOCKER,
        section=SectionName.BODY,
        statement=None,
        span=None,
        reason="The body says nothing.",
    )
    more = finding.model_copy(update=changed)
    return draft.model_copy(update={"findings": (*draft.findings, more)})


def in_review(made: Draft | None = None, by: str = "Ada") -> DraftRecord:
    """The draft's record, claimed."""
    queued = factories.record(DraftState.QUEUED, made or factories.draft())
    return review.claimed(queued, by, NOON)


def said(on: str = "s2", verdict: EditorVerdict = EditorVerdict.VERIFIED) -> Judgement:
    """A judgement with a good reason."""
    reason = "The pilot confirmed it by telephone."
    return Judgement.model_validate({"on": on, "verdict": verdict, "reason": reason})
