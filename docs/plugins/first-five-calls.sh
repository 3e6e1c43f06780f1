#!/usr/bin/env bash
# The first five calls, with curl. Takes the report's file; DRAFTER_KEY is the plugin's key.
set -euo pipefail
api=${DRAFTER_URL:-http://127.0.0.1:8000}/v1
file=${1:-report.txt}
story=curl-$(sha256sum "$file" | cut -c1-16) # your own id of the story, whatever it is
call() { curl -sS --fail-with-body -H "Authorization: Bearer $DRAFTER_KEY" "$@"; }
field() { python3 -c "import json, sys; d = json.load(sys.stdin); print(d['$1']) if '$1' in d else sys.exit(d['detail'])"; }

# 1. File the report.
report=$(call -H "Content-Type: text/plain" -H "Idempotency-Key: report-$story" \
  --data-binary @"$file" "$api/reports" | field id)
echo "report $report"

# 2. Ask for a draft. Sent twice under one Idempotency-Key, it is still one draft.
draft=$(call -H "Idempotency-Key: draft-$story" \
  --json "{\"reports\": [\"$report\"], \"topic\": \"harbour-bridge\"}" "$api/drafts" | field id)

# 3. Look until it is written. (Or be told: see "Follow" below.)
state=drafting
while [ "$state" = drafting ]; do sleep 0.5; state=$(call "$api/drafts/$draft" | field state); done
echo "draft $draft is $state"

# 4. Show it to whoever asks, as what it is: a preview that nobody has approved.
call "$api/drafts/$draft/export?format=md&preview=true" | sed -n 1p

# 5. Take what an editor has approved. Today that is nothing yet.
ids='import json, sys; print("approved:", *[one["id"] for one in json.load(sys.stdin)["drafts"]])'
call "$api/drafts?status=approved" | python3 -c "$ids"
