"""Rules on units: which facts of a kecamatan, desa or kelurahan make it count in which question."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import field, frozen

from kla_rules.core.frozen import frozen_map
from kla_rules.core.text import Text
from kla_rules.model.cited import Provenance
from kla_rules.model.measure import Measure

if TYPE_CHECKING:
    from kla_rules.conditions.operators import Condition


@frozen
class UnitScope:
    """Units that questions ask about.

    Attributes:
        id, title: its name.
        kinds: kinds of units that belong to it.
    """

    id: str
    title: Text
    kinds: tuple[str, ...]


@frozen
class UnitQuestion:
    """What a unit must have to count in a question.

    Attributes:
        question: id of the question, which asks for the share of units that count.
        scope: id of the scope whose units are counted.
        when: the condition under which a unit counts; over facts of units.
        provenance: where it comes from.
        notes: what a reader must know about it.
    """

    question: str
    scope: str
    when: "Condition"
    provenance: Provenance
    notes: tuple[Text, ...] = ()


@frozen
class UnitRules:
    """The rules on units of an edition.

    Attributes:
        scopes: by id.
        facts: what is asked of a unit, by id.
        questions: by question id, in the order of the edition.
        digest: SHA-256 of the content of its file.
    """

    scopes: Mapping[str, UnitScope] = field(converter=frozen_map, eq=False)
    facts: Mapping[str, Measure] = field(converter=frozen_map, eq=False)
    questions: Mapping[str, UnitQuestion] = field(converter=frozen_map, eq=False)
    digest: str

    @property
    def kinds(self) -> dict[str, str]:
        """Return by kind of unit the scope that it belongs to."""
        return {kind: scope.id for scope in self.scopes.values() for kind in scope.kinds}
