"""What the page for operators names, held against the program."""

import re

from drafter.settings import Settings
from tests.deploy.naming import ROOT, unknown_settings

PAGE = (ROOT / "docs" / "operations.md").read_text("utf-8")


def test_only_settings_that_exist_are_named() -> None:
    named = re.findall(r"\b(?:DRAFTER|OPENAI)_[A-Z_]*[A-Z]", PAGE)
    assert set() == unknown_settings(named)


def test_the_defaults_that_are_told_are_those_of_the_program() -> None:
    fields = Settings.model_fields
    told = {
        "drain_seconds": r"`DRAFTER_DRAIN_SECONDS` \((\d+)\)",
        "lease_seconds": r"`DRAFTER_LEASE_SECONDS`, (\d+)",
        "beat_seconds": r"`DRAFTER_BEAT_SECONDS`, (\d+)",
        "keep_journal_days": r"`DRAFTER_KEEP_JOURNAL_DAYS` \| (\d+)",
        "keep_event_days": r"`DRAFTER_KEEP_EVENT_DAYS` \| (\d+)",
    }
    found = {name: [float(one) for one in re.findall(place, PAGE)] for name, place in told.items()}
    assert {name: [fields[name].default] for name in told} == found


def test_every_file_of_the_deployment_that_is_named_is_there() -> None:
    named = set(re.findall(r"deploy/systemd/[a-z.@-]+[a-z]", PAGE))
    assert named
    assert set() == {name for name in named if not (ROOT / name).exists()}


def test_no_figure_is_left_to_be_filled_in() -> None:
    assert [] == re.findall(r"TO FILL <!-- (.+?) -->", PAGE)
