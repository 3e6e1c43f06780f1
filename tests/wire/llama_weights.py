"""Random weights in llama.cpp's file format, so small that a test makes them: 0.5 MB.

What such a model writes is nonsense, but it is written by the real sampler under the real grammar.
Dimension 0 of every state is held at a constant, so that column 0 of the output matrix is a bias
per token: it makes closing quotes and brackets likely, or strings and lists would hardly end.
"""

from collections.abc import Iterator
from pathlib import Path
from string import printable

import gguf
import numpy as np
from numpy.typing import NDArray

from tests.wire.server import LLAMA_CONTEXT

Matrix = NDArray[np.float32]
LAYERS, WIDTH, HEADS, INNER, TOKENS = 2, 64, 4, 128, 384
HELD = 6.0
"""The constant in dimension 0. The root mean square over 64 dimensions is then about 1.25."""
SPREAD = 0.15
WORDS = (
    *("▁the", "▁of", "▁a", "▁and", "▁to", "▁in", "▁on", "▁for", "▁by", "▁is", "▁was", "▁bridge"),
    *("▁harbour", "▁council", "▁repair", "▁cost", "▁week", "▁said", "▁will", "▁after", "▁new"),
    *("▁engineers", "▁traffic", "▁report", "▁steel", "▁city", "▁night", "▁plan"),
)
END = "<|im_end|>"
TEMPLATE = """\
{% for message in messages %}<|im_start|>{{ message.role }}
{{ message.content if message.content|length > 30000 else message.content[:400] }}<|im_end|>
{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant
{% endif %}"""
"""Shows the model the start of each message, and all of a very long one, which overflows.

There is about one token a character, and reading 20,000 of them would take six seconds.
"""


def write_weights(path: Path, *, seed: int = 7) -> None:
    """Write the model. The same seed gives the same file."""
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_name("tiny random llama")
    writer.add_context_length(LLAMA_CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(INNER)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    _add_vocabulary(writer)
    for name, values in _tensors(np.random.default_rng(seed)):
        writer.add_tensor(name, values)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def vocabulary() -> list[tuple[str, gguf.TokenType]]:
    """The tokens: control, one for each byte, the printable characters, some words."""
    control = ["<s>", "</s>", "<|im_start|>", END]
    characters = ["▁", *(c for c in printable if c.isprintable() and c != " ")]
    spelled = [*characters, *WORDS]
    return [
        ("<unk>", gguf.TokenType.UNKNOWN),
        *((token, gguf.TokenType.CONTROL) for token in control),
        *((f"<0x{byte:02X}>", gguf.TokenType.BYTE) for byte in range(256)),
        *((token, gguf.TokenType.NORMAL) for token in spelled),
    ]


def _add_vocabulary(writer: gguf.GGUFWriter) -> None:
    tokens = vocabulary()
    if len(tokens) != TOKENS:
        raise ValueError(f"{len(tokens)} tokens")
    writer.add_tokenizer_model("llama")
    writer.add_token_list([token for token, _ in tokens])
    writer.add_token_scores([-float(number) for number in range(TOKENS)])
    writer.add_token_types([kind for _, kind in tokens])
    writer.add_unk_token_id(0)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id([token for token, _ in tokens].index(END))
    writer.add_add_space_prefix(value=False)  # or the grammar misses the template's last words
    writer.add_chat_template(TEMPLATE)


def _tensors(random: np.random.Generator) -> Iterator[tuple[str, Matrix]]:
    def drawn(rows: int, columns: int) -> Matrix:
        return random.normal(0.0, SPREAD, (rows, columns)).astype(np.float32)

    embedding = drawn(TOKENS, WIDTH) / SPREAD
    embedding[:, 0] = HELD
    yield "token_embd.weight", embedding.astype(np.float32)
    for layer in range(LAYERS):
        here = f"blk.{layer}."
        for name, rows, columns in _SHAPES:
            weights = drawn(rows, columns)
            if rows == WIDTH and name in ("attn_output", "ffn_down"):
                weights[0] = 0.0  # nothing is added to dimension 0
            yield f"{here}{name}.weight", weights
        for norm in ("attn_norm", "ffn_norm"):
            yield f"{here}{norm}.weight", np.ones(WIDTH, dtype=np.float32)
    yield "output_norm.weight", np.ones(WIDTH, dtype=np.float32)
    output = drawn(TOKENS, WIDTH)
    output[:, 0] = [_liking(token, kind) for token, kind in vocabulary()]
    yield "output.weight", output


_SHAPES = (
    *((f"attn_{part}", WIDTH, WIDTH) for part in ("q", "k", "v", "output")),
    *(("ffn_gate", INNER, WIDTH), ("ffn_up", INNER, WIDTH), ("ffn_down", WIDTH, INNER)),
)


def _liking(token: str, kind: gguf.TokenType) -> float:
    """The bias of a token, in units of about 5 logits."""
    if token in ('"', "]", "}", ",", END):
        return 1.0
    if kind is not gguf.TokenType.NORMAL:
        return -1.5
    return 0.6 if token in WORDS else 0.0
