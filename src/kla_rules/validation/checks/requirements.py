"""Requirements and advisories against each other and against the floors of their levels."""

from collections.abc import Iterator, Sequence
from typing import Final

from kla_rules.validation.checks.check import Check
from kla_rules.validation.checks.rules import Place, Rules
from kla_rules.validation.checks.satisfiable import Together
from kla_rules.validation.checks.statements import Statement, asked, statements, together


def _advised(rules: Rules) -> list[Statement]:
    """Return the advisories, from the lowest level up."""
    found = [one for one in rules.once(statements) if one.group == "advisory"]
    return sorted(found, key=lambda one: one.level)


def _sensible(known: Together, listed: Sequence[Statement]) -> list[Statement]:
    """Return the statements that hold somewhere and not everywhere: of others that is said."""
    return [
        one
        for one in listed
        if known.can_hold(one.formula) is not False and not known.follows(one.formula)
    ]


def _against(known: Together, one: Statement, other: Statement) -> bool:
    return known.can_hold(one.formula, other.formula) is False


def _contradicting(rules: Rules) -> Iterator[Place]:
    """Yield requirements that cannot hold together with an earlier one of a round."""
    known = rules.once(together)
    seen: list[Statement] = []
    for one in _sensible(known, rules.once(asked)):
        for other in seen:
            if one.rounds & other.rounds and _against(known, one, other):
                yield one.place.at("when", name=one.name, other=other.name)
                break
        seen.append(one)


def _against_advice(rules: Rules) -> Iterator[Place]:
    """Yield advisories that cannot hold together with a requirement, or with an earlier one."""
    known = rules.once(together)
    seen = _sensible(known, rules.once(asked))
    for one in _sensible(known, _advised(rules)):
        other = next((other for other in seen if _against(known, one, other)), None)
        if other is not None:
            yield one.place.at("when", name=one.name, other=other.name)
        seen.append(one)


def _repeated(rules: Rules) -> Iterator[Place]:
    """Yield requirements that ask nothing that their level does not ask anyway."""
    known, edition = rules.once(together), rules.edition
    kept: list[Statement] = []
    sensible = _sensible(known, rules.once(asked))
    # Of two alike the later asks nothing, of two levels the higher, of one level the weaker.
    for one in sensible:
        before = [other for other in kept if one.rounds <= other.rounds]
        same_level = [
            other
            for other in sensible
            if other.level == one.level
            and other is not one
            and one.rounds <= other.rounds
            and not known.follows(other.formula, one.formula)
        ]
        least = edition.levels[one.level].threshold_thousandths(edition.edge.policy)
        floor = one.writer.total(least)
        if known.can_hold(floor, *(other.formula for other in kept)) is False:
            return  # nobody can have the level: that is said of the level
        other = next(
            (
                other
                for other in (*before, *same_level)
                if known.follows(one.formula, other.formula)
            ),
            None,
        )
        if other is not None:
            yield one.place.at("when", name=one.name, other=other.name)
        elif known.follows(one.formula, floor):
            level = edition.levels[one.level].title
            yield one.place.at("when", name=one.name, level=level, reason="floor")
        elif before and known.follows(one.formula, floor, *(other.formula for other in before)):
            others = [other.name for other in before]
            yield one.place.at("when", name=one.name, others=others, reason="together")
        else:
            kept.append(one)


def _repeated_advice(rules: Rules) -> Iterator[Place]:
    """Yield advisories that ask what a requirement of their level, or another one, asks already."""
    known = rules.once(together)
    rounds = set(rules.edition.rounds)
    seen = [one for one in _sensible(known, rules.once(asked)) if rounds <= one.rounds]
    for one in _sensible(known, _advised(rules)):
        for other in seen:
            if other.level <= one.level and known.follows(one.formula, other.formula):
                yield one.place.at("when", name=one.name, other=other.name)
                break
        seen.append(one)


def _same(rules: Rules) -> Iterator[Place]:
    """Yield functions, tiers and reasons for a review that hold exactly where another one does."""
    known = rules.once(together)
    seen: list[Statement] = []
    for one in _sensible(known, rules.once(statements)):
        if one.group in {"function", "tier", "review"}:
            for other in seen:
                alike = one.group == other.group and known.follows(one.formula, other.formula)
                if alike and known.follows(other.formula, one.formula):
                    yield one.place.at("when", name=one.name, other=other.name)
                    break
            seen.append(one)


def _passed(rules: Rules) -> Iterator[Place]:
    """Yield tiers that no unit keeps: whoever has one fulfils a higher one of its scope as well."""
    known = rules.once(together)
    tiers = [one for one in rules.once(statements) if one.group == "tier"]
    for position, one in enumerate(tiers):
        for higher in tiers[position + 1 :]:
            alike = one.place.rule["scope"] == higher.place.rule["scope"]
            weaker = known.follows(higher.formula, one.formula)
            if alike and weaker and not known.follows(one.formula, higher.formula):
                yield one.place.at("id", name=one.name, other=higher.name)
                break


CHECKS: Final = (
    Check("requirement.contradicts", "error", _contradicting),
    Check("requirement.repeats", "warning", _repeated),
    Check("advisory.contradicts", "warning", _against_advice),
    Check("advisory.repeats", "warning", _repeated_advice),
    Check("condition.same", "warning", _same),
    Check("tier.passed", "warning", _passed),
)
