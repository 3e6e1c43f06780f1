"""Who says what, and one name for each actor."""

import pytest

from drafter.engines.extractive.voices import Cast
from drafter.verify.voices import voices
from tests.drafter.engines.extractive.samples import line, material


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Norwegian Prime Minister Erik Dahl denied the claim.", "Erik Dahl"),
        ("Lena Moe, a spokeswoman for the port, warned the crews.", "Lena Moe"),
        ("The keeper's sister, Ida Berg, said on radio: “Leave him be.”", "Ida Berg"),
        ("“Leave him be,” said harbour engineer Ida Berg.", "Ida Berg"),
        ("The White House said that talks would follow.", "White House"),
        ("Analysts say Norway may close the strait.", "Analysts"),
        ("Senior officials in the Ek administration rejected this.", "Senior officials in the Ek"),
        ("The Ministry of Health and Social Care warned of cuts.", "Ministry of Health"),
        ("Karin Ek of Lysund declined to comment.", "Karin Ek"),
        ("The Strait Watch Corps (SWC), which guards the port, condemned it.", "Strait Watch"),
        ("A source said the White House assured the crews.", "White House"),
        ("The Seafarers’ Association wants shorter nights.", "Seafarers’ Association"),
        ("Queen Maren II announced a visit.", "Queen Maren II"),
    ],
)
def test_an_actor_is_named_without_office_and_article(text: str, actor: str) -> None:
    found = [Cast([line(text)]).name(voice.actor) for voice in voices(line(text).plain)]
    assert found
    assert found[0].startswith(actor)


@pytest.mark.parametrize(
    "text",
    [
        "He said the port was closed.",
        "A source said the navy fired first.",
        "Reports suggest a blockade.",
        "The New York Times reported that boats were lost.",
        "Protesters' demands include a new port.",
        "The embassy declined the request.",
        "“Dahl denied it,” was all that was heard.",
        "Ida Berg, from Oslo, Norway, on Tuesday denied the claim.",
    ],
)
def test_pronouns_media_unnamed_sources_and_nouns_are_no_actors(text: str) -> None:
    assert [] == [voice.actor for voice in voices(line(text).plain)]


def test_a_surname_and_a_full_name_are_one_actor() -> None:
    cast = Cast(material().source.lines)
    assert {"Erik Dahl"} == {cast.name(n) for n in ("Dahl", "Erik Dahl", "Prime Minister Dahl")}
    assert cast.is_person("Erik Dahl")


def test_a_surname_that_two_people_share_stays_as_it_is() -> None:
    cast = Cast([line("Erik Dahl met Anna Dahl in Oslo at noon.")])
    assert "Dahl" == cast.name("Dahl")


def test_what_others_say_that_an_actor_fears_is_not_speaking() -> None:
    fears, denies = line("Reports suggest Ek fears a blockade."), line("Karin Ek denied it.")
    assert [False] == [voice.speaks for voice in voices(fears.plain)]
    assert [True] == [voice.speaks for voice in voices(denies.plain)]


def test_a_page_in_capitals_takes_no_time() -> None:
    assert [] == list(voices(line("Alpha of the " * 2000 + "end.").plain))
