"""`check()`: everything that is wrong with rules, a profile, a table, an overlay or a history."""

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from attrs import evolve

from kla_rules.evaluation.province import Province
from kla_rules.findings import Finding, FindingsError, RuleError, bounded
from kla_rules.history.model import History
from kla_rules.loading.files import RuleFile, read_rule_file
from kla_rules.loading.find import edition as find_edition
from kla_rules.loading.find import packaged, read_edition
from kla_rules.loading.forum import forum_file, read_forum
from kla_rules.loading.handling import read_handling
from kla_rules.loading.local import read_local
from kla_rules.loading.overlays import OverlaySource, read_overlays, reworded_findings
from kla_rules.loading.scales import scale_in
from kla_rules.loading.steps import read_steps, step_files
from kla_rules.loading.sums import check_alone
from kla_rules.loading.units import read_units, units_file
from kla_rules.model import Edition
from kla_rules.places import is_file, is_folder
from kla_rules.profile.read import profile_findings
from kla_rules.reading.documents import Document
from kla_rules.reading.read import read_file
from kla_rules.validation.same_version import same_version


def check(
    path: str | os.PathLike[str],
    overlays: Iterable[OverlaySource] = (),
    *,
    edition: str | os.PathLike[str] | None = None,
) -> tuple[Finding, ...]:
    """Return everything that is wrong with rules, a profile, a table, an overlay or a history.

    Args:
        path: the folder of an edition, one of its files, a profile, a scale, an overlay, the
            published levels of a region, or the levels of the regions of a province.
        overlays: what a profile is to be checked under.
        edition: what an overlay is held against, by its id or folder; left out, the packaged
            edition that it names.

    Returns:
        Findings in the order of the files; without one of severity "error" the input is in order.
        Rules with the id and version of a packaged edition and other figures get a warning.

    >>> check("rules/kla-2024")
    ()
    """
    try:
        return bounded(_check(Path(path), read_overlays(overlays), edition))
    except RuleError as error:
        return error.findings


def _check(
    place: Path, overlays: tuple[RuleFile, ...], against: str | os.PathLike[str] | None
) -> tuple[Finding, ...]:
    if is_folder(place) and is_file(place / "local.yaml") and not is_file(place / "edition.yaml"):
        place /= "local.yaml"
    if is_folder(place) or place.name == "edition.yaml":
        return _check_edition(place if is_folder(place) else place.parent)
    document = read_file(place)
    kind = _kind(place, document.root if isinstance(document.root, dict) else {})
    if kind is None:
        return document.findings or (document.locate(Finding("edition.not-recognised")),)
    if kind == "profile":
        return profile_findings(document, place.parent, overlays or None)
    if kind == "overlay" and against is not None:
        return _overlay_findings(place, lambda own: find_edition(against, overlays=[own]))
    return tuple(_CHECKS.get(kind, _check_form)(place, document, kind))


def _check_edition(folder: Path) -> tuple[Finding, ...]:
    """Hold the rule files of an edition against each other, and its steps against them."""
    edition, found = read_edition(folder)
    if edition is None or any(one.severity == "error" for one in found):
        return tuple(found)
    units, forum, steps = units_file(folder), forum_file(folder), step_files(folder)
    more = read_units(units, edition)[1] if units else []
    more += read_forum(forum, edition)[1] if forum else []
    more += read_steps(steps, edition)[1] if steps else []
    if not any(one.severity == "error" for one in more):
        more += same_version(edition)
    return (*found, *more)


def _kind(place: Path, rule: Mapping[str, Any]) -> str | None:
    """Return what a file is, by its keys: the first that fits."""
    keys = set(rule)
    fits = {
        "overlay": isinstance(rule.get("edition"), dict)
        or bool(keys & {"maxima", "tables", "unit_tiers"})
        or {"title", "edition", "source"} <= keys,
        "edition": {"clusters", "levels"} <= keys,
        "units": {"scopes", "facts"} <= keys,
        "forum": {"roles", "themes"} <= keys,
        "local": {"declared", "task_force"} <= keys or place.stem == "local",
        "handling": {"limits", "order"} <= keys or {"zone", "review"} <= keys,
        "cases": {"events", "channels"} <= keys,
        "evidence": "by_kind" in keys or place.stem == "evidence",
        "indicator": "questions" in keys or {"cluster", "maximum"} <= keys,
        "scale": "scales" in keys and not keys & {"points", "answers", "year"},
        "verification": {"pairs", "sources"} <= keys,
        "province": {"asks", "sources"} <= keys,
        "steps": {"cluster", "steps"} <= keys,
        "assumptions": {"title", "kinds"} <= keys and "edition" not in keys,
        "agencies": "agencies" in keys,
        "sources": "sources" in keys,
        "history": {"rounds", "region"} <= keys,
        "rounds": "rounds" in keys,
        "regions": {"province", "regions"} <= keys,
        "requirements": bool(keys & {"requirements", "advisories"}) or place.stem == "requirements",
        "profile": bool(
            keys & {"points", "answers", "region", "stage", "year", "measures", "ratios"}
        ),
    }
    return next((kind for kind, is_it in fits.items() if is_it), None)


def _check_form(place: Path, _: Document, kind: str) -> Iterable[Finding]:
    return read_rule_file(place, kind, place.name).findings


def _check_indicator(place: Path, _: Document, kind: str) -> Iterable[Finding]:
    file = read_rule_file(place, kind, place.name)
    return file.findings or check_alone(file)


def _check_history(place: Path, _: Document, __: str) -> Iterable[Finding]:
    return _findings_of(lambda: History.read(place))


def _check_regions(place: Path, _: Document, __: str) -> Iterable[Finding]:
    return _findings_of(lambda: Province.read(place))


def _check_beside(place: Path, _: Document, kind: str) -> Iterable[Finding]:
    """Hold a file against the edition beside it; without one, against its form alone."""
    file = read_rule_file(place, kind, place.name)
    if file.findings:
        return file.findings
    if place.stem != kind or not is_file(place.parent / "edition.yaml"):
        return [file.locate(Finding("edition.alone", severity="note"))]
    return [one for one in read_edition(place.parent)[1] if one.file == str(place)]


def _check_steps(place: Path, _: Document, kind: str) -> Iterable[Finding]:
    """Hold steps against the edition whose folder theirs lies in; else against their form alone."""
    folder = place.parent.parent
    alone = not is_file(folder / "edition.yaml")
    if alone and kind == "assumptions":  # a city's own figures, in whatever they add up
        kind = "efforts"
    file = read_rule_file(place, kind, place.name)
    if file.findings or alone:
        return file.findings or [file.locate(Finding("edition.alone", severity="note"))]
    return [one for one in _check_edition(folder) if one.file == str(place)]


def _check_units(place: Path, _: Document, kind: str) -> Iterable[Finding]:
    """Hold rules on units or records against the edition beside them; alone, against their form."""
    file = read_rule_file(place, kind, place.name)
    if file.findings or not is_file(place.parent / "edition.yaml"):
        return file.findings or [file.locate(Finding("edition.alone", severity="note"))]
    return [one for one in _check_edition(place.parent) if one.file == str(place)]


def _check_local(place: Path, _: Document, kind: str) -> Iterable[Finding]:
    """Hold local rules on units against the default edition."""
    return read_local(read_rule_file(place, kind, place.name), find_edition())[1]


def _check_handling(place: Path, _: Document, kind: str) -> Iterable[Finding]:
    return read_handling(read_rule_file(place, kind, place.name))[1]


def _check_overlay(place: Path, document: Document, _: str) -> Iterable[Finding]:
    """Hold an overlay against the packaged edition that it names."""

    def build(own: Path) -> Edition:
        (overlay,) = read_overlays([own])
        return packaged(overlay.content["edition"]["id"], (overlay,))

    found = _overlay_findings(place, build)
    if [one.id for one in found] == ["edition.unknown"]:
        values = {"edition": found[0].values["edition"]}
        alone = Finding("overlay.alone", values, ("edition", "id"), "note")
        return [document.locate(alone)]
    return found


def _overlay_findings(place: Path, build: Callable[[Path], Edition]) -> tuple[Finding, ...]:
    """Return what is wrong with an overlay, or a note on texts that are not those it knew."""
    try:
        (laid,) = build(place).overlays
    except FindingsError as error:
        return error.findings
    (file,) = read_overlays([place])
    return tuple(reworded_findings(file, laid.reworded))


def _findings_of(read: Callable[[], object]) -> tuple[Finding, ...]:
    """Return what reading refuses."""
    try:
        read()
    except FindingsError as error:
        return error.findings
    return ()


def _check_scale(_: Path, document: Document, __: str) -> Iterable[Finding]:
    """Hold a scale against the packaged edition that it names."""
    named = document.root.get("edition")
    try:
        rules = packaged(named if isinstance(named, str) else "")
    except RuleError as error:
        return [document.locate(evolve(f, path=("edition",))) for f in error.findings]
    return scale_in(document, rules)[1]


_CHECKS: Final = {
    "overlay": _check_overlay,
    "evidence": _check_beside,
    "indicator": _check_indicator,
    "scale": _check_scale,
    "history": _check_history,
    "regions": _check_regions,
    "requirements": _check_beside,
    "units": _check_units,
    "forum": _check_units,
    "local": _check_local,
    "handling": _check_handling,
    "steps": _check_steps,
    "assumptions": _check_steps,
}
