"""SHA-256 of a JSON document, the same whoever wrote it down."""

import hashlib
import json
from collections.abc import Mapping


def sha256_of(document: Mapping[str, object]) -> str:
    """The hash of a JSON object: keys in order, no white space, UTF-8.

    What is hashed is what `json.dumps(document, sort_keys=True, separators=(",", ":"),
    ensure_ascii=False)` writes, so that anyone can do it again.
    """
    plain = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(plain.encode()).hexdigest()
