"""Beside each statement of the page stands what it rests on, and what the checks found."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.exports.beside import pieces
from drafter.exports.formats import Format, render
from drafter.exports.standing import Standing
from schemas.draft import Carried, Draft
from schemas.evidence import Check, Finding, Severity, Span, Verdict
from schemas.sections import SectionName
from tests.drafter.exports.briefings import arabic, reported, rich
from tests.drafter.exports.reading import Page
from tests.factories import draft as draft_of
from tests.factories import plan_of, report

RICH = rich()


def page(draft: Draft, *reviewers: str) -> Page:
    return Page(render(draft, Format.HTML, Standing(reviewers=reviewers)))


def one_line(text: str) -> str:
    return " ".join(text.split())


def test_every_statement_has_its_evidence_once_in_a_part_that_opens_without_a_script() -> None:
    read = page(RICH)
    assert sorted(s.text for _, s in RICH.statements()) == sorted(
        one_line(claim.words) for claim in read.of_class("claim")
    )
    assert {"details"} == {e.tag for e in read.of_class("beside")}
    assert [] == [e for e in read.of_class("beside") if "open" in e.attributes]


def test_the_cited_sentences_stand_there_word_for_word_with_publisher_day_and_address() -> None:
    quoted = [one_line(quote.words) for quote in page(RICH).all("blockquote")]
    texts = {s.id: s.text for source in RICH.sources for s in source.evidence}
    cites = [cite for _, statement in RICH.statements() for cite in statement.cites]
    assert len(cites) == len(quoted)
    assert {texts[cite] for cite in cites} == {text for text in texts.values() if any(
        text in quote for quote in quoted
    )}  # fmt: skip
    post = next(quote for quote in quoted if "shuttle" in quote)
    assert post.endswith("2.2 Harbour Post · 6 March 2026 · post.example.org")


def test_a_linked_event_stands_there_with_its_outlets_and_day() -> None:
    events = [one_line(event.words) for event in page(RICH).of_class("event")]
    expected = f"{RICH.earlier_events[1].text} Harbour Post, 20 January 2026"
    assert expected in events


def test_a_statement_without_a_source_is_said_to_have_none() -> None:
    visible = one_line(page(RICH).visible)
    assert "No source: the draft's own reasoning." in visible
    assert "No source: general knowledge." in visible


def test_what_a_statement_quotes_is_marked_in_its_source() -> None:
    quotes = [q for q in page(RICH).all("blockquote") if "spokesman" in q.words]
    assert quotes
    assert "We were not asked" in {mark.words for mark in page(RICH).all("mark")}


def found(severity: Severity, verdict: Verdict) -> Draft:
    finding = Finding(
        check=Check.NUMBERS,
        verdict=verdict,
        severity=severity,
        section=SectionName.HEADLINE,
        statement=RICH.headline.id,
        span=Span(start=0, end=8),
        reason="R1.S2 has it otherwise.",
    )
    return RICH.model_copy(update={"findings": (finding,)})


def test_a_finding_stands_beside_its_statement_with_severity_and_verdict() -> None:
    read = page(found(Severity.BLOCKER, Verdict.FAIL))
    (shown,) = read.of_class("found")
    assert "Blocker · numbers failed: sentence 1.2 has it otherwise." == one_line(shown.words)
    assert "blocks" in (shown.attributes["class"] or "")
    assert "Eastmere" in {mark.words for mark in read.all("mark")}


def test_a_finding_stands_beside_no_other_statement_of_its_section() -> None:
    body = next(p for p in RICH.body or () if len(p.statements) > 1)
    one = found(Severity.BLOCKER, Verdict.FAIL).findings[0]
    update = {"section": SectionName.BODY, "statement": body.statements[0].id, "span": None}
    draft = RICH.model_copy(update={"findings": (one.model_copy(update=update),)})
    assert 1 == len(page(draft).of_class("found"))


@pytest.mark.parametrize(("quoted", "marks"), [("two piers", 1), ("piers", 0)])
def test_a_quotation_is_marked_in_its_source_from_two_words_on(quoted: str, marks: int) -> None:
    made = draft_of(plan_of(report()), headline=reported(f"Cracks in “{quoted}”", "R1.S1"))
    assert marks == sum(mark.words == quoted for mark in page(made).all("mark"))


def test_what_could_not_be_checked_is_told_as_such() -> None:
    (shown,) = page(found(Severity.WARNING, Verdict.COULD_NOT_CHECK)).of_class("found")
    assert one_line(shown.words).startswith("Warning · numbers could not be checked:")


def test_an_approved_briefing_shows_evidence_and_no_findings() -> None:
    read = page(found(Severity.BLOCKER, Verdict.FAIL), "Mara Quist")
    assert len(list(RICH.statements())) == len(read.of_class("claim"))
    assert [] == read.of_class("found")
    assert "Eastmere" not in {mark.words for mark in read.all("mark")}


def test_a_source_keeps_its_own_language_and_direction() -> None:
    quotes = [(q.attributes["lang"], q.attributes["dir"]) for q in page(arabic()).all("blockquote")]
    assert {("ar", "rtl"), ("en", "ltr")} == set(quotes)


def test_copies_of_one_text_count_as_one_report() -> None:
    copy = report(publisher="Bay Times", published=date(2026, 3, 6))
    other = report(
        "Pilots of Eastmere harbour want a say in it. The council of the town votes on Friday.",
        publisher="Harbour Post",
        headline="Pilots want a say",
    )
    by = plan_of(report(), copy, other)
    made = draft_of(by, headline=reported("The council votes on Friday", "R1.S5", "R2.S5", "R3.S2"))
    visible = one_line(page(made).visible)
    assert "Reported by 3 reports, 2 of them independent." in visible


def test_a_text_and_its_copy_are_told_as_one() -> None:
    made = draft_of(plan_of(report(), report()), headline=reported("The council votes", "R1.S5"))
    made = made.model_copy(
        update={"carried": (Carried(statement="s1", reports=("R1", "R2"), independent=1),)}
    )
    assert "Reported by 2 reports, which are copies of one text." in one_line(page(made).visible)


@given(
    st.text("ab c\n\u0000é", min_size=1, max_size=20).filter(lambda text: bool(text.strip())),
    st.lists(st.tuples(st.integers(0, 22), st.integers(0, 22))),
)
def test_pieces_are_the_whole_text_and_marked_in_turns(
    text: str, spans: list[tuple[int, int]]
) -> None:
    text = text.strip()
    made = pieces(text, spans)
    expected = text.replace("\u0000", "\ufffd").split()
    assert expected == "".join(piece.text for piece in made).split()
    assert all(one.marked != other.marked for one, other in pairwise(made))
