"""Pairs of drafts: one that is as it should be, and the same with one thing wrong.

Each file of `draft_pairs` is named for its check. A pair has `sources` (the sentences of one
report, or a list of such lists), and `right` and `wrong`: section -> statements, each a text and
the sentences that it cites. Statements of the body stand in one paragraph.
"""

from pathlib import Path
from typing import Any

import pytest
import yaml

from drafter.numbering import numbered
from drafter.verify.checks import verify
from drafter.verify.evidence import evidence_of
from schemas.evidence import Check, Finding
from schemas.report import Paragraph, Report, Sentence
from schemas.statement import Basis, WrittenStatement
from schemas.written import WrittenParagraph
from tests.factories import plan_of, report, statement, written

FILES = sorted((Path(__file__).parent / "draft_pairs").glob("*.yaml"))
PAIRS = [
    pytest.param(Check(file.stem), pair, id=f"{file.stem}: {pair['about']}")
    for file in FILES
    for pair in yaml.safe_load(file.read_text(encoding="utf-8"))
]
Told = dict[str, list[list[Any]]]


def reports(pair: dict[str, Any]) -> list[Report]:
    given = pair["sources"] if isinstance(pair["sources"][0], list) else [pair["sources"]]
    made = []
    for texts in given:
        sentences = tuple(Sentence(number=n, text=text) for n, text in enumerate(texts, 1))
        bare = report(headline=pair.get("headline", "-"), language=pair.get("language", "en"))
        made.append(bare.model_copy(update={"paragraphs": (Paragraph(sentences=sentences),)}))
    return made


def statements(told: list[list[Any]]) -> tuple[WrittenStatement, ...]:
    return tuple(
        statement(text, cites=[c if isinstance(c, str) else f"R1.S{c}" for c in cites])
        for text, *cites in told
    )


def findings(check: Check, pair: dict[str, Any], told: Told) -> list[Finding]:
    of = reports(pair)
    made = {name: statements(texts) for name, texts in told.items()}
    body = made.pop("body", (statement("-", cites=["R1.S1"]),))
    one = ("headline", "standfirst")
    bare = statement("-", basis=Basis.BACKGROUND, cites=())
    sections: dict[str, Any] = {"headline": bare} | made
    sections |= {name: texts[0] for name, texts in made.items() if name in one}
    sections["body"] = (WrittenParagraph(subhead=None, statements=body),)
    plan = plan_of(*of)
    found = verify(
        numbered(written(**sections), plan),
        evidence_of(of, (), language=plan.language),
        plan.limits,
        plan.language,
    )
    return [finding for finding in found if finding.check is check]


@pytest.mark.parametrize(("check", "pair"), PAIRS)
def test_a_draft_that_is_as_it_should_be_has_no_finding(check: Check, pair: dict[str, Any]) -> None:
    assert [] == findings(check, pair, pair["right"])


@pytest.mark.parametrize(("check", "pair"), PAIRS)
def test_the_one_thing_that_is_wrong_is_found(check: Check, pair: dict[str, Any]) -> None:
    assert findings(check, pair, pair["wrong"])
