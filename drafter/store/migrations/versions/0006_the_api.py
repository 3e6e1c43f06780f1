"""Keys with limits, first answers, webhooks, comments, sign-offs, section redrafts, and search."""

import datetime
import json
import re
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
LISTED_DRAFTS = (
    ("updated_at", "id"),
    ("state", "priority", "created_at", "id"),
    ("desk", "created_at", "id"),
    ("claimed_by", "created_at", "id"),
)
LISTED_REPORTS = (("created_at", "id"),)


def upgrade() -> None:
    _keys()
    _drafts()
    _reports()
    _first_answers()
    _webhooks()
    _review()
    _search()


def _keys() -> None:
    op.add_column("keys", sa.Column("expires_at", MOMENT))
    op.add_column("keys", sa.Column("last_used_at", MOMENT))
    op.add_column("keys", sa.Column("requests_a_minute", sa.Integer()))
    op.add_column("keys", sa.Column("drafts_at_once", sa.Integer()))
    op.add_column("keys", sa.Column("origins", sa.Text(), nullable=False, server_default=""))
    op.add_column("keys", sa.Column("former_digest", sa.Text()))
    op.add_column("keys", sa.Column("former_until", MOMENT))
    op.create_index(op.f("uq_keys_former_digest"), "keys", ["former_digest"], unique=True)
    op.create_table(
        "secrets",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_secrets")),
    )


def _drafts() -> None:
    op.add_column("drafts", sa.Column("desk", sa.Text()))
    op.add_column("drafts", sa.Column("correction", sa.Text()))
    for columns in LISTED_DRAFTS:
        op.create_index(op.f(f"ix_drafts_{'_'.join(columns)}"), "drafts", columns)


def _reports() -> None:
    """What is listed of a report, beside its document."""
    op.add_column("reports", sa.Column("headline", sa.Text(), nullable=False, server_default=""))
    op.add_column("reports", sa.Column("publisher", sa.Text()))
    op.add_column("reports", sa.Column("url", sa.Text()))
    op.add_column("reports", sa.Column("published", sa.Date()))
    op.add_column("reports", sa.Column("words", sa.Text(), nullable=False, server_default=""))
    for columns in LISTED_REPORTS:
        op.create_index(op.f(f"ix_reports_{'_'.join(columns)}"), "reports", columns)
    reports = sa.table(
        "reports",
        *map(sa.column, ("id", "headline", "publisher", "url", "words")),
        sa.column("published", sa.Date()),
    )
    for report_id, *listed in op.get_bind().execute(_in_documents()).all():
        values = dict(zip(("headline", "publisher", "url", "published"), listed, strict=True))
        day = values["published"]
        values["published"] = datetime.date.fromisoformat(day) if day else None
        values["words"] = f" {_folded(values['headline'])} "
        op.execute(sa.update(reports).where(reports.c.id == report_id).values(values))


def _in_documents() -> sa.TextClause:
    fields = ("headline", "publisher", "url", "published")
    if op.get_bind().dialect.name == "postgresql":
        picked = (f"document::json ->> '{field}'" for field in fields)
    else:
        picked = (f"json_extract(document, '$.{field}')" for field in fields)
    return sa.text(f"SELECT id, {', '.join(picked)} FROM reports")


def _first_answers() -> None:
    op.create_table(
        "first_answers",
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("idempotency_key", sa.Text(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("status", sa.Integer()),
        sa.Column("headers", sa.Text()),
        sa.Column("body", sa.Text()),
        sa.ForeignKeyConstraint(["key_id"], ["keys.id"], name=op.f("fk_first_answers_key_id_keys")),
        sa.PrimaryKeyConstraint("key_id", "idempotency_key", name=op.f("pk_first_answers")),
    )
    op.create_index(op.f("ix_first_answers_at"), "first_answers", ["at"])


def _webhooks() -> None:
    op.create_table(
        "webhooks",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("events", sa.Text(), nullable=False),
        sa.Column("description", sa.Text()),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("former_secret", sa.Text()),
        sa.Column("former_until", MOMENT),
        sa.Column("disabled_at", MOMENT),
        sa.Column("disabled_reason", sa.Text()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhooks")),
    )
    op.create_table(
        "deliveries",
        _number(),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("webhook_id", sa.Text(), nullable=False),
        sa.Column("draft_id", sa.Text()),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", MOMENT),
        sa.Column("leased_until", MOMENT),
        sa.Column("delivered_at", MOMENT),
        sa.ForeignKeyConstraint(
            ["webhook_id"], ["webhooks.id"], name=op.f("fk_deliveries_webhook_id_webhooks")
        ),
        _of_draft("deliveries"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_deliveries")),
        sa.UniqueConstraint("id", name=op.f("uq_deliveries_id")),
    )
    op.create_index(op.f("ix_deliveries_state_next_at"), "deliveries", ["state", "next_at"])
    op.create_index(op.f("ix_deliveries_webhook_id_number"), "deliveries", ["webhook_id", "number"])
    op.create_index(
        op.f("ix_deliveries_draft_id_webhook_id_number"),
        "deliveries",
        ["draft_id", "webhook_id", "number"],
    )
    op.create_table(
        "delivery_attempts",
        sa.Column("delivery_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("status", sa.Integer()),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("trouble", sa.Text()),
        sa.ForeignKeyConstraint(
            ["delivery_id"],
            ["deliveries.id"],
            name=op.f("fk_delivery_attempts_delivery_id_deliveries"),
        ),
        sa.PrimaryKeyConstraint("delivery_id", "number", name=op.f("pk_delivery_attempts")),
    )


def _review() -> None:
    op.create_table(
        "comments",
        _number(),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("draft_id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("statement", sa.Text()),
        sa.Column("quote", sa.Text()),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("answers_to", sa.Text()),
        sa.Column("resolved_by", sa.Text()),
        sa.Column("resolved_at", MOMENT),
        _of_draft("comments"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_comments")),
        sa.UniqueConstraint("id", name=op.f("uq_comments_id")),
    )
    op.create_index(op.f("ix_comments_draft_id"), "comments", ["draft_id"])
    op.create_table(
        "sign_offs",
        sa.Column("draft_id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        _of_draft("sign_offs"),
        sa.PrimaryKeyConstraint("draft_id", "revision", "by", name=op.f("pk_sign_offs")),
    )
    op.create_table(
        "section_redrafts",
        sa.Column("draft_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("instructions", sa.Text()),
        sa.Column("overwrite", sa.Boolean(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("held_by", sa.Text()),
        _of_draft("section_redrafts"),
        sa.PrimaryKeyConstraint("draft_id", "number", name=op.f("pk_section_redrafts")),
    )


def _search() -> None:
    op.create_table(
        "draft_texts",
        _number(),
        sa.Column("draft_id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        _of_draft("draft_texts"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_draft_texts")),
        sa.UniqueConstraint("draft_id", name=op.f("uq_draft_texts_draft_id")),
    )
    if op.get_bind().dialect.name == "postgresql":
        _tsvector()
    else:
        _fts5()
    _fold_what_is_there()


def _tsvector() -> None:
    """The words of the text as they are, each with its place: no parser has a say in them."""
    op.execute(
        "CREATE FUNCTION draft_words(folded text) RETURNS tsvector LANGUAGE sql IMMUTABLE AS"
        " $$ SELECT coalesce(string_agg(quote_literal(word) || ':' || place, ' '), '')::tsvector"
        " FROM unnest(string_to_array(folded, ' ')) WITH ORDINALITY AS one(word, place)"
        " WHERE word <> '' $$"
    )
    op.execute(
        "ALTER TABLE draft_texts ADD COLUMN words tsvector"
        " GENERATED ALWAYS AS (draft_words(text)) STORED"
    )
    op.execute("CREATE INDEX ix_draft_texts_words ON draft_texts USING gin (words)")


def _fts5() -> None:
    """An index without the text itself, kept by triggers: SQLite's own pattern for it.

    The tokenizer parts words at spaces alone, since the text holds no other mark of ASCII.
    """
    op.execute(
        "CREATE VIRTUAL TABLE draft_words USING fts5(text, content='draft_texts',"
        " content_rowid='number', tokenize='ascii')"
    )
    new = "INSERT INTO draft_words (rowid, text) VALUES (new.number, new.text);"
    old = (
        "INSERT INTO draft_words (draft_words, rowid, text)"
        " VALUES ('delete', old.number, old.text);"
    )
    for event, does in (("INSERT", new), ("DELETE", old), ("UPDATE", old + new)):
        op.execute(
            f"CREATE TRIGGER draft_texts_{event.lower()} AFTER {event} ON draft_texts"
            f" BEGIN {does} END"
        )


def _fold_what_is_there() -> None:
    """The words of the drafts that there are."""
    connection = op.get_bind()
    last = sa.text(
        "SELECT d.id, r.document FROM drafts d JOIN revisions r"
        " ON r.draft_id = d.id AND r.number = d.revision"
    )
    insert = sa.text("INSERT INTO draft_texts (draft_id, text) VALUES (:d, :t)")
    for draft_id, document in connection.execute(last).all():
        text = " ".join(_texts(json.loads(document)))
        connection.execute(insert, {"d": draft_id, "t": _folded(text)})


def _texts(part: object) -> list[str]:
    """The text of every statement in the sections, in their order."""
    if isinstance(part, dict):
        own = [str(part["text"])] if {"id", "written_by", "text"} <= part.keys() else []
        return own + [text for value in part.values() for text in _texts(value)]
    if isinstance(part, list):
        return [text for value in part for text in _texts(value)]
    return []


UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)


def _folded(text: str) -> str:
    """As drafter.store.searching folded at the time of this migration."""
    taken = unicodedata.normalize("NFKD", text[:200_000]).casefold()
    plain = "".join(map(_plain, unicodedata.normalize("NFKD", taken))).translate(LETTERS)
    spaced = UNSPACED.sub(r" \g<0> ", plain[:200_000])
    return " ".join([word[:100] for word in spaced.split()][:16_000])


def _plain(one: str) -> str:
    kind = unicodedata.category(one)
    if kind[0] == "M":
        return "" if unicodedata.combining(one) and not UNSPACED.match(one) else one
    if kind == "Cf":
        return ""
    return one if kind[0] in "LN" else " "


def _number() -> sa.Column[int]:
    kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column("number", kind, nullable=False, autoincrement=True)


def _of_draft(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_draft_id_drafts")
    return sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name=name)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE draft_words")  # its triggers go with their table
    for table in (
        "draft_texts",
        "section_redrafts",
        "sign_offs",
        "comments",
        "delivery_attempts",
        "deliveries",
        "webhooks",
        "first_answers",
        "secrets",
    ):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION draft_words(text)")
    for columns in LISTED_DRAFTS:
        op.drop_index(op.f(f"ix_drafts_{'_'.join(columns)}"), "drafts")
    for columns in LISTED_REPORTS:
        op.drop_index(op.f(f"ix_reports_{'_'.join(columns)}"), "reports")
    for column in ("headline", "publisher", "url", "published", "words"):
        op.drop_column("reports", column)
    op.drop_index(op.f("uq_keys_former_digest"), "keys")
    for column in ("desk", "correction"):
        op.drop_column("drafts", column)
    for column in (
        "expires_at",
        "last_used_at",
        "requests_a_minute",
        "drafts_at_once",
        "origins",
        "former_digest",
        "former_until",
    ):
        op.drop_column("keys", column)
