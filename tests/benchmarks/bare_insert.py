"""The least that an API can do: a bare FastAPI endpoint with one insert into the same database.

Started by the benchmark as a process of its own: `uvicorn --factory ...:create`.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import sqlalchemy as sa
from fastapi import FastAPI
from pydantic import BaseModel

from drafter.store.database import Database

TABLE = sa.Table(
    "bare_inserts",
    sa.MetaData(),
    sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
)


class Given(BaseModel):
    """What is kept."""

    text: str


def create() -> FastAPI:
    """The app, over the database of the environment."""
    database = Database(os.environ["BARE_DATABASE_URL"])

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with database.writing() as connection:
            await connection.run_sync(TABLE.create, checkfirst=True)
        yield
        await database.close()

    app = FastAPI(lifespan=lifespan)

    @app.post("/insert", status_code=201)
    async def insert(given: Given) -> Given:
        async with database.writing() as connection:
            await connection.execute(sa.insert(TABLE).values(text=given.text))
        return given

    return app
