"""The same profile held against another version of its edition, as `Profile.under` does it.

A profile is written out and read again to be held against another edition, with everything that can
be wrong told. Of two versions of one edition most says the same, and what is the same need not be
read again: here only the answers at nodes of which the two say something else are. At the first
doubt the whole is done as `under` does it.
"""

from typing import Any

from attrs import evolve, frozen

from kla_rules.core.printed import Data
from kla_rules.model.edition import Edition
from kla_rules.model.tree import Node
from kla_rules.profile.direct import DoubtError, taken_answers, taken_points
from kla_rules.profile.given_points import put
from kla_rules.profile.model import Profile


@frozen(repr=False, eq=False)
class Holder(Data):
    """Holds profiles of one edition against another.

    Attributes:
        old, new: the editions.
        different: positions of the nodes at which an answer has to be read again; None where every
            profile has to be read as a whole.
    """

    old: Edition
    new: Edition
    different: tuple[int, ...] | None

    def held(self, profile: Profile) -> Profile:
        """Return a profile of the old edition held against the new one; notes are as they were.

        Raises:
            ProfileError: if it does not fit.
        """
        if self.old is self.new:
            return profile
        if self.different is None or not self._plainly_fits(profile):
            return profile.under(self.new)
        again = self._given(profile, self.different)
        try:
            return self._read_again(profile, *again)
        except DoubtError:
            # What is wrong is wrong with these: told of them alone, in a tenth of the time.
            few = dict(zip(("points", "answers"), again, strict=True))
            Profile.from_dict({"year": profile.year or self.new.rounds[-1], **few}, self.new)
            return profile.under(self.new)

    def _given(
        self, profile: Profile, different: tuple[int, ...]
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the points and the answers that have to be read again, as a profile gives them."""
        points: dict[str, Any] = {}
        answers: dict[str, Any] = {}
        own = profile.points if different else {}
        for position in different:
            node_id = self.old.ids[position]
            if node_id in profile.answers:
                answers[node_id] = profile.answers[node_id].to_dict()
            elif node_id in own:
                points[node_id] = own[node_id]
        return points, answers

    def _plainly_fits(self, profile: Profile) -> bool:
        return (
            not profile.ratios
            and profile.scale is None
            and (profile.year is None or self.new.in_force(profile.year))
            and (profile.declared_total_thousandths or 0) <= self.new.maximum_thousandths
        )

    def _read_again(
        self, profile: Profile, points: dict[str, Any], answers: dict[str, Any]
    ) -> Profile:
        if not points and not answers:
            return evolve(profile, edition=self.new)
        finer = dict(profile.finer_thousandths)
        changed, own = list(profile.values_thousandths), dict(profile.answers)
        for position, (_, taken) in taken_points(points, self.new):
            finer.pop(position, None)
            put(changed, finer, position, taken)
        for position, answer, taken_now in taken_answers(answers, self.new, None):
            finer.pop(position, None)
            put(changed, finer, position, taken_now)
            own[self.new.ids[position]] = answer
        return evolve(
            profile,
            edition=self.new,
            values_thousandths=tuple(changed),
            finer_thousandths=finer,
            answers=own,
        )


def holder(old: Edition, new: Edition) -> Holder:
    """Return what holds profiles of one edition against another."""
    alike = (
        old.ids == new.ids
        and not old.holes
        and not new.holes
        and [stage.id for stage in old.stages] == [stage.id for stage in new.stages]
        and old.measures == new.measures
        and old.agencies == new.agencies
        and old.evidence_attributes == new.evidence_attributes
    )
    if not alike:
        return Holder(old, new, None)
    pairs = enumerate(zip(old.nodes, new.nodes, strict=True))
    return Holder(old, new, tuple(at for at, (one, two) in pairs if not _reads_alike(one, two)))


def _reads_alike(one: Node, two: Node) -> bool:
    """Return whether whatever is given at a node gives the same under two editions."""
    return one is two or (one.ceiling_thousandths, one.question) == (
        two.ceiling_thousandths,
        two.question,
    )
