"""Whether the extractive engine stood in for a provider that failed."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    no = sa.false()
    op.add_column("drafts", sa.Column("degraded", sa.Boolean(), nullable=False, server_default=no))


def downgrade() -> None:
    with op.batch_alter_table("drafts") as drafts:
        drafts.drop_column("degraded")
