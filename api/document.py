"""`python -m api.document` writes api/openapi.json, which a test compares with the routes."""

import json
from pathlib import Path

from api.app import create_app

FILE = Path(__file__).parent / "openapi.json"


def written() -> str:
    """The document as the file has it."""
    return json.dumps(create_app().openapi(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
