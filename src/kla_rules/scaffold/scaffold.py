"""`kla init-rules`: a folder of rules to begin with, which passes as it stands.

Everything in it is invented, and says so. It is written whole or not at all, and over nothing.
"""

import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, Literal

from attrs import field, frozen

from kla_rules.core.findings import Finding, RuleError
from kla_rules.core.frozen import frozen_map
from kla_rules.core.points import plain
from kla_rules.core.resources import is_folder, is_there, schemas_folder, templates_folder
from kla_rules.core.writing import LANGUAGES, Language
from kla_rules.model.edition import Edition
from kla_rules.rulesets.find import editions, packaged
from kla_rules.rulesets.restamp import restamped
from kla_rules.version import VERSION

Kind = Literal["overlay", "edition", "repository"]
KINDS: Final[tuple[Kind, ...]] = ("overlay", "edition", "repository")
_ID: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")  # an overlay beside it has a longer one
_NOT_YET: Final = "f" * 64  # the digest, until the files are there that it is of
_ONLY: Final = re.compile(r"[ \t]*#(id|en) (?!.*#en )")
_BOTH: Final = re.compile(r"#id (.*?) #en (.*)$")
# Templates whose own name would mean something here, and what their files are called.
_RENAMED: Final = {"gitignore": ".gitignore", "rules.yml": ".github/workflows/rules.yml"}
_SCHEMA: Final = re.compile(r"\$schema=\S*?([a-z-]+\.schema\.json)")
_LINKED: Final = re.compile(r'"\$ref": "([a-z-]+\.schema\.json)')
# An editor would look for what it links to where its name says, and that is no place.
_NAME: Final = re.compile(r'^ *"\$id": ".*",\n', re.MULTILINE)
CASES: Final = "corpus"  # the schema of a file of cases


@frozen
class Part:
    """What of the templates is written, and below which folder.

    Attributes:
        name: the folder of the templates.
        folder: where it goes, below the folder that is made; "" is that folder itself.
    """

    name: str
    folder: str

    def path(self, name: str) -> str:
        """Return the path of a file of it."""
        return f"{self.folder}/{name}" if self.folder else name


@frozen
class Scaffolded:
    """What was written.

    Attributes:
        folder: where.
        kind: an overlay, an edition or a repository.
        commands: what to run next, in that folder.
        files: how many files there are in it.
    """

    folder: Path
    kind: Kind
    commands: tuple[str, ...]
    files: int


@frozen
class _Made:
    """The files that are to be written, by path, and the overlays that are for an edition here.

    Attributes:
        texts: by path below the folder.
        overlays: by path of an overlay the folder of its edition; None for a packaged one.
    """

    texts: Mapping[str, str] = field(converter=frozen_map)
    overlays: Mapping[str, str | None] = field(converter=frozen_map)
    commands: tuple[str, ...]


def scaffold(
    folder: Path,
    kind: Kind = "edition",
    name: str | None = None,
    edition: str = "kla-2024",
    language: Language = "id",
) -> Scaffolded:
    """Write the rules of an example into a folder that is empty or not there yet.

    Args:
        folder: where; what is above it is made as well.
        kind: an overlay, an edition of one's own with tables, or a repository of both.
        name: id of the rules; left out, that of the folder.
        edition: id of the packaged edition that an overlay adds to.
        language: of the remarks in the files.

    Raises:
        RuleError: if the folder holds anything or cannot be written, or the id or the edition is
            none.
    """
    given = folder.resolve().name if name is None else name
    findings = [*_unfit_folder(folder)]
    if name is not None or not findings:
        findings += _unfit_id(given, named=name is not None)
    if findings:
        raise RuleError(findings)
    made = _made(kind, given, packaged(edition), language)
    try:
        _write(folder, made)
    except OSError as error:
        reason = "permission" if isinstance(error, PermissionError) else "disk"
        finding = Finding("scaffold.unwritable", {"reason": reason}, file=str(folder))
        raise RuleError([finding]) from None
    return Scaffolded(folder, kind, made.commands, len(made.texts))


def _unfit_folder(folder: Path) -> Iterator[Finding]:
    if is_folder(folder):
        # A repository that is new holds nothing else.
        held = sorted(path.name for path in folder.iterdir() if path.name != ".git")
        if held:
            values = {"reason": "holds", "count": len(held), "first": held[0]}
            yield Finding("scaffold.not-empty", values, file=str(folder))
    elif is_there(folder) or folder.is_symlink():
        yield Finding("scaffold.not-empty", {"reason": "file"}, file=str(folder))


def _unfit_id(name: str, *, named: bool) -> Iterator[Finding]:
    if not _ID.fullmatch(name):
        reason = "id" if named else "folder"
        yield Finding("scaffold.id", {"reason": reason, "name": name})
    elif name in {one.id for one in editions()}:
        yield Finding("scaffold.id", {"reason": "packaged", "name": name})


# -- what is written -------------------------------------------------------------------------------


def _made(kind: Kind, name: str, base: Edition, language: Language) -> _Made:
    """Return the files of a kind of rules."""
    parts = {
        "overlay": (Part("overlay", ""),),
        "edition": (Part("edition", ""), Part("tables", "tables")),
        "repository": (
            Part("edition", f"editions/{name}"),
            Part("tables", "tables"),
            Part("overlay", "additions"),
        ),
    }[kind]
    places = {part.name: part for part in parts}
    words = {"id": name, "library": VERSION, "cases-schema": CASES, **_of_base(base)}
    overlays: dict[str, str | None] = {}
    commands: list[str] = []
    if "edition" in places:
        own, tables = places["edition"].folder or ".", places["tables"].path("tables.yaml")
        words |= {"folder": own, "tables": tables}
        overlays[tables] = own
        commands += [
            f"kla check {own}",
            f"kla check {tables} --edition {own}",
            f"kla prove {own} --overlay {tables}",
        ]
    if "overlay" in places:
        words["file"] = file = places["overlay"].path("overlay.yaml")
        overlays[file] = None
        commands += [f"kla check {file}", f"kla prove {file}"]
    texts: dict[str, str] = {}
    for part in parts:
        own_words = {**words, "id": f"{name}-additions"} if part.folder == "additions" else words
        for path, text in _templates(part.name):
            if not path.startswith("README") and path not in _PIECES:
                texts[part.path(path)] = _filled(part, path, text, own_words, language)
    words |= {
        "commands": "\n".join(f"    {command}" for command in commands),
        "checks": "\n".join(
            f"      - run: {command}" + (" --format github" if " check " in command else "")
            for command in commands
        ),
    }
    return _Made(_with_schemas({**texts, **_common(parts, words)}), overlays, tuple(commands))


# Templates that are part of another file.
_PIECES: Final = frozenset({"table.yaml", "cases/table.yaml"})
_TABLED: Final = {"overlay.yaml": "table.yaml", "cases/first.yaml": "cases/table.yaml"}


def _of_base(base: Edition) -> dict[str, str]:
    """Return what the example of an overlay says of its edition."""
    asked = (
        node
        for node in base.nodes
        if node.question is not None
        and node.question.answer == "percentage"
        and node.question.direction == "positive"
        and node.ceiling_thousandths
        and node.ceiling_thousandths % 2 == 0
    )
    words = {
        "edition": base.id,
        "version": base.version,
        "digest": _NOT_YET,
        "year": str(base.rounds[-1]),
        "level": base.levels[0].id,
    }
    if (node := next(asked, None)) is not None:
        most = node.ceiling_thousandths
        words |= {"question": node.id, "most": str(plain(most)), "half": str(plain(most // 2))}
    return words


def _filled(part: Part, path: str, text: str, words: Mapping[str, str], language: Language) -> str:
    """Return a template with its words filled in, and the remarks of one language."""
    place = part.path(path)
    tabled = _TABLED.get(path) if part.name == "overlay" and "question" in words else None
    if tabled is not None:
        table = dict(_templates(part.name))[tabled]
        text = text.replace("@table@", table) if "@table@" in text else text + table
    depth = place.count("/")
    schemas = "/".join([*[".."] * depth, "schemas"])
    own = {"digest": _NOT_YET, **words, "schemas": schemas, "here": place, "table": ""}
    return _said(_of_language(text, language), own)


def _said(text: str, words: Mapping[str, str]) -> str:
    return re.sub(r"@([a-z-]+)@", lambda found: words[found[1]], text)


def _of_language(text: str, language: Language) -> str:
    r"""Return a template with the remarks of one language.

    >>> _of_language("a: 1  #id satu #en one\n#id dua\n#en two\n", "en")
    'a: 1  # one\n# two\n'
    """
    lines, place = [], 1 + LANGUAGES.index(language)
    for line in text.splitlines(keepends=True):
        only = _ONLY.match(line)
        if only is None:
            lines.append(_BOTH.sub(lambda found: f"# {found[place]}", line))
        elif only[1] == language:
            lines.append(line.replace(f"#{language} ", "# ", 1))
    return "".join(lines)


def _common(parts: tuple[Part, ...], words: Mapping[str, str]) -> dict[str, str]:
    """Return the files beside the rules."""
    texts = {}
    for path, text in _templates("common"):
        if not path.startswith("README"):
            texts[_RENAMED.get(path, path)] = _said(text, words)
    for language, name in (("id", "README.md"), ("en", "README.en.md")):
        pieces = "\n".join(
            _said(
                dict(_templates(part.name))[f"README.{language}"],
                {**words, "prefix": part.path("")},
            )
            for part in parts
        )
        page = dict(_templates("common"))[f"README.{language}"]
        texts[name] = _said(page, {**words, "parts": pieces})
    return texts


def _templates(name: str) -> Iterator[tuple[str, str]]:
    """Yield the templates of a part, by path below its folder."""
    folder = templates_folder() / name
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8")


def _with_schemas(texts: dict[str, str]) -> dict[str, str]:
    """Return the files with the schemas that they name, and those that these name."""
    named = {name for text in texts.values() for name in _SCHEMA.findall(text)}
    schemas: dict[str, str] = {}
    while named:
        name = named.pop()
        text = (schemas_folder() / name).read_text(encoding="utf-8")
        schemas[name] = _NAME.sub("", text, count=1)
        named |= set(_LINKED.findall(text)) - schemas.keys()
    return {**texts, **{f"schemas/{name}": schemas[name] for name in sorted(schemas)}}


# -- writing ---------------------------------------------------------------------------------------


def _write(folder: Path, made: _Made) -> None:
    """Write all files, or none.

    They are written beside the folder first: what fails on the way leaves nothing.
    """
    home = folder.resolve()
    above = next(path for path in home.parents if path.is_dir())
    fresh = home if above == home.parent else above / home.relative_to(above).parts[0]
    beside = above / f".{home.name}.kla-init-rules"
    beside.mkdir()
    moved: list[Path] = []
    try:
        top = beside / "made"
        root = top / home.relative_to(fresh)
        for name, text in made.texts.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        for name, own in made.overlays.items():
            path = root / name
            path.write_bytes(restamped(path, None if own is None else root / own).data)
        if not home.exists():
            top.rename(fresh)
            return
        # One by one into a folder that is there: somebody may stand in it.
        moved.extend(path.rename(home / path.name) for path in sorted(root.iterdir()))
    except BaseException:
        for path in moved:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)
