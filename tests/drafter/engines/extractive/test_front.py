"""The sections that go by rank and place."""

from drafter.engines.extractive.front import (
    body,
    causes_and_effects,
    headline,
    key_takeaway,
    plain_english,
    shortened,
    standfirst,
)
from drafter.engines.extractive.picking import Material
from drafter.readability import grade
from schemas.statement import Basis, WrittenStatement
from schemas.walk import words
from tests.drafter.engines.extractive.samples import LONG, STRAIT, material

WORDY = "The harbour office of Lysund " + "which keeps the old pier " * 7 + "closed the strait."


def kept_of(made: Material) -> list[WrittenStatement]:
    section = body(made)
    assert not isinstance(section, str)
    return [statement for paragraph in section for statement in paragraph.statements]


def test_the_headline_is_the_reports_and_cites_what_carries_it() -> None:
    made = headline(material())
    assert made.text == "Norway asks Sweden to explain strikes in the strait"
    assert (made.basis, made.cites[0]) == (Basis.REPORTED, "R1.S1")


def test_a_headline_that_is_too_long_ends_at_a_break_of_its_own() -> None:
    long = "Norway asks Sweden to explain strikes, closes port; crews wait for word from Oslo"
    assert shortened(long, 12) == "Norway asks Sweden to explain strikes, closes port"
    without = "Norway asks Sweden to explain all the many strikes in the narrow Varn strait"
    assert without == shortened(without, 12)


def test_the_lead_is_the_standfirst_where_it_fits() -> None:
    made = standfirst(material())
    assert isinstance(made, WrittenStatement)
    assert made.cites == ("R1.S1",)


def test_a_lead_over_the_limit_gives_way_to_another_that_tells_the_news() -> None:
    other = "Norway asks Sweden to explain the strikes in the strait."
    made = standfirst(material(f"{WORDY} {other} Crews rested on the pier at noon."))
    assert isinstance(made, WrittenStatement)
    assert other == made.text


def test_where_none_fits_there_is_no_standfirst_and_the_reason_has_the_count() -> None:
    told = standfirst(material(f"{WORDY} Crews rested on the pier at noon."))
    assert isinstance(told, str)
    assert told.startswith("the lead has 43 words")


def test_the_takeaway_adds_to_the_standfirst() -> None:
    made = material()
    first = standfirst(made)
    takeaway = key_takeaway(made)
    assert not isinstance(takeaway, str)
    assert first not in takeaway


def test_a_claim_is_taken_with_the_denial_that_follows_it() -> None:
    text = "Norway fired first in the strait, crews said. However, Norway denied the strikes."
    made = material(f"Norway asks Sweden about ferries. {text}")
    made.spend(made.source.lines[:1])
    takeaway = key_takeaway(made)
    assert [s.cites[0] for s in takeaway if not isinstance(s, str)] == ["R1.S2", "R1.S3"]


def test_a_short_report_is_kept_whole_in_its_paragraphs() -> None:
    made = body(material())
    assert not isinstance(made, str)
    assert len(STRAIT) == len(made)
    assert "\n".join(STRAIT) == "\n".join(
        " ".join(statement.text for statement in paragraph.statements) for paragraph in made
    )


def test_a_long_body_keeps_its_limits_its_order_and_its_lead() -> None:
    statements = kept_of(material(*LONG))
    numbers = [int(statement.cites[0].removeprefix("R1.S")) for statement in statements]
    assert 250 <= words(*statements) <= 450
    assert sorted(numbers) == numbers
    assert numbers[0] == 1


def test_a_long_quotation_goes_as_a_whole_even_where_little_is_left() -> None:
    said = " ".join(f"We saw boat {n} of Norway in the strait at noon." for n in range(40))
    made = material(f"Norway asks Sweden to explain strikes. “{said} It was so,” Moe said.")
    assert [s.cites[0] for s in kept_of(made)] == ["R1.S1"]


def test_a_lead_longer_than_a_body_leaves_no_body() -> None:
    told = body(material("Norway asks " + "Sweden and " * 250 + "Oslo to explain."))
    assert "the lead and what belongs to it are longer than 450 words" == told


def test_the_body_never_keeps_a_sentence_without_what_it_leans_on() -> None:
    made = material(*LONG)
    kept = {s.cites[0] for s in kept_of(made)}
    for line in made.source.lines:
        if line.id in kept:
            assert {part.id for part in made.source.unit(line) or ()} <= kept


def test_a_lead_beside_the_point_is_kept_and_a_partner_never_loses_its_own() -> None:
    lead = "Old hymns rang over Bergen."
    pairs = [
        f"Snow fell {n} times near Voss. He says Norway asks Sweden to explain strikes, point {n}."
        for n in range(40)
    ]
    kept = [s.text for s in kept_of(material(lead, *pairs))]
    assert kept[0] == lead
    followers = [at for at, text in enumerate(kept) if text.startswith("He says")]
    assert followers
    assert all(kept[at - 1].startswith("Snow fell") for at in followers)


def test_plain_english_is_short_and_easy() -> None:
    made = plain_english(material())
    assert not isinstance(made, str)
    assert words(*made) <= 130
    assert grade([statement.text for statement in made]) <= 10


def test_a_hard_sentence_stands_in_plain_english_only_where_easy_ones_balance_it() -> None:
    hard = "Norway asks Sweden to explain military operations in international waters."
    easy = "Two boats sank in the night. The crews got out. All six men are safe and well."
    made = plain_english(material(f"{hard} {easy}"))
    assert not isinstance(made, str)
    assert hard in [statement.text for statement in made]
    assert grade([statement.text for statement in made]) <= 10 < grade([hard])
    harder = "International organisations unanimously criticised intergovernmental negotiations."
    assert plain_english(material(f"{hard} {easy} {harder}")) == made


def test_where_no_sentence_is_easy_there_is_no_plain_english() -> None:
    hard = "Intergovernmental negotiations necessitated unprecedented organisational flexibility."
    assert (
        plain_english(material(hard))
        == "no sentences of the report together read at grade 10 or lower"
    )


def test_this_event_is_the_lead_and_links_nothing() -> None:
    made = causes_and_effects(material())
    assert (made.this_event.cites, made.causes, made.effects) == (("R1.S1",), (), ())


def test_a_lead_inside_a_longer_quotation_is_not_cut_out_of_it() -> None:
    made = causes_and_effects(
        material("“We heard it all. It shook us,” Moe said. Two boats sank at Lysund.")
    )
    assert made.this_event.text == "Two boats sank at Lysund."
