"""Compose a bounded event stream into plain values that know where they stood.

YAML, JSON and Python values pass through the same composer, so each gives the same values, the same
bounds and the same findings. Nothing recursive touches the input: a PyYAML composer crashes the
process on 100,000 nested brackets, before any exception could be caught.
"""

from collections.abc import Iterator
from typing import Any, Final

from attrs import evolve, frozen

from kla_rules.core.findings import Finding, Path, Position
from kla_rules.core.printed import Data
from kla_rules.core.reading.events import (
    MAX_DEPTH,
    MAX_FINDINGS,
    MAX_VALUES,
    PlainEvent,
)
from kla_rules.core.writing import shown

# After these the rest of the text means nothing.
_FATAL: Final = frozenset({"document.syntax", "document.empty", "document.several"})


class Map(dict[str, Any]):
    """A mapping that remembers where its keys and values stood."""

    __slots__ = ("key_positions", "position", "value_positions")

    def __init__(self, position: Position | None) -> None:
        super().__init__()
        self.position = position
        self.key_positions: dict[str, Position | None] = {}
        self.value_positions: dict[str, Position | None] = {}


class Seq(list[Any]):
    """A list that remembers where its items stood."""

    __slots__ = ("position", "value_positions")

    def __init__(self, position: Position | None) -> None:
        super().__init__()
        self.position = position
        self.value_positions: list[Position | None] = []


@frozen(repr=False, eq=False)
class Document(Data):
    """What was read: plain values with positions, and what was found on the way.

    Attributes:
        root: the value; None where nothing could be composed.
        file: the name shown to people, or None.
        findings: problems of the text itself, each with its position.
    """

    root: Any
    file: str | None
    findings: tuple[Finding, ...]

    def locate(self, finding: Finding, *, key: bool = False) -> Finding:
        """Return `finding` with the position of its path; of the key itself if `key`."""
        return finding.at(self.file, self.place(finding.path, key=key))

    def place(self, path: Path, *, key: bool = False) -> Position | None:
        """Return where the value at `path` stands in its file, or what is nearest above it."""
        position = position_of(self.root, path, key=key)
        return (1, 1) if position is None and self.file is not None else position


def without(root: Map, key: str) -> Map:
    """Return a mapping without one of its keys; every other value stands where it stood."""
    other = Map(root.position)
    other.update(root)
    other.key_positions.update(root.key_positions)
    other.value_positions.update(root.value_positions)
    del other[key]
    return other


class StopReadingError(Exception):
    """Nothing sensible can be composed from here on; carries the finding that says why."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(finding.id)


def position_of(root: object, path: Path, *, key: bool = False) -> Position | None:
    """Return where the value at `path` stands, or the nearest value above it."""
    value = root
    position = getattr(root, "position", None)
    for depth, part in enumerate(path):
        last = depth == len(path) - 1
        if isinstance(value, Map) and part in value:
            name = str(part)
            places = value.key_positions if key and last else value.value_positions
            position = places[name] or position
            value = value[name]
        elif isinstance(value, Seq) and isinstance(part, int) and part < len(value):
            position = value.value_positions[part] or position
            value = value[part]
        else:
            break
    return position


def compose(events: Iterator[PlainEvent], file: str | None, most: int = MAX_VALUES) -> Document:
    """Return the document that `events` describe, within the bounds on depth and size."""
    composer = _Composer(most)
    try:
        composer.take(events)
        root = composer.root
    except StopReadingError as error:
        composer.findings.append(error.finding)
        root = None
    return Document(root, file, tuple(evolve(finding, file=file) for finding in composer.findings))


class _Composer:
    """Builds values from events; `path` holds the open maps and lists with their pending keys."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.root: Any = None
        self.findings: list[Finding] = []
        self.path: list[tuple[Map | Seq, list[str]]] = []

    def take(self, events: Iterator[PlainEvent]) -> None:
        """Build the value; the names of the loop are its own, as it runs once for every event."""
        path, most, count = self.path, self.most, 0
        holder: Map | Seq | None = None
        pending: list[str] = []
        for kind, value, position, problem in events:
            count += 1
            if count > most:
                raise _stop("document.too-many-values", position, limit=most)
            if problem is not None:
                self._problem(problem, position)
            if kind == "end":
                path.pop()
                holder, pending = path[-1] if path else (None, [])
                pending.clear()
                continue
            if isinstance(holder, Map) and not pending:
                pending.append(self._key(kind, value, position, holder))
                continue
            made = value if kind == "value" else Map(position) if kind == "map" else Seq(position)
            if isinstance(holder, Map):
                name = pending[0]
                holder[name] = made
                holder.value_positions[name] = position
            elif holder is not None:
                holder.append(made)
                holder.value_positions.append(position)
            else:
                self.root = made
            if kind == "value":
                pending.clear()
                continue
            if len(path) >= MAX_DEPTH:
                raise _stop("document.too-deep", position, limit=MAX_DEPTH)
            holder, pending = made, []
            path.append((made, pending))

    def _problem(self, problem: Finding, position: Position | None) -> None:
        if problem.id in _FATAL:
            raise StopReadingError(problem.at(None, position))
        here = evolve(problem, path=problem.path or self._here())
        self.findings.append(here.at(None, position))
        if len(self.findings) > MAX_FINDINGS:
            raise _stop("document.too-many-findings", position, limit=MAX_FINDINGS)

    def _here(self) -> Path:
        """Return the path of the value or key that comes next."""
        parts: list[str | int] = []
        for depth, (container, pending) in enumerate(self.path, start=1):
            if isinstance(container, Seq):  # an open item stands in its list already
                parts.append(len(container) - (depth < len(self.path)))
            elif pending:
                parts.append(pending[0])
        return tuple(parts)

    def _key(self, kind: str, key: object, position: Position | None, parent: Map) -> str:
        """Return the key that an event gives; one that is no text, or comes twice, is a finding."""
        if kind != "value":
            raise _stop("document.key-not-text", position, reason="nested")
        if not isinstance(key, str):
            self._problem(Finding("document.key-not-text", {"key": key}), position)
            key = shown(key)
        if key in parent.key_positions:
            first = parent.key_positions[key]
            values = {"key": key, "first": first[0] if first else "-"}
            self._problem(Finding("document.duplicate-key", values), position)
        else:
            parent.key_positions[key] = position
        return key


def _stop(finding_id: str, position: Position | None, **values: object) -> StopReadingError:
    return StopReadingError(Finding(finding_id, values).at(None, position))
