"""verify: every statement against its evidence. Pure functions; what passes is not listed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from drafter.readability import grade
from drafter.verify.evidence import Evidence
from drafter.verify.numbers import Number, numbers
from drafter.verify.quotes import holds, quotations
from schemas.evidence import Check, Finding, Severity, Span, Verdict
from schemas.limits import Limits
from schemas.sections import SectionName, Sections
from schemas.statement import Basis, WrittenStatement
from schemas.walk import overruns, section_statements, statements_of, words

SHORT_QUOTE = 3
"""Quotations of fewer words may be titles or single terms: a slip there is no blocker."""
_PAIR = 2
_REFERS = re.compile(r"\b(?:the|these|those)\s+$", re.IGNORECASE)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAY = re.compile(rf"\b\d{{1,2}} (?:{_MONTHS})\b|\b(?:{_MONTHS}) \d{{1,2}}\b")
_FORECAST = re.compile(
    rf"(?:{_DAY.pattern})(?:,? \d{{4}})?"
    r"|\b(?:by|in|before|until|during|mid-|early|late) \d{4}\b"
)


@dataclass(frozen=True)
class Found:
    """What a check found in one statement, before it is tied to the statement's id."""

    check: Check
    verdict: Verdict
    severity: Severity
    span: Span | None
    reason: str


def verify(
    sections: Sections, evidence: Evidence, limits: Limits, language: str
) -> tuple[Finding, ...]:
    """Everything that failed or could not be checked, in reading order."""
    findings = [
        Finding(
            check=found.check,
            verdict=found.verdict,
            severity=found.severity,
            section=name,
            statement=statement.id,
            span=found.span,
            reason=found.reason,
        )
        for name, statement in statements_of(sections)
        for found in check_statement(name, statement, evidence)
    ]
    return (*findings, *check_limits(sections, limits, language))


def check_statement(
    section: SectionName, statement: WrittenStatement, evidence: Evidence
) -> Iterator[Found]:
    """What the checks find in one statement."""
    return chain(
        _citations(statement, evidence),
        _quotes(section, statement, evidence),
        _numbers(section, statement, evidence),
    )


def _citations(statement: WrittenStatement, evidence: Evidence) -> Iterator[Found]:
    known = {*evidence.sentences, *evidence.events}
    for cited in (*statement.cites, *statement.links):
        if cited not in known:
            reason = f"It rests on {cited}, and there is no such sentence or event."
            yield Found(Check.CITATIONS, Verdict.FAIL, Severity.BLOCKER, None, reason)
    if statement.basis is Basis.REPORTED and not statement.cites:
        reason = "It is said to be reported, and no source sentence is named."
        yield Found(Check.CITATIONS, Verdict.FAIL, Severity.BLOCKER, None, reason)


def _texts(section: SectionName, statement: WrittenStatement, evidence: Evidence) -> list[str]:
    """The evidence of a statement; a headline may also rest on the reports' own headlines."""
    texts = evidence.texts(statement)
    if section is SectionName.HEADLINE:
        texts += evidence.cited_headlines(statement)
    return texts


def _quotes(
    section: SectionName, statement: WrittenStatement, evidence: Evidence
) -> Iterator[Found]:
    texts = _texts(section, statement, evidence)
    for quotation in quotations(statement.text):
        span = Span(start=quotation.start, end=quotation.end)
        if not texts:
            reason = f"Quotes “{quotation.text}” and names no source to hold it against."
            yield Found(Check.QUOTES, Verdict.COULD_NOT_CHECK, Severity.WARNING, span, reason)
        elif not any(holds(text, quotation.text) for text in texts):
            long = quotation.words >= SHORT_QUOTE
            severity = Severity.BLOCKER if long else Severity.WARNING
            reason = f"“{quotation.text}” does not stand word for word in what it cites."
            yield Found(Check.QUOTES, Verdict.FAIL, severity, span, reason)


def _numbers(
    section: SectionName, statement: WrittenStatement, evidence: Evidence
) -> Iterator[Found]:
    texts = _texts(section, statement, evidence)
    known = {number.value for text in texts for number in numbers(text)}
    dates = evidence.dates(statement)
    known |= {float(day.year) for day in dates}
    for number in _to_check(section, statement):
        if _is_day(number, statement.text) and number.value in {day.day for day in dates}:
            continue
        span = Span(start=number.start, end=number.end)
        if not texts:
            reason = f"States “{number.text}” and names no source to hold it against."
            yield Found(Check.NUMBERS, Verdict.COULD_NOT_CHECK, Severity.WARNING, span, reason)
        elif number.value not in known:
            reason = f"“{number.text}” does not stand in what it cites."
            yield Found(Check.NUMBERS, Verdict.FAIL, Severity.BLOCKER, span, reason)


def _to_check(section: SectionName, statement: WrittenStatement) -> Iterator[Number]:
    """The numbers of a statement that a source has to hold.

    An inference may speak of "the two": that refers back, and counts nothing. In a scenario its
    own dates are the forecast, not a fact.
    """
    inference = statement.basis is Basis.INFERENCE
    text = statement.text
    if section is SectionName.SCENARIOS and inference:
        text = _FORECAST.sub(lambda match: "·" * len(match[0]), text)
    for number in numbers(text):
        if not (inference and number.value == _PAIR and _REFERS.search(text[: number.start])):
            yield number


def _is_day(number: Number, text: str) -> bool:
    """Whether the number is the day of a date, such as the 3 of `3 March`."""
    return any(m.start() <= number.start < m.end() for m in _DAY.finditer(text))


def check_limits(sections: Sections, limits: Limits, language: str) -> Iterator[Finding]:
    """Sections that are longer than the recipe allows, or fall short of it."""
    for run in overruns(sections, limits):
        yield _about_section(run.section, Severity.WARNING, f"{run}.")
    body = [s for paragraph in sections.body or () for s in paragraph.statements]
    if body and words(*body) < limits.body_words_least:
        reason = f"The body has {words(*body)} words, {limits.body_words_least} are aimed at."
        yield _about_section(SectionName.BODY, Severity.NOTE, reason)
    if sections.scenarios and len(sections.scenarios) < limits.scenarios_least:
        reason = f"{limits.scenarios_least} scenarios are aimed at; the sources gave fewer."
        yield _about_section(SectionName.SCENARIOS, Severity.NOTE, reason)
    plain = [s.text for s in section_statements(sections, SectionName.PLAIN_ENGLISH)]
    # The grade is a formula for English; of other languages nothing is said.
    if language == "en" and (level := grade(plain)) > limits.plain_english_grade:
        reason = f"Reads at grade {level:.1f}; {limits.plain_english_grade:g} is the limit."
        yield _about_section(SectionName.PLAIN_ENGLISH, Severity.WARNING, reason)


def _about_section(section: SectionName, severity: Severity, reason: str) -> Finding:
    return Finding(
        check=Check.LIMITS,
        verdict=Verdict.FAIL,
        severity=severity,
        section=section,
        statement=None,
        span=None,
        reason=reason,
    )
