"""Judge a condition: true, false or unknown.

Three-valued after Kleene: what is not known never decides by itself, and decides nothing that the
known parts have decided already. A comparison looks at the least and the most that its figure can
be, so it is unknown only while both outcomes are possible.
"""

from typing import TYPE_CHECKING

from kla_rules.conditions.operators import OPERATORS, Condition

if TYPE_CHECKING:
    from kla_rules.conditions.figures import Facts
    from kla_rules.conditions.judgement import Judgement


def judge(condition: Condition, facts: "Facts") -> "Judgement":
    """Return what becomes of `condition` where `facts` hold.

    >>> import kla_rules as kla
    >>> from kla_rules.conditions.figures import Facts
    >>> from kla_rules.conditions.operators import Bound, Not, PointsOf
    >>> tree = kla.edition("kla-2024")
    >>> facts = Facts(tree, tree.nothing_thousandths, tree.ceilings_thousandths)  # nothing is known
    >>> judge(PointsOf("total", Bound("at_least", 0)), facts).state
    True
    >>> judge(Not(PointsOf("total", Bound("above", 600))), facts).state is None
    True
    """
    operator = OPERATORS[type(condition)]
    parts = tuple(judge(part, facts) for part in operator.parts(condition, facts.edition))
    return operator.judge(condition, facts, parts)
