"""A draft that says things twice. Which ones: draft_pairs/form.yaml."""

from drafter.verify import repeats
from drafter.verify.evidence import evidence_of
from schemas.evidence import Finding, Severity
from schemas.limits import Limits
from schemas.sections import SectionName
from schemas.written import WrittenParagraph
from tests.factories import draft, plan_of, report, statement

OWN = "Eastmere has shut the bridge because its piers no longer bear a car."
REPORT = report()
TEXT = next(REPORT.sentences()).text


def findings(*body: str, **sections: object) -> list[Finding]:
    statements = tuple(statement(text) for text in body)
    paragraph = WrittenParagraph(subhead=None, statements=statements)
    made = draft(plan_of(REPORT), body=(paragraph,), **sections)
    return list(repeats.check_draft(made, evidence_of([REPORT], []), Limits(), "en"))


def test_the_same_words_again_are_a_warning_and_nearly_the_same_a_note() -> None:
    assert [Severity.WARNING] == [one.severity for one in findings(OWN, OWN)]
    nearly = OWN.replace("shut", "closed")
    assert [Severity.NOTE] == [one.severity for one in findings(OWN, nearly)]


def test_the_finding_stands_on_the_later_sentence_and_names_the_section_of_the_first() -> None:
    [one] = findings(OWN, plain_english=(statement(OWN),))
    assert SectionName.PLAIN_ENGLISH is one.section
    assert "(body)" in one.reason


def test_sentences_that_share_a_subject_alone_may_both_stand() -> None:
    other = "Eastmere has shut the bridge, and buses now go round by the northern road."
    assert [] == findings(OWN, other)


def test_source_sentences_in_two_sections_are_one_note_for_all() -> None:
    [one] = findings(TEXT, plain_english=(statement(TEXT),), key_takeaway=(statement(TEXT),))
    assert (Severity.NOTE, None) == (one.severity, one.statement)
    assert one.reason.startswith("2 sentences of the sources")


def test_names_may_open_every_sentence_and_labels_are_too_short_to_count() -> None:
    named = [f"Peter Strand Lund saw {what}." for what in ("cars", "buses", "boats", "gulls")]
    assert [] == findings(*named)
    assert [] == findings("So now.", "So now.", "So now.", "So now.")
