"""The rules that a table of units is held against: those of its edition, and local ones."""

from collections.abc import Mapping
from typing import Final

from attrs import field, frozen

from kla_rules.core.frozen import frozen_map
from kla_rules.core.given import GivenFile
from kla_rules.model.edition import Edition
from kla_rules.model.measure import Measure
from kla_rules.rulesets.find import edition_of
from kla_rules.units.local_model import LocalRules
from kla_rules.units.local_reading import local_rules, proposed_rules
from kla_rules.units.rules_model import UnitRules
from kla_rules.units.rules_reading import unit_rules

KECAMATAN: Final = "kecamatan"
Local = LocalRules | GivenFile | None


@frozen
class Rules:
    """What a table of units is held against.

    Attributes:
        edition: the edition.
        units: its rules on units.
        local: local rules that ask for more, or None.
        facts: what both ask of a unit, by id.
    """

    edition: Edition
    units: UnitRules
    local: LocalRules | None
    facts: Mapping[str, Measure] = field(init=False, converter=frozen_map)

    @facts.default
    def _facts(self) -> dict[str, Measure]:
        return {**self.units.facts, **({} if self.local is None else self.local.facts)}


def rules_for(edition: Edition | str | None, local: Local) -> Rules:
    """Return what a table of units is held against.

    Raises:
        RuleError: if the edition has no rules on units, or the local rules are not in order.
    """
    tree = edition_of(edition)
    national = unit_rules(tree)
    if isinstance(local, LocalRules):
        return Rules(tree, national, local)
    own = proposed_rules(tree) if local is None else local_rules(tree, local)
    return Rules(tree, national, own)
