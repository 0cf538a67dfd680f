"""A mapping as a file for a person to correct: every guess is marked, nothing is of a person."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import field, frozen

from kla_rules.core.catalogues import IMPORTS
from kla_rules.core.findings import check_language
from kla_rules.core.frozen import frozen_value
from kla_rules.core.listed import Listed, listed
from kla_rules.core.printed import Data
from kla_rules.core.writing import Language, printable
from kla_rules.imports.mapping import letters, plain_mapping
from kla_rules.imports.model import Found, Remark
from kla_rules.imports.units import mapping_of
from kla_rules.model.measure import Measure

_PLAIN: Final = re.compile(r"[A-Za-z][A-Za-z_-]*\Z")
# What YAML takes for something else, in small letters or capitals.
_WORDS: Final = frozenset({"yes", "no", "on", "off", "y", "n", "true", "false", "null"})


@frozen(repr=False, eq=False)
class MappingSuggestion(Data):
    """How a file seems to be meant.

    Attributes:
        file: the file.
        mapping: plain values, as `schemas/mapping.schema.json` says; `import_files` takes them.
        remarks: what was recognised, guessed and left.
        titles: what facts are called, by id.
    """

    file: str
    mapping: Mapping[str, Any] = field(converter=frozen_value)
    remarks: Listed[Remark] = field(default=(), converter=listed)
    titles: Mapping[str, Any] = field(factory=dict, repr=False)

    @property
    def guessed(self) -> Listed[Remark]:
        """What is a guess: to be looked at."""
        return listed(one for one in self.remarks if one.kind == "guessed")

    def text(self, language: Language = "id") -> str:
        """Return the mapping as a file in YAML, with comments in one language.

        Raises:
            ArgumentError: for another language.
        """
        check_language(language)
        return "\n".join(_lines(self, language)) + "\n"

    def __repr__(self) -> str:
        """Return a short summary."""
        columns = len(self.mapping.get("columns", self.mapping.get("blocks", ())))
        layout, guessed = self.mapping["layout"], len(self.guessed)
        return f"MappingSuggestion({layout}, {columns} parts, {guessed} guessed)"


def suggestion_of(found: Found, facts: Mapping[str, Measure]) -> MappingSuggestion:
    """Return how a sheet seems to be meant."""
    mapping, remarks = mapping_of(found, facts)
    titles = {name: fact.title for name, fact in facts.items()}
    return MappingSuggestion(str(found.workbook.file), plain_mapping(mapping), remarks, titles)


def _lines(suggestion: MappingSuggestion, language: Language) -> Iterator[str]:
    def say(key: str, **values: object) -> str:
        return IMPORTS.say(key, language, **values)

    is_recap = suggestion.mapping["layout"] == "recap"
    for key in ("mapping-head", "mapping-guess", "mapping-rows" if is_recap else "mapping-left"):
        yield f"# {say(key, file=printable(suggestion.file))}"
    mapping = suggestion.mapping
    placed = [*mapping.get("columns", ()), *mapping.get("rows", ())]
    general = [
        one
        for one in suggestion.guessed
        if not one.column or (is_recap and not any(_is_of(one, entry) for entry in placed))
    ]
    for remark in general:
        yield f"# {say('guess')}: {remark.note.text(language)}"
    for key, value in mapping.items():
        if key not in {"columns", "blocks", "rows"}:
            guess = _guess_of(suggestion, key, language)
            yield f"{key}: {_scalar(value)}{guess}"
    for key in () if is_recap else ("year", "codes", "kind"):
        if key not in mapping:
            yield f"# {key}:  # {say(f'mapping-{key}')}"
    if "means" not in mapping and not is_recap:
        yield f'# means: {{"x": "yes", "-": "no"}}  # {say("mapping-means")}'
    for key in ("blocks", "columns", "rows"):
        if key in mapping:
            yield f"{key}:"
            yield from _entries(suggestion, mapping[key], language)


def _entries(
    suggestion: MappingSuggestion, entries: Sequence[Mapping[str, Any]], language: Language
) -> Iterator[str]:
    for entry in entries:
        written = ", ".join(f"{key}: {_scalar(value)}" for key, value in entry.items())
        said = [
            remark.note.text(language) for remark in suggestion.guessed if _is_of(remark, entry)
        ]
        comments = [f"{IMPORTS.say('guess', language)}: {one}" for one in said]
        if not said and entry.get("fact"):
            comments = [suggestion.titles[entry["fact"]].get(language)]
        if entry.get("is") == "dropped":
            comments = [IMPORTS.say("mapping-dropped", language)]
        end = f"  # {' '.join(comments)}" if comments else ""
        yield f"  - {{{written}}}{end}"


def _is_of(remark: Remark, entry: Mapping[str, Any]) -> bool:
    """Return whether a remark is about an entry: a column, or a row of a recap."""
    if "question" in entry:
        of_row = remark.note.id != "recap.heading-guessed" and remark.row == entry["row"]
        return of_row and entry.get("sheet", remark.sheet) == remark.sheet
    if "is" not in entry or not remark.column or remark.note.id.startswith("recap.guess-"):
        return False
    return bool(letters(remark.column - 1) == entry["column"])


def _guess_of(suggestion: MappingSuggestion, key: str, language: Language) -> str:
    ids = {"kind": "import.kind-from-heading"}
    guessed = [one for one in suggestion.guessed if one.note.id == ids.get(key)]
    return f"  # {IMPORTS.say('guess', language)}" if guessed else ""


def _scalar(value: Any) -> str:  # noqa: ANN401 - plain values
    """Return a value as JSON writes it, which is YAML that all read alike; plain words as such."""
    if isinstance(value, str) and _PLAIN.match(value) and value.lower() not in _WORDS:
        return value
    if isinstance(value, Mapping):
        parts = (f"{_scalar(key)}: {_scalar(one)}" for key, one in value.items())
        return "{" + ", ".join(parts) + "}"
    return json.dumps(value, ensure_ascii=False)
