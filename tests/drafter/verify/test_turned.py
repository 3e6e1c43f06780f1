"""What is not turned round, though it looks as if it were."""

import pytest

from drafter.verify.passage import Passage
from drafter.verify.turned import Turned, strengthened, turned

TOLL = "The council rejected a toll for lorries on the old bridge."
REOPENING = "The ministry will reopen the northern reef to trawlers in May."
TANK = "The inspectors did not find oil in the trawler's second tank."
RISE = "Cod catches on the northern reef rose by a tenth in the spring."
FALL = "Cod catches on the northern reef fell in the spring after a frost."
ASKED = "The ministry asked the owner to move the trawler out of Vik harbour."
ORDERED = "A court ordered the owner to move the trawler out of Vik harbour."
MAY_CLOSE = "The ministry may close the northern reef to trawlers in autumn."
WILL_CLOSE = "In autumn the ministry will close the northern reef to trawlers, an official said."


def passages(*texts: str) -> list[Passage]:
    return [Passage(f"R1.S{number}", text, "en") for number, text in enumerate(texts, 1)]


def all_of(said: str, cited: str, *others: str) -> list[Turned]:
    carrying, everything = passages(cited), passages(cited, *others)
    of = Passage("", said, "en")
    return [*turned(of, carrying, everything), *strengthened(of, carrying, everything)]


@pytest.mark.parametrize(
    ("said", "cited"),
    [
        pytest.param(
            "The council did not accept a toll for lorries on the old bridge.", TOLL, id="no yes"
        ),
        pytest.param(
            "The ministry has not reopened the northern reef to trawlers.", REOPENING, id="not yet"
        ),
        pytest.param(
            "The inspectors did find the trawler's second tank free of oil.", TANK, id="free of"
        ),
    ],
)
def test_the_same_in_other_words_is_not_turned(said: str, cited: str) -> None:
    assert [] == all_of(said, cited)


@pytest.mark.parametrize(
    ("said", "cited", "other"),
    [
        ("Cod catches on the northern reef fell by a tenth in the spring.", RISE, FALL),
        ("The ministry ordered the owner to move the trawler out of Vik harbour.", ASKED, ORDERED),
        ("The ministry will close the northern reef to trawlers in autumn.", MAY_CLOSE, WILL_CLOSE),
    ],
)
def test_what_another_sentence_says_is_not_turned(said: str, cited: str, other: str) -> None:
    assert all_of(said, cited)
    assert [] == all_of(said, cited, other)


def test_what_is_turned_is_told_with_its_source() -> None:
    [one] = all_of("The council accepted a toll for lorries on the old bridge.", TOLL)
    assert ("accepted", "R1.S1", "rejected") == (one.word.text, one.source, one.instead.text)


def test_the_opposite_of_another_thing_is_not_turned() -> None:
    assert [] == all_of("Herring prices in the harbour of Vik fell after the frost.", RISE)
