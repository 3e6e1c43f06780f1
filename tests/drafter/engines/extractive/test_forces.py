"""Root causes and escalation."""

import pytest

from drafter.engines.extractive.forces import direction, escalation, root_causes, tilt
from drafter.engines.extractive.front import standfirst
from schemas.sections import Direction
from tests.drafter.engines.extractive.samples import line, material

CALM = (
    "The town of Lysund opened a swimming hall. Its pool is heated by water from the market.",
    "Pupils from six schools swam the first lengths at noon. The hall stays open until nine.",
)


def test_sentences_that_say_why_become_root_causes_in_source_order() -> None:
    section = root_causes(material())
    assert not isinstance(section, str)
    assert [statement.cites[0] for statement in section] == ["R1.S2", "R1.S11", "R1.S13"]


def test_a_mere_sequence_in_time_is_no_cause() -> None:
    told = root_causes(material("Crews rested at noon. Ferries left the port after lunch."))
    assert told == "no further sentence of the report gives a cause or a reason"


def test_what_the_standfirst_has_told_is_no_root_cause_again() -> None:
    made = material("Lysund closed its port because of the strikes. Crews rested on the pier.")
    standfirst(made)
    assert isinstance(root_causes(made), str)


def test_a_story_without_conflict_has_no_escalation() -> None:
    section = escalation(material(*CALM, headline="Lysund opens a swimming hall"))
    assert section == "the report is not about a conflict that could escalate"


def test_a_conflict_shows_which_way_it_tips() -> None:
    section = escalation(material())
    assert not isinstance(section, str)
    assert Direction.ESCALATING is section.direction
    shown = [statement.text for statement in section.statements]
    assert "Eleven sailors were killed in the strait and two boats destroyed." in shown


@pytest.mark.parametrize(
    ("heating", "cooling", "expected"),
    [
        (4, 2, Direction.ESCALATING),
        (3, 2, Direction.UNCLEAR),
        (2, 2, Direction.UNCLEAR),
        (1, 2, Direction.DE_ESCALATING),
    ],
)
def test_two_to_one_is_needed_to_call_a_direction(
    heating: int, cooling: int, expected: Direction
) -> None:
    assert expected is direction(heating, cooling)


def test_a_refused_restraint_counts_as_escalation() -> None:
    assert tilt(line("Dahl ruled out talks with Sweden.")) > 0
    assert tilt(line("Dahl agreed to talks with Sweden.")) < 0
    assert tilt(line("Dahl has lunch with crews in Oslo.")) == 0


def test_a_direction_that_no_shown_sentence_bears_is_unclear() -> None:
    made = material()
    made.spend(line for line in made.source.lines if tilt(line) > 0)
    section = escalation(made)
    assert not isinstance(section, str)
    assert Direction.UNCLEAR is section.direction


def test_where_other_sections_tell_it_all_there_is_no_escalation() -> None:
    made = material()
    made.spend(made.source.lines)
    told = "no sentence beside those used above tells of escalation or restraint"
    assert told == escalation(made)
