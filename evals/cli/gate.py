"""`drafter eval gate`: may the candidate take the baseline's place; for a build server."""

import click

from drafter.cli.output import put, say
from drafter.errors import InputError
from evals.report.junit import junit
from evals.report.lines import lines
from evals.report.markdown import markdown
from evals.scorecard.gate import Gate, Status, gate
from evals.scorecard.loading import RunOf, load
from evals.scoring.catalogue import GATED

WORDS = {
    Status.PASSED: "as good or better, within the margins",
    Status.WORSE: "worse",
    Status.INCOMPLETE: "cannot be told: incomplete, or too few cases",
}


class WrongOption(click.UsageError):
    """A wrong option is bad configuration, and not an incomplete run."""

    exit_code = int(Status.BAD_CONFIGURATION)


class GateCommand(click.Command):
    """Tells a wrong option from an incomplete run."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; what is wrong with them exits with 3."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            raise WrongOption(error.format_message(), ctx) from error


@click.command(name="gate", cls=GateCommand)
@click.option("--baseline", required=True, metavar="RUN[:VARIANT]")
@click.option("--candidate", required=True, metavar="RUN[:VARIANT]")
@click.option("--scorer", "scorers", multiple=True, metavar="NAME", help="Only these decide.")
@click.option("--margin", "margins", multiple=True, metavar="NAME=VALUE", help="What may be lost.")
@click.option("--junit", "junit_file", metavar="FILE", help="JUnit XML, for a build server.")
@click.option("--markdown", "markdown_file", metavar="FILE", help="A summary, for a pull request.")
@click.option("--jsonl", "jsonl_file", metavar="FILE", help="All figures as JSON Lines.")
def command(
    *,
    baseline: str,
    candidate: str,
    scorers: tuple[str, ...],
    margins: tuple[str, ...],
    junit_file: str | None,
    markdown_file: str | None,
    jsonl_file: str | None,
) -> int:
    """Hold the candidate against the baseline.

    Exit status: 0 as good or better within the margins, 1 worse, 2 it cannot be told since the run
    is incomplete or has too few cases, 3 bad configuration.
    """
    try:
        held = _held(baseline, candidate, scorers, _margins(margins))
        if junit_file:
            told = [(one.scorer.name, held.candidate, one.verdict, one.words) for one in held.lines]
            put(junit(held.card, told), junit_file)
        if markdown_file:
            put(markdown(held.card), markdown_file)
        if jsonl_file:
            put(lines(held.card), jsonl_file)
    except InputError as error:
        say(str(error))
        return Status.BAD_CONFIGURATION
    put(_told(held), None)
    return held.status


def _held(
    baseline: str, candidate: str, scorers: tuple[str, ...], margins: dict[str, float]
) -> Gate:
    loaded = load([_one(baseline), _one(candidate)])
    first, second = loaded.names
    return gate(loaded, first, second, scorers or GATED, margins)


def _one(text: str) -> RunOf:
    """One variant of a run. Raises InputError where the run has several and none is named."""
    run = RunOf.named(text)
    names = load([run]).names
    if len(names) > 1:
        raise InputError(
            f"{text}: name one of its variants, as {text}:{names[0]}; {', '.join(names)}"
        )
    return run


def _margins(given: tuple[str, ...]) -> dict[str, float]:
    margins = {}
    for text in given:
        name, _, value = text.partition("=")
        try:
            margins[name] = float(value)
        except ValueError:
            raise InputError(f"--margin {text}: it must be NAME=VALUE, as padding=0.05") from None
    return margins


def _told(held: Gate) -> str:
    rows = [
        f"{line.scorer.name}: {line.verdict or 'no values'}: {line.words}" for line in held.lines
    ]
    rows += [f"without a draft: {one}" for one in held.lacking]
    return "\n".join([*rows, f"{held.candidate}: {WORDS[held.status]}"])
