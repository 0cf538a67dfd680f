"""A chart of a comparison: how many regions go from which level to which."""

import functools
from collections import Counter
from typing import TYPE_CHECKING, Final

from kla_rules.charts.chart import Chart
from kla_rules.charts.drawing import MARGIN, RIGHT, SMALL, Drawing, check_result
from kla_rules.charts.palette import fill
from kla_rules.charts.words import wrapped
from kla_rules.core.catalogues import CHARTS, MOVED
from kla_rules.core.language import current
from kla_rules.core.page import Page
from kla_rules.core.writing import Language
from kla_rules.model.level_names import level_name
from kla_rules.validation.comparison.deciding import ranks_of
from kla_rules.validation.comparison.moved_page import labels, summary

if TYPE_CHECKING:
    from kla_rules.model.edition import Edition
    from kla_rules.validation.comparison.moved_model import Levels, Moved
    from kla_rules.validation.comparison.result import Comparison

_SEVERAL: Final = "?"  # no id of a level: several levels are possible
_LEVELS: Final = 8
_NAMES: Final = 150
_HIGH: Final = 30
_NAME: Final = 10.5


def transition_table(comparison: "Comparison", *, language: Language | None = None) -> Chart:
    """Return how many of the given regions go from which level to which, as a table.

    A triangle that points up stands where a level rises, one that points down where it falls, and
    none where it stays. Regions of which several levels are possible have a row or a column of
    their own. Where no profiles were given, those of the synthetic nation are shown, if there are
    any; else the chart says that there are none.

    Args:
        comparison: what is drawn.
        language: "id" or "en"; left out, the one that is set.

    Raises:
        ArgumentError: for another language.

    >>> import kla_rules as kla
    >>> transition_table(kla.compare("kla-2019", "kla-2022", limit=0), language="en").description
    'No profiles were held against both editions: who moves is not known.'
    """
    check_result("comparison", comparison, "a Comparison")
    chosen = current(language)
    moved = comparison.moved or comparison.nation
    page = Page(MOVED, chosen)
    drawing = Drawing(
        chosen,
        CHARTS.say("transition-title", chosen),
        CHARTS.say(
            "transition-subject", chosen, old=_called(comparison.old), new=_called(comparison.new)
        ),
        labels(page, moved) if moved else (),
    )
    if moved is None or not moved.held:
        drawing.remark(drawing.say("transition-none"))
    else:
        drawing.remark(summary(page, moved))
        drawing.y += 6
        _Table(drawing, moved).draw()
    refused = len(comparison.refused) if comparison.moved else comparison.nation_refused
    if refused:
        drawing.remark(drawing.say("transition-refused", count=refused))
    return drawing.chart()


def _called(edition: "Edition") -> str:
    return f"{edition.id} {edition.version}"


class _Table:
    """Draws the table of one set of regions."""

    def __init__(self, drawing: Drawing, moved: "Moved") -> None:
        self.drawing, self.moved = drawing, moved
        self.counts = Counter[tuple[str | None, str | None]]()
        for (old, new), count in moved.transitions.items():
            self.counts[_key(old), _key(new)] += count
        self.rows = self.keys(moved.old, 0)
        self.columns = self.keys(moved.new, 1)
        self.wide = min(90.0, (RIGHT - MARGIN - _NAMES) / len(self.columns))
        ranks = ranks_of(moved.old, moved.new)
        self.ranks = ranks and tuple(
            {level.id: rank for level, rank in zip(edition.levels, own, strict=True)}
            for edition, own in zip((moved.old, moved.new), ranks, strict=True)
        )

    def keys(self, edition: "Edition", side: int) -> list[str | None]:
        """Return what the rows or the columns are: levels, and several that are possible."""
        used = {pair[side] for pair in self.counts}
        levels: list[str | None] = [None, *(level.id for level in edition.levels)]
        if len(levels) > _LEVELS:
            levels = [level for level in levels if level in used]
        return [*levels, _SEVERAL] if _SEVERAL in used else levels

    def draw(self) -> None:
        """Draw names, cells and what their signs mean."""
        drawing = self.drawing
        left = MARGIN + _NAMES
        names = [self.lines(self.moved.new, key, self.wide - 6) for key in self.columns]
        to, came = (
            drawing.say(key, edition=_called(edition))
            for key, edition in (
                ("transition-to", self.moved.new),
                ("transition-from", self.moved.old),
            )
        )
        drawing.text(left, drawing.y + 11, to, size=SMALL, bold=True)
        drawing.y += 18
        high = max(map(len, names)) * _NAME * 1.25
        for place, lines in enumerate(names):
            top = drawing.y + high - len(lines) * _NAME * 1.25
            x = left + (place + 0.5) * self.wide
            drawing.block(x, top, lines, anchor="middle", size=_NAME)
        drawing.text(MARGIN, drawing.y + high - 2, came, size=SMALL, bold=True)
        drawing.y += high + 4
        signs = set[str]()
        for row in self.rows:
            lines = self.lines(self.moved.old, row, _NAMES - 10)
            tall = max(_HIGH, len(lines) * _NAME * 1.25 + 6)
            top = drawing.y + (tall - len(lines) * _NAME * 1.25) / 2
            drawing.block(MARGIN, top, lines, size=_NAME)
            for place, column in enumerate(self.columns):
                signs.add(self.cell(left + place * self.wide, drawing.y, tall, (row, column)))
            drawing.y += tall
        drawing.y += 8
        for sign in ("stays", "rises", "falls", "other", "several"):
            if sign in signs:
                drawing.key(functools.partial(self.mark, sign), drawing.say(f"transition-{sign}"))

    def cell(self, x: float, y: float, tall: float, pair: tuple[str | None, str | None]) -> str:
        """Draw the count of one pair; return the sign that was used."""
        drawing, count = self.drawing, self.counts[pair]
        middle = x + self.wide / 2
        if not count:
            drawing.text(middle, y + tall / 2 + 4, "0", anchor="middle", size=SMALL, role="soft")
            drawing.frame(x + 1, y + 1, self.wide - 2, tall - 2, "band2")
            return ""
        sign = self.sign(*pair)
        role, line, dash = _CELLS[sign]
        drawing.box(x + 1, y + 1, self.wide - 2, tall - 2, role)
        drawing.frame(x + 1.5, y + 1.5, self.wide - 3, tall - 3, line, 1.5, dash)
        drawing.text(middle, y + tall / 2 + 4, str(count), anchor="middle", size=13, bold=True)
        self.triangle(x + 12, y + tall / 2, sign)
        old, new = (
            self.name(edition, key)
            for edition, key in zip((self.moved.old, self.moved.new), pair, strict=True)
        )
        drawing.tell("transition-said", old=old, new=new, count=count)
        return sign

    def sign(self, old: str | None, new: str | None) -> str:
        """Return whether a level stays, rises or falls, or that it cannot be said."""
        if _SEVERAL in {old, new}:
            return "several"
        if old == new:
            return "stays"
        if self.ranks is None:
            return "other"
        mine, theirs = self.ranks
        before, after = mine.get(old or "", -1), theirs.get(new or "", -1)
        return "rises" if after > before else "falls"

    def mark(self, sign: str, x: float, y: float) -> None:
        """Draw a sign as it stands in the table."""
        role, line, dash = _CELLS[sign]
        self.drawing.box(x, y, 20, 11, role)
        self.drawing.frame(x, y, 20, 11, line, 1, dash)
        self.triangle(x + 10, y + 5.5, sign)

    def triangle(self, x: float, y: float, sign: str) -> None:
        """Draw a triangle that points up or down."""
        if sign == "rises":
            self.drawing.path(f"M{x - 5:.1f} {y + 4:.1f}h10l-5-8z", fill("main"))
        elif sign == "falls":
            self.drawing.path(f"M{x - 5:.1f} {y - 4:.1f}h10l-5 8z", fill("warm"))

    def lines(self, edition: "Edition", key: str | None, room: float) -> list[str]:
        """Return the name of a row or a column in lines."""
        return wrapped(self.name(edition, key), room, _NAME, most=4)

    def name(self, edition: "Edition", key: str | None) -> str:
        """Return the name of a row or a column."""
        if key == _SEVERAL:
            return self.drawing.say("transition-open")
        return level_name(edition.level(key) if key else None, self.drawing.language)


# By sign: the ground of a cell, its line, and how that is broken.
_CELLS: Final = {
    "stays": ("band2", "soft", ""),
    "rises": ("pale", "main", ""),
    "falls": ("panel", "warm", ""),
    "other": ("panel", "soft", ""),
    "several": ("panel", "soft", "3 3"),
}


def _key(levels: "Levels") -> str | None:
    return levels[0] if len(levels) == 1 else _SEVERAL
