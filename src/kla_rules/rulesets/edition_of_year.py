"""Which edition a year belongs to; the years themselves are data in `rules/rounds.yaml`."""

import functools
from typing import Any

from attrs import frozen

from kla_rules.core.findings import Finding
from kla_rules.core.printed import Data
from kla_rules.core.text import Text
from kla_rules.rulesets.files import packaged_rule


@frozen(repr=False, eq=False)
class Round(Data):
    """The edition of a year, and what must be said of it."""

    edition: str
    note: Text | None = None


def edition_of_year(year: int | None) -> Round | Finding:
    """Return the edition of the round of `year`, or the finding that there was no round.

    Args:
        year: the evaluation round; None for the default edition.

    Source: the years and the reasons stand in `rules/rounds.yaml`.

    >>> edition_of_year(2025)
    Round(edition='kla-2024', note=None)
    >>> edition_of_year(2020).id
    'profile.no-round'
    """
    rules = _rounds()
    if year is None:
        return Round(rules["default_edition"])
    for entry in rules["rounds"]:
        if entry["year"] == year:
            if "edition" in entry:
                return Round(entry["edition"])
            return _no_round(year, entry["no_round"])
    if year > rules["rounds"][-1]["year"]:
        return Round(rules["later"]["edition"], Text(**rules["later"]["note"]))
    return _no_round(year, rules["earlier"]["no_round"])


def round_of_year(year: int) -> int:
    """Return the year by which the round of `year` is known: a round can span two years.

    >>> round_of_year(2024), round_of_year(2023)
    (2025, 2023)
    """
    entries = {entry["year"]: entry for entry in _rounds()["rounds"]}
    known_by: int = entries.get(year, {}).get("round", year)
    return known_by


def _no_round(year: int, reason: dict[str, str]) -> Finding:
    return Finding("profile.no-round", {"year": year, "reason": Text(**reason)}, ("year",))


@functools.cache
def _rounds() -> Any:  # noqa: ANN401 - checked by its schema
    return packaged_rule("rounds")
