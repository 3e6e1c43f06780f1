"""Tokens of a text, told from its characters: no tokenizer is loaded, and none fits every model.

Fitted once to OpenAI's o200k_base on our own prompts, schemas and replies, and on one sentence in
23 languages: prompts within 6 %, replies within 7 %, sentences mostly within 30 %. Tokenizers with
small vocabularies cut scripts other than Latin into up to three times as many.
"""

import re

_LETTERS = re.compile(r"[A-Za-z\s]+")
_SIGNS = re.compile(r"[!-@\[-`{-~]+")
_LATIN = re.compile(r"[\u0080-\u024f\u1e00-\u1eff\u2000-\u206f]+")
_WIDE = re.compile(r"[\u1200-\u139f\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]+")
PER_TOKEN = ((_LETTERS, 4.8), (_SIGNS, 2.0), (_LATIN, 1.5), (_WIDE, 1.25))
"""Characters to a token: unaccented letters and spaces; ASCII digits and signs; accented letters
and typographic signs; Chinese, Japanese, Korean and Ethiopic."""
OTHERS = 2.9
"""Characters to a token in all other scripts: Cyrillic, Greek, Arabic, Hebrew, Devanagari, ..."""


def tokens_in(text: str) -> int:
    """About how many tokens the text is; 0 for none, at least 1 otherwise."""
    counted, tokens = 0, 0.0
    for kind, per_token in PER_TOKEN:
        found = sum(map(len, kind.findall(text)))
        counted += found
        tokens += found / per_token
    tokens += (len(text) - counted) / OTHERS
    return max(round(tokens), 1) if text else 0
