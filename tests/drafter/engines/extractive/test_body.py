"""The body: which sentences are kept."""

from drafter.engines.extractive.body import body
from drafter.engines.extractive.picking import Material
from schemas.statement import WrittenStatement
from schemas.walk import words
from tests.drafter.engines.extractive.samples import LONG, STRAIT, material

SHORT = "Dahl rejected the charge. He said the strait was calm at noon."


def kept_of(made: Material) -> list[WrittenStatement]:
    section = body(made)
    assert not isinstance(section, str)
    return [statement for paragraph in section for statement in paragraph.statements]


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
    assert 1 == numbers[0]


def test_a_long_quotation_goes_as_a_whole_even_where_little_is_left() -> None:
    said = " ".join(f"We saw boat {n} of Norway in the strait at noon." for n in range(40))
    made = material(f"Norway asks Sweden to explain strikes. “{said} It was so,” Moe said.")
    assert ["R1.S1"] == [s.cites[0] for s in kept_of(made)]


def test_a_lead_longer_than_a_body_leaves_no_body() -> None:
    told = body(material("Norway asks " + "Sweden and " * 250 + "Oslo to explain."))
    assert "the lead and what belongs to it are longer than 450 words" == told


def test_the_body_never_keeps_a_sentence_without_what_it_leans_on() -> None:
    made = material(*LONG)
    kept = {s.cites[0] for s in kept_of(made)}
    for line in made.source.lines:
        if line.id in kept:
            assert {part.id for part in made.source.unit(line) or ()} <= kept


def test_a_short_sentence_stands_in_the_body_with_what_leans_on_it() -> None:
    texts = [s.text for s in kept_of(material("Ek blamed Oslo for the strikes.", SHORT))]
    assert ["Dahl rejected the charge.", "He said the strait was calm at noon."] == texts[1:]


def test_what_leans_on_a_caption_is_not_kept_without_it() -> None:
    made = material("Norway asks Sweden to explain.", "Photo: the harbour. He said it was calm.")
    assert ["Norway asks Sweden to explain."] == [s.text for s in kept_of(made)]


def test_a_short_denial_goes_no_sooner_than_its_reasons() -> None:
    reply = "Moe denied the strikes. She said Norway asks Sweden to explain strikes in the strait."
    kept = [s.text for s in kept_of(material(*LONG, reply))]
    assert ["Moe denied the strikes."] == [text for text in kept if text.startswith("Moe")]


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
