"""Shares of units on one screen: a line for each question, as far as there is room."""

from typing import TYPE_CHECKING, Final

from kla_rules.core.catalogues import UNITS
from kla_rules.core.page import WIDTH
from kla_rules.core.screen import Screen, columns
from kla_rules.core.text import Text
from kla_rules.core.writing import Language
from kla_rules.units.rollup_page import share_clause

if TYPE_CHECKING:
    from kla_rules.units.rollup import Rollup, UnitShare

_NO_TITLE: Final = Text("", "")
_FOOT: Final = 2  # lines of what is said below


def rollup_in_brief(rollup: "Rollup", language: Language) -> str:
    """Return the shares on one screen; where not all fit, those first that most units lack."""
    page, units = Screen(UNITS, language), rollup.units
    page.title(page.say("heading", count=len(units), edition=units.edition.id))
    page.labels(illustrative=units.illustrative)
    page.paragraphs([note.text(language) for note in units.notes])
    scopes = {share.scope.id: share.scope for share in rollup}
    counted = [name for name in scopes if any(share.whole for share in _of(rollup, name))]
    rest = len(counted)
    for place, (name, scope) in enumerate(scopes.items()):
        own = _of(rollup, name)
        key = "scope" if own[0].whole else "no-units"
        lines = (page.left - (len(scopes) - place) - _FOOT) // max(rest, 1)
        several = len(own) > lines
        if several and own[0].whole:
            key = "scope-most-first"
        page.lead(page.say(key, scope=scope.title, count=own[0].whole))
        if name in counted:
            ranked = sorted(own, key=lambda share: -len(share.holding) - share.unknown)
            page.items_in(
                [share.node.id for share in (ranked if several else own)],
                lines,
                lambda node: _share(page, rollup[node]),
            )
            rest -= 1
    page.gap()
    page.paragraph(page.say("no-points"), most=2)
    return str(page)


def _of(rollup: "Rollup", scope: str) -> list["UnitShare"]:
    return [share for share in rollup if share.scope.id == scope]


def _share(page: Screen, share: "UnitShare") -> None:
    room = WIDTH - columns("  - " + share_clause(page, share, _NO_TITLE, short=True))
    title = page.short(share.node.title.get(page.language), room)
    page.item(share_clause(page, share, Text(title, title), short=True))
