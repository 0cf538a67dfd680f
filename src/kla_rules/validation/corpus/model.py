"""A case: what goes in, and what must come out."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import evolve, field, frozen

from kla_rules.core.findings import Finding, Path
from kla_rules.core.printed import Data
from kla_rules.core.reading.documents import Document
from kla_rules.core.reading.read import read_bytes

# What a case can be about, by the key that says so; and the keys that its `expect` may have, where
# they are not ids of questions.
OF_PROFILES: Final = (
    "score", "score_range", "level", "levels_possible", "determined",
    "nodes", "evidence", "requirements", "advisories", "steps", "notes", "titles",
)  # fmt: skip
KINDS: Final[Mapping[str, tuple[str, ...] | None]] = {
    "profile": OF_PROFILES,
    "text": OF_PROFILES,
    "rollup": None,
    "forum": None,
    "handling": ("cases", "outcome", "reasons", "counts"),
    "history": ("rounds", "changes", "tenure", "ahead"),
    "province": ("provila", "deciding"),
}


@frozen(repr=False, eq=False)
class Case(Data):
    """One case of an author.

    Attributes:
        id: its name, which no other case of the same folder has.
        file: the file that it stands in, or None.
        line: the line where it begins, from 1, or None.
        value: the case as it is written, plain values.
        confirmed: its results are confirmed by its author; others are never counted.
        document: the whole file, for the places of findings.
        path: where the case stands in it.
    """

    id: str
    file: str | None
    line: int | None
    value: Mapping[str, Any]
    confirmed: bool = True
    document: Document = field(default=Document(None, None, ()), repr=False)
    path: Path = ()

    @property
    def kind(self) -> str:
        """Return what it is about: one of `KINDS`."""
        return next(kind for kind in KINDS if kind in self.value)

    @property
    def edition(self) -> str | None:
        """Return the id of the edition that its profile names, as values or as a text, or None."""
        profile = self.value.get("profile")
        if self.kind == "text":
            is_json = self.value.get("format") == "json"
            profile = read_bytes(self.value["text"].encode(), file=None, json=is_json).root
        named = profile.get("edition") if isinstance(profile, Mapping) else None
        return named if isinstance(named, str) else None

    def at(self, finding: Finding, *path: str | int, key: bool = False) -> Finding:
        """Return a finding with its place in the file; its own path lies below `path`."""
        whole = (*self.path, *path, *finding.path)
        return self.document.locate(evolve(finding, path=whole), key=key)
