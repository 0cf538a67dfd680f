"""Overlays: what a province or city adds to an edition, and tiers of its own for its units."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import field, frozen

from kla_rules.core.frozen import frozen_map
from kla_rules.core.printed import Data
from kla_rules.core.text import Text
from kla_rules.model.cited import Provenance
from kla_rules.model.measure import Measure

if TYPE_CHECKING:
    from kla_rules.conditions.operators import Condition


@frozen(repr=False, eq=False)
class Overlay(Data):
    """An overlay that an edition was built with.

    Attributes:
        id, title: its name.
        digest: SHA-256 of its content.
        illustrative: it is invented for illustration; so is every result it takes part in.
        file: name of its file, or "" where it came as plain values.
        reworded: by part of the edition that it touches the texts there, each by its field, that
            have changed since it was written; no figure has.
    """

    id: str
    title: Text
    digest: str
    illustrative: bool
    file: str = field(default="", eq=False)
    reworded: Mapping[str, Text] = field(factory=dict, converter=frozen_map, eq=False)


@frozen(repr=False, eq=False)
class UnitTier(Data):
    """A tier that a city gives its own units; no national rule knows any.

    Attributes:
        id, title: its name.
        scope: "kecamatan" or "desa-kelurahan".
        when: the condition that a unit must fulfil, over facts of units; `ratio` of a question is 1
            where the unit has what the question asks, else 0.
        facts: the facts that it looks at, by id.
        provenance: where it comes from.
        notes: what a reader must know about it.
    """

    id: str
    title: Text
    scope: str
    when: "Condition"
    provenance: Provenance
    notes: tuple[Text, ...] = ()
    facts: Mapping[str, Measure] = field(factory=dict, converter=frozen_map, eq=False)
