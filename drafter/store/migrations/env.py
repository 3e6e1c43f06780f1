"""Run by Alembic: one transaction, on the connection that drafter.store.migrate opened."""

from collections.abc import MutableMapping
from typing import Any

from alembic import context

from drafter.store.tables import METADATA

OF_SEARCH = (("draft_texts", "words"), ("draft_texts", "ix_draft_texts_words"))
"""Of PostgreSQL alone, so that the tables do not have them; migration 0006 makes them."""


def ours(name: str | None, kind: str, parents: MutableMapping[Any, str | None]) -> bool:
    """Whether a migration could be about it: not the tables of the jobs."""
    if (parents.get("table_name"), name) in OF_SEARCH:
        return False
    return kind != "table" or name in METADATA.tables


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,  # SQLite alters a table by making it anew
    include_name=ours,
    transactional_ddl=True,  # Alembic doubts it of SQLite, which can once we begin ourselves
)
with context.begin_transaction():
    context.run_migrations()
