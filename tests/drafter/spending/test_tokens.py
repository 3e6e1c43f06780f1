"""Tokens of a text, told from its characters, against what o200k_base made of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.spending.tokens import tokens_in

COUNTED = [
    (15, "The council will vote on Friday on a plan to repair the old bridge."),
    (17, "Der Stadtrat stimmt am Freitag über einen Plan zur Reparatur der Brücke ab."),
    (19, "Городской совет проголосует в пятницу по плану ремонта старого моста."),
    (14, "سيصوت المجلس يوم الجمعة على خطة لإصلاح الجسر القديم."),
    (29, "市议会将于周五就旧桥的维修方案进行表决，市长表示，封闭至少将持续六周。"),
    (
        38,
        "市議会は金曜日に古い橋の修理計画について採決し、市長は閉鎖が少なくとも六週間続くと述べた。",
    ),
    (
        25,
        '{"cites":["R1.S2"],"links":[],"basis":"reported","text":"The bridge stays shut."}',
    ),
]


@pytest.mark.parametrize(("counted", "text"), COUNTED)
def test_a_sentence_has_about_the_tokens_that_a_tokenizer_counted(counted: int, text: str) -> None:
    assert counted == pytest.approx(tokens_in(text), rel=0.25)


def test_ids_and_json_have_more_tokens_than_words_of_their_length() -> None:
    written = '{"cites":["R1.S2","R1.S14"],"links":[],"basis":"reported"}'
    assert tokens_in(written) > 1.5 * tokens_in("a" * len(written))


def test_no_text_has_no_tokens() -> None:
    assert 0 == tokens_in("")


@given(st.text(min_size=1))
def test_a_text_has_at_least_one_token_and_at_most_one_for_each_character(text: str) -> None:
    assert 1 <= tokens_in(text) <= len(text)


@given(st.text(), st.text())
def test_two_texts_together_have_the_tokens_of_both(one: str, other: str) -> None:
    assert abs(tokens_in(one) + tokens_in(other) - tokens_in(one + other)) <= 2
