"""Levels: every profile has one, or a range that is stated, and every level is reached."""

import math
from collections.abc import Iterator

from kla_rules.model.edition import Edition
from kla_rules.model.levels import EDGE_POLICIES
from kla_rules.validation.proofs.asked import Asked, Case, witness
from kla_rules.validation.proofs.claim import Claim
from kla_rules.validation.proofs.find import Search, Want, find
from kla_rules.validation.proofs.frees import Undecided
from kla_rules.validation.proofs.model import Verdict


def one_level(edition: Edition, rounds: tuple[Asked, ...], _: float) -> Iterator[Verdict]:
    """Yield whether floors rise, so that points lie between two of them only.

    A level is then the highest whose floor is reached, and every one below is reached as well.
    """
    claim = Claim("one-level")
    for policy in EDGE_POLICIES:
        floors = [level.threshold_thousandths(policy) for level in edition.levels]
        for index in range(1, len(floors)):
            lower, upper = edition.levels[index - 1 : index + 1]
            if floors[index] <= floors[index - 1]:
                asked = rounds[0]
                points = asked.filled(min(max(0, floors[index]), asked.most[0]))
                case = asked.case(points, asked.best())
                yield claim.refuted(
                    "floors-alike" if floors[index] == floors[index - 1] else "floors-cross",
                    [witness(edition, case.profile(), policy)],
                    lower=lower.title,
                    upper=upper.title,
                    points=floors[index],
                    floor=floors[index - 1],
                )
                return
    yield claim.proved("floors-rise", count=len(edition.levels))


def levels_reached(edition: Edition, rounds: tuple[Asked, ...], until: float) -> Iterator[Verdict]:
    """Yield for each level whether there is a profile that has it, in every round."""
    for index, level in enumerate(edition.levels):
        claim = Claim("level-reached", level.id, {"level": level.title})
        shown: list[Case] = []
        for asked in rounds:
            try:
                case = _with_level(asked, index, until)
            except Undecided as open_:
                yield claim.open(str(open_))
                break
            if case is None:
                yield _unreached(asked, index, claim)
                break
            shown.append(case)
        else:
            yield claim.proved("reached", [shown[0].witness()])


def requirements_decide(
    edition: Edition, rounds: tuple[Asked, ...], until: float
) -> Iterator[Verdict]:
    """Yield whether each requirement keeps some profile from its level, all else being met.

    One that always holds does not, nor one that others of its level imply.
    """
    del edition
    claim, asked = Claim("requirements-decide"), rounds[0]
    for requirement in asked.requirements:
        level = asked.order[requirement.level]
        wants = tuple(Want(one, holds=one is not requirement) for one in asked.up_to(level))
        try:
            found = find(
                Search(asked, wants, max(0, asked.thresholds[level]), asked.most[0], until=until)
            )
        except Undecided as open_:
            yield claim.open(str(open_))
            return
        if found is None:
            worst = asked.case(asked.filled(asked.most[0]), asked.worst(requirement))
            yield claim.refuted("never-decides", [worst.witness()], title=requirement.title)
            return
    count = len(asked.requirements)
    yield claim.proved("decides" if count else "nothing-asked", count=count)


def _with_level(asked: Asked, level: int, until: float) -> Case | None:
    """Return a profile that has a level, or None if there is none."""
    floors, own = asked.thresholds, tuple(Want(one, holds=True) for one in asked.up_to(level))

    def search(high: int, *barred: Want) -> Case | None:
        found = find(Search(asked, own + barred, max(0, floors[level]), high, until=until))
        return None if found is None else found[0]

    top = asked.most[0]
    case = search(min([top, *(floor - 1 for floor in floors[level + 1 :])]))
    if case is not None:
        return case
    for requirement in asked.requirements:
        above = asked.order[requirement.level]
        if above > level:  # what this one bars cannot be had, whatever the points
            between = [floor - 1 for floor in floors[level + 1 : above]]
            case = search(min([top, *between]), Want(requirement, holds=False))
            if case is not None:
                return case
    return None


def _unreached(asked: Asked, level: int, claim: Claim) -> Verdict:
    """Return that no profile has a level, with what all points and the best of the rest have."""
    floor, best = asked.thresholds[level], asked.best()
    full = asked.case(asked.filled(asked.most[0]), best).witness()
    above = min(asked.thresholds[level + 1 :], default=math.inf)
    if floor > asked.most[0]:
        return claim.refuted("floor-above", [full], points=floor, most=asked.most[0])
    near = asked.case(asked.filled(max(0, floor)), best).witness()
    return claim.refuted("floor-passed" if above <= floor else "asks-too-much", [near, full])
