"""Find an edition: by id among the packaged ones, by date, or in a folder of the user's own."""

import datetime as dt
import functools
import os
from collections.abc import Sequence
from pathlib import Path

from kla_rules.findings import Finding, RuleError
from kla_rules.loading.build import build
from kla_rules.loading.files import read_rule_file, read_rule_files
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
    which: str | os.PathLike[str] | None = None, *, as_of: dt.date | None = None
) -> Edition:
    """Return an edition, checked and complete.

    Args:
        which: id of a packaged edition, or a folder of rule files (a path, or a text that holds a
            path separator). Left out, the edition of the round of `as_of`, or the default edition.
        as_of: a date; its year is the evaluation round.

    Raises:
        RuleError: with every finding, if there is no such edition or its files are not in order.

    >>> edition("kla-2024").maximum, len(edition("kla-2024").nodes)
    (1000000, 313)
    """
    if which is None:
        year = as_of.year if as_of else None
        found = edition_of_year(year)
        if isinstance(found, Finding):
            raise RuleError([found])
        which = found.edition
    if isinstance(which, str) and not _is_path(which):
        here = which not in _packaged() and is_file(Path(which) / "edition.yaml")
        return _load(Path(which)) if here else packaged(which)
    return _load(Path(which))


def packaged(edition_id: str) -> Edition:
    """Return the packaged edition with this id; never looks at a path.

    Raises:
        RuleError: if there is none.
    """
    known = _packaged()
    if edition_id not in known:
        values = {"edition": edition_id, "known": list(known), "near": near(edition_id, known)}
        raise RuleError([Finding("edition.unknown", values)])
    return _packaged_edition(edition_id)


def _packaged() -> tuple[str, ...]:
    return tuple(sorted(path.parent.name for path in rules_folder().glob("*/edition.yaml")))


def _is_path(which: str) -> bool:
    return "/" in which or os.sep in which or which in {".", ".."}


@functools.cache
def _packaged_edition(name: str) -> Edition:
    return _load(rules_folder() / name)


def _load(folder: Path) -> Edition:
    built, findings = read_edition(folder)
    errors = [finding for finding in findings if finding.severity == "error"]
    if built is None or errors:
        raise RuleError(errors)
    return built


def read_edition(folder: Path) -> tuple[Edition | None, Sequence[Finding]]:
    """Return the edition in a folder, if its files let one be built, and every finding."""
    if not is_file(folder / "edition.yaml"):
        return None, [Finding("edition.no-folder", {"folder": str(folder)}, file=str(folder))]
    files = read_rule_files(folder)
    findings = [finding for file in files for finding in file.findings]
    if findings:
        # Sums are worth telling even where another file is broken.
        whole = [file for file in files.indicators if not file.findings]
        alone = [f for file in whole for f in check_alone(file) if f.severity == "error"]
        return None, findings + alone
    return build(files)
