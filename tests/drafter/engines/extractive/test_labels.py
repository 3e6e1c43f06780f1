"""Category and status by keywords."""

import pytest

from drafter.engines.extractive.labels import category, status
from schemas.sections import Category, StoryStatus
from tests.drafter.engines.extractive.samples import material


@pytest.mark.parametrize(
    ("headline", "lead", "expected"),
    [
        (
            "Norway asks about strikes",
            "The navy struck two boats with missiles.",
            Category.CONFLICT,
        ),
        ("Council calls election", "Parliament voted for an early election.", Category.POLITICS),
        ("Vik and Lund trade blame", "Two governments quarrel over a toll.", Category.POLITICS),
        (
            "Ek fears secret talks",
            "Her minister asked about a ceasefire in the war.",
            Category.CONFLICT,
        ),
        ("Crews call strike as talks fail", "Their union said boats stop.", Category.ECONOMY),
        ("Judge sentences keeper", "A court found the keeper guilty of fraud.", Category.JUSTICE),
        ("Flood hits Lysund", "Rescue crews left as the flood rose.", Category.DISASTER),
        ("Lysund bakes a cake", "Crews ate it on the pier.", Category.SOCIETY),
    ],
)
def test_the_category_with_most_keywords_wins(headline: str, lead: str, expected: Category) -> None:
    assert expected is category(material(lead, headline=headline))


@pytest.mark.parametrize(
    ("headline", "lead", "expected"),
    [
        ("Keeper of Lysund dies at 90", "The keeper died at home.", StoryStatus.CONCLUDED),
        ("Crews still wait in Lysund", "Boats stayed in port.", StoryStatus.ONGOING),
        ("Council calls election", "Parliament voted for it.", StoryStatus.DEVELOPING),
        ("Ek wins vote in Lysund", "A recount will follow on Friday.", StoryStatus.DEVELOPING),
    ],
)
def test_the_status_is_read_from_the_headline(
    headline: str, lead: str, expected: StoryStatus
) -> None:
    assert expected is status(material(lead, headline=headline))
