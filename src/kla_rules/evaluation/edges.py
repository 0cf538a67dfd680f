"""Where the reading of a floor, or a rounding, would decide the level: it is said, with both."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from kla_rules.core.catalogues import PHRASES
from kla_rules.core.notes import Note
from kla_rules.core.points import exact_decimal, number_written
from kla_rules.core.text import Text, both
from kla_rules.core.writing import Language
from kla_rules.evaluation.bounds import Exact, bounds
from kla_rules.evaluation.levels import level_by, levels_between
from kla_rules.model.level_names import names_of
from kla_rules.model.levels import EDGE_POLICIES, Level

if TYPE_CHECKING:
    from kla_rules.evaluation.result import Evaluation


def edges(evaluation: "Evaluation") -> list[Note]:
    """Return a note for each end of the range whose level depends on how the floors are read.

    Three readings are documented: the floor itself reaches its level, or what is above it does, or
    only the next whole number, which leaves a gap of nearly a point. The level is the one there is
    if everything not known is met.
    """
    edition, policy, gates = evaluation.edition, evaluation.edge_policy, evaluation.gates
    low, high = evaluation.low_thousandths, evaluation.high_thousandths
    other = next(reading for reading in EDGE_POLICIES if reading != policy)
    whole = [level.whole_floor_thousandths for level in edition.levels]
    notes = []
    for points in sorted({low, high}):
        here, otherwise = (
            levels_between(edition, points, points, reading, gates)[-1]
            for reading in (policy, other)
        )
        third = level_by(edition, points, whole, gates.open)
        if here != otherwise:
            keys, told = _EDGE, _of_policies(evaluation, here, otherwise)
        elif edition.edge.third_reason is not None and here != third:
            keys, told = _GAP, _of_whole(evaluation, here, third)
        else:
            continue
        upper = max(
            (level for level in edition.levels if level.floor_thousandths <= points),
            key=lambda level: level.floor_thousandths,
        )
        values = {"points": points, "end": _end(points, low, high), "upper": upper.title, **told}
        is_open = edition.levels.index(upper) >= gates.secured
        notes.append(Note(keys[is_open], values, "total"))
    return notes


# The note on an end, and on one whose level waits for requirements.
_EDGE: Final = ("level.edge", "level.edge-open")
_GAP: Final = ("level.gap", "level.gap-open")


def _of_policies(
    evaluation: "Evaluation", here: Level | None, otherwise: Level | None
) -> dict[str, Any]:
    edge = evaluation.edition.edge
    cited = evaluation.edition.source(edge.other_source)
    ours = (edge.reason, edge.provenance.source, edge.provenance.grade)
    theirs = (edge.other_reason, cited.id, cited.grade)
    if evaluation.edge_policy != edge.policy:
        ours, theirs = theirs, ours
    return {
        "here": here.title if here else None,
        "other": otherwise.title if otherwise else None,
        "reason": ours[0],
        "source": ours[1],
        "grade": ours[2],
        "other_reason": theirs[0],
        "other_source": theirs[1],
        "other_grade": theirs[2],
    }


def _of_whole(evaluation: "Evaluation", here: Level | None, third: Level | None) -> dict[str, Any]:
    edge = evaluation.edition.edge
    cited = evaluation.edition.source(edge.third_source or "")
    return {
        "here": here.title if here else None,
        "other": third.title if third else None,
        "reason": edge.third_reason,
        "source": cited.id,
        "grade": cited.grade,
    }


def _end(points: int, low: int, high: int) -> Text:
    """Return which end of a range the points are; nothing where there is no range."""
    if low == high:
        return both(PHRASES, "edge-settled")
    return both(PHRASES, "edge-low" if points == low else "edge-high")


def digits(evaluation: "Evaluation") -> list[Note]:
    """Return a note where rounding to thousandths, of figures or of their sum, would decide."""
    edition, known = evaluation.edition, evaluation.known
    if not known.finer_thousandths:
        return []
    ends = {
        i: (round(least), round(most))
        for i, (least, most) in known.finer_thousandths.items()
        if known.values_thousandths[i] is None
    }
    values = list(known.values_thousandths)
    for i in known.finer_thousandths.keys() - ends.keys():
        values[i] = round(known.finer_thousandths[i][0])
    by_figures = bounds(edition, values, {**known.ends_thousandths, **ends}).ends_thousandths(0)
    exact = (evaluation.bounds.exact_thousandths[0][0], evaluation.bounds.exact_thousandths[1][0])
    here = evaluation.reachable_levels
    sums = [(round(exact[0]), round(exact[1]))]
    if evaluation.count == "claimed":  # with documents alone the sum is none of all figures
        sums.append(by_figures)
    for low, high in sums:
        rounded = levels_between(edition, low, high, evaluation.edge_policy, evaluation.gates)
        if rounded != here:
            said = {"exact": _written(exact), "rounded": _written((low, high))}
            levels = {"here": names_of(here), "other": names_of(rounded)}
            return [Note("level.rounding", {**said, **levels}, "total")]
    return []


def _written(ends: tuple[Exact, Exact]) -> Text:
    """Return points with all the digits that anyone writes, or both ends of a range."""

    def written(language: Language) -> str:
        low, high = (
            number_written(Decimal(f"{exact_decimal(end):.{_DIGITS}f}").normalize(), language)
            for end in ends
        )
        return low if low == high else PHRASES.say("years", language, first=low, last=high)

    return Text(written("id"), written("en"))


_DIGITS: Final = 15
