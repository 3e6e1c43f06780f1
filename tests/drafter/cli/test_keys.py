"""`drafter keys`, `drafter migrate`, `drafter config check`."""

import pytest

from tests.drafter.cli.conftest import Terminal


def test_a_key_is_shown_once_on_standard_output_and_listed_without_its_secret(
    terminal: Terminal,
) -> None:
    made = terminal("keys", "create", "Ada")
    token = made.out.strip()
    assert token.startswith("drf_")
    listed = terminal("keys", "list")
    assert "Ada" in listed.out
    assert token not in listed.out


def test_a_plugins_key_cannot_review(terminal: Terminal) -> None:
    assert "review" not in terminal("keys", "create", "press", "--plugin").err


def test_a_revoked_key_is_listed_as_revoked(terminal: Terminal) -> None:
    terminal("keys", "create", "Ada")
    key_id = terminal("keys", "list").out.split("\t")[0]
    assert 0 == terminal("keys", "revoke", key_id).status
    assert "revoked" in terminal("keys", "list").out


def test_a_keys_limit_and_what_it_has_spent_today_are_listed(terminal: Terminal) -> None:
    terminal("keys", "create", "Ada", "--daily-usd", "5")
    terminal("keys", "create", "Ben")
    lines = terminal("keys", "list").out.splitlines()
    expected = [["$5.00 a day", "$0.00 today"], ["no limit", "$0.00 today"]]
    assert expected == [line.split("\t")[-2:] for line in lines]


@pytest.mark.parametrize("usd", ["0", "-1", "nan", "inf", "five", "1e9", "0.0000001", ""])
def test_a_limit_that_is_no_sum_is_bad_usage(terminal: Terminal, usd: str) -> None:
    outcome = terminal("keys", "create", "Ada", "--daily-usd", usd)
    assert (2, "") == (outcome.status, outcome.out)
    assert "is no sum in US dollars such as 5 or 0.50" in outcome.err


def test_migrating_twice_does_no_harm(terminal: Terminal) -> None:
    assert 0 == terminal("migrate").status == terminal("migrate").status
    assert (terminal.folder / "var" / "drafter.db").exists()


def test_config_check_names_engine_recipe_and_database(terminal: Terminal) -> None:
    outcome = terminal("config", "check")
    assert 0 == outcome.status
    assert [line.split()[0] for line in outcome.out.splitlines()] == [
        "engine",
        "recipe",
        "database",
    ]
