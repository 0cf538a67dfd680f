"""Shares of units for people and as plain values."""

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from kla_rules.core.catalogues import UNITS
from kla_rules.core.page import Page
from kla_rules.core.points import tenths_written
from kla_rules.core.text import Text
from kla_rules.core.writing import Language
from kla_rules.model.plain import head, texts
from kla_rules.units.rules_reading import unit_rules_of

if TYPE_CHECKING:
    from kla_rules.units.rollup import Rollup, UnitShare

_SOME: Final = 12
_TENTHS: Final = 10
_WHOLE: Final = 100


def rollup_text(rollup: "Rollup", language: Language) -> str:
    """Return the shares by scope, each with the units that hold it down."""
    page, units = Page(UNITS, language), rollup.units
    page.title(page.say("heading", count=len(units), edition=units.edition.id))
    page.labels(illustrative=units.illustrative)
    page.paragraphs([note.text(language) for note in units.notes])
    scopes = {share.scope.id: share.scope for share in rollup}
    for name, scope in scopes.items():
        own = [share for share in rollup if share.scope.id == name]
        key = "scope" if own[0].whole else "no-units"
        page.lead(page.say(key, scope=scope.title, count=own[0].whole))
        page.items(_share(page, rollup, share) for share in own if own[0].whole)
    page.gap()
    page.paragraph(page.say("no-points"))
    return str(page)


def share_clause(page: Page, share: "UnitShare", title: Text, *, short: bool = False) -> str:
    """Return how many units count, and what share they make, under a title for the question."""
    ends = share.share or (Fraction(0), Fraction(0))
    key = "share-range" if share.unknown else "share"
    if share.unknown == share.whole:
        key = "not-known"
    elif short and share.unknown:
        key = "share-range-in-short"
    return page.say(
        key,
        node=share.node.id,
        title=title,
        part=share.part,
        most=share.part + share.unknown,
        whole=share.whole,
        unknown=share.unknown,
        low=_per_cent(ends[0], page.language),
        high=_per_cent(ends[1], page.language),
    )


def _share(page: Page, rollup: "Rollup", share: "UnitShare") -> str:
    clauses = [share_clause(page, share, share.node.title)]
    if share.holding:
        key = "cases-in" if share.less_is_better else "missing-in"
        clauses.append(page.say(key, names=_some(page, rollup, share.holding)))
    if 0 < share.unknown < share.whole:
        clauses.append(page.say("unknown-in", names=_some(page, rollup, share.open)))
    return "; ".join(clauses)


def _some(page: Page, rollup: "Rollup", positions: Sequence[int]) -> list[str]:
    return page.few(rollup.names(positions), _SOME)


def _per_cent(share: Fraction, language: Language) -> str:
    """Return a share with one decimal, as people of a language write it."""
    tenths = round(share * _TENTHS)
    if share < _WHOLE and tenths == _WHOLE * _TENTHS:  # rounded to all, and it is not all
        tenths -= 1
    elif share > 0 and not tenths:
        tenths = 1
    return tenths_written(tenths, language)


def rollup_as_json(rollup: "Rollup") -> dict[str, Any]:
    """Return plain JSON values; units stand by their ids."""
    units = rollup.units
    rules = unit_rules_of(units.edition)
    return {
        **head("rollup"),
        "edition": units.edition.id,
        "illustrative": units.illustrative,
        "units": len(units),
        "questions": [_as_json(rollup, share) for share in rollup],
        "notes": texts(units.notes),
        "record": {
            "edition_digest": units.edition.digest,
            "rules_digest": rules.digest if rules else None,
        },
    }


def _as_json(rollup: "Rollup", share: "UnitShare") -> dict[str, Any]:
    ids = rollup.units.ids
    return {
        "node": share.node.id,
        "title": share.node.title.to_dict(),
        "scope": share.scope.id,
        "part": share.part,
        "whole": share.whole,
        "unknown": share.unknown,
        "share": None if share.share is None else [float(end) for end in share.share],
        "less_is_better": share.less_is_better,
        "holding": [ids[position] for position in share.holding],
        "open": [ids[position] for position in share.open],
        "provenance": share.rule.provenance.to_dict(),
    }
