"""Compose a bounded event stream into plain values that know where they stood.

YAML, JSON and Python values pass through the same composer, so each gives the same values, the same
bounds and the same findings. Nothing recursive touches the input: a PyYAML composer crashes the
process on 100,000 nested brackets, before any exception could be caught.
"""

from collections.abc import Iterator
from typing import Any, Final

from attrs import evolve, frozen

from kla_rules.findings import Finding, Path
from kla_rules.reading.events import (
    MAX_DEPTH,
    MAX_FINDINGS,
    MAX_VALUES,
    Event,
    Position,
)

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


@frozen
class Document:
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
        position = position_of(self.root, finding.path, key=key)
        if position is None and self.file is not None:
            position = 1, 1
        return finding.at(self.file, position)


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


def compose(events: Iterator[Event], file: str | None, most: int = MAX_VALUES) -> Document:
    """Return the document that `events` describe, within the bounds on depth and size."""
    composer = _Composer(most)
    try:
        for event in events:
            composer.feed(event)
        root = composer.root
    except StopReadingError as error:
        composer.findings.append(error.finding)
        root = None
    return Document(root, file, tuple(evolve(found, file=file) for found in composer.findings))


class _Composer:
    """Builds values from events; `path` holds the open maps and lists with their pending keys."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.root: Any = None
        self.findings: list[Finding] = []
        self.path: list[tuple[Map | Seq, list[str]]] = []
        self.count = 0

    def feed(self, event: Event) -> None:
        self.count += 1
        if self.count > self.most:
            raise _stop("document.too-many-values", event, limit=self.most)
        if event.problem is not None:
            self._problem(event.problem, event)
        if event.kind == "end":
            self.path.pop()
            if self.path:
                self.path[-1][1].clear()
            return
        parent, pending = self.path[-1] if self.path else (None, [])
        if isinstance(parent, Map) and not pending:
            pending.append(self._key(event, parent))
            return
        value = _opened(event)
        if isinstance(parent, Map):
            name = pending[0]
            if not isinstance(value, Map | Seq):
                pending.clear()
            parent[name] = value
            parent.value_positions[name] = event.position
        elif isinstance(parent, Seq):
            parent.append(value)
            parent.value_positions.append(event.position)
        else:
            self.root = value
        if isinstance(value, Map | Seq):
            if len(self.path) >= MAX_DEPTH:
                raise _stop("document.too-deep", event, limit=MAX_DEPTH)
            self.path.append((value, []))

    def _problem(self, problem: Finding, event: Event) -> None:
        if problem.id in _FATAL:
            raise StopReadingError(problem.at(None, event.position))
        here = evolve(problem, path=problem.path or self._here())
        self.findings.append(here.at(None, event.position))
        if len(self.findings) > MAX_FINDINGS:
            raise _stop("document.too-many-findings", event, limit=MAX_FINDINGS)

    def _here(self) -> Path:
        """Return the path of the value or key that comes next."""
        parts: list[str | int] = []
        for depth, (container, pending) in enumerate(self.path, start=1):
            if isinstance(container, Seq):  # an open item stands in its list already
                parts.append(len(container) - (depth < len(self.path)))
            elif pending:
                parts.append(pending[0])
        return tuple(parts)

    def _key(self, event: Event, parent: Map) -> str:
        """Return the key that `event` gives; one that is no text, or comes twice, is a finding."""
        if event.kind != "value":
            raise _stop("document.key-not-text", event, key="{...}")
        key = event.value
        if not isinstance(key, str):
            self._problem(Finding("document.key-not-text", {"key": key}), event)
            key = str(key)
        if key in parent.key_positions:
            first = parent.key_positions[key]
            values = {"key": key, "first": first[0] if first else "-"}
            self._problem(Finding("document.duplicate-key", values), event)
        else:
            parent.key_positions[key] = event.position
        return key


def _opened(event: Event) -> Any:  # noqa: ANN401 - any value
    if event.kind == "map":
        return Map(event.position)
    return Seq(event.position) if event.kind == "list" else event.value


def _stop(finding_id: str, event: Event, **values: object) -> StopReadingError:
    return StopReadingError(Finding(finding_id, values).at(None, event.position))
