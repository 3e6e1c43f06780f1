"""A key from its first use to its end: expiry, use, rotation, revocation, pages."""

import asyncio
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from drafter import clock
from drafter.errors import InputError, NotFound, WrongState
from drafter.store.database import Database
from drafter.store.key_rules import Terms
from drafter.store.keys import Keys
from drafter.store.tables import keys as table
from schemas.key import Key, Scope
from tests.drafter.store.rows import ago, change

ADMIN = frozenset({Scope.ADMIN})
NONE: frozenset[Scope] = frozenset()
HOUR = timedelta(hours=1)


async def key_of(keys: Keys, name: str = "Ada", scopes: frozenset[Scope] = NONE) -> Key:
    return await keys.check(await keys.create(name, person=True, scopes=scopes))


async def date_back(database: Database, key: Key, **moments: datetime) -> None:
    """Nobody here turns the clock: what is to be past is written as past."""
    await change(database, sa.update(table).where(table.c.id == key.id).values(moments))


async def works(keys: Keys, token: str) -> bool:
    try:
        await keys.check(token)
    except NotFound:
        return False
    return True


async def test_a_key_keeps_the_terms_it_is_given_on(keys: Keys) -> None:
    terms = Terms(
        expires_at=clock.now() + HOUR,
        daily_usd=Decimal("2.5"),
        requests_a_minute=30,
        drafts_at_once=4,
        origins=("https://CMS.test", "http://localhost:3000"),
    )
    token = await keys.create("Ada", person=False, scopes=NONE, **terms)
    key = await keys.check(token)
    expected = dict(terms) | {"origins": ("https://cms.test", "http://localhost:3000")}
    assert expected == {name: getattr(key, name) for name in terms}


async def test_a_key_has_no_terms_where_none_are_given(keys: Keys) -> None:
    key = await key_of(keys)
    told = (key.expires_at, key.requests_a_minute, key.drafts_at_once, key.last_used_at)
    assert ((None,) * 4, ()) == (told, key.origins)


async def test_a_key_that_would_have_expired_already_is_not_made(keys: Keys) -> None:
    with pytest.raises(InputError, match="would have expired already: name a time to come"):
        await keys.create("Ada", person=True, scopes=NONE, expires_at=ago(seconds=1))
    assert () == await keys.list()


async def test_an_expired_key_lets_nobody_in_and_keeps_its_name(
    keys: Keys, database: Database
) -> None:
    token = await keys.create("Ada", person=True, scopes=NONE, expires_at=clock.now() + HOUR)
    await date_back(database, await keys.check(token), expires_at=ago(seconds=1))
    assert not await works(keys, token)
    with pytest.raises(InputError, match="has a key already"):
        await keys.create("Ada", person=True, scopes=NONE)


async def test_a_use_is_noted_once_a_minute(keys: Keys, database: Database) -> None:
    key, before = await key_of(keys), clock.now()
    await keys.used(key)
    first = (await keys.get(key.id)).last_used_at
    assert first is not None
    assert before <= first <= clock.now()
    await keys.used(key)
    await Keys(database).used(key)  # another process, which has not seen the first note
    assert first == (await keys.get(key.id)).last_used_at


async def test_a_use_is_noted_again_after_a_minute(keys: Keys, database: Database) -> None:
    key = await key_of(keys)
    await date_back(database, key, last_used_at=ago(seconds=61))
    before = clock.now()
    await keys.used(await keys.get(key.id))
    last = (await keys.get(key.id)).last_used_at
    assert last is not None
    assert last >= before


async def test_after_a_rotation_both_tokens_work_and_lead_to_one_key(keys: Keys) -> None:
    old = await keys.create("Ada", person=True, scopes=ADMIN)
    before = await keys.check(old)
    new = await keys.rotate(before.id)
    assert old != new
    assert before == await keys.check(old) == await keys.check(new)


async def test_the_former_token_ends_with_the_overlap(keys: Keys, database: Database) -> None:
    old = await keys.create("Ada", person=True, scopes=NONE)
    key = await keys.check(old)
    new = await keys.rotate(key.id, overlap=HOUR)
    await date_back(database, key, former_until=ago(seconds=1))
    assert (False, True) == (await works(keys, old), await works(keys, new))


async def test_without_an_overlap_the_former_token_ends_at_once(keys: Keys) -> None:
    old = await keys.create("Ada", person=True, scopes=NONE)
    new = await keys.rotate((await keys.check(old)).id, overlap=timedelta(0))
    assert (False, True) == (await works(keys, old), await works(keys, new))


async def test_a_key_has_two_tokens_at_most(keys: Keys) -> None:
    first = await keys.create("Ada", person=True, scopes=NONE)
    key_id = (await keys.check(first)).id
    second, third = await keys.rotate(key_id), await keys.rotate(key_id)
    expected = (False, True, True)
    assert expected == tuple([await works(keys, token) for token in (first, second, third)])


@pytest.mark.parametrize("overlap", [timedelta(seconds=-1), timedelta(days=30, seconds=1)])
async def test_an_overlap_is_of_thirty_days_at_most(keys: Keys, overlap: timedelta) -> None:
    old = await keys.create("Ada", person=True, scopes=NONE)
    with pytest.raises(InputError, match="goes on for 30 days at most"):
        await keys.rotate((await keys.check(old)).id, overlap=overlap)
    assert await works(keys, old)


async def test_a_rotation_may_set_a_new_end_and_keeps_the_old_one_otherwise(
    keys: Keys, database: Database
) -> None:
    key, later = await key_of(keys), clock.now() + HOUR
    await date_back(database, key, expires_at=ago(seconds=1))
    with pytest.raises(InputError, match="would have expired already"):
        await keys.rotate(key.id)
    assert await works(keys, await keys.rotate(key.id, expires_at=later))
    await keys.rotate(key.id)
    assert later == (await keys.get(key.id)).expires_at


async def test_what_is_revoked_or_not_there_cannot_be_rotated(keys: Keys) -> None:
    key = await key_of(keys)
    await keys.revoke(key.id)
    with pytest.raises(WrongState, match="is revoked for good; make another key"):
        await keys.rotate(key.id)
    with pytest.raises(NotFound, match="there is no key key-none"):
        await keys.rotate("key-none")


async def test_a_revoked_key_loses_both_its_tokens(keys: Keys) -> None:
    old = await keys.create("Ada", person=True, scopes=NONE)
    key_id = (await keys.check(old)).id
    new = await keys.rotate(key_id)
    await keys.revoke(key_id)
    assert (False, False) == (await works(keys, old), await works(keys, new))


async def test_the_last_key_that_may_manage_keys_is_revoked_only_by_force(keys: Keys) -> None:
    ada = await key_of(keys, scopes=ADMIN)
    await key_of(keys, "Ben", frozenset({Scope.REVIEW}))
    with pytest.raises(WrongState, match="is the last key that may manage keys"):
        await keys.revoke(ada.id)
    await keys.revoke(ada.id, force=True)
    assert (await keys.get(ada.id)).revoked_at is not None


async def test_a_program_does_not_stand_in_for_the_last_person(keys: Keys) -> None:
    ada = await key_of(keys, scopes=ADMIN)
    robot = await keys.check(await keys.create("Robot", person=False, scopes=ADMIN))
    with pytest.raises(WrongState):
        await keys.revoke(ada.id)
    await keys.revoke(robot.id)


async def test_one_that_has_expired_does_not_stand_in_either(
    keys: Keys, database: Database
) -> None:
    ada, ben = await key_of(keys, scopes=ADMIN), await key_of(keys, "Ben", ADMIN)
    await date_back(database, ben, expires_at=ago(seconds=1))
    with pytest.raises(WrongState):
        await keys.revoke(ada.id)
    await keys.revoke(ben.id)


async def test_of_two_who_revoke_each_other_one_stays(keys: Keys) -> None:
    ada, ben = await key_of(keys, scopes=ADMIN), await key_of(keys, "Ben", ADMIN)
    outcomes = await asyncio.gather(
        keys.revoke(ada.id), keys.revoke(ben.id), return_exceptions=True
    )
    assert [WrongState] == [type(one) for one in outcomes if one is not None]
    assert 1 == len([key for key in await keys.list() if key.revoked_at is None])


async def test_the_origins_are_those_of_all_keys_that_are_of_use(
    keys: Keys, database: Database
) -> None:
    for name, host in (("Ada", "a"), ("Ben", "b"), ("Cas", "c")):
        origins = (f"https://{host}.test", "https://cms.test")
        await keys.create(name, person=True, scopes=NONE, origins=origins)
    _, ben, cas = await keys.list()
    await keys.revoke(ben.id)
    await date_back(database, cas, expires_at=ago(seconds=1))
    assert {"https://a.test", "https://cms.test"} == await keys.origins()


async def test_pages_lead_through_all_keys_newest_first(keys: Keys) -> None:
    made = [(await key_of(keys, f"Key {number}")).id for number in range(5)]
    found: list[str] = []
    cursor = None
    for expected in (2, 2, 1):
        page = await keys.page(cursor, 2)
        cursor = page.next_cursor
        assert expected == len(page.records)
        found += [key.id for key in page.records]
        await key_of(keys, f"Key {len(found)} that comes in meanwhile")
    assert (made[::-1], None) == (found, cursor)


async def test_a_cursor_of_somebody_elses_is_refused(keys: Keys) -> None:
    with pytest.raises(InputError, match="there is no such cursor"):
        await keys.page("what?", 2)


async def test_a_key_is_read_by_its_id(keys: Keys) -> None:
    key = await key_of(keys)
    assert key == await keys.get(key.id)
    with pytest.raises(NotFound, match="there is no key key-none"):
        await keys.get("key-none")
