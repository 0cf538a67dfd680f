"""The editions that are served: those that are packaged, and those that the operator gives.

No request can name a file or a folder: an edition is asked for by its id, and only these have one.
"""

import os
from collections.abc import Iterable, Mapping
from typing import Any

from attrs import field, frozen

from kla_rules.core.findings import Finding, RuleError, check_list
from kla_rules.core.frozen import frozen_map
from kla_rules.core.printed import Data
from kla_rules.core.suggestion import suggestions
from kla_rules.model.edition import Edition
from kla_rules.model.edition_summary import EditionSummary
from kla_rules.rulesets.edition_plain import edition_summary
from kla_rules.rulesets.find import edition, editions, packaged
from kla_rules.rulesets.overlays import OverlaySource, read_once, read_overlays

EditionSource = Edition | str | os.PathLike[str]


@frozen(repr=False, eq=False)
class Served(Data):
    """What is served.

    Attributes:
        rules: by id the editions that are not as they are packaged.
        ids: of all editions, the packaged ones first.
    """

    rules: Mapping[str, Edition] = field(converter=frozen_map, repr=False)
    ids: tuple[str, ...]

    def edition(self, name: str) -> Edition:
        """Return the edition with an id; never looks for it at a path.

        Raises:
            RuleError: if there is none.
        """
        if name in self.rules:
            return self.rules[name]
        if name in self.ids:
            return packaged(name)
        raise RuleError([self.unknown(name)])

    def unknown(self, name: str) -> Finding:
        """Return what refuses an id that no edition has."""
        near = suggestions(name, self.ids)
        values = {"edition": name, "known": list(self.ids), "near": near, "reason": "named"}
        return Finding("edition.unknown", values)

    def summaries(self) -> list[dict[str, Any]]:
        """Return what all editions say of themselves, as plain JSON values."""
        return [edition_summary(_summary(self.edition(name))) for name in self.ids]


def served_of(given: Iterable[EditionSource], overlays: Iterable[OverlaySource]) -> Served:
    """Return what is served, everything that is given read and checked.

    Args:
        given: editions beside the packaged ones, or their folders. One with the id of a packaged
            edition takes its place.
        overlays: each is laid over the edition that it is for.

    Raises:
        RuleError: for an edition or an overlay that is refused, one that is for no edition served,
            and two editions with one id.
        TypeError: for what is neither.
    """
    given = check_list("editions", "a list, such as editions=['rules/ours']", given)
    sources = read_once(overlays)
    read_overlays(sources)  # whatever is wrong with any of them is told together
    by_edition: dict[str, list[OverlaySource]] = {}
    for source in sources:
        (file,) = read_overlays([source])
        by_edition.setdefault(file.content["edition"]["id"], []).append(source)
    rules: dict[str, Edition] = {}
    for one in given:
        own = one if isinstance(one, Edition) else edition(one)
        if own.id in rules:
            raise RuleError([Finding("serve.edition-twice", {"edition": own.id})])
        rules[own.id] = own
        if own.id in by_edition and not isinstance(one, Edition):
            rules[own.id] = edition(one, overlays=by_edition.pop(own.id))
    known = tuple(summary.id for summary in editions())
    for name in known:
        if name in by_edition and name not in rules:
            rules[name] = edition(name, overlays=by_edition.pop(name))
    if by_edition:
        unused = {"editions": list(by_edition)}
        raise RuleError([Finding("serve.overlay-unused", unused)])
    return Served(rules, tuple(dict.fromkeys((*known, *rules))))


def _summary(of: Edition) -> EditionSummary:
    return EditionSummary(
        of.id, of.version, of.title, of.rounds, of.completeness_level, of.completeness
    )
