"""own_words: fears what an editor wrote that claims no source, so that no check can hold it to one.

A reported sentence answers to what it cites. One that is called background or inference does not,
or not in full; where an editor has made it so, a named person has to say that it is right.
"""

from collections.abc import Iterator

from drafter.verify.evidence import Evidence
from drafter.verify.found import unchecked
from schemas.evidence import Check, Finding
from schemas.limits import Limits
from schemas.sections import Sections
from schemas.statement import Basis
from schemas.walk import statements_of


def check_draft(
    sections: Sections, _evidence: Evidence, _limits: Limits, _language: str
) -> Iterator[Finding]:
    """Every statement of an editor's own that is not reported.

    It goes by what the statement is now: taking its sources away, calling it an inference, or
    cutting it and writing it anew all come to the same.
    """
    for name, statement in statements_of(sections):
        if statement.written_by == "editor" and statement.basis is not Basis.REPORTED:
            reason = f"An editor wrote this as {statement.basis}: no check holds it to a source."
            yield unchecked(Check.BASIS, reason).of(name, statement.id)
