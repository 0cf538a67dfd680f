"""Read a document: from a file, from bytes, from Python values."""

from collections.abc import Mapping
from typing import Final

from kla_rules.core.findings import Finding
from kla_rules.core.given import ARCHIVE, COMPOUND, Place, UnreadError
from kla_rules.core.points import LARGEST
from kla_rules.core.reading.documents import Document, compose
from kla_rules.core.reading.events import MAX_BYTES, MAX_VALUES
from kla_rules.core.reading.python_events import python_events


def read_bytes(data: bytes, *, file: str | None, json: bool, largest: int = LARGEST) -> Document:
    """Return the document in `data`.

    Args:
        data: the whole content of a file, UTF-8, with or without a byte order mark.
        file: the name shown in findings.
        json: read as JSON; otherwise as YAML.
        largest: up to which whole numbers are taken; those of a table may be ids.
    """
    if data.startswith((ARCHIVE, COMPOUND)):
        reason = {"reason": "old"} if data.startswith(COMPOUND) else {}
        finding = Finding("document.workbook", reason).at(file, (1, 1))
        return Document(None, file, (finding,))
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
        from kla_rules.core.reading.json_events import json_events  # noqa: PLC0415 - only who reads JSON pays for it

        return compose(json_events(text, largest), file)
    from kla_rules.core.reading.yaml_events import yaml_events  # noqa: PLC0415 - PyYAML is loaded when a file is read

    return compose(yaml_events(text, largest), file)


def read_file(path: Place, *, shown_as: str | None = None, largest: int = LARGEST) -> Document:
    """Return the document in a file; a name that ends in `.json` is read as JSON, else as YAML."""
    name = shown_as or str(path)
    data = bytes_of(path, MAX_BYTES, name)
    if isinstance(data, Finding):
        return Document(None, name, (data,))
    return read_bytes(data, file=name, json=path.suffix.lower() == ".json", largest=largest)


def bytes_of(path: Place, most: int, name: str = "") -> bytes | Finding:
    """Return what a file holds, one byte beyond `most` at most; or why it cannot be read."""
    try:
        with path.open("rb") as stream:
            data: bytes = stream.read(most + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        return unreadable(error, name or str(path))
    return data


def unreadable(error: OSError | ValueError, file: str) -> Finding:
    """Return the finding that a file is which the system does not read."""
    if isinstance(error, UnreadError):
        values = {"reason": error.reason, "kind": error.kind}
        return Finding("document.unreadable", values, file=file)
    reason = _REASONS.get(type(error), "")
    return Finding("document.unreadable", {"reason": reason}, file=file)


_REASONS: Final[Mapping[type, str]] = {
    FileNotFoundError: "missing",
    NotADirectoryError: "missing",
    IsADirectoryError: "folder",
    PermissionError: "permission",
}


def read_value(value: object, *, most: int = MAX_VALUES) -> Document:
    """Return a document of Python values: dicts, lists, texts, numbers, booleans, None, dates.

    Args:
        value: what to read.
        most: how many events it may have.
    """
    return compose(python_events(value), None, most)
