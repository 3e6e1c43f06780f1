"""Root causes and escalation: by causal cues, and by the balance of conflict and restraint."""

from drafter.engines.extractive import cues
from drafter.engines.extractive.labels import category
from drafter.engines.extractive.picking import Material, pick, prose
from drafter.engines.extractive.source import Line
from schemas.sections import Category, Direction
from schemas.statement import WrittenStatement
from schemas.written import WrittenEscalation

_CENTRAL = 0.4
"""From this weight on, what merely came before is taken for what set it off."""
_SIGN = {Direction.ESCALATING: 1, Direction.DE_ESCALATING: -1, Direction.UNCLEAR: 0}
_LEAST_CONFLICT = 3
"""Sentences of conflict that make a story one of conflict."""


def root_causes(material: Material) -> tuple[WrittenStatement, ...] | str:
    """The sentences that say why: plain causal words first, then mere sequence in time."""
    english = [line for line in material.source.english() if not line.runs_on]
    plainly = [line for line in english if cues.CAUSE.search(line.plain)]
    loosely = [
        line
        for line in english
        if cues.WEAK_CAUSE.search(line.plain) and line.weight >= _CENTRAL and line.quoted < _CENTRAL
    ]
    fresh = [line for line in (*plainly, *loosely) if material.own(line)]
    told = [line for line in plainly if _without_lead(material, line)]  # rather twice than not
    chosen = pick(material.source, fresh or told, words=material.limits.root_causes_words, most=3)
    if not chosen:
        return "no further sentence of the report gives a cause or a reason"
    material.spend(chosen)
    return prose(chosen)


def _without_lead(material: Material, line: Line) -> bool:
    unit = material.source.unit(line)
    return unit is not None and unit[0].index > 0


def escalation(material: Material) -> WrittenEscalation | str:
    """Both sides of the balance where the report has both, and the way it tips."""
    english = material.source.english()
    if not is_conflict(material):
        return "the report is not about a conflict that could escalate"
    telling = sorted(
        (line for line in english if not line.runs_on),
        key=lambda line: (line.leans, -abs(tilt(line)) - line.weight),
    )
    heating = [line for line in telling if tilt(line) > 0]
    cooling = [line for line in telling if tilt(line) < 0]
    lines = [line for line in _by_turns(heating, cooling) if material.own(line)]
    chosen = pick(material.source, lines, words=material.limits.escalation_words, most=4)
    if not chosen:
        return "no sentence beside those used above tells of escalation or restraint"
    material.spend(chosen)
    way = direction(len(heating), len(cooling))
    if not any(tilt(line) * _SIGN[way] > 0 for line in chosen) and _SIGN[way]:
        way = Direction.UNCLEAR  # what bears it stands in other sections
    return WrittenEscalation(statements=prose(chosen), direction=way)


def is_conflict(material: Material) -> bool:
    """Whether enough sentences speak of fighting, force or confrontation."""
    if category(material) not in (Category.CONFLICT, Category.POLITICS):
        return False
    english = material.source.english()
    telling = [line for line in english if cues.CONFLICT_STORY.search(line.plain)]
    strong = [line for line in english if tilt(line) != 0]
    return len(telling) >= _LEAST_CONFLICT and len(strong) > 1


def tilt(line: Line) -> int:
    """Above 0 where a sentence tells of escalation, below where of restraint, 0 for neither.

    A refused restraint ("ruled out negotiations") counts as escalation.
    """
    up = len(cues.ESCALATING.findall(line.plain))
    down = len(cues.RESTRAINING.findall(line.plain))
    if down and cues.REFUSAL.search(line.plain):
        return up + down
    return up - down


def direction(heating: int, cooling: int) -> Direction:
    """The way the balance tips; two to one is needed to call it."""
    if heating >= 2 * cooling and heating > 0:
        return Direction.ESCALATING
    if cooling >= 2 * heating:
        return Direction.DE_ESCALATING
    return Direction.UNCLEAR


def _by_turns(one: list[Line], other: list[Line]) -> list[Line]:
    """First of one, first of the other, second of one, ..."""
    longest = max(len(one), len(other))
    return [line for at in range(longest) for side in (one, other) for line in side[at : at + 1]]
