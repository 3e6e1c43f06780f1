"""How close a draft is to the wire. What is too close: draft_pairs/wording.yaml."""

from drafter.verify import wording
from drafter.verify.evidence import evidence_of
from schemas.evidence import Finding, Severity
from schemas.limits import Limits
from schemas.sections import SectionName
from schemas.statement import WrittenStatement
from schemas.written import WrittenParagraph
from tests.factories import draft, plan_of, report, statement

REPORT = report()
TEXTS = [sentence.text for sentence in REPORT.sentences()]


def findings(*body: str) -> list[Finding]:
    made = draft(plan_of(REPORT), body=(WrittenParagraph(subhead=None, statements=_said(body)),))
    return list(wording.check_draft(made, evidence_of([REPORT], []), Limits(), "en"))


def _said(texts: tuple[str, ...]) -> tuple[WrittenStatement, ...]:
    return tuple(statement(text) for text in texts)


OWN = (
    "Eastmere has shut the bridge, because its piers are no longer sound enough for cars.",
    "Nobody asked the men who steer ships through the harbour, and they say so aloud.",
    "A repair could cost more than the town takes in rent from all its quays in a year.",
)


def test_a_draft_in_its_own_words_has_no_finding() -> None:
    assert [] == findings(*OWN)


def test_a_sentence_taken_over_in_a_draft_of_its_own_is_a_warning_with_its_place() -> None:
    text = TEXTS[1]
    [one] = findings(*OWN, text)
    assert (Severity.WARNING, SectionName.BODY) == (one.severity, one.section)
    assert one.span is not None
    assert text.removesuffix(".") == text[one.span.start : one.span.end]


def test_a_draft_of_whole_sentences_has_one_note_with_its_share() -> None:
    [one] = findings(*TEXTS)
    assert (Severity.NOTE, None, None) == (one.severity, one.statement, one.span)
    assert f"{len(TEXTS)} statements" in one.reason or f"{len(TEXTS) + 1} statements" in one.reason
    assert "per cent" in one.reason
