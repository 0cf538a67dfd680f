// A second implementation of the evaluation, in plain JavaScript, written from README.md alone.
// It runs every case that has `expect` and a `profile`:  node runner.mjs  -> "N passed, M failed"

import { readdirSync, readFileSync } from "node:fs";

const load = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));
const jsonFiles = (folder) =>
  readdirSync(new URL(folder, import.meta.url)).filter((name) => name.endsWith(".json")).sort();

// --- Exact numbers: fractions {n, d} of BigInts with d > 0; points are BigInts of thousandths ---

// JSON.parse gives doubles, but the shortest form of a double is the decimal that was written (up to
// 15 significant digits, always). Tiny and huge numbers come in exponent form, such as 5e-7.
function exact(number) {
  const match = typeof number === "number" && /^(-?\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(number));
  if (!match) throw new Error(`not a number: ${JSON.stringify(number)}`);
  const [, whole, decimals = "", exponent = "0"] = match;
  const sign = whole.startsWith("-") ? -1n : 1n; // kept apart from the digits, for -0.5
  const digits = sign * BigInt(whole.replace("-", "") + decimals);
  const shift = Number(exponent) - decimals.length;
  return shift < 0 ? { n: digits, d: 10n ** BigInt(-shift) } : { n: digits * 10n ** BigInt(shift), d: 1n };
}

const times = (a, b) => ({ n: a.n * b.n, d: a.d * b.d });
const less = (a, b) => a.n * b.d < b.n * a.d;

// A fraction in thousandths, ties to the even one.
function thousandths({ n, d }) {
  const scaled = n * 1000n;
  let low = scaled / d;
  if (scaled < low * d) low -= 1n; // BigInt division goes towards zero, this goes down
  const twice = 2n * (scaled - low * d);
  return twice > d || (twice === d && low % 2n !== 0n) ? low + 1n : low;
}

// --- Points of an answer: a fraction, or null where they are unknown ---

function pointsOfValue(value, node, scale, options) {
  if (scale.bands) {
    // A band holds its `from` and not its `to`; only the last holds both, or is open above.
    const band = scale.bands.find(({ from, to }, index) => {
      const last = index === scale.bands.length - 1;
      if (less(value, exact(from))) return false;
      if (to === undefined) return last;
      return less(value, exact(to)) || (last && !less(exact(to), value));
    });
    return band ? exact(band.points) : null;
  }
  if (options.assume !== "proportional" || node.answer !== "percentage") return null; // counts: never
  const { n, d } = less(value, exact(100)) ? times(value, exact(0.01)) : exact(1);
  return times(node.direction === "negative" ? { n: d - n, d } : { n, d }, exact(node.maximum));
}

function pointsOfAnswer(answer, node, scale, options) {
  const has = (form) => Object.hasOwn(answer, form);
  const full = exact(node.maximum);
  const nothing = exact(0);
  if (has("points")) return exact(answer.points);
  if (has("fraction")) return times(exact(answer.fraction), full);
  if (has("holds")) return answer.holds === (node.direction !== "negative") ? full : nothing;
  if (has("value")) return pointsOfValue(exact(answer.value), node, scale, options);
  if (has("option")) {
    if (answer.option === "none") return nothing;
    if (answer.option === "full") return full;
    const named = scale.options ?? {};
    return Object.hasOwn(named, answer.option) ? exact(named[answer.option]) : null;
  }
  if (answer.not_applicable === true) return null;
  if (Object.keys(answer).every((key) => key === "evidence")) return null;
  throw new Error(`an answer of no known form: ${JSON.stringify(answer)}`);
}

// All known points of a profile, by node. The page does not say which of two statements about one
// node counts, nor what a name outside the tree means, so either is an error here and not a guess.
function knownPoints(edition, profile, options) {
  const known = new Map();
  const say = (id, points) => {
    if (!edition.nodes[id]) throw new Error(`no node ${id}`);
    if (known.has(id)) throw new Error(`points and an answer for ${id}`);
    known.set(id, points === null ? null : thousandths(points));
  };
  for (const [id, points] of Object.entries(profile.points ?? {})) say(id, exact(points));
  const table = profile.scales?.scales ?? {}; // the profile's `scales` is a table with `scales` of its own
  for (const [id, answer] of Object.entries(profile.answers ?? {})) {
    say(id, pointsOfAnswer(answer, edition.nodes[id], table[id] ?? {}, options));
  }
  return known;
}

// --- Bounds: the fewest and the most points of every node, in thousandths ---

function bounds(edition, known) {
  const found = {};
  const visit = (id) => {
    const node = edition.nodes[id];
    const maximum = thousandths(exact(node.maximum));
    const children = node.children.map(visit); // also below known points: cases may ask for any node
    const points = known.get(id) ?? null;
    if (points !== null) return (found[id] = [points, points]);
    if (children.length === 0) return (found[id] = [0n, maximum]);
    return (found[id] = [0, 1].map((end) => {
      const sum = children.reduce((total, child) => total + child[end], 0n);
      return sum < maximum ? sum : maximum; // the cap: a node never has more than its own maximum
    }));
  };
  visit("total");
  return found;
}

// --- Levels: those from that of the fewest to that of the most points ---

function levelsPossible(edition, [fewest, most], edgePolicy) {
  // Index 0 stands for no level; the edition lists its levels from the lowest floor up.
  const ladder = [null, ...edition.levels.map((level) => level.id)];
  const indexOf = (points) =>
    1 + edition.levels.findLastIndex(({ floor, includes_floor }) => {
      const edge = thousandths(exact(floor));
      return points > edge || (points === edge && (includes_floor || edgePolicy === "floor_inclusive"));
    });
  return ladder.slice(indexOf(fewest), indexOf(most) + 1);
}

// --- A case ---

function evaluate(edition, profile, options) {
  const nodes = bounds(edition, knownPoints(edition, profile, options));
  const levels = levelsPossible(edition, nodes.total, options.edge_policy ?? edition.edge_policy);
  const [score, level, determined] = [nodes.total[0], levels[0], levels.length === 1];
  return { score, score_range: nodes.total, level, levels_possible: levels, determined, nodes };
}

// One text for equal values: numbers as whole thousandths, so that 51 and 51000n are the same. An
// expected number that is no multiple of 0.001 can equal nothing, and is left as it is.
function canonical(value) {
  return JSON.stringify(value, (_, item) => {
    if (typeof item === "bigint") return `${item}/1000`;
    if (typeof item !== "number") return item;
    const { n, d } = exact(item);
    return (n * 1000n) % d === 0n ? `${(n * 1000n) / d}/1000` : item;
  });
}

const shown = (value) =>
  JSON.stringify(value, (_, item) => (typeof item === "bigint" ? Number(item) / 1000 : item));

// The differences between what was expected and what came out, one line each.
function compare(expected, got) {
  const keys = ["score", "score_range", "level", "levels_possible", "determined"];
  const pairs = keys.map((key) => [key, expected[key], got[key]]);
  for (const [id, range] of Object.entries(expected.nodes ?? {})) pairs.push([`node ${id}`, range, got.nodes[id]]);
  return pairs
    .filter(([, want, have]) => canonical(want) !== canonical(have))
    .map(([what, want, have]) => `${what}: expected ${shown(want)}, got ${shown(have)}`);
}

const editions = Object.fromEntries(
  jsonFiles("editions/").map((name) => load(`editions/${name}`)).map((edition) => [edition.id, edition]),
);
let [passed, failed] = [0, 0];
for (const file of jsonFiles("cases/")) {
  for (const { id, profile, options = {}, expect } of load(`cases/${file}`)) {
    if (!expect) continue; // a profile to be refused
    if (!profile) {
      console.log(`${id}: skipped, its text would need a YAML reader`);
      continue;
    }
    let differences;
    try {
      differences = compare(expect, evaluate(editions[profile.edition], profile, options));
    } catch (error) {
      differences = [`expected ${shown(expect)}, got the error "${error.message}"`];
    }
    if (differences.length > 0) failed += 1;
    else passed += 1;
    for (const difference of differences) console.log(`${id}: ${difference}`);
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
