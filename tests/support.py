"""What several test files need: editions, examples, the command, damaged rules, and how often to try."""

import contextlib
import csv
import functools
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_DOWN, Decimal
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve, frozen
from hypothesis import settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

import kla_rules as kla
from kla_rules.cli.main import run
from kla_rules.core.findings import Finding, FindingsError, RuleError
from kla_rules.core.points import plain, written
from kla_rules.core.reading.read import read_bytes
from kla_rules.core.reading.schemas import schema, schema_findings
from kla_rules.evaluation.levels import level_at
from kla_rules.model.tree import Node
from kla_rules.participation.rules_reading import read_forum
from kla_rules.public import NAMES
from kla_rules.rulesets.build import build
from kla_rules.rulesets.files import RuleFile, RuleFiles, attached_file, read_rule_files
from kla_rules.rulesets.sums import check_alone
from kla_rules.steps.model import Catalogue
from kla_rules.steps.reading import StepFiles, catalogue_of, read_steps, step_files
from kla_rules.testing import profiles, small_edition
from kla_rules.units.rules_reading import read_units

ROOT = Path(__file__).parents[1]
RULES = ROOT / "rules" / "kla-2024"
BANDUNG = ROOT / "examples" / "kota-bandung-2024.yaml"
PASURUAN = ROOT / "examples" / "kota-pasuruan-illustrative.yaml"
TREE = kla.edition("kla-2024")
# The questions that give points.
SCORED = [node.id for node in TREE.nodes if node.question is not None and node.ceiling_thousandths]


def public_names() -> list[str]:
    """Return every public name, as it is written after `kla.`."""
    return [
        f"{package}.{name}".removeprefix("kla_rules.")
        for package, homes in NAMES.items()
        for names in homes.values()
        for name in names
    ]


# -- profiles of points ----------------------------------------------------------------------------


def profile_of(edition: kla.Edition, drawn: Mapping[str, int], **fields: object) -> kla.Profile:
    """Return the profile with these thousandths."""
    figures = {node_id: plain(value) for node_id, value in drawn.items()}
    data = {"stage": "self", "year": edition.rounds[0], **fields, "points": figures}
    return kla.Profile.from_dict(data, edition)


def points_of(edition: kla.Edition, **options: Any) -> st.SearchStrategy[dict[str, int]]:
    """Return a strategy of thousandths by node id: those of profiles, whatever their form."""

    def points_in(profile: kla.Profile) -> dict[str, int]:
        given = zip(edition.ids, profile.values_thousandths, strict=True)
        return {name: value for name, value in given if value is not None}

    return profiles(edition, measures=False, evidence=False, **options).map(points_in)


# -- figures, which stand in the rules only ----------------------------------------------------------


def most(name: str, more: float = 0) -> int | float:
    """Return the maximum of a node in points, or so many points more."""
    return plain(TREE.node(name).ceiling_thousandths + round(more * 1000))


def summed(*names: str) -> int | float:
    """Return the sum of maxima, in points."""
    return plain(sum(TREE.node(name).ceiling_thousandths for name in names))


def part_of(name: str, part: float) -> int | float:
    """Return a part of the maximum of a node, in points, cut as evaluation cuts it."""
    exact = Decimal(TREE.node(name).ceiling_thousandths) * Decimal(str(part))
    return plain(int(exact.quantize(Decimal(1), ROUND_DOWN)))


def floor_of(level: str, more: float = 0, edition: kla.Edition = TREE) -> int | float:
    """Return the floor of a level in points, or so many points more."""
    (found,) = (one.floor_thousandths for one in edition.levels if one.id == level)
    return plain(found + round(more * 1000))


def level_of(points: float) -> str | None:
    """Return the level that a total gives."""
    found = level_at(TREE, round(points * 1000), TREE.edge.policy)
    return None if found is None else found.id


def in_layer(rank: str, edition: kla.Edition = TREE) -> list[Node]:
    """Return the nodes of a rank, and what ends above it."""
    own = {node.id for node in edition.nodes if node.rank == rank}
    return [
        node
        for node in edition.nodes
        if node.id in own or (not node.children and own.isdisjoint(edition.above(node.id)))
    ]


def room_in(nodes: Iterable[Node], edition: kla.Edition = TREE) -> list[Decimal]:
    """Return how many points each node can have that count whole: none below a cap."""
    capped = {child for node in edition.nodes if node.cap is not None for child in node.children}
    return [Decimal(0) if node.id in capped else node.ceiling_points for node in nodes]


def filled(
    total: Decimal,
    nodes: Sequence[Node],
    edition: kla.Edition = TREE,
    tails: Sequence[int] = (),
) -> dict[str, Decimal]:
    """Return figures that sum to a total: each node full, one after another, until nothing is left.

    Some are one to two points short, with so many millionths of a point of their own (`tails`).
    """
    points, left, ends = {}, total, [*tails]
    for node, room in zip(nodes, room_in(nodes, edition), strict=True):
        own = min(left, room)
        if own >= 1 and ends and node.parent is not None:
            own = int(own) - 1 + Decimal(ends.pop()).scaleb(-6)
        points[node.id] = own
        left -= own
    assert not left, f"{left} more than there is room for"
    return points


def attached() -> dict[str, set[str]]:
    """Return by question what is to be attached, as it was acknowledged with its source."""
    with (ROOT / "tests" / "instrument" / "attached.csv").open(encoding="utf-8") as stream:
        return {
            row["question"]: {*row["attached"].split()}
            for row in csv.DictReader(stream)
            if row["edition"] == TREE.id
        }


def english(points: float | Decimal) -> str:
    """Return points as an English sentence writes them."""
    return written(round(points * 1000), "en")


def steps_in(edition: kla.Edition) -> Catalogue:
    """Return the steps of an edition that has some."""
    found = catalogue_of(edition)
    assert found is not None
    return found


def scored(edition: kla.Edition) -> list[str]:
    """Return the questions of an edition that give points."""
    return [
        node.id for node in edition.nodes if node.question is not None and node.ceiling_thousandths
    ]


def full(edition: kla.Edition = TREE) -> dict[str, Any]:
    """Return full answers to every question that gives points."""
    return {name: {"option": "full"} for name in scored(edition)}


@functools.cache
def profile_in(path: Path) -> kla.Profile:
    """Return the profile in a file of the repository, read once."""
    return kla.Profile.read(path)


# -- how often a property is tried ------------------------------------------------------------------


def examples(quick: int) -> settings:
    """Return how often a property is tried: so often in `make test`, five times that in `test-all`."""
    # The oldest Hypothesis that strategies are tried with has no name for its profile.
    named = getattr(settings, "get_current_profile_name", lambda: "")
    thorough = named() == "thorough"
    return settings(max_examples=quick * 5 if thorough else quick)


# -- the command ------------------------------------------------------------------------------------


def command(*words: str | Path, stdin: bytes = b"", at: Path = ROOT) -> tuple[int, str, str]:
    """Run `kla` within this process, at the top of the repository; return code, output, errors."""
    out, err, before = io.StringIO(), io.StringIO(), sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
    try:
        with (
            contextlib.chdir(at),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            code = _exit_code([str(word) for word in words])
    finally:
        sys.stdin = before
    return code, out.getvalue(), err.getvalue()


def _exit_code(words: list[str]) -> int:
    try:
        return run(words)
    except SystemExit as error:  # wrong usage, --help, --version
        return int(error.code or 0)


def said(*words: str | Path, code: int = 0) -> str:
    """Run `kla`, which must end with this code; return its output in one line, or its errors."""
    found, out, err = command(*words)
    assert found == code, err
    return " ".join((out or err).split())


def process(*words: str | Path, stdin: bytes = b"") -> tuple[int, str, str]:
    """Run `kla` as a process of its own; return exit code, output and errors."""
    done = subprocess.run(
        [sys.executable, "-m", "kla_rules", *map(str, words)],
        input=stdin,
        capture_output=True,
        cwd=ROOT,
        check=False,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def python(program: str) -> str:
    """Run a program as a process that can import the tests; return what it prints."""
    head = f"import sys; sys.path[:0] = [{str(ROOT / 'tests')!r}, {str(ROOT / 'tools')!r}]\n"
    done = subprocess.run([sys.executable, "-c", head + program], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-1000:]
    return done.stdout.decode().strip()


def with_programs() -> Mapping[str, str]:
    """Return an environment in which `kla` and `python` are those under test."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return {**os.environ, "PATH": path}


# -- files, tables, results ------------------------------------------------------------------------


def file_with(path: Path, text: str) -> Path:
    """Write a text into a file; return its path."""
    path.write_text(text, encoding="utf-8")
    return path


def copied(path: Path, source: Path, old: str, new: str) -> Path:
    """Write a file as another is, after one change of its text; return its path."""
    text = source.read_text(encoding="utf-8")
    assert old in text
    return file_with(path, text.replace(old, new, 1))


def city(*kelurahan: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of one kecamatan and its kelurahan."""
    own = ({"name": row["id"], "kind": "kelurahan", "parent": "k", **row} for row in kelurahan)
    return [{"id": "k", "name": "K", "kind": "kecamatan"}, *own]


def refused_for(error: type[kla.KlaError], read: Callable[[], object]) -> list[Finding]:
    """Return the findings for which something is refused."""
    with pytest.raises(error) as caught:
        read()
    assert isinstance(caught.value, FindingsError)
    return list(caught.value.findings)


def fitting(name: str, value: object) -> Any:  # noqa: ANN401 - plain values
    """Return a value as JSON has it; it fits the packaged schema of this name."""
    plain_value = json.loads(json.dumps(value))
    Draft7Validator(schema(name)).validate(plain_value)
    return plain_value


# -- damaged rules, in memory -----------------------------------------------------------------------


@frozen
class Rules:
    """The rule files of an edition, read once; a damage reads one of them anew."""

    files: RuleFiles
    steps: StepFiles | None
    units: RuleFile | None
    forum: RuleFile | None

    def all_files(self) -> Iterator[RuleFile]:
        """Yield every file."""
        yield from self.files
        if self.steps is not None:
            yield from self.steps
        yield from (file for file in (self.units, self.forum) if file is not None)

    def text(self, name: str) -> str:
        """Return the text of a packaged file."""
        assert self.files.folder is not None
        return (self.files.folder / name).read_text(encoding="utf-8")

    def changed(self, name: str, old: str, new: str) -> "Rules":
        """Return the rules after one change of the text of a file, at its first place."""
        text = self.text(name)
        assert old in text
        return self.rewritten(name, text.replace(old, new, 1))

    def rewritten(self, name: str, text: str | bytes) -> "Rules":
        """Return the rules with another text of a file; it is read as it would be from the disk."""
        data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
        document = read_bytes(data, file=name, json=name.endswith(".json"))
        found = list(document.findings)
        if document.root is not None or not found:
            found += schema_findings(document, _schema_of(name))
        return self.exchanged(RuleFile(name, document, tuple(found)))

    def exchanged(self, file: RuleFile) -> "Rules":
        """Return the rules with another file of the same name."""

        def chosen(one: RuleFile) -> RuleFile:
            return file if one.name == file.name else one

        def maybe(one: RuleFile | None) -> RuleFile | None:
            return one and chosen(one)

        assert file.name in {one.name for one in self.all_files()}
        files, steps = self.files, self.steps
        return Rules(
            evolve(
                files,
                edition=chosen(files.edition),
                sources=chosen(files.sources),
                agencies=chosen(files.agencies),
                requirements=maybe(files.requirements),
                evidence=maybe(files.evidence),
                indicators=tuple(map(chosen, files.indicators)),
            ),
            steps
            and StepFiles(
                tuple(map(chosen, steps.clusters)),
                chosen(steps.sources),
                chosen(steps.assumptions),
                maybe(steps.places),
            ),
            maybe(self.units),
            maybe(self.forum),
        )

    def findings(self) -> list[Finding]:
        """Return what `kla check` finds in a folder with these files."""
        found = [one for file in self.files for one in file.findings]
        if found:
            sound = [file for file in self.files.indicators if not file.findings]
            alone = [one for file in sound for one in check_alone(file)]
            return found + [one for one in alone if one.severity == "error"]
        edition, found = build(self.files)
        if any(one.severity == "error" for one in found):
            return found
        more = read_units(self.units, edition)[1] if self.units else []
        more += read_forum(self.forum, edition)[1] if self.forum else []
        if self.steps is not None:
            more += read_steps(self.steps, edition)[1]
        return [*found, *more]

    def errors(self) -> list[Finding]:
        """Return the findings that keep the rules from being used."""
        return [one for one in self.findings() if one.severity == "error"]

    def edition(self) -> kla.Edition:
        """Return the edition; steps and rules on units are those of its folder, unchanged.

        Raises:
            RuleError: as `kla.edition` does.
        """
        found = [one for file in self.files for one in file.findings]
        if not found:
            edition, found = build(self.files)
            errors = [one for one in found if one.severity == "error"]
            if not errors:
                return edition
            found = errors
        raise RuleError(found)


@functools.cache
def rules_of(name: str = "kla-2024") -> Rules:
    """Return the rules of a packaged edition."""
    folder = ROOT / "rules" / name
    files = read_rule_files(folder)
    units, forum = (attached_file(folder, kind) for kind in ("units", "forum"))
    return Rules(files, step_files(folder), units, forum)


def _schema_of(name: str) -> str:
    above, _, last = name.rpartition("/")
    stem = last.partition(".")[0]
    if above == "indicators":
        return "indicator"
    if above == "remediation" and stem not in {"sources", "assumptions", "places"}:
        return "steps"
    return stem


def place_of(finding: Finding, text: str) -> str:
    """Return what stands in a text at the place of a finding, to the end of its line."""
    assert finding.line
    assert finding.column
    return text.splitlines(keepends=True)[finding.line - 1][finding.column - 1 :]


# -- where everything can be tried ------------------------------------------------------------------


@frozen
class Ground:
    """An edition, and a few questions of it that a brute force varies; all others are full.

    Attributes:
        edition: its lower levels begin far below what is ever lacking.
        some: the questions.
        beside: points of what has none of its own questions.
    """

    edition: kla.Edition
    some: tuple[str, ...]
    beside: Mapping[str, float]

    def with_floor(self, floor: int, **more: Any) -> kla.Edition:
        """Return the edition without levels above utama, which begins at `floor` thousandths."""
        levels = tuple(
            evolve(one, floor_thousandths=floor, includes_floor=True) if one.id == "utama" else one
            for one in self.edition.levels
            if one.id != "kla"
        )
        return evolve(self.edition, levels=levels, **more)

    def profile(
        self, answers: Mapping[str, Any], edition: kla.Edition | None = None, **more: Any
    ) -> kla.Profile:
        """Return a profile in which every question that is not varied is full."""
        others = {name: one for name, one in full(self.edition).items() if name not in self.some}
        more["points"] = {**self.beside, **more.get("points", {})}
        data = {"year": 2024, "answers": {**others, **answers}, **more}
        return kla.Profile.from_dict(data, edition or self.edition)

    def most(self, name: str) -> int:
        """Return the most thousandths of a node."""
        return self.edition.node(name).ceiling_thousandths

    @property
    def lacking(self) -> int:
        """Return the thousandths that the varied questions have in all."""
        return sum(map(self.most, self.some))


def _low_floors(edition: kla.Edition) -> kla.Edition:
    floors = {"pratama": 10_000, "madya": 20_000}
    levels = (
        evolve(one, floor_thousandths=floors.get(one.id, one.floor_thousandths))
        for one in edition.levels
    )
    return evolve(edition, levels=tuple(levels), requirements=())


# Two of the questions stand below a cap; indicator 3, whose maximum is not known, has points.
SMALL = Ground(
    _low_floors(small_edition()), ("1.1", "1.2", "1.4", "2.1", "2.2", "4.1", "4.3"), {"3": 15}
)
