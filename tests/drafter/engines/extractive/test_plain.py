"""Plain English."""

from drafter.engines.extractive.plain import aboutness, plain_english
from drafter.readability import grade
from schemas.walk import words
from tests.drafter.engines.extractive.samples import material


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


def test_plain_english_starts_from_the_lead_where_easy_sentences_balance_it() -> None:
    lead = "Officials of the port asked for quiet operations at sea."
    side = (
        "Norway asks for cod and new nets. Sweden strikes an old bell at noon. The strait has ice"
        " in May. Norway and Sweden share a strait. Crews explain the knots to boys. Strikes of"
        " rain hit Sweden. Gulls of Norway eat fish."
    )
    made = plain_english(material(f"{lead} {side}"))
    assert not isinstance(made, str)
    assert lead == made[0].text


def test_the_lead_with_another_goes_before_any_choice_without_it() -> None:
    made = material("Crews rested. Norway asks Sweden to explain strikes in the strait. Ek slept.")
    lead, news, aside = made.source.lines
    assert aboutness(made, [news, aside]) < aboutness(made, [lead, aside])
    assert aboutness(made, [lead]) < aboutness(made, [news, aside])


def test_what_leans_joins_plain_english_only_beside_its_partner() -> None:
    hard = "Intergovernmental negotiations necessitated unprecedented organisational flexibility."
    made = plain_english(material(f"Two boats sank. {hard} It took ten days. Cod is sold at noon."))
    assert not isinstance(made, str)
    assert "It took ten days." not in [statement.text for statement in made]


def test_where_no_sentence_is_easy_there_is_no_plain_english() -> None:
    hard = "Intergovernmental negotiations necessitated unprecedented organisational flexibility."
    assert (
        plain_english(material(hard))
        == "no sentences of the report together read at grade 10 or lower"
    )
