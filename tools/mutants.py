"""Damage functions that decide levels and plans, and see that the quick tests notice each damage.

`tools/mutants.yaml` keeps the mutants: by target the test files that should notice, and by function
the damages (`tools/damages.py` says what they are). Each is written into a copy of the repository,
where the tests run; the work tree stays as it is. One that no test notices survives and fails the
command, and so does one that no longer applies.

    python tools/mutants.py                              # all that are kept
    python tools/mutants.py --sample 12 --seed 7         # some of them
    python tools/mutants.py --only program._Making.kept  # those of a function, or one by its name
    python tools/mutants.py --propose points.share       # what else can be done to a function
    python tools/mutants.py --propose points.share --run # ... and which of it the tests notice
"""

import argparse
import ast
import queue
import random
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from mutant_list import (
    KEPT,
    ROOT,
    Mutant,
    MutantError,
    Target,
    damaged,
    find,
    kept,
    proposed,
    sources,
)
from mutant_runs import Copy, Outcome

# The quick suite as other Pythons run it, for what the tests of a target let live.
# The test of the kept list is left out: it finds every damaged function changed.
WHOLE: Final = ("tests", "src", "docs", "README.md", "--ignore=tests/test_mutants.py")


def main(words: Sequence[str]) -> int:
    """Run the command and return 0 if every chosen mutant applied and was noticed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sample", type=int, metavar="N", help="only so many, chosen by the seed")
    parser.add_argument("--seed", default="0", metavar="S", help="any text; the same, the same")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="how many at a time")
    parser.add_argument(
        "--only", metavar="NAME", help="of a target, a function, or one by its name"
    )
    parser.add_argument("--list", action="store_true", help="print the kept names")
    parser.add_argument("--propose", metavar="FUNCTION", help="print all mutants of a function")
    parser.add_argument("--run", action="store_true", help="with --propose: run those not kept yet")
    asked = parser.parse_args(words)
    targets = kept()
    try:
        if asked.propose:
            chosen = _proposal(targets, asked.propose, run=asked.run)
        else:
            chosen = [one for t in targets.values() for one in t.mutants if _meant(one, asked.only)]
        problems = [*_missing_tests(targets), *_not_applying(chosen)]
    except MutantError as error:
        problems, chosen = [str(error)], []
    if problems:
        print(*problems, sep="\n")
        return 1
    if asked.list or (asked.propose and not asked.run):
        print(*(one.name for one in chosen if asked.list), sep="\n", end="")
        return 0
    if not chosen:
        print(f"no mutant is called {asked.only or asked.propose}")
        return 1
    if asked.sample is not None and asked.sample < len(chosen):
        chosen = random.Random(asked.seed).sample(chosen, asked.sample)  # noqa: S311 - no secret
        print(f"a sample of {asked.sample} with --seed {asked.seed}")
    return Run(targets, asked.jobs, escalating=not asked.propose).all(chosen)


def _meant(mutant: Mutant, name: str | None) -> bool:
    function = f"{mutant.target}.{mutant.function}"
    return name is None or name in {mutant.target, function, mutant.name}


def _proposal(targets: Mapping[str, Target], name: str, *, run: bool) -> list[Mutant]:
    """Return what a function could have besides what is kept or equivalent; print all."""
    target, _, function = name.partition(".")
    if target not in targets:
        raise MutantError(f"{name}: begin with one of {', '.join(targets)}")
    group, new = targets[target], []
    for mutant in proposed(target, function):
        state = "new"
        if mutant in group.mutants:
            state = "kept"
        elif mutant in group.equivalent:
            state = f"equivalent: {group.equivalent[mutant]}"
        else:
            new.append(mutant)
        if not run:
            print(f"{mutant.kind:32} {state}")
    return new


def _missing_tests(targets: Mapping[str, Target]) -> Iterator[str]:
    for target in targets.values():
        for name in target.tests:
            if not (ROOT / name).is_file():
                yield f"{target.name}: there is no {name}; write in {KEPT.name} where its tests are"


def _not_applying(mutants: Iterable[Mutant]) -> Iterator[str]:
    for mutant in mutants:
        try:
            damaged(mutant)
        except MutantError as error:
            yield str(error)


class Run:
    """Runs mutants in copies of the repository, each of which has one at a time."""

    def __init__(self, targets: Mapping[str, Target], jobs: int, *, escalating: bool) -> None:
        self.targets, self.jobs, self.escalating = targets, jobs, escalating
        self.copies: queue.SimpleQueue[Copy] = queue.SimpleQueue()
        self.limits: dict[Sequence[str], float] = {}
        self.whole = threading.Lock()
        self.printing = threading.Lock()

    def all(self, mutants: Sequence[Mutant]) -> int:
        """Run mutants, print what becomes of each, and return 0 if all were noticed."""
        began, copies = time.monotonic(), [Copy.of(ROOT) for _ in range(self.jobs)]
        try:
            for copy in copies:
                self.copies.put(copy)
            with ThreadPoolExecutor(self.jobs) as pool:
                names = dict.fromkeys(one.target for one in mutants)
                sound = list(pool.map(self._sound, (self._tests(name) for name in names)))
                outcomes = list(pool.map(self._one, mutants)) if all(sound) else []
        finally:
            for copy in copies:
                copy.remove()
        if not all(sound):
            return 1
        lived = [m.name for m, one in zip(mutants, outcomes, strict=True) if not one.noticed]
        late = sum(one.timeout for one in outcomes)
        print(f"\n{len(mutants)} mutants in {time.monotonic() - began:.0f} s:", end=" ")
        print(f"{len(mutants) - len(lived)} killed, {late} of them by the time limit,", end=" ")
        print(f"{len(lived)} survived")
        print(*(f"  survived: {name}" for name in lived), sep="\n", end="\n" if lived else "")
        return int(bool(lived))

    def _tests(self, target: str) -> tuple[str, ...]:
        """Return what to run for a target: the examples of its modules, then its tests."""
        group = self.targets[target]
        modules = {find(target, one.function).path.as_posix() for one in group.mutants}
        return *sorted(modules), *group.tests

    def _with_copy(self, work: Callable[[Copy], Outcome]) -> Outcome:
        copy = self.copies.get()
        try:
            return work(copy)
        finally:
            self.copies.put(copy)

    def _sound(self, tests: Sequence[str]) -> bool:
        """Tell whether undamaged modules pass as they are written here, and how long that takes."""
        modules = {find(t.name, m.function).path for t in self.targets.values() for m in t.mutants}
        texts = {path: ast.unparse(ast.parse(sources(ROOT)[path])) for path in modules}
        outcome = self._with_copy(lambda copy: copy.tried(texts, tests))
        self.limits[tests] = 3 * outcome.seconds + 30
        if outcome.noticed:
            with self.printing:
                print(f"the tests fail without any damage: {' '.join(tests)}\n{outcome.output}")
        return not outcome.noticed

    def _one(self, mutant: Mutant) -> Outcome:
        path, text = damaged(mutant)
        tests = self._tests(mutant.target)
        outcome = self._with_copy(lambda copy: copy.tried({path: text}, tests, self.limits[tests]))
        by_whole = False
        if not outcome.noticed and self.escalating:
            with self.whole:
                sound = WHOLE in self.limits or self._sound(WHOLE)
            if sound:
                limit = self.limits[WHOLE]
                outcome = self._with_copy(lambda copy: copy.tried({path: text}, WHOLE, limit))
                by_whole = outcome.noticed
        with self.printing:
            print(f"{outcome.word:8} {outcome.seconds:5.1f} s  {mutant.name:58} {outcome.by}")
            if by_whole:
                print(f"         only by the whole suite: list that file in {KEPT.name}")
        return outcome


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
