"""The views over HTTP of what a form asks, of two evaluations, and of a stored result."""

import json
from typing import Any

import pytest

import kla_rules as kla
from kla_rules.serve.openapi import openapi
from served import App
from test_serve import GOOD, SMALL, held

APP = App(kla.serve.application(editions=[SMALL]))
LESS: dict[str, Any] = {**GOOD, "points": {"1.1": 0}}


def plain(value: object) -> Any:  # noqa: ANN401 - plain JSON
    return json.loads(json.dumps(value))


def evaluation(profile: dict[str, Any]) -> kla.Evaluation:
    return kla.evaluate(kla.Profile.from_dict(profile, SMALL))


def test_the_form_and_the_questions_are_those_of_the_library() -> None:
    for language in ("id", "en"):
        form = APP.get(f"/editions/small/form-schema?lang={language}").value
        assert form == plain(kla.form_schema(SMALL, language))
        held("form-schema", form)
    asked = APP.get("/editions/small/questions").value
    assert [one["id"] for one in asked["questions"]] == [one.id for one in SMALL.questions]
    held("questions", asked)
    assert APP.get("/editions/..%2fsmall/form-schema").status == 404


def test_the_questions_of_one_agency_are_those_of_the_command() -> None:
    part = APP.get("/editions/small/questions?agency=health").value
    health = SMALL.agency("health")
    assert part["agency"]["id"] == "health"
    assert [one["id"] for one in part["questions"]] == [
        one.id for one in SMALL.questions if health in one.agencies
    ]
    held("questions", part)
    unknown = APP.get("/editions/small/questions?agency=helth")
    assert unknown.status == 422
    with pytest.raises(kla.UnknownIdError) as refused:
        SMALL.agency("helth")
    assert unknown.value["findings"] == [one.to_dict() for one in refused.value.findings]


def test_an_agency_and_what_may_be_missing_are_told_in_the_document() -> None:
    paths = openapi(("kla-2024",), "en")["paths"]
    edition, agency, _ = paths["/editions/{edition}/questions"]["get"]["parameters"]
    assert (edition["required"], "left out" in edition["description"]) == (True, False)
    assert (agency["name"], agency["in"], agency["schema"]) == (
        "agency",
        "query",
        {"type": "string"},
    )
    lacking = {
        path for path, one in paths.items() if "501" in one.get("post", {}).get("responses", {})
    }
    assert lacking == {"/plan", "/verify"}


def test_two_profiles_or_stored_results_are_compared_as_the_library_does() -> None:
    old, new = evaluation(LESS), evaluation(GOOD)
    answer = APP.post("/diff", {"old": LESS, "new": GOOD})
    assert answer.value == plain(kla.compare_evaluations(old, new).to_dict())
    held("difference", answer.value)
    stored = APP.post("/diff", {"old": plain(old.to_dict()), "new": GOOD})
    assert stored.value == plain(kla.compare_evaluations(plain(old.to_dict()), new).to_dict())


def test_a_stored_result_is_verified_and_an_edited_one_is_told() -> None:
    kept = plain(evaluation(GOOD).to_dict())
    answer = APP.post("/verify", {"stored": kept, "profile": GOOD})
    assert answer.value["same"] is True
    held("replay", answer.value)
    edited = APP.post("/verify", {"stored": {**kept, "score": 99}, "profile": GOOD})
    assert edited.value["same"] is False


@pytest.mark.parametrize("answers", [{"1.1": 1}, {"1.4": 1}])
def test_a_result_under_an_edition_that_was_asked_for_comes_out_again(
    answers: dict[str, int],
) -> None:
    profile = {"year": 2024, "stage": "self", "points": answers}  # it names no edition
    kept = APP.post("/evaluate?edition=small", profile).value
    assert kept["edition"] == "small"
    replay = APP.post("/verify", {"stored": kept, "profile": profile})
    assert (replay.status, replay.value["same"]) == (200, True)


@pytest.mark.parametrize(
    ("path", "body", "place"),
    [
        ("/diff", {"old": GOOD, "new": {"schema": "kla-rules/evaluation"}}, "new"),
        ("/diff", {"old": GOOD, "new": GOOD, "edition": "smal"}, "edition"),
        ("/verify", {"stored": {"schema": "kla-rules/plan"}, "profile": GOOD}, "stored"),
        ("/rollup", {"units": [{"id": "a", "name": "A", "kind": "x"}]}, "units"),
        ("/rollup", {"units": [{"id": "a", "name": "A"}], "edition": "smal"}, "edition"),
        ("/evaluate", {**GOOD, "scales": {"id": "a"}}, "scales"),
    ],
)
def test_what_is_found_in_a_part_has_its_place_in_the_body(
    path: str, body: object, place: str
) -> None:
    findings = APP.post(path, body).value["findings"]
    assert {one["path"][0] for one in findings} == {place}


def test_who_asks_for_an_edition_that_there_is_not_is_offered_ids_alone() -> None:
    asked = [
        APP.get("/editions/smal?lang=en"),
        APP.post("/evaluate?edition=smal&lang=en", GOOD),
        APP.post("/diff?lang=en", {"old": GOOD, "new": GOOD, "edition": "smal"}),
    ]
    assert all("did you mean small" in answer.value["detail"] for answer in asked)
    assert not any("folder" in answer.value["detail"] for answer in asked)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/diff", {"old": GOOD}),
        ("/diff", {"old": "/etc/passwd", "new": GOOD}),
        ("/diff", {"old": GOOD, "new": {**GOOD, "points": {"K9": 1}}}),
        ("/diff", {"old": {"schema": "kla-rules/evaluation"}, "new": GOOD}),
        ("/verify", {"stored": "/etc/passwd", "profile": GOOD}),
        ("/verify", {"stored": {}, "profile": GOOD}),
        ("/verify", {"stored": {}, "profile": "profile.yaml"}),
    ],
)
def test_what_is_neither_is_refused(path: str, body: object) -> None:
    answer = APP.post(path, body)
    assert answer.status == 422
    assert answer.ids
