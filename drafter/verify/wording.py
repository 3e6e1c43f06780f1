"""wording: fears a draft that copies: runs of words that are a report's, outside quotation marks.

A draft is written afresh; what is too close to the wire is also a legal matter for a newsroom.
"""

from collections.abc import Iterator, Sequence

from drafter.verify.evidence import Evidence
from drafter.verify.found import Found, note, span, warning
from drafter.verify.shared_runs import RUN, Run
from schemas.evidence import Check, Finding
from schemas.limits import Limits
from schemas.sections import SectionName, Sections
from schemas.statement import Statement
from schemas.walk import statements_of, words

MADE_OF_SENTENCES = 0.5
"""From this share of its words on, a draft is made of whole source sentences: by intent."""


def check_draft(
    sections: Sections, evidence: Evidence, _limits: Limits, language: str
) -> Iterator[Finding]:
    """Each long run that a statement shares; one note where the draft is made of sentences."""
    every = list(statements_of(sections))
    sources = {passage.text for passage in evidence.shown}
    whole = [statement for _, statement in every if statement.text in sources]
    if words(*whole) >= MADE_OF_SENTENCES * words(*(statement for _, statement in every)):
        yield _made_of_sentences(len(whole), [s for _, s in every], evidence, language)
        return
    for section, statement in every:
        for run in evidence.runs.of(statement.text, language):
            yield _shared(run, statement.text).of(section, statement.id)


def _shared(run: Run, text: str) -> Found:
    shown = text[run.start : run.end]
    reason = f"{run.words} words in a row are a source's: “{shown}”. Quote it or say it afresh."
    return warning(Check.WORDING, reason, span(run.start, run.end))


def _made_of_sentences(
    count: int, statements: Sequence[Statement], evidence: Evidence, language: str
) -> Finding:
    texts = [statement.text for statement in statements]
    shared = sum(
        len(text[run.start : run.end].split())
        for text in texts
        for run in evidence.runs.of(text, language)
    )
    share = round(100 * shared / words(*statements))
    reason = (
        f"{count} statements are whole sentences of the reports, and {share} per cent of the words"
        f" stand in runs of {RUN} or more that are theirs: a selection, not yet a text of your own."
    )
    return note(Check.WORDING, reason).of(SectionName.BODY)
