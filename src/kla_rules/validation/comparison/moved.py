"""Hold many profiles against two editions, and tell whom the change moves, and by which change."""

from collections import Counter
from collections.abc import Iterable, Mapping

from attrs import frozen

from kla_rules.core.findings import check_list, check_type
from kla_rules.core.printed import Data
from kla_rules.evaluation.evaluate import evaluate
from kla_rules.model.edition import Edition
from kla_rules.profile.model import Profile
from kla_rules.rulesets.difference import Change, changes
from kla_rules.validation.comparison.applied import difference
from kla_rules.validation.comparison.attribution import CARRY, Attribution
from kla_rules.validation.comparison.carry import CARRIED
from kla_rules.validation.comparison.moved_model import Levels, Moved, MovedRegion
from kla_rules.validation.comparison.standing import effect, ladder_of, standing


@frozen(repr=False, eq=False)
class Both(Data):
    """A profile held against both editions.

    Attributes:
        name: how it is called: its region, or its place in what was given.
        old: it under the old edition.
        new: it under the new one, or what it was carried over to.
    """

    name: str
    old: Profile
    new: Profile

    @property
    def is_carried(self) -> bool:
        """Return whether it was changed to fit the new edition."""
        return any(note.id.startswith(CARRIED) for note in self.new.notes)


def moved(
    old: Edition,
    new: Edition,
    both: Iterable[Both],
    *,
    new_of: Mapping[str, str] | None = None,
    told: Iterable[Change] | None = None,
) -> Moved:
    """Return whom a change of the rules moves, and by which change.

    Args:
        old: the old edition.
        new: the new edition.
        both: profiles under both of them. Nobody is asked whether they are of regions that exist:
            synthetic ones say so themselves.
        new_of: by id of a node of the old edition its id in the new one; left out, nodes of one id
            are the same.
        told: what the two editions say differently; left out, it is looked for.

    Raises:
        TypeError: for what is no list of such profiles.

    >>> import kla_rules as kla
    >>> rules = kla.testing.small_rules()
    >>> rules["edition.yaml"]["levels"][1]["floor"] = 70
    >>> small, raised = kla.testing.small_edition(), kla.testing.small_edition(rules)
    >>> who = [{"year": 2024, "points": {"total": total}} for total in (60, 65, 75)]
    >>> profiles = [(kla.Profile.from_dict(one, small), one) for one in who]
    >>> both = [Both("a", one, one.under(raised)) for one, _ in profiles]
    >>> found = moved(small, raised, both)
    >>> found.unchanged, [(one.old.levels, one.new.levels) for one in found.regions]
    (2, [(('pratama', 'madya'), ('pratama',))])
    >>> [(one.change.id, one.alone.highest_level) for one in found.by_change()]
    [('level:madya', -1)]
    """
    check_type("old", old, "an Edition", Edition)
    check_type("new", new, "an Edition", Edition)
    listed = check_list("both", "a list of profiles under both editions", both)
    if new_of is None:
        new_of = {node_id: node_id for node_id in old.ids if node_id in new.positions}
    parts = difference(old, new, new_of, changes(old, new, new_of) if told is None else told)
    ladder = ladder_of(old, new)
    attribution = Attribution(parts, ladder)
    transitions: Counter[tuple[Levels, Levels]] = Counter()
    regions = []
    for one in listed:
        check_type("each of both", one, "a profile under both editions", Both)
        before, after = evaluate(one.old, old), evaluate(one.new, new)
        here, there = standing(before), standing(after)
        transitions[here.levels, there.levels] += 1
        if here != there:
            regions.append(
                MovedRegion(
                    one.name,
                    here,
                    there,
                    effect(here, there, ladder),
                    tuple(attribution.shares(before, after)),
                    illustrative=before.illustrative,
                    carried=one.is_carried,
                )
            )
    return Moved(
        old=old,
        new=new,
        transitions=dict(transitions),
        regions=regions,
        changes=(*(part.change for part in parts.parts), CARRY),
        illustrative=sum(one.old.illustrative for one in listed),
        carried=sum(one.is_carried for one in listed),
    )
