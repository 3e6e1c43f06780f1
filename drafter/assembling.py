"""assemble: the sections, findings and provenance become a Draft, validated as a whole."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from drafter.across.carrying import carried_by
from drafter.across.copies import independent
from drafter.across.first import first_reported
from drafter.verify.checks import verify
from drafter.verify.evidence import Evidence, evidence_of
from drafter.verify.support import after_edit
from schemas.base import SCHEMA_VERSION
from schemas.draft import Carried, Cut, Draft, FirstReported, Source, SourceSentence
from schemas.event import EarlierEvent
from schemas.offsets import sentence_spans
from schemas.provenance import Provenance
from schemas.report import Report
from schemas.sections import SectionName, Sections
from schemas.statement import Basis
from schemas.walk import statements_of, words

WORDS_A_MINUTE = 238
"""Silent reading of English non-fiction (Brysbaert 2019, Journal of Memory and Language 109)."""


def assemble(  # noqa: PLR0913 - one parameter for each thing that a draft is made of
    sections: Sections,
    null_reasons: dict[SectionName, str],
    provenance: Provenance,
    *,
    reports: Sequence[Report],
    earlier: Sequence[EarlierEvent],
    topic: str | None,
    language: str,
    cuts: Sequence[Cut] = (),
    evidence: Evidence | None = None,
) -> Draft:
    """The draft, with everything that is computed from its sections and its reports.

    Raises:
        pydantic.ValidationError: an invariant of the schema does not hold.
    """
    limits = provenance.recipe.limits
    evidence = evidence or evidence_of(reports, earlier, language=language)
    computed = {
        "schema_version": SCHEMA_VERSION,
        "language": language,
        "topic": topic,
        "slug": slug_of(sections.headline.text),
        "null_reasons": null_reasons,
        "first_reported_in": _first_reported(reports),
        "earlier_events": _linked(sections, earlier),
        "sources": _sources(sections, reports),
        "carried": tuple(_carried(sections, evidence, reports)),
        "read_minutes": _read_minutes(sections),
        "findings": verify(sections, evidence, limits, language),
        "cuts": tuple(cuts),
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
    """The draft after an edit: checks run again, and all that is computed computed again.

    What a model found of a statement stays while the statement does; no model is asked again.
    """
    after = assemble(
        sections,
        null_reasons,
        draft.provenance,
        reports=reports,
        earlier=earlier,
        topic=draft.topic,
        language=draft.language,
        cuts=draft.cuts,
    )
    return after_edit(draft, after)


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
    first = first_reported(reports)
    return FirstReported(
        update=None, publisher=first.publisher, published=first.published, url=first.url
    )


def _carried(
    sections: Sections, evidence: Evidence, reports: Sequence[Report]
) -> Iterator[Carried]:
    """Of several reports, which of them carry each reported statement."""
    if len(reports) == 1:
        return
    groups = independent(reports)
    for _, statement in statements_of(sections):
        if statement.basis is Basis.REPORTED:
            by = carried_by(statement, evidence, groups, language=evidence.language)
            if by.reports:  # else it cites what is not there, which the draft refuses
                yield Carried(
                    statement=statement.id, reports=by.reports, independent=by.independent
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
    for sentence, span in zip(report.sentences(), sentence_spans(report), strict=True):
        if (name := f"{report_id}.S{sentence.number}") in cited:
            yield SourceSentence(id=name, text=sentence.text, start=span.start, end=span.end)
