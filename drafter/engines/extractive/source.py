"""The source sentences as the extractive engine sees them: their terms, rank and bonds."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from drafter.engines.extractive import leaning
from drafter.engines.extractive.extent import extents, legible
from drafter.planning import Plan
from drafter.terms import terms
from schemas.report import Report

_QUOTATION = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|„[^“”]*(?:[“”]|$)|«[^»]*(?:»|$)")
_SCRAP = 5
"""Fewer words than this make a sentence only where one of them is plainly a verb."""
_SHORT_SENTENCE = re.compile(
    r"^\W*[A-Z][\w’']*(?: [\w’'-]+)*? (?:[a-z]{2,}ed|is|are|was|were|has|have|had|do|does|did"
    r"|will|would|can|could|may|might|must|says?|said|told|came|comes|went|goes|fell|rose|left|fled"
    r"|won|lost|died|ran|met|took|gave|made|got|held|saw|knew|sank|broke|began|put|hit|spoke|stood"
    r"|won’t|didn’t|don’t|can’t|isn’t|wasn’t)\b[^:]*[.!?]\W*$"
)
"""A subject, a verb and a full stop: "Holt rejected the charge." """
_SCRAPPY = re.compile(r"^[a-z—–•*-]|\b(?:Image|Photo|File):")
_OPENING = 8
"""The most words before the comma of an opening phrase ("In his first speech to the house,")."""
_WORD = re.compile(r"\w")
_FARTHEST = 6
"""The most sentences before a line, and after it, that it may need in order to stand."""


@dataclass(frozen=True)
class Line:
    """A source sentence.

    `plain` is the text with its quotations blanked out, of the same length, and blank altogether
    where the text is too long to be a sentence; then `terms` is empty. `leans` tells that
    it needs the sentence before it to be understood, `runs_on` that a quotation is still open
    at its end. `weight` is its rank: 0 for beside the point, about 1 for the core.
    """

    id: str
    index: int
    report: int
    paragraph: int
    language: str
    text: str
    plain: str
    words: int
    leans: bool
    runs_on: bool
    terms: frozenset[str]
    weight: float

    @property
    def legible(self) -> str:
        """The text to look for names and cues in: none where it is too long to be a sentence."""
        return legible(self.text)

    @cached_property
    def whole(self) -> bool:
        """Whether this is a sentence, not a caption, a list entry or another scrap."""
        if not self.legible:
            return False
        ends = re.search(r"[.!?:…؟]\W*$", self.text) is not None
        long = self.leans or self.runs_on or self.words >= _SCRAP
        long = long or _SHORT_SENTENCE.match(self.text) is not None
        return ends and long and _SCRAPPY.search(self.text) is None

    @cached_property
    def quoted(self) -> float:
        """The part of the sentence that stands between quotation marks."""
        return self.plain.count("·") / len(self.plain)


@dataclass(frozen=True)
class Source:
    """All sentences of all reports, in order."""

    lines: tuple[Line, ...]

    def unit(self, line: Line) -> tuple[Line, ...] | None:
        """The line with what it cannot stand without, in order; None where that is missing.

        A line that leans takes the one before it, and a quotation is taken to its end; what needs
        more than `_FARTHEST` sentences on a side is not followed and cannot stand.
        """
        return self._units[line.index]

    @cached_property
    def _units(self) -> tuple[tuple[Line, ...] | None, ...]:
        return tuple(map(self._unit, self.lines))

    def _unit(self, line: Line) -> tuple[Line, ...] | None:
        first, last = self._first(line), self._last(line)
        if first is None or last is None:
            return None
        unit = self.lines[first : last + 1]
        return unit if all(line.whole for line in unit) else None

    def _first(self, line: Line) -> int | None:
        """The index of the nearest line, from this one backwards, that leans on none."""
        back = self.lines[max(0, line.index - _FARTHEST) : line.index + 1]
        first = next((one for one in reversed(back) if not one.leans), None)
        return first.index if first and first.report == line.report else None

    def _last(self, line: Line) -> int | None:
        """The index of the nearest line, from this one onwards, with no quotation open."""
        onwards = self.lines[line.index : line.index + _FARTHEST + 1]
        last = next((one for one in onwards if not one.runs_on), None)
        return last.index if last and last.report == line.report else None

    def ranked(self) -> list[Line]:
        """The weightiest first."""
        return sorted(self.lines, key=lambda line: -line.weight)

    def english(self) -> list[Line]:
        """The lines that the cues can be read in, the weightiest first."""
        return [line for line in self.ranked() if line.language == "en"]


def read(plan: Plan) -> Source:
    """The sentences of the plan's reports, as far as they are read, ranked within their report."""
    lines: list[Line] = []
    for number, (report, extent) in enumerate(
        zip(plan.reports, extents(plan.reports), strict=True), 1
    ):
        lines += _lines(report, number, start=len(lines), extent=extent)
    return Source(tuple(lines))


def _lines(report: Report, number: int, *, start: int, extent: int) -> list[Line]:
    sentences = [s for paragraph in report.paragraphs for s in paragraph.sentences]
    paragraphs = [n for n, p in enumerate(report.paragraphs) for _ in p.sentences]
    read_of_it = sentences[:extent]
    own = [frozenset(terms(legible(s.text), report.language)) for s in read_of_it]
    weights = weigh(own, frozenset(terms(report.headline, report.language)))
    lines, inside = [], False
    for at, sentence in enumerate(read_of_it):
        plain = _blanked(sentence.text, inside=inside)
        opened_before = inside
        inside = _quotation_open(sentence.text, inside=inside) and _same_paragraph(paragraphs, at)
        no_speaker = not inside and "·" in plain and not _WORD.search(plain)
        needs = opened_before or no_speaker or leans_back(plain, report.language)
        before = legible(sentences[at - 1].text) if at > 0 else ""
        needs = needs or takes_up(plain, before, report.language)
        lines.append(
            Line(
                id=f"R{number}.S{sentence.number}",
                index=start + at,
                report=number,
                paragraph=paragraphs[at],
                language=report.language,
                text=sentence.text,
                plain=plain,
                words=len(sentence.text.split()),
                leans=at > 0 and needs,
                runs_on=inside or (sentence.text.endswith(":") and at + 1 < len(sentences)),
                terms=own[at],
                weight=weights[at],
            )
        )
    return lines


def _same_paragraph(paragraphs: Sequence[int], at: int) -> bool:
    """A quotation that nobody closed ends with its paragraph."""
    return at + 1 < len(paragraphs) and paragraphs[at] == paragraphs[at + 1]


def weigh(lines: Sequence[frozenset[str]], headline: frozenset[str]) -> list[float]:
    """How central each sentence is, from 0 to about 1.

    Degree centrality of LexRank (Erkan and Radev 2004) without a threshold: the mean cosine to
    all other sentences, terms weighted by idf. Since cosines add up, one sum vector will do.
    The headline's terms and an early place count as well. Sums are exact, since sets have no order
    and the same report must give the same draft.
    """
    spread = Counter(term for own in lines for term in own)
    idf = {term: math.log(1 + len(lines) / count) for term, count in spread.items()}
    norms = [math.sqrt(math.fsum(idf[t] ** 2 for t in own)) or 1.0 for own in lines]
    total: dict[str, float] = defaultdict(float)
    for own, norm in zip(lines, norms, strict=True):
        for term in own:
            total[term] += idf[term] / norm
    degrees = [
        math.fsum(idf[t] / norm * total[t] for t in own) - 1
        for own, norm in zip(lines, norms, strict=True)
    ]
    most = max(degrees, default=0) or 1.0
    told = math.fsum(idf.get(term, 0) for term in headline) or 1.0
    return [
        0.5 * max(0.0, degree) / most
        + 0.3 * math.fsum(idf[t] for t in own & headline) / told
        + 0.2 / (1 + 0.5 * at)
        for at, (degree, own) in enumerate(zip(degrees, lines, strict=True))
    ]


def leans_back(plain: str, language: str) -> bool:
    """Whether a sentence needs the one before it: by its opening, in English by what it names too.

    A language without a table leans on nothing.
    """
    if language != "en":
        opening = leaning.OPENINGS_ELSEWHERE.get(language)
        return opening is not None and opening.search(plain) is not None
    if any(cue.search(plain) for cue in leaning.REFERRING):
        return True
    pronoun = leaning.PRONOUN.search(plain)
    if pronoun is None or not leaning.OPENING_PHRASE.match(plain):
        return False
    return len(plain[: pronoun.start()].split()) <= _OPENING


def takes_up(plain: str, before: str, language: str) -> bool:
    """Whether a sentence's first clause takes for known what the one before brought up.

    "Divers found a crack. The crack has grown."
    """
    if language != "en":
        return False
    clause = re.split(r"[;:·]|, ", plain, maxsplit=1)[0]
    return any(
        re.search(leaning.INTRODUCED.format(noun=re.escape(known[1])), before)
        for known in leaning.DEFINITE.finditer(clause)
    )


def _quotation_open(text: str, *, inside: bool) -> bool:
    """Whether a quotation is open at the end of the text, if it was so at its start."""
    if '"' in text:
        return inside != (text.count('"') % 2 == 1)
    opened = text.count("“") + text.count("«") - text.count("”") - text.count("»")
    return opened + inside > 0


def _blanked(text: str, *, inside: bool) -> str:
    """The text with a dot for every character of a quotation, or of what is no sentence."""
    if not legible(text):
        return "·" * len(text)
    if inside:
        closing = min((at for mark in '”"»' if (at := text.find(mark)) >= 0), default=len(text) - 1)
        return "·" * (closing + 1) + _blanked(text[closing + 1 :], inside=False)
    return _QUOTATION.sub(lambda match: "·" * len(match[0]), text)
