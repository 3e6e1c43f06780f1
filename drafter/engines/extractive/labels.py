"""Category and status by a vote of keywords."""

from drafter.engines.extractive.picking import Material
from drafter.engines.extractive.topics import CATEGORY_WORDS, STATUS_WORDS, STOPPAGE
from drafter.verify.future import FUTURE
from schemas.sections import Category, StoryStatus

_ENOUGH = 3
_HEADLINE, _LEAD = 4, 2
"""How much a keyword of the headline and of the lead counts against one of the text."""


def category(material: Material) -> Category:
    """The category with most keywords; society where they tell too little."""
    headline = material.plan.reports[0].headline
    first, *others = [line.legible for line in material.source.lines]
    if STOPPAGE.search(f"{headline}\n{first}"):
        return Category.ECONOMY
    rest = " ".join(others)
    votes = {
        name: _HEADLINE * len(words.findall(headline))
        + _LEAD * len(words.findall(first))
        + len(set(map(str.lower, words.findall(rest))))
        for name, words in CATEGORY_WORDS.items()
    }
    best = max(votes, key=lambda name: votes[name])
    return best if votes[best] >= _ENOUGH else Category.SOCIETY


def status(material: Material) -> StoryStatus:
    """What the headline's verbs say; developing where they say nothing or more is announced."""
    report = material.plan.reports[0]
    told = (state for state, words in STATUS_WORDS if words.search(report.headline))
    state = next(told, StoryStatus.DEVELOPING)
    ahead = any(FUTURE.search(line.plain) for line in material.source.lines[:3])
    if state is StoryStatus.CONCLUDED and ahead:
        return StoryStatus.DEVELOPING
    return state
