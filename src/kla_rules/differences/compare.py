"""`compare_evaluations()`: two evaluations, or stored results of them, beside each other."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from attrs import evolve, frozen

from kla_rules.core.findings import ProfileError, RuleError, check_type
from kla_rules.core.listed import Listed, listed
from kla_rules.core.notes import Note
from kla_rules.core.printed import Data
from kla_rules.core.text import Text
from kla_rules.differences.exchange import Exchange
from kla_rules.differences.explain import explained
from kla_rules.differences.items import items_of
from kla_rules.differences.model import (
    ComparedSide,
    NoteDifference,
    RequirementDifference,
    RuleDifference,
)
from kla_rules.differences.parts import (
    answers_of,
    evidence_of,
    nodes_of,
    stored_nodes,
    with_documents,
)
from kla_rules.differences.result import EvaluationDifference
from kla_rules.differences.stored import Stored, stored_evaluation, stored_side, text_of_stored
from kla_rules.differences.words import Sayings
from kla_rules.evaluation.result import Evaluation
from kla_rules.rulesets.difference import Change, changes
from kla_rules.validation.comparison.applied import difference
from kla_rules.validation.comparison.correspondence import Pairs, correspondence_between, pairs_of
from kla_rules.validation.comparison.trees import both_trees

_RECORD: Final = (
    "edition", "edition_version", "edition_digest", "overlays", "scale_digest", "edge_policy",
    "assume", "count", "engine", "profile_digest", "library_version",
)  # fmt: skip
# What a stored result does not hold.
UNTOLD: Final = ("answers", "nodes", "documents", "rule_changes", "explanation")


@frozen(repr=False, eq=False)
class _Given(Data):
    """One of the two, as it was given and as plain values."""

    side: ComparedSide
    plain: Stored


def compare_evaluations(
    old: Evaluation | Mapping[str, Any], new: Evaluation | Mapping[str, Any]
) -> EvaluationDifference:
    """Return what two evaluations say differently, and what explains that the level differs.

    What explains it is tried, not guessed: the old evaluation is made anew with parts of the new
    one (answers, rules, tables, the reading of them) until it has the level of the new one. Of
    stored results, which hold no answers, only what is in them is compared, and `untold` says what
    is not.

    Args:
        old: an evaluation, or what `to_dict()` returned of one.
        new: the same of what it is compared with; of another region, edition or year too.

    Raises:
        ProfileError: for a stored result that is none, with everything that is wrong with it.
        TypeError: for what is neither.

    >>> import kla_rules as kla
    >>> before, after = ({"year": 2024, "points": {"K0": 100, "K1": points}} for points in (90, 95))
    >>> two = [kla.evaluate(kla.Profile.from_dict(data)) for data in (before, after)]
    >>> found = kla.compare_evaluations(*two)
    >>> found.score_change_points, [(one.id, one.new["points"]) for one in found.answers]
    ((Decimal('5'), Decimal('5')), [('K1', 95)])
    """
    before, after = _given("old", old), _given("new", new)
    one, two = before.side.evaluation, after.side.evaluation
    told = EvaluationDifference(
        old=before.side,
        new=after.side,
        nodes=stored_nodes(before.plain, after.plain),
        requirements=_requirements(before.plain, after.plain),
        notes=_notes(before, after),
        rules=_rules(before.plain, after.plain),
        evidence=evidence_of(before.plain, after.plain),
        untold=UNTOLD,
    )
    return told if one is None or two is None else _whole(told, one, two)


def _whole(told: EvaluationDifference, one: Evaluation, two: Evaluation) -> EvaluationDifference:
    """Return what two evaluations say differently, with what stored results of them would not."""
    same = one.edition.digest == two.edition.digest
    pairs = _pairs(one, two)
    said = () if same else _changes(one, two, pairs)
    trees = both_trees(one.edition, two.edition, pairs.new_of)
    exchange = Exchange(one, two, trees, (pairs.unclaimed_old, pairs.unclaimed_new))
    parts = () if same else difference(one.edition, two.edition, pairs.new_of, said).parts
    items = items_of(exchange, parts)
    return evolve(
        told,
        unclaimed=len(pairs.unclaimed_old) + len(pairs.unclaimed_new),
        nodes=nodes_of(exchange),
        answers=answers_of(exchange),
        evidence=with_documents(told.evidence, exchange),
        rule_changes=listed(said),
        explanation=explained(exchange, items, Sayings(exchange, parts)),
        untold=(),
    )


def _given(name: str, value: Evaluation | Mapping[str, Any]) -> _Given:
    if not isinstance(value, Mapping):
        check_type(name, value, "an Evaluation, or what to_dict() returned of one", Evaluation)
        return _Given(_side(value), {**value.to_dict()})
    try:
        plain = stored_evaluation(value)
    except ProfileError as error:  # of two, which one
        raise ProfileError(
            evolve(finding, path=(name, *finding.path)) for finding in error.findings
        ) from None
    return _Given(stored_side(plain), plain)


def _side(result: Evaluation) -> ComparedSide:
    return ComparedSide(
        edition=result.edition.id,
        region=result.region,
        stage=result.stage,
        year=result.year,
        low_thousandths=result.low_thousandths,
        high_thousandths=result.high_thousandths,
        maximum_thousandths=result.edition.maximum_thousandths,
        levels=result.levels_possible,
        illustrative=result.illustrative,
        assume=result.assume,
        count=result.count,
        evaluation=result,
        titles={level.id: level.title for level in result.edition.levels},
        stage_title=result.edition.stage(result.stage).title if result.stage else None,
    )


def _pairs(old: Evaluation, new: Evaluation) -> Pairs:
    """Return which nodes are the same: of versions of one edition those of one id.

    A packaged correspondence that does not fit an edition of a stranger says nothing of it.
    """
    try:
        correspondence = correspondence_between(old.edition, new.edition, None)
    except RuleError:
        correspondence = None
    return pairs_of(old.edition, new.edition, correspondence)


def _changes(old: Evaluation, new: Evaluation, pairs: Pairs) -> tuple[Change, ...]:
    left_out = (pairs.unclaimed_old, pairs.unclaimed_new)
    return changes(old.edition, new.edition, pairs.new_of, left_out)


_MET: Final = {True: "met", False: "not_met", None: "unknown"}


def _requirements(old: Stored, new: Stored) -> Listed[RequirementDifference]:
    """Return what is met in one of them alone, or asked in one alone."""
    sides = [{one["id"]: one for one in side.get("requirements", ())} for side in (old, new)]
    found = []
    for name in dict.fromkeys((*sides[0], *sides[1])):
        states = [_MET[side[name]["met"]] if name in side else "absent" for side in sides]
        if states[0] != states[1]:
            shown = sides[1].get(name) or sides[0][name]
            title = text_of_stored(shown["title"])
            found.append(RequirementDifference(name, title, shown["level"], *states))
    return listed(found)


def _notes(old: _Given, new: _Given) -> Listed[NoteDifference]:
    """Return the notes that differ; of several with one id at one node the first by the first."""
    sides: list[dict[tuple[str, str | None, int], tuple[Text, Note | None]]] = []
    for side in (old, new):
        seen: Counter[tuple[str, str | None]] = Counter()
        told = {}
        result = side.side.evaluation
        plain = side.plain.get("notes", ())
        for note, own in zip(plain, result.notes if result else (None,) * len(plain), strict=True):
            of = (note["id"], note["node"])
            told[(*of, seen[of])] = (text_of_stored(note["text"]), own)
            seen[of] += 1
        sides.append(told)
    found = []
    nothing = (None, None)
    for key in dict.fromkeys((*sides[0], *sides[1])):
        before, after = sides[0].get(key, nothing), sides[1].get(key, nothing)
        if before[0] != after[0]:
            notes = (before[1], after[1])
            found.append(NoteDifference(key[0], key[1], before[0], after[0], notes))
    return listed(found)


def _rules(old: Stored, new: Stored) -> Listed[RuleDifference]:
    """Return where year, stage and record differ; nothing is said of what one does not hold."""
    found = [
        RuleDifference(what, old.get(what), new.get(what))
        for what in ("year", "stage")
        if old.get(what) != new.get(what)
    ]
    records = (old["record"], new["record"])
    for what in _RECORD:
        if all(what in record for record in records):
            before, after = (_recorded(record[what]) for record in records)
            if before != after:
                found.append(RuleDifference(what, before, after))
    return listed(found)


def _recorded(value: Any) -> str | None:  # noqa: ANN401 - text, nothing, or a list of overlays
    if isinstance(value, list):
        return ", ".join(f"{one['id']} {one['digest']}" for one in value) or None
    return None if value is None else str(value)
