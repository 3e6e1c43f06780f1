"""Perspectives by attribution."""

from drafter.engines.extractive.perspectives import perspectives
from schemas.written import WrittenPerspective
from tests.drafter.engines.extractive.samples import material


def stands(*paragraphs: str) -> dict[str, list[str]]:
    section = perspectives(material(*paragraphs))
    assert not isinstance(section, str)
    return {view.actor: [statement.text for statement in view.statements] for view in section}


def test_views_are_grouped_by_actor_and_a_speaker_who_goes_on_is_kept() -> None:
    assert stands()["Erik Dahl"] == [
        "“We planned nothing of the kind,” Dahl said.",
        "He added that the two navies had shared charts until last month.",
        "Dahl threatened sanctions against Sweden because of the dead.",
    ]


def test_no_actor_is_a_pronoun_and_all_have_one_name() -> None:
    assert ["Erik Dahl", "Karin Ek", "Analysts"] == list(stands())


def test_a_story_fact_on_somebodys_word_is_no_perspective() -> None:
    section = perspectives(material("Erik Dahl said that eleven boats left. Crews rested at noon."))
    assert "the report attributes no view, wish or refusal to a named actor" == section


def test_what_another_section_tells_is_told_again_only_where_there_is_nothing_else() -> None:
    made = material("Erik Dahl denied the claim. Crews rested. Erik Dahl demanded an apology.")
    made.spend(made.source.lines[:1])
    section = perspectives(made)
    assert isinstance(section[0], WrittenPerspective)
    assert ["R1.S3"] == [statement.cites[0] for statement in section[0].statements]
    made.spend(made.source.lines)
    again = perspectives(made)
    assert isinstance(again[0], WrittenPerspective)
    assert 1 == len(again[0].statements)


def test_a_perspective_keeps_within_its_words() -> None:
    long = " ".join(f"Erik Dahl demanded a {word} for the strait." * 2 for word in "abcdefgh")
    assert all(sum(len(text.split()) for text in texts) <= 70 for texts in stands(long).values())


def test_nobody_elses_word_comes_in_by_what_a_sentence_leans_on() -> None:
    made = stands(
        "Ida Moe demanded talks in Oslo. Her office made an offer. Dahl accepted the offer."
    )
    assert ["Ida Moe"] == list(made)


def test_a_fact_that_a_stand_cannot_do_without_may_come_along() -> None:
    made = stands(
        "A second stage would tie tolls to rain. Karin Ek insists any such rule must lapse."
    )
    assert 2 == len(made["Karin Ek"])


def test_words_and_wishes_come_before_acts_without_context() -> None:
    acts = "Erik Dahl welcomed the boats. Erik Dahl accepted the prize. Erik Dahl supported Moe."
    made = stands(f"{acts} Erik Dahl fears a war over cod.")
    assert "Erik Dahl fears a war over cod." in made["Erik Dahl"]


def test_who_is_quoted_next_is_introduced() -> None:
    made = stands("Erik Dahl told a meeting that boats were lost. “I will stay here,” he said.")
    assert 2 == len(made["Erik Dahl"])


def test_a_second_verb_can_take_the_stand() -> None:
    made = stands("Crews ate. Sofia Aalto said boats were late and accused the port of neglect.")
    assert ["Sofia Aalto"] == list(made)


def test_a_quotation_alone_is_joined_by_what_another_section_tells_of_its_speaker() -> None:
    told = "Karin Ek urged both ports to stop and offered to mediate."
    made = material(f"Boats sank. {told} “A strait has two shores,” Ek said.")
    made.spend(made.source.lines[1:2])
    section = perspectives(made)
    assert isinstance(section[0], WrittenPerspective)
    assert ["R1.S2", "R1.S3"] == [statement.cites[0] for statement in section[0].statements]


def test_a_refusal_to_comment_is_not_worth_the_sentence_that_it_needs() -> None:
    made = perspectives(
        material("A report told of cracks. Karin Ek declined to comment on the report.")
    )
    assert isinstance(made, str)
