"""Workers and their leases, the events of drafts, turns in the queue, and emptied reports."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "workers",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("beaten_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("lost_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workers")),
    )
    op.create_table(
        "events",
        sa.Column("draft_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["drafts.id"], name=op.f("fk_events_draft_id_drafts")
        ),
        sa.PrimaryKeyConstraint("draft_id", "number", name=op.f("pk_events")),
    )
    op.create_index(op.f("ix_events_at"), "events", ["at"])
    op.add_column(
        "drafts", sa.Column("priority", sa.Text(), nullable=False, server_default="normal")
    )
    op.add_column("drafts", sa.Column("turn", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("reports", sa.Column("emptied_at", MOMENT))


def downgrade() -> None:
    with op.batch_alter_table("reports") as reports:
        reports.drop_column("emptied_at")
    with op.batch_alter_table("drafts") as drafts:
        drafts.drop_column("turn")
        drafts.drop_column("priority")
    op.drop_table("events")
    op.drop_table("workers")
