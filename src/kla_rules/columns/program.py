"""An edition as steps of whole numbers and tests: what `evaluate()` reckons, for a whole table."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Final

from attrs import frozen

from kla_rules.columns.checks import Fault, counts_of, of_counts, of_round
from kla_rules.columns.known import (
    HEADS,
    YEAR,
    columns_of,
)
from kla_rules.columns.leaves import leaf_of
from kla_rules.columns.steps import Step, Steps, take_levels
from kla_rules.conditions.columns import (
    Column,
    Compares,
    Constant,
    Every,
    Facing,
    Filled,
    Given,
    Known,
    Least,
    Named,
    Number,
    Opposite,
    Sum,
    Tally,
    Ternary,
    Test,
    either,
    high_of,
    low_of,
    measure_column,
)
from kla_rules.conditions.operators import OPERATORS, Condition
from kla_rules.model.edition import Edition
from kla_rules.model.levels import Advisory, EdgePolicy, Requirement
from kla_rules.model.table import Table
from kla_rules.model.tree import Branch, Node

# No step of a node, nor of a rule, can have this name.
WRONG: Final = "wrong besides cells"
_NOTHING: Final = Constant(0)


@frozen
class Check:
    """What cannot be true of a row, though each of its cells may be.

    Attributes:
        column: the column that it is told of.
        kind: "twice" (a question is answered in two ways), "one-count" (of two counts one is
            missing), "above-whole" (more are counted than there are), "parts-above" (parts exceed
            what the whole can be), "no-now" (only the year before is known), "no-round" (there was
            none in that year).
        step: name of the step that says where it is so.
    """

    column: str
    kind: str
    step: str


@frozen
class Program:
    """An edition as columns.

    Attributes:
        edition: the edition.
        columns: by name the columns of the table that tell something.
        steps: what is reckoned, each after what it needs.
        checks: what cannot be true of a row; `WRONG` counts how much of it is.
        states: by "requirement.<id>" or "advisory.<id>" the names of the steps that say where it is
            known to be met, and known not to be.
        parts: of a thousandth, in which points are counted.
    """

    edition: Edition
    columns: Mapping[str, Column]
    steps: tuple[Step, ...]
    checks: tuple[Check, ...]
    states: Mapping[str, tuple[str, str]]
    parts: int = 1


def program(
    edition: Edition,
    columns: Collection[str],
    policy: EdgePolicy | None = None,
    tables: Mapping[str, Table] | None = None,
) -> Program:
    """Return an edition as columns of a table.

    Args:
        edition: the edition, with its overlays.
        columns: names of the columns that the table has; others than those of `columns_of` say
            nothing.
        policy: the reading of the floors; left out, that of the edition.
        tables: by question what turns an answer into thousandths; left out, those of the edition.

    >>> import kla_rules as kla
    >>> small = program(kla.edition("kla-2019"), ["total", "measures.sra_share"])
    >>> [step.name for step in small.steps][:2], list(small.columns)
    (['K0 low', 'K0 high'], ['total', 'measures.sra_share'])
    """
    tables = edition.tables if tables is None else tables
    known = {name: one for name, one in columns_of(edition, tables).items() if name in columns}
    steps = _Steps(edition, known, tables)
    steps.points()
    steps.requirements()
    steps.levels(policy or edition.edge.policy)
    steps.wrong()
    return Program(edition, known, tuple(steps.steps.taken), tuple(steps.checks), steps.states)


class _Steps:
    """Gathers the steps of an edition."""

    def __init__(
        self, edition: Edition, columns: Mapping[str, Column], tables: Mapping[str, Table]
    ) -> None:
        self.edition, self.columns, self.tables = edition, columns, tables
        self.facing = Facing(edition, columns)
        self.steps = Steps()
        self.take = self.steps.take
        self.checks: list[Check] = []
        self.states: dict[str, tuple[str, str]] = {}
        self.said: dict[str, str] = {}

    def check(self, faults: Iterable[Fault]) -> None:
        """Keep what cannot be true of a row."""
        for column, kind, test in faults:
            step = f"{column} {kind}"
            self.take(step, test)
            self.checks.append(Check(column, kind, step))

    def points(self) -> None:
        """Take the fewest and the most thousandths of every node, from below."""
        tree = self.edition
        for node, ceiling in zip(tree.nodes, tree.ceilings_thousandths, strict=True):
            if not node.children:
                self._leaf(node, ceiling)
        for branch in tree.branches:
            self._branch(tree.nodes[branch.index], branch)

    def _branch(self, node: Node, branch: Branch) -> None:
        own, most = self._given(node.id), Constant(branch.ceiling_thousandths)
        below = [self.edition.ids[child] for child in branch.children]

        def total(name_of: Callable[[str], str]) -> Number:
            return Sum(tuple((1, Named(name_of(child))) for child in below))

        def capped(name_of: Callable[[str], str]) -> Number:
            least = Least((total(name_of), most))
            return least if own is None else Filled(own, least)

        self.take(low_of(node.id), capped(low_of))
        self.take(high_of(node.id), capped(high_of))
        if not self.edition.holes:
            return
        # Where a maximum is not known, parts can exceed what the whole can be.
        if any(child in self.said for child in below):
            self.said[node.id] = said_of(node.id)
            self.take(said_of(node.id), capped(self._said))
        if node.cap is None:
            above = Compares(total(self._said), "above", branch.ceiling_thousandths)
            given = () if own is None else (Opposite(Known(own)),)
            self.check([Fault(node.id, "parts-above", Every((above, *given)))])

    def _said(self, node: str) -> str:
        """Return the step of the fewest thousandths that a profile itself says of a node.

        What a table makes of its answers is not among them.
        """
        return self.said.get(node, low_of(node))

    def _given(self, node: str) -> Given | None:
        """Return the column of the points of a node; the heads of a row are never that."""
        return None if node in HEADS else self.facing.given(node)

    def _leaf(self, node: Node, ceiling: int) -> None:
        """Take the points of a leaf as given there, else those of its answer, else both ends."""
        leaf = leaf_of(node, ceiling, self._given(node.id), self.facing, self.tables.get(node.id))
        self.check(leaf.faults)
        self.take(low_of(node.id), leaf.low)
        self.take(high_of(node.id), leaf.high)
        if self.edition.holes and leaf.said is not None:
            self.said[node.id] = said_of(node.id)
            self.take(said_of(node.id), leaf.said)

    def requirements(self) -> None:
        """Take where each requirement, and each advisory, is known to be met, and not to be."""
        for measure in self.edition.measures:
            name = measure_column(measure.id)
            counts, now = counts_of(self.facing, name), self.facing.given(name)
            self.check(of_counts(counts, now, alone=True))
            before = self.facing.given(measure_column(measure.id, "before"))
            if before is not None:
                there = tuple(Known(one) for one in (now, counts.part) if one is not None)
                alone = Every((Known(before), *map(Opposite, there)))
                self.check([Fault(before.column.name, "no-now", alone)])
        rules: Iterable[tuple[str, Requirement | Advisory]] = (
            *(("requirement", rule) for rule in self.edition.requirements),
            *(("advisory", rule) for rule in self.edition.advisories),
        )
        for kind, rule in rules:
            state, name = lowered(rule.when, self.facing), f"{kind}.{rule.id}"
            self.states[name] = (f"{name} met", f"{name} not met")
            for step, test in zip(self.states[name], state, strict=True):
                self.take(step, test)

    def levels(self, policy: EdgePolicy) -> None:
        """Take the number of the level that is secured, and of the highest possible; 0 is none."""
        asked: dict[str, list[Ternary]] = {}
        for rule in self.edition.requirements:
            met, not_met = map(Named, self.states[f"requirement.{rule.id}"])
            lifted = self._not_asked(rule)
            fails = Every((not_met, *map(Opposite, lifted))) if lifted else not_met
            asked.setdefault(rule.level, []).append(Ternary(either(*lifted, met), fails))
        take_levels(self.steps, self.edition, policy, asked)

    def _not_asked(self, rule: Requirement) -> tuple[Test, ...]:
        """Return where a requirement decides nothing: in rounds that may not have asked for it."""
        year = self.facing.given(YEAR)
        if year is None:
            return ()
        number = Filled(year, _NOTHING)
        rounds = sorted(set(self.edition.rounds) - set(rule.rounds))
        return tuple(
            Every((Compares(number, "at_least", one), Compares(number, "at_most", one)))
            for one in rounds
        )

    def wrong(self) -> None:
        """Take how much of a row cannot be true."""
        self.check(of_round(self.edition, self.facing.given(YEAR)))
        self.take(WRONG, Tally(tuple(Named(check.step) for check in self.checks)))


def said_of(node: str) -> str:
    """Return the name of the fewest thousandths that a profile itself says of a node."""
    return f"{node} said"


def lowered(condition: Condition, facing: Facing) -> Ternary:
    """Return where a condition is known to hold, and known not to."""
    operator = OPERATORS[type(condition)]
    parts = tuple(lowered(part, facing) for part in operator.parts(condition, facing.edition))
    return operator.columns(condition, facing, parts)
