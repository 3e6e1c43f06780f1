"""Pairs of statements: one that its sources carry, and the same with one thing wrong.

Each file of `pairs` is named for its check. A pair has `sources` (sentences of one report, which
are cited unless `cites` names some), `right`, `wrong`, and where it matters `published`,
`language`, `basis`, `section` and an earlier `event`.
"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from drafter.verify.checks import check_statement
from drafter.verify.evidence import Evidence, evidence_of
from drafter.verify.found import Found
from schemas.event import EarlierEvent
from schemas.evidence import Check
from schemas.report import Paragraph, Sentence
from schemas.sections import SectionName
from schemas.statement import Basis, WrittenStatement
from tests.factories import event, report

FILES = sorted((Path(__file__).parent / "pairs").glob("*.yaml"))
PAIRS = [
    pytest.param(Check(file.stem), pair, id=f"{file.stem}: {pair['about']}")
    for file in FILES
    for pair in yaml.safe_load(file.read_text(encoding="utf-8"))
]


def evidence(pair: dict[str, Any]) -> Evidence:
    sentences = [Sentence(number=n, text=text) for n, text in enumerate(pair["sources"], 1)]
    made = report(
        published=pair.get("published"), headline="-", language=pair.get("language", "en")
    ).model_copy(update={"paragraphs": (Paragraph(sentences=tuple(sentences)),)})
    return evidence_of([made], earlier(pair))


def earlier(pair: dict[str, Any]) -> list[EarlierEvent]:
    told = pair.get("event")
    return [event(date.fromisoformat(str(told["date"])), told["text"])] if told else []


def findings(check: Check, pair: dict[str, Any], text: str) -> list[Found]:
    numbers = pair.get("cites", range(1, len(pair["sources"]) + 1))
    links = tuple(one.id for one in earlier(pair))
    said = WrittenStatement(
        cites=() if links else tuple(f"R1.S{n}" for n in numbers),
        links=links,
        basis=Basis(pair.get("basis", "reported")),
        text=text,
    )
    section = SectionName(pair.get("section", "body"))
    return [f for f in check_statement(section, said, evidence(pair)) if f.check is check]


@pytest.mark.parametrize(("check", "pair"), PAIRS)
def test_what_the_sources_carry_has_no_finding(check: Check, pair: dict[str, Any]) -> None:
    assert [] == findings(check, pair, pair["right"])


@pytest.mark.parametrize(("check", "pair"), PAIRS)
def test_the_one_thing_that_is_wrong_is_found(check: Check, pair: dict[str, Any]) -> None:
    assert findings(check, pair, pair["wrong"])
