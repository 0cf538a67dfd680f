"""A row as a profile, and what `evaluate()` makes of it: under the names of the results."""

from collections.abc import Mapping
from typing import Any, Final

import kla_rules as kla
from agreement_cases import Case
from kla_rules.columns.known import YEAR
from kla_rules.conditions.columns import Column
from kla_rules.core.points import SCALE
from kla_rules.model.levels import EdgePolicy

_COUNTS: Final = ("part", "whole", "unknown")
REFUSED: Final = "refused"


def _named(name: str, head: str) -> tuple[str, str]:
    """Return what a column is of, and which part of it: a count, the year before, or itself."""
    own = name.removeprefix(head)
    stem, _, last = own.rpartition(".")
    return (stem, last) if stem and last in {*_COUNTS, "before"} else (own, "")


def _figure(value: int) -> int | float:
    return value // SCALE if value % SCALE == 0 else value / SCALE


def profile_data(row: Mapping[str, int], columns: Mapping[str, Column]) -> dict[str, Any]:
    """Return the plain values of the profile that a row says, with all that is wrong with it."""
    data: dict[str, Any] = {}
    answers: dict[str, dict[str, Any]] = {}
    measures: dict[str, dict[str, Any]] = {}
    for name, value in row.items():
        column = columns[name]
        if column.kind == "points":
            data.setdefault("points", {})[name] = _figure(value)
        elif name == YEAR:
            data[YEAR] = value
        elif name.startswith("ratios."):
            data.setdefault("ratios", {})[name.removeprefix("ratios.")] = _figure(value)
        elif name.startswith("answers."):
            known = 0 <= value < len(column.words)
            word = column.words[value] if known else "such an option there is not"
            said = {"holds": word == "true"} if word in {"true", "false"} else {"option": word}
            answers.setdefault(name.removeprefix("answers."), {}).update(said)
        elif name.startswith("values."):
            node, part = _named(name, "values.")
            answer = answers.setdefault(node, {})
            if part:
                answer.setdefault("units", {})[part] = value
            else:
                answer["value"] = value if column.kind == "count" else _figure(value)
        else:
            measure, part = _named(name, "measures.")
            truth = column.kind == "yes_no" and value in {0, 1}
            figure = bool(value) if truth else value if part in _COUNTS else _figure(value)
            measures.setdefault(measure, {})[part or "value"] = figure
    if answers:
        data["answers"] = answers
    if measures:
        year = data.get(YEAR, 2020)
        data["measures"] = {name: _readings(reading, year) for name, reading in measures.items()}
    return data


def _readings(reading: dict[str, Any], year: int) -> Any:  # noqa: ANN401 - plain values
    if "before" not in reading:
        return reading
    before = reading.pop("before")
    return [{**reading, "year": year}, {"value": before, "year": year - 1}]


def evaluated(
    case: Case, row: Mapping[str, int], policy: EdgePolicy, columns: Mapping[str, Column]
) -> dict[str, Any]:
    """Return what `evaluate()` makes of a row; only that it is refused, where it is."""
    try:
        profile = kla.Profile.from_dict(profile_data(row, columns), case.edition)
        found = kla.evaluate(profile, edge_policy=policy, scales=case.scale)
        low, high = found.bounds.low_thousandths, found.bounds.high_thousandths
        states = {f"requirement.{one.requirement.id}": one.met for one in found.requirements}
        states |= {f"advisory.{one.advisory.id}": one.met for one in found.advisories}
        nodes = {
            f"{end}.{name}": points
            for end, figures in (("low", low), ("high", high))
            for name, points in zip(case.edition.ids, figures, strict=True)
        }
        return {
            "score_low": low[0],
            "score_high": high[0],
            "level_low": found.level,
            "level_high": found.levels_possible[-1],
            "score": low[0],
            "level": found.level,
            "determined": found.determined,
            **states,
            **nodes,
            REFUSED: False,
        }
    except kla.KlaError as error:
        return {REFUSED: True, "error": str(error)}
