"""Where the reading of the floors decides the level, or which layer of a sheet is used."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.core.notes import Note
from kla_rules.core.points import written
from kla_rules.core.text import Text
from kla_rules.evaluation.layers import layers
from kla_rules.model.levels import EDGE_POLICIES, EdgePolicy, Level
from support import TREE, command, english, examples, filled

TREES = [kla.edition(one.id) for one in kla.editions()]
LEVELS = [(tree, level) for tree in TREES for level in tree.levels]


def evaluated(
    points: dict[str, Decimal], tree: kla.Edition = TREE, **options: object
) -> kla.Evaluation:
    """Return the evaluation of points in the first round of an edition."""
    data = {"edition": tree.id, "year": tree.rounds[0], "stage": "self", "points": points}
    return kla.evaluate(kla.Profile.from_dict(data, tree), **options)  # type: ignore[arg-type]


def notes(result: kla.Evaluation, start: str) -> list[Note]:
    """Return the notes whose id starts so."""
    return [note for note in result.notes if note.id.startswith(start)]


def highest(tree: kla.Edition, points: Decimal, reading: str) -> str | None:
    """Return the level of a total in one of the three readings, reckoned without the library."""
    reached = None
    for level in tree.levels:
        floor, whole = level.floor_points, Decimal(level.whole_floor_thousandths or 0) / 1000
        inclusive = reading == "floor_inclusive" or level.includes_floor
        enough = points >= floor if inclusive else points > floor
        if points >= whole if reading == "whole" else enough:
            reached = level.id
    return reached


@given(st.sampled_from(LEVELS), st.integers(-2, 102), st.sampled_from(EDGE_POLICIES))
@examples(150)
def test_a_total_whose_level_depends_on_the_reading_is_noted_with_both(
    place: tuple[kla.Edition, Level], hundredths: int, policy: EdgePolicy
) -> None:
    tree, level = place
    points = min(level.floor_points + Decimal(hundredths).scaleb(-2), tree.maximum_points)
    result = evaluated({"total": points}, tree, edge_policy=policy)
    here = highest(tree, points, policy)
    titles: dict[str | None, Text | None] = {level.id: level.title for level in tree.levels}
    titles[None] = None
    edge = {highest(tree, points, one) for one in EDGE_POLICIES} - {here}
    gap = {highest(tree, points, "whole")} - {here}
    # Of the three readings one differs from the two others: where both would, one note says it.
    assert not edge or gap <= edge
    for start, others in (("level.edge", edge), ("level.gap", gap - edge)):
        told = notes(result, start)
        assert {note.values["other"] for note in told} == {titles[one] for one in others}
        assert {note.values["here"] for note in told} <= {titles[here]}
        assert len(told) == len(others)


@pytest.mark.parametrize("end", [0, 1])
def test_the_end_of_a_range_in_a_gap_is_noted(end: int) -> None:
    gap = TREE.level("nindya").floor_points + Decimal("0.5")
    *clusters, open_ = (TREE.node(name) for name in TREE.nodes[0].children)
    result = evaluated(filled(gap - end * open_.ceiling_points, clusters))
    assert result.score_range[end] == gap
    at = ("lower", "upper")[end]
    (note,) = [one for one in notes(result, "level.gap") if f"At the {at} end" in one.text("en")]
    assert note.text("en").startswith(
        f"At the {at} end of the range, {english(gap)} points are enough"
    )
    assert "gives Nindya; that one would give Madya" in note.text("en")
    assert "batas bawah Nindya tercapai" in note.text("id")
    assert note.text("en").endswith("[whole-floors, grade C]")


def test_the_third_reading_changes_no_level_and_is_told_with_its_sources() -> None:
    madya = TREE.level("madya")
    assert evaluated({"total": madya.floor_points + Decimal("0.5")}).level == madya.id
    for tree in TREES:
        whole = [level.whole_floor_thousandths or 0 for level in tree.levels]
        assert whole == sorted(set(whole))
        assert {figure % 1000 for figure in whole} == {0}
        assert all(a != b.floor_thousandths for a, b in zip(whole, tree.levels, strict=True))
        (source,) = [one for one in tree.sources if one.id == tree.edge.third_source]
        assert source.grade == "C"
        assert "whole numbers" in command("editions", "--show", tree.id, "--lang", "en")[1]


# -- layers ----------------------------------------------------------------------------------------


FLOOR = TREE.level("nindya").floor_points
RANKS = ("question", "indicator", "cluster")


def sheet(*beside: str) -> dict[str, Decimal]:
    """Return a sheet of three layers whose sums are so far above the floor of Nindya, or below it."""
    points: dict[str, Decimal] = {}
    for rank, more in zip(RANKS, beside, strict=True):
        nodes = [node for node in TREE.nodes if node.rank == rank]
        points |= filled(FLOOR + Decimal(more), nodes)
    return points


def test_a_sheet_whose_layers_differ_says_that_the_level_does_not() -> None:
    beside = ("21.81", "15.46", "20.36")
    result = evaluated(sheet(*beside))
    sums = [FLOOR + Decimal(more) for more in beside]
    assert [(one.rank, one.low_points, one.other_level) for one in layers(result)] == [
        (rank, points, False) for rank, points in zip(RANKS, sums, strict=True)
    ]
    assert (result.score, result.level) == (sums[-1], "nindya")
    assert not notes(result, "level.layers")
    text = result.explain("en")
    assert "No layer gives another level" in text
    assert f"questions   {english(sums[0])} (Nindya)" in text


def test_a_layer_that_gives_another_level_is_said_with_both() -> None:
    result = evaluated(sheet("1.81", "-0.54", "0.36"))
    below = FLOOR - Decimal("0.54")
    assert [one.other_level for one in layers(result)] == [False, True, False]
    (note,) = notes(result, "level.layers")
    assert note.text("en").endswith(
        f"give Nindya; alone: indicators come to {english(below)} (Madya)."
    )
    assert f"indikator berjumlah {written(int(below * 1000), 'id')} (Madya)" in note.text("id")
    assert "do not all give the same level" in result.explain("en")
    assert result.to_dict()["layers"][1] == {
        "rank": "indicator",
        "score_range": [float(below), float(below)],
        "levels_possible": ["madya"],
        "other_level": True,
    }


def test_a_layer_of_which_little_is_known_gives_no_other_level() -> None:
    result = evaluated({"total": FLOOR + 32, "6.1": Decimal(1), "K2": Decimal(100)})
    assert [one.rank for one in layers(result)] == ["question", "cluster", "total"]
    assert not any(one.other_level for one in layers(result))


def test_where_no_figure_stands_above_another_there_are_no_layers() -> None:
    result = evaluated({"K1": Decimal(100), "2.4": Decimal(1)})
    assert layers(result) == ()
    assert result.to_dict()["layers"] == []


def test_many_notes_of_one_kind_are_one_table() -> None:
    result = evaluated(sheet("71.81", "65.46", "70.36"))
    differing = [note for note in result.notes if note.id == "node.parts-differ"]
    assert len(differing) > 3
    text = result.explain("en")
    assert text.count("is not the sum of its parts") == 1
    for note in differing:
        assert note.text("en") not in text
        assert f"{note.node} " in text
