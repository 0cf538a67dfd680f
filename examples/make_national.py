"""Write a Parquet file of invented profiles: `python make_national.py --out national.parquet`.

For trying tables of many profiles at their real size: a million rows, or 514 regions over several
rounds. Every figure is invented: no row is about a region that exists, and nothing can be concluded
from the file about any. Regions differ in one strength that all their answers share, questions in
how hard they are; the rest is chance. How many regions have which level follows from nothing known.

A cell depends on the seed, its row and its column alone, by whole numbers: the same arguments give
the same rows on every system, and the same bytes with the same release of PyArrow; a shorter file
is the beginning of a longer one. Rows are made a run at a time, so memory does not grow with them.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

import kla_rules as kla

RUN: Final = 65_536  # rows of a row group
THOUSAND: Final = 1000
INVENTED: Final = {
    "id": "Seluruh angka di berkas ini rekaan; tidak satu baris pun tentang daerah yang ada.",
    "en": "All figures in this file are invented; no row is about a region that exists.",
}

Array = np.ndarray[Any, np.dtype[Any]]
ONE: Final = 1 << 16  # a share of everything
HALF: Final = ONE >> 1
MEAN: Final = ONE * 61 // 100  # of the maximum, before chance and the year
SPREAD: Final = 4  # the strength of regions: by the sum of four even draws, over this
CHANCE: Final = 3  # of an answer: by the sum of two even draws, over this
YEARLY: Final = ONE // 50  # by how much regions get better from round to round
CHANGED: Final = 4  # one answer in so many is given anew in a later round


@dataclass(frozen=True)
class Wanted:
    """What a file is asked to hold.

    Attributes:
        edition: whose questions are answered.
        rows: how many rows.
        seed: another one gives other figures.
        rounds: how many rows a region has, one after the other.
        unit: "points" as floating point numbers, or whole "thousandths".
        nulls: the share of the cells of which nothing is known.
        answers: whether questions have answers instead of points.
    """

    edition: kla.Edition
    rows: int = 1_000_000
    seed: int = 1
    rounds: int = 1
    unit: Literal["points", "thousandths"] = "points"
    nulls: float = 0.1
    answers: bool = False


@dataclass(frozen=True)
class Answered:
    """What is known, or unknown, as one: a column, or several that belong together.

    Attributes:
        name: what its figures are drawn by.
        made: by column its cells, of shares of everything, of one more draw for each row, and of
            the size of its region; each of them up to 65536.
        against: whether much of it is bad.
        parted: where it is said in one of two ways: the columns of the first.
    """

    name: str
    made: Callable[[Array, Array, Array], dict[str, Array]]
    against: bool = False
    parted: tuple[str, ...] = ()


def answers_of(wanted: Wanted) -> Iterator[Answered]:
    """Yield what an edition asks: its questions, or the nodes that it knows instead; measures."""
    edition = wanted.edition
    for question in edition.questions:
        yield in_full(question) if wanted.answers else in_points(question)
    if not edition.questions:
        # Where no maximum is known below the whole, the whole is all that can be given.
        known = [node for node in edition.nodes if not node.children and node.maximum_thousandths]
        for node in known or edition.nodes[:1]:
            yield one(node.id, hundredths(node.maximum_thousandths or 0))
    if edition.requirements or wanted.answers:
        yield from map(measured, edition.measures)


def in_points(question: kla.model.AskedQuestion) -> Answered:
    """Return the points of a question: quarters of its maximum where it is graded."""
    graded = question.answer in {"graded", "yes_no"}
    return one(question.id, (quarters if graded else hundredths)(question.maximum_thousandths or 0))


def in_full(question: kla.model.AskedQuestion) -> Answered:
    """Return a whole answer: an option, yes or no, a measured value, or counts of units."""
    against = question.direction == "negative"
    answer, value = f"answers.{question.id}", f"values.{question.id}"
    match question.answer:
        case "yes_no":
            return one(answer, yes_no, against=against)
        case "percentage" if question.scope == "city":
            return one(value, per_cent, against=against)
        case "percentage":
            most = 18 if question.scope == "kecamatan" else 150
            return Answered(value, lambda *draws: counts(value, most, *draws), against)
        case "count":
            return one(value, lambda shares: counted(shares * 40 >> 16), against=against)
        case "graded":
            return one(answer, lambda shares: np.where(shares < HALF, "none", "full"))
        case _:  # counts of several kinds have no column; the points do
            return in_points(question)


def measured(measure: kla.model.Measure) -> Answered:
    """Return a measure: yes or no, a share by its counts or in per cent, or two years of it."""
    name = f"measures.{measure.id}"
    if measure.kind == "yes_no":
        return one(name, yes_no)
    if measure.kind == "share":

        def share(*draws: Array) -> dict[str, Array]:
            return {name: per_cent(draws[0]), **counts(name, 120, *draws)}

        return Answered(name, share, parted=(name,))

    def years(shares: Array, draw: Array, _: Array) -> dict[str, Array]:
        before = np.clip(shares + (draw - HALF) // 8, 0, ONE)
        return {name: per_cent(shares), f"{name}.before": per_cent(before)}

    return Answered(name, years)


def one(name: str, made: Callable[[Array], Array], *, against: bool = False) -> Answered:
    """Return what has one column."""
    return Answered(name, lambda shares, *_: {name: made(shares)}, against)


def counts(name: str, most: int, *draws: Array) -> dict[str, Array]:
    """Return how many units have something, of how many, and how many are not known."""
    shares, draw, size = draws
    whole = 2 + (size * (most - 1) >> 16)
    unknown = (draw & 7 == 0).astype(np.int64)
    part = shares * (whole - unknown) >> 16
    found = {"part": part, "whole": whole, "unknown": unknown}
    return {f"{name}.{of}": counted(number) for of, number in found.items()}


def counted(numbers: Array) -> Array:
    """Return numbers that are counts, in any unit of the file, and no thousandths."""
    return numbers.astype(np.int32)


def quarters(most: int) -> Callable[[Array], Array]:
    """Return what makes none, a quarter, a half, three quarters or all of a maximum of shares."""
    return lambda shares: most * (shares * 4 + HALF >> 16) // 4


def hundredths(most: int) -> Callable[[Array], Array]:
    """Return what makes of shares as much of a maximum, to a hundredth of a point."""
    return lambda shares: np.where(shares == ONE, most, (most * shares >> 16) // 10 * 10)


def per_cent(shares: Array) -> Array:
    """Return thousandths of a per cent, to a tenth of one."""
    return (shares * THOUSAND >> 16) * 100


def yes_no(shares: Array) -> Array:
    """Return yes where more is there than not."""
    return shares >= HALF


def tables(wanted: Wanted) -> Iterator[pa.Table]:
    """Yield the rows, a run at a time; without rows, one table that is empty."""
    asked = list(answers_of(wanted))
    for first in range(0, max(1, wanted.rows), RUN):
        rows = np.arange(first, min(first + RUN, wanted.rows), dtype=np.int64)
        regions, rounds = rows // wanted.rounds, rows % wanted.rounds
        years = np.array(years_of(wanted.edition, wanted.rounds), np.int32)
        names = [f"Contoh {number:06d}" for number in (regions + 1).tolist()]
        made: dict[str, Any] = {
            "region": pa.array(names, pa.string()),
            "year": pa.array(years[rounds]),
            "stage": pa.repeat(pa.scalar("self"), len(rows)),
        }
        # A region is as strong in all its answers, and gets a little better from round to round.
        strengths = drawn(wanted.seed, "region", regions)
        able = MEAN + (sum(pieces(strengths), -2 * ONE) // SPREAD) + rounds * YEARLY
        size = next(pieces(drawn(wanted.seed, "size", regions)))
        for answer in asked:
            made |= cells(wanted, answer, rows, able, size)
        yield pa.table(made)


def whole_table(wanted: Wanted) -> pa.Table:
    """Return all rows at once."""
    return pa.concat_tables(tables(wanted))


def cells(
    wanted: Wanted, answer: Answered, rows: Array, able: Array, size: Array
) -> dict[str, pa.Array]:
    """Return the columns of an answer in some rows, of which strength and size are known."""
    words = drawn(wanted.seed, answer.name, rows)
    chance, other, more, unknown = pieces(words)
    if wanted.rounds > 1:  # most answers are given again as they were in the first round
        first = drawn(wanted.seed, answer.name, rows - rows % wanted.rounds)
        again = unknown % CHANGED != 0
        chance, other, more = (
            np.where(again, old, new)
            for old, new in zip(pieces(first), (chance, other, more), strict=False)
        )
    hard = (key_of(wanted.seed, answer.name) % ONE - HALF) // SPREAD
    shares = np.clip(able + hard + (chance + other - ONE) // CHANCE, 0, ONE)
    if answer.against:
        shares = ONE - shares
    known = unknown >= round(wanted.nulls * ONE)
    found = {}
    for name, values in answer.made(shares, more, size).items():
        here = known
        if answer.parted:
            here = known & ((more & 8 == 0) == (name in answer.parted))
        found[name] = written(values, here, wanted.unit)
    return found


def written(values: Array, known: Array, unit: str) -> pa.Array:
    """Return a column as it stands in the file: thousandths, or the points nearest to them."""
    if values.dtype == np.int64:
        values = values / THOUSAND if unit == "points" else values.astype(np.int32)
    # What is unknown has the same bytes whatever was drawn: it shows nothing.
    return pa.array(values, mask=~known)


def years_of(edition: kla.Edition, rounds: int) -> list[int]:
    """Return rounds of an edition: the last ones in which levels ask for what is known to be asked.

    Where there are fewer of these the last ones of all; then the years after them as well.
    """
    asked = {year for requirement in edition.requirements for year in requirement.rounds}
    years = [year for year in edition.rounds if year in asked]
    if len(years) < rounds:
        years = list(edition.rounds)
    years += range(years[-1] + 1, years[-1] + 1 + rounds - len(years))
    return years[-rounds:]


def key_of(seed: int, name: str) -> int:
    """Return the number that a column draws by."""
    return int.from_bytes(hashlib.sha256(f"{seed}/{name}".encode()).digest()[:8], "big")


def drawn(seed: int, name: str, rows: Array) -> Array:
    """Return 64 bits of chance for each row: SplitMix64 (Steele, Lea, Flood 2014), row by row."""
    word = rows.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(key_of(seed, name))
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        word ^= word >> np.uint64(shift)
        word *= np.uint64(factor)
    return word ^ (word >> np.uint64(31))


def pieces(words: Array) -> Iterator[Array]:
    """Yield the four draws, each below 65536, that 64 bits of chance hold."""
    for number in range(4):
        yield (words >> np.uint64(16 * number) & np.uint64(0xFFFF)).astype(np.int64)


def write(wanted: Wanted, out: Path) -> None:
    """Write the file, and under its name only what is whole."""
    said = {
        "invented": "true",
        "note": json.dumps(INVENTED, ensure_ascii=False),
        "edition": f"{wanted.edition.id} {wanted.edition.version}",
        "unit": wanted.unit,
        "seed": str(wanted.seed),
    }
    part = out.with_name(f"{out.name}.part")
    try:
        runs = tables(wanted)
        run = next(runs)
        schema = run.schema.with_metadata(said)
        with pq.ParquetWriter(part, schema, compression="zstd", compression_level=1) as writer:
            writer.write_table(run.cast(schema), row_group_size=RUN)
            for run in runs:
                writer.write_table(run.cast(schema), row_group_size=RUN)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)


def asked_for(arguments: Sequence[str] | None) -> tuple[Wanted, Path]:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(description="Write a Parquet file of invented profiles.")
    parser.add_argument("--rows", type=int, default=1_000_000, help="how many rows")
    parser.add_argument("--regions", type=int, help="how many regions, instead of rows")
    parser.add_argument("--rounds", type=int, default=1, help="rows of each region")
    parser.add_argument("--seed", type=int, default=1, help="another one gives other figures")
    parser.add_argument("--edition", default="kla-2024", help="whose questions are answered")
    parser.add_argument("--unit", choices=("points", "thousandths"), default="points")
    parser.add_argument("--nulls", type=float, default=0.1, help="share of cells not known: 0 to 1")
    parser.add_argument("--answers", action="store_true", help="answers, not points")
    parser.add_argument("--out", type=Path, required=True, help="the file that is written")
    given = vars(parser.parse_args(arguments))
    regions, out = given.pop("regions"), given.pop("out")
    if regions is not None:
        given["rows"] = regions * given["rounds"]
    if given["rows"] < 0 or given["rounds"] < 1 or not 0 <= given["nulls"] <= 1:
        parser.error("rows and rounds count from 0 and from 1; nulls is a share, from 0 to 1")
    try:
        edition = kla.edition(given.pop("edition"))
    except kla.KlaError as error:
        parser.error(str(error))
    if given["answers"] and not edition.questions:
        parser.error(f"{edition.id} has no questions")
    return Wanted(edition, **given), out


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the file that is asked for, and say what it is."""
    wanted, out = asked_for(arguments)
    write(wanted, out)
    size = out.stat().st_size / 1e6
    sys.stdout.write(f"{out}: {wanted.rows} invented profiles, {size:.1f} MB.\n")
    sys.stdout.writelines(f"{text}\n" for text in INVENTED.values())


if __name__ == "__main__":
    main()
