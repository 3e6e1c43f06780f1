"""What a draft is held against where reports are missing."""

from drafter.checking.evidence import evidence_for
from tests.drafter.checking.given import REPORTS, RICH
from tests.drafter.exports.briefings import reported
from tests.factories import draft, plan_of

LATE = draft(plan_of(*REPORTS), headline=reported("The council votes on Friday", "R1.S5"))


def test_cited_sentences_keep_their_numbers_where_others_between_are_not_known() -> None:
    evidence = evidence_for(LATE, {})
    assert {"R1.S1", "R1.S5"} == set(evidence.sentences)
    assert set(evidence.sentences) == {one.id for one in evidence.sentences.values()}
    expected = {s.id: s.text for source in LATE.sources for s in source.evidence}
    assert expected == {name: one.text for name, one in evidence.sentences.items()}


def test_a_source_that_is_not_cited_gives_no_sentence() -> None:
    assert [] == list(LATE.sources[1].evidence)
    assert [] == [name for name in evidence_for(LATE, {}).sentences if name.startswith("R2")]


def test_where_one_report_is_there_it_is_whole_and_the_other_is_what_is_cited() -> None:
    names = set(evidence_for(RICH, {"R1": REPORTS[0]}).sentences)
    cited = {s.id for s in RICH.sources[1].evidence}
    assert {f"R1.S{s.number}" for s in REPORTS[0].sentences()} | cited == names


def test_events_and_publishers_are_those_of_the_draft() -> None:
    evidence = evidence_for(RICH, {})
    assert {event.id for event in RICH.earlier_events} == set(evidence.events)
    assert {"R1": "Eastmere Courier", "R2": "Harbour Post"} == evidence.publishers
