"""scenario: fears a forecast that is firmer than its ground, or that nobody can judge later."""

import re
from calendar import day_name, month_name
from collections.abc import Callable, Iterator

from drafter.verify.evidence import Evidence
from drafter.verify.found import Found, blocker, note, warning
from drafter.verify.future import FUTURE, LIKELIHOOD_WORDS, POSSIBLE, PROPOSED
from drafter.verify.moments import Moment, moments
from drafter.verify.passage import ENGLISH
from drafter.verify.speech import GROUPS, INSTITUTION
from schemas.evidence import Check, Finding
from schemas.limits import Limits
from schemas.sections import Confidence, Horizon, Likelihood, Scenario, SectionName, Sections
from schemas.statement import Basis

LANGUAGES = frozenset(ENGLISH)
"""Beyond these, only that a forecast of "reported" confidence is one that a source makes."""
BANDS = {
    Horizon.IMMEDIATE: (0, 14),
    Horizon.SHORT_TERM: (3, 75),
    Horizon.MEDIUM_TERM: (21, 400),
    Horizon.LONG_TERM: (150, 40_000),
}
"""From how many days ahead to how many: days, weeks, months, or later, with room at the edges."""
_ORDER = tuple(Likelihood)
_EVEN = _ORDER.index(Likelihood.ROUGHLY_EVEN)
_REASONS = re.compile(r",? (?:because|although|though|since|so that|even though|as)\b|[;:]")
_WILL = re.compile(
    r"\b(?:will|shall)\b(?! (?:likely|probably|possibly|not\b|unlikely))|\bis certain to\b"
)
_EITHER = (
    r"\b(?:may or may not|might or might not|remains? to be seen|(?:go|goes|turn out) either way"
    r"|anything (?:is possible|could happen)|time will tell)\b"
)
_GOES_ON = (
    r"\b(?:tensions?|uncertaint(?:y|ies)|the (?:situation|crisis|dispute|conflict|debate|standoff"
    r"|stand-off)|talks|negotiations|discussions|efforts|concerns?|pressure|relations|divisions"
    r"|disagreements?|both sides|the parties|observers|analysts)\s(?:\w+\s){0,3}?"
    r"(?:continues?|persists?|remains?|evolves?|develops?|unfolds?|rises?|grows?|worsens?"
    r"|escalates?|simmers?|lingers?|monitors?|watch)\b"
)
_CANNOT_FAIL = re.compile(f"{_EITHER}|{_GOES_ON}", re.IGNORECASE)
_CONDITION = re.compile(
    r"\b(?:[Ii]f|[Uu]nless|[Oo]nce|when|should|provided|as soon as|after|before)\b"
)
_DEFINITE = re.compile(
    rf"\b[Tt]he (?:[\w-]+ ){{0,2}}(?:{GROUPS}|{INSTITUTION.pattern.lower()}|council|court|mayor"
    r"|governor|premier|president|minister|company|operator|owner|union|party|team|club|jury|judge"
    r"|regulator|agency|ministry|parliament|cabinet|bank|island|town|city|region|country|army|navy"
    r"|coastguard|hospital|airline|school|university|church|family)\b"
)
_CAPITAL = re.compile(r"\b[A-Z][\w’'-]+")
_OF_TIME = frozenset((*month_name, *day_name))
_VAGUE_SIGN = re.compile(
    r"\b(?:tensions?|mood|sentiment|atmosphere|attitudes?|rhetoric|tone|developments?|situation"
    r"|momentum|goodwill|willingness|intentions?|feelings?|progress|signals?|signs?)\b",
    re.IGNORECASE,
)
_SEEN = re.compile(
    r"\b(?:announce\w*|publi\w*|vote\w*|statement|report|notice|ruling|filing|agenda|figures?|data"
    r"|order|decree|meeting|visit|letter|decision|date|tender|contract|permit|bill|budget|poll"
    r"|result|list|register|sail\w*|strike\w*|arrest\w*|charge\w*|sign(?:ed|ing|ature)\w*|\d+)\b",
    re.IGNORECASE,
)


def check_draft(
    sections: Sections, evidence: Evidence, _limits: Limits, language: str
) -> Iterator[Finding]:
    """Each scenario is as firm as its ground, in keeping with itself, and can be judged later."""
    for scenario in sections.scenarios or ():
        for found in _of(scenario, evidence, language):
            yield found.of(SectionName.SCENARIOS, scenario.statement.id)


def _of(scenario: Scenario, evidence: Evidence, language: str) -> Iterator[Found]:
    yield from _ground(scenario, evidence, language)
    if language in LANGUAGES:
        for asked in _ASKED:
            yield from asked(scenario, evidence)


def _ground(scenario: Scenario, evidence: Evidence, language: str) -> Iterator[Found]:
    """A forecast whose confidence is "reported" is one that a source makes."""
    if scenario.confidence is not Confidence.REPORTED:
        return
    if scenario.statement.basis is not Basis.REPORTED:
        reason = "Its confidence is “reported”, and no source is said to forecast it."
        yield blocker(Check.SCENARIO, reason)
    elif language in LANGUAGES:
        cited = [passage.text for passage in evidence.passages(scenario.statement.cites)]
        if cited and not any(_looks_ahead(text) for text in cited):
            reason = "Its confidence is “reported”, and what it cites forecasts nothing."
            yield warning(Check.SCENARIO, reason)


def _looks_ahead(text: str) -> bool:
    ahead = (FUTURE, POSSIBLE, PROPOSED, _AHEAD)
    return any(pattern.search(text) for pattern in ahead)


_AHEAD = re.compile(
    r"\b(?:will|would|shall|should|next|until|expects?|expected|plans?|planned|forecasts?|predicts?"
    r"|predicted|warns?|warned|fears?|feared|hopes?|hoped|likely|soon|due|scheduled|agreed to"
    r"|promis\w+|vow\w+|threat\w+|ready|propos\w+|demand\w*|wants?|seeks?|deadline|ultimatum)\b"
)


def _wording(scenario: Scenario, _evidence: Evidence) -> Iterator[Found]:
    """The likelihood that the text tells is the one of the field; its verbs fit it."""
    likelihood, text = scenario.likelihood, _main(scenario.statement.text)
    if likelihood is None:
        return
    told = next((word for word, cue in LIKELIHOOD_WORDS if cue.search(text)), None)
    rank = _ORDER.index(likelihood)
    if told and told is not likelihood:
        reason = f"The text says “{told}”, its likelihood is “{likelihood}”."
        opposite = (_ORDER.index(told) - _EVEN) * (rank - _EVEN) < 0
        yield (blocker if opposite else warning)(Check.SCENARIO, reason)
    elif told is None and _WILL.search(text) and rank < _EVEN:
        yield warning(Check.SCENARIO, f"The text says “will”, its likelihood is “{likelihood}”.")
    elif told is None and POSSIBLE.search(text) and rank > _ORDER.index(Likelihood.LIKELY):
        yield warning(Check.SCENARIO, f"The text says “may”, its likelihood is “{likelihood}”.")


def _horizon(scenario: Scenario, evidence: Evidence) -> Iterator[Found]:
    """The day that the text names lies within the horizon, and ahead of the reports."""
    if evidence.newest is None:
        return
    newest = evidence.newest
    days = [
        (moment.dated - newest).days
        for moment in moments(_main(scenario.statement.text))
        if moment.dated
    ]
    least, most = BANDS[scenario.horizon]
    if days and max(days) < 0:
        yield warning(Check.SCENARIO, "The day that it names was past when the reports came out.")
    elif days and not any(least <= day <= most for day in days):
        name = scenario.horizon.value.replace("_", " ")
        reason = f"The day that it names is {max(days)} days ahead; its horizon is “{name}”."
        yield warning(Check.SCENARIO, reason)


def _judgeable(scenario: Scenario, evidence: Evidence) -> Iterator[Found]:
    """An actor, a day or a condition; something that may also not happen."""
    text = scenario.statement.text
    if scenario.statement.basis is Basis.REPORTED:
        return  # a source's own forecast is as it is
    dated = any(_is_day(moment) for moment in moments(text))
    if _CANNOT_FAIL.search(_main(text)) and not dated:
        yield warning(Check.SCENARIO, "It cannot fail: nothing would prove it wrong.")
        return
    if scenario.likelihood is Likelihood.ALMOST_CERTAIN:
        yield warning(Check.SCENARIO, "It is almost certain, and so tells a reader little.")
    if not _names(text, evidence) and not _DEFINITE.search(text):
        yield warning(Check.SCENARIO, "It names nobody who acts: who could be held to it?")
    if not dated and not _CONDITION.search(text):
        yield note(Check.SCENARIO, "It names no day and no condition to judge it by.")


def _is_day(moment: Moment) -> bool:
    return (moment.month or moment.year or moment.weekday) is not None


def _sign(scenario: Scenario, evidence: Evidence) -> Iterator[Found]:
    """What to watch for is there, and can be seen."""
    if scenario.statement.basis is Basis.REPORTED:
        return
    if scenario.watch_for is None:
        yield note(Check.SCENARIO, "It names no first sign to watch for.")
        return
    text = scenario.watch_for.text
    if _VAGUE_SIGN.search(text) and not _SEEN.search(text) and not _names(text, evidence):
        reason = f"“{text}” is nothing that a reader could see happen."
        yield warning(Check.SCENARIO, reason)


def _names(text: str, evidence: Evidence) -> bool:
    """Whether it has a proper name; its first word is one where a source has it in a sentence."""
    for match in _CAPITAL.finditer(text):
        if match[0] not in _OF_TIME and (match.start() > 0 or _is_name(match[0], evidence)):
            return True
    return False


def _is_name(word: str, evidence: Evidence) -> bool:
    bare = re.escape(re.sub(r"['’]s?$", "", word))
    inside = re.compile(rf"[a-z,’'] {bare}\b")
    return any(inside.search(passage.text) for passage in evidence.sentences.values())


def _main(text: str) -> str:
    """The forecast without its reasons."""
    return _REASONS.split(text, maxsplit=1)[0]


_ASKED: tuple[Callable[[Scenario, Evidence], Iterator[Found]], ...] = (
    _wording,
    _horizon,
    _judgeable,
    _sign,
)
