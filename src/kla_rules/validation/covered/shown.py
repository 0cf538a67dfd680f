"""What a case shows: what its results would tell of, were the rule another.

Nothing counts for having taken place alone. Points count where an expected result depends on them,
an outcome where another one would change what is expected, a part of a condition where it decides.
"""

import functools
from collections.abc import Iterator, Mapping
from typing import Any, Final

from attrs import frozen

from kla_rules.conditions.figures import Facts
from kla_rules.conditions.judge import judge
from kla_rules.conditions.operators import Condition
from kla_rules.evaluation.levels import levels_between
from kla_rules.evaluation.requirements import RequirementResult, facts_of, gates
from kla_rules.evaluation.resolve import Resolved
from kla_rules.evaluation.result import Evaluation
from kla_rules.model.edition import Edition
from kla_rules.model.evidence import EvidenceRequired, evidence_shown
from kla_rules.participation.picture import ForumPicture, figures_behind
from kla_rules.profile.answers import Answer, Evidence
from kla_rules.steps.facts import ADVISORY, REQUIREMENT, conditions_of
from kla_rules.steps.reading import catalogue_of
from kla_rules.units.judging import states
from kla_rules.units.rollup import Rollup, facts_in_scope
from kla_rules.validation.corpus.model import Case
from kla_rules.validation.corpus.running import Result
from kla_rules.validation.covered.deciding import deciding, leaves
from kla_rules.validation.covered.kinds import Key
from kla_rules.validation.covered.targets import (
    FORUM,
    OUTCOMES,
    UNIT,
    asked_for,
    band_name,
)

NEAR: Final = 10  # thousandths: sheets print hundredths of a point


def shown_by(case: Case, result: Result) -> Iterator[Key]:
    """Yield what a case shows that comes out as it says.

    Args:
        case: the case.
        result: what came of it.
    """
    expect = case.value.get("expect", {})
    if isinstance(result, Rollup):
        yield from _of_units(result, expect)
    elif isinstance(result, ForumPicture):
        yield from _of_forum(result, expect)
    elif "condition_of" in case.value:
        yield from _of_condition(result, case.value["condition_of"])
    elif "condition" in case.value:  # a copy: it stays as it is, whatever becomes of the rule
        return
    else:
        yield from _OfProfile(result, expect).keys()


def _decided(name: str, condition: Condition, states: list[bool | None]) -> Iterator[Key]:
    for index, state in deciding(condition, states):
        yield "condition", name, index, state


@frozen(eq=False, slots=False)
class _OfProfile:
    """What a profile shows.

    Attributes:
        result: what came of it.
        expect: which results the case holds it to.
    """

    result: Evaluation
    expect: Mapping[str, Any]

    def keys(self) -> Iterator[Key]:
        """Yield everything that it shows."""
        yield from self._nodes()
        yield from self._floors()
        yield from self._conditions()
        yield from self._tables()
        if "steps" in self.expect:
            yield from self._steps()
        if self._is_about_evidence:
            yield from self._evidence()

    # -- points ----------------------------------------------------------------------------------

    @property
    def _edition(self) -> Edition:
        return self.result.edition

    @property
    def _known(self) -> Resolved:
        return self.result.known

    def _fixed(self, position: int) -> bool:
        """Return whether an expected result depends on the points of a node."""
        edition, expect = self._edition, self.expect
        low, high = self.result.bounds.low_thousandths, self.result.bounds.high_thousandths
        nodes = expect.get("nodes", {})
        moves_low, moves_high, here = low[position] > 0, True, position
        while moves_low or moves_high:
            if edition.ids[here] in nodes:
                return True
            if here == 0:
                of_both = "score_range" in expect
                return of_both or ("score" in expect and moves_low)
            here = edition.positions[str(edition.nodes[here].parent)]
            if self._known.values_thousandths[here] is not None:
                return False  # a figure above says what it all gives
            branch = edition.branch_at[here]
            # Where the parts come to more than counts, one of them alone moves nothing.
            least, most = (sum(end[child] for child in branch.children) for end in (low, high))
            moves_low &= least <= branch.ceiling_thousandths
            moves_high &= most <= branch.ceiling_thousandths
        return False

    def _nodes(self) -> Iterator[Key]:
        bounds = self.result.bounds
        for position, node in enumerate(self._edition.nodes):
            low, high = bounds.ends_thousandths(position)
            own = self._known.values_thousandths[position]
            some = low > 0 or not node.ceiling_thousandths
            answer = self.result.profile.answers.get(node.id)
            reckoned = own is None if node.children else answer is not None and own is not None
            # A figure that is given comes back whatever the rules say, but for their maximum.
            given = own is not None and (answer is None or answer.form == "points")
            told = own == node.ceiling_thousandths if given else reckoned
            if told and some and low == high and self._fixed(position):
                yield "node", node.id, -1, "points"

    def _tables(self) -> Iterator[Key]:
        scale = self.result.profile.scale
        own = scale.tables if scale else {}  # it goes before the table of the rules
        for name, table in self._edition.tables.items():
            answer = self.result.profile.answers.get(name)
            position = self._edition.positions[name]
            if answer is None or name in own or not self._fixed(position):
                continue
            if answer.form == "option" and answer.given in table.options_thousandths:
                yield "table", name, -1, str(answer.given)
            elif answer.pending and answer.form not in {"option", "counts"} and table.bands:
                held = {_band(table.bands, end) for end in answer.ends}
                if len(held) == 1 and None not in held:
                    yield "table", name, -1, str(held.pop())

    # -- levels ----------------------------------------------------------------------------------

    def _floors(self) -> Iterator[Key]:
        result, edition = self.result, self._edition
        low, high = result.bounds.ends_thousandths(0)
        possible = "levels_possible" in self.expect
        if not possible and "level" not in self.expect:
            return
        if result.edge_policy != edition.edge.policy:  # the case says itself what a floor is
            return
        for index, level in enumerate(edition.levels):
            threshold = level.threshold_thousandths(result.edge_policy)
            secured, opened = index < result.gates.secured, index < result.gates.open
            if threshold <= low < threshold + NEAR and secured and result.level == level.id:
                yield "floor", level.id, -1, "reached"
            under = range(threshold - NEAR, threshold)
            if (low in under and secured) or (high in under and opened and possible):
                yield "floor", level.id, -1, "below"

    def _conditions(self) -> Iterator[Key]:
        result = self.result
        facts = None
        fixed: dict[str, Condition] = {}
        for one in result.requirements:
            if self._decides(one):
                yield "requirement", one.requirement.id, -1, OUTCOMES[one.met]
                fixed[REQUIREMENT + one.requirement.id] = one.requirement.when
        advisories = self.expect.get("advisories", ())
        for advisory in self._edition.advisories:
            if advisory.id in advisories:
                fixed[ADVISORY + advisory.id] = advisory.when
        for name, condition in fixed.items():
            facts = facts or facts_of(result.profile, result.bounds)
            yield from _decided(name, condition, _leaf_states(condition, facts))

    def _decides(self, one: RequirementResult) -> bool:
        """Return whether another outcome of a requirement would change what is expected."""
        if one.requirement.id in self.expect.get("requirements", ()):
            return True
        held = {"level", "levels_possible"} & self.expect.keys()
        if not held or not one.binding:
            return False
        return any(self._levels(one, other, held) != self._levels(one, one.met, held)
                   for other in (True, False, None) if other is not one.met)  # fmt: skip

    def _levels(self, one: RequirementResult, state: bool | None, held: set[str]) -> object:  # noqa: FBT001 - an outcome
        """Return the levels that are expected, with another outcome of a requirement."""
        result, own = self.result, _Other(one.requirement, state, one.binding)
        others: Any = tuple(own if each is one else each for each in result.requirements)
        ends = result.bounds.ends_thousandths(0)
        levels = levels_between(
            self._edition, *ends, result.edge_policy, gates(self._edition, others)
        )
        return levels if "levels_possible" in held else levels[0]

    # -- steps and evidence ----------------------------------------------------------------------

    def _steps(self) -> Iterator[Key]:
        catalogue = catalogue_of(self._edition)
        positions, values = self._edition.positions, self._known.values_thousandths
        for name, offered in self.expect["steps"].items():
            step = catalogue.steps.get(name) if catalogue else None
            if step is None:
                continue
            answered = [values[positions[one]] is not None for one in step.mends]
            if offered or all(answered):  # of what is not answered no step is ever offered
                yield "step", name, -1, "offered" if offered else "not-offered"

    @property
    def _is_about_evidence(self) -> bool:
        backed = self.expect.get("evidence", {}).keys() & {"backed", "at_risk"}
        held = self.expect.keys() & {"score", "score_range", "nodes"}
        return bool(backed or (self.result.count == "backed" and held))

    def _evidence(self) -> Iterator[Key]:
        edition, profile = self._edition, self.result.profile
        claimed, reach = self.result.claims
        for question, answer in profile.answers.items():
            position = edition.positions[question]
            required = edition.evidence.get(question)
            above = (edition.positions[one] for one in edition.above(question))
            hidden = any(claimed.values_thousandths[one] is not None for one in above)
            if required is None or hidden or reach.low_thousandths[position] <= 0:
                continue
            counted = bool({"backed", "at_risk"} & self.expect.get("evidence", {}).keys())
            if not counted and not self._fixed(position):
                continue
            yield from _documents(edition, question, answer, required, profile.year)


@frozen
class _Other:
    """An outcome that a requirement might have had."""

    requirement: object
    met: bool | None
    binding: bool


def _band(bands: Any, value: Any) -> str | None:  # noqa: ANN401 - numbers
    for band in reversed(bands):
        if value >= band.start:
            return band_name(band) if band.end is None or value <= band.end else None
    return None


def _documents(
    edition: Edition,
    question: str,
    answer: Answer,
    required: EvidenceRequired,
    year: int | None,
) -> Iterator[Key]:
    """Yield what is given that nothing else stands in for, and what alone is missing."""

    def backed(documents: tuple[Evidence, ...], more: str = "", less: str = "") -> bool:
        listed = [(one.kind, one.signed_by, one.year, one.marks) for one in documents]
        seen = evidence_shown(edition, question, listed, year)
        return bool(documents or more) and not required.missing((seen | {more}) - {less})

    whole = backed(answer.evidence)
    for name in _named(edition, question):
        without = tuple(one for one in answer.evidence if one.kind != name)
        listed = len(without) < len(answer.evidence)
        if whole and not (backed(without) and backed(answer.evidence, less=name)):
            taken = listed or name in {one.id for one in edition.evidence_attributes}
            if taken:
                yield "evidence", name, -1, "given"
        if not whole and backed(answer.evidence, more=name):
            yield "evidence", name, -1, "missing"


@functools.lru_cache(maxsize=4096)
def _named(edition: Edition, question: str) -> tuple[str, ...]:
    """Return the kinds and attributes that a question asks for, by own name or as another."""
    attributes = (one.id for one in edition.evidence_attributes)
    names = (*(one.id for one in edition.evidence_kinds), *attributes)
    return tuple(name for name in names if question in _asking(edition, name))


@functools.lru_cache(maxsize=1024)
def _asking(edition: Edition, name: str) -> frozenset[str]:
    return frozenset(asked_for(edition, name))


# -- conditions, units and forum -------------------------------------------------------------------


def _leaf_states(condition: Condition, facts: Facts) -> list[bool | None]:
    return [judge(leaf, facts).state for leaf in leaves(condition)]


def _of_condition(result: Evaluation, named: str) -> Iterator[Key]:
    """Yield what a case shows of the condition that it names."""
    facts = facts_of(result.profile, result.bounds)
    for name, own, _ in conditions_of(result.edition):
        if name == named:
            yield from _decided(name, own, _leaf_states(own, facts))


def _of_units(result: Rollup, expect: Mapping[str, Any]) -> Iterator[Key]:
    for question in expect:
        if question not in result.shares:
            continue
        share = result.shares[question]
        counts = {
            "counted": share.part,
            "not-counted": share.whole - share.part - share.unknown,
            "unknown": share.unknown,
        }
        for state, count in counts.items():
            if count:
                yield "unit", question, -1, state
        positions, columns = facts_in_scope(result.units, share.rule.scope)
        when = share.rule.when
        held = [states(leaf, columns, len(positions)) for leaf in leaves(when)]
        for own in dict.fromkeys(zip(*held, strict=True)):
            yield from _decided(UNIT + question, when, list(own))


def _of_forum(result: ForumPicture, expect: Mapping[str, Any]) -> Iterator[Key]:
    for question, held in expect.items():
        found = result.suggestions.get(question)
        if found is None or "state" not in held:
            continue
        yield "forum", question, -1, found.state
        facts = Facts(None, readings=figures_behind(result.records, found.rule))
        when = found.rule.when
        yield from _decided(FORUM + question, when, _leaf_states(when, facts))
