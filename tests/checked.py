"""Rules for the checks of `kla check`: a small edition with steps and rules on units, damaged at will.

Everything is read from text, so that what a check finds has its line and column; a file that a
damage leaves as it was is read once.
"""

import copy
import functools
import json
from collections.abc import Callable
from typing import Any

import yaml
from attrs import frozen

from kla_rules.core.findings import Finding
from kla_rules.core.reading.read import read_bytes
from kla_rules.participation.rules_reading import read_forum
from kla_rules.rulesets.build import build
from kla_rules.rulesets.files import RuleFile, RuleFiles, held_against
from kla_rules.steps.reading import StepFiles, read_steps
from kla_rules.testing import small_rules
from kla_rules.units.rules_reading import read_units
from kla_rules.validation.checks.rules import Rules
from support import ROOT, _schema_of

Contents = dict[str, Any]
Damage = Callable[[Contents], object]


@frozen
class Met:
    """A damage that a check meets.

    Attributes:
        check: its id.
        damage: changes the contents of the small edition.
        named: what the sentence of the first finding names, in both languages.
        place: what stands at its line and column.
    """

    check: str
    damage: Damage
    named: tuple[str, ...]
    place: str


def several(*damages: Damage) -> Damage:
    """Return what does several damages."""

    def damage(contents: Contents) -> None:
        for one in damages:
            one(contents)

    return damage


def put(name: str, *path: str | int, value: object) -> Damage:
    """Return what puts a value into a file, or takes it out: `None` at a key."""

    def damage(contents: Contents) -> None:
        if not path:
            contents[name] = value
            return
        place = contents[name]
        for part in path[:-1]:
            place = place[part]
        if value is None:
            del place[path[-1]]
        else:
            place[path[-1]] = value

    return damage


def _text(indonesian: str, english: str) -> dict[str, str]:
    return {"id": indonesian, "en": english}


def _step(name: str, *mends: str, **keys: object) -> dict[str, Any]:
    title = _text(f"Kerjakan langkah {name}", f"Do step {name}")
    told = _text(f"Kerjakan langkah {name} sampai selesai", f"Do step {name} until it is done")
    return {
        "id": name, "title": title, "instruction": told, "kind": "programme",
        "mends": list(mends), "responsible": "planning", **keys,
    }  # fmt: skip


_BESIDE: Contents = {
    "units.yaml": {
        "source": "invented",
        "scopes": [
            {"id": "desa-kelurahan", "title": _text("Desa rekaan", "Invented villages"),
             "kinds": ["desa", "kelurahan"]},
        ],
        "facts": [{"id": "forum", "title": _text("Forum rekaan", "Invented forum"), "kind": "yes_no"}],
        "questions": {"4.2": {"of": "desa-kelurahan", "when": {"measure": "forum", "is": True}}},
    },
    "remediation/K1.yaml": {
        "cluster": "K1",
        "steps": [
            _step("first", "1.1", "1.2", "1.3", source="guide"),
            _step("second", "1.4", "2.1", "2.2", "2.3", after=["first"]),
        ],
    },
    "remediation/K2.yaml": {"cluster": "K2", "steps": [_step("third", "4.1", "4.2", "4.3")]},
    "remediation/sources.yaml": {
        "sources": [
            {"id": "guide", "title": _text("Pedoman rekaan", "Invented guide"),
             "publisher": "kla-rules", "grade": "I"},
        ],
    },
    "remediation/assumptions.yaml": {
        "title": _text("Rekaan", "Invented"),
        "kinds": {"programme": {"effort": 1, "months": 1, "share": 1}},
    },
}  # fmt: skip


def small_contents() -> Contents:
    """Return what the files of the small edition hold, with steps and rules on units, by name."""
    return {**small_rules(), **copy.deepcopy(_BESIDE)}


class _Plain(yaml.SafeDumper):
    """Writes a value that stands twice two times: rule files have no aliases."""

    def ignore_aliases(self, _: object) -> bool:
        return True


def _written(contents: Any) -> str:  # noqa: ANN401 - plain values
    return yaml.dump(contents, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=999)


@functools.cache
def _file(name: str, content: str) -> RuleFile:
    document = read_bytes(_written(json.loads(content)).encode(), file=name, json=False)
    return held_against(document, _schema_of(name), name)


def rules_from(contents: Contents) -> Rules:
    """Return the rules that files of these contents describe; they must be in order."""
    files = {name: _file(name, json.dumps(content)) for name, content in contents.items()}
    assert [one for file in files.values() for one in file.findings] == []
    steps = {name: file for name, file in files.items() if name.startswith("remediation/")}
    own = RuleFiles(
        edition=files["edition.yaml"],
        sources=files["sources.yaml"],
        agencies=files["agencies.yaml"],
        requirements=files.get("requirements.yaml"),
        evidence=files.get("evidence.yaml"),
        indicators=tuple(file for name, file in files.items() if name.startswith("indicators/")),
    )
    edition, found = build(own)
    units_file, forum_file = files.get("units.yaml"), files.get("forum.yaml")
    units, wrong = read_units(units_file, edition) if units_file else (None, [])
    found += wrong
    forum, wrong = read_forum(forum_file, edition) if forum_file else (None, [])
    found += wrong
    of_steps = StepFiles(
        tuple(file for name, file in steps.items() if name.startswith("remediation/K")),
        steps["remediation/sources.yaml"],
        steps["remediation/assumptions.yaml"],
        steps.get("remediation/places.yaml"),
    )
    catalogue, wrong = read_steps(of_steps, edition)
    found += wrong
    assert [one for one in found if one.severity == "error"] == []
    return Rules(edition, own, units, units_file, forum, forum_file, catalogue, of_steps)


def damaged(damage: Damage) -> tuple[Contents, Rules]:
    """Return the contents of the small edition after a damage, and the rules that they describe."""
    contents = small_contents()
    damage(contents)
    return contents, rules_from(contents)


def shown_at(contents: Contents, finding: Finding) -> str:
    """Return what stands at the place of a finding, to the end of its line."""
    assert finding.file
    assert finding.line
    assert finding.column
    lines = _written(contents[finding.file]).splitlines()
    return lines[finding.line - 1][finding.column - 1 :]


@frozen
class MetInFile:
    """A change of a file that belongs to no edition, which a check meets.

    Attributes:
        check: its id.
        file: a file that is right, below the top of the repository; "" for one that is new.
        old, new: what is written instead of what.
        named: what the sentence of the first finding names, in both languages.
        place: what stands at its line and column.
    """

    check: str
    file: str
    old: str
    new: str
    named: tuple[str, ...]
    place: str

    def text(self) -> str:
        """Return the text of the file after the change."""
        if not self.file:
            return self.new
        before = (ROOT / self.file).read_text(encoding="utf-8")
        assert self.old in before
        return before.replace(self.old, self.new, 1)
