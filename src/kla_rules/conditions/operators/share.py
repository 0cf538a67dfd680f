"""Share: the part of the units that have something compares with a constant."""

from typing import TYPE_CHECKING, Final

from attrs import frozen

from kla_rules.conditions.bound import COMPARATORS, Bound
from kla_rules.conditions.leaf import effect_of_bound, linear_of_measure, no_parts, seen_of_measure
from kla_rules.conditions.operator import Operator, Rule
from kla_rules.conditions.operators import measure
from kla_rules.core.catalogues import PHRASES
from kla_rules.core.printed import Data
from kla_rules.core.text import both

if TYPE_CHECKING:
    from kla_rules.conditions.judgement import Judgement
    from kla_rules.conditions.read import Reader
    from kla_rules.conditions.words import Words
    from kla_rules.core.findings import Path

_PERCENT: Final = 100


@frozen(repr=False, eq=False)
class ShareOf(Data):
    """The share of units that have something compares so; the bound is in per cent."""

    measure: str
    bound: Bound


def _read(reader: "Reader", rule: Rule, path: "Path", _: int) -> ShareOf | None:
    share = reader.measure(rule["share"], (*path, "share"))
    bound = reader.bound(rule, path)
    if share is None or bound is None:
        return None
    if share.kind != "share":
        reader.not_fitting("share", share, (*path, "share"))
        return None
    reader.check_range(bound, _PERCENT, path)
    return ShareOf(share.id, bound)


def _words(words: "Words", condition: ShareOf, _: list[str]) -> str:
    share = words.measures[condition.measure]
    units = share.units or both(PHRASES, "units")
    comparison = words.comparison(condition.bound)
    return words.say("share", title=share.title, comparison=comparison, units=units)


def _seen(words: "Words", judgement: "Judgement") -> str:
    return words.figures(judgement.seen, words.say("percent-unit"))


OPERATOR: Final = Operator[ShareOf](
    key="share",
    further=COMPARATORS,
    names="measure",
    is_list=False,
    read=_read,
    parts=no_parts,
    effect=effect_of_bound,
    judge=measure.judge,
    by_unit=None,
    words=_words,
    seen=_seen,
    seen_in_list=seen_of_measure,
    linear=linear_of_measure,
    chained=measure.chained,
    columns=measure.columns,
)
