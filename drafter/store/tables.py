"""The tables. Documents are JSON as text, as the schemas write it; times are UTC."""

from datetime import UTC, datetime
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator

from schemas.job import Priority

METADATA = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """An aware time, in and out. SQLite keeps no zone, so there the zone is always UTC."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """To UTC. A time without a zone is refused: nobody knows when that was."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """From UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


class Dollars(TypeDecorator[Decimal]):
    """US dollars, kept as whole millionths: SQLite has no decimal numbers, and sums must hold."""

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: sa.Dialect) -> int | None:
        """To millionths, what is less rounded."""
        del dialect
        return None if value is None else int(value.scaleb(6).to_integral_value())

    def process_result_value(self, value: int | None, dialect: sa.Dialect) -> Decimal | None:
        """From millionths. PostgreSQL's sums are decimal numbers themselves."""
        del dialect
        return None if value is None else Decimal(value).scaleb(-6)


def _number() -> sa.Column[int]:
    """A number that grows with every row. Only INTEGER does so on SQLite."""
    kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column("number", kind, primary_key=True, autoincrement=True)


def _of_draft(*, primary_key: bool = False) -> sa.Column[str]:
    return sa.Column(
        "draft_id", sa.Text, sa.ForeignKey("drafts.id"), nullable=False, primary_key=primary_key
    )


reports = sa.Table(
    "reports",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("fingerprint", sa.Text, nullable=False, unique=True),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("created_by", sa.Text, nullable=False),
    sa.Column("document", sa.Text, nullable=False),
    sa.Column("emptied_at", Moment),
    sa.Column("headline", sa.Text, nullable=False, server_default=""),
    sa.Column("publisher", sa.Text),
    sa.Column("url", sa.Text),
    sa.Column("published", sa.Date),
    sa.Column("words", sa.Text, nullable=False, server_default=""),
    sa.Index(None, "created_at", "id"),
)
"""What is listed of a report stands in columns beside its document; `words` are its headline's,
folded for search, with a space before and behind."""

drafts = sa.Table(
    "drafts",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("topic", sa.Text),
    sa.Column("desk", sa.Text),
    sa.Column("engine", sa.Text, nullable=False),
    sa.Column("recipe", sa.Text, nullable=False),
    sa.Column("degraded", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("headline", sa.Text),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("updated_at", Moment, nullable=False),
    sa.Column("created_by", sa.Text, nullable=False),
    sa.Column("claimed_by", sa.Text),
    sa.Column("claimed_until", Moment),
    sa.Column("failure", sa.Text),
    sa.Column("correction", sa.Text),
    sa.Column("priority", sa.Text, nullable=False, server_default=Priority.NORMAL.value),
    sa.Column("turn", sa.Integer, nullable=False, server_default=sa.text("0")),
    sa.Column("ordered", sa.Text, nullable=False),
    sa.Index(None, "created_at", "id"),
    sa.Index(None, "updated_at", "id"),
    sa.Index(None, "state", "created_at", "id"),
    sa.Index(None, "state", "priority", "created_at", "id"),
    sa.Index(None, "topic", "created_at", "id"),
    sa.Index(None, "desk", "created_at", "id"),
    sa.Index(None, "claimed_by", "created_at", "id"),
)

revisions = sa.Table(
    "revisions",
    METADATA,
    _of_draft(primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("reason", sa.Text),
    sa.Column("last_statement", sa.Integer, nullable=False),
    sa.Column("document", sa.Text, nullable=False),
)

audit = sa.Table(
    "audit",
    METADATA,
    _number(),
    _of_draft(),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("reason", sa.Text),
    sa.Index(None, "draft_id"),
    sa.Index(None, "action", "at", "draft_id"),
)

verdicts = sa.Table(
    "verdicts",
    METADATA,
    _number(),
    _of_draft(),
    sa.Column("document", sa.Text, nullable=False),
    sa.Index(None, "draft_id"),
)

review_records = sa.Table(
    "review_records",
    METADATA,
    _of_draft(primary_key=True),
    sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("document", sa.Text, nullable=False),
)

keys = sa.Table(
    "keys",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("person", sa.Boolean, nullable=False),
    sa.Column("scopes", sa.Text, nullable=False),
    sa.Column("digest", sa.Text, nullable=False, unique=True),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("revoked_at", Moment),
    sa.Column("daily_usd", Dollars),
    sa.Column("expires_at", Moment),
    sa.Column("last_used_at", Moment),
    sa.Column("requests_a_minute", sa.Integer),
    sa.Column("drafts_at_once", sa.Integer),
    sa.Column("origins", sa.Text, nullable=False, server_default=""),
    sa.Column("former_digest", sa.Text),
    sa.Column("former_until", Moment),
)
_ACTIVE = keys.c.revoked_at.is_(None)
sa.Index(
    "uq_keys_name_active",
    keys.c.name,
    unique=True,
    sqlite_where=_ACTIVE,
    postgresql_where=_ACTIVE,
)

sa.Index("uq_keys_former_digest", keys.c.former_digest, unique=True)

spendings = sa.Table(
    "spendings",
    METADATA,
    _number(),
    _of_draft(),
    sa.Column("key_id", sa.Text, sa.ForeignKey("keys.id"), nullable=False),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("usd", Dollars),
    sa.Column("settled", sa.Boolean, nullable=False),
    sa.Index(None, "draft_id"),
    sa.Index(None, "day", "key_id"),
)

workers = sa.Table(
    "workers",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("host", sa.Text, nullable=False),
    sa.Column("pid", sa.Integer, nullable=False),
    sa.Column("started_at", Moment, nullable=False),
    sa.Column("beaten_at", Moment, nullable=False),
    sa.Column("expires_at", Moment, nullable=False),
    sa.Column("lost_at", Moment),
)

events = sa.Table(
    "events",
    METADATA,
    _of_draft(primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("document", sa.Text, nullable=False),
    sa.Index(None, "at"),
)

secrets = sa.Table(
    "secrets",
    METADATA,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)

first_answers = sa.Table(
    "first_answers",
    METADATA,
    sa.Column("key_id", sa.Text, sa.ForeignKey("keys.id"), primary_key=True),
    sa.Column("idempotency_key", sa.Text, primary_key=True),
    sa.Column("request", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("status", sa.Integer),
    sa.Column("headers", sa.Text),
    sa.Column("body", sa.Text),
    sa.Index(None, "at"),
)

webhooks = sa.Table(
    "webhooks",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("events", sa.Text, nullable=False),
    sa.Column("description", sa.Text),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("created_by", sa.Text, nullable=False),
    sa.Column("secret", sa.Text, nullable=False),
    sa.Column("former_secret", sa.Text),
    sa.Column("former_until", Moment),
    sa.Column("disabled_at", Moment),
    sa.Column("disabled_reason", sa.Text),
)

deliveries = sa.Table(
    "deliveries",
    METADATA,
    _number(),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("webhook_id", sa.Text, sa.ForeignKey("webhooks.id"), nullable=False),
    sa.Column("draft_id", sa.Text, sa.ForeignKey("drafts.id")),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("document", sa.Text, nullable=False),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("next_at", Moment),
    sa.Column("leased_until", Moment),
    sa.Column("delivered_at", Moment),
    sa.Index(None, "state", "next_at"),
    sa.Index(None, "webhook_id", "number"),
    sa.Index(None, "draft_id", "webhook_id", "number"),
)

delivery_attempts = sa.Table(
    "delivery_attempts",
    METADATA,
    sa.Column("delivery_id", sa.Text, sa.ForeignKey("deliveries.id"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("status", sa.Integer),
    sa.Column("seconds", sa.Float, nullable=False),
    sa.Column("trouble", sa.Text),
)

comments = sa.Table(
    "comments",
    METADATA,
    _number(),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    _of_draft(),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("section", sa.Text, nullable=False),
    sa.Column("statement", sa.Text),
    sa.Column("quote", sa.Text),
    sa.Column("said", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("answers_to", sa.Text),
    sa.Column("resolved_by", sa.Text),
    sa.Column("resolved_at", Moment),
    sa.Index(None, "draft_id"),
)

sign_offs = sa.Table(
    "sign_offs",
    METADATA,
    _of_draft(primary_key=True),
    sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("by", sa.Text, primary_key=True),
    sa.Column("at", Moment, nullable=False),
    sa.Column("document", sa.Text, nullable=False),
)

section_redrafts = sa.Table(
    "section_redrafts",
    METADATA,
    _of_draft(primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("section", sa.Text, nullable=False),
    sa.Column("instructions", sa.Text),
    sa.Column("overwrite", sa.Boolean, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("held_by", sa.Text),
)

scenario_outcomes = sa.Table(
    "scenario_outcomes",
    METADATA,
    _number(),
    _of_draft(),
    sa.Column("statement", sa.Text, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("horizon", sa.Text, nullable=False),
    sa.Column("confidence", sa.Text, nullable=False),
    sa.Column("likelihood", sa.Text),
    sa.Column("written_by", sa.Text, nullable=False),
    sa.Column("approved_at", Moment, nullable=False),
    sa.Column("topic", sa.Text),
    sa.Column("recipe", sa.Text, nullable=False),
    sa.Column("recipe_version", sa.Integer, nullable=False),
    sa.Column("engine", sa.Text, nullable=False),
    sa.Column("model", sa.Text),
    sa.Column("outcome", sa.Text, nullable=False),
    sa.Column("note", sa.Text),
    sa.Column("source", sa.Text),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Index(None, "draft_id", "statement", "number"),
)
"""Each word on a scenario, with a copy of what was forecast. Of one scenario the last counts."""

draft_texts = sa.Table(
    "draft_texts",
    METADATA,
    _number(),
    sa.Column("draft_id", sa.Text, sa.ForeignKey("drafts.id"), nullable=False, unique=True),
    sa.Column("text", sa.Text, nullable=False),
)
"""The folded words of each draft's last revision, for search. The index over them is the
database's own, and migration 0006 makes it: the table `draft_words` (FTS5) on SQLite, the column
`words` with a GIN index on PostgreSQL."""
