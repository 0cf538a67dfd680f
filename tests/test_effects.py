"""What a change of rules does, held against trying every profile, and on the real instrument."""

from hypothesis import given

import kla_rules as kla
from kla_rules.validation.comparison.effects import Effects, effects
from kla_rules.validation.search.ways import Grid
from pairs import PARTS, STEP, pairs, seen
from support import examples

GRID = Grid(STEP, PARTS)


def told(found: Effects) -> tuple[object, bool, bool, bool | None]:
    return (
        found.score_change_thousandths,
        found.falls is not None,
        found.rises is not None,
        found.equivalent,
    )


@examples(12)
@given(pairs())
def test_a_search_finds_what_trying_every_profile_does(
    pair: tuple[kla.Edition, kla.Edition],
) -> None:
    found, tried = effects(*pair, grid=GRID), seen(*pair)
    score = min(tried.changes), max(tried.changes)
    moved = tried.falls or tried.rises or score != (0, 0)
    assert told(found) == (score, tried.falls, tried.rises, not moved)
