"""Deliveries on both databases, as the store's own tests have them."""

from tests.drafter.store.conftest import database, kind, url

__all__ = ["database", "kind", "url"]
