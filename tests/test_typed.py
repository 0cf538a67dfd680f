"""Schemas by name and for an edition, their form in OpenAPI, and the keys that checkers of types know."""

import inspect
import itertools
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator, Draft202012Validator

import kla_rules as kla
import known_ids
import typed_forms
from kla_rules.public import NAMES
from kla_rules.testing import small_edition
from support import PASURUAN, ROOT, TREE, public_names, python

SMALL = small_edition()
OWN = kla.evaluate(kla.Profile.from_dict({"stage": "self", "points": {"1.1": 1}}, SMALL))
CITY = kla.evaluate(kla.Profile.read(PASURUAN))
# What stands in a profile keeps its numbers exact: plain JSON it is in the profile only.
EXACT = {"profile.Answer"}
ANSWER = [
    name
    for name in public_names()
    if hasattr(attrgetter(name)(kla), "to_dict") and name not in EXACT
]
FORMS = {
    form: (part, module)
    for module in typed_forms.modules().values()
    for form, part in module.parts.items()
}


def strict(part: Any) -> Any:  # noqa: ANN401 - plain JSON
    """Return a schema that takes no key that it does not name."""
    if isinstance(part, dict):
        closed = {"additionalProperties": False} if "properties" in part else {}
        return closed | {key: strict(value) for key, value in part.items()}
    return [strict(one) for one in part] if isinstance(part, list) else part


def form_of(kind: Any) -> str:  # noqa: ANN401 - a class
    """Return the name of the form that `to_dict()` of a class says it returns."""
    return str(inspect.signature(kind.to_dict).return_annotation)


def misfits(value: Any, **options: Any) -> list[str]:  # noqa: ANN401 - a result
    """Return where the plain values of an object are not of the form that it says."""
    part, module = FORMS[form_of(type(value))]
    whole = strict({**part, "definitions": {**module.definitions}})
    plain = json.loads(json.dumps(value.to_dict(**options)))
    errors = Draft7Validator(whole).iter_errors(plain)
    return [f"{type(value).__name__} {error.json_path}: {error.message}" for error in errors]


# -- by name ---------------------------------------------------------------------------------------


def test_a_schema_is_given_by_its_name_or_by_what_a_result_says_and_is_made_anew() -> None:
    whole = kla.schema("evaluation")
    assert kla.schema(CITY.to_dict()["schema"]) == whole
    assert kla.schema("kla-rules/handling") == kla.schema("handling-result")
    whole.clear()
    assert kla.schema("evaluation")["properties"]["level"]


@pytest.mark.parametrize("name", ["evaluation", "plan", "profile", "requirements"])
def test_a_schema_stands_alone_for_an_edition_too(name: str) -> None:
    whole = kla.schema(name, SMALL)
    Draft202012Validator.check_schema(whole)
    asked = set(re.findall(r'"\$ref": "([^"]*)"', json.dumps(whole)))
    assert asked <= {f"#/definitions/{key}" for key in whole.get("definitions", {})}


def test_an_unknown_name_is_refused_with_those_that_there_are_and_what_was_meant() -> None:
    with pytest.raises(kla.ArgumentError) as error:
        kla.schema("evalution")
    assert str(error.value).startswith('there is no schema "evalution" (did you mean evaluation')
    assert "one of agencies, assumptions, " in str(error.value)
    with pytest.raises(TypeError, match="name is the name of a schema, not int"):
        kla.schema(3)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="edition is an edition, its id, or several of these"):
        kla.schema("plan", 3)  # type: ignore[arg-type]
    with pytest.raises(kla.RuleError, match="kla-2025"):
        kla.schema("plan", "kla-2025")


@pytest.mark.parametrize(
    "name",
    ["../schemas/plan", "plan.schema.json", "/etc/passwd", "plan\0", "", "kla-rules/", "x" * 10**6],
    ids=range(7),
)
def test_no_name_leads_to_another_file(name: str) -> None:
    with pytest.raises(kla.ArgumentError, match="there is no schema") as error:
        kla.schema(name)
    assert len(str(error.value)) < 2_000


# -- ids that rules fix ------------------------------------------------------------------------------


def test_the_schemas_list_the_ids_of_the_packaged_rules_and_of_the_library() -> None:
    for path, text in known_ids.texts():
        assert path.read_text(encoding="utf-8") == text, f"{path.name}: run `make rules`"


def test_levels_and_stages_of_packaged_editions_are_examples_and_those_of_one_are_all() -> None:
    definitions = kla.schema("evaluation")["definitions"]
    levels = [level.id for level in TREE.levels]
    assert definitions["level_id_or_null"]["examples"] == [*levels, None]
    assert not [
        key for key, one in definitions.items() if key.startswith("level") and "enum" in one
    ]
    closed = kla.schema("evaluation", "kla-2024")["definitions"]
    assert closed["level_id_or_null"]["enum"] == [*levels, None]
    assert closed["stage_id_or_null"]["enum"] == [*(stage.id for stage in TREE.stages), None]
    assert closed["node_id"]["enum"] == list(TREE.ids)
    assert not [key for key, one in closed.items() if "examples" in one]


def test_a_result_under_an_edition_of_ones_own_fits_and_is_none_of_the_packaged_one() -> None:
    plain = OWN.to_dict()
    several: list[kla.Edition | str] = ["kla-2019", SMALL]
    for asked in (None, SMALL, several):
        Draft7Validator(kla.schema("evaluation", asked)).validate(plain)
    packaged = Draft7Validator(kla.schema("evaluation", "kla-2024"))
    assert {error.json_path for error in packaged.iter_errors(plain)} >= {"$.edition"}
    wrong = plain | {"level": "nindia"}
    for asked, places in ((None, []), (SMALL, ["$.level"])):
        errors = Draft7Validator(kla.schema("evaluation", asked)).iter_errors(wrong)
        assert [error.json_path for error in errors] == places


def test_what_an_overlay_adds_is_enumerated_under_it() -> None:
    overlay = ROOT / "examples" / "overlays" / "kota-contoh-illustrative.yaml"
    edition = kla.edition("kla-2024", overlays=[overlay])
    added = {rule.id for rule in edition.advisories} - {rule.id for rule in TREE.advisories}
    assert added
    listed = [
        kla.schema("evaluation", one)["definitions"]["advisory_id"]["enum"]
        for one in (edition, TREE)
    ]
    assert set(listed[0]) - set(listed[1]) == added


def test_findings_of_real_inputs_have_ids_that_the_schema_lists() -> None:
    known = set(kla.schema("findings")["definitions"]["finding_id"]["enum"])
    assert len(known) > 300
    validator = Draft7Validator(strict(kla.schema("findings")))
    findings: list[Any] = []
    for wrong in ({"points": {"6.33": 1}}, {"points": {"6.1": -1}, "year": "soon"}, {"year": 2020}):
        with pytest.raises(kla.ProfileError) as error:
            kla.evaluate(kla.Profile.from_dict(wrong))
        findings = [finding.to_dict() for finding in error.value.findings]
        assert {finding["id"] for finding in findings} <= known
        validator.validate({"findings": findings, "input": "a.yaml"})
    assert not validator.is_valid({"findings": [{**findings[0], "id": "profile.no-such"}]})


# -- typed forms -------------------------------------------------------------------------------------


def test_the_typed_forms_are_what_the_schemas_say() -> None:
    for path, text in typed_forms.texts():
        kept = typed_forms.bare(path.read_text(encoding="utf-8"))
        assert kept == typed_forms.bare(text), f"{path.name}: run `make rules`"


def test_what_decides_may_be_points_that_no_question_stands_for() -> None:
    decided = kla.evaluate(kla.Profile.from_dict({"edition": "small"}, SMALL)).deciding().to_dict()
    ids = {one["id"] for one in decided["questions"]}
    assert ids - {question.id for question in SMALL.questions}
    Draft7Validator(kla.schema("deciding", SMALL)).validate(json.loads(json.dumps(decided)))


@pytest.mark.parametrize("name", ANSWER)
def test_what_to_dict_returns_has_a_public_typed_form(name: str) -> None:
    public = {form for homes in NAMES["kla_rules.typed"].values() for form in homes}
    assert form_of(attrgetter(name)(kla)) in public


def test_results_have_the_keys_of_their_forms_and_no_others() -> None:
    steps = CITY.with_steps([CITY.steps[0].id])
    found = [
        *(CITY, OWN, CITY.record, CITY.profile, CITY.provenance, CITY.notes[0], CITY.steps[0]),
        *(CITY.deciding(), CITY.sensitivity(), steps, TREE.title, TREE.node("6.3").provenance),
        *(kla.rounds.list_rounds()[-2], TREE.evidence["6.1"]),
        kla.rounds.verification_outlook(CITY),
        kla.sweep(CITY, vary=["unknown", "verification"], n=20),
        kla.sweep([CITY.profile], vary="unknown", n=20),
        kla.evaluate_many([CITY.profile, {"year": 2020}], on_error="keep"),
    ]
    assert [one for value in found for one in misfits(value)] == []


def test_a_form_that_lacks_a_key_is_told() -> None:
    part, _ = FORMS["NoteDict"]
    lacking = {
        **part,
        "properties": {key: one for key, one in part["properties"].items() if key != "node"},
    }
    note = CITY.notes[0].to_dict()
    definitions = {"definitions": kla.schema("evaluation")["definitions"]}
    assert Draft7Validator(strict({**part, **definitions})).is_valid(note)
    assert not Draft7Validator(strict({**lacking, **definitions})).is_valid(note)


def signature_of(value: Any) -> inspect.Signature:  # noqa: ANN401 - a result
    """Return what `to_dict()` of an object takes."""
    return inspect.signature(value.to_dict)


@pytest.mark.slow
def test_all_that_a_program_is_handed_has_the_keys_of_its_form() -> None:
    from test_frozen import reached

    tried: dict[str, int] = {}
    for value in reached(every=False).objects.values():
        name = type(value).__name__
        # A requirement wants the edition it was judged under: it is held to in its evaluation.
        if not hasattr(value, "to_dict") or "edition" in signature_of(value).parameters:
            continue
        if form_of(type(value)) in FORMS and tried.get(name, 0) < 60:
            options = {"whole": True} if "whole" in signature_of(value).parameters else {}
            assert misfits(value, **options) == []
            tried[name] = tried.get(name, 0) + 1
    assert len(tried) > 20


def others() -> Iterator[Any]:
    """Yield results of every kind that takes seconds."""
    yield kla.compare(
        "kla-2022",
        "kla-2024",
        [CITY.profile, kla.Profile.from_dict({"year": 2022, "points": {"K0": 1}})],
        limit=0,
    )
    compared = kla.compare("kla-2019", "kla-2022", limit=0)
    yield from (compared, *compared.changes)
    small = kla.compare(SMALL, SMALL, [OWN.profile], limit=0)
    yield from (small, small.moved, kla.prove("kla-2019"), kla.prove(SMALL))
    yield kla.validation.coverage(ROOT / "rules" / "kla-2011")
    yield kla.validation.mutate("rules/kla-2019", kinds=["cap-lost", "floor-moved"], limit=3)


@pytest.mark.slow
def test_results_that_take_seconds_have_the_keys_of_their_forms() -> None:
    assert [one for value in others() for one in misfits(value)] == []


def corpus() -> Iterator[Mapping[str, Any]]:
    """Yield the cases of the conformance corpus that have a profile."""
    for path in sorted((ROOT / "tests" / "conformance" / "cases").glob("*.json")):
        cases = json.loads(path.read_text(encoding="utf-8"))
        yield from (case for case in cases if isinstance(case, dict) and "profile" in case)


@pytest.mark.slow
def test_every_result_of_the_corpus_fits_its_schema_under_its_edition() -> None:
    validators: dict[str, Draft7Validator] = {}
    tried = 0
    for case in itertools.islice(corpus(), 0, None, 5):  # a schema is held in some milliseconds
        try:
            result = kla.evaluate(
                kla.Profile.from_dict(case["profile"], overlays=case.get("overlays", []))
            )
        except kla.KlaError:
            continue
        if result.edition.digest not in validators:
            whole = strict(kla.schema("evaluation", result.edition))
            validators[result.edition.digest] = Draft7Validator(whole)
        plain = result.to_dict(steps=tried % 10 == 0)
        error = next(validators[result.edition.digest].iter_errors(plain), None)
        assert error is None, f"{case['id']}: {error}"
        tried += 1
    assert tried > 100


@pytest.mark.slow
def test_an_answer_as_json_loads_no_typed_form() -> None:
    program = (
        "import sys, kla_rules as kla\n"
        'result = kla.evaluate(kla.Profile.from_dict({"year": 2024, "points": {"total": 612.5}}))\n'
        "result.to_dict(), result.notes[0].to_dict()\n"
        "print([name for name in sys.modules if 'typed' in name or name == 'importlib.resources'])\n"
    )
    assert python(program).strip() == "[]"


# -- OpenAPI, and files ------------------------------------------------------------------------------


def test_components_of_openapi_refer_to_each_other_only() -> None:
    names = ["profile", "evaluation", "kla-rules/handling"]
    components = kla.typed.openapi_schemas(names, SMALL)
    assert {"Profile", "Evaluation", "HandlingResult", "EvaluationLevelId"} <= set(components)
    asked = set(re.findall(r'"\$ref": "([^"]*)"', json.dumps(components)))
    assert asked <= {f"#/components/schemas/{name}" for name in components}
    assert not any("definitions" in part for part in components.values())
    assert "$schema" not in components["Profile"]
    whole = {"components": {"schemas": components}, "$ref": "#/components/schemas/Evaluation"}
    Draft202012Validator(whole).validate(OWN.to_dict())
    assert not Draft202012Validator(whole).is_valid(CITY.to_dict())


def test_the_packaged_files_are_found_on_disk_and_refused_by_any_other_name() -> None:
    schemas = kla.packaged_files("schemas")
    text = schemas.joinpath("evaluation.schema.json").read_text(encoding="utf-8")
    assert json.loads(text) == kla.schema("evaluation")
    assert kla.packaged_files("rules").joinpath("kla-2024", "edition.yaml").is_file()
    with pytest.raises(kla.ArgumentError, match="one of rules, schemas"):
        kla.packaged_files("rule")  # type: ignore[arg-type]


@pytest.mark.slow
def test_the_packaged_files_and_schemas_are_read_from_a_zip(tmp_path: Path) -> None:
    archive = tmp_path / "app.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for path in (ROOT / "src").rglob("*"):
            if path.is_file() and path.suffix != ".pyc":
                packed.write(path, path.relative_to(ROOT / "src"))
        for folder in ("rules", "schemas"):
            for path in (ROOT / folder).rglob("*"):
                if path.is_file():
                    packed.write(path, Path("kla_rules/data") / path.relative_to(ROOT))
    program = (
        f"import sys; sys.path.insert(0, {str(archive)!r})\n"
        "import kla_rules as kla\n"
        "assert '.zip' in kla.__file__\n"
        "files = kla.packaged_files('schemas')\n"
        "assert files.joinpath('plan.schema.json').is_file()\n"
        "assert kla.packaged_files('rules').joinpath('kla-2024', 'edition.yaml').read_bytes()\n"
        "print(len(list(files.iterdir())), kla.schema('plan')['title'])\n"
    )
    count = len(list((ROOT / "schemas").iterdir()))
    assert python(program).strip() == f"{count} Plan"
