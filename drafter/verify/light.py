"""Words that name nothing: a statement says nothing new with them."""

from drafter.verify.wordwise import Word

_LIGHT = frozenset(
    {"due", "take", "taken", "give", "given", "go", "gone", "down", "still", "yet", "keep", "get"}
    | {"got", "make", "made", "through", "near", "use", "whi", "anoth", "each", "both", "such"}
    | {"just", "even", "onli", "veri", "much", "mani", "becaus", "sinc", "under", "against"}
)
"""Their stems."""


def weighs(word: Word) -> bool:
    """Whether a word that bears meaning is more than such a word, a letter or a number."""
    light = all(stem in _LIGHT or len(stem) == 1 for stem in word.stems)
    return not light and not word.text.isdigit()
