"""From what engines wrote to the sections of a draft."""

from datetime import date

import pytest

from drafter.numbering import NOT_PLAIN, merged, null_reasons, numbered
from schemas.sections import SectionName
from schemas.statement import Basis
from schemas.written import NullReason, Written, WrittenParagraph, WrittenPerspective
from tests.factories import plan_of, report, statement, written

PLAN = plan_of()


def test_of_two_calls_that_write_one_section_the_first_in_the_plan_has_it() -> None:
    first = Written(standfirst=statement("First."))
    second = Written(standfirst=statement("Second."))
    assert statement("First.") == merged([first, second]).standfirst


def test_ids_run_in_reading_order() -> None:
    wrote = written(
        standfirst=statement("Ferries take over."),
        key_takeaway=(statement("One."), statement("Two.")),
    )
    made = numbered(wrote, PLAN)
    assert made.standfirst is not None
    ids = [made.headline.id, made.standfirst.id, *(s.id for s in made.key_takeaway or ())]
    assert ["s1", "s2", "s3", "s4"] == ids


def test_a_subhead_stands_on_what_its_paragraph_cites() -> None:
    said = (statement(cites=("R1.S2",)), statement(cites=("R1.S1", "R1.S2")))
    wrote = written(body=(WrittenParagraph(subhead="The closure", statements=said),))
    [paragraph] = numbered(wrote, PLAN).body or ()
    assert paragraph.subhead is not None
    assert (Basis.REPORTED, ("R1.S2", "R1.S1")) == (
        paragraph.subhead.basis,
        paragraph.subhead.cites,
    )


def test_a_subhead_over_background_alone_is_background() -> None:
    storm = statement("A storm came first.", basis=Basis.BACKGROUND, cites=())
    wrote = written(body=(WrittenParagraph(subhead="The storm", statements=(storm,)),))
    [paragraph] = numbered(wrote, PLAN).body or ()
    assert paragraph.subhead is not None
    assert Basis.BACKGROUND is paragraph.subhead.basis


def test_a_perspective_is_as_of_the_newest_report() -> None:
    by = plan_of(report(published=date(2026, 3, 5)), report("It.", published=date(2026, 3, 7)))
    wrote = written(perspectives=(WrittenPerspective(actor="Pilots", statements=(statement(),)),))
    [perspective] = numbered(wrote, by).perspectives or ()
    assert date(2026, 3, 7) == perspective.as_of


def test_a_null_section_that_nobody_explained_says_so() -> None:
    wrote = written().model_copy(
        update={"null_reasons": (NullReason(section=SectionName.STANDFIRST, reason="thin"),)}
    )
    reasons = null_reasons(numbered(wrote, PLAN), wrote, PLAN)
    assert "thin" == reasons[SectionName.STANDFIRST]
    assert "the engine gave no reason" == reasons[SectionName.ESCALATION]


@pytest.mark.parametrize("reason", ["see https://x.example", "too **thin**", "word " * 61])
def test_a_reason_that_is_no_plain_phrase_is_replaced(reason: str) -> None:
    wrote = written().model_copy(
        update={"null_reasons": (NullReason(section=SectionName.STANDFIRST, reason=reason),)}
    )
    reasons = null_reasons(numbered(wrote, PLAN), wrote, PLAN)
    assert NOT_PLAIN == reasons[SectionName.STANDFIRST]
