"""The same profile with a total that is wished for: some of its leaves have all, or nothing."""

from collections.abc import Callable, Sequence
from typing import Any

from kla_rules.core.points import decimal
from kla_rules.evaluation.bounds import bounds
from kla_rules.evaluation.evidence import counted
from kla_rules.model.edition import Edition
from kla_rules.profile.changed import changed
from kla_rules.profile.model import Profile
from kla_rules.testing.strategies.room import headroom


def moved_to(profile: Profile, target: int, start: int) -> Profile:
    """Return a profile whose secured points are `target` thousandths.

    Leaves get all they can have, or nothing, one after the other from `start`, until the total is
    there; the last gets a part. Where no leaf can do it, or `start` is the total, the total gets
    its points as a whole.

    Args:
        profile: the answers.
        target: the total.
        start: a position in the nodes of the edition.
    """
    edition = profile.edition
    reach = counted(profile, profile.scale, None, "claimed")[1]
    low = reach.low_thousandths
    if low[0] == target:
        return profile
    leaves = [place for place, node in enumerate(edition.nodes) if not node.children]
    later = next((turn for turn, place in enumerate(leaves) if place >= start), 0)
    leaves = leaves[later:] + leaves[:later]
    ends: Sequence[int] = headroom(edition) if low[0] < target else edition.nothing_thousandths
    base = [
        value if edition.nodes[place].children else low[place]
        for place, value in enumerate(profile.values_thousandths)
    ]

    def total(count: int) -> int:
        values = list(base)
        for place in leaves[:count]:
            values[place] = ends[place]
        return bounds(edition, values).low_thousandths[0]

    def there(count: int) -> bool:
        return total(count) >= target if low[0] < target else total(count) <= target

    if start == 0 or not there(len(leaves)):
        return changed(profile, {"total": decimal(target)}, {})
    most = _first(there, len(leaves))
    last = leaves[most - 1]
    # Between two steps a total moves with the points of a leaf, or not at all above a cap.
    beside, other = total(most - 1), total(most)
    part = base[last] or 0
    part = part + target - beside if low[0] < target else target - other
    # Digits beyond thousandths would add up to more than the total that is wished for.
    points = {place: low[place] for place in profile.finer_thousandths}
    points |= {place: ends[place] for place in leaves[: most - 1]} | {last: part}
    return _given(profile, edition, points)


def _first(holds: Callable[[int], bool], most: int) -> int:
    """Return the least number for which something holds, which holds for all above it."""
    least = 1
    while least < most:
        middle = (least + most) // 2
        least, most = (least, middle) if holds(middle) else (middle + 1, most)
    return most


def _given(profile: Profile, edition: Edition, points: dict[int, int]) -> Profile:
    """Return a profile with these thousandths by position; questions answer them."""
    figures: dict[str, Any] = {}
    answers: dict[str, Any] = {}
    for place, value in points.items():
        node = edition.nodes[place]
        if node.question is None:
            figures[node.id] = decimal(value)
        elif value in {0, node.ceiling_thousandths}:
            answers[node.id] = {"option": "full" if value else "none"}
        else:
            answers[node.id] = {"points": decimal(value)}
    return changed(profile, figures, answers)
