"""What a draft is held against: the reports that were given, for the rest its own evidence."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from drafter.verify.evidence import Evidence, evidence_of, report_of
from drafter.verify.found import blocker
from schemas.draft import Draft, Source, SourceSentence
from schemas.evidence import Check, Finding
from schemas.offsets import sentence_spans
from schemas.report import Paragraph, Report, Sentence


def evidence_for(draft: Draft, reports: Mapping[str, Report]) -> Evidence:
    """The evidence of a draft. Of a source without a report it is the sentences that are cited."""
    texts = [reports.get(source.id) or _cited_alone(source) for source in draft.sources]
    evidence = evidence_of(texts, draft.earlier_events, language=draft.language)
    real = dict(_real_names(draft, reports))
    sentences = {
        real.get(name, name): replace(passage, id=real.get(name, name))
        for name, passage in evidence.sentences.items()
        if name in real or report_of(name) in reports
    }
    return replace(evidence, sentences=sentences)


def located(source: str, report: Report) -> dict[str, SourceSentence]:
    """The sentences of a report by their ids, each with its place in the canonical text."""
    spans = zip(report.sentences(), sentence_spans(report), strict=True)
    names = ((f"{source}.S{sentence.number}", sentence, span) for sentence, span in spans)
    return {
        name: SourceSentence(id=name, text=sentence.text, start=span.start, end=span.end)
        for name, sentence, span in names
    }


def misquoted(draft: Draft, reports: Mapping[str, Report]) -> Iterator[Finding]:
    """Evidence of the draft that does not stand so in the report, with the first that cites it."""
    for source in draft.sources:
        if source.id in reports:
            yield from _misquoted(source, reports[source.id], draft)


def _misquoted(source: Source, report: Report, draft: Draft) -> Iterator[Finding]:
    there = located(source.id, report)
    for sentence in source.evidence:
        real = there.get(sentence.id)
        if real is None or real.text != sentence.text:
            reason = f"The draft has {sentence.id} as “{sentence.text}”, and its report has not."
        elif sentence.start not in (None, real.start):
            reason = f"{sentence.id} stands at {real.start} in its report, not at {sentence.start}."
        else:
            continue
        for section, statement in draft.statements():
            if sentence.id in statement.cites:
                yield blocker(Check.CITATIONS, reason).of(section, statement.id)
                break


def _cited_alone(source: Source) -> Report:
    """A report of the cited sentences; where there is none, of its headline, which is not used."""
    texts = [sentence.text for sentence in source.evidence] or [source.headline]
    return Report(
        headline=source.headline,
        publisher=source.publisher,
        url=source.url,
        published=source.published,
        language=source.language,
        paragraphs=tuple(
            Paragraph(sentences=(Sentence(number=number, text=text),))
            for number, text in enumerate(texts, 1)
        ),
        content_hash="0" * 64,
    )


def _real_names(draft: Draft, reports: Mapping[str, Report]) -> Iterator[tuple[str, str]]:
    """Cited sentences are numbered anew in a report of their own: `R1.S2` may be `R1.S7`."""
    for source in draft.sources:
        if source.id not in reports:
            for number, sentence in enumerate(source.evidence, 1):
                yield f"{source.id}.S{number}", sentence.id
