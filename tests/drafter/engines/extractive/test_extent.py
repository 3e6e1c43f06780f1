"""How much of the reports is read, and that no report holds up the others."""

import time

import pytest

from drafter.engines.extractive.engine import ENGLISH_ONLY
from drafter.engines.extractive.extent import MOST_SENTENCES, MOST_TEXT, extents, last_read
from drafter.planning import Plan
from schemas.report import Report
from schemas.sections import SectionName
from tests.drafter.engines.extractive.samples import STRAIT, drafted, material, reason, strait
from tests.factories import plan_of

GENEROUS = 3.0
"""Seconds of CPU, several times what it takes: this machine is shared."""


def of_sentences(count: int, **given: object) -> Report:
    return strait(
        *(f"Boat {n} of Norway lay in the strait at noon." for n in range(count)), **given
    )


def cpu_seconds(plan: Plan) -> float:
    started = time.process_time()
    drafted(plan)
    return time.process_time() - started


def test_reports_share_what_is_read_and_a_short_one_leaves_its_rest_to_the_others() -> None:
    assert (10, 195, 195) == extents([of_sentences(10), of_sentences(300), of_sentences(900)])
    assert (MOST_SENTENCES,) == extents([of_sentences(900)])
    assert (7,) == extents([of_sentences(7)])


def test_many_characters_are_read_to_the_last_sentence_that_fits() -> None:
    long = "Norway " * 200 + "asks."
    assert (MOST_TEXT // len(long),) == extents([strait(*[long] * 300)])


def test_a_report_that_was_not_read_to_its_end_says_so_first_and_in_its_reasons() -> None:
    plan = plan_of(of_sentences(2_000))
    assert ("R1.S400",) == last_read(plan.reports)
    written = drafted(plan)
    assert written.information_gaps is not None
    assert ("R1.S400",) == written.information_gaps[0].cites
    assert "read only as far as the sentence cited" in written.information_gaps[0].text
    why = reason(written, SectionName.ROOT_CAUSES)
    assert why.endswith("; only the first 400 of the report's 2,000 sentences were read")


def test_in_other_languages_the_reason_says_how_much_was_read() -> None:
    written = drafted(plan_of(of_sentences(500, language="de")))
    told = f"{ENGLISH_ONLY}; only the first 400 of the report's 500 sentences were read"
    assert told == reason(written, SectionName.INFORMATION_GAPS)


def test_a_report_read_to_its_end_says_nothing_of_it() -> None:
    written = drafted(plan_of(strait(*STRAIT[:1])))
    assert not [null for null in written.null_reasons if "were read" in null.reason]
    assert () == last_read([strait()])


def test_a_quotation_that_is_open_where_reading_ends_does_not_stand() -> None:
    calm = ["The strait lay calm all day."] * (MOST_SENTENCES - 1)
    made = material(*calm, "Moe said “we go. We never come back,” in the strait.")
    assert made.source.lines[-1].runs_on
    assert made.source.unit(made.source.lines[-1]) is None


def test_a_chain_of_more_than_six_before_it_does_not_stand() -> None:
    source = material("Dahl spoke in Oslo. " + "He said the plan was fine. " * 8).source
    assert source.lines[:7] == source.unit(source.lines[6])
    assert [None, None] == [source.unit(line) for line in source.lines[7:]]


@pytest.mark.parametrize(
    "text",
    [
        "Holt declined to comment on the strike because " * 4_000,
        "He said the plan was fine. " * 7_000,
        "Dahl spoke. “" + "We saw boats of Norway there. " * 6_000,
        ("If Holt said, " * 140 + "end. ") * 100,
        "Aa " * 60_000,
    ],
    ids=["one sentence", "chain", "quotation", "long sentences", "capitals"],
)
def test_a_hostile_report_of_200_kb_is_drafted_in_seconds(text: str) -> None:
    assert cpu_seconds(plan_of(strait(text))) < GENEROUS * 3


def test_2000_sentences_and_20_reports_are_drafted_in_seconds() -> None:
    assert cpu_seconds(plan_of(of_sentences(2_000))) < GENEROUS
    assert cpu_seconds(
        plan_of(*(strait(*STRAIT * 5, headline=f"Strait {n}") for n in range(20)))
    ) < (GENEROUS)
