"""Runs of words that a text shares with its sources."""

from hypothesis import given
from hypothesis import strategies as st

from drafter.verify.shared_runs import RUN, SharedRuns

SOURCE = (
    "The owner of the mill said on Tuesday that nobody had asked her before the sale was announced."
)
WORD = st.text(alphabet="bcdfg", min_size=2, max_size=5)


def shared(text: str, *sources: str, language: str = "en") -> list[str]:
    runs = SharedRuns(sources or (SOURCE,)).of(text, language)
    return [text[run.start : run.end] for run in runs]


def test_a_run_of_eight_words_is_found_where_it_stands() -> None:
    text = "She says nobody had asked her before the sale was announced, or after."
    assert ["nobody had asked her before the sale was announced"] == shared(text)


def test_seven_words_are_too_few() -> None:
    assert [] == shared("She says nobody had asked her before the sale began.")


def test_what_stands_between_quotation_marks_is_no_run() -> None:
    assert [] == shared("“nobody had asked her before the sale was announced”, she says.")
    assert [] == shared("‘nobody had asked her before the sale was announced’, she says.")


def test_a_run_does_not_go_on_across_a_quotation() -> None:
    assert [] == shared("nobody had asked her “again” before the sale was announced.")


def test_names_and_the_small_words_inside_them_do_not_count() -> None:
    source = "It was told to the House of Lords and the Society of Friends of the Canal in May."
    assert [] == shared(f"Was it true? {source}", source)


def test_dates_and_numbers_do_not_count() -> None:
    source = "From 3 March 2025 to 4 April 2026 some 120 of forty million were paid."
    assert [] == shared(source, source)


def test_the_word_that_opens_a_sentence_counts() -> None:
    source = "Nobody had asked her before the sale was made."
    assert ["Nobody had asked her before the sale was"] == shared(
        "Nobody had asked her before the sale was a fact.", source
    )


def test_a_german_noun_counts_in_spite_of_its_capital() -> None:
    source = "Die Mühle am Fluss wird nach dem Winter verkauft."
    assert [source.removesuffix(".")] == shared(source, source, language="de")


def test_marks_and_case_make_no_difference() -> None:
    text = "NOBODY, had asked: her before (the sale) was announced"
    assert [text] == shared(text, language="de")


@given(st.lists(WORD, min_size=RUN, max_size=30), st.integers(0, 5))
def test_a_text_shares_all_of_itself(words: list[str], before: int) -> None:
    text = " ".join(["Zz"] * before + words)
    [run] = SharedRuns([" ".join(words)]).of(text)
    assert " ".join(words) in text[run.start : run.end]
    assert run.words >= len(words)


@given(st.lists(WORD, max_size=40), st.lists(st.text(alphabet="hijklm", min_size=1), max_size=40))
def test_texts_without_a_common_word_share_nothing(one: list[str], other: list[str]) -> None:
    assert [] == SharedRuns([" ".join(one)]).of(" ".join(other))


@given(st.text(max_size=300), st.text(max_size=300))
def test_every_run_stands_in_the_text_and_is_long_enough(source: str, text: str) -> None:
    for run in SharedRuns([source, text]).of(text):
        assert 0 <= run.start < run.end <= len(text)
        assert run.words >= RUN
