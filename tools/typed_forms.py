"""Write the typed forms of results from their schemas: a `TypedDict` for each object.

`python tools/typed_forms.py` writes `src/kla_rules/typed/forms/`, a module for each schema. A test
holds the modules against the schemas, and the public names against the modules.
"""

import keyword
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from attrs import define, field

from kla_rules.core.reading.schemas import schema

ROOT: Final = Path(__file__).parents[1]
FORMS: Final = ROOT / "src" / "kla_rules" / "typed" / "forms"
PACKAGE: Final = "kla_rules.typed.forms"
# By schema the name of its form. What `to_dict()` returns has one, and its schema stands here.
NAMED: Final[Mapping[str, str]] = {
    "moved": "Moved",  # a comparison holds it
    "comparison": "Comparison",
    "coverage": "Coverage",
    "deciding": "Deciding",
    "difference": "Difference",
    "evaluation": "Evaluation",
    "evaluations": "Evaluations",
    "evidence-required": "EvidenceRequired",
    "findings": "Findings",
    "forum-result": "Forum",
    "handling-result": "Handling",
    "history-result": "History",
    "merged": "Merged",
    "imported": "Imported",
    "mutation": "Mutation",
    "outlook": "VerificationOutlook",
    "plan": "Plan",
    "profile": "Profile",
    "progress": "Progress",
    "proofs": "Proofs",
    "province-result": "Province",
    "replay": "Replay",
    "rollup": "Rollup",
    "round-result": "Round",
    "sensitivity": "Sensitivity",
    "sweep": "Sweep",
    "sweep-table": "SweepTable",
    "table-file": "TableFile",
    "unit-status": "UnitStatuses",
    "what-if": "WhatIf",
}
# Definitions that have one form, whichever schemas they stand in.
SHARED: Final = ("text", "provenance", "note", "cited_note", "finding", "overlay_digest")
COMMON: Final = "common"
# Schemas that hold what another one is of.
HOLDS: Final[Mapping[str, str]] = {"comparison": "moved"}
# Where the place of an object says less than its sense.
RENAMED: Final[Mapping[str, str]] = {
    "ComparisonLosesMost": "ComparisonWitness",
    "ComparisonLosesMostOld": "ComparisonStanding",
    "ComparisonOld": "ComparisonSide",
    "CoverageGeneratedWithout": "CoverageLacking",
    "CoverageRuleCountsNode": "CoverageCount",
    "PlanWithinReachWithoutReache": "PlanReachWithout",
    "ProofsVerdictWitnesse": "ProofsWitness",
    "SensitivitySmallestGain": "SensitivityGroup",
}
# An editor shows these; of more words than that a form says only that they are texts.
MOST_WORDS: Final = 40
_WIDE: Final = 90
_SCALARS: Final = {
    "string": "str",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "null": "None",
}
_HEAD: Final = '''"""{about}, for checkers of types.

Written by `tools/typed_forms.py` of `schemas/`; `make rules` writes it anew.
"""

{imports}


{body}
'''


@define
class Module:
    """The typed forms of one schema.

    Attributes:
        base: what their names begin with; "" for what all share.
        definitions: of the schema, by name.
        forms: by name the text of each, those that others need first.
        parts: by name the schema of each.
        by_keys: by the keys of an object the name of its form: alike objects have one.
        names: by definition its annotation.
        others: modules whose forms are used where an object has their keys.
    """

    base: str
    definitions: Mapping[str, Any]
    others: "tuple[Module, ...]" = ()
    forms: dict[str, str] = field(factory=dict)
    parts: dict[str, Mapping[str, Any]] = field(factory=dict)
    by_keys: dict[tuple[tuple[str, str], ...], str] = field(factory=dict)
    names: dict[str, str] = field(factory=dict)
    _begun: str = ""

    def type_of(self, part: Mapping[str, Any], name: str) -> str:
        """Return the annotation of a part of a schema; objects get the form `name`."""
        if "$ref" in part:
            key = part["$ref"].rpartition("/")[2]
            return self._referred(key, self.definitions[key])
        if "enum" in part and len(part["enum"]) <= MOST_WORDS:
            words = ", ".join(literal(one) for one in part["enum"] if one is not None)
            return f"Literal[{words}]{' | None' if None in part['enum'] else ''}"
        kinds = part.get("type", [])
        every = [kinds] if isinstance(kinds, str) else kinds
        return " | ".join(self._of_kind(kind, part, name) for kind in every) or "Any"

    def _referred(self, key: str, part: Mapping[str, Any]) -> str:
        name = self.base + camel(key)
        if self._begun == key:
            return f'"{form_name(name)}"'  # it holds itself
        if key not in self.names:
            before, self._begun = self._begun, key
            self.names[key] = self.type_of(part, name)
            self._begun = before
        return self.names[key]

    def _of_kind(self, kind: str, part: Mapping[str, Any], name: str) -> str:
        if kind == "array":
            return f"list[{self.type_of(part.get('items', {}), singular(name))}]"
        if kind != "object":
            return _SCALARS[kind]
        if "properties" in part:
            return self.add(part, RENAMED.get(name, name))
        values = part.get("additionalProperties")
        entries = values if isinstance(values, dict) else {}
        return f"dict[str, {self.type_of(entries, singular(name))}]"

    def add(self, part: Mapping[str, Any], name: str) -> str:
        """Add the form of an object after those of its parts, and return its name.

        An object with the keys of another has the form of that.
        """
        required = set(part.get("required", ()))
        keys = {}
        for key, value in part["properties"].items():
            annotation = self.type_of(value, name + camel(key))
            keys[key] = annotation if key in required else f"NotRequired[{annotation}]"
        alike = tuple(sorted(keys.items()))
        for other in self.others:
            if alike in other.by_keys:
                return other.by_keys[alike]
        if alike not in self.by_keys:
            if form_name(name) in self.forms:
                raise SystemExit(f"two objects are called {name}: see RENAMED")
            self.by_keys[alike] = form_name(name)
            self.parts[form_name(name)] = part
            self.forms[form_name(name)] = "\n".join(self._lines(part, name, keys))
        return self.by_keys[alike]

    def _lines(self, part: Mapping[str, Any], name: str, keys: Mapping[str, str]) -> Iterator[str]:
        """Yield the lines of a form; keys that are no names in Python stand in one below it."""
        odd = [key for key in keys if not key.isidentifier() or keyword.iskeyword(key)]
        above = "TypedDict"
        if odd:
            above = f"_{form_name(name)}"
            entries = ", ".join(f'"{key}": {keys[key]}' for key in odd)
            yield from [f'{above} = TypedDict("{above}", {{{entries}}})', "", ""]
        yield from [f"class {form_name(name)}({above}):", *docstring(part["description"]), ""]
        for key, annotation in keys.items():
            if key not in odd:
                yield f"    {key}: {annotation}"
                yield from docstring(self._said(part["properties"][key]))

    def _said(self, part: Mapping[str, Any]) -> str:
        """Return what a schema says of a part, or of the definition that it refers to."""
        text: str = part.get("description") or self._said(
            self.definitions[part["$ref"].rpartition("/")[2]]
        )
        return text


def literal(word: object) -> str:
    """Return a word of an enumeration as Python writes it."""
    return f'"{word}"' if isinstance(word, str) else repr(word)


def form_name(name: str) -> str:
    """Return the name of a form."""
    return f"{name}Dict"


def camel(key: str) -> str:
    """Return a key as a part of a name.

    >>> camel("cited_note"), camel("not-begun")
    ('CitedNote', 'NotBegun')
    """
    return "".join(word.capitalize() for word in key.replace("_", "-").split("-"))


def singular(name: str) -> str:
    """Return the name of one of several.

    >>> singular("EvaluationAdvisories"), singular("PlanSteps"), singular("Ahead")
    ('EvaluationAdvisory', 'PlanStep', 'Ahead')
    """
    if name.endswith("ies"):
        return name.removesuffix("ies") + "y"
    return name.removesuffix("s") if not name.endswith("ss") else name


def docstring(text: str) -> list[str]:
    """Return the lines of a docstring; its first part stands alone where the whole is long."""
    if len(text) <= _WIDE:
        return [f'    """{text}"""']
    ends = [end for mark in (". ", "; ", ": ", ", ") if 0 < (end := text.find(mark)) < _WIDE]
    if not ends:
        return ['    """', *(f"    {line}" for line in textwrap.wrap(text, _WIDE)), '    """']
    first, rest = text[: ends[0]], text[ends[0] + 2 :]
    wrapped = textwrap.wrap(rest[0].upper() + rest[1:], _WIDE)
    return [f'    """{first}.', "", *(f"    {line}" for line in wrapped), '    """']


def modules() -> dict[str, Module]:
    """Return the typed forms by the name of their module."""
    every = {key: part for name in NAMED for key, part in _definitions(name).items()}
    common = Module("", every)
    for key in SHARED:
        common.type_of({"$ref": f"#/definitions/{key}"}, "")
    found = {COMMON: common}
    for name, base in NAMED.items():
        others = (common, *(found[held] for held in [HOLDS.get(name)] if held))
        module = Module(base, _definitions(name), others)
        module.add(schema(name), base)
        found[name.removesuffix("-result").replace("-", "_")] = module
    return found


def _definitions(name: str) -> dict[str, Any]:
    definitions: dict[str, Any] = schema(name).get("definitions", {})
    return definitions


def texts() -> Iterator[tuple[Path, str]]:
    """Yield every module and its text, before it is laid out."""
    every = modules()
    for name, module in every.items():
        body = "\n\n\n".join(module.forms.values())
        about = "What several results have" if name == COMMON else f"The keys of `{name}`"
        words = [word for word in ("Any", "Literal", "NotRequired") if word in body]
        imports = [f"from typing import {', '.join(words)}\n"] if words else []
        for other in (one for one, there in every.items() if there in module.others):
            used = [form for form in every[other].forms if re.search(rf"\b{form}\b", body)]
            imports += [f"from {PACKAGE}.{other} import {', '.join(sorted(used))}"] if used else []
        imports.append(f"from {PACKAGE}.typed_dict import TypedDict")
        yield (
            FORMS / f"{name}.py",
            _HEAD.format(about=about, imports="\n".join(imports), body=body),
        )


def bare(text: str) -> str:
    """Return a text without what a formatter may write otherwise."""
    return re.sub(r"[\s(),]+", "", text)


if __name__ == "__main__":
    written = []
    for path, text in texts():
        path.write_text(text, encoding="utf-8")
        written.append(str(path))
    for command in (["check", "--fix", "--quiet", "--select", "I"], ["format", "--quiet"]):
        subprocess.run([sys.executable, "-m", "ruff", *command, *written], check=True)
