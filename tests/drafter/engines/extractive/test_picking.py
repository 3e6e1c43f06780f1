"""Choosing sentences within limits."""

from drafter.engines.extractive.picking import pick, same
from tests.drafter.engines.extractive.samples import line, material

TEXT = (
    "Dahl rested in Oslo at noon. He slept there until two. "
    "Crews ate fried fish on a long pier. Boats lay idle in the sun."
)


def chosen(order: list[int], *, words: int = 50, most: int = 9) -> list[int]:
    source = material(TEXT).source
    return [
        picked.index
        for picked in pick(source, [source.lines[n] for n in order], words=words, most=most)
    ]


def test_what_is_picked_stands_in_source_order_whatever_the_rank() -> None:
    assert [0, 2, 3] == chosen([3, 0, 2])


def test_a_pick_keeps_within_words_and_number() -> None:
    assert [2] == chosen([2, 3, 0], words=8)
    assert [0, 3] == chosen([3, 2, 0], words=12)
    assert [2, 3] == chosen([2, 3, 0], most=2)


def test_a_sentence_that_leans_comes_with_its_partner_or_not_at_all() -> None:
    assert [0, 1] == chosen([1])
    assert [] == chosen([1], most=1)


def test_a_sentence_that_tells_the_same_is_passed_over() -> None:
    source = material(
        "Dahl closed the old port. Boats lay there all day. Dahl closed the old port."
    ).source
    assert same(source.lines[0], source.lines[2])
    assert [0, 1] == [p.index for p in pick(source, source.lines, words=50, most=9)]
    assert not same(line("Dahl slept."), line("Boats sank."))
