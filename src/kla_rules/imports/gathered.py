"""Units while they are gathered of several files."""

from collections.abc import Mapping
from typing import Any

from attrs import define, field

from kla_rules.core.findings import MOST, Finding
from kla_rules.imports.coded import Joined
from kla_rules.imports.headings import kind_words
from kla_rules.imports.taken import Role, Taken
from kla_rules.units.rules import Rules


@define
class GatheredUnit:
    """A unit as far as it is known.

    Attributes:
        name, word: what it is called, and what it is called to be.
        parent: id of its kecamatan.
        facts: by id.
        at: where it is first named.
    """

    name: str = ""
    word: str = ""
    parent: str | None = None
    facts: dict[str, Any] = field(factory=dict)
    at: tuple[Taken, int, Role | None] | None = None


@define
class Gathered:
    """Units by id, and what is wrong.

    Attributes:
        rules: what they are held against.
        joined: the family of codes that ids are made of.
        with_points: whether ids are written with points.
        known: by word what a unit is.
    """

    rules: Rules
    joined: Joined
    with_points: bool
    known: Mapping[str, str] = field(init=False)
    units: dict[str, GatheredUnit] = field(factory=dict)
    findings: list[Finding] = field(factory=list)

    @known.default
    def _known(self) -> Mapping[str, str]:
        return kind_words()

    def report(self, finding: Finding) -> None:
        """Keep a finding, no more than anybody reads."""
        if len(self.findings) <= MOST:
            self.findings.append(finding)
