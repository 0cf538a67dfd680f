"""What can be typed can be written: every option of a command is an argument of its function."""

import inspect
from collections.abc import Callable, Mapping
from typing import Any, Final

import pytest

import kla_rules as kla
from kla_rules.cli.commands import COMMANDS
from kla_rules.core.shown import Shown
from kla_rules.forms.plain import questions_as_csv, questions_to_dict
from kla_rules.rulesets.restamp import restamped
from kla_rules.scaffold.scaffold import scaffold
from kla_rules.serve.process import serve
from kla_rules.steps.page import with_steps
from kla_rules.validation.comparison.result import Comparison
from kla_rules.validation.covered.generate import generate
from support import ROOT

CITY = ROOT / "examples" / "kota-pasuruan"
OVERLAY = ROOT / "examples" / "overlays" / "invented-scales.yaml"
Target = tuple[Callable[..., Any], str]
# How an answer is printed: in which form and language, how much of it, and where to.
PRINTED: Final = frozenset({"--all", "--format", "--full", "--jsonl", "--lang", "--output"})


def of(function: Callable[..., Any], **arguments: str) -> dict[str, Target]:
    """Return options, by what they are called, with the argument of a function each."""
    return {name.replace("_", "-"): (function, own) for name, own in arguments.items()}


# Of a command with a profile: how that is evaluated. Its function is given an evaluation.
EVALUATED: Final = of(
    kla.evaluate, profile="profile", edition="edition", overlay="overlays", scales="scales",
    edge_policy="edge_policy", assume="assume", count="count",
)  # fmt: skip
STEPS: Final = {
    **of(kla.evaluate, engine="engine"),
    **of(kla.Evaluation.to_dict, steps="steps"),
    **of(with_steps, by="by"),
}
PLANNED: Final = of(
    kla.plan, to="target", by="by", start="start", lock="locked", done="done",
    limit="agency_limits", places="places", efforts="efforts", minimum_gain="minimum_gain",
    margin="margin", unknown="assume", outcomes="outcomes", alternatives="alternatives",
)  # fmt: skip
TABLE: Final = {
    "path": "units", "edition": "edition", "overlay": "overlays", "local": "local",
    "encoding": "encoding", "decimal": "decimal", "expect": "expected", "meaning": "meanings",
}  # fmt: skip
OF_COMMANDS: Final[Mapping[str, Mapping[str, Target]]] = {
    "evaluate": {
        **EVALUATED,
        **STEPS,
        **of(kla.evaluate_many, unit="unit"),
        **of(kla.Evaluation.to_csv, locale="locale"),
    },
    "evaluate-table": of(
        kla.evaluate_table_file, source="source", target="target", edition="edition",
        overlay="overlays", unit="unit", on_error="on_error", bad_cells="bad_cells",
        edge_policy="edge_policy", scales="scales", nodes="nodes", layout="layout", keep="keep",
        results_only="inputs", engine="engine",
    ),
    "explain": {**EVALUATED, **STEPS},
    "plan": {
        **EVALUATED,
        **PLANNED,
        **of(kla.plan, scenarios="scenarios", hold="hold"),
        **of(kla.Plan.to_csv, locale="locale"),
    },
    "template": {
        **of(
            kla.templates.table_template, what="of", edition="edition", local="local", codes="codes",
            regency="regency", per_case="per_case",
        ),
        **of(kla.templates.TableTemplate.to_csv, semicolon="locale"),
        **of(
            kla.profile_form, by="agency", profile="profile", region="region", year="year",
            stage="stage",
        ),
        **of(kla.edition, overlay="overlays"),
    },
    "merge": of(kla.merge_profiles, profile="sources", edition="edition", overlay="overlays"),
    "progress": {
        **EVALUATED,
        **of(
            kla.planning.assess_progress, plan="plan", as_of="as_of", replan="replan",
            efforts="efforts",
        ),
        **of(kla.planning.Progress.to_csv, locale="locale"),
    },
    "ask": {**EVALUATED, **of(kla.interview.begin_interview, agency="agency")},
    "report": {
        **EVALUATED,
        **PLANNED,
        **of(kla.rounds.History.read, history="path"),
        **of(kla.planning.assess_progress, plan_before="plan"),
    },
    "rollup": {**of(kla.rollup, **TABLE), **of(Shown.to_csv, locale="locale")},
    "status": {**of(kla.units.unit_status, **TABLE), **of(Shown.to_csv, locale="locale")},
    "handling": {
        **of(
            kla.cases.assess_handling, path="incidents", settings="settings", as_of="as_of",
            units="units", encoding="encoding", engine="engine", meaning="meanings",
        ),
        **of(kla.cases.Handling.to_csv, small_counts="small_counts", locale="locale"),
    },
    "forum": {
        **of(
            kla.participation.assess_forum, path="records", edition="edition", overlay="overlays",
            units="units", encoding="encoding", meaning="meanings",
        ),
        **of(Shown.to_csv, locale="locale"),
    },
    "import": {
        **of(
            kla.import_files, paths="paths", mapping="mapping", year="year", edition="edition",
            stage="stage", region="region", strict="strict",
            overlay="overlays", encoding="encoding",
        ),
        **of(kla.suggest_mapping, suggest="path"),
    },
    "outlook": EVALUATED,
    "sweep": {
        **EVALUATED,
        **of(
            kla.sweep, profile="profile", vary="vary", n="n", seed="seed", unknown="unknown",
            drop="drop", to="target", engine="engine", unit="unit",
        ),
        **of(kla.sweeps.Sweep.to_csv, locale="locale"),
    },
    "history": {**EVALUATED, **of(kla.rounds.History.read, path="path", profile="evaluations")},
    "province": of(kla.rounds.Province.read, path="path"),
    "editions": of(kla.edition, show="which", overlay="overlays"),
    "check": {
        **of(kla.check, path="path", overlay="overlays", edition="edition"),
        **of(restamped, restamp="path"),
    },
    "prove": of(kla.prove, rules="rules", overlay="overlays", limit="limit"),
    "init-rules": of(scaffold, path="folder", kind="kind", id="name", edition="edition"),
    "coverage": {
        **of(kla.validation.coverage, path="path", cases="cases"),
        **of(generate, generate="path"),
    },
    "compare": {
        **of(
            kla.compare, old="old", new="new", profiles="profiles", carry="carry", unit="unit",
            correspondence="correspondence", nation="nation", limit="limit", overlay="overlays",
        ),
        **of(Comparison.fails, fail_on="on"),
    },
    "verify": of(
        kla.verify, stored="stored", profile="profile", edition="edition", overlay="overlays",
        scales="scales",
    ),
    "diff": {
        **EVALUATED,
        **of(kla.compare_evaluations, old="old", new="new"),
        **of(
            kla.evaluate, old_edition="edition", old_overlay="overlays", old_scales="scales",
            old_edge_policy="edge_policy", old_count="count",
        ),
    },
    "questions": {
        **of(kla.edition, which="which", overlay="overlays"),
        **of(questions_to_dict, agency="agency"),
        **of(questions_as_csv, locale="locale"),
    },
    "serve": {
        **of(
            kla.serve.application, edition="editions", overlay="overlays", limit="plan_seconds",
            body_limit="body_limit", allow_origin="allow_origins",
        ),
        **of(serve, host="host", port="port", workers="workers"),
    },
    "mutate": of(
        kla.validation.mutate, path="path", cases="cases", kind="kinds", sample="sample",
        seed="seed", limit="limit", properties="properties",
    ),
}  # fmt: skip


def lacking(command: str, options: Mapping[str, Target]) -> set[str]:
    """Return what of a command no function takes: without an entry, or of an argument it lacks."""
    typed = next(one for one in COMMANDS if one.name == command)
    names = {one.name for one in typed.arguments} - PRINTED
    return {
        name
        for name in names
        if (target := options.get(name.removeprefix("--"))) is None
        or target[1] not in inspect.signature(target[0]).parameters
    }


@pytest.mark.parametrize("command", [one.name for one in COMMANDS])
def test_every_option_that_is_not_about_printing_is_an_argument_of_a_function(command: str) -> None:
    assert lacking(command, OF_COMMANDS[command]) == set()


def test_an_option_that_no_function_takes_is_told() -> None:
    without = {name: target for name, target in OF_COMMANDS["rollup"].items() if name != "decimal"}
    assert lacking("rollup", without) == {"--decimal"}
    assert lacking("rollup", without | of(kla.table_of, decimal="decimal")) == {"--decimal"}


def test_what_is_typed_with_a_table_is_written_with_its_function(tmp_path: Any) -> None:  # noqa: ANN401
    table = tmp_path / "units.csv"
    table.write_bytes("id;name;kind;parent\nk;Kota;kecamatan;\na;São;desa;k\n".encode("cp1252"))
    written = {"encoding": "windows-1252", "expected": {"kecamatan": 3}, "decimal": ","}
    with pytest.raises(kla.units.UnitsError):
        kla.rollup(table, encoding="utf-8")
    shares = kla.rollup(table, "kla-2024", overlays=[OVERLAY], **written)  # type: ignore[arg-type] # by name
    assert (
        shares.to_dict()
        == kla.rollup(
            kla.units.Units.read(table, kla.edition("kla-2024", overlays=[OVERLAY]), **written)  # type: ignore[arg-type]
        ).to_dict()
    )
    assert [note.id for note in shares.units.notes] == ["units.other-number"]
    (unit,) = kla.units.unit_status(table, overlays=[OVERLAY], **written)  # type: ignore[arg-type]
    assert unit.name == "São"
    again = kla.rollup(shares.units, expected={"kecamatan": 1})
    assert again.units.notes == ()


@pytest.mark.parametrize(
    "wrong", [{"encoding": "latin-1"}, {"decimal": "'"}, {"expected": {"rt": 1}}]
)
def test_what_no_table_can_be_read_with_is_refused_though_it_is_read_already(
    wrong: dict[str, Any],
) -> None:
    units = kla.units.Units.from_rows([{"id": "a", "name": "A", "kind": "kecamatan"}])
    for function in (kla.rollup, kla.units.unit_status):
        with pytest.raises(kla.ArgumentError):
            function(units, **wrong)


def test_overlays_are_laid_over_the_edition_that_a_profile_says() -> None:
    profile = kla.Profile.from_dict({"year": 2024, "points": {"total": 700}})
    result = kla.evaluate(profile, overlays=[OVERLAY])
    assert (
        result.to_dict()
        == kla.evaluate(kla.Profile.from_dict(profile.to_dict(), overlays=[OVERLAY])).to_dict()
    )
    assert kla.evaluate(profile, "kla-2024", overlays=[OVERLAY]).edition == result.edition
    for already in (profile.edition, result.edition):
        with pytest.raises(TypeError, match="overlays"):
            kla.evaluate(result.profile, already, overlays=[OVERLAY])
    with pytest.raises(TypeError, match="overlays"):
        kla.evaluate(result.profile, overlays=[OVERLAY])
