// Evaluate a profile from Node: `kla evaluate -` reads JSON and answers with JSON.
// Usage: node evaluate.mjs < profile.json
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

export function evaluate(profile) {
  const done = spawnSync("kla", ["evaluate", "-", "--format", "json"], {
    input: JSON.stringify(profile),
    encoding: "utf8",
  });
  if (done.error) throw done.error;
  // 0: the level is determined; 3: valid, but still open. Both answer with an evaluation.
  if (done.status === 0 || done.status === 3) return JSON.parse(done.stdout);
  // 2: the profile was refused; every finding is told in both languages.
  if (done.status === 2 && done.stdout) {
    const { findings } = JSON.parse(done.stdout);
    throw new Error(findings.map((finding) => finding.text.id).join("\n"));
  }
  throw new Error(done.stderr);
}

const result = evaluate(JSON.parse(readFileSync(0, "utf8")));
console.log(`${result.region}: ${result.level ?? "-"}, ${result.score}, ${result.determined}`);
