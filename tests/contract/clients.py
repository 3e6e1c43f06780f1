"""Clients that others generate from the document: made, compiled, and sent on a round trip.

Run by hand, `make check-clients`: it installs the two generators into a folder of its own, so it
needs the package registries, node and npm. Prints what it used; status 1 where anything fails.
"""

import asyncio
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from api.document import FILE
from api.examples import HERE as EXAMPLES
from tests.acceptance.serving import Server

HERE = Path(__file__).parent
PYTHON = "openapi-python-client==0.29.1"
NODE = ("openapi-typescript@7.13.0", "openapi-fetch@0.17.0", "typescript@5.9.3", "@types/node@20")
TSC = ("--strict", "--noUncheckedIndexedAccess", "--module", "nodenext", "--target", "es2022")
EXPECTED = "in_review 2 Bridge shut for now 2"
REPORT = EXAMPLES / "report.json"
Make = Callable[[Path, Server], Awaitable[None]]


class Failed(Exception):
    """A step that did not go well, with what it said."""


async def run(folder: Path, *command: str) -> str:
    """What the command prints on standard output.

    Raises:
        Failed: its status is not 0.
    """
    environment = {"PATH": f"{folder / 'venv' / 'bin'}:{os.environ['PATH']}", "HOME": str(folder)}
    kept = {name: os.environ[name] for name in os.environ if name.startswith(("PIP_", "npm_"))}
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=folder,
        env=environment | kept,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate()
    if process.returncode:
        raise Failed(f"{' '.join(command)}:\n{out.decode()}{err.decode()}")
    return out.decode()


async def python_client(folder: Path, server: Server) -> None:
    """Generate and compile the Python client, and have it make its round trip."""
    await run(folder, sys.executable, "-m", "venv", "venv")
    await run(folder, "python", "-m", "pip", "install", "--quiet", PYTHON)
    made = folder / "drafter_api"
    options = ("--meta", "none", "--output-path", str(made))
    await run(folder, "openapi-python-client", "generate", "--path", str(FILE), *options)
    await run(folder, "python", "-m", "compileall", "-q", str(made))
    missing = operations() - {path.stem for path in made.glob("api/*/*.py")}
    must(not missing, f"no method for {', '.join(sorted(missing))}")
    shutil.copy(HERE / "round_trip.py", folder)
    said = await run(folder, "python", "round_trip.py", server.url, server.key, str(REPORT))
    must(said.strip() == EXPECTED, f"the round trip came to {said}")


async def typescript_client(folder: Path, server: Server) -> None:
    """The same in TypeScript, with types that tsc holds the round trip to."""
    (folder / "package.json").write_text('{"type": "module", "private": true}')
    await run(folder, "npm", "install", "--silent", "--no-audit", "--no-fund", *NODE)
    bin_ = folder / "node_modules" / ".bin"
    options = ("--default-non-nullable=false", "-o", "api.d.ts")  # a default is not required
    await run(folder, str(bin_ / "openapi-typescript"), str(FILE), *options)
    shutil.copy(HERE / "round-trip.ts", folder)
    await run(folder, str(bin_ / "tsc"), *TSC, "round-trip.ts")
    said = await run(folder, "node", "round-trip.js", server.url, server.key, str(REPORT))
    must(said.strip() == EXPECTED, f"the round trip came to {said}")


def operations() -> set[str]:
    """The ids of all operations in the document."""
    document = json.loads(FILE.read_text("utf-8"))
    return {told["operationId"] for path in document["paths"].values() for told in path.values()}


def must(well: bool, what: str) -> None:  # noqa: FBT001 - reads as what it says
    """Fail, and say what, where it is not so."""
    if not well:
        raise Failed(what)


async def tried(name: str, make: Make, server: Server) -> bool:
    """Whether that client could be made and used."""
    with tempfile.TemporaryDirectory(prefix="clients-") as folder:
        try:
            await make(Path(folder), server)
        except Failed as error:
            print(f"{name}: failed\n{error}")  # noqa: T201
            return False
    print(f"{name}: generated, compiled, and back from a round trip")  # noqa: T201
    return True


async def main() -> int:
    """Try both against a server of their own."""
    with tempfile.TemporaryDirectory(prefix="server-") as folder:
        server = Server(Path(folder), DRAFTER_ENGINE="extractive")
        await server.start()
        try:
            python = await tried(PYTHON, python_client, server)
            typescript = await tried(", ".join(NODE), typescript_client, server)
        finally:
            await server.stop()
    return 0 if python and typescript else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
