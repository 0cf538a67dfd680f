"""Size and time of every card of a full profile, beside `json.dumps(result.to_dict())`.

A card is 10 kB at most and takes at most three times as long as the result as JSON, beyond making
what it shows. That the score on the card is the score of the JSON is checked first.
"""

import json
import sys
import timeit
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import kla_rules as kla
from kla_rules.cards.card import LARGEST
from kla_rules.core.points import thousandths, written
from kla_rules.core.shown import Shown

CITY = Path(__file__).parents[1] / "examples" / "kota-pasuruan"
HISTORY = CITY.parent / "kota-pasuruan-history.yaml"


def main() -> int:
    """Print a line for each card; exit 1 if one is too large."""
    result = kla.evaluate(kla.Profile.read(CITY / "profile.yaml"))
    figures = [written(thousandths(end), "en") for end in result.score_range]
    if not all(figure in result.card("en").html() for figure in figures):
        print("the card has other figures than the result")
        return 1
    print(f"{'card of':16}{'bytes':>8}{'ms':>8}{'JSON ms':>10}{'ratio':>8}")
    sizes = [_line(name, one) for name, one in _results(result)]
    return int(max(sizes) > LARGEST)


def _results(result: kla.Evaluation) -> Iterator[tuple[str, Any]]:
    units = CITY / "units.csv"
    yield "evaluation", result
    yield "deciding", result.deciding()
    yield "gaps", result.gaps
    yield "steps", result.steps
    yield "sensitivity", result.sensitivity()
    yield "plan", kla.plan(result, result.edition.levels[0].id, start="2026-01")
    yield "edition", result.edition
    yield "roll-up", kla.rollup(units)
    yield "unit status", kla.units.unit_status(units)
    yield "forum", kla.participation.assess_forum(CITY / "forum.csv", units=units)
    yield (
        "handling",
        kla.cases.assess_handling(
            CITY / "incidents.csv", CITY / "handling.yaml", as_of="2025-06-30", units=units
        ),
    )
    yield "history", kla.rounds.History.read(HISTORY)
    yield "outlook", kla.rounds.verification_outlook(result)
    yield "comparison", kla.compare("kla-2022", "kla-2024", limit=0, nation=True)


def _line(name: str, one: Shown) -> int:
    """Print size and time of a card, and the time of the JSON, where there is one."""
    page = one.card().html()
    card = _milliseconds(lambda: one.card().html())
    plain = one.to_dict if hasattr(one, "to_dict") else one.rows
    dumps = _milliseconds(lambda: json.dumps(plain()))
    size = len(page.encode())
    print(f"{name:16}{size:8}{card:8.2f}{dumps:10.2f}{card / dumps:8.1f}")
    return size


def _milliseconds(action: Callable[[], object]) -> float:
    """Return the shortest time of some runs."""
    action()
    return min(timeit.repeat(action, number=5, repeat=5)) / 5 * 1000


if __name__ == "__main__":
    sys.exit(main())
