"""Scenarios: what the reports say may, will or is expected to happen, as firmly as they say it."""

from drafter.engines.extractive import cues
from drafter.engines.extractive.picking import Material, pick, statement
from drafter.engines.extractive.source import Line
from drafter.verify import future, speech
from drafter.verify.horizons import horizon
from schemas.sections import Confidence, Likelihood, ScenarioKind
from schemas.written import WrittenScenario


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
    ahead = future.FUTURE.search(line.plain) or future.PROPOSED.search(line.plain)
    return ahead is not None and not future.NOT_FUTURE.search(line.plain)


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
    return "".join(future.FUTURE.split(plain, maxsplit=1)[1:]) or plain


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
    if any(cue.search(plain) for cue in (speech.HEDGED, future.POSSIBLE, future.PROPOSED)):
        return Confidence.SUGGESTED
    if future.JUDGED.search(plain) or future.JUDGES.search(plain):
        return Confidence.ASSESSED
    return Confidence.REPORTED


def likelihood(plain: str) -> Likelihood | None:
    """The word of ICD 203 that the source itself uses."""
    return next((word for word, cue in future.LIKELIHOOD_WORDS if cue.search(plain)), None)
