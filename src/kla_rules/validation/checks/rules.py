"""What a check sees: an edition, its rule files with positions, and what lies beside it."""

import functools
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, TypeVar

from attrs import field, frozen

from kla_rules.cases.settings_model import HandlingSettings
from kla_rules.core.findings import Path
from kla_rules.core.text import Text
from kla_rules.core.writing import LANGUAGES
from kla_rules.model.edition import Edition
from kla_rules.participation.rules_model import ForumRules
from kla_rules.rulesets.files import RuleFile, RuleFiles
from kla_rules.rulesets.merge import places_of_nodes
from kla_rules.rulesets.reader import sources_named
from kla_rules.rulesets.scales import Scale
from kla_rules.steps.model import Catalogue
from kla_rules.steps.reading import StepFiles
from kla_rules.units.local_model import LocalRules
from kla_rules.units.rules_model import UnitRules

T = TypeVar("T")


@frozen(eq=False, slots=False)  # slots would leave no room for what is kept once reckoned
class Rules:
    """Rules that were read without an error.

    Attributes:
        edition: the edition.
        files: its rule files.
        units, units_file: the rules on units, and their file; None where there are none.
        forum, forum_file: the same of the rules on the children's forum.
        steps, step_files: the same of the catalogue of steps.
        local, local_file: local rules on the status of units, where they are checked.
        handling, handling_file: settings on how cases are handled, where they are checked.
        scale, scale_file: a scale, where one is checked.
        overlays: the overlays that are checked; the edition is the one under them.
        checked: the files whose texts and sources are looked at; None: all of the edition.
    """

    edition: Edition
    files: RuleFiles
    units: UnitRules | None = None
    units_file: RuleFile | None = None
    forum: ForumRules | None = None
    forum_file: RuleFile | None = None
    steps: Catalogue | None = None
    step_files: StepFiles | None = None
    local: LocalRules | None = None
    local_file: RuleFile | None = None
    handling: HandlingSettings | None = None
    handling_file: RuleFile | None = None
    scale: Scale | None = None
    scale_file: RuleFile | None = None
    overlays: tuple[RuleFile, ...] = ()
    checked: tuple[RuleFile, ...] | None = None
    _kept: dict[object, Any] = field(factory=dict, init=False)

    def once(self, make: Callable[["Rules"], T]) -> T:
        """Return what `make` makes of the rules: made once, for all checks that ask for it."""
        if make not in self._kept:
            self._kept[make] = make(self)
        made: T = self._kept[make]
        return made

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

    @functools.cached_property
    def texts(self) -> tuple[tuple["Place", Text], ...]:
        """Return every text in both languages in the files that are checked."""
        return tuple(
            (Place(file, path), text)
            for file in self.checked_files()
            for path, text in texts_in(file.content)
        )

    @functools.cached_property
    def cited(self) -> tuple[tuple["Place", str], ...]:
        """Return every id of a source that a rule names in the files that are checked."""
        return tuple(
            (Place(file, path), name)
            for file in self.checked_files()
            for path, name in sources_named(file.content)
        )

    def checked_files(self) -> Iterator[RuleFile]:
        """Yield the files whose texts and sources are looked at."""
        yield from self.all_files() if self.checked is None else self.checked

    def all_files(self) -> Iterator[RuleFile]:
        """Yield every file of the edition and beside it."""
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
    values: Mapping[str, object] = field(factory=dict)

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


_LANGUAGES: Final = frozenset(LANGUAGES)


def texts_in(value: object, path: Path = ()) -> Iterator[tuple[Path, Text]]:
    """Yield every text in both languages that stands in a rule file, with its path."""
    if isinstance(value, dict):
        if value.keys() == _LANGUAGES:
            yield path, Text(value["id"], value["en"])
        else:
            for key, inner in value.items():
                if isinstance(inner, dict | list):
                    yield from texts_in(inner, (*path, key))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            if isinstance(inner, dict | list):
                yield from texts_in(inner, (*path, position))


def listed(file: RuleFile, key: str) -> Iterator[tuple[str, Place]]:
    """Yield by id where each entry of a list at the top of a file stands."""
    for position, entry in enumerate(file.content.get(key, ())):
        yield entry["id"], Place(file, (key, position))
