"""Number words of five languages: what they add, and what they multiply by."""

import re
from dataclasses import dataclass
from functools import lru_cache

_EN = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen
"""
_DE = """
null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn
sechzehn siebzehn achtzehn neunzehn
"""
_FR = """
zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize
dix-sept dix-huit dix-neuf
"""
_ES = """
cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis
diecisiete dieciocho diecinueve
"""
_TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "de": "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
    "fr": "vingt trente quarante cinquante soixante septante quatre-vingt nonante",
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
}
_MORE = {
    "en": {},
    "de": {"zwo": 2, "dreissig": 30},
    "fr": {"quatre-vingts": 80},
    "es": {
        word: number
        for number, words in {
            21: "veintiuno veintiún", 22: "veintidós", 23: "veintitrés", 24: "veinticuatro",
            25: "veinticinco", 26: "veintiséis", 27: "veintisiete", 28: "veintiocho",
            29: "veintinueve", 100: "cien ciento", 200: "doscientos doscientas",
            300: "trescientos trescientas", 400: "cuatrocientos cuatrocientas",
            500: "quinientos quinientas", 600: "seiscientos seiscientas",
            700: "setecientos setecientas", 800: "ochocientos ochocientas",
            900: "novecientos novecientas",
        }.items()
        for word in words.split()
    },
    "ar": {
        word: number
        for number, words in {
            2: "اثنان اثنين اثنتان اثنتين", 3: "ثلاثة ثلاث", 4: "أربعة أربع", 5: "خمسة خمس",
            6: "ستة ست", 7: "سبعة سبع", 8: "ثمانية ثماني ثمان", 9: "تسعة تسع", 10: "عشرة عشر",
            20: "عشرون عشرين", 30: "ثلاثون ثلاثين", 40: "أربعون أربعين", 50: "خمسون خمسين",
            60: "ستون ستين", 70: "سبعون سبعين", 80: "ثمانون ثمانين", 90: "تسعون تسعين",
            200: "مئتان مئتين مائتان مائتين", 2000: "ألفان ألفين", 2_000_000: "مليونان مليونين",
        }.items()
        for word in words.split()
    },
}  # fmt: skip
_SCALES = {
    "en": {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9,
           "trillion": 10**12},
    "de": {"dutzend": 12, "hundert": 100, "tausend": 1000, "million": 10**6, "millionen": 10**6,
           "milliarde": 10**9, "milliarden": 10**9, "billion": 10**12, "billionen": 10**12},
    "fr": {"cent": 100, "cents": 100, "mille": 1000, "million": 10**6, "millions": 10**6,
           "milliard": 10**9, "milliards": 10**9, "douzaine": 12},
    "es": {"mil": 1000, "millón": 10**6, "millones": 10**6, "docena": 12},
    "ar": {
        word: scale
        for scale, words in {
            100: "مئة مائة", 1000: "ألف ألفا ألفاً ألفًا آلاف",
            10**6: "مليون مليونا مليوناً مليونًا ملايين",
            10**9: "مليار مليارا ملياراً مليارًا مليارات",
        }.items()
        for word in words.split()
    },
}  # fmt: skip
_TENS_VALUES = range(20, 100, 10)
_AND = {"en": "and", "de": "und", "fr": "et", "es": "y", "ar": "و"}
_ORDINALS = """
first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
"""
ORDINALS = {word: number for number, word in enumerate(_ORDINALS.split(), 1)}
"""English alone: elsewhere ordinals in words are too like other words."""


@dataclass(frozen=True)
class NumberWords:
    """The words of one language: `small` ones add, `scales` multiply; `pattern` finds a number."""

    small: dict[str, int]
    scales: dict[str, int]
    joint: str
    pattern: str

    @property
    def tens_pattern(self) -> str:
        """The "twenty" of `twenty-first`."""
        return "|".join(word for word, value in self.small.items() if value in _TENS_VALUES)

    @property
    def scale_pattern(self) -> str:
        """A scale word after digits: the "million" of `12 million`."""
        return "|".join(sorted(map(re.escape, self.scales), key=len, reverse=True))


@lru_cache(maxsize=8)
def number_words(language: str) -> NumberWords:
    """The words of that language; English where it is not one of the five."""
    language = language if language in _SCALES else "en"
    first = {"en": _EN, "de": _DE, "fr": _FR, "es": _ES}.get(language, "")
    small = {word: value for value, word in enumerate(first.split())}
    small |= {word: 10 * n for n, word in enumerate(_TENS.get(language, "").split(), 2)}
    small |= _MORE[language]
    scales = _SCALES[language]
    return NumberWords(small, scales, _AND[language], _pattern(language, [*small, *scales]))


def _pattern(language: str, words: list[str]) -> str:
    word = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    if language == "de":  # einundzwanzigtausend
        many = r"(?:\s(?:million|milliarde|billion)(?:en|n)?)?"
        return rf"(?:ein(?:und|(?=hundert|tausend)))?(?:(?:{word})(?:und)?)+{many}"
    if language == "ar":
        return rf"(?:{word})(?:\s+و?(?:{word}))*"
    joint = _AND[language]
    plural = "s?" if language == "en" else ""
    return rf"(?:{word}){plural}(?:(?:[\s-]+{joint})?[\s-]+(?:{word})\b)*"
