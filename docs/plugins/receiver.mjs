// Receives webhooks. DRAFTER_WEBHOOK_SECRET is the secret that was shown when it was created.
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";

const secret = Buffer.from(process.env.DRAFTER_WEBHOOK_SECRET.replace("whsec_", ""), "base64");
const seen = new Set(); // a real plugin keeps these for a day: what failed is sent again

function verified({ "webhook-id": id, "webhook-timestamp": at, "webhook-signature": signed }, body) {
  if (!(Math.abs(Date.now() / 1000 - Number(at)) <= 300)) return false;
  const mine = createHmac("sha256", secret).update(`${id}.${at}.`).update(body).digest();
  return (signed ?? "").split(" ").some((one) => {
    const theirs = Buffer.from(one.slice(3), "base64");
    return one.startsWith("v1,") && theirs.length === mine.length && timingSafeEqual(theirs, mine);
  });
}

createServer(async (request, answer) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  const [body, id] = [Buffer.concat(parts), request.headers["webhook-id"]];
  if (!verified(request.headers, body)) return answer.writeHead(401).end();
  answer.writeHead(204).end(); // at once: what takes long comes after the answer
  if (!seen.has(id)) {
    const told = JSON.parse(body);
    console.log(told.type, told.data.draft_id);
  }
  seen.add(id);
}).listen(process.env.PORT, "127.0.0.1");
