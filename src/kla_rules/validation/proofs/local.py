"""Local rules on units: each unit has one status, every status is reached, none falls by itself."""

from collections.abc import Iterator

from kla_rules.cases.words import case_words
from kla_rules.model.edition import Edition
from kla_rules.units.local_model import LocalRules
from kla_rules.units.rules_reading import unit_rules
from kla_rules.validation.proofs.claim import Claim
from kla_rules.validation.proofs.model import Verdict
from kla_rules.validation.proofs.units import Judged, against, lowered, tried, units_witness
from kla_rules.validation.proofs.ways import Asking, Ways


def of_local(rules: LocalRules, edition: Edition) -> Iterator[Verdict]:
    """Yield what is known of local rules beside an edition."""
    units = unit_rules(edition)
    asking = Asking(edition, {**units.facts, **rules.facts})
    kind = units.scopes[rules.scope].kinds[0]
    judged = [
        Judged(one.id, one.title, rules.scope, kind, one.when, 1)
        for one in (rules.declared, rules.task_force, *rules.functions)
    ]
    every: dict[str, Ways] = {}
    for one in judged:
        ways = asking.ways(one.when)
        if ways is not None:
            every[one.id] = ways
    yield _decided(judged, every, edition, rules)
    for one in judged:
        yield _both_ways(one, every.get(one.id), edition, rules)
    yield _improved(judged, every, asking, edition, rules)
    yield _no_cases(judged, asking, edition, rules)


def _decided(
    judged: list[Judged], every: dict[str, Ways], edition: Edition, rules: LocalRules
) -> Verdict:
    claim = Claim("one-status")
    for one in judged:
        unit = every[one.id].unit(state=None) if one.id in every else None
        if unit is not None:
            shown = [units_witness([(one, unit)], edition, rules)]
            return claim.refuted("never-decided", shown, title=one.title)
    if len(every) < len(judged):
        return claim.open("ways")
    return claim.proved("decided", count=len(judged))


def _both_ways(one: Judged, ways: Ways | None, edition: Edition, rules: LocalRules) -> Verdict:
    claim = Claim("status-reached", one.id, {"title": one.title})
    if ways is None:
        return claim.open("ways")
    units = [ways.unit(state=state) for state in (True, False)]
    shown = [units_witness([(one, unit)], edition, rules) for unit in units if unit is not None]
    if units[0] is None:
        return claim.refuted("never-had", shown)
    if units[1] is None:
        return claim.refuted("always-had", shown)
    return claim.proved("had-or-not", shown)


def _improved(
    judged: list[Judged],
    every: dict[str, Ways],
    asking: Asking,
    edition: Edition,
    rules: LocalRules,
) -> Verdict:
    claim = Claim("improved-status")
    if len(every) < len(judged):
        return claim.open("ways")
    found = against(asking, judged, every)
    if found is None:
        return claim.proved("status-one-way", count=len(judged))
    return lowered(claim, found, asking, tried(found, edition, rules))


def _no_cases(judged: list[Judged], asking: Asking, edition: Edition, rules: LocalRules) -> Verdict:
    """Return whether a status looks at nothing that is reckoned of case records."""
    claim, read, figures = Claim("no-case-in-status"), set(), case_words().figures
    for one in judged:
        own = {name for name, _, _ in asking.asks(one.when)}
        if own & figures.keys():
            facts = dict.fromkeys(own, False)
            shown = [units_witness([(one, facts)], edition, rules)]
            return claim.refuted("reads-cases", shown, names=sorted(own & figures.keys()))
        read |= own
    return claim.proved("reads-no-cases", count=len(read))
