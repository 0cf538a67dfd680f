"""Python values as events, without recursion."""

import datetime as dt
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from kla_rules.core.dates import day_of
from kla_rules.core.findings import Finding
from kla_rules.core.narrow import PLAIN, narrowed, nearest_float
from kla_rules.core.points import number
from kla_rules.core.reading.events import Event, unwritable


def python_events(value: object) -> Iterator[Event]:
    """Walk Python values without recursion; what JSON could not hold is a finding."""
    stack: list[Iterator[object]] = []
    pending: Iterator[object] = iter([value])
    while True:
        item = next(pending, _END)
        if item is _END:
            if not stack:
                return
            yield Event("end")
            pending = stack.pop()
        elif isinstance(item, Mapping) and not isinstance(item, Sequence):  # a map of Arrow is both
            yield Event("map")
            stack.append(pending)
            pending = (part for pair in list(item.items()) for part in pair)
        elif isinstance(item, list | tuple):
            yield Event("list")
            stack.append(pending)
            pending = iter(item)
        elif type(item) in PLAIN:
            yield _python_value(item)
        elif isinstance(plain := narrowed(item), list):  # of Arrow: its own scalars
            yield Event("list")
            stack.append(pending)
            pending = iter(getattr(item, "values", plain))
        else:
            yield _python_value(plain)


def _python_value(item: object) -> Event:
    if isinstance(item, str):
        return Event("value", item, None, unwritable(item))
    if item is None or isinstance(item, bool):
        return Event("value", item)
    if isinstance(item, dt.date):
        return Event("value", day_of(item))
    try:
        return Event("value", number(item))
    except OverflowError:
        return Event("value", 0, None, Finding("document.number-size"))
    except ValueError:
        reason = "missing" if math.isnan(nearest_float(item)) else ""
        values = {"value": str(item)[:20], "reason": reason}
        return Event("value", 0, None, Finding("document.not-finite", values))
    except TypeError:
        problem = Finding("document.not-plain", {"type": type(item).__name__})
        return Event("value", None, None, problem)


_END: Final = object()
