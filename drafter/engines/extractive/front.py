"""The sections that go by rank and place alone, whatever the language."""

import re
from collections.abc import Iterable
from itertools import groupby

from drafter.engines.extractive.picking import Material, overlap, pick, prose, same, statement
from drafter.engines.extractive.source import Line
from drafter.readability import grade
from drafter.terms import terms
from schemas.sections import SectionName
from schemas.statement import Basis, WrittenStatement
from schemas.written import WrittenCauses, WrittenParagraph

Prose = tuple[WrittenStatement, ...]
_BREAK = re.compile(r"\s*[;,:–—]\s+|\s+[-–—]\s+")
_SHORTEST = 4
"""Words that a headline cut at a break must still have."""
_PLAIN_MOST = 6
_STARTS = 4
"""How many of the weightiest sentences plain English is tried to start from."""
_NEARLY = 0.6
_TOP = 5
"""How many sentences make the top of a report."""
_MOSTLY = 0.4
"""From this part on a sentence is a quotation more than a report."""
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
    """The lead where it fits, else the weightiest that does and tells the headline's news."""
    limit = material.limits.standfirst_words
    report = material.plan.reports[0]
    news = set(terms(report.headline, report.language))
    top = material.source.lines[:_TOP]
    least = max(2, _NEARLY * len(lead(material).terms & news))
    telling = [
        line for line in _first_report(material) if line in top and len(line.terms & news) >= least
    ]
    first = [lead(material)] if _complete(lead(material)) else []
    able = [*first, *(line for line in telling if _alone(line))]
    chosen = next((line for line in able if line.words <= limit), None)
    if chosen is None:
        has = f"the lead has {lead(material).words} words"
        return f"{has}, and no sentence of {limit} or fewer tells the news by itself"
    material.spend([chosen])
    return statement(chosen)


def _complete(line: Line) -> bool:
    return line.whole and not line.leans and not line.runs_on


def _alone(line: Line) -> bool:
    """Whether a sentence can stand under a headline: complete, not a quotation, not an addition."""
    return _complete(line) and line.quoted < _MOSTLY and " also " not in line.plain


def key_takeaway(material: Material) -> Prose | str:
    """The weightiest sentence that the standfirst has not told, with what it leans on."""
    told = [line for line in material.source.lines if line.index in material.spent]

    def adds(line: Line) -> float:
        """Its weight, less what has been told (maximal marginal relevance)."""
        unit = material.source.unit(line) or ()
        repeats = max((overlap(part, other) for part in unit for other in told), default=0)
        return line.weight * (1 - repeats) ** 1

    ranked = sorted(material.fresh(material.source.lines), key=adds, reverse=True)
    limit = material.limits.key_takeaway_words
    for line in ranked:
        if material.own(line) and line.quoted < _MOSTLY:
            chosen = pick(material.source, [line, *_answers(material, line)], words=limit, most=2)
            if chosen:
                material.spend(chosen)
                return prose(chosen)
    return f"no further sentence that can stand alone has {limit} words or fewer"


def _answers(material: Material, line: Line) -> list[Line]:
    """The next sentence where it turns on this one: a claim is given with its denial."""
    following = material.source.lines[line.index + 1 : line.index + 2]
    return [after for after in following if re.match(r"(?:However|But)\b", after.text)]


def body(material: Material) -> tuple[WrittenParagraph, ...] | str:
    """The reports in their own order and paragraphs; the least central sentences go first."""
    limits = material.limits
    kept = _without_repeats(material.source.lines)
    # Where a long quotation is all or nothing, a body that is too short beats one too long.
    for least in (limits.body_words_least, 0):
        kept = _trimmed(kept, material, least)
    if _words(kept) > limits.body_words:
        return f"the lead and what belongs to it are longer than {limits.body_words} words"
    paragraphs = groupby(kept, key=lambda line: (line.report, line.paragraph))
    return tuple(
        WrittenParagraph(subhead=None, statements=prose(list(lines))) for _, lines in paragraphs
    )


def _trimmed(kept: list[Line], material: Material, least: int) -> list[Line]:
    """The lines without the least central, the lead apart, until they keep within the limit."""
    for line in sorted(kept, key=lambda line: line.weight):
        if _words(kept) <= material.limits.body_words:
            break
        if line.index > 0 and line in kept:
            left = _without(kept, line, material)
            kept = left if _words(left) >= least else kept
    return kept


def _without(kept: list[Line], dropped: Line, material: Material) -> list[Line]:
    """The lines without that one and without those that cannot stand now."""
    rest = [line for line in kept if line is not dropped]
    there = {line.index for line in rest}
    return [
        line
        for line in rest
        if (unit := material.source.unit(line)) is None or {p.index for p in unit} <= there
    ]


def _words(lines: Iterable[Line]) -> int:
    return sum(line.words for line in lines)


def _without_repeats(lines: Iterable[Line]) -> list[Line]:
    """The sentences, each told once: captions and what an earlier report has told are left out."""
    every = list(lines)
    whole = [line for line in every if line.whole or line.index == 0]
    kept: list[Line] = []
    for line in whole:
        if not any(_again(line, other) for other in kept):
            kept.append(line)
    return kept


def _again(line: Line, other: Line) -> bool:
    if line.report != other.report:
        return same(line, other)
    return line.text == other.text and _complete(line)


def plain_english(material: Material) -> Prose | str:
    """Plain sentences that together keep under the grade (Flesch-Kincaid), from the core first.

    A weighty sentence that is too hard alone may stand where easy ones balance it.
    """
    grade_limit = material.limits.plain_english_grade
    alone = [line for line in material.source.english() if line.quoted < _MOSTLY and not line.leans]
    easy = [line for line in alone if grade([line.text]) <= grade_limit]
    tried = [_plain(material, first, alone) for first in (*alone[:_STARTS], *easy[:1])]
    best = max(tried, key=lambda lines: sum(line.weight for line in lines), default=[])
    if not best:
        return f"no sentences of the report together read at grade {grade_limit:g} or lower"
    return prose(best)


def _plain(material: Material, first: Line, others: list[Line]) -> list[Line]:
    """The first with what can join it; nothing where they stay too hard."""
    limits = material.limits
    chosen: list[Line] = []
    level = float("inf")
    for line in (first, *others):
        room = limits.plain_english_words
        tried = pick(material.source, [*chosen, line], words=room, most=_PLAIN_MOST)
        if len(tried) > len(chosen):
            now = grade([part.text for part in tried])
            if now <= max(limits.plain_english_grade, level):
                chosen, level = tried, now
    return chosen if level <= limits.plain_english_grade else []


def causes_and_effects(material: Material) -> WrittenCauses:
    """This event in the words of the lead, or of the first sentence that is no part of a quotation.

    The engine links no causes or effects to it.
    """
    lines = material.source.lines
    event = next((line for line in lines if _complete(line)), lead(material))
    return WrittenCauses(this_event=statement(event), causes=(), effects=())


def _first_report(material: Material) -> list[Line]:
    return [line for line in material.source.ranked() if line.report == 1]
