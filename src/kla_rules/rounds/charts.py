"""A chart of a history: the levels of a region, round by round."""

import functools
from typing import TYPE_CHECKING, Final

from kla_rules.charts.chart import Chart
from kla_rules.charts.drawing import MARGIN, RIGHT, SMALL, Drawing, check_result
from kla_rules.charts.words import width, wrapped
from kla_rules.core.catalogues import CHARTS, EXPLANATION, HISTORY, PHRASES
from kla_rules.core.language import current
from kla_rules.core.page import labels
from kla_rules.core.text import Text
from kla_rules.core.writing import Language
from kla_rules.rulesets.find import edition

if TYPE_CHECKING:
    from kla_rules.model.levels import Level
    from kla_rules.rounds.history import History
    from kla_rules.rounds.history_model import HistoryRow

_NAMES: Final = 150
_ROW: Final = 34
_STEP: Final = 74
_SIGNS: Final = ("published", "evaluated", "open", "conflict", "unknown", "no_round")


def history_line(history: "History", *, language: Language | None = None) -> Chart:
    """Return the levels of a region as a line from round to round.

    A dot is a published level, a diamond one that an evaluation gives. Sources that conflict are
    rings joined by a broken line, several levels that are possible a hatched bar, a round of which
    nothing is known a question mark; a year without a round is grey, and the line is broken there.

    Args:
        history: what is drawn.
        language: "id" or "en"; left out, the one that is set.

    Raises:
        ArgumentError: for another language.

    >>> import kla_rules as kla
    >>> history = kla.rounds.History.read("examples/kota-pasuruan-history.yaml")
    >>> print(history_line(history, language="en").description[:44])
    2016: Pratama. 2017: Pratama. 2018: Pratama.
    """
    check_result("history", history, "a History")
    chosen = current(language)
    drawing = Drawing(
        chosen,
        CHARTS.say("history-title", chosen),
        history.region or EXPLANATION.say("no-region", chosen),
        labels(chosen, illustrative=history.illustrative, backed=history.count == "backed"),
    )
    rows = history.rows
    if not rows:
        drawing.remark(drawing.say("history-none"))
        return drawing.chart()
    _Line(drawing, rows).draw()
    tenure = history.tenure
    if tenure is not None:
        key = "tenure-at-least" if tenure.at_least else "tenure"
        level = _Line(drawing, rows).name(tenure.level)
        drawing.y += 4
        drawing.remark(
            HISTORY.say(key, chosen, level=level, rounds=tenure.rounds, since=tenure.since)
        )
    return drawing.chart()


class _Line:
    """Draws the rounds of one history."""

    def __init__(self, drawing: Drawing, rows: "tuple[HistoryRow, ...]") -> None:
        self.drawing, self.rows = drawing, rows
        levels: dict[str, Level] = {level.id: level for level in edition().levels}
        for row in rows:
            if row.evaluation is not None:
                for level in row.evaluation.edition.levels:
                    levels.setdefault(level.id, level)
        self.levels = levels
        named = (level for row in rows for level in row.levels if level is not None)
        others = [name for name in dict.fromkeys(named) if name not in levels]
        self.places: list[str | None] = [None, *levels, *others]
        self.step = min(_STEP, (RIGHT - MARGIN - _NAMES) / len(rows))
        self.top = 0.0
        self.signs: set[str] = set()

    def name(self, level: str | None) -> str:
        """Return how a level is called; one that no edition here has goes by its id."""
        language = self.drawing.language
        if level is None:
            return PHRASES.say("no-level", language)
        return self.levels[level].title.get(language) if level in self.levels else level

    def x(self, place: int) -> float:
        """Return the middle of a round."""
        return MARGIN + _NAMES + (place + 0.5) * self.step

    def y(self, level: str | None) -> float:
        """Return the middle of a level: the highest is at the top."""
        return self.top + (len(self.places) - self.places.index(level) - 0.5) * _ROW

    def draw(self) -> None:
        """Draw the levels, the line, the rounds, their years, and what the signs mean."""
        drawing = self.drawing
        self.top = drawing.y
        right = MARGIN + _NAMES + len(self.rows) * self.step
        for level in self.places:
            lines = wrapped(self.name(level), _NAMES - 12, SMALL, most=2)
            drawing.block(MARGIN, self.y(level) - len(lines) * SMALL * 0.625, lines, size=SMALL)
            drawing.line(MARGIN + _NAMES, self.y(level), right, self.y(level), "rule")
        drawing.y += len(self.places) * _ROW
        for place, row in enumerate(self.rows):
            if row.state == "no_round":
                left = self.x(place) - self.step / 2
                drawing.box(left, self.top, self.step, drawing.y - self.top, "band2")
        self.joined()
        for place, row in enumerate(self.rows):
            self.round(place, row)
            drawing.said.append(self.told(row))
        self.years()
        for sign in _SIGNS:
            if sign in self.signs:
                drawing.key(functools.partial(self.sign, sign), drawing.say(f"history-{sign}"))
        drawing.y += 4
        for row in self.rows:
            if row.state in {"conflict", "no_round"}:
                drawing.lines(self.told(row), size=SMALL, role="soft")

    def joined(self) -> None:
        """Draw the line between rounds of a known level; across a year without a round, broken."""
        before: tuple[int, HistoryRow] | None = None
        dash = ""
        for place, row in enumerate(self.rows):
            if row.state == "no_round":
                dash = "5 4"
                continue
            if row.state == "known" and before is not None:
                start, known = before
                ends = (
                    (self.x(start), self.y(known.levels[0])),
                    (self.x(place), self.y(row.levels[0])),
                )
                self.drawing.line(*ends[0], *ends[1], "main", 2, dash)
            before, dash = ((place, row) if row.state == "known" else None), ""

    def round(self, place: int, row: "HistoryRow") -> None:
        """Draw one round."""
        drawing, x = self.drawing, self.x(place)
        if row.evaluation is not None:
            self.evaluated(x, row.evaluation.levels_possible)
        if row.state == "conflict":
            self.signs.add("conflict")
            ends = sorted(map(self.y, row.levels))
            drawing.line(x, ends[0], x, ends[-1], "warm", 2, "3 3")
            for y in ends:
                drawing.dot(x, y, "warm", full=False)
        elif row.readings:
            self.signs.add("published")
            drawing.dot(x, self.y(row.levels[0]), "main")
        elif row.state in {"unknown", "no_round"}:
            self.signs.add(row.state)
        if row.state == "unknown":
            self.asked(x, (self.top + drawing.y) / 2)

    def evaluated(self, x: float, levels: tuple[str | None, ...]) -> None:
        """Draw the level that an evaluation gives, or those that it leaves possible."""
        low, high = self.y(levels[0]), self.y(levels[-1])
        if len(levels) == 1:
            self.signs.add("evaluated")
            self.drawing.diamond(x, low, "ink", full=False)
        else:
            self.signs.add("open")
            self.drawing.hatched(x - 8, high - 6, 16, low - high + 12, "warm")

    def asked(self, x: float, y: float) -> None:
        """Draw a question mark."""
        self.drawing.text(x, y + 6, "?", anchor="middle", size=17, bold=True, role="soft")

    def sign(self, sign: str, x: float, y: float) -> None:
        """Draw a sign as it stands in the chart."""
        drawing, middle = self.drawing, x + 10
        match sign:
            case "published":
                drawing.dot(middle, y + 5, "main")
            case "evaluated":
                drawing.diamond(middle, y + 5, "ink", full=False)
            case "open":
                drawing.hatched(x + 2, y, 16, 11, "warm")
            case "conflict":
                drawing.dot(middle, y + 5, "warm", full=False)
            case "unknown":
                drawing.text(middle, y + 10, "?", anchor="middle", bold=True, role="soft")
            case _:
                drawing.box(x, y, 20, 11, "band2")

    def years(self) -> None:
        """Draw the years below, as far as they fit beside each other."""
        drawing, right = self.drawing, 0.0
        for place, row in enumerate(self.rows):
            text = str(row.year)
            left = self.x(place) - width(text, SMALL) / 2
            if left >= right:
                drawing.text(self.x(place), drawing.y + 13, text, anchor="middle", size=SMALL)
                right = left + width(text, SMALL) + 4
        drawing.y += 26

    def told(self, row: "HistoryRow") -> str:
        """Return a round in words."""
        levels = ", ".join(map(self.name, row.levels))
        return self.drawing.say(
            f"history-row-{row.state}",
            year=row.year,
            levels=levels,
            reason=row.reason or Text("", ""),
        )
