"""`drafter draft`: reports in, a draft out."""

import asyncio
import re
from urllib.parse import urlsplit

import click

from drafter.assembling import slug_of
from drafter.cli.output import check_target, put, say
from drafter.cli.progress import shown
from drafter.earlier import relevant_events
from drafter.errors import InputError
from drafter.estimates import estimate_once
from drafter.exports.formats import Format, render
from drafter.ingest.events import read_events
from drafter.ingest.reading import read_file
from drafter.service import Request, draft_once, recipe_for
from drafter.settings import Settings, read_settings
from drafter.spending.telling import told, told_of
from drafter.store.database import Database
from drafter.store.drafts import Drafts
from drafter.store.migrate import migrate
from drafter.store.reports import Reports
from schemas.draft import Draft
from schemas.job import Order, Priority
from schemas.provenance import EngineName
from schemas.report import Report

BLOCKED = 4
LANGUAGE = re.compile(r"[a-z]{2,3}")


@click.command(name="draft")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--topic", metavar="SLUG", help="The running story, for example harbour-bridge.")
@click.option("--earlier", metavar="EVENTS.jsonl", help="Earlier events of the topic.")
@click.option("--recipe", metavar="NAME", help="briefing (several calls) or single (one call).")
@click.option(
    "--engine",
    type=click.Choice(["auto", *(name.value for name in EngineName)]),
    help="What writes.",
)
@click.option("--model", metavar="M", help="The model to ask, as the endpoint names it.")
@click.option("--language", metavar="L", help="Language of the draft; default: the report's.")
@click.option("--instructions", metavar="TEXT", help="What you ask of this draft, in words.")
@click.option(
    "--format",
    "form",
    type=click.Choice([form.value for form in Format]),
    help="[default: json; with --estimate, lines to read]",
)
@click.option("--out", metavar="FILE", help="Write there instead of to standard output.")
@click.option("--queue", is_flag=True, help="Also hand the draft to the editors' queue.")
@click.option("--estimate", is_flag=True, help="Say what it would cost, and draft nothing.")
@click.option("--support", is_flag=True, help="Ask a model what carries each statement.")
@click.option("--strict", is_flag=True, help="Exit 4 where a blocking finding stands.")
def command(  # noqa: PLR0913 - one parameter an option
    files: tuple[str, ...],
    *,
    topic: str | None,
    earlier: str | None,
    recipe: str | None,
    engine: str | None,
    model: str | None,
    language: str | None,
    instructions: str | None,
    form: str | None,
    out: str | None,
    queue: bool,
    estimate: bool,
    support: bool,
    strict: bool,
) -> int:
    """Draft a briefing from one or more reports about the same event.

    FILE is plain text, Markdown, our report JSON or ninjs; - reads standard input.
    """
    settings = read_settings()
    request = Request(
        reports=_reports(files),
        earlier=read_events(earlier) if earlier else (),
        topic=_slug(topic),
        recipe=recipe,
        language=_language(language),
        instructions=instructions,
        support=support,
    )
    name = _engine_name(settings, engine)
    if name is EngineName.EXTRACTIVE:
        _say_what_has_no_effect(request, model)
    check_target(out, files)
    if estimate:
        expected = asyncio.run(estimate_once(request, settings, name, model))
        put(expected.model_dump_json(indent=2) if form == Format.JSON else told_of(expected), out)
        return 0
    draft = asyncio.run(_draft(settings, request, name, model))
    if queue:
        draft_id = asyncio.run(_queue(settings, request, draft, name, model))
        say(f"queued as {draft_id}; editors find it under /v1/drafts of drafter serve")
    put(render(draft, Format(form or Format.JSON)), out)
    _report(draft)
    return BLOCKED if strict and _blockers(draft) else 0


def _reports(files: tuple[str, ...]) -> tuple[Report, ...]:
    """The reports, each once: a copy adds nothing."""
    read = {report.model_dump_json(): report for report in map(read_file, files)}
    if len(read) < len(files):
        say("the same report was given more than once; it counts once")
    return tuple(read.values())


def _slug(topic: str | None) -> str | None:
    if topic is not None and slug_of(topic) != topic:
        raise InputError(f"--topic {topic!r} is no slug; try {slug_of(topic)!r}")
    return topic


def _language(tag: str | None) -> str | None:
    if tag is not None and not LANGUAGE.fullmatch(tag):
        raise InputError(f"--language {tag!r} is no language code such as en, de, fr, es or ar")
    return tag


def _engine_name(settings: Settings, asked: str | None) -> EngineName:
    """The engine that was asked for; where that is `auto`, which one it is, and why."""
    if asked is not None:
        settings = settings.model_copy(update={"engine": asked})
    name = settings.engine_name()
    if settings.engine == "auto":
        unset = "neither OPENAI_API_KEY nor OPENAI_BASE_URL is set"
        host = urlsplit(settings.openai_base_url or "").hostname  # without what a URL may hide
        where = f"at {host}" if host else "OPENAI_API_KEY is set"
        say(f"engine {name} ({unset if name is EngineName.EXTRACTIVE else where})")
    return name


def _say_what_has_no_effect(request: Request, model: str | None) -> None:
    given = {
        "--recipe": request.recipe,
        "--model": model,
        "--language": request.language,
        "--instructions": request.instructions,
    }
    if named := [option for option, value in given.items() if value]:
        say(f"without a model, {', '.join(named)} has no effect")


async def _draft(
    settings: Settings, request: Request, name: EngineName, model: str | None
) -> Draft:
    with shown() as listen:
        return await draft_once(request, settings, name, model, listen=listen)


async def _queue(
    settings: Settings, request: Request, draft: Draft, name: EngineName, model: str | None
) -> str:
    """Keep the reports and the finished draft where editors find them.

    The order is what was asked for, not what stood in: a redraft goes by it.
    """
    await asyncio.to_thread(migrate, settings.database_url)
    database = Database(settings.database_url)
    try:
        reports = Reports(database)
        ids = [await reports.add(report, "command line") for report in request.reports]
        order = Order(
            reports=tuple(ids),
            earlier=relevant_events(request.earlier, request.reports),
            topic=request.topic,
            engine=name,
            model=model,
            recipe=recipe_for(settings, name, request.recipe).name,
            language=request.language,
            instructions=request.instructions,
            support=request.wants_support(settings),
            priority=Priority.NORMAL,
        )
        return (await Drafts(database).hand_in(order, draft, "command line")).id
    finally:
        await database.close()


def _blockers(draft: Draft) -> int:
    """Findings that stand against approval until an editor has mended or judged them."""
    return sum(finding.stops for finding in draft.findings)


def _report(draft: Draft) -> None:
    """Tell on standard error what an editor should know first."""
    if draft.provenance.fallback_reason:
        say(f"the extractive engine stood in: {draft.provenance.fallback_reason}")
    parts = (
        f"drafted in {draft.provenance.seconds * 1000:.0f} ms",
        told(draft.provenance),
        f"findings: {len(draft.findings)}, of them blocking: {_blockers(draft)}",
        f"null: {', '.join(draft.null_reasons)}" if draft.null_reasons else None,
    )
    say("; ".join(part for part in parts if part))
