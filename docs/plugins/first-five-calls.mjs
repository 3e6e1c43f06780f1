// The first five calls, in JavaScript. Takes the report's file; DRAFTER_KEY is the plugin's key.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";

const api = `${process.env.DRAFTER_URL ?? "http://127.0.0.1:8000"}/v1`;
const text = await readFile(process.argv[2] ?? "report.txt"); // as it is, in whatever encoding
const story = "node-" + createHash("sha256").update(text).digest("hex").slice(0, 16); // your own id

async function call(path, { headers, ...request } = {}) {
  const Authorization = `Bearer ${process.env.DRAFTER_KEY}`;
  const answer = await fetch(api + path, { ...request, headers: { Authorization, ...headers } });
  if (answer.ok) return answer;
  const problem = await answer.json();
  throw new Error(`${problem.status} ${problem.type}: ${problem.detail}`);
}

// 1. File the report.
const filed = await call("/reports", {
  method: "POST",
  headers: { "Content-Type": "text/plain", "Idempotency-Key": `report-${story}` },
  body: text,
});
const report = await filed.json();
console.log(`report ${report.id}`);

// 2. Ask for a draft. Sent twice under one Idempotency-Key, it is still one draft.
const asked = await call("/drafts", {
  method: "POST",
  headers: { "Content-Type": "application/json", "Idempotency-Key": `draft-${story}` },
  body: JSON.stringify({ reports: [report.id], topic: "harbour-bridge" }),
});
let draft = await asked.json();

// 3. Look until it is written. (Or be told: see "Follow" below.)
while (draft.state === "drafting") {
  await new Promise((done) => setTimeout(done, 500));
  draft = await (await call(`/drafts/${draft.id}`)).json();
}
console.log(`draft ${draft.id} is ${draft.state}`);

// 4. Show it to whoever asks, as what it is: a preview that nobody has approved.
const preview = await (await call(`/drafts/${draft.id}/export?format=md&preview=true`)).text();
console.log(preview.split("\n")[0]);

// 5. Take what an editor has approved. Today that is nothing yet.
const { drafts } = await (await call("/drafts?status=approved")).json();
console.log(["approved:", ...drafts.map((one) => one.id)].join(" "));
