"""Damage of overlays: what a province or a city corrects, measures, and asks for besides."""

from collections.abc import Iterator
from typing import Final

from kla_rules.validation.mutation.edits import GONE, Edit, Edits, Files, Kind, kind, plus
from kla_rules.validation.mutation.walks import tables

_NO_QUESTION: Final = "99.99"
_LISTS: Final = ("advisories", "unit_tiers")


def _table_of_nothing(files: Files) -> Iterator[Edits]:
    """Give a table to a question that there is not."""
    for file, place, _ in tables(files):
        every = {
            (_NO_QUESTION if k == place[-1] else k): v for k, v in files[file]["tables"].items()
        }
        yield (Edit(file, ("tables",), every),)


def _band_hole(files: Files) -> Iterator[Edits]:
    """Leave a hole between a band and the next."""
    for file, place, table in tables(files):
        for number, band in enumerate(table.get("bands", ())):
            if number:
                yield (Edit(file, (*place, "bands", number, "from"), plus(band["from"], 1)),)


def _bands_overlap(files: Files) -> Iterator[Edits]:
    for file, place, table in tables(files):
        for number, band in enumerate(table.get("bands", ())[:-1]):
            if "to" in band:
                yield (Edit(file, (*place, "bands", number, "to"), plus(band["to"], 1)),)


def _band_above_maximum(files: Files) -> Iterator[Edits]:
    """Give more points than a question has."""
    for file, place, table in tables(files):
        for number, band in enumerate(table.get("bands", ())):
            points = plus(band["points"], 10_000)
            yield (Edit(file, (*place, "bands", number, "points"), points),)


def _scale_falls(files: Files) -> Iterator[Edits]:
    """Swap the points of two bands, so that a better value is worth less."""
    for file, place, table in tables(files):
        points = [band["points"] for band in table.get("bands", ())]
        for number in range(len(points) - 1):
            if points[number] != points[number + 1]:
                yield tuple(
                    Edit(file, (*place, "bands", here, "points"), points[there])
                    for here, there in ((number, number + 1), (number + 1, number))
                )


def _correction_of_another_figure(files: Files) -> Iterator[Edits]:
    """Correct a figure that the edition does not have."""
    for file, rule in files.items():
        for node, correction in rule.get("maxima", {}).items():
            if correction.get("was") is not None:
                place = ("maxima", node, "was")
                yield (Edit(file, place, plus(correction["was"], 1)),)


def _correction_moved(files: Files) -> Iterator[Edits]:
    """Correct a maximum to another figure, so that the sums no longer stay."""
    for file, rule in files.items():
        for node, correction in rule.get("maxima", {}).items():
            place = ("maxima", node, "maximum")
            yield (Edit(file, place, plus(correction["maximum"], 1)),)


def _band_moved(files: Files) -> Iterator[Edits]:
    """Begin a band elsewhere, without a hole."""
    for file, place, table in tables(files):
        bands = table.get("bands", ())
        for number in range(1, len(bands)):
            low, edge, high = (
                bands[number - 1]["from"],
                bands[number]["from"],
                bands[number].get("to"),
            )
            for more in (-1, 1):
                moved = plus(edge, more)
                if low < moved and (high is None or moved < high):
                    yield (
                        Edit(file, (*place, "bands", number - 1, "to"), moved),
                        Edit(file, (*place, "bands", number, "from"), moved),
                    )


def _band_points(files: Files) -> Iterator[Edits]:
    """Give a band half of its points."""
    for file, place, table in tables(files):
        for number, band in enumerate(table.get("bands", ())):
            if band["points"]:
                points = plus(band["points"] * 0, float(band["points"]) / 2)
                yield (Edit(file, (*place, "bands", number, "points"), points),)


def _option_points(files: Files) -> Iterator[Edits]:
    """Give an option fewer points."""
    for file, place, table in tables(files):
        for option, points in table.get("options", {}).items():
            less = plus(points * 0, float(points) / 2) if points else plus(points, 0.5)
            yield (Edit(file, (*place, "options", option), less),)


def _table_lost(files: Files) -> Iterator[Edits]:
    for file, place, _ in tables(files):
        rest = {name: one for name, one in files[file]["tables"].items() if name != place[-1]}
        yield (Edit(file, place if rest else ("tables",), GONE),)


def _addition_lost(files: Files) -> Iterator[Edits]:
    """Leave out an advisory or a tier of units."""
    for file, rule in files.items():
        for key in _LISTS:
            for number in range(len(rule.get(key, ()))):
                yield (Edit(file, (key, number), GONE),)


KINDS: Final[tuple[Kind, ...]] = (
    *(kind("structure", "table", made) for made in (
        _table_of_nothing, _band_hole, _bands_overlap, _band_above_maximum, _scale_falls,
    )),
    kind("structure", "points", _correction_of_another_figure),
    kind("structure", "points", _correction_moved),
    *(kind("figures", "table", made) for made in (
        _band_moved, _band_points, _option_points, _table_lost,
    )),
    kind("figures", "condition", _addition_lost),
)  # fmt: skip
