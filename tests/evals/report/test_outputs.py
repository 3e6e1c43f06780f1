"""What programs and pull requests read of a run: JSON Lines, JUnit XML, Markdown."""

import json
from collections import Counter

import pytest

from evals.report.junit import junit
from evals.report.lines import lines
from evals.report.markdown import markdown
from evals.scorecard.card import Scorecard
from evals.statistics.difference import Verdict
from tests.drafter.exports.reading import xml
from tests.evals.report.runs import AFTER, BEFORE, bridge, card, drafts, loaded, six

TOLD = [
    ("padding", AFTER, Verdict.WORSE, "3 to 9"),
    ("copied", AFTER, Verdict.BETTER, "9 to 3"),
    ("edit-distance", AFTER, Verdict.BETTER, "8 to 2"),
    ("told-again", AFTER, Verdict.TOO_FEW, "1 story"),
    ("facts-covered", AFTER, None, "no values"),
]


@pytest.fixture(scope="module")
def of_six() -> Scorecard:
    return card(six())


def test_every_line_is_json_and_says_its_kind(of_six: Scorecard) -> None:
    kinds = Counter(json.loads(line)["kind"] for line in lines(of_six).splitlines())
    assert (1, 2, 6) == (kinds["run"], kinds["variant"], kinds["case"])
    assert (len(of_six.cells), len(of_six.comparisons)) == (kinds["cell"], kinds["comparison"])
    assert 12 == kinds["draft"]


def test_a_line_separator_in_a_text_does_not_part_a_line() -> None:
    told = lines(card(loaded(drafts(bridge(1)), lacking=("bridge-9: a\u2028b\nc",))))
    assert [] == [line for line in told.split("\n")[:-1] if not json.loads(line)["kind"]]


def test_worse_fails_and_what_is_open_is_skipped(of_six: Scorecard) -> None:
    (suite,) = xml(junit(of_six, TOLD))
    assert ("5", "1", "2") == (suite.get("tests"), suite.get("failures"), suite.get("skipped"))
    inside = {case.get("name"): [child.tag for child in case] for case in suite.iter("testcase")}
    assert {
        "padding": ["failure"],
        "copied": ["system-out"],
        "edit-distance": ["system-out"],
        "told-again": ["skipped"],
        "facts-covered": ["skipped"],
    } == inside


def test_each_candidate_has_a_suite_of_its_own(of_six: Scorecard) -> None:
    told = [*TOLD, ("padding", "third", Verdict.WORSE, "")]
    suites = xml(junit(of_six, told))
    assert [f"{AFTER} against {BEFORE}", f"third against {BEFORE}"] == [
        suite.get("name") for suite in suites
    ]


def test_junit_survives_what_xml_forbids(of_six: Scorecard) -> None:
    told = [("padding", AFTER, Verdict.WORSE, "a\x00b\x1b[1m ]]> <failure> & \ufffe")]
    (failure,) = xml(junit(of_six, told)).iter("failure")
    assert "ab[1m ]]> <failure> & " == failure.text


def test_every_row_of_a_markdown_table_has_the_cells_of_its_head(of_six: Scorecard) -> None:
    widths: list[int] = []
    for line in markdown(of_six).splitlines():
        if not line.startswith("|"):
            widths = []
            continue
        widths.append(line.replace("\\|", "").count("|"))
        assert widths[0] == widths[-1], line


def test_markdown_has_a_row_for_each_comparison_with_values(of_six: Scorecard) -> None:
    text = markdown(of_six)
    there = [one.scorer for one in of_six.comparisons if one.difference.n]
    assert there
    assert [] == [name for name in there if f"| {name} " not in text]


def test_a_warning_makes_no_link_no_image_no_mention_and_no_row() -> None:
    said = "bridge-9: ![x](//evil.example/a) <img src=x> @desk-team | `b`\n# c"
    text = markdown(card(loaded(drafts(bridge(1)), lacking=(said,))))
    (line,) = [line for line in text.splitlines() if "bridge-9" in line]
    assert [] == [part for part in ("![x](", "<img", "@desk", " | ", " `b") if part in line]
    assert "# c" in line


def test_the_at_of_a_variants_name_stays_as_it_is_typed(of_six: Scorecard) -> None:
    named = of_six.model_copy(update={"baseline": "single@some-model"})
    assert "single@some-model" in markdown(named)
