"""Run by Alembic: one transaction, on the connection that drafter.store.migrate opened."""

from alembic import context

from drafter.store.tables import METADATA

OF_SEARCH = "ix_draft_texts_words"
"""Of PostgreSQL alone, so that the tables do not have it; migration 0006 makes it."""


def ours(name: str | None, kind: str, _parents: object) -> bool:
    """Whether a migration could be about it: not the tables of the jobs."""
    return name != OF_SEARCH and (kind != "table" or name in METADATA.tables)


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,  # SQLite alters a table by making it anew
    include_name=ours,
    transactional_ddl=True,  # Alembic doubts it of SQLite, which can once we begin ourselves
)
with context.begin_transaction():
    context.run_migrations()
