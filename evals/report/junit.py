"""Verdicts as JUnit XML, for a build server: worse is a failure, too few cases a skip."""

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from evals.scorecard.card import Scorecard
from evals.statistics.difference import Verdict

Told = tuple[str, str, Verdict | None, str]
"""Scorer, candidate, verdict (null: no values), and the figures in words."""


def junit(card: Scorecard, told: Sequence[Told]) -> str:
    """One suite for each candidate, one case for each scorer."""
    root = ET.Element("testsuites", name="drafter eval gate")
    for candidate in dict.fromkeys(one[1] for one in told):
        own = [one for one in told if one[1] == candidate]
        suite = ET.SubElement(
            root,
            "testsuite",
            name=f"{candidate} against {card.baseline}",
            tests=str(len(own)),
            failures=str(sum(one[2] is Verdict.WORSE for one in own)),
            skipped=str(sum(_is_open(one[2]) for one in own)),
            timestamp=card.at.strftime("%Y-%m-%dT%H:%M:%S"),
        )
        for scorer, _, verdict, words in own:
            case = ET.SubElement(suite, "testcase", classname=candidate, name=scorer)
            if verdict is Verdict.WORSE:
                ET.SubElement(case, "failure", message=verdict.value).text = _printable(words)
            elif _is_open(verdict):
                ET.SubElement(case, "skipped", message=_printable(words))
            else:
                ET.SubElement(case, "system-out").text = _printable(f"{verdict}: {words}")
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _is_open(verdict: Verdict | None) -> bool:
    return verdict is None or verdict is Verdict.TOO_FEW


def _printable(text: str) -> str:
    """Without what XML forbids."""
    return "".join(one for one in text if one.isprintable() or one in "\n\t")
