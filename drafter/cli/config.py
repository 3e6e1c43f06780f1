"""`drafter config`: what the settings amount to, and whether it works."""

import asyncio

import click

from drafter.cli.output import put
from drafter.service import engine_for, offered_models, recipe_for
from drafter.settings import Settings, read_settings
from drafter.store.migrate import migrate
from schemas.provenance import EngineName


@click.group(name="config")
def command() -> None:
    """Look at the configuration."""


@command.command()
def check() -> None:
    """Check settings, database and endpoint."""
    settings = read_settings()
    name = settings.engine_name()
    recipe = recipe_for(settings, name)
    put(f"engine    {name}" + (" (auto)" if settings.engine == "auto" else ""), None)
    put(f"recipe    {recipe.name} {recipe.version}, {len(recipe.calls)} calls", None)
    migrate(settings.database_url)
    put("database  usable, at the schema of this version", None)
    if name is EngineName.OPENAI:
        put(f"endpoint  {asyncio.run(_endpoint(settings))}", None)
        put(f"fallback  {settings.fallback}", None)


async def _endpoint(settings: Settings) -> str:
    """What the endpoint says of its models, and which one will be asked."""
    offered = await offered_models(settings)
    async with engine_for(settings, EngineName.OPENAI) as engine:
        known = "which it offers" if engine.model in offered else "which it does not list"
        return f"{engine.endpoint} answers, {len(offered)} models; model {engine.model}, {known}"
