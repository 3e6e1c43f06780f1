"""`drafter keys`, `drafter migrate`, `drafter config check`."""

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from drafter import clock
from drafter.store.tokens import digest, well_formed
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


def test_a_key_is_listed_with_the_terms_it_was_given_on(terminal: Terminal) -> None:
    given = ("--requests-a-minute", "30", "--drafts-at-once", "2", "--origin", "https://CMS.test")
    terminal("keys", "create", "press", "--plugin", *given, "--expires-days", "90")
    terminal("keys", "create", "Ada")
    first, second = (line.split("\t") for line in terminal("keys", "list").out.splitlines())
    end = (clock.now() + timedelta(days=90)).date().isoformat()
    assert "30 requests a minute, 2 drafts at once, https://cms.test" == first[7]
    assert ["used never", f"expires {end}"] == [first[5], first[6].rpartition(" ")[0]]
    assert ["used never", "expires never", "-"] == second[5:8]


@pytest.mark.parametrize("origin", ["*", "cms.test", "http://cms.test"])
def test_an_origin_that_is_none_is_refused_with_what_to_write(
    terminal: Terminal, origin: str
) -> None:
    outcome = terminal("keys", "create", "press", "--plugin", "--origin", origin)
    assert (2, "") == (outcome.status, outcome.out)
    assert repr(origin) in outcome.err
    assert "https" in outcome.err


@pytest.mark.parametrize(
    "option", [("--requests-a-minute", "0"), ("--drafts-at-once", "0"), ("--expires-days", "0")]
)
def test_a_limit_of_nothing_is_bad_usage(terminal: Terminal, option: tuple[str, str]) -> None:
    outcome = terminal("keys", "create", "Ada", *option)
    assert (2, "", True) == (outcome.status, outcome.out, option[0] in outcome.err)


def test_a_rotated_key_has_a_new_token_which_is_shown_once(terminal: Terminal) -> None:
    old = terminal("keys", "create", "Ada").out.strip()
    key_id = terminal("keys", "list").out.split("\t")[0]
    outcome = terminal("keys", "rotate", key_id)
    new = outcome.out.strip()
    assert (True, False) == (well_formed(new), new == old)
    assert "The one before goes on for 24 hours" in outcome.err
    ended = terminal("keys", "rotate", key_id, "--overlap-hours", "0")
    assert "The one before is of no use any more" in ended.err
    assert new not in terminal("keys", "list").out


def test_a_rotation_may_set_a_new_end(terminal: Terminal) -> None:
    terminal("keys", "create", "Ada")
    key_id = terminal("keys", "list").out.split("\t")[0]
    assert 0 == terminal("keys", "rotate", key_id, "--expires-days", "1").status
    end = (clock.now() + timedelta(days=1)).date().isoformat()
    assert f"expires {end}" in terminal("keys", "list").out


def test_the_last_key_that_may_manage_keys_is_revoked_only_by_force(terminal: Terminal) -> None:
    terminal("keys", "create", "Ada", "--scope", "admin")
    key_id = terminal("keys", "list").out.split("\t")[0]
    refused = terminal("keys", "revoke", key_id)
    assert (1, True) == (refused.status, "the last key that may manage keys" in refused.err)
    assert 0 == terminal("keys", "revoke", key_id, "--force").status


def test_the_secret_of_the_settings_digests_what_is_created(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    (terminal.folder / "secret").write_text("of the desk\n", encoding="utf-8")
    monkeypatch.setenv("DRAFTER_SECRET_FILE", str(terminal.folder / "secret"))
    token = terminal("keys", "create", "Ada").out.strip()
    with closing(sqlite3.connect(terminal.folder / "var" / "drafter.db")) as connection:
        [kept] = connection.execute("SELECT digest FROM keys").fetchone()
    assert digest(token, "of") == kept
