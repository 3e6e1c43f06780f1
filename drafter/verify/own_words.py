"""own_words: fears what an editor wrote that claims no source, so that no check can hold it to one.

A reported sentence answers to what it cites. One that is called background or inference does not,
or not in full; where an editor has made it so, a named person has to say that it is right. So has
one where an editor calls reported what stands in nothing that it cites: of a model's sentence that
is a warning, and whoever approves reads it anew, but an editor is read by nobody else.
"""

from collections.abc import Iterator

from drafter.verify import basis
from drafter.verify.claim import Claim
from drafter.verify.evidence import Evidence
from drafter.verify.found import unchecked
from schemas.evidence import Check, Finding
from schemas.limits import Limits
from schemas.sections import Sections
from schemas.statement import Basis
from schemas.walk import statements_of

NOT_REPORTED = "An editor wrote this as reported, and not all of it stands in what it cites."


def check_draft(
    sections: Sections, evidence: Evidence, _limits: Limits, language: str
) -> Iterator[Finding]:
    """Every statement of an editor's own that no source answers for.

    It goes by what the statement is now: taking its sources away, calling it an inference, or
    cutting it and writing it anew all come to the same.
    """
    for name, statement in statements_of(sections):
        if statement.written_by != "editor":
            continue
        if statement.basis is not Basis.REPORTED:
            reason = f"An editor wrote this as {statement.basis}: no check holds it to a source."
            yield unchecked(Check.BASIS, reason).of(name, statement.id)
        elif not _is_borne_out(Claim(name, statement, evidence, language)):
            yield unchecked(Check.BASIS, NOT_REPORTED).of(name, statement.id)


def _is_borne_out(claim: Claim) -> bool:
    """Whether what it cites has its words; of too few for that check, figures apart, over half."""
    if any(one.language not in basis.LANGUAGES for one in (claim.said, *claim.passages)):
        return True  # not known: languages.py says so of the whole draft
    stems = {stem for stem in claim.said.stems if not stem[0].isdigit()}
    there = sum(any(stem in passage.stems for passage in claim.passages) for stem in stems)
    too_few = len(stems) < basis.LEAST and 2 * there <= len(stems)
    return not too_few and not any(basis.check(claim))
