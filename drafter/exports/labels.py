"""What the labels of a briefing are called, in plain English, and how its dates are written."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from schemas.evidence import Severity, Verdict
from schemas.sections import Direction, Horizon, Likelihood, SectionName
from schemas.statement import Basis

TITLES = {
    SectionName.HEADLINE: "Headline",
    SectionName.STANDFIRST: "Standfirst",
    SectionName.KEY_TAKEAWAY: "Key takeaway",
    SectionName.BODY: "What happened",
    SectionName.PLAIN_ENGLISH: "In plain English",
    SectionName.SYNTHESIS: "Synthesis",
    SectionName.ROOT_CAUSES: "Root causes",
    SectionName.ESCALATION: "Escalation",
    SectionName.SCENARIOS: "What could happen next?",
    SectionName.CAUSES_AND_EFFECTS: "Causes and effects",
    SectionName.PERSPECTIVES: "Different perspectives",
    SectionName.CONFLICTS: "Where the reports disagree",
    SectionName.INFORMATION_GAPS: "What the reports do not say",
}
DIRECTIONS = {
    Direction.ESCALATING: "Escalating",
    Direction.HOLDING: "Holding",
    Direction.DE_ESCALATING: "De-escalating",
    Direction.UNCLEAR: "Unclear",
}
HORIZONS = {
    Horizon.IMMEDIATE: "immediate",
    Horizon.SHORT_TERM: "short term",
    Horizon.MEDIUM_TERM: "medium term",
    Horizon.LONG_TERM: "long term",
}
PER_CENT = {
    Likelihood.ALMOST_NO_CHANCE: "1–5%",
    Likelihood.VERY_UNLIKELY: "5–20%",
    Likelihood.UNLIKELY: "20–45%",
    Likelihood.ROUGHLY_EVEN: "45–55%",
    Likelihood.LIKELY: "55–80%",
    Likelihood.VERY_LIKELY: "80–95%",
    Likelihood.ALMOST_CERTAIN: "95–99%",
}
VERDICTS = {
    Verdict.PASS: "passed",
    Verdict.FAIL: "failed",
    Verdict.COULD_NOT_CHECK: "could not be checked",
}
SEVERITIES = {
    Severity.BLOCKER: "Blocker",
    Severity.WARNING: "Warning",
    Severity.NOTE: "Note",
}
TAGS = {Basis.REPORTED: "", Basis.BACKGROUND: "background", Basis.INFERENCE: "analysis"}
TAGS_WITH_EVENTS = {
    Basis.REPORTED: "see",
    Basis.BACKGROUND: "background:",
    Basis.INFERENCE: "analysis; see",
}
RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})

_SENTENCE = re.compile(r"\bR(\d+)\.S(\d+)\b")
_EVENT = re.compile(r"\bE(\d+)\b")


@dataclass(frozen=True)
class Day:
    """A date for machines and for people."""

    iso: str
    text: str


def day(of: date | None) -> Day | None:
    """The date as a reader knows it, such as 5 March 2026; none where there is none."""
    return Day(of.isoformat(), f"{of.day} {of:%B} {of.year}") if of else None


def title(name: SectionName, language: str) -> str:
    """A section's title; plain English is plain words in another language."""
    if name is SectionName.PLAIN_ENGLISH and language != "en":
        return "In plain words"
    return TITLES[name]


def likelihood(of: Likelihood | None) -> str | None:
    """The word and its range, such as likely, 55–80%."""
    return f"{of.value}, {PER_CENT[of]}" if of else None


def sentence_number(cited: str, *, several: bool) -> str:
    """`R1.S4` as a reader sees it: 1.4 of several reports, 4 of one."""
    report, _, sentence = cited.removeprefix("R").partition(".S")
    return f"{report}.{sentence}" if several else sentence


def readable(reason: str, *, several: bool) -> str:
    """A reason without internal ids: a sentence is named by its number, an event as such."""
    named = _SENTENCE.sub(lambda m: f"sentence {sentence_number(m[0], several=several)}", reason)
    return _EVENT.sub(r"earlier event \1", named)


def direction(language: str, text: str) -> str:
    """`rtl` or `ltr`, by the language; by the first strong letter where it could not be told."""
    if language != "und":
        return "rtl" if language in RIGHT_TO_LEFT else "ltr"
    strong = (unicodedata.bidirectional(character) for character in text)
    first = next((kind for kind in strong if kind in ("L", "R", "AL")), "L")
    return "ltr" if first == "L" else "rtl"
