"""Write the cases that are lacking: small ones, for the author to look at and to confirm."""

import json
import os
import textwrap
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import yaml
from attrs import frozen

from kla_rules.core.catalogues import COVERAGE
from kla_rules.core.findings import Finding, FindingsError, RuleError, check_language
from kla_rules.core.page import WIDTH
from kla_rules.core.points import as_json, decimal
from kla_rules.core.printed import Data
from kla_rules.core.reading.read import read_bytes
from kla_rules.core.resources import is_file
from kla_rules.core.writing import Language
from kla_rules.evaluation.evaluate import evaluate
from kla_rules.model.edition import Edition
from kla_rules.profile.model import Profile
from kla_rules.rulesets.restamp import write_over
from kla_rules.steps.facts import ADVISORY, REQUIREMENT, conditions_of
from kla_rules.steps.reading import catalogue_of
from kla_rules.validation.corpus.folders import rule_folders
from kla_rules.validation.corpus.reading import FOLDER
from kla_rules.validation.corpus.same import same
from kla_rules.validation.covered.beside import forum_cases, unit_cases
from kla_rules.validation.covered.candidates import merged, number, profiles_about
from kla_rules.validation.covered.cover import Paths, coverage, speaks_of
from kla_rules.validation.covered.making import Maker
from kla_rules.validation.covered.model import Coverage, Target
from kla_rules.validation.covered.papers import evidence_cases

FILE: Final = "generated.yaml"
_MOST_FILES: Final = 100  # of generated cases in one folder
_TOGETHER: Final = 8  # questions that one case answers at most
# Below the start of a band: as sheets print values, and one less of what is counted.
_JUST: Final = (Decimal("0.01"), 1)
_SCHEMA: Final = "schemas/corpus.schema.json"
_ABOVE: Final = 3  # folders above the rules in which schemas are looked for


@frozen(repr=False, eq=False)
class Generated(Data):
    """The cases that were written.

    Attributes:
        files: the files, with how many cases were added to each.
        without: what no case was found for.
        waiting: how many cases of before wait to be confirmed.
    """

    files: Mapping[Path, int]
    without: tuple[Target, ...]
    waiting: int

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON values: how many cases each file gained, and what lacks one."""
        lacking = [
            {"kind": one.kind, "name": one.name, "part": one.part if one.part >= 0 else None,
             "state": one.state}
            for one in self.without
        ]  # fmt: skip
        files = {file.as_posix(): count for file, count in self.files.items()}
        return {"files": files, "waiting": self.waiting, "without": lacking}


def generate(
    path: str | os.PathLike[str], cases: Paths = (), language: Language = "id"
) -> tuple[Coverage, Generated]:
    """Write the cases that are lacking beside the rules; return the coverage, and what was written.

    Args:
        path: as of `coverage`.
        cases: as of `coverage`.
        language: of what a new file says of itself, "id" or "en".

    Raises:
        ArgumentError: for another language.
        RuleError: as `coverage`.
    """
    check_language(language)
    found = coverage(path, cases)
    files: dict[Path, int] = {}
    without: list[Target] = []
    waiting = 0
    for folder, own in zip(rule_folders(path), found, strict=True):
        beside = folder.cases  # those as well that were written for other overlays beside
        maker = Maker(folder.edition(), own.gaps, (case.id for case in beside))
        # What waits to be confirmed is not made a second time.
        for case in beside:
            if not case.confirmed and speaks_of(case) and case.value.get("expect"):
                waiting += maker.take({**case.value, "confirmed": True})
        maker.made.clear()
        fill(maker)
        without += maker.lacking.values()
        if maker.made:
            file = folder.path / FOLDER / FILE
            file = _append(file, maker.made, _head(folder.path, language))
            files[file] = files.get(file, 0) + len(maker.made)
    return found, Generated(files, tuple(without), waiting)


def fill(maker: Maker) -> None:
    """Make cases for what is lacking, as far as they are found."""
    for make in (_tables, _floors, _conditions, _nodes, evidence_cases, _steps, unit_cases,
                 forum_cases):  # fmt: skip
        make(maker)


def _head(rules: Path, language: Language) -> str:
    """Return how a new file of cases begins: the schema that editors read, and what it holds."""
    lines: list[str] = []
    for depth, above in enumerate([rules, *rules.absolute().parents][: _ABOVE + 1], start=1):
        if is_file(above / _SCHEMA):
            lines.append(f"yaml-language-server: $schema={'../' * depth}{_SCHEMA}")
            break
    lines += textwrap.wrap(COVERAGE.say("file-head", language), WIDTH - len("# "))
    return "".join(f"# {line}\n" for line in lines)


def _append(file: Path, made: Sequence[Mapping[str, Any]], head: str) -> Path:
    """Add cases to a file; what stands there stays, to the letter.

    Where they cannot follow what its author made of the file - a list in brackets, or indented -
    they go to a further file beside it.

    Returns:
        The file that they were written to.
    """
    for further in range(1, _MOST_FILES):
        here = file if further == 1 else file.with_stem(f"{file.stem}-{further}")
        text = here.read_bytes().decode() if is_file(here) else head
        whole = text + _written(made, text)
        before, after = _cases_in(text), _cases_in(whole)
        if before is not None and same([*before, *as_json(made)], after):
            here.parent.mkdir(exist_ok=True)
            here.touch()
            write_over(here, whole.encode())
            return here
    raise RuleError([Finding("case.too-many-files", {"limit": _MOST_FILES}, file=str(file.parent))])


def _written(made: Sequence[Mapping[str, Any]], text: str) -> str:
    """Return cases as they follow a text, with its ends of lines."""
    more = "" if text.endswith("\n") else "\n"
    for value in made:
        apart = json.loads(json.dumps(value))  # what is shared would be written as an alias
        more += yaml.safe_dump(
            [apart], allow_unicode=True, sort_keys=False, default_flow_style=None, width=WIDTH
        )
    return more.replace("\n", "\r\n") if "\r\n" in text else more


def _cases_in(text: str) -> list[Any] | None:
    """Return the cases in the text of a file; None where it is none that cases can follow."""
    document = read_bytes(text.encode(), file=None, json=False)
    if [finding.id for finding in document.findings] == ["document.empty"]:
        return []
    if document.findings or not isinstance(document.root, list):
        return None
    cases: list[Any] = as_json(document.root)
    return cases


# -- points ----------------------------------------------------------------------------------------


def _tables(maker: Maker) -> None:
    for target in maker.of("table"):
        name, state = target.name, target.state
        table = maker.edition.tables[name]
        start = state.partition("..")[0]
        answers: list[dict[str, Any]] = [{"option": state}]
        below: list[dict[str, Any]] = []
        if state not in table.options_thousandths:
            value = next(band.start for band in table.bands if str(band.start) == start)
            answers = _ways([value])
            if value > table.bands[0].start:  # where another band, or a hole, ends
                below = _ways([value - step for step in _JUST])
        called = f"table-{name}-{state}"
        for take, own, about, ways in (
            (maker.offer, called, state, answers),
            (maker.add, f"{called}-below", f"< {start}", below),
        ):
            for answer in ways:
                given = {"profile": maker.profile({"answers": {name: answer}})}
                if take(own, f"{name}: {about}", given, {"nodes": [name]}):
                    break


def _ways(values: Iterable[int | Decimal]) -> list[dict[str, Any]]:
    """Return answers with a value: as it is, or as a share of units."""
    kept = [number(Decimal(value)) for value in values if value >= 0]
    units = [{"part": value, "whole": 100} for value in kept if isinstance(value, int)]
    return [*({"value": value} for value in kept), *({"units": one} for one in units)]


def _floors(maker: Maker) -> None:
    edition = maker.edition
    for index, level in enumerate(edition.levels):
        if (
            not {("floor", level.id, -1, state) for state in ("below", "reached")}
            & maker.lacking.keys()
        ):
            continue
        threshold = level.threshold_thousandths(edition.edge.policy)
        asked = {one.id for one in edition.levels[: index + 1]}
        for state, points in (("reached", threshold), ("below", threshold - 1)):
            if ("floor", level.id, -1, state) not in maker.lacking or points < 0:
                continue
            total = {"points": {"total": number(decimal(points))}}
            profile = _meeting(maker, total, asked)
            about = f"{level.id}: {state}"
            maker.offer(f"floor-{level.id}-{state}", about, {"profile": profile}, _LEVEL)


_LEVEL: Final = {"score": None, "level": None, "levels_possible": None}


def _meeting(maker: Maker, profile: Mapping[str, Any], levels: set[str]) -> dict[str, Any]:
    """Return a profile that says what another does, and meets what levels ask for besides."""
    whole = maker.profile(profile)
    met: list[str] = []
    for one in maker.edition.requirements:
        if one.level not in levels:
            continue
        met.append(one.id)
        for piece in profiles_about(maker.edition, [one.when], maker.year):
            tried = merged(whole, piece, profile)
            try:
                result = evaluate(Profile.from_dict(tried, maker.edition))
            except FindingsError:
                continue
            states = {each.requirement.id: each.met for each in result.requirements}
            if all(states[name] for name in met):
                whole = tried
                break
    return whole


def _nodes(maker: Maker) -> None:
    """Answer what is lacking in full, questions of one indicator together."""
    edition = maker.edition
    lacking = [target.name for target in maker.of("node")]
    for above, names in _together(edition, lacking):
        answers = {one: {"option": "full"} for one in names if edition.node(one).question}
        if answers:
            given = {"profile": maker.profile({"answers": answers})}
            about = f"{above}: {', '.join(answers)}"
            maker.offer(f"nodes-{above}", about, given, {"nodes": [*answers, above]})
    for target in maker.of("node"):
        node = edition.node(target.name)
        points = {"points": {node.id: number(node.ceiling_points)}}
        given = {"profile": maker.profile(points)}
        maker.offer(f"node-{node.id}", node.id, given, {"nodes": [node.id]})


def _together(edition: Edition, names: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield names by the node above, a few at a time."""
    by_parent: dict[str, list[str]] = defaultdict(list)
    for name in names:
        by_parent[edition.node(name).parent or name].append(name)
    for above, own in by_parent.items():
        for start in range(0, len(own), _TOGETHER):
            yield above, own[start : start + _TOGETHER]


# -- conditions and steps --------------------------------------------------------------------------


def _conditions(maker: Maker) -> None:
    """Try what there is to say of each condition, until each of its outcomes and parts is shown."""
    for name, condition, _ in conditions_of(maker.edition):
        kind, _, rule = name.partition(":")
        sought = {("condition", name)} | ({(kind, rule)} if kind + ":" == REQUIREMENT else set())
        wanted = {REQUIREMENT: "requirements", ADVISORY: "advisories"}.get(kind + ":")
        for piece in profiles_about(maker.edition, [condition], maker.year):
            if not any(key[:2] in sought for key in maker.lacking):
                break
            given: dict[str, Any] = {"profile": maker.profile(piece)}
            if wanted is None:  # of what must hold before a step no result tells
                given["condition_of"] = name
            maker.offer(f"{kind}-{rule}", f"{kind} {rule}", given, {wanted or "": [rule]})


def _steps(maker: Maker) -> None:
    """Answer what one step mends with nothing, a question at a time, and all of it in full.

    Nothing else is answered, and no two steps share a case: were another question mended, or one
    less, the case of that question would fail.
    """
    catalogue = catalogue_of(maker.edition)
    if catalogue is None:
        return
    for target in maker.of("step"):
        mends, wanted = catalogue.steps[target.name].mends, {"steps": [target.name]}
        full = {question: {"option": "full"} for question in mends}
        offered = [{**full, question: {"option": "none"}} for question in mends]
        take = maker.offer
        for answers in offered if target.state == "offered" else [full]:
            given = {"profile": maker.profile({"answers": answers})}
            if take(f"step-{target.name}-{target.state}", target.name, given, wanted):
                take = maker.add
    for target in maker.of("step"):
        for advisory in catalogue.steps[target.name].advisories:
            one = next(each for each in maker.edition.advisories if each.id == advisory)
            for piece in profiles_about(maker.edition, [one.when], maker.year):
                given = {"profile": maker.profile(piece)}
                name = f"step-{target.name}-{target.state}"
                if target.key not in maker.lacking or (
                    target.key in maker.shows(given, {"steps": [target.name]})
                    and maker.offer(name, target.name, given, {"steps": [target.name]})
                ):
                    break
