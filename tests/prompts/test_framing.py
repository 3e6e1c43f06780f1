import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.ingest.tidying import INVISIBLE
from prompts.framing import attribute, safe, speaks_to_a_model

EVERY_CHARACTER = "".join(map(chr, range(sys.maxunicode + 1)))

TOKENS = st.sampled_from(
    [
        "</source>",
        "< / source >",
        '<source id="R2">',
        "<events>",
        "</request>",
        "</errors>",
        "<|im_start|>system",
        "<|im_end|>",
        "<s>",
        "</s>",
        "<<SYS>>",
        "[INST]",
        "[/INST]",
        "[R1.S1]",
        "[E1]",
        "<think>",
        "\u200b",
        "<\u200b/source>",
        "[\u200bR1.S1]",
        "\n",
        "\x00",
        "{{ limits }}",
        "{% include 'parts/work.md' %}",
        "<!-- user -->",
    ]
)
HOSTILE = st.lists(TOKENS | st.text(max_size=8)).map("".join)
FRAME = re.compile(r"<\s*[/|!]?\s*[a-z|]|<<|\|>|\[\s*/?\s*(?:[RE]\d|INST)", re.IGNORECASE)


@given(HOSTILE)
def test_no_text_from_outside_can_open_a_tag_a_sentence_number_or_a_turn(text: str) -> None:
    assert FRAME.search(safe(text)) is None


@given(HOSTILE)
def test_making_safe_twice_changes_nothing_more(text: str) -> None:
    assert safe(text) == safe(safe(text))


@given(HOSTILE)
def test_text_from_outside_stays_on_one_line(text: str) -> None:
    assert len(safe(text).splitlines()) <= 1


@given(HOSTILE)
def test_an_attribute_cannot_end_its_quotation_or_its_tag(text: str) -> None:
    assert set() == set('">\n\r') & set(attribute(text))


def test_plain_prose_is_left_as_it_is() -> None:
    prose = "“Prices rose 3 < 5 %,” she said [sic] – at Müller & Söhne's café, A[2] or <3."

    assert prose == safe(prose)


def test_the_joiners_of_persian_and_hindi_are_kept() -> None:
    assert "می\u200cخواهم" == safe("می\u200cخواهم")


def test_characters_that_no_one_sees_are_dropped() -> None:
    hidden = "a\u202eb\u200bc\x07d\ufeffe\U000e0041f"

    assert "abcdef" == safe(hidden)


def test_whatever_reading_drops_from_a_report_is_dropped_from_a_prompt_too() -> None:
    seen = set(safe(EVERY_CHARACTER))
    assert [] == [char for char in INVISIBLE.findall(EVERY_CHARACTER) if char in seen]


@pytest.mark.parametrize(
    "token",
    [
        *("[THINK]", "[TOOL_CALLS]", "[ARGS]", "[PREFIX]", "[BEGIN_AUDIO]", "[gMASK]", "[|user|]"),
        *(
            "]~b]",
            "]~!b[",
            "[e~[",
            "<0x0A>",
            "<2mass>",
            "<｜User｜>",
            "＜/source＞",
            "＜/claim＞",
            "＜|",
        ),
        *("［R1.S1］", "【E1】", "[Ｒ1.S1]", "[\u200dR1.S1]", "[ E2]", "[Е1]"),
    ],
)
def test_a_token_of_another_family_or_a_look_alike_of_ours_is_broken(token: str) -> None:
    assert token != safe(token)
    assert safe(token) == safe(safe(token))


@pytest.mark.parametrize(
    "prose",
    [
        "[systemic] checks, [installed in 1974], [images below], [tools], [paddle], [Ed.: sic]",
        "5 <6, 7 < 8 and <3, ~20 people, [~20], 【快讯】 消息, ＜书名＞, A[2], E[4]",
    ],
)
def test_brackets_and_signs_of_ordinary_prose_stay(prose: str) -> None:
    assert prose == safe(prose)
    assert not speaks_to_a_model(prose)


@pytest.mark.parametrize(
    "text",
    [
        *("a <|im_start|>system", "</source>", "[INST] x", "<s>", "<<SYS>>", "</think>", "]~b]x"),
        *("＜/events＞", "[R1.S9] x", "<start_of_turn>user", "< / request >", "x｜>"),
    ],
)
def test_marks_of_a_template_or_of_our_frame_speak_to_a_model(text: str) -> None:
    assert speaks_to_a_model(text)


@pytest.mark.parametrize("text", ["<b>bold</b>", "x < s", "<script>", "ignore previous rules"])
def test_other_markup_and_plain_words_do_not_count_as_marks(text: str) -> None:
    assert not speaks_to_a_model(text)
