"""Tables: a better value is worth no less, and one between two others what lies between them."""

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from kla_rules.model.edition import Edition
from kla_rules.model.table import Table
from kla_rules.validation.proofs.asked import Asked
from kla_rules.validation.proofs.claim import Claim
from kla_rules.validation.proofs.figures import answering, plain_value
from kla_rules.validation.proofs.model import Verdict

_WHOLE: Final = 100


def better_values(edition: Edition, rounds: tuple[Asked, ...], _: float) -> Iterator[Verdict]:
    """Yield whether a better measured value is worth as many points at least."""
    claim = Claim("better-values")
    for question, table in edition.tables.items():
        own = edition.node(question).question
        less = own is not None and own.direction == "negative"
        for lower, upper in zip(table.bands, table.bands[1:], strict=False):
            worse, better = (upper, lower) if less else (lower, upper)
            if worse.worth_thousandths > better.worth_thousandths:
                shown = [
                    answering(edition, rounds, {question: {"value": plain_value(band.start)}})
                    for band in (worse, better)
                ]
                yield claim.refuted(
                    "value-lowers",
                    shown,
                    node=question,
                    before=worse.worth_thousandths,
                    after=better.worth_thousandths,
                )
                return
    count = sum(bool(table.bands) for table in edition.tables.values())
    yield claim.proved("values-help" if count else "no-tables", count=count)


def stated_range(edition: Edition, rounds: tuple[Asked, ...], _: float) -> Iterator[Verdict]:
    """Yield whether the range of a profile holds whatever it comes to once all is known.

    Sums and conditions are looked at with the least and the most that each figure can be. That is
    enough where a figure between two others is worth something between what they are.
    """
    claim = Claim("stated-range")
    for question, table in edition.tables.items():
        found = _outside(table)
        if found is not None:
            low, middle, high, whole = found
            units = {"part": low, "whole": whole, "unknown": high - low}
            known = {"part": middle, "whole": whole}
            shown = [
                answering(edition, rounds, {question: {"units": each}}) for each in (units, known)
            ]
            yield claim.refuted("outside-range", shown, node=question)
            return
    yield claim.proved("between", count=len(edition.requirements))


def _outside(table: Table) -> tuple[int, int, int, int] | None:
    """Return three shares of which the middle one is worth more, or less, than both others.

    Returns:
        How many units each is of, and of how many.
    """
    bands = [(Fraction(band.start), band.worth_thousandths) for band in table.bands]
    known = [(start, worth) for start, worth in bands if start <= _WHOLE]
    scale = math.lcm(*(start.denominator for start, _ in known))
    for here, (share, worth) in enumerate(known):
        for more in (1, -1):
            below, above = (
                next((start for start, other in side if other * more < worth * more), None)
                for side in (known[:here], known[here + 1 :])
            )
            if below is not None and above is not None:
                low, middle, high = (int(start * scale) for start in (below, share, above))
                return low, middle, high, _WHOLE * scale
    return None
