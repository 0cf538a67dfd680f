"""What a check sees: an edition, its rule files with positions, and what lies beside it."""

import functools
from collections.abc import Iterator
from typing import Any

from attrs import field, frozen

from kla_rules.core.findings import Path
from kla_rules.model.edition import Edition
from kla_rules.participation.rules_model import ForumRules
from kla_rules.rulesets.files import RuleFile, RuleFiles
from kla_rules.rulesets.merge import places_of_nodes
from kla_rules.steps.model import Catalogue
from kla_rules.steps.reading import StepFiles
from kla_rules.units.rules_model import UnitRules


@frozen(eq=False, slots=False)  # slots would leave no room for what is kept once reckoned
class Rules:
    """Rules that were read without an error.

    Attributes:
        edition: the edition.
        files: its rule files.
        units, units_file: the rules on units, and their file; None where there are none.
        forum, forum_file: the same of the rules on the children's forum.
        steps, step_files: the same of the catalogue of steps.
    """

    edition: Edition
    files: RuleFiles
    units: UnitRules | None = None
    units_file: RuleFile | None = None
    forum: ForumRules | None = None
    forum_file: RuleFile | None = None
    steps: Catalogue | None = None
    step_files: StepFiles | None = None

    @functools.cached_property
    def nodes(self) -> dict[str, "Place"]:
        """Return by id of a node where its rule stands: in `edition.yaml` or an indicator."""
        places = places_of_nodes(self.files)
        return {node_id: Place(file, path) for node_id, (file, path) in places.items()}

    @functools.cached_property
    def steps_at(self) -> dict[str, "Place"]:
        """Return by id of a step where it stands."""
        clusters = self.step_files.clusters if self.step_files is not None else ()
        return {name: place for file in clusters for name, place in listed(file, "steps")}

    @functools.cached_property
    def requirements_at(self) -> dict[str, "Place"]:
        """Return by id of a requirement or an advisory of the edition where it stands."""
        file = self.files.requirements
        if file is None:
            return {}
        keys = ("requirements", "advisories")
        return {name: place for key in keys for name, place in listed(file, key)}

    def all_files(self) -> Iterator[RuleFile]:
        """Yield every file."""
        yield from self.files
        yield from (file for file in (self.units_file, self.forum_file) if file is not None)
        yield from self.step_files or ()


@frozen(eq=False)
class Place:
    """A place in a rule file.

    Attributes:
        file: the file.
        path: keys and positions in it; what a check finds is told there.
        key: the place is the key itself, not its value.
        values: what the sentence of the finding needs.
    """

    file: RuleFile
    path: Path = ()
    key: bool = False
    values: dict[str, object] = field(factory=dict)

    @property
    def rule(self) -> Any:  # noqa: ANN401 - plain values
        """Return what stands there."""
        rule = self.file.content
        for part in self.path:
            rule = rule[part]
        return rule

    def at(self, *path: str | int, key: bool = False, **values: object) -> "Place":
        """Return a place below this one, with what the sentence of a finding there needs.

        Keys that are not there lead to the nearest value above them.
        """
        return Place(self.file, (*self.path, *path), key, values)


def listed(file: RuleFile, key: str) -> Iterator[tuple[str, Place]]:
    """Yield by id where each entry of a list at the top of a file stands."""
    for position, entry in enumerate(file.content.get(key, ())):
        yield entry["id"], Place(file, (key, position))
