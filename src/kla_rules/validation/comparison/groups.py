"""Changes in the order in which they are told: those that move points and levels first."""

from collections.abc import Iterable, Mapping
from typing import Final

from kla_rules.rulesets.difference import Change

# By group the kinds of things, and the aspects of nodes, that are told in it.
GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "points": ("maximum", "cap"),
    "parts": ("node",),
    "levels": ("floor", "level", "edge", "stage", "period"),
    "requirements": ("requirement", "advisory", "measure"),
    "questions": (
        *("question_kind", "direction", "answer", "scope", "may_exceed_100", "was", "counts"),
        "kind",
    ),
    "tables": ("table", "tier"),
    "evidence": ("asks", "evidence-kind", "evidence-attribute"),
    "agencies": ("agencies", "agency"),
    "steps": ("step", "assumption", "places", "step-source"),
    "units": ("unit-scope", "unit-fact", "unit-rule"),
    "forum": ("forum-kind", "forum-role", "forum-theme", "forum-rule", "forum-source"),
    "sources": ("cited", "asks_cited", "table_cited", "title_grade", "source"),
    "edition": ("edition", "title", "version", "rounds"),
}
_OF: Final = {name: group for group, names in GROUPS.items() for name in names}


def grouped(changes: Iterable[Change]) -> dict[str, list[Change]]:
    """Return changes by group, without those of which there are none."""
    found: dict[str, list[Change]] = {group: [] for group in GROUPS}
    for change in changes:
        by_aspect = change.aspect in GROUPS["sources"] or (
            change.what == "node" and change.aspect in GROUPS["questions"]
        )
        found[_OF[change.aspect if by_aspect else change.what]].append(change)
    return {group: some for group, some in found.items() if some}
