"""Invented rows of a table of profiles, and the profiles that they are."""

import random
from collections.abc import Mapping
from typing import Any

import kla_rules as kla
from kla_rules.columns.known import columns_of
from kla_rules.conditions.columns import Column
from kla_rules.model.edition import Edition

_SCALE = 1000
_COUNTS = ("part", "whole", "unknown")


def columns_for(edition: Edition) -> dict[str, Column]:
    """Return the columns that invented rows can have."""
    known = columns_of(edition)
    return {name: one for name, one in known.items() if name != "edition"}


def invented_row(edition: Edition, seed: int) -> dict[str, Any]:
    """Return a row: figures in thousandths, options as words, all of it possible."""
    rng, known = random.Random(seed), columns_of(edition)  # noqa: S311 - nothing is secret
    row: dict[str, Any] = {}
    fill, least = rng.choice([0.1, 0.6, 1]), rng.choice([0, 0.5, 0.9])
    holes = bool(edition.holes)
    for node in edition.nodes:
        if rng.random() > (0.03 if node.children else fill):
            continue
        way = rng.random()
        answers, values = f"answers.{node.id}", f"values.{node.id}"
        if way < 0.1 and answers in known:
            row[answers] = rng.choice(known[answers].words)
        elif way < 0.2 and f"{values}.part" in known:
            _count(row, values, rng)
        elif way < 0.3 and values in known:
            row[values] = rng.randint(0, 100) * (_SCALE if known[values].kind == "figure" else 1)
        else:
            ceiling = known[node.id].most
            row[node.id] = rng.randint(int(least * ceiling), ceiling) // (40 if holes else 1)
    for measure in edition.measures:
        name = f"measures.{measure.id}"
        if rng.random() < 0.2:
            continue
        if measure.kind == "yes_no":
            row[name] = rng.random() < 0.8
        elif rng.random() < 0.3 and f"{name}.part" in known:
            _count(row, name, rng)
        else:
            row[name] = rng.randint(0, 100) * _SCALE
            if rng.random() < 0.5:
                row[f"{name}.before"] = rng.randint(0, 100) * _SCALE
    return row


def _count(row: dict[str, Any], name: str, rng: random.Random) -> None:
    whole = rng.randint(1, 40)
    part = rng.randint(0, whole)
    row |= {f"{name}.part": part, f"{name}.whole": whole}
    if rng.random() < 0.5:
        row[f"{name}.unknown"] = rng.randint(0, whole - part)


def in_points(row: Mapping[str, Any], columns: Mapping[str, Column]) -> dict[str, Any]:
    """Return a row with its figures in points."""
    figures = {"points", "figure"}
    return {
        name: cell / _SCALE if columns[name].kind in figures else cell for name, cell in row.items()
    }


def profile_of(row: Mapping[str, Any], edition: Edition) -> kla.Profile:
    """Return the profile that a row is."""
    data: dict[str, Any] = {"edition": edition.id, "points": {}, "answers": {}, "measures": {}}
    for name, cell in in_points(row, columns_of(edition)).items():
        kind, _, rest = name.partition(".")
        base, _, part = rest.rpartition(".")
        if kind not in {"answers", "values", "measures"}:
            data["points"][name] = cell
        elif kind == "answers":
            is_held = cell in {"true", "false"}
            data["answers"][rest] = {"holds": cell == "true"} if is_held else {"option": cell}
        elif kind == "values":
            answer = data["answers"].setdefault(base if part in _COUNTS else rest, {})
            target = answer.setdefault("units", {}) if part in _COUNTS else answer
            target[part if part in _COUNTS else "value"] = cell
        else:
            key = base if part in {*_COUNTS, "before"} else rest
            data["measures"].setdefault(key, {})[part if key == base else "value"] = cell
    for measure, reading in data["measures"].items():
        before = reading.pop("before", None)
        if before is not None:
            now = {**reading, "year": edition.rounds[0]}
            data["measures"][measure] = [now, {"value": before, "year": edition.rounds[0] - 1}]
    return kla.Profile.from_dict(data, edition)
