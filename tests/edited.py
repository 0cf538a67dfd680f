"""Changes of packaged rules, kept as data, done to what the files hold and read again in memory."""

import copy
import functools
from pathlib import Path
from typing import Any

import yaml

import kla_rules as kla
from kla_rules.cases.settings_reading import read_handling
from kla_rules.core.findings import Finding
from kla_rules.core.reading.read import read_bytes
from kla_rules.participation.rules_reading import read_forum
from kla_rules.rulesets.build import build
from kla_rules.rulesets.files import RuleFile, RuleFiles, held_against
from kla_rules.steps.reading import StepFiles, read_steps
from kla_rules.units.local_reading import read_local
from kla_rules.units.rules_reading import read_units
from kla_rules.validation.analysis import file_findings
from kla_rules.validation.checks import run
from kla_rules.validation.checks.rules import Rules
from support import ROOT, _schema_of

Edit = dict[str, Any]
Contents = dict[str, Any]
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ALONE = {"kelurahan-local": "local", "handling": "handling"}  # files of no edition, by folder
_HEADS = {"edition.yaml", "sources.yaml", "agencies.yaml", "requirements.yaml", "evidence.yaml"}


@functools.cache
def contents_of(edition: str) -> Contents:
    """Return what the files of a packaged edition hold, by name."""
    folder = ROOT / "rules" / edition
    return {
        path.relative_to(folder).as_posix(): _loaded(path)
        for path in sorted(folder.rglob("*.yaml"))
    }


def _loaded(path: Path) -> Any:  # noqa: ANN401 - plain values
    return yaml.load(path.read_text("utf-8"), _LOADER)  # noqa: S506 - a safe one


def edits_in(name: str) -> list[Edit]:
    """Return the edits of a file beside the tests."""
    edits: list[Edit] = _loaded(Path(__file__).parent / name)["edits"]
    return edits


def touched(edit: Edit) -> set[tuple[str, str]]:
    """Return what an edit touches: indicators, and entries of other files."""
    changes = [*edit.get("changes", ()), *_of_question(contents_of(edition_of(edit)), edit)]
    return {(one["file"], _entry(one)) for one in changes}


def _entry(change: Edit) -> str:
    """Return which entry of its file a change touches; of an indicator the sum is one, too."""
    if change["file"].startswith("indicators/"):
        return ""
    place = (*change["at"][:2], change.get("add", {}).get("id", ""))
    return ".".join(map(str, place))


def edition_of(edit: Edit) -> str:
    """Return the id of the edition that an edit is done to."""
    return str(edit.get("edition", "kla-2024"))


def edited(*edits: Edit) -> Contents:
    """Return the contents of the files that edits of one edition change; the version is raised."""
    whole = contents_of(edition_of(edits[0]))
    changes: list[Edit] = [{"file": _versioned(edits[0]), "at": ["version"], "value": "9.0.0"}]
    for edit in edits:
        changes += [*edit.get("changes", ()), *_of_question(whole, edit)]
    changed = {one["file"]: copy.deepcopy(whole[one["file"]]) for one in changes}
    for one in changes:
        _change(changed[one["file"]], one["at"], one)
    return changed


def _versioned(edit: Edit) -> str:
    """Return the file that has the version: that of the edition, or the one that is edited."""
    file: str = edit["changes"][0]["file"] if edition_of(edit) in _ALONE else "edition.yaml"
    return file


def _change(content: Any, at: list[Any], one: Edit) -> None:  # noqa: ANN401 - plain values
    for part in at[:-1]:
        content = content[_key(content, part)]
    key = _key(content, at[-1])
    if "more" in one:
        content[key] += one["more"]
    elif "add" not in one and "value" not in one:
        del content[key]
    elif "add" not in one:
        content[key] = one["value"]
    elif isinstance(content.setdefault(key, []), dict):
        content[key] |= one["add"]
    else:
        content[key].append(one["add"])


def _key(content: Any, part: Any) -> Any:  # noqa: ANN401 - plain values
    """Return a key or a position; "@6.2" is the entry of a list with that id."""
    if isinstance(part, str) and part.startswith("@"):
        return next(at for at, one in enumerate(content) if one["id"] == part[1:])
    return part


def _of_question(contents: Contents, edit: Edit) -> list[Edit]:
    """Return the changes of a new question: its points are taken from another one's."""
    if "question" not in edit:
        return []
    question, source = edit["question"], edit["points_of"]
    name, file = question["id"], next(
        file for file, rule in contents.items()
        if file.startswith("indicators/") and any(one["id"] == source for one in rule["questions"])
    )  # fmt: skip
    rule = contents[file]
    given = next(one for one in rule["questions"] if one["id"] == source)
    changes = [
        {"file": file, "at": ["questions"], "add": question},
        {"file": file, "at": ["questions", f"@{source}", "maximum"],
         "value": given["maximum"] - question["maximum"]},
    ]  # fmt: skip
    if question["maximum"]:
        step = {
            "id": f"step-of-{name.lower().replace('.', '-')}",
            "title": {"id": f"Kerjakan yang baru: {name}", "en": f"Do what is new: {name}"},
            "instruction": {"id": f"Kerjakan yang baru: {name}, sampai selesai",
                            "en": f"Do what is new: {name}, to the end"},
            "kind": "programme", "mends": [name],
            "responsible": question.get("agencies", rule.get("agencies", given.get("agencies")))[0],
        }  # fmt: skip
        changes.append(
            {"file": f"remediation/{rule['cluster']}.yaml", "at": ["steps"], "add": step}
        )
    return changes


class _Plain(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc] # either of two
    """Writes a value that stands twice two times: rule files have no aliases."""

    def ignore_aliases(self, _: object) -> bool:
        return True


@functools.cache
def _packaged(edition: str) -> dict[str, RuleFile]:
    folder = ROOT / "rules" / edition
    return {name: _read(name, (folder / name).read_bytes()) for name in contents_of(edition)}


def _file(name: str, content: object, schema: str = "") -> RuleFile:
    text = yaml.dump(content, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=999)
    return _read(name, text.encode(), schema)


def _read(name: str, text: bytes, schema: str = "") -> RuleFile:
    document = read_bytes(text, file=name, json=False)
    return held_against(document, schema or _schema_of(name), name)


def findings_after(*edits: Edit) -> list[Finding]:
    """Return everything that is found in an edition after edits of it, save notes."""
    folder = edition_of(edits[0])
    if folder in _ALONE:
        return _alone(_ALONE[folder], edited(*edits))
    changed = {name: _file(name, content) for name, content in edited(*edits).items()}
    files = {**_packaged(folder), **changed}
    found = [one for file in files.values() for one in file.findings]
    rules = None if found else _rules(files, found)
    if rules is not None:
        found += run(rules)
    return [one for one in found if one.severity != "note"]


def _alone(kind: str, contents: Contents) -> list[Finding]:
    """Return what is found in files that belong to no edition."""
    found: list[Finding] = []
    edition = kla.edition("kla-2024")
    for name, content in contents.items():
        file = _file(name, content, kind)
        assert file.findings == ()
        if kind == "local":
            local, wrong = read_local(file, edition)
            found += file_findings(file, edition, local, wrong)
        else:
            settings, wrong = read_handling(file)
            found += file_findings(file, edition, settings, wrong)
    return [one for one in found if one.severity != "note"]


def _rules(files: dict[str, RuleFile], found: list[Finding]) -> Rules | None:
    heads = {name.removesuffix(".yaml"): files.get(name) for name in _HEADS}
    indicators = tuple(file for name, file in files.items() if name.startswith("indicators/"))
    own = RuleFiles(indicators=indicators, **heads)  # type: ignore[arg-type] # some need not be there
    edition, wrong = build(own)
    found += wrong
    if any(one.severity == "error" for one in found):
        return None
    units, forum = files.get("units.yaml"), files.get("forum.yaml")
    of_units, wrong = read_units(units, edition) if units else (None, [])
    found += wrong
    of_forum, wrong = read_forum(forum, edition) if forum else (None, [])
    found += wrong
    steps = _steps(files)
    catalogue, wrong = read_steps(steps, edition) if steps else (None, [])
    found += wrong
    if any(one.severity == "error" for one in found):
        return None
    return Rules(edition, own, of_units, units, of_forum, forum, catalogue, steps)


def _steps(files: dict[str, RuleFile]) -> StepFiles | None:
    if "remediation/sources.yaml" not in files:
        return None
    return StepFiles(
        tuple(file for name, file in files.items() if name.startswith("remediation/K")),
        files["remediation/sources.yaml"],
        files["remediation/assumptions.yaml"],
        files.get("remediation/places.yaml"),
    )
