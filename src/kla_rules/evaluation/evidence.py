"""Which points are backed, which are at risk in verification, and what is missing, with whom.

Scores fall in verification where the written proof is missing or is not what is asked for, although
the work is done. So points without everything that is asked to be attached are at risk: they are
not lost, and nothing says by how much they will fall.
"""

import functools
import operator
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal, cast

from attrs import evolve, field, frozen

from kla_rules.core.frozen import frozen_list, frozen_map
from kla_rules.core.listed import Listed, listed
from kla_rules.core.points import decimal, plain
from kla_rules.core.printed import Data
from kla_rules.core.renamed import Renamed
from kla_rules.evaluation.bounds import Bounds, Exact, cut_bounds
from kla_rules.evaluation.resolve import Assumption, Resolved, resolve
from kla_rules.model.evidence import evidence_shown
from kla_rules.model.folds import from_below, spread
from kla_rules.model.tree import Branch, Node
from kla_rules.profile.answers import Evidence
from kla_rules.profile.model import Profile
from kla_rules.rulesets.scales import Scale

if TYPE_CHECKING:
    from kla_rules.typed.forms.evaluation import EvaluationEvidenceDict

Count = Literal["claimed", "backed"]
COUNTS: Final[tuple[Count, ...]] = ("claimed", "backed")


Groups = tuple[tuple[str, ...], ...]
Unmet = Mapping[str, Groups]


@frozen(repr=False, eq=False)
class MissingEvidence(Data):
    """Points that are claimed at a node without everything that is asked to be attached.

    Attributes:
        node: a question, or a node above questions that was given points as a whole: no document
            can be listed there, only at its questions.
        at_risk_thousandths: thousandths, as far as caps and figures above let them count. Each item
            by itself fits under these; together they can exceed what is at risk.
        groups: of each group one is missing: a document of any of its kinds, or an attribute.
            Without a group, any document is.
        listed: kinds of the documents that are listed and do not suffice.
        grade: how well it is known that they are asked for, or None where nothing says so.
    """

    node: Node
    at_risk_thousandths: int
    groups: Groups = ()
    listed: tuple[str, ...] = ()
    grade: str | None = None
    points = Renamed[int]("at_risk_thousandths", points="at_risk_points")

    @property
    def at_risk_points(self) -> Decimal:
        """Return the points at risk here, as far as caps and figures above let them count."""
        return decimal(self.at_risk_thousandths)

    @property
    def is_whole(self) -> bool:
        """Return whether the points were given above the questions."""
        return self.node.question is None


@frozen(repr=False, eq=False)
class MissingByAgency(Data):
    """What one agency is named for and is not backed, most points first.

    Attributes:
        agency: id of the agency that the question names first; None where none is named, and for
            points that were given above the questions.
        items: what is missing.
    """

    agency: str | None
    items: Listed[MissingEvidence] = field(converter=listed)
    points = Renamed[int]("at_risk_thousandths", points="at_risk_points")

    @property
    def at_risk_points(self) -> Decimal:
        """Return the points of its items, each as far as it can count by itself."""
        return decimal(self.at_risk_thousandths)

    @property
    def at_risk_thousandths(self) -> int:
        """Return the thousandths of its items, each as far as it can count by itself."""
        return sum(item.at_risk_thousandths for item in self.items)


@frozen(repr=False, eq=False)
class EvidenceSummary(Data):
    """How far the points of a score are backed by everything that is asked to be attached.

    Attributes:
        profile: the answers with their evidence.
        bounds: the fewest and the most thousandths of every node, as claimed.
        documents: how many documents the profile lists.
        lows_thousandths: thousandths of every node that answers with everything asked secure.
        unmet: by question with documents the groups of which nothing is listed.
    """

    profile: Profile = field(repr=False)
    bounds: Bounds = field(repr=False)
    documents: int
    lows_thousandths: Sequence[int] = field(converter=frozen_list, repr=False)
    unmet: Unmet = field(converter=frozen_map, repr=False)
    claimed = Renamed[int]("claimed_thousandths", points="claimed_points")
    backed = Renamed[int]("backed_thousandths", points="backed_points")
    at_risk = Renamed[int]("at_risk_thousandths", points="at_risk_points")
    given_whole = Renamed[int]("given_whole_thousandths", points="given_whole_points")
    lows = Renamed[Sequence[int]]("lows_thousandths")

    @property
    def claimed_points(self) -> Decimal:
        """Return the points that the answers secure."""
        return decimal(self.claimed_thousandths)

    @property
    def backed_points(self) -> Decimal:
        """Return the points that answers with everything that is asked secure."""
        return decimal(self.backed_thousandths)

    @property
    def at_risk_points(self) -> Decimal:
        """Return the points that nothing backs."""
        return decimal(self.at_risk_thousandths)

    @property
    def given_whole_points(self) -> Decimal:
        """Return the points at risk that were given as totals, beyond what questions say."""
        return decimal(self.given_whole_thousandths)

    @property
    def claimed_thousandths(self) -> int:
        """Return the thousandths that the answers secure."""
        return self.bounds.low_thousandths[0]

    @property
    def backed_thousandths(self) -> int:
        """Return the thousandths that answers with everything that is asked secure."""
        return self.lows_thousandths[0]

    @property
    def at_risk_thousandths(self) -> int:
        """Return the thousandths that nothing backs."""
        return self.claimed_thousandths - self.backed_thousandths

    @property
    def given_whole_thousandths(self) -> int:
        """Return the thousandths at risk that were given as totals, beyond what questions say."""
        items = (item for group in self.missing for item in group.items if item.is_whole)
        return min(self.at_risk_thousandths, sum(item.at_risk_thousandths for item in items))

    @functools.cached_property
    def missing(self) -> Listed[MissingByAgency]:
        """Return what is not backed, by agency, most points first; what no agency files last."""
        return listed(_by_agency(_missing(self)))

    def to_dict(self, *, whole: bool) -> "EvaluationEvidenceDict":
        """Return plain JSON values; without `whole` the list of what is missing is left empty."""
        return cast(
            "EvaluationEvidenceDict",
            {
                "claimed": plain(self.claimed_thousandths),
                "backed": plain(self.backed_thousandths),
                "at_risk": plain(self.at_risk_thousandths),
                "documents": self.documents,
                "missing": [
                    {
                        "agency": lacking.agency,
                        "points": plain(lacking.at_risk_thousandths),
                        "items": [
                            {
                                "node": item.node.id,
                                "points": plain(item.at_risk_thousandths),
                                "kinds": [list(group) for group in item.groups],
                                "listed": list(item.listed),
                                "grade": item.grade,
                            }
                            for item in lacking.items
                        ],
                    }
                    for lacking in (self.missing if whole else ())
                ],
            },
        )


def counted(
    profile: Profile, scale: Scale | None, assume: Assumption | None, count: Count
) -> tuple[Resolved, Bounds]:
    """Return what is known of a profile, and the fewest and the most points of every node.

    Args:
        profile: the answers.
        scale: a table that turns values and options into points, or None.
        assume: how to take what no table turns into points, or None.
        count: "claimed", or "backed" where only points with all that is asked to be attached count.
    """
    known = resolve(profile, scale, assume)
    if count == "backed":
        return backed(profile, known, _unmet(profile))
    return known, known.bounds(profile.edition)


def backed(profile: Profile, claimed: Resolved, unmet: Unmet) -> tuple[Resolved, Bounds]:
    """Return what stays known if only points with all that is asked count, and its bounds.

    Where the points are zero nothing is claimed, so there is nothing to back. Points of a node
    above questions count as far as its questions are backed; what is claimed beyond stays possible.

    Args:
        profile: the answers with their evidence.
        claimed: what is known, as claimed.
        unmet: by question with documents the groups of which nothing is listed.
    """
    edition, values = profile.edition, claimed.values_thousandths

    def stays(node: Node) -> bool:
        return unmet.get(node.id) == ()

    kept: list[int | None] = [
        value if (not value and i not in claimed.finer_thousandths) or stays(node) else None
        for i, (node, value) in enumerate(zip(edition.nodes, values, strict=True))
    ]
    # What has no points at its lower end may have some: only what is zero needs nothing attached.
    ends = {i: both for i, both in claimed.ends_thousandths.items() if stays(edition.nodes[i])}
    finer = {
        i: both for i, both in claimed.finer_thousandths.items() if kept[i] is not None or i in ends
    }
    leaves: list[tuple[Exact, Exact]] = [
        (value or 0, most if value is None else value)
        for value, most in zip(kept, edition.ceilings_thousandths, strict=True)
    ]
    for position, both in (*ends.items(), *finer.items()):
        leaves[position] = both

    def at(branch: Branch, below: Sequence[tuple[Exact, Exact]]) -> tuple[Exact, Exact]:
        own = claimed.exact_thousandths(branch.index)
        if own is not None and kept[branch.index] is not None:
            return own, own
        low, high = (
            min(sum(points), branch.ceiling_thousandths) for points in zip(*below, strict=True)
        )
        if own is None:
            return low, high
        if low >= own:
            kept[branch.index] = values[branch.index]
            if branch.index in claimed.finer_thousandths:
                finer[branch.index] = claimed.finer_thousandths[branch.index]
            return own, own
        return low, max(high, own)

    low, high = zip(*from_below(edition, leaves, at), strict=True)
    known = evolve(
        claimed, values_thousandths=tuple(kept), ends_thousandths=ends, finer_thousandths=finer
    )
    return known, cut_bounds(edition, low, high) if claimed.finer_thousandths else Bounds(low, high)


def _documents(profile: Profile, node: Node) -> tuple[Evidence, ...]:
    answer = profile.answers.get(node.id)
    return answer.evidence if answer else ()


def _unmet(profile: Profile) -> dict[str, Groups]:
    """Return by question with documents the groups of which nothing is listed there."""
    return {
        question: lacking(profile, question)
        for question, answer in profile.answers.items()
        if answer.evidence
    }


def lacking(profile: Profile, question: str) -> Groups:
    """Return the groups of which nothing is listed at a question."""
    edition, answer = profile.edition, profile.answers.get(question)
    required = edition.evidence.get(question)
    if required is None:
        return ()
    documents = answer.evidence if answer else ()
    if not documents:
        return required.groups
    listed = [(one.kind, one.signed_by, one.year, one.marks) for one in documents]
    return required.missing(evidence_shown(edition, question, listed, profile.year))


def evidence_summary(profile: Profile, claimed: Resolved, reach: Bounds) -> EvidenceSummary:
    """Return how far points are backed.

    Args:
        profile: the answers with their evidence.
        claimed: what is known, as claimed.
        reach: the fewest and the most of every node, as claimed.
    """
    edition = profile.edition
    documents = sum(len(answer.evidence) for answer in profile.answers.values())
    unmet = _unmet(profile)
    lows = edition.nothing_thousandths  # without a document nothing is backed
    if documents:
        lows = backed(profile, claimed, unmet)[1].low_thousandths
    return EvidenceSummary(profile, reach, documents, lows, unmet)


def _missing(summary: EvidenceSummary) -> list[MissingEvidence]:
    """Return what is claimed and not backed, each at the deepest place where it counts."""
    profile, edition, unmet = summary.profile, summary.profile.edition, summary.unmet
    claimed, secured = summary.bounds.low_thousandths, summary.lows_thousandths
    missing = []
    for points, position in spread(edition, list(map(operator.sub, claimed, secured))):
        node = edition.nodes[position]
        if node.children:
            missing.append(MissingEvidence(node, points))
            continue
        documents, required = _documents(profile, node), edition.evidence.get(node.id)
        groups = unmet.get(node.id)
        if groups is None:  # nothing is listed
            groups = required.groups if required else ()
        missing.append(
            MissingEvidence(
                node=node,
                at_risk_thousandths=points,
                groups=groups,
                listed=tuple(dict.fromkeys(one.kind for one in documents)),
                grade=required.provenance.grade if required else None,
            )
        )
    return missing


def _by_agency(missing: Sequence[MissingEvidence]) -> tuple[MissingByAgency, ...]:
    groups: dict[str | None, list[MissingEvidence]] = {}
    for item in sorted(missing, key=lambda item: -item.at_risk_thousandths):
        is_question = item.node.question is not None and item.node.agencies
        agency = item.node.agencies[0] if is_question else None
        groups.setdefault(agency, []).append(item)
    by_agency = (MissingByAgency(agency, tuple(items)) for agency, items in groups.items())
    return tuple(
        sorted(by_agency, key=lambda group: (group.agency is None, -group.at_risk_thousandths))
    )
