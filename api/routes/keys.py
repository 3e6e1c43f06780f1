"""Keys: who may use the API. A key with the scope admin may manage all of them."""

import logging
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Body, Query, Request, Response

from api.access import GuardedRoute, TheKey
from api.bodies.keys import KeyPage, KeyWithToken, ListedKey, Rotation, WantedKey
from api.newsroom import Newsroom, TheNewsroom
from api.once import ONCE, REPLAYED, Made, TheOnce
from api.problems import Kind, Problem, at
from api.refusals import LINK, LOCATION, WITH_BODY, answered, answers, shown
from drafter.errors import InputError
from drafter.store.spending import NOTHING
from drafter.store.tokens import new_token
from schemas.key import Key

router = APIRouter(prefix="/v1/keys", tags=["keys"], route_class=GuardedRoute)

MOST_LISTED = 100
AS_USUAL = Rotation()

logger = logging.getLogger(__name__)


@router.post(
    "",
    status_code=201,
    summary="Make a key",
    response_model=KeyWithToken,
    responses=answers(
        {201: answered("Made; the token is told this once", "new-key", LOCATION | REPLAYED)},
        *WITH_BODY,
        Kind.PERSON_REQUIRED,
        *ONCE,
    ),
)
async def create_key(
    wanted: Annotated[WantedKey, Body(openapi_examples=shown("key-plugin", "key-editor"))],
    newsroom: TheNewsroom,
    key: TheKey,
    once: TheOnce,
) -> Response:
    """Make a key of a program, or of a person, and tell its token, once.

    An admin may grant every scope, also those that its own key does not have. Only a person's key
    can make one for a person. With an `Idempotency-Key`, the same request again has the same
    answer, token included, for as long as the key that sends it is of use.
    """
    _require_person(key, person=wanted.person)

    async def make() -> Made:
        token = new_token(once.secret("key"))
        await _created(wanted, token, newsroom)
        made = await newsroom.keys.check(token)
        logger.info("key %s was made by %s", made.id, key.name)
        body = await _with_token(made, token, newsroom)
        return Made(201, body, {"Location": f"/v1/keys/{made.id}"})

    return await once.answered(make, shown=lambda: {"token": new_token(once.secret("key"))})


@router.get(
    "",
    summary="List keys",
    responses=answers({200: answered("A page of keys", "key-page", LINK)}, Kind.INVALID_REQUEST),
)
async def list_keys(
    request: Request,
    response: Response,
    newsroom: TheNewsroom,
    cursor: Annotated[str | None, Query(description="`next_cursor` of the page before")] = None,
    limit: Annotated[int, Query(ge=1, le=MOST_LISTED, description="how many at most")] = 50,
) -> KeyPage:
    """Keys, the newest first, the revoked too, with what each has spent today."""
    page = await newsroom.keys.page(cursor, limit)
    if page.next_cursor is not None:
        query = urlencode({"cursor": page.next_cursor, "limit": limit})
        response.headers["Link"] = f'<{request.url.path}?{query}>; rel="next"'
    spent = await newsroom.keys.spent_today()
    listed = tuple(
        ListedKey(**dict(one), spent_today=spent.get(one.id, NOTHING)) for one in page.records
    )
    return KeyPage(keys=listed, next_cursor=page.next_cursor)


@router.get(
    "/me",
    summary="Read your own key",
    responses=answers({200: answered("The key that asks", "listed-key")}),
)
async def get_own_key(newsroom: TheNewsroom, key: TheKey) -> ListedKey:
    """The key that this request is made with: its name, scopes and limits, and what it has spent.

    Any key may; it is the call to begin with, to see that a key is right.
    """
    return await _listed(key, newsroom)


@router.get(
    "/{key_id}",
    summary="Read a key",
    responses=answers({200: answered("The key", "listed-key")}, Kind.NOT_FOUND),
)
async def get_key(key_id: str, newsroom: TheNewsroom) -> ListedKey:
    """One key, revoked or not, without its token."""
    return await _listed(await newsroom.keys.get(key_id), newsroom)


@router.post(
    "/{key_id}/rotate",
    summary="Give a key a new token",
    response_model=KeyWithToken,
    responses=answers(
        {200: answered("The token is told this once", "new-key", REPLAYED)},
        *WITH_BODY,
        Kind.PERSON_REQUIRED,
        Kind.NOT_FOUND,
        Kind.WRONG_STATE,
        *ONCE,
    ),
)
async def rotate_key(
    key_id: str,
    newsroom: TheNewsroom,
    key: TheKey,
    once: TheOnce,
    how: Annotated[Rotation, Body(openapi_examples=shown("key-rotation"))] = AS_USUAL,
) -> Response:
    """Give the key a new token. The one that it had goes on for a day, unless told otherwise.

    Id, name, scopes and limits stay. A key has two tokens at most: one that still goes on from an
    earlier rotation ends now. Only a person's key can rotate that of a person.
    """
    _require_person(key, person=(await newsroom.keys.get(key_id)).person)

    async def make() -> Made:
        token = new_token(once.secret("key"))
        await _rotated(key_id, how, token, newsroom)
        logger.info("key %s was rotated by %s", key_id, key.name)
        return Made(200, await _with_token(await newsroom.keys.get(key_id), token, newsroom))

    return await once.answered(make, shown=lambda: {"token": new_token(once.secret("key"))})


@router.delete(
    "/{key_id}",
    status_code=204,
    summary="Revoke a key",
    responses=answers(
        {204: {"description": "Revoked; a repeat changes nothing"}},
        Kind.NOT_FOUND,
        Kind.WRONG_STATE,
        Kind.INVALID_REQUEST,
    ),
)
async def revoke_key(
    key_id: str,
    newsroom: TheNewsroom,
    key: TheKey,
    *,
    force: Annotated[bool, Query(description="revoke even the last key that may")] = False,
) -> None:
    """Revoke a key for good, with all its tokens. It stays in the list, and its name is free again.

    The last key that may manage keys is refused, unless forced: then only `drafter keys create`,
    on the service's own machine, makes another.
    """
    await newsroom.keys.revoke(key_id, force=force)
    logger.info("key %s was revoked by %s", key_id, key.name)


def _require_person(key: Key, *, person: bool) -> None:
    """A program must not come by a person's key: it could approve with it."""
    if person and not key.person:
        raise Problem(
            Kind.PERSON_REQUIRED, "Only a person's key may make or rotate the key of a person."
        )


async def _created(wanted: WantedKey, token: str, newsroom: Newsroom) -> None:
    try:
        await newsroom.keys.create(
            wanted.name,
            person=wanted.person,
            scopes=wanted.scopes,
            token=token,
            **wanted.terms(),
        )
    except InputError as error:  # all else that can be wrong with it, its schema has seen
        raise at("/name", error) from error


async def _rotated(key_id: str, how: Rotation, token: str, newsroom: Newsroom) -> None:
    try:
        await newsroom.keys.rotate(
            key_id, overlap=how.overlap, token=token, expires_at=how.expires_at
        )
    except InputError as error:
        raise at("/expires_at", error) from error


async def _listed(key: Key, newsroom: Newsroom) -> ListedKey:
    spent = await newsroom.keys.spent_today()
    return ListedKey(**dict(key), spent_today=spent.get(key.id, NOTHING))


async def _with_token(key: Key, token: str, newsroom: Newsroom) -> KeyWithToken:
    return KeyWithToken(**dict(await _listed(key, newsroom)), token=token)
