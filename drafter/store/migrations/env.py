"""Run by Alembic: one transaction, on the connection that drafter.store.migrate opened."""

from alembic import context

from drafter.store.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,  # SQLite alters a table by making it anew
    include_name=lambda name, kind, _: kind != "table" or name in METADATA.tables,  # not the jobs'
    transactional_ddl=True,  # Alembic doubts it of SQLite, which can once we begin ourselves
)
with context.begin_transaction():
    context.run_migrations()
