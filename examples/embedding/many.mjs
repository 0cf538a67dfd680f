// Keep one process for many profiles: `kla evaluate --jsonl -` answers each line with a line.
// Usage: node many.mjs < profiles.jsonl
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

export function open() {
  const kla = spawn("kla", ["evaluate", "--jsonl", "-"], { stdio: ["pipe", "pipe", "inherit"] });
  const waiting = []; // line n answers profile n, so whoever asked first is answered first
  let ended = null;
  const end = (error) => {
    ended = error;
    for (const one of waiting.splice(0)) one.reject(error);
  };
  createInterface({ input: kla.stdout }).on("line", (line) => waiting.shift().resolve(JSON.parse(line)));
  kla.on("error", end);
  kla.on("close", () => end(new Error("kla has ended")));
  kla.stdin.on("error", () => {}); // "close" tells it
  return {
    evaluate: (profile) =>
      new Promise((resolve, reject) => {
        if (ended) return reject(ended);
        waiting.push({ resolve, reject });
        kla.stdin.write(JSON.stringify(profile) + "\n");
      }),
    close: () => kla.stdin.end(),
  };
}

const kla = open();
for await (const line of createInterface({ input: process.stdin })) {
  const result = await kla.evaluate(JSON.parse(line));
  // A refused profile is answered with findings, and the next one is evaluated all the same.
  if (result.findings) console.log(result.findings.map((finding) => finding.text.id).join("\n"));
  else console.log(`${result.region}: ${result.level ?? "-"}, ${result.score}`);
}
kla.close();
