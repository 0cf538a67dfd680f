"""What every step of building an edition needs: sources and grades, and where findings go."""

from typing import Any

from kla_rules.findings import MOST, Finding, Path
from kla_rules.loading.files import RuleFile, RuleFiles
from kla_rules.loading.sums import Rule
from kla_rules.model import Provenance, Source, Text
from kla_rules.points import is_exact
from kla_rules.reading.near import near


class Citing:
    """Gives figures their provenance, and gathers what does not fit together."""

    def __init__(self, files: RuleFiles) -> None:
        self.findings: list[Finding] = []
        self._seen: set[Finding] = set()
        listed = [*files.sources.content["sources"]]
        for overlay in files.overlays:
            listed += overlay.content.get("sources", ())
        self.grades = {source["id"]: source["grade"] for source in listed}

    def found(self, file: RuleFile, finding: Finding, *, key: bool = False) -> None:
        """Keep a finding, with its place in the file."""
        if self.full:
            return
        located = file.locate(finding, key=key)
        if located not in self._seen:
            self._seen.add(located)
            self.findings.append(located)

    @property
    def full(self) -> bool:
        """Tell whether there are more findings than anybody is told: looking on helps nobody."""
        return len(self.findings) > MOST

    def provenance(
        self, file: RuleFile, path: Path, rule: Rule, above: Rule, figure: str
    ) -> Provenance:
        """Return source and grade of `figure`: its own, or those that hold for the whole file."""
        own = "source" in rule
        source = rule["source"] if own else above["source"]
        self.source(file, (*path, "source") if own else ("source",), source)
        for position, other in enumerate(rule.get("confirmed_by", ())):
            self.source(file, (*path, "confirmed_by", position), other)
        inherited = None if own or rule is above else above.get("grade")
        grade = rule.get("grade") or inherited or self.grades.get(source, "U")
        origin, place = file.origin((*path, figure))
        line, _ = origin.document.place(place) or (None, None)
        return Provenance(source, grade, origin.name, line, tuple(rule.get("confirmed_by", ())))

    def exact(self, file: RuleFile, path: Path, figure: Any) -> None:  # noqa: ANN401 - a number
        """Find a figure finer than a thousandth."""
        if not is_exact(figure):
            self.found(file, Finding("edition.too-fine", {"found": figure}, path))

    def source(self, file: RuleFile, path: Path, source: str) -> None:
        """Find a source that is not listed."""
        if source not in self.grades:
            known = sorted(self.grades)
            values = {"source": source, "known": known, "near": near(source, known)}
            self.found(file, Finding("edition.no-source", values, path))

    def ids(self, file: RuleFile, key: str) -> None:
        """Find an id that stands twice in a list."""
        seen: set[str] = set()
        for index, entry in enumerate(file.content.get(key, ())):
            if entry["id"] in seen:
                values = {"node": entry["id"], "other": file.name}
                self.found(file, Finding("edition.duplicate-id", values, (key, index, "id")))
            seen.add(entry["id"])


def text_of(rule: Rule) -> Text:
    """Return a text in both languages."""
    return Text(rule["id"], rule["en"])


def notes_of(rule: Rule) -> tuple[Text, ...]:
    """Return the notes of a rule."""
    return tuple(text_of(note) for note in rule.get("notes", ()))


def source_of(rule: Rule) -> Source:
    """Return a source."""
    return Source(
        rule["id"],
        text_of(rule["title"]),
        rule["publisher"],
        rule["grade"],
        rule.get("date"),
        rule.get("locator"),
        notes_of(rule),
    )
