"""A whole database is copied into an empty one, equal field by field, or not at all."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from drafter.errors import StoreError
from drafter.store.copying import TABLES, copy
from drafter.store.database import Database
from drafter.store.drafts import Drafts
from drafter.store.migrate import migrate
from drafter.store.reports import Reports
from drafter.store.spending import Reservation
from drafter.store.tables import METADATA, audit, spendings, workers
from schemas.following import EventKind
from schemas.review import Action, DraftState
from tests import factories
from tests.drafter.store.conftest import tables, transaction

DRAFTS = 1000
START = datetime(2026, 3, 5, 23, 59, 59, 123456, tzinfo=UTC)
Row = dict[str, Any]


@pytest.fixture
def source(tmp_path: Path) -> str:
    """A migrated SQLite file, to copy from."""
    made = f"sqlite:///{tmp_path}/old/drafter.db"
    migrate(made)
    return made


def rows() -> Iterator[tuple[str, Row]]:
    """A newsroom's rows: all tables, empty fields, letters of other alphabets, odd times."""
    yield "workers", a_worker()
    for person in ("Ada", "Bo", "Zoë"):
        limit = None if person == "Bo" else Decimal("12.345678")
        yield "keys", a_key(person) | {"daily_usd": limit}
    for number in range(DRAFTS):
        at = START + timedelta(minutes=37 * number, microseconds=number)
        name, report = f"drf-{number:04}", f"rep-{number:04}"
        yield "reports", a_report(report, at)
        yield "drafts", a_draft(name, at, number)
        yield from what_became_of(name, at, number)


def a_worker() -> Row:
    at = {"started_at": START, "beaten_at": START, "expires_at": START}
    return {"id": "desk-1-7", "host": "desk-1", "pid": 7} | at


def a_key(person: str) -> Row:
    row = {"id": f"key-{person}", "name": person, "digest": f"digest-{person}", "scopes": ""}
    return row | {"person": person != "Bo", "created_at": START}


def a_report(name: str, at: datetime) -> Row:
    text = f'{{"headline":"Bridge “{name}” – 橋 🌉\\u0000"}}'
    row = {"id": name, "fingerprint": f"print-{name}", "created_by": "Zoë", "document": text}
    return row | {"created_at": at, "emptied_at": at if name.endswith("7") else None}


def a_draft(name: str, at: datetime, number: int) -> Row:
    return {
        "id": name,
        "state": [DraftState.QUEUED, DraftState.APPROVED, DraftState.FAILED][number % 3],
        "revision": number % 3 + 1,
        "topic": "eastmere-bridge" if number % 2 else None,
        "engine": "extractive",
        "recipe": "briefing",
        "degraded": number % 5 == 0,
        "headline": "Ünder the bridge\n",
        "created_at": at,
        "updated_at": at + timedelta(seconds=1),
        "created_by": "Zoë",
        "claimed_by": "Ada" if number % 7 == 0 else None,
        "claimed_until": at if number % 7 == 0 else None,
        "priority": "backfill" if number % 4 else "breaking",
        "turn": number,
        "ordered": "{}",
    }


def what_became_of(name: str, at: datetime, number: int) -> Iterator[tuple[str, Row]]:
    of = {"draft_id": name}
    for revision in range(1, number % 3 + 2):
        text = {"document": '{"n":1}', "last_statement": revision, "reason": None}
        of_revision = of | {"number": revision, "author": "Ada", "at": at}
        yield "revisions", of_revision | text
        line = {"action": Action.EDITED, "by": "Ada", "at": at, "revision": revision}
        yield "audit", of | line | {"reason": "clearer" if revision > 1 else None}
        told = {"number": revision, "at": at, "kind": EventKind.STATE, "document": "{}"}
        yield "events", of | told
    yield "verdicts", of | {"document": '{"verdict":"verified"}'}
    yield "review_records", of | {"revision": 1, "at": at, "document": '{"sha256":"ab"}'}
    usd = None if number % 9 == 0 else Decimal(number) / 1000000
    spent = {"key_id": "key-Zoë", "day": date(2026, 3, 5), "usd": usd, "settled": number % 2 == 0}
    yield "spendings", of | spent


def fill(url: str, made: Iterator[tuple[str, Row]]) -> None:
    by_table: dict[str, list[Row]] = {}
    for name, row in made:
        by_table.setdefault(name, []).append(row)
    with transaction(url) as connection:
        for table in METADATA.sorted_tables:
            if table.name in by_table:
                connection.execute(sa.insert(table), by_table[table.name])


def read(url: str) -> dict[str, set[tuple[object, ...]]]:
    with transaction(url) as connection:
        return {
            table.name: {tuple(row) for row in connection.execute(sa.select(table))}
            for table in METADATA.sorted_tables
        }


def test_a_thousand_drafts_are_equal_field_by_field_on_the_other_side(
    source: str, url: str
) -> None:
    fill(source, rows())
    expected = read(source)
    counted = copy(source, url)
    assert expected | {"workers": set()} == read(url)
    assert {name: len(found) for name, found in expected.items() if name != "workers"} == counted
    assert (DRAFTS, 1999) == (counted["drafts"], counted["events"])


def test_every_table_but_the_workers_is_copied() -> None:
    assert {workers} == set(METADATA.tables.values()) - set(TABLES)


async def test_after_a_copy_the_newsroom_goes_on(source: str, url: str) -> None:
    """The next numbers are free, and the audit trail is guarded as it was."""
    fill(source, rows())
    copy(source, url)
    database = Database(url)
    order = factories.order(await Reports(database).add(factories.report(), "Bo"))
    asked = await Drafts(database).ask(order, "Bo", reservation=Reservation("key-Bo", None))
    await database.close()
    with transaction(url) as connection:
        for table in (audit, spendings):
            [last] = connection.scalars(
                sa.select(table.c.number).where(table.c.draft_id == asked.id)
            )
            assert last == connection.scalar(sa.select(sa.func.count()).select_from(table))
    with pytest.raises(sa.exc.DBAPIError, match="never changed"), transaction(url) as connection:
        connection.execute(sa.delete(audit))


def test_a_target_that_is_not_empty_is_refused_and_left_as_it_is(source: str, url: str) -> None:
    fill(source, iter([("keys", a_key("Ada"))]))
    fill(url, iter([("keys", a_key("Bo"))]))
    before = read(url)
    with pytest.raises(StoreError, match="a database that is not empty: it has keys; name a new"):
        copy(source, url)
    assert before == read(url)


@pytest.mark.parametrize(("number", "said"), [(1, "1 draft is still"), (2, "2 drafts are still")])
def test_a_source_where_drafts_are_being_drafted_is_refused_with_their_number(
    source: str, url: str, number: int, said: str
) -> None:
    made = [a_draft(f"drf-{n}", START, 0) | {"state": DraftState.DRAFTING} for n in range(number)]
    fill(source, (("drafts", row) for row in [*made, a_draft("drf-done", START, 0)]))
    with pytest.raises(StoreError, match=rf"{said} being drafted; .* `drafter jobs cancel`"):
        copy(source, url)
    assert not read(url)["drafts"]


def test_a_source_of_another_version_is_refused(source: str, url: str) -> None:
    with transaction(source) as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '0001'"))
    with pytest.raises(StoreError, match=r"at revision 0001, .* run `drafter migrate` on it"):
        copy(source, url)


def test_a_source_that_is_none_of_ours_is_refused(tmp_path: Path, url: str) -> None:
    other = f"sqlite:///{tmp_path}/other.db"
    assert not tables(other)
    with pytest.raises(StoreError, match="no database of drafter's"):
        copy(other, url)


def test_a_source_that_is_not_there_is_refused_and_not_made(tmp_path: Path, url: str) -> None:
    with pytest.raises(StoreError, match=r"--copy-from: there is no file .*/none\.db"):
        copy(f"sqlite:///{tmp_path}/none.db", url)
    assert not (tmp_path / "none.db").exists()


def test_the_database_itself_is_no_source(source: str) -> None:
    with pytest.raises(StoreError, match="names the database that DRAFTER_DATABASE_URL names"):
        copy(source, source)


def test_a_source_of_another_kind_is_refused_by_its_own_name(url: str) -> None:
    with pytest.raises(StoreError, match="--copy-from names mysql; it has to be sqlite:///PATH or"):
        copy("mysql://host/db", url)


def test_a_copy_that_is_not_equal_is_not_kept(source: str, own_url: str) -> None:
    """The target has a rule of its own that shortens a name as it comes in."""
    fill(source, iter([("keys", a_key("Ada"))]))
    with transaction(own_url) as connection:
        for statement in SHORTENING[connection.dialect.name]:
            connection.exec_driver_sql(statement)
    with pytest.raises(StoreError, match=r"the copy of keys is not equal .*; nothing was kept"):
        copy(source, own_url)
    assert not read(own_url)["keys"]


SHORTENING = {
    "sqlite": [
        "CREATE TRIGGER s AFTER INSERT ON keys BEGIN UPDATE keys SET name = 'A'; END",
    ],
    "postgresql": [
        """CREATE FUNCTION s() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN NEW.name = 'A'; RETURN NEW; END $$""",
        "CREATE TRIGGER s BEFORE INSERT ON keys FOR EACH ROW EXECUTE FUNCTION s()",
    ],
}
