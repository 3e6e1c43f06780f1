"""Findings: what the checks said of a draft after its repair, as the draft has it.

Nothing is checked again. A statement that was cut for a falsehood is counted as if it stood there:
the model wrote it, and a code path that saved the reader does not make the model better.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from drafter.verify.catalogue import CATALOGUE
from drafter.verify.support import CALL as SUPPORT
from evals.scoring.looked import Alone, Looked, not_scored, notes, share, statements
from evals.scoring.score import Better, Made, Note, Score, Unit
from schemas.evidence import Check, Finding, Severity, Verdict
from schemas.sections import SectionName

OF_STATEMENTS = tuple(check for check in Check if check not in (Check.COVERAGE, Check.LIMITS))
"""Checks whose findings are about single statements; the two others are about sections."""
_OF_FACTS = frozenset({Check.NUMBERS, Check.DATES, Check.NAMES, Check.QUOTES, Check.MARKUP})
"""What an editor forgives least: a figure, a date, a name, a quotation, a link of nobody's."""


@dataclass(frozen=True)
class OfCheck(Alone):
    """The share of statements in which one check fails, as a blocker or a warning."""

    check: Check
    name: str
    fears: str
    margin: float
    version: int = 1
    better: Better = Better.LOWER
    unit: Unit = Unit.SHARE

    def score(self, made: Made) -> Score:
        """Of all statements; of scenarios where the check is about them alone."""
        if self.check is Check.SUPPORT and not _was_asked(made):
            return not_scored("no model was asked what the sources support")
        return share(
            [*self._standing(made), *self._cut(made)],
            shown=True,
            otherwise=f"it has no {'scenarios' if self.check is Check.SCENARIO else 'statements'}",
        )

    def _standing(self, made: Made) -> Iterator[Looked]:
        failing = {
            finding.statement: finding.reason
            for finding in made.draft.findings
            if finding.check is self.check and _weighs(finding)
        }
        for section, statement_id in self._asked(made):
            reason = failing.get(statement_id)
            yield Looked(section, reason is not None, reason or "holds", statement_id)

    def _asked(self, made: Made) -> Iterator[tuple[SectionName, str]]:
        if self.check is Check.SCENARIO:
            for scenario in made.draft.scenarios or ():
                yield SectionName.SCENARIOS, scenario.statement.id
        else:
            yield from ((section, statement.id) for section, statement in statements(made))

    def _cut(self, made: Made) -> Iterator[Looked]:
        for cut in made.draft.cuts:
            if self.check is not Check.SCENARIO:
                text = f"Cut: {cut.reason}"
                yield Looked(cut.section, cut.check is self.check, text)


@dataclass(frozen=True)
class Blockers(Alone):
    """How many statements of a draft have a blocker, or were cut for a falsehood."""

    name = "blockers"
    version = 1
    fears = "what the sources do not say: invented figures, quotations, names, turned-round claims"
    better = Better.LOWER
    unit = Unit.COUNT
    margin = 0.25  # an editor has to mend one more sentence in four drafts

    def score(self, made: Made) -> Score:
        """Each statement once, however many checks object to it."""
        wrong = {
            finding.statement or finding.section: finding
            for finding in reversed(made.draft.findings)
            if finding.verdict is Verdict.FAIL and finding.severity is Severity.BLOCKER
        }
        counted = [finding.section for finding in wrong.values()]
        counted += [cut.section for cut in made.draft.cuts]
        return Score(
            value=float(len(counted)),
            sections={name: float(counted.count(name)) for name in SectionName if name in counted},
            notes=notes(_wrong(made, [*wrong.values()][::-1])),
        )


@dataclass(frozen=True)
class Unchecked(Alone):
    """The share of statements of which a check could say nothing."""

    name = "unchecked"
    version = 1
    fears = (
        "a clean sheet that only means that nothing was checked, as in a language without checks"
    )
    better = Better.LOWER
    unit = Unit.SHARE
    margin = 0.05  # of 50 statements an editor reads two or three more against the source

    def score(self, made: Made) -> Score:
        """Where a check was not made of the whole draft, no statement but a source's own is."""
        open_ones = [f for f in made.draft.findings if f.verdict is Verdict.COULD_NOT_CHECK]
        reasons = {finding.statement: finding.reason for finding in open_ones}
        sources = {passage.text for passage in made.evidence.shown}
        looked = []
        for section, statement in statements(made):
            reason = reasons.get(statement.id)
            if reason is None and statement.text not in sources:
                reason = reasons.get(None)
            looked.append(Looked(section, reason is not None, reason or "checked", statement.id))
        return share(looked, shown=True, otherwise="it has no statements")


@dataclass(frozen=True)
class MainFactsMissing(Alone):
    """How many main facts of the reports no section carries, five at most."""

    name = "findings-coverage"
    version = 1
    fears = CATALOGUE[Check.COVERAGE].fears
    better = Better.LOWER
    unit = Unit.COUNT
    margin = 0.5  # one fact more in two drafts: the check errs about what is a main fact

    def score(self, made: Made) -> Score:
        """The findings of the check of coverage."""
        missing = [f for f in made.draft.findings if f.check is Check.COVERAGE]
        told = (Note(section=finding.section, text=finding.reason) for finding in missing)
        return Score(value=float(len(missing)), notes=notes(told))


def _weighs(finding: Finding) -> bool:
    return finding.verdict is Verdict.FAIL and finding.severity is not Severity.NOTE


def _wrong(made: Made, findings: list[Finding]) -> Iterator[Note]:
    for finding in findings:
        yield Note(
            section=finding.section,
            statement=finding.statement,
            text=f"{finding.check}: {finding.reason}",
        )
    for cut in made.draft.cuts:
        yield Note(section=cut.section, text=f"{cut.check}, cut: {cut.reason}")


def _was_asked(made: Made) -> bool:
    return any(call.name == SUPPORT for call in made.draft.provenance.calls)


def _of(check: Check) -> OfCheck:
    """Its scorer. Of plain facts one statement in 50, one in a draft, makes a difference."""
    margin = 0.02 if check in _OF_FACTS else 0.05  # else two or three: these checks err more
    return OfCheck(check, f"findings-{check.value}", CATALOGUE[check].fears, margin)


FINDINGS = tuple(_of(check) for check in OF_STATEMENTS)
"""One scorer for each check of statements."""
