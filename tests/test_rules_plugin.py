"""`pytest --kla-rules`: an author's rules as tests, each with its file and line."""

import contextlib
import importlib
import subprocess
import sys
from collections.abc import Callable
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml

from kla_rules.cli.codes import NOT_DETERMINED, YES
from kla_rules.testing import (
    collecting as collecting,  # a run within a run would load what is not loaded yet, and forget it
)
from kla_rules.testing import properties as properties
from kla_rules.testing import small_rules
from support import command

pytest_plugins = ["pytester"]
CASES = """\
- id: half
  profile: {year: 2024, points: {total: 60}, measures: {school_share: 25}}
  expect: {score: 60, level: pratama}
- id: later
  confirmed: false
  profile: {year: 2024}
"""
WRONG = """\
- id: wrong
  profile: {year: 2024, answers: {"1.1": {holds: true}}}
  expect:
    nodes:
      "1.1": [9, 9]
"""
Rules = dict[str, Any]


@pytest.fixture(scope="module", autouse=True)
def _solver() -> None:
    """Load the solver: a run within a run forgets what it was the first to load.

    NumPy cannot be loaded a second time, so that later tests would have no solver.
    """
    for name in ("numpy", "highspy"):
        with contextlib.suppress(ImportError):  # of an extra that is not installed
            importlib.import_module(name)


@pytest.fixture
def own(pytester: pytest.Pytester) -> Path:
    """The small edition as an author's folder, with cases."""
    return written(pytester.path / "own", small_rules())


def written(place: Path, rules: Rules) -> Path:
    for name, content in rules.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = content if isinstance(content, str) else yaml.safe_dump(content, sort_keys=False)
        path.write_text(text, encoding="utf-8")
    (place / "cases").mkdir(exist_ok=True)
    (place / "cases" / "a.yaml").write_text(CASES, encoding="utf-8")
    return place


def run(pytester: pytest.Pytester, *words: str) -> pytest.RunResult:
    return pytester.runpytest_inprocess("-p", "no:cacheprovider", "-ra", "-q", *words)


def names(pytester: pytest.Pytester, *words: str) -> list[str]:
    items, _ = pytester.inline_genitems("-p", "no:cacheprovider", "-q", *words)
    return [item.nodeid for item in items]


@pytest.mark.usefixtures("own")
def test_rules_that_are_in_order_pass_but_for_what_is_left_open(
    pytester: pytest.Pytester,
) -> None:
    result = run(pytester, "--kla-rules", "own", "-k", "not property")
    assert result.ret == 0
    counts = result.parseoutcomes()
    assert counts["passed"] > 80
    assert counts["skipped"] == 1
    lines = ["SKIPPED [[]1[]] own/cases/a.yaml:4: nobody has confirmed what must come out*"]
    result.stdout.fnmatch_lines(lines)


@pytest.mark.slow
def test_a_test_has_a_stable_name_and_the_line_that_it_is_about(
    own: Path, pytester: pytest.Pytester
) -> None:
    (own / "cases" / "b.yaml").write_text(WRONG, encoding="utf-8")
    items, _ = pytester.inline_genitems("--kla-rules", "own")
    places = {item.nodeid: item.location[:2] for item in items}
    assert list(places) == names(pytester, "--kla-rules", str(own))
    assert len(places) == len(items)
    assert places["own/cases/a.yaml::later"] == ("own/cases/a.yaml", 3)
    edition = (own / "edition.yaml").read_text(encoding="utf-8").splitlines()
    floor = edition.index("  floor: 62.5")
    assert places["own/edition.yaml::proof[level-reached:madya]"] == ("own/edition.yaml", floor)
    wanted = {"rules", "cases", "check[level.unreachable]", "property[monotone]"}
    assert {f"own/edition.yaml::{name}" for name in wanted} <= set(places)


def test_a_case_that_fails_names_its_line_the_rule_and_the_profile(
    own: Path, pytester: pytest.Pytester
) -> None:
    (own / "cases" / "b.yaml").write_text(WRONG, encoding="utf-8")
    result = run(pytester, "--kla-rules", "own", "own/cases/b.yaml::wrong")
    assert result.parseoutcomes() == {"failed": 1}
    result.stdout.fnmatch_lines([
        "own/cases/b.yaml:5:7: nodes.1.1 is [[]10, 10]; expected [[]9, 9], as the case wrong says; *",
        "The rule: own/indicators/1.yaml:*",
        "The profile:",
        "  year: 2024",
        "*'1.1': {holds: true}",
        "FAILED own/cases/b.yaml::wrong - own/cases/b.yaml:5:7: *",
    ])  # fmt: skip


@pytest.mark.slow
def test_a_case_for_other_rules_fails_and_a_level_names_what_it_asks_for(
    own: Path, pytester: pytest.Pytester
) -> None:
    (own / "cases" / "b.yaml").write_text(
        "- id: other\n  profile: {edition: smal, year: 2024}\n  expect: {score: 0}\n"
        "- id: text\n  text: 'edition: smal'\n  expect: {score: 0}\n"
        "- id: asks\n  profile: {year: 2024, points: {total: 80}}\n  expect: {level: madya}\n",
        encoding="utf-8",
    )
    result = run(pytester, "--kla-rules", "own", "own/cases/b.yaml")
    assert result.parseoutcomes() == {"failed": 3}
    result.stdout.fnmatch_lines([
        'own/cases/b.yaml:2:* this case is for "smal" (did you mean *',
        'own/cases/b.yaml:5:* this case is for "smal" (did you mean *',
        "own/cases/b.yaml:9:* level is *",
        "The rule: own/requirements.yaml:*",
    ])  # fmt: skip


def test_a_case_that_names_what_the_rules_do_not_have_fails_and_breaks_nothing(
    own: Path, pytester: pytest.Pytester
) -> None:
    (own / "cases" / "b.yaml").write_text(
        "- id: x\n  profile: {year: 2024}\n  expect: {level: prtama, levels_possible: [utma]}\n",
        encoding="utf-8",
    )
    result = run(pytester, "--kla-rules", "own", "own/cases/b.yaml")
    assert result.parseoutcomes() == {"failed": 1}
    result.stdout.fnmatch_lines(
        [
            'own/cases/b.yaml:3:* no "prtama" for level (did you mean pratama*',
            'own/cases/b.yaml:3:* no "utma" for levels_possible *',
            "The profile:",
        ]
    )
    assert "Traceback" not in result.stdout.str()
    assert "The rule:" not in result.stdout.str()


@pytest.mark.parametrize(
    ("case", "place"),
    [
        # The requirement is of a level between the two, and is named before their floors.
        (
            "profile: {points: {total: 90}, measures: {school_share: 20}}\n  expect: {level: utama}",
            "requirements.yaml:10",
        ),
        ("profile: {year: 2026}\n  expect: {steps: {violence-training: true}}", "remediation/K1.*"),
        ("rollup: [{id: a, name: A, kind: desa}]\n  expect: {'1.3': {part: 1}}", "units.yaml:10"),
    ],
)
def test_a_case_that_fails_names_first_the_rule_that_is_behind(
    case: str, place: str, pytester: pytest.Pytester
) -> None:
    own = pytester.path / "own"
    assert command("init-rules", own)[0] == YES
    (own / "cases" / "z.yaml").write_text(f"- id: x\n  {case}\n", encoding="utf-8")
    result = run(pytester, "--kla-rules", "own", "own/cases/z.yaml")
    assert result.parseoutcomes() == {"failed": 1}
    first = next(line for line in result.outlines if line.startswith("The rule: "))
    assert fnmatch(first, f"The rule: own/{place}")


@pytest.mark.slow
def test_a_law_that_cannot_be_kept_or_tried_is_told_in_a_few_lines(
    pytester: pytest.Pytester,
) -> None:
    rules = small_rules()
    requirement = rules["requirements.yaml"]["requirements"][0]
    requirement["when"] = {"not": {"measure": "school_share", "at_least": 25}}
    own = written(pytester.path / "own", rules)
    (own / ".kla-rules").write_text("in the way", encoding="utf-8")
    told = run(pytester, "--kla-rules", "own", "own/edition.yaml::property[monotone]")
    assert told.parseoutcomes() == {"failed": 1}
    told.stdout.fnmatch_lines(["*better*never*", "The example could not be kept: *"])


@pytest.mark.slow
@pytest.mark.parametrize("typed", ["150", "-1", "nan", "half"])
def test_a_share_of_damage_that_is_none_is_wrong_usage(
    typed: str, pytester: pytest.Pytester
) -> None:
    result = run(pytester, "--kla-rules", "own", "--kla-rules-mutate", typed)
    assert result.ret == pytest.ExitCode.USAGE_ERROR


def _warned(rules: Rules) -> None:
    rules["requirements.yaml"]["requirements"][0]["when"]["at_least"] = 30


def _refuted(rules: Rules) -> None:
    requirement = rules["requirements.yaml"]["requirements"][0]
    requirement["when"] = {
        "all": [
            {"measure": "school_share", "at_least": 50},
            {"measure": "school_share", "below": 50},
        ]
    }


def _broken(rules: Rules) -> None:
    rules["requirements.yaml"] = "requirements: [\n"


def _units(rules: Rules) -> None:
    """Ask of units something that nobody is asked: it is read only where somebody asks for it."""
    text = {"id": "Rekaan", "en": "Invented"}
    rules["units.yaml"] = {
        "source": "invented",
        "scopes": [{"id": "desa", "title": {**text}, "kinds": ["desa"]}],
        "facts": [{"id": "fact", "kind": "yes_no", "title": {**text}}],
        "questions": {"4.2": {"of": "desa", "when": {"measure": "fac", "is": True}}},
    }


def _refused(rules: Rules) -> None:
    rules["indicators/4.yaml"]["questions"][0]["kind"] = "nothing"


@pytest.mark.parametrize(
    ("damage", "name", "lines"),
    [
        (_broken, "rules", ["own/requirements.yaml:2:1: *"]),
        (_units, "rules", ["own/units.yaml:*fac*"]),
        pytest.param(
            _warned,
            "check[figure.other]",
            ["own/requirements.yaml:*: warning: compares with 30*"],
            marks=pytest.mark.slow,
        ),
        pytest.param(
            _refuted,
            "proof[level-reached:madya]",
            [
                "own/edition.yaml:51",
                "*REFUTED*Madya*",
                "*edition: small",
                "*score 62.501, level pratama",
                "FAILED * - own/edition.yaml:51: *",
            ],
            marks=pytest.mark.slow,
        ),
        pytest.param(
            _refused, "rules", ["own/indicators/4.yaml:*nothing*"], marks=pytest.mark.slow
        ),
    ],
)
def test_what_is_wrong_with_rules_fails_at_its_line(
    damage: Callable[[Rules], None], name: str, lines: list[str], pytester: pytest.Pytester
) -> None:
    rules = small_rules()
    damage(rules)
    written(pytester.path / "own", rules)
    result = run(pytester, "--kla-rules", "own", f"own/edition.yaml::{name}", "own/cases")
    assert result.parseoutcomes()["failed"] == 1
    result.stdout.fnmatch_lines(lines)
    assert "Traceback" not in result.stdout.str()
    if name == "rules":  # nothing else can be told of rules that cannot be used
        assert names(pytester, "--kla-rules", "own", "own/edition.yaml") == [
            "own/edition.yaml::rules"
        ]
        assert result.parseoutcomes() == {"failed": 1, "skipped": 2}


@pytest.mark.slow
def test_cases_that_are_not_in_order_are_one_test_that_fails(
    own: Path, pytester: pytest.Pytester
) -> None:
    (own / "cases" / "b.yaml").write_text("- id: x\n  expect: {score: 1}\n", encoding="utf-8")
    result = run(pytester, "--kla-rules", "own", "own/cases", "--kla-rules-lang", "id")
    assert result.parseoutcomes() == {"passed": 1, "failed": 1, "skipped": 1}
    result.stdout.fnmatch_lines(["own/cases/b.yaml:1:3: kasus ini tidak berisi apa pun*"])


# -- what is collected -----------------------------------------------------------------------------


def test_nothing_is_collected_unless_somebody_asks(pytester: pytest.Pytester) -> None:
    written(pytester.path, small_rules())
    assert names(pytester) == []
    program = "import sys, kla_rules.testing.plugin; print(*sorted(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    assert [
        name
        for name in loaded.stdout.split()
        if name.startswith("kla_rules.")
        and not name.startswith(("kla_rules.testing", "kla_rules.public", "kla_rules.version"))
    ] == []


@pytest.mark.slow
@pytest.mark.usefixtures("own")
def test_paths_that_are_named_choose_among_the_rules_and_the_tests_of_a_project(
    pytester: pytest.Pytester,
) -> None:
    pytester.makepyfile(test_ours="def test_ours(): pass")
    ours, option = "test_ours.py::test_ours", ("--kla-rules", "own")
    alone = names(pytester, *option)
    assert alone
    assert {name.partition("/")[0] for name in alone} == {"own"}
    assert names(pytester, *option, "test_ours.py") == [ours, *alone]
    assert names(pytester, *option, "own/cases", "test_ours.py") == [
        "own/cases/a.yaml::half",
        "own/cases/a.yaml::later",
        ours,
    ]
    pytester.makeini("[pytest]\nkla_rules = own\n")
    assert sorted(names(pytester)) == sorted([*alone, ours])
    assert names(pytester, "test_ours.py") == [ours]
    assert names(pytester, "own/cases/a.yaml::half") == ["own/cases/a.yaml::half"]


@pytest.mark.slow
def test_a_path_without_rules_is_wrong_usage(pytester: pytest.Pytester) -> None:
    result = run(pytester, "--kla-rules", "nowhere")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["ERROR: --kla-rules: *nowhere: there are no rules at *nowhere;*"])


# -- what failed before ----------------------------------------------------------------------------


@pytest.mark.slow
def test_a_failing_example_is_kept_run_first_and_removed_once_it_passes(
    pytester: pytest.Pytester,
) -> None:
    rules = small_rules()
    requirement = rules["requirements.yaml"]["requirements"][0]
    requirement["level"] = "pratama"  # a level that falls as schools improve
    requirement["when"] = {"not": {"measure": "school_share", "at_least": 25}}
    own = written(pytester.path / "own", rules)
    words = ("--kla-rules", "own", "own/edition.yaml::property[monotone]")
    first = run(pytester, *words)
    assert first.parseoutcomes() == {"failed": 1}
    kept = own / ".kla-rules" / "failing" / "monotone.yaml"
    first.stdout.fnmatch_lines(["Kept in own/.kla-rules/failing/monotone.yaml: *"])
    head = kept.read_text(encoding="utf-8").splitlines()[:2]
    assert head[0].startswith("# monotone: ")
    assert head[1] == f"# kla evaluate --edition {own} {kept}"
    for name in ("monotone.yaml", "monotone.2.yaml"):
        code, out, err = command("evaluate", kept.with_name(name), "--edition", own, "--lang", "en")
        assert (code in {YES, NOT_DETERMINED}, err) == (True, "")
        assert "(edition small)" in out

    # The example itself fails at once: it is smaller than any that would be found anew.
    before = kept.read_bytes()
    assert run(pytester, *words).parseoutcomes() == {"failed": 1}
    assert kept.read_bytes() == before
    written(own, small_rules())
    assert run(pytester, *words).parseoutcomes() == {"passed": 1}
    assert not list(kept.parent.iterdir())


@pytest.mark.slow
def test_workers_of_xdist_run_the_same_tests(own: Path, pytester: pytest.Pytester) -> None:
    (own / "cases" / "b.yaml").write_text(WRONG, encoding="utf-8")
    words = ("--kla-rules", "own", "-k", "not property")
    alone = pytester.runpytest_subprocess(*words, "-ra")
    spread = pytester.runpytest_subprocess(*words, "-ra", "-n", "2")
    assert alone.parseoutcomes() == {**spread.parseoutcomes(), "deselected": 11}
    for result in (alone, spread):
        result.stdout.fnmatch_lines(["FAILED own/cases/b.yaml::wrong - own/cases/b.yaml:5:7: *"])
    again = pytester.runpytest_subprocess("--kla-rules", "own", "--lf")
    assert again.parseoutcomes() == {"failed": 1}
    first = pytester.runpytest_subprocess(*words, "-x")
    assert first.parseoutcomes()["failed"] == 1


@pytest.mark.slow
@pytest.mark.usefixtures("own")
def test_without_hypothesis_properties_are_skipped_with_what_to_install(
    pytester: pytest.Pytester,
) -> None:
    pytester.makeconftest("import sys\nsys.modules['hypothesis'] = None\n")
    words = (
        "-p",
        "no:hypothesispytest",
        "--kla-rules",
        "own",
        "own/edition.yaml",
        "-k",
        "property",
    )
    result = pytester.runpytest_subprocess("-ra", *words)
    assert result.parseoutcomes()["skipped"] == 1
    result.stdout.fnmatch_lines(
        ['*This needs hypothesis; install it with: pip install "kla-rules[[]testing[]]"']
    )


@pytest.mark.slow
def test_damage_that_cases_let_through_fails_at_the_line_of_the_first(
    own: Path, pytester: pytest.Pytester
) -> None:
    edition = own / "edition.yaml"
    asked = ("--kla-rules", "own", "own/edition.yaml::mutation", "--kla-rules-mutate")
    result = run(pytester, *asked, "100")
    result.assert_outcomes(failed=1)
    assert "at least 100% is asked for" in result.stdout.str()
    assert f"{edition.name}:" in result.stdout.str()
    run(pytester, *asked, "0").assert_outcomes(passed=1)
