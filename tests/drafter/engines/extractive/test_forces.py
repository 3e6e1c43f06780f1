"""Root causes and escalation."""

import pytest

from drafter.engines.extractive.forces import direction, escalation, root_causes, tilt
from drafter.engines.extractive.front import standfirst
from drafter.engines.extractive.labels import category
from schemas.sections import Category, Direction
from tests.drafter.engines.extractive.samples import line, material

CALM = (
    "The town of Lysund opened a swimming hall. Its pool is heated by water from the market.",
    "Pupils from six schools swam the first lengths at noon. The hall stays open until nine.",
)


def test_sentences_that_say_why_become_root_causes_in_source_order() -> None:
    section = root_causes(material())
    assert not isinstance(section, str)
    assert ["R1.S2", "R1.S11", "R1.S13"] == [statement.cites[0] for statement in section]


def test_a_mere_sequence_in_time_is_no_cause() -> None:
    told = root_causes(material("Crews rested at noon. Ferries left the port after lunch."))
    assert "no further sentence of the report gives a cause or a reason" == told


def test_what_the_standfirst_has_told_is_no_root_cause_again() -> None:
    made = material("Lysund closed its port because of the strikes. Crews rested on the pier.")
    standfirst(made)
    assert isinstance(root_causes(made), str)


def test_a_story_without_conflict_has_no_escalation() -> None:
    section = escalation(material(*CALM, headline="Lysund opens a swimming hall"))
    assert "the report is not about a conflict that could escalate" == section


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
        (3, 3, Direction.HOLDING),
        (6, 4, Direction.HOLDING),
        (7, 4, Direction.UNCLEAR),
        (1, 2, Direction.DE_ESCALATING),
    ],
)
def test_two_to_one_calls_a_direction_and_three_on_each_side_hold_it(
    heating: int, cooling: int, expected: Direction
) -> None:
    assert expected is direction(heating, cooling)


def test_a_refused_restraint_counts_as_escalation() -> None:
    assert tilt(line("Dahl ruled out talks with Sweden.")) > 0
    assert tilt(line("Dahl agreed to talks with Sweden.")) < 0
    assert 0 == tilt(line("Dahl has lunch with crews in Oslo."))


QUARREL = (
    """Vik will keep its pier shut, its council said. Ida Moe, mayor of Lund, accused the town of
 neglect and said Lund would withhold its toll. Lund police turned back a boat from Vik.""",
    """Vik called the step “a provocation”. The towns later agreed to share charts at noon. A judge
 offered to mediate between Vik and Lund. The mayors stepped back on Friday.""",
)


def test_a_quarrel_with_heat_and_restraint_has_an_escalation_section() -> None:
    made = material(*QUARREL, headline="Vik and Lund trade blame over a shut pier")
    assert category(made) is Category.POLITICS
    section = escalation(made)
    assert not isinstance(section, str)
    assert Direction.HOLDING is section.direction
    assert {1, -1} == {tilt(line(s.text)) // abs(tilt(line(s.text))) for s in section.statements}


def test_holding_needs_both_sides_shown() -> None:
    made = material(*QUARREL, headline="Vik and Lund trade blame over a shut pier")
    made.spend(line for line in made.source.lines if tilt(line) < 0)
    section = escalation(made)
    assert not isinstance(section, str)
    assert Direction.UNCLEAR is section.direction


def test_without_restraint_or_without_a_quarrel_on_top_a_dispute_is_none() -> None:
    soft = material(*QUARREL, headline="Vik keeps its pier shut")
    one_sided = material(QUARREL[0], headline="Vik and Lund trade blame over a shut pier")
    assert isinstance(escalation(soft), str)
    assert isinstance(escalation(one_sided), str)


def test_a_cause_of_something_beside_the_story_gives_way_to_one_of_the_story() -> None:
    beside = "A clinic moved nine patients because crossings at night were rough."
    central = "Norway asks Sweden to explain strikes because the strait is shared."
    section = root_causes(material(f"Norway asks Sweden to explain. {beside} {central}"))
    assert not isinstance(section, str)
    assert ["R1.S3"] == [statement.cites[0] for statement in section]


def test_a_cause_that_shares_nothing_with_the_story_is_none() -> None:
    beside = "A clinic moved nine patients because crossings at night were rough."
    assert isinstance(root_causes(material(f"Norway asks Sweden to explain. {beside}")), str)


def test_a_sentence_that_announces_a_cause_is_followed_by_it() -> None:
    cause = "Behind the dispute stands an older one. Norway and Sweden share one strait."
    section = root_causes(material(f"Crews rested at noon. {cause} Ferries left for Oslo."))
    assert not isinstance(section, str)
    assert ["R1.S2", "R1.S3"] == [statement.cites[0] for statement in section]


def test_a_sentence_that_opens_on_a_result_tells_no_cause() -> None:
    result = "As a result of strikes in the strait, Norway closed two ports."
    assert isinstance(root_causes(material(f"Norway asks Sweden to explain. {result}")), str)


def test_a_refusal_after_the_restraint_does_not_turn_it() -> None:
    assert tilt(line("Dahl agreed to talks but did not go to Oslo.")) < 0


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
