"""The page on the checks says of each what the catalogue says."""

from pathlib import Path

import pytest

from drafter.verify.catalogue import CATALOGUE
from schemas.evidence import Check

PAGE = Path(__file__).parents[3] / "docs" / "checking.md"


@pytest.mark.parametrize("check", Check)
def test_a_check_has_its_row_with_fears_blind_spots_and_languages(check: Check) -> None:
    about = CATALOGUE[check]
    spoken = ", ".join(sorted(about.languages)) or "any"
    row = f"| `{check}` | {about.fears} | {about.cannot_see} | {spoken} |"
    assert row in PAGE.read_text(encoding="utf-8")
