"""Casebooks made of texts, of Wikinews rows, and of what editors approved."""

import json
from pathlib import Path

import pytest

from evals.cases.approved import case_of_draft
from evals.cases.case import Kind
from evals.cases.reading import read_casebook
from evals.cases.texts import cases_of_texts
from evals.cases.wikinews import cases_of_wikinews
from evals.cases.writing import as_yaml, write_casebook
from evals.errors import CasebookRefused
from schemas.sections import SectionName
from tests.evals.making import REPORT, case
from tests.factories import draft, order, report, statement


def test_each_report_of_a_folder_is_a_case_and_each_sub_folder_one_of_several(
    tmp_path: Path,
) -> None:
    (tmp_path / "alone.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "both").mkdir()
    for name in ("one.txt", "two.md"):
        (tmp_path / "both" / name).write_text(REPORT, encoding="utf-8")
    (tmp_path / "notes.pdf").write_bytes(b"%PDF")

    alone, both = cases_of_texts(tmp_path)

    assert ("alone", (Kind.SINGLE, Kind.THIN)) == (alone.name, alone.kinds)
    assert ("both", 2, Kind.MULTI) == (both.name, len(both.reports), both.kinds[0])


def test_what_is_written_is_read_as_it_was(tmp_path: Path) -> None:
    made = case(topic="ferries", expect={"facts": [{"says": "Four were hurt."}]})

    assert 1 == write_casebook([made], tmp_path)
    assert (made,) == read_casebook(tmp_path)
    assert "\n- |\n  Headline: Ferry fire" in as_yaml(made)


def test_a_case_that_people_have_changed_is_not_written_over(tmp_path: Path) -> None:
    write_casebook([case()], tmp_path)
    file = tmp_path / "ferry-fire.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "instructions: Mind the crew.\n", "utf-8")

    assert 0 == write_casebook([case()], tmp_path)
    assert "Mind the crew." == read_casebook(tmp_path)[0].instructions


def row(name: str, day: str) -> str:
    text = REPORT.partition("\n\n")[2]
    told = {
        "id": name,
        "url": f"https://news.example.org/{name}",
        "date": day,
        "title": "Ferry fire",
    }
    return json.dumps(told | {"interview": False, "paragraphs": text.split("\n\n")})


def test_reports_of_a_story_have_those_before_them_as_earlier_events(tmp_path: Path) -> None:
    rows = [row("wn-1", "2026-03-01"), row("wn-2", "2026-03-04"), row("wn-3", "2026-03-04")]
    (tmp_path / "reports.jsonl").write_text("\n".join(rows), encoding="utf-8")
    story = json.dumps({"story": "Ferry fire", "reports": ["wn-1", "wn-2"]})
    (tmp_path / "stories.jsonl").write_text(story, encoding="utf-8")

    first, second, alone = cases_of_wikinews(tmp_path)

    assert ("ferry-fire", ()) == (first.story, first.earlier)
    assert ("ferry-fire", ["wn-1"]) == (second.story, [event.id for event in second.earlier])
    assert ("wn-3", ()) == (alone.story, alone.earlier)
    assert Kind.TOPIC in second.kinds


def test_a_row_that_lacks_something_is_refused(tmp_path: Path) -> None:
    (tmp_path / "reports.jsonl").write_text('{"id": "a", "paragraphs": ["b"]}', encoding="utf-8")

    with pytest.raises(CasebookRefused, match="row a: 'date' is missing or wrong"):
        list(cases_of_wikinews(tmp_path))


def test_what_editors_made_of_a_draft_is_the_reference() -> None:
    engine = draft(standfirst=statement("The bridge is shut."), key_takeaway=(statement("Shut."),))
    edited = draft(standfirst=statement("The bridge stays shut until May."))

    made = case_of_draft("D1", order("rep_1"), (report(),), engine, edited)

    assert made.reference is not None
    assert ("The bridge stays shut until May.",) == made.reference[SectionName.STANDFIRST]
    assert (SectionName.KEY_TAKEAWAY,) == made.expect.absent
    assert Kind.DESK in made.kinds
    assert report().headline == made.read_reports()[0].headline
