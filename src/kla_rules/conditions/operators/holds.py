"""Holds: a measure that is yes or no is what is asked; the rule says it with `measure`."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from attrs import frozen

from kla_rules.conditions.bound import COMPARATORS, Comparator
from kla_rules.conditions.columns import OPEN, Facing, Is, Ternary, measure_column
from kla_rules.conditions.figures import Facts, latest
from kla_rules.conditions.judgement import Judgement, State
from kla_rules.conditions.leaf import column, no_parts, seen_of_measure
from kla_rules.conditions.operator import Besides, Columns, Compared, Effect, Operator, Rule
from kla_rules.core.findings import Finding
from kla_rules.core.printed import Data

if TYPE_CHECKING:
    from kla_rules.conditions.read import Reader
    from kla_rules.conditions.words import Words
    from kla_rules.core.findings import Path

# What is yes or no: a document and a year also say which.
KINDS: Final = frozenset({"yes_no", "document", "year"})


@frozen(repr=False, eq=False)
class Holds(Data):
    """A measure that is yes or no is what is asked."""

    measure: str
    expected: bool


def read(reader: "Reader", rule: Rule, path: "Path", _: int) -> Holds | None:
    """Return the condition where a rule says yes or no and nothing else of a measure."""
    if not isinstance(rule.get("is"), bool) or any(key in rule for key in COMPARATORS):
        values = {"measure": rule["measure"]}
        reader.found(Finding("condition.yes-no", values, (*path, "measure")))
        return None
    return Holds(rule["measure"], rule["is"])


def _effect(condition: Holds) -> Effect:
    return "helps" if condition.expected else "hurts"


def _judge(condition: Holds, facts: Facts, _: tuple[Judgement, ...]) -> Judgement:
    values = {reading.value for reading in latest(facts.readings.get(condition.measure, ()))}
    if len(values) != 1:  # not given, or given both ways by two definitions
        return Judgement(condition, None)
    (value,) = values
    return Judgement(condition, value is condition.expected, {"holds": value})


def _by_unit(
    condition: Holds, columns: Columns, size: int, _: list[Sequence[State]]
) -> Sequence[State]:
    """Return where a fact is yes, or no; a year and a document say more than yes."""
    expected = condition.expected
    return column(columns, condition.measure, size, lambda fact: (fact is not False) is expected)


def _words(words: "Words", condition: Holds, _: list[str]) -> str:
    key = "holds" if condition.expected else "holds-not"
    return words.say(key, title=words.title(condition.measure))


def _seen(words: "Words", judgement: Judgement) -> str:
    return words.say("seen-yes" if judgement.seen["holds"] else "seen-no")


def _linear(condition: Holds, _: object) -> Besides:
    comparator: Comparator = "at_least" if condition.expected else "at_most"
    return Besides("measure", condition.measure, comparator, Fraction(condition.expected))


def _chained(name: str, condition: Holds, facts: Facts, _: tuple[str, ...]) -> Iterator[Compared]:
    readings = latest(facts.readings.get(condition.measure, ()))
    if readings:
        values = [int(bool(reading.value)) for reading in readings]
        comparator: Comparator = "at_least" if condition.expected else "at_most"
        yield Compared(name, comparator, min(values), max(values), int(condition.expected))


def _columns(condition: Holds, facing: Facing, _: tuple[Ternary, ...]) -> Ternary:
    given = facing.given(measure_column(condition.measure))
    if given is None:
        return OPEN
    return Ternary(*(Is(given, int(said)) for said in (condition.expected, not condition.expected)))


OPERATOR: Final = Operator[Holds](
    key=None,
    further=(),
    names="measure",
    is_list=False,
    read=read,
    parts=no_parts,
    effect=_effect,
    judge=_judge,
    by_unit=_by_unit,
    words=_words,
    seen=_seen,
    seen_in_list=seen_of_measure,
    linear=_linear,
    chained=_chained,
    columns=_columns,
)
