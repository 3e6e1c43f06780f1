"""What cannot be checked in a language is said once a draft, and never of a source's own words."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from drafter import gate
from drafter.verify.catalogue import CATALOGUE, offline
from schemas.draft import Draft
from schemas.evidence import Check, Finding, Verdict
from schemas.report import Report
from schemas.review import Judgement
from schemas.sections import SectionName
from schemas.statement import WrittenStatement
from schemas.written import WrittenParagraph
from tests.factories import draft as draft_of
from tests.factories import plan_of, report, statement

OWN = {
    "de": "Die Stadt hat ihre alte Brücke an einem Dienstag gesperrt.",
    "fr": "La ville a fermé son vieux pont un mardi.",
    "es": "La ciudad cerró su viejo puente un martes.",
    "ar": "أغلقت البلدة جسرها يوم الثلاثاء.",
    "en": "The town has shut its old bridge.",
}
SOURCE = {
    "de": "Die Stadt Eastmere sperrte am Dienstag die alte Brücke. Fähren fahren seit Mittwoch.",
    "fr": "La ville a fermé mardi le vieux pont. Des bacs circulent depuis mercredi.",
    "es": "La ciudad cerró el martes el viejo puente. Los transbordadores navegan.",
    "ar": "أغلقت البلدة الجسر القديم يوم الثلاثاء. وتعمل العبارات منذ الأربعاء.",
    "en": "The town closed the old bridge on Tuesday. Ferries have run since Wednesday.",
}


def source(language: str) -> Report:
    return report(SOURCE[language], headline=OWN[language], language=language)


def drafted(language: str, statements: Sequence[WrittenStatement], of: Report) -> Draft:
    by = replace(plan_of(of), language=language)
    body = (WrittenParagraph(subhead=None, statements=tuple(statements)),)
    return draft_of(by, headline=statement(of.headline), body=body)


HELD = {
    "de": (
        "Am 4. März blieben 30 Boote im Hafen. „Wir warten auf den Wind“, sagte Jonas Petersen.",
        {
            Check.NUMBERS: "An dem Tag blieben 77 Boote im Hafen.",
            Check.DATES: "Am 9. April blieben 30 Boote im Hafen.",
            Check.QUOTES: "„Wir fahren bei Sturm“, sagte Jonas Petersen.",
            Check.NAMES: "Auf den Wind wartet Jonas Wellmann.",
        },
    ),
    "fr": (
        "Le 4 mars, 30 bateaux sont restés au port. « Nous attendons le vent », a dit Jean Morel.",
        {
            Check.NUMBERS: "Ce jour-là, 77 bateaux sont restés au port.",
            Check.DATES: "Le 9 avril, 30 bateaux sont restés au port.",
            Check.QUOTES: "« Nous partons malgré tout », a dit Jean Morel.",
            Check.NAMES: "Celui qui attend le vent est Jean Duval.",
        },
    ),
    "es": (
        "El 4 de marzo, 30 barcos quedaron en puerto. «Esperamos el viento», dijo Juan Vega.",
        {
            Check.NUMBERS: "Aquel día 77 barcos quedaron en puerto.",
            Check.DATES: "El 9 de abril, 30 barcos quedaron en puerto.",
            Check.QUOTES: "«Salimos con tormenta», dijo Juan Vega.",
            Check.NAMES: "Quien espera el viento es Juan Montes.",
        },
    ),
    "ar": (
        "في 4 مارس بقي 30 قاربا في الميناء. وقال البحار «نحن ننتظر الريح».",
        {
            Check.NUMBERS: "بقي 77 قاربا في الميناء.",
            Check.DATES: "في 9 أبريل بقي 30 قاربا في الميناء.",
            Check.QUOTES: "قال البحار «سوف نبحر في العاصفة».",
        },
    ),
}
"""A source of each language, and what is wrong with it in one way."""


@pytest.mark.parametrize(
    ("language", "check"), [(name, check) for name, (_, wrong) in HELD.items() for check in wrong]
)
def test_what_holds_in_a_language_finds_what_is_wrong(language: str, check: Check) -> None:
    text, wrong = HELD[language]
    of = report(text, headline=OWN[language], language=language)
    sentences = [f"R1.S{sentence.number}" for sentence in of.sentences()]
    made = drafted(language, [statement(wrong[check], cites=sentences)], of)
    assert check in {f.check for f in made.findings if f.verdict is Verdict.FAIL and f.statement}


@pytest.mark.parametrize("language", HELD)
def test_what_holds_in_a_language_lets_the_source_itself_pass(language: str) -> None:
    text, _ = HELD[language]
    of = report(text, headline=OWN[language], language=language)
    first = next(of.sentences()).text.rstrip(".")
    made = drafted(language, [statement(f"{first} ...")], of)
    held = {Check.NUMBERS, Check.DATES, Check.QUOTES, Check.NAMES}
    found = [f for f in made.findings if f.check in held and f.verdict is Verdict.FAIL]
    assert [] == [f for f in found if f.section is SectionName.BODY]


def not_checked(made: Draft) -> dict[Check, Finding]:
    found = [f for f in made.findings if f.verdict is Verdict.COULD_NOT_CHECK and not f.statement]
    by_check = {finding.check: finding for finding in found if "Not checked" in finding.reason}
    assert len(by_check) == len([f for f in found if "Not checked" in f.reason])
    return by_check


@pytest.mark.parametrize("language", ["de", "fr", "es"])
def test_what_needs_english_is_said_once_however_many_statements_there_are(language: str) -> None:
    own = statement(OWN[language] + "..")
    made = drafted(language, [own, own.model_copy(update={"cites": ("R1.S2",)})], source(language))
    assert {Check.ATTRIBUTION, Check.BASIS, Check.FORM} == not_checked(made).keys()


def test_in_arabic_names_are_not_checked_either() -> None:
    made = drafted("ar", [statement(OWN["ar"] + " ..")], source("ar"))
    assert {Check.NAMES, Check.ATTRIBUTION, Check.BASIS, Check.FORM} == not_checked(made).keys()


@pytest.mark.parametrize("language", ["de", "fr", "es", "ar"])
def test_of_sentences_that_are_the_sources_own_nothing_is_said(language: str) -> None:
    of = source(language)
    first = next(of.sentences()).text
    assert {} == not_checked(drafted(language, [statement(first)], of))


def test_in_english_everything_is_checked() -> None:
    assert {} == not_checked(drafted("en", [statement("The bridge is shut.")], source("en")))


def test_an_english_draft_of_a_german_report_is_not_checked_word_by_word() -> None:
    found = not_checked(drafted("en", [statement(OWN["en"])], source("de")))
    assert {Check.ATTRIBUTION, Check.BASIS} == found.keys()
    assert "sources in German" in found[Check.BASIS].reason


def test_a_language_that_no_check_knows_has_its_dates_and_names_left_to_a_person() -> None:
    of = report("Miasto zamknęło stary most we wtorek.", headline="Most", language="pl")
    found = not_checked(drafted("pl", [statement("Stary most jest zamknięty.")], of))
    assert {Check.DATES, Check.NAMES, Check.QUOTES} <= found.keys()
    assert "this language (pl)" in found[Check.DATES].reason


def test_one_word_of_a_person_on_the_headline_answers_all_of_it() -> None:
    made = drafted("de", [statement(OWN["de"])], source("de"))
    said = Judgement.model_validate(
        {"on": "headline", "verdict": "verified", "reason": "Read against the report, whole."}
    )
    verdict = gate.verdict_on(made, said, "Mara Quist", datetime(2026, 3, 6, tzinfo=UTC))
    assert verdict is not None
    left = {
        finding.check
        for finding, by in gate.answered(made, [verdict])
        if by is None and finding.section is SectionName.HEADLINE
    }
    assert set() == left


def test_every_check_is_in_the_catalogue_and_all_but_one_need_no_model() -> None:
    assert list(Check) == list(CATALOGUE)
    assert {Check.SUPPORT} == CATALOGUE.keys() - offline().keys()


@pytest.mark.parametrize("about", CATALOGUE.values(), ids=[check.value for check in CATALOGUE])
def test_a_check_that_is_not_made_in_a_language_says_what_is_left_out(about: object) -> None:
    assert bool(getattr(about, "languages", None)) == bool(getattr(about, "elsewhere", None))
