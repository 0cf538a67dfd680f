"""A stored result as a stranger hands it in: what `to_dict()` gave, or the record alone."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from kla_rules.core.findings import Finding, FindingsError
from kla_rules.core.given import UNNAMED, GivenFile, given_file
from kla_rules.core.reading.documents import Document, Map
from kla_rules.core.reading.events import MAX_BYTES
from kla_rules.core.reading.read import bytes_of, read_bytes, read_value
from kla_rules.evaluation.record import Record
from kla_rules.evaluation.result import Evaluation
from kla_rules.rulesets.overlays import MOST_OVERLAYS

StoredSource = Evaluation | Record | GivenFile | Mapping[str, Any]
SCHEMA: Final = "kla-rules/evaluation"
VERSION_OF_FORM: Final = 1
_EXPECTED: Final = "a result, or the path, the bytes, the JSON text or the values of a stored one"
_DIGESTS: Final = ("edition_digest", "profile_digest")
_LONGEST_PATH: Final = 4_000


class StoredResultError(FindingsError):
    """What was handed in is no stored result, or cannot be read."""


@frozen
class StoredResult:
    """A stored result as it was read.

    Attributes:
        document: all of it, with positions.
        root, record: its values, and those that say how it was made.
        whole: it is a result; False where only its record was kept.
    """

    document: Document
    root: Map
    record: Map
    whole: bool

    def named(self, key: str) -> str | None:
        """Return a text of the record; None where it has none there."""
        value = self.record.get(key)
        return value if isinstance(value, str) else None

    @property
    def edition(self) -> str | None:
        """Return the id of the edition that it names."""
        return self.named("edition")

    @property
    def region(self) -> str | None:
        """Return the name of the region, or None where it says none."""
        region = self.root.get("region") if self.whole else None
        return region if isinstance(region, str) else None

    @property
    def overlays(self) -> dict[str, Any]:
        """Return digests of the overlays that it names by id, no more than there can be."""
        entries = self.record.get("overlays")
        listed = entries[:MOST_OVERLAYS] if isinstance(entries, list) else ()
        return {
            one["id"]: one.get("digest")
            for one in listed
            if isinstance(one, dict) and isinstance(one.get("id"), str)
        }

    @property
    def with_steps(self) -> bool:
        """Return whether its steps were asked for."""
        return self.record.get("catalogue_digest") is not None or bool(
            self.whole and self.root.get("steps")
        )


def stored_result(stored: Any) -> StoredResult:  # noqa: ANN401 - of several kinds, checked here
    """Return a stored result as it was read.

    Raises:
        StoredResultError: with everything that is wrong with it.
        TypeError: for what can hold none.
    """
    document = _document(stored)
    root = document.root
    findings = list(document.findings)
    if not findings:
        findings = [document.locate(one) for one in _findings(root)]
    if findings:
        raise StoredResultError(findings)
    whole = "record" in root
    return StoredResult(document, root, root["record"] if whole else root, whole)


def _document(stored: Any) -> Document:  # noqa: ANN401 - as above
    if isinstance(stored, Evaluation | Record):
        return read_value(stored.to_dict())
    if isinstance(stored, Mapping):
        return read_value(stored)
    if isinstance(stored, str) and _is_json(stored):
        return read_bytes(stored.encode(errors="surrogatepass"), file=None, json=True)
    file = given_file("stored", stored, expected=_EXPECTED)
    data = bytes_of(file, MAX_BYTES)
    name = None if str(file) == UNNAMED else str(file)
    if isinstance(data, Finding):
        return Document(None, name, (data,))
    return read_bytes(data, file=name, json=True)


def _is_json(text: str) -> bool:
    """Return whether a text is JSON rather than a path: it begins as JSON does, or is no path."""
    begins = text.lstrip("\ufeff \t\r\n")[:1]
    return begins in {"", "{", "["} or "\n" in text or len(text) > _LONGEST_PATH


def _findings(root: object) -> list[Finding]:
    """Return what says that this is no result of ours, or not enough of one."""
    if not isinstance(root, Map):
        return [Finding("replay.no-result", {"found": root})]
    if "schema" not in root and "record" not in root and set(_DIGESTS) <= root.keys():
        return []
    schema = root.get("schema", root)
    if schema != SCHEMA:
        return [Finding("replay.no-result", {"found": schema}, ("schema",))]
    record = root.get("record")
    if not isinstance(record, Map):
        return [Finding("replay.no-record", {"found": record}, ("record",))]
    return [
        Finding("replay.no-digest", {"key": key}, ("record", key))
        for key in _DIGESTS
        if key not in record
    ]
