"""Where reports contradict each other."""

import pytest

from drafter.across.copies import independent
from drafter.across.disagreements import About, Disagreement, disagreements
from drafter.verify.evidence import evidence_of
from schemas.report import Report
from tests.factories import report

REST = (
    """Crews in the harbour mended nets and waited for the noon bulletin. Gulls sat on the sheds \
and nobody drove them away. A priest walked along the mole, as he does before each funeral, and \
wrote down what the women told him about their husbands.""",
    """On the quay a market sold herring, and the school was shut. Its headmaster said that \
children should not hear of such a thing from their teachers. He had closed it once before, when \
the roof of the chapel came down in a gale.""",
    """Lighthouses kept their lamps lit through the whole of the day. From the hill one saw ships \
of the navy lie at anchor, grey and without a flag. An old pilot counted them aloud and then \
went home to bed.""",
)


def found(*reports: Report) -> tuple[Disagreement, ...]:
    return disagreements(evidence_of(reports, ()), independent(reports))


def told(*texts: str, language: str = "en") -> list[tuple[About, list[str]]]:
    made = [report(text, REST[n], language=language) for n, text in enumerate(texts)]
    return [(one.about, [v.answer for v in one.versions]) for one in found(*made)]


KILLED = "Eleven sailors were killed when a patrol boat fired in the Varn strait."


def test_two_tolls_of_one_event_contradict_each_other() -> None:
    other = "A patrol boat fired in the Varn strait, and 12 sailors died."
    assert [(About.NUMBER, ["Eleven", "12"])] == told(KILLED, other)


def test_both_versions_are_cited_and_those_that_agree_stand_together() -> None:
    twelve = "A patrol boat fired in the Varn strait, and 12 sailors died."
    again = "Twelve sailors were killed in the Varn strait as a boat fired."
    reports = [report(text, REST[n]) for n, text in enumerate((KILLED, twelve, again))]
    [one] = found(*reports)
    assert "How many sailors were killed: Eleven, 12 or Twelve?" == one.question
    assert ["R1.S1", "R2.S1", "R3.S1"] == [s for v in one.versions for s in v.sentences]


@pytest.mark.parametrize(
    "other",
    [
        "At least 10 sailors were killed when a patrol boat fired in the Varn strait.",
        "Up to 12 sailors were killed when a patrol boat fired in the Varn strait.",
        "About ten sailors were killed when a patrol boat fired in the Varn strait.",
        "Eleven sailors were killed when a patrol boat fired in the Varn strait at dawn.",
        "A patrol boat fired in the Varn strait, and 30 sailors were injured.",
        "Three children were killed when a patrol boat fired in the Varn strait.",
        "In a similar case 40 sailors were killed when a patrol boat fired in the strait.",
        "The M-19 sailors were killed when a patrol boat fired in the Varn strait.",
        "Between 9 and 14 sailors were killed when a patrol boat fired in the Varn strait.",
        "“40 sailors were killed when a patrol boat fired in the Varn strait,” he said.",
        "The Varn strait has 40 lights.",
    ],
)
def test_what_can_be_true_beside_it_is_no_contradiction(other: str) -> None:
    assert [] == told(KILLED, other)


def test_a_higher_toll_in_a_later_report_is_news_and_no_contradiction() -> None:
    early = report("In the Varn strait 11 sailors were killed by a patrol boat.", REST[0])
    later = report("In the Varn strait 14 sailors were killed by a patrol boat.", REST[1])
    day = early.published
    assert day is not None
    assert () == found(early, later.model_copy(update={"published": day.replace(day=9)}))
    [one] = found(early.model_copy(update={"published": day.replace(day=9)}), later)
    assert About.NUMBER is one.about


def test_two_costs_of_one_plan_contradict_each_other() -> None:
    assert [(About.NUMBER, ["12 million crowns", "15 million crowns"])] == told(
        "The plan for the Varn harbour wall costs 12 million crowns.",
        "The wall that is planned for the harbour of Varn will cost 15 million crowns.",
    )


def test_costs_of_two_plans_do_not() -> None:
    assert [] == told(
        "The plan for the Varn harbour wall costs 12 million crowns.",
        "A new roof for the school at Varn costs 15 million crowns.",
    )


def test_rounded_and_exact_sums_agree() -> None:
    assert [] == told(
        "The plan for the Varn harbour wall costs 12 million crowns.",
        "The plan for the Varn harbour wall costs 11,980,000 crowns.",
    )


def test_two_days_of_one_event_contradict_each_other() -> None:
    [one] = found(
        report("A patrol boat fired at the crews in the Varn strait on Monday.", REST[0]),
        report("A patrol boat fired at the crews in the Varn strait on 3 March.", REST[1]),
    )
    expected = "On which day was it: Monday 2 March 2026 or Tuesday 3 March 2026?"
    assert (About.DAY, expected) == (one.about, one.question)


def test_a_sentence_of_several_days_contradicts_none_of_them() -> None:
    assert [] == told(
        "A patrol boat fired at the crews in the Varn strait on Monday and on Tuesday.",
        "A patrol boat fired at the crews in the Varn strait on Wednesday.",
    )


def test_a_sentence_is_shown_in_one_disagreement_about_days_alone() -> None:
    days = ("Monday", "Tuesday", "Wednesday")
    made = told(*(f"A patrol boat fired at the crews in the Varn strait on {d}." for d in days))
    assert [(About.DAY, ["Monday 2 March 2026", "Tuesday 3 March 2026"])] == made


def test_days_on_which_somebody_spoke_may_differ() -> None:
    assert [] == told(
        "A patrol boat fired at the crews in the Varn strait, Dahl said on Monday.",
        "A patrol boat fired at the crews in the Varn strait, Dahl said on Tuesday.",
    )


def test_two_doers_of_one_deed_contradict_each_other() -> None:
    assert [(About.WHO, ["Red Wave", "Norwegian Marines"])] == told(
        "The attack on the Varn lighthouse was carried out by the Red Wave.",
        "The attack on the lighthouse of Varn was carried out by Norwegian Marines.",
    )


def test_a_doer_under_a_shorter_name_is_the_same() -> None:
    assert [] == told(
        "The attack on the Varn lighthouse was carried out by the Red Wave Front.",
        "The attack on the lighthouse of Varn was carried out by Red Wave.",
    )


def test_one_report_does_not_contradict_itself_nor_its_copy() -> None:
    two = report(KILLED, "Twelve sailors were killed when a patrol boat fired in the Varn strait.")
    assert () == found(two)
    monday = "A patrol boat fired at the crews in the Varn strait on Monday."
    assert () == found(report(monday, monday.replace("Mon", "Tues")))
    long = (*REST, "The council met until the evening and voted for a new and longer quay wall.")
    one, copy = report(*long, KILLED), report(*long, KILLED.replace("Eleven", "Twelve"))
    assert () == found(one, copy)


def test_in_german_two_tolls_contradict_each_other() -> None:
    assert [(About.NUMBER, ["elf", "zwölf"])] == told(
        "In der Meerenge von Varn hat ein Boot elf Matrosen getroffen und versenkt.",
        "In der Meerenge von Varn hat ein Boot zwölf Matrosen getroffen und versenkt.",
        language="de",
    )


def test_in_spanish_two_sums_contradict_each_other() -> None:
    assert [(About.NUMBER, ["12 millones", "15 millones"])] == told(
        "El plan del muro del puerto de Varn cuesta 12 millones al ayuntamiento.",
        "El plan del muro del puerto de Varn cuesta 15 millones al ayuntamiento.",
        language="es",
    )
