"""The command line: standard output carries the result alone, all else goes to standard error.

Exit status: 0 done; 2 bad usage or input; 3 the provider failed and no fallback was allowed;
4 finished with blocking findings and `--strict`; 130 interrupted.
"""

import sys
from contextlib import suppress
from importlib import import_module

import click

from drafter import __version__
from drafter.errors import ConfigurationError, DrafterError, InputError, ProviderError
from drafter.settings import read_settings
from drafter.telemetry.logs import logs_on_stderr

COMMANDS = (
    "backup",
    "check",
    "config",
    "draft",
    "eval",
    "export",
    "jobs",
    "keys",
    "migrate",
    "serve",
    "worker",
)
ELSEWHERE = {"eval": "evals.cli"}
"""Commands of packages that stand on this one: loaded by name, as `serve` loads the API."""
SERVICES = ("serve", "worker")
FAILED, BAD_INPUT, PROVIDER_FAILED, INTERRUPTED = 1, 2, 3, 130


class Commands(click.Group):
    """Loads a command's module when it is used: drafting does not wait for the server's imports."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """All commands, in the order of the alphabet."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(ELSEWHERE.get(cmd_name, f"drafter.cli.{cmd_name}")).command
        return command if isinstance(command, click.Command) else None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="drafter")
@click.pass_context
def cli(context: click.Context) -> None:
    """Source news reports in; structured drafts out, every sentence tied to its evidence."""
    with suppress(ConfigurationError):  # the command itself says what is wrong with the settings
        settings = read_settings()
        asked = context.invoked_subcommand in SERVICES or "log_level" in settings.model_fields_set
        level = settings.log_level if asked else "warning"  # a terminal stays quiet
        context.with_resource(logs_on_stderr(settings.log, level))


def main() -> None:
    """Run the command line and exit with its status."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command; errors become one line on standard error and an exit status."""
    try:
        status = cli.main(arguments, prog_name="drafter", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo("drafter: interrupted", err=True)
        return INTERRUPTED
    except DrafterError as error:
        click.echo(f"drafter: {error}", err=True)
        return _status_of(error)
    return status if isinstance(status, int) else 0


def _status_of(error: DrafterError) -> int:
    if isinstance(error, InputError):
        return BAD_INPUT
    return PROVIDER_FAILED if isinstance(error, ProviderError) else FAILED
