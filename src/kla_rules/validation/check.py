"""`check()`: everything that is wrong with rules, a profile, a table, an overlay or a history."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from attrs import evolve

from kla_rules.cases.settings_reading import read_handling
from kla_rules.core.findings import Finding, FindingsError, RuleError, bounded, check_path
from kla_rules.core.given import GivenFile, Place, Upload, given_file
from kla_rules.core.reading.documents import Document
from kla_rules.core.reading.read import read_file
from kla_rules.core.resources import is_file, is_folder
from kla_rules.model.edition import Edition
from kla_rules.profile.reading import is_form_file, opened, profile_findings
from kla_rules.rounds.history import History
from kla_rules.rounds.province import Province
from kla_rules.rulesets.build import build
from kla_rules.rulesets.files import RuleFile, held_against
from kla_rules.rulesets.find import edition as find_edition
from kla_rules.rulesets.find import packaged, read_files
from kla_rules.rulesets.kinds import kind_of
from kla_rules.rulesets.overlays import OverlaySource, read_overlays, reworded_findings
from kla_rules.rulesets.reader import RuleReader, sources_named
from kla_rules.rulesets.scales import scale_in
from kla_rules.rulesets.sums import check_alone
from kla_rules.units.local_reading import read_local
from kla_rules.validation.analysis import (
    edition_findings,
    file_findings,
    overlay_findings,
    refused,
)
from kla_rules.validation.comparison.correspondence import correspondence_findings
from kla_rules.validation.corpus.reading import check_cases
from kla_rules.validation.severities import adjusted


def check(
    path: GivenFile,
    overlays: Iterable[OverlaySource] = (),
    *,
    edition: str | os.PathLike[str] | None = None,
) -> tuple[Finding, ...]:
    """Return everything that is wrong with rules, a profile, a table, an overlay or a history.

    Args:
        path: the folder of an edition, or a file: one of an edition, a profile, a scale, an
            overlay, the published levels of a region, or the levels of the regions of a province.
            A file may be its path, its bytes, or open.
        overlays: what a profile is to be checked under.
        edition: what an overlay is held against, by its id or folder; left out, the packaged
            edition that it names.

    Returns:
        Findings in the order of the files; without one of severity "error" the input is in order.
        Rules that are in order go through the checks of `docs/checks.md`; those with the id and
        version of a packaged edition and other figures get a warning.

    >>> check("rules/kla-2024")
    ()
    """
    place = given_file("path", path)
    if edition is not None:
        check_path("edition", edition)
    try:
        return bounded(_check(place, read_overlays(overlays), edition))
    except RuleError as error:
        return error.findings


def _check(
    place: Place, overlays: tuple[RuleFile, ...], against: str | os.PathLike[str] | None
) -> Iterable[Finding]:
    folder = None
    if not isinstance(place, Upload):
        if is_file(place / "local.yaml") and not is_file(place / "edition.yaml"):
            place /= "local.yaml"
        if is_folder(place) or place.name == "edition.yaml":
            return _check_edition(place if is_folder(place) else place.parent)
        folder = place.parent
    if is_file(place) and is_form_file(place):
        found = opened(place, overlays or None)
        return profile_findings(found.document, None, overlays or None)
    if is_file(place) and place.suffix.lower() == ".csv":
        return (Finding("edition.not-recognised", {"reason": "table"}, file=str(place)),)
    document = read_file(place)
    kind = kind_of(place, document.root if isinstance(document.root, dict) else {})
    if kind is None:
        return document.findings or (document.locate(Finding("edition.not-recognised")),)
    if kind == "profile":
        return profile_findings(document, folder, overlays or None)
    if kind == "overlay" and against is not None:
        return _overlay_findings(place, lambda own: find_edition(against, overlays=[own]))
    return _check_file(place, document, kind)


def _check_file(place: Place, document: Document, kind: str) -> Iterable[Finding]:
    match kind:
        case "overlay":
            return _check_overlay(place, document)
        case "history":
            return _findings_of(lambda: History.read(place))
        case "regions":
            return _findings_of(lambda: Province.read(place))
        case "scale":
            return _check_scale(document)
        case _:
            return _check_rules(place, document, kind)


def _check_edition(folder: Path) -> Sequence[Finding]:
    """Return what does not fit together in the rule files of an edition and those beside them."""
    files, findings = read_files(folder)
    if files is None:
        return findings
    edition, findings = build(files)
    if refused(findings):
        return adjusted(findings, files, checked=False)
    return edition_findings(edition, files, folder, findings)


def _check_rules(place: Place, document: Document, kind: str) -> Iterable[Finding]:
    """Return what is wrong with a rule file: by itself, then beside the edition it lies in."""
    home = _home(place, kind)
    if home is None and kind == "assumptions":  # a city's own figures, in whatever they add up
        kind = "efforts"
    file = held_against(document, kind, place.name)
    if file.findings:
        return file.findings
    if kind in _BY_ITSELF:
        return _BY_ITSELF[kind](file)
    if home is not None:
        return [finding for finding in _check_edition(home) if finding.file == str(place)]
    if kind in {*_OF_EDITIONS, *_ATTACHED, "efforts"}:
        return [file.locate(Finding("edition.alone", severity="note"))]
    if kind in _CITING:
        reader = RuleReader(file)
        for path, source in sources_named(file.content):
            reader.source(path, source)
        return reader.findings
    if kind in _ALONE:
        return ()
    raise AssertionError(f"nothing reads a rule file of the kind {kind!r}")


def _local_findings(file: RuleFile) -> Iterable[Finding]:
    """Return what is wrong with local rules: for whatever edition a city has, the default one."""
    rules, found = read_local(file, find_edition())
    return file_findings(file, find_edition(), rules, found)


def _handling_findings(file: RuleFile) -> Iterable[Finding]:
    """Return what is wrong with settings of the handling of cases."""
    settings, found = read_handling(file)
    return file_findings(file, find_edition(), settings, found)


_BY_ITSELF: Final[Mapping[str, Callable[[RuleFile], Iterable[Finding]]]] = {
    "corpus": lambda file: check_cases([file]),
    "correspondence": correspondence_findings,
    "handling": _handling_findings,
    "indicator": check_alone,
    "local": _local_findings,
}
# What nothing but its schema is held against; whoever adds a kind must say where it is read.
_ALONE: Final = ("agencies", "cases", "edition", "sources", "unit-names")
_CITING: Final = ("province", "rounds", "verification")  # they list their sources themselves
_OF_EDITIONS: Final = ("evidence", "requirements")
_ATTACHED: Final = ("assumptions", "forum", "places", "steps", "units")


_BELOW: Final = frozenset({"assumptions", "efforts", "places", "steps"})  # in a folder of their own


def _home(place: Place, kind: str) -> Path | None:
    """Return the folder of the edition that a rule file belongs to, or None."""
    if isinstance(place, Upload):
        return None
    folder = place.parent.parent if kind in _BELOW else place.parent
    belongs = kind in _ATTACHED or (kind in _OF_EDITIONS and place.stem == kind)
    return folder if belongs and is_file(folder / "edition.yaml") else None


def _check_overlay(place: Place, document: Document) -> Iterable[Finding]:
    """Return what is wrong with an overlay, held against the packaged edition that it names."""

    def build(own: Place) -> Edition:
        (overlay,) = read_overlays([own])
        return packaged(overlay.content["edition"]["id"], (overlay,))

    findings = _overlay_findings(place, build)
    if [finding.id for finding in findings] == ["edition.unknown"]:
        values = {"edition": findings[0].values["edition"]}
        alone = Finding("overlay.alone", values, ("edition", "id"), "note")
        return [document.locate(alone)]
    return findings


def _overlay_findings(place: Place, build: Callable[[Place], Edition]) -> tuple[Finding, ...]:
    """Return what is wrong with an overlay, and notes on texts that are not those it knew."""
    try:
        edition = build(place)
    except FindingsError as error:
        return error.findings
    (file,) = read_overlays([place])
    (overlay,) = edition.overlays
    return tuple(overlay_findings(edition, file, reworded_findings(file, overlay.reworded)))


def _findings_of(read: Callable[[], object]) -> tuple[Finding, ...]:
    """Return what reading refuses."""
    try:
        read()
    except FindingsError as error:
        return error.findings
    return ()


def _check_scale(document: Document) -> Iterable[Finding]:
    """Return what is wrong with a scale, held against the packaged edition that it names."""
    named = document.root.get("edition") if isinstance(document.root, dict) else None
    if not isinstance(named, str):
        return held_against(document, "scale", "").findings
    try:
        rules = packaged(named)
    except RuleError as error:
        findings = [evolve(finding, path=("edition",)) for finding in error.findings]
        return [document.locate(finding) for finding in findings]
    scale, found = scale_in(document, rules)
    file = held_against(document, "scale", document.file or "")
    return file_findings(file, rules, scale, found)
