"""What must come of a profile, reckoned with fractions and without the library.

The rule files are read with another reader, so that the corpus can find a fault of the library.
"""

import copy
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
RULES = HERE.parents[1] / "rules"
Case = dict[str, Any]
Ends = tuple[Fraction, Fraction]
_ROUNDS: Case = yaml.safe_load((RULES / "rounds.yaml").read_text("utf-8"))
ROUNDS: list[Case] = _ROUNDS["rounds"]
LATER: Case = _ROUNDS["later"]

# -- the editions, read without the library --------------------------------------------------------


class Edition:
    """One edition as plain JSON, and what is looked up in it all the time."""

    def __init__(self, plain: Case) -> None:
        self.plain = plain
        self.id: str = plain["id"]
        self.nodes: Case = plain["nodes"]
        self.requirements: list[Case] = plain["requirements"]
        self.tables: Case = plain.get("tables", {})  # of overlays
        self.clusters: list[str] = self.nodes["total"]["children"]
        self.leaves = [name for name, one in self.nodes.items() if not one["children"]]
        self.indicators = [name for name, one in self.nodes.items() if one["rank"] == "indicator"]
        # The most a node can have: its maximum, or that of the nearest node above that has one.
        self.most: dict[str, Fraction] = {}
        self._descend("total", Fraction(0))

    def _descend(self, name: str, above: Fraction) -> None:
        maximum = self.nodes[name]["maximum"]
        self.most[name] = above if maximum is None else exact(maximum)
        for child in self.nodes[name]["children"]:
            self._descend(child, self.most[name])

    def binds(self, requirement: Case, year: int | None) -> bool:
        """Tell whether a requirement counts in a round, or for a profile of no round of these."""
        return year not in self.plain["rounds"] or year in requirement["rounds"]

    @property
    def year(self) -> int:
        """The first round in which all requirements count."""
        rounds: list[int] = self.plain["rounds"]
        return next(y for y in rounds if all(self.binds(one, y) for one in self.requirements))


def load(path: Path) -> Case:
    text = path.read_text(encoding="utf-8")
    loaded: Case = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - builds text, nothing else
    return loaded


def edition_of(folder: Path) -> Edition:
    """Return the tree, the levels and what they ask for."""
    rule = load(folder / "edition.yaml")
    files = {
        load(path)["id"]: load(path) for path in sorted((folder / "indicators").glob("*.yaml"))
    }
    more, proof = optional(folder / "requirements.yaml"), optional(folder / "evidence.yaml")
    nodes: Case = {"total": node("total", rule, [cluster["id"] for cluster in rule["clusters"]])}
    for cluster in rule["clusters"]:
        nodes[cluster["id"]] = node("cluster", cluster, cluster["indicators"])
        for indicator_id in cluster["indicators"]:
            indicator = files[indicator_id]
            questions = indicator.get("questions", [])
            nodes[indicator_id] = node("indicator", indicator, [q["id"] for q in questions])
            for question in questions:
                nodes[question["id"]] = node("question", question, []) | {
                    "answer": question.get("answer", "graded"),
                    "direction": question.get("direction", "positive"),
                    "asks": asks(proof, question),
                }
    rounds = [int(year) for year in rule["rounds"]]
    plain = {
        "id": rule["id"],
        "rounds": rounds,
        "levels": [
            {
                "id": level["id"],
                "floor": number(level["floor"]),
                "includes_floor": level.get("includes_floor") == "true",
                "whole_floor": number(level["whole_floor"]),
            }
            for level in rule["levels"]
        ],
        "edge_policy": rule["edge_policy"]["policy"],
        "stages": [stage["id"] for stage in rule["stages"]],
        "evidence": {
            "kinds": [one["id"] for one in proof.get("kinds", [])],
            "general": {
                one["id"]: one["counts_as"] for one in proof.get("kinds", []) if "counts_as" in one
            },
            "attributes": {
                one["id"]: {"signed_by": one.get("signed_by"), "marked": one.get("marked")}
                for one in proof.get("attributes", [])
            },
            "period": {key: int(proof["period"][key]) for key in ("first", "last")}
            if "period" in proof
            else None,
        },
        "measures": [{"id": one["id"], "kind": one["kind"]} for one in more.get("measures", [])],
        "requirements": [
            {
                "id": one["id"],
                "level": one["level"],
                "rounds": [int(year) for year in one.get("rounds", rounds)],
                "when": condition(one["when"]),
            }
            for one in more.get("requirements", [])
        ],
        "nodes": nodes,
    }
    return Edition(plain)


def optional(path: Path) -> Case:
    return load(path) if path.exists() else {}


def asks(proof: Case, question: Case) -> list[list[str]]:
    """Return the groups of documents that a question asks for: its own, else those of its kind."""
    of_kind = proof.get("by_kind", {}).get(question["kind"], {"asks": []})
    found: list[list[str]] = proof.get("questions", {}).get(question["id"], of_kind)["asks"]
    return found


def node(rank: str, rule: Case, children: list[str]) -> Case:
    maximum = None if rule["maximum"] == "null" else number(rule["maximum"])
    return {"rank": rank, "maximum": maximum, "children": children}


COMPARATORS = ("at_least", "at_most", "above", "below")


def condition(rule: Case) -> Case:
    """Return a condition with its numbers and truths as such; all that was read is text."""
    plain: Case = {}
    for key, value in rule.items():
        if isinstance(value, list):
            plain[key] = [condition(part) for part in value]
        elif isinstance(value, dict):
            plain[key] = condition(value)
        elif key in (*COMPARATORS, "reaching"):
            plain[key] = number(value)
        else:
            plain[key] = {"true": True, "false": False}.get(value, value)
    return plain


def number(value: str | Fraction) -> int | float:
    exact = Fraction(value)
    return int(exact) if exact.denominator == 1 else float(exact)


def exact(value: float) -> Fraction:
    return Fraction(Decimal(repr(value)))


EDITIONS = {
    one.id: one
    for one in (edition_of(path.parent) for path in sorted(RULES.glob("*/edition.yaml")))
}
E2011, E2019, E2022, E2024 = (EDITIONS[f"kla-{year}"] for year in (2011, 2019, 2022, 2024))

# -- overlays ----------------------------------------------------------------------------------------


def laid(edition: Edition, overlays: Sequence[Case]) -> Edition:
    """Return an edition under overlays."""
    if not overlays:
        return edition
    plain = copy.deepcopy(edition.plain)
    plain["tables"] = {}
    for one in overlays:
        plain["tables"] |= one.get("tables", {})
        plain["measures"] += [{"id": m["id"], "kind": m["kind"]} for m in one.get("measures", [])]
        for name, said in one.get("maxima", {}).items():
            plain["nodes"][name]["maximum"] = said["maximum"]
        proof = one.get("evidence", {})
        plain["evidence"]["kinds"] += [kind["id"] for kind in proof.get("kinds", [])]
        plain["evidence"]["general"] |= {
            kind["id"]: kind["counts_as"] for kind in proof.get("kinds", []) if "counts_as" in kind
        }
        for name, said in proof.get("questions", {}).items():
            plain["nodes"][name]["asks"] = said["asks"]
    return Edition(plain)


def unsound(edition: Edition, base: Edition) -> list[str]:
    """Return the nodes that are not what their parts sum to; the base says which have a cap."""

    def parts(of: Edition, name: str) -> Fraction:
        one = of.nodes[name]
        below = sum((least(of, child) for child in one["children"]), Fraction(0))
        known = all(of.nodes[child]["maximum"] is not None for child in one["children"])
        # Where a part is not known, it fills the whole up.
        return below if known else max(below, of.most[name])

    def least(of: Edition, name: str) -> Fraction:
        maximum = of.nodes[name]["maximum"]
        below = sum((least(of, child) for child in of.nodes[name]["children"]), Fraction(0))
        return below if maximum is None else exact(maximum)

    def sound(name: str) -> bool:
        total, most = parts(edition, name), edition.most[name]
        if edition.nodes[name]["maximum"] is None:
            return total <= most
        return total == most or (parts(base, name) > base.most[name] and total > most)

    inner = [name for name, one in edition.nodes.items() if one["children"]]
    return [name for name in inner if not sound(name)]


# -- the reckoning: points ---------------------------------------------------------------------------


def half_even(value: Fraction) -> Fraction:
    """Round to three decimals, ties to the even thousandth."""
    return Fraction(round(value * 1000), 1000)


def cut(value: Fraction) -> Fraction:
    """Return what is shown of points: three decimals, what is beyond them cut off."""
    return Fraction(value * 1000 // 1, 1000)


def cut_total(edition: "Edition", value: Fraction) -> Fraction:
    """Return what is shown of a total: what is above a floor is never shown as the floor."""
    shown = cut(value)
    floors = [exact(level["floor"]) for level in edition.plain["levels"]]
    return shown + Fraction(1, 1000) if shown != value and shown in floors else shown


Known = Mapping[str, Ends]


def known_points(edition: Edition, profile: Case, assume: str | None) -> dict[str, Ends]:
    """Return the fewest and the most points by node, where anything is known of it itself."""
    points = profile.get("points", {})
    known = {name: (min(exact(value), edition.most[name]),) * 2 for name, value in points.items()}
    # What the profile brings stands nearer to its answers than an overlay.
    tables = {**edition.tables, **profile.get("scales", {}).get("scales", {})}
    for name, answer in profile.get("answers", {}).items():
        forms = [answer]
        if "units" in answer:  # none of those that are not known counts, or all of them do
            part, unknown = answer["units"]["part"], answer["units"].get("unknown", 0)
            whole = answer["units"]["whole"]
            forms = [{"value": Fraction(100 * one, whole)} for one in (part, part + unknown)]
        points = [answered(edition, name, one, tables.get(name, {}), assume) for one in forms]
        reckoned = sorted(min(one, edition.most[name]) for one in points if one is not None)
        if len(reckoned) == len(forms):
            known[name] = reckoned[0], reckoned[-1]
    return known


def answered(
    edition: Edition, name: str, answer: Case, table: Case, assume: str | None
) -> Fraction | None:
    question, most = edition.nodes[name], edition.most[name]
    good = question["direction"] != "negative"
    if "points" in answer:
        return exact(answer["points"])
    if "fraction" in answer:
        return exact(answer["fraction"]) * most
    if "holds" in answer:
        return most if answer["holds"] is good else Fraction(0)
    if "option" in answer:
        fixed = {"none": Fraction(0), "full": most}
        named = {key: exact(value) for key, value in table.get("options", {}).items()}
        return {**named, **fixed}[answer["option"]]
    if "value" in answer:
        value = answer["value"]
        value = value if isinstance(value, Fraction) else exact(value)
        bands = table.get("bands", [])
        for index, band in enumerate(bands):
            start, end = exact(band["from"]), band.get("to")
            last = index == len(bands) - 1
            if value >= start and (
                end is None or value < exact(end) or (last and value == exact(end))
            ):
                return exact(band["points"])
        if not bands and assume == "proportional" and question["answer"] == "percentage":
            share = min(value, Fraction(100)) / 100
            return (share if good else 1 - share) * most
    return None


def bounds(
    edition: Edition,
    name: str,
    known: Known,
    claimed: Known | None = None,
) -> Ends:
    """Return the fewest and the most points of a node; what is claimed for it stays possible."""
    if name in known:
        return known[name]
    most, children = edition.most[name], edition.nodes[name]["children"]
    if not children:
        return Fraction(0), most
    ends = [bounds(edition, child, known, claimed) for child in children]
    low, high = sum(low for low, _ in ends), sum(high for _, high in ends)
    once = (claimed or {}).get(name, (0, 0))[1]
    return min(most, Fraction(low)), max(min(most, Fraction(high)), Fraction(once))


# -- the reckoning: evidence -------------------------------------------------------------------------


def is_backed(edition: Edition, profile: Case, name: str) -> bool:
    """Tell whether a question has documents, and something of every group that it asks for."""
    documents = profile.get("answers", {}).get(name, {}).get("evidence", [])
    groups, proof = edition.nodes[name]["asks"], edition.plain["evidence"]
    asked = {one for group in groups for one in group}
    attributes = {one: said for one, said in proof["attributes"].items() if one in asked}
    shown: set[str] = set()
    for one in documents:
        kind = one["kind"]
        names = {kind} if kind in asked else {proof["general"].get(kind, kind)}
        shown |= names
        fitting = asked - set(attributes)
        if names & fitting or not fitting:
            shown |= {key for key, said in attributes.items() if shows(edition, profile, one, said)}
    return bool(documents) and all(shown & set(group) for group in groups)


def shows(edition: Edition, profile: Case, document: Case, said: Case) -> bool:
    """Tell whether a document has an attribute: a signature, a mark, or an earlier year."""
    if said["marked"]:
        return document.get(said["marked"]) is True
    if said["signed_by"]:
        return bool(document.get("signed_by") == said["signed_by"])
    period, round_ = edition.plain["evidence"]["period"], profile.get("year")
    if period is not None and round_ in (None, *edition.plain["rounds"]):
        last = period["last"]
    else:
        last = None if round_ is None else round_ - 1
    return "year" in document and (last is None or document["year"] < last)


def backed_points(edition: Edition, profile: Case, claimed: Known) -> dict[str, Ends]:
    """Return the points that stay known if only those count that documents back."""
    kept: dict[str, Ends] = {}

    def least(name: str) -> Fraction:
        own, children = claimed.get(name), edition.nodes[name]["children"]
        below = min(edition.most[name], sum((least(one) for one in children), Fraction(0)))
        if own is None:
            return below
        if children:
            stays = own[0] <= below
        else:
            question = edition.nodes[name]["rank"] == "question"
            stays = question and is_backed(edition, profile, name)
        if stays or own[1] == 0:
            kept[name] = own
            return own[0]
        return below

    least("total")
    return kept


def proof_notes(edition: Edition, profile: Case, options: Case) -> set[str]:
    """Return the ids of the notes on documents, on counting them and on what is laid over."""
    given = profile.get("answers", {})
    listed = [(name, one) for name, answer in given.items() for one in answer.get("evidence", [])]
    table = profile.get("scales", {})
    notes = {"count.backed"} if options.get("count") == "backed" else set()
    pending = [
        name
        for name, answer in given.items()
        if "value" in answer
        or "units" in answer
        or answer.get("option", "none") not in {"none", "full"}
    ]
    if any(name in edition.tables and name in table.get("scales", {}) for name in pending):
        notes.add("scale.before-overlay")
    if listed and any(set(answer) == {"evidence"} for answer in given.values()):
        notes.add("evidence.no-answer")

    def title_of(one: Case) -> tuple[str, str, str | None]:
        return one["kind"], " ".join(one["title"].lower().split()), one.get("date")

    digests = {title_of(one): one["digest"] for _, one in listed if "digest" in one}
    places: dict[Any, set[tuple[str, str]]] = {}
    for name, one in listed:
        same = one.get("digest") or digests.get(title_of(one)) or title_of(one)
        places.setdefault(same, set()).add((name, one["kind"]))
    if any(len(names) > 1 for names in places.values()):
        notes.add("evidence.reused")
    if any("date" not in one for _, one in listed):
        notes.add("evidence.no-date")
    year, period = profile.get("year"), edition.plain["evidence"]["period"]
    if period is None or year not in (None, *edition.plain["rounds"]):
        known = {one["year"]: one["evidence"] for one in ROUNDS if "evidence" in one}
        period = known.get(year, {"first": 0, "last": 9999 if year is None else year})
    years = {int(one["date"][:4]) for _, one in listed if "date" in one}
    if any(not period["first"] <= one <= period["last"] for one in years):
        notes.add("evidence.outside-round")
    kinds = edition.plain["evidence"]["kinds"]
    if kinds and any(one["kind"] not in kinds for _, one in listed):
        notes.add("evidence.unknown-kind")
    return notes


# -- the reckoning: conditions -----------------------------------------------------------------------

# Whether a condition surely holds, and whether it possibly does; unknown is the pair that differs.
Truth = tuple[bool, bool]
UNKNOWN: Truth = (False, True)


class Facts:
    """What conditions look at."""

    def __init__(
        self,
        edition: Edition,
        profile: Case,
        known: Known,
        claimed: Known | None = None,
    ) -> None:
        self.edition = edition
        self.known = known
        self.claimed = claimed
        self.ratios: Case = profile.get("ratios", {})
        self.readings: dict[str, list[Case]] = {}
        for name, given in profile.get("measures", {}).items():
            several = given if isinstance(given, list) else [given]
            forms = [one if isinstance(one, dict) else {"value": one} for one in several]
            dated = [{"year": profile.get("year"), **form} for form in forms]
            last = profile.get("year") or 9999  # what was read after the round says nothing of it
            self.readings[name] = [one for one in dated if (one["year"] or 0) <= last]

    def ratio(self, name: str) -> Ends | None:
        maximum = self.edition.nodes[name]["maximum"]
        if maximum == 0:  # no share of nothing
            return None
        if maximum is not None:
            low, high = bounds(self.edition, name, self.known, self.claimed)
            return low / exact(maximum), high / exact(maximum)
        given = self.ratios.get(name)
        return None if given is None else (exact(given), exact(given))

    def latest(self, name: str) -> list[Case]:
        """Return the readings of the latest year; no year comes before every other."""
        readings = self.readings.get(name, [])
        last = max((one["year"] or 0 for one in readings), default=0)
        return [one for one in readings if (one["year"] or 0) == last]

    def measured(self, name: str) -> Ends | None:
        ends = [ends_of(one) for one in self.latest(name)]
        if not ends:
            return None
        return min(low for low, _ in ends), max(high for _, high in ends)


def ends_of(reading: Case) -> Ends:
    """Return the least and the most that a reading can be."""
    if "whole" in reading:
        part, whole = reading["part"], reading["whole"]
        most = part + reading.get("unknown", 0)
        return Fraction(100 * part, whole), Fraction(100 * most, whole)
    return exact(reading["value"]), exact(reading["value"])


def judge(when: Case, facts: Facts) -> Truth:
    """Return whether a condition surely and whether it possibly holds."""
    if "not" in when:
        surely, possibly = judge(when["not"], facts)
        return not possibly, not surely
    if "all" in when:
        parts = [judge(part, facts) for part in when["all"]]
        return all(one for one, _ in parts), all(one for _, one in parts)
    if "any" in when:
        return enough(1, [judge(part, facts) for part in when["any"]])
    if "of" in when:
        return enough(when["at_least"], [judge(part, facts) for part in when["of"]])
    if "nodes" in when:
        names = [name for name, one in facts.edition.nodes.items() if one["rank"] == when["nodes"]]
        bar = {"at_least": when["reaching"]}
        return enough(when["at_least"], [compared(bar, facts.ratio(name)) for name in names])
    return figure(when, facts)


def figure(when: Case, facts: Facts) -> Truth:
    """Return whether what is said of one figure surely and whether it possibly holds."""
    if "trend" in when:
        return trend(facts.readings.get(when["trend"], []), when["is"])
    if "is" in when:
        given = {one["value"] for one in facts.latest(when["measure"])}
        return (when["is"] in given,) * 2 if len(given) == 1 else UNKNOWN
    if "points" in when:
        return compared(when, bounds(facts.edition, when["points"], facts.known, facts.claimed))
    if "ratio" in when:
        return compared(when, facts.ratio(when["ratio"]))
    return compared(when, facts.measured(when.get("share") or when["measure"]))


def enough(least: int, parts: list[Truth]) -> Truth:
    return sum(one for one, _ in parts) >= least, sum(one for _, one in parts) >= least


def compared(when: Case, ends: Ends | None) -> Truth:
    """Compare both ends; every comparison that holds at both holds between them."""
    if ends is None:
        return UNKNOWN
    (comparator,) = (key for key in COMPARATORS if key in when)
    bar = exact(when[comparator])
    held = [
        {"at_least": end >= bar, "at_most": end <= bar, "above": end > bar, "below": end < bar}[
            comparator
        ]
        for end in ends
    ]
    return all(held), any(held)


def trend(readings: list[Case], direction: str) -> Truth:
    """Compare the two latest years of each definition that has two; those that end last count."""
    by_definition: dict[Any, dict[int, Ends]] = {}
    for one in readings:
        if one["year"] is not None:
            by_definition.setdefault(one.get("definition"), {})[one["year"]] = ends_of(one)
    several = [years for years in by_definition.values() if len(years) > 1]
    last = max((max(years) for years in several), default=None)
    found = set()
    for years in several:
        before, after = sorted(years)[-2:]
        if after != last:
            continue
        (low, high), (later_low, later_high) = years[before], years[after]
        rising = later_low > high, later_high > low
        falling = later_high < low, later_low < high
        found.add({"rising": rising, "falling": falling}[direction])
    return found.pop() if len(found) == 1 else UNKNOWN


def judged(
    edition: Edition,
    profile: Case,
    known: Known,
    claimed: Known | None = None,
) -> dict[str, Truth]:
    facts = Facts(edition, profile, known, claimed)
    return {one["id"]: judge(one["when"], facts) for one in edition.requirements}


# -- the reckoning: levels ---------------------------------------------------------------------------


def levels(
    edition: Edition, ends: Ends, policy: str, year: int | None, truths: Mapping[str, Truth]
) -> list[str | None]:
    """Return the levels from the one that is sure to the highest that is possible."""
    low, high = ends
    ladder: list[str | None] = [None]
    first = last = 0
    surely = possibly = True
    for index, level in enumerate(edition.plain["levels"], 1):
        ladder.append(level["id"])
        for one in edition.requirements:
            if one["level"] == level["id"] and edition.binds(one, year):
                surely &= truths[one["id"]][0]
                possibly &= truths[one["id"]][1]
        floor = exact(level["floor"])
        inclusive = level["includes_floor"] or policy == "floor_inclusive"
        if surely and (low > floor or (inclusive and low == floor)):
            first = index
        if possibly and (high > floor or (inclusive and high == floor)):
            last = index
    return ladder[first : last + 1]


def edges(edition: Edition, ends: Ends, year: int | None, truths: Mapping[str, Truth]) -> list[str]:
    """Return the notes on floors: one for each end at which the two readings of a floor differ."""
    found = set()
    for points in ends:
        readings = {
            levels(edition, (points, points), one, year, truths)[-1]
            for one in ("floor_inclusive", "floor_exclusive")
        }
        third = whole_reading(edition, points, year, truths)
        key = "edge" if len(readings) > 1 else "gap"
        if len(readings | {third}) > 1:
            below = [one["id"] for one in edition.plain["levels"] if exact(one["floor"]) <= points]
            asked = [
                one["id"]
                for one in edition.requirements
                if one["level"] in below and edition.binds(one, year)
            ]
            settled = all(truths[name][0] for name in asked)
            found.add(f"level.{key}" if settled else f"level.{key}-open")
    return sorted(found)


def whole_reading(
    edition: Edition, points: Fraction, year: int | None, truths: Mapping[str, Truth]
) -> str | None:
    """Return the highest level whose whole floor is reached, if all that may be met is met."""
    reached = None
    for level in edition.plain["levels"]:
        for one in edition.requirements:
            if (
                one["level"] == level["id"]
                and edition.binds(one, year)
                and not truths[one["id"]][1]
            ):
                return reached
        if points >= exact(level["whole_floor"]):
            reached = level["id"]
    return reached


def edition_for(profile: Case) -> Edition:
    """Return the edition that a profile names, or that of its year."""
    if "edition" in profile:
        return EDITIONS[profile["edition"]]
    return next(one for one in EDITIONS.values() if profile["year"] in one.plain["rounds"])


def standing(
    edition: Edition, profile: Case, options: Case
) -> tuple[Known, Known, dict[str, Truth]]:
    """Return what is known of points, what is claimed, and whether what is asked besides holds."""
    known = claimed = known_points(edition, profile, options.get("assume"))
    if options.get("count") == "backed":
        known = backed_points(edition, profile, claimed)
    return known, claimed, judged(edition, profile, known, claimed)


def known_notes(profile: Case, options: Case, overlays: Sequence[Case] = ()) -> list[str]:
    """Return the notes on floors and on its round that a profile gets."""
    edition = laid(edition_for(profile), overlays)
    known, claimed, truths = standing(edition, profile, options)
    ends, year = bounds(edition, "total", known, claimed), profile.get("year")
    policy: str = options.get("edge_policy") or edition.plain["edge_policy"]

    def possible(ends: Ends) -> list[str | None]:
        return levels(edition, ends, policy, year, truths)

    found = edges(edition, ends, year, truths)
    later = LATER if year is not None and year > ROUNDS[-1]["year"] else {}
    if any("notes" in one for one in (later, *(one for one in ROUNDS if one["year"] == year))):
        found.append("profile.round")
    sums = [(half_even(ends[0]), half_even(ends[1]))]
    if known is claimed:
        figures = {name: (half_even(low), half_even(high)) for name, (low, high) in known.items()}
        sums.append(bounds(edition, "total", figures))
    if any(possible(rounded) != possible(ends) for rounded in sums):
        found.append("level.rounding")
    here = possible(bounds(edition, "total", claimed))
    if not all(set(here) <= set(possible(alone)) for alone in layers(edition, claimed)):
        found.append("level.layers")
    return found


def layers(edition: Edition, claimed: Known) -> list[Ends]:
    """Return what each rank alone gives for the total; none where no figure stands above another."""

    def stacked(name: str, above: bool) -> bool:
        if above and name in claimed:
            return True
        below = edition.nodes[name]["children"]
        single = name in claimed and claimed[name][0] == claimed[name][1]
        return any(stacked(child, above or single) for child in below)

    if not stacked("total", above=False):
        return []
    ranks = {edition.nodes[name]["rank"] for name in claimed}
    alone = [
        {name: ends for name, ends in claimed.items() if edition.nodes[name]["rank"] == rank}
        for rank in sorted(ranks)
    ]
    return [bounds(edition, "total", one) for one in alone]


def expected(profile: Case, options: Case, nodes: list[str], overlays: Sequence[Case] = ()) -> Case:
    edition = laid(edition_for(profile), overlays)
    known, claimed, truths = standing(edition, profile, options)
    low, high = bounds(edition, "total", known, claimed)
    policy: str = options.get("edge_policy") or edition.plain["edge_policy"]
    possible = levels(edition, (low, high), policy, profile.get("year"), truths)
    ends = {
        name: [
            number(cut_total(edition, end) if name == "total" else cut(end))
            for end in bounds(edition, name, known, claimed)
        ]
        for name in nodes
    }
    met = {
        name: surely if surely == possibly else None for name, (surely, possibly) in truths.items()
    }
    return {
        "score": number(cut_total(edition, low)),
        "score_range": [number(cut_total(edition, end)) for end in (low, high)],
        "level": possible[0],
        "levels_possible": possible,
        "determined": len(possible) == 1,
        **({"requirements": met} if met else {}),
        **({"nodes": ends} if nodes else {}),
    }


def case(
    name: str,
    about: str,
    profile: Case,
    *,
    edition: Edition = E2024,
    options: Case | None = None,
    nodes: list[str] | None = None,
    notes: list[str] | None = None,
) -> Case:
    """Return a case whose expectation is reckoned here; None in the profile takes a key away.

    `notes` are all that are not on floors.
    """
    head = {"edition": edition.id, "stage": "self", "year": edition.year}
    whole = {key: value for key, value in {**head, **profile}.items() if value is not None}
    return {
        "id": name,
        "about": about,
        "profile": whole,
        **({"options": options} if options else {}),
        "expect": expected(whole, options or {}, nodes or [])
        | ({} if notes is None else {"notes": [*notes, *known_notes(whole, options or {})]}),
    }


def refused(name: str, about: str, profile: Any, findings: list[str]) -> Case:  # noqa: ANN401
    """Return a case that must be refused with these findings."""
    return {"id": name, "about": about, "profile": profile, "refused": findings}
