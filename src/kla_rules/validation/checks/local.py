"""Local rules: status of units, and how cases are handled."""

from collections.abc import Iterator
from typing import Final

from kla_rules.cases.settings_model import TimeLimit
from kla_rules.validation.checks.check import Check
from kla_rules.validation.checks.formulas import TRUE
from kla_rules.validation.checks.rules import Place, Rules, listed
from kla_rules.validation.checks.satisfiable import Formula
from kla_rules.validation.checks.statements import statements, together


def _listed_twice(rules: Rules) -> Iterator[Place]:
    """Yield facts that a unit is to answer twice, in one checklist or in two."""
    seen: set[str] = set()
    for _, place in listed(rules.local_file, "checklists") if rules.local_file else ():
        for position, fact in enumerate(place.rule["facts"]):
            if fact in seen:
                yield place.at("facts", position, fact=fact)
            seen.add(fact)


def _backwards(rules: Rules) -> Iterator[Place]:
    """Yield time limits from a step to one that comes before it."""
    if rules.handling is None or rules.handling_file is None:
        return
    order = {name: position for position, name in enumerate(rules.handling.order)}
    places = dict(listed(rules.handling_file, "limits"))
    for limit in rules.handling.limits:
        if {limit.start, limit.end} <= order.keys() and order[limit.start] > order[limit.end]:
            values = {"name": limit.id, "first": limit.end, "last": limit.start}
            yield Place(places[limit.id].file, (*places[limit.id].path, "to"), values=values)


def _shadowed(rules: Rules) -> Iterator[Place]:
    """Yield time limits that a stricter one for the same steps makes idle."""
    if rules.handling is None or rules.handling_file is None:
        return
    known, places = rules.once(together), dict(listed(rules.handling_file, "limits"))
    when: dict[str, Formula] = {
        one.name: one.formula for one in rules.once(statements) if one.group == "limit"
    }
    limits = list(rules.handling.limits)
    for position, limit in enumerate(limits):
        for at, other in enumerate(limits):
            stricter = (other.within, at) < (limit.within, position)
            if (
                stricter
                and _alike(limit, other)
                and known.follows(when.get(other.id, TRUE), when.get(limit.id, TRUE))
            ):
                yield places[limit.id].at("within", name=limit.id, other=other.id)
                break


def _alike(one: TimeLimit, other: TimeLimit) -> bool:
    return (one.start, one.end, one.unit) == (other.start, other.end, other.unit)


def _holidays(rules: Rules) -> Iterator[Place]:
    """Yield holidays that stand twice."""
    if rules.handling_file is not None:
        days = rules.handling_file.content.get("holidays", ())
        for position, day in enumerate(days):
            if day in days[:position]:
                yield Place(rules.handling_file, ("holidays", position)).at(found=day)


CHECKS: Final = (
    Check("local.listed-twice", "warning", _listed_twice),
    Check("handling.backwards", "warning", _backwards),
    Check("handling.shadowed", "warning", _shadowed),
    Check("handling.holiday-twice", "warning", _holidays),
)
