"""Read a condition from a rule: one function per operator, all with one signature.

The form has been held against the schema already; what is found here is what does not fit together,
and names that the edition does not know.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from attrs import field, frozen

from kla_rules.findings import Finding, Path
from kla_rules.model.condition import (
    AllOf,
    AnyOf,
    AtLeast,
    Bound,
    Comparator,
    Condition,
    Holds,
    MeasureOf,
    NodesReaching,
    Not,
    PointsOf,
    RatioOf,
    ShareOf,
    Trend,
)
from kla_rules.model.measure import Measure
from kla_rules.model.tree import Node
from kla_rules.points import is_exact, thousandths
from kla_rules.reading.near import near

MAX_DEPTH: Final = 8
MAX_PARTS: Final = 200
MAX_WORK: Final = 5000
_COMPARATORS: Final[tuple[Comparator, ...]] = ("at_least", "at_most", "above", "below")
_WHOLE: Final = 100
# What is yes or no: a document and a year also say which.
_TOLD: Final = frozenset({"yes_no", "document", "year"})
Rule = Mapping[str, Any]


@frozen(repr=False, eq=False)  # nobody prints or compares it: less to make at the start
class Reader:
    """What conditions may name, and where findings go.

    Attributes:
        nodes: nodes of the edition by id.
        measures: measures of the edition by id.
        found: takes each finding.
        parts: places of the parts of one condition.
        work: nodes that the conditions of one file count.
    """

    nodes: Mapping[str, Node]
    measures: Mapping[str, Measure]
    found: Callable[[Finding], None]
    parts: list[Path] = field(factory=list)
    work: list[int] = field(factory=list)


def condition_of(reader: Reader, rule: Rule, path: Path) -> Condition | None:
    """Return the condition that `rule` describes, or None where something was found.

    Args:
        reader: what may be named; takes the findings.
        rule: a mapping that the schema accepts.
        path: where it stands in its file.
    """
    reader.parts.clear()
    return _condition(reader, rule, path, 1)


def _condition(reader: Reader, rule: Rule, path: Path, depth: int) -> Condition | None:
    reader.parts.append(path)
    if depth > MAX_DEPTH:
        reader.found(Finding("condition.too-deep", {"limit": MAX_DEPTH}, path))
        return None
    if len(reader.parts) > MAX_PARTS:
        if len(reader.parts) == MAX_PARTS + 1:
            reader.found(Finding("condition.too-large", {"limit": MAX_PARTS}, path))
        return None
    operators = [key for key in rule if key in _OPERATORS]
    if len(operators) != 1:
        known = {"found": operators or list(rule) or ["-"], "known": list(_OPERATORS)}
        reader.found(Finding("condition.operator", known, path))
        return None
    operator = operators[0]
    read, beside = _OPERATORS[operator]
    extra = [key for key in rule if key != operator and key not in beside]
    for key in extra:
        values = {"key": key, "operator": operator, "known": [operator, *beside]}
        reader.found(Finding("condition.extra-key", values, (*path, key)))
    return None if extra else read(reader, rule, path, depth)


# -- logic -----------------------------------------------------------------------------------------


def _all(reader: Reader, rule: Rule, path: Path, depth: int) -> Condition | None:
    parts = _parts(reader, rule["all"], (*path, "all"), depth)
    return None if parts is None else AllOf(parts)


def _any(reader: Reader, rule: Rule, path: Path, depth: int) -> Condition | None:
    parts = _parts(reader, rule["any"], (*path, "any"), depth)
    return None if parts is None else AnyOf(parts)


def _not(reader: Reader, rule: Rule, path: Path, depth: int) -> Condition | None:
    part = _condition(reader, rule["not"], (*path, "not"), depth + 1)
    return None if part is None else Not(part)


def _of(reader: Reader, rule: Rule, path: Path, depth: int) -> Condition | None:
    parts = _parts(reader, rule["of"], (*path, "of"), depth)
    count = _count(reader, rule, path, len(rule["of"]))
    return None if parts is None or count is None else AtLeast(count, parts)


def _nodes(reader: Reader, rule: Rule, path: Path, _: int) -> Condition | None:
    rank, share = rule["nodes"], rule.get("reaching")
    if share is None:
        reader.found(Finding("condition.no-share", {}, path))
        return None
    there = sum(node.rank == rank for node in reader.nodes.values())
    count = _count(reader, rule, path, there)
    reader.work.append(there)
    if sum(reader.work) > MAX_WORK:
        if sum(reader.work) - there <= MAX_WORK:
            reader.found(Finding("condition.too-much", {"limit": MAX_WORK}, path))
        return None
    return None if count is None else NodesReaching(count, rank, share)


def _parts(
    reader: Reader, rules: list[Rule], path: Path, depth: int
) -> tuple[Condition, ...] | None:
    read = [_condition(reader, rule, (*path, i), depth + 1) for i, rule in enumerate(rules)]
    whole = tuple(part for part in read if part is not None)
    return whole if len(whole) == len(read) else None


def _count(reader: Reader, rule: Rule, path: Path, there: int) -> int | None:
    """Return how many must hold: a whole number from 1 to those that are there."""
    count = rule.get("at_least")
    if count is None or count != int(count) or not 1 <= count <= there:
        values = {"found": count, "most": there}
        reader.found(Finding("condition.count", values, (*path, "at_least")))
        return None
    return int(count)


# -- comparisons -----------------------------------------------------------------------------------


def _points(reader: Reader, rule: Rule, path: Path, _: int) -> Condition | None:
    node = _node(reader, rule["points"], (*path, "points"))
    bound = _bound(reader, rule, path)
    if node is None or bound is None:
        return None
    here = (*path, bound.comparator)
    if not is_exact(bound.value):
        reader.found(Finding("edition.too-fine", {"found": bound.value}, here))
    elif not 0 <= thousandths(bound.value) <= node.ceiling:
        most = {"found": bound.value, "low": 0, "high": node.ceiling}
        reader.found(Finding("condition.points-range", most, here))
    return PointsOf(node.id, bound)


def _ratio(reader: Reader, rule: Rule, path: Path, _: int) -> Condition | None:
    node = _node(reader, rule["ratio"], (*path, "ratio"))
    bound = _bound(reader, rule, path)
    if node is None or bound is None:
        return None
    if node.maximum == 0:
        reader.found(Finding("condition.no-maximum", {"node": node.id}, (*path, "ratio")))
    _check_range(reader, bound, 1, path)
    return RatioOf(node.id, bound)


def _measure(reader: Reader, rule: Rule, path: Path, _: int) -> Condition | None:
    measure = _known(reader, rule["measure"], (*path, "measure"))
    if measure is None:
        return None
    if measure.kind in _TOLD and (measure.kind != "year" or "is" in rule):
        if not isinstance(rule.get("is"), bool) or any(key in rule for key in _COMPARATORS):
            values = {"measure": measure.id}
            reader.found(Finding("condition.yes-no", values, (*path, "measure")))
            return None
        return Holds(measure.id, rule["is"])
    bound = _bound(reader, rule, path)
    if "is" in rule:
        _not_fitting(reader, "is", measure, (*path, "is"))
        return None
    if bound is None:
        return None
    if measure.kind in {"percentage", "share"}:
        _check_range(reader, bound, _WHOLE, path)
    return MeasureOf(measure.id, bound)


def _share(reader: Reader, rule: Rule, path: Path, _: int) -> Condition | None:
    measure = _known(reader, rule["share"], (*path, "share"))
    bound = _bound(reader, rule, path)
    if measure is None or bound is None:
        return None
    if measure.kind != "share":
        _not_fitting(reader, "share", measure, (*path, "share"))
        return None
    _check_range(reader, bound, _WHOLE, path)
    return ShareOf(measure.id, bound)


def _trend(reader: Reader, rule: Rule, path: Path, _: int) -> Condition | None:
    measure = _known(reader, rule["trend"], (*path, "trend"))
    direction = rule.get("is")
    if direction not in {"rising", "falling"}:
        reader.found(Finding("condition.trend", {"found": direction}, path))
        return None
    if measure is None:
        return None
    if measure.kind in _TOLD:
        _not_fitting(reader, "trend", measure, (*path, "trend"))
        return None
    return Trend(measure.id, direction)


def _bound(reader: Reader, rule: Rule, path: Path) -> Bound | None:
    given = [key for key in _COMPARATORS if key in rule]
    if len(given) != 1:
        values = {"found": [str(key) for key in given or rule], "known": _COMPARATORS}
        reader.found(Finding("condition.comparator", values, path))
        return None
    return Bound(given[0], rule[given[0]])


def _check_range(reader: Reader, bound: Bound, most: int, path: Path) -> None:
    if not 0 <= bound.value <= most:
        values = {"found": bound.value, "low": 0, "high": most}
        reader.found(Finding("condition.range", values, (*path, bound.comparator)))


def _node(reader: Reader, node_id: str, path: Path) -> Node | None:
    node = reader.nodes.get(node_id)
    if node is None:
        values = {"node": node_id, "near": near(node_id, reader.nodes)}
        reader.found(Finding("condition.unknown-node", values, path))
    return node


def _known(reader: Reader, measure_id: str, path: Path) -> Measure | None:
    measure = reader.measures.get(measure_id)
    if measure is None:
        known = list(reader.measures)
        values = {"measure": measure_id, "known": known, "near": near(measure_id, known)}
        reader.found(Finding("condition.unknown-measure", values, path))
    return measure


def _not_fitting(reader: Reader, operator: str, measure: Measure, path: Path) -> None:
    values = {"operator": operator, "measure": measure.id, "kind": measure.kind}
    reader.found(Finding("condition.not-fitting", values, path))


# The operator is the one key that is in this table; beside it stand only the keys listed.
_OPERATORS: Final[
    dict[str, tuple[Callable[[Reader, Rule, Path, int], Condition | None], tuple[str, ...]]]
] = {
    "all": (_all, ()),
    "any": (_any, ()),
    "not": (_not, ()),
    "of": (_of, ("at_least",)),
    "nodes": (_nodes, ("at_least", "reaching")),
    "points": (_points, _COMPARATORS),
    "ratio": (_ratio, _COMPARATORS),
    "measure": (_measure, (*_COMPARATORS, "is")),
    "share": (_share, _COMPARATORS),
    "trend": (_trend, ("is",)),
}
