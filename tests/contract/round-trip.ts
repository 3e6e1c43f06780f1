// A round trip with types made by openapi-typescript; run by tests/contract/clients.py.
import { readFileSync } from "node:fs";
import createClient from "openapi-fetch";
import type { components, paths } from "./api.js";

type DraftRecord = components["schemas"]["DraftRecord"];

const [url, key, sample] = process.argv.slice(2);
const headers = { Authorization: `Bearer ${key}` };
const drafter = createClient<paths>({ baseUrl: url, headers });

/** What went well, or an error with what the service said. */
function well<T>(answer: { data?: T; error?: { detail: string } }): T {
  if (answer.data === undefined) throw new Error(answer.error?.detail ?? "no answer");
  return answer.data;
}

const body = JSON.parse(readFileSync(sample!, "utf8"));
const report = well(await drafter.POST("/v1/reports", { body }));
const asked = well(
  await drafter.POST("/v1/drafts", {
    body: { reports: [report.id], topic: "harbour-bridge", priority: "breaking" },
    params: { header: { "Idempotency-Key": `round-trip-${Date.now()}` } },
  }),
);

const path = { draft_id: asked.id };
let draft: DraftRecord = asked;
while (draft.state === "drafting") {
  await new Promise((done) => setTimeout(done, 200));
  draft = well(await drafter.GET("/v1/drafts/{draft_id}", { params: { path } }));
}

well(await drafter.POST("/v1/drafts/{draft_id}/claim", { params: { path } }));
const edited = well(
  await drafter.PATCH("/v1/drafts/{draft_id}", {
    params: { path, header: { "If-Match": `"${draft.revision}"` } },
    body: { headline: { text: "Bridge shut for now" } },
  }),
);
const stale = await drafter.PATCH("/v1/drafts/{draft_id}", {
  params: { path, header: { "If-Match": `"${draft.revision}"` } },
  body: { headline: { text: "Bridge shut" } },
});
console.log(edited.state, edited.revision, edited.headline, stale.error?.current_revision);
