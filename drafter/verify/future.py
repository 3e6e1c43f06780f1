"""What could happen next, as English tells it: the future, the possible, and how likely.

Checks and the extractive engine read these tables alike. `_` stands for a space in a list of words.
"""

import re

from drafter.terms import words_pattern
from schemas.sections import Likelihood

FUTURE = re.compile(
    r"\b(?:may|might|could|will)\b(?!\s+(?:also\s+)?have\b)"
    r"|\b(?:plans?|intends?)\s+to\b"
    r"|\b(?:is|are|remains?)\s+(?:(?:also|now|still|currently)\s+)?(?:expected|set|due|scheduled"
    r"|planned|poised|likely|unlikely|forecast|about|slated)\s+to\b"
    r"|\b(?:is|are)\s+(?:expected|due|scheduled|planned)\s+(?:for|on|in|at|by|next)\b"
    r"|\b(?:expires?|takes effect|begins|ends|starts|opens)\b[^,.;]{0,20}\b(?:next|tomorrow)\b"
    r"|\b(?:is|are) to (?!be (?:found|seen)|blame)[a-z]+\b"
)
_NOT_FUTURE = (
    r"\blast (?:year|month|week)\b|\bago\b",  # the past, whatever the verb
    r"\bwhether\b[^.]*\b(?:may|might|could|will)\b",  # an open question
    r"\bgood will\b|\bat will\b|\bwill of\b",  # the noun
    r"\bcould\s+(?:not|only|no longer)\b",  # ability in the past
    r"\bcould\s+(?:be\s+)?(?:seen|heard|hear|see|find|found|rule)\b",
    r"\b(?:found|ruled|decided|stated|noted) (?:that )?(?:it|they|he|she) could\b",
    r"\bfound that\b[^.]*\bcould\b|\bso [a-z]+ could\b|\bthat could be used\b",
    r"\b(?:who|which|where|so that|as) (?:it |they |he |she )?could\b",
    r"\bmay not\b|\bmay be (?:used|spelled|known|called|seen)\b",  # permission, usage
    r"\b(?:may|might) be (?:an?|the) (?:factor|cause|reason|result)\b",  # what already is
    r"\b(?:may|might|could) be [a-z]+ing\b",
    r"\b(?:any|no|of|his|her|its|their|the|had|have|has|future|attack)\s+plans?\s+to\b",
    r"\b(?:aim|goal|purpose|task|mission|idea|role|job|point|way|practice)\b[^.]* is to\b",
)
NOT_FUTURE = re.compile("|".join(_NOT_FUTURE))
"""Wordings that look like the future and are not."""
JUDGES = words_pattern(
    "analysts analyst experts expert economists scientists researchers forecasters astronomers"
    " epidemiologists observers study researcher scientist seismologists",
)
PROPOSED = re.compile(
    r"\b[Uu]nder (?:the|a|this) (?:draft|plan|deal|compromise|proposal|offer)\b[^.]*\bwould\b"
)
POSSIBLE = re.compile(r"\b(?:may|might|could)\b")  # in lower case: May is a month
JUDGED = words_pattern("expected likely unlikely poised forecast")
LIKELIHOOD_WORDS: tuple[tuple[Likelihood, re.Pattern[str]], ...] = (
    (Likelihood.ALMOST_CERTAIN, words_pattern("almost_certain almost_certainly nearly_certain")),
    (Likelihood.ALMOST_NO_CHANCE, words_pattern("almost_no_chance")),
    (
        Likelihood.VERY_UNLIKELY,
        words_pattern("very_unlikely highly_unlikely very_improbable highly_improbable"),
    ),
    (
        Likelihood.VERY_LIKELY,
        words_pattern("very_likely highly_likely very_probable highly_probable"),
    ),
    (Likelihood.ROUGHLY_EVEN, words_pattern("roughly_even_chance even_odds even_chance")),
    (Likelihood.UNLIKELY, words_pattern("unlikely_to improbable_that unlikely_that")),
    (
        Likelihood.LIKELY,
        words_pattern("likely_to likely_that will_likely will_probably", before=r"(?<!not )\b"),
    ),
)
"""ICD 203's own words and their listed synonyms, the stronger first."""
