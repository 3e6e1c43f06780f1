import asyncio

import pytest
import sqlalchemy as sa

from drafter.errors import InputError, NotFound
from drafter.store.database import Database
from drafter.store.keys import Keys
from drafter.store.tables import METADATA
from drafter.store.tokens import new_token
from schemas.key import Scope
from tests.drafter.store.conftest import transaction

REVIEW = frozenset({Scope.REVIEW, Scope.DRAFTS_READ})


async def test_a_token_leads_to_its_key(keys: Keys) -> None:
    token = await keys.create(" Ada ", person=True, scopes=REVIEW)
    await keys.create("Plugin", person=False, scopes=frozenset({Scope.REPORTS_WRITE}))
    key = await keys.check(token)
    assert ("Ada", True, REVIEW, None) == (key.name, key.person, key.scopes, key.revoked_at)


async def test_a_key_may_have_no_scope_at_all(keys: Keys) -> None:
    token = await keys.create("Ada", person=True, scopes=frozenset())
    assert (await keys.check(token)).scopes == frozenset()


async def test_a_key_without_a_name_is_refused(keys: Keys) -> None:
    with pytest.raises(InputError, match="needs a name"):
        await keys.create(" ", person=True, scopes=REVIEW)


@pytest.mark.parametrize("name", ["Ada Lund", " Ada \t Lund\n", "ADA LUND"])
async def test_two_keys_of_one_name_are_refused_with_the_way_out(keys: Keys, name: str) -> None:
    await keys.create("Ada Lund", person=True, scopes=REVIEW)
    with pytest.raises(InputError, match="has a key already; revoke that one first, or choose"):
        await keys.create(name, person=False, scopes=REVIEW)
    assert ["Ada Lund"] == [key.name for key in await keys.list()]


async def test_a_letter_written_in_two_ways_is_one_letter(keys: Keys) -> None:
    await keys.create("Ren\u00e9e", person=True, scopes=REVIEW)
    with pytest.raises(InputError, match="has a key already"):
        await keys.create("Rene\u0301e", person=True, scopes=REVIEW)


async def test_of_two_who_take_one_name_at_once_one_has_it(keys: Keys) -> None:
    asked = (keys.create("Ada", person=True, scopes=REVIEW) for _ in range(4))
    answers = await asyncio.gather(*asked, return_exceptions=True)
    assert [InputError] * 3 == [type(one) for one in answers if not isinstance(one, str)]
    assert 1 == len(await keys.list())


async def test_the_name_of_a_revoked_key_is_free_again(keys: Keys) -> None:
    old = await keys.check(await keys.create("Ada", person=True, scopes=REVIEW))
    await keys.revoke(old.id)
    new = await keys.check(await keys.create("Ada", person=True, scopes=REVIEW))
    assert ("Ada", False) == (new.name, new.id == old.id)


@pytest.mark.parametrize("name", ["drafter", "Command  Line"])
async def test_a_name_of_the_audit_trails_own_is_refused(keys: Keys, name: str) -> None:
    with pytest.raises(InputError, match=r"stands in the audit trail .*; choose another name"):
        await keys.create(name, person=True, scopes=REVIEW)


async def test_an_unknown_token_is_not_found(keys: Keys) -> None:
    with pytest.raises(NotFound):
        await keys.check(new_token())


async def test_a_revoked_key_is_of_no_use_and_stays_in_the_list(keys: Keys) -> None:
    token = await keys.create("Ada", person=True, scopes=REVIEW)
    other = await keys.create("Bo", person=True, scopes=REVIEW)
    key = await keys.check(token)
    await keys.revoke(key.id)
    with pytest.raises(NotFound):
        await keys.check(token)
    assert "Bo" == (await keys.check(other)).name
    (first, second) = await keys.list()
    assert ("Ada", "Bo", None) == (first.name, second.name, second.revoked_at)
    await keys.revoke(key.id)
    assert first.revoked_at is not None
    assert (await keys.list())[0] == first


async def test_a_key_that_is_not_there_cannot_be_revoked(keys: Keys) -> None:
    with pytest.raises(NotFound, match="no key key-none"):
        await keys.revoke("key-none")


async def test_before_the_first_key_there_is_none_yet(keys: Keys) -> None:
    assert await keys.none_yet()
    token = await keys.create("Ada", person=True, scopes=REVIEW)
    assert not await keys.none_yet()
    await keys.revoke((await keys.check(token)).id)
    assert not await keys.none_yet()


async def test_no_token_is_kept(keys: Keys, url: str) -> None:
    token = await keys.create("Ada", person=True, scopes=REVIEW)
    with transaction(url) as connection:
        rows = [connection.execute(sa.select(table)).all() for table in METADATA.tables.values()]
    kept = str(rows)
    assert "Ada" in kept
    assert token not in kept
    assert token[4:44] not in kept


async def test_a_malformed_token_is_refused_before_any_query(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """The database has no tables: a query would be a StoreError."""
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('none')}/drafter.db")
    token = new_token()
    for wrong in ("", "drf_", token[:-1], token + "0", token.swapcase(), "ü" * 50):
        with pytest.raises(NotFound):
            await Keys(database).check(wrong)
    await database.close()
