"""Find an edition: by id among the packaged ones, by date, or in a folder of the user's own."""

import datetime as dt
import functools
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from attrs import evolve

from kla_rules.findings import Finding, RuleError
from kla_rules.loading.build import build
from kla_rules.loading.files import RuleFile, RuleFiles, read_rule_file, read_rule_files
from kla_rules.loading.overlays import (
    OverlaySource,
    at_overlay,
    corrected,
    fit_findings,
    nodes_by_file,
    read_overlays,
)
from kla_rules.loading.rounds import edition_of_year
from kla_rules.loading.sums import check_alone
from kla_rules.model import Edition, EditionSummary, Text
from kla_rules.places import is_file, rules_folder
from kla_rules.reading.schemas import near


def editions() -> tuple[EditionSummary, ...]:
    """Return what is packaged, oldest first, without loading the indicators.

    Raises:
        RuleError: if the installed rule files are damaged.

    >>> [summary.id for summary in editions()]
    ['kla-2011', 'kla-2019', 'kla-2022', 'kla-2024']
    """
    found = []
    for name in _packaged():
        path = rules_folder() / name / "edition.yaml"
        file = read_rule_file(path, "edition", "edition.yaml")
        if file.findings:
            raise RuleError(file.findings)
        rule = file.content
        found.append(
            EditionSummary(
                rule["id"],
                rule["version"],
                Text(**rule["title"]),
                tuple(rule["rounds"]),
                rule["completeness"]["level"],
                Text(**rule["completeness"]["text"]),
            )
        )
    return tuple(sorted(found, key=lambda summary: summary.rounds))


def edition(
    which: str | os.PathLike[str] | None = None,
    *,
    as_of: dt.date | None = None,
    overlays: Iterable[OverlaySource] = (),
) -> Edition:
    """Return an edition, checked and complete.

    Args:
        which: id of a packaged edition, or a folder of rule files (a path, or a text that holds a
            path separator). Left out, the edition of the round of `as_of`, or the default edition.
        as_of: a date; its year is the evaluation round.
        overlays: what a province or city adds to the edition: paths of overlay files, or their
            content as plain values. Their order says nothing.

    Raises:
        RuleError: with every finding, if there is no such edition, its files are not in order, or
            the overlays do not fit it or each other.

    >>> edition("kla-2024").maximum, len(edition("kla-2024").nodes)
    (1000000, 313)
    >>> edition("kla-2024", overlays=["examples/overlays/invented-scales.yaml"])
    Edition('kla-2024', version='1.0.0', nodes=313, +invented-scales)
    """
    more = read_overlays(overlays)
    chosen = _chosen(which, as_of)
    if isinstance(chosen, str):
        return packaged(chosen, more)
    return _overlaid(chosen, more) if more else _load(chosen)


def _chosen(which: str | os.PathLike[str] | None, as_of: dt.date | None) -> Path | str:
    """Return the folder of the edition that is asked for, or its id among the packaged ones."""
    if which is None:
        year = as_of.year if as_of else None
        found = edition_of_year(year)
        if isinstance(found, Finding):
            raise RuleError([found])
        which = found.edition
    if isinstance(which, str) and not _is_path(which):
        here = which not in _packaged() and is_file(Path(which) / "edition.yaml")
        return Path(which) if here else which
    return Path(which)


def packaged(edition_id: str, overlays: tuple[RuleFile, ...] = ()) -> Edition:
    """Return the packaged edition with this id; never looks for it at a path.

    Args:
        edition_id: its id.
        overlays: as `read_overlays` returns them.

    Raises:
        RuleError: if there is none, or the overlays do not fit it or each other.
    """
    known = _packaged()
    if edition_id not in known:
        values = {"edition": edition_id, "known": list(known), "near": near(edition_id, known)}
        raise RuleError([Finding("edition.unknown", values)])
    if overlays:
        return _overlaid(rules_folder() / edition_id, overlays)
    return _packaged_edition(edition_id)


def _packaged() -> tuple[str, ...]:
    return tuple(sorted(path.parent.name for path in rules_folder().glob("*/edition.yaml")))


def _is_path(which: str) -> bool:
    return "/" in which or os.sep in which or which in {".", ".."}


@functools.cache
def _packaged_edition(name: str) -> Edition:
    return _load(rules_folder() / name)


def _load(folder: Path) -> Edition:
    return _in_order(*read_edition(folder))


def _in_order(built: Edition | None, findings: Sequence[Finding]) -> Edition:
    errors = [finding for finding in findings if finding.severity == "error"]
    if built is None or errors:
        raise RuleError(errors)
    return built


def _overlaid(folder: Path, overlays: tuple[RuleFile, ...]) -> Edition:
    """Return an edition under overlays."""
    files, findings = _read(folder)
    if files is None:
        raise RuleError(findings)
    base = _in_order(*build(files))
    unfit = fit_findings(overlays, base, _with_digest)
    if any(one.id in _OTHER for one in unfit):
        raise RuleError(unfit)
    built, findings = build(corrected(files, overlays))
    # The edition by itself is in order: whatever is wrong now comes from an overlay.
    places = nodes_by_file(files)
    told = [*unfit, *(at_overlay(one, overlays, places) for one in findings)]
    return evolve(_in_order(built, told), base=base, parts=base.parts)


# Held against another edition, nothing else that is found means anything.
_OTHER: Final = {"overlay.other-edition", "overlay.other-digest", "overlay.conflict"}


def _with_digest(wanted: str) -> Edition | None:
    """Return the packaged edition with this digest, if there is one."""
    every = map(_packaged_edition, _packaged())
    return next((one for one in every if one.digest == wanted), None)


def read_edition(folder: Path) -> tuple[Edition | None, Sequence[Finding]]:
    """Return the edition in a folder, if its files let one be built, and every finding."""
    files, findings = _read(folder)
    return (None, findings) if files is None else build(files)


def _read(folder: Path) -> tuple[RuleFiles | None, Sequence[Finding]]:
    """Return the rule files in a folder, or what is wrong with them."""
    if not is_file(folder / "edition.yaml"):
        return None, [Finding("edition.no-folder", {"folder": str(folder)}, file=str(folder))]
    files = read_rule_files(folder)
    findings = [finding for file in files for finding in file.findings]
    if findings:
        # Sums are worth telling even where another file is broken.
        whole = [file for file in files.indicators if not file.findings]
        alone = [f for file in whole for f in check_alone(file) if f.severity == "error"]
        return None, findings + alone
    return files, ()
