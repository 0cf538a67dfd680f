"""What-ifs of a sweep as profiles, for whoever wants to evaluate or to plan for them."""

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from kla_rules.core.findings import ArgumentError, Finding, check_type
from kla_rules.core.narrow import whole
from kla_rules.core.points import decimal
from kla_rules.model.tree import ROOT
from kla_rules.profile.changed import changed
from kla_rules.sweeps.parts import MOST_SCENARIOS, varied

if TYPE_CHECKING:
    from kla_rules.profile.model import Profile
    from kla_rules.sweeps.model import Sweep


def scenarios_of(sweep: "Sweep", count: int) -> Iterator["Profile"]:
    """Yield what-ifs of a sweep as profiles, chosen evenly.

    What was drawn stands in them as points: at questions, at a capped indicator where another
    reading gives it fewer, and at the total after a drop.
    """
    number = whole(count)
    check_type("count", number, "a whole number", int)
    most = min(sweep.n, MOST_SCENARIOS)
    if not 1 <= number <= most:
        values = {"name": "count", "found": number, "least": 1, "most": most}
        raise ArgumentError([Finding("argument.whole", values, ("count",))])
    return _scenarios(sweep, [place * sweep.n // number for place in range(number)])


def _scenarios(sweep: "Sweep", numbers: list[int]) -> Iterator["Profile"]:
    from kla_rules.sweeps.draws import Source  # noqa: PLC0415 - NumPy is an extra
    from kla_rules.sweeps.reckoned import Reckoned  # noqa: PLC0415 - as above

    parts = varied(sweep.evaluation, sweep.vary)
    source = Source(parts, sweep.seed, sweep.row, together=sweep.unknown == "common")
    reckoned = Reckoned(parts, drop=sweep.drop)
    ids = sweep.evaluation.edition.ids
    for number in numbers:
        draws = source.draw(number, 1)
        scores = reckoned.scores(draws)
        drawn = {**draws.points, **scores.indicators}
        points: dict[str, Decimal] = {
            ids[position]: decimal(int(column[0]))
            for position, column in drawn.items()
            if column[0] >= 0
        }
        if draws.drop is not None:
            points[ROOT] = decimal(int(scores.points[0]))
        yield changed(sweep.evaluation.profile, points, {})
