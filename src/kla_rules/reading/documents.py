"""Compose a bounded event stream into plain values that know where they stood.

YAML, JSON and Python values pass through the same composer, so each gives the same values, the same
bounds and the same findings. Nothing recursive touches the input: a PyYAML composer crashes the
process on 100,000 nested brackets, before any exception could be caught.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path as FilePath
from typing import Any, Final, NamedTuple

from attrs import evolve, frozen

from kla_rules.findings import Finding, Path
from kla_rules.points import number

MAX_BYTES: Final = 4_000_000
MAX_DEPTH: Final = 24
MAX_VALUES: Final = 250_000
MAX_FINDINGS: Final = 200
# After these the rest of the text means nothing.
_FATAL: Final = frozenset({"document.syntax", "document.empty", "document.several"})

Position = tuple[int, int]


class Event(NamedTuple):
    """One step through a document.

    Attributes:
        kind: "map", "list", "end", or "value".
        value: of a "value" event: text, number, boolean or None.
        position: line and column, counted from 1, or None.
        problem: a finding about this value, if it is not what it seems.
    """

    kind: str
    value: Any = None
    position: Position | None = None
    problem: Finding | None = None


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
        return finding.at(self.file, position_of(self.root, finding.path, key=key))


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


def compose(events: Iterator[Event], file: str | None) -> Document:
    """Return the document that `events` describe, within the bounds on depth and size."""
    composer = _Composer()
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

    def __init__(self) -> None:
        self.root: Any = None
        self.findings: list[Finding] = []
        self.path: list[tuple[Map | Seq, list[str]]] = []
        self.count = 0

    def feed(self, event: Event) -> None:
        self.count += 1
        if self.count > MAX_VALUES:
            raise _stop("document.too-many-values", event, limit=MAX_VALUES)
        if event.problem is not None:
            self._problem(event.problem, event)
        if event.kind == "end":
            self.path.pop()
            return
        parent, pending = self.path[-1] if self.path else (None, [])
        if isinstance(parent, Map) and not pending:
            pending.append(self._key(event, parent))
            return
        value = _opened(event)
        if isinstance(parent, Map):
            name = pending.pop()
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
        self.findings.append(problem.at(None, event.position))
        if len(self.findings) > MAX_FINDINGS:
            raise _stop("document.too-many-findings", event, limit=MAX_FINDINGS)

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


def read_bytes(data: bytes, *, file: str | None, json: bool) -> Document:
    """Return the document in `data`.

    Args:
        data: the whole content of a file, UTF-8, with or without a byte order mark.
        file: the name shown in findings.
        json: read as JSON; otherwise as YAML.
    """
    if len(data) > MAX_BYTES:
        values = {"size": len(data), "limit": MAX_BYTES}
        return Document(None, file, (Finding("document.too-large", values, file=file),))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        # The bytes before the bad one are good UTF-8: count characters, not bytes.
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8-sig")) + 1
        finding = Finding("document.not-utf8", {"byte": f"0x{data[error.start]:02x}"})
        return Document(None, file, (finding.at(file, (line, column)),))
    if json:
        from kla_rules.reading.json_events import json_events  # noqa: PLC0415 - only who reads JSON pays for it

        return compose(json_events(text), file)
    from kla_rules.reading.yaml_events import yaml_events  # noqa: PLC0415 - PyYAML is loaded when a file is read

    return compose(yaml_events(text), file)


def read_file(path: FilePath, *, shown_as: str | None = None) -> Document:
    """Return the document in a file; a name that ends in `.json` is read as JSON, else as YAML."""
    name = shown_as or str(path)
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or str(error)
        return Document(
            None, name, (Finding("document.unreadable", {"reason": reason}, file=name),)
        )
    return read_bytes(data, file=name, json=path.suffix.lower() == ".json")


def read_value(value: object) -> Document:
    """Return a document of Python values: dicts, lists, texts, numbers, booleans, None, dates."""
    return compose(_python_events(value), None)


def _python_events(value: object) -> Iterator[Event]:
    """Walk Python values without recursion; what JSON could not hold is a finding."""
    stack: list[Iterator[object]] = []
    pending: Iterator[object] = iter([value])
    while True:
        item = next(pending, _END)
        if item is _END:
            if not stack:
                return
            yield Event("end")
            pending = stack.pop()
        elif isinstance(item, Mapping):
            yield Event("map")
            stack.append(pending)
            pending = (part for pair in list(item.items()) for part in pair)
        elif isinstance(item, list | tuple):
            yield Event("list")
            stack.append(pending)
            pending = iter(item)
        else:
            yield _python_value(item)


def _python_value(item: object) -> Event:
    if isinstance(item, str):
        return Event("value", item, None, unwritable(item))
    if item is None or isinstance(item, bool):
        return Event("value", item)
    if isinstance(item, dt.date):
        return Event("value", item.isoformat()[:10])
    try:
        return Event("value", number(item))
    except ValueError:
        return Event("value", 0, None, Finding("document.not-finite", {"value": str(item)[:20]}))
    except TypeError:
        problem = Finding("document.not-plain", {"type": type(item).__name__})
        return Event("value", None, None, problem)


_END: Final = object()


def unwritable(text: str) -> Finding | None:
    """Return a finding where `text` holds half a surrogate pair: no UTF-8 file could hold it."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return Finding("document.surrogate")
    return None


def plain_decimal(text: str) -> int | Decimal | None:
    """Return the number that `text` writes, or None where it is out of all proportion."""
    if len(text) > _LONGEST_NUMBER:
        return None
    try:
        return number(Decimal(text) if not text.lstrip("-").isdigit() else int(text))
    except ValueError:
        return None


_LONGEST_NUMBER: Final = 40
