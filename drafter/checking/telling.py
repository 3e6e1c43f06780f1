"""The findings of a re-check for a terminal: in reading order, each with its text and reason."""

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from drafter.exports.labels import VERDICTS, title
from drafter.exports.marks import clean
from schemas.checked import Checked
from schemas.draft import Draft
from schemas.evidence import Check, Finding, Severity, Verdict
from schemas.sections import SectionName

WIDTH = 96
OPENS, CLOSES = "⟦", "⟧"
"""Around the part of a statement that a finding is about."""
_ORDER = tuple(Severity)


def told(checked: Checked, draft: Draft) -> str:
    """All findings, then a summary: how many by check and verdict, and what stands open."""
    blocks = [*_blocks(checked, draft), "\n".join(_summary(checked))]
    return "\n\n".join(blocks) + "\n"


def marked(text: str, findings: Iterable[Finding]) -> str:
    """The text with the spans of the findings between marks; those that overlap are one."""
    covered = {at for one in findings if one.span for at in range(one.span.start, one.span.end)}
    parts = groupby(range(len(text)), key=lambda at: at in covered)
    shown = []
    for inside, places in parts:
        part = "".join(text[at] for at in places)
        shown.append(f"{OPENS}{part}{CLOSES}" if inside else part)
    return clean("".join(shown))


def _blocks(checked: Checked, draft: Draft) -> Iterator[str]:
    """One block a statement or section that has findings."""
    texts = {statement.id: statement.text for _, statement in draft.statements()}
    sentences = {sentence.id: sentence.text for sentence in checked.proposed}
    by_place = groupby(_in_order(checked.findings), lambda one: (one.section, one.statement))
    for (section, statement), group in by_place:
        findings = sorted(group, key=lambda one: (not one.stops, _ORDER.index(one.severity)))
        lines = [_head(section, statement, draft.language)]
        if statement is not None:
            lines += _wrapped(marked(texts[statement], findings), "  ")
        for finding in findings:
            lines += _finding(finding, sentences)
        yield "\n".join(lines)


def _in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Those on statements as they are, then those on sections, a section's together."""
    sections = tuple(SectionName)
    return sorted(findings, key=lambda one: -1 if one.statement else sections.index(one.section))


def _head(section: SectionName, statement: str | None, language: str) -> str:
    where = title(section, language)
    return f"{where}, {statement}" if statement else f"{where}, as a whole"


def _finding(finding: Finding, sentences: dict[str, str]) -> Iterator[str]:
    verdict = f"{finding.check} {VERDICTS[finding.verdict]}"
    yield from _wrapped(f"{finding.severity.upper()}  {verdict}: {clean(finding.reason)}", "    ")
    for name in finding.proposed:
        words = f": “{clean(sentences[name])}”" if name in sentences else ""
        yield from _wrapped(f"see {name}{words}", "      ")


def _wrapped(text: str, indent: str) -> Sequence[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _summary(checked: Checked) -> Iterator[str]:
    counts = Counter((one.check, one.verdict) for one in checked.findings)
    yield (
        f"{len(checked.findings)} findings; {checked.open} of them stand against approval:"
        " blockers, and what could not be checked."
    )
    for check in Check:
        found = [(verdict, counts[check, verdict]) for verdict in Verdict if counts[check, verdict]]
        if found:
            yield f"  {check:<12} {', '.join(f'{count} {VERDICTS[v]}' for v, count in found)}"
    if alone := [held.source for held in checked.held_against if held.report is None]:
        yield f"Of {' and '.join(alone)} “the sources” are the cited sentences alone."
    quiet = [made.check for made in checked.checks if not any(c is made.check for c, _ in counts)]
    if quiet:
        yield f"Nothing found by: {', '.join(quiet)}."
