"""The old evaluation with some parts of the new one: each exchange is an evaluation of its own."""

import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final

from attrs import evolve, field, frozen

from kla_rules.core.findings import FindingsError
from kla_rules.core.printed import Data
from kla_rules.differences.model import Kind
from kla_rules.evaluation.evaluate import evaluate
from kla_rules.evaluation.resolve import tables_for
from kla_rules.evaluation.result import Evaluation
from kla_rules.model.edition import Edition
from kla_rules.model.table import Table
from kla_rules.profile.measures import written_readings
from kla_rules.profile.model import Profile
from kla_rules.rulesets.files import digest
from kla_rules.validation.comparison.attribution import levels_with
from kla_rules.validation.comparison.moved_model import Standing
from kla_rules.validation.comparison.trees import BothTrees, Half

READINGS: Final = ("edge_policy", "assume", "count", "year")
_NONE: Final[frozenset[Any]] = frozenset()


@frozen(repr=False, eq=False)
class Item(Data):
    """A difference that can be exchanged, and what of the new evaluation comes with it.

    Attributes:
        kind, what, id: as a `Cause` has them.
        answers: places in the tree of both editions whose answers, points and ratios come.
        nodes: places whose rules come: maximum, direction, cap.
        tables: places whose table comes.
        levels, requirements: ids of those that come.
        measures: ids of the measures whose readings come.
        evidence: what is asked to be attached comes.
        readings: options of `evaluate` that come, and "year".
    """

    kind: Kind
    what: str
    id: str
    answers: frozenset[int] = _NONE
    nodes: frozenset[int] = _NONE
    tables: frozenset[int] = _NONE
    levels: frozenset[str] = _NONE
    requirements: frozenset[str] = _NONE
    measures: frozenset[str] = _NONE
    evidence: bool = False
    readings: frozenset[str] = _NONE


@frozen(repr=False, eq=False)
class Part(Data):
    """One evaluation, by place in the tree of both editions.

    Attributes:
        evaluation: the evaluation.
        half: its edition by place.
        given: what the profile gives at each node, as it writes it: points or an answer.
        tables: by question what turns its answer into points.
        measures: the readings of each measure, as the profile writes them.
    """

    evaluation: Evaluation
    half: Half
    given: Mapping[str, Mapping[str, Any]] = field(init=False)
    tables: Mapping[str, Table] = field(init=False)
    measures: Mapping[str, Any] = field(init=False)

    @given.default
    def _given(self) -> dict[str, Mapping[str, Any]]:
        return given(self.evaluation.profile)

    @tables.default
    def _tables(self) -> Mapping[str, Table]:
        return tables_for(self.evaluation.edition, self.evaluation.scale)

    @measures.default
    def _measures(self) -> dict[str, Any]:
        measures = self.evaluation.profile.measures
        return {name: written_readings(readings) for name, readings in measures.items()}

    @property
    def edition(self) -> Edition:
        """Return its edition."""
        return self.evaluation.edition

    def id_at(self, place: int) -> str | None:
        """Return what the node at a place is called; None where the edition has none there."""
        position = self.half.at[place]
        return None if position is None else self.edition.ids[position]

    def table_at(self, place: int) -> Table | None:
        """Return the table of the question at a place, or None."""
        name = self.id_at(place)
        return None if name is None else self.tables.get(name)


def given(profile: Profile) -> dict[str, Mapping[str, Any]]:
    """Return what a profile gives at each node: points are an answer in points."""
    found: dict[str, Mapping[str, Any]] = {
        name: {"points": points} for name, points in profile.points.items()
    }
    found.update((name, answer.to_dict()) for name, answer in profile.answers.items())
    return found


class Exchange:
    """Evaluates the old evaluation with parts of the new one.

    Attributes:
        trees: the trees of both editions.
        old, new: both evaluations by place.
        unclaimed: ids of nodes of the old and of the new edition of which nothing says what they
            are in the other.
        whole: the trees cannot be laid over each other, so that all nodes, with all answers, are
            one part.
        tried: how many evaluations were made.
        refused: what refused the first that could not be made, or None.
    """

    def __init__(
        self,
        old: Evaluation,
        new: Evaluation,
        trees: BothTrees,
        unclaimed: tuple[frozenset[str], frozenset[str]] = (_NONE, _NONE),
    ) -> None:
        self.trees, self.unclaimed = trees, unclaimed
        self.whole = len(trees.parents) < max(len(old.edition.nodes), len(new.edition.nodes))
        self.old, self.new = Part(old, trees.old), Part(new, trees.new)
        self.tried = 0
        self.refused: FindingsError | None = None
        self._editions: dict[object, Edition | None] = {}
        self._found: dict[object, Standing | None] = {}

    def claimed(self) -> Iterator[int]:
        """Yield the places of which it is known what they are in both editions."""
        if self.whole:
            yield 0
            return
        for place in range(len(self.trees.parents)):
            old, new = self.old.id_at(place), self.new.id_at(place)
            if old is None and new in self.unclaimed[1]:
                continue
            if new is None and old in self.unclaimed[0]:
                continue
            yield place

    def standing(self, items: Iterable[Item]) -> Standing | None:
        """Return where the old evaluation stands with some parts of the new one; None if refused.

        It is refused where answers do not fit the rules that they are laid beside.
        """
        mixed = joined(items)
        key = tuple(getattr(mixed, name) for name in (*_SETS, "evidence"))
        if key not in self._found:
            self._found[key] = self._standing(mixed)
        return self._found[key]

    def _standing(self, mixed: Item) -> Standing | None:
        self.tried += 1
        try:
            edition = self._edition(mixed)
            if edition is None:
                return None
            profile = Profile.from_dict(self._data(mixed, edition), edition)
            options = {name: self._source(mixed, name) for name in READINGS if name != "year"}
            result = evaluate(profile, **options)
        except FindingsError as error:
            self.refused = self.refused or error
            return None
        return standing_of(result)

    def _source(self, mixed: Item, reading: str) -> Any:  # noqa: ANN401 - of several options
        return getattr((self.new if reading in mixed.readings else self.old).evaluation, reading)

    def _data(self, mixed: Item, edition: Edition) -> dict[str, Any]:
        """Return the mixed profile as plain values; numbers stay exact."""
        points: dict[str, Any] = {}
        answers: dict[str, Any] = {}
        ratios: dict[str, Any] = {}
        for name, part, own in self._written(mixed):
            value = part.given.get(own)
            if value is not None and (position := edition.positions.get(name)) is not None:
                question = edition.nodes[position].question is not None
                (answers if question else points)[name] = value if question else value["points"]
            if own in part.evaluation.profile.ratios:
                ratios[name] = part.evaluation.profile.ratios[own]
        readings = (self.old.measures, self.new.measures)
        names = dict.fromkeys((*readings[0], *readings[1]))
        measures = {
            name: side[name] for name in names if name in (side := readings[name in mixed.measures])
        }
        data = {
            "stage": self.old.evaluation.stage,
            "year": self._source(mixed, "year"),
            "points": points,
            "answers": answers,
            "measures": measures,
            "ratios": ratios,
        }
        return {key: value for key, value in data.items() if value not in (None, {})}

    def _written(self, mixed: Item) -> Iterator[tuple[str, Part, str]]:
        """Yield for each node what the mixed edition calls it, whose answer it has, and its id."""
        if self.whole:
            part = self.new if mixed.answers else self.old
            yield from ((name, part, name) for name in part.edition.ids)
            return
        for place in range(len(self.trees.parents)):
            name = (self.new if place in mixed.nodes else self.old).id_at(place)
            part = self.new if place in mixed.answers else self.old
            own = part.id_at(place)
            if name is not None and own is not None:
                yield name, part, own

    def _edition(self, mixed: Item) -> Edition | None:
        """Return the old edition with parts of the new one; None where that is none."""
        key = tuple(getattr(mixed, name) for name in _OF_RULES)
        if key not in self._editions:
            self._editions[key] = self._mixed(mixed)
        return self._editions[key]

    def _digest(self, mixed: Item) -> str:
        """Return a digest that no other edition has: what is kept of one is kept by it."""
        sides = [
            [one.edition.digest, one.evaluation.scale and one.evaluation.scale.digest]
            for one in (self.old, self.new)
        ]
        came = [sorted(getattr(mixed, name)) for name in _OF_RULES if name != "evidence"]
        return digest([*sides, *came, mixed.evidence])

    def _mixed(self, mixed: Item) -> Edition | None:
        old, new = self.old.edition, self.new.edition
        nodes = old.nodes
        if mixed.nodes:
            halves = (self.trees.old, self.trees.new)
            nodes = new.nodes if self.whole else self.trees.mixed(*halves, mixed.nodes)
        if len({node.id for node in nodes}) < len(nodes):
            return None
        asked = {one.id: one for one in old.requirements if one.id not in mixed.requirements}
        asked |= {one.id: one for one in new.requirements if one.id in mixed.requirements}
        order = {one.id: at for at, one in enumerate((*new.requirements, *old.requirements))}
        evidence = new if mixed.evidence else old
        return evolve(
            old,
            digest=self._digest(mixed),
            nodes=nodes,
            levels=tuple(levels_with(old, new, mixed.levels)),
            requirements=tuple(sorted(asked.values(), key=lambda one: order[one.id])),
            rounds=new.rounds if mixed.requirements else old.rounds,
            measures=_by_id(old.measures, new.measures),
            agencies=_by_id(old.agencies, new.agencies),
            tables=self._tables(mixed),
            evidence=evidence.evidence,
            evidence_kinds=evidence.evidence_kinds,
            evidence_attributes=evidence.evidence_attributes,
            evidence_period=evidence.evidence_period,
            overlays=(),
            base=None,
        )

    def _tables(self, mixed: Item) -> dict[str, Table]:
        if self.whole:
            return dict((self.new if mixed.tables else self.old).tables)
        found = {}
        for place in range(len(self.trees.parents)):
            name = (self.new if place in mixed.nodes else self.old).id_at(place)
            table = (self.new if place in mixed.tables else self.old).table_at(place)
            if name is not None and table is not None:
                found[name] = table
        return found


_SETS: Final = ("answers", "nodes", "tables", "levels", "requirements", "measures", "readings")
_OF_RULES: Final = ("nodes", "tables", "levels", "requirements", "evidence")


def standing_of(result: Evaluation) -> Standing:
    """Return where an evaluation stands."""
    return Standing(*result.bounds.ends_thousandths(0), result.levels_possible)


def joined(items: Iterable[Item], like: Item = Item("answer", "", "")) -> Item:
    """Return items as one, which is called as `like` is."""
    held = tuple(items)
    sets: dict[str, Any] = {
        name: _NONE.union(*(getattr(one, name) for one in held)) for name in _SETS
    }
    return evolve(like, **sets, evidence=any(one.evidence for one in held))


def _by_id(*lists: Collection[Any]) -> tuple[Any, ...]:
    """Return what several lists name, each once, as the first that names it has it."""
    return tuple({one.id: one for one in reversed([*itertools.chain(*lists)])}.values())[::-1]
