"""Units: one that improves never counts for less, and what is asked of them tells them apart."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from kla_rules.conditions.operators import Condition, Not
from kla_rules.core.points import as_json
from kla_rules.core.text import Text
from kla_rules.model.edition import Edition
from kla_rules.model.tree import name_of
from kla_rules.units.local_model import LocalRules
from kla_rules.units.rollup import rollup
from kla_rules.units.rules import KECAMATAN
from kla_rules.units.rules_model import UnitRules
from kla_rules.units.rules_reading import unit_rules, unit_rules_of
from kla_rules.units.status import unit_status
from kla_rules.validation.proofs.asked import Asked
from kla_rules.validation.proofs.claim import Claim
from kla_rules.validation.proofs.model import RuleWitness, Verdict
from kla_rules.validation.proofs.ways import Asking, Pair, Unit, Ways


@frozen
class Judged:
    """A condition on units, and whether it is good that it holds.

    Attributes:
        id, title: what it decides.
        scope: id of the scope of its units.
        kind: a kind of unit of that scope.
        when: the condition.
        good: 1 if a unit is better off where it holds, -1 if worse.
    """

    id: str
    title: Text
    scope: str
    kind: str
    when: Condition
    good: int


@frozen
class Against:
    """A fact of which more is better for one condition and worse for another, or for itself.

    Attributes:
        fact: its id.
        losing: the condition that is worse off, and two units that show it.
        gaining: the one that is better off, with two units; None where it is what is asked itself.
    """

    fact: str
    losing: tuple[Judged, Pair]
    gaining: tuple[Judged, Pair] | None


def improved_units(edition: Edition, rounds: tuple[Asked, ...], _: float) -> Iterator[Verdict]:
    """Yield whether each fact of a unit is better one way, in every question that reads it."""
    claim, rules = Claim("improved-units"), unit_rules_of(edition)
    del rounds
    if rules is None:
        yield claim.proved("no-units")
        return
    tiers = edition.unit_tiers
    local = {name: fact for tier in tiers for name, fact in tier.facts.items()}
    asking = Asking(edition, {**local, **rules.facts})
    judged = [
        one
        for one in _of_questions(asking, rules)
        if edition.node(one.id).ceiling_thousandths and _direction(edition, one.id) != "none"
    ]
    judged += [
        Judged(tier.id, tier.title, tier.scope, rules.scopes[tier.scope].kinds[0], tier.when, 1)
        for tier in tiers
    ]
    every = {one.id: asking.ways(one.when) for one in judged}
    if None in every.values():
        yield claim.open("ways")
        return
    found = against(asking, judged, {name: ways for name, ways in every.items() if ways})
    if found is None:
        yield claim.proved("facts-one-way", count=len(judged))
        return
    yield lowered(claim, found, asking, tried(found, edition))


def _of_questions(asking: Asking, rules: UnitRules) -> list[Judged]:
    """Return when a unit counts in each question."""
    return [
        Judged(
            name,
            name_of(asking.edition.node(name)),
            rule.scope,
            rules.scopes[rule.scope].kinds[0],
            rule.when,
            -1 if asking.is_worse(name) else 1,
        )
        for name, rule in rules.questions.items()
    ]


def units_told_apart(edition: Edition, rounds: tuple[Asked, ...], _: float) -> Iterator[Verdict]:
    """Yield whether each question counts some units and not others, and each fact decides one."""
    rules = unit_rules_of(edition)
    del rounds
    if rules is None:
        return  # of units nothing is asked
    counted, decided = Claim("question-counts"), Claim("no-idle-fact")
    asking = Asking(edition, rules.facts)
    judged = _of_questions(asking, rules)
    every = {one.id: asking.ways(one.when) for one in judged}
    if None in every.values():
        yield counted.open("ways")
        yield decided.open("ways")
        return
    known = {name: ways for name, ways in every.items() if ways is not None}
    yield _counted(counted, judged, known, edition)
    deciding = {fact for ways in known.values() for fact in (*ways.rises, *ways.falls)}
    asked = [fact for fact in rules.facts.values() if not fact.replaced_by]
    idle = next((fact for fact in asked if fact.id not in deciding), None)
    if idle is None:
        yield decided.proved("facts-decide", count=len(asked))
        return
    kind = next(iter(rules.scopes.values())).kinds[0]
    values = asking.values(idle.id, [])
    units = [(kind, {idle.id: value}) for value in (values[0], values[-1])]
    shown = [rolled_up(rows_of([unit], edition), edition, known) for unit in units]
    yield decided.refuted("idle-fact", shown, fact=idle.title, name=idle.id)


def _counted(
    claim: Claim, judged: Sequence[Judged], every: Mapping[str, Ways], edition: Edition
) -> Verdict:
    for one in judged:
        for state, reason in ((True, "counts-none"), (False, "counts-every")):
            if every[one.id].unit(state=state) is None:
                unit = every[one.id].units[0]
                shown = [rolled_up(rows_of([(one.kind, unit)], edition), edition, [one.id])]
                return claim.refuted(reason, shown, title=one.title)
    return claim.proved("counts-some", count=len(judged))


def rolled_up(
    rows: list[dict[str, Any]], edition: Edition, questions: Iterable[str]
) -> RuleWitness:
    """Return rows of a table of units with what they come to in some questions."""
    shares = rollup(rows, edition)
    says = {name: f"{shares[name].part}/{shares[name].whole}" for name in questions}
    return RuleWitness("units", rows, says)


def lowered(claim: Claim, found: Against, asking: Asking, shown: Iterable[RuleWitness]) -> Verdict:
    """Return that a unit that improves counts for less."""
    fact, losing = asking.facts[found.fact].title, found.losing[0].title
    if found.gaining is None:
        return claim.refuted("fact-turned", shown, fact=fact, losing=losing)
    gaining = found.gaining[0].title
    return claim.refuted("fact-both-ways", shown, fact=fact, losing=losing, gaining=gaining)


def against(asking: Asking, judged: Iterable[Judged], every: Mapping[str, Ways]) -> Against | None:
    """Return a fact that works against what is asked of it, or None if none does.

    Where comparisons of one condition ask for either way, such as a figure between two others, no
    way is better by itself.
    """
    better: dict[tuple[str, int], tuple[Judged, Pair]] = {}
    for one in judged:
        ways = every[one.id]
        asked: dict[str, set[int]] = {}
        for fact, _, way in asking.asks(one.when):
            asked.setdefault(fact, set()).add(way)
        for fact, wanted in asked.items():
            if wanted == {1} and fact in ways.falls:
                return Against(fact, (one, ways.falls[fact]), None)
            if wanted == {-1} and fact in ways.rises:
                low, high = ways.rises[fact]
                return Against(fact, (one, (high, low)), None)
            for moved, sign in ((ways.rises, 1), (ways.falls, -1)):
                if fact not in moved:
                    continue
                other = better.get((fact, -sign * one.good))
                if other is not None and other[0].id != one.id:
                    pairs = sorted(
                        (other, (one, moved[fact])), key=lambda each: each[0].id != one.id
                    )
                    losing, gaining = pairs if sign * one.good < 0 else pairs[::-1]
                    return Against(fact, losing, gaining)
                better.setdefault((fact, sign * one.good), (one, moved[fact]))
    return None


def _direction(edition: Edition, name: str) -> str:
    question = edition.node(name).question
    return "" if question is None else question.direction


def tried(found: Against, edition: Edition, local: LocalRules | None = None) -> list[RuleWitness]:
    """Return tables of units before and after the fact changes, with what they come to."""
    both = [found.losing, *([found.gaining] if found.gaining else [])]
    return [
        units_witness([(one, pair[when]) for one, pair in both], edition, local) for when in (0, 1)
    ]


def units_witness(
    units: Sequence[tuple[Judged, Unit]], edition: Edition, local: LocalRules | None = None
) -> RuleWitness:
    """Return units as what shows something of what is judged of each."""
    rows = rows_of([(one.kind, unit) for one, unit in units], edition)
    says: dict[str, Any] = {}
    shares = rollup(rows, edition)
    statuses = unit_status(rows, edition, local=local)
    for number, (one, _) in enumerate(units, start=1):
        if one.id in shares.shares:
            says[one.id] = f"{shares[one.id].part}/{shares[one.id].whole}"
        elif one.id in statuses.held:
            status = statuses[f"u-{number}"]
            place = list(statuses).index(status)
            says[one.id] = statuses.held[one.id][place]
        else:
            says["tiers_possible"] = list(statuses[f"u-{number}"].tiers_possible)
    return RuleWitness("units", rows, says)


def rows_of(
    units: Iterable[tuple[str, Unit]], edition: Edition | None = None
) -> list[dict[str, Any]]:
    """Return rows of a table of units of some kinds; a kecamatan comes with those that need one.

    Args:
        units: kind and facts of each.
        edition: none of them needs one where its rules know none; left out, they do.
    """
    rows = [
        {"id": f"u-{number}", "name": f"Unit {number}", "kind": kind, **as_json(dict(facts))}
        for number, (kind, facts) in enumerate(units, start=1)
    ]
    parent = next((row["id"] for row in rows if row["kind"] == KECAMATAN), None)
    if edition is not None and KECAMATAN not in unit_rules(edition).kinds:
        return rows
    if parent is None:
        parent = "k-1"
        rows.insert(0, {"id": parent, "name": "Kecamatan 1", "kind": KECAMATAN})
    return [row if row["kind"] == KECAMATAN else {**row, "parent": parent} for row in rows]


def tiers_reached(edition: Edition, rounds: tuple[Asked, ...], _: float) -> Iterator[Verdict]:
    """Yield for each tier of an overlay whether a unit can have it, and no higher one."""
    rules = unit_rules_of(edition)
    del rounds
    if rules is None:
        return  # tiers are tiers of units
    for scope in dict.fromkeys(tier.scope for tier in edition.unit_tiers):
        tiers = [tier for tier in edition.unit_tiers if tier.scope == scope]
        local = {name: fact for one in tiers for name, fact in one.facts.items()}
        asking, kind = Asking(edition, {**local, **rules.facts}), rules.scopes[scope].kinds[0]
        for index, tier in enumerate(tiers):
            claim = Claim("tier-reached", tier.id, {"tier": tier.title})
            whens: list[Condition] = [one.when for one in tiers[: index + 1]]
            whens += [Not(one.when) for one in tiers[index + 1 : index + 2]]
            ways = asking.ways(*whens)
            if ways is None:
                yield claim.open("ways")
                continue
            judged = Judged(tier.id, tier.title, scope, kind, tier.when, 1)
            unit = ways.unit(state=True)
            shown = [units_witness([(judged, unit or ways.units[-1])], edition)]
            if unit is None:
                yield claim.refuted("tier-asks-too-much", shown)
            else:
                yield claim.proved("tier-reached", shown)
