"""Words as terms: tokens, stop words and stems, for ranking what is about the same thing."""

import re
from functools import lru_cache
from typing import Any

import snowballstemmer  # no type stubs: its stemmers are Any

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""A character of a script without spaces between its words: Thai, Lao, Burmese, Khmer, kana, and
Chinese characters. Such a text is compared and searched by characters."""

_ALGORITHM = {"en": "english", "de": "german", "fr": "french", "es": "spanish", "ar": "arabic"}
_STOP = {
    "en": "a about after all also an and any are as at be been before but by can could did do for"
    " from had has have he her him his how i if in into is it its may more most new no not of on"
    " one or other our out over said say says she so some such than that the their them then there"
    " these they this those to up was we were what when which while who will with would you",
    "de": "aber als am an auch auf aus bei bis das dass dem den der des die doch durch ein eine"
    " einem einen einer er es für hat haben ich im in ist mit nach nicht noch nur oder sich sie"
    " sind so über um und von vor war was wie wird zu zum zur",
    "fr": "à au aux avec ce ces cette dans de des du elle en est et il ils la le les leur mais ne"
    " nous on ou où par pas plus pour qu que qui sa se ses son sont sur un une",
    "es": "a al como con de del el en es esta este ha la las lo los más no o para pero por que se"
    " ser sin su sus un una y ya",
    "ar": "في من على إلى عن أن إن التي الذي هذا هذه كان قد لا ما مع بعد قبل كما و أو هو هي بين",
}
STOP_WORDS = {language: frozenset(words.split()) for language, words in _STOP.items()}


def tokens(text: str) -> list[str]:
    """Words and numbers of the text in lower case."""
    return [token.lower().replace("’", "'") for token in _TOKEN.findall(text)]


def terms(text: str, language: str = "en") -> list[str]:
    """The stems of the words that carry meaning, in order, repeats kept.

    Stems by Snowball (Porter 2001); a language that it is not set up for keeps its words whole.
    """
    stop = STOP_WORDS.get(language, frozenset())
    kept = (token.removesuffix("'s") for token in tokens(text))
    return [_stem(word, language) for word in kept if word not in stop]


@lru_cache(maxsize=8)
def _stemmer(language: str) -> Any:
    algorithm = _ALGORITHM.get(language)
    return snowballstemmer.stemmer(algorithm) if algorithm else None


@lru_cache(maxsize=20_000)
def _stem(word: str, language: str) -> str:
    stemmer = _stemmer(language)
    return word if stemmer is None or word.isdigit() else str(stemmer.stemWord(word))


def words_pattern(*lists: str, before: str = r"\b", after: str = r"\b") -> re.Pattern[str]:
    """A pattern of whole words or phrases, longest first, upper and lower case alike."""
    words = sorted({word for text in lists for word in text.split()}, key=len, reverse=True)
    body = "|".join(word.replace("_", r"\s+") for word in words)
    return re.compile(f"{before}(?:{body}){after}", re.IGNORECASE)
