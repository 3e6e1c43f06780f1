"""The invariants that the schema of a draft holds."""

from typing import Any

import pytest
from pydantic import ValidationError

from schemas.draft import Draft
from schemas.evidence import Check
from schemas.sections import SectionName
from schemas.statement import Basis, WrittenStatement
from tests.factories import draft, statement


def changed(**fields: object) -> dict[str, Any]:
    """The document of a valid draft with some fields replaced."""
    return draft().model_dump(mode="json") | fields


def test_a_draft_survives_the_way_through_json() -> None:
    made = draft()
    assert made == Draft.model_validate_json(made.model_dump_json())


def test_a_reported_statement_must_cite() -> None:
    with pytest.raises(ValidationError, match="must cite at least one source sentence"):
        WrittenStatement(cites=(), links=(), basis=Basis.REPORTED, text="The bridge is closed.")


def test_a_null_section_without_a_reason_is_refused() -> None:
    with pytest.raises(ValidationError, match="synthesis"):
        Draft.model_validate(changed(null_reasons={"conflicts": "one report"}))


def test_a_reason_for_a_section_that_is_there_is_refused() -> None:
    reasons = draft().null_reasons | {SectionName.BODY: "there is one"}
    with pytest.raises(ValidationError, match="body"):
        Draft.model_validate(changed(null_reasons=reasons))


def test_a_citation_of_a_sentence_that_is_not_there_is_refused() -> None:
    headline = draft().headline.model_dump(mode="json") | {"cites": ["R1.S99"]}
    with pytest.raises(ValidationError, match=r"R1\.S99"):
        Draft.model_validate(changed(headline=headline))


def test_a_link_to_an_event_that_is_not_there_is_refused() -> None:
    headline = draft().headline.model_dump(mode="json") | {"links": ["E3"]}
    with pytest.raises(ValidationError, match="E3"):
        Draft.model_validate(changed(headline=headline))


def test_a_statement_id_that_is_used_twice_is_refused() -> None:
    made = draft(standfirst=statement())
    assert made.standfirst is not None
    twice = made.standfirst.model_dump(mode="json") | {"id": made.headline.id}
    with pytest.raises(ValidationError, match="used twice"):
        Draft.model_validate(made.model_dump(mode="json") | {"standfirst": twice})


def test_a_section_over_its_limit_needs_a_finding_that_says_so() -> None:
    made = draft(standfirst=statement("Word " * 40))
    assert any(f.section is SectionName.STANDFIRST for f in made.findings)
    with pytest.raises(ValidationError, match="over the recipe's limit"):
        Draft.model_validate(made.model_dump(mode="json") | {"findings": []})


def test_a_section_at_its_limit_needs_none() -> None:
    made = draft(standfirst=statement("Word " * 35))
    over = {finding.section for finding in made.findings if finding.check is Check.LIMITS}
    assert SectionName.STANDFIRST not in over


def test_a_finding_about_a_statement_that_is_not_there_is_refused() -> None:
    made = draft(standfirst=statement("Word " * 40))
    findings = [f.model_dump(mode="json") | {"statement": "s999"} for f in made.findings]
    with pytest.raises(ValidationError, match="s999"):
        Draft.model_validate(made.model_dump(mode="json") | {"findings": findings})


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(ValidationError, match="Extra inputs"):
        Draft.model_validate(changed(note="hello"))


CAME_LATER = {"carried", "cuts"}
"""Fields with a default, so that a draft which was written before them is still read."""


@pytest.mark.parametrize("field", sorted(set(Draft.model_fields) - CAME_LATER))
def test_no_field_of_a_draft_may_be_left_out(field: str) -> None:
    document = changed()
    del document[field]
    with pytest.raises(ValidationError, match="Field required"):
        Draft.model_validate(document)


@pytest.mark.parametrize("field", sorted(CAME_LATER))
def test_a_draft_from_before_a_field_is_still_read(field: str) -> None:
    document = changed()
    del document[field]
    assert () == getattr(Draft.model_validate(document), field)
