"""`drafter config`: what the settings amount to, and whether it works."""

import asyncio

import click

from drafter.cli.output import put
from drafter.engines.openai.client import Endpoint, models, only_model
from drafter.engines.openai.ladder import RUNGS, Ladder, Ladders
from drafter.engines.openai.probe import MORE, Asked, Finding, Probe, context_of, probe
from drafter.engines.openai.providers import Providers
from drafter.engines.openai.transport import Patience
from drafter.errors import ProviderError, ProviderRefused
from drafter.service import recipe_for
from drafter.settings import Settings, read_settings
from drafter.store.migrate import migrate
from schemas.provenance import EngineName, Rung

PROBE_SECONDS = 60.0
"""A model that is loaded for the first request takes this long to answer it."""
FOUND = {
    Finding.ENFORCED: "the schema is enforced",
    Finding.JSON: "JSON comes, and no schema is enforced",
    Finding.IGNORED: "taken and ignored",
    Finding.CUT: f"cannot be told: the model wrote nothing within {MORE} tokens",
    Finding.REFUSED: "refused",
}


@click.group(name="config")
def command() -> None:
    """Look at the configuration."""


@command.command()
@click.option(
    "--probe/--no-probe",
    "asks",
    default=True,
    help="Ask each model a few small questions (some hundred tokens, which may cost), or none.",
)
def check(*, asks: bool) -> None:
    """Check settings, database and endpoints."""
    settings = read_settings()
    name = settings.engine_name()
    recipe = recipe_for(settings, name)
    _say("engine", str(name) + (" (auto)" if settings.engine == "auto" else ""))
    _say("recipe", f"{recipe.name} {recipe.version}, {len(recipe.calls)} calls")
    migrate(settings.database_url)
    _say("database", "usable, at the schema of this version")
    if name is EngineName.OPENAI:
        failed = asyncio.run(_endpoints(settings, asks=asks))
        _limits(settings)
        _say("fallback", settings.fallback)
        if failed is not None:
            raise failed


def _say(label: str, text: str) -> None:
    put(f"{label:<10}{text}", None)


async def _endpoints(settings: Settings, *, asks: bool) -> ProviderError | None:
    """Check each endpoint, one after the other; the first failure is given back."""
    providers = Providers(settings)
    failed: ProviderError | None = None
    try:
        asked = [(providers.first(), settings.model)]
        asked += [(providers.further(told), told.model) for told in settings.endpoints]
        for endpoint, model in asked:
            try:
                await _endpoint(endpoint, model, settings, asks=asks)
            except ProviderError as error:
                _say("endpoint", str(error))
                failed = failed or error
    finally:
        await providers.close()
    return failed


async def _endpoint(
    endpoint: Endpoint, model: str | None, settings: Settings, *, asks: bool
) -> None:
    chosen = model or await only_model(endpoint)
    offered = await _offered(endpoint, must=not asks)
    listed = "lists no models" if offered is None else f"answers, {_many(len(offered), 'model')}"
    known = "which it offers" if chosen in (offered or ()) else "which it does not list"
    _say("endpoint", f"{endpoint.name} {listed}")
    _say("model", f"{chosen}, {known}")
    ladder = Ladders(seconds=settings.rung_seconds).of(endpoint.base_url, chosen)
    if asks:
        patience = Patience(attempts=2, seconds=min(PROBE_SECONDS, settings.call_seconds))
        _found(await probe(endpoint, chosen, ladder, patience), settings.rung)
    else:
        _say("replies", f"asked for as {ladder.dialect.start(settings.rung)} first; not tried")
    context = await context_of(endpoint, chosen)
    _say("context", _many(context, "token") if context else "not told")
    _say("cache", _cache(ladder))


async def _offered(endpoint: Endpoint, *, must: bool) -> tuple[str, ...] | None:
    """The models that it lists. Some endpoints have no list, and answer all the same."""
    try:
        return await models(endpoint)
    except ProviderRefused:
        if must:
            raise
        return None


def _found(result: Probe, configured: Rung) -> None:
    """Say how replies can be asked for, and what to set where that is not the configured way."""
    for asked in result.asked:
        _say("replies", f"{asked.rung}: {_words(asked)}")
    if result.rung is None:
        _say("", "no way of asking gave JSON: this model will hardly write a draft")
    elif RUNGS.index(result.rung) > RUNGS.index(configured):
        _say("", f"set DRAFTER_RUNG={result.rung}, or each process has to find that out")
    elif RUNGS.index(result.rung) < RUNGS.index(configured):
        _say("", f"DRAFTER_RUNG={configured} asks for less than this endpoint can do")
    spent = "" if result.tokens is None else f", {_many(result.tokens, 'token')} in all"
    many = f"median of {result.requests}{spent}"
    _say("latency", f"{result.seconds:.3f} s for a small request ({many})")


def _words(asked: Asked) -> str:
    return FOUND[asked.finding] + (f" ({asked.said})" if asked.said else "")


def _cache(ladder: Ladder) -> str:
    told = ladder.dialect.parameters(tokens=None, cache_key="any", stream=False)
    if "prompt_cache_key" in told:
        return "requests carry prompt_cache_key"
    return "by what requests begin with; no prompt_cache_key is sent to this host"


def _limits(settings: Settings) -> None:
    call = f"{settings.call_seconds:g} s, {_many(settings.attempts, 'attempt')}"
    draft = [f"{settings.draft_seconds:g} s"]
    if settings.draft_tokens is not None:
        draft.append(_many(settings.draft_tokens, "token"))
    if settings.draft_usd is not None:
        draft.append(f"{settings.draft_usd} USD")
    at_once = f"{_many(settings.calls_at_once, 'call')} at once"
    repairs = _many(settings.repairs, "repair")
    _say("limits", f"a call: {call}, {repairs}; a draft: {', '.join(draft)}; {at_once}")
    if settings.output_tokens is not None:
        _say("", f"a reply: {_many(settings.output_tokens, 'token')}")
    if (price := settings.price) is not None:
        cached = "" if price.cached is None else f", {price.cached} cached"
        _say("price", f"{price.input} in, {price.output} out{cached} (USD for a million tokens)")


def _many(number: int, of: str) -> str:
    return f"{number} {of}" if number == 1 else f"{number} {of}s"
