"""`drafter eval` as a person or a build server runs it."""

import asyncio
import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from drafter.cli import run
from evals.cases.writing import write_casebook
from tests.evals.making import REPORT, case
from tests.fakes.endpoint import FakeEndpoint


@pytest.fixture
def casebook(tmp_path: Path) -> Path:
    """Six cases of six stories."""
    reports = [f"{REPORT}\nThe harbour office will meet on day {n} of the month." for n in range(6)]
    facts = {"facts": [{"says": "Four were hurt.", "needs": [["four", "4"]]}]}
    cases = [case(f"case-{n}", reports=(text,), expect=facts) for n, text in enumerate(reports)]
    write_casebook(cases, tmp_path / "cases")
    return tmp_path / "cases"


@pytest.fixture
def ran(casebook: Path, tmp_path: Path) -> str:
    """A run of the floors."""
    out = str(tmp_path / "run")
    assert 0 == run(["eval", "run", str(casebook), "--out", out])
    return out


def test_a_second_run_finds_everything_done(
    casebook: Path, ran: str, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()

    assert 0 == run(["eval", "run", str(casebook), "--out", ran])
    assert "0 done, 12 were there, 0 failed of 12 units" in capsys.readouterr().err


def test_standard_output_of_a_run_stays_empty(ran: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert ran
    assert not capsys.readouterr().out


def test_a_case_that_changed_under_its_name_is_refused(casebook: Path, ran: str) -> None:
    file = casebook / "case-1.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("212", "213"), encoding="utf-8")

    assert 2 == run(["eval", "run", str(casebook), "--out", ran])


def test_compare_prints_the_variants_and_every_comparison(
    ran: str, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert 0 == run(["eval", "compare", ran])

    told = capsys.readouterr().out
    assert "| extractive |" in told
    assert "facts-covered" in told


def test_compare_as_json_lines_is_json_on_every_line(
    ran: str, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert 0 == run(["eval", "compare", ran, "--format", "jsonl"])

    kinds = {json.loads(line)["kind"] for line in capsys.readouterr().out.splitlines()}
    assert {"variant", "cell", "comparison"} <= kinds


def test_the_gate_of_a_variant_and_itself_passes_and_writes_what_was_asked(
    ran: str, tmp_path: Path
) -> None:
    other = Path(ran).rename(tmp_path / "first")
    (tmp_path / "second").mkdir()
    for file in other.iterdir():
        (tmp_path / "second" / file.name).write_bytes(file.read_bytes())
    files = {name: tmp_path / name for name in ("junit", "markdown", "jsonl")}
    options = [part for name, path in files.items() for part in (f"--{name}", str(path))]

    status = run(
        [
            *("eval", "gate", "--baseline", f"{other}:extractive"),
            *("--candidate", f"{tmp_path / 'second'}:extractive", *options),
        ]
    )

    assert 0 == status
    suite = ET.fromstring(files["junit"].read_text(encoding="utf-8"))  # noqa: S314 - our own
    assert not suite.findall(".//failure")
    assert files["markdown"].read_text(encoding="utf-8")
    assert files["jsonl"].read_text(encoding="utf-8")


def test_the_gate_exits_1_where_the_candidate_is_worse(ran: str) -> None:
    gate = ["eval", "gate", "--baseline", f"{ran}:extractive", "--candidate", f"{ran}:lead"]

    assert 1 == run([*gate, "--scorer", "told-again", "--margin", "told-again=0.0001"])


@pytest.mark.parametrize(
    "wrong",
    [
        ["--baseline", "nowhere", "--candidate", "nowhere"],
        ["--baseline", "nowhere"],
        ["--colour", "red"],
    ],
)
def test_bad_configuration_of_a_gate_is_told_from_an_incomplete_run(wrong: list[str]) -> None:
    assert 3 == run(["eval", "gate", *wrong])


def test_a_run_of_several_variants_has_to_name_one_at_a_gate(ran: str) -> None:
    assert 3 == run(["eval", "gate", "--baseline", ran, "--candidate", ran])


def test_the_report_is_one_file_that_loads_nothing(ran: str, tmp_path: Path) -> None:
    page = tmp_path / "report.html"

    assert 0 == run(["eval", "report", ran, "--out", str(page)])

    text = page.read_text(encoding="utf-8")
    assert "default-src 'none'" in text
    assert "case-5" in text


async def test_a_run_by_a_model_is_judged_and_goes_on_without_asking_twice(
    casebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with FakeEndpoint() as endpoint:
        monkeypatch.setenv("OPENAI_BASE_URL", endpoint.url)
        options = ["--out", str(tmp_path / "run"), "-v", "single@m1", "--case", "case-1"]
        command = ["eval", "run", str(casebook), *options]

        assert 0 == await in_thread(command)
        asked = len(endpoint.bodies)
        assert 0 == await in_thread(command)

        assert 2 == asked == len(endpoint.bodies)  # single, and plain as its rival


async def in_thread(command: list[str]) -> int:
    """The command has a loop of its own."""
    return await asyncio.to_thread(run, command)


def test_a_limit_without_a_known_price_is_refused_before_anything_is_asked(
    casebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    options = ["--out", str(tmp_path / "run"), "-v", "single@no-such-model", "--limit-usd", "1"]

    assert 2 == run(["eval", "run", str(casebook), *options])


def test_an_estimate_asks_nothing_and_makes_no_folder(
    casebook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--out", str(tmp_path / "run"), "--estimate"]

    assert 0 == run(["eval", "run", str(casebook), *options])
    assert "lead: 0 calls" in capsys.readouterr().err
    assert not (tmp_path / "run").exists()


def test_checks_are_measured_against_labels_and_the_record_grows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = "The ferry carried 212 passengers. Four of its crew were hurt on Monday."
    rows = [
        {"source": source, "text": "The ferry carried 212 passengers.", "consistent": True},
        {"source": source, "text": "The ferry carried 350 passengers.", "consistent": False},
    ]
    labels = tmp_path / "labels.jsonl"
    labels.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    record = tmp_path / "agreement.json"

    assert 0 == run(["eval", "calibrate", str(labels), "--out", str(record)])
    assert 0 == run(["eval", "calibrate", str(labels), "--out", str(record)])

    assert "balanced accuracy: 1.000" in capsys.readouterr().out
    assert 1 == len(json.loads(record.read_text(encoding="utf-8")))


def test_a_casebook_is_counted_by_kind(casebook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == run(["eval", "cases", "check", str(casebook)])
    assert "6 cases of 6 stories" in capsys.readouterr().out
