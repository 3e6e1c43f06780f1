"""Sentences with their rank and their bonds."""

import pytest

from drafter.engines.extractive.source import weigh
from tests.drafter.engines.extractive.samples import line, material

QUOTED = "“We saw it,” Dahl said. “It came at night. It left at dawn,” Moe said. Nobody was hurt."


@pytest.mark.parametrize(
    "text",
    [
        "He denied it all on Tuesday.",
        "However, the navy fired first at noon.",
        "But the port stayed open all day.",
        "The two agreed to meet in Oslo soon.",
        "The official added that no boat was hit.",
        "This came as a surprise to the port.",
        "In a letter to the harbour, he asked for time.",
        "Officers kept their distance from that strike.",
        "The strike took place before dawn broke.",
        "As a result, the ferries stayed in port.",
        "Crews, however, went out at night.",
        "Erik Dahl denied it all on Tuesday.",
        "Dahl has not answered it publicly, but Moe has.",
        "Sound Lines disputes that.",
        "Holt rejected the charge.",
        "Lucas Veer, the engineer, declined to comment on the report, citing a review.",
        "The union said it would agree to that.",
        "Moe said none was needed for boats.",
        "Experts attribute this to fishing.",
        "Moe insists that any such rule must lapse.",
    ],
)
def test_a_sentence_that_points_back_leans_on_the_one_before(text: str) -> None:
    assert line(text).leans


@pytest.mark.parametrize(
    "text",
    [
        "Erik Dahl denied the strikes on Tuesday.",
        "Moe said it would rain in the strait.",
        "Moe urged the two governments to meet.",
        "Dahl rejected the charge of fraud.",
        "The delegations are due to meet on Friday.",
        "Dahl said he would meet the navy in Oslo.",
        "Officials said that Norway had sent letters.",
        "As a result of the strikes, ferries stayed in port.",
        "The Swedish government closed the port.",
        "After the strikes, the port was closed.",
    ],
)
def test_a_sentence_that_names_its_subject_stands_alone(text: str) -> None:
    assert not line(text).leans


def test_a_sentence_brings_all_that_it_leans_on() -> None:
    source = material("Dahl spoke at noon in Oslo. He denied it. But he gave no proof.").source
    assert source.lines == source.unit(source.lines[2])


@pytest.mark.parametrize("part", [1, 2])
def test_a_quotation_over_several_sentences_is_one_unit(part: int) -> None:
    source = material(QUOTED).source
    assert source.lines[1:3] == source.unit(source.lines[part])
    assert source.lines[:1] == source.unit(source.lines[0])


def test_cues_within_quotation_marks_are_blanked_out() -> None:
    plain = line("Dahl said “we may strike” at noon.").plain
    assert "Dahl said ·············· at noon." == plain.replace("·" * 15, "·" * 14)
    assert "may" not in plain


def test_a_caption_is_no_whole_sentence() -> None:
    assert not line("Image: harbour archive of Lysund.").whole
    assert not line("— the navy on its own boats").whole
    assert line("The Swedish navy has twelve boats.").whole


@pytest.mark.parametrize(
    "text", ["Holt rejected the charge.", "No one was hurt.", "Ek won.", "“It rained,” Moe said."]
)
def test_a_short_sentence_with_a_verb_is_whole(text: str) -> None:
    assert line(text).whole


@pytest.mark.parametrize(
    "text", ["The old pier.", "Wounded at noon", "Moe in Oslo.", "Share this!"]
)
def test_a_few_words_without_a_verb_are_no_sentence(text: str) -> None:
    assert not line(text).whole


@pytest.mark.parametrize(
    ("before", "text", "leans"),
    [
        ("Police turned back two survey boats.", "Brandt said the boats had no permit.", True),
        ("The city sold a tram depot.", "The depot brings in money.", True),
        ("The city sold a tram depot.", "The depot of Lysund brings in money.", False),
        ("The city sold its depot.", "Moe thanked the navy.", False),
    ],
)
def test_what_a_sentence_brings_up_and_the_next_takes_for_known_binds_them(
    before: str, text: str, *, leans: bool
) -> None:
    assert leans is material(f"{before} {text}").source.lines[1].leans


def test_what_others_speak_of_too_weighs_more_than_an_aside() -> None:
    lead, core, aside = {"strike", "boat"}, {"strike", "boat", "navi"}, {"weather", "mild"}
    weights = weigh([frozenset(lead), frozenset(core), frozenset(aside)], frozenset({"boat"}))
    assert weights[2] < min(weights[:2])


def test_the_lead_outweighs_the_same_words_further_down() -> None:
    weights = weigh([frozenset({"strike", "boat"})] * 3, frozenset())
    assert sorted(weights, reverse=True) == weights
    assert weights[2] < weights[0]
