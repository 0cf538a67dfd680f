"""The rules that laws are held against, and where each of them stands in its file."""

import functools
import os
import random
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from attrs import evolve, field, frozen

from kla_rules.cases.settings_model import HandlingSettings
from kla_rules.core.findings import Finding
from kla_rules.core.findings import Path as Place
from kla_rules.core.resources import is_file
from kla_rules.core.text import Text
from kla_rules.model.edition import Edition
from kla_rules.rulesets.build import build
from kla_rules.rulesets.files import (
    RuleFile,
    attached_file,
    read_rule_file,
    read_rule_files,
)
from kla_rules.rulesets.find import edition as find_edition
from kla_rules.rulesets.overlays import OverlaySource, read_overlays
from kla_rules.rulesets.reader import in_order
from kla_rules.rulesets.tiers import LOCAL
from kla_rules.steps.reading import step_files
from kla_rules.units.local_model import LocalRules
from kla_rules.units.local_reading import proposed_rules
from kla_rules.units.rules_reading import unit_rules_of
from kla_rules.validation.checks.rules import Rules, texts_in
from kla_rules.validation.proofs.prove import rules_in

_FOUND: Final = "property.rule"  # nobody reads it: the finding only carries the place


@frozen(eq=False, slots=False)  # slots would leave no room for what is kept once reckoned
class Ruled:
    """Rules, with their files where they are at hand.

    Attributes:
        edition: the edition, with its overlays; beside local rules or settings, the default one.
        overlays: the files of the overlays.
        local: local rules on the status of units, where it is they that are held to a law.
        handling: settings on how cases are handled, where it is they.
        file: the file of the local rules or of the settings, if they come from one.
        folder: the folder of the edition as it was given.
    """

    edition: Edition
    overlays: tuple[RuleFile, ...] = ()
    local: LocalRules | None = None
    handling: HandlingSettings | None = None
    file: RuleFile | None = None
    folder: Path | None = field(default=None)

    @functools.cached_property
    def kinds(self) -> frozenset[str]:
        """Return of which kinds the rules are."""
        if self.handling is not None:
            return frozenset({"handling"})
        if self.local is not None:
            return frozenset({"units"})
        kinds = {"edition"}
        if self.edition.base is not None:
            kinds.add("overlay")
        if unit_rules_of(self.edition) is not None and proposed_rules(self.edition):
            kinds.add("units")
        return frozenset(kinds)

    def edition_of(self, profile: Mapping[str, Any]) -> Edition:
        """Return the edition that a profile of an example is held against."""
        del profile
        return self.edition

    @functools.cached_property
    def mixed(self) -> Edition | None:
        """Return the edition, without overlays, built of the same files in another order.

        None where it was built in memory.
        """
        if self._files is None:
            return None
        dice, files = random.Random(1), self._files.files  # noqa: S311 - the same order each time
        kept = ("edition", "sources", "agencies", "requirements", "evidence")
        own: dict[str, Any] = {name: _mixed_file(getattr(files, name), dice) for name in kept}
        indicators = dice.sample(files.indicators, len(files.indicators))
        own["indicators"] = tuple(_mixed_file(file, dice) for file in indicators)
        return in_order(*build(evolve(files, **own)))

    @functools.cached_property
    def texts(self) -> tuple[tuple[Place, Text], ...]:
        """Return every text in both languages that stands in the files at hand, with its path."""
        own = () if self._files is None else self._files.texts
        return (
            *((at.path, text) for at, text in own),
            *(one for file in self.overlays for one in texts_in(file.content)),
        )

    @functools.cached_property
    def _files(self) -> Rules | None:
        """Return the files of the edition, or None where it was built in memory."""
        folder = self.folder or _shown(self.edition.folder)
        if folder is None or not is_file(folder / "edition.yaml"):
            return None
        files, own = read_rule_files(folder), self.edition.base or self.edition
        beside = {"units_file": attached_file(folder, "units"), "step_files": step_files(folder)}
        return Rules(own, files, **beside)  # type: ignore[arg-type] # its fields, by name

    def place(self, rule: tuple[str, str] | None) -> Finding | None:
        """Return where a rule stands: file, line and column; None where no file is at hand.

        Args:
            rule: what kind of rule it is, and its id.
        """
        if rule is None:
            return None
        kind, name = rule
        for file in (*self.overlays, *([self.file] if self.file else [])):
            path = _path_in(file.content, kind, name)
            if path is not None:
                return file.locate(Finding(_FOUND, path=path))
        files = self._files
        if files is None:
            return None
        if kind == "text":
            found = next((at for at, text in files.texts if f"{text.id}\n{text.en}" == name), None)
        elif kind == "level":
            found = _listed(files.files.edition, "levels", name, "floor")
        elif kind in {"requirement", "advisory"} and name in files.requirements_at:
            at = files.requirements_at[name].at("when")
            found = at
        elif kind == "step":
            found = files.steps_at.get(name)
        elif kind == "unit-question" and files.units_file is not None:
            return files.units_file.locate(Finding(_FOUND, path=("questions", name, "when")))
        else:
            found = files.nodes.get(name)
        return None if found is None else found.file.locate(Finding(_FOUND, path=found.path))


def mixed(value: Any, dice: random.Random) -> Any:  # noqa: ANN401 - plain values
    """Return plain values with their keys in another order; lists stay as they are."""
    if isinstance(value, Mapping):
        return {key: mixed(value[key], dice) for key in dice.sample(list(value), len(value))}
    return [mixed(one, dice) for one in value] if isinstance(value, list) else value


def backwards(value: Any) -> Any:  # noqa: ANN401 - plain values
    """Return plain values with their keys turned round; lists stay as they are."""
    if isinstance(value, Mapping):
        return {key: backwards(one) for key, one in reversed([*value.items()])}
    return [backwards(one) for one in value] if isinstance(value, list) else value


def _mixed_file(file: RuleFile | None, dice: random.Random) -> RuleFile | None:
    if file is None:
        return None
    return RuleFile(file.name, evolve(file.document, root=mixed(file.content, dice)), file.findings)


def _listed(file: RuleFile, key: str, name: str, *path: str) -> Any:  # noqa: ANN401 - a place
    from kla_rules.validation.checks.rules import Place as At  # noqa: PLC0415 - another `Place`

    for index, entry in enumerate(file.content.get(key, ())):
        if entry["id"] == name:
            return At(file, (key, index, *path))
    return None


# Where an overlay, local rules or settings have what a law speaks of.
_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "node": ("tables", "maxima"),
    "evidence": ("evidence",),
    "advisory": ("advisories",),
    "tier": ("unit_tiers",),
    "function": ("functions",),
    "review": ("review",),
    "overlay": (),
}


def _path_in(content: Any, kind: str, name: str) -> Place | None:  # noqa: ANN401 - plain values
    """Return the path of a rule in an overlay, in local rules or in settings."""
    if kind == "overlay":
        return ("id",) if content.get("id") == name else None
    if kind == "text":
        return next(
            (path for path, text in texts_in(content) if f"{text.id}\n{text.en}" == name), None
        )
    if kind == "function" and name in content:  # `declared` and `task_force` have keys of their own
        return (name, "when")
    for key in _KEYS.get(kind, ()):
        entries = content.get(key, ())
        if isinstance(entries, Mapping):
            if name in entries:
                return (key, name)
            continue
        for index, entry in enumerate(entries):
            if entry.get("id") == name:
                return (key, index, "when")
    return None


def _shown(folder: Path | None) -> Path | None:
    """Return a folder as people write it: below the one they are in without what is above."""
    if folder is None:
        return None
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder


Given = Ruled | Edition | LocalRules | HandlingSettings | str | os.PathLike[str]


def ruled_of(rules: Given, overlays: Iterable[OverlaySource] = ()) -> Ruled:
    """Return rules to hold laws against.

    Args:
        rules: an edition, its id or folder, an overlay, local rules or settings, or a path of one.
        overlays: what to lay over the edition; of an `Edition`, the files it was built with.

    Raises:
        RuleError: if the rules are not in order.
        TypeError: for what is no rules.
    """
    if isinstance(rules, Ruled):
        return rules
    files = read_overlays(overlays)
    if isinstance(rules, Edition):
        return Ruled(rules, files)
    if isinstance(rules, LocalRules):
        return Ruled(find_edition(overlays=overlays), files, local=rules)
    if isinstance(rules, HandlingSettings):
        return Ruled(find_edition(), handling=rules)
    value, path = rules_in(rules, overlays), Path(rules)
    if isinstance(value, Edition):
        if is_file(path) and path.name != "edition.yaml":
            return Ruled(value, read_overlays([path, *overlays]))
        folder = path.parent if path.name == "edition.yaml" else path
        return Ruled(value, files, folder=folder if is_file(folder / "edition.yaml") else None)
    if isinstance(value, LocalRules):
        path = path if is_file(path) else path / LOCAL
        file = read_rule_file(path, "local", path.name)
        return Ruled(find_edition(overlays=overlays), files, local=value, file=file)
    return Ruled(find_edition(), handling=value, file=read_rule_file(path, "handling", path.name))
