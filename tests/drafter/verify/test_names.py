"""What the check of names, titles and places says of a statement."""

from datetime import date

import pytest

from drafter.verify.checks import check_statement
from drafter.verify.evidence import evidence_of
from drafter.verify.found import Found
from drafter.verify.titles import borne
from schemas.evidence import Check, Severity, Verdict
from schemas.sections import SectionName
from schemas.statement import Basis, WrittenStatement
from schemas.written import WrittenPerspective
from tests.factories import draft, event, plan_of, report, statement

SOURCE = ("Mayor Anna Holt spoke.", "The quay stays open.", "Peter Lund disagreed.")
SEVERE = Severity.BLOCKER


def found(
    said: WrittenStatement,
    *sentences: str,
    section: SectionName = SectionName.BODY,
    language: str = "en",
) -> list[Found]:
    earlier = [event(date(2026, 2, 20), "Karin Moe warned of cracks in Norcliff.")]
    evidence = evidence_of([report(*(sentences or SOURCE), language=language)], earlier)
    every = check_statement(section, said, evidence)
    return [one for one in every if one.check is Check.NAMES]


def test_a_name_in_no_source_is_a_blocker_that_spans_it() -> None:
    text = "The mayor is no friend of Lars Brandt at all."
    [one] = found(statement(text))
    assert SEVERE is one.severity
    assert one.span is not None
    assert "Lars Brandt" == text[one.span.start : one.span.end]


def test_a_name_of_another_sentence_is_a_warning_that_proposes_the_sentence() -> None:
    [one] = found(statement("The mayor met Lund.", cites=["R1.S1"]))
    assert (Severity.WARNING, ("R1.S3",)) == (one.severity, one.proposed)


def test_a_name_that_an_earlier_event_alone_has_is_a_warning() -> None:
    [one] = found(statement("The mayor met Karin Moe."))
    assert Severity.WARNING is one.severity


@pytest.mark.parametrize("basis", [Basis.BACKGROUND, Basis.INFERENCE])
def test_background_and_inference_may_name_the_actors_of_the_topic(basis: Basis) -> None:
    assert [] == found(statement("The mayor met Karin Moe.", basis=basis))


def test_an_inference_that_brings_in_a_new_name_is_a_warning() -> None:
    [one] = found(statement("It helps Lars Brandt.", basis=Basis.INFERENCE))
    assert Severity.WARNING is one.severity


def test_general_knowledge_gets_one_finding_for_all_its_new_names() -> None:
    said = statement("It was built by Erik Voss of Aldra.", basis=Basis.BACKGROUND, cites=())
    [one] = found(said)
    assert Verdict.COULD_NOT_CHECK is one.verdict
    assert "Erik, Voss, Aldra" in one.reason


@pytest.mark.parametrize(
    "text",
    ["Protesters gathered.", "Fighting went on.", "“Enough,” it said.", "She left: Nobody spoke."],
)
def test_a_word_that_opens_a_sentence_is_not_taken_for_a_name(text: str) -> None:
    assert [] == found(statement(text))


@pytest.mark.parametrize("text", ["Brandt said no.", "Brandt’s men left.", "NATO agreed."])
def test_a_name_that_opens_a_sentence_and_acts_is_one(text: str) -> None:
    assert [SEVERE] == [one.severity for one in found(statement(text))]


def test_a_first_name_that_no_source_gives_is_a_warning_and_a_wrong_one_a_blocker() -> None:
    [added] = found(statement("The quay was shut by Karl Lund."), "Lund shut the quay.")
    [wrong] = found(statement("The quay was shut by Karl Lund."), "Peter Lund shut the quay.")
    assert (Severity.WARNING, SEVERE) == (added.severity, wrong.severity)


def test_an_actor_whom_no_source_names_is_a_warning_on_the_perspective() -> None:
    told = WrittenPerspective(actor="Lars Brandt", statements=(statement(),))
    made = draft(perspectives=(told,))
    [one] = [f for f in made.findings if f.check is Check.NAMES]
    assert (SectionName.PERSPECTIVES, Severity.WARNING) == (one.section, one.severity)


def test_a_headline_in_title_case_is_not_read_for_names() -> None:
    said = statement("Mayor Holt Defends Closure of Ancient Crossing")
    assert [] == found(said, section=SectionName.HEADLINE)


def test_a_headline_in_sentence_case_is() -> None:
    [one] = found(statement("Holt defends closure against Brandt"), section=SectionName.HEADLINE)
    assert SEVERE is one.severity


def test_a_title_that_no_source_gives_is_a_warning() -> None:
    [one] = found(statement("The quay was shut by Senator Lund.", cites=["R1.S3"]))
    assert Severity.WARNING is one.severity


def test_a_title_that_is_another_persons_is_a_blocker() -> None:
    [one] = found(
        statement("The quay was shut by Governor Holt."),
        "Mayor Anna Holt met Governor Lars Brandt.",
    )
    assert SEVERE is one.severity


def test_two_who_change_places_are_a_blocker() -> None:
    [one] = found(statement("In the end Lund sued Holt."), "Holt sued Lund.")
    assert SEVERE is one.severity


def test_the_owner_of_what_is_done_to_is_not_the_one_it_is_done_to() -> None:
    assert [] == found(statement("In the end Lund sued Holt."), "Holt sued Lund’s firm.")


def test_what_passes_between_two_both_ways_has_no_finding() -> None:
    assert [] == found(
        statement("In the end Lund sued Holt."), "Holt sued Lund, and Lund sued Holt."
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Das weiß auch Kanzlerin Brandt.", True),
        ("Das sieht Lars Brandt anders.", True),
        ("Das sei falsch, sagte Brandt.", True),
        ("Das führte zu großer Empörung in der Stadt.", False),
        ("Das kostet zwölf Millionen Kronen.", False),
        ("Es gab eine Art Waffenruhe.", False),
    ],
)
def test_a_german_name_is_told_by_what_stands_before_it(text: str, *, expected: bool) -> None:
    told = found(statement(text), "Anna Holt hat die Brücke gesperrt.", language="de")
    assert [Severity.WARNING] * expected == [one.severity for one in told]


@pytest.mark.parametrize("language", ["fr", "es"])
def test_elsewhere_than_in_english_a_strange_name_is_a_warning(language: str) -> None:
    told = found(statement("Hola, c’est Brandt."), "Anna Holt.", language=language)
    assert [Severity.WARNING] == [one.severity for one in told]


def test_where_capitals_do_not_tell_names_that_is_said_once_a_draft() -> None:
    made = draft(plan_of(report(language="ar")))
    of_names = [one for one in made.findings if one.check is Check.NAMES]
    assert [(SectionName.HEADLINE, Verdict.COULD_NOT_CHECK)] == [
        (one.section, one.verdict) for one in of_names
    ]


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("Dana Holm, the White House press secretary, left.", ["press secretary"]),
        ("At Salen Docks, director Ivo Brandt left.", ["Ivo Brandt"]),
        ("The firm’s director, Ivo Brandt, left.", ["Ivo Brandt"]),
        ("Norroil, whose director has left, is silent.", []),
        ("Unless they come by 31 March, its premier said, he sues.", []),
        ("An appeal from Harrow Sound, its premier said, is likely.", []),
        ("Ida Grant, its premier, said so.", ["Ida Grant"]),
    ],
)
def test_a_title_is_the_one_beside_it(text: str, given: list[str]) -> None:
    assert given == [one.title if one.name == "Dana Holm" else one.name for one in borne(text)]
