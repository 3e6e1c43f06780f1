"""Information gaps: what the reports leave open, computed from their wording."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from drafter.engines.extractive import cues, extent
from drafter.engines.extractive.picking import Material
from drafter.engines.extractive.source import Line
from drafter.engines.extractive.voices import Cast
from drafter.verify.places import adjective, countries_in
from schemas.written import WrittenGap

_A_PARTY = 3
"""Sentences that speak of a country before its silence is worth a question."""
_SIDES = 2
_MOST_CITED = 4
_WORDS = re.compile(r"(?: [\w.’'-]+){0,6}")


def information_gaps(material: Material) -> tuple[WrittenGap, ...] | str:
    """What a reader would ask, the most telling first."""
    lines = [line for line in material.source.lines if line.language == "en"]
    found = (
        *_unread(material),
        *_declined(material.cast, lines),
        *_silent_parties(material, lines),
        *_unnamed(lines),
        *_unnamed_reports(lines),
        *_inferred_days(material),
        *_no_publisher(material),
    )
    return found[: material.limits.information_gaps] or (
        "none of the signs that are looked for: unnamed sources, refused comment, a silent party, "
        "days without a date"
    )


def _unread(material: Material) -> Iterator[WrittenGap]:
    """Where the reports were not read to their end.

    Without a count: it would be held against the text of the sentence that is cited.
    """
    cites = extent.last_read(material.plan.reports)
    if cites:
        which = "The report was read only as far as the sentence cited here"
        if len(material.plan.reports) > 1:
            which = "Long reports were read only as far as the sentences cited here"
        yield WrittenGap(
            cites=cites, links=(), text=f"{which}: this draft has nothing of the rest."
        )


def _declined(cast: Cast, lines: Sequence[Line]) -> Iterator[WrittenGap]:
    """A question that somebody would not answer stays open."""
    for line in lines:
        match = cues.DECLINED.search(line.plain)
        actor = next((cast.name(voice.actor) for voice in cast.voices(line)), None)
        if match and actor and match["about"]:
            about = match["about"].strip().removesuffix(".")
            text = f"The question {about} is left open: {actor} declined to comment."
            yield _gap(text, [line])
        elif match and actor:
            yield _gap(f"{actor} gave no comment, so that side is missing.", [line])


def _silent_parties(material: Material, lines: Sequence[Line]) -> Iterator[WrittenGap]:
    """A country that the report is about, none of whose people is heard in it."""
    heard = _heard(material.cast, lines)
    if heard is None:
        return
    naming = {line.index: dict.fromkeys(countries_in(line.legible)) for line in lines}
    spoken_of = Counter(country for named in naming.values() for country in named)
    headline = countries_in(material.plan.reports[0].headline)
    if len([country for country, count in spoken_of.items() if count >= _A_PARTY]) < _SIDES:
        return  # a story within one country has other sides
    for country, count in spoken_of.most_common():
        word = adjective(country)
        if word and count >= _A_PARTY and country in headline and country not in heard:
            about = [line for line in lines if country in naming[line.index]]
            asked = f"What does {_with_article(country)} itself say?"
            yield _gap(f"{asked} Nobody identified as {word} is quoted.", about)
            return  # one such question is enough


def _heard(cast: Cast, lines: Sequence[Line]) -> set[str] | None:
    """The countries whose people speak; None where the report leaves that open for a speaker."""
    heard: set[str] = set()
    known: dict[str, set[str]] = {}
    for line in lines:
        speakers = [voice.actor for voice in cast.voices(line) if voice.speaks]
        for actor in speakers:
            if actor not in known:
                known[actor] = _countries_of(actor, cast.name(actor), lines)
            countries = known[actor]
            if not countries and cast.is_person(cast.name(actor)):
                return None
            heard |= countries
        if "·" in line.plain and not speakers and not line.leans:
            heard |= set(countries_in(line.legible))
    return heard


def _countries_of(actor: str, name: str, lines: Iterable[Line]) -> set[str]:
    """By the words in the actor's own name, or those around it wherever it is introduced."""
    countries = set(countries_in(actor))
    introduced = re.compile(rf"{re.escape(name)}(,[^,]{{3,60}},)?")
    for line in lines:
        if name not in line.legible:
            continue
        for match in introduced.finditer(line.legible):
            around = f"{_words_before(line.legible[: match.start()])}·{match[1] or ''}"
            countries |= set(countries_in(around))
    return countries


def _words_before(text: str) -> str:
    """The last words of the text: matched from its end, which never has to be tried again."""
    backwards = _WORDS.match(text[::-1])
    return backwards[0][::-1] if backwards else ""


def _unnamed(lines: Sequence[Line]) -> Iterator[WrittenGap]:
    """People who are relied on without a name."""
    found = [(line, match[0]) for line in lines for match in cues.UNNAMED.finditer(line.plain)]
    phrases = list(dict.fromkeys(_lowered(phrase) for _, phrase in found))[:3]
    if phrases:
        named = _listed([f"“{phrase}”" for phrase in phrases])
        text = f"The report does not name {named}, on whose word it relies."
        yield _gap(text, [line for line, phrase in found if _lowered(phrase) in phrases])


def _unnamed_reports(lines: Sequence[Line]) -> Iterator[WrittenGap]:
    """Reports that are relied on without saying whose."""
    relying = [line for line in lines if cues.UNNAMED_REPORTS.search(line.plain)]
    if relying:
        phrase = cues.UNNAMED_REPORTS.search(relying[0].plain)
        quoted = _lowered(phrase[0]) if phrase else ""
        yield _gap(f"Whose reports are meant by “{quoted}”? The text does not say.", relying)


def _inferred_days(material: Material) -> Iterator[WrittenGap]:
    """Days that the report names only in relation to its own date."""
    plain = {line.id: line.plain for line in material.source.lines}
    told = {
        resolved.day: resolved
        for resolved in material.plan.dates
        if re.search(rf"\b{resolved.phrase}\b(?!['’])", plain.get(resolved.sentence, ""))
    }
    first = sorted(told.values(), key=lambda resolved: resolved.day)[:3]
    if first:
        days = _listed([f"“{r.phrase}” as {r.day.day} {r.day:%B %Y}" for r in first])
        text = f"Dates are inferred from the day of publication: we read {days}."
        cites = tuple(dict.fromkeys(resolved.sentence for resolved in first))
        yield WrittenGap(cites=cites, links=(), text=text)


def _no_publisher(material: Material) -> Iterator[WrittenGap]:
    missing = [n for n, report in enumerate(material.plan.reports, 1) if not report.publisher]
    if missing:
        which = "the report" if len(material.plan.reports) == 1 else "every report"
        text = f"Who published {which} is not known, so its standing cannot be judged."
        yield WrittenGap(cites=(f"R{missing[0]}.S1",), links=(), text=text)


def _gap(text: str, lines: Sequence[Line]) -> WrittenGap:
    cites = tuple(dict.fromkeys(line.id for line in lines[:_MOST_CITED]))
    return WrittenGap(cites=cites, links=(), text=text)


def _with_article(country: str) -> str:
    return f"the {country}" if country.startswith("United") else country


def _lowered(phrase: str) -> str:
    """As it stands inside a sentence."""
    first = phrase.split(maxsplit=1)[0]
    named = first != "A" and (countries_in(first) or first.isupper())
    return phrase if named else phrase[0].lower() + phrase[1:]


def _listed(parts: Sequence[str]) -> str:
    """a; a and b; a, b and c."""
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last
