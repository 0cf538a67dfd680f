"""Measures of a profile: their form, and figures that cannot be true or look wrong."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from kla_rules.core.findings import Finding, Path
from kla_rules.core.notes import Note
from kla_rules.core.points import SCALE, share, thousandths
from kla_rules.core.suggestion import suggestions
from kla_rules.model.edition import Edition
from kla_rules.model.measure import Measure, Reading

_WHOLE: Final = 100
_NAME: Final = re.compile(r"[a-z][a-z0-9_-]{0,59}")
_FORM: Final = ("value", "year", "definition", "part", "whole", "unknown")


def readings_of(listed: Any, year: int | None) -> tuple[Reading, ...]:  # noqa: ANN401 - checked by its schema
    """Return the readings that a profile gives of one measure; `year` is its round.

    >>> readings_of({"value": 31, "definition": "survey"}, 2019)
    (Reading(value=31, year=2019, definition='survey', part=None, whole=None, unknown=0),)
    """
    rules = listed if isinstance(listed, list | tuple) else [listed]
    readings = [
        Reading(**{"year": year, **(rule if isinstance(rule, Mapping) else {"value": rule})})
        for rule in rules
    ]
    # Their order says nothing: equal profiles have equal digests.
    return tuple(
        sorted(readings, key=lambda reading: (reading.year or 0, reading.definition or ""))
    )


def written_readings(readings: Sequence[Reading]) -> Any:  # noqa: ANN401 - plain values
    """Return readings as a profile writes them."""
    written = []
    for reading in readings:
        form = {key: getattr(reading, key) for key in _FORM}
        form["unknown"] = reading.unknown or None
        written.append({key: value for key, value in form.items() if value is not None})
    return written[0] if len(written) == 1 else written


def measure_findings(
    name: str,
    measure: Measure | None,
    listed: Any,  # noqa: ANN401 - checked by its schema
    year: int | None,
    path: Path,
) -> Iterator[Finding]:
    """Yield what cannot be true of one measure; `measure` is None where the edition has none so."""
    if not _NAME.fullmatch(name):
        yield Finding("measure.name", {"measure": name}, path)
    seen: set[tuple[int | None, str | None]] = set()
    several = isinstance(listed, list | tuple)
    for index, reading in enumerate(readings_of(listed, year)):
        here = (*path, index) if several else path
        yield from _counts(name, reading, here)
        if measure is not None:
            yield from _fits(name, measure, reading, here)
        key = (reading.year, reading.definition)
        if key in seen:
            values = {"measure": name, "year": reading.year or "-"}
            yield Finding("measure.twice", values, here)
        seen.add(key)


def _counts(name: str, reading: Reading, path: Path) -> Iterator[Finding]:
    part, whole = reading.part, reading.whole
    if (part is None) != (whole is None) or (reading.unknown and whole is None):
        yield Finding("measure.one-count", {"measure": name}, path)
    elif part is None and reading.value is None:
        yield Finding("measure.empty", {"measure": name}, path)
    elif part is not None and whole is not None and part + reading.unknown > whole:
        values = {"measure": name, "part": part, "unknown": reading.unknown, "whole": whole}
        if part > whole:
            yield Finding("measure.swapped", values, (*path, "part"))
        else:
            yield Finding("measure.above-whole", values, (*path, "unknown"))


def _fits(name: str, measure: Measure, reading: Reading, path: Path) -> Iterator[Finding]:
    value = reading.value
    if measure.kind == "yes_no":
        answered = value is not None or reading.part is not None
        if answered and (not isinstance(value, bool) or reading.part is not None):
            yield Finding("measure.not-yes-no", {"measure": name}, path)
    elif isinstance(value, bool):
        yield Finding("measure.not-a-number", {"measure": name, "found": value}, path)
    elif value is not None and measure.kind != "number" and not 0 <= value <= _WHOLE:
        yield Finding("measure.percentage", {"measure": name, "found": value}, path)
    elif measure.kind == "number" and reading.part is not None:
        yield Finding("measure.counts-of-number", {"measure": name}, path)


def measure_notes(
    edition: Edition, measures: Mapping[str, Sequence[Reading]], year: int | None
) -> Iterator[Note]:
    """Yield what is suspicious about the measures of a profile."""
    known = {measure.id: measure for measure in edition.measures}
    for name, readings in measures.items():
        measure = known.get(name)
        if measure is None:
            values = {"measure": name, "edition": edition.id, "near": suggestions(name, known)}
            yield Note("measure.not-asked", values)
        yield from _definitions(name, readings)
        undated = {reading.year is None for reading in readings}
        if len(undated) > 1:
            yield Note("measure.undated", {"measure": name})
        for reading in readings:
            yield from _suspicious(name, measure, reading, year)


def _definitions(name: str, readings: Sequence[Reading]) -> Iterator[Note]:
    years = dict.fromkeys(reading.year for reading in readings)
    for year in years:
        same = [reading for reading in readings if reading.year == year]
        if (
            len({(reading.value, reading.part, reading.whole, reading.unknown) for reading in same})
            > 1
        ):
            written = [f"{_in_words(reading)} ({reading.definition or '-'})" for reading in same]
            yield Note("measure.two-definitions", {"measure": name, "readings": written})


def _in_words(reading: Reading) -> str:
    if isinstance(reading.value, bool):
        return "true" if reading.value else "false"
    return f"{reading.part}/{reading.whole}" if reading.value is None else str(reading.value)


def _suspicious(
    name: str, measure: Measure | None, reading: Reading, year: int | None
) -> Iterator[Note]:
    value = reading.value
    if reading.year is not None and year is not None and reading.year > year:
        values = {"measure": name, "measured": reading.year, "year": year}
        yield Note("measure.later", values)
    if isinstance(value, bool) or value is None:
        return
    if measure is not None and measure.kind != "number" and 0 < value < 1:
        hundredfold = share(value, 1, _WHOLE * SCALE)
        yield Note(
            "measure.small", {"measure": name, "found": str(value), "hundredfold": hundredfold}
        )
    if reading.part is not None and reading.whole:
        counted = share(_WHOLE * reading.part, reading.whole, SCALE)
        printed = thousandths(value)
        if abs(counted - printed) >= _last_place(value):
            values = {"measure": name, "found": str(value), "counted": counted}
            counts = {"part": reading.part, "whole": reading.whole}
            yield Note("measure.counts-differ", values | counts)


def _last_place(printed: int | Decimal) -> int:
    """Return thousandths of the last decimal place that was printed.

    >>> _last_place(98), _last_place(Decimal("98.7"))
    (1000, 100)
    """
    exponent = printed.as_tuple().exponent if isinstance(printed, Decimal) else 0
    return int(SCALE // 10 ** min(3, -exponent)) if isinstance(exponent, int) else SCALE
