"""Copies of one text among the reports."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.across.copies import independent
from schemas.report import Report
from tests.factories import report

AGENCY = (
    """The lock at Varn has been shut since a barge struck its lower gate on Sunday night. Nobody \
was hurt, the canal office said. Divers found that the hinge of the gate is bent and that one of \
its seals has torn.""",
    """A replacement has to be cast in a foundry at Molde, which takes at least three weeks. \
Thirty-one barges loaded with grain are waiting above the lock, according to the millers' union. \
Its chairman, Rolf Aune, said two mills would run out of wheat by the weekend.""",
    """The director of the canal rejected a demand to open the old bypass, calling its walls \
unsafe. The bypass was last used in 1987 and was never repaired after a flood.""",
)
OWN = (
    """Millers in the Orre valley fear for their wheat after the accident at the Varn lock. Rolf \
Aune, who leads their union, counted thirty-one barges at the quay yesterday morning.""",
    """“We can grind until Saturday,” he told this paper beside a silo that was almost empty. The \
canal office would not say when ships may pass again, and sent callers to the ministry.""",
)
LOCAL = "In our town the bakers say that they have flour for a month, and the school kitchen too."


def groups(*reports: Report) -> list[tuple[str, ...]]:
    return list(independent(reports))


def edited(paragraphs: tuple[str, ...], every: int) -> list[str]:
    """The same with each so-many-th word changed."""
    made = []
    for paragraph in paragraphs:
        words = paragraph.split()
        words[every - 1 :: every] = [f"x{word}" for word in words[every - 1 :: every]]
        made.append(" ".join(words))
    return made


def test_reports_of_their_own_on_one_story_are_independent() -> None:
    assert [("R1",), ("R2",)] == groups(report(*AGENCY), report(*OWN))


def test_a_copy_is_no_second_source() -> None:
    assert [("R1", "R2")] == groups(report(*AGENCY), report(*AGENCY))


def test_a_copy_that_was_cut_is_found() -> None:
    assert [("R1", "R3"), ("R2",)] == groups(report(*AGENCY), report(*OWN), report(AGENCY[0]))


def test_a_copy_with_a_paragraph_of_its_own_is_found() -> None:
    assert [("R1", "R2")] == groups(report(*AGENCY), report(LOCAL, *AGENCY, LOCAL.upper()))


def test_a_copy_with_every_tenth_word_changed_is_found() -> None:
    assert [("R1", "R2")] == groups(report(*AGENCY), report(*edited(AGENCY, 10)))


def test_a_text_of_which_every_third_word_is_another_is_no_copy() -> None:
    assert [("R1",), ("R2",)] == groups(report(*AGENCY), report(*edited(AGENCY, 3)))


def test_two_cuts_of_one_text_are_joined_by_the_whole() -> None:
    assert [("R1", "R2", "R3")] == groups(report(AGENCY[0]), report(*AGENCY[1:]), report(*AGENCY))


def test_one_quoted_statement_in_common_makes_no_copy() -> None:
    said = "“We deeply regret what has happened to the gate of the lock at Varn,” the office said."
    assert [("R1",), ("R2",)] == groups(report(*AGENCY, said), report(*OWN, said))


def test_texts_of_a_line_are_not_told_apart_from_chance() -> None:
    assert [("R1",), ("R2",)] == groups(report("The lock is shut."), report("The lock is shut."))


def test_the_earliest_copy_is_the_original() -> None:
    days = [report(*AGENCY).model_copy(update={"published": None}), report(*AGENCY)]
    assert [("R2", "R1")] == groups(*days)


def test_the_one_that_the_others_credit_is_the_original() -> None:
    first = report(f"{AGENCY[0]} This is what Meridian Wire tells.", *AGENCY[1:], publisher="Post")
    agency = report(*AGENCY, publisher="Meridian Wire")
    assert [("R2", "R1")] == groups(first, agency)


@pytest.mark.parametrize("said", ["She told the Post so.", "The Postmaster wrote it down."])
def test_a_paper_that_names_itself_or_shares_a_part_of_a_word_is_not_credited(said: str) -> None:
    copy = report(*AGENCY, said, publisher="Post", published=date(2026, 3, 6))
    earlier = report(*AGENCY, "The Postmaster was asked.", publisher="Wire")
    assert [("R2", "R1")] == groups(copy, earlier)


@pytest.mark.parametrize("count", [1, 2, 5])
def test_every_report_is_in_one_group(count: int) -> None:
    made = groups(*[report(*(AGENCY if n % 2 else OWN)) for n in range(count)])
    assert sorted(f"R{n + 1}" for n in range(count)) == sorted(name for g in made for name in g)


WORDS = re.findall(r"\w+", " ".join(AGENCY))


@given(st.integers(0, len(WORDS) - 40), st.integers(40, len(WORDS)))
def test_any_long_part_of_a_text_is_a_copy_of_it(start: int, length: int) -> None:
    part = " ".join(WORDS[start : start + length])
    assert [("R1", "R2")] == groups(report(*AGENCY), report(part))


@given(st.permutations(range(4)))
def test_the_order_of_the_reports_makes_no_other_groups(order: list[int]) -> None:
    texts = [AGENCY, OWN, (AGENCY[1], LOCAL), (LOCAL,)]
    made = groups(*[report(*texts[n]) for n in order])
    as_texts = sorted(sorted(order[int(name[1:]) - 1] for name in group) for group in made)
    assert [[0, 2, 3], [1]] == as_texts
