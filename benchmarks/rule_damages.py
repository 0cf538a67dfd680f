"""Kinds of damage that can be done to the rules of an edition, one small function for each.

A damage is data: which files say something else, and where. Every mutant is whole YAML and keeps
the types of its file, so that nothing but its meaning gives it away; kinds of the family
"structure" break what holds within the rule set, "meaning" turns what a rule says about, and
"figures" are changes that may well be meant: only a comparison can tell them.
"""

import copy
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from typing import Any, Final, Literal

from attrs import frozen

Family = Literal["structure", "meaning", "figures"]
Place = tuple[str | int, ...]
Files = Mapping[str, Any]


class Gone(Enum):
    """What stands for an entry that is taken out; it is the same in every process."""

    GONE = "gone"


GONE: Final = Gone.GONE


@frozen
class Edit:
    """One place of one file that says something else.

    Attributes:
        file: path below the folder of the edition.
        place: keys and positions, from the top of the file.
        value: what stands there instead; `GONE` takes the entry out.
    """

    file: str
    place: Place
    value: Any


Damaging = Callable[[Files], Iterator[tuple[Edit, ...]]]


@frozen
class Kind:
    """A kind of damage.

    Attributes:
        id: its name.
        family: what it breaks.
        edition: the edition that it is done to.
        edits: yields by mutant what is changed.
    """

    id: str
    family: Family
    edition: str
    edits: Damaging


def damaged(files: Files, edits: tuple[Edit, ...]) -> dict[str, Any]:
    """Return the content of each file that edits touch, as it is after them."""
    contents = {edit.file: copy.deepcopy(files[edit.file]) for edit in edits}
    for edit in edits:
        *above, last = edit.place
        target = contents[edit.file]
        for key in above:
            target = target[key]
        if edit.value is GONE:
            del target[last]
        else:
            target[last] = edit.value
    return contents


# -- walks -----------------------------------------------------------------------------------------


def _indicators(files: Files) -> Iterator[tuple[str, Any]]:
    yield from ((name, rule) for name, rule in files.items() if name.startswith("indicators/"))


def _questions(files: Files) -> Iterator[tuple[str, Place, Any]]:
    for name, rule in _indicators(files):
        for number, question in enumerate(rule.get("questions", ())):
            yield name, ("questions", number), question


def _steps(files: Files) -> Iterator[tuple[str, Place, Any]]:
    for name, rule in files.items():
        if name.startswith("remediation/K"):
            for number, step in enumerate(rule["steps"]):
                yield name, ("steps", number), step


def _conditions(files: Files) -> Iterator[tuple[str, Place, Any]]:
    """Yield every comparison or fact of every condition, at any depth."""
    for name, entry, rule in _ruled(files):
        yield from ((name, place, leaf) for place, leaf in _leaves(rule["when"], (*entry, "when")))


def _ruled(files: Files) -> Iterator[tuple[str, Place, Any]]:
    for name in ("units.yaml", "requirements.yaml"):
        for key, entries in files.get(name, {}).items():
            numbered = entries.items() if isinstance(entries, dict) else enumerate(entries)
            for index, entry in numbered if isinstance(entries, dict | list) else ():
                if isinstance(entry, dict) and "when" in entry:
                    yield name, (key, index), entry


def _leaves(condition: Any, place: Place) -> Iterator[tuple[Place, Any]]:  # noqa: ANN401 - as above
    inner = {key: condition[key] for key in ("all", "any", "of", "not") if key in condition}
    for key, value in inner.items():
        if isinstance(value, dict):
            yield from _leaves(value, (*place, key))
        elif isinstance(value, list):
            for number, one in enumerate(value):
                yield from _leaves(one, (*place, key, number))
    if not inner:
        yield place, condition


# -- structure -------------------------------------------------------------------------------------


def _question_maximum(files: Files) -> Iterator[tuple[Edit, ...]]:
    for file, place, question in _questions(files):
        yield (Edit(file, (*place, "maximum"), question["maximum"] + 1),)


def _indicator_maximum(files: Files) -> Iterator[tuple[Edit, ...]]:
    for file, rule in _indicators(files):
        for less in (1, 0.5):
            yield (Edit(file, ("maximum",), rule["maximum"] - less),)


def _cluster_maximum(files: Files) -> Iterator[tuple[Edit, ...]]:
    for number, cluster in enumerate(files["edition.yaml"]["clusters"]):
        for more in (1, -1, 10):
            yield (
                Edit("edition.yaml", ("clusters", number, "maximum"), cluster["maximum"] + more),
            )


def _total_maximum(_: Files) -> Iterator[tuple[Edit, ...]]:
    for total in (999, 1001, 100, 1100):
        yield (Edit("edition.yaml", ("maximum",), total),)


def _question_lost(files: Files) -> Iterator[tuple[Edit, ...]]:
    """Leave a question out that has points."""
    for file, place, question in _questions(files):
        if question["maximum"] and len(files[file]["questions"]) > 1:
            yield (Edit(file, place, GONE),)


def _question_twice(files: Files) -> Iterator[tuple[Edit, ...]]:
    for file, rule in _indicators(files):
        if len(rule["questions"]) > 1:
            yield (Edit(file, ("questions", 1, "id"), rule["questions"][0]["id"]),)


def _cluster_of_indicator(files: Files) -> Iterator[tuple[Edit, ...]]:
    for file, rule in _indicators(files):
        yield (Edit(file, ("cluster",), "K1" if rule["cluster"] != "K1" else "K2"),)


def _indicator_unlisted(files: Files) -> Iterator[tuple[Edit, ...]]:
    for number, cluster in enumerate(files["edition.yaml"]["clusters"]):
        for index in range(len(cluster["indicators"])):
            yield (Edit("edition.yaml", ("clusters", number, "indicators", index), GONE),)


def _cap_lost(files: Files) -> Iterator[tuple[Edit, ...]]:
    for file, rule in _indicators(files):
        if "cap" in rule:
            yield (Edit(file, ("cap",), GONE),)


def _floors_swapped(files: Files) -> Iterator[tuple[Edit, ...]]:
    levels = files["edition.yaml"]["levels"]
    for one in range(len(levels)):
        for other in range(one + 1, len(levels)):
            yield tuple(
                Edit("edition.yaml", ("levels", here, "floor"), levels[there]["floor"])
                for here, there in ((one, other), (other, one))
            )


def _floor_unreachable(_: Files) -> Iterator[tuple[Edit, ...]]:
    for floor in (1001, 1000, 2000):
        yield (Edit("edition.yaml", ("levels", -1, "floor"), floor),)


def _floors_alike(files: Files) -> Iterator[tuple[Edit, ...]]:
    levels = files["edition.yaml"]["levels"]
    for number in range(1, len(levels)):
        below = levels[number - 1]["floor"]
        yield (Edit("edition.yaml", ("levels", number, "floor"), below),)


def _edge_policies_alike(files: Files) -> Iterator[tuple[Edit, ...]]:
    policy = files["edition.yaml"]["edge_policy"]
    yield (Edit("edition.yaml", ("edge_policy", "other", "policy"), policy["policy"]),)
    yield (Edit("edition.yaml", ("edge_policy", "policy"), policy["other"]["policy"]),)


def _agency_unknown(files: Files) -> Iterator[tuple[Edit, ...]]:
    for file, place, question in _questions(files):
        if "agencies" in question:
            yield (Edit(file, (*place, "agencies", 0), "no-such-office"),)


def _agencies_none(files: Files) -> Iterator[tuple[Edit, ...]]:
    """Leave points without an office."""
    for file, place, question in _questions(files):
        if question["maximum"] and "agencies" in question and "agencies" not in files[file]:
            yield (Edit(file, (*place, "agencies"), []),)


def _source_unknown(files: Files) -> Iterator[tuple[Edit, ...]]:
    for file in files:
        if "source" in files[file]:
            yield (Edit(file, ("source",), "no-such-source"),)


def _source_without_locator(files: Files) -> Iterator[tuple[Edit, ...]]:
    for number, source in enumerate(files["sources.yaml"]["sources"]):
        if "locator" in source:
            yield (Edit("sources.yaml", ("sources", number, "locator"), GONE),)


def _grade_better(files: Files) -> Iterator[tuple[Edit, ...]]:
    """Grade a figure better than the source that it cites."""
    grades = {one["id"]: one["grade"] for one in files["sources.yaml"]["sources"]}
    for file, rule in _indicators(files):
        if grades.get(rule.get("source")) == "B":
            yield (Edit(file, ("grade",), "A"),)


def _scope_of_unit_rule(files: Files) -> Iterator[tuple[Edit, ...]]:
    for question, rule in files["units.yaml"]["questions"].items():
        other = "kecamatan" if rule["of"] != "kecamatan" else "desa-kelurahan"
        yield (Edit("units.yaml", ("questions", question, "of"), other),)


def _fact_unknown(files: Files) -> Iterator[tuple[Edit, ...]]:
    for file, place, leaf in _conditions(files):
        if "measure" in leaf:
            yield (Edit(file, (*place, "measure"), "no_such_fact"),)


def _fact_unread(files: Files) -> Iterator[tuple[Edit, ...]]:
    """Ask a unit something that no question reads."""
    facts = files["units.yaml"]["facts"]
    for title in ("Taman bacaan", "Posyandu remaja"):
        new = {"id": "another_fact", "title": {"id": title, "en": "Another"}, "kind": "yes_no"}
        yield (Edit("units.yaml", ("facts",), [*facts, new]),)


def _step_of_nothing(files: Files) -> Iterator[tuple[Edit, ...]]:
    for file, place, step in _steps(files):
        yield (Edit(file, (*place, "mends"), [*step["mends"], "6.99"]),)


def _step_idle(files: Files) -> Iterator[tuple[Edit, ...]]:
    """Have a step mend only what gives no points."""
    for file, place, step in _steps(files):
        if step.get("mends"):
            yield (Edit(file, (*place, "mends"), ["26.17"]),)


def _step_of_another_agency(files: Files) -> Iterator[tuple[Edit, ...]]:
    """Give a step to an office that none of its questions names."""
    named = {
        question["id"]: {*question.get("agencies", files[file].get("agencies", ()))}
        for file, _, question in _questions(files)
    }
    agencies = [one["id"] for one in files["agencies.yaml"]["agencies"]]
    for file, place, step in _steps(files):
        theirs = set().union(*(named.get(one, set()) for one in step["mends"]))
        others = [one for one in agencies if one not in theirs and one != step.get("responsible")]
        if theirs and others and "responsible" in step:
            yield (Edit(file, (*place, "responsible"), others[0]),)


def _step_of_another_cluster(files: Files) -> Iterator[tuple[Edit, ...]]:
    for file, place, step in _steps(files):
        if step.get("mends"):
            other = "6.3" if not file.endswith("K1.yaml") else "12.1"
            yield (Edit(file, (*place, "mends"), [other]),)


def _steps_in_a_circle(files: Files) -> Iterator[tuple[Edit, ...]]:
    for file, place, step in _steps(files):
        yield (Edit(file, (*place, "after"), [step["id"]]),)


def _steps_lost(files: Files) -> Iterator[tuple[Edit, ...]]:
    """Leave out the only step that mends a question with points."""
    mending: dict[str, int] = {}
    for _, _, step in _steps(files):
        for question in step["mends"]:
            mending[question] = mending.get(question, 0) + 1
    for file, place, step in _steps(files):
        if any(mending[one] == 1 for one in step["mends"]):
            yield (Edit(file, place, GONE),)


def _evidence_unknown(files: Files) -> Iterator[tuple[Edit, ...]]:
    for question in files["evidence.yaml"]["questions"]:
        place = ("questions", question, "asks", 0, 0)
        yield (Edit("evidence.yaml", place, "no-such-document"),)


def _evidence_of_nothing(files: Files) -> Iterator[tuple[Edit, ...]]:
    for question in ("6.99", "27.1"):
        asked = {**files["evidence.yaml"]["questions"], question: {"asks": [["document"]]}}
        yield (Edit("evidence.yaml", ("questions",), asked),)


def _text_missing(files: Files) -> Iterator[tuple[Edit, ...]]:
    for file, place, question in _questions(files):
        del question
        yield (Edit(file, (*place, "title", "en"), ""),)


def _text_identical(files: Files) -> Iterator[tuple[Edit, ...]]:
    for file, place, question in _questions(files):
        yield (Edit(file, (*place, "title", "en"), question["title"]["id"]),)


def _note_of_nothing(files: Files) -> Iterator[tuple[Edit, ...]]:
    for file, _ in _indicators(files):
        note = {"id": "Lihat pertanyaan 99.9.", "en": "See question 99.9."}
        yield (Edit(file, ("notes",), [note]),)


def _requirement_never(files: Files) -> Iterator[tuple[Edit, ...]]:
    for number, one in enumerate(files["requirements.yaml"]["requirements"]):
        for turned in ({"not": one["when"]}, {"ratio": "total", "below": 0}):
            both = {"all": [one["when"], turned]}
            yield (Edit("requirements.yaml", ("requirements", number, "when"), both),)


def _requirement_always(files: Files) -> Iterator[tuple[Edit, ...]]:
    for number, one in enumerate(files["requirements.yaml"]["requirements"]):
        for turned in ({"not": one["when"]}, {"ratio": "total", "at_least": 0}):
            either = {"any": [one["when"], turned]}
            yield (Edit("requirements.yaml", ("requirements", number, "when"), either),)


def _requirements_contradict(files: Files) -> Iterator[tuple[Edit, ...]]:
    entries = files["requirements.yaml"]["requirements"]
    for one in entries:
        new = {**one, "id": "contrary", "when": {"not": one["when"]}}
        yield (Edit("requirements.yaml", ("requirements",), [*entries, new]),)


def _requirement_shadowed(files: Files) -> Iterator[tuple[Edit, ...]]:
    entries = files["requirements.yaml"]["requirements"]
    for one in entries:
        yield (Edit("requirements.yaml", ("requirements",), [*entries, {**one, "id": "again"}]),)


def _measure_unfed(files: Files) -> Iterator[tuple[Edit, ...]]:
    measures = files["requirements.yaml"]["measures"]
    title = {"id": "Sesuatu yang lain", "en": "Something else"}
    for kind in ("yes_no", "percentage", "count"):
        new = {"id": "another_measure", "title": title, "kind": kind}
        yield (Edit("requirements.yaml", ("measures",), [*measures, new]),)


# -- meaning ---------------------------------------------------------------------------------------


def _direction(files: Files) -> Iterator[tuple[Edit, ...]]:
    """Turn the direction of a question about."""
    turned = {"positive": "negative", "negative": "positive"}
    for file, place, question in _questions(files):
        now = question.get("direction", "positive")
        if now in turned and question["maximum"]:
            yield (Edit(file, (*place, "direction"), turned[now]),)


_OPPOSITE: Final = {
    "at_least": "below",
    "above": "at_most",
    "below": "at_least",
    "at_most": "above",
}


def _negation(files: Files) -> Iterator[tuple[Edit, ...]]:
    """Turn a fact or a comparison about."""
    for file, place, leaf in _conditions(files):
        if "is" in leaf and isinstance(leaf["is"], bool):
            yield (Edit(file, (*place, "is"), not leaf["is"]),)
        yield (Edit(file, place, {"not": leaf}),)
        for key, opposite in _OPPOSITE.items():
            if key in leaf and "nodes" not in leaf:
                turned = {(opposite if name == key else name): one for name, one in leaf.items()}
                yield (Edit(file, place, turned),)


def _fact(files: Files) -> Iterator[tuple[Edit, ...]]:
    """Read another fact of the same kind."""
    kinds = {
        name: {one["id"]: one["kind"] for key in ("facts", "measures") for one in rule.get(key, ())}
        for name, rule in files.items()
        if name in {"units.yaml", "requirements.yaml"}
    }
    for file, place, leaf in _conditions(files):
        now = leaf.get("measure")
        for other, kind in kinds[file].items():
            if now is not None and other != now and kind == kinds[file][now]:
                yield (Edit(file, (*place, "measure"), other),)


def _threshold(files: Files) -> Iterator[tuple[Edit, ...]]:
    """Compare with another figure, or with the figure itself where it was beyond, or otherwise."""
    beside = {"at_least": "above", "above": "at_least", "below": "at_most", "at_most": "below"}
    for file, place, leaf in _conditions(files):
        for key in (key for key in beside if key in leaf):
            now = leaf[key]
            for other in {0, 100, now / 2, now + 5, now * 2} - {now}:
                figure = int(other) if other == int(other) else other
                yield (Edit(file, (*place, key), figure),)
            if "nodes" not in leaf:
                moved = {(beside[key] if name == key else name): one for name, one in leaf.items()}
                yield (Edit(file, place, moved),)


# -- figures ---------------------------------------------------------------------------------------


def _points_moved(files: Files) -> Iterator[tuple[Edit, ...]]:
    """Move points from one question to the next of its indicator: the sums stay."""
    for file, rule in _indicators(files):
        questions = rule["questions"]
        for number in range(len(questions) - 1):
            if questions[number]["maximum"] > 1:
                yield tuple(
                    Edit(file, ("questions", index, "maximum"), questions[index]["maximum"] + more)
                    for index, more in ((number, -1), (number + 1, 1))
                )


def _floor_moved(files: Files) -> Iterator[tuple[Edit, ...]]:
    for number, level in enumerate(files["edition.yaml"]["levels"]):
        for more in (5, -5, 50):
            yield (Edit("edition.yaml", ("levels", number, "floor"), level["floor"] + more),)


def _question_reworded(files: Files) -> Iterator[tuple[Edit, ...]]:
    for file, place, question in _questions(files):
        title = {key: f"{text} (2024)" for key, text in question["title"].items()}
        yield (Edit(file, (*place, "title"), title),)


def _agencies_turned(files: Files) -> Iterator[tuple[Edit, ...]]:
    """Name the offices of a question in another order: the first is the one that leads."""
    for file, place, question in _questions(files):
        if len(question.get("agencies", ())) > 1:
            yield (Edit(file, (*place, "agencies"), question["agencies"][::-1]),)


def _grade_worse(files: Files) -> Iterator[tuple[Edit, ...]]:
    for file, rule in _indicators(files):
        if rule.get("grade") != "C":
            yield (Edit(file, ("grade",), "C"),)


def _evidence_less(files: Files) -> Iterator[tuple[Edit, ...]]:
    """Ask for one document less."""
    for question, rule in files["evidence.yaml"]["questions"].items():
        if len(rule["asks"]) > 1:
            place = ("questions", question, "asks")
            yield (Edit("evidence.yaml", place, rule["asks"][:-1]),)


def _requirement_lost(files: Files) -> Iterator[tuple[Edit, ...]]:
    for number in range(len(files["requirements.yaml"]["requirements"])):
        yield (Edit("requirements.yaml", ("requirements", number), GONE),)


def _name(made: Damaging) -> str:
    return made.__name__.strip("_").replace("_", "-")


_OF_2024: Final = (
    _question_maximum, _indicator_maximum, _cluster_maximum, _total_maximum, _question_lost,
    _question_twice, _cluster_of_indicator, _indicator_unlisted, _cap_lost, _floors_swapped,
    _floor_unreachable, _floors_alike, _edge_policies_alike, _agency_unknown, _agencies_none,
    _source_unknown, _source_without_locator, _grade_better, _scope_of_unit_rule, _fact_unknown,
    _fact_unread, _step_of_nothing, _step_idle, _step_of_another_agency, _step_of_another_cluster,
    _steps_in_a_circle, _steps_lost, _evidence_unknown, _evidence_of_nothing, _text_missing,
    _text_identical, _note_of_nothing,
)  # fmt: skip
_OF_2019: Final = (
    _requirement_never, _requirement_always, _requirements_contradict, _requirement_shadowed,
    _measure_unfed,
)  # fmt: skip
_OF_FIGURES: Final = (
    _points_moved, _floor_moved, _question_reworded, _agencies_turned, _grade_worse, _evidence_less,
)  # fmt: skip
KINDS: Final = (
    *(Kind(_name(made), "structure", "kla-2024", made) for made in _OF_2024),
    *(Kind(_name(made), "structure", "kla-2019", made) for made in _OF_2019),
    *(
        Kind(_name(made) + suffix, "meaning", f"kla-{year}", made)
        for year, suffix, several in (
            (2024, "", (_direction, _negation, _fact, _threshold)),
            (2019, "-2019", (_negation, _fact, _threshold)),
            (2011, "-2011", (_negation, _threshold)),
        )
        for made in several
    ),
    *(Kind(_name(made), "figures", "kla-2024", made) for made in _OF_FIGURES),
    Kind("requirement-lost", "figures", "kla-2019", _requirement_lost),
)
