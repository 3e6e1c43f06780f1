"""Review records, signed off at approval; verdicts, like them, are only added to."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
KEPT = ("review_records", "verdicts")
"""Rows of these tables are added and never changed; the database itself sees to it."""


def upgrade() -> None:
    op.create_table(
        "review_records",
        sa.Column("draft_id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["drafts.id"], name=op.f("fk_review_records_draft_id_drafts")
        ),
        sa.PrimaryKeyConstraint("draft_id", "revision", name=op.f("pk_review_records")),
    )
    for table in KEPT:
        _keep(table)


def downgrade() -> None:
    op.drop_table("review_records")
    if op.get_context().dialect.name == "postgresql":
        op.execute("DROP TRIGGER verdicts_is_kept ON verdicts")
        return
    for change in ("update", "delete"):
        op.execute(f"DROP TRIGGER verdicts_is_kept_{change}")


def _keep(table: str) -> None:
    """The function of PostgreSQL is that of the first migration."""
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            f"CREATE TRIGGER {table}_is_kept BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION kept_as_it_is()"
        )
        return
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_is_kept_{change.lower()} BEFORE {change} ON {table} "
            "BEGIN SELECT RAISE(ABORT, 'rows of this table are added and never changed'); END"
        )
