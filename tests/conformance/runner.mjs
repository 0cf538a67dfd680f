// A second implementation of the evaluation, in plain JavaScript: of what README.md says, with nothing
// shared. It runs every case that has `expect` and a `profile`:  node runner.mjs  -> "N passed, M failed"

import { readdirSync, readFileSync } from "node:fs";

const load = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));
const jsonFiles = (folder) =>
  readdirSync(new URL(folder, import.meta.url)).filter((name) => name.endsWith(".json")).sort();

// --- Exact numbers: fractions {n, d} of BigInts with d > 0, points among them ---

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
const equal = (a, b) => a.n * b.d === b.n * a.d;
const lesser = (a, b) => (less(a, b) ? a : b);
const greater = (a, b) => (less(a, b) ? b : a);
// Over the larger denominator where it is a multiple of the other: long sums stay short.
const plus = (a, b) => (a.d % b.d === 0n ? { n: a.n + b.n * (a.d / b.d), d: a.d } : { n: a.n * b.d + b.n * a.d, d: a.d * b.d });
const minus = (a, b) => plus(a, { n: -b.n, d: b.d });
const zero = { n: 0n, d: 1n };

// What is shown of points: whole thousandths, what is beyond them cut off.
const shownPoints = ({ n, d }) => (n * 1000n) / d;

// The same of a total: what is above a floor is never shown as the floor.
function shownTotal(edition, points) {
  const shown = shownPoints(points);
  const digits = shown * points.d !== points.n * 1000n;
  const onFloor = edition.levels.some(({ floor }) => shownPoints(exact(floor)) === shown);
  return digits && onFloor ? shown + 1n : shown;
}

// --- Overlays: the edition with what is laid over it; cases that have `expect` have no conflicts ---

function laidOver(base, overlays) {
  const edition = { ...structuredClone(base), tables: {} };
  for (const { maxima = {}, tables = {}, evidence = {} } of overlays) {
    for (const [id, { maximum }] of Object.entries(maxima)) edition.nodes[id].maximum = maximum;
    for (const [id, { asks }] of Object.entries(evidence.questions ?? {})) edition.nodes[id].asks = asks;
    edition.evidence.kinds.push(...(evidence.kinds ?? []).map(({ id }) => id));
    for (const { id, counts_as: more } of evidence.kinds ?? []) if (more) edition.evidence.general[id] = more;
    Object.assign(edition.tables, tables);
  }
  checkSums(edition, base);
  return edition;
}

// Maxima sum, but for those of questions under a cap; an error here is a case that should not be.
function checkSums(edition, base) {
  const sum = ({ nodes }, ids) => ids.reduce((total, id) => total + shownPoints(exact(nodes[id].maximum ?? 0)), 0n);
  for (const [id, { maximum, children }] of Object.entries(edition.nodes)) {
    if (maximum === null || children.length === 0) continue;
    const [most, parts] = [shownPoints(exact(maximum)), sum(edition, children)];
    const capped = sum(base, children) > sum(base, [id]);
    const open = children.some((child) => edition.nodes[child].maximum === null);
    if (open || capped ? (open ? parts > most : parts < most) : parts !== most) throw new Error(`${id} does not sum`);
  }
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
  if (has("per cent")) return pointsOfValue(answer["per cent"], node, scale, options);
  if (has("option")) {
    if (answer.option === "none") return nothing;
    if (answer.option === "full") return full;
    const named = scale.options ?? {};
    return Object.hasOwn(named, answer.option) ? exact(named[answer.option]) : null;
  }
  if (answer.not_applicable === true || has("counts")) return null; // no table is for several counts
  if (Object.keys(answer).every((key) => key === "evidence")) return null;
  throw new Error(`an answer of no known form: ${JSON.stringify(answer)}`);
}

// The fewest and the most points of an answer, or null where they are unknown.
function endsOfAnswer(answer, node, scale, options) {
  let forms = [answer, answer];
  if (Object.hasOwn(answer, "units")) {
    const { part, whole, unknown = 0 } = answer.units;
    forms = [part, part + unknown].map((count) => ({ "per cent": { n: 100n * BigInt(count), d: BigInt(whole) } }));
  }
  const points = forms.map((form) => pointsOfAnswer(form, node, scale, options));
  if (points.includes(null)) return null;
  return [points.reduce(lesser), points.reduce(greater)];
}

// The fewest and the most points that are known, by node: [n, n] where they are known outright. The page does not say which of two statements about one
// node counts, nor what a name outside the tree means, so either is an error here and not a guess.
function knownPoints(edition, profile, options) {
  const known = new Map();
  const say = (id, points) => {
    if (!edition.nodes[id]) throw new Error(`no node ${id}`);
    if (known.has(id)) throw new Error(`points and an answer for ${id}`);
    // Digits beyond the maximum of a node are none; where it is not known, bounds() has it from above.
    const { maximum } = edition.nodes[id];
    known.set(id, points && maximum !== null ? points.map((end) => lesser(end, exact(maximum))) : points);
  };
  for (const [id, points] of Object.entries(profile.points ?? {})) say(id, Array(2).fill(exact(points)));
  // The profile's `scales` is an object with `scales` of its own; its tables replace those of overlays whole.
  const table = { ...edition.tables, ...profile.scales?.scales };
  for (const [id, answer] of Object.entries(profile.answers ?? {})) {
    say(id, endsOfAnswer(answer, edition.nodes[id], table[id] ?? {}, options));
  }
  return known;
}

// --- Evidence: what stays known if only backed points count ---

function isBacked({ evidence: { general, attributes, period }, rounds }, { year = null }, node, answer) {
  const documents = answer?.evidence ?? [];
  const asked = new Set(node.asks.flat());
  const own = Object.entries(attributes).filter(([id]) => asked.has(id));
  // The last year that is looked at; a document may have figures of an earlier one.
  const known = period !== null && (year === null || rounds.includes(year));
  const last = known ? period.last : (year ?? Infinity) - 1;
  const has = (document, { signed_by: signer, marked }) => {
    if (marked) return document[marked] === true;
    return signer ? document.signed_by === signer : (document.year ?? Infinity) < last;
  };
  const shown = new Set();
  for (const document of documents) {
    // A kind is a more general one as well, where it is not asked for by its own name.
    const kind = asked.has(document.kind) ? document.kind : (general[document.kind] ?? document.kind);
    shown.add(kind);
    const fitting = [...asked].filter((id) => !(id in attributes));
    if (fitting.length > 0 && !fitting.includes(kind)) continue;
    for (const [id, said] of own) if (has(document, said)) shown.add(id);
  }
  return documents.length > 0 && node.asks.every((group) => group.some((id) => shown.has(id)));
}

function backedOf(edition, profile, known) {
  const kept = new Map();
  // Returns the fewest points of a node, of what is backed.
  const visit = (id, ceilingAbove) => {
    const node = edition.nodes[id];
    const ceiling = node.maximum === null ? ceilingAbove : exact(node.maximum);
    const below = lesser(node.children.reduce((total, child) => plus(total, visit(child, ceiling)), zero), ceiling);
    const points = known.get(id) ?? null;
    if (points === null) return below;
    // Where there is nothing, nothing needs a document.
    let stays = equal(points[1], zero) || (node.children.length > 0 && !less(below, points[0]));
    if (node.rank === "question") stays ||= isBacked(edition, profile, node, profile.answers?.[id]);
    if (!stays) return below;
    kept.set(id, points);
    return points[0];
  };
  visit("total", zero);
  return kept;
}

// The notes on documents, on counting them, and on tables; only these are compared.
const yearsLookedAt = load("beside/published.json").evidence; // by rounds whose edition does not say
const noted = ["count.backed", "scale.before-overlay", "evidence.reused", "evidence.no-date",
  "evidence.no-answer", "evidence.outside-round", "evidence.unknown-kind"];

function notesOf(edition, profile, options) {
  const answers = Object.entries(profile.answers ?? {});
  const documents = answers.flatMap(([id, { evidence = [] }]) => evidence.map((one) => ({ id, ...one })));
  const brought = profile.scales?.scales ?? {};
  const pending = ([, answer]) =>
    ["value", "units"].some((form) => Object.hasOwn(answer, form)) || !["none", "full"].includes(answer.option ?? "none");
  const both = answers.filter(pending).some(([id]) => Object.hasOwn(brought, id) && Object.hasOwn(edition.tables, id));
  const title = ({ kind, title: words, date = null }) =>
    JSON.stringify([kind, words.toLowerCase().trim().split(/\s+/).join(" "), date]);
  const digests = {};
  for (const one of documents) if (one.digest) digests[title(one)] = one.digest;
  const places = {};
  for (const one of documents) {
    (places[one.digest ?? digests[title(one)] ?? title(one)] ??= new Set()).add(`${one.id} ${one.kind}`);
  }
  const { kinds } = edition.evidence;
  const year = profile.year ?? null;
  const own = year === null || edition.rounds.includes(year) ? edition.evidence.period : null;
  const { first, last } = own ?? yearsLookedAt[year] ?? { first: 0, last: year ?? Infinity };
  const years = documents.filter(({ date }) => date !== undefined).map(({ date }) => Number(date.slice(0, 4)));
  return Object.entries({
    "count.backed": options.count === "backed",
    "scale.before-overlay": both,
    "evidence.reused": Object.values(places).some(({ size }) => size > 1),
    "evidence.no-date": years.length < documents.length,
    "evidence.no-answer": answers.some(([, answer]) => Object.keys(answer).join() === "evidence"),
    "evidence.outside-round": years.some((one) => one < first || one > last),
    "evidence.unknown-kind": kinds.length > 0 && documents.some(({ kind }) => !kinds.includes(kind)),
  }).filter(([, told]) => told).map(([id]) => id);
}

// --- Bounds: the fewest and the most points of every node ---

function bounds(edition, known, claimed = known) {
  const found = {};
  const visit = (id, ceilingAbove) => {
    const node = edition.nodes[id];
    // Where the maximum is not known, the nearest known one above is the most a node can have.
    const ceiling = node.maximum === null ? ceilingAbove : exact(node.maximum);
    // Also below known points: cases may ask for any node.
    const children = node.children.map((child) => visit(child, ceiling));
    const points = known.get(id) ?? null;
    if (points !== null) return (found[id] = points);
    if (children.length === 0) return (found[id] = [zero, ceiling]);
    const once = claimed.get(id)?.[1] ?? zero; // what is claimed stays possible
    return (found[id] = [0, 1].map((end) => {
      const sum = children.reduce((total, child) => plus(total, child[end]), zero);
      const most = lesser(sum, ceiling); // the cap: a node never has more than its ceiling
      return end === 1 ? greater(once, most) : most;
    }));
  };
  visit("total", zero);
  return found;
}

// --- Conditions: true, false, or null for unknown ---

const not = (state) => (state === null ? null : !state);

function atLeast(count, states) {
  const met = states.filter((state) => state === true).length;
  const open = states.filter((state) => state === null).length;
  if (met >= count) return true;
  return met + open < count ? false : null;
}

const comparisons = {
  at_least: (figure, bar) => !less(figure, bar),
  at_most: (figure, bar) => !less(bar, figure),
  above: (figure, bar) => less(bar, figure),
  below: (figure, bar) => less(figure, bar),
};

// A comparison of the least and the most that a figure can be; null where there is no figure.
function compared(condition, ends) {
  if (ends === null) return null;
  const key = Object.keys(comparisons).find((name) => Object.hasOwn(condition, name));
  const [least, most] = ends.map((end) => comparisons[key](end, exact(condition[key])));
  return least === most ? least : null;
}

// The readings of every measure, each with its year (null: none).
function readingsOf(profile) {
  const reading = (form) => ({ year: profile.year ?? null, ...(typeof form === "object" ? form : { value: form }) });
  const given = Object.entries(profile.measures ?? {});
  // What was read after the round says nothing of it.
  const inTime = ({ year }) => (year ?? 0) <= (profile.year ?? 9999);
  return Object.fromEntries(given.map(([id, forms]) => [id, [forms].flat().map(reading).filter(inTime)]));
}

// The least and the most a reading can be: counts go before a value.
function endsOfReading({ value, part, whole, unknown = 0 }) {
  if (part === undefined) return [exact(value), exact(value)];
  const percent = (count) => ({ n: 100n * BigInt(count), d: BigInt(whole) });
  return [percent(part), percent(part + unknown)];
}

// Readings of the latest year; no year stands before every year.
function latest(readings) {
  const last = Math.max(...readings.map(({ year }) => year ?? 0));
  return readings.filter(({ year }) => (year ?? 0) === last);
}

function endsOfMeasure(readings) {
  if (readings.length === 0) return null;
  const ends = latest(readings).map(endsOfReading);
  return [
    ends.map(([least]) => least).reduce((a, b) => (less(b, a) ? b : a)),
    ends.map(([, most]) => most).reduce((a, b) => (less(a, b) ? b : a)),
  ];
}

// Each definition is compared in its two latest years; of those that have two, the ones that reach furthest count.
function trend(readings, direction) {
  const pairs = [...new Set(readings.map(({ definition }) => definition))]
    .map((name) => readings.filter(({ year, definition }) => year !== null && definition === name))
    .filter(({ length }) => length > 1)
    .map((own) => own.sort((a, b) => a.year - b.year).slice(-2));
  const last = Math.max(...pairs.map(([, { year }]) => year));
  const states = new Set();
  for (const [first, second] of pairs) {
    if (second.year !== last) continue;
    let [earlier, later] = [endsOfReading(first), endsOfReading(second)];
    if (direction === "falling") [earlier, later] = [later, earlier]; // what falls, rises backwards
    if (less(earlier[1], later[0])) states.add(true);
    else states.add(less(earlier[0], later[1]) ? null : false);
  }
  return states.size === 1 ? [...states][0] : null;
}

function judge(condition, facts) {
  const has = (key) => Object.hasOwn(condition, key);
  const states = (conditions) => conditions.map((one) => judge(one, facts));
  const readings = facts.readings[condition.measure ?? condition.share ?? condition.trend] ?? [];
  if (has("all")) return not(atLeast(1, states(condition.all).map(not)));
  if (has("any")) return atLeast(1, states(condition.any));
  if (has("not")) return not(judge(condition.not, facts));
  if (has("of")) return atLeast(condition.at_least, states(condition.of));
  if (has("nodes")) {
    const ofRank = Object.keys(facts.edition.nodes).filter((id) => facts.edition.nodes[id].rank === condition.nodes);
    const bar = { at_least: condition.reaching };
    return atLeast(condition.at_least, ofRank.map((id) => compared(bar, ratio(id, facts))));
  }
  if (has("trend")) return trend(readings, condition.is);
  if (has("is")) {
    const said = new Set(latest(readings).map(({ value }) => value));
    return said.size === 1 ? said.has(condition.is) : null;
  }
  if (has("points")) return compared(condition, facts.nodes[condition.points]);
  if (has("ratio")) return compared(condition, ratio(condition.ratio, facts));
  if (has("measure") || has("share")) return compared(condition, endsOfMeasure(readings));
  throw new Error(`a condition of no known form: ${JSON.stringify(condition)}`);
}

// The least and the most share of its maximum that a node can have, or null.
function ratio(id, { edition, nodes, ratios }) {
  const { maximum } = edition.nodes[id];
  if (maximum === 0) return null; // no share of nothing
  if (maximum !== null) return nodes[id].map((end) => times(end, { n: exact(maximum).d, d: exact(maximum).n }));
  return Object.hasOwn(ratios, id) ? [exact(ratios[id]), exact(ratios[id])] : null;
}

// --- Levels: from the highest that is sure to the highest that is possible ---

function levelsPossible(edition, [fewest, most], edgePolicy, year, met) {
  const counts = ({ rounds }) => !edition.rounds.includes(year) || rounds.includes(year);
  let [first, last, sure, open] = [0, 0, true, true]; // place 0 stands for no level
  // The edition lists its levels from the lowest floor up; each asks for what those below it ask.
  edition.levels.forEach(({ id, floor, includes_floor }, index) => {
    for (const requirement of edition.requirements) {
      if (requirement.level !== id || !counts(requirement)) continue;
      if (met[requirement.id] !== true) sure = false;
      if (met[requirement.id] === false) open = false;
    }
    const edge = exact(floor);
    const reach = (points) =>
      less(edge, points) || (equal(points, edge) && (includes_floor || edgePolicy === "floor_inclusive"));
    if (sure && reach(fewest)) first = index + 1;
    if (open && reach(most)) last = index + 1;
  });
  return [null, ...edition.levels.map(({ id }) => id)].slice(first, last + 1);
}

// --- A case ---

// The edition that a profile names, or that of its year.
const editionOf = (profile) =>
  Object.hasOwn(profile, "edition")
    ? editions[profile.edition]
    : Object.values(editions).find(({ rounds }) => rounds.includes(profile.year));

function factsOf(profile, options, overlays) {
  const edition = laidOver(editionOf(profile), overlays);
  const claimed = knownPoints(edition, profile, options);
  const backed = backedOf(edition, profile, claimed);
  const nodes = bounds(edition, options.count === "backed" ? backed : claimed, claimed);
  const evidence = { claimed: bounds(edition, claimed).total[0], backed: bounds(edition, backed).total[0] };
  for (const key of Object.keys(evidence)) evidence[key] = shownTotal(edition, evidence[key]);
  return { edition, nodes, evidence, ratios: profile.ratios ?? {}, readings: readingsOf(profile) };
}

function evaluate(profile, options, overlays) {
  const facts = factsOf(profile, options, overlays);
  const { edition, nodes, evidence } = facts;
  const requirements = Object.fromEntries(edition.requirements.map(({ id, when }) => [id, judge(when, facts)]));
  const policy = options.edge_policy ?? edition.edge_policy;
  const levels = levelsPossible(edition, nodes.total, policy, profile.year, requirements);
  const shownOf = (id) => nodes[id].map((end) => (id === "total" ? shownTotal(edition, end) : shownPoints(end)));
  const shownNodes = Object.fromEntries(Object.keys(nodes).map((id) => [id, shownOf(id)]));
  const [level, determined] = [levels[0], levels.length === 1];
  const notes = notesOf(edition, profile, options);
  const range = { score: shownNodes.total[0], score_range: shownNodes.total };
  return { ...range, level, levels_possible: levels, determined, nodes: shownNodes, requirements, evidence, notes };
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
  for (const [id, met] of Object.entries(expected.requirements ?? {})) {
    pairs.push([`requirement ${id}`, met, got.requirements[id]]);
  }
  for (const [key, points] of Object.entries(expected.evidence ?? {})) pairs.push([key, points, got.evidence[key]]);
  if (expected.notes) pairs.push(["notes", noted.filter((id) => expected.notes.includes(id)), got.notes]);
  return pairs
    .filter(([, want, have]) => canonical(want) !== canonical(have))
    .map(([what, want, have]) => `${what}: expected ${shown(want)}, got ${shown(have)}`);
}

const compareHolds = ({ holds }, got) => (holds === got ? [] : [`holds: expected ${holds}, got ${got}`]);

const editions = Object.fromEntries(
  jsonFiles("editions/").map((name) => load(`editions/${name}`)).map((edition) => [edition.id, edition]),
);
let [passed, failed] = [0, 0];
for (const file of jsonFiles("cases/")) {
  for (const { id, profile, overlays = [], condition, options = {}, expect } of load(`cases/${file}`)) {
    if (!expect) continue; // a profile to be refused
    if (!profile) {
      console.log(`${id}: skipped, its text would need a YAML reader`);
      continue;
    }
    let differences;
    try {
      differences = condition
        ? compareHolds(expect, judge(condition, factsOf(profile, options, overlays)))
        : compare(expect, evaluate(profile, options, overlays));
    } catch (error) {
      differences = [`expected ${shown(expect)}, got the error "${error.message}"`];
    }
    if (differences.length > 0) failed += 1;
    else passed += 1;
    for (const difference of differences) console.log(`${id}: ${difference}`);
  }
}

// --- Beside single evaluations: published drops, several rounds, a province, tables of units, cases, a forum ---

const { drops, years } = load("beside/published.json");
const stages = ["self", "administrative", "field", "final"];
const same = (one, other) => canonical(one) === canonical(other);
const policyOf = (profile) => editionOf(profile).edge_policy;

function outlookOf(profile) {
  const facts = factsOf(profile, {}, []);
  const { edition, nodes } = facts;
  const met = Object.fromEntries(edition.requirements.map(({ id, when }) => [id, judge(when, facts)]));
  const pairs = (drops[profile.stage] ?? []).map((drop) => {
    const left = nodes.total.map((end) => greater(minus(end, exact(drop)), zero));
    const levels = levelsPossible(edition, left, policyOf(profile), profile.year, met);
    return { drop, score_range: left.map((end) => shownTotal(edition, end)), levels_possible: levels };
  });
  return { n: pairs.length, pairs };
}

function historyOf({ published, profiles }) {
  const round = ({ year }) => years[year];
  const order = [...profiles].sort(
    (a, b) => round(a) - round(b) || stages.indexOf(a.stage) - stages.indexOf(b.stage),
  );
  const printed = new Map(published.map((one) => [round(one), one]));
  const last = new Map(order.map((one) => [round(one), one]));
  const told = [...printed.keys(), ...last.keys()];
  const rounds = [];
  for (let year = Math.min(...told); year <= Math.max(...told); year += 1) {
    if (years[year] === null) rounds.push({ year, round: year, state: "no_round", levels: [] });
    if (years[year] !== year) continue; // none was held, or it is known by a later year
    const found = [...new Set(printed.get(year)?.levels ?? [])];
    const written = { year: (printed.get(year) ?? last.get(year) ?? { year }).year, round: year };
    if (found.length > 0) rounds.push({ ...written, state: found.length > 1 ? "conflict" : "known", levels: found });
    else if (!last.has(year)) rounds.push({ ...written, state: "unknown", levels: [] });
    else {
      const { levels_possible: levels } = evaluate(last.get(year), {}, []);
      rounds.push({ ...written, state: levels.length > 1 ? "open" : "known", levels });
    }
  }
  const changes = order.slice(1).map((after, index) => {
    const before = order[index];
    const [old, now] = [before, after].map((one) => evaluate(one, {}, []));
    // The old points under the new edition tell what the edition did and what the points did.
    const carried = levelsPossible(editionOf(after), old.score_range.map((n) => ({ n, d: 1000n })), policyOf(after), after.year, {});
    const causes = { edition: [old.levels_possible, carried], points: [carried, now.levels_possible] };
    const reasons = Object.keys(causes).filter((name) => !same(...causes[name]));
    const levels = [old.levels_possible, now.levels_possible];
    const inOne = round(before) === round(after);
    const stage = before.stage === after.stage;
    return { verification: inOne && !stage, again: inOne && stage, levels, reasons };
  });
  return { rounds, changes };
}

function provinceOf({ results, regions }) {
  const without = regions.filter((name) => Object.hasOwn(results, name) && results[name] === null);
  const unknown = regions.filter((name) => !Object.hasOwn(results, name));
  const provila = without.length > 0 ? false : unknown.length > 0 ? null : true;
  return { provila, deciding: [without, unknown, regions].find((names) => names.length > 0) };
}

// What a cell of a table of units says; null is unknown.
const unitRules = load("beside/unit-rules.json");
const words = {
  yes: ["ya", "ada", "sudah", "yes", "true", "1"],
  no: ["tidak", "belum", "tidak ada", "no", "false", "0"],
  unknown: ["", "?", "belum diketahui", "tidak diketahui", "unknown"],
};

function factOf(kind, cell) {
  const text = String(cell ?? "").trim().toLowerCase();
  if (words.unknown.includes(text)) return null;
  if (kind !== "yes_no") return Number(text.replace("%", ""));
  if (![...words.yes, ...words.no].includes(text)) throw new Error(`neither yes nor no: ${text}`);
  return words.yes.includes(text);
}

// Conditions on a unit are those on a region, whose readings are the facts that are known.
function readingsOfUnit(row) {
  const facts = Object.entries(unitRules.facts).map(([id, kind]) => [id, factOf(kind, row[id])]);
  return readingsOf({ measures: Object.fromEntries(facts.filter(([, fact]) => fact !== null)) });
}

// What a unit is: as its row says it, else by its code, else by the first word of its name.
function kindOfUnit({ id, name, kind }) {
  if (kind) return unitRules.words[kind.trim().toLowerCase()];
  const digits = id.replaceAll(".", "");
  if (/^[0-9]{6}$/.test(digits)) return "kecamatan";
  const [first] = name.toLowerCase().split(" ");
  return unitRules.first_words.includes(first) ? unitRules.words[first] : unitRules.seventh[digits[6]];
}

function rollupOf(rows) {
  const units = rows.map((row) => ({ kind: kindOfUnit(row), readings: readingsOfUnit(row) }));
  const count = ([id, { of, when }]) => {
    const states = units.filter(({ kind }) => unitRules.scopes[of].includes(kind)).map((unit) => judge(when, unit));
    const many = (state) => states.filter((one) => one === state).length;
    return [id, { part: many(true), whole: states.length, unknown: many(null) }];
  };
  const counts = Object.entries(unitRules.questions).map(count);
  const { nodes } = editions[unitRules.edition];
  const gives = (id) => nodes[id].answer === "percentage" && nodes[id].maximum > 0;
  const answers = counts.filter(([id, { whole }]) => gives(id) && whole > 0).map(([id]) => id);
  return { expect: Object.fromEntries(counts), answers };
}

// Handling of cases: times are { first, last } in seconds of one clock, as whole numbers of so many parts of one
// (`parts`), with how far ahead the clock is that they were written by (`own`, in seconds), and what of them is
// known: the instant, or no more than the day, the month or the year. States of a case from the gravest.
const settingsOf = load("beside/handling-settings.json");
const hours = { WIB: 7, WITA: 8, WIT: 9 };
const amounts = { minutes: 60, hours: 3600, days: 86_400 };
const digits = 24; // of a second; no case has more
const parts = 10n ** BigInt(digits);
const caseStates = ["out_of_order", "overdue", "late", "unknown", "open", "on_time", "no_limit"];
const kindsOfWrong = ["late", "overdue", "out_of_order"];
const caseEvents = ["reported", "risk_identified", "assessed", "plan_made", "served", "referred", "monitored", "closed"];
const said = new Map([["ya", true], ["tidak", false], ["?", null]]);
const classes = {
  risk: ["high", "medium", "low"],
  channel: ["national_line", "uptd_ppa", "patbm", "school_team", "teacher", "parents", "police"],
};
const all = (states) => not(atLeast(1, states.map(not)));
const any = (states) => atLeast(1, states);
const dayOf = (text) => Date.parse(`${text}T00:00:00Z`) / 1000 / amounts.days;
const floorOf = (time) => time - (((time % parts) + parts) % parts);
const isExact = ({ first, last, known }) => known === "instant" && first === last;
const isVague = ({ known }) => known === "month" || known === "year";
const wholeOf = (time) => ({ ...time, first: floorOf(time.first), last: floorOf(time.last) });
// Two instants are compared with all their digits; where one of two is none, both by whole seconds.
const wholes = (times) => (times.every(isExact) ? times : times.map(wholeOf));

function aheadOf(zone) {
  if (/^(Z|UTC|GMT)$/i.test(zone)) return 0;
  if (zone in hours) return hours[zone] * amounts.hours;
  const [, sign, hour, minute = 0] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone);
  return Number(`${sign}1`) * (Number(hour) * amounts.hours + Number(minute) * amounts.minutes);
}

function timeOf(text, zone) {
  const form = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[Tt ](\d\d)[:.](\d\d)(?:[:.](\d\d)(?:[.,](\d+))?)?)?)?)? ?([A-Za-z]+|[+-]\d.*)?$/;
  const [, year, month, day, hour, minute, second = 0, part = "", name = zone] = form.exec(text);
  const own = aheadOf(name);
  const at = (...date) => BigInt(Date.UTC(...date) / 1000 - own) * parts;
  const first = at(Number(year), Number(month ?? 1) - 1, Number(day ?? 1));
  if (hour === undefined) {
    const known = day ? "day" : month ? "month" : "year";
    const after = day ? first + BigInt(amounts.days) * parts : at(Number(year), month ? Number(month) : 12, 1);
    return { first, last: after - parts, own, known };
  }
  const clock = Number(hour) * amounts.hours + Number(minute) * amounts.minutes + Number(second);
  const then = first + BigInt(clock) * parts + BigInt(part.padEnd(digits, "0"));
  return { first: then, last: then, own, known: "instant" };
}

// The numbers of the first and of the last day of a time: of an instant in a zone, else in its own.
function daysIn(zone, time) {
  const ahead = time.known === "instant" ? hours[zone] * amounts.hours : time.own;
  const dayAt = (end) => Math.floor((Number(floorOf(end) / parts) + ahead) / amounts.days);
  return [dayAt(time.first), dayAt(isVague(time) ? time.last : time.first)];
}

function workingDays(start, end, { working_week: week = [1, 2, 3, 4, 5], holidays = [] }) {
  const free = new Set(holidays.map(dayOf));
  let count = 0;
  for (let day = start + 1; day <= end; day += 1) {
    const weekday = new Date(day * amounts.days * 1000).getUTCDay() || 7; // Sunday is the last
    if (week.includes(weekday) && !free.has(day)) count += 1;
  }
  return count;
}

// What is said of each event by a moment: nothing is left of what is only said for later.
function eventsBy(now, { events, zone: own }) {
  const found = {};
  for (const { event, time, zone = own } of events) {
    const cell = time || "ya";
    const one = said.has(cell) ? { took: said.get(cell) } : { took: true, at: timeOf(cell, zone) };
    found[event] ??= [];
    if (one.at) {
      const { first } = isExact(now) ? one.at : wholeOf(one.at); // of no instant up to the end of its second
      if (first > now.last) continue;
      const over = wholeOf(now).last;
      if (!isExact(one.at) && one.at.last > over) one.at.last = over;
    }
    found[event].push(one);
  }
  return found;
}

function tookPlace(name, events, { events: steps, optional = [] }) {
  if (events[name]) return any(events[name].map(({ took }) => took));
  if (!steps.includes(name) || optional.includes(name)) return false;
  const later = steps.slice(steps.indexOf(name) + 1).flatMap((step) => events[step] ?? []);
  return later.some(({ took }) => took) ? null : false;
}

// When it was: the first time, of closings the last; null where one of them has no time. Of several it lies
// between the least of their ends, of closings the greatest; the zone is that of the one that begins then.
function whenWas(name, events) {
  const times = (events[name] ?? []).filter(({ took }) => took).map(({ at }) => at ?? null);
  if (times.length === 0 || times.includes(null)) return null;
  const sign = name === "closed" ? -1 : 1;
  const compare = (a, b) => sign * (a < b ? -1 : a > b ? 1 : 0);
  const [one] = [...times].sort((a, b) => compare(a.first, b.first) || compare(a.last, b.last));
  const [other] = [...times].sort((a, b) => compare(a.last, b.last) || compare(a.first, b.first));
  const known = isVague(other) && other.last !== one.last ? other.known : one.known;
  return { ...one, last: other.last, known };
}

// The first and the last day that an event can have.
function daysOf(name, events, zone) {
  const when = whenWas(name, events);
  if (!isVague(when)) return daysIn(zone, when);
  const every = events[name].filter(({ took }) => took).map(({ at }) => daysIn(zone, at));
  const outmost = name === "closed" ? Math.max : Math.min;
  return [0, 1].map((end) => outmost(...every.map((ends) => ends[end])));
}

// Whether one time is after another. Of one day nobody said that two are not in order; of a month nobody knows.
function isLater(...times) {
  const [one, other] = wholes(times);
  if (one.first > other.last) return true;
  return times.some(isVague) && one.last > other.first ? null : false;
}

function caseOf(row, settings, now) {
  const { order, limits } = settings;
  const events = eventsBy(now, row);
  if (events.reported?.length === 0) return null; // reported later
  const took = (name) => tookPlace(name, events, order);
  const when = (name) => whenWas(name, events);
  const readings = {};
  for (const name of caseEvents) if (took(name) !== null) readings[name] = [{ value: took(name) }];
  for (const [kind, known] of Object.entries(classes)) {
    if (!known.includes(row[kind])) continue;
    for (const name of known) readings[`${kind}_${name}`] = [{ value: name === row[kind] }];
  }

  const between = (from, end, days, within) => {
    const [[unit, amount]] = Object.entries(within);
    const [start, stop] = wholes([when(from), end]);
    const most = BigInt(Math.round(amount * (amounts[unit] ?? 0))) * parts;
    let [least, longest] = [stop.first - start.last > most, stop.last - start.first > most];
    if (unit === "working_days") {
      const [first, last] = daysOf(from, events, settings.zone);
      [least, longest] = [[last, days[0]], [first, days[1]]].map((ends) => workingDays(...ends, settings) > amount);
    }
    return least === longest ? least : null;
  };
  const beyond = ({ from, to, within }) => {
    const [start, end] = [when(from), when(to)];
    if (start === null) return null;
    if (took(to) && end !== null) {
      const [one, other] = wholes([start, end]);
      return other.last < one.first ? null : between(from, end, daysOf(to, events, settings.zone), within);
    }
    const today = daysIn(settings.zone, { ...now, first: now.last, known: "instant" });
    const soFar = between(from, now, today, within);
    return took(to) === false || soFar === false ? soFar : null; // else it was done by now, or at once
  };

  const wrong = { late: [], overdue: [], out_of_order: [] };
  const rules = {};
  for (const limit of limits) {
    const applies = all([limit.when ? judge(limit.when, { readings }) : true, took(limit.from)]);
    const passed = all([applies, beyond(limit)]);
    wrong.late.push(all([passed, took(limit.to)]));
    wrong.overdue.push(all([passed, not(took(limit.to))]));
    const [gone, kept] = took(limit.to) ? ["late", "on_time"] : ["overdue", "open"];
    if (applies !== false) rules[limit.id] = passed === null ? "unknown" : passed ? gone : kept;
  }
  order.events.forEach((before, index) => {
    for (const after of order.events.slice(index + 1)) {
      const [one, other] = [when(before), when(after)];
      const later = one && other ? isLater(one, other) : null;
      const isOptional = (order.optional ?? []).includes(before);
      const lacks = isOptional ? all([took(before), later]) : any([not(took(before)), later]);
      wrong.out_of_order.push(all([took(after), lacks]));
    }
  });

  const none = !caseEvents.some(took); // nothing is known of it
  const states = Object.fromEntries(kindsOfWrong.map((kind) => [kind, none ? null : any(wrong[kind])]));
  const has = new Set([...Object.values(rules), "no_limit"]);
  if (states.out_of_order) has.add("out_of_order");
  if (Object.values(states).includes(null)) has.add("unknown");
  return { state: caseStates.find((state) => has.has(state)), rules, wrong: states };
}

function handlingOf({ settings: name, incidents, as_of: moment }) {
  const settings = settingsOf[name];
  const until = timeOf(moment, settings.zone);
  const now = isExact(until) ? until : { ...until, first: until.last, known: "second" };
  const judged = incidents.map((row) => [row.id, caseOf(row, settings, now)]).filter(([, one]) => one);
  const cases = judged.map(([, one]) => one);
  const readings = {};
  for (const kind of cases.length > 0 ? [...kindsOfWrong, "not_in_order"] : []) {
    const own = cases.map(({ wrong }) => (kind === "not_in_order" ? any(Object.values(wrong)) : wrong[kind]));
    const [part, unknown] = [true, null].map((state) => own.filter((one) => one === state).length);
    readings[kind] = [{ value: part }, { value: part + unknown }];
    readings[`${kind}_share`] = [{ part, unknown, whole: cases.length }];
  }
  const states = settings.review.map(({ when }) => judge(when, { readings }));
  const reasons = settings.review.filter((_, index) => states[index]).map(({ id }) => id);
  const may = cases.length === 0 || states.includes(null);
  const counts = caseStates.map((state) => [state, cases.filter((one) => one.state === state).length]);
  return {
    cases: Object.fromEntries(judged.map(([id, { state, rules }]) => [id, { state, rules }])),
    outcome: reasons.length > 0 ? "review" : may ? "unknown" : "adequate",
    reasons,
    counts: Object.fromEntries(counts.filter(([, many]) => many > 0)),
  };
}

// Records of a children's forum: what stands behind a question has its kind or its role.
const forumRules = load("beside/forum-rules.json");
const namesIn = (when) => (when.measure ? [when.measure] : Object.values(when).flat().flatMap(namesIn));

function wordOf(cell, known) {
  const text = String(cell ?? "").trim().toLowerCase().split(/\s+/).join(" ");
  if (words.unknown.includes(text)) return null;
  if (!known) return text;
  return Object.keys(known).find((name) => [name, ...known[name]].includes(text));
}

function forumOf(rows) {
  const { kinds, roles, questions, general } = forumRules;
  const records = rows.map(({ id, kind, role, document }) => ({
    id: String(id).trim(),
    names: [wordOf(kind, kinds), wordOf(role, roles)],
    document: wordOf(document),
  }));
  const told = Object.entries(questions).map(([question, { when, also, asks }]) => {
    const asked = namesIn(when);
    const behind = records.filter(({ names }) => names.some((name) => [...asked, ...also].includes(name)));
    const shown = behind.filter(({ document }) => document !== null);
    const many = (name) => shown.filter(({ names }) => names.includes(name)).length;
    const readings = Object.fromEntries(asked.map((name) => [name, [{ value: many(name) }]]));
    const named = shown.filter(({ names }) => names.some((name) => asked.includes(name)));
    const as = (kind) => (asks.flat().includes(kind) ? kind : general[kind]);
    const documents = asks.filter((group) => !named.some(({ document }) => group.includes(as(document))));
    // What a question asks for besides, such as a matrix, no record stands for.
    const full = judge(when, { readings }) && (documents.length === 0 || documents.length < asks.length);
    const state = full ? "documented" : behind.length > 0 ? "partly" : "nothing";
    const lacking = Object.keys({ ...kinds, ...roles }).filter((name) => asked.includes(name) && many(name) === 0);
    const undocumented = behind.filter((one) => !shown.includes(one)).map(({ id }) => id);
    return [question, { state, lacking, undocumented, documents }];
  });
  const suggested = told.filter(([, { state }]) => state === "documented").map(([question]) => question);
  return { expect: Object.fromEntries(told), suggested };
}

const besides = [
  ["outlook", ({ profile }) => outlookOf(profile), ({ outlook }) => outlook],
  ["history", ({ history }) => historyOf(history), ({ expect }) => expect],
  ["province", ({ province }) => provinceOf(province), ({ expect }) => expect],
  ["rollup", ({ rollup }) => rollupOf(rollup), ({ expect, answers }) => ({ expect, answers })],
  ["forum", ({ forum }) => forumOf(forum), ({ expect, suggested }) => ({ expect, suggested })],
  ["handling", ({ handling }) => handlingOf(handling), ({ expect }) => expect],
];
for (const [name, reckon, wanted] of besides) {
  for (const one of load(`beside/${name}.json`)) {
    if (same(reckon(one), wanted(one))) passed += 1;
    else {
      failed += 1;
      console.log(`${one.id}: expected ${shown(wanted(one))}, got ${shown(reckon(one))}`);
    }
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
