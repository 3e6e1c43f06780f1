"""The extractive engine as the pipeline uses it."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.engines.base import Engine
from drafter.engines.extractive.engine import ENGLISH_ONLY, ExtractiveEngine
from drafter.pipeline import draft
from drafter.planning import SectionCall
from schemas.evidence import Severity
from schemas.provenance import EngineName
from schemas.sections import SectionName
from schemas.statement import Basis
from schemas.walk import overruns, section_statements, written_statements
from tests.drafter.engines.extractive.samples import LONG, drafted, reason, strait
from tests.factories import plan_of

PLAN = plan_of(strait())
OWN_WORDS = {SectionName.HEADLINE, SectionName.INFORMATION_GAPS, SectionName.CONFLICTS}
CUE_SECTIONS = (
    SectionName.ROOT_CAUSES,
    SectionName.ESCALATION,
    SectionName.SCENARIOS,
    SectionName.PERSPECTIVES,
    SectionName.PLAIN_ENGLISH,
    SectionName.INFORMATION_GAPS,
)


async def test_the_reply_has_no_fault_and_cost_no_attempt() -> None:
    engine: Engine = ExtractiveEngine()
    reply = await engine.write(PLAN, PLAN.calls[0], None)
    assert (EngineName.EXTRACTIVE, None, None) == (engine.name, engine.model, engine.endpoint)
    assert ((), (), ()) == (reply.attempts, reply.errors, reply.prompts)
    assert reply.written == drafted(PLAN)


async def test_the_pipeline_makes_a_draft_of_it_without_a_blocker() -> None:
    made = await draft(PLAN, ExtractiveEngine())
    assert [] == [f for f in made.findings if f.severity is Severity.BLOCKER]
    assert (None, ()) == (made.provenance.cost_usd, made.provenance.calls)


def test_every_section_that_the_report_supports_is_filled() -> None:
    assert () == drafted(PLAN).null_reasons


def test_every_sentence_is_the_reports_own_and_cites_itself() -> None:
    sentences = PLAN.sentences()
    copied = [
        (statement.basis, statement.text, statement.cites)
        for name, statement in written_statements(drafted(PLAN))
        if name not in OWN_WORDS
    ]
    assert copied
    for basis, text, cites in copied:
        assert (Basis.REPORTED, [text]) == (basis, [sentences[cite] for cite in cites])


async def test_a_call_for_two_sections_writes_those_two_alone() -> None:
    call = SectionCall("part", None, (), (SectionName.BODY, SectionName.SCENARIOS))
    written = (await ExtractiveEngine().write(PLAN, call, None)).written
    assert written is not None
    assert {"body", "scenarios", "null_reasons"} == written.model_fields_set


def test_the_same_report_gives_the_same_draft() -> None:
    assert drafted(PLAN) == drafted(plan_of(strait()))


@pytest.mark.parametrize("language", ["de", "fr", "es", "ar", "und"])
def test_in_other_languages_rank_and_place_work_and_cues_say_why_not(language: str) -> None:
    plan = plan_of(
        strait(
            "Die alte Brücke von Osthafen bleibt seit Dienstag gesperrt. Er nannte keinen Grund.",
            "Taucher fanden Risse in zwei Pfeilern der alten Brücke. Der Rat berät am Freitag.",
            headline="Alte Brücke von Osthafen gesperrt",
            language=language,
        )
    )
    written = drafted(plan)
    assert written.standfirst is not None
    assert written.key_takeaway is not None
    assert written.body is not None
    assert written.causes_and_effects is not None
    assert {ENGLISH_ONLY} == {reason(written, name) for name in CUE_SECTIONS}


def test_a_600_word_report_is_drafted_within_100_ms_of_cpu() -> None:
    plan = plan_of(strait(*LONG))
    assert plan.reports[0].words() > 500
    started = time.process_time()
    drafted(plan)
    assert time.process_time() - started < 0.4  # four times the bound: this machine is shared


VOCABULARY = """Dahl Ek He “We will ” " said denied may could Norway’s killed, because after
talks the The U.S. officials on Tuesday : ; — … 11 May and of Ministry strait"""
WORDS = st.sampled_from(VOCABULARY.split())
SENTENCES = st.lists(WORDS, min_size=1, max_size=25).map(lambda words: " ".join(words) + ". ")
PARAGRAPHS = st.lists(
    st.lists(SENTENCES, min_size=1, max_size=5).map("".join), min_size=1, max_size=6
)


@given(PARAGRAPHS, st.sampled_from(["en", "de", "und"]))
@settings(max_examples=60, deadline=None)
def test_whatever_the_text_limits_hold_and_no_sentence_serves_twice(
    paragraphs: list[str], language: str
) -> None:
    plan = plan_of(strait(*paragraphs, language=language))
    written = drafted(plan)
    numbers = {name: number for number, name in enumerate(plan.sentences())}
    over = overruns(written, plan.limits)
    assert all(run.section is SectionName.STANDFIRST for run in over)
    assert all(run.count <= run.limit * 1.25 for run in over)
    for name in set(SectionName) - OWN_WORDS:
        statements = section_statements(written, name)
        texts = [statement.cites for statement in statements]
        assert len(set(texts)) == len(texts)
        if name is not SectionName.PERSPECTIVES:  # there, in order for each actor
            order = [numbers[statement.cites[0]] for statement in statements]
            assert all(one < other for one, other in pairwise(order))
