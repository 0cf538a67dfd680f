"""Rules in memory: as their author wrote them, and with any of their values changed.

Nothing is written anywhere: a damaged rule set shares every file with the one that it was made of
but those that say something else, and what is found in it is told at the author's own lines.
"""

import copy
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any, Final

from attrs import evolve, field, frozen

from kla_rules.core.findings import Finding, FindingsError, RuleError
from kla_rules.core.reading.documents import Map, Seq
from kla_rules.core.reading.read import read_value
from kla_rules.model.edition import Edition
from kla_rules.participation.rules_reading import read_forum
from kla_rules.rulesets.build import build
from kla_rules.rulesets.files import RuleFile, RuleFiles, attached_file, held_against
from kla_rules.rulesets.find import base_of, read_files, with_digest
from kla_rules.rulesets.merge import corrected, merge
from kla_rules.rulesets.overlays import OverlaySource, read_overlays
from kla_rules.rulesets.parts import Base, Parts
from kla_rules.rulesets.reader import in_order
from kla_rules.steps.reading import StepFiles, read_steps, step_files
from kla_rules.units.rules_reading import read_units
from kla_rules.validation.checks import run
from kla_rules.validation.checks.rules import Rules
from kla_rules.validation.corpus.folders import RuleFolder
from kla_rules.validation.mutation.edits import GONE, Edits, Files, Place
from kla_rules.validation.severities import adjusted

_HELPERS: Final = frozenset({"assumptions", "places", "sources"})


@frozen(eq=False)
class Made:
    """What becomes of rules that say something else.

    Attributes:
        edition: the edition; None where the rules are refused.
        findings: why they are refused, or what is found while they are read.
        rules: what checks look at; None where the rules are refused.
        files: the files whose severities count.
    """

    edition: Edition | None
    findings: tuple[Finding, ...]
    rules: Rules | None = None
    files: tuple[RuleFile, ...] = ()

    def checked(self) -> list[Finding]:
        """Return everything that is found, also by the checks."""
        if self.rules is None:
            return [*self.findings]
        return adjusted([*self.findings, *run(self.rules)], self.files, checked=True)


@frozen(eq=False)
class EditionSet:
    """The rule files of an edition, and of what lies beside them.

    Attributes:
        folder: where they are from.
        own: the rule files of the edition itself.
        files: all files by their names.
    """

    folder: RuleFolder
    own: RuleFiles
    files: Mapping[str, RuleFile]

    @property
    def contents(self) -> Files:
        """Return what each file says."""
        return {name: file.content for name, file in self.files.items()}

    def made(self, edits: Edits = ()) -> Made:
        """Return what becomes of the edition."""
        files = {**self.files, **edited(self.files, edits)}
        wrong = tuple(finding for file in files.values() for finding in file.findings)
        if wrong:
            return Made(None, wrong)
        own = _whole(self.own, files)
        edition, found = build(own)
        if _refuses(found):
            return Made(None, tuple(found))
        units_file, forum_file = files.get("units.yaml"), files.get("forum.yaml")
        of_steps = _steps(files)
        units, wrong_units = read_units(units_file, edition) if units_file else (None, [])
        forum, wrong_forum = read_forum(forum_file, edition) if forum_file else (None, [])
        steps, wrong_steps = read_steps(of_steps, edition) if of_steps else (None, [])
        every = (*found, *wrong_units, *wrong_forum, *wrong_steps)
        if _refuses(every):
            return Made(None, every)
        edition = evolve(edition, attached={"units": units, "forum": forum, "steps": steps})
        rules = Rules(edition, own, units, units_file, forum, forum_file, steps, of_steps)
        return Made(edition, every, rules, tuple(rules.all_files()))

    def under(self, made: Made, overlays: Sequence[OverlaySource]) -> Edition:
        """Return the edition that was made, under what a case lays over it."""
        edition, rules = made.edition, made.rules
        if edition is None or rules is None:
            raise RuleError(made.findings)
        if not overlays:
            return edition
        base = Base(edition, Parts(rules.files))
        merged = merge(base, read_overlays(overlays), with_digest)
        return evolve(merged, attached=edition.attached)


@frozen(eq=False)
class OverlaySet:
    """Overlays, and the edition that they are laid over.

    Attributes:
        folder: where they are from.
        base: that edition.
        files: the overlays by the names of their files.
    """

    folder: RuleFolder
    base: Base
    files: Mapping[str, RuleFile]

    @property
    def contents(self) -> Files:
        """Return what each file says."""
        return {name: file.content for name, file in self.files.items()}

    def made(self, edits: Edits = ()) -> Made:
        """Return what becomes of the edition under the overlays."""
        overlays = tuple({**self.files, **edited(self.files, edits)}.values())
        wrong = tuple(finding for file in overlays for finding in file.findings)
        if wrong:
            return Made(None, wrong)
        try:
            edition = merge(self.base, overlays, with_digest)
        except FindingsError as error:
            return Made(None, error.findings)
        files = corrected(self.base.parts.files, overlays)
        rules = Rules(edition, files, overlays=overlays, checked=overlays)
        return Made(edition, (), rules, overlays)

    def under(self, made: Made, overlays: Sequence[OverlaySource]) -> Edition:
        """Return the edition that was made, under what a case lays over it besides."""
        if made.edition is None or made.rules is None:
            raise RuleError(made.findings)
        if not overlays:
            return made.edition
        return merge(self.base, (*made.rules.overlays, *read_overlays(overlays)), with_digest)


RuleSet = EditionSet | OverlaySet


@frozen(eq=False)
class DamagedFolder(RuleFolder):
    """A folder of rules, as cases run under it, with something changed.

    Attributes:
        rules: the rules that the folder holds.
        made: what has become of them.
    """

    rules: RuleSet = field(kw_only=True)
    made: Made = field(kw_only=True)

    def edition(self, overlays: Sequence[OverlaySource] = ()) -> Edition:
        """Return the edition that they make now, under further overlays."""
        return self.rules.under(self.made, overlays)


def damaged_folder(rules: RuleSet, made: Made) -> DamagedFolder:
    """Return a folder in which something is changed."""
    own = rules.folder
    return DamagedFolder(
        own.path, own.kind, own.files, own.base, own.cases_at, rules=rules, made=made
    )


def rule_set(folder: RuleFolder) -> RuleSet:
    """Return the rules of a folder, read once.

    Raises:
        RuleError: with everything that is wrong with them.
    """
    if folder.kind == "overlay":
        overlays = read_overlays(folder.files)
        return OverlaySet(folder, base_of(folder.base), {file.name: file for file in overlays})
    own = in_order(*read_files(folder.path))
    beside = [attached_file(folder.path, kind) for kind in ("units", "forum")]
    every = [*own, *(file for file in beside if file is not None), *(step_files(folder.path) or ())]
    return EditionSet(folder, own, {file.name: file for file in every})


def _whole(own: RuleFiles, files: Mapping[str, RuleFile]) -> RuleFiles:
    """Return the rule files of an edition, each as it is among files."""
    optional = (own.requirements, own.evidence)
    requirements, evidence = (file and files[file.name] for file in optional)
    return evolve(
        own,
        edition=files[own.edition.name],
        sources=files[own.sources.name],
        agencies=files[own.agencies.name],
        requirements=requirements,
        evidence=evidence,
        indicators=tuple(files[file.name] for file in own.indicators),
    )


def _steps(files: Mapping[str, RuleFile]) -> StepFiles | None:
    own = {
        PurePosixPath(name).stem: file
        for name, file in files.items()
        if name.startswith("remediation/")
    }
    if not own:
        return None
    clusters = tuple(file for stem, file in own.items() if stem not in _HELPERS)
    return StepFiles(clusters, own["sources"], own["assumptions"], own.get("places"))


def _refuses(findings: Iterable[Finding]) -> bool:
    return any(finding.severity == "error" for finding in findings)


# -- edits -----------------------------------------------------------------------------------------


def edited(files: Mapping[str, RuleFile], edits: Edits) -> dict[str, RuleFile]:
    """Return the files that edits touch, as they are after them, held against their schemas."""
    roots: dict[str, Any] = {}
    for edit in edits:
        if edit.file not in roots:
            roots[edit.file] = copy.deepcopy(files[edit.file].document.root)
        _set(roots[edit.file], edit.place, edit.value)
    return {name: _held(files[name], root) for name, root in roots.items()}


def _held(file: RuleFile, root: Any) -> RuleFile:  # noqa: ANN401 - plain values
    return held_against(evolve(file.document, root=root), schema_of(file.name, root), file.name)


def schema_of(name: str, root: Any) -> str:  # noqa: ANN401 - plain values
    """Return the schema that a rule file is held against.

    >>> schema_of("indicators/6.yaml", {}), schema_of("remediation/K1.yaml", {})
    ('indicator', 'steps')
    """
    path = PurePosixPath(name)
    if name.startswith("indicators/"):
        return "indicator"
    if name.startswith("remediation/") and path.stem not in _HELPERS:
        return "steps"
    if isinstance(root, dict) and isinstance(root.get("edition"), dict):
        return "overlay"
    return path.stem


def _set(root: Any, place: Place, value: Any) -> None:  # noqa: ANN401 - plain values
    """Change one place of a document; what is new stands where that stands which holds it."""
    *above, last = place
    target = root
    for key in above:
        target = target[key]
    positions = getattr(target, "value_positions", None)
    if value is GONE:
        del target[last]
        if positions is not None:
            del positions[last]
    else:
        target[last] = read_value(value).root
        if isinstance(target, Map):
            target.key_positions.setdefault(str(last), target.position)
            target.value_positions.setdefault(str(last), target.position)
    assert isinstance(target, Map | Seq)  # noqa: S101 - what is read is nothing else
