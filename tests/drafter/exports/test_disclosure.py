"""The disclosure follows from what happened, and is never weaker than that."""

import pytest

from drafter.exports.disclosure import DigitalSource, digital_source, disclosure_of
from drafter.exports.formats import Format, render
from drafter.exports.standing import Standing
from schemas.draft import Draft
from schemas.provenance import EngineName, Provenance
from schemas.review import DraftState
from schemas.sections import SectionName
from schemas.statement import Statement
from tests.drafter.exports.briefings import by_model, rich, sparse
from tests.drafter.exports.standings import APPROVED, QUEUED, WITHDRAWN, by_editors
from tests.drafter.spending import calls

MODEL = by_model(sparse())
PROGRAM = sparse()
NEW = ("The town has shut a bridge", "Nobody may cross.")
"""Two statements, in words that share nothing with those of `sparse`."""


def source(draft: Draft, *machine: Draft) -> DigitalSource:
    return digital_source(draft, Standing(machine=machine))


def test_what_a_model_wrote_and_nobody_touched_is_trained_algorithmic_media() -> None:
    assert "trainedAlgorithmicMedia" == source(MODEL)


def test_what_people_have_edited_is_a_composite() -> None:
    assert "compositeWithTrainedAlgorithmicMedia" == source(by_editors(MODEL, NEW[0]), MODEL)


def test_a_label_or_a_cut_does_not_make_a_models_words_a_composite() -> None:
    edited = Standing(edited=True)
    assert "trainedAlgorithmicMedia" == digital_source(MODEL, edited)
    assert "People have changed parts of it." in disclosure_of(MODEL, edited).words


def test_what_people_have_rewritten_altogether_is_human_edits() -> None:
    assert "humanEdits" == source(by_editors(MODEL, *NEW), MODEL)


def test_signing_every_sentence_without_another_word_rewrites_nothing() -> None:
    assert "compositeWithTrainedAlgorithmicMedia" == source(by_editors(MODEL), MODEL)


def test_five_words_in_a_row_that_are_the_machines_keep_a_text_from_being_rewritten() -> None:
    before = "So the old bridge is closed."
    machine = by_editors(MODEL)  # any draft will do that has these words of the engine's
    body = MODEL.body
    assert body is not None
    kept = by_editors(MODEL, NEW[0], f"{before} That is all we know.")
    assert "The old bridge is closed." == body[0].statements[0].text
    assert "compositeWithTrainedAlgorithmicMedia" == source(kept, MODEL)
    assert "humanEdits" == source(kept, machine)  # whose words are all people's


def test_a_short_sentence_that_is_the_machines_as_a_whole_is_not_rewritten() -> None:
    machine = MODEL.model_copy(update={"headline": one("A bridge shuts", "engine")})
    kept, other = by_editors(MODEL, "A bridge shuts.", NEW[1]), by_editors(MODEL, *NEW)
    assert "compositeWithTrainedAlgorithmicMedia" == source(kept, machine)
    assert "humanEdits" == source(other, machine)


def test_without_the_machines_words_a_rewriting_is_not_believed() -> None:
    assert "compositeWithTrainedAlgorithmicMedia" == source(by_editors(MODEL, *NEW))


def test_in_a_script_without_spaces_letters_count_as_words() -> None:
    machine = by_editors(MODEL).model_copy(update={"headline": one("桥梁将关闭六个星期", "engine")})
    draft = by_editors(MODEL, "据说桥梁将关闭", NEW[1])
    assert "compositeWithTrainedAlgorithmicMedia" == source(draft, machine)


def one(text: str, by: str) -> Statement:
    """The headline in other words."""
    return MODEL.headline.model_copy(update={"text": text, "written_by": by})


def test_sentences_that_a_program_chose_are_algorithmic_media_edited_or_not() -> None:
    drafts = [PROGRAM, by_editors(PROGRAM, NEW[0]), by_editors(PROGRAM)]
    assert ["algorithmicMedia"] * 3 == [source(draft, PROGRAM) for draft in drafts]
    assert "humanEdits" == source(by_editors(PROGRAM, *NEW), PROGRAM)


def test_a_draft_that_the_extractive_engine_stood_in_for_is_no_models() -> None:
    paid = calls.by_model(calls.call(SectionName.BODY, usd="0.01"))
    assert "algorithmicMedia" == source(extractive(paid, "the endpoint is away"))


def test_a_section_that_a_model_wrote_makes_the_draft_a_models() -> None:
    paid = calls.by_model(calls.call(SectionName.BODY, usd="0.01"))
    assert "trainedAlgorithmicMedia" == source(extractive(paid, None))


def extractive(paid: Provenance, fallback: str | None) -> Draft:
    """A draft of the extractive engine's with calls to a model."""
    told = {"engine": EngineName.EXTRACTIVE, "model": None, "fallback_reason": fallback}
    return PROGRAM.model_copy(update={"provenance": paid.model_copy(update=told)})


@pytest.mark.parametrize(
    ("draft", "machine", "expected"),
    [
        (MODEL, (), "This text was written by a language model from news reports."),
        (by_editors(MODEL), (), "by a language model from news reports, and edited by people."),
        (by_editors(MODEL, *NEW), (MODEL,), "People have rewritten every sentence of this text; a"),
        (by_editors(MODEL, *NEW), (MODEL,), "a language model wrote its first draft."),
        (
            PROGRAM,
            (),
            "put together by a program, without a language model, from sentences of news",
        ),
        (by_editors(PROGRAM), (), "sentences of news reports. People have changed parts of it."),
        (by_editors(PROGRAM, *NEW), (PROGRAM,), "without a language model."),
    ],
)
def test_the_words_say_the_same_as_the_type(
    draft: Draft, machine: tuple[Draft, ...], expected: str
) -> None:
    words = disclosure_of(draft, Standing(machine=machine)).words
    assert expected in words
    assert words.endswith("No editor has approved it.")


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        (APPROVED, "Reviewed and approved by Ada Quist."),
        (Standing(state=DraftState.APPROVED), "approved by an editor who is not named."),
        (QUEUED, "No editor has approved it."),
        (WITHDRAWN, "It has been withdrawn."),
    ],
)
def test_the_words_end_with_the_review(standing: Standing, expected: str) -> None:
    assert disclosure_of(rich(), standing).words.endswith(expected)


@pytest.mark.parametrize("form", ["ninjs", "ninjs-superdesk", "jsonld", "wp"])
def test_every_format_of_a_newsroom_system_carries_the_disclosure(form: str) -> None:
    words = disclosure_of(MODEL, APPROVED).words
    assert words in render(MODEL, Format(form), APPROVED)


def test_each_type_has_its_address_and_its_twin() -> None:
    assert (
        "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"
        == DigitalSource.COMPOSITE.uri
    )
    expected = [
        "https://schema.org/TrainedAlgorithmicMediaDigitalSource",
        "https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource",
        "https://schema.org/AlgorithmicMediaDigitalSource",
        "http://cv.iptc.org/newscodes/digitalsourcetype/humanEdits",
    ]
    assert expected == [source.schema_org for source in DigitalSource]
