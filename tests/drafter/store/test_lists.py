from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
import sqlalchemy as sa

from drafter import clock
from drafter.errors import InputError
from drafter.store.database import Database
from drafter.store.drafts import Drafts
from drafter.store.lists import DraftFilter, Lists, Sort
from drafter.store.pages import Page
from drafter.store.reports import Reports
from drafter.store.tables import drafts as drafts_table
from drafter.store.tables import reports as reports_table
from schemas.job import Priority
from schemas.provenance import EngineName
from schemas.report import ReportLine
from schemas.review import DraftRecord, DraftState
from tests import factories
from tests.drafter.store.rows import a_draft, a_report, ago, change

NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)
BREAKING, NORMAL, BACKFILL = Priority

Asked = Callable[..., Awaitable[str]]


@pytest.fixture
def lists(database: Database) -> Lists:
    return Lists(database)


@pytest.fixture
async def asked(database: Database) -> Asked:
    """Asks for a draft with these values in its row, a minute after the one before."""
    report = await a_report(database)
    minutes = iter(range(100))

    async def ask(state: DraftState = DraftState.QUEUED, **row: object) -> str:
        at = NOON + timedelta(minutes=next(minutes))
        return await a_draft(
            database, report, state=state, **{"created_at": at, "updated_at": at} | row
        )

    return ask


async def ids(
    lists: Lists, wanted: DraftFilter | None = None, sort: Sort = Sort.CREATED
) -> list[str]:
    return [record.id for record in (await lists.drafts(wanted, sort=sort)).records]


async def pages(
    lists: Lists, limit: int, wanted: DraftFilter | None = None, sort: Sort = Sort.CREATED
) -> list[Page[DraftRecord]]:
    found = [await lists.drafts(wanted, sort=sort, limit=limit)]
    while cursor := found[-1].next_cursor:
        found.append(await lists.drafts(wanted, sort=sort, limit=limit, cursor=cursor))
    return found


# Pages


async def test_pages_hold_every_draft_once_newest_first(asked: Asked, lists: Lists) -> None:
    made = [await asked() for _ in range(7)]
    found = await pages(lists, 3)
    assert [3, 3, 1] == [len(page.records) for page in found]
    assert made[::-1] == [record.id for page in found for record in page.records]


async def test_a_full_last_page_has_no_cursor(asked: Asked, lists: Lists) -> None:
    for _ in range(4):
        await asked()
    assert [2, 2] == [len(page.records) for page in await pages(lists, 2)]


@pytest.mark.parametrize("sort", Sort)
async def test_drafts_of_the_same_moment_are_each_listed_once(
    asked: Asked, lists: Lists, sort: Sort
) -> None:
    made = {await asked(created_at=NOON, updated_at=NOON) for _ in range(5)}
    listed = [record.id for page in await pages(lists, 2, sort=sort) for record in page.records]
    assert (5, made) == (len(listed), set(listed))


@pytest.mark.parametrize("sort", Sort)
async def test_what_comes_in_between_two_pages_does_not_move_the_second(
    asked: Asked, lists: Lists, sort: Sort
) -> None:
    """In the queue it comes at the front, where it is breaking, or at the end of its priority."""
    for priority in (NORMAL, BREAKING, NORMAL, BACKFILL, NORMAL):
        await asked(priority=priority)
    before = [record.id for page in await pages(lists, 2, sort=sort) for record in page.records]
    first = await lists.drafts(sort=sort, limit=2)
    late = {await asked(priority=priority) for priority in (BREAKING, BACKFILL)}
    rest = await lists.drafts(sort=sort, cursor=first.next_cursor)
    assert before[2:] == [record.id for record in rest.records if record.id not in late]


async def test_the_queue_is_by_priority_and_in_it_oldest_first(asked: Asked, lists: Lists) -> None:
    given = (NORMAL, BACKFILL, BREAKING, NORMAL, BREAKING, BACKFILL)
    made = [await asked(priority=priority) for priority in given]
    expected = [made[n] for n in (2, 4, 0, 3, 1, 5)]
    for limit in (1, 2, 3, 4, 6):
        found = await pages(lists, limit, sort=Sort.QUEUE)
        assert expected == [record.id for page in found for record in page.records]


async def test_the_queue_of_one_priority_holds_no_other(asked: Asked, lists: Lists) -> None:
    made = [await asked(priority=priority) for priority in (NORMAL, BREAKING, NORMAL)]
    only = DraftFilter(priority=NORMAL)
    assert [made[0], made[2]] == await ids(lists, only, Sort.QUEUE)


async def test_what_was_changed_last_comes_first_where_that_is_wanted(
    asked: Asked, lists: Lists
) -> None:
    old = await asked(updated_at=NOON + timedelta(days=1))
    new = await asked(updated_at=NOON + timedelta(hours=1))
    assert [new, old] == await ids(lists)
    assert [old, new] == await ids(lists, sort=Sort.UPDATED)
    found = await pages(lists, 1, sort=Sort.UPDATED)
    assert [[old], [new]] == [[record.id for record in page.records] for page in found]


# Filters


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ({"state": DraftState.HELD}, DraftFilter(states=(DraftState.HELD, DraftState.REJECTED))),
        ({"topic": "harbour"}, DraftFilter(topic="harbour")),
        ({"desk": "foreign"}, DraftFilter(desk="foreign")),
        ({"claimed_by": "Ada Lund"}, DraftFilter(claimed_by="Ada Lund")),
        ({"engine": "openai"}, DraftFilter(engine=EngineName.OPENAI)),
        ({"recipe": "briefing"}, DraftFilter(recipe="briefing")),
        ({"degraded": True}, DraftFilter(degraded=True)),
        ({"priority": "breaking"}, DraftFilter(priority=BREAKING)),
        ({"created_by": "Wire"}, DraftFilter(created_by="Wire")),
        (
            {"created_at": NOON + timedelta(days=1)},
            DraftFilter(created_after=NOON + timedelta(days=1)),
        ),
        ({"created_at": NOON - timedelta(days=1)}, DraftFilter(created_before=NOON)),
        (
            {"updated_at": NOON + timedelta(days=1)},
            DraftFilter(updated_after=NOON + timedelta(days=1)),
        ),
    ],
)
async def test_a_filter_keeps_what_fits_it_and_nothing_else(
    asked: Asked, lists: Lists, row: dict[str, object], wanted: DraftFilter
) -> None:
    await asked()
    fitting = await asked(**row)
    await asked()
    for sort in Sort:
        assert [fitting] == await ids(lists, wanted, sort)


async def test_drafts_that_are_not_degraded_can_be_asked_for(asked: Asked, lists: Lists) -> None:
    whole = await asked()
    await asked(degraded=True)
    assert [whole] == await ids(lists, DraftFilter(degraded=False))


async def test_a_draft_fits_all_filters_or_is_not_listed(asked: Asked, lists: Lists) -> None:
    await asked(topic="harbour")
    await asked(desk="foreign")
    both = await asked(topic="harbour", desk="foreign")
    assert [both] == await ids(lists, DraftFilter(topic="harbour", desk="foreign"))


async def test_days_put_one_after_the_other_hold_each_draft_once(
    asked: Asked, lists: Lists
) -> None:
    on_the_stroke = await asked(created_at=NOON)
    before = DraftFilter(created_after=NOON - timedelta(days=1), created_before=NOON)
    after = DraftFilter(created_after=NOON, created_before=NOON + timedelta(days=1))
    assert ([], [on_the_stroke]) == (await ids(lists, before), await ids(lists, after))


async def test_listed_records_are_without_their_documents(
    database: Database, drafts: Drafts, lists: Lists
) -> None:
    made = await drafts.ask(factories.order(await a_report(database)), "Desk")
    await drafts.finish(made.id, factories.draft())
    await drafts.claim(made.id, "Ada")
    (listed,) = (await lists.drafts()).records
    whole = await drafts.get(made.id)
    assert listed == whole.model_copy(update={"draft": None, "verdicts": (), "history": ()})


async def test_no_text_is_read_for_a_list(database: Database, asked: Asked, lists: Lists) -> None:
    """Nothing but what is in the columns: a document that nobody could read is no trouble."""
    broken = await asked()
    await change(database, sa.update(drafts_table).values(ordered="{", revision=7))
    await change(database, sa.update(reports_table).values(document="{"))
    assert [broken] == await ids(lists)
    assert 1 == len((await lists.reports()).records)


# Cursors


@pytest.mark.parametrize(
    "cursor",
    [
        *("x", "ü", "", "=", "bnVsbA", "W10", "WzEsMiwzLDRd", "MjAyNi0wMS0wMSBkcmYtMQ=="),
        "WyJ4IiwwLCIyMDI2LTAxLTAxIiwiZHJmLTEiXQ",  # a time without a zone
        "WyJ4IiwwLCIwMDAxLTAxLTAxVDAwOjAwKzIzOjAwIiwiZHJmLTEiXQ",  # before the calendar begins
        "WyJ4IiwwLCIyMDI2LTAxLTAxVDAwOjAwWiIsImRyZlx1MDAwMCJd",  # a NUL
        "WyJ4IiwxZTksIjIwMjYtMDEtMDFUMDA6MDBaIiwiZHJmLTEiXQ",  # a rank that is no whole number
        "W1tb" * 30_000,
    ],
)
async def test_a_cursor_that_is_none_is_refused(lists: Lists, cursor: str) -> None:
    with pytest.raises(InputError, match="no such cursor"):
        await lists.drafts(cursor=cursor)


async def test_a_cursor_of_another_list_is_refused(asked: Asked, lists: Lists) -> None:
    for _ in range(2):
        await asked(topic="harbour")
    all_of_them, harbour = DraftFilter(), DraftFilter(topic="harbour")
    kinds = list(product((all_of_them, harbour), Sort))
    for wanted, sort in kinds:
        cursor = (await lists.drafts(wanted, sort=sort, limit=1)).next_cursor
        for other, order in kinds:
            if (other, order) == (wanted, sort):
                assert 1 == len((await lists.drafts(other, sort=order, cursor=cursor)).records)
            else:
                with pytest.raises(InputError, match="other filters or another order"):
                    await lists.drafts(other, sort=order, cursor=cursor)
        with pytest.raises(InputError, match="other filters or another order"):
            await lists.reports(cursor=cursor)


# Reports


async def reports_of(lists: Lists, publisher: str | None = None, q: str | None = None) -> list[str]:
    return [line.headline for line in (await lists.reports(publisher=publisher, q=q)).records]


@pytest.fixture
async def filed(reports: Reports) -> None:
    for headline, publisher in (
        ("Bridge shut in Eastmere", "Eastmere Courier"),
        ("Ferries are full", "Coast Radio"),
        ("Café on the bridge reopens", "Coast Radio"),
    ):
        await reports.add(factories.report(headline=headline, publisher=publisher), "Ada")


@pytest.mark.usefixtures("filed")
async def test_reports_are_listed_newest_first_page_by_page(lists: Lists) -> None:
    newest = ["Café on the bridge reopens", "Ferries are full", "Bridge shut in Eastmere"]
    assert newest == await reports_of(lists)
    first = await lists.reports(limit=2)
    rest = await lists.reports(limit=2, cursor=first.next_cursor)
    assert newest == [line.headline for line in (*first.records, *rest.records)]
    assert rest.next_cursor is None


@pytest.mark.usefixtures("filed")
@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"publisher": "Eastmere Courier"}, ["Bridge shut in Eastmere"]),
        ({"publisher": "eastmere courier"}, []),
        ({"q": "BRIDGE"}, ["Café on the bridge reopens", "Bridge shut in Eastmere"]),
        ({"q": "cafe"}, ["Café on the bridge reopens"]),
        ({"q": "eastmere bridge"}, ["Bridge shut in Eastmere"]),
        ({"q": '"the bridge"'}, ["Café on the bridge reopens"]),
        ({"q": '"bridge in"'}, []),
        ({"q": "ferr*"}, ["Ferries are full"]),
        ({"q": "ferr"}, []),
        ({"q": "idge"}, []),
        ({"q": "bridge", "publisher": "Coast Radio"}, ["Café on the bridge reopens"]),
    ],
)
async def test_reports_are_found_by_publisher_and_words(
    lists: Lists, wanted: dict[str, str], expected: list[str]
) -> None:
    assert expected == await reports_of(lists, **wanted)


async def test_a_report_line_tells_of_the_report_without_its_text(
    database: Database, reports: Reports, lists: Lists
) -> None:
    report = factories.report()
    before = clock.now()
    name = await reports.add(report, "Ada")
    emptied = ago(days=0)
    await change(database, sa.update(reports_table).values(emptied_at=emptied))
    (line,) = (await lists.reports()).records
    assert before <= line.created_at <= clock.now()
    assert line == ReportLine(
        id=name,
        headline=report.headline,
        publisher=report.publisher,
        url=report.url,
        published=report.published,
        created_at=line.created_at,
        created_by="Ada",
        emptied_at=emptied,
    )
