"""How many would fall if each lost what published verifications took: `python national_sweep.py`.

A what-if over 514 invented regions, and no forecast. Their points are invented, by
`make_national.py` beside this. What verification took is not: these are the pairs of points of one
region and round that were published, each with its source. First every region loses what one of
them lost, for each pair in turn; then, in each of many draws, each region loses what any of them
did, one as likely as another and whatever its neighbours lose.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from typing import Final

import make_national

import kla_rules as kla

REGIONS: Final = 514  # as many as there are regencies and cities
DRAWS: Final = 10_000


def nation(regions: int, seed: int) -> kla.regions.Evaluations:
    """Return invented regions, evaluated; all of their answers are known."""
    edition = kla.edition()
    wanted = make_national.Wanted(edition, rows=regions, seed=seed, nulls=0)
    return kla.evaluate_many(make_national.whole_table(wanted), edition, unit=wanted.unit)


def by_pair(
    regions: kla.regions.Evaluations,
) -> Iterator[tuple[kla.rounds.PublishedDrop, int, int]]:
    """Yield the published pairs, smallest drop first; how many fall by each, and have no level."""
    outlooks = [kla.rounds.verification_outlook(region) for region in regions]
    before = [region.level for region in regions]
    for rows in zip(*(outlook.rows for outlook in outlooks), strict=True):
        after = [row.levels[0].id if row.levels[0] else None for row in rows]
        falls = sum(old != new for old, new in zip(before, after, strict=True))
        yield rows[0].published, falls, after.count(None)


def told(regions: kla.regions.Evaluations, swept: kla.sweeps.SweepTable) -> Iterator[str]:
    """Yield the lines of the answer, and what it rests on."""
    yield f"{len(regions)} invented regions, before verification and after it on average:"
    for level, before in reversed(swept.before.items()):
        yield f"  {level or 'no level':8} {before:4} {swept.levels[level]:7.1f}"
    yield "If all lost the points that one region lost, so many would fall, and be without a level:"
    for pair, falls, without in by_pair(regions):
        whose = f"{pair.region} {pair.year} [{pair.source.id}]"
        yield f"  {falls:4} {without:4}   {pair.drop_points:7} points, as {whose}"
    low, high = (swept.falls.quantiles[each] for each in (5, 95))
    yield (
        f"If each lost what any of these lost, {swept.falls.mean:.1f} would fall on average, "
        f"{low} to {high} in nine of ten of {swept.n} draws (seed {swept.seed})."
    )
    yield "What this rests on:"
    yield "  - The regions and their points are invented; none is a region that exists."
    yield "  - Only the step to administrative verification is looked at; others follow it."
    for assumption in swept.assumptions:
        yield f"  - {assumption.en}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print what would be."""
    parser = argparse.ArgumentParser(description="How many would fall by what verification took.")
    parser.add_argument("--regions", type=int, default=REGIONS, help="how many invented regions")
    parser.add_argument("--draws", type=int, default=DRAWS, help="how many draws")
    parser.add_argument("--seed", type=int, default=1, help="of the regions, and of the draws")
    given = parser.parse_args(arguments)
    regions = nation(given.regions, given.seed)
    swept = kla.sweep(regions, vary="verification", n=given.draws, seed=given.seed)
    sys.stdout.writelines(f"{line}\n" for line in told(regions, swept))


if __name__ == "__main__":
    main()
