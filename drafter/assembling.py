"""assemble: the sections, findings and provenance become a Draft, validated as a whole."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence

from drafter.verify.checks import verify
from drafter.verify.evidence import evidence_of
from schemas.base import SCHEMA_VERSION
from schemas.draft import Draft, FirstReported, Source, SourceSentence
from schemas.event import EarlierEvent
from schemas.provenance import Provenance
from schemas.report import Report
from schemas.sections import SectionName, Sections
from schemas.walk import statements_of, words

WORDS_A_MINUTE = 238
"""Silent reading of English non-fiction (Brysbaert 2019, Journal of Memory and Language 109)."""


def assemble(
    sections: Sections,
    null_reasons: dict[SectionName, str],
    provenance: Provenance,
    *,
    reports: Sequence[Report],
    earlier: Sequence[EarlierEvent],
    topic: str | None,
    language: str,
) -> Draft:
    """The draft, with everything that is computed from its sections and its reports.

    Raises:
        pydantic.ValidationError: an invariant of the schema does not hold.
    """
    limits = provenance.recipe.limits
    computed = {
        "schema_version": SCHEMA_VERSION,
        "language": language,
        "topic": topic,
        "slug": slug_of(sections.headline.text),
        "null_reasons": null_reasons,
        "first_reported_in": _first_reported(reports),
        "earlier_events": _linked(sections, earlier),
        "sources": _sources(sections, reports),
        "read_minutes": _read_minutes(sections),
        "findings": verify(sections, evidence_of(reports, earlier), limits, language),
        "provenance": provenance,
    }
    return Draft.model_validate(_fields(sections) | computed)


def revised(
    draft: Draft,
    sections: Sections,
    null_reasons: dict[SectionName, str],
    reports: Sequence[Report],
    earlier: Sequence[EarlierEvent],
) -> Draft:
    """The draft after an edit: checks run again, and all that is computed computed again."""
    return assemble(
        sections,
        null_reasons,
        draft.provenance,
        reports=reports,
        earlier=earlier,
        topic=draft.topic,
        language=draft.language,
    )


def slug_of(headline: str) -> str:
    """A headline as a slug of plain letters; of its hash where it has none, as in Arabic."""
    plain = unicodedata.normalize("NFKD", headline).encode("ascii", "ignore").decode()
    parts = re.findall(r"[a-z0-9]+", plain.lower().replace("'", ""))
    slug = "-".join(parts)[:80].rstrip("-")
    return slug or f"draft-{hashlib.sha256(headline.encode()).hexdigest()[:8]}"


def _fields(sections: Sections) -> dict[str, object]:
    return {name: getattr(sections, name) for name in Sections.model_fields}


def _read_minutes(sections: Sections) -> int:
    read = words(*(statement for _, statement in statements_of(sections)))
    return max(1, round(read / WORDS_A_MINUTE))


def _first_reported(reports: Sequence[Report]) -> FirstReported:
    dated = [report for report in reports if report.published]
    first = min(dated, key=lambda report: str(report.published), default=reports[0])
    return FirstReported(
        update=None, publisher=first.publisher, published=first.published, url=first.url
    )


def _linked(sections: Sections, earlier: Sequence[EarlierEvent]) -> tuple[EarlierEvent, ...]:
    linked = {link for _, statement in statements_of(sections) for link in statement.links}
    if sections.causes_and_effects:
        linked |= {*sections.causes_and_effects.causes, *sections.causes_and_effects.effects}
    return tuple(event for event in earlier if event.id in linked)


def _sources(sections: Sections, reports: Sequence[Report]) -> tuple[Source, ...]:
    cited = {i for _, statement in statements_of(sections) for i in statement.cites}
    return tuple(
        Source(
            id=f"R{number}",
            headline=report.headline,
            publisher=report.publisher,
            url=report.url,
            published=report.published,
            language=report.language,
            content_hash=report.content_hash,
            sentences=sum(1 for _ in report.sentences()),
            evidence=tuple(_evidence(f"R{number}", report, cited)),
        )
        for number, report in enumerate(reports, 1)
    )


def _evidence(report_id: str, report: Report, cited: set[str]) -> Iterable[SourceSentence]:
    for sentence in report.sentences():
        if (name := f"{report_id}.S{sentence.number}") in cited:
            yield SourceSentence(id=name, text=sentence.text)
