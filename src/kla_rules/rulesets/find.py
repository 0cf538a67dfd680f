"""Find an edition: by id among the packaged ones, by date, or in a folder of the user's own."""

import datetime as dt
import functools
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kla_rules.core.dates import BadTimeError, day_written
from kla_rules.core.findings import (
    ArgumentError,
    Finding,
    RuleError,
    check_path,
    check_type,
    wrong_type,
)
from kla_rules.core.listed import Listed, listed
from kla_rules.core.once import once
from kla_rules.core.resources import is_file, packaged_path, rules_folder
from kla_rules.core.suggestion import suggestions
from kla_rules.core.written_dates import in_iso
from kla_rules.model.edition import Edition
from kla_rules.model.edition_summary import EditionSummary
from kla_rules.rulesets.build import build
from kla_rules.rulesets.edition_of_year import edition_of_year
from kla_rules.rulesets.files import RuleFile, RuleFiles, read_folder_file, read_rule_files
from kla_rules.rulesets.overlays import OverlaySource, read_once, read_overlays
from kla_rules.rulesets.reader import in_order, text_of
from kla_rules.rulesets.sums import check_alone

if TYPE_CHECKING:
    from kla_rules.rulesets.parts import Base


def editions() -> Listed[EditionSummary]:
    """Return what is packaged, oldest first, without loading the indicators.

    Raises:
        RuleError: if the installed rule files are damaged.

    >>> [summary.id for summary in editions()]
    ['kla-2011', 'kla-2019', 'kla-2022', 'kla-2024']
    """
    return listed(sorted(map(_summary, _packaged()), key=lambda summary: summary.rounds))


def _summary(name: str) -> EditionSummary:
    file = read_folder_file(rules_folder() / name, "edition.yaml", "edition")
    rule = in_order(file, file.findings).content
    return EditionSummary(
        rule["id"],
        rule["version"],
        text_of(rule["title"]),
        tuple(rule["rounds"]),
        rule["completeness"]["level"],
        text_of(rule["completeness"]["text"]),
    )


def edition(
    which: str | os.PathLike[str] | None = None,
    *,
    as_of: str | dt.date | None = None,
    overlays: Iterable[OverlaySource] = (),
) -> Edition:
    """Return an edition, checked and complete.

    Args:
        which: id of a packaged edition, or a folder of rule files (a path, or a text that holds a
            path separator). Left out, the edition of the round of `as_of`, or the default edition.
        as_of: a date or a time, or a text of either, such as "2026-03-02", "02/03/2026" (the day
            first) or "2 Maret 2026"; its year is the evaluation round.
        overlays: what a province or city adds to the edition: overlay files, each its path, its
            bytes or open, or their content as plain values. Their order says nothing.

    Raises:
        RuleError: with every finding, if there is no such edition, its files are not in order, or
            the overlays do not fit it or each other.
        ArgumentError: for a text that is no date.
        TypeError: for an argument of another type.

    >>> edition("kla-2024").maximum_points, len(edition("kla-2024").nodes)
    (Decimal('1000'), 313)
    >>> edition("kla-2024", overlays=["examples/overlays/invented-scales.yaml"])
    Edition('kla-2024', version='1.1.0', digest='0ce190ab908a', +invented-scales)
    """
    if which is not None:
        check_type("edition", which, "an id, or the path of a folder", str, os.PathLike)
        check_path("edition", which)
    if as_of is not None:
        check_type("as_of", as_of, "a text or a date", str, dt.date)
    return _under(_chosen(which, as_of), read_overlays(overlays))


def edition_with(which: str | os.PathLike[str], overlays: tuple[RuleFile, ...]) -> Edition:
    """Return an edition, by its id or folder, under overlays as `read_overlays` returns them.

    Raises:
        RuleError: as `edition` does.
    """
    return _under(_chosen(which, None), overlays)


def _under(chosen: Path | str, files: tuple[RuleFile, ...]) -> Edition:
    if isinstance(chosen, str):
        return packaged(_known(chosen), files)
    return _merged(base_in(chosen), files) if files else in_order(*read_edition(chosen))


def edition_of(rules: Edition | str | None) -> Edition:
    """Return an edition: the one that is given, that of an id or folder, or the default.

    Raises:
        RuleError: as `edition` does.
    """
    return rules if isinstance(rules, Edition) else edition(rules)


def edition_under(
    rules: Edition | str | os.PathLike[str] | None, overlays: Iterable[OverlaySource]
) -> Edition | str | os.PathLike[str] | None:
    """Return an edition with overlays; without any what is given, which may be an id or nothing.

    Raises:
        RuleError: as `edition` does.
        TypeError: for overlays beside an `Edition`.
    """
    files = read_once(overlays)
    if not files:
        return rules
    if isinstance(rules, Edition):
        raise wrong_type("an edition beside overlays", "an id or a folder", rules)
    return edition(rules, overlays=files)


def laid_over(rules: Edition, overlays: Iterable[OverlaySource]) -> Edition:
    """Return an edition that is read already with overlays laid over it.

    Raises:
        RuleError: if they do not fit it.
        TypeError: for one that has overlays, or whose rule files are not known.
    """
    files = read_overlays(overlays)
    if not files:
        return rules
    if not rules.overlays and rules.id in _packaged() and _packaged_edition(rules.id) == rules:
        return packaged(rules.id, files)
    if rules.overlays or rules.folder is None:
        raise wrong_type("an edition to lay overlays over", "read from its files alone", rules)
    return _merged(base_in(rules.folder), files)


def _chosen(which: str | os.PathLike[str] | None, as_of: str | dt.date | None) -> Path | str:
    """Return the folder of the edition that is asked for, or its id among the packaged ones."""
    if which is None:
        year = None if as_of is None else _year(as_of)
        of_year = edition_of_year(year)
        if isinstance(of_year, Finding):
            raise RuleError([of_year])
        which = of_year
    if isinstance(which, str) and not _is_path(which):
        here = which not in _packaged() and is_file(Path(which) / "edition.yaml")
        return Path(which) if here else which
    return packaged_path(Path(which))


def _year(as_of: str | dt.date) -> int:
    values: dict[str, object] = {"found": as_of}
    try:
        day = day_written(in_iso(as_of)[0], 4)
    except BadTimeError as error:
        day, values = None, {**values, "reason": str(error), **error.values}
    if day is None:
        raise ArgumentError([Finding("argument.date", values, ("as_of",))])
    return int(day[:4])


def packaged(edition_id: str, overlays: tuple[RuleFile, ...] = ()) -> Edition:
    """Return the packaged edition with this id; never looks for it at a path.

    Args:
        edition_id: its id.
        overlays: as `read_overlays` returns them.

    Raises:
        RuleError: if there is none, or the overlays do not fit it or each other.
    """
    if overlays:
        return _merged(packaged_base(edition_id), overlays)
    return _packaged_edition(edition_id)


@functools.cache
def _packaged() -> tuple[str, ...]:
    return tuple(sorted(path.parent.name for path in rules_folder().glob("*/edition.yaml")))


def _is_path(which: str) -> bool:
    return "/" in which or os.sep in which or which in {".", ".."}


@once
def _packaged_edition(name: str) -> Edition:
    return in_order(*build(packaged_files(name)))


# They are kept: laying another overlay over one of them need not read them again. Packaged files
# do not change while a process runs, and nobody changes what was read of them.
@once
def packaged_files(name: str) -> RuleFiles:
    """Return the rule files of a packaged edition.

    Raises:
        RuleError: if there is none, or the installed files are damaged.
    """
    return in_order(*read_files(rules_folder() / _known(name, "named")))


def _known(name: str, reason: str = "") -> str:
    """Return the id of a packaged edition; a document may name one of these, and no folder.

    Raises:
        RuleError: if there is none by this id.
    """
    known = _packaged()
    if name in known:
        return name
    values = {"edition": name, "known": list(known), "near": suggestions(name, known)}
    raise RuleError([Finding("edition.unknown", {**values, "reason": reason})])


@once
def packaged_base(name: str) -> "Base":
    """Return a packaged edition with its parts, for overlays to be merged into.

    Raises:
        RuleError: if there is none, or the installed rule files are damaged.
    """
    from kla_rules.rulesets.parts import Base, Parts  # noqa: PLC0415 - only overlays look at parts

    return Base(_packaged_edition(name), Parts(packaged_files(name)))


def base_of(which: str | os.PathLike[str]) -> "Base":
    """Return an edition, by its id or folder, with its parts.

    Raises:
        RuleError: if there is none, or its files are not in order.
    """
    chosen = _chosen(which, None)
    return packaged_base(_known(chosen)) if isinstance(chosen, str) else base_in(chosen)


def base_in(folder: Path) -> "Base":
    """Return the edition in a folder with its parts.

    Raises:
        RuleError: with every finding, if its files are not in order.
    """
    from kla_rules.rulesets.parts import Base, Parts  # noqa: PLC0415 - as above

    files = in_order(*read_files(folder))
    return Base(in_order(*build(files)), Parts(files))


def _merged(base: "Base", overlays: tuple[RuleFile, ...]) -> Edition:
    from kla_rules.rulesets.merge import merge  # noqa: PLC0415 - as above

    return merge(base, overlays, with_digest)


def with_digest(wanted: str) -> Edition | None:
    """Return the packaged edition with this digest, if there is one."""
    every = map(_packaged_edition, _packaged())
    return next((edition for edition in every if edition.digest == wanted), None)


def read_edition(folder: Path) -> tuple[Edition | None, Sequence[Finding]]:
    """Return the edition in a folder, if its files let one be built, and every finding."""
    files, findings = read_files(folder)
    return (None, findings) if files is None else build(files)


def read_files(folder: Path) -> tuple[RuleFiles | None, Sequence[Finding]]:
    """Return the rule files in a folder, or what is wrong with them."""
    if not is_file(folder / "edition.yaml"):
        return None, [Finding("edition.no-folder", {"folder": str(folder)}, file=str(folder))]
    files = read_rule_files(folder)
    findings = [finding for file in files for finding in file.findings]
    if findings:
        # Sums are worth reporting even where another file is broken.
        whole = [file for file in files.indicators if not file.findings]
        alone = [f for file in whole for f in check_alone(file) if f.severity == "error"]
        return None, findings + alone
    return files, ()
