"""The line of levels: bands with their names and floors, and the score as a dot or a range."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from kla_rules.charts.drawing import MARGIN, RIGHT, SMALL, Drawing, clamped
from kla_rules.charts.words import width, wrapped
from kla_rules.core.catalogues import EXPLANATION
from kla_rules.core.page import Page
from kla_rules.core.points import written
from kla_rules.evaluation.page import why
from kla_rules.model.level_names import level_name, names_of

if TYPE_CHECKING:
    from kla_rules.evaluation.result import Evaluation
    from kla_rules.model.levels import Level

_NAME: Final = 10.5
_NAME_ROOM: Final = 84
_BAND: Final = 28
_FLOORS: Final = 28


class _Band(NamedTuple):
    """A level on the line, or what lies below the first, and its thousandths."""

    level: "Level | None"
    begins: int
    ends: int


def draw_levels(drawing: Drawing, evaluation: "Evaluation") -> None:
    """Draw the levels as bands, the score below them, and what the signs mean."""
    most = evaluation.edition.maximum_thousandths
    bands = list(_bands(evaluation))

    def at(points: int) -> float:
        return MARGIN + points * (RIGHT - MARGIN) / most

    if evaluation.edition.levels:
        _names(drawing, bands, at)
    top = drawing.y
    _draw_bands(drawing, evaluation, bands, at)
    drawing.y += _BAND
    _floors(drawing, [0, *(band.begins for band in bands[1:]), most], at)
    _whisker(drawing, evaluation, top, at)
    _band_words(drawing, evaluation)


def _bands(evaluation: "Evaluation") -> Iterator[_Band]:
    most = evaluation.edition.maximum_thousandths
    levels = (None, *evaluation.edition.levels)
    begins = [0, *(min(level.floor_thousandths, most) for level in evaluation.edition.levels)]
    for level, begin, end in zip(levels, begins, [*begins[1:], most], strict=True):
        yield _Band(level, begin, end)


def _names(drawing: Drawing, bands: list[_Band], at: Callable[[int], float]) -> None:
    """Draw the names of the bands above them, in as many rows as they need beside each other."""
    rows: list[list[tuple[float, list[str]]]] = []
    for band in bands:
        room = max(at(band.ends) - at(band.begins) - 4, _NAME_ROOM)
        lines = wrapped(level_name(band.level, drawing.language), room, _NAME)
        if band.begins == band.ends or not lines:
            continue
        widest = max(lines, key=lambda line: width(line, _NAME))
        middle = clamped((at(band.begins) + at(band.ends)) / 2, widest, _NAME)
        begin = middle - width(widest, _NAME) / 2
        free = (row for row in rows if _right(row) + 4 <= begin)
        row = next(free, None)
        if row is None:
            rows.append(row := [])
        row.append((middle, lines))
    bottom = drawing.y + sum(_high(row) for row in rows)
    for row in reversed(rows):
        for middle, lines in row:
            top = drawing.y + _high(row) - len(lines) * _NAME * 1.25 - 4
            if row is not rows[0]:
                drawing.line(middle, drawing.y + _high(row) - 2, middle, bottom, "rule")
            drawing.block(middle, top, lines, anchor="middle", size=_NAME)
        drawing.y += _high(row)


def _right(row: list[tuple[float, list[str]]]) -> float:
    return max(middle + max(width(line, _NAME) for line in lines) / 2 for middle, lines in row)


def _high(row: list[tuple[float, list[str]]]) -> float:
    return max(len(lines) for _, lines in row) * _NAME * 1.25 + 6


def _draw_bands(
    drawing: Drawing, evaluation: "Evaluation", bands: list[_Band], at: Callable[[int], float]
) -> None:
    secured, *others = evaluation.reachable_levels
    top = drawing.y
    for place, band in enumerate(bands):
        left, wide = at(band.begins), at(band.ends) - at(band.begins)
        drawing.box(left, top, wide, _BAND, "band2" if place % 2 else "band")
        if band.level in others:
            drawing.hatched(left, top, wide, _BAND, "warm")
    for band in bands:
        if band.level == secured and evaluation.edition.levels:
            left, wide = at(band.begins), at(band.ends) - at(band.begins)
            drawing.box(left, top, wide, _BAND, "pale")
            drawing.frame(left + 1, top + 1, wide - 2, _BAND - 2, "main", 2)
            if secured is not None:
                drawing.tick((at(band.begins) + at(band.ends)) / 2 - 5, top + _BAND / 2 - 4, "main")


def _floors(drawing: Drawing, floors: list[int], at: Callable[[int], float]) -> None:
    """Draw where the bands begin; where figures do not fit beside each other, the ends stay."""
    y = drawing.y
    taken: list[tuple[float, float]] = []
    for points in (floors[0], floors[-1], *floors[1:-1]):
        text = written(points, drawing.language)
        middle, half = clamped(at(points), text, SMALL), width(text, SMALL) / 2 + 3
        if all(right <= middle - half or middle + half <= left for left, right in taken):
            taken.append((middle - half, middle + half))
            drawing.line(at(points), y, at(points), y + 4, "soft")
            drawing.text(middle, y + 15, text, anchor="middle", size=SMALL, role="soft")
    drawing.y += _FLOORS


def _whisker(
    drawing: Drawing, evaluation: "Evaluation", top: float, at: Callable[[int], float]
) -> None:
    """Draw the score: a dot, a ring where more is possible, and their figures."""
    low, high = evaluation.low_thousandths, evaluation.high_thousandths
    y = drawing.y + 4
    ends = sorted({low, high})
    for end in ends:  # on both sides of the figures of the floors
        drawing.line(at(end), top - 3, at(end), top + _BAND + 3, "ink", 1.5, "3 2")
        drawing.line(at(end), y - 8, at(end), y, "ink", 1.5, "3 2")
    if low != high:
        drawing.line(at(low), y, at(high), y, "ink", 3)
        drawing.dot(at(high), y, "ink", full=False)
    drawing.dot(at(low), y, "ink")
    texts = [written(end, drawing.language) for end in ends]
    middles = [clamped(at(end), text, 13, bold=True) for end, text in zip(ends, texts, strict=True)]
    if len(texts) > 1 and middles[1] - middles[0] < (width(texts[0] + texts[1], 13) * 1.15) / 2 + 8:
        texts = [drawing.say("range", low=low, high=high)]
        middles = [clamped((at(low) + at(high)) / 2, texts[0], 13, bold=True)]
    for middle, text in zip(middles, texts, strict=True):
        drawing.text(middle, y + 22, text, anchor="middle", size=13, bold=True)
    drawing.y += 38


def _band_words(drawing: Drawing, evaluation: "Evaluation") -> None:
    """Draw what the signs mean, and tell all of it in the description."""
    low, high = evaluation.low_thousandths, evaluation.high_thousandths
    secured, *others = evaluation.reachable_levels
    most = evaluation.edition.maximum_thousandths
    score = drawing.say("band-settled" if low == high else "band-score", low=low, maximum=most)
    entries = [(lambda x, y: drawing.dot(x + 10, y + 5, "ink"), score)]
    if low != high:
        possible = drawing.say("band-high", high=high)
        entries.append((lambda x, y: drawing.dot(x + 10, y + 5, "ink", full=False), possible))
    if evaluation.edition.levels:
        entries.append(
            (_checked(drawing, ticked=secured is not None), _secured(drawing, evaluation))
        )
    if others:
        names = [name.get(drawing.language) for name in names_of(others)]
        entries.append(
            (
                lambda x, y: drawing.hatched(x, y, 20, 11, "warm"),
                drawing.say("band-possible", levels=names),
            )
        )
    for sign, text in entries:
        drawing.key(sign, text)
        drawing.said.append(f"{text}.")
    if not evaluation.edition.levels:
        drawing.remark(drawing.say("band-none"))
        return
    page = Page(EXPLANATION, drawing.language)
    why(page, evaluation)
    reason = " ".join(page.lines)
    if evaluation.reachable_levels != evaluation.levels_by_points:
        drawing.remark(reason)
    else:
        drawing.said.append(reason)
    for level in evaluation.edition.levels:
        inclusive = level.threshold_thousandths(evaluation.edge_policy) == level.floor_thousandths
        key = "band-floor" if inclusive else "band-floor-over"
        drawing.tell(key, level=level.title, floor=level.floor_thousandths)


def _secured(drawing: Drawing, evaluation: "Evaluation") -> str:
    secured, *others = evaluation.reachable_levels
    if secured is not None:
        return drawing.say("band-secured", level=secured.title)
    return drawing.say("band-secured-none" if others else "band-no-level")


def _checked(drawing: Drawing, *, ticked: bool) -> Callable[[float, float], None]:
    def sign(x: float, y: float) -> None:
        drawing.box(x, y, 20, 11, "pale")
        drawing.frame(x + 1, y + 1, 18, 9, "main", 2)
        if ticked:
            drawing.tick(x + 5, y + 1.5, "main")

    return sign
