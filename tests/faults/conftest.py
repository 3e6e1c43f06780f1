"""A terminal and newsrooms, as the tests of the command line and of the jobs have them."""

from collections.abc import Iterator

import pytest

from tests.drafter.cli.conftest import terminal
from tests.drafter.jobs.conftest import opened, prepared_file, sqlite_url

__all__ = ["opened", "prepared_file", "sqlite_url", "terminal", "url"]


@pytest.fixture
def url(sqlite_url: str) -> str:
    """Faults are the endpoint's: one kind of database shows them."""
    return sqlite_url


@pytest.fixture(scope="module", autouse=True)
def _no_certificates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Every run opens a client, which would read the system's certificates for 20 ms each."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("SSL_CERT_FILE", raising=False)
        patch.setenv("SSL_CERT_DIR", str(tmp_path_factory.mktemp("certificates")))
        yield
