"""A chart of the status of units: what each of them has, has not, or may have."""

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from kla_rules.charts.chart import Chart
from kla_rules.charts.drawing import MARGIN, RIGHT, SMALL, Drawing, check_result
from kla_rules.charts.palette import fill, stroke
from kla_rules.charts.words import escaped, width, wrapped
from kla_rules.conditions.judgement import State
from kla_rules.core.catalogues import CHARTS, PHRASES
from kla_rules.core.language import current
from kla_rules.core.page import labels
from kla_rules.core.text import Text
from kla_rules.core.writing import Language, printable
from kla_rules.units.rules_reading import unit_rules

if TYPE_CHECKING:
    from kla_rules.units.status import UnitStatuses

_NAMES: Final = 224  # where the columns of units begin
_CELL: Final = 12
_COLUMNS: Final = (RIGHT - _NAMES) // _CELL
_STRIPS: Final = 4
_UNIT: Final = 10
_UNIT_ROOM: Final = 110
_FEW: Final = 12


def unit_strip(statuses: "UnitStatuses", *, language: Language | None = None) -> Chart:
    """Return units beside each other, and below each what local rules ask: yes, no, or unknown.

    A full square is yes, a cross is no, a small dot is not known. What is asked says in how many of
    all units it holds. Where there are many units the strip goes on below, and what does not fit
    is counted.

    Args:
        statuses: what is drawn.
        language: "id" or "en"; left out, the one that is set.

    Raises:
        ArgumentError: for another language.

    >>> import kla_rules as kla
    >>> city = kla.units.unit_status("examples/kota-pasuruan/units.csv")
    >>> unit_strip(city, language="en").title.partition(":")[0]
    'Status of villages and urban wards (proposed local rules)'
    """
    check_result("statuses", statuses, "a UnitStatuses")
    chosen = current(language)
    rules, units = statuses.rules, statuses.units
    drawing = Drawing(
        chosen,
        rules.title.get(chosen),
        CHARTS.say(
            "units-subject",
            chosen,
            count=len(statuses),
            scope=unit_rules(units.edition).scopes[rules.scope].title,
        ),
        labels(chosen, illustrative=bool(statuses.to_dict()["illustrative"])),
    )
    drawing.remark(drawing.say("units-local", rules=rules.id, version=rules.version))
    if not len(statuses):
        drawing.remark(drawing.say("units-none"))
        return drawing.chart()
    asked = [
        (one.title, statuses.held[one.id])
        for one in (rules.declared, rules.task_force, *rules.functions)
    ]
    asked += [(tier.title, states) for tier, states in statuses.tiers]
    names = [units.names[position] for position in statuses.positions]
    strips = min(-(-len(names) // _COLUMNS), _STRIPS)
    columns = min(-(-len(names) // strips), _COLUMNS)  # no strip of a single unit at the end
    for strip in range(strips):
        drawing.y += 10
        _strip(drawing, asked, names, slice(strip * columns, (strip + 1) * columns))
    rest = len(names) - strips * columns
    if rest > 0:
        drawing.remark(PHRASES.say("more", chosen, count=rest))
    drawing.y += 8
    for state, key in ((True, "units-yes"), (False, "units-no"), (None, "units-unknown")):
        drawing.key(functools.partial(_sign, drawing, state), drawing.say(key))
    for title, states in asked:
        _tell(drawing, title, states, names)
    return drawing.chart()


def _strip(
    drawing: Drawing,
    asked: "Sequence[tuple[Text, Sequence[State]]]",
    names: Sequence[str],
    part: slice,
) -> None:
    """Draw as many units as stand beside each other."""
    shown = ["".join(wrapped(name, _UNIT_ROOM, _UNIT, most=1)) for name in names[part]]
    drawing.y += max(width(name, _UNIT) for name in shown)
    for place, name in enumerate(shown):
        x = _NAMES + place * _CELL + _CELL / 2 + 3
        drawing.parts.append(
            f'<text transform="translate({x:.1f} {drawing.y:.1f})rotate(-90)" '
            f'font-size="{_UNIT}">{escaped(name)}</text>'
        )
    drawing.y += 6
    paths: dict[State, list[str]] = {True: [], False: [], None: []}
    for title, states in asked:
        yes = sum(state is True for state in states)
        text = drawing.say("units-row", title=title, yes=yes, count=len(states))
        lines = wrapped(text, _NAMES - MARGIN - 10, SMALL, most=3)
        tall = max(len(lines) * SMALL * 1.25 + 4, _CELL + 4)
        middle = round(drawing.y + tall / 2)
        drawing.block(MARGIN, middle - len(lines) * SMALL * 0.625, lines, size=SMALL)
        for place, state in enumerate(states[part]):
            paths[state].append(_MARKS[state](_NAMES + place * _CELL, middle))
        drawing.y += tall
    for state, marks in paths.items():
        if marks:
            drawing.path("".join(marks), _HOW[state])


def _square(x: int, y: int) -> str:
    return f"M{x + 1} {y - 5}h9v9h-9z"


def _cross(x: int, y: int) -> str:
    return f"M{x + 2} {y - 4}l8 8m0-8l-8 8"


def _point(x: int, y: int) -> str:
    return f"M{x + 4} {y - 2}h4v4h-4z"


_MARKS: Final = {True: _square, False: _cross, None: _point}
_HOW: Final = {True: fill("main"), False: stroke("warm", 2), None: fill("soft")}


def _sign(drawing: Drawing, state: State, x: float, y: float) -> None:
    drawing.path(_MARKS[state](round(x) + 4, round(y) + 6), _HOW[state])


def _tell(drawing: Drawing, title: Text, states: Sequence[State], names: Sequence[str]) -> None:
    """Tell in how many units something holds, and the first of those in which it does not."""
    drawing.tell(
        "units-said",
        title=title,
        yes=sum(state is True for state in states),
        no=sum(state is False for state in states),
        unknown=sum(state is None for state in states),
    )
    lacking = [name for name, state in zip(names, states, strict=True) if state is False]
    if lacking:
        rest = len(lacking) - _FEW
        listed = [printable(name) for name in lacking[:_FEW]]
        if rest > 0:
            listed.append(PHRASES.say("more", drawing.language, count=rest))
        drawing.tell("units-lacking", names=listed)
