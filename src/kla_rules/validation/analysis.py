"""The checks of an edition, of an overlay, and of files that belong to no edition."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from attrs import evolve

from kla_rules.cases.settings_model import HandlingSettings
from kla_rules.core.findings import Finding
from kla_rules.core.resources import rules_folder
from kla_rules.model.edition import Edition
from kla_rules.participation.rules_reading import read_forum
from kla_rules.rulesets.files import RuleFile, RuleFiles, attached_file, read_rule_files
from kla_rules.rulesets.find import packaged_files
from kla_rules.rulesets.merge import at_overlay, corrected, nodes_by_file
from kla_rules.rulesets.scales import Scale
from kla_rules.steps.reading import read_steps, step_files
from kla_rules.units.local_model import LocalRules
from kla_rules.units.rules_reading import read_units, unit_rules_of
from kla_rules.validation.checks import run
from kla_rules.validation.checks.rules import Rules
from kla_rules.validation.same_version import same_version
from kla_rules.validation.severities import adjusted


def refused(findings: Iterable[Finding]) -> bool:
    """Return whether there is an error among findings."""
    return any(finding.severity == "error" for finding in findings)


def edition_findings(
    edition: Edition, files: RuleFiles, folder: Path, found: Sequence[Finding]
) -> Sequence[Finding]:
    """Return what is found in an edition and the files beside it; checks run if all is in order.

    Args:
        edition: the edition, in order.
        files: its rule files.
        folder: where they are, as it was given: findings in the files beside them say it so too.
        found: what was found when they were read.
    """
    units_file, forum_file = attached_file(folder, "units"), attached_file(folder, "forum")
    of_steps = step_files(folder)
    units, wrong_units = read_units(units_file, edition) if units_file else (None, [])
    forum, wrong_forum = read_forum(forum_file, edition) if forum_file else (None, [])
    steps, wrong_steps = read_steps(of_steps, edition) if of_steps else (None, [])
    every = [*found, *wrong_units, *wrong_forum, *wrong_steps]
    rules = Rules(edition, files, units, units_file, forum, forum_file, steps, of_steps)
    if refused(every):
        return adjusted(every, rules.all_files(), checked=False)
    every += [*run(rules), *same_version(edition, files)]
    return adjusted(every, rules.all_files(), checked=True)


def file_findings(
    file: RuleFile,
    edition: Edition,
    value: LocalRules | HandlingSettings | Scale | None,
    found: Sequence[Finding],
) -> Sequence[Finding]:
    """Return what is found in a file that belongs to no edition; checks run if it is in order.

    Args:
        file: the file.
        edition: what it is held against.
        value: what it holds; None where it could not be read.
        found: what was found when it was read.
    """
    if refused(found):
        return adjusted(found, [file], checked=False)
    match value:
        case LocalRules():
            own: dict[str, Any] = {"local": value, "local_file": file}
        case HandlingSettings():
            own = {"handling": value, "handling_file": file}
        case _:
            own = {"scale": value, "scale_file": file}
    rules = evolve(_of(edition, _files_of(edition)), checked=(file,), **own)
    return adjusted([*found, *run(rules)], [file], checked=True)


def overlay_findings(
    edition: Edition, file: RuleFile, found: Sequence[Finding]
) -> Sequence[Finding]:
    """Return what is found in an overlay; what the edition has without it is not the overlay's.

    Args:
        edition: the edition under it.
        file: the overlay.
        found: what was found when it was read.
    """
    base = edition.base
    if refused(found) or base is None:
        return adjusted(found, [file], checked=False)
    files = _files_of(base)
    before = {_what(finding) for finding in run(evolve(_of(base, files), checked=()))}
    under = evolve(_of(edition, corrected(files, [file])), overlays=(file,), checked=(file,))
    places = nodes_by_file(files)
    caused = [
        at_overlay(finding, [file], places)
        for finding in run(under)
        if _what(finding) not in before
    ]
    return adjusted([*found, *caused], [file], checked=True)


def _what(finding: Finding) -> Finding:
    """Return a finding without its place."""
    return Finding(finding.id, finding.values, severity=finding.severity)


def _of(edition: Edition, files: RuleFiles) -> Rules:
    units = unit_rules_of(edition)
    return Rules(edition, files, units, attached_file(edition.folder, "units"))


def _files_of(edition: Edition) -> RuleFiles:
    """Return the rule files of an edition; those of a packaged one are read once."""
    folder = edition.folder
    if folder is None or folder == (rules_folder() / edition.id).resolve():
        return packaged_files(edition.id)
    return read_rule_files(folder)
