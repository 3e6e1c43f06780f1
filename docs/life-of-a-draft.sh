#!/usr/bin/env bash
# Lives the whole life of a draft against a server of its own, and writes it down as Markdown:
#   docs/life-of-a-draft.sh > docs/life-of-a-draft.md
# Needs make draft (for .venv), curl and python3.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
port=${PORT:-8787}
V1=http://127.0.0.1:$port/v1
cd "$work"
cp "$root/evals/casebook/reports/harbour-bridge.txt" report.txt
DRAFTER_ENGINE=extractive "$root/.venv/bin/drafter" serve --port "$port" 2>serve.log &
server=$!
trap 'kill $server; wait $server 2>/dev/null || true; rm -rf "$work"' EXIT
until curl -sf "http://127.0.0.1:$port/healthz" >/dev/null; do kill -0 $server; sleep 0.2; done
KEY=$(grep -o 'drf_[A-Za-z0-9]*' serve.log)
GRACE=$("$root/.venv/bin/drafter" keys create Grace 2>/dev/null)

YES='{"answers": {"accuracy": true, "sourcing": true, "opinion": true, "editorialising": true, "context": true}}'

field() { python3 -c "import json,sys; print(json.load(sys.stdin)['$1'])"; }
say() { printf '\n%s\n' "$*"; }
show() { # the command as a reader would type it, then what it answers, the key left out
  printf '\n```\n$ %s\n' "$1"
  eval "$1" | tr -d '\r' | grep -v -i -E '^(date|server|content-length|x-request-id):' | cut -c1-700 | sed -n "1,${2:-14}p"
  printf '```\n'
}

cat <<'TEXT'
# The life of a draft, by curl

Written by `docs/life-of-a-draft.sh` from a run against a real server on the embedded default. `V1` is `http://127.0.0.1:8000/v1`, `KEY`
the key that the first start printed, `GRACE` the key of a second editor (`drafter keys create Grace`), `YES` an approval's body:
`{"answers": {"accuracy": true, "sourcing": true, "opinion": true, "editorialising": true, "context": true}}`. Long answers are cut.

## File a report, ask for a draft
TEXT
say 'Nothing answers without a key:'
show 'curl -si $V1/drafts'
say 'A report as plain text. What cannot be used is a 422 that says why:'
show 'echo "Too short" | curl -s -H "Authorization: Bearer $KEY" -H "Content-Type: text/plain" --data-binary @- $V1/reports'
show 'curl -s -H "Authorization: Bearer $KEY" -H "Content-Type: text/plain" --data-binary @report.txt $V1/reports | cut -c1-220'
REPORT=$(curl -s -H "Authorization: Bearer $KEY" -H "Content-Type: text/plain" --data-binary @report.txt $V1/reports | field id)
say 'The draft is written by a job; `Location` is where it can be followed:'
curl -s -D headers -H "Authorization: Bearer $KEY" --json "{\"reports\": [\"$REPORT\"], \"topic\": \"harbour-bridge\"}" $V1/drafts >answer
DRAFT=$(field id <answer)
printf '\n```\n$ curl -si -H "Authorization: Bearer $KEY" --json '"'"'{"reports": ["%s"], "topic": "harbour-bridge"}'"'"' $V1/drafts\n' "$REPORT"
tr -d '\r' <headers | grep -i -E '^(HTTP|location|retry-after|etag)'; echo; cut -c1-220 answer; printf '```\n'
until [ "$(curl -s -H "Authorization: Bearer $KEY" $V1/drafts/$DRAFT | field state)" = queued ]; do sleep 0.3; done
say "With \`DRAFT=$DRAFT\`, a few hundred milliseconds later:"
show 'curl -s -H "Authorization: Bearer $KEY" "$V1/drafts?status=queued" | python3 -m json.tool' 12

cat <<'TEXT'

## Claim, edit
TEXT
say 'Editing a draft that nobody has claimed is refused; so is claiming what another editor holds:'
show 'curl -si -X PATCH -H "Authorization: Bearer $KEY" -H "If-Match: \"1\"" --json "{\"headline\": {\"text\": \"Bridge shut until May\"}}" $V1/drafts/$DRAFT'
show 'curl -s -X POST -H "Authorization: Bearer $KEY" $V1/drafts/$DRAFT/claim | cut -c1-150'
show 'curl -si -X POST -H "Authorization: Bearer $GRACE" $V1/drafts/$DRAFT/claim'
say 'A change names the revision that it was made on. With none, a stale one, or a citation that does not exist, nothing is changed:'
show 'curl -si -X PATCH -H "Authorization: Bearer $KEY" --json "{\"headline\": {\"text\": \"Bridge shut until May\"}}" $V1/drafts/$DRAFT'
show 'curl -si -X PATCH -H "Authorization: Bearer $KEY" -H "If-Match: \"7\"" --json "{\"headline\": {\"text\": \"Bridge shut until May\"}}" $V1/drafts/$DRAFT'
show 'curl -s -X PATCH -H "Authorization: Bearer $KEY" -H "If-Match: \"1\"" --json "{\"headline\": {\"cites\": [\"R1.S99\"]}}" $V1/drafts/$DRAFT'
say 'A merge patch of sections. What is left out stays; the statement keeps its id and becomes the editor'"'"'s; the checks run again. This one
states a number that its source does not have:'
show 'curl -si -X PATCH -H "Authorization: Bearer $KEY" -H "If-Match: \"1\"" --json "{\"headline\": {\"text\": \"Harbour bridge stays shut for 11 weeks\"}}" $V1/drafts/$DRAFT | cut -c1-120' 5
show 'curl -s -H "Authorization: Bearer $KEY" $V1/drafts/$DRAFT | python3 -c "import json, sys; print(json.dumps([f for f in json.load(sys.stdin)[\"draft\"][\"findings\"] if f[\"severity\"] == \"blocker\"], indent=1, ensure_ascii=False))"' 20

cat <<'TEXT'

## Approve, export
TEXT
say 'The gate: an approval answers five questions, an open blocking finding stands against it, and what is not approved is not exported:'
show 'curl -si -X POST -H "Authorization: Bearer $KEY" -H "If-Match: \"2\"" $V1/drafts/$DRAFT/approve'
show 'curl -s -H "Authorization: Bearer $KEY" -H "If-Match: \"2\"" --json "$YES" $V1/drafts/$DRAFT/approve'
show 'curl -s -H "Authorization: Bearer $KEY" "$V1/drafts/$DRAFT/export?format=md"'
say 'A person may waive a finding by name. That takes a reason which says something:'
show 'curl -s -H "Authorization: Bearer $KEY" -H "If-Match: \"2\"" --json "{\"verdict\": \"waived\", \"reason\": \"-\"}" $V1/drafts/$DRAFT/statements/s1/verdict'
say 'Once it is mended, the draft is approved by name, and goes out:'
show 'curl -s -X PATCH -H "Authorization: Bearer $KEY" -H "If-Match: \"2\"" --json "{\"headline\": {\"text\": \"Harbour bridge stays shut until at least the end of May\"}}" $V1/drafts/$DRAFT | cut -c1-120'
show 'curl -s -H "Authorization: Bearer $KEY" -H "If-Match: \"3\"" --json "$YES" $V1/drafts/$DRAFT/approve | cut -c1-120'
show 'curl -s -H "Authorization: Bearer $KEY" "$V1/drafts/$DRAFT/export?format=md"' 12
say 'The review record says what the approval rests on (docs/review.md). A part of it:'
show 'curl -s -H "Authorization: Bearer $KEY" $V1/drafts/$DRAFT/review-record | python3 -c "import json, sys; r = json.load(sys.stdin); print(json.dumps({k: r[k] for k in (\"revision\", \"written_revision\", \"responsible\", \"settled\", \"changed_sections\", \"draft_sha256\", \"sha256\")}, indent=1))"' 40
say 'The audit trail says who did what, and when:'
show 'curl -s -H "Authorization: Bearer $KEY" $V1/drafts/$DRAFT | python3 -c "import json, sys; [print(e[\"action\"], \"by\", e[\"by\"], \"revision\", e[\"revision\"]) for e in json.load(sys.stdin)[\"history\"]]"'
