"""What of an edition decides a score or a level, and how levels of two editions are in order."""

from kla_rules.core.findings import ProfileError
from kla_rules.evaluation.result import Evaluation
from kla_rules.model.edition import Edition
from kla_rules.profile.model import Profile


def deciding(edition: Edition) -> object:
    """Return all of an edition that decides a score or a level, and what profiles fit it."""
    questions = [
        (one.answer, one.direction, one.may_exceed_100, one.was, [name for name, _ in one.counts])
        for one in (node.question for node in edition.nodes)
        if one is not None
    ]
    levels = [(one.id, one.floor_thousandths, one.includes_floor) for one in edition.levels]
    asked = [(one.level, sorted(one.rounds), one.when) for one in edition.requirements]
    measures = sorted((measure.id, measure.kind) for measure in edition.measures)
    stages, rounds = [stage.id for stage in edition.stages], sorted(edition.rounds)
    policy = edition.edge.policy
    return scoring(edition), questions, levels, policy, asked, measures, stages, rounds


def scoring(edition: Edition) -> object:
    """Return what decides which points an answer is worth, and where they count."""
    nodes = [
        (node.id, node.parent, node.maximum_thousandths, node.ceiling_thousandths, bool(node.cap))
        for node in edition.nodes
    ]
    turned = [
        node.id
        for node in edition.nodes
        if node.question is not None
        and (node.question.answer, node.question.direction) == ("yes_no", "negative")
    ]
    tables = {
        name: (table.bands, dict(table.options_thousandths))
        for name, table in edition.tables.items()
    }
    return nodes, turned, tables


def beside_figures(edition: Edition) -> list[str | None]:
    """Return the digests of the rules that turn tables of units and of records into answers."""
    return [edition.figures.get(part) for part in ("units", "forum")]


def has_round(edition: Edition, year: int | None) -> bool:
    """Return whether a profile of a round can be held against an edition."""
    try:
        Profile.from_dict({} if year is None else {"year": year}, edition)
    except ProfileError:
        return False
    return True


def ranks_of(old: Edition, new: Edition) -> tuple[list[int], list[int]] | None:
    """Return by level of either edition how high it is in a common order; None without one."""
    mine, theirs = ([level.id for level in edition.levels] for edition in (old, new))
    if [name for name in mine if name in theirs] != [name for name in theirs if name in mine]:
        return None
    order = list(mine)
    for position, name in enumerate(theirs):
        if name not in order:
            below = theirs[position - 1] if position else None
            order.insert(order.index(below) + 1 if below else 0, name)
    return [order.index(name) for name in mine], [order.index(name) for name in theirs]


def rank_of(evaluation: Evaluation, ranks: list[int]) -> int:
    """Return how high the level of an evaluation is; -1 for none."""
    level = evaluation.reachable_levels[0]
    return -1 if level is None else ranks[evaluation.edition.levels.index(level)]
