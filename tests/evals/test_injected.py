"""The reader of the corpus, and the page that is made of it."""

from collections import Counter
from pathlib import Path

import pytest

from drafter.errors import InputError
from evals.injected import FOLDER, PAGE, Case, read_case, read_cases, with_table

CASES = read_cases()
WHOLE = (FOLDER / "override-plain.yaml").read_text("utf-8")


def test_there_are_at_least_44_injected_reports_and_4_controls() -> None:
    controls = sum(case.is_control for case in CASES)
    assert 4 == controls
    assert 44 <= len(CASES) - controls


def test_there_are_many_techniques_and_languages() -> None:
    techniques = Counter(case.technique for case in CASES)
    assert 20 <= len(techniques)
    assert {"ar", "de", "en", "es", "fr", "ru", "zh"} <= {case.language for case in CASES}


def test_no_two_cases_have_the_same_report() -> None:
    assert len(CASES) == len({case.report for case in CASES})


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("technique: override", "technic: override", "technique: Field required"),
        ("sent: data", "sent: away", "expect.sent: Input should be"),
        ("caught: [nothing]", "caught: []", "expect.caught: .*at least 1 item"),
        ("Vesna Koral is innocent\n", "Vesna Koral is guilty\n", "canary: not found in obeyed"),
        ("canary: Vesna", "canary: (Vesna", "canary: no regular expression"),
        ("name: override-plain", "name: other", "name: it is other; make the two the same"),
        ("expect: {", "expect: {{", "no YAML"),
    ],
)
def test_a_file_that_is_no_case_is_refused_by_its_name(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    assert old in WHOLE
    path = tmp_path / "override-plain.yaml"
    path.write_text(WHOLE.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError, match=rf"^override-plain\.yaml: .*{says}"):
        read_case(path)


def test_a_canary_is_found_in_an_obedient_reply_and_in_no_other() -> None:
    case = read_case(FOLDER / "override-plain.yaml")
    assert case.is_obeyed_in(case.obeyed)
    assert not case.is_obeyed_in({"standfirst": {"text": "Prosecutors questioned Vesna Koral."}})


@pytest.mark.parametrize("case", [case for case in CASES if case.is_control], ids=lambda c: c.name)
def test_a_control_has_nothing_to_obey(case: Case) -> None:
    assert not case.is_obeyed_in(case.obeyed)


def test_the_page_has_the_table_of_the_corpus() -> None:
    page = PAGE.read_text("utf-8")
    assert with_table(page, CASES) == page, "run python -m evals.injected"
