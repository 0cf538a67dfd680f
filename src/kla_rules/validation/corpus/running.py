"""Run a case: what comes of it, held against what its author expects."""

import functools
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from kla_rules.cases.handling import assess_handling
from kla_rules.cases.model import CasesError
from kla_rules.cases.settings_reading import handling_settings
from kla_rules.core.findings import Finding, FindingsError, ProfileError, RuleError
from kla_rules.core.points import as_json, plain
from kla_rules.evaluation.evaluate import evaluate
from kla_rules.evaluation.result import Evaluation
from kla_rules.model.edition import Edition
from kla_rules.model.plain import points_of
from kla_rules.participation.model import ForumError
from kla_rules.participation.picture import ForumPicture, assess_forum
from kla_rules.profile.model import Profile, profile_from_bytes
from kla_rules.rounds.history import History
from kla_rules.rounds.history_model import PublishedLevel, PublishedRound
from kla_rules.rounds.outlook import verification_outlook
from kla_rules.rounds.province import assess_province
from kla_rules.rulesets.find import edition as find_edition
from kla_rules.steps.reading import catalogue_of
from kla_rules.units.model import UnitsError
from kla_rules.units.rollup import Rollup, rollup
from kla_rules.validation.corpus.conditions import holds, holds_a_condition
from kla_rules.validation.corpus.differences import (
    LEVELS,
    NoSuch,
    different,
    no_such_level,
    no_such_notes,
)
from kla_rules.validation.corpus.folders import RuleFolder
from kla_rules.validation.corpus.model import Case
from kla_rules.validation.corpus.same import same

# What the rules are: those of a folder, an edition as it is, or whichever a case names.
Rules = RuleFolder | Edition | None
# What a case brings about that more can be asked than what it expects.
Result = Evaluation | Rollup | ForumPicture
Seen = Callable[[Result], object]
Came = Iterator[tuple[tuple[str | int, ...], object, object]]  # where, expected, came


def run_case(case: Case, rules: Rules = None, seen: Seen = lambda _: None) -> tuple[Finding, ...]:
    """Return what does not come out as a case expects; nothing where it holds.

    Args:
        case: the case.
        rules: an edition, or a folder of rules; left out, the packaged edition that the case names.
            An edition that is not packaged takes no case with overlays: its folder does.
        seen: is called with what came of a profile, of units or of records of a forum.

    Returns:
        A finding for each result that is another, at its line; where the case is refused and should
        not be, what refuses it.
    """
    refused = case.value.get("refused")
    try:
        differences = [
            (path, expected, came)
            for path, expected, came in _RUN[case.kind](case, rules, seen)
            if isinstance(came, NoSuch) or not same(expected, came)
        ]
    except FindingsError as error:
        ids = [finding.id for finding in error.findings]
        if refused is None or not isinstance(error, _refusals(case)):
            return tuple(_placed(case, finding) for finding in error.findings)
        differences = [] if ids == list(refused) else [(("refused",), refused, ids)]
    else:
        if refused is not None:
            values = {"expected": list(refused), "case": case.id}
            return (case.at(Finding("case.not-refused", values), "refused"),)
    return tuple(different(case, *difference) for difference in differences)


def _refusals(case: Case) -> tuple[type[FindingsError], ...]:
    """Return the errors by which what a case gives may be refused."""
    error = _ERRORS.get(case.kind, ProfileError)
    return (error, RuleError) if "overlays" in case.value else (error,)


_ERRORS: Final[Mapping[str, type[FindingsError]]] = {
    "forum": ForumError,
    "handling": CasesError,
    "rollup": UnitsError,
}


def _placed(case: Case, finding: Finding) -> Finding:
    """Return what refuses a case, at its place there; what lies in a file of its own stays."""
    if finding.file not in {None, _TEXT}:
        return finding
    return case.at(finding, case.kind) if finding.file is None else case.at(_bare(finding), "text")


def _bare(finding: Finding) -> Finding:
    return Finding(finding.id, finding.values, (), finding.severity)


_TEXT: Final = "case"


# -- what it runs under ----------------------------------------------------------------------------


def _edition_of(case: Case, rules: Rules) -> Edition | None:
    """Return the edition of a case under its overlays; None where its profile says it."""
    overlays = case.value.get("overlays")
    if not overlays:
        return rules.edition() if isinstance(rules, RuleFolder) else rules
    bare = rules.edition() if isinstance(rules, RuleFolder) else rules
    if bare is None:
        bare = _packaged(str(case.edition), "[]")
    named = {"id": bare.id, "digest": bare.digest}
    whole = [{"edition": named, **one} if isinstance(one, Mapping) else one for one in overlays]
    if isinstance(rules, RuleFolder):
        return rules.edition(whole)
    return _packaged(bare.id, json.dumps(as_json(whole)))


@functools.lru_cache(maxsize=256)
def _packaged(edition_id: str, overlays: str) -> Edition:
    """Return a packaged edition under overlays; many cases share them."""
    return find_edition(edition_id, overlays=json.loads(overlays))


def _profile(value: Mapping[str, Any], rules: Rules) -> Profile:
    """Return one of several profiles: of the rules that are looked at, or of its own year's."""
    edition = rules.edition() if isinstance(rules, RuleFolder) else rules
    if edition is not None:
        its_own = "edition" not in value and value.get("year") in edition.rounds
        if not its_own and value.get("edition") != edition.id:
            edition = None
    return Profile.from_dict(value, edition)


# -- what comes of it ------------------------------------------------------------------------------


def _of_profile(case: Case, rules: Rules, seen: Seen) -> Came:
    if "outlook" in case.value:
        yield from _outlook(case, rules)
        return
    edition = _edition_of(case, rules)
    if case.kind == "text":
        data, is_json = case.value["text"].encode(), case.value.get("format") == "json"
        profile = profile_from_bytes(data, file=_TEXT, rules=edition, json=is_json)
    else:
        profile = Profile.from_dict(case.value["profile"], edition)
    result = evaluate(profile, **case.value.get("options", {}))
    seen(result)
    expect = case.value.get("expect", {})
    if holds_a_condition(case):
        yield ("expect", "holds"), expect.get("holds"), holds(case, result)
        return
    for key, wanted in expect.items():
        came = RESULTS[key](result)
        if isinstance(came, dict):
            for name, expected in wanted.items():
                yield ("expect", key, name), expected, came.get(name, NoSuch((*came,)))
        elif key in LEVELS and (unknown := no_such_level(wanted, result.edition)) is not None:
            yield ("expect", key), *unknown
        elif key == "notes" and (no_notes := [*no_such_notes(wanted)]):
            yield from ((("expect", key, at), name, none) for at, name, none in no_notes)
        else:
            expected = sorted(wanted) if key == "notes" else wanted
            yield ("expect", key), expected, came


def _nodes(result: Evaluation) -> dict[str, object]:
    return {
        node: points_of(*result.bounds.ends_thousandths(position))
        for node, position in result.edition.positions.items()
    }


def _steps(result: Evaluation) -> dict[str, object]:
    """Return by step whether it is offered: every one of the catalogue, and those of no list."""
    catalogue = catalogue_of(result.edition)
    listed = dict.fromkeys(() if catalogue is None else catalogue.steps, False)
    return {**listed, **{one.id: True for one in result.steps}}


RESULTS: Final[Mapping[str, Callable[[Evaluation], object]]] = {
    "score": lambda result: plain(result.low_thousandths),
    "score_range": lambda result: points_of(result.low_thousandths, result.high_thousandths),
    "level": lambda result: result.level,
    "levels_possible": lambda result: result.levels_possible,
    "determined": lambda result: result.determined,
    "nodes": _nodes,
    "evidence": lambda result: result.evidence.to_dict(whole=False),
    "requirements": lambda result: {one.requirement.id: one.met for one in result.requirements},
    "advisories": lambda result: {one.advisory.id: one.met for one in result.advisories},
    "titles": lambda result: {node.id: node.title.to_dict() for node in result.edition.nodes},
    "steps": _steps,
    "notes": lambda result: sorted({note.id for note in result.notes}),
}


def _outlook(case: Case, rules: Rules) -> Came:
    data: Any = verification_outlook(evaluate(_profile(case.value["profile"], rules))).to_dict()
    keys = ("drop", "score_range", "levels_possible")
    pairs = [{key: pair[key] for key in keys} for pair in data["pairs"]]
    came = {"n": data["n"], "pairs": pairs}
    for key, expected in case.value["outlook"].items():
        yield ("outlook", key), expected, came.get(key)


def _rollup(case: Case, rules: Rules, seen: Seen) -> Came:
    found = rollup(_rows(case.value["rollup"]), _edition_of(case, rules))
    seen(found)
    counts = {
        one.node.id: {"part": one.part, "whole": one.whole, "unknown": one.unknown} for one in found
    }
    for key, expected in case.value.get("expect", {}).items():
        yield ("expect", key), expected, counts.get(key, NoSuch((*counts,)))
    unknown = [*_unknown(case, "answers", counts)]
    yield from unknown
    if "answers" in case.value and not unknown:
        came = {name: answer["units"] for name, answer in found.answers().items()}
        expected = {name: counts.get(name) for name in case.value["answers"]}
        yield ("answers",), expected, came


def _forum(case: Case, rules: Rules, seen: Seen) -> Came:
    found = assess_forum(_rows(case.value["forum"]), _edition_of(case, rules))
    seen(found)
    for key, expected in case.value.get("expect", {}).items():
        one = found.suggestions.get(key)
        came = (
            NoSuch((*found.suggestions,))
            if one is None
            else {
                "state": one.state,
                "lacking": one.lacking,
                "undocumented": one.undocumented,
                "documents": one.documents,
            }
        )
        yield ("expect", key), expected, came
    unknown = [*_unknown(case, "suggested", found.suggestions)]
    yield from unknown
    if "suggested" in case.value and not unknown:
        yield ("suggested",), case.value["suggested"], found.suggested


def _unknown(case: Case, key: str, known: Mapping[str, object]) -> Came:
    """Yield the questions that a case lists and that nothing is said of, each at its place."""
    for position, name in enumerate(case.value.get(key, ())):
        if name not in known:
            yield (key, position), name, NoSuch((*known,), at_key=False)


def _handling(case: Case, _rules: Rules, _seen: Seen) -> Came:
    given = case.value["handling"]
    settings = given["settings"]
    if isinstance(settings, str) and case.file is not None:
        beside = Path(case.file).parent / settings
        settings = beside if beside.suffix else settings
    rules = handling_settings(settings)
    found = assess_handling(_rows(given["incidents"]), rules, as_of=given["as_of"])
    came = {
        "cases": {
            name: {
                "state": one.state,
                "rules": {rule.rule: rule.state for rule in one.rules if rule.rule != "order"},
            }
            for name, one in found.cases.items()
        },
        "outcome": found.outcome,
        "reasons": found.region.reasons,
        "counts": found.region.counts("states"),
    }
    for key, expected in case.value.get("expect", {}).items():
        yield ("expect", key), expected, came[key]


def _history(case: Case, rules: Rules, _seen: Seen) -> Came:
    entries = case.value["history"]
    history = History([
        *(evaluate(_profile(one, rules)) for one in entries.get("profiles", ())),
        *(
            PublishedRound(
                one["year"], tuple(PublishedLevel(level, "A", "case") for level in one["levels"])
            )
            for one in entries.get("published", ())
        ),
    ])  # fmt: skip
    data: Any = history.to_dict()
    for key, expected in case.value.get("expect", {}).items():
        came = data[key]
        if isinstance(expected, list) and expected:
            came = [{name: one.get(name) for name in expected[0]} for one in came]
        yield ("expect", key), expected, came


def _province(case: Case, _rules: Rules, _seen: Seen) -> Came:
    given = case.value["province"]
    found = assess_province(given["results"], given.get("regions", ()))
    came = {"provila": found.state, "deciding": found.deciding}
    for key, expected in case.value.get("expect", {}).items():
        yield ("expect", key), expected, came[key]


def _rows(rows: list[Any]) -> Any:  # noqa: ANN401 - plain values
    """Return rows with figures as JSON has them, as they come from a table."""
    return as_json(rows)


_RUN: Final[Mapping[str, Callable[[Case, Rules, Seen], Came]]] = {
    "profile": _of_profile,
    "text": _of_profile,
    "rollup": _rollup,
    "forum": _forum,
    "handling": _handling,
    "history": _history,
    "province": _province,
}
