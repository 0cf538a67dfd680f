"""One sweep from draws to counts, a run of what-ifs at a time."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from kla_rules.columns.arrays import ROWS
from kla_rules.evaluation.result import Evaluation
from kla_rules.model.levels import Level
from kla_rules.sweeps.asked import Asked
from kla_rules.sweeps.assumed import assumption
from kla_rules.sweeps.draws import Array, Draws, Source
from kla_rules.sweeps.model import Sweep
from kla_rules.sweeps.parts import Varied, varied
from kla_rules.sweeps.reckoned import Reckoned, Scores
from kla_rules.sweeps.swept_model import SweptAfter, SweptLevel, SweptPart, SweptSource
from kla_rules.sweeps.tally import Tally, moved

_AT_ONCE: Final = 2**22  # numbers that are drawn at once, some 32 MB
QUANTILES: Final = (0, 5, 25, 50, 75, 95, 100)
Seen = Callable[[int, Array], None]


def swept(
    evaluation: Evaluation,
    asked: Asked,
    target: Level | None = None,
    row: int = 0,
    *,
    run: int | None = None,
    most_parts: int | None = None,
    seen: Seen | None = None,
) -> Sweep:
    """Return the sweep of one evaluation.

    Args:
        evaluation: of what is claimed.
        asked: what is drawn, and how often.
        target: the level that `moves` are about; left out, the one that is reached and missed most
            evenly.
        row: its place among others.
        run: how many what-ifs at once, which the result does not depend on; left out, as many as
            are reckoned fast within little memory.
        most_parts: how many parts are kept; left out, all.
        seen: is handed the number of the first what-if of a run and the level of each.
    """
    parts = varied(evaluation, asked.vary)
    tally = Tally(parts, asked.n, apart=asked.unknown == "independent")
    for draws, scores, levels in what_ifs(parts, asked, row, run):
        tally.add(draws, scores, levels)
        if seen is not None:
            seen(draws.start, levels)
    return _sweep(parts, asked, tally, target, row, most_parts)


def what_ifs(
    parts: Varied, asked: Asked, row: int = 0, run: int | None = None
) -> Iterator[tuple[Draws, Scores, Array]]:
    """Yield runs of what-ifs with what they come to, and the number of the level of each."""
    source = Source(parts, asked.seed, row, together=asked.unknown == "common")
    reckoned = Reckoned(parts, asked.engine, asked.drop)
    columns = len(parts.unknown) + len(parts.measured) + len(parts.capped) + 1
    size = run or min(ROWS, _AT_ONCE // columns)
    for start in range(0, asked.n, size):
        draws = source.draw(start, min(size, asked.n - start))
        scores = reckoned.scores(draws)
        yield draws, scores, scores.levels


def _sweep(
    parts: Varied,
    asked: Asked,
    tally: Tally,
    target: Level | None,
    row: int,
    most_parts: int | None,
) -> Sweep:
    evaluation, n = parts.evaluation, asked.n
    edition = evaluation.edition
    counts = [int(count) for count in tally.levels]
    aim = _evenly(counts, edition.levels) if target is None else target
    number = edition.levels.index(aim) + 1
    shares = {key: moved(table, number) for key, table in tally.tables.items()}
    moves = [
        SweptPart(source, edition.nodes[position], *_range(parts, position, source), share)
        for (source, position), share in shares.items()
        if position is not None
    ]
    moves.sort(key=lambda part: -(part.moves or 0))  # those that are alike stay in their order
    return Sweep(
        evaluation=evaluation,
        n=n,
        seed=asked.seed,
        engine=asked.engine,
        vary=asked.vary,
        unknown=asked.unknown,
        drop=asked.drop,
        target=aim,
        levels=[
            SweptLevel(level, count, n)
            for level, count in zip((None, *edition.levels), counts, strict=True)
        ],
        quantiles_thousandths={each: tally.quantile(each) for each in QUANTILES},
        sources=[
            SweptSource(
                source,
                parts.count(source),
                assumption(source, asked.unknown, asked.drop, parts),
                shares.get((source, None)),
            )
            for source in asked.vary
        ],
        parts=moves[:most_parts],
        convergence=[
            SweptAfter(end, tuple(int(count) for count in after))
            for end, after in zip(tally.ends, tally.after, strict=True)
        ],
        row=row,
    )


def _range(parts: Varied, position: int, source: str) -> tuple[int, int]:
    """Return the fewest and the most thousandths that a part was drawn from."""
    if source == "caps":
        return 0, next(one.excess_thousandths for one in parts.capped if one.position == position)
    leaves: Any = (*parts.unknown, *parts.measured)
    return next(
        (leaf.low_thousandths, leaf.high_thousandths)
        for leaf in leaves
        if leaf.position == position
    )


def _evenly(counts: list[int], levels: tuple[Level, ...]) -> Level:
    """Return the level that is reached and missed most evenly; of several the lowest."""
    n = sum(counts)
    return min(levels, key=lambda level: abs(n - 2 * sum(counts[levels.index(level) + 1 :])))
