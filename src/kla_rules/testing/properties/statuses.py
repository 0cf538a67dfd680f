"""The law of cases: no case ends a status or lowers a level; how cases are handled decides."""

import itertools
from collections.abc import Mapping, Sequence
from typing import Any, Final

from hypothesis import strategies as st

from kla_rules.cases.settings_model import HandlingSettings
from kla_rules.cases.settings_reading import handling_settings
from kla_rules.cases.words import REPORTED, case_words
from kla_rules.conditions.walk import named
from kla_rules.core.text import Text
from kla_rules.model.edition import Edition
from kla_rules.model.measure import Measure
from kla_rules.profile.model import Profile
from kla_rules.testing.properties.failure_model import Broken, Example
from kla_rules.testing.properties.interpreters import Interpreters
from kla_rules.testing.properties.model import Property
from kla_rules.testing.properties.rules import Ruled
from kla_rules.testing.strategies import profiles
from kla_rules.units.local_model import LocalRules
from kla_rules.units.local_reading import local_rules
from kla_rules.units.rules_model import UnitRules
from kla_rules.units.rules_reading import unit_rules
from kla_rules.units.status import UnitStatuses
from kla_rules.validation.proofs.cases_tried import at
from kla_rules.validation.proofs.model import RuleWitness
from kla_rules.validation.proofs.units import rows_of

Row = dict[str, Any]
_EXAMPLE_SETTINGS: Final = "kota-payakumbuh"  # of those who hold units to the law, and no settings
_ORDER: Final[Mapping[bool | None, int]] = {False: 0, None: 1, True: 2}


def _examples(ruled: Ruled) -> st.SearchStrategy[Example]:
    if ruled.handling is not None:
        return _of_settings(ruled.handling)
    return _of_units(ruled)


def _law(ruled: Ruled, using: Interpreters, *example: Any) -> Broken | None:
    held = _handling if ruled.handling is not None else _status
    return held(ruled, using, *example)


# -- what is drawn ---------------------------------------------------------------------------------


@st.composite
def _cases(draw: st.DrawFn, settings: HandlingSettings, name: str) -> Row:
    """Draw a case: some of its steps, one after the other, soon or late."""
    words = case_words()
    waits = draw(st.lists(st.sampled_from([0, 60, 3600, 86400, 864000]), max_size=5))
    seconds = itertools.accumulate([0, *waits])
    steps = zip(_steps(settings), seconds, strict=False)
    of_words = {
        "risk": st.sampled_from([*words.risks]),
        "channel": st.sampled_from([*words.channels]),
    }
    return {
        "id": name,
        **{event: at(settings, when) for event, when in steps},
        **draw(st.fixed_dictionaries({}, optional=of_words)),
    }


def _steps(settings: HandlingSettings) -> tuple[str, ...]:
    return settings.order if settings.order[0] == REPORTED else (REPORTED, *settings.order)


@st.composite
def _of_settings(draw: st.DrawFn, settings: HandlingSettings) -> Example:
    """Draw cases, of which the last comes to the others, and the moment they are looked at."""
    count = draw(st.integers(0, 5))
    rows = [draw(_cases(settings, f"c-{number}")) for number in range(1, count + 1)]
    rows.append(draw(_cases(settings, "c-99")))
    as_of = at(settings, draw(st.sampled_from([864000, 0, 3600, 86400])) * 3)
    return rows, as_of


@st.composite
def _of_units(draw: st.DrawFn, ruled: Ruled) -> Example:
    """Draw a profile, units, and cases in them, of which the last comes to the others."""
    rules = unit_rules(ruled.edition)
    local = _local(ruled)
    facts = _facts(ruled, rules, local)
    kinds = [kind for scope in rules.scopes.values() for kind in scope.kinds]
    unit = st.tuples(
        st.sampled_from(kinds[::-1]),
        st.dictionaries(st.sampled_from(facts), st.none(), max_size=6).flatmap(
            lambda some: st.fixed_dictionaries({fact.id: _value(fact) for fact in some})
        ),
    )
    rows = rows_of(draw(st.lists(unit, min_size=1, max_size=3)))
    settings = handling_settings(_EXAMPLE_SETTINGS)
    cases = [draw(_cases(settings, name)) for name in ("c-1", "c-2")[: draw(st.integers(0, 2))]]
    cases.append({**draw(_cases(settings, "c-99")), "unit": rows[-1]["id"]})
    return draw(profiles(ruled.edition)), rows, cases


def _value(fact: Measure) -> st.SearchStrategy[Any]:
    values: Mapping[str, st.SearchStrategy[Any]] = {
        "percentage": st.integers(0, 100),
        "count": st.integers(0, 3),
        "year": st.sampled_from([True, False]),
        "document": st.sampled_from([True, False]),
    }
    return values.get(fact.kind, st.booleans())


def _local(ruled: Ruled) -> LocalRules:
    return ruled.local or local_rules(ruled.edition)


def _facts(ruled: Ruled, rules: UnitRules, local: LocalRules) -> list[Measure]:
    """Return what rules ask of a unit; what nothing reads any more is left out."""
    tiers = {name: fact for tier in ruled.edition.unit_tiers for name, fact in tier.facts.items()}
    every = {**rules.facts, **local.facts, **tiers}
    return [fact for fact in every.values() if not fact.replaced_by]


# -- units and levels ------------------------------------------------------------------------------


def _status(
    ruled: Ruled,
    using: Interpreters,
    profile: Profile,
    rows: list[Row],
    cases: list[Row],
) -> Broken | None:
    """Return what one more case, or one more that a unit records, takes away; None if nothing."""
    before, after = (using.with_cases(profile, some) for some in (cases[:-1], cases))
    if before.levels_possible != after.levels_possible or before.bounds != after.bounds:
        names = [[one or "-" for one in each.levels_possible] for each in (before, after)]
        values = dict(zip(("before", "after"), names, strict=True))
        return Broken("case-lowers-level", values, None, (RuleWitness("cases", cases),))
    first, then = (using.statuses(rows, some, ruled) for some in (cases[:-1], cases))
    fallen = _fallen(first, then)
    if fallen is not None:
        kind, name, title = fallen
        shown = (
            RuleWitness("units", rows, {name: "lost"}),
            RuleWitness("cases", cases),
        )
        return Broken("case-ends-status", {"title": title, "name": name}, (kind, name), shown)
    return _recorded(ruled, using, rows)


def _recorded(ruled: Ruled, using: Interpreters, rows: list[Row]) -> Broken | None:
    """Return that a unit loses something because it has recorded what is only recorded."""
    for fact in recorded_facts(ruled.edition):
        without = [{**row, fact.id: 0} for row in rows]
        with_one = [{**row, fact.id: 1} for row in rows]
        fallen = _fallen(*(using.statuses(table, [], ruled) for table in (without, with_one)))
        if fallen is None:
            continue
        kind, name, title = fallen
        values = {"title": title, "name": name, "fact": fact.title, "fact_name": fact.id}
        shown = tuple(RuleWitness("units", table) for table in (without, with_one))
        return Broken("recorded-ends-status", values, (kind, name), shown)
    return None


def recorded_facts(edition: Edition) -> list[Measure]:
    """Return the counts of units that questions without points read, and no others: recorded only.

    >>> import kla_rules as kla
    >>> [fact.id for fact in recorded_facts(kla.edition("kla-2024"))]
    ['working_children']
    """
    rules = unit_rules(edition)
    scored: set[str] = set()
    recorded: set[str] = set()
    for question in rules.questions.values():
        read = named(question.when, "measure")
        (scored if edition.node(question.question).ceiling_thousandths else recorded).update(read)
    return [
        fact
        for name, fact in rules.facts.items()
        if name in recorded - scored and fact.kind == "count"
    ]


def _fallen(before: UnitStatuses, after: UnitStatuses) -> tuple[str, str, Text] | None:
    """Return kind, id and title of what some unit had and has no more, or None."""
    own: dict[str, Sequence[bool | None]] = {**before.held}
    titles = {
        one.id: one.title
        for one in (before.rules.declared, before.rules.task_force, *before.rules.functions)
    }
    for name, held in own.items():
        if _falls(held, after.held[name]):
            return "function", name, titles[name]
    for (tier, held), (_, then) in zip(before.tiers, after.tiers, strict=True):
        if _falls(held, then):
            return "tier", tier.id, tier.title
    return None


def _falls(before: Sequence[bool | None], after: Sequence[bool | None]) -> bool:
    return any(_ORDER[then] < _ORDER[own] for own, then in zip(before, after, strict=True))


# -- how cases are handled -------------------------------------------------------------------------

_OUTCOMES: Final = ("review", "unknown", "adequate")


def _handling(ruled: Ruled, using: Interpreters, rows: list[Row], as_of: str) -> Broken | None:
    """Return how there being a case asks for a review, however it is handled, or None."""
    settings = ruled.handling
    if not rows:
        return None
    before = using.handling(rows[:-1], settings, as_of=as_of)
    after = using.handling(rows, settings, as_of=as_of)
    shown = (
        RuleWitness("cases", {"cases": rows[:-1], "as_of": as_of}, {"outcome": before.outcome}),
        RuleWitness("cases", {"cases": rows, "as_of": as_of}, {"outcome": after.outcome}),
    )
    for handling in (before, after):
        wrong = [case for case in handling.cases.values() if True in case.wrong.values()]
        if handling.outcome == "review" and not wrong:
            reason = handling.region.reasons[0]
            return Broken("review-for-nothing", {"name": reason}, ("review", reason), shown)
    case = after.cases.get(rows[-1]["id"])
    if case is None or not case.is_in_order:
        return None
    new = [one for one in after.region.reasons if one not in before.region.reasons]
    if new:
        return Broken("case-asks-review", {"name": new[0]}, ("review", new[0]), shown)
    if before.outcome == "adequate" != after.outcome:
        return Broken("case-worsens", {"outcome": after.outcome}, None, shown)
    return None


status_through_case: Final[Property] = Property(
    "status-through-case", ("units", "handling"), _examples, _law, often=40
)
"""That there is a case ends no status and lowers no level; how it is handled decides."""
