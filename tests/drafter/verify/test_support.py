"""What is asked of which statement, what a verdict amounts to, and what of it outlives an edit."""

import pytest

from drafter import gate
from drafter.assembling import revised
from drafter.verify.support import (
    CHANGED,
    NEW_FACT,
    NOT_THERE,
    OTHERWISE,
    Query,
    found,
    no_answer,
    not_asked,
    queries_of,
    with_findings,
)
from schemas.draft import Draft
from schemas.evidence import Check, Finding, Severity, Span, Verdict
from schemas.review import EditorVerdict, Judgement
from schemas.sections import (
    Confidence,
    Horizon,
    Likelihood,
    ScenarioKind,
    SectionName,
    Sections,
)
from schemas.statement import Basis, Statement
from schemas.support import ClaimVerdict, Support
from schemas.written import WrittenGap, WrittenParagraph, WrittenScenario
from tests.factories import NOON, draft, event, plan_of, report, statement

PLAN = plan_of(earlier=[event(NOON.date(), "Divers begin to inspect the piers of the old bridge.")])
TEXT = "The bridge shut on Monday."


def query(basis: Basis = Basis.REPORTED, *, links: tuple[str, ...] = ()) -> Query:
    one = Statement(
        id="s2", written_by="engine", text=TEXT, basis=basis, cites=("R1.S1",), links=links
    )
    return Query(1, SectionName.BODY, one)


def said(verdict: Support, words: str | None = "Monday") -> ClaimVerdict:
    return ClaimVerdict(claim=1, reason="The report says Tuesday.", verdict=verdict, words=words)


def sections_of(made: Draft) -> Sections:
    return Sections.model_validate({name: getattr(made, name) for name in Sections.model_fields})


def scenario() -> WrittenScenario:
    return WrittenScenario(
        kind=ScenarioKind.RISK,
        statement=statement("The bridge reopens by 1 May 2026.", basis=Basis.INFERENCE),
        horizon=Horizon.SHORT_TERM,
        confidence=Confidence.ASSESSED,
        likelihood=Likelihood.UNLIKELY,
        watch_for="A vote on the repair plan.",
    )


def test_what_claims_nothing_is_not_asked_about() -> None:
    gap = WrittenGap(cites=("R1.S1",), links=(), text="Who paid the divers?")
    made = draft(PLAN, scenarios=(scenario(),), information_gaps=(gap,))

    texts = [query.statement.text for query in queries_of(made, PLAN.evidence)]

    assert "The bridge reopens by 1 May 2026." in texts
    assert not {"A vote on the repair plan.", "Who paid the divers?"} & set(texts)


def test_a_subhead_is_asked_about_and_queries_are_numbered_in_reading_order() -> None:
    paragraph = WrittenParagraph(subhead="A town cut off", statements=(statement(),))
    queries = queries_of(draft(PLAN, body=(paragraph,)), PLAN.evidence)

    expected = [
        (1, "Eastmere closes its old bridge"),
        (2, "A town cut off"),
        (3, "The old bridge is closed."),
    ]
    assert expected == [(query.number, query.statement.text) for query in queries]


def test_a_reported_statement_is_shown_with_what_it_cites_alone() -> None:
    queries = queries_of(draft(PLAN), PLAN.evidence)

    assert [()] * 2 == [query.beside for query in queries]


@pytest.mark.parametrize("basis", [Basis.INFERENCE, Basis.BACKGROUND])
def test_what_is_not_reported_is_shown_with_the_three_sentences_nearest_to_it(
    basis: Basis,
) -> None:
    text = "Ferries and pilots cannot replace a closed bridge."
    prose = (statement(text, basis=basis, cites=["R1.S1"]),)
    asked = queries_of(draft(PLAN, key_takeaway=prose), PLAN.evidence)

    (beside,) = (query.beside for query in asked if query.statement.text == text)

    assert "R1.S3" == beside[0]
    assert "R1.S1" not in beside
    assert 3 >= len(beside)


@pytest.mark.parametrize("basis", [*Basis])
def test_a_contradiction_stops_approval_whatever_the_basis(basis: Basis) -> None:
    shown = found(query(basis), said(Support.CONTRADICTED))

    assert shown is not None
    assert (Verdict.FAIL, Severity.BLOCKER) == (shown.verdict, shown.severity)
    assert f"{OTHERWISE}: The report says Tuesday." == shown.reason


@pytest.mark.parametrize(
    ("basis", "links", "reason"),
    [
        (Basis.REPORTED, (), NOT_THERE),
        (Basis.INFERENCE, (), NEW_FACT),
        (Basis.BACKGROUND, ("E1",), NOT_THERE),
    ],
)
def test_what_the_sources_do_not_say_is_a_warning(
    basis: Basis, links: tuple[str, ...], reason: str
) -> None:
    shown = found(query(basis, links=links), said(Support.NOT_SAID))

    assert shown is not None
    assert (Verdict.FAIL, Severity.WARNING) == (shown.verdict, shown.severity)
    assert shown.reason.startswith(reason)


def test_general_knowledge_need_not_be_in_the_sources() -> None:
    assert found(query(Basis.BACKGROUND), said(Support.NOT_SAID)) is None


@pytest.mark.parametrize("basis", [*Basis])
def test_what_is_carried_is_not_listed(basis: Basis) -> None:
    assert found(query(basis), said(Support.ENTAILED)) is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Monday", Span(start=19, end=25)),
        ("monday", None),
        ("Sunday", None),
        ("", None),
        (None, None),
    ],
)
def test_the_span_is_where_the_model_copied_words_as_they_stand(
    words: str | None, expected: Span | None
) -> None:
    shown = found(query(), said(Support.CONTRADICTED, words))

    assert shown is not None
    assert expected == shown.span


def with_a_contradiction(made: Draft) -> tuple[Draft, Finding]:
    """The draft with a blocker on its last statement, s2."""
    shown = found(query(), said(Support.CONTRADICTED))
    assert shown is not None
    finding = shown.of(SectionName.BODY, "s2")
    return with_findings(made, [finding]), finding


def edited(made: Draft, **changed: object) -> Draft:
    """The draft after an edit of its sections."""
    sections = sections_of(made).model_copy(update=changed)
    return revised(made, sections, made.null_reasons, PLAN.reports, PLAN.earlier)


def support_of(made: Draft) -> list[tuple[str | None, str]]:
    return [(one.statement, one.reason) for one in made.findings if one.check is Check.SUPPORT]


def test_a_finding_stays_while_its_statement_does() -> None:
    made, finding = with_a_contradiction(draft(PLAN))
    assert made.headline.text == "Eastmere closes its old bridge"

    after = edited(made)

    assert [finding] == [one for one in after.findings if one.check is Check.SUPPORT]


def test_an_edit_makes_no_finding_vanish_but_leaves_what_could_not_be_checked() -> None:
    made, _ = with_a_contradiction(draft(PLAN))
    assert made.body is not None
    old = made.body[0].statements[0]
    new = old.model_copy(update={"text": "The bridge is closed.", "written_by": "editor"})

    after = edited(made, body=(made.body[0].model_copy(update={"statements": (new,)}),))

    assert [("s2", CHANGED)] == support_of(after)
    assert all(one.stops for one in after.findings if one.check is Check.SUPPORT)


def test_the_same_words_under_a_new_id_have_not_been_asked_about() -> None:
    made, _ = with_a_contradiction(draft(PLAN))
    assert made.body is not None
    old = made.body[0].statements[0]
    new = old.model_copy(update={"id": "s3", "written_by": "editor"})

    after = edited(made, body=(made.body[0].model_copy(update={"statements": (new,)}),))

    assert [("s3", CHANGED)] == support_of(after)


def test_a_draft_that_nobody_asked_about_gets_no_such_finding_by_an_edit() -> None:
    made = draft(PLAN)
    new = made.headline.model_copy(update={"text": "Bridge shut", "written_by": "editor"})

    assert [] == support_of(edited(made, headline=new))


def test_that_no_model_was_asked_stays_the_one_finding_whatever_is_edited() -> None:
    plain = draft(PLAN)
    none = not_asked("no model is there")
    made = with_findings(plain, [none])
    new = made.headline.model_copy(update={"text": "Bridge shut", "written_by": "editor"})

    assert [(None, none.reason)] == support_of(edited(made, headline=new))


def test_a_verdict_on_a_draft_that_no_model_was_asked_about_ends_with_any_edit() -> None:
    made = with_findings(draft(PLAN), [not_asked("no model is there")])
    word = Judgement(
        on=SectionName.HEADLINE, verdict=EditorVerdict.VERIFIED, reason="Read beside the report."
    )
    verdict = gate.verdict_on(made, word, "Ada", NOON)
    assert verdict is not None
    assert () == gate.open_findings(made, [verdict])

    assert made.body is not None
    new = made.body[0].statements[0].model_copy(update={"text": "Divers found cracks."})
    after = edited(made, body=(made.body[0].model_copy(update={"statements": (new,)}),))
    assert 1 == len(gate.open_findings(after, [verdict]))


def test_a_finding_goes_along_with_a_statement_that_is_moved() -> None:
    made, _ = with_a_contradiction(draft(PLAN))
    assert made.body is not None
    [old, *_] = made.body[0].statements
    moved = made.headline.model_copy(update={"id": old.id})
    other = old.model_copy(update={"id": made.headline.id})

    after = edited(
        made,
        headline=other,
        body=(made.body[0].model_copy(update={"statements": (moved,)}),),
    )

    places = {one.id: section for section, one in after.statements()}
    found = [one for one in after.findings if one.check is Check.SUPPORT]
    assert found
    assert all(one.statement and places[one.statement] is one.section for one in found)


def test_findings_stand_in_reading_order_those_on_whole_sections_last() -> None:
    made = draft(PLAN, plain_english=(statement("word " * 200),))
    more = [no_answer("why").of(SectionName.BODY, name) for name in ("s2", "s1")]

    order = [one.statement for one in with_findings(made, more).findings]

    assert ["s1", "s2"] == [name for name in order if name in ("s1", "s2")]
    assert None in order
    assert order == sorted(order, key=lambda name: (name is None, name or ""))


def test_no_finding_of_another_check_is_replaced() -> None:
    made = draft(PLAN, plain_english=(statement("word " * 200),))
    after, finding = with_a_contradiction(made)

    assert {*made.findings, finding} == {*after.findings}


def test_a_report_in_no_known_language_is_asked_about_too() -> None:
    by = plan_of(report(language="und"))

    assert 2 == len(queries_of(draft(by), by.evidence))
