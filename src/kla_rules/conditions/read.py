"""Read a condition from a rule.

The form has been held against the schema already; what is found here is what does not fit together,
and names that the edition does not know.
"""

from collections.abc import Callable, Mapping
from typing import Final

from attrs import field, frozen

from kla_rules.conditions.bound import COMPARATORS, Bound
from kla_rules.conditions.operator import Rule
from kla_rules.conditions.operators import OPERATORS, Condition
from kla_rules.core.findings import Finding, Path
from kla_rules.core.suggestion import suggestions
from kla_rules.model.measure import Measure
from kla_rules.model.tree import Node

MAX_DEPTH: Final = 8
MAX_PARTS: Final = 200


@frozen(repr=False, eq=False)  # nobody prints or compares it: less to make at the start
class Reader:
    """What conditions may name, and where findings go; operators read their keys with it.

    Attributes:
        nodes: nodes of the edition by id.
        measures: measures of the edition by id.
        found: takes each finding.
        places: places of the parts of one condition.
        work: nodes that the conditions of one file count.
    """

    nodes: Mapping[str, Node]
    measures: Mapping[str, Measure]
    found: Callable[[Finding], None]
    places: list[Path] = field(factory=list)
    work: list[int] = field(factory=list)

    def part(self, rule: Rule, path: Path, depth: int) -> Condition | None:
        """Return a part of a condition, or None where something was found."""
        self.places.append(path)
        if depth > MAX_DEPTH:
            self.found(Finding("condition.too-deep", {"limit": MAX_DEPTH}, path))
            return None
        if len(self.places) > MAX_PARTS:
            if len(self.places) == MAX_PARTS + 1:
                self.found(Finding("condition.too-large", {"limit": MAX_PARTS}, path))
            return None
        operators = {
            operator.key: operator for operator in OPERATORS.values() if operator.key is not None
        }
        keys = [key for key in rule if key in operators]
        if len(keys) != 1:
            known = {"found": keys or list(rule) or ["-"], "known": list(operators)}
            self.found(Finding("condition.operator", known, path))
            return None
        (key,) = keys
        fitting = (key, *operators[key].further)
        extra = [other for other in rule if other not in fitting]
        for other in extra:
            values = {"key": other, "operator": key, "known": list(fitting)}
            self.found(Finding("condition.extra-key", values, (*path, other)))
        return None if extra else operators[key].read(self, rule, path, depth)

    def parts(self, rules: list[Rule], path: Path, depth: int) -> tuple[Condition, ...] | None:
        """Return all parts of a list, or None where something was found in one of them."""
        read = [self.part(rule, (*path, i), depth + 1) for i, rule in enumerate(rules)]
        whole = tuple(part for part in read if part is not None)
        return whole if len(whole) == len(read) else None

    def count(self, rule: Rule, path: Path, most: int) -> int | None:
        """Return how many must hold: a whole number from 1 to those that are there."""
        count = rule.get("at_least")
        if count is None or count != int(count) or not 1 <= count <= most:
            values = {"found": count, "most": most}
            self.found(Finding("condition.count", values, (*path, "at_least")))
            return None
        return int(count)

    def bound(self, rule: Rule, path: Path) -> Bound | None:
        """Return the constant that a figure is compared with."""
        comparators = [key for key in COMPARATORS if key in rule]
        if len(comparators) != 1:
            values = {"found": [str(key) for key in comparators or rule], "known": COMPARATORS}
            self.found(Finding("condition.comparator", values, path))
            return None
        (comparator,) = comparators
        return Bound(comparator, rule[comparator])

    def check_range(self, bound: Bound, most: int, path: Path) -> None:
        """Find a constant that the figure can never be."""
        if not 0 <= bound.value <= most:
            values = {"found": bound.value, "low": 0, "high": most}
            self.found(Finding("condition.range", values, (*path, bound.comparator)))

    def node(self, node_id: str, path: Path) -> Node | None:
        """Return a node of the edition."""
        node = self.nodes.get(node_id)
        if node is None:
            values = {"node": node_id, "near": suggestions(node_id, self.nodes)}
            self.found(Finding("condition.unknown-node", values, path))
        return node

    def measure(self, measure_id: str, path: Path) -> Measure | None:
        """Return a measure of the edition."""
        measure = self.measures.get(measure_id)
        if measure is None:
            known = list(self.measures)
            values = {"measure": measure_id, "known": known, "near": suggestions(measure_id, known)}
            self.found(Finding("condition.unknown-measure", values, path))
        return measure

    def not_fitting(self, operator: str, measure: Measure, path: Path) -> None:
        """Find an operator that says nothing of this kind of measure."""
        values = {"operator": operator, "measure": measure.id, "kind": measure.kind}
        self.found(Finding("condition.not-fitting", values, path))


def condition_of(reader: Reader, rule: Rule, path: Path) -> Condition | None:
    """Return the condition that `rule` describes, or None where something was found.

    Args:
        reader: what may be named; takes the findings.
        rule: a mapping that the schema accepts.
        path: where it stands in its file.
    """
    reader.places.clear()
    return reader.part(rule, path, 1)
