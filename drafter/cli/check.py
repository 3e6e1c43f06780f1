"""`drafter check`: a draft, whoever wrote it, held against its reports once more."""

from enum import StrEnum

import click

from drafter.checking.matching import GivenReport, matched, unused
from drafter.checking.reading import GivenDraft, read_draft
from drafter.checking.rechecking import recheck
from drafter.checking.sarif import sarif
from drafter.checking.telling import told
from drafter.cli.output import check_target, put, say
from drafter.errors import InputError
from drafter.ingest.reading import read_file
from schemas.checked import Checked, MatchedBy

BLOCKED = 4


class Form(StrEnum):
    """A form in which findings are printed."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"


@click.command(name="check")
@click.argument("draft", metavar="DRAFT.json")
@click.argument("reports", nargs=-1, metavar="[REPORT...]")
@click.option(
    "--format",
    "form",
    type=click.Choice([form.value for form in Form]),
    default=Form.TEXT.value,
    show_default=True,
)
@click.option("--out", metavar="FILE", help="Write there instead of to standard output.")
@click.option("--strict", is_flag=True, help="Exit 4 where a finding stands against approval.")
def command(
    draft: str, reports: tuple[str, ...], *, form: str, out: str | None, strict: bool
) -> int:
    """Check a finished draft again, also one that was written elsewhere in our schema.

    DRAFT.json is a draft as `drafter draft` prints it; - reads standard input. REPORT is a source
    of it. Without reports, the sentences that the draft cites are all that it is held against.
    """
    if [draft, *reports].count("-") > 1:
        raise InputError("standard input can be one file only; name the others")
    check_target(out, (draft, *reports))
    given = read_draft(draft)
    sources = [GivenReport(name, read_file(name)) for name in reports]
    checked = recheck(given, sources)
    _say_what_does_not_match(checked, given, sources)
    put(_printed(Form(form), checked, given), out)
    return BLOCKED if strict and checked.open else 0


def _printed(form: Form, checked: Checked, given: GivenDraft) -> str:
    if form is Form.JSON:
        return checked.model_dump_json(indent=2)
    return sarif(checked, given) if form is Form.SARIF else told(checked, given.draft)


def _say_what_does_not_match(
    checked: Checked, given: GivenDraft, sources: list[GivenReport]
) -> None:
    for held in checked.held_against:
        if held.report is None:
            say(f"{held.source} is not among the reports: only its cited sentences are known")
        elif held.matched_by is not MatchedBy.CONTENT_HASH:
            by = held.matched_by.value if held.matched_by else ""
            say(f"{held.report} is taken for {held.source} by its {by}, and its text differs")
    for name in unused(sources, matched(given.draft, sources)):
        say(f"{name} is no source of this draft, and is not used")
