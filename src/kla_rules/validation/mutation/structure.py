"""Damage of structure: what it breaks is what must hold within the rules of an edition."""

import itertools
from collections.abc import Iterator
from typing import Final

from kla_rules.core.catalogues import MUTATION
from kla_rules.core.text import both
from kla_rules.validation.mutation.edits import GONE, Edit, Edits, Files, Kind, at, kind, plus
from kla_rules.validation.mutation.walks import (
    clusters,
    conditions,
    edition_of,
    evidence,
    indicators,
    levels,
    named,
    no_questions,
    questions,
    requirements,
    steps,
)

_UNKNOWN: Final = "no-such-thing"


def _question_maximum(files: Files) -> Iterator[Edits]:
    for file, place, question in questions(files):
        yield (Edit(file, (*place, "maximum"), plus(question["maximum"], 1)),)


def _indicator_maximum(files: Files) -> Iterator[Edits]:
    for file, rule in indicators(files):
        if rule.get("maximum"):
            for less in (1, 0.5):
                yield (Edit(file, ("maximum",), plus(rule["maximum"], -less)),)


def _cluster_maximum(files: Files) -> Iterator[Edits]:
    for file, place, cluster in clusters(files):
        if cluster.get("maximum"):
            for more in (1, -1, 10):
                yield (Edit(file, (*place, "maximum"), plus(cluster["maximum"], more)),)


def _total_maximum(files: Files) -> Iterator[Edits]:
    file, rule = edition_of(files)
    now = rule["maximum"]
    for total in (plus(now, -1), plus(now, 1), now // 10, now + now // 10):
        if total not in (0, now):
            yield (Edit(file, ("maximum",), total),)


def _question_lost(files: Files) -> Iterator[Edits]:
    """Leave a question out that has points."""
    for file, place, question in questions(files):
        if question["maximum"] and len(files[file]["questions"]) > 1:
            yield (Edit(file, place, GONE),)


def _question_twice(files: Files) -> Iterator[Edits]:
    for file, rule in indicators(files):
        if len(rule.get("questions", ())) > 1:
            yield (Edit(file, ("questions", 1, "id"), rule["questions"][0]["id"]),)


def _cluster_of_indicator(files: Files) -> Iterator[Edits]:
    known = [cluster["id"] for _, _, cluster in clusters(files)]
    for file, rule in indicators(files):
        others = [one for one in (*known, _UNKNOWN) if one != rule["cluster"]]
        yield (Edit(file, ("cluster",), others[0]),)


def _indicator_unlisted(files: Files) -> Iterator[Edits]:
    for file, place, cluster in clusters(files):
        for index in range(len(cluster.get("indicators", ()))):
            yield (Edit(file, (*place, "indicators", index), GONE),)


def _cap_lost(files: Files) -> Iterator[Edits]:
    for file, rule in indicators(files):
        if "cap" in rule:
            yield (Edit(file, ("cap",), GONE),)


def _floors_swapped(files: Files) -> Iterator[Edits]:
    every = [*levels(files)]
    for one, (file, place, level) in enumerate(every):
        for _, other, theirs in every[one + 1 :]:
            yield (
                Edit(file, (*place, "floor"), theirs["floor"]),
                Edit(file, (*other, "floor"), level["floor"]),
            )


def _floor_unreachable(files: Files) -> Iterator[Edits]:
    most = edition_of(files)[1]["maximum"]
    *_, (file, place, _) = levels(files)
    for floor in (plus(most, 1), most, most * 2):
        yield (Edit(file, (*place, "floor"), floor),)


def _floors_alike(files: Files) -> Iterator[Edits]:
    every = [*levels(files)]
    for (_, _, below), (file, place, _) in itertools.pairwise(every):
        yield (Edit(file, (*place, "floor"), below["floor"]),)


def _edge_policies_alike(files: Files) -> Iterator[Edits]:
    file, rule = edition_of(files)
    policy = rule["edge_policy"]
    yield (Edit(file, ("edge_policy", "other", "policy"), policy["policy"]),)
    yield (Edit(file, ("edge_policy", "policy"), policy["other"]["policy"]),)


def _agency_unknown(files: Files) -> Iterator[Edits]:
    for file, rule in indicators(files):
        if rule.get("agencies"):
            yield (Edit(file, ("agencies", 0), _UNKNOWN),)
    for file, place, question in questions(files):
        if question.get("agencies"):
            yield (Edit(file, (*place, "agencies", 0), _UNKNOWN),)


def _agencies_none(files: Files) -> Iterator[Edits]:
    """Leave points without an office."""
    for file, place, question in questions(files):
        if question["maximum"] and question.get("agencies") and not files[file].get("agencies"):
            yield (Edit(file, (*place, "agencies"), []),)


def _source_unknown(files: Files) -> Iterator[Edits]:
    for file, rule in files.items():
        if isinstance(rule.get("source"), str):
            yield (Edit(file, ("source",), _UNKNOWN),)


def _source_without_locator(files: Files) -> Iterator[Edits]:
    for file, rule in named(files, "sources"):
        for number, source in enumerate(rule["sources"]):
            if "locator" in source:
                yield (Edit(file, ("sources", number, "locator"), GONE),)


def _grade_better(files: Files) -> Iterator[Edits]:
    """Grade a figure better than the source that it cites."""
    grades = {
        one["id"]: one["grade"] for _, rule in named(files, "sources") for one in rule["sources"]
    }
    for file, rule in indicators(files):
        if grades.get(rule.get("source"), "A") != "A" and rule.get("grade") != "A":
            yield (Edit(file, ("grade",), "A"),)


def _scope_of_unit_rule(files: Files) -> Iterator[Edits]:
    for file, rules in named(files, "units"):
        for question, rule in rules["questions"].items():
            other = "kecamatan" if rule["of"] != "kecamatan" else "desa-kelurahan"
            yield (Edit(file, ("questions", question, "of"), other),)


def _fact_unknown(files: Files) -> Iterator[Edits]:
    for file, place, leaf in conditions(files):
        for key in ("measure", "share"):
            if key in leaf:
                yield (Edit(file, (*place, key), "no_such_fact"),)


def _fact_unread(files: Files) -> Iterator[Edits]:
    """Ask a unit something that no question reads."""
    for file, rule in named(files, "units"):
        for key in ("damage-fact", "damage-other-fact"):
            title = both(MUTATION, key).to_dict()
            new = {"id": "another_fact", "title": title, "kind": "yes_no"}
            yield (Edit(file, ("facts",), [*rule["facts"], new]),)


def _step_of_nothing(files: Files) -> Iterator[Edits]:
    nothing = next(no_questions(files))
    for file, place, step in steps(files):
        yield (Edit(file, (*place, "mends"), [*step["mends"], nothing]),)


def _step_idle(files: Files) -> Iterator[Edits]:
    """Have a step mend only what gives no points."""
    idle = [one["id"] for _, _, one in questions(files) if one["maximum"] == 0]
    for file, place, _ in steps(files) if idle else ():
        yield (Edit(file, (*place, "mends"), idle[:1]),)


def _step_of_another_agency(files: Files) -> Iterator[Edits]:
    """Give a step to an office that none of its questions names."""
    offices = {
        question["id"]: {*question.get("agencies", files[file].get("agencies", ()))}
        for file, _, question in questions(files)
    }
    agencies = [one["id"] for _, rule in named(files, "agencies") for one in rule["agencies"]]
    for file, place, step in steps(files):
        theirs = set().union(*(offices.get(one, set()) for one in step["mends"]))
        others = [one for one in agencies if one not in theirs and one != step.get("responsible")]
        if theirs and others and "responsible" in step:
            yield (Edit(file, (*place, "responsible"), others[0]),)


def _step_of_another_cluster(files: Files) -> Iterator[Edits]:
    of_cluster = [
        (files[file]["cluster"], one["id"]) for file, _, one in questions(files) if one["maximum"]
    ]
    for file, place, step in steps(files):
        others = [one for cluster, one in of_cluster if cluster != files[file]["cluster"]]
        if others and step["mends"] != others[:1]:
            yield (Edit(file, (*place, "mends"), others[:1]),)


def _steps_in_a_circle(files: Files) -> Iterator[Edits]:
    for file, place, step in steps(files):
        yield (Edit(file, (*place, "after"), [step["id"]]),)


def _steps_lost(files: Files) -> Iterator[Edits]:
    """Leave out the only step that mends a question with points."""
    mending: dict[str, int] = {}
    for _, _, step in steps(files):
        for question in step["mends"]:
            mending[question] = mending.get(question, 0) + 1
    for file, place, step in steps(files):
        if any(mending[one] == 1 for one in step["mends"]):
            yield (Edit(file, place, GONE),)


def _evidence_unknown(files: Files) -> Iterator[Edits]:
    for file, place, rule in evidence(files):
        if rule["asks"] and rule["asks"][0]:
            yield (Edit(file, (*place, "asks", 0, 0), _UNKNOWN),)


def _evidence_of_nothing(files: Files) -> Iterator[Edits]:
    for file, rule in named(files, "evidence"):
        kinds = [one["id"] for one in rule.get("kinds", ())][:1]
        for question in no_questions(files):
            asked = {**rule.get("questions", {}), question: {"asks": [kinds] if kinds else []}}
            yield (Edit(file, ("questions",), asked),)


def _text_missing(files: Files) -> Iterator[Edits]:
    for file, place, _ in questions(files):
        yield (Edit(file, (*place, "title", "en"), ""),)


def _text_identical(files: Files) -> Iterator[Edits]:
    for file, place, question in questions(files):
        yield (Edit(file, (*place, "title", "en"), question["title"]["id"]),)


def _note_of_nothing(files: Files) -> Iterator[Edits]:
    *_, nothing = no_questions(files)
    note = both(MUTATION, "damage-note", question=nothing).to_dict()
    for file, _ in indicators(files):
        yield (Edit(file, ("notes",), [note]),)


def _requirement_never(files: Files) -> Iterator[Edits]:
    for file, place, one in requirements(files, "requirements"):
        for turned in ({"not": one["when"]}, {"ratio": "total", "below": 0}):
            yield (Edit(file, (*place, "when"), {"all": [one["when"], turned]}),)


def _requirement_always(files: Files) -> Iterator[Edits]:
    for file, place, one in requirements(files, "requirements"):
        for turned in ({"not": one["when"]}, {"ratio": "total", "at_least": 0}):
            yield (Edit(file, (*place, "when"), {"any": [one["when"], turned]}),)


def _requirements_contradict(files: Files) -> Iterator[Edits]:
    for file, place, one in requirements(files, "requirements"):
        entries = at(files, file, place[:1])
        new = {**one, "id": "contrary", "when": {"not": one["when"]}}
        yield (Edit(file, place[:1], [*entries, new]),)


def _requirement_shadowed(files: Files) -> Iterator[Edits]:
    for file, place, one in requirements(files, "requirements"):
        yield (Edit(file, place[:1], [*at(files, file, place[:1]), {**one, "id": "again"}]),)


def _measure_unfed(files: Files) -> Iterator[Edits]:
    title = both(MUTATION, "damage-measure").to_dict()
    for file, rule in named(files, "requirements"):
        for form in ("yes_no", "percentage", "count"):
            new = {"id": "another_measure", "title": title, "kind": form}
            yield (Edit(file, ("measures",), [*rule.get("measures", ()), new]),)


KINDS: Final[tuple[Kind, ...]] = (
    *(kind("structure", "points", made) for made in (
        _question_maximum, _indicator_maximum, _cluster_maximum, _total_maximum, _question_lost,
        _question_twice, _cluster_of_indicator, _indicator_unlisted, _cap_lost,
    )),
    *(kind("structure", "level", made) for made in (
        _floors_swapped, _floor_unreachable, _floors_alike, _edge_policies_alike,
    )),
    *(kind("structure", "", made) for made in (
        _agency_unknown, _agencies_none, _source_unknown, _source_without_locator, _grade_better,
    )),
    kind("structure", "units", _scope_of_unit_rule),
    kind("structure", "condition", _fact_unknown),
    *(kind("structure", "", made) for made in (
        _fact_unread, _step_of_another_agency, _steps_in_a_circle,
    )),
    *(kind("structure", "steps", made) for made in (
        _step_of_nothing, _step_idle, _step_of_another_cluster, _steps_lost,
    )),
    kind("structure", "evidence", _evidence_unknown),
    kind("structure", "evidence", _evidence_of_nothing),
    *(kind("structure", "", made) for made in (_text_missing, _text_identical, _note_of_nothing)),
    *(kind("structure", "condition", made) for made in (
        _requirement_never, _requirement_always, _requirements_contradict, _requirement_shadowed,
    )),
    kind("structure", "", _measure_unfed),
)  # fmt: skip
