"""Root causes and escalation: by causal cues, and by the balance of conflict and restraint."""

from collections.abc import Sequence

from drafter.engines.extractive import cues
from drafter.engines.extractive.labels import category
from drafter.engines.extractive.picking import Material, pick, prose
from drafter.engines.extractive.source import Line
from schemas.sections import Category, Direction
from schemas.statement import WrittenStatement
from schemas.written import WrittenEscalation

_CENTRAL = 0.4
"""From this weight on, what merely came before is taken for what set it off."""
_SIGN = {Direction.ESCALATING: 1, Direction.DE_ESCALATING: -1}
_LEAST_CONFLICT = 3
"""Sentences of conflict that make a story one of conflict."""
_LEAST_RESTRAINT = 2
"""Sentences of restraint that, with those of conflict, make a quarrel worth the section."""
_EVEN = 1.5
_CAUSES = 4


def root_causes(material: Material) -> tuple[WrittenStatement, ...] | str:
    """The sentences that say why: plain causal words first, then mere sequence in time.

    Those that share no more than a part of the story's terms tell why something beside it is so.
    """
    english = [line for line in material.source.english() if not line.runs_on]
    plainly = [line for line in english if cues.CAUSE.search(line.plain)]
    loosely = [
        line
        for line in english
        if cues.WEAK_CAUSE.search(line.plain) and line.weight >= _CENTRAL and line.quoted < _CENTRAL
    ]
    central = _of_the_story(material, plainly)
    fresh = [line for line in (*central, *loosely) if material.own(line)]
    fresh = fresh if not central or material.own(central[0]) else []
    told = [line for line in central if _without_lead(material, line)]  # rather twice than not
    wanted = [part for line in fresh or told for part in (line, *_unfolded(material, line))]
    chosen = pick(material.source, wanted, words=material.limits.root_causes_words, most=_CAUSES)
    if not chosen:
        return "no further sentence of the report gives a cause or a reason"
    material.spend(chosen)
    return prose(chosen)


def _of_the_story(material: Material, lines: Sequence[Line]) -> list[Line]:
    """Those that share most terms with headline and lead, and those that share half as many."""
    story = material.headline | material.source.lines[0].terms
    shared = {line.index: _shared(material, line, story) for line in lines}
    least = max(1.0, max(shared.values(), default=0) / 2)
    return sorted(
        (line for line in lines if shared[line.index] >= least),
        key=lambda line: -shared[line.index],
    )


def _shared(material: Material, line: Line, story: frozenset[str]) -> int:
    """How many of the story's terms it has, or the best of what it needs and what it opens.

    The headline's count twice.
    """
    beside = (line, *(material.source.unit(line) or ()), *_unfolded(material, line))
    return max(len(one.terms & story) + len(one.terms & material.headline) for one in beside)


def _unfolded(material: Material, line: Line) -> list[Line]:
    """The next sentence, where this one only announces the cause ("Behind it stands ...")."""
    following = material.source.lines[line.index + 1 : line.index + 2]
    return [after for after in following if cues.ANNOUNCED.search(line.plain)]


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
    if not _bears(way, chosen):
        way = Direction.UNCLEAR  # what bears it stands in other sections
    return WrittenEscalation(statements=prose(chosen), direction=way)


def _bears(way: Direction, chosen: Sequence[Line]) -> bool:
    """Whether the sentences shown have what the direction says: for holding, both sides."""
    shown = {1 if tilt(line) > 0 else -1 for line in chosen if tilt(line)}
    if way is Direction.HOLDING:
        return shown == {1, -1}
    return way not in _SIGN or _SIGN[way] in shown


def is_conflict(material: Material) -> bool:
    """Whether enough sentences speak of fighting, force or confrontation, or of a dispute."""
    if category(material) not in (Category.CONFLICT, Category.POLITICS, Category.ECONOMY):
        return False
    return _is_fought(material) or _is_disputed(material)


def _is_fought(material: Material) -> bool:
    if category(material) is Category.ECONOMY:
        return False
    english = material.source.english()
    telling = [line for line in english if cues.CONFLICT_STORY.search(line.plain)]
    strong = [line for line in english if tilt(line) != 0]
    return len(telling) >= _LEAST_CONFLICT and len(strong) > 1


def _is_disputed(material: Material) -> bool:
    """A quarrel in headline or lead, with enough sentences of heat and of restraint."""
    top = f"{material.plan.reports[0].headline} {material.source.lines[0].plain}"
    tilts = [tilt(line) for line in material.source.english()]
    heating, cooling = sum(t > 0 for t in tilts), sum(t < 0 for t in tilts)
    enough = heating >= _LEAST_CONFLICT and cooling >= _LEAST_RESTRAINT
    return enough and cues.QUARREL.search(top) is not None


def tilt(line: Line) -> int:
    """Above 0 where a sentence tells of escalation, below where of restraint, 0 for neither.

    A refused restraint ("ruled out negotiations") counts as escalation.
    """
    up = len(cues.ESCALATING.findall(line.plain))
    down = len(cues.RESTRAINING.findall(line.plain))
    first = cues.RESTRAINING.search(line.plain)
    if first and cues.REFUSAL.search(line.plain, 0, first.start()):
        return up + down
    return up - down


def direction(heating: int, cooling: int) -> Direction:
    """The way the balance tips; two to one is needed to call it, three on each side to hold it."""
    if heating >= 2 * cooling and heating > 0:
        return Direction.ESCALATING
    if cooling >= 2 * heating:
        return Direction.DE_ESCALATING
    even = max(heating, cooling) <= _EVEN * min(heating, cooling)
    strong = min(heating, cooling) >= _LEAST_CONFLICT
    return Direction.HOLDING if strong and even else Direction.UNCLEAR


def _by_turns(one: list[Line], other: list[Line]) -> list[Line]:
    """First of one, first of the other, second of one, ..."""
    longest = max(len(one), len(other))
    return [line for at in range(longest) for side in (one, other) for line in side[at : at + 1]]
