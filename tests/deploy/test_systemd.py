"""What the systemd units say, held against the program. systemd itself is not asked."""

import re
from pathlib import Path

import pytest

from drafter.settings import Settings
from tests.deploy.naming import ROOT, refused_commands, unknown_settings

FOLDER = ROOT / "deploy" / "systemd"
UNITS = sorted(FOLDER.glob("*.service"))
each_unit = pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)


def values(file: Path, key: str) -> list[str]:
    return re.findall(rf"^{key}=(.*)$", file.read_text("utf-8"), flags=re.MULTILINE)


def test_there_is_a_unit_for_one_machine_one_for_the_api_and_one_for_any_number_of_workers() -> (
    None
):
    assert {
        "drafter.service": "serve",
        "drafter-api.service": "serve --no-worker",
        "drafter-worker@.service": "worker",
    } == {unit.name: values(unit, "ExecStart")[0].partition(" ")[2] for unit in UNITS}


@each_unit
def test_a_unit_starts_a_command_that_exists(unit: Path) -> None:
    (start,) = values(unit, "ExecStart")
    program, *words = start.split()
    assert ("/opt/drafter/bin/drafter", []) == (program, refused_commands([words]))


@each_unit
def test_a_unit_has_longer_to_stop_than_its_drafts_have_to_finish(unit: Path) -> None:
    drain = Settings.model_fields["drain_seconds"].default
    assert ["SIGTERM"] == values(unit, "KillSignal")
    assert drain < int(values(unit, "TimeoutStopSec")[0])


@each_unit
def test_a_unit_starts_again_what_failed_and_gives_it_few_rights(unit: Path) -> None:
    assert [["on-failure"], ["drafter"], ["strict"], ["yes"], [""]] == [
        values(unit, key)
        for key in (
            "Restart",
            "User",
            "ProtectSystem",
            "NoNewPrivileges",
            "CapabilityBoundingSet",
        )
    ]


def test_only_settings_that_exist_are_named() -> None:
    named = {
        value.partition("=")[0]
        for file in [*UNITS, FOLDER / "openai-key.conf"]
        for value in values(file, "Environment")
    }
    assert set() == unknown_settings(named | set(values_offered()))


def values_offered() -> list[str]:
    """The settings of the example, which all stand behind a `#`."""
    return re.findall(r"^#?([A-Z_]+)=", (FOLDER / "drafter.env").read_text("utf-8"), re.MULTILINE)


def test_secrets_come_as_credentials_alone() -> None:
    for file in [*UNITS, FOLDER / "openai-key.conf"]:
        loaded = {f"%d/{one.partition(':')[0]}" for one in values(file, "LoadCredential")}
        named = {
            value.partition("=")[2]
            for value in values(file, "Environment")
            if value.partition("=")[0].endswith("_FILE")
        }
        assert loaded == named
    assert not {"OPENAI_API_KEY", "DRAFTER_DATABASE_URL"} & set(values_offered())
