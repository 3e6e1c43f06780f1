"""`drafter eval`: run, compare, gate, report, cases, calibrate."""

from importlib import import_module

import click

COMMANDS = ("calibrate", "cases", "compare", "gate", "report", "run")


class Commands(click.Group):
    """Loads a command's module when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """All commands, in the order of the alphabet."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"evals.cli.{cmd_name}").command
        return command if isinstance(command, click.Command) else None


@click.group(name="eval", cls=Commands)
def command() -> None:
    """Which recipe, model or version drafts better, and can that be believed."""
