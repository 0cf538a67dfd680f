"""Walks over the rule files of an edition, or over overlays: each thing with its place."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from kla_rules.validation.mutation.edits import Files, Place

_INNER = ("all", "any", "of", "not")


def named(files: Files, *stems: str) -> Iterator[tuple[str, Any]]:
    """Yield the files at the top that are called so, whatever form they are written in."""
    for name, rule in files.items():
        path = PurePosixPath(name)
        if path.stem in stems and len(path.parts) == 1:
            yield name, rule


def edition_of(files: Files) -> tuple[str, Any]:
    """Return the name and the content of the file of an edition itself."""
    return next(named(files, "edition"))


def indicators(files: Files) -> Iterator[tuple[str, Any]]:
    """Yield the files of indicators."""
    yield from ((name, rule) for name, rule in files.items() if name.startswith("indicators/"))


def questions(files: Files) -> Iterator[tuple[str, Place, Any]]:
    """Yield every question of every indicator."""
    for name, rule in indicators(files):
        for number, question in enumerate(rule.get("questions", ())):
            yield name, ("questions", number), question


def clusters(files: Files) -> Iterator[tuple[str, Place, Any]]:
    """Yield every cluster of an edition."""
    name, rule = edition_of(files)
    for number, cluster in enumerate(rule["clusters"]):
        yield name, ("clusters", number), cluster


def levels(files: Files) -> Iterator[tuple[str, Place, Any]]:
    """Yield every level of an edition, the lowest first."""
    name, rule = edition_of(files)
    for number, level in enumerate(rule["levels"]):
        yield name, ("levels", number), level


def steps(files: Files) -> Iterator[tuple[str, Place, Any]]:
    """Yield every step of a catalogue."""
    for name, rule in files.items():
        if name.startswith("remediation/") and "cluster" in rule:
            for number, step in enumerate(rule.get("steps", ())):
                yield name, ("steps", number), step


def requirements(files: Files, *keys: str) -> Iterator[tuple[str, Place, Any]]:
    """Yield what levels require besides points, or are advised; both where no key says which."""
    for name, rule in named(files, "requirements"):
        for key in keys or ("requirements", "advisories"):
            for number, one in enumerate(rule.get(key, ())):
                yield name, (key, number), one


def ruled(files: Files) -> Iterator[tuple[str, Place, Any]]:
    """Yield every entry of a list or a mapping at the top of a file that has a condition."""
    for name, rule in files.items():
        for key, entries in rule.items():
            if isinstance(entries, dict | list):
                numbered = entries.items() if isinstance(entries, dict) else enumerate(entries)
                for index, entry in numbered:
                    if isinstance(entry, dict) and "when" in entry:
                        yield name, (key, index), entry


def conditions(files: Files) -> Iterator[tuple[str, Place, Any]]:
    """Yield every comparison or fact of every condition, at any depth."""
    for name, entry, rule in ruled(files):
        for place, part in _parts(rule["when"], (*entry, "when")):
            if not any(key in part for key in _INNER):
                yield name, place, part


def counts(files: Files) -> Iterator[tuple[str, Place, Any]]:
    """Yield every condition that asks for so many of several, at any depth."""
    for name, entry, rule in ruled(files):
        for place, part in _parts(rule["when"], (*entry, "when")):
            if "of" in part and "at_least" in part:
                yield name, place, part


def grouped(files: Files) -> Iterator[tuple[str, Place, Any]]:
    """Yield every condition that asks for all of several, or for any of them, at any depth."""
    for name, entry, rule in ruled(files):
        for place, part in _parts(rule["when"], (*entry, "when")):
            if "all" in part or "any" in part:
                yield name, place, part


def _parts(condition: Any, place: Place) -> Iterator[tuple[Place, Any]]:  # noqa: ANN401 - plain values
    """Yield a condition and, below it, every part of it."""
    yield place, condition
    for key in (key for key in condition if key in _INNER):
        value = condition[key]
        for number, one in enumerate(value) if isinstance(value, list) else [(None, value)]:
            yield from _parts(one, (*place, key) if number is None else (*place, key, number))


def evidence(files: Files) -> Iterator[tuple[str, Place, Any]]:
    """Yield every rule on the documents of a question, in an edition or in an overlay."""
    for name, rule in files.items():
        for where in (rule, rule.get("evidence", {})):
            above: Place = () if where is rule else ("evidence",)
            for key in ("questions", "by_kind"):
                rules = where.get(key, {})
                for one, asked in rules.items() if isinstance(rules, dict) else ():
                    if isinstance(asked, dict) and "asks" in asked:
                        yield name, (*above, key, one), asked


def tables(files: Files) -> Iterator[tuple[str, Place, Any]]:
    """Yield every table of points that overlays give."""
    for name, rule in files.items():
        for question, table in rule.get("tables", {}).items():
            yield name, ("tables", question), table


def ids(files: Files) -> frozenset[str]:
    """Return the ids of all nodes below the whole."""
    nodes = [rule["id"] for _, rule in indicators(files)]
    nodes += [cluster["id"] for _, _, cluster in clusters(files)]
    return frozenset([*nodes, *(question["id"] for _, _, question in questions(files))])


def no_questions(files: Files) -> Iterator[str]:
    """Yield ids that no node has: one as of a question of an indicator there is, one of none."""
    known = ids(files)
    beside = next((rule["id"] for _, rule in indicators(files)), "9")
    yield next(name for last in range(99, 999) if (name := f"{beside}.{last}") not in known)
    yield next(name for first in range(99, 999) if (name := f"{first}.1") not in known)
