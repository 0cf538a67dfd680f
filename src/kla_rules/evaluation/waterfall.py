"""A chart of the way to a level: from the secured score over the largest gaps to its floor."""

import bisect
import itertools
from typing import TYPE_CHECKING, Final, NamedTuple

from kla_rules.charts.chart import Chart
from kla_rules.charts.drawing import MARGIN, RIGHT, SMALL, Drawing, check_result, clamped
from kla_rules.charts.words import wrapped
from kla_rules.core.catalogues import PHRASES
from kla_rules.core.points import written
from kla_rules.core.writing import Language
from kla_rules.evaluation.charts import drawing_of
from kla_rules.evaluation.levels import levels_up_to
from kla_rules.model.folds import counting

if TYPE_CHECKING:
    from kla_rules.evaluation.gaps import Gap
    from kla_rules.evaluation.result import Evaluation
    from kla_rules.model.levels import Level

_ROWS: Final = 12
_NEEDS: Final = 6
_BAR: Final = 14
_BARS: Final = (290, 560)  # from where to where gaps are drawn


class _Rise(NamedTuple):
    """A gap, or several together, and the thousandths of the score before and after it."""

    gaps: "tuple[Gap, ...]"
    before: int
    after: int


def gap_waterfall(
    evaluation: "Evaluation", target: str, *, language: Language | None = None
) -> Chart:
    """Return how the largest gaps lead from the secured score to a level, and what is left then.

    A gap whose points are known to be missing is a full bar; one that may hold points already,
    since its answer is not known, is hatched. Where the level is reached already, where points
    do not reach it, and where something besides points holds it, the chart says so.

    Args:
        evaluation: the result that is drawn.
        target: id of the level.
        language: "id" or "en"; left out, the one that is set.

    Raises:
        UnknownIdError: (a `KeyError`) if the edition has no such level.
        ArgumentError: for another language.

    >>> import kla_rules as kla
    >>> city = kla.evaluate(kla.Profile.read("examples/kota-bandung-2024.yaml"))
    >>> gap_waterfall(city, "kla", language="en").title.partition(":")[0]
    'Gaps up to Child-friendly city or regency (KLA)'
    """
    check_result("evaluation", evaluation, "an Evaluation")
    level = evaluation.edition.level(target)
    drawing = drawing_of(evaluation, "gap-title", language, level=level.title)
    goal = level.threshold_thousandths(evaluation.edge_policy)
    rises, left = _rises(evaluation, goal)
    _standing(drawing, evaluation, level, left.after)
    drawing.y += 6
    _Rows(drawing, evaluation, level).draw(rises, left)
    _signs(drawing, rises)
    _besides(drawing, evaluation, level)
    return drawing.chart()


def _rises(evaluation: "Evaluation", goal: int) -> tuple[list[_Rise], _Rise]:
    """Return what leads to so many thousandths, and what is left; caps are counted exactly."""
    edition, low, every = evaluation.edition, evaluation.bounds.low_thousandths, evaluation.gaps
    gains = [(edition.positions[gap.node.id], gap.gain_thousandths) for gap in every]

    def reached(count: int) -> int:
        """Return the thousandths of the score with the largest gaps mended, so many of them."""
        return low[0] + counting(edition, dict(gains[:count]), edition.ceilings_thousandths, low)

    counts = range(len(every) + 1)
    needed = min(bisect.bisect_left(counts, goal, key=reached), len(every))
    ends = [*counts[: min(needed, _ROWS - 1) + 1]]
    if needed > ends[-1]:
        ends.append(needed)  # all that has no row of its own
    rises = [
        _Rise(every[begin:end], before, after)
        for begin, end in itertools.pairwise(ends)
        if (after := reached(end)) > (before := reached(begin))
    ]
    return rises, _Rise(every[needed:], reached(needed), reached(len(every)))


def _standing(drawing: Drawing, evaluation: "Evaluation", level: "Level", most: int) -> None:
    """Say how far the level is away."""
    low, floor = evaluation.low_thousandths, level.floor_thousandths
    goal = level.threshold_thousandths(evaluation.edge_policy)
    values = {"level": level.title, "floor": floor, "low": low}
    if level in levels_up_to(evaluation.edition, evaluation.reachable_levels[0]):
        drawing.remark(drawing.say("gap-secured", above=low - floor, **values))
    elif low >= goal:
        drawing.remark(drawing.say("gap-points-enough", above=low - floor, **values))
    else:
        key = "gap-short" if goal == floor else "gap-short-over"
        drawing.remark(drawing.say(key, short=floor - low, **values))
    if most < goal:
        drawing.remark(drawing.say("gap-unreachable", most=most, **values))
    elif low < evaluation.high_thousandths < goal:
        drawing.remark(drawing.say("gap-answers", high=evaluation.high_thousandths))
    elif low < goal <= evaluation.high_thousandths:
        drawing.remark(drawing.say("gap-answers-reach", high=evaluation.high_thousandths))


class _Rows:
    """Draws the rows of one chart on a scale of their own: it begins at the lowest figure shown."""

    def __init__(self, drawing: Drawing, evaluation: "Evaluation", level: "Level") -> None:
        self.drawing, self.evaluation, self.level = drawing, evaluation, level
        self.goal = level.threshold_thousandths(evaluation.edge_policy)
        self.begin = min(evaluation.low_thousandths, self.goal)
        end = max(evaluation.edition.maximum_thousandths, self.goal)
        self.middle, self.drew = 0.0, False  # of the row before: its middle, whether it is a bar
        self.scale = (_BARS[1] - _BARS[0]) / (end - self.begin or 1)

    def at(self, points: int) -> float:
        """Return where so many thousandths stand."""
        return _BARS[0] + (points - self.begin) * self.scale

    def draw(self, rises: list[_Rise], left: _Rise) -> None:
        """Draw the secured score, the gaps, and what is left."""
        drawing, goal = self.drawing, self.at(self.goal)
        name = drawing.say(
            "gap-goal" if self.goal == self.level.floor_thousandths else "gap-goal-over",
            level=self.level.title,
            floor=self.level.floor_thousandths,
        )
        for line in wrapped(name, RIGHT - _BARS[0], SMALL, bold=True, most=3):
            middle = clamped(goal, line, SMALL, bold=True)
            end = drawing.y + SMALL * 1.25
            drawing.text(middle, end - 3, line, anchor="middle", size=SMALL, bold=True)
            drawing.y = end
        top, place = drawing.y, len(drawing.parts)
        low = self.evaluation.low_thousandths
        middle = self.row(drawing.say("gap-begin"), written(low, drawing.language))
        drawing.dot(self.at(low), middle, "ink")
        for rise in rises:
            self.rise(rise)
        if left.after > left.before:
            count = len(left.gaps)
            text = drawing.say("gap-left", count=count) if count else drawing.say("gap-left-part")
            middle = self.row(text, drawing.say("gap-left-to", most=left.after))
            wide = self.at(left.after) - self.at(left.before)
            drawing.frame(self.at(left.before), middle - _BAR / 2, wide, _BAR, "soft", 1, "3 3")
        drawing.line(goal, top + 2, goal, drawing.y, "ink", 1.5, "5 3")
        drawing.parts.insert(place, drawing.parts.pop())  # below the bars
        drawing.y += 6

    def rise(self, rise: _Rise) -> None:
        """Draw a gap, or several together."""
        drawing, (first, *more) = self.drawing, rise.gaps
        gain = rise.after - rise.before
        if more:
            text = drawing.say("gap-several", count=len(rise.gaps))
        else:
            node = first.node
            text = node.title.get(drawing.language)
            text = f"{node.id} {text}" if node.parent else text
        above = self.middle + (_BAR / 2 if self.drew else 0)
        self.drew = True
        middle = self.row(text, drawing.say("gap-gain", gain=gain, after=rise.after))
        left, wide = self.at(rise.before), gain * self.scale
        drawing.line(left, above, left, middle - _BAR / 2, "soft")
        if more:
            drawing.box(left, middle - _BAR / 2, wide, _BAR, "pale")
            drawing.frame(left, middle - _BAR / 2, wide, _BAR, "main")
        elif first.known:
            drawing.box(left, middle - _BAR / 2, wide, _BAR, "main")
        else:
            drawing.hatched(left, middle - _BAR / 2, wide, _BAR, "warm")

    def row(self, text: str, figure: str) -> float:
        """Draw what a row is called and its figure; return its middle."""
        drawing = self.drawing
        lines = wrapped(text, _BARS[0] - MARGIN - 12, SMALL)
        tall = max(len(lines) * SMALL * 1.25, _BAR) + 6
        middle = drawing.y + tall / 2
        drawing.block(MARGIN, middle - len(lines) * SMALL * 0.625, lines, size=SMALL)
        drawing.text(RIGHT, middle + 4, figure, anchor="end", size=SMALL)
        drawing.tell("gap-said", title=text, figure=figure)
        drawing.y += tall
        self.middle = middle
        return middle


def _signs(drawing: Drawing, rises: list[_Rise]) -> None:
    known = {rise.gaps[0].known for rise in rises if len(rise.gaps) == 1}
    if True in known:
        drawing.key(lambda x, y: drawing.box(x, y, 20, 11, "main"), drawing.say("gap-known"))
    if False in known:
        drawing.key(lambda x, y: drawing.hatched(x, y, 20, 11, "warm"), drawing.say("gap-unknown"))


def _besides(drawing: Drawing, evaluation: "Evaluation", level: "Level") -> None:
    """Say what the level and those below it ask besides points that is not met or not known."""
    below = {one.id for one in levels_up_to(evaluation.edition, level)}
    asked = [
        drawing.say("gap-unmet" if outcome.met is False else "gap-not-known", title=title)
        for outcome in evaluation.requirements
        if outcome.binding and outcome.met is not True and outcome.requirement.level in below
        for title in (outcome.requirement.title,)
    ]
    if asked:
        drawing.y += 3
        drawing.remark(drawing.say("gap-besides"))
        for text in asked[:_NEEDS]:
            drawing.lines(f"- {text}", size=SMALL, role="soft")
            drawing.said.append(f"{text}.")
        if len(asked) > _NEEDS:
            drawing.remark(PHRASES.say("more", drawing.language, count=len(asked) - _NEEDS))
