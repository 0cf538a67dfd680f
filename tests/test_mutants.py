"""The kept mutants apply, each is another damage, and a copy tells what the tests notice."""

import ast
import functools
from pathlib import Path

import pytest

from damages import places
from mutant_list import Mutant, MutantError, damaged, find, kept, proposed, with_damage
from mutant_runs import Copy
from mutants import main
from support import ROOT

TARGETS = {"points", "bounds", "levels", "resolve", "judge", "judging", "program"}


def test_at_least_a_hundred_mutants_are_kept_some_for_every_target() -> None:
    targets = kept()
    assert set(targets) >= TARGETS
    assert all(one.mutants for one in targets.values())
    assert sum(len(one.mutants) for one in targets.values()) >= 100
    assert not [
        name for one in targets.values() for name in one.tests if not (ROOT / name).is_file()
    ]


def test_every_kept_mutant_applies_and_is_a_damage_of_its_own() -> None:
    named: dict[str, list[str]] = {}
    for target in kept().values():
        for mutant in (*target.mutants, *target.equivalent):
            text = ast.unparse(with_damage(mutant).function)
            assert text != unparsed(mutant.target, mutant.function), mutant.name
            named.setdefault(f"{mutant.target}.{mutant.function}: {text}", []).append(mutant.name)
    assert [names for names in named.values() if len(names) > 1] == []


@functools.cache
def unparsed(target: str, function: str) -> str:
    return ast.unparse(find(target, function).function)


def test_a_mutant_follows_its_function_into_another_module(tmp_path: Path) -> None:
    mutant = Mutant("points", "share", "compare:<-><=:0")
    for module in ("points.py", "deep/elsewhere.py"):
        root = tmp_path / Path(module).stem
        path = root / "src" / "kla_rules" / module
        path.parent.mkdir(parents=True)
        path.write_text("def share(a, b):\n    return a < b\n")
        assert damaged(mutant, root) == (
            path.relative_to(root),
            "def share(a, b):\n    return a <= b",
        )
    with pytest.raises(MutantError, match="no module of src/kla_rules defines share"):
        damaged(mutant, tmp_path)


def test_of_one_name_in_two_modules_the_target_tells_which(tmp_path: Path) -> None:
    package = tmp_path / "src" / "kla_rules"
    package.mkdir(parents=True)
    (package / "one.py").write_text("class A:\n    def f(self): return 1\n")
    (package / "two.py").write_text("class A:\n    def f(self): return 2\n")
    assert find("two", "A.f", tmp_path).path.name == "two.py"
    assert find("elsewhere", "one:A.f", tmp_path).path.name == "one.py"
    with pytest.raises(MutantError, match=r"several modules define A\.f .*one\.py.*two\.py"):
        find("elsewhere", "A.f", tmp_path)


def test_a_mutant_that_no_longer_applies_says_how_to_mend_it() -> None:
    gone = Mutant("points", "share", "compare:<->>=:99")
    with pytest.raises(MutantError, match=r"share .* no such place .* --propose points\.share"):
        damaged(gone)


@pytest.mark.parametrize(
    ("source", "kind", "result"),
    [
        ("return a <= b <= c", "compare:<=-><:1", "return a <= b < c"),
        ("return a - b - c", "arithmetic:-->+:0", "return a - b + c"),
        ("return a and b and c", "operand:1-dropped:0", "return a and c"),
        ("return not a", "not:dropped:0", "return a"),
        ("return min(a, -b)", "name:min->max:0", "return max(a, -b)"),
        ("return min(a, -b)", "minus:dropped:0", "return min(a, b)"),
        ("return f(a, b, c)", "arguments:swapped:0", "return f(b, a, c)"),
        ("return f(a, low=0)", "keyword:low-dropped:0", "return f(a)"),
        ("return (a, b)", "pair:swapped:0", "return (b, a)"),
        ("return a + 1", "constant:1->2:0", "return a + 2"),
        ("return a + 1", "return:None:0", "return None"),
        ("return [x for x in a if x]", "filter:dropped:0", "return [x for x in a]"),
        ("return a if b else c", "condition:always:0", "return a if True else c"),
        ("a.append(b)", "statement:dropped:0", "pass"),
    ],
)
def test_each_kind_of_damage_does_what_its_name_says(source: str, kind: str, result: str) -> None:
    tree = ast.parse(f"def f(a, b, c):\n    {source}")
    found = {place.kind: place for place in places(tree.body[0])}
    found[kind].damage()
    assert ast.unparse(ast.fix_missing_locations(tree)) == f"def f(a, b, c):\n    {result}"


def test_docstrings_and_annotations_are_no_behaviour() -> None:
    tree = ast.parse('def f(a: "1 < 2" = 0) -> 3:\n    """Say 1."""\n    b: 1 = a\n    return b')
    assert [place.kind for place in places(tree.body[0])] == [
        "constant:0->1:0",
        "constant:0->-1:0",
        "return:None:0",
    ]


def test_what_is_proposed_holds_what_is_kept() -> None:
    target = kept()["points"]
    ours = {one for one in target.mutants if one.function == "share"}
    assert ours
    assert ours < set(proposed("points", "share"))


def test_the_command_names_an_unknown_function(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--propose", "points.nowhere"]) == 1
    assert "defines nowhere" in capsys.readouterr().out
    assert main(["--only", "points.nowhere"]) == 1
    assert "no mutant is called points.nowhere" in capsys.readouterr().out


@pytest.mark.slow
def test_a_copy_tells_what_is_noticed_and_what_never_ends_and_the_tree_stays(
    tmp_path: Path,
) -> None:
    package = tmp_path / "tree" / "src" / "kla_rules"
    package.mkdir(parents=True)
    # What is installed brings a plugin of pytest, and the copy goes before it.
    (package / "testing").mkdir()
    for name in ("__init__.py", "testing/__init__.py", "testing/plugin.py"):
        (package / name).write_text("")
    text = "def down(a):\n    while a > 0:\n        a -= 1\n    return a\n"
    (package / "loop.py").write_text(text)
    test = "from kla_rules.loop import down\n\ndef test_it() -> None:\n    assert down(3) == 0\n"
    (tmp_path / "tree" / "test_loop.py").write_text(test)
    copy = Copy.of(tmp_path / "tree")
    try:
        outcomes = []
        for kind in ("compare:>->>=:0", "constant:1->2:0", "arithmetic:-->+:0"):
            path, damage = damaged(Mutant("loop", "down", kind), tmp_path / "tree")
            outcomes.append(copy.tried({path: damage}, ["test_loop.py"], 20))
        whole = copy.tried({}, ["test_loop.py"])
    finally:
        copy.remove()
    assert [one.word for one in outcomes] == ["killed", "killed", "timeout"]
    assert outcomes[0].by == "test_loop.py::test_it"
    assert whole.word == "SURVIVED"
    assert (package / "loop.py").read_text() == text
    assert not copy.home.exists()
