"""An edition as columns for what-ifs of one profile: what is known of it is a constant."""

import math
from collections.abc import Collection, Iterator
from fractions import Fraction

from kla_rules.columns.program import WRONG, Program
from kla_rules.columns.steps import Steps, take_levels
from kla_rules.conditions.columns import (
    OPEN,
    Always,
    Column,
    Constant,
    Facing,
    Filled,
    Least,
    Named,
    Number,
    Sum,
    Ternary,
    high_of,
    low_of,
)
from kla_rules.conditions.judge import judge
from kla_rules.conditions.operators import OPERATORS, Condition
from kla_rules.conditions.walk import looks_at
from kla_rules.evaluation.bounds import Exact
from kla_rules.evaluation.requirements import facts_of
from kla_rules.evaluation.result import Evaluation
from kla_rules.model.tree import ROOT, Branch

_ENDS = (low_of, high_of)


def specialised(evaluation: Evaluation, drawn: Collection[int]) -> Program:
    """Return the edition of a profile as columns of some nodes; all else is as the profile has it.

    Its steps are those of nodes that the columns move, and of the root. What is asked besides
    points of these nodes is judged here, once. Where figures have more digits than thousandths,
    points are counted in such parts of a thousandth that all are whole: also in the columns.

    Args:
        evaluation: of the profile.
        drawn: positions of the nodes whose points are columns; an inner node that has none in a row
            has what its parts come to.

    >>> import kla_rules as kla
    >>> city = kla.evaluate(kla.Profile.from_dict({"edition": "kla-2024", "points": {"13.1": 1}}))
    >>> one = specialised(city, [city.edition.positions["13.2"]])
    >>> [step.name for step in one.steps if step.name.endswith(" low")]
    ['13.2 low', '13 low', 'K3 low', 'total low']
    """
    return _Specialised(evaluation, drawn).program()


class _Specialised:
    """Puts the steps for one profile together."""

    def __init__(self, evaluation: Evaluation, drawn: Collection[int]) -> None:
        self.evaluation, self.edition = evaluation, evaluation.edition
        self.ends = evaluation.bounds.exact_thousandths
        self.moving = set(drawn)
        self.branches: list[Branch] = []
        for branch in self.edition.branches:
            is_summed = evaluation.known.values_thousandths[branch.index] is None
            if branch.index in drawn or (is_summed and self.moving & {*branch.children}):
                self.moving.add(branch.index)
                self.branches.append(branch)
        self.parts = math.lcm(*(Fraction(figure).denominator for figure in self._still()))
        ids, ceilings = self.edition.ids, self.edition.ceilings_thousandths
        self.columns = {
            ids[i]: Column(ids[i], "points", 0, ceilings[i] * self.parts) for i in sorted(drawn)
        }
        self.facing = Facing(self.edition, self.columns, self.parts)
        self.facts = facts_of(evaluation.profile, evaluation.bounds)
        self.steps = Steps()

    def _still(self) -> Iterator[Exact]:
        """Yield every figure that the steps have and nothing moves."""
        for end in self.ends:
            yield end[0]
            for branch in self.branches:
                yield from (end[child] for child in branch.children if child not in self.moving)

    def program(self) -> Program:
        """Return the whole."""
        edition, steps = self.edition, self.steps
        for name in self.columns:
            if not edition.node(name).children:
                self._take(name, Constant(0), Constant(self.columns[name].most))
        for branch in self.branches:
            self._take(edition.ids[branch.index], *self._sums(branch))
        if 0 not in self.moving:
            self._take(ROOT, *(self._constant(end[0]) for end in self.ends))
        asked: dict[str, list[Ternary]] = {}
        for outcome in self.evaluation.requirements:
            if outcome.binding:
                rule = outcome.requirement
                states = zip(("met", "not met"), self._state(rule.when), strict=True)
                named = (steps.take(f"requirement.{rule.id} {key}", one) for key, one in states)
                asked.setdefault(rule.level, []).append(Ternary(*named))
        take_levels(steps, edition, self.evaluation.edge_policy, asked, self.parts)
        steps.take(WRONG, Constant(0))
        return Program(edition, self.columns, tuple(steps.taken), (), {}, self.parts)

    def _take(self, name: str, *ends: Number) -> None:
        """Take both ends of a node, or its column where that is known."""
        own = self.facing.given(name)
        for name_of, end in zip(_ENDS, ends, strict=True):
            self.steps.take(name_of(name), end if own is None else Filled(own, end))

    def _constant(self, figure: Exact) -> Constant:
        return Constant(int(figure * self.parts))

    def _sums(self, branch: Branch) -> Iterator[Number]:
        """Yield the fewest and the most that an inner node has of its parts."""
        ids, most = self.edition.ids, self._constant(branch.ceiling_thousandths)
        for name_of, end in zip(_ENDS, self.ends, strict=True):
            moving = [(1, Named(name_of(ids[c]))) for c in branch.children if c in self.moving]
            still = sum(end[child] for child in branch.children if child not in self.moving)
            yield Least((Sum((*moving, (1, self._constant(still)))), most))

    def _state(self, condition: Condition) -> Ternary:
        """Return where a condition holds, and where it fails: judged here where no column moves it.

        Its parts are lowered first: what these leave to the profile is a constant in it.
        """
        operator = OPERATORS[type(condition)]
        parts = tuple(map(self._state, operator.parts(condition, self.edition)))
        node = looks_at(condition, "node")
        moves = node is not None and self.edition.positions[node] in self.moving
        state = operator.columns(condition, self.facing, parts) if parts or moves else OPEN
        if state != OPEN:
            return state
        met = judge(condition, self.facts).state
        return Ternary(Always(met is True), Always(met is False))
