"""Damage the rules, and see who notices: `check`, `prove`, the packaged cases, `compare`.

    python benchmarks/rule_mutation.py [--each N | --sample N] [--seed TEXT] [--kind KIND ...]

Each mutant is a whole rule set of its own with a raised version, done to the text of a copy; each
of the four says by itself whether it notices. `check` and `prove` know nothing of the rule set as
it was; the cases hold what it gave, and a comparison is shown both.

What neither `check` nor `prove` notices of structure and meaning is listed with the reason why only
the source can tell it, from `rule_survivors.yaml`. It fails where damage of structure passes both,
where less than four fifths of a kind of meaning is noticed by them, or where a comparison overlooks
anything.
"""

import argparse
import functools
import itertools
import multiprocessing
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import yaml
from attrs import frozen

import kla_rules as kla
from kla_rules.core.findings import KlaError
from kla_rules.participation.rules_reading import forum_rules
from kla_rules.steps.reading import catalogue_of
from kla_rules.units.rules_reading import unit_rules_of
from kla_rules.validation.corpus.model import Case
from kla_rules.validation.corpus.reading import read_cases
from kla_rules.validation.corpus.running import run_case
from kla_rules.validation.mutation.edits import Edit, Edits, Family, Files, damaged
from kla_rules.validation.mutation.kinds import KINDS as DAMAGES

ROOT: Final = Path(__file__).resolve().parent.parent
CORPUS: Final = ROOT / "tests" / "conformance"
LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DUMPER: Final = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
OF_MEANING: Final = 0.8
_SHOWN: Final = 60  # of a value that may be a whole list
NOTICED: Final = ("check", "prove", "cases", "compare")


@frozen
class Kind:
    """A kind of damage, done to one edition.

    Attributes:
        id: its name.
        family: what it breaks.
        edition: the edition that it is done to.
        damage: the kind as the library has it.
    """

    id: str
    family: Family
    edition: str
    damage: str

    def edits(self, files: Files) -> Iterator[Edits]:
        """Yield by mutant what is changed: no suggestion of the forum, which nothing here asks."""
        every = DAMAGES[self.damage].edits(files)
        return (edits for edits in every if edits[0].file != "forum.yaml")


def _kinds(edition: str, family: Family, *names: str, suffix: str = "") -> list[Kind]:
    return [Kind(name + suffix, family, edition, name) for name in names]


KINDS: Final = (
    *_kinds(
        "kla-2024", "structure",
        "question-maximum", "indicator-maximum", "cluster-maximum", "total-maximum",
        "question-lost", "question-twice", "cluster-of-indicator", "indicator-unlisted", "cap-lost",
        "floors-swapped", "floor-unreachable", "floors-alike", "edge-policies-alike",
        "agency-unknown", "agencies-none", "source-unknown", "source-without-locator",
        "grade-better", "scope-of-unit-rule", "fact-unknown", "fact-unread", "step-of-nothing",
        "step-idle", "step-of-another-agency", "step-of-another-cluster", "steps-in-a-circle",
        "steps-lost", "evidence-unknown", "evidence-of-nothing", "text-missing", "text-identical",
        "note-of-nothing",
    ),
    *_kinds(
        "kla-2019", "structure",
        "requirement-never", "requirement-always", "requirements-contradict",
        "requirement-shadowed", "measure-unfed",
    ),
    *_kinds("kla-2024", "meaning", "direction", "negation", "fact", "threshold"),
    *_kinds("kla-2019", "meaning", "negation", "fact", "threshold", suffix="-2019"),
    *_kinds("kla-2011", "meaning", "negation", "threshold", suffix="-2011"),
    *_kinds(
        "kla-2024", "figures",
        "points-moved", "floor-moved", "question-reworded", "agencies-turned", "grade-worse",
        "evidence-less",
    ),
    *_kinds("kla-2019", "figures", "requirement-lost"),
)  # fmt: skip


@frozen
class Mutant:
    """A damaged rule set.

    Attributes:
        kind: what was done.
        edits: where.
    """

    kind: Kind
    edits: tuple[Edit, ...]

    def __str__(self) -> str:
        """Return the kind, the file and the place."""
        first = self.edits[0]
        value = str(first.value)[-_SHOWN:]
        return f"{self.kind.id:24} {first.file} {'.'.join(map(str, first.place))} -> {value}"


@frozen
class Outcome:
    """Who noticed a mutant: "check", "prove", "cases", "compare"; none that could not be asked."""

    mutant: Mutant
    noticed: dict[str, bool]

    @property
    def alone(self) -> bool:
        """Return whether it is noticed without the rules as they were."""
        return self.noticed["check"] or self.noticed.get("prove", False)


def main() -> None:
    """Damage, ask, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--sample", type=int, help="so many mutants, of every kind some")
    size.add_argument("--each", type=int, help="so many mutants of each kind")
    parser.add_argument("--seed", default="0")
    parser.add_argument("--kind", action="append", help="only these kinds")
    parser.add_argument("--processes", type=int, default=multiprocessing.cpu_count())
    arguments = parser.parse_args()
    mutants = [one for one in every() if not arguments.kind or one.kind.id in arguments.kind]
    if arguments.each is not None:
        mutants = sample(mutants, None, arguments.seed, each=arguments.each)
    elif arguments.sample is not None:
        mutants = sample(mutants, arguments.sample, arguments.seed)
    start = time.perf_counter()
    with multiprocessing.Pool(arguments.processes) as pool:
        outcomes = pool.map(tried, mutants, chunksize=4)
    print(table(outcomes))
    short = failings(outcomes)
    for line in (f"{len(outcomes)} mutants in {time.perf_counter() - start:.0f} s", *short):
        print(line)
    for line in survivors(outcomes):
        print(line)
    sys.exit(bool(short))


def every() -> list[Mutant]:
    """Return all mutants, in the order of their kinds."""
    return [Mutant(kind, edits) for kind in KINDS for edits in kind.edits(files_of(kind.edition))]


def sample(
    mutants: list[Mutant], size: int | None, seed: str, *, each: int | None = None
) -> list[Mutant]:
    """Return some of them: as many of each kind, as far as there are, at most `each`."""
    dice = random.Random(seed)  # noqa: S311 - the same for the same seed
    by_kind: dict[str, list[Mutant]] = {}
    for mutant in mutants:
        by_kind.setdefault(mutant.kind.id, []).append(mutant)
    for several in by_kind.values():
        dice.shuffle(several)
    # First one of every kind, then a second ...
    rounds = itertools.zip_longest(*(several[:each] for several in by_kind.values()))
    return [one for several in rounds for one in several if one is not None][:size]


_read: dict[str, dict[str, Any]] = {}


def files_of(edition: str) -> Files:
    """Return the content of the rule files of a packaged edition, by path."""
    if edition not in _read:
        folder = ROOT / "rules" / edition
        _read[edition] = {
            path.relative_to(folder).as_posix(): yaml.load(path.read_text("utf-8"), LOADER)  # noqa: S506 - safe
            for path in sorted(folder.rglob("*.yaml"))
        }
    return _read[edition]


# -- one mutant ------------------------------------------------------------------------------------


def tried(mutant: Mutant) -> Outcome:
    """Return who notices a mutant."""
    name = mutant.kind.edition
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / name
        shutil.copytree(ROOT / "rules" / name, folder)
        version = Edit("edition.yaml", ("version",), "9.0.0")
        for file, content in damaged(files_of(name), (*mutant.edits, version)).items():
            text = yaml.dump(content, Dumper=DUMPER, allow_unicode=True, sort_keys=False)
            (folder / file).write_text(text, encoding="utf-8")
        return asked(mutant, folder)


def asked(mutant: Mutant, folder: Path) -> Outcome:
    """Return who notices the rule set in a folder."""
    check = any(one.severity != "note" for one in kla.check(folder))
    try:
        edition = kla.edition(folder)
        # Rules on units, on the forum and on steps are read when somebody asks for them.
        unit_rules_of(edition), catalogue_of(edition)
        if (folder / "forum.yaml").exists():
            forum_rules(edition)
    except KlaError:  # whoever loads it is told: there is nothing to prove and to compare
        return Outcome(mutant, {"check": check})
    return Outcome(mutant, {
        "check": check,
        "prove": any(one.verdict == "refuted" for one in kla.prove(edition).verdicts),
        "cases": fails_a_case(edition),
        "compare": differs(edition, mutant.kind.edition),
    })  # fmt: skip


def fails_a_case(edition: kla.Edition) -> bool:
    """Return whether a packaged case of the edition gives something else than it did."""
    return any(run_case(case, edition) for case in cases_of(edition.id))


@functools.cache
def cases_of(edition: str) -> list[Case]:
    """Return the packaged cases of an edition that say what must come out."""
    own = [
        case
        for case in read_cases(CORPUS / "cases")
        if case.edition == edition and not {"overlays", "condition", "refused"} & {*case.value}
    ]
    if edition == "kla-2024":
        for name in ("rollup", "forum"):
            own += read_cases(CORPUS / "beside" / f"{name}.json")
    return own


def differs(edition: kla.Edition, name: str) -> bool:
    """Return whether a comparison with the packaged edition names more than the version."""
    told = kla.compare(kla.edition(name), edition, nation=False, limit=0).changes
    return any(change.what != "version" for change in told)


def survivors(outcomes: list[Outcome]) -> list[str]:
    """Return what neither `check` nor `prove` notices, and why only the source can tell it."""
    kept = yaml.safe_load((ROOT / "benchmarks" / "rule_survivors.yaml").read_text("utf-8"))
    reasons = {(one["kind"], one["file"], one["place"]): one["reason"] for one in kept["survivors"]}
    lines = []
    for outcome in outcomes:
        mutant, first = outcome.mutant, outcome.mutant.edits[0]
        if not outcome.alone and mutant.kind.family != "figures":
            place = mutant.kind.id, first.file, ".".join(map(str, first.place))
            lines.append(f"{mutant}\n  {reasons.get(place, 'no reason is given').strip()}")
    return lines


# -- the table -------------------------------------------------------------------------------------


def table(outcomes: list[Outcome]) -> str:
    """Return by kind how many mutants there are, and of them how many each notices."""
    head = f"{'kind':26}{'family':11}{'mutants':>8}" + "".join(f"{name:>9}" for name in NOTICED)
    lines = [f"{head}{'alone':>8}"]
    for kind in KINDS:
        own = [one for one in outcomes if one.mutant.kind is kind or one.mutant.kind.id == kind.id]
        if own:
            cells = "".join(f"{share(own, name):>9}" for name in NOTICED)
            alone = 100 * sum(one.alone for one in own) // len(own)
            lines.append(f"{kind.id:26}{kind.family:11}{len(own):>8}{cells}{alone:>6} %")
    return "\n".join(lines)


def share(outcomes: list[Outcome], name: str) -> str:
    """Return how many of the mutants that can be asked one of the four notices."""
    asked = [one.noticed[name] for one in outcomes if name in one.noticed]
    return f"{sum(asked)}/{len(asked)}" if asked else "-"


def failings(outcomes: list[Outcome]) -> list[str]:
    """Return what falls short of what is asked of `check` and `prove`, and of a comparison."""
    found = []
    for kind in KINDS:
        own = [one for one in outcomes if one.mutant.kind.id == kind.id]
        alone = sum(one.alone for one in own)
        asked = {"structure": 1, "meaning": OF_MEANING, "figures": 0}[kind.family]
        if alone < asked * len(own):
            found.append(f"{kind.id}: check and prove notice {alone} of {len(own)}")
        overlooked = sum(one.noticed.get("compare") is False for one in own)
        if overlooked:
            found.append(f"{kind.id}: a comparison overlooks {overlooked}")
    return found


if __name__ == "__main__":
    main()
