"""Months, weekdays and the like in five languages, as texts name them."""

import re
from functools import lru_cache

_MONTHS = {
    "en": "January|Jan February|Feb March|Mar April|Apr May June|Jun July|Jul August|Aug"
    " September|Sept|Sep October|Oct November|Nov December|Dec",
    "de": "Januar|Jänner|Jan Februar|Feb März April Mai Juni Juli August|Aug September|Sept"
    " Oktober|Okt November|Nov Dezember|Dez",
    "fr": "janvier|janv février|févr mars avril mai juin juillet|juil août septembre|sept"
    " octobre|oct novembre|nov décembre|déc",
    "es": "enero|ene febrero|feb marzo|mar abril|abr mayo junio|jun julio|jul agosto|ago"
    " septiembre|setiembre|sept octubre|oct noviembre|nov diciembre|dic",
    "ar": "يناير|كانون_الثاني فبراير|شباط مارس|آذار أبريل|إبريل|نيسان مايو|أيار يونيو|حزيران"
    " يوليو|تموز أغسطس|آب سبتمبر|أيلول أكتوبر|تشرين_الأول نوفمبر|تشرين_الثاني"
    " ديسمبر|كانون_الأول",
}
_WEEKDAYS = {
    "en": "Monday|Mon Tuesday|Tues|Tue Wednesday|Wed Thursday|Thurs|Thu Friday|Fri Saturday|Sat"
    " Sunday|Sun",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag|Sonnabend Sonntag",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "ar": "الاثنين|الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
}
LANGUAGES = tuple(_MONTHS)


def calendar_language(language: str) -> str:
    """The language whose words are used: English where it is not one of the five."""
    return language if language in _MONTHS else "en"


@lru_cache(maxsize=8)
def months(language: str) -> dict[str, int]:
    """The number of a month by its name in lower case."""
    return _numbered(_MONTHS[calendar_language(language)], first=1)


@lru_cache(maxsize=8)
def weekdays(language: str) -> dict[str, int]:
    """The number of a weekday by its name in lower case; Monday is 0."""
    return _numbered(_WEEKDAYS[calendar_language(language)], first=0)


def _numbered(words: str, *, first: int) -> dict[str, int]:
    return {
        name.replace("_", " ").lower(): number
        for number, names in enumerate(words.split(), first)
        for name in names.split("|")
    }


def pattern_of(names: dict[str, int], language: str) -> str:
    """Any of the names. Where a language writes them with a capital, the pattern asks for one."""
    capital = calendar_language(language) in ("en", "de")
    shown = [name.capitalize() if capital else name for name in names]
    return "|".join(sorted(map(re.escape, shown), key=len, reverse=True))
