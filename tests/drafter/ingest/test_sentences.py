"""Sentences: where they end, where they do not, and that no text is lost."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from drafter.ingest.sentences import split_sentences
from drafter.ingest.tidying import tidy_line

# Each text is split at the bars, and nowhere else.
ENGLISH = [
    "U.S. officials met in the U.S. | The talks ended.",
    "A team flew to the U.S. | Officials said nothing. | U.S. Senator Ruth Vane stayed.",
    "Mr. Lund, Dr. Holt and Gen. Ruiz came. | Sen. Vane, D-Calif., did not.",
    "It opens at 9 a.m. on Monday. | It shuts at 5 p.m. | Nobody came.",
    "It opens at 9 a.m. Monday and at 8 a.m. GMT elsewhere.",
    "J. K. Rowling and George W. Bush met. | They left.",
    "Plan B. | They had no Plan C. | Then it rained.",
    "It costs 3.5 million. | That is $4.20 each. | $5 is too much.",
    "She asked for No. 5. | The answer was no. | He left.",
    "They live in St. James St. | The shop is shut.",
    (
        "Acme Inc. shares fell. | The firm, Acme Inc., lost. | It was sold to Acme Inc. |"
        " The price was low."
    ),
    "“Most of them are out,” Lund said on Tuesday, adding that soon “we will be few.”",
    "“We lost. We go home,” she said. | “It is over.” | He nodded.",
    "“Why now?” Lund asked. | “Why now?” | The mayor left.",
    "“Go!” Anna Holt told reporters. | “Go!” | Holt left.",
    'He said "it is over. It is done." | She left.',
    'He said "it is over. It is done". | She left.',
    "He said ‘we go. Now.’ | The dogs’ owners left. | It’s late.",
    "The town voted no. | (It had voted yes. Twice.) | Nothing changed.",
    "The vote (the third. The last.) failed. | So be it.",
    "He waited ... and waited… | Then he left?! | Yes.",
    "1. Close the bridge. | 2. Open it again.",
    "Shares fell. | iPhone sales rose. | al-Ahram reported it.",
    "It closed in 2021. | In 2022 it opened. | 15 people came.",
    "The rule was read out.[1] | Nobody spoke.",
    "“We go on. We do not stop. Nobody does.",
]
GERMAN = [
    "Das gilt z. B. für Dr. Müller, der am 3. März kam. | Dann ging er.",
    (
        "Im 19. Jahrhundert war das anders. | Wilhelm II. reiste gern. | Die Leute usw. |"
        " Das war alles."
    ),
    "„Wir gehen. Sofort“, sagte er. | Sie sagte: „Nein.“ | Dann ging sie.",
    "»Gut. Sehr gut.« | Er ging.",
    "Es kostet rund 3,5 Mio. Euro. | Die Nr. 5 lebt u. a. in Bonn.",
    "Das war im Jahr 2026. | Trainer Maier kam am 15. | Der Rest blieb.",
]
FRENCH = [
    (
        "« Nous partons. Adieu », a dit M. Dupont. | Pourquoi ? | Personne ne sait ! | « "
        "C’est fini. » | Il partit."
    ),
    "M. Le Pen et J.-C. Dubois sont venus. | L’accord tient, p. ex. Paris y croit.",
]
SPANISH = [
    "¿Por qué? | Nadie lo sabe. | ¡Basta! | El Sr. López viajó a EE. UU. | El presidente calló.",
    "La Dra. Ruiz llegó a las 9 a. m. del lunes. | Los EE. UU. y México firmaron.",
]
ARABIC = [
    (
        "لماذا؟ | لا أحد يعرف. | قال د. محمد إن الاجتماع، كما قيل، انتهى. | «نعم. انتهى» "
        "قال. | نعم۔ | انتهى"
    ),
]
CASES = [
    (language, text)
    for language, texts in {
        "en": ENGLISH,
        "de": GERMAN,
        "fr": FRENCH,
        "es": SPANISH,
        "ar": ARABIC,
        "und": ["Das gilt z. B. hier. | Mr. Smith met M. Dupont. | They left."],
    }.items()
    for text in texts
]
PIECES = st.lists(
    st.sampled_from(
        [
            "Dr.",
            "U.S.",
            "The",
            "end.",
            "“Go",
            "now.”",
            "(a",
            "b.)",
            "?",
            "…",
            "3.",
            "März",
            "al-Din",
            '"',
            "« Oui",
            "»",
            "’",
            "‘No",
            "it’s",
            "لا",
            "؟",
            "—",
            "•",
            "No.",
            "5",
            "[1]",
            "we",
            "$4",
            "\xa0",
        ]
    )
    | st.text(max_size=6)
)


@pytest.mark.parametrize(("language", "text"), CASES)
def test_a_paragraph_is_split_where_its_sentences_end(language: str, text: str) -> None:
    expected = tuple(text.split(" | "))
    assert expected == split_sentences(text.replace(" | ", " "), language)


@given(PIECES, st.sampled_from(["en", "de", "fr", "es", "ar", "und", "it"]))
@example(["”", "Next."], "en")
@example(["...", "!"], "en")
def test_no_text_is_lost(pieces: list[str], language: str) -> None:
    paragraph = tidy_line(" ".join(pieces))
    assert paragraph.split() == " ".join(split_sentences(paragraph, language)).split()


@given(PIECES)
@example(["It ended.", "$"])
@example(["It ended.", "#!", "Next."])
def test_no_sentence_is_a_mark_that_stands_alone(pieces: list[str]) -> None:
    sentences = split_sentences(tidy_line(" ".join(pieces)), "en")
    alone = [s for s in sentences if not any(char.isalnum() for char in s)]
    assert [] == alone or len(sentences) == 1


@given(PIECES)
def test_no_sentence_ends_inside_a_closed_quotation(pieces: list[str]) -> None:
    quoted = tidy_line(" ".join(pieces).translate(dict.fromkeys(map(ord, "“”‘’„«»()[]\"'"))))
    first, *rest = split_sentences(f"He said “so. {quoted}” and left.", "en")
    assert (f"He said “so. {quoted}” and left.", []) == (first, rest)


def test_an_empty_paragraph_has_no_sentence() -> None:
    assert () == split_sentences("")


@pytest.mark.parametrize("part", ["U.S. ", "“a. ", "(a. B) ", "$! ", "''' ", "a.[1", ".", "« "])
def test_a_hostile_text_takes_time_in_proportion(part: str) -> None:
    start = time.process_time()
    split_sentences(part * (200_000 // len(part)), "en")
    assert time.process_time() - start < 5, "quadratic: 200,000 characters take 0.4 s at most"
