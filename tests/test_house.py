"""The house: no module hides a public name, and what `tools/house.py` says of folders and imports."""

import ast
import functools
import json
import re
from pathlib import Path

import pytest

import house
import kla_rules as kla
from support import ROOT, public_names, python

PACKAGE = ROOT / "src" / "kla_rules"
# What a process of its own says of every public name once every submodule is imported: what it is,
# and of a function what it returns.
EVERYTHING = """
import importlib, json, operator, pathlib, pkgutil, tempfile
import pyarrow
import kla_rules as kla
for module in pkgutil.walk_packages(kla.__path__, "kla_rules."):
    importlib.import_module(module.name)
profile = kla.Profile.from_dict({"year": 2024, "points": {"total": 880.39}})
swept = kla.Profile.from_dict({"year": 2024, "stage": "self", "points": {"total": 880.39}})
unit = {"id": "a", "name": "A", "kind": "kecamatan"}
record = {"id": "a", "kind": "activity", "role": "pioneer"}
case = {"id": "c-1", "reported": "2025-03-02 08:15 WIB"}
rows = tempfile.mkdtemp() + "/rows.csv"
pathlib.Path(rows).write_text("total\\n880.39\\n")
table = b"Kecamatan,Kelurahan,PATBM\\nContoh,Satu,ada\\n"
def refused(call):
    try:
        return call()
    except TypeError as error:
        return error


calls = {
    "charts.band_line": lambda: kla.charts.band_line(kla.evaluate(profile)),
    "charts.cluster_bars": lambda: kla.charts.cluster_bars(kla.evaluate(profile)),
    "charts.gap_waterfall": lambda: kla.charts.gap_waterfall(kla.evaluate(profile), "kla"),
    "charts.history_line": lambda: kla.charts.history_line(kla.rounds.History([])),
    "charts.plan_timeline": lambda: kla.charts.plan_timeline(kla.plan(profile, target="pratama")),
    "charts.sweep_bars": lambda: kla.charts.sweep_bars(kla.sweep(swept, vary="verification", n=9)),
    "charts.transition_table": lambda: kla.charts.transition_table(kla.compare("kla-2019", "kla-2022", limit=0)),
    "charts.unit_strip": lambda: kla.charts.unit_strip(kla.units.unit_status([unit])),
    "check": lambda: kla.check("rules/kla-2024"),
    "validation.synthetic_nation": lambda: kla.validation.synthetic_nation(kla.testing.small_edition()),
    "validation.mutate": lambda: kla.validation.mutate("rules/kla-2019", kinds=["cap-lost"]),
    "compare": lambda: kla.compare("kla-2019", "kla-2022", limit=0),
    "schema": lambda: kla.schema("plan"),
    "packaged_files": lambda: kla.packaged_files("rules"),
    "typed.openapi_schemas": lambda: kla.typed.openapi_schemas(["plan"]),
    "compare_evaluations": lambda: kla.compare_evaluations(kla.evaluate(profile), kla.evaluate(profile)),
    "edition": lambda: kla.edition("kla-2024"),
    "editions": lambda: kla.editions(),
    "rounds.list_rounds": lambda: kla.rounds.list_rounds(),
    "evaluate": lambda: kla.evaluate(profile),
    "form_schema": lambda: kla.form_schema(kla.testing.small_edition()),
    "profile_form": lambda: kla.profile_form(kla.testing.small_edition()),
    "profile_form_csv": lambda: kla.profile_form_csv(kla.testing.small_edition()),
    "import_files": lambda: kla.import_files(table),
    "suggest_mapping": lambda: kla.suggest_mapping(table),
    "language": lambda: kla.language("en"),
    "evaluate_many": lambda: kla.evaluate_many([profile]),
    "evaluate_table": lambda: kla.evaluate_table(pyarrow.table({"total": [1.0]})),
    "check_table": lambda: kla.check_table(pyarrow.table({"total": [1.0]})),
    "table_sql": lambda: kla.table_sql(dialect="duckdb", table="rows", columns=["total"]),
    "spark.evaluate": lambda: refused(lambda: kla.spark.evaluate(None)),  # no Java for a name
    "evaluate_table_file": lambda: kla.evaluate_table_file(rows, rows + ".csv"),
    "merge_profiles": lambda: kla.merge_profiles([profile]),
    "table_of": lambda: kla.table_of(kla.evaluate_many([profile]), library="polars"),
    "templates.table_template": lambda: kla.templates.table_template("units"),
    "interview.begin_interview": lambda: kla.interview.begin_interview(kla.evaluate(profile)),
    "participation.assess_forum": lambda: kla.participation.assess_forum([record]),
    "cases.assess_handling": lambda: kla.cases.assess_handling([case], "kota-payakumbuh", as_of="2025-03-03"),
    "plan": lambda: kla.plan(profile, target="pratama"),
    "planning.assess_progress": lambda: kla.planning.assess_progress(kla.plan(profile, target="pratama"), profile),
    "prove": lambda: kla.prove("kla-2024"),
    "validation.coverage": lambda: kla.validation.coverage("rules/kla-2024"),
    "verify": lambda: kla.verify(kla.evaluate(profile), profile),
    "serve.application": lambda: kla.serve.application(),
    "report.report": lambda: kla.report.report(kla.evaluate(profile)),
    "rounds.assess_province": lambda: kla.rounds.assess_province({"a": kla.evaluate(profile)}),
    "rollup": lambda: kla.rollup([unit]),
    "sweep": lambda: kla.sweep(swept, vary="verification", n=9),
    "testing.completions": lambda: kla.testing.completions(profile),
    "testing.editions": lambda: kla.testing.editions(),
    "testing.forum_records": lambda: kla.testing.forum_records("kla-2024"),
    "testing.incidents": lambda: kla.testing.incidents(),
    "testing.mutated": lambda: kla.testing.mutated(kla.testing.small_edition()),
    "testing.overlays": lambda: kla.testing.overlays("kla-2024"),
    "testing.printed": lambda: kla.testing.printed(profile),
    "testing.profiles": lambda: kla.testing.profiles("kla-2024"),
    "testing.rule_changes": lambda: kla.testing.rule_changes(kla.testing.small_edition()),
    "testing.scales": lambda: kla.testing.scales("kla-2024"),
    "testing.small_edition": lambda: kla.testing.small_edition(),
    "testing.small_rules": lambda: kla.testing.small_rules(),
    "testing.units": lambda: kla.testing.units("kla-2024"),
    "units.unit_status": lambda: kla.units.unit_status([unit]),
    "rounds.verification_outlook": lambda: kla.rounds.verification_outlook(kla.evaluate(profile)),
}
said = {}
for name in [*PUBLIC, "__version__"]:
    value = operator.attrgetter(name)(kla)
    said[name] = [type(value).__name__, getattr(value, "__name__", None)]
    if type(value).__name__ == "function":
        said[name].append(type(calls.pop(name)()).__name__)
print(json.dumps([said, sorted(calls)]))
"""


@functools.cache
def own_house() -> house.House:
    """Return the house of this package, read once for all tests here."""
    return house.house_of(PACKAGE)


@pytest.fixture(scope="module")
def everything() -> tuple[dict[str, list[str]], list[str]]:
    program = EVERYTHING.replace("PUBLIC", repr(public_names()))
    said, uncalled = json.loads(python(program).splitlines()[-1])
    return said, uncalled


def test_no_submodule_hides_a_public_name(
    everything: tuple[dict[str, list[str]], list[str]],
) -> None:
    said, _ = everything
    assert said.keys() == {*public_names(), "__version__"}
    kinds = {name: kind for name, (kind, *_) in said.items()}
    assert {name for name, kind in kinds.items() if kind == "str"} == {"__version__"}
    assert set(kinds.values()) == {
        "type",
        "function",
        "str",
        "Property",
        "mappingproxy",
        "_TypedDictMeta",
    }
    others = {name: own for name, (_, own, *_) in said.items() if own != name.split(".")[-1]}
    constants = {
        name for name in kinds if kinds[name] not in {"type", "function", "_TypedDictMeta"}
    }
    assert others == dict.fromkeys(constants)


def test_every_public_function_answers_when_all_is_imported(
    everything: tuple[dict[str, list[str]], list[str]],
) -> None:
    said, uncalled = everything
    assert uncalled == []
    answers = {name: found[2] for name, found in said.items() if found[0] == "function"}
    # Hypothesis has a class of its own for each way of drawing.
    kinds = {
        name: re.sub(r"\w+Strategy$", "strategy", kind or "") for name, kind in answers.items()
    }
    assert kinds == {
        **{
            f"charts.{name}": "Chart"
            for name in (
                "band_line",
                "cluster_bars",
                "gap_waterfall",
                "history_line",
                "plan_timeline",
                "sweep_bars",
                "transition_table",
                "unit_strip",
            )
        },
        "check": "tuple",
        "validation.mutate": "Mutation",
        "validation.synthetic_nation": "tuple",
        "compare": "Comparison",
        "compare_evaluations": "EvaluationDifference",
        "prove": "Proofs",
        "validation.coverage": "Coverage",
        "schema": "dict",
        "packaged_files": "PosixPath",
        "typed.openapi_schemas": "dict",
        "edition": "Edition",
        "editions": "Listed",
        "form_schema": "dict",
        "profile_form": "bytes",
        "profile_form_csv": "str",
        "import_files": "Imported",
        "suggest_mapping": "MappingSuggestion",
        "language": "_GeneratorContextManager",
        "rounds.list_rounds": "tuple",
        "evaluate": "Evaluation",
        "evaluate_many": "Evaluations",
        "evaluate_table_file": "TableFile",
        "evaluate_table": "Table",
        "spark.evaluate": "TypeError",
        "table_sql": "str",
        "check_table": "Listed",
        "merge_profiles": "Merged",
        "table_of": "DataFrame",
        "interview.begin_interview": "Interview",
        "participation.assess_forum": "ForumPicture",
        "cases.assess_handling": "Handling",
        "plan": "Plan",
        "planning.assess_progress": "Progress",
        "report.report": "str",
        "templates.table_template": "TableTemplate",
        "verify": "Replay",
        "serve.application": "Starlette",
        "rounds.assess_province": "Province",
        "rollup": "Rollup",
        "sweep": "Sweep",
        **{
            f"testing.{name}": "strategy"
            for name in (
                "completions",
                "editions",
                "forum_records",
                "incidents",
                "mutated",
                "overlays",
                "profiles",
                "rule_changes",
                "scales",
                "units",
            )
        },
        "testing.printed": "str",
        "testing.small_edition": "Edition",
        "testing.small_rules": "dict",
        "units.unit_status": "UnitStatuses",
        "rounds.verification_outlook": "VerificationOutlook",
    }


def test_no_folder_or_module_right_under_the_package_bears_a_public_name() -> None:
    names = {path.stem for path in PACKAGE.iterdir()}
    assert names & {"cli", "model", "testing"}
    assert names & set(kla.__all__) == set()


def test_no_module_is_longer_than_a_reader_takes_in_at_once() -> None:
    modules = own_house().modules
    assert modules.keys() > {"cli.main", "model.edition"}
    # Typed forms are written by a tool, and looked up rather than read.
    read = {name: one for name, one in modules.items() if not name.startswith("typed.forms.")}
    assert [name for name, one in read.items() if one.lines > house.LONGEST] == []


def test_no_two_modules_import_each_other_however_far_round() -> None:
    arrows = own_house().between_modules()
    assert len(arrows) > 100
    assert house.circles(arrows, arrows) == []


# -- what the tool says ----------------------------------------------------------------------------


def house_with(tmp_path: Path, **files: str) -> house.House:
    """Return the house of a package `p`: a file for each name, `__` between folder and module."""
    for name, text in files.items():
        path = tmp_path.joinpath("p", *name.split("__")).with_suffix(".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        for folder in (tmp_path / "p", path.parent):
            (folder / "__init__.py").touch()
        path.write_text(text, encoding="utf-8")
    return house.house_of(tmp_path / "p")


def test_every_way_to_import_is_an_arrow(tmp_path: Path) -> None:
    found = house_with(
        tmp_path,
        a__one="import p.b.one\nfrom p.b import two\nfrom p.b.three import x, y\n",
        a__two="from . import one\nfrom .one import z\nfrom ..b import one as other\n",
        b__one="def f():\n    from p.b.two import x\n",
        b__two="import os\nfrom other.b import one\nx = 1\n",
        b__three="x = y = 1\n",
    )
    assert found.between_modules() == {
        "": set(),
        "a": set(),
        "b": set(),
        "a.one": {"b.one", "b.two", "b.three"},
        "a.two": {"a.one", "b.one"},
        "b.one": {"b.two"},
        "b.two": set(),
        "b.three": set(),
    }
    assert found.between_folders() == {"a": {"b": 4}, "b": {}}
    assert [arrow for arrow in found.imports if arrow.function is not None] == [
        house.Import("b.one", "b.two", 2, "f")
    ]


def test_an_import_for_type_checkers_is_no_arrow(tmp_path: Path) -> None:
    text = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import p.b\nelse:\n    import p.c\n"
    found = house_with(tmp_path, a=text, b="", c="")
    assert [(arrow.importer, arrow.imported) for arrow in found.imports] == [("a", "c")]


def test_circles_are_found_however_long_and_folders_stand_lowest_first(tmp_path: Path) -> None:
    found = house_with(
        tmp_path,
        a__one="import p.b.one\n",
        b__one="def f():\n    import p.c.one\n",
        c__one="import p.a.two\n",
        a__two="import p.d.one\n",
        d__one="import p.e\nimport p.d.two\n",
        d__two="import p.d.one\n",
        e="",
    )
    between = found.between_folders()
    assert found.folders == ["e", "d", "a", "b", "c"]
    assert house.circles(between, between) == [["a", "b", "c"]]
    modules = found.between_modules()
    assert house.circles(modules, modules) == [["d.one", "d.two"]]


def test_the_drawing_leaves_out_what_a_longer_way_says_but_no_arrow_of_a_circle() -> None:
    assert house.needed({"a": ["b", "c"], "b": ["c"], "c": []}) == [("a", "b"), ("b", "c")]
    circle = {"a": ["b", "c"], "b": ["a", "c"], "c": ["a"]}
    assert house.needed(circle) == [(above, below) for above in circle for below in circle[above]]


OPERATORS = "class A: ...\nclass B: ...\nclass C: ...\nCondition = A | B | C\n"
MATCH = "def f(x):\n    match x:\n        case A() | B():\n            return 1\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (MATCH, [("f", ("A", "B"), "passes over")]),
        (MATCH + "        case _:\n            raise TypeError\n", [("f", ("A", "B"), "raises")]),
        (
            MATCH + "        case _:\n            assert_never(x)\n",
            [("f", ("A", "B"), "is exhaustive")],
        ),
        (
            "class V:\n    def f(self, x):\n        return isinstance(x, m.B | m.C)\n",
            [("V.f", ("B", "C"), "passes over")],
        ),
        ("T = {A: 1, C: 2}\n", [("(table)", ("A", "C"), "has no entry")]),
        ("def f(x):\n    return isinstance(x, (A, int))\n", []),
        ("def f(x):\n    return A(B(), x)\n", []),
    ],
)
def test_who_tells_conditions_apart_is_a_visit(
    tmp_path: Path, text: str, found: list[tuple[str, tuple[str, ...], str]]
) -> None:
    visits = house.visits(house_with(tmp_path, model=OPERATORS, work=text))
    assert [(visit.function, visit.classes, visit.others) for visit in visits] == found


def test_operators_are_found_in_the_code() -> None:
    assert {"AllOf", "Not", "MeasureOf"} <= house.operators(own_house())


def test_long_modules_are_named(tmp_path: Path) -> None:
    found = house_with(tmp_path, a="x = 1\n" * 351, b="x = 1\n" * 350)
    lines = list(house.printed(found))
    place = lines.index("Modules over 350 lines") + 2
    assert lines[place : place + 3] == ["1", "  a 351", ""]


def test_names_that_say_nothing_are_counted_and_words_in_texts_are_not(tmp_path: Path) -> None:
    text = '"""One: one."""\n\ndef f(one, unit):\n    found = g(one, given=unit, more=1)  # one\n'
    found = house_with(tmp_path, a=text)
    assert house.vague(found.modules.values()) == {"one": 2, "found": 1, "given": 1, "more": 1}


def test_what_the_tool_says_is_true_of_this_package() -> None:
    found = own_house()
    assert sum(module.lines for module in found.modules.values()) == sum(
        len(path.read_text(encoding="utf-8").splitlines()) for path in PACKAGE.rglob("*.py")
    )
    own = {name for name, module in found.modules.items() if module.folder == "cli"}
    assert own == {
        ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")
        for path in (PACKAGE / "cli").rglob("*.py")
    }
    assert all(ast.get_docstring(module.tree) for module in found.modules.values())


def test_the_drawing_is_written_between_its_markers_and_nowhere_else() -> None:
    page = f"before\n{house.BEGIN}\nold\n{house.END}\nafter\n"
    assert house.redrawn(page, "new") == f"before\n{house.BEGIN}\n\nnew\n\n{house.END}\nafter\n"
    with pytest.raises(SystemExit):
        house.redrawn(page.replace(house.END, ""), "new")


def test_the_page_has_the_drawing_of_the_code_as_it_is() -> None:
    page = house.PAGE.read_text(encoding="utf-8")
    assert house.redrawn(page, house.drawing(own_house())) == page
