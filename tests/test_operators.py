"""The algebra is closed: an operator that lacks a form fails wherever the form is asked for."""

import ast
import json
from collections.abc import Callable
from typing import Any, get_args

import pytest
from attrs import evolve, fields_dict, frozen

import kla_rules as kla
from kla_rules.columns.program import lowered
from kla_rules.conditions import counted
from kla_rules.conditions.columns import Facing
from kla_rules.conditions.durable import chained
from kla_rules.conditions.figures import Facts
from kla_rules.conditions.judge import judge
from kla_rules.conditions.operator import Count, Operator
from kla_rules.conditions.operators import OPERATORS, AllOf, Condition, Holds, Not
from kla_rules.conditions.read import Reader, condition_of
from kla_rules.conditions.walk import effects, is_of_a_unit, named, named_in_rule, parts, walk
from kla_rules.conditions.words import Words
from kla_rules.core.findings import Finding
from kla_rules.core.reading.read import read_value
from kla_rules.core.text import Text
from kla_rules.core.writing import LANGUAGES
from kla_rules.model.cited import Provenance
from kla_rules.model.measure import Measure, Reading
from kla_rules.planning.program import program
from kla_rules.planning.request import Request
from kla_rules.planning.tasks import standing
from kla_rules.units.judging import states
from support import ROOT, TREE

FORMS = [name for name in fields_dict(Operator) if name not in {"key", "further", "is_list"}]
A, B = Holds("a", expected=True), Holds("b", expected=True)
MEASURES = {
    name: Measure(
        name, Text(f"ukuran {name}", f"measure {name}"), "yes_no", None, Provenance("", "I")
    )
    for name in ("a", "b")
}
READINGS = {"a": (Reading(True),), "b": (Reading(False),)}  # noqa: FBT003 - a yes and a no
FACTS = Facts(TREE, TREE.nothing_thousandths, TREE.ceilings_thousandths, {}, READINGS)


@frozen
class NoneOf:
    """The twelfth operator: none of the parts holds."""

    parts: tuple[Any, ...]
    wanted = 1


def read_none(reader: Reader, rule: Any, path: Any, depth: int) -> Any:  # noqa: ANN401 - not in the union
    inner = reader.parts(rule["none"], (*path, "none"), depth)
    return None if inner is None else NoneOf(inner)


COMPLETE: Operator[Any] = evolve(
    counted.listing(key="none", read=read_none, words=lambda _, __, parts: " / ".join(parts)),
    effect=lambda _: "hurts",
    linear=lambda _, __: Count(1, turned=True),
)
CONDITION: Any = AllOf((NoneOf((A, B)), Not(NoneOf((B,)))))  # type: ignore[arg-type]


def start() -> Any:  # noqa: ANN401 - what a plan starts from
    profile = kla.Profile.from_dict({"year": 2024})
    request = Request(TREE.levels[0], {}, Text("rekaan", "invented"), assume="best")
    return standing(kla.evaluate(profile), request), request


def read() -> Any:  # noqa: ANN401 - a condition
    found: list[Finding] = []
    reader = Reader({}, MEASURES, found.append)
    rule = read_value({"none": [{"measure": "a", "is": True}]}).root
    condition = condition_of(reader, rule, ())
    assert found == []
    return condition


def words() -> Words:
    return Words(TREE, "en", facts=MEASURES)


# What every interpreter does with a condition, by the form that it asks for.
ASKED: dict[str, Callable[[], object]] = {
    "read": read,
    "parts": lambda: list(walk(CONDITION)),
    "names": lambda: list(named(CONDITION, "measure")),
    "effect": lambda: list(effects(CONDITION)),
    "judge": lambda: judge(CONDITION, FACTS).state,
    "by_unit": lambda: states(CONDITION, {"a": [True], "b": [False]}, 1),
    "words": lambda: words().condition(CONDITION),
    "seen": lambda: words().seen(judge(NoneOf((A, B)), FACTS)),  # type: ignore[arg-type]
    "seen_in_list": lambda: words().seen(judge(CONDITION, FACTS)),
    "linear": lambda: program(start()[0], {}, start()[1], [CONDITION]),
    "chained": lambda: list(chained("c", CONDITION, FACTS)),
    "columns": lambda: lowered(CONDITION, Facing(None, {})),
}


def test_every_operator_of_the_union_is_in_the_table_and_no_other() -> None:
    assert set(OPERATORS) == set(get_args(Condition))
    keys = [operator.key for operator in OPERATORS.values() if operator.key is not None]
    assert len(keys) == len(set(keys)) == len(OPERATORS) - 1  # one key says yes or no, or a number


def test_every_form_is_asked_for_by_an_interpreter() -> None:
    assert set(ASKED) == set(FORMS)


@pytest.mark.parametrize("form", [*fields_dict(Operator)])
def test_an_operator_cannot_be_made_without_one_of_its_forms(form: str) -> None:
    every = {name: getattr(COMPLETE, name) for name in fields_dict(Operator)}
    assert Operator(**every).key == "none"
    del every[form]
    with pytest.raises(TypeError, match=form):
        Operator(**every)


@pytest.mark.parametrize("form", ASKED)
def test_a_complete_operator_goes_through_every_interpreter(
    form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(OPERATORS, NoneOf, COMPLETE)
    assert ASKED[form]() is not None


@pytest.mark.parametrize("form", ASKED)
def test_an_operator_that_is_not_in_the_table_fails_in_every_interpreter(form: str) -> None:
    if form == "read":
        with pytest.raises(AssertionError, match=r"condition\.operator"):
            ASKED[form]()
    else:
        with pytest.raises(KeyError, match="NoneOf"):
            ASKED[form]()


# That it names nothing is something that an operator can say.
@pytest.mark.parametrize("form", [name for name in ASKED if name != "names"])
def test_an_operator_that_lacks_a_form_fails_where_the_form_is_asked_for(
    form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lacking: Any = {form: None}
    monkeypatch.setitem(OPERATORS, NoneOf, evolve(COMPLETE, **lacking))
    with pytest.raises(TypeError):
        ASKED[form]()


def test_what_an_operator_of_its_own_says_comes_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(OPERATORS, NoneOf, COMPLETE)
    assert read() == NoneOf((A,))
    assert [type(part).__name__ for part in walk(CONDITION)] == [
        "AllOf", "NoneOf", "Holds", "Holds", "Not", "NoneOf", "Holds",
    ]  # fmt: skip
    assert [effect for _, effect in effects(CONDITION)] == [
        "helps", "hurts", "hurts", "hurts", "hurts", "helps", "helps",
    ]  # fmt: skip
    assert list(named(CONDITION, "measure")) == ["a", "b", "b"]
    assert (
        words().condition(CONDITION).startswith("all of these: (measure a: yes / measure b: yes)")
    )
    assert is_of_a_unit(CONDITION)


def test_a_rule_names_what_the_condition_read_from_it_names() -> None:
    tree = {node.id: node for node in TREE.nodes}
    rule = read_value(
        {
            "any": [
                {"not": {"points": "K1", "above": 1}},
                {"at_least": 1, "of": [{"ratio": "6", "above": 0.5}, {"measure": "a", "is": True}]},
                {"at_least": 2, "nodes": "cluster", "reaching": 0.5},
            ]
        }
    ).root
    condition = condition_of(Reader(tree, MEASURES, lambda _: None), rule, ())
    assert condition is not None
    for kind, names in (("node", ["K1", "6"]), ("measure", ["a"]), ("rank", ["cluster"])):
        assert list(named(condition, kind)) == names  # type: ignore[arg-type]
        assert list(named_in_rule(rule, kind)) == names  # type: ignore[arg-type]
    clusters = parts(list(walk(condition))[-1], TREE)
    assert [part.node for part in clusters] == [  # type: ignore[union-attr]
        node.id for node in TREE.nodes if node.rank == "cluster"
    ]


def test_what_holds_parts_in_any_place_is_seen_by_the_schema() -> None:
    """Every key that an operator reads stands in the schema of a condition, and no other does."""
    common = json.loads((ROOT / "schemas" / "common.schema.json").read_text("utf-8"))
    keys = {operator.key for operator in OPERATORS.values()} - {None}
    further = {key for operator in OPERATORS.values() for key in operator.further}
    assert set(common["definitions"]["condition"]["properties"]) == keys | further


# A condition with each operator, whose figures are known.
SAMPLES: dict[str, Any] = {
    "AllOf": {"all": [{"measure": "a", "is": True}, {"measure": "b", "is": True}]},
    "AnyOf": {"any": [{"measure": "a", "is": True}, {"measure": "b", "is": True}]},
    "AtLeast": {"at_least": 1, "of": [{"measure": "a", "is": True}, {"measure": "b", "is": True}]},
    "Not": {"not": {"measure": "a", "is": True}},
    "NodesReaching": {"at_least": 2, "nodes": "cluster", "reaching": 0.5},
    "PointsOf": {"points": "K1", "at_least": 1},
    "RatioOf": {"ratio": "K1", "above": 0.5},
    "MeasureOf": {"measure": "n", "at_most": 7},
    "Holds": {"measure": "a", "is": True},
    "ShareOf": {"share": "s", "below": 40},
    "Trend": {"trend": "n", "is": "rising"},
}
OF_ALL = {
    **MEASURES,
    "n": Measure("n", Text("angka", "number"), "number", None, Provenance("", "I")),
    "s": Measure(
        "s", Text("bagian", "share"), "share", Text("desa", "villages"), Provenance("", "I")
    ),
}
ALL_KNOWN = Facts(
    TREE,
    TREE.nothing_thousandths,
    TREE.nothing_thousandths,
    {},
    {
        **READINGS,
        "n": (Reading(5, year=2023), Reading(6, year=2024)),
        "s": (Reading(part=3, whole=10),),
    },
)


@pytest.mark.parametrize("name", sorted(kind.__name__ for kind in OPERATORS))
def test_every_operator_is_said_and_seen_in_both_languages(name: str) -> None:
    """A new operator needs a sample here: its words are in no other list."""
    findings: list[Finding] = []
    reader = Reader({node.id: node for node in TREE.nodes}, OF_ALL, findings.append)
    condition = condition_of(reader, read_value(SAMPLES[name]).root, ())
    assert findings == []
    assert type(condition).__name__ == name
    said = []
    for language in LANGUAGES:
        words = Words(TREE, language, facts=OF_ALL)
        judgement = judge(condition, ALL_KNOWN)  # type: ignore[arg-type]
        assert judgement.state is not None
        texts = words.condition(condition), words.seen(judgement), words.seen_in_list(judgement)  # type: ignore[arg-type]
        assert all(texts)
        said.append(texts)
    assert said[0] != said[1]


CLASSES = {kind.__name__ for kind in get_args(Condition)}


def names_in(node: ast.AST) -> set[str]:
    return {
        name
        for part in ast.walk(node)
        for name in (getattr(part, "id", None), getattr(part, "attr", None))
        if isinstance(name, str)
    }


def tells_operators_apart(node: ast.AST) -> bool:
    """Tell whether code takes another way for a class of the algebra."""
    if isinstance(node, ast.MatchClass):
        return bool(names_in(node.cls) & CLASSES)
    if isinstance(node, ast.Call) and names_in(node.func) & {"isinstance", "issubclass"}:
        return bool(names_in(node.args[1]) & CLASSES)
    if isinstance(node, ast.Dict):
        return any(key is not None and names_in(key) & CLASSES for key in node.keys)
    if isinstance(node, ast.Compare):
        return bool(names_in(node) & CLASSES) and "type" in names_in(node)
    return False


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("match c:\n    case AllOf():\n        pass", True),
        ("match c:\n    case operators.Not(part):\n        pass", True),
        ("isinstance(c, AllOf | AnyOf)", True),
        ("isinstance(c, (Trend,))", True),
        ("{Holds: 1}", True),
        ("type(c) is Holds", True),
        ("AllOf((a, b))", False),
        ("isinstance(c, Text)", False),
    ],
)
def test_code_that_tells_operators_apart_is_known_as_such(code: str, *, expected: bool) -> None:
    assert any(map(tells_operators_apart, ast.walk(ast.parse(code)))) is expected


def test_nobody_but_the_operators_tells_operators_apart() -> None:
    package = ROOT / "src" / "kla_rules"
    found = [
        f"{path.relative_to(package)}:{node.lineno}"  # type: ignore[attr-defined]
        for path in sorted(package.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if tells_operators_apart(node)
    ]
    assert [place for place in found if not place.startswith("conditions/operators/")] == []
