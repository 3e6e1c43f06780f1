import signal

import psycopg
import pytest

from tests.postgres import FAST, IMMEDIATE, KILLED, Server, new_database


@pytest.mark.parametrize("how", [FAST, IMMEDIATE, KILLED])
def test_what_was_committed_outlives_a_stop_of_any_kind(
    postgres: Server, how: signal.Signals
) -> None:
    url = new_database(postgres, prepare=None)
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    postgres.stop(how)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)
    postgres.start()
    with psycopg.connect(url) as connection:
        assert (7,) == connection.execute("SELECT number FROM kept").fetchone()
    postgres.drop(url)


def test_fresh_databases_do_not_share_rows(postgres: Server) -> None:
    first, second = new_database(postgres), new_database(postgres)
    with psycopg.connect(first) as connection:
        connection.execute("CREATE TABLE kept (number INTEGER)")
    with psycopg.connect(second) as connection:
        assert (None,) == connection.execute("SELECT to_regclass('kept')::text").fetchone()
    for url in (first, second):
        postgres.drop(url)
