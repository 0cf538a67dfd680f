// Ask a server that `kla serve` has started: one profile a line, each a request of its own.
// Usage: node served.mjs [http://127.0.0.1:8000] < profiles.jsonl
import { createInterface } from "node:readline";

const address = process.argv[2] ?? "http://127.0.0.1:8000";

export async function evaluate(profile) {
  const answer = await fetch(`${address}/evaluate?lang=id`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(profile),
    signal: AbortSignal.timeout(30_000),
  });
  const value = await answer.json();
  if (!answer.ok) throw new Error(value.detail); // every finding, a line for each
  return value;
}

for await (const line of createInterface({ input: process.stdin })) {
  try {
    const result = await evaluate(JSON.parse(line));
    console.log(`${result.region}: ${result.level ?? "-"}, ${result.score}`);
  } catch (error) {
    console.log(error.message);
  }
}
