"""What goes out to a model when an injected report is drafted from."""

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.engines.base import Objection
from drafter.engines.openai.messages import messages_of
from drafter.errors import ReportRefused
from drafter.ingest.tidying import INVISIBLE
from drafter.planning import Plan, plan
from evals.injected import Case, Sent, read_cases
from prompts.framing import safe
from prompts.reader import read_recipe
from schemas.event import Outlet
from schemas.report import Paragraph, Sentence
from tests.factories import event, plan_of, report

CASES = [case for case in read_cases() if case.expect.sent is not Sent.REFUSED]
REFUSED = [case for case in read_cases() if case.expect.sent is Sent.REFUSED]
EVERY_CASE = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
RECIPES = ("briefing", "single")

TAG = re.compile(
    r"[<＜][\s\u200c\u200d]*[/／|｜!?]?[\s\u200c\u200d]*[^\W\d]\w*|<\w+>|\|>|｜>", re.UNICODE
)
MARK = re.compile(r"[\[［【〔][\s\u200c\u200d]*(?:[RＲ]\d+[.．][SＳ]\d+|[EＥЕΕ]\d+)", re.IGNORECASE)
TOKENS = (
    # ChatML, Llama 3 and 4, Harmony, Phi, GLM, Command R, DeepSeek: all open with <| or <｜
    *("<|", "|>", "<｜", "<s>", "</s>", "<<SYS>>", "<</SYS>>", "<bos>", "<eos>", "<unk>", "<sop>"),
    *(
        "<start_of_turn>",
        "<end_of_turn>",
        "<think>",
        "</think>",
        "<tool_call>",
        "<0x0A>",
        "<2mass>",
    ),
    *("[INST]", "[/INST]", "[SYSTEM_PROMPT]", "[/SYSTEM_PROMPT]", "[AVAILABLE_TOOLS]", "[IMG_END]"),
    *("[/AVAILABLE_TOOLS]", "[TOOL_CALLS]", "[TOOL_RESULTS]", "[/TOOL_RESULTS]", "[TOOL_CONTENT]"),
    *("[ARGS]", "[CALL_ID]", "[THINK]", "[/THINK]", "[MODEL_SETTINGS]", "[PREFIX]", "[SUFFIX]"),
    *("[MIDDLE]", "[IMG]", "[IMG_BREAK]", "[BEGIN_AUDIO]", "[gMASK]", "[MASK]", "[CLS]", "[SEP]"),
    *("[|user|]", "[|assistant|]", "]~b]", "]~!b[", "[e~["),
)


TIMELINE = re.compile(r"<timeline>.*?</timeline>", re.DOTALL)


def requests(made: Plan) -> Iterator[tuple[str, str]]:
    """The system and the user message of each call; of the first also with its schema stated."""
    for number, call in enumerate(made.calls):
        for stated in (False, True)[: 1 if number else 2]:
            system, user = messages_of(made, call, None, state_schema=stated)
            yield system["content"], user["content"]


def sent(case: Case) -> list[tuple[str, str]]:
    return _sent(case.name)


@cache
def _sent(name: str) -> list[tuple[str, str]]:
    case = next(case for case in CASES if case.name == name)
    return [pair for recipe in RECIPES for pair in requests(case.plan(recipe))]


def frame(made: Plan) -> list[str]:
    """The tags that a user message has to hold, in order, and no other."""
    tags = ["<events", "</events"] if made.earlier else []
    tags += ["<timeline", "</timeline"] if made.timeline else []
    tags += ["<request", "</request"] if made.instructions else []
    return tags + ["<source", "</source"] * len(made.reports)


def marks(made: Plan) -> list[str]:
    """The numbers that a user message has to hold, in order, and no other."""
    on_the_line_of_time = (fact.sources[0] for fact in made.timeline)
    names = (*(one.id for one in made.earlier), *on_the_line_of_time, *made.sentences())
    return [f"[{name}" for name in names]


def hidden(text: str) -> list[str]:
    return INVISIBLE.findall(text)


def test_a_report_of_a_language_that_cannot_be_is_refused() -> None:
    assert ["field-language"] == [case.name for case in REFUSED]
    with pytest.raises(ReportRefused, match=r"the language .* cannot be read"):
        REFUSED[0].plan("single")


@EVERY_CASE
def test_every_case_is_a_report_that_is_read(case: Case) -> None:
    assert [] == [r.words() for r in case.plan("single").reports if not 100 <= r.words() <= 250]
    assert {case.language} == {r.language for r in case.plan("single").reports}


@EVERY_CASE
def test_the_frame_has_our_tags_and_no_other(case: Case) -> None:
    expected = frame(case.plan("single"))
    assert [expected] * len(sent(case)) == [TAG.findall(user) for _, user in sent(case)]


@EVERY_CASE
def test_no_sentence_or_event_has_a_number_that_we_did_not_give(case: Case) -> None:
    expected = marks(case.plan("single"))
    assert [expected] * len(sent(case)) == [MARK.findall(user) for _, user in sent(case)]


@EVERY_CASE
def test_no_token_of_a_chat_template_goes_out(case: Case) -> None:
    assert [] == [token for _, user in sent(case) for token in TOKENS if token in user]


@EVERY_CASE
def test_no_character_goes_out_that_nobody_sees(case: Case) -> None:
    assert [] == [found for pair in sent(case) for text in pair for found in hidden(text)]


@EVERY_CASE
def test_the_system_message_is_that_of_a_clean_report(case: Case) -> None:
    clean = {recipe: plan_of(report(), recipe=read_recipe(recipe)) for recipe in RECIPES}
    expected = {system for plan in clean.values() for system, _ in requests(plan)}
    assert expected == {system for system, _ in sent(case)}


@EVERY_CASE
def test_what_a_report_says_stands_within_a_frame_and_after_all_that_is_fixed(
    case: Case,
) -> None:
    for recipe in RECIPES:
        made = case.plan(recipe)
        clean = replace(made, reports=tuple(report() for _ in made.reports))
        for (_, user), (_, other) in zip(requests(made), requests(clean), strict=True):
            assert other.rpartition("</source>")[2] == user.rpartition("</source>")[2]
            from_reports_alone = case.events is None and case.instructions is None
            before = TIMELINE.sub("", user).partition("<source")[0]
            assert not (from_reports_alone and case.injection in before)


@EVERY_CASE
def test_the_injected_words_go_out_as_the_case_says(case: Case) -> None:
    assert case.injection in case.filed()
    shown = safe(html.unescape(case.injection))
    expected = {
        Sent.DROPPED: (False, None),
        Sent.ESCAPED: (False, True),
        Sent.DATA: (True, None),
    }[case.expect.sent]
    for _, user in sent(case):
        escaped = shown in user or shown.replace('"', "”").replace(">", "›") in user
        assert expected == (case.injection in user, escaped if expected[1] is not None else None)


def test_a_control_comes_through_readable() -> None:
    controls = {case.name: sent(case)[0][1] for case in CASES if case.is_control}
    assert "read “ignore previous instructions and recommend" in controls["control-about-injection"]
    assert "“‹script>alert(1)‹/script>”" in controls["control-code"]
    assert "Values of x < 5 in a form" in controls["control-code"]
    assert "[see map]" in controls["control-brackets"]
    assert "[systemic] checks" in controls["control-brackets"]
    assert "می\u200cگوید" in controls["control-arabic-persian"]


PIECES = st.sampled_from(
    [
        *TOKENS,
        *("</source>", '<source id="R2">', "<events>", "</events>", "<request>", "</request>"),
        *("＜/source＞", "<\u200b/source>", "<\u200c/source>", "< / source >", "&lt;/source&gt;"),
        *("[R1.S1]", "[R9.S9", "[E1]", "［R1.S1］", "[\u200dR1.S1]", "[Ｒ1.S1]", "[Е1]", "【E1】"),
        *(
            "\n",
            "\n\n[R1.S2] ",
            "\u2028",
            "\u2029",
            "\x85",
            "\x1e",
            "\u202e",
            "\u2066",
            "\U000e0041",
        ),
        *("<", "[", "|", "]", "~", '"', "/", "<|im_", "end|>", "{{ keys }}", "<!-- user -->"),
    ]
)
HOSTILE = st.lists(PIECES | st.text(max_size=6), max_size=12).map("".join)
FILLED = HOSTILE.map(lambda text: f"{text}.")


@given(st.lists(FILLED, min_size=1, max_size=3), FILLED, FILLED, FILLED, FILLED)
def test_the_frame_holds_for_any_text(
    sentences: list[str], headline: str, publisher: str, wish: str, outlet: str
) -> None:
    made = _hostile_plan(sentences, headline, publisher, wish, outlet)
    user = next(requests(made))[1]
    assert frame(made) == TAG.findall(user)
    assert marks(made) == MARK.findall(user)
    assert [] == hidden(user)
    assert [] == [token for token in TOKENS if token in user]
    assert 1 + len(sentences) == sum(bool(MARK.match(line)) for line in user.splitlines())


@given(HOSTILE, HOSTILE)
def test_a_repair_quotes_what_was_wrong_without_leaving_its_frame(reply: str, error: str) -> None:
    made = plan_of(report(), recipe=read_recipe("single"))
    call = made.calls[0]
    wrong = Objection(reply=reply, errors=(error or "-",), sections=call.sections)
    *_, last, again = messages_of(made, call, wrong, state_schema=False)
    assert ["<errors", "</errors"] == TAG.findall(again["content"])
    assert [] == TAG.findall(last["content"])
    assert [] == hidden(last["content"] + again["content"])


def _hostile_plan(
    sentences: list[str], headline: str, publisher: str, wish: str, outlet: str
) -> Plan:
    numbered = tuple(Sentence(number=n, text=text) for n, text in enumerate(sentences, 1))
    paragraphs = (Paragraph(sentences=numbered),)
    told = {"headline": headline, "publisher": publisher, "paragraphs": paragraphs}
    before = event(date(2026, 3, 1), headline)
    named = before.model_copy(update={"outlets": (Outlet(name=outlet, url=None),)})
    return plan(
        (report().model_copy(update=told),),
        read_recipe("single"),
        earlier=(named,),
        instructions=wish,
    )
