"""`drafter eval compare`: what runs and variants come to, side by side."""

import click

from drafter.cli.output import put
from evals.cli.shared import load_runs, options_of_a_card
from evals.report.lines import lines
from evals.report.markdown import markdown
from evals.scorecard.building import scorecard


@click.command(name="compare")
@click.argument("runs", nargs=-1, required=True, metavar="RUN[:VARIANT]...")
@options_of_a_card
@click.option(
    "--format", "form", type=click.Choice(["md", "json", "jsonl"]), default="md", show_default=True
)
@click.option("--out", metavar="FILE", help="Write there instead of to standard output.")
def command(
    runs: tuple[str, ...],
    *,
    baseline: str | None,
    agreement: str | None,
    form: str,
    out: str | None,
) -> None:
    """Compare every variant of the RUNs with the baseline, scorer by scorer."""
    loaded, agreements = load_runs(runs, agreement)
    card = scorecard(loaded, baseline=baseline, agreements=agreements)
    if form == "json":
        put(card.model_dump_json(indent=2), out)
    else:
        put(lines(card) if form == "jsonl" else markdown(card), out)
