"""Scenarios: what the reports say may, will or is expected to happen, as firmly as they say it."""

import calendar
import re
from datetime import date

from drafter.engines.extractive import cues
from drafter.engines.extractive.picking import Material, pick, statement
from drafter.engines.extractive.source import Line
from schemas.sections import Confidence, Horizon, Likelihood, ScenarioKind
from schemas.written import WrittenScenario

_HORIZONS = ((7, Horizon.IMMEDIATE), (45, Horizon.SHORT_TERM), (365, Horizon.MEDIUM_TERM))
"""Up to how many days ahead."""
_MONTHS = tuple(calendar.month_name)[1:]
_DATED = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})\s+)?(?P<month>{'|'.join(_MONTHS)})(?:\s+(?P<after>\d{{1,2}})\b)?"
    r"(?:,?\s+(?P<year>\d{4}))?|\b(?:by|in|until|before)\s+(?P<only>20\d\d)\b"
)


def scenarios(material: Material) -> tuple[WrittenScenario, ...] | str:
    """Sentences about the future that stand alone, with what their wording tells."""
    most = material.limits.scenarios
    able = [line for line in material.source.english() if _is_able(material, line)]
    fresh = material.fresh(able)
    if fresh and len(fresh) < material.limits.scenarios_least:
        fresh += [line for line in able if line.index == 0 and line not in fresh]
    chosen = pick(material.source, fresh, words=most * material.limits.scenario_words, most=most)
    if not chosen:
        return "no sentence that can stand alone says what may or will happen"
    material.spend(chosen)
    return tuple(_scenario(material, line) for line in chosen)


def _is_able(material: Material, line: Line) -> bool:
    """Whether the line is about the future, stands alone and is short enough."""
    alone = line.whole and not line.leans and not line.runs_on
    return alone and line.words <= material.limits.scenario_words and is_about_the_future(line)


def is_about_the_future(line: Line) -> bool:
    """Whether the report itself speaks of what may come, not of the past or the month of May."""
    ahead = cues.FUTURE.search(line.plain) or cues.PROPOSED.search(line.plain)
    return ahead is not None and not cues.NOT_FUTURE.search(line.plain)


def _scenario(material: Material, line: Line) -> WrittenScenario:
    return WrittenScenario(
        kind=kind(line.plain),
        statement=statement(line),
        horizon=horizon(_ahead(line.plain), material.plan.reports[line.report - 1].published),
        confidence=confidence(line.plain),
        likelihood=likelihood(line.plain),
        watch_for=None,
    )


def _ahead(plain: str) -> str:
    """The sentence from its word for the future on: a day before it dates the announcement."""
    return "".join(cues.FUTURE.split(plain, maxsplit=1)[1:]) or plain


def kind(plain: str) -> ScenarioKind:
    """By the words for harm and good in it; a consequence where there are none."""
    told = (kind for kind, words in cues.KIND_WORDS if words.search(plain))
    return next(told, ScenarioKind.CONSEQUENCE)


def confidence(plain: str) -> Confidence:
    """How firm the wording is; a hedge is never made firmer.

    | wording                                            | confidence |
    | hedged or unnamed source, whatever the verb        | suggested  |
    | may, might, could, whoever says so                 | suggested  |
    | would, under a draft or plan                       | suggested  |
    | expected, likely, unlikely, forecast               | assessed   |
    | analysts, scientists and their like on what will be| assessed   |
    | will, plans to, is due to, on a named word         | reported   |
    """
    if any(cue.search(plain) for cue in (cues.HEDGED, cues.POSSIBLE, cues.PROPOSED)):
        return Confidence.SUGGESTED
    if cues.JUDGED.search(plain) or cues.JUDGES.search(plain):
        return Confidence.ASSESSED
    return Confidence.REPORTED


def likelihood(plain: str) -> Likelihood | None:
    """The word of ICD 203 that the source itself uses."""
    return next((word for word, cue in cues.LIKELIHOOD_WORDS if cue.search(plain)), None)


def horizon(plain: str, published: date | None) -> Horizon:
    """By a date after the report's, else by the words for time, else the coming weeks."""
    days = _days_to_date(plain, published)
    if days is None:
        told = (days for days, words in cues.HORIZON_DAYS if words.search(plain))
        days = next(told, cues.DEFAULT_DAYS)
    return next((name for most, name in _HORIZONS if days <= most), Horizon.LONG_TERM)


def _days_to_date(plain: str, published: date | None) -> int | None:
    """Days from the report's date to the first date in the text that lies ahead of it."""
    if published is None:
        return None
    named = (_date_of(match, published) for match in _DATED.finditer(plain))
    return next(((day - published).days for day in named if day and day >= published), None)


def _date_of(match: re.Match[str], published: date) -> date | None:
    if match["only"]:
        return date(int(match["only"]), 12, 31)
    year = int(match["year"] or published.year)
    month = _MONTHS.index(match["month"]) + 1
    try:
        named = date(year, month, int(match["day"] or match["after"] or 28))
    except ValueError:
        return None
    early = named < published and not match["year"]
    return named.replace(year=year + 1) if early and (month, named.day) != (2, 29) else named
