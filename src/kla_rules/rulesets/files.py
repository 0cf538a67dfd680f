"""The rule files of an edition: read, held against their schemas, and digested."""

import functools
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path as FilePath
from typing import Any, Final

from attrs import evolve, field, frozen

from kla_rules.core.findings import Finding, Path, RuleError
from kla_rules.core.given import Place
from kla_rules.core.printed import Data
from kla_rules.core.reading.documents import Document, Map, without
from kla_rules.core.reading.read import read_file, read_value
from kla_rules.core.reading.schemas import schema_findings
from kla_rules.core.resources import is_file, is_there, rules_folder

Rule = Mapping[str, Any]
CHECKS: Final = "checks"  # the key at which a rule file speaks of its checks
_SUFFIXES: Final = frozenset({".yaml", ".yml", ".json"})


@frozen(repr=False, eq=False)
class RuleFile(Data):
    """One rule file that was read and held against its schema.

    Attributes:
        name: path below the folder of the edition, with forward slashes.
        document: its content with positions.
        findings: what is wrong with the file taken by itself.
        replaced: by path the overlay, and the path in it, of what an overlay has replaced.
        content: the values of the file, without what it says of checks: that is no rule, and no
            digest covers it.
    """

    name: str
    document: Document
    findings: tuple[Finding, ...]
    replaced: Mapping[Path, tuple["RuleFile", Path]] = field(factory=dict, eq=False)
    content: Any = field(init=False)

    @content.default
    def _content(self) -> Any:  # noqa: ANN401 - plain JSON values of any shape
        root = self.document.root
        return without(root, CHECKS) if isinstance(root, Map) and CHECKS in root else root

    @property
    def adjusted(self) -> Sequence[Rule]:
        """Return what the file says of the severity of what checks find in it."""
        root = self.document.root
        return root.get(CHECKS, ()) if isinstance(root, Map) and not self.findings else ()

    def place(self, path: Path, name: str = "") -> str:
        """Return what the file is called, and the line in which the value at `path` stands."""
        name, position = name or self.name, self.document.place(path)
        return name if position is None else f"{name}:{position[0]}"

    def locate(self, finding: Finding, *, key: bool = False) -> Finding:
        """Return `finding` with its place, in the overlay where one has replaced the value."""
        file, path = self.origin(finding.path)
        return file.document.locate(evolve(finding, path=path), key=key)

    def origin(self, path: Path) -> tuple["RuleFile", Path]:
        """Return the file that the value at `path` comes from, and its path there."""
        for depth in range(len(path), 0, -1):
            if path[:depth] in self.replaced:
                file, start = self.replaced[path[:depth]]
                return file, (*start, *path[depth:])
        return self, path


@frozen(repr=False, eq=False)  # nobody prints or compares it: less to make at the start
class RuleFiles:
    """All rule files of one edition."""

    edition: RuleFile
    sources: RuleFile
    agencies: RuleFile
    requirements: RuleFile | None
    evidence: RuleFile | None
    indicators: tuple[RuleFile, ...]
    overlays: tuple[RuleFile, ...] = ()
    folder: FilePath | None = None

    def __iter__(self) -> Iterator[RuleFile]:
        """Yield every file of the edition itself."""
        yield from (self.edition, self.sources, self.agencies)
        yield from (file for file in (self.requirements, self.evidence) if file is not None)
        yield from self.indicators


def read_rule_file(path: Place, schema: str, name: str, *, shown_as: str | None = None) -> RuleFile:
    """Return the rule file at `path`, held against `schema`."""
    return held_against(read_file(path, shown_as=shown_as), schema, name)


def read_rule_value(value: object, schema: str, name: str) -> RuleFile:
    """Return plain values as a rule file, held against `schema`."""
    return held_against(read_value(value), schema, name)


def held_against(document: Document, schema: str, name: str) -> RuleFile:
    """Return a document as a rule file, held against `schema`."""
    findings = list(document.findings)
    if document.root is not None or not findings:
        findings += schema_findings(document, schema)
    return RuleFile(name, document, tuple(findings))


def rule_paths(folder: FilePath, pattern: str = "*") -> list[FilePath]:
    """Return the paths in a folder that are named like a rule file, in any of the forms."""
    return sorted(path for path in folder.glob(pattern) if path.suffix in _SUFFIXES)


def read_folder_file(folder: FilePath, name: str, schema: str) -> RuleFile:
    """Return a rule file of a folder; a pipe there is none: reading it might never end."""
    path = folder / name
    if is_there(path) and not is_file(path):
        finding = Finding("document.unreadable", {"reason": "special"}, file=str(path))
        return RuleFile(name, Document(None, str(path), (finding,)), (finding,))
    return read_rule_file(path, schema, name)


def attached_file(folder: FilePath | None, kind: str) -> RuleFile | None:
    """Return a file that may lie beside the rule files of an edition, such as "units", or None."""
    name = f"{kind}.yaml"
    if folder is None or not is_file(folder / name):
        return None
    return read_folder_file(folder, name, kind)


@functools.cache
def packaged_rule(name: str) -> Any:  # noqa: ANN401 - checked by its schema
    """Return the content of a packaged rule file that belongs to no edition, such as "rounds".

    Raises:
        RuleError: if the installed file is damaged.
    """
    file = read_rule_file(rules_folder() / f"{name}.yaml", name, f"{name}.yaml")
    if file.findings:
        raise RuleError(file.findings)
    return file.content


def read_rule_files(folder: FilePath) -> RuleFiles:
    """Return the rule files in `folder`; what is wrong with them stands in their findings."""

    def needed(name: str) -> RuleFile:
        return read_folder_file(folder, f"{name}.yaml", name)

    return RuleFiles(
        edition=needed("edition"),
        sources=needed("sources"),
        agencies=needed("agencies"),
        requirements=_optional(folder, "requirements"),
        evidence=_optional(folder, "evidence"),
        indicators=tuple(
            read_folder_file(folder, f"indicators/{path.name}", "indicator")
            for path in rule_paths(folder / "indicators")
        ),
        folder=folder.resolve(),
    )


def _optional(folder: FilePath, name: str) -> RuleFile | None:
    """Return a file that an edition may have, in any of the forms; two of them are a finding."""
    files = [read_folder_file(folder, path.name, name) for path in rule_paths(folder, f"{name}.*")]
    if len(files) > 1:
        other = Finding("edition.two-files", {"file": files[0].name, "other": files[1].name})
        return evolve(files[0], findings=(*files[0].findings, files[0].document.locate(other)))
    return files[0] if files else None


def digest(contents: object) -> str:
    """Return the SHA-256 of plain values, whatever the order of their keys.

    >>> digest({"b": 1, "a": Decimal("2.50")}) == digest({"a": Decimal("2.5"), "b": 1})
    True
    """
    return hashlib.sha256(canonical(contents).encode()).hexdigest()


def canonical(contents: object) -> str:
    """Return plain values as the one JSON text that their digest is taken of.

    >>> canonical({"b": True, "a": Decimal("2.50")})
    '{"a":{"ratio":"5/2"},"b":true}'
    """
    return _CANONICAL.encode(contents)


def _number(value: object) -> int | dict[str, str]:
    """Return a decimal so that 2.50 is 2.5 and 55.0 is 55, in whatever decimal context."""
    if isinstance(value, Decimal | Fraction):
        numerator, denominator = value.as_integer_ratio()
        return numerator if denominator == 1 else {"ratio": f"{numerator}/{denominator}"}
    raise TypeError(type(value).__name__)


_CANONICAL: Final = json.JSONEncoder(
    sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_number, check_circular=False
)
