"""Ready laws: packaged rules keep them; a wrong rule, or a wrong interpreter, is shown small."""

import shutil
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any
from unittest import SkipTest

import pytest
import yaml
from attrs import evolve
from hypothesis import Phase, given, settings

import kla_rules as kla
from kla_rules.cases.settings_model import ReviewReason
from kla_rules.cases.settings_reading import handling_settings
from kla_rules.conditions.bound import Bound
from kla_rules.conditions.operators import MeasureOf, Not
from kla_rules.core.entries import entries
from kla_rules.core.text import Text
from kla_rules.core.writing import LANGUAGES, Language
from kla_rules.evaluation.bounds import Bounds
from kla_rules.model.table import Band, Table
from kla_rules.profile.changed import changed
from kla_rules.steps.model import Assumption, Catalogue, Step
from kla_rules.testing import (
    PROPERTIES,
    Failure,
    Property,
    PropertyError,
    engines_agree,
    monotone,
    never_raises,
    order_free,
    overlay_conservative,
    plan_reaches,
    range_sound,
    small_edition,
    small_rules,
    status_through_case,
    total,
    translation_complete,
    unknown_not_zero,
)
from kla_rules.testing.properties.interpreters import LIBRARY
from support import ROOT, copied, file_with

SMALL = small_edition()
QUESTIONS = [node.id for node in SMALL.nodes if node.question is not None]
EDITIONS = [one.id for one in kla.editions()]
OVERLAYS = sorted((ROOT / "examples" / "overlays").glob("*.yaml"))
LOCAL = ROOT / "rules" / "kelurahan-local" / "local.yaml"
PAYAKUMBUH = ROOT / "rules" / "handling" / "kota-payakumbuh.yaml"
LAWS = ROOT / "src" / "kla_rules" / "testing" / "properties"
RULES = [*EDITIONS, *OVERLAYS, LOCAL, PAYAKUMBUH]
FEW = settings(max_examples=3, deadline=None, database=None)
# What is found is made small by leaving out; making figures simple is left to a slow test.
FOUND = settings(phases=(Phase.generate,), deadline=None, database=None)
MANY = settings(max_examples=25, deadline=None, database=None)


def failure_of(law: Property, rules: Any, *overlays: Path, **interpreters: Any) -> Failure:  # noqa: ANN401
    """Return what is told of a law that is broken."""
    with pytest.raises(PropertyError) as caught:
        law(rules, overlays, settings=FOUND, **interpreters)
    failure = caught.value.failure
    assert failure.property == law.id
    for language in ("id", "en"):
        text = failure.text(language)
        assert failure.title.get(language) in " ".join(text.split())
        assert failure.where() in text
        assert "{" not in text.split("\n\n")[1]
    assert str(caught.value) == failure.text("en")
    return failure


def said(failure: Failure) -> str:
    """Return what is told in English, in one line."""
    return " ".join(failure.text("en").split())


def in_folder(folder: Path, rules: Mapping[str, Any]) -> Path:
    """Write rule files of plain values into a folder."""
    for name, content in rules.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        plain = yaml.safe_dump(exact(content), allow_unicode=True, sort_keys=False)
        file_with(folder / name, plain)
    return folder


def exact(value: Any) -> Any:  # noqa: ANN401 - plain values
    if isinstance(value, Mapping):
        return {key: exact(one) for key, one in value.items()}
    return [exact(one) for one in value] if isinstance(value, list) else value


def requiring(when: Mapping[str, Any]) -> dict[str, Any]:
    """Return the files of the small edition with one other requirement for Madya."""
    files = small_rules()
    title = {"id": "Syarat rekaan", "en": "An invented requirement"}
    files["requirements.yaml"]["requirements"] = [
        {"id": "ours", "title": title, "level": "madya", "when": when}
    ]
    return files


def line_of(path: Path, text: str) -> int:
    """Return the line in which a text stands."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if text in line)


# -- packaged rules keep them ----------------------------------------------------------------------


def kept(law: Property, rules: str | Path | kla.Edition, often: settings) -> None:
    if law.applies(rules):
        try:
            law(rules, settings=often)
        except SkipTest as reason:
            assert str(reason)


@pytest.mark.parametrize("law", PROPERTIES.values(), ids=PROPERTIES)
def test_the_small_edition_keeps_every_law_that_speaks_of_it(law: Property) -> None:
    kept(law, SMALL, FEW)


@pytest.mark.slow
@pytest.mark.parametrize("law", PROPERTIES.values(), ids=PROPERTIES)
@pytest.mark.parametrize("rules", RULES, ids=lambda one: Path(one).stem)
def test_packaged_rules_and_examples_keep_every_law(law: Property, rules: str | Path) -> None:
    kept(law, rules, FEW if law is plan_reaches else MANY)


def test_which_law_speaks_of_what_is_told() -> None:
    spoken = {name: law.kinds for name, law in PROPERTIES.items()}
    assert spoken["overlay-conservative"] == ("overlay",)
    assert not overlay_conservative.applies(SMALL)
    assert overlay_conservative.applies(OVERLAYS[0])
    assert monotone.applies(SMALL)
    assert not monotone.applies(LOCAL)
    assert status_through_case.applies(PAYAKUMBUH)
    with pytest.raises(SkipTest, match="does not speak of rules of this kind"):
        overlay_conservative(SMALL)
    with pytest.raises(SkipTest, match="tidak memuat langkah"):
        plan_reaches(SMALL, language="id")


def test_every_reason_has_its_advice_and_stands_in_the_code() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in LAWS.glob("*.py"))
    for language in LANGUAGES:
        keys = set(entries("properties", language))
        reasons = {key.removeprefix("reason-") for key in keys if key.startswith("reason-")}
        assert reasons == {key.removeprefix("advice-") for key in keys if key.startswith("advice-")}
        assert {one for one in reasons if f'"{one}"' not in code} == set()
        assert {f"title-{name}" for name in PROPERTIES} <= keys


def test_a_law_that_needs_an_extra_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    for law, extra in ((engines_agree, "durable"), (plan_reaches, "plan")):
        with pytest.raises(SkipTest, match=rf"kla-rules\[{extra}\]"):
            law("kla-2024")


def test_a_law_is_held_against_one_example_of_a_test_of_ones_own() -> None:
    @settings(max_examples=5, deadline=None, database=None)
    @given(monotone.examples(SMALL))
    def holds(example: tuple[kla.Profile, kla.Profile]) -> None:
        monotone.check(*example)

    holds()
    empty, half = (
        kla.Profile.from_dict({"year": 2024, "points": points}, SMALL)
        for points in ({"total": 0}, {"total": 60})
    )
    monotone.check(empty, half)
    with pytest.raises(PropertyError, match="falls from 60 points to 0 points"):
        monotone.check(half, empty)


# -- monotone --------------------------------------------------------------------------------------


def test_a_negated_requirement_lowers_a_level_and_its_line_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "ours"
    shutil.copytree(ROOT / "rules" / "kla-2019", folder)
    old = "{measure: sra_share, at_least: 25}"
    file = folder / "requirements.yaml"
    copied(file, file, old, f"{{not: {old}}}")
    failure = failure_of(monotone, folder)
    assert failure.where() == f"{file}:{line_of(file, 'not: {measure: sra_share')}:11"
    before, after = (witness.content for witness in failure.witnesses)
    assert before.keys() == after.keys() <= {"edition", "points", "measures", "year"}
    shares = [one["measures"]["sra_share"]["value"] for one in (before, after)]
    assert shares[0] < 25 <= shares[1]
    assert "The requirement" in said(failure)
    with pytest.raises(PropertyError):
        monotone.again(failure.example, folder)
    copied(file, file, f"{{not: {old}}}", old)
    monotone.again(failure.example, folder)


def test_a_share_that_must_not_be_reached_lowers_a_level() -> None:
    edition = small_edition(requiring({"not": {"ratio": "1", "at_least": 0.5}}))
    failure = failure_of(monotone, edition)
    assert failure.where() == ""  # it was built in memory
    before, after = (dict(witness.content["points"]) for witness in failure.witnesses)
    assert after["1"] > before["1"]
    assert len(before) <= 3


def falling() -> kla.Edition:
    """Return the small edition with a table that falls, as no rule file can have it."""
    table = Table("ours", (Band(0, 50, 8_000), Band(50, 100, 2_000)))
    return evolve(SMALL, tables={"1.3": table})


def test_a_table_that_falls_is_told_with_its_question() -> None:
    failure = failure_of(monotone, falling())
    assert "1.3 (Invented question 1.3) falls from 8 points to" in said(failure)
    before, after = (witness.content for witness in failure.witnesses)
    assert [*before] == [*after] == ["edition", "answers"]
    assert [*before["answers"]] == [*after["answers"]] == ["1.3"]


# -- range sound, unknown is not zero --------------------------------------------------------------


def as_zero(profile: kla.Profile) -> kla.Evaluation:
    """Return an evaluation that takes every answer that is not there for zero: what none may do."""
    low = kla.evaluate(profile).bounds.low_thousandths
    return evolve(kla.evaluate(profile), bounds=Bounds(low, low))


def test_an_interpreter_that_takes_unknown_for_zero_is_shown_by_one_answer() -> None:
    failure = failure_of(unknown_not_zero, SMALL, evaluate=as_zero)
    with_it, without_it = (witness.content for witness in failure.witnesses)
    assert len(with_it.get("points", ())) + len(with_it.get("answers", ())) <= 1
    assert len(without_it.get("points", ())) + len(without_it.get("answers", ())) <= 1
    failure = failure_of(range_sound, SMALL, evaluate=as_zero)
    assert "once the rest is known" in said(failure)
    assert len(failure.witnesses[0].content.get("points", ())) == 0


def test_a_table_that_rises_and_falls_leaves_the_range() -> None:
    table = Table("ours", (Band(0, 30, 0), Band(30, 60, 9_000), Band(60, 100, 0)))
    edition = evolve(SMALL, tables={"4.2": table})
    partial, whole = (
        kla.Profile.from_dict(
            {"year": 2024, "answers": {"4.2": {"units": {"part": 2, "whole": 10, **more}}}}, edition
        )
        for more in ({"unknown": 6}, {})
    )
    half = changed(whole, {}, {"4.2": {"units": {"part": 4, "whole": 10}}})
    range_sound.check(partial, whole)
    with pytest.raises(PropertyError, match="rises and falls"):
        range_sound.check(partial, half)


@pytest.mark.slow
def test_hypothesis_makes_figures_simple() -> None:
    with pytest.raises(PropertyError) as caught:
        unknown_not_zero(SMALL, settings=settings(deadline=None, database=None), evaluate=as_zero)
    (with_it, _) = caught.value.failure.witnesses
    assert len(str(dict(with_it.content))) < 90


# -- total -----------------------------------------------------------------------------------------


def with_floor(level: str, thousandths: int) -> kla.Edition:
    levels = [
        evolve(one, floor_thousandths=thousandths) if one.id == level else one
        for one in SMALL.levels
    ]
    return evolve(SMALL, levels=tuple(levels))


def test_floors_that_cross_leave_a_total_between_two_levels() -> None:
    failure = failure_of(total, with_floor("madya", 90_000))
    (witness,) = failure.witnesses
    assert "is reached, and Madya below it is not" in said(failure)
    assert len(witness.content.get("points", ())) <= 3


def test_an_end_that_no_answers_come_to_is_refuted() -> None:
    def too_high(profile: kla.Profile) -> kla.Evaluation:
        result = kla.evaluate(profile)
        low, high = result.bounds.low_thousandths, result.bounds.high_thousandths
        more = high[0] + 5_000 if low[0] < high[0] else high[0]
        return evolve(result, bounds=Bounds(low, (more, *high[1:])))

    failure = failure_of(total, SMALL, evaluate=too_high)
    assert "The top of the range is said to be 105 points" in said(failure)
    assert "points" not in failure.witnesses[0].content


# -- order-free, engines agree, never raises -------------------------------------------------------


@pytest.mark.slow
def test_a_reader_that_looks_at_the_order_of_answers_is_refuted() -> None:
    def first_only(data: Mapping[str, Any], edition: kla.Edition) -> kla.Profile:
        points = dict([*data.get("points", {}).items()][:1])
        return kla.Profile.from_dict({**data, "points": points}, edition)

    failure = failure_of(order_free, SMALL, read=first_only)
    assert len(failure.witnesses[0].content.get("points", ())) == 2


def test_an_engine_that_decides_otherwise_is_refuted() -> None:
    def all_hold(conditions: Mapping[str, Any], _: Any) -> dict[str, bool]:  # noqa: ANN401
        return dict.fromkeys(conditions, True)

    failure = failure_of(engines_agree, SMALL, decided=all_hold)
    assert "points" not in failure.witnesses[0].content
    assert "the second met" in said(failure)


@pytest.mark.slow
def test_whatever_is_raised_is_told_with_the_profile() -> None:
    def hurried(profile: kla.Profile) -> kla.Evaluation:
        result = kla.evaluate(profile)
        if result.low_thousandths:
            raise ZeroDivisionError(profile.year)
        return result

    failure = failure_of(never_raises, SMALL, evaluate=hurried)
    assert "evaluate() ends with an error: ZeroDivisionError" in said(failure)
    assert failure.witnesses[0].says == {"error": "ZeroDivisionError"}
    assert len(failure.witnesses[0].content.get("points", ())) <= 1


@pytest.mark.slow
def test_steps_that_are_not_in_order_are_told_with_their_line(tmp_path: Path) -> None:
    folder = tmp_path / "ours"
    shutil.copytree(ROOT / "rules" / "kla-2024", folder)
    file = next(iter(sorted((folder / "remediation").glob("K1.yaml"))))
    text = file.read_text(encoding="utf-8")
    file_with(file, text.replace("mends: [", 'mends: ["99.9", ', 1))
    failure = failure_of(never_raises, folder)
    assert f"K1.yaml:{line_of(file, '99.9')}" in "".join(failure.text("en").split())


# -- overlays --------------------------------------------------------------------------------------


@pytest.mark.slow
def test_an_interpreter_in_which_an_overlay_moves_points_is_refuted() -> None:
    def generous(profile: kla.Profile) -> kla.Evaluation:
        result = kla.evaluate(profile)
        if not profile.edition.overlays:
            return result
        low, high = result.bounds.low_thousandths, result.bounds.high_thousandths
        return evolve(result, bounds=Bounds((low[0], *low[1:-1], high[-1]), high))

    overlay = next(path for path in OVERLAYS if "scales" in path.stem)
    failure = failure_of(overlay_conservative, overlay, evaluate=generous)
    assert failure.where() == f"{overlay}:{line_of(overlay, 'id: invented-scales')}:5"
    assert "points" not in failure.witnesses[0].content


# -- plans -----------------------------------------------------------------------------------------


def with_steps(edition: kla.Edition = SMALL) -> kla.Edition:
    """Return an edition with a step for each of its questions."""
    names = {f"mend-{name.replace('.', '-')}": name for name in QUESTIONS}
    made = {
        step: Step(
            step, Text(f"Langkah {name}", f"Step {name}"), Text("Kerjakan.", "Do it."),
            "enact", (name,), "planning",
        )
        for step, name in names.items()
    }  # fmt: skip
    assumed = dict.fromkeys(made, Assumption(1, 1, Decimal(1)))
    catalogue = Catalogue(made, assumed, Text("rekaan", "invented"), (), "0" * 64)
    return evolve(edition, attached={"steps": catalogue})


def only_recorded(name: str) -> kla.Edition:
    """Return the small edition with a question that gives no points."""
    nodes = [
        evolve(one, maximum_thousandths=0, ceiling_thousandths=0) if one.id == name else one
        for one in SMALL.nodes
    ]
    # Editions of one digest are equal, and what is kept of one would be taken for the other's.
    return evolve(SMALL, nodes=tuple(nodes), digest=f"{SMALL.digest} without {name}")


@pytest.mark.slow
def test_plans_on_small_steps_reach_what_they_say() -> None:
    pytest.importorskip("highspy")
    plan_reaches(with_steps(), settings=settings(max_examples=15, deadline=None, database=None))


@pytest.mark.slow
def test_a_step_that_mends_nothing_is_named() -> None:
    pytest.importorskip("highspy")
    failure = failure_of(plan_reaches, with_steps(only_recorded("1.2")))
    assert 'The step "Step 1.2" (mend-1-2) is done, and raises nothing' in said(failure)


@pytest.mark.slow
def test_a_plan_that_misses_its_level_or_gives_up_too_early_is_refuted() -> None:
    pytest.importorskip("highspy")

    def undone(profile: kla.Profile, target: str, **more: Any) -> kla.Plan:
        return evolve(kla.plan(profile, target, **more), profile=profile)

    def gives_up(profile: kla.Profile, target: str, **more: Any) -> kla.Plan:
        return evolve(kla.plan(profile, target, **more), feasible=False)

    edition = with_steps()
    failure = failure_of(plan_reaches, edition, plan=undone)
    assert "is done, and - is reached" in said(failure)
    failure = failure_of(plan_reaches, edition, plan=gives_up)
    assert "is called out of reach, but with all steps" in said(failure)


# -- cases -----------------------------------------------------------------------------------------


def test_a_local_rule_that_punishes_what_is_only_recorded_is_named_with_its_line(
    tmp_path: Path,
) -> None:
    text = LOCAL.read_text(encoding="utf-8")
    start = text.index("functions:")
    old = text[text.index("when:", start) :].split("\n", 1)[0]
    new = "when: {not: {measure: working_children, at_least: 1}}"
    path = copied(tmp_path / "local.yaml", LOCAL, old, new)
    failure = failure_of(status_through_case, path)
    assert failure.where().startswith(f"{path}:{line_of(path, new)}:")
    assert "working_children" in said(failure)
    assert len(failure.witnesses[-1].content) <= 2


@pytest.mark.slow
def test_an_interpreter_in_which_a_case_ends_a_status_or_a_level_is_refuted() -> None:
    def strict(rows: Any, cases: Any, ruled: Any) -> kla.units.UnitStatuses:  # noqa: ANN401
        statuses = LIBRARY.statuses(rows, cases, ruled)
        lost = {name: [False] * len(held) for name, held in statuses.held.items()}
        return evolve(statuses, held=lost) if cases else statuses

    failure = failure_of(status_through_case, "kla-2024", statuses=strict)
    assert "With one more case a unit loses" in said(failure)

    def angry(profile: kla.Profile, cases: Any) -> kla.Evaluation:  # noqa: ANN401
        nothing = evolve(profile, values_thousandths=(0, *profile.values_thousandths[1:]))
        return kla.evaluate(nothing if cases else profile)

    failure = failure_of(status_through_case, "kla-2024", with_cases=angry)
    assert "With one more case the levels" in said(failure)


@pytest.mark.slow
def test_settings_that_ask_for_a_review_though_all_went_well_are_refuted() -> None:
    ours = handling_settings(PAYAKUMBUH)
    wrong = ReviewReason(
        "none-late", Text("Rekaan", "Invented"),
        Not(MeasureOf("late", Bound("at_least", 1))), ours.order_provenance,
    )  # fmt: skip
    failure = failure_of(status_through_case, evolve(ours, review=(wrong,)))
    assert "none-late asks for a review" in said(failure)
    assert len(failure.witnesses[-1].content["cases"]) == 1


# -- texts -----------------------------------------------------------------------------------------


def test_a_title_that_nobody_translated_is_named_with_its_line(tmp_path: Path) -> None:
    files = small_rules()
    title = {"id": "paling sedikit seperempat", "en": "paling sedikit seperempat"}
    files["requirements.yaml"]["requirements"][0]["title"] = title
    folder = in_folder(tmp_path / "ours", files)
    failure = failure_of(translation_complete, folder)
    file = folder / "requirements.yaml"
    assert failure.where().startswith(f"{file}:{line_of(file, 'seperempat')}:")
    assert "points" not in failure.witnesses[0].content


def test_an_explanation_in_the_other_language_is_refuted() -> None:
    def always_indonesian(result: kla.Evaluation, _: Language) -> str:
        return result.explain("id")

    failure = failure_of(translation_complete, SMALL, explain=always_indonesian)
    assert "in the language en says" in said(failure)
