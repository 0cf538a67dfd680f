"""Facts: whether a condition looks at what its title speaks of, and asks for what it says."""

from collections.abc import Iterator
from typing import Final

from kla_rules.core.writing import LANGUAGES, Language
from kla_rules.rulesets.files import canonical
from kla_rules.validation.checks.check import Check
from kla_rules.validation.checks.lexicon import marks, without_asides
from kla_rules.validation.checks.rules import Place, Rules
from kla_rules.validation.checks.senses import says_no, senses
from kla_rules.validation.checks.titled import MEASURED, Leaf, Titled, titled, where
from kla_rules.validation.checks.topics import Topics

_TRENDS: Final = ("rising", "falling")


def _negated(rules: Rules) -> Iterator[Place]:
    """Yield conditions that ask for the contrary of what their title says of a fact."""
    for condition in titled(rules):
        yield from _contraries(condition)


def _contraries(condition: Titled) -> Iterator[Place]:
    """Yield the parts of a condition that say the contrary."""
    for leaf in condition.leaves:
        if _is_contrary(condition, leaf):
            fact = condition.facts[leaf.measure or ""]
            yield leaf.place.at(
                leaf.written or "is",
                fact=fact.title,
                title=condition.title,
                other=where(condition.said_at),
            )


def _is_contrary(condition: Titled, leaf: Leaf) -> bool:
    """Return whether a leaf says the contrary of its title, by both ways to tell, in all languages.

    The negations in the title must come out even with those of the fact and of the rule, or what
    both name must be as good: "all children are in education" says no less than "no child is out
    of education", and neither way alone knows all words.
    """
    fact = condition.facts.get(leaf.measure or "")
    if fact is None or leaf.is_there is None:
        return False
    nos = zip(says_no(condition.title), says_no(fact.title), strict=True)
    goods = zip(senses(condition.title), senses(fact.title), strict=True)
    return all(
        (title_no == fact_no) is not leaf.is_there
        and ((title_good < 0) == (fact_good < 0)) is not leaf.is_there
        for (title_no, fact_no), (title_good, fact_good) in zip(nos, goods, strict=True)
    )


def _trend(rules: Rules) -> Iterator[Place]:
    """Yield trends that run the other way than their title."""
    for condition in titled(rules):
        for leaf in condition.leaves:
            trend = leaf.place.rule.get("is")
            if trend in _TRENDS and _runs_otherwise(condition, leaf, trend):
                yield leaf.place.at("is", title=condition.title, other=where(condition.said_at))


def _runs_otherwise(condition: Titled, leaf: Leaf, trend: str) -> bool:
    """Return whether the words of both languages tell a trend, and none tells that of the leaf."""
    meant = _TRENDS[trend == "rising"] if leaf.turned else trend
    told = [_trends(condition.title.get(language), language) for language in LANGUAGES]
    pairs = zip(told, says_no(condition.title), strict=True)
    return all(told) and all((meant in trends) is says for trends, says in pairs)


def _trends(title: str, language: Language) -> set[str]:
    return {*marks(without_asides(title), _TRENDS, language)}


def _other(rules: Rules) -> Iterator[Place]:
    """Yield conditions that look at a fact while their title speaks of another one."""
    for condition in titled(rules):
        yield from _others(condition)


def _others(condition: Titled) -> Iterator[Place]:
    """Yield the parts of a condition that look at something else."""
    read = {leaf.measure or "" for leaf in condition.leaves} & condition.facts.keys()
    if not read or len(read) == len(condition.facts):
        return
    topics = Topics({name: fact.title for name, fact in condition.facts.items()})
    for leaf in condition.leaves:
        if leaf.measure is None or leaf.measure not in read:
            continue
        meant = topics.nearer(leaf.measure, condition.title, read - {leaf.measure})
        if meant is not None:
            yield leaf.place.at(
                next(key for key in leaf.place.rule if key in MEASURED),
                title=condition.title,
                fact=condition.facts[leaf.measure].title,
                named=meant,
                meant=condition.facts[meant].title,
                other=where(condition.said_at),
            )


def _same(rules: Rules) -> Iterator[Place]:
    """Yield conditions that hold for the same units as another one of their scope."""
    seen: dict[tuple[str, str], Titled] = {}
    for condition in titled(rules):
        if condition.node is None or not condition.group:
            continue
        key = condition.group, canonical(condition.place.rule["when"])
        first = seen.setdefault(key, condition)
        if first is not condition and first.node is not None:
            yield condition.place.at(
                "when", node=condition.node.id, first=first.node.id, other=where(first.place)
            )


CHECKS: Final = (
    Check("fact.contrary", "error", _negated),
    Check("fact.trend", "error", _trend),
    Check("fact.other", "warning", _other),
    Check("fact.same", "warning", _same),
)
