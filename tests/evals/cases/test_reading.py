"""A casebook is read whole, or refused with the file, the line and what is wrong."""

import json
from pathlib import Path

import pytest

from evals.cases.case import Kind
from evals.cases.reading import read_casebook
from evals.errors import CasebookRefused
from tests.evals.making import REPORT, case

REPORTS = "reports:\n  - |\n" + "".join(f"    {line}\n" for line in REPORT.splitlines())
HEAD = "name: ferry\nstory: ferry\nkinds: [single]\n"


def written(folder: Path, text: str, name: str = "ferry.yaml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_case_in_yaml_is_read_with_its_report(tmp_path: Path) -> None:
    (found,) = read_casebook(written(tmp_path, HEAD + REPORTS))

    assert ("ferry", (Kind.SINGLE,)) == (found.name, found.kinds)
    assert "Sound Coast Courier" == found.read_reports()[0].publisher


def test_json_lines_hold_a_case_a_line_and_empty_lines_are_skipped(tmp_path: Path) -> None:
    lines = [case("one").model_dump_json(), "", case("two").model_dump_json()]

    found = read_casebook(written(tmp_path, "\n".join(lines), "cases.jsonl"))

    assert ["one", "two"] == [one.name for one in found]


def test_a_report_in_parts_is_read_as_a_plugin_files_it(tmp_path: Path) -> None:
    parts = {"headline": "Ferry fire", "text": REPORT.partition("\n\n")[2], "publisher": "Post"}
    line = json.dumps(case().model_dump(mode="json", exclude_defaults=True) | {"reports": [parts]})

    (found,) = read_casebook(written(tmp_path, line, "cases.jsonl"))

    assert ("Ferry fire", "Post") == (
        found.read_reports()[0].headline,
        found.read_reports()[0].publisher,
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name: ferry\nkinds: [single\n", r"ferry\.yaml:3: no YAML"),
        (HEAD + "colour: red\n" + REPORTS, r"ferry\.yaml:4: colour: Extra inputs"),
        (HEAD.replace("single", "tiny") + REPORTS, r"ferry\.yaml:3: kinds\.0: Input should be"),
        (
            HEAD + REPORTS + "expect:\n  facts:\n    - {says: ''}\n",
            r"ferry\.yaml:17: expect\.facts",
        ),
        (HEAD + REPORTS + "expect:\n  canary: '('\n", r"expect\.canary: no regular expression"),
        (HEAD + REPORTS + "expect:\n  absent: [headline]\n", "absent: headline is never null"),
        (HEAD + "reports:\n  - Too short.\n", r"ferry\.yaml:4: reports: .*"),
        (HEAD.replace("name: ferry", "name: boat") + REPORTS, "name: it is boat; make the two"),
        ("- a list\n", r"ferry.yaml.*: the whole: Input should be"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(CasebookRefused, match=told):
        read_casebook(written(tmp_path, text))


def test_an_event_that_does_not_hold_is_told_where_the_events_stand(tmp_path: Path) -> None:
    outlets = "outlets: [{name: Post, url: null}]"
    events = f"earlier:\n  - {{id: a, date: 2026-01-02, text: One., {outlets}}}\n"
    twice = events + events.partition("\n")[2]

    with pytest.raises(CasebookRefused, match=r"earlier: line 2: id a stands in line 1 too"):
        read_casebook(written(tmp_path, HEAD + REPORTS + twice))


def test_broken_json_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(CasebookRefused, match=r"cases\.jsonl:2: no JSON"):
        read_casebook(written(tmp_path, case().model_dump_json() + "\n{", "cases.jsonl"))


def test_two_cases_of_one_name_are_refused_with_both_places(tmp_path: Path) -> None:
    line = case("ferry").model_dump_json() + "\n"
    written(tmp_path, line + line, "cases.jsonl")

    with pytest.raises(CasebookRefused, match=r"two cases are named ferry: .*:1, .*:2"):
        read_casebook(tmp_path)


def test_an_empty_folder_and_a_missing_one_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CasebookRefused, match="no cases"):
        read_casebook(tmp_path)
    with pytest.raises(CasebookRefused, match="no such file or folder"):
        read_casebook(tmp_path / "missing")
