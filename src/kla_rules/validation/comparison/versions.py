"""The same profile held against another version of its edition, as `Profile.under` does it.

A profile is written out and read again to be held against another edition, with everything that can
be wrong told. Of two versions of one edition most says the same, and what is the same need not be
read again: here only the answers at nodes of which the two say something else are. At the first
doubt the whole is done as `under` does it.
"""

from collections.abc import Iterable
from typing import Any, Final

from attrs import evolve, frozen

from kla_rules.core.printed import Data
from kla_rules.model.answer_forms import fits
from kla_rules.model.edition import Edition
from kla_rules.model.tree import Node
from kla_rules.profile.given_points import put
from kla_rules.profile.model import Profile


@frozen(repr=False, eq=False)
class Versions(Data):
    """Two editions, of which profiles of the old one are held against the new one.

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
        doubts = [at for at in self.different if not self._plainly_right(profile, at)]
        if not doubts:
            return self._read_again(profile, self.different)
        # What is wrong is wrong at these: told of them alone, in a small part of the time.
        Profile.from_dict(self._part(profile, doubts), self.new)
        return profile.under(self.new)

    def _part(self, profile: Profile, positions: Iterable[int]) -> dict[str, Any]:
        """Return what a profile gives at some nodes, as a profile of its own."""
        names = {self.old.ids[position] for position in positions}
        answers = {key: answer.to_dict() for key, answer in profile.answers.items() if key in names}
        points = {key: value for key, value in profile.points.items() if key in names}
        year = profile.year or self.new.rounds[-1]
        return {"year": year, "points": points, "answers": answers}

    def _plainly_fits(self, profile: Profile) -> bool:
        return (
            not profile.ratios
            and profile.scale is None
            and (profile.year is None or self.new.in_force(profile.year))
            and (profile.declared_total_thousandths or 0) <= self.new.maximum_thousandths
        )

    def _plainly_right(self, profile: Profile, position: int) -> bool:
        """Return whether what a profile gives at a node fits the new edition without a doubt."""
        node, answer = self.new.nodes[position], profile.answers.get(self.new.ids[position])
        if answer is None or answer.form == "points":
            return (profile.values_thousandths[position] or 0) <= node.ceiling_thousandths
        return _takes(node, answer.form, self.old.nodes[position])

    def _read_again(self, profile: Profile, different: Iterable[int]) -> Profile:
        """Return the profile under the new edition, with the points that its answers give there."""
        values, finer = list(profile.values_thousandths), dict(profile.finer_thousandths)
        for position in different:
            answer = profile.answers.get(self.new.ids[position])
            if answer is not None and answer.form != "points":
                finer.pop(position, None)
                points = answer.exact_thousandths(self.new.nodes[position])
                put(values, finer, position, points)
        return evolve(
            profile,
            edition=self.new,
            values_thousandths=tuple(values),
            finer_thousandths=finer,
        )


def versions_of(old: Edition, new: Edition) -> Versions:
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
        return Versions(old, new, None)
    pairs = enumerate(zip(old.nodes, new.nodes, strict=True))
    return Versions(old, new, tuple(at for at, (one, two) in pairs if not _reads_alike(one, two)))


def _reads_alike(one: Node, two: Node) -> bool:
    """Return whether whatever is given at a node gives the same under two editions."""
    return one is two or (one.ceiling_thousandths, one.question) == (
        two.ceiling_thousandths,
        two.question,
    )


def _takes(node: Node, form: str, before: Node) -> bool:
    """Return whether an answer that was right before is plainly right at a node now."""
    old, new = before.question, node.question
    if old is None or new is None:
        return False
    alike = (old.answer, old.was, old.may_exceed_100, old.counts) == (
        new.answer,
        new.was,
        new.may_exceed_100,
        new.counts,
    )
    return alike or form in _ANYWHERE or (form in _WHEREVER_IT_FITS and fits(node, form))


# Answers that fit every question, and those of which nothing but that has to be looked at.
_ANYWHERE: Final = frozenset({"", "points", "option", "not_applicable"})
_WHEREVER_IT_FITS: Final = frozenset({"fraction", "holds"})
