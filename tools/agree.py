"""Hold the engines of tables against each other and against `evaluate()`, row by row.

Of every edition rows are drawn by chance, and so that they lie where the edition decides: a million
go through every engine, a hundred thousand of them through `evaluate()` as well. On a difference
the smallest row that shows it is printed, and what each of them makes of it.
"""

import argparse
import contextlib
import functools
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any, Final

import numpy as np
import pyarrow as pa
import yaml
from attrs import define, field

from agreement_cases import NAMES, PACKAGED, Case, case
from agreement_engines import ENGINES, Ask, with_prints
from agreement_profiles import REFUSED, evaluated, profile_data
from agreement_rows import Batch, batch_of, batches
from kla_rules.columns.outputs import BAD_CELLS, Output, outputs
from kla_rules.columns.program import Program, program
from kla_rules.model.levels import EdgePolicy

_EVALUATE: Final = "evaluate"
_PROCESSES: Final = 2
_FEWER: Final = 5
Row = dict[str, int]
Answers = dict[str, dict[str, Any]]


@define
class Tally:
    """What was found of one edition.

    Attributes:
        rows, evaluated, bad: how many rows there were, how many of them `evaluate()` saw, and how
            many are refused.
        seconds: by engine how long it took.
        wrong: rows of which two do not say the same: the row, the reading of the floors, the names
            of the columns, and who differs.
        levels: how often each level was secured.
    """

    rows: int = 0
    evaluated: int = 0
    bad: int = 0
    seconds: dict[str, float] = field(factory=lambda: defaultdict(float))
    wrong: list[tuple[Row, EdgePolicy, tuple[str, ...], str]] = field(factory=list)
    levels: Counter[str | None] = field(factory=Counter)


def compiled(held: Case, batch: Batch, policy: EdgePolicy) -> Program:
    """Return an edition as the columns of a batch."""
    return program(held.edition, list(batch.columns), policy, held.tables)


def differing(found: pa.Table, other: pa.Table) -> Iterator[int]:
    """Yield the first rows in which two results differ, column by column."""
    for name in found.column_names:
        if not found[name].equals(other[name]):
            pairs = zip(found[name].to_pylist(), other[name].to_pylist(), strict=True)
            yield next(index for index, (one, two) in enumerate(pairs) if one != two)


def picked(batch: Batch, rows: Sequence[int]) -> Batch:
    """Return some rows of a batch."""
    index = np.asarray(rows, np.int64)
    data = {name: values[index] for name, values in batch.data.items()}
    known = {name: values[index] for name, values in batch.known.items()}
    return Batch(batch.columns, data, known, len(rows))


def against_evaluate(name: str, batch: Batch, policy: EdgePolicy) -> list[int]:
    """Return the rows of a batch to which NumPy and `evaluate()` say something different."""
    held = _case(name)
    run = compiled(held, batch, policy)
    with ENGINES["numpy"]() as ask:
        found = ask(run, outputs(run, held.edition.ids), batch).to_pylist()
    return [
        index
        for index, result in enumerate(found)
        if _other(result, evaluated(held, batch.row(index), policy, batch.columns))
    ]


def _other(result: Mapping[str, Any], evaluation: Mapping[str, Any]) -> dict[str, Any]:
    """Return what `evaluate()` says differently."""
    if (result[BAD_CELLS] > 0) != evaluation[REFUSED]:
        return {REFUSED: evaluation[REFUSED]}
    if evaluation[REFUSED]:
        return {}
    return {
        name: said
        for name, said in evaluation.items()
        if name in result and (said != result[name] or type(said) is not type(result[name]))
    }


@functools.cache
def _case(name: str) -> Case:
    return case(name)


def held_together(
    name: str,
    asks: Mapping[str, Ask],
    *,
    seed: int,
    rows: int,
    evaluate: int,
    size: int,
    pool: ProcessPoolExecutor | None = None,
) -> Tally:
    """Return what engines and `evaluate()` make of the rows of one edition.

    Args:
        name: of what is held, one of `NAMES`.
        asks: by name the engines; the first is the one that the others are held against.
        seed: of chance.
        rows: how many rows the engines see.
        evaluate: how many of them `evaluate()` sees.
        size: how many rows are drawn at once, at most.
        pool: processes in which `evaluate()` runs; left out, this one.
    """
    held, tally = _case(name), Tally()
    for number, batch in enumerate(batches(held, seed, rows, size)):
        policy = held.policies[number % 2]
        share = np.linspace(0, batch.size - 1, round(evaluate * batch.size / rows)).astype(int)
        chunks = [chunk for chunk in np.array_split(share, 2 * _PROCESSES) if len(chunk)]
        begun = time.perf_counter()
        later: list[tuple[Any, Future[list[int]] | list[int]]] = []
        for chunk in chunks:
            part = picked(batch, chunk.tolist())
            if pool is None:
                later.append((chunk, against_evaluate(name, part, policy)))
            else:
                later.append((chunk, pool.submit(against_evaluate, name, part, policy)))
        if pool is None:
            tally.seconds[_EVALUATE] += time.perf_counter() - begun
        _engines(tally, held, batch, policy, asks)
        begun = time.perf_counter()
        for chunk, task in later:
            wrong = task if isinstance(task, list) else task.result()
            _keep(tally, batch, policy, [int(chunk[index]) for index in wrong], _EVALUATE)
        if pool is not None:
            tally.seconds[f"waiting for {_EVALUATE}"] += time.perf_counter() - begun
        tally.evaluated += len(share)
        tally.rows += batch.size
    return tally


def _engines(
    tally: Tally, held: Case, batch: Batch, policy: EdgePolicy, asks: Mapping[str, Ask]
) -> None:
    """Hold the engines against the first of them; of few rows every node is shown by itself."""
    run = compiled(held, batch, policy)
    summed, prints = with_prints(run)
    shown = outputs(run)
    first: pa.Table | None = None
    for engine, ask in asks.items():
        begun = time.perf_counter()
        found = ask(summed, (*shown, *prints), batch)
        tally.seconds[engine] += time.perf_counter() - begun
        if first is None:
            first = found
            tally.bad += int((np.asarray(found[BAD_CELLS]) > 0).sum())
            tally.levels.update(found["level_low"].to_pylist())
        else:
            _keep(tally, batch, policy, sorted(set(differing(first, found))), engine)


def _keep(tally: Tally, batch: Batch, policy: EdgePolicy, rows: Sequence[int], engine: str) -> None:
    tally.wrong += [(batch.row(index), policy, tuple(batch.columns), engine) for index in rows]


# -- the smallest row that shows a difference ------------------------------------------------------


def answers(
    held: Case, row: Row, policy: EdgePolicy, names: Sequence[str], asks: Mapping[str, Ask]
) -> Answers:
    """Return what every engine, and `evaluate()`, makes of one row, every node by itself."""
    columns = {name: held.columns[name] for name in names}
    batch = batch_of(columns, [row])
    run = compiled(held, batch, policy)
    shown: tuple[Output, ...] = outputs(run, held.edition.ids)
    found = {name: ask(run, shown, batch).to_pylist()[0] for name, ask in asks.items()}
    return {**found, _EVALUATE: evaluated(held, row, policy, columns)}


def disagree(said: Answers) -> bool:
    """Return whether not all say the same."""
    first, *others = (one for name, one in said.items() if name != _EVALUATE)
    return any(one != first for one in others) or bool(_other(first, said[_EVALUATE]))


def shrunk(
    held: Case, row: Row, policy: EdgePolicy, names: Sequence[str], asks: Mapping[str, Ask]
) -> tuple[Row, tuple[str, ...]]:
    """Return the row, and the columns, without all that is not needed for the difference."""

    def still(few: Row, left: Sequence[str]) -> bool:
        return disagree(answers(held, few, policy, left, asks))

    kept, left = dict(row), [*names]
    for some in ([name for name in left if name not in kept], *([name] for name in row)):
        fewer = [name for name in left if name not in some]
        without = {name: value for name, value in kept.items() if name not in some}
        if still(without, fewer):
            kept, left = without, fewer
        elif still(without, left):
            kept = without
    return kept, tuple(left)


def witness(
    name: str, found: tuple[Row, EdgePolicy, tuple[str, ...], str], asks: Mapping[str, Ask]
) -> str:
    """Return a difference as people read it: the profile, and every answer."""
    held, (row, policy, names, engine) = _case(name), found
    few = {one: ask for one, ask in asks.items() if one in {"numpy", engine}}
    if disagree(answers(held, row, policy, names, few)):
        row, names = shrunk(held, row, policy, names, few)
    said = answers(held, row, policy, names, asks)
    first = next(iter(said.values()))
    profile = yaml.safe_dump(
        {"edition": held.edition.id, **profile_data(row, held.columns)}, sort_keys=False
    )
    lines = [f"{name}, {policy}; columns: {', '.join(names)}", profile]
    for one, answer in said.items():
        kept = {
            key: value
            for key, value in answer.items()
            if (one == next(iter(said)) and not key.startswith(("low.", "high.")))
            or value != first.get(key)
        }
        lines.append(f"{one}: {kept}")
    return "\n".join(lines)


def main(words: Sequence[str] | None = None) -> int:
    """Return 0 if all agree."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--evaluate", type=int, default=100_000)
    parser.add_argument("--edition", action="append", choices=NAMES)
    parser.add_argument("--engines", default=",".join(ENGINES))
    parser.add_argument("--size", type=int, default=100_000, help="rows that are drawn at once")
    given = parser.parse_args(words)
    begun, wrong = time.perf_counter(), 0
    with contextlib.ExitStack() as stack:
        pool = stack.enter_context(ProcessPoolExecutor(_PROCESSES))
        # Before engines open threads: a process that has some is not forked well.
        list(pool.map(str, range(_PROCESSES)))
        asks = {name: stack.enter_context(ENGINES[name]()) for name in given.engines.split(",")}
        for name in given.edition or NAMES:
            started = time.perf_counter()
            # What differs from a packaged edition in tables alone is held on fewer rows.
            share = 1 if given.edition or name in PACKAGED else _FEWER
            tally = held_together(
                name, asks, seed=given.seed, rows=given.rows // share,
                evaluate=given.evaluate // share, size=given.size, pool=pool,
            )  # fmt: skip
            took = time.perf_counter() - started
            print(_line(name, tally, took), flush=True)
            for found in tally.wrong[:3]:
                print(witness(name, found, asks), flush=True)
            wrong += len(tally.wrong)
    print(f"{wrong} rows differ, {time.perf_counter() - begun:.0f} s")
    return int(wrong > 0)


def _line(name: str, tally: Tally, took: float) -> str:
    rates = ", ".join(f"{one} {seconds:.1f} s" for one, seconds in tally.seconds.items())
    return (
        f"{name}: {tally.rows} rows, {tally.evaluated} of them through evaluate(), "
        f"{tally.bad} refused, {len(tally.wrong)} differ; {took:.0f} s "
        f"({tally.evaluated / took:.0f} evaluations/s; {rates})"
    )


if __name__ == "__main__":
    sys.exit(main())
