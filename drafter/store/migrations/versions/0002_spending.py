"""What keys may spend in a day, and what their drafts have spent."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("keys", sa.Column("daily_usd", sa.BigInteger()))
    op.create_table(
        "spendings",
        sa.Column("number", NUMBER, nullable=False, autoincrement=True),
        sa.Column("draft_id", sa.Text(), nullable=False),
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("usd", sa.BigInteger()),
        sa.Column("settled", sa.Boolean(), nullable=False),
        _to("draft_id", "drafts"),
        _to("key_id", "keys"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_spendings")),
    )
    op.create_index(op.f("ix_spendings_draft_id"), "spendings", ["draft_id"])
    op.create_index(op.f("ix_spendings_day_key_id"), "spendings", ["day", "key_id"])


def downgrade() -> None:
    op.drop_table("spendings")
    with op.batch_alter_table("keys") as keys:
        keys.drop_column("daily_usd")


def _to(column: str, table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_spendings_{column}_{table}")
    return sa.ForeignKeyConstraint([column], [f"{table}.id"], name=name)
