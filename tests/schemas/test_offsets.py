"""The canonical text of a report, and the offsets of its sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from schemas.draft import SourceSentence
from schemas.offsets import report_text, sentence_spans
from schemas.report import Paragraph, Report, Sentence

TEXT = st.text(min_size=1, max_size=30).filter(lambda text: bool(text.strip()))
PARTS = st.lists(st.lists(TEXT, min_size=1, max_size=4), min_size=1, max_size=4)


def report(headline: str, *paragraphs: list[str]) -> Report:
    numbers = iter(range(1, 100))
    return Report(
        headline=headline,
        publisher=None,
        url=None,
        published=None,
        language="en",
        paragraphs=tuple(
            Paragraph(sentences=tuple(Sentence(number=next(numbers), text=text) for text in part))
            for part in paragraphs
        ),
        content_hash="0" * 64,
    )


def test_the_text_is_headline_and_paragraphs_parted_by_an_empty_line() -> None:
    made = report("A bridge", ["It is old.", "It is shut."], ["Ferries run."])
    assert "A bridge\n\nIt is old. It is shut.\n\nFerries run." == report_text(made)


@given(TEXT, PARTS)
def test_the_text_at_the_offsets_of_a_sentence_is_the_sentence(
    headline: str, parts: list[list[str]]
) -> None:
    made = report(headline, *parts)
    text = report_text(made)
    cut = [text[span.start : span.end] for span in sentence_spans(made)]
    assert [sentence.text for sentence in made.sentences()] == cut


def test_an_older_draft_has_evidence_without_offsets() -> None:
    assert SourceSentence(id="R1.S1", text="It is shut.").start is None


@pytest.mark.parametrize(("start", "end"), [(3, 9), (3, None), (None, 3), (0, 12)])
def test_offsets_that_do_not_span_the_sentence_are_refused(
    start: int | None, end: int | None
) -> None:
    with pytest.raises(ValidationError, match="is 11 characters"):
        SourceSentence(id="R1.S1", text="It is shut.", start=start, end=end)
