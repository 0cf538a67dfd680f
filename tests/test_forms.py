"""What an edition asks, and the form of a profile: it accepts what `from_dict` does."""

import csv
import io
import json
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from jsonschema import Draft7Validator, Draft202012Validator

import kla_rules as kla
from formed import BEYOND, MANY, Form, Schema, drawn, edited
from kla_rules.core.reading.schemas import schema
from kla_rules.core.writing import LANGUAGES, Language
from kla_rules.forms.page import questions_text
from kla_rules.forms.plain import questions_as_csv, questions_to_dict
from kla_rules.model.table import Band, Table
from kla_rules.testing import profiles, small_edition
from support import ROOT, TREE, command, examples

SMALL = small_edition()
OVERLAYS = sorted((ROOT / "examples" / "overlays").glob("*.yaml"))
_TABLES = {
    "1.3": Table("ours", (Band(0, 50, 0), Band(50, 100, 500))),
    "2.1": Table("ours", (), {"partly": 1_500}),
}
# As if an overlay had brought tables; what an edition differs in, its digest tells.
TABLED = evolve(SMALL, tables=_TABLES, digest="1" * 64)
PROFILE: Schema = {
    "region": {"name": "Kota Rekaan", "kind": "kota", "code": "99.71"},
    "edition": "small",
    "year": 2024,
    "stage": "self",
    "declared_total": 10,
    "illustrative": True,
    "points": {"K1": 5, "1.1": 0, "total": 10},
    "answers": {
        "1.2": {
            "points": 1.5,
            "evidence": [
                {
                    "kind": "report", "title": "Laporan", "date": "2024-02-29", "agency": "health",
                    "year": 2023, "comparison": True, "note": False, "digest": "0f" * 32,
                }
            ],
        },
        "1.3": {"value": 61.5},
        "1.4": {"fraction": 0.5},
        "2.1": {"option": "partly"},
        "2.2": {"not_applicable": True},
        "2.3": {"value": 3},
        "4.1": {"holds": False},
        "4.2": {"units": {"part": 1, "whole": 3, "unknown": 1}},
        "4.3": {"evidence": [{"kind": "photo", "title": "Foto", "date": 2024}]},
    },
    "measures": {
        "local_rule": True,
        "school_share": [{"value": 40, "year": 2023}, {"part": 1, "whole": 2}],
        "another": {"value": -3, "definition": "survey"},
    },
    "ratios": {"3": 0.5},
    "scales": {
        "id": "ours", "edition": "small", "source": "ours",
        "scales": {"2.1": {"options": {"partly": 1}}},
    },
}  # fmt: skip


@cache
def form(name: str) -> Form:
    """Return the form of an edition, by its name here."""
    of = {"small": SMALL, "tabled": TABLED}
    if name == "overlaid":
        return Form(kla.edition("kla-2024", overlays=OVERLAYS))
    return Form(of[name] if name in of else kla.edition(name))


EVERY = ("small", "tabled", "kla-2011", "kla-2019", "kla-2022", "kla-2024", "overlaid")


# -- questions -------------------------------------------------------------------------------------


def test_a_question_tells_what_a_form_asks() -> None:
    asked = {question.id: question for question in TABLED.questions}
    assert list(asked) == [node.id for node in SMALL.nodes if node.question]
    one, measured = asked["2.1"], asked["1.3"]
    assert (one.cluster, one.indicator) == (SMALL.node("K1"), SMALL.node("2"))
    assert one.maximum_points == SMALL.node("2.1").maximum_points
    assert [agency.id for agency in one.agencies] == list(SMALL.node("2.1").agencies)
    assert one.attach == SMALL.evidence["2.1"]
    assert one.attach_in_words is not None
    options = next(form for form in one.forms if form.form == "option").options
    assert [(option.id, option.worth_points) for option in options][2:] == [
        ("partly", Decimal("1.5"))
    ]
    forms = {form.form: form for form in measured.forms}
    assert list(forms) == ["points", "option", "fraction", "value", "units", "not_applicable"]
    assert (measured.unit, forms["value"].unit, forms["value"].most) == (
        "per_cent",
        "per_cent",
        100,
    )
    assert (forms["value"].gives_points, asked["2.2"].forms[3].gives_points) == (True, False)
    assert [form.form for form in asked["4.1"].forms] == [
        "points", "option", "holds", "not_applicable",
    ]  # fmt: skip
    assert SMALL.questions is SMALL.questions
    assert SMALL.questions.rows()[0]["id"] == "1.1"


def test_a_form_that_no_longer_counts_is_told_so_and_several_numbers_are_named() -> None:
    asked = {question.id: question for question in TREE.questions}
    for node in TREE.nodes:
        if node.question is not None and node.question.was:
            former = [form for form in asked[node.id].forms if form.former]
            assert former
            assert not any(form.gives_points for form in former)
        if node.question is not None and node.question.counts:
            counted = next(form for form in asked[node.id].forms if form.form == "counts")
            assert counted.counts == node.question.counts
    assert kla.edition("kla-2019").questions == ()


def test_questions_as_json_and_csv_say_the_same() -> None:
    agency = TABLED.agencies[0]
    data = questions_to_dict(TABLED, TABLED.questions, agency)
    Draft7Validator(schema("questions")).validate(data)
    assert data["agency"]["id"] == agency.id
    rows = list(csv.DictReader(io.StringIO(questions_as_csv(TABLED.questions, "en"))))
    assert [row["id"] for row in rows] == [question["id"] for question in data["questions"]]
    for row, question in zip(rows, data["questions"], strict=True):
        kept = [one for one in question["forms"] if not one["former"]]
        assert row["forms"].split(" ") == [one["form"] for one in kept]
        chosen = [f"{one['id']}={one['points']}" for form in kept for one in form["options"]]
        assert row["options"].split("; ") == chosen
        assert row["title"] == question["title"]["en"]
    assert data["questions"][2]["bands"][1] == {"from": 50, "to": 100, "points": 0.5}


def test_no_cell_of_the_table_is_a_formula() -> None:
    asked = evolve(SMALL.questions[0], title=kla.Text("=1+1", "=HYPERLINK(1)"))
    assert ",'=1+1," in questions_as_csv([asked], "id")


@pytest.mark.parametrize(
    ("language", "told"), [("id", "Dijawab juga dengan: "), ("en", "Also answered by: ")]
)
def test_questions_are_told_in_words(language: Language, told: str) -> None:
    text = questions_text(TABLED, TABLED.questions, language)
    assert told in text
    assert "(partly: 1" in text
    assert all(question.id in text for question in SMALL.questions)
    assert max(map(len, text.splitlines())) <= 96


def test_the_command_prints_one_agency_in_each_form(tmp_path: Path) -> None:
    own = [one.id for one in TREE.questions if "transport" in {each.id for each in one.agencies}]
    words = ("questions", "kla-2024", "--agency", "transport")
    code, out, _ = command(*words, "--format", "json")
    assert (code, [one["id"] for one in json.loads(out)["questions"]]) == (0, own)
    code, out, _ = command(*words, "--format", "csv", "--lang", "en")
    assert (code, [row["id"] for row in csv.DictReader(io.StringIO(out))]) == (0, own)
    assert "What Transport office can answer" in command(*words, "--lang", "en")[1]
    assert "belum diketahui" in command("questions", "kla-2019")[1]
    code, _, err = command("questions", "kla-2024", "--agency", "trnsport", "--lang", "en")
    assert (code, "did you mean transport?" in err) == (2, True)
    assert command("questions", str(tmp_path / "no-such"))[0] == 2


# -- the form --------------------------------------------------------------------------------------


def test_a_profile_with_everything_fits_and_so_does_any_part_of_it() -> None:
    whole = form("small")
    assert whole.fits(PROFILE)
    assert whole.found(PROFILE) == set()
    for key in PROFILE:
        assert whole.fits({key: PROFILE[key]}), key
        assert whole.fits({other: part for other, part in PROFILE.items() if other != key})
    assert whole.fits({})
    assert whole.fits({"region": {"name": "Rekaan"}, "answers": {}, "points": {}, "measures": {}})


@pytest.mark.parametrize("reason", sorted(BEYOND))
def test_what_no_schema_reckons_is_refused_by_the_reader_alone(reason: str) -> None:
    assert form("small").fits(BEYOND[reason])
    assert form("small").found(BEYOND[reason]) == {reason}


def test_what_no_schema_reckons_is_told_and_nothing_else() -> None:
    page = (ROOT / "docs" / "forms.md").read_text(encoding="utf-8")
    told = {line.split("`")[1] for line in page.splitlines() if line.startswith("| `")}
    assert told == {*BEYOND, MANY}


def _edges() -> Iterator[tuple[Schema, bool]]:
    """Yield profiles of the small edition, and whether both accept them."""
    most = float(SMALL.node("1.2").maximum_points or 0)
    for points, taken in (
        (most, True),
        (most + 0.0009, True),
        (most + 0.001, False),
        (-1e-9, False),
    ):
        yield {"points": {"1.2": points}}, taken
        yield {"answers": {"1.2": {"points": points}}}, taken
    for date, taken in (
        ("2024", True), ("2024-12", True), ("2024-02-29", True), ("2023-02-29", False),
        ("1900-02-29", False), ("2000-02-29", True), ("2024-04-31", False), ("0000", False),
        ("2024-13", False), ("2024\n", False), (1899, False), (1900, True), (2024.0, True),
    ):  # fmt: skip
        evidence = [{"kind": "report", "title": "Laporan", "date": date}]
        yield {"answers": {"1.2": {"evidence": evidence}}}, taken
    for name, code, taken in (
        ("Kota A", "35.75", True), ("Kota A", "35.14", False), ("KAB. A", "35.14", True),
        ("kab. A", "35.75", False), ("\u212aota A", "35.14", False), ("A", "35.70", True),
        ("Kotaraya", "35.14", True), ("\u3000", "35.14", False), ("A\u2028", "35.14", False),
        ("\ud800", "35.14", False), ("\u00a0Kabupaten\u2003A", "35.75", False),
        ("\ufeff", "35.14", True), ("A\n", "35.14", False), ("A", "35.14\n", False),
    ):  # fmt: skip
        yield {"region": {"name": name, "code": code}}, taken
    yield {"region": {"name": "A", "kind": "kota", "code": "35.14"}}, False
    yield {"region": {"kind": "kota"}}, False
    for year, taken in ((2010, False), (2020, False), (2018, True), (9999, True), (10000, False)):
        yield {"year": year}, taken
    for answer, taken in (
        ({"option": "a\nb"}, True), ({"option": "x" * 100}, True), ({"option": "x" * 101}, False),
        ({"option": "\udfff"}, False), ({"points": 1, "option": "none"}, False), ({}, False),
        ({"option": "full", "evidence": []}, True), ({"evidence": []}, False),
        ({"not_applicable": False}, False), ({"holds": True}, False), ({"fraction": 1.01}, False),
    ):  # fmt: skip
        yield {"answers": {"1.2": answer}}, taken
    yield {"answers": {"1.2": {"points": 1}}, "points": {"1.2": 1}}, False
    yield {"answers": {"2.3": {"value": 2.5}}}, False
    yield {"ratios": {"1": 0.5}}, False
    for reading, taken in (
        ({"value": 1, "unknown": 0}, True), ({"value": 1, "unknown": 1}, False),
        ({"part": 1}, False), ({"value": 101}, False), (True, False), ([], False), ({}, False),
    ):  # fmt: skip
        yield {"measures": {"school_share": reading}}, taken
    yield {"measures": {"local_rule": {"part": 1, "whole": 2}}}, False
    yield {"measures": {"Another": 1}}, False
    yield {"scales": "ours.yaml"}, False
    yield {"units": "units.csv"}, False


def test_the_schema_draws_every_edge_where_the_reader_does() -> None:
    small = form("small")
    for data, taken in _edges():
        assert (small.fits(data), not small.found(data)) == (taken, taken), data


@pytest.mark.slow  # the table above holds the same at every edge
@pytest.mark.parametrize("name", EVERY)
def test_what_the_form_accepts_is_accepted_but_for_what_no_schema_reckons(name: str) -> None:
    whole = form(name)

    @examples(60)
    @given(drawn(whole.schema))
    def holds(data: Schema) -> None:
        assert not whole.fits(data) or whole.disagrees(data) is None, data

    holds()


@pytest.mark.parametrize(
    "name", ["small", *(pytest.param(name, marks=pytest.mark.slow) for name in EVERY[1:])]
)
def test_every_profile_that_fits_an_edition_fits_its_form(name: str) -> None:
    whole = form(name)

    @examples(8 if name == "small" else 60)
    @given(profiles(whole.edition), profiles(whole.edition, adversarial=True))
    def holds(plain: kla.Profile, adversarial: kla.Profile) -> None:
        for profile in (plain, adversarial):
            assert whole.fits({**profile.to_dict()}), profile

    holds()


@pytest.mark.parametrize(
    "name", ["small", *(pytest.param(name, marks=pytest.mark.slow) for name in EVERY[1:])]
)
def test_a_profile_that_is_almost_right_is_refused_by_both_or_by_neither(name: str) -> None:
    whole = form(name)
    nodes = whole.edition.ids
    base = {key: part for key, part in PROFILE.items() if key != "scales"} | {
        "edition": whole.edition.id
    }
    if name not in {"small", "tabled"}:
        answered = [node.id for node in whole.edition.nodes if node.question][::40]
        base |= {
            "points": {nodes[1]: 0},
            "answers": {name: {"option": "none"} for name in answered},
            "ratios": {},
            "measures": {measure.id: {"value": 1} for measure in whole.edition.measures[:2]},
        }

    @examples(12 if name == "small" else 400)
    @given(edited(base, nodes[:: 1 + len(nodes) // 40]))
    def holds(data: Schema) -> None:
        if data.get("edition", whole.edition.id) == whole.edition.id:
            assert whole.disagrees(data) is None, data

    holds()


def test_a_profile_of_another_edition_is_none_of_this_form() -> None:
    assert not form("small").fits({"edition": "kla-2024"})


@pytest.mark.slow
def test_the_examples_fit_the_forms_of_their_editions() -> None:
    for path in sorted((ROOT / "examples").glob("kota-*.yaml")):
        if "history" not in path.name:
            profile = kla.Profile.read(path)
            assert Form(profile.edition).fits({**profile.to_dict()}), path


@pytest.mark.slow
def test_more_values_than_a_profile_may_have_are_refused_by_the_reader_alone() -> None:
    document = {"kind": "report", "title": "x", "year": 2024, "note": True, "comparison": True}
    listed = {"evidence": [document] * 100}
    data = {"answers": {question.id: listed for question in TREE.questions}}
    assert form("kla-2024").found(data) == {MANY}
    data["answers"] = dict(list(data["answers"].items())[:1])
    assert form("kla-2024").fits(data)


@pytest.mark.parametrize("edition", [SMALL, pytest.param(TREE, marks=pytest.mark.slow)])
def test_the_schema_is_one_in_both_languages_and_grows_with_the_questions_alone(
    edition: kla.Edition,
) -> None:
    one, two = (kla.form_schema(edition, language) for language in LANGUAGES)
    assert len(json.dumps(one, ensure_ascii=False)) < 1_500 * (len(edition.nodes) + 20)
    assert _shape(one) == _shape(two)
    assert one["title"] != two["title"]
    # Of either, generators of forms lose what they do not know by that name.
    assert not {"$schema", "$id"} & one.keys()


@pytest.mark.slow
@pytest.mark.parametrize("draft", [Draft202012Validator, Draft7Validator])
def test_the_schema_is_one_of_either_draft(draft: Any) -> None:  # noqa: ANN401 - a class of jsonschema
    for name in EVERY:
        draft.check_schema(form(name).schema)


def _shape(part: Any) -> Any:  # noqa: ANN401 - plain JSON
    """Return a schema without its words."""
    if isinstance(part, dict):
        words = {"title", "description", "$comment", "$id"}
        return {
            key: _shape(inner)
            for key, inner in part.items()
            if not (key in words and isinstance(inner, str))
        }
    return [_shape(inner) for inner in part] if isinstance(part, list) else part


def test_who_changes_a_part_of_a_schema_changes_no_other_part_and_no_other_schema() -> None:
    first = kla.form_schema(SMALL)
    held: set[int] = set()
    todo: list[Any] = [first]
    while todo:
        part = todo.pop()
        if isinstance(part, dict | list) and part:
            assert id(part) not in held
            held.add(id(part))
            todo += part.values() if isinstance(part, dict) else part
    first["properties"].clear()
    assert kla.form_schema(SMALL)["properties"]


def test_definitions_are_found_where_a_document_keeps_them() -> None:
    prefix = "#/components/schemas/Form."
    made = kla.form_schema(SMALL, reference=prefix)
    names = set(made["$defs"])
    referred = {text.partition('"')[0] for text in json.dumps(made).split(f'"{prefix}')[1:]}
    assert referred == names
    assert '"#/$defs/' not in json.dumps(made)


def test_a_hostile_title_stays_a_text_and_a_hostile_id_a_name() -> None:
    last = SMALL.nodes[-1]
    odd_node = evolve(last, id="9.(a|b)*", title=kla.Text("</script>{x}", "%s ${x}"))
    nodes = [
        odd_node
        if node is last
        else evolve(node, children=(*node.children[:-1], odd_node.id))
        if last.id in node.children
        else node
        for node in SMALL.nodes
    ]
    odd = evolve(SMALL, nodes=tuple(nodes), digest="2" * 64)
    made = kla.form_schema(odd, "en")
    assert made["properties"]["answers"]["properties"]["9.(a|b)*"]["title"] == "9.(a|b)* %s ${x}"
    assert Draft202012Validator(made).is_valid({"points": {"9.(a|b)*": 0}})
    assert not Draft202012Validator(made).is_valid({"points": {"9.a": 0}})


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"edition": 2024}, "edition is an id, or the path of a folder, not int"),
        ({"edition": SMALL, "reference": 3}, "reference is a text, not int"),
    ],
)
def test_what_is_no_edition_or_no_text_is_refused(arguments: Any, said: str) -> None:  # noqa: ANN401 - as strangers call
    with pytest.raises(TypeError, match=said):
        kla.form_schema(**arguments)
    with pytest.raises(kla.ArgumentError):
        kla.form_schema(SMALL, "fr")  # type: ignore[arg-type]
