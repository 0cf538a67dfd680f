"""Tiny editions, pairs of them, and everything that can be answered under both: for brute force.

What is answered here is enumerated without the search, and evaluated as any profile is.
"""

import itertools
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from attrs import evolve, frozen
from hypothesis import reject
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.model.answer_forms import FITS
from kla_rules.model.table import Band, Table
from kla_rules.testing import small_edition, small_rules

STEP = 500  # thousandths between points that are tried
PARTS = 4  # of a maximum
SHARES = (0, 24, 25, 26, 50, 51, 100)


def tiny(  # noqa: PLR0913 - all that decides
    maxima: Mapping[str, float],
    *,
    floors: Mapping[str, float],
    answers: Mapping[str, str] | None = None,
    directions: Mapping[str, str] | None = None,
    cap: float = 0,
    policy: str = "floor_exclusive",
    included: tuple[str, ...] = (),
    requirements: list[dict[str, Any]] | None = None,
) -> kla.Edition:
    """Return an edition with a few questions.

    Args:
        maxima: by question, such as "1.2", its maximum.
        floors: by level its floor.
        answers: by question how it is answered, where it is not graded.
        directions: by question its direction, where it is not positive.
        cap: by how many points indicator 1 is capped below the sum of its questions.
        policy: the edge policy.
        included: levels whose floor is enough.
        requirements: what levels ask for besides.
    """
    rules = small_rules()
    whole = rules["edition.yaml"]
    questions: dict[str, list[dict[str, Any]]] = {"1": [], "2": []}
    text = {"id": "Rekaan", "en": "Invented"}
    for name, maximum in maxima.items():
        question = {
            "id": name, "title": {"id": f"Rekaan {name}", "en": f"Invented {name}"},
            "kind": "training", "maximum": maximum, "answer": (answers or {}).get(name, "graded"),
            "direction": (directions or {}).get(name, "positive"),
        }  # fmt: skip
        questions[name[0]].append(question)
    total: float = 0
    for cluster, (name, own) in zip(whole["clusters"], questions.items(), strict=True):
        rule = {**rules[f"indicators/{name}.yaml"], "cluster": cluster["id"], "questions": own}
        rule = {key: value for key, value in rule.items() if key not in {"cap", "maximum"}}
        most = round(sum(question["maximum"] for question in own), 3)
        if cap and name == "1":
            rule["cap"] = {"questions_sum": most, "note": text}
            most -= cap
        rules[f"indicators/{name}.yaml"] = {**rule, "maximum": most}
        cluster |= {"maximum": most, "indicators": [name]}
        total += most
    whole["maximum"] = round(total, 3)
    whole["levels"] = [
        {"id": name, "title": text, "floor": floor, "source": "invented"}
        | ({"includes_floor": True} if name in included else {})
        for name, floor in floors.items()
    ]
    other = "floor_inclusive" if policy == "floor_exclusive" else "floor_exclusive"
    whole["edge_policy"] |= {"policy": policy}
    whole["edge_policy"]["other"]["policy"] = other
    rules["requirements.yaml"] |= {"requirements": requirements or [], "advisories": []}
    rules["requirements.yaml"]["measures"].append(
        {"id": "rate", "title": {"id": "Angka rekaan", "en": "Invented rate"}, "kind": "percentage"}
    )
    del rules["evidence.yaml"], rules["indicators/3.yaml"], rules["indicators/4.yaml"]
    return small_edition(rules)


def required(level: str, when: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """Return a requirement."""
    title = {"id": f"Rekaan {level}", "en": f"Invented {level}"}
    return {"id": f"asked-{level}", "title": title, "level": level, "when": dict(when), **more}


# Nothing meets it; where it is not known, it may be met as far as each part of it tells.
NEVER: dict[str, Any] = {
    "all": [
        {"measure": "school_share", "at_least": 60},
        {"measure": "school_share", "below": 50},
    ]
}
WHENS: tuple[dict[str, Any], ...] = (
    {"points": "1", "at_least": 1.5},
    {"points": "2.1", "above": 0.5},
    {"ratio": "1.1", "at_least": 0.5},
    {"at_least": 1, "nodes": "indicator", "reaching": 0.75},
    {"not": {"points": "1", "above": 2}},
    {"not": {"at_least": 2, "nodes": "question", "reaching": 0.5}},
    {"measure": "local_rule", "is": True},
    {"measure": "local_rule", "is": False},
    {"share": "school_share", "at_least": 25},
    {"measure": "school_share", "above": 50},
    {"measure": "school_share", "below": 25},
    {"trend": "rate", "is": "falling"},
    {"any": [{"share": "school_share", "above": 25}, {"points": "1", "at_most": 1}]},
    {
        "at_least": 2,
        "of": [
            {"measure": "local_rule", "is": True},
            {"points": "1.2", "at_least": 1},
            {"ratio": "2", "below": 1},
        ],
    },
    {"all": [{"trend": "rate", "is": "rising"}, {"not": {"measure": "rate", "at_least": 50}}]},
)


@st.composite
def figures(draw: st.DrawFn) -> dict[str, Any]:
    """Draw what `tiny` takes."""
    maxima = {name: draw(st.sampled_from([1, 1.5, 2, 2.5])) for name in ("1.1", "1.2", "2.1")}
    first = draw(st.sampled_from([1, 1.5, 2, 2.5, 3]))
    floors = {"pratama": first, "utama": first + draw(st.sampled_from([0.5, 1, 1.5]))}
    if draw(st.booleans()):
        del floors["pratama"]
    asked = st.lists(st.tuples(st.sampled_from(sorted(floors)), st.sampled_from(WHENS)), max_size=2)
    own = {level: required(level, when) for level, when in draw(asked)}
    return {
        "maxima": maxima,
        "floors": floors,
        "answers": {"1.1": draw(st.sampled_from(["graded", "graded", "yes_no", "percentage"]))},
        "directions": {"1.1": draw(st.sampled_from(["positive", "positive", "negative"]))},
        "cap": draw(st.sampled_from([0, 0, 0.5, 1])),
        "policy": draw(st.sampled_from(["floor_exclusive", "floor_inclusive"])),
        "included": tuple(draw(st.sets(st.sampled_from(sorted(floors)), max_size=1))),
        "requirements": list(own.values()),
    }


@st.composite
def pairs(draw: st.DrawFn) -> tuple[kla.Edition, kla.Edition]:
    """Draw two editions: one, and another in which some of its figures are others."""
    old, other = draw(figures()), draw(figures())
    keys = draw(st.sets(st.sampled_from(sorted(old)), min_size=1, max_size=3))
    new = {**old, **{key: other[key] for key in keys}}
    top = draw(st.sampled_from(["", "", "", "came", "went", "both"]))
    if top in {"came", "both"}:
        new |= _with_top(new)
    if top in {"went", "both"}:
        old |= _with_top(old)
    levels = set(new["floors"])
    new["requirements"] = [one for one in new["requirements"] if one["level"] in levels]
    new["included"] = tuple(name for name in new["included"] if name in levels)
    try:
        pair = tiny(**old), tiny(**new)
    except kla.RuleError:  # a floor that nobody can reach
        reject()
    if draw(st.integers(0, 3)):
        return pair
    return with_table(pair[0], draw(tables())), with_table(pair[1], draw(tables()))


def _with_top(given: dict[str, Any]) -> dict[str, Any]:
    """Return the same with a level above all others, which nobody who answers all can have."""
    floors = given["floors"] | {"kla": max(given["floors"].values()) + 0.5}
    return {"floors": floors, "requirements": [*given["requirements"], required("kla", NEVER)]}


@st.composite
def tables(draw: st.DrawFn) -> Table | None:
    """Draw a table of question 1.2, or none."""
    if draw(st.booleans()):
        return None
    middle, worth = draw(st.sampled_from([25, 50])), draw(st.sampled_from([0, 500, 1000]))
    return Table("ours", (Band(0, middle, worth), Band(middle, 100, 1000)), {"some": 500})


def with_table(edition: kla.Edition, table: Table | None) -> kla.Edition:
    """Return an edition in which question 1.2 is measured, with its table."""
    nodes = tuple(
        evolve(node, question=evolve(node.question, answer="percentage"))
        if node.id == "1.2" and node.question is not None
        else node
        for node in edition.nodes
    )
    # Editions of one digest are equal, and what is kept of one would be taken for the other's.
    digest = f"{edition.digest} {table!r}"
    tables = {} if table is None else {"1.2": table}
    return evolve(edition, nodes=nodes, tables=tables, digest=digest)


# -- brute force -------------------------------------------------------------------------------------


@frozen
class Seen:
    """What became of every profile.

    Attributes:
        changes: the changes of score.
        falls, rises: of those that fell, or rose, the fewest answers that are neither all nor
            nothing; None where none did.
    """

    changes: frozenset[Any]
    falls: int | None
    rises: int | None


def seen(old: kla.Edition, new: kla.Edition) -> Seen:
    """Return what becomes of every profile."""
    ranks = {None: -1, "pratama": 0, "utama": 1, "kla": 2}
    changes, falls, rises = set(), [], []
    for profile in profiles(old, new):
        before, after = kla.evaluate(profile, old), kla.evaluate(profile, new)
        ends = [each.bounds.exact_thousandths[0][0] for each in (before, after)]
        changes.add(ends[1] - ends[0])
        if ranks[after.level] < ranks[before.level]:
            falls.append(partial(profile))
        if ranks[after.level] > ranks[before.level]:
            rises.append(partial(profile))
    return Seen(frozenset(changes), min(falls, default=None), min(rises, default=None))


def partial(profile: kla.Profile) -> int:
    """Return how many answers are neither all nor nothing."""
    return sum(answer.given not in {"none", "full"} for answer in profile.answers.values())


def profiles(old: kla.Edition, new: kla.Edition) -> Iterator[kla.Profile]:
    """Yield every profile that answers everything on the grid and fits both."""
    names = [node.id for node in old.nodes if node.question is not None]
    ways = [list(_ways(old, new, name)) for name in names]
    for given in itertools.product(*ways):
        for measures in _measures(old, new):
            data = {"answers": dict(zip(names, given, strict=True)), "measures": measures}
            yield kla.Profile.from_dict(data, old)


def open_profiles(old: kla.Edition, new: kla.Edition) -> Iterator[kla.Profile]:
    """Yield profiles that fit both and give none, all or nothing, with measures and without."""
    names = [node.id for node in old.nodes if node.question is not None]
    ways = [[None, *itertools.islice(_ways(old, new, name), 2)] for name in names]
    for given in itertools.product(*ways):
        said = {name: way for name, way in zip(names, given, strict=True) if way is not None}
        for measures in ({}, *itertools.islice(_measures(old, new), len(SHARES))):
            yield kla.Profile.from_dict({"answers": said, "measures": measures}, old)


def _ways(old: kla.Edition, new: kla.Edition, name: str) -> Iterator[dict[str, Any]]:
    nodes = [edition.node(name) for edition in (old, new)]
    yield from ({"option": "none"}, {"option": "full"})
    most = min(node.ceiling_thousandths for node in nodes)
    yield from ({"points": Decimal(points) / 1000} for points in range(STEP, most + 1, STEP))
    fitting = [set(FITS[node.question.answer]) for node in nodes if node.question is not None]
    # Where the maxima are equal, points say the same.
    if (
        all("fraction" in forms for forms in fitting)
        and len({n.ceiling_thousandths for n in nodes}) > 1
    ):
        yield from ({"fraction": Decimal(part) / PARTS} for part in range(1, PARTS))
    if all("holds" in forms for forms in fitting):
        yield from ({"holds": True}, {"holds": False})
    tables = [edition.tables.get(name) for edition in (old, new)]
    if any(tables) and all("value" in forms for forms in fitting):
        yield from ({"value": value} for value in (0, 10, 25, 30, 50, 70, 100))
    if all(tables):
        yield {"option": "some"}


def _measures(old: kla.Edition, new: kla.Edition) -> Iterator[dict[str, Any]]:
    asked = str([one.when for edition in (old, new) for one in edition.requirements])
    rates = [
        [{"year": 2023, "value": a}, {"year": 2024, "value": b}]
        for a, b in ((40, 60), (60, 40), (50, 50), (70, 60), (30, 40))
    ]
    known: dict[str, list[Any]] = {
        "local_rule": [True, False],
        "school_share": list(SHARES),
        "rate": rates,
    }
    own = {name: values for name, values in known.items() if name in asked}
    for values in itertools.product(*own.values()):
        yield dict(zip(own, values, strict=True))
