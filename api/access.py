"""Access: which key may use which route, in one table, asked before a body is read."""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Any

from fastapi import Depends, Request, Response
from fastapi.routing import APIRoute

from api.bounds import require_shallow
from api.fresh import fresh
from api.newsroom import newsroom_of
from api.problems import Kind, Problem
from drafter.errors import NotFound
from schemas.key import Key, Scope

REALM = 'Bearer realm="drafter"'


@dataclass(frozen=True)
class Need:
    """What a route needs: a scope, or any key where it is None, and perhaps a person."""

    scope: Scope | None
    person: bool = False

    def met_by(self, key: Key) -> bool:
        """Whether the key may use such a route."""
        return self.scope in (None, *key.scopes) and (key.person or not self.person)


NEEDS: Mapping[str, Need] = MappingProxyType(
    {
        "metrics": Need(Scope.ADMIN),
        "get_own_key": Need(scope=None),
        "create_key": Need(Scope.ADMIN),
        "list_keys": Need(Scope.ADMIN),
        "get_key": Need(Scope.ADMIN),
        "rotate_key": Need(Scope.ADMIN),
        "revoke_key": Need(Scope.ADMIN),
        "add_report": Need(Scope.REPORTS_WRITE),
        "get_report": Need(Scope.DRAFTS_READ),
        "ask_for_draft": Need(Scope.DRAFTS_WRITE),
        "ask_for_drafts": Need(Scope.DRAFTS_WRITE),
        "list_reports": Need(Scope.DRAFTS_READ),
        "list_drafts": Need(Scope.DRAFTS_READ),
        "list_revisions": Need(Scope.DRAFTS_READ),
        "diff_revisions": Need(Scope.DRAFTS_READ),
        "list_comments": Need(Scope.DRAFTS_READ),
        "list_scenarios": Need(Scope.DRAFTS_READ),
        "list_due_scenarios": Need(Scope.DRAFTS_READ),
        "edit_statistics": Need(Scope.DRAFTS_READ),
        "scenario_statistics": Need(Scope.DRAFTS_READ),
        "follow_draft": Need(Scope.DRAFTS_READ),
        "get_draft": Need(Scope.DRAFTS_READ),
        "get_revision": Need(Scope.DRAFTS_READ),
        "export_draft": Need(Scope.DRAFTS_READ),
        "get_review_record": Need(Scope.DRAFTS_READ),
        "redraft": Need(Scope.DRAFTS_WRITE),
        "cancel_draft": Need(Scope.DRAFTS_WRITE),
        "retry_draft": Need(Scope.DRAFTS_WRITE),
        "hold_draft": Need(Scope.REVIEW, person=True),
        "release_draft": Need(Scope.REVIEW, person=True),
        "claim_draft": Need(Scope.REVIEW, person=True),
        "edit_draft": Need(Scope.REVIEW, person=True),
        "judge_statement": Need(Scope.REVIEW, person=True),
        "judge_section": Need(Scope.REVIEW, person=True),
        "approve_draft": Need(Scope.REVIEW, person=True),
        "reject_draft": Need(Scope.REVIEW, person=True),
        "withdraw_draft": Need(Scope.REVIEW, person=True),
        "claim_next": Need(Scope.REVIEW, person=True),
        "add_comment": Need(Scope.REVIEW, person=True),
        "resolve_comment": Need(Scope.REVIEW, person=True),
        "redraft_section": Need(Scope.REVIEW, person=True),
        "record_outcome": Need(Scope.REVIEW, person=True),
        "create_webhook": Need(Scope.ADMIN),
        "list_webhooks": Need(Scope.ADMIN),
        "get_webhook": Need(Scope.ADMIN),
        "change_webhook": Need(Scope.ADMIN),
        "rotate_webhook_secret": Need(Scope.ADMIN),
        "delete_webhook": Need(Scope.ADMIN),
        "test_webhook": Need(Scope.ADMIN),
        "list_deliveries": Need(Scope.ADMIN),
        "get_delivery": Need(Scope.ADMIN),
        "replay_delivery": Need(Scope.ADMIN),
    }
)
"""What each route needs, by its name. A guarded route that is not here cannot be made."""


class GuardedRoute(APIRoute):
    """A route that asks for its key, then for its media type, and only then reads the body.

    A dependency would come too late: FastAPI reads and parses a body before it.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """FastAPI's own, behind the guard."""
        need = NEEDS[self.name]
        answer = super().get_route_handler()

        async def guarded(request: Request) -> Response:
            await _let_in(request, need)
            if (body := self.body_field) and (body.field_info.is_required() or _sends(request)):
                _require_json(request)
                require_shallow(await request.body())
            return fresh(request, await answer(request))

        return guarded


def key_of(request: Request) -> Key:
    """The key that the guard has let in.

    Raises:
        TypeError: the route has no guard.
    """
    key = request.state.key
    if not isinstance(key, Key):
        raise TypeError("this route has no guard")
    return key


TheKey = Annotated[Key, Depends(key_of)]


async def _let_in(request: Request, need: Need) -> None:
    """Leave the key in the request's state, with what is left of its quota; refused or not."""
    key = request.state.key = await _known(request)
    request.state.left = newsroom_of(request).limits.take(key)
    if need.met_by(key):
        return
    if need.scope not in (None, *key.scopes):
        challenge = f'{REALM}, error="insufficient_scope", scope="{need.scope}"'
        raise Problem(
            Kind.MISSING_SCOPE,
            f"This needs a key with the scope {need.scope}.",
            headers={"WWW-Authenticate": challenge},
        )
    raise Problem(
        Kind.PERSON_REQUIRED, "Reviewing is for people: use the key of the editor who decides."
    )


async def _known(request: Request) -> Key:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    token, newsroom = token.strip(), newsroom_of(request)
    if scheme.lower() != "bearer" or not token:
        raise Problem(
            Kind.UNAUTHENTICATED,
            "Send a key: Authorization: Bearer drf_...",
            headers={"WWW-Authenticate": REALM},
        )
    address = request.client.host if request.client else None
    newsroom.limits.require_trusted(address, token)
    try:
        key = await newsroom.keys.check(token)
    except NotFound as error:
        newsroom.limits.wrong(address)
        raise Problem(
            Kind.UNAUTHENTICATED,
            "This key is not known here, has expired, or has been revoked.",
            headers={"WWW-Authenticate": f'{REALM}, error="invalid_token"'},
        ) from error
    newsroom.limits.right(token)
    return key


def _sends(request: Request) -> bool:
    """Whether a body comes with the request."""
    told = request.headers.get("content-length", "0")
    return told != "0" or "transfer-encoding" in request.headers


def _require_json(request: Request) -> None:
    given = media_type(request)
    if given != "application/json" and not given.endswith("+json"):
        raise Problem(
            Kind.UNSUPPORTED_MEDIA_TYPE, f"Send application/json, not {given or 'an untyped body'}."
        )


def media_type(request: Request) -> str:
    """The media type of the body without its parameters, in lower case; empty where not told."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()
