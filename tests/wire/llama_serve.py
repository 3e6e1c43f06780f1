"""llama.cpp's own HTTP server with tiny random weights, as a process of its own.

`python -m tests.wire.llama_serve FOLDER` writes the weights there, prints its address on the first
line of standard output, and serves until its standard input is closed.
"""

import sys
from pathlib import Path

import xllamacpp

from tests.wire.llama_weights import write_weights
from tests.wire.server import LLAMA_CONTEXT, LLAMA_MODEL

AT_ONCE = 4


def serve(weights: Path) -> xllamacpp.Server:
    """Start the server on a free port of 127.0.0.1; it is ready when this returns."""
    given = xllamacpp.CommonParams()
    given.model.path = str(weights)
    given.model_alias = {LLAMA_MODEL}
    given.n_parallel = AT_ONCE
    given.n_ctx = LLAMA_CONTEXT * AT_ONCE
    given.n_predict = 4_096  # a reply that finds no end ends here
    given.sampling.seed = 7
    given.cpuparams.n_threads = given.cpuparams_batch.n_threads = 1
    given.n_gpu_layers = 0
    given.use_jinja = given.offline = True
    given.warmup = given.ui = False
    return xllamacpp.Server(given)


def main() -> None:
    """Serve until standard input is closed, as it is when the test's process ends."""
    weights = Path(sys.argv[1]) / "tiny.gguf"
    write_weights(weights)
    server = serve(weights)
    sys.stdout.write(f"{server.listening_address}\n")
    sys.stdout.flush()
    sys.stdin.read()


if __name__ == "__main__":
    main()
