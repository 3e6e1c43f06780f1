"""The first five calls, in Python. Takes the report's file; DRAFTER_KEY is the plugin's key."""

import hashlib
import os
import sys
from pathlib import Path

from drafter.client import Drafter

file = Path(sys.argv[1] if len(sys.argv) > 1 else "report.txt")
story = "python-" + hashlib.sha256(file.read_bytes()).hexdigest()[:16]  # your own id of the story
url = os.environ.get("DRAFTER_URL", "http://127.0.0.1:8000")

with Drafter(url, os.environ["DRAFTER_KEY"]) as drafter:
    # 1. File the report.
    report = drafter.file_report(file.read_bytes(), idempotency_key=f"report-{story}")
    print(f"report {report.id}")

    # 2. Ask for a draft. Sent twice under one Idempotency-Key, it is still one draft.
    asked = drafter.ask([report.id], topic="harbour-bridge", idempotency_key=f"draft-{story}")

    # 3. Look until it is written. (Or be told: see "Follow" below.)
    draft = drafter.wait_for(asked.id)
    print(f"draft {draft.id} is {draft.state}")

    # 4. Show it to whoever asks, as what it is: a preview that nobody has approved.
    preview = drafter.export(draft.id, "md", preview=True)
    print(preview.text.splitlines()[0])

    # 5. Take what an editor has approved. Today that is nothing yet.
    print("approved:", *[one.id for one in drafter.drafts(status="approved")])
