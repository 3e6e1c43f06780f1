"""llmock, a stand-in for OpenAI by others, which breaks on request and judges its client.

`python -m tests.wire.llmock_serve` prints its address on the first line of standard output, and
serves until its standard input is closed. Its own command wants packages that nothing else needs.
"""

import socket
import sys
from threading import Thread

import uvicorn
from llmock.main import create_app


def main() -> None:
    """Serve on a free port of 127.0.0.1; what is asked before it is ready waits."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(), log_level="warning", lifespan="off"))
    Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True).start()
    sys.stdout.write(f"http://127.0.0.1:{listening.getsockname()[1]}\n")
    sys.stdout.flush()
    sys.stdin.read()


if __name__ == "__main__":
    main()
