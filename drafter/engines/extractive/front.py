"""The sections that go by rank and place alone, whatever the language."""

import re
from collections.abc import Sequence

from drafter.engines.extractive import cues
from drafter.engines.extractive.picking import (
    Material,
    mostly_quoted,
    overlap,
    pick,
    prose,
    statement,
)
from drafter.engines.extractive.source import Line
from drafter.terms import terms
from schemas.sections import SectionName
from schemas.statement import Basis, WrittenStatement
from schemas.written import WrittenCauses

Prose = tuple[WrittenStatement, ...]
_BREAK = re.compile(r"\s*[;,:–—]\s+|\s+[-–—]\s+")
_SHORTEST = 4
"""Words that a headline cut at a break must still have."""
_SPILL = 1.25
"""How far a lead may run over the standfirst's limit where nothing else tells the news."""
_FIRST = 9.0
"""More than any other sentence can weigh."""
_DISPUTED = 0.2
"""What each word of the dispute adds, up to two."""
_TAIL = 0.3
"""What the last sentence of a report loses: it is background."""
_SUBSTANTIAL = 15
"""Words that a takeaway should have to say something."""
_NEARLY = 0.6
_TOP = 5
"""How many sentences make the top of a report."""
ANY_LANGUAGE = frozenset(
    {
        SectionName.HEADLINE,
        SectionName.STANDFIRST,
        SectionName.KEY_TAKEAWAY,
        SectionName.BODY,
        SectionName.CAUSES_AND_EFFECTS,
    }
)
"""The sections of this module that need no English."""


def headline(material: Material) -> WrittenStatement:
    """The first report's headline, citing the sentences that carry most of its words.

    One over the limit ends at an earlier break of its own, where it has one: never mid-phrase.
    """
    report = material.plan.reports[0]
    wanted = set(terms(report.headline, report.language))
    cited: list[Line] = []
    for _ in range(3):
        rest = [line for line in _first_report(material) if line not in cited]
        best = max(rest, key=lambda line: (len(line.terms & wanted), line.weight), default=None)
        if best is None or (cited and not best.terms & wanted):
            break
        cited.append(best)
        wanted -= best.terms
    text = shortened(report.headline, material.limits.headline_words)
    cites = tuple(line.id for line in sorted(cited, key=lambda line: line.index))
    return WrittenStatement(cites=cites, links=(), basis=Basis.REPORTED, text=text)


def shortened(text: str, words: int) -> str:
    """The text up to its last break that keeps within the words; whole where it has none."""
    if len(text.split()) <= words:
        return text
    heads = [text[: match.start()] for match in _BREAK.finditer(text)]
    fitting = [head for head in heads if _SHORTEST <= len(head.split()) <= words]
    return fitting[-1] if fitting else text


def lead(material: Material) -> Line:
    """The first sentence: in news, the one that tells it all."""
    return material.source.lines[0]


def standfirst(material: Material) -> WrittenStatement | str:
    """The lead where it fits, else another sentence that fits and tells the headline's news.

    Where there is none, a lead over the limit by up to a quarter: a standfirst that tells the
    news and is flagged serves an editor better than none.
    """
    limit = material.limits.standfirst_words
    first = [lead(material)] if _complete(lead(material)) else []
    able = [*first, *_telling(material)]
    fitting = [line for line in able if line.words <= limit]
    nearly = [line for line in first if line.words <= limit * _SPILL]
    chosen = next(iter((*fitting, *nearly)), None)
    if chosen is None:
        has = f"the lead has {lead(material).words} words"
        return f"{has}, and no sentence of {limit} or fewer tells the news by itself"
    material.spend([chosen])
    return statement(chosen)


def _telling(material: Material) -> list[Line]:
    """The sentences near the top that tell the headline's news by themselves."""
    news = material.headline
    least = max(2, _NEARLY * len(lead(material).terms & news))
    top = [line for line in _first_report(material) if line.index < _TOP]
    return [line for line in top if len(line.terms & news) >= least and _alone(line)]


def _complete(line: Line) -> bool:
    return line.whole and not line.leans and not line.runs_on


def _alone(line: Line) -> bool:
    """Whether a sentence can stand under a headline: complete, not a quotation, not an addition."""
    return _complete(line) and not mostly_quoted(line) and " also " not in line.plain


def key_takeaway(material: Material) -> Prose | str:
    """The lead where the standfirst is another or none, else the most central sentence beside it.

    It comes with what it leans on and with the denial that follows.
    """
    limit = material.limits.key_takeaway_words
    told = [line for line in material.source.lines if line.index in material.spent]
    lines = material.fresh(material.source.lines)
    ranked = sorted(lines, key=lambda line: _centrality(material, line, told), reverse=True)
    for line in ranked:
        if material.own(line) and not mostly_quoted(line):
            chosen = pick(material.source, [line, *_answers(material, line)], words=limit, most=2)
            if chosen:
                material.spend(chosen)
                return prose(chosen)
    return f"no further sentence that can stand alone has {limit} words or fewer"


def _centrality(material: Material, line: Line, told: Sequence[Line]) -> float:
    """How much of the story a sentence adds to what is told (maximal marginal relevance).

    What it leans on counts as well. What the headline promises and nothing has told yet weighs as
    much as rank, the dispute itself more than what surrounds it, and the top more than the tail.
    """
    if line.index == 0:
        return _FIRST
    unit = material.source.unit(line) or (line,)
    known = frozenset[str]().union(*(other.terms for other in told))
    rank = sum(part.weight + material.of_headline(part.terms - known) for part in unit) / len(unit)
    disputes = _DISPUTED * min(2, len(cues.QUARREL.findall(line.plain)))
    repeats = max((overlap(part, other) for part in unit for other in told), default=0)
    substance = min(1.0, sum(part.words for part in unit) / _SUBSTANTIAL)
    place = 1 - _TAIL * line.index / len(material.source.lines)
    return (rank + disputes) * (1 - repeats) * substance * place


def _answers(material: Material, line: Line) -> list[Line]:
    """The next sentence where it turns on this one: a claim is given with its denial."""
    following = material.source.lines[line.index + 1 : line.index + 2]
    return [after for after in following if re.match(r"(?:However|But)\b", after.text)]


def causes_and_effects(material: Material) -> WrittenCauses:
    """This event in the words of the lead, or of the first sentence that is no part of a quotation.

    The engine links no causes or effects to it.
    """
    lines = material.source.lines
    event = next((line for line in lines if _complete(line)), lead(material))
    return WrittenCauses(this_event=statement(event), causes=(), effects=())


def _first_report(material: Material) -> list[Line]:
    return [line for line in material.source.ranked() if line.report == 1]
