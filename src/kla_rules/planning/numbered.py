"""The numbers of the steps of a plan: by the quarter in which they begin, and by agency.

The same numbers stand in the text, in tables and in pictures, so that people can speak of "step 7".
What must come first has the smaller number: what has ended before a step begins stands above it.
"""

from collections.abc import Sequence
from typing import Final

from kla_rules.planning.improved import Timed
from kla_rules.planning.months import Month

QUARTER: Final = 3
YEAR: Final = 12


def quarter_of(start: Month | None, month: int) -> int:
    """Return the quarter of a month of a plan: of the calendar, or from the start.

    Args:
        start: year and month in which the plan begins, or None where its months are counted.
        month: counted from 1.

    >>> quarter_of(None, 3), quarter_of(None, 4)
    (0, 1)
    >>> quarter_of((2027, 3), 2) - quarter_of((2027, 3), 1)
    1
    """
    first = start[0] * YEAR + start[1] - 1 if start else 0
    return (first + month - 1) // QUARTER


def months_of(entry: Timed) -> tuple[int, int]:
    """Return the months in which a task begins and ends, counted from 1."""
    ends = max(entry.ends, 1)
    return min(entry.starts + 1, ends), ends


def numbered(entries: Sequence[Timed], start: Month | None) -> list[Timed]:
    """Return tasks as they are numbered: an agency's together, as far as what comes first lets it.

    Args:
        entries: in the order in which they end.
        start: year and month in which the plan begins, or None.
    """
    quarters: dict[int, list[int]] = {}
    for place, entry in enumerate(entries):
        quarters.setdefault(quarter_of(start, months_of(entry)[0]), []).append(place)
    return [
        entries[place]
        for quarter in sorted(quarters)
        for place in _within(entries, quarters[quarter])
    ]


def _within(entries: Sequence[Timed], places: Sequence[int]) -> list[int]:
    """Return the tasks of one quarter in the order of their numbers."""
    before = {
        place: {
            other
            for other in places
            if other < place and entries[other].ends <= entries[place].starts
        }
        for place in places
    }
    order: list[int] = []
    above: set[int] = set()
    left = list(places)
    while left:
        agency = entries[order[-1]].task.step.responsible if order else None
        free = [place for place in left if before[place] <= above]
        same = [place for place in free if entries[place].task.step.responsible == agency]
        taken = min((order and same) or free, key=lambda place: (months_of(entries[place]), place))
        order.append(taken)
        above.add(taken)
        left.remove(taken)
    return order
