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
        "Norwegian Prime Minister Erik Dahl denied the accusation on Tuesday.",
        "“We planned nothing of the kind,” Dahl said.",
        "He added that the two navies had shared charts until last month.",
    ]


def test_no_actor_is_a_pronoun_and_all_have_one_name() -> None:
    assert list(stands()) == ["Erik Dahl", "Karin Ek", "Analysts"]


def test_a_story_fact_on_somebodys_word_is_no_perspective() -> None:
    section = perspectives(material("Erik Dahl said that eleven boats left. Crews rested at noon."))
    assert section == "the report attributes no view, wish or refusal to a named actor"


def test_what_another_section_tells_is_told_again_only_where_there_is_nothing_else() -> None:
    made = material("Erik Dahl denied the claim. Crews rested. Erik Dahl demanded an apology.")
    made.spend(made.source.lines[:1])
    section = perspectives(made)
    assert isinstance(section[0], WrittenPerspective)
    assert [statement.cites[0] for statement in section[0].statements] == ["R1.S3"]
    made.spend(made.source.lines)
    again = perspectives(made)
    assert isinstance(again[0], WrittenPerspective)
    assert len(again[0].statements) == 1


def test_a_perspective_keeps_within_its_words() -> None:
    long = " ".join(f"Erik Dahl demanded a {word} for the strait." * 2 for word in "abcdefgh")
    assert all(sum(len(text.split()) for text in texts) <= 70 for texts in stands(long).values())
