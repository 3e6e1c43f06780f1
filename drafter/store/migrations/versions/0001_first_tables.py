"""The first tables: reports, drafts with revisions, verdicts and audit trail, and keys."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEPT = ("audit", "revisions")
"""Rows of these tables are added and never changed; the database itself sees to it."""


def upgrade() -> None:
    _reports()
    _drafts()
    _revisions()
    _audit()
    _verdicts()
    _keys()
    for table in KEPT:
        _keep(table)


def downgrade() -> None:
    for table in ("keys", "verdicts", "audit", "revisions", "drafts", "reports"):
        op.drop_table(table)
    if op.get_context().dialect.name == "postgresql":
        op.execute("DROP FUNCTION kept_as_it_is")


def _reports() -> None:
    op.create_table(
        "reports",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_reports_fingerprint")),
    )


def _drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("topic", sa.Text()),
        sa.Column("engine", sa.Text(), nullable=False),
        sa.Column("recipe", sa.Text(), nullable=False),
        sa.Column("headline", sa.Text()),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("claimed_by", sa.Text()),
        sa.Column("claimed_until", MOMENT),
        sa.Column("failure", sa.Text()),
        sa.Column("ordered", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
    )
    op.create_index(op.f("ix_drafts_created_at_id"), "drafts", ["created_at", "id"])
    for column in ("state", "topic"):
        name = op.f(f"ix_drafts_{column}_created_at_id")
        op.create_index(name, "drafts", [column, "created_at", "id"])


def _revisions() -> None:
    op.create_table(
        "revisions",
        sa.Column("draft_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("last_statement", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        _of_draft("revisions"),
        sa.PrimaryKeyConstraint("draft_id", "number", name=op.f("pk_revisions")),
    )


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("number", NUMBER, nullable=False, autoincrement=True),
        sa.Column("draft_id", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text()),
        _of_draft("audit"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_draft_id"), "audit", ["draft_id"])


def _verdicts() -> None:
    op.create_table(
        "verdicts",
        sa.Column("number", NUMBER, nullable=False, autoincrement=True),
        sa.Column("draft_id", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        _of_draft("verdicts"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_verdicts")),
    )
    op.create_index(op.f("ix_verdicts_draft_id"), "verdicts", ["draft_id"])


def _keys() -> None:
    op.create_table(
        "keys",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("person", sa.Boolean(), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keys")),
        sa.UniqueConstraint("digest", name=op.f("uq_keys_digest")),
    )
    active = sa.text("revoked_at IS NULL")
    op.create_index(
        op.f("uq_keys_name_active"),
        "keys",
        ["name"],
        unique=True,
        sqlite_where=active,
        postgresql_where=active,
    )


def _of_draft(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_draft_id_drafts")
    return sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name=name)


def _keep(table: str) -> None:
    said = "rows of this table are added and never changed"
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            "CREATE OR REPLACE FUNCTION kept_as_it_is() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{said}'; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {table}_is_kept BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION kept_as_it_is()"
        )
        return
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_is_kept_{change.lower()} BEFORE {change} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{said}'); END"
        )
