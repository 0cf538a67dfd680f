"""Which answers settle the level: what each open question can move, and the fewest that decide.

The level is determined once the fewest and the most points lie in one band. Answering a question
narrows the distance between them, and where the answer lies moves both ends. So for every level
that is possible there is a smallest set of questions, and for each of them what its answer must be.

Outside capped indicators only the sizes of the questions count: the largest are the best to take. A
capped indicator is a group of its own: above its cap, points no longer move the upper end.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final, cast

from attrs import evolve, field, frozen

from kla_rules.core.listed import Listed, listed
from kla_rules.core.points import decimal
from kla_rules.core.renamed import Renamed
from kla_rules.core.showing import Showing
from kla_rules.core.shown import Shown
from kla_rules.evaluation.levels import Gates, levels_between
from kla_rules.evaluation.open_groups import Group, Open
from kla_rules.evaluation.requirements import RequirementResult
from kla_rules.evaluation.resolve import Resolved
from kla_rules.evaluation.settled import settles
from kla_rules.evaluation.ways import fewest_answers
from kla_rules.model.edition import Edition
from kla_rules.model.folds import from_above, parts
from kla_rules.model.levels import EdgePolicy, Level
from kla_rules.model.tree import Node

if TYPE_CHECKING:
    from kla_rules.evaluation.result import Evaluation
    from kla_rules.typed.forms.deciding import DecidingDict


@frozen(repr=False)
class OpenQuestion(Shown):
    """An unanswered question and what its answer can move.

    Attributes:
        node: the question.
        moves_thousandths: thousandths by which its answer can move the fewest or the most points.
        if_full: levels still possible if it is answered in full.
        if_none: levels still possible if it is answered with nothing.
    """

    node: Node
    moves_thousandths: int
    if_full: tuple[Level | None, ...]
    if_none: tuple[Level | None, ...]
    moves = Renamed[int]("moves_thousandths", points="moves_points")

    @property
    def moves_points(self) -> Decimal:
        """Return the points by which its answer can move the fewest or the most points."""
        return decimal(self.moves_thousandths)


@frozen(repr=False)
class Need(Shown):
    """What the answer to a question must be.

    Attributes:
        node: the question.
        low_thousandths, high_thousandths: the fewest and the most thousandths that it may give.
    """

    node: Node
    low_thousandths: int
    high_thousandths: int
    low = Renamed[int]("low_thousandths", points="low_points")
    high = Renamed[int]("high_thousandths", points="high_points")

    @property
    def low_points(self) -> Decimal:
        """Return the fewest points that the answer must give."""
        return decimal(self.low_thousandths)

    @property
    def high_points(self) -> Decimal:
        """Return the most points that the answer may give."""
        return decimal(self.high_thousandths)


@frozen(repr=False)
class Way(Shown):
    """A smallest set of answers that makes a level the only one possible.

    Attributes:
        level, needs: that level (None is no level), and what each answer must be worth.
    """

    level: Level | None
    needs: Listed[Need] = field(converter=listed)


@frozen(repr=False)
class Deciding(Shown):
    """What settles the level.

    Where the maxima of parts are not known, or points given above the parts wait for their
    documents, the one question is the total.

    Attributes:
        questions: the open questions, those that can move most first.
        ways: for each level that is possible, from the lowest, a smallest set of answers that makes
            it the only one.
        requirements: requirements that are not known to be met or not, and hold a level open.
        exact: no smaller sets exist, and they settle the level. False where requirements may depend
            on the same points, and for an edition with so many caps that not every choice was
            tried; the sets then settle what the points allow.
    """

    questions: Listed[OpenQuestion] = field(converter=listed)
    ways: Listed[Way] = field(converter=listed)
    requirements: Listed[RequirementResult] = field(default=(), converter=listed)
    exact: bool = True

    @property
    def smallest(self) -> Way | None:
        """Return the way with the fewest answers, the highest level first; None if none is open."""
        return min(reversed(self.ways), key=lambda way: len(way.needs), default=None)

    def _showing(self) -> Showing:
        from kla_rules.evaluation.card import deciding_shown  # noqa: PLC0415 - asked for by few

        return deciding_shown(self)

    @property
    def by_agency(self) -> dict[str | None, tuple[OpenQuestion, ...]]:
        """Return by agency id the questions that it can answer, those that can move most first.

        A question of several agencies stands with each of them; one without an agency under None.
        The agency whose first question can move most comes first; where these are alike, the next
        question decides, and then the id.

        >>> import kla_rules as kla
        >>> nothing = kla.evaluate(kla.Profile.from_dict({"year": 2024}))
        >>> groups = nothing.deciding().by_agency
        >>> all("transport" in question.node.agencies for question in groups["transport"])
        True
        """
        groups: dict[str | None, list[OpenQuestion]] = {}
        for question in self.questions:
            for agency in question.node.agencies or (None,):
                groups.setdefault(agency, []).append(question)

        def telling(group: tuple[str | None, list[OpenQuestion]]) -> tuple[list[int], bool, str]:
            agency, questions = group
            return [-one.moves_thousandths for one in questions], agency is None, agency or ""

        return {agency: tuple(of) for agency, of in sorted(groups.items(), key=telling)}

    def to_dict(self) -> "DecidingDict":
        """Return plain JSON values in a stable order."""
        from kla_rules.evaluation.deciding_plain import deciding_as_json  # noqa: PLC0415 - asked for by few

        return cast("DecidingDict", deciding_as_json(self))


def deciding(evaluation: "Evaluation") -> Deciding:
    """Return which open questions settle the level; empty where it is settled."""
    return evolve(_by_points(evaluation), requirements=evaluation.undecided)


def _by_points(evaluation: "Evaluation") -> Deciding:
    """Return which open questions settle what the points allow; empty where that is settled."""
    edition, known, reach = evaluation.edition, evaluation.known, evaluation.bounds
    policy, gate = evaluation.edge_policy, evaluation.gates.open
    low, high = reach.ends_thousandths(0)
    gates = Gates(gate, gate)
    levels = levels_between(edition, low, high, policy, gates)
    if len(levels) == 1:
        return Deciding((), ())
    bands = [_band(edition, level, policy, gate) for level in levels]
    if edition.holes or reach != known.bounds(edition):
        # What parts can reach says nothing: maxima are not known, or points stand above them that
        # only documents can settle.
        root = edition.nodes[0]
        total = OpenQuestion(root, high - low, levels[-1:], levels[:1])
        only = zip(levels, bands, strict=True)
        ways = tuple(Way(level, (_of_total(evaluation, band),)) for level, band in only)
        return Deciding((total,), ways)
    groups = list(_groups(edition, known, low))
    questions = []
    for group in groups:
        for question in group.open:
            least, most = group.gain(question.size), group.loss(question.size)
            full = levels_between(edition, low + least, high, policy, gates)
            none = levels_between(edition, low, high - most, policy, gates)
            questions.append(OpenQuestion(question.node, max(least, most), full, none))
    order = edition.positions
    questions.sort(key=lambda question: (-question.moves_thousandths, order[question.node.id]))
    exact = math.prod(len(group.open) + 1 for group in groups[1:]) <= _CHOICES
    if not exact:
        # Too many caps to try every choice: answer all of the capped questions.
        groups = [groups[0], *(evolve(group, whole=True) for group in groups[1:])]
    pairs = zip(levels, bands, strict=True)
    ways = tuple(_exact_way(evaluation, groups, level, band) for level, band in pairs)
    exact = exact and not edition.requirements and not known.finer_thousandths
    return Deciding(tuple(questions), ways, exact=exact)


def _exact_way(
    evaluation: "Evaluation", groups: Sequence[Group], level: Level | None, band: tuple[int, int]
) -> Way:
    """Return a way that settles the level with all digits.

    The search reckons in whole thousandths. Where figures have more digits, what it finds is tried
    with all of them, and looked for in a narrower band if need be; where not even as many
    thousandths as there are such figures are enough, only the total settles it.
    """
    least, most = band
    finer = evaluation.known.finer_thousandths
    if not finer:
        needs = _needs(groups, least, most)
        if needs is None:
            raise AssertionError("answering everything determines every possible level")
        return Way(level, needs)
    top = evaluation.edition.maximum_thousandths
    narrower = 0
    while narrower <= len(finer):
        within = least + narrower * (least > 0), most - narrower * (most < top)
        needs = _needs(groups, *within)
        if needs is None:
            break
        if settles(evaluation, needs, level):
            return Way(level, needs)
        narrower = 2 * narrower or 1
    return Way(level, (_of_total(evaluation, band),))


def _needs(groups: Sequence[Group], least: int, most: int) -> tuple[Need, ...] | None:
    """Return what the fewest answers must be that bring both ends into `least`..`most`."""
    answers = fewest_answers(groups, least, most)
    return None if answers is None else tuple(Need(*answer) for answer in answers)


def _of_total(evaluation: "Evaluation", band: tuple[int, int]) -> Need:
    """Return what the total must be for a band."""
    low, high = evaluation.bounds.ends_thousandths(0)
    return Need(evaluation.edition.nodes[0], max(band[0], low), min(band[1], high))


_CHOICES: Final = 4096


def _band(edition: Edition, level: Level | None, policy: EdgePolicy, top: int) -> tuple[int, int]:
    """Return the fewest and the most thousandths of a level, where the lowest `top` are open."""
    above = 0 if level is None else edition.levels.index(level) + 1
    first = 0 if level is None else level.threshold_thousandths(policy)
    if above == top:
        return first, edition.maximum_thousandths
    return first, edition.levels[above].threshold_thousandths(policy) - 1


def _groups(edition: Edition, known: Resolved, low: int) -> Iterator[Group]:
    """Yield the free group, then one for each cap that can bind; all of them secure `low`."""
    values = known.values_thousandths

    def opened(position: int) -> Open:
        node = edition.nodes[position]
        least, most = known.ends_thousandths.get(position, (0, node.ceiling_thousandths))
        return Open(node, least, most - least)

    def binds(position: int) -> bool:
        return values[position] is not None or edition.nodes[position].cap is not None

    bound = from_above(edition, False, lambda here, above: above or binds(here))  # noqa: FBT003 - nothing binds the root
    free: list[Open] = []
    capped: list[Group] = []
    sure = 0
    for position, node in enumerate(edition.nodes):
        own, branch = values[position], edition.branch_at.get(position)
        if bound[position]:
            continue
        if own is not None:
            sure += own
        elif branch is None:
            free.append(opened(position))
        elif node.cap is not None:
            still = [opened(child) for child in branch.children if values[child] is None]
            settled = sum(points or 0 for points in parts(branch, values))
            settled += sum(question.least for question in still)
            capped.append(Group(_largest(still), settled, node.ceiling_thousandths))
    sure += sum(question.least for question in free)
    if known.finer_thousandths:  # what is cut off where it stands counts in the sum
        sure = low - sum(min(group.cap, group.known) for group in capped)
    yield Group(_largest(free), sure, edition.maximum_thousandths * 2)
    yield from capped


def _largest(opened: Iterable[Open]) -> tuple[Open, ...]:
    return tuple(
        sorted(
            (question for question in opened if question.size), key=lambda question: -question.size
        )
    )
