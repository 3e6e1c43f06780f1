"""A draft that is finished, checked once more, with all that its findings depend on."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from drafter import __version__
from drafter.checking.evidence import evidence_for, located, misquoted
from drafter.checking.matching import GivenReport, Match, matched
from drafter.checking.reading import GivenDraft
from drafter.verify.catalogue import CATALOGUE, offline
from drafter.verify.checks import verify
from drafter.verify.evidence import Evidence
from drafter.verify.found import unchecked
from schemas.base import SCHEMA_VERSION
from schemas.checked import Checked, CheckMade, HeldAgainst
from schemas.draft import Draft, SourceSentence
from schemas.evidence import Check, Finding, Severity
from schemas.report import Report
from schemas.sections import SectionName

MAY_STAND_ELSEWHERE = (Check.NAMES, Check.ATTRIBUTION, Check.BASIS)
"""Checks that let pass what another sentence of the report explains. Unseen, it blocks nothing."""


def recheck(given: GivenDraft, reports: Sequence[GivenReport]) -> Checked:
    """What the checks find in the draft now. Its own findings are not asked, but for a model's."""
    draft = given.draft
    matches = matched(draft, reports)
    texts = {source: match.given.report for source, match in matches.items()}
    evidence = evidence_for(draft, texts)
    findings = _findings(draft, evidence, texts)
    return Checked(
        schema_version=SCHEMA_VERSION,
        software=f"drafter {__version__}",
        draft=given.name,
        draft_hash=given.fingerprint,
        language=draft.language,
        held_against=tuple(_held_against(draft, matches)),
        checks=tuple(_made()),
        findings=findings,
        proposed=tuple(_proposed(findings, draft, texts)),
    )


def _findings(
    draft: Draft, evidence: Evidence, reports: Mapping[str, Report]
) -> tuple[Finding, ...]:
    """In reading order, then on whole sections."""
    limits = draft.provenance.recipe.limits
    found = list(verify(draft, evidence, limits, draft.language))
    if unseen := [source.id for source in draft.sources if source.id not in reports]:
        found = [*map(_softened, found), *_not_known(unseen)]
    found += misquoted(draft, reports)
    found += [one for one in draft.findings if one.check is Check.SUPPORT]  # only a model makes it
    return tuple(_in_reading_order(found, draft))


def _softened(finding: Finding) -> Finding:
    """The finding as it holds where only the cited sentences of a report were seen."""
    if finding.check not in MAY_STAND_ELSEWHERE or finding.severity is not Severity.BLOCKER:
        return finding
    return finding.model_copy(update={"severity": Severity.WARNING})


def _not_known(unseen: Sequence[str]) -> Iterator[Finding]:
    """What only whole reports tell, once a check."""
    were = "was" if len(unseen) == 1 else "were"
    *first, last = unseen
    listed = f"{', '.join(first)} and {last}" if first else last
    for check, about in CATALOGUE.items():
        if about.whole:
            reason = f"{listed} {were} not given in full, so that it is not known {about.whole}."
            yield unchecked(check, reason).of(SectionName.HEADLINE)


def _in_reading_order(findings: Iterable[Finding], draft: Draft) -> list[Finding]:
    places = {statement.id: place for place, (_, statement) in enumerate(draft.statements())}
    last = len(places)
    return sorted(
        findings, key=lambda one: last if one.statement is None else places[one.statement]
    )


def _proposed(
    findings: Iterable[Finding], draft: Draft, reports: Mapping[str, Report]
) -> Iterator[SourceSentence]:
    """Every sentence that a finding proposes, word for word, and where it stands."""
    known = {sentence.id: sentence for source in draft.sources for sentence in source.evidence}
    for source, report in reports.items():
        known |= located(source, report)
    for name in dict.fromkeys(name for finding in findings for name in finding.proposed):
        if name in known:
            yield known[name]


def _held_against(draft: Draft, matches: Mapping[str, Match]) -> Iterator[HeldAgainst]:
    for source in draft.sources:
        match = matches.get(source.id)
        yield HeldAgainst(
            source=source.id,
            report=match.given.name if match else None,
            matched_by=match.by if match else None,
        )


def _made() -> Iterator[CheckMade]:
    for check, about in offline().items():
        yield CheckMade(
            check=check,
            version=about.version,
            fears=about.fears,
            languages=tuple(sorted(about.languages)),
        )
