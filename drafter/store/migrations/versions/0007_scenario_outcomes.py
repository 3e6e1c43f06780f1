"""Scenario outcomes, which are only added to; approvals found by their time."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
TABLE = "scenario_outcomes"
APPROVALS = "ix_audit_action_at_draft_id"


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        TABLE,
        sa.Column("number", number, nullable=False, autoincrement=True),
        sa.Column("draft_id", sa.Text(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("horizon", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Text(), nullable=False),
        sa.Column("likelihood", sa.Text()),
        sa.Column("written_by", sa.Text(), nullable=False),
        sa.Column("approved_at", MOMENT, nullable=False),
        sa.Column("topic", sa.Text()),
        sa.Column("recipe", sa.Text(), nullable=False),
        sa.Column("recipe_version", sa.Integer(), nullable=False),
        sa.Column("engine", sa.Text(), nullable=False),
        sa.Column("model", sa.Text()),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("note", sa.Text()),
        sa.Column("source", sa.Text()),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name=op.f(f"fk_{TABLE}_draft_id_drafts")),
        sa.PrimaryKeyConstraint("number", name=op.f(f"pk_{TABLE}")),
    )
    op.create_index(
        op.f(f"ix_{TABLE}_draft_id_statement_number"), TABLE, ["draft_id", "statement", "number"]
    )
    op.create_index(op.f(APPROVALS), "audit", ["action", "at", "draft_id"])
    _keep()


def downgrade() -> None:
    op.drop_index(op.f(APPROVALS), "audit")
    op.drop_table(TABLE)  # its triggers go with it


def _keep() -> None:
    """The function of PostgreSQL is that of the first migration."""
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            f"CREATE TRIGGER {TABLE}_is_kept BEFORE UPDATE OR DELETE ON {TABLE} "
            "FOR EACH ROW EXECUTE FUNCTION kept_as_it_is()"
        )
        return
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {TABLE}_is_kept_{change.lower()} BEFORE {change} ON {TABLE} "
            "BEGIN SELECT RAISE(ABORT, 'rows of this table are added and never changed'); END"
        )
