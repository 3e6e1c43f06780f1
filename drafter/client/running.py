"""What those do who run the service: each of these takes a key with the scope `admin`."""

from collections.abc import Iterable, Sequence
from typing import TypedDict, Unpack

from drafter.client.answers import KeyWithToken, ListedKey
from drafter.client.calls import Call, Listed, Page, Sent, a, nothing, once, page_of, path


class Terms(TypedDict, total=False):
    """On what terms a key is given. Times are ISO 8601 with their zone; no limit is the default."""

    expires_at: str
    daily_usd: str
    requests_a_minute: int
    drafts_at_once: int
    origins: Sequence[str]


class Running:
    """Keys."""

    @Sent
    def own_key(self) -> Call[ListedKey]:
        """The key of this client, with its scopes and limits. Any key may ask for itself."""
        return Call("GET", path("keys", "me"), a(ListedKey))

    @Sent
    def create_key(
        self,
        name: str,
        *,
        scopes: Iterable[str],
        person: bool = False,
        idempotency_key: str | None = None,
        **terms: Unpack[Terms],
    ) -> Call[KeyWithToken]:
        """Make a key of a program, or of a person; its `token` is told this once."""
        body = {"name": name, "person": person, "scopes": list(scopes), **terms}
        headers = once(idempotency_key)
        return Call("POST", path("keys"), a(KeyWithToken), json=body, headers=headers)

    @Listed
    def keys(self) -> Call[Page[ListedKey]]:
        """All keys, newest first, the revoked too."""
        return Call("GET", path("keys"), page_of(ListedKey, "keys"))

    @Sent
    def key(self, key_id: str) -> Call[ListedKey]:
        """One key."""
        return Call("GET", path("keys", key_id), a(ListedKey))

    @Sent
    def rotate_key(
        self, key_id: str, *, overlap_seconds: int = 86400, idempotency_key: str | None = None
    ) -> Call[KeyWithToken]:
        """Give a key a new token; the one that it had goes on for so long."""
        body = {"overlap_seconds": overlap_seconds}
        headers = once(idempotency_key)
        to = path("keys", key_id, "rotate")
        return Call("POST", to, a(KeyWithToken), json=body, headers=headers)

    @Sent
    def revoke_key(self, key_id: str, *, force: bool = False) -> Call[None]:
        """Revoke a key for good; the last one that may manage keys only by force."""
        query = {"force": force or None}
        return Call("DELETE", path("keys", key_id), nothing, query=query)
