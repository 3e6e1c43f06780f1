import re

from hypothesis import given
from hypothesis import strategies as st

from prompts.framing import attribute, safe

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
