"""What a sweep assumes, in words: of each thing that is varied, and of the whole."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kla_rules.core.catalogues import SWEEPS
from kla_rules.core.text import Text, both
from kla_rules.sweeps.parts import Drop, Unknown, Varied, Vary, varied

if TYPE_CHECKING:
    from kla_rules.sweeps.model import Sweep
    from kla_rules.sweeps.table_model import SweepTable


def assumption(source: Vary, unknown: Unknown, drop: Drop, parts: Varied) -> Text:
    """Return what is assumed of one thing that is varied.

    Args:
        source: what is varied.
        unknown: how unknown answers are drawn.
        drop: how a published drop is taken over.
        parts: what there is of it.
    """
    count = parts.count(source)
    if not count:
        return both(SWEEPS, f"none-{source}")
    key = {
        "unknown": f"unknown-{unknown}",
        "verification": f"verification-{drop}",
        "scales": "scales",
        "caps": "caps",
    }[source]
    nodes = [parts.evaluation.edition.ids[one.position] for one in parts.capped]
    return both(SWEEPS, key, count=count, nodes=nodes)


def assumptions_of(sweep: "Sweep") -> Iterator[Text]:
    """Yield what a sweep rests on; that it is no forecast stands first."""
    parts = varied(sweep.evaluation, sweep.vary)
    yield both(SWEEPS, "no-forecast")
    for source in sweep.sources:
        yield source.assumption
    if "unknown" not in sweep.vary and sweep.evaluation.low_thousandths != (
        sweep.evaluation.high_thousandths
    ):
        yield both(SWEEPS, "unknown-nothing")
    if parts.below:
        yield both(SWEEPS, "below", count=parts.below)
    if parts.holes:
        yield both(SWEEPS, "holes", count=parts.holes)
    if sweep.evaluation.undecided:
        titles = [one.requirement.title for one in sweep.evaluation.undecided]
        yield both(SWEEPS, "undecided", titles=titles)
    if parts.drops:
        yield verification_note()


def verification_note() -> Text:
    """Return what stands beside the published pairs: how little they say."""
    from kla_rules.rounds.outlook import published_note  # noqa: PLC0415 - asked for by few

    return published_note()


def assumptions_of_table(table: "SweepTable") -> Iterator[Text]:
    """Yield what sweeps of many regions rest on; what is said of several stands once."""
    first = table.sweeps[0]
    yield both(SWEEPS, "no-forecast")
    yield both(SWEEPS, "regions-apart")
    for number in range(len(first.vary)):
        told = [one.sources[number] for one in table.sweeps]
        most = max(told, key=lambda one: one.count)
        yield most.assumption
        if any(one.count < most.count for one in told):
            yield both(SWEEPS, "up-to")
    for sweep in table.sweeps:
        if any(one.count for one in sweep.sources if one.id == "verification"):
            yield verification_note()
            break
