"""A chart of a plan: its steps by agency, on a line of months."""

from typing import TYPE_CHECKING, Final

from kla_rules.charts.chart import Chart
from kla_rules.charts.drawing import MARGIN, RIGHT, SMALL, Drawing, check_result, clamped
from kla_rules.charts.words import width, wrapped
from kla_rules.core.catalogues import PHRASES, PLAN, STEPS
from kla_rules.core.points import number_written, written
from kla_rules.core.writing import Language
from kla_rules.evaluation.charts import drawing_of

if TYPE_CHECKING:
    from kla_rules.model.levels import Level
    from kla_rules.planning.across import PlanAcross
    from kla_rules.planning.plan import Plan
    from kla_rules.planning.planned import PlannedStep

_QUARTER: Final = 3
_YEAR: Final = 12
_ROMAN: Final = ("I", "II", "III", "IV")
_ROWS: Final = 60
_NUMBER: Final = 24
_MONTHS: Final = (336, 624)  # from where to where the months are drawn
_BAR: Final = 14


def plan_timeline(plan: "Plan", *, language: Language | None = None) -> Chart:
    """Return the steps of a plan as bars from the month in which they begin to that of their end.

    They stand below the agency that is responsible, with the numbers that the plan gives them and
    the points that each adds. Where a level is reached a line is drawn. A plan that is out of reach
    says why; efforts, months and gains are assumed, and the chart says that too.

    Args:
        plan: the plan that is drawn.
        language: "id" or "en"; left out, the one that is set.

    Raises:
        ArgumentError: for another language.

    >>> import kla_rules as kla
    >>> city = kla.evaluate(kla.Profile.read("examples/kota-bandung-2024.yaml"))
    >>> plan_timeline(kla.plan(city, city.level), language="en").description
    'Utama is secured already: there is nothing to do.'
    """
    check_result("plan", plan, "a Plan")
    drawing = drawing_of(plan.before, "plan-title", language, level=plan.target.title)
    if plan.reason is not None:
        drawing.remark(plan.reason.get(drawing.language))
    elif not plan.steps:
        _nothing(drawing, plan)
    else:
        _summary(drawing, plan)
        _Timeline(drawing, plan).draw()
    return drawing.chart()


def _summary(drawing: Drawing, plan: "Plan") -> None:
    drawing.remark(
        drawing.say(
            "plan-summary",
            steps=len(plan.steps),
            months=plan.months,
            effort=number_written(plan.effort, drawing.language),
            low=plan.begins_thousandths,
            then=plan.evaluation.low_thousandths,
        )
    )
    if plan.across is not None:
        _across(drawing, plan.across, "plan-across")
    drawing.remark(drawing.say("plan-assumed"))
    drawing.y += 8


def _nothing(drawing: Drawing, plan: "Plan") -> None:
    if plan.across is not None:
        _across(drawing, plan.across, "plan-across-nothing")
    else:
        drawing.remark(drawing.say("plan-nothing", level=plan.target.title))


def _across(drawing: Drawing, across: "PlanAcross", key: str) -> None:
    """Say in how many scenarios the level is reached, and that they are assumed."""
    values = {"level": across.target.title, "holds": across.holds, "count": across.count}
    drawing.remark(drawing.say(key, **values))


class _Timeline:
    """Draws the months and the steps of one plan."""

    def __init__(self, drawing: Drawing, plan: "Plan") -> None:
        self.drawing, self.plan = drawing, plan
        self.months = max(plan.months, 1)
        start = plan.asked.start
        # Months since the year 0 of the calendar; without a start, since that of the plan.
        self.first = start[0] * _YEAR + start[1] - 1 if start else 0

    def at(self, month: int) -> float:
        """Return where a month of the plan ends; the one before the first is its begin."""
        return _MONTHS[0] + month * (_MONTHS[1] - _MONTHS[0]) / self.months

    def draw(self) -> None:
        """Draw the quarters, the levels that are reached, and the steps of each agency."""
        drawing, levels = self.drawing, self.levels()
        self.quarter_names()
        for level, month in levels:
            self.level_name(level, month)
        top, place = drawing.y, len(drawing.parts)
        numbers = {planned.id: place for place, planned in enumerate(self.plan.steps, start=1)}
        agencies: dict[str | None, list[PlannedStep]] = {}
        for planned in self.plan.steps[:_ROWS]:
            agencies.setdefault(planned.step.responsible, []).append(planned)
        for agency, steps in agencies.items():
            self.agency(agency)
            for planned in steps:
                self.step(planned, numbers[planned.id])
        rows = drawing.parts[place:]
        del drawing.parts[place:]
        self.grid(top, [month for _, month in levels])
        drawing.parts += rows
        rest = len(self.plan.steps) - _ROWS
        if rest > 0:
            drawing.remark(PHRASES.say("more", drawing.language, count=rest))

    def levels(self) -> "list[tuple[Level, int]]":
        """Return the levels that are reached on the way, each with its month."""
        found: list[tuple[Level, int]] = []
        now = self.plan.begins_level
        # Points count when a step ends, whatever its number.
        for planned in sorted(self.plan.steps, key=lambda planned: planned.ends):
            if planned.level is not None and planned.level != now:
                found.append((planned.level, planned.ends))
            now = planned.level
        return found

    def quarter_names(self) -> None:
        """Draw how the quarters are called, as far as their names fit beside each other."""
        drawing, right, begin, told = self.drawing, 0.0, 0, None
        calendar = self.plan.asked.start is not None
        if not calendar:
            x, head = _MONTHS[0] - 8, drawing.say("plan-months")
            drawing.text(x, drawing.y + 12, head, anchor="end", size=SMALL, role="soft")
        while begin < self.months:
            end = self.quarter_end(begin)
            year, month = divmod(self.first + begin, _YEAR)
            if calendar:
                name = drawing.say("plan-quarter", number=_ROMAN[month // _QUARTER])
            else:
                name = _span(drawing, begin + 1, end)
            middle, wide = (self.at(begin) + self.at(end)) / 2, width(name, SMALL)
            if middle - wide / 2 >= right:
                if calendar and year != told:
                    drawing.text(self.at(begin), drawing.y + 12, str(year), size=SMALL, role="soft")
                    told = year
                y = drawing.y + (26 if calendar else 12)
                drawing.text(middle, y, name, anchor="middle", size=SMALL, role="soft")
                right = middle + wide / 2 + 4
            begin = end
        drawing.y += 32 if calendar else 18

    def quarter_end(self, month: int) -> int:
        """Return the last month of the quarter that a month of the plan is in, from 0."""
        whole = (self.first + month) // _QUARTER * _QUARTER + _QUARTER - self.first
        return min(whole, self.months)

    def level_name(self, level: "Level", month: int) -> None:
        """Draw the name of a level above the line where it is reached."""
        drawing = self.drawing
        name = drawing.say("plan-level", level=level.title)
        for line in wrapped(name, RIGHT - _MONTHS[0], SMALL, bold=True, most=3):
            middle = clamped(self.at(month), line, SMALL, bold=True)
            drawing.text(middle, drawing.y + 11, line, anchor="middle", size=SMALL, bold=True)
            drawing.y += SMALL * 1.25
        drawing.tell("plan-level-said", level=level.title, month=self.month(month))

    def grid(self, top: float, months: list[int]) -> None:
        """Draw the borders of the quarters, and a line for each level, below the steps."""
        month = 0
        while True:
            self.drawing.line(self.at(month), top, self.at(month), self.drawing.y, "rule")
            if month >= self.months:
                break
            month = self.quarter_end(month)
        for month in months:
            x = self.at(month)
            self.drawing.line(x, top, x, self.drawing.y, "ink", 1.5, "5 3")

    def agency(self, agency: str | None) -> None:
        """Draw the name of an agency above its steps."""
        drawing = self.drawing
        edition = self.plan.before.edition
        if agency is None:
            name = STEPS.say("no-agency", drawing.language)
        else:
            name = edition.agency(agency).title.get(drawing.language)
        lines = wrapped(name, _MONTHS[0] - MARGIN - 10, SMALL, bold=True)
        drawing.y = drawing.block(MARGIN, drawing.y + 5, lines, size=SMALL, bold=True) + 2
        drawing.said.append(f"{name}:")

    def step(self, planned: "PlannedStep", number: int) -> None:
        """Draw a step: its number and title, its months, and what it adds."""
        drawing, title = self.drawing, planned.step.title
        room = _MONTHS[0] - MARGIN - _NUMBER - 10
        lines = wrapped(title.get(drawing.language), room, SMALL)
        tall = max(len(lines) * SMALL * 1.25, _BAR) + 4
        top = drawing.y + (tall - len(lines) * SMALL * 1.25) / 2
        drawing.block(MARGIN + _NUMBER - 5, top, [f"{number}."], size=SMALL, anchor="end")
        drawing.block(MARGIN + _NUMBER, top, lines, size=SMALL)
        left, right = self.at(planned.starts - 1) + 1, self.at(planned.ends) - 1
        middle = drawing.y + tall / 2
        drawing.box(left, middle - _BAR / 2, right - left, _BAR, "main")
        gain = f"+{written(planned.gain_thousandths, drawing.language)}"
        drawing.tell(
            "plan-step",
            number=number,
            title=title,
            first=self.month(planned.starts),
            last=self.month(planned.ends),
            gain=gain,
        )
        if planned.gain_thousandths:
            if width(gain, SMALL) <= right - left - 6:
                x = (left + right) / 2
                drawing.text(x, middle + 4, gain, anchor="middle", size=SMALL, role="on")
            else:
                drawing.text(right + 4, middle + 4, gain, size=SMALL)
        drawing.y += tall

    def month(self, month: int) -> str:
        """Return how a month of the plan is called."""
        if self.plan.asked.start is None:
            return self.drawing.say("plan-month", month=month)
        year, part = divmod(self.first + month - 1, _YEAR)
        return f"{PLAN.say(f'month-{part + 1}', self.drawing.language)} {year}"


def _span(drawing: Drawing, first: int, last: int) -> str:
    """Return the numbers of months of one quarter."""
    return str(first) if first == last else drawing.say("plan-span", first=first, last=last)
