"""The sections that go by rank and place."""

from drafter.engines.extractive.front import (
    causes_and_effects,
    headline,
    key_takeaway,
    shortened,
    standfirst,
)
from schemas.statement import Basis, WrittenStatement
from schemas.walk import words
from tests.drafter.engines.extractive.samples import material

WORDY = "The harbour office of Lysund " + "which keeps the old pier " * 7 + "closed the strait."


def test_the_headline_is_the_reports_and_cites_what_carries_it() -> None:
    made = headline(material())
    assert "Norway asks Sweden to explain strikes in the strait" == made.text
    assert (Basis.REPORTED, "R1.S1") == (made.basis, made.cites[0])


def test_a_headline_that_is_too_long_ends_at_a_break_of_its_own() -> None:
    long = "Norway asks Sweden to explain strikes, closes port; crews wait for word from Oslo"
    assert "Norway asks Sweden to explain strikes, closes port" == shortened(long, 12)
    without = "Norway asks Sweden to explain all the many strikes in the narrow Varn strait"
    assert without == shortened(without, 12)


def test_the_lead_is_the_standfirst_where_it_fits() -> None:
    made = standfirst(material())
    assert isinstance(made, WrittenStatement)
    assert ("R1.S1",) == made.cites


def test_a_lead_over_the_limit_gives_way_to_another_that_tells_the_news() -> None:
    other = "Norway asks Sweden to explain the strikes in the strait."
    made = standfirst(material(f"{WORDY} {other} Crews rested on the pier at noon."))
    assert isinstance(made, WrittenStatement)
    assert other == made.text


def test_where_none_fits_there_is_no_standfirst_and_the_reason_has_the_count() -> None:
    told = standfirst(material(f"Slowly and {WORDY} Crews rested on the pier at noon."))
    assert isinstance(told, str)
    assert told.startswith("the lead has 45 words")


def test_a_lead_that_is_over_by_up_to_a_quarter_stands_where_nothing_else_tells_the_news() -> None:
    made = standfirst(material(f"{WORDY} Crews rested on the pier at noon."))
    assert isinstance(made, WrittenStatement)
    assert ("R1.S1",) == made.cites
    assert 43 == words(made)


def test_a_lead_that_is_too_long_for_the_standfirst_is_the_takeaway() -> None:
    long = f"Slowly and {WORDY}"
    rest = "Crews rested on the pier at noon. " * 5
    rival = (
        "Norway blamed and threatened Sweden over strikes in the strait that nobody could explain."
    )
    made = material(f"{long} {rest}{rival}")
    assert isinstance(standfirst(made), str)
    takeaway = key_takeaway(made)
    assert [long] == [s.text for s in takeaway if not isinstance(s, str)]


def test_the_takeaway_is_about_the_dispute_not_about_a_side_fact() -> None:
    lead = "Norway asks Sweden to explain strikes in the strait, its navy said."
    side = "About 900 boats cross on a working day in summer, as port records of June show."
    dispute = "Ek accused Oslo of many lies and threatened to close all western ports by May."
    made = material(f"{lead} {side} {dispute}")
    standfirst(made)
    takeaway = key_takeaway(made)
    assert ["R1.S3"] == [s.cites[0] for s in takeaway if not isinstance(s, str)]


def test_background_at_the_end_of_a_report_is_no_takeaway() -> None:
    early = "All boats were barred from the strait by order of the harbour office for nine days."
    fact = "Nine boats of the harbour office once blamed for storms lie in the strait for all days."
    said = [f"“We mended net {n} of the {n} old nets at pier {n},” a hand said." for n in range(20)]
    made = material("Norway asks Sweden to explain strikes.", early, *said, fact)
    standfirst(made)
    takeaway = key_takeaway(made)
    assert ["R1.S2"] == [s.cites[0] for s in takeaway if not isinstance(s, str)]


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
    assert ["R1.S2", "R1.S3"] == [s.cites[0] for s in takeaway if not isinstance(s, str)]


def test_this_event_is_the_lead_and_links_nothing() -> None:
    made = causes_and_effects(material())
    assert (("R1.S1",), (), ()) == (made.this_event.cites, made.causes, made.effects)


def test_a_lead_inside_a_longer_quotation_is_not_cut_out_of_it() -> None:
    made = causes_and_effects(
        material("“We heard it all. It shook us,” Moe said. Two boats sank at Lysund.")
    )
    assert "Two boats sank at Lysund." == made.this_event.text
