"""Shares of units for people and as plain values."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from kla_rules.loading.units import unit_rules_of
from kla_rules.messages import EXPLANATION, UNITS
from kla_rules.points import number_written
from kla_rules.present.telling import wrapped
from kla_rules.texts.writing import Language, printable

if TYPE_CHECKING:
    from kla_rules.units.rollup import Rollup, UnitShare

_SOME: Final = 12
_TENTHS: Final = 10
_WHOLE: Final = 100


def rollup_text(rollup: "Rollup", language: Language) -> str:
    """Return the shares by scope, each with the units that hold it down."""
    return "\n".join(_lines(rollup, language)) + "\n"


def _say(key: str, language: Language, **values: object) -> str:
    return UNITS.say(key, language, **values)


def _lines(rollup: "Rollup", language: Language) -> Iterator[str]:
    units = rollup.units
    title = _say("heading", language, count=len(units), edition=units.edition.id)
    yield title
    yield "=" * len(title)
    if units.illustrative:
        yield from wrapped(EXPLANATION.template("label-illustrative", language), "")
    for note in units.notes:
        yield from wrapped(note.text(language), "")
    scopes = {one.scope.id: one.scope for one in rollup}
    for name, scope in scopes.items():
        own = [one for one in rollup if one.scope.id == name]
        yield ""
        key = "scope" if own[0].whole else "no-units"
        yield _say(key, language, scope=scope.title, count=own[0].whole)
        for one in own if own[0].whole else ():
            yield from _share(rollup, one, language)
    yield ""
    yield from wrapped(_say("no-points", language), "")


def _share(rollup: "Rollup", one: "UnitShare", language: Language) -> Iterator[str]:
    values: dict[str, Any] = {"node": one.node.id, "title": one.node.title}
    ends = one.share or (Fraction(0), Fraction(0))
    values |= {"part": one.part, "whole": one.whole, "unknown": one.unknown}
    values |= {"low": _per_cent(ends[0], language), "high": _per_cent(ends[1], language)}
    key = "share-range" if one.unknown else "share"
    if one.unknown == one.whole:
        key = "not-known"
    told = [_say(key, language, **values)]
    if one.holding:
        key = "cases-in" if one.less_is_better else "missing-in"
        told.append(_say(key, language, names=_some(rollup, one.holding, language)))
    if 0 < one.unknown < one.whole:
        told.append(_say("unknown-in", language, names=_some(rollup, one.open, language)))
    yield from wrapped("; ".join(told), "  - ")


def _some(rollup: "Rollup", positions: Sequence[int], language: Language) -> list[str]:
    """Return the first few names, and how many more there are."""
    names = [printable(name) for name in rollup.names(positions[:_SOME])]
    more = len(positions) - len(names)
    return [*names, _say("and-more", language, count=more)] if more else names


def _per_cent(share: Fraction, language: Language) -> str:
    """Return a share with one decimal, as people of a language write it."""
    tenths = round(share * _TENTHS)
    if share < _WHOLE and tenths == _WHOLE * _TENTHS:  # rounded to all, and it is not all
        tenths -= 1
    elif share > 0 and not tenths:
        tenths = 1
    whole, rest = divmod(tenths, _TENTHS)
    mark = "," if language == "id" else "."
    return f"{number_written(whole, language)}{mark}{rest}" if rest else str(whole)


def rollup_as_json(rollup: "Rollup") -> dict[str, Any]:
    """Return plain JSON values; units stand by their ids."""
    units = rollup.units
    rules = unit_rules_of(units.edition)
    return {
        "schema": "kla-rules/rollup",
        "schema_version": 1,
        "edition": units.edition.id,
        "illustrative": units.illustrative,
        "units": len(units),
        "questions": [_as_json(rollup, one) for one in rollup],
        "notes": [note.to_dict() for note in units.notes],
        "record": {
            "edition_digest": units.edition.digest,
            "rules_digest": rules.digest if rules else None,
        },
    }


def _as_json(rollup: "Rollup", one: "UnitShare") -> dict[str, Any]:
    ids = rollup.units.ids
    return {
        "node": one.node.id,
        "title": one.node.title.to_dict(),
        "scope": one.scope.id,
        "part": one.part,
        "whole": one.whole,
        "unknown": one.unknown,
        "share": None if one.share is None else [float(end) for end in one.share],
        "less_is_better": one.less_is_better,
        "holding": [ids[position] for position in one.holding],
        "open": [ids[position] for position in one.open],
        "provenance": one.rule.provenance.to_dict(),
    }
