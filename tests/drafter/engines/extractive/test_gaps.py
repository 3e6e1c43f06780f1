"""Information gaps, computed."""

from drafter.engines.extractive.gaps import information_gaps
from tests.drafter.engines.extractive.samples import STRAIT, material


def gaps(*paragraphs: str, **given: object) -> dict[str, tuple[str, ...]]:
    section = information_gaps(material(*paragraphs, **given))
    assert not isinstance(section, str)
    return {gap.text: gap.cites for gap in section}


def test_a_refused_answer_is_an_open_question() -> None:
    text = "The question whether the navy would leave the strait is left open: Karin Ek declined"
    assert ("R1.S16",) == gaps()[f"{text} to comment."]


def test_unnamed_sources_are_listed_as_they_stand() -> None:
    told = "The report does not name “Swedish officials”, “a source” and “analysts”, on whose word"
    assert ("R1.S2", "R1.S6", "R1.S8") == gaps()[f"{told} it relies."]


def test_reports_without_a_publisher_are_asked_for() -> None:
    assert gaps()["Whose reports are meant by “reports suggest”? The text does not say."] == (
        "R1.S10",
    )


def test_inferred_days_are_said() -> None:
    told = [text for text in gaps() if text.startswith("Dates are inferred")]
    assert "“Tuesday” as 3 March 2026 and “Friday” as 6 March 2026" in told[0]


def test_a_party_that_is_never_heard_is_named() -> None:
    silent = [p for p in STRAIT if "Dahl" not in p and "Norwegian" not in p]
    lead = "Norway and Sweden moved boats. Sweden closed the strait to Norway."
    found = gaps(lead, *silent, "Norway has two ports.")
    assert "What does Norway itself say? Nobody identified as Norwegian is quoted." in found
    assert not [text for text in gaps() if text.startswith("What does")]


def test_a_missing_publisher_is_said() -> None:
    found = gaps("Crews rested on the pier at noon.", publisher=None)
    assert list(found) == [
        "Who published the report is not known, so its standing cannot be judged."
    ]


def test_there_are_five_at_most_and_none_where_nothing_is_missing() -> None:
    assert 5 == len(gaps(*STRAIT, "Dahl refused to comment.", publisher=None))
    section = information_gaps(material("Crews rested on the pier at noon."))
    assert isinstance(section, str)
