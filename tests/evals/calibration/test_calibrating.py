"""Checks and judges against labels: what is read, what is asked, what agreement comes to."""

import json
from pathlib import Path

import pytest

from drafter.settings import Settings
from evals.calibration.checking import checked
from evals.calibration.judging import judged
from evals.calibration.labels import Item, read_labels, sample
from evals.calibration.records import agreement_of
from evals.errors import LabelsRefused
from evals.judging.panel import judge_engine
from schemas.base import Closed
from schemas.support import ClaimVerdict, Support, SupportVerdicts
from tests.evals.making import NOON
from tests.fakes.endpoint import Answer, FakeEndpoint, completion, failure

SOURCE = "The ferry carried 212 passengers. Four of its crew were hurt on Monday."
RIGHT = Item(SOURCE, "The ferry carried 212 passengers.", consistent=True)
WRONG = Item(SOURCE, "The ferry carried 350 passengers.", consistent=False)


def kept(path: Path, *rows: dict[str, object]) -> Path:
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def test_our_own_labels_summedits_and_cliff_are_read(tmp_path: Path) -> None:
    own: dict[str, object] = {"source": SOURCE, "text": RIGHT.text, "consistent": True}
    summedits: dict[str, object] = {"doc": SOURCE, "summary": WRONG.text, "label": 0}
    cliff: dict[str, object] = {"doc": SOURCE, "summ": "It cost £ 15 m - more", "origin": "xsum"}
    rows = [own, summedits, cliff | {"annotated_span": "['more']"}]

    first, second, third = read_labels(kept(tmp_path / "a.jsonl", *rows))

    assert (RIGHT, WRONG) == (first, second)
    assert Item(SOURCE, "It cost £15m-more", consistent=False, origin="xsum") == third


def test_a_line_that_is_no_item_and_an_origin_that_is_not_there_are_refused(tmp_path: Path) -> None:
    with pytest.raises(LabelsRefused, match=r"a\.jsonl:1: no labelled item"):
        read_labels(kept(tmp_path / "a.jsonl", {"text": "Alone."}))
    row = {"source": SOURCE, "text": "a", "consistent": True, "origin": "here"}
    with pytest.raises(LabelsRefused, match="no items of there; there are: here"):
        read_labels(kept(tmp_path / "b.jsonl", row), "there")
    with pytest.raises(LabelsRefused, match="cannot be read"):
        read_labels(tmp_path / "missing.jsonl")


def test_a_sample_is_half_consistent_and_the_same_for_the_same_seed() -> None:
    items = [RIGHT] * 50 + [WRONG] * 10

    found = sample(items, 20)

    assert (10, 10) == (found.count(RIGHT), found.count(WRONG))
    assert found == sample(items, 20)


def test_the_checks_flag_a_number_that_the_source_does_not_have() -> None:
    assert [False, True] == [one.is_flagged() for one in checked([RIGHT, WRONG])]


def test_agreement_counts_what_was_not_said_and_does_not_score_it() -> None:
    items = [RIGHT, RIGHT, WRONG, WRONG, WRONG]

    found = agreement_of("m", "labels", items, [True, False, False, True, None], NOON)

    assert (4, 1) == (found.n, found.unscored)
    assert (0.5, 0.5, 0.5) == (found.balanced_accuracy, found.precision, found.recall)


def verdicts(*said: Support) -> Answer:
    made = [
        ClaimVerdict(claim=number, reason="so it reads", verdict=one, words=None)
        for number, one in enumerate(said, 1)
    ]
    return completion(_json(SupportVerdicts(verdicts=tuple(made))))


def _json(answer: Closed) -> str:
    return answer.model_dump_json()


async def asked(*answers: Answer, items: list[Item]) -> list[bool | None]:
    async with FakeEndpoint(*answers) as endpoint:
        settings = Settings(openai_base_url=endpoint.url, attempts=1)
        async with judge_engine("m", settings) as engine:
            return await judged(items, engine, at_once=1)


async def test_a_text_is_consistent_where_every_sentence_is_entailed() -> None:
    two = Item(SOURCE, "The ferry carried 212 passengers. Four were hurt.", consistent=True)

    said = await asked(
        verdicts(Support.ENTAILED, Support.ENTAILED),
        verdicts(Support.ENTAILED, Support.NOT_SAID),
        items=[two, two],
    )

    assert [True, False] == said


async def test_a_judge_that_fails_gives_no_verdict_and_no_number() -> None:
    assert [None] == await asked(failure(401), items=[RIGHT])
