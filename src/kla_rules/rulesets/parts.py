"""The parts of an edition: its rule files by name, each with a digest of its figures.

A figure is whatever can change a result, or what a question means to a machine. What only changes a
sentence is wording: a title, a note, the publisher of a source. Where a value stands in its file,
and in which order its keys are written, is neither.
"""

import binascii
import functools
from collections.abc import Iterator, Mapping
from typing import Any, Final

from attrs import evolve, frozen

from kla_rules.core.findings import Path
from kla_rules.core.resources import is_folder
from kla_rules.model.edition import Edition
from kla_rules.model.tree import ROOT, Node
from kla_rules.rulesets.files import (
    Rule,
    RuleFile,
    RuleFiles,
    attached_file,
    digest,
    read_folder_file,
    rule_paths,
)

# The keys whose values are for people. Every other key of the schemas of rule files is a figure; a
# test lists them, so that a new key has to be decided.
WORDING: Final = frozenset({
    "cannot_say", "date", "definition", "instruction", "legal_basis", "local_names", "locator",
    "note", "notes", "publisher", "reason", "text", "title", "unit", "units",
})  # fmt: skip
# Neither: the version of an edition rises with a change of any of its parts.
APART: Final = frozenset({"version"})
# Where these hold a mapping, its keys are ids that somebody chose.
KEYED: Final = frozenset({"by_kind", "by_scope", "kinds", "questions", "steps"})

_STEPS: Final = "remediation"
_HELPERS: Final = frozenset({"assumptions", "places", "sources"})
TOKEN: Final = 2  # characters of `Field.token`, each one of 64


@frozen
class Field:
    """One value of a rule file.

    Attributes:
        path: where it stands, as findings tell it.
        place: the same with ids instead of positions in lists, where entries have them.
        value: a plain value, or a list of them.
        wording: it is for people.
    """

    path: Path
    place: Path
    value: Any
    wording: bool

    @property
    def token(self) -> str:
        """Return two characters that say what stands there: enough to tell which has changed."""
        first = bytes.fromhex(digest([self.place, self.value])[:4])
        return binascii.b2a_base64(first, newline=False).decode()[:TOKEN]


def figures(content: Any, *, keyed: bool = False) -> Any:  # noqa: ANN401 - plain values
    """Return the content of a rule file without its wording.

    Args:
        content: plain values.
        keyed: the keys of `content` are ids.

    >>> figures({"id": "6", "title": {"id": "Nama", "en": "Name"}, "cap": {"note": {}}})
    {'id': '6', 'cap': {}}
    """
    if isinstance(content, Mapping):
        return {
            key: figures(value, keyed=not keyed and key in KEYED)
            for key, value in content.items()
            if keyed or not (key in WORDING or key in APART)
        }
    if isinstance(content, list):
        return [figures(value) for value in content]
    return content


def texts(content: Any, *, keyed: bool = False) -> Any:  # noqa: ANN401 - plain values
    """Return the wording of a rule file in its place, or None where there is none.

    Args:
        content: plain values.
        keyed: the keys of `content` are ids.

    >>> texts({"id": "6", "title": {"id": "Nama", "en": "Name"}, "cap": {"note": {}}})
    {'title': {'id': 'Nama', 'en': 'Name'}, 'cap': {'note': {}}}
    """
    if isinstance(content, Mapping):
        worded = {
            key: value
            if not keyed and key in WORDING
            else texts(value, keyed=not keyed and key in KEYED)
            for key, value in content.items()
        }
        return {key: value for key, value in worded.items() if value is not None} or None
    if isinstance(content, list):
        listed = [texts(value) for value in content]
        return listed if any(value is not None for value in listed) else None
    return None


def fields(content: Any) -> Iterator[Field]:  # noqa: ANN401 - plain values
    """Yield every value of a rule file; a list of plain values is one.

    >>> [(field.path, field.wording) for field in fields({"id": "6", "title": {"id": "Nama"}})]
    [(('id',), False), (('title', 'id'), True)]
    """
    yield from _fields(content, Field((), (), None, wording=False), keyed=False)


def _fields(content: Any, above: Field, *, keyed: bool) -> Iterator[Field]:  # noqa: ANN401 - as above
    if isinstance(content, Mapping) and content:
        for key, value in content.items():
            if keyed or key not in APART:
                wording = above.wording or (not keyed and key in WORDING)
                here = Field((*above.path, key), (*above.place, key), None, wording)
                yield from _fields(value, here, keyed=not keyed and key in KEYED)
    elif isinstance(content, list) and any(isinstance(entry, Mapping) for entry in content):
        for index, value in enumerate(content):
            name = _id_of(value)
            place = (*above.place, index if name is None else name)
            here = Field((*above.path, index), place, None, above.wording)
            yield from _fields(value, here, keyed=False)
    else:
        yield evolve(above, value=content)


def _id_of(entry: Any) -> str | None:  # noqa: ANN401 - plain values
    """Return the id of an entry of a list; a text has its Indonesian words there."""
    is_text = not isinstance(entry, Mapping) or "en" in entry
    return None if is_text else entry.get("id")


def _in_turn(field: Field) -> tuple[str, ...]:
    return tuple(map(str, field.place))


@frozen(eq=False)
class Part:
    """One rule file of an edition."""

    name: str
    file: RuleFile

    @functools.cached_property
    def figures(self) -> str:
        """Return the digest of its figures."""
        return digest(figures(self.file.content))

    @functools.cached_property
    def texts(self) -> str:
        """Return the digest of its wording."""
        return digest(texts(self.file.content))

    @functools.cached_property
    def fields(self) -> tuple[Field, ...]:
        """Return every value that stands in it, in an order that is none of its layout."""
        return tuple(sorted(fields(self.file.content), key=_in_turn))


def _part(name: str, file: RuleFile | None) -> Part | None:
    """Return a file as a part; one that is not in order by itself is none."""
    return None if file is None or file.findings else Part(name, file)


@frozen(eq=False)
class Parts:
    """The parts of an edition by name; those beside it are read when they are asked for.

    The names are "edition", "sources", "agencies", "requirements", "evidence", the ids of the
    indicators, "units", "forum" and, for the steps, "remediation/K1" and its like.
    """

    files: RuleFiles

    @functools.cached_property
    def own(self) -> dict[str, Part]:
        """Return the parts that the digest of the edition covers."""
        files = self.files
        named = {
            "edition": files.edition,
            "sources": files.sources,
            "agencies": files.agencies,
            "requirements": files.requirements,
            "evidence": files.evidence,
            **{file.content["id"]: file for file in files.indicators},
        }
        return {name: Part(name, file) for name, file in named.items() if file is not None}

    @functools.cached_property
    def units(self) -> Part | None:
        """Return the rules on units beside the edition, which overlays may name as well."""
        return _part("units", attached_file(self.files.folder, "units"))

    @functools.cached_property
    def all(self) -> dict[str, Part]:
        """Return every part whose file is in order."""
        folder = self.files.folder
        others = [self.units, _part("forum", attached_file(folder, "forum"))]
        if folder is not None and is_folder(folder / _STEPS):
            for path in rule_paths(folder / _STEPS):
                schema = path.stem if path.stem in _HELPERS else "steps"
                file = read_folder_file(folder, f"{_STEPS}/{path.name}", schema)
                others.append(_part(f"{_STEPS}/{path.stem}", file))
        return {**self.own, **{part.name: part for part in others if part is not None}}

    @property
    def figures(self) -> dict[str, str]:
        """Return by part the digest of its figures."""
        return {name: part.figures for name, part in self.all.items()}

    def get(self, name: str) -> Part | None:
        """Return the part with this name; others are not read for it."""
        if name in self.own:
            return self.own[name]
        return self.units if name == "units" else self.all.get(name)

    @functools.cached_property
    def of_nodes(self) -> dict[str, str]:
        """Return by node the name of the part that its rule stands in."""
        clusters = self.files.edition.content["clusters"]
        homes = dict.fromkeys([ROOT, *(cluster["id"] for cluster in clusters)], "edition")
        for file in self.files.indicators:
            name = file.content["id"]
            questions = [question["id"] for question in file.content.get("questions", ())]
            homes |= dict.fromkeys([name, *questions], name)
        return homes


@frozen(eq=False)
class Base:
    """An edition in order, and the parts that it was built from: what overlays are merged into.

    Nobody changes what stands in it: editions under overlays share it.
    """

    edition: Edition
    parts: Parts

    @functools.cached_property
    def _files(self) -> frozenset[int]:
        return frozenset(map(id, self.parts.files))

    def keeps(self, file: RuleFile) -> bool:
        """Return whether a file is one of these as it was."""
        return id(file) in self._files

    def branch(self, node_id: str) -> list[Node]:
        """Return a node with its children, as they stand in the edition."""
        node, start = self.edition.node(node_id), self.edition.positions[node_id]
        return list(self.edition.nodes[start : start + 1 + len(node.children)])


def nodes_in(rule: Rule) -> dict[str, Rule]:
    """Return by id the rules of the nodes that stand in a part: `edition.yaml`, or an indicator."""
    if "maximum" not in rule:
        return {}
    below = rule.get("clusters", rule.get("questions", ()))
    own = ROOT if "clusters" in rule else rule["id"]
    return {own: rule, **{node["id"]: node for node in below}}
