"""Tables of units, and how many units count in each question.

Reckoned apart from the library, as everything here: rules, cells and conditions are read and
judged once more.
"""

import itertools
import json
import operator
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction

import yaml

from conformance.reckoning import E2024, RULES, Case, exact

Cell = float | str | None
Fact = Fraction | bool | None
State = bool | None

PLAIN = yaml.safe_load((RULES / E2024.id / "units.yaml").read_text("utf-8"))
SCOPES: dict[str, list[str]] = {one["id"]: one["kinds"] for one in PLAIN["scopes"]}
FACTS: dict[str, str] = {one["id"]: one["kind"] for one in PLAIN["facts"]}
QUESTIONS: dict[str, Case] = {
    name: {"of": one["of"], "when": one["when"]} for name, one in PLAIN["questions"].items()
}
NAMES = yaml.safe_load((RULES / "unit-names.yaml").read_text("utf-8"))
WORDS: dict[str, str] = {
    **{kind: kind for kinds in SCOPES.values() for kind in kinds},
    **{one["id"]: one["kind"] for one in NAMES["names"]},
}
BEGINS = {one["id"] for key in ("kinds", "names") for one in NAMES[key] if one["first_word"]}
SEVENTH: dict[str, str] = {
    str(digit["digit"]): digit["kind"] for one in NAMES["codes"] for digit in one.get("seventh", ())
}
CODE_DIGITS = 6
YES = ("ya", "ada", "sudah", "yes", "true", "1")
NO = ("tidak", "belum", "tidak ada", "no", "false", "0")
SAID = {True: "yes, or some", False: "no, or none", None: "nothing"}
NOT_KNOWN = ("", "?", "belum diketahui", "tidak diketahui", "unknown")
COMPARE: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "at_least": operator.ge,
    "at_most": operator.le,
    "above": operator.gt,
    "below": operator.lt,
}


def unit_rules() -> Case:
    """Return what these cases rest on: kinds by scope, their names, facts, and the questions."""
    return {
        "edition": E2024.id,
        "scopes": SCOPES,
        "words": WORDS,
        "first_words": sorted(BEGINS),
        "seventh": SEVENTH,
        "facts": FACTS,
        "questions": QUESTIONS,
    }


# -- the reckoning -----------------------------------------------------------------------------------


def fact(kind: str, cell: Cell) -> Fact:
    """Return what a cell says; None is unknown."""
    text = "" if cell is None else str(cell).strip().lower()
    if text in NOT_KNOWN:
        return None
    if kind == "yes_no":
        return {**dict.fromkeys(YES, True), **dict.fromkeys(NO, False)}[text]
    return Fraction(text.removesuffix("%"))


def holds(when: Case, facts: Mapping[str, Fact]) -> State:
    """Return whether a condition holds of a unit; None is unknown."""
    if "all" in when:
        states = [holds(part, facts) for part in when["all"]]
        return False if False in states else None if None in states else True
    found = facts[when["measure"]]
    if found is None:
        return None
    if "is" in when:
        return found is when["is"]
    (comparator,) = (key for key in when if key != "measure")
    return COMPARE[comparator](Fraction(found), exact(when[comparator]))


def kind_of(row: Case) -> str:
    """Return what a unit is: as its row says it, else its code, else the first word of its name."""
    if row.get("kind"):
        return WORDS[row["kind"].strip().lower()]
    digits = row["id"].replace(".", "")
    if digits.isdigit() and len(digits) == CODE_DIGITS:
        return "kecamatan"
    first = row["name"].lower().split()[0]
    return WORDS[first] if first in BEGINS else SEVENTH[digits[CODE_DIGITS]]


def counted(rows: Sequence[Case]) -> dict[str, Case]:
    """Return by question how many units of its scope there are, count, and are not known."""
    units = [
        (kind_of(row), {name: fact(kind, row.get(name)) for name, kind in FACTS.items()})
        for row in rows
    ]
    counts = {}
    for name, asked in QUESTIONS.items():
        kinds = SCOPES[asked["of"]]
        states = [holds(asked["when"], facts) for kind, facts in units if kind in kinds]
        part, unknown = states.count(True), states.count(None)
        counts[name] = {"part": part, "whole": len(states), "unknown": unknown}
    return counts


def answering(counts: Mapping[str, Case]) -> list[str]:
    """Return the questions whose counts answer them in a profile."""
    return [
        name
        for name, count in counts.items()
        if E2024.nodes[name]["answer"] == "percentage" and E2024.most[name] and count["whole"]
    ]


# -- tables ------------------------------------------------------------------------------------------


def case(name: str, about: str, rows: Sequence[Case]) -> Case:
    """Return a case whose expectation is reckoned here."""
    counts = counted(rows)
    return {
        "id": f"rollup-{name}",
        "about": about,
        "rollup": rows,
        "expect": counts,
        "answers": answering(counts),
    }


def table(upper: Sequence[Case], lower: Sequence[Case] = ()) -> list[Case]:
    """Return rows of kecamatan with these facts, and of desa and kelurahan by turns with those."""
    rows: list[Case] = [
        {"id": f"k{index}", "name": f"K{index}", "kind": "kecamatan", **facts}
        for index, facts in enumerate(upper)
    ]
    for index, facts in enumerate(lower):
        kind, parent = ("desa", "kelurahan")[index % 2], f"k{index % len(upper)}"
        head = {"id": f"u{index}", "name": f"U{index}", "kind": kind, "parent": parent}
        rows.append(head | facts)
    return rows


def everywhere(*units: Case) -> list[Case]:
    """Return a table in which both scopes have units with these facts."""
    return table(units, units)


def of_kind(*kinds: str) -> list[str]:
    return [name for name, kind in FACTS.items() if kind in kinds]


def written(kind: str, says: State) -> Cell:
    """Return a cell that says yes or no, or some and none."""
    some = {"yes_no": True, "percentage": 95.5, "count": 3}[kind]
    none = {"yes_no": False, "percentage": 12, "count": 0}[kind]
    return None if says is None else some if says else none


def alike(says: State) -> Case:
    """Return a unit of which every fact says the same."""
    return {name: written(kind, says) for name, kind in FACTS.items()}


# -- cases -------------------------------------------------------------------------------------------


def rollups() -> Iterator[Case]:
    """Yield tables of units and what must be counted in them."""
    yield from percentages()
    yield from counts_of_cases()
    yield from yes_and_no()
    yield from spellings()
    yield from two_facts()
    yield from scopes()
    yield from columns()
    yield from named()
    yield from cities(random.Random(25026))  # noqa: S311 - the same cases every time


def percentages() -> Iterator[Case]:
    """Yield percentages at the threshold of birth certificates and away from it."""
    cells: list[Cell] = [0, 89.9, 89.999, 90, 90.001, 90.1, 91, 100, None]
    cells += ["90", "90.0", "90.001", "90%", "90 %", "90.5 %"]
    for index, cell in enumerate(cells):
        about = f"birth certificates: {json.dumps(cell)}, of one unit in each scope"
        yield case(f"percentage-{index}", about, everywhere({"birth_certificates": cell}))


def counts_of_cases() -> Iterator[Case]:
    """Yield facts that are counts, with none, with one, and with different ones."""
    for name in of_kind("count"):
        for cell in (0, 1):
            yield case(f"count-{name}-{cell}", f"{name}: {cell}", everywhere({name: cell}))
        units: list[Case] = [{name: cell} for cell in (0, None, 2, "0", "12", "", 3.0)]
        yield case(f"count-{name}", f"{name}: none, some and not known", everywhere(*units))


def yes_and_no() -> Iterator[Case]:
    """Yield facts that are yes or no, with all there is to say."""
    for name in of_kind("yes_no"):
        cells: list[Cell] = [True, False, None, "ya", "tidak"]
        units: list[Case] = [{name: cell} for cell in cells]
        yield case(f"yes-no-{name}", f"{name}: yes, no and not known", everywhere(*units, {}))


def spellings() -> Iterator[Case]:
    """Yield what yes, no and unknown are written as."""
    for sort, words in (("yes", [*YES, 1]), ("no", [*NO, 0])):
        for index, word in enumerate(words):
            facts = dict.fromkeys(of_kind("yes_no"), word)
            yield case(f"{sort}-{index}", f"{json.dumps(word)} is {sort}", everywhere(facts))
    for index, word in enumerate(NOT_KNOWN):
        facts = dict.fromkeys(FACTS, word)
        yield case(f"not-known-{index}", f"{json.dumps(word)} is not known", everywhere(facts))
    units = [dict.fromkeys(of_kind("yes_no"), word) for word in ("YA", "Tidak Ada", " sudah ", "?")]
    yield case("capitals", "neither capitals nor blanks around it matter", everywhere(*units))


def two_facts() -> Iterator[Case]:
    """Yield units for a question that asks for two facts at once."""
    (both,) = (one["when"]["all"] for one in QUESTIONS.values() if "all" in one["when"])
    names = [part["measure"] for part in both]
    for index, pair in enumerate(itertools.product([True, False, None], repeat=len(names))):
        facts = dict(zip(names, pair, strict=True))
        about = "all of two facts: " + " and ".join(map(json.dumps, pair))
        yield case(f"all-{index}", about, everywhere(facts))


def scopes() -> Iterator[Case]:
    """Yield tables that lack a scope, and facts where no question looks for them."""
    yield case("empty", "no unit at all: nothing is counted, nothing answered", [])
    full, none = alike(says=True), alike(says=False)
    for says in (True, False, None):
        about = f"only kecamatan, of which every fact says {SAID[says]}"
        yield case(f"only-kecamatan-{json.dumps(says)}", about, table([alike(says), alike(says)]))
        about = f"both scopes; every fact says {SAID[says]}"
        yield case(f"alike-{json.dumps(says)}", about, everywhere(alike(says), alike(says)))
    about = "what a kecamatan has counts for none of its desa and kelurahan"
    yield case("upper", about, table([full], [none, none, {}]))
    about = "what desa and kelurahan have counts for no kecamatan"
    yield case("lower", about, table([{}, none], [full, full, full]))
    about = "desa and kelurahan are one scope"
    yield case("one-scope", about, table([{}], [full, none, none, full, {}]))


def columns() -> Iterator[Case]:
    """Yield tables with columns that no question looks at."""
    forum = {"childrens_forum": True}
    about = "columns that begin with x- are left alone"
    yield case("left-alone", about, everywhere({"x-childrens_forum": "?", "x-note": "-", **forum}))
    local = {"declaration_year": 2023, "task_force_active": "ya", "partners_health": 2}
    about = "local facts count in no question"
    yield case("local", about, everywhere(local, forum, {"drppa_data": False}))
    about = "facts that are invented are counted all the same"
    yield case("illustrative", about, everywhere({"illustrative": "ya", **forum}))
    rows = everywhere(forum, {})
    for index, row in enumerate(rows):
        row["id"] = index
        row["parent"] = None if row["kind"] == "kecamatan" else str(index % 2)
    about = "an id may be a number, and may be named as text"
    yield case("numbers-as-ids", about, rows)


def cities(rng: random.Random) -> Iterator[Case]:
    """Yield cities of some units, of which more or less is known."""
    sizes = [1, 1, 2, 2, 3, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 20, 26, 33, 40]
    for index, size in enumerate(sizes):
        known = (0.97, 0.75, 0.3)[index % 3]
        upper = rng.randint(1, max(1, size // 4))
        units = [drawn(rng, known) for _ in range(size)]
        about = f"{size} units, of which about {round(100 * known)} % of the facts are known"
        yield case(f"city-{index}", about, table(units[:upper], units[upper:]))


def drawn(rng: random.Random, known: float) -> Case:
    """Return a unit with random facts; what is not known is left out, or null."""
    facts: Case = {}
    for name, kind in FACTS.items():
        if rng.random() < known:
            facts[name] = cell_of(rng, kind)
        elif rng.random() < 0.1:
            facts[name] = None
    return facts


def cell_of(rng: random.Random, kind: str) -> Cell:
    """Return a cell of a kind of fact; many stand at a threshold."""
    cells: dict[str, list[Cell]] = {
        "yes_no": [True, True, False, 1, 0, *YES[:3], *NO[:3]],
        "percentage": [90, 90.001, 89.9, "90.5", "88%", rng.randint(0, 1000) / 10],
        "count": [0, 0, 0, 1, 2, "0", "1", rng.randint(0, 40)],
    }
    return rng.choice(cells[kind])


def named() -> Iterator[Case]:
    """Yield units that are called otherwise, and units of which a code or a name says the kind."""
    yes, no = alike(says=True), alike(says=False)
    for word, kind in WORDS.items():
        forms = (word, word.upper(), f" {word.capitalize()} ")
        for said in forms:
            about = f"{json.dumps(said)} is a {kind}"
            above = {"id": "k", "name": "K", "kind": "kecamatan" if kind != "kecamatan" else said}
            below = {"id": "u", "name": "U", "kind": said if kind != "kecamatan" else "desa"}
            rows = [{**above, **yes}, {**below, "parent": "k", **no}]
            yield case(f"word-{word}-{forms.index(said)}", about, rows)
    for form in ("{}.{}.{}.{}", "{}{}{}{}"):
        codes = [form.format("34", "04", "02", last) for last in ("2001", "1002", "2003")]
        upper = codes[0][:-4].rstrip(".")
        rows = [
            {"id": upper, "name": "Godean", **yes},
            *({"id": code, "name": f"U{index}", **no} for index, code in enumerate(codes)),
        ]
        points = "with points" if "." in upper else "without points"
        about = f"only codes and names, {points}: the codes say what the units are"
        yield case(f"codes-{points.replace(' ', '-')}", about, rows)
    rows = [
        {"id": "a", "name": "Kecamatan Satu", **yes},
        *(
            {"id": f"{index}", "name": f"{word.capitalize()} Dua", "parent": "a", **no}
            for index, word in enumerate(sorted(BEGINS))
            if WORDS[word] != "kecamatan"
        ),
    ]
    yield case("first-words", "the first word of a name says what the unit is", rows)
