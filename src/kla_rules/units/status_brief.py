"""The status of units on one screen: how many have what is asked, and which units lack most."""

from typing import TYPE_CHECKING, Final

from kla_rules.core.catalogues import UNIT_STATUS
from kla_rules.core.page import WIDTH
from kla_rules.core.screen import PARAGRAPHS, Screen, columns
from kla_rules.core.text import Text
from kla_rules.core.writing import Language
from kla_rules.units.status_page import StatusText

if TYPE_CHECKING:
    from kla_rules.units.local_model import LocalFunction
    from kla_rules.units.status import UnitStatuses

_TITLE: Final = 40  # columns for what is asked
_NAME: Final = 24  # columns for the name of a unit
_FUNCTIONS: Final = 10
_WASTE: Final = 12  # columns at the end of a line that no word fits into
_LACKING: Final = 6  # lines for the units that lack most, and for headings
_TIERS: Final = 5
_UNITS: Final = 6


def status_in_brief(statuses: "UnitStatuses", language: Language) -> str:
    """Return counts by what is asked, and the units that lack most."""
    page = Screen(UNIT_STATUS, language)
    words = StatusText(statuses, page)
    if not words.begin():
        return str(page)
    rules = statuses.rules
    tiers, checklists = words.tiers(2), list(words.checklists())
    foot = _LACKING + min(len(tiers), _TIERS) + 2 * min(len(checklists), PARAGRAPHS)
    lines = 2 if 2 * (len(rules.functions) + 2) + foot <= page.left else 1
    for function in (rules.declared, rules.task_force):
        _held(page, words, function, lines)
    page.line(page.say("functions"))
    titles = {function.id: function for function in rules.functions}
    page.items_in(list(titles), _FUNCTIONS, lambda name: _held(page, words, titles[name], lines))
    if tiers:
        page.line(page.say("tiers"))
        page.items_in(tiers, _TIERS)
    page.paragraphs(checklists)
    page.gap()
    _lacking(page, statuses)
    return str(page)


def _held(page: Screen, words: StatusText, function: "LocalFunction", lines: int) -> None:
    """Write how many units have it, and which have not as far as there is room."""
    states = words.statuses.held[function.id]
    title = page.short(function.title.get(page.language), lines * _TITLE)
    count = {"part": states.count(True), "whole": len(states)}
    clauses = [page.say("held", title=Text(title, title), **count)]
    if None in states:
        clauses.append(page.say("unknown-count", count=states.count(None)))
    without = words.names(states, False)  # noqa: FBT003 - a state of three
    if without:
        told = "; ".join([*clauses, page.say("missing-in", names=[])])
        room = lines * (WIDTH - _WASTE) - columns(told)
        names = page.named(without, room)
        few = page.say("missing-in", names=[names])
        clauses.append(few if room >= _TITLE else page.say("missing-count", count=len(without)))
    page.item("; ".join(clauses), most=lines)


def _lacking(page: Screen, statuses: "UnitStatuses") -> None:
    """Write which units lack most functions; where less is known of one, it comes first."""
    lacking = sorted(
        (unit for unit in statuses if unit.missing or unit.unknown),
        key=lambda unit: (-len(unit.missing), -len(unit.unknown)),
    )
    names = [
        page.say(
            "lacking" if unit.unknown else "lacking-known",
            name=page.short(unit.name, _NAME),
            missing=len(unit.missing),
            unknown=len(unit.unknown),
        )
        for unit in lacking
    ]
    if names:
        page.paragraph(page.say("most-missing", names=", ".join(page.few(names, _UNITS))))
