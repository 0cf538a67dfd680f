"""What a reader of a progress must know: what changed between the plan and the answers."""

from collections.abc import Iterator

from kla_rules.core.notes import Note
from kla_rules.evaluation.result import Evaluation
from kla_rules.model.plain import overlay_digests
from kla_rules.planning.kept import KeptPlan
from kla_rules.planning.months import Month
from kla_rules.steps.reading import catalogue_of


def notes_of(kept: KeptPlan, evaluation: Evaluation, as_of: Month | None) -> Iterator[Note]:
    """Yield what must be known: another region or reading, rules that changed, no months.

    Args:
        kept: the plan.
        evaluation: of the answers of today.
        as_of: the month that it is, or None.
    """
    record, edition, region = kept.record, evaluation.edition, evaluation.region
    if kept.region != region and kept.region is not None and region is not None:
        yield Note("progress.other-region", {"then": kept.region, "now": region})
    if not kept.feasible:
        yield Note("progress.out-of-reach")
    if [dict(one) for one in record["overlays"]] != overlay_digests(edition):
        yield Note("progress.other-overlays")
    elif record["edition_digest"] != edition.digest:
        yield Note("progress.other-rules", {"edition": edition.id})
    catalogue = catalogue_of(edition)
    if record["catalogue_digest"] != (catalogue.digest if catalogue else None):
        yield Note("progress.other-steps")
    yield from _readings(kept, evaluation)
    gone = {
        question
        for step in kept.steps
        for question in step.expected_thousandths
        if question not in edition.positions
    }
    if gone:
        yield Note("progress.no-questions", {"questions": sorted(gone)})
    if kept.asked["done"]:
        yield Note("progress.counted-done", {"steps": list(kept.asked["done"])})
    if as_of is not None and kept.start is None and kept.steps:
        yield Note("progress.no-start")


def _readings(kept: KeptPlan, evaluation: Evaluation) -> Iterator[Note]:
    """Yield where answers are read otherwise than the plan read them."""
    scale = evaluation.scale.digest if evaluation.scale else None
    if kept.record["scale_digest"] != scale or kept.asked["answers_assumed"] != evaluation.assume:
        yield Note("progress.read-otherwise")
    if kept.asked["edge_policy"] != evaluation.edge_policy:
        yield Note("progress.other-edges")
    if evaluation.count != "claimed":
        yield Note("progress.backed")
