"""Find an author's rules: editions, and overlays, in a folder or in the folders of a repository."""

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, Literal

from attrs import field, frozen

from kla_rules.core.findings import Finding, RuleError, check_path
from kla_rules.core.points import as_json
from kla_rules.core.printed import Data
from kla_rules.core.reading.read import read_file
from kla_rules.core.resources import is_file, is_folder
from kla_rules.model.edition import Edition
from kla_rules.rulesets.files import rule_paths
from kla_rules.rulesets.find import edition as find_edition
from kla_rules.rulesets.kinds import kind_of
from kla_rules.rulesets.overlays import OverlaySource
from kla_rules.validation.corpus.model import Case
from kla_rules.validation.corpus.reading import FOLDER, read_cases

_MOST: Final = 500  # folders that are looked through
_DEEPEST: Final = 8
# Folders that hold parts of an edition, cases, or what a program keeps.
_PASSED: Final = frozenset({FOLDER, "indicators", "remediation", "node_modules", "__pycache__"})
_PARTS: Final = ("indicators", "remediation")


@frozen(repr=False, eq=False)
class RuleFolder(Data):
    """An author's rules: an edition, or overlays that lie together.

    Attributes:
        path: the folder of the edition, or that in which the overlays lie.
        kind: "edition" or "overlay".
        files: the rule files, without those of cases.
        base: what overlays are laid over: the id of a packaged edition, or a folder beside them.
        cases_at: where the cases lie, or None where there are none.
    """

    path: Path
    kind: Literal["edition", "overlay"]
    files: tuple[Path, ...]
    base: str | Path
    cases_at: Path | None = None
    _loaded: dict[str, Edition] = field(factory=dict, init=False, repr=False)

    @property
    def name(self) -> str:
        """Return what to call it: the name of the overlay, or of the folder."""
        only = self.files[0].stem if self.kind == "overlay" and len(self.files) == 1 else ""
        return only or self.path.resolve().name

    @property
    def cases(self) -> tuple[Case, ...]:
        """Return its cases.

        Raises:
            RuleError: with everything that is wrong with them.
        """
        return () if self.cases_at is None else read_cases(self.cases_at)

    def edition(self, overlays: Sequence[OverlaySource] = ()) -> Edition:
        """Return the edition that these rules make, loaded once, under further overlays.

        Raises:
            RuleError: with every finding, if the rules are not in order.
        """
        key = json.dumps(as_json([_key(overlay) for overlay in overlays]))
        if key not in self._loaded:
            own: list[Any] = [*self.files] if self.kind == "overlay" else []
            self._loaded[key] = find_edition(self.base, overlays=[*own, *overlays])
        return self._loaded[key]


def _key(overlay: OverlaySource) -> Any:  # noqa: ANN401 - plain values
    return os.fspath(overlay) if isinstance(overlay, str | os.PathLike) else overlay


def rule_folders(path: str | os.PathLike[str]) -> tuple[RuleFolder, ...]:
    """Return the rules at a path, in the order of the paths.

    Args:
        path: the folder of an edition, an overlay file, or a folder that holds several of them at
            any depth. Overlays in one folder for one edition are laid over it together.

    Raises:
        RuleError: if there are none.
    """
    place = check_path("path", path)
    if is_file(place) and place.name == "edition.yaml":
        place = place.parent
    found = _overlays(place.parent, [place], {}) if is_file(place) else _below(place)
    folders = tuple(found)
    if not folders:
        raise RuleError([Finding("case.no-rules", {"path": str(place)}, file=str(place))])
    return folders


def _below(top: Path) -> Iterator[RuleFolder]:
    """Yield the rules in a folder and below it."""
    folders = list(_folders(top)) if is_folder(top) else []
    editions = {_id(one / "edition.yaml"): one for one in folders if _is_edition(one)}
    for folder in folders:
        if _is_edition(folder):
            files = tuple(_files(folder))
            yield RuleFolder(folder, "edition", files, folder.resolve(), _cases_at(folder))
        else:
            yield from _overlays(folder, rule_paths(folder), editions)


def _folders(top: Path) -> Iterator[Path]:
    """Yield a folder and those below it that may hold rules, in the order of their paths."""
    for count, (here, below, _) in enumerate(os.walk(top), start=1):
        folder = Path(here)
        depth = len(folder.relative_to(top).parts)
        names = [name for name in below if name not in _PASSED and not name.startswith(".")]
        below[:] = sorted(names) if depth < _DEEPEST else []
        if count > _MOST:
            raise RuleError([Finding("case.too-many-folders", {"limit": _MOST}, file=str(top))])
        yield folder


def _is_edition(folder: Path) -> bool:
    return is_file(folder / "edition.yaml")


def _id(file: Path) -> str:
    root = read_file(file).root
    return str(root.get("id")) if isinstance(root, dict) else ""


def _files(folder: Path) -> Iterator[Path]:
    yield from (path for path in rule_paths(folder) if path.is_file())
    for part in _PARTS:
        yield from rule_paths(folder / part)


def _cases_at(folder: Path) -> Path | None:
    return folder / FOLDER if is_folder(folder / FOLDER) else None


def _overlays(
    folder: Path, files: Sequence[Path], editions: dict[str, Path]
) -> Iterator[RuleFolder]:
    """Yield the overlays among files, those for one edition together.

    A file that cannot be read beside cases or overlays is taken for one: somebody must be told.
    """
    by_edition: dict[str, list[Path]] = {}
    broken: list[Path] = []
    for file in files:
        if not is_file(file):
            continue
        document = read_file(file)
        rule = document.root if isinstance(document.root, dict) else {}
        if kind_of(file, rule) == "overlay":
            named = rule.get("edition")
            name = named.get("id") if isinstance(named, dict) else None
            by_edition.setdefault(str(name), []).append(file)
        elif document.findings:
            broken.append(file)
    if by_edition or _cases_at(folder) is not None:
        for file in broken:
            by_edition.setdefault("", []).append(file)
    for name, own in by_edition.items():
        base = editions[name].resolve() if name in editions else name
        yield RuleFolder(folder, "overlay", tuple(own), base, _cases_at(folder))
