"""Local rules on the status of units: what a city asks of its kelurahan; never national."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import field, frozen

from kla_rules.core.frozen import frozen_map
from kla_rules.core.text import Text
from kla_rules.model.cited import Provenance, Source
from kla_rules.model.measure import Measure

if TYPE_CHECKING:
    from kla_rules.conditions.operators import Condition


@frozen
class LocalFunction:
    """Something that a unit does or has, or does not.

    Attributes:
        id, title: its name.
        when: the condition under which it does; over facts of units and, as `ratio`, questions.
        provenance: where it comes from.
        notes: what a reader must know about it.
    """

    id: str
    title: Text
    when: "Condition"
    provenance: Provenance
    notes: tuple[Text, ...] = ()


@frozen
class Checklist:
    """Facts that a unit answers for itself; nothing is derived from anything else.

    Attributes:
        id, title, short: its name, and a short one for lists.
        facts: ids of the facts, each yes or no.
        provenance: where it comes from.
        notes: what a reader must know about it.
    """

    id: str
    title: Text
    short: Text
    facts: tuple[str, ...]
    provenance: Provenance
    notes: tuple[Text, ...] = ()


@frozen
class LocalRules:
    """What makes the status of a unit; local by construction.

    Attributes:
        id, version, title: its name.
        scope: id of the scope of the units that have a status.
        facts: what is asked of a unit beside the facts of the edition, by id.
        declared: when a unit has declared itself child-friendly.
        task_force: when its task force is active.
        functions: what a unit fulfils, in order.
        checklists: what it answers for itself.
        sources: what the figures cite.
        illustrative: the rules are invented for illustration.
        digest: SHA-256 of the content of its file.
    """

    id: str
    version: str
    title: Text
    scope: str
    facts: Mapping[str, Measure] = field(converter=frozen_map, eq=False)
    declared: LocalFunction
    task_force: LocalFunction
    functions: tuple[LocalFunction, ...]
    checklists: tuple[Checklist, ...]
    sources: tuple[Source, ...]
    illustrative: bool
    digest: str
