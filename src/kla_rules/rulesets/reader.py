"""The one reader of rule files: ids, references, sources, figures and conditions, each once.

A function that reads a kind of file makes its frozen value with a `RuleReader` and leaves there
what does not fit together. Who loads the file refuses it by these findings (`in_order`); `check()`
returns them.
"""

import copy
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from kla_rules.conditions.read import Reader
from kla_rules.core.findings import MOST, Finding, Path, RuleError
from kla_rules.core.points import is_exact
from kla_rules.core.suggestion import suggestions
from kla_rules.core.text import Text
from kla_rules.model.cited import CitedNote, Provenance, Source
from kla_rules.model.measure import Measure
from kla_rules.model.tree import Kind, Node
from kla_rules.rulesets.files import Rule, RuleFile

T = TypeVar("T")


class RuleReader:
    """Reads a rule file whose form is right, and gathers what does not fit together.

    Attributes:
        file, content: the file, and the values in it.
        grades: grades of the sources that are listed, by id.
        findings: what was found, in order, each once; readers of one set of files share them.
    """

    def __init__(
        self,
        file: RuleFile,
        grades: Mapping[str, str] | None = None,
        *,
        sources: Iterable[str] | None = None,
    ) -> None:
        """Begin to read a file.

        Args:
            file: the file.
            grades: of the sources that its set of files lists; left out, of those that it lists
                itself.
            sources: ids of the sources that may be named, in the order in which a finding lists
                them; left out, all with a grade.
        """
        self.file, self.content = file, file.content
        self.grades = grades_in(file) if grades is None else grades
        self.findings: list[Finding] = []
        self._seen: set[Finding] = set()
        self._sources = dict.fromkeys(sorted(self.grades) if sources is None else sources)
        self._errors: dict[str, int] = {}

    def on(self, file: RuleFile) -> "RuleReader":
        """Return the reader of another file of the same set, with the same findings."""
        other = copy.copy(self)
        other.file, other.content = file, file.content
        return other

    def found(self, finding: Finding, *, key: bool = False) -> None:
        """Keep a finding with its place in the file; at the key itself if `key`."""
        if self.full:
            return
        located = self.file.locate(finding, key=key)
        if located not in self._seen:
            self._seen.add(located)
            self.findings.append(located)
            if finding.severity == "error":
                name = self.file.name
                self._errors[name] = self._errors.get(name, 0) + 1

    @property
    def full(self) -> bool:
        """Return whether a file has more errors than anybody is told: looking on helps nobody."""
        return self._errors.get(self.file.name, 0) > MOST

    # -- names ---------------------------------------------------------------------------------

    def ids(self, *path: str, taken: Mapping[str, str] | None = None, name: str = "") -> None:
        """Find ids that stand twice in the list at `path`.

        Args:
            path: keys; nothing need stand there.
            taken: ids that are taken already, with the file each stands in.
            name: what the file is called; left out, its name.
        """
        entries = self.content
        for key in path:
            entries = entries.get(key, {})
        seen: dict[str, str | Path] = {**(taken or {})}
        for position, entry in enumerate(entries):
            here: Path = (*path, position, "id")
            if entry["id"] in seen:
                before = seen[entry["id"]]
                other = before if isinstance(before, str) else self.file.place(before, name)
                values = {"node": entry["id"], "other": other}
                self.found(Finding("edition.duplicate-id", values, here))
            seen[entry["id"]] = here

    def refer(
        self,
        path: Path,
        finding: str,
        known: Collection[str],
        what: str,
        name: str,
        *,
        at_key: bool = False,
        **others: object,
    ) -> bool:
        """Return whether a name is known; one that is not is a finding with what comes near it.

        Args:
            path: where the name stands.
            finding: id of the finding.
            known: the names that there are.
            what: what it names, as the sentence of the finding calls it, such as "agency".
            name: the name.
            at_key: the name is a key.
            others: what else the sentence needs.
        """
        if name in known:
            return True
        if not self.full:
            names = list(dict.fromkeys(known))  # an id that stands twice is said elsewhere
            values = {what: name, "known": names, "near": suggestions(name, names), **others}
            self.found(Finding(finding, values, path), key=at_key)
        return False

    def refer_all(
        self, path: Path, finding: str, known: Collection[str], what: str, names: Iterable[str]
    ) -> None:
        """Find the names in a list that are not known, as `refer` does."""
        for position, name in enumerate(names):
            self.refer((*path, position), finding, known, what, name)

    # -- sources -------------------------------------------------------------------------------

    def source(self, path: Path, source: str) -> None:
        """Find a source that is not listed."""
        if source not in self._sources:
            self.refer(path, "edition.no-source", self._sources, "source", source)

    def sources(self, *keys: str) -> None:
        """Find sources that are not listed, of the file as a whole and of all below these keys."""
        self.source(("source",), self.content["source"])
        for key in keys:
            for path, source in sources_named(self.content.get(key), (key,)):
                self.source(path, source)

    def provenance(self, path: Path, rule: Rule, figure: str | None = None) -> Provenance:
        """Return where a rule comes from: its own source, or the one that holds for the whole file.

        What has neither is inferred.

        Args:
            path: where the rule stands.
            rule: the rule.
            figure: key of what is cited, whose line is named; left out, the rule itself.
        """
        own = "source" in rule
        source = rule["source"] if own else self.content.get("source", "")
        if source:
            self.source((*path, "source") if own else ("source",), source)
        confirmed = tuple(rule.get("confirmed_by", ()))
        for position, other in enumerate(confirmed):
            self.source((*path, "confirmed_by", position), other)
        origin, place = self.file.origin(path if figure is None else (*path, figure))
        line, *_ = origin.document.place(place) or (None, None)
        return Provenance(source, self.grade(rule), origin.name, line, confirmed)

    def grade(self, rule: Rule) -> str:
        """Return the grade of a rule: its own, that of its source, or that of the whole file."""
        own = rule.get("grade") or self.grades.get(rule.get("source", ""))
        if own or "source" not in self.content:
            return own or "I"
        return self.content.get("grade") or self.grades.get(self.content["source"], "U")

    # -- figures and conditions ----------------------------------------------------------------

    def exact(self, path: Path, figure: Any) -> None:  # noqa: ANN401 - a number
        """Find a figure finer than a thousandth."""
        if not is_exact(figure):
            self.found(Finding("edition.too-fine", {"found": figure}, path))

    def naming(self, nodes: Mapping[str, Node], measures: Mapping[str, Measure]) -> Reader:
        """Return what conditions of the file may name; what does not fit is found here."""
        return Reader(nodes, measures, self.found)


def in_order(value: T | None, findings: Sequence[Finding]) -> T:
    """Return what was read.

    Raises:
        RuleError: if there are errors among the findings.
    """
    errors = [finding for finding in findings if finding.severity == "error"]
    if value is None or errors:
        raise RuleError(errors)
    return value


def sources_named(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:  # noqa: ANN401 - plain values
    """Yield the ids of sources that rules name, each with its place.

    >>> list(sources_named([{"source": "a", "confirmed_by": ["b"]}]))
    [((0, 'source'), 'a'), ((0, 'confirmed_by', 0), 'b')]
    """
    if isinstance(value, list):
        for position, entry in enumerate(value):
            yield from sources_named(entry, (*path, position))
    if isinstance(value, Mapping):
        for key, below in value.items():
            if key == "source" and isinstance(below, str):
                yield (*path, key), below
            elif key == "confirmed_by":
                yield from (((*path, key, at), source) for at, source in enumerate(below))
            else:
                yield from sources_named(below, (*path, key))


def grades_in(*files: RuleFile) -> dict[str, str]:
    """Return by id the grades of the sources that files list."""
    listed = [source for file in files for source in file.content.get("sources", ())]
    return {source["id"]: source["grade"] for source in listed}


def questions_in(nodes: Iterable[Node]) -> dict[str, Node]:
    """Return the questions among nodes, by id."""
    return {node.id: node for node in nodes if node.question is not None}


def text_of(rule: Rule) -> Text:
    """Return a text in both languages."""
    return Text(rule["id"], rule["en"])


def notes_of(rule: Rule) -> tuple[Text, ...]:
    """Return the notes of a rule."""
    return tuple(text_of(note) for note in rule.get("notes", ()))


def kinds_of(rule: Rule) -> tuple[Kind, ...]:
    """Return the kinds, of questions or of documents, that a rule lists."""
    return tuple(
        Kind(kind["id"], text_of(kind["title"]), text_of(kind["definition"]))
        for kind in rule.get("kinds", ())
    )


def source_of(rule: Rule) -> Source:
    """Return a source."""
    return Source(
        id=rule["id"],
        title=text_of(rule["title"]),
        publisher=rule["publisher"],
        grade=rule["grade"],
        date=rule.get("date"),
        locator=rule.get("locator"),
        notes=notes_of(rule),
    )


def sources_of(rule: Rule) -> tuple[Source, ...]:
    """Return the sources that a rule lists."""
    return tuple(map(source_of, rule.get("sources", ())))


def sources_by_id(rule: Rule) -> dict[str, Source]:
    """Return the sources that a rule lists, by id."""
    return {source.id: source for source in sources_of(rule)}


def cited_note(rule: Rule, sources: Mapping[str, Source]) -> CitedNote:
    """Return a statement with its source, one of `sources`."""
    return CitedNote(text_of(rule["text"]), sources[rule["source"]], rule["grade"])


def cited_notes(rule: Rule, sources: Mapping[str, Source]) -> tuple[CitedNote, ...]:
    """Return the notes of a rule, each with its source."""
    return tuple(cited_note(note, sources) for note in rule.get("notes", ()))


def titles_in(entries: Iterable[Rule]) -> dict[str, Text]:
    """Return the titles of a list of things, by id."""
    return {entry["id"]: text_of(entry["title"]) for entry in entries}


def words_in(rule: Rule, keys: Iterable[str]) -> dict[str, str]:
    """Return by word, its own id among them, the id of the thing in these lists that it names."""
    return {
        word: entry["id"]
        for key in keys
        for entry in rule[key]
        for word in (entry["id"], *entry.get("also", ()))
    }
