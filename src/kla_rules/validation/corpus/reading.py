"""Read the cases of an author: files of YAML or JSON, each a list of cases."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from kla_rules.core.findings import Finding, RuleError, check_path
from kla_rules.core.reading.documents import Document
from kla_rules.core.resources import is_folder
from kla_rules.core.suggestion import suggestions
from kla_rules.rulesets.files import (
    RuleFile,
    read_rule_file,
    read_rule_value,
    rule_paths,
)
from kla_rules.validation.corpus.model import KINDS, Case

_MOST_FILES: Final = 1000
FOLDER: Final = "cases"
# Where a case says what must come out; `refused` stands alone.
_RESULTS: Final = ("expect", "refused", "outlook", "answers", "suggested")


def read_cases(path: str | os.PathLike[str]) -> tuple[Case, ...]:
    """Return the cases in a file, or in the files of a folder, in the order of their names.

    Args:
        path: a file, a folder of such files, or a folder that has them in `cases/`.

    Raises:
        RuleError: with everything that is wrong with them, each with file, line and column.
    """
    return cases_in(case_files(check_path("path", path)))


def case_files(place: Path) -> list[RuleFile]:
    """Return the files of cases at a path, each held against its schema."""
    paths = [place]
    if is_folder(place):
        paths = rule_paths(place / FOLDER) if is_folder(place / FOLDER) else rule_paths(place)
    if len(paths) > _MOST_FILES:
        values = {"limit": _MOST_FILES}
        raise RuleError([Finding("case.too-many-files", values, file=str(place))])
    return [read_rule_file(one, "corpus", one.name) for one in paths]


def cases_of(value: object) -> tuple[Case, ...]:
    """Return the cases in plain values, a list as such a file holds it.

    Raises:
        RuleError: with everything that is wrong with them.
    """
    return cases_in([read_rule_value(value, "corpus", "")])


def check_cases(files: Iterable[RuleFile]) -> list[Finding]:
    """Return everything that is wrong with files of cases, in the order of the files."""
    found: list[Finding] = []
    taken: dict[str, str] = {}
    for file in files:
        found += file.findings
        if not file.findings:
            found += _findings(file, taken)
    return found


def cases_in(files: Iterable[RuleFile]) -> tuple[Case, ...]:
    """Return the cases of files.

    Raises:
        RuleError: with everything that is wrong with them.
    """
    files = list(files)
    findings = check_cases(files)
    if findings:
        raise RuleError(findings)
    return tuple(case for file in files for case in _cases(file.document))


def _cases(document: Document) -> Iterator[Case]:
    for position, value in enumerate(document.root):
        line, *_ = document.place((position,)) or (None, None)
        confirmed = value.get("confirmed", True)
        yield Case(value["id"], document.file, line, value, confirmed, document, (position,))


def _findings(file: RuleFile, taken: dict[str, str]) -> Iterator[Finding]:
    """Yield what the schema cannot say: names that stand twice, and keys that do not go together.

    Args:
        file: a file that fits its schema.
        taken: where each name stands that is taken already; those of the file are added.
    """
    for position, case in enumerate(file.content):
        name, here = case["id"], (position, "id")
        if name in taken:
            values = {"node": name, "other": taken[name]}
            yield file.locate(Finding("edition.duplicate-id", values, here))
        taken.setdefault(name, file.place(here, file.document.file or ""))
        for finding in _mismatches(case, position):
            yield file.locate(finding, key=len(finding.path) > 1)


def _mismatches(case: dict[str, object], position: int) -> Iterator[Finding]:
    kinds = [kind for kind in KINDS if kind in case]
    if len(kinds) != 1:
        none = {} if kinds else {"reason": "none"}
        yield Finding("case.kinds", {"found": kinds, "known": [*KINDS], **none}, (position,))
        return
    results = [key for key in _RESULTS if key in case]
    lacking = not results or case.get("expect") == {}
    twice = "refused" in results and len(results) > 1
    if twice or (lacking and case.get("confirmed", True)):
        why = {} if twice else {"reason": "none"}
        yield Finding("case.results", {"found": results, "known": _RESULTS, **why}, (position,))
        return
    known = ("holds",) if {"condition", "condition_of"} & case.keys() else KINDS[kinds[0]]
    expect = case.get("expect")
    if known is None or not isinstance(expect, dict):
        return
    for key in expect:
        if key not in known:
            values = {"found": key, "known": [*known], "near": suggestions(key, known)}
            yield Finding("case.unknown-result", values, (position, "expect", key))
