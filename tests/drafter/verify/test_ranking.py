"""Ranking source sentences for a text."""

from hypothesis import given
from hypothesis import strategies as st

from drafter.verify.passage import Passage
from drafter.verify.ranking import Ranking

WORDS = st.lists(
    st.sampled_from(["lock", "barge", "hinge", "miller", "wheat", "diver", "gate"]), min_size=1
)


def ranking(*texts: str) -> Ranking:
    return Ranking(Passage(f"R1.S{n}", text, "en") for n, text in enumerate(texts, 1))


def test_the_sentence_that_shares_the_rarer_words_comes_first() -> None:
    ranked = ranking("The lock is shut.", "The lock has a bent hinge.", "The lock is old.")
    assert ["R1.S2", "R1.S1", "R1.S3"] == ranked.best(["hing", "lock"])


def test_of_sentences_that_share_as_much_the_shorter_comes_first() -> None:
    ranked = ranking("The hinge that divers saw on the lower gate is bent.", "The hinge is bent.")
    assert ["R1.S2", "R1.S1"] == ranked.best(["hing"])


def test_a_sentence_that_shares_no_word_is_not_ranked() -> None:
    assert ["R1.S1"] == ranking("A barge sank.", "Divers came.").best(["barg", "barg", "mill"])


def test_a_ranking_of_nothing_finds_nothing() -> None:
    assert [] == ranking().best(["lock"])


@given(st.lists(WORDS, min_size=1, max_size=8), WORDS)
def test_the_best_sentence_scores_most_and_every_one_has_a_stem(
    texts: list[list[str]], wanted: list[str]
) -> None:
    ranked = ranking(*map(" ".join, texts))
    stems = Passage("", " ".join(wanted), "en").stems
    scores = ranked.scores(stems)
    order = ranked.best(stems)
    assert sorted(scores.values(), reverse=True) == [scores[name] for name in order]
    assert all(score > 0 for score in scores.values())
    assert any(ranked.knows(stem) for stem in stems) == bool(order)
