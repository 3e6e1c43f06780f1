"""Examples of keys. The token is made up, and its checksum wrong."""

from datetime import datetime, timedelta
from decimal import Decimal

from api.bodies.keys import KeyPage, KeyWithToken, ListedKey
from schemas.base import Closed
from schemas.key import Scope


def answers(at: datetime) -> dict[str, Closed]:
    """A program's key, made at that time and used a little later."""
    made = {
        "id": "key-u5m3x7c2q4h6t2wd",
        "name": "Courier plugin",
        "person": False,
        "scopes": frozenset({Scope.REPORTS_WRITE, Scope.DRAFTS_READ, Scope.DRAFTS_WRITE}),
        "created_at": at,
        "revoked_at": None,
        "daily_usd": Decimal("5.00"),
        "expires_at": at + timedelta(days=365),
        "last_used_at": None,
        "requests_a_minute": 120,
        "drafts_at_once": 10,
        "origins": ("https://cms.courier.example",),
    }
    new = KeyWithToken.model_validate(
        made | {"spent_today": Decimal(0), "token": "drf_" + "EXAMPLE" * 5 + "0" * 11}
    )
    used = made | {"last_used_at": at + timedelta(minutes=3), "spent_today": Decimal("0.020902")}
    listed = ListedKey.model_validate(used)
    page = KeyPage(keys=(listed,), next_cursor=None)
    return {"new-key": new, "listed-key": listed, "key-page": page}
