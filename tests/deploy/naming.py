"""What the deployment's files may name: commands with their options, and settings."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import click
from pydantic import AliasChoices

from drafter.cli import cli
from drafter.settings import Settings

ROOT = Path(__file__).parents[2]


def refused_commands(commands: Iterable[Sequence[str]]) -> list[str]:
    """The command lines, without `drafter`, that it would not take, each with its reason."""
    return [f"{' '.join(one)}: {why}" for one in commands if (why := _refusal(one))]


def _refusal(words: Sequence[str]) -> str | None:
    command = cli.get_command(click.Context(cli), words[0])
    if command is None:
        return "no such command"
    try:
        command.make_context(words[0], list(words[1:]))
    except click.UsageError as error:
        return error.message
    return None


def unknown_settings(variables: Iterable[str]) -> set[str]:
    """The variables that are no setting of drafter."""
    return set(variables) - {_variable(name) for name in Settings.model_fields}


def _variable(name: str) -> str:
    alias = Settings.model_fields[name].validation_alias
    return str(alias.choices[0]) if isinstance(alias, AliasChoices) else f"DRAFTER_{name.upper()}"


def seconds(period: str) -> int:
    """Of `100s`."""
    return int(period.removesuffix("s"))
