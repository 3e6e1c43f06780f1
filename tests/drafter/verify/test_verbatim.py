"""A sentence of a source that cites itself is true to it, whatever it says."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.ingest.reading import read_file
from drafter.verify.checks import check_statement
from drafter.verify.evidence import evidence_of
from drafter.verify.found import Found
from schemas.evidence import Check
from schemas.report import Paragraph, Report, Sentence
from schemas.sections import SectionName
from tests.factories import report, statement

REPORTS = sorted((Path(__file__).parents[3] / "evals" / "casebook" / "reports").iterdir())
CHECKS = (Check.NUMBERS, Check.DATES, Check.NAMES)


def report_of(*texts: str, language: str = "en", published: date | None = None) -> Report:
    sentences = [Sentence(number=number, text=text) for number, text in enumerate(texts, 1)]
    made = report(language=language, published=published or date(2026, 3, 5))
    return made.model_copy(update={"paragraphs": (Paragraph(sentences=tuple(sentences)),)})


def found(made: Report) -> list[Found]:
    evidence = evidence_of([made], [])
    return [
        one
        for name, passage in evidence.sentences.items()
        for one in check_statement(
            SectionName.BODY, statement(passage.text, cites=[name]), evidence
        )
        if one.check in CHECKS
    ]


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)
def test_the_sentences_of_a_report_have_no_finding(path: Path) -> None:
    assert [] == found(read_file(str(path)))


PARTS = {
    "en": (
        [
            "President Lena Ostrow",
            "the UN’s envoy",
            "Jean-Luc O’Brien of the HPA",
            "Sheikh Omar al-Rashid",
        ],
        ["told the Eastmere Courier", "sued Peter Lund", "left for South Korea", "met Dutch MPs"],
        [
            "on Tuesday",
            "on 29 February",
            "in May 2019",
            "two years ago",
            "at 10.30am",
            "last month",
        ],
        [
            "about 50 of 1,200 homes",
            "nearly $3.5bn",
            "a third of voters",
            "10-12 weeks",
            "9 per cent",
        ],
    ),
    "de": (
        ["Bürgermeisterin Anna Holt", "Der Kanzler", "Ein Sprecher der EU"],
        ["sprach mit Peter Lund", "reiste nach Oslo"],
        ["am Dienstag", "am 3. März 2026", "im Mai", "um 10:30 Uhr"],
        [
            "über einundzwanzig Häuser",
            "mit 3,5 Millionen Euro",
            "für zwölf Wochen",
            "zu 40 Prozent",
        ],
    ),
    "fr": (
        ["La maire Anne Besnard", "Le porte-parole de l’ONU"],
        ["a parlé à Luc Girard", "a quitté l’Iran"],
        ["mardi", "le 1er mai", "en mars 2026", "vers 10h30"],
        ["avec 12 000 euros", "pour quatre-vingt-dix jours", "à 15 pour cent"],
    ),
    "es": (
        ["La ministra Elena Ruiz", "El portavoz de la ONU"],
        ["habló con José Peña", "salió de Vigo"],
        ["el martes", "el 3 de marzo de 2026", "en mayo"],
        ["con treinta y dos personas", "por 3,5 millones de euros", "un 15 por ciento"],
    ),
    "ar": (
        ["الرئيسة لينا", "المتحدث باسم الأمم المتحدة"],
        ["التقى بيتر لوند", "غادر أوسلو"],
        ["يوم الثلاثاء", "في 3 مارس 2026"],
        ["مع ثلاثة وعشرين شخصا", "بمبلغ ٣٫٥ مليون دولار", "بنسبة 15 في المئة"],
    ),
}


@given(st.data(), st.sampled_from(sorted(PARTS)), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_a_sentence_has_no_finding_against_itself(
    data: st.DataObject, language: str, day: date
) -> None:
    words = [data.draw(st.sampled_from(choices)) for choices in PARTS[language]]
    order = [words[0], *data.draw(st.permutations(words[1:]))]
    assert [] == found(report_of(f"{' '.join(order)}.", language=language, published=day))


@given(st.text(min_size=1, max_size=200).filter(str.strip), st.sampled_from(sorted(PARTS)))
def test_no_text_has_a_finding_against_itself(text: str, language: str) -> None:
    assert [] == found(report_of(text.strip(), language=language))


WORDS = (
    "May 29 February Tuesday 1990s 10:30 more than nearly 3-1 $ 12m U.S. 's Lund, said Mayor the"
)


@given(st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=14))
def test_no_row_of_such_words_has_a_finding_against_itself(words: list[str]) -> None:
    assert [] == found(report_of(" ".join(words)))
