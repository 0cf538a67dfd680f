"""The report: the figures of the result, one page for the head of region, nothing that is loaded or run."""

import base64
import functools
import hashlib
import itertools
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.core.writing import LANGUAGES, Language
from kla_rules.report import report
from kla_rules.report.decisions import MOST
from kla_rules.report.html import Html, css_text, element
from kla_rules.report.sources import linked
from kla_rules.testing import profiles, small_edition
from reports import Element, parsed
from support import BANDUNG, ROOT, command, examples, file_with

CITY = ROOT / "examples" / "kota-pasuruan" / "profile.yaml"
HISTORY = ROOT / "examples" / "kota-pasuruan-history.yaml"
SMALL = small_edition()
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style></title><svg onload=alert(1)>",
    "'; content: url(http://example.org/) '",
    "&amp; &#60;b&#62;",
    "Sukamaju " * 20 + "x" * 20,
]


@functools.cache
def evaluated(name: str) -> kla.Evaluation:
    """Return the evaluation of an example, or of a region of which nothing is known."""
    if name == "nothing":
        region = {"name": "Kota Contoh", "kind": "kota"}
        return kla.evaluate(kla.Profile.from_dict({"region": region, "year": 2024}))
    return kla.evaluate(kla.Profile.read(ROOT / "examples" / name))


HELD = "kota-contoh-2019-illustrative.yaml"
# The longest reports are tried with the slow tests.
EXAMPLES = (
    HELD,
    *(pytest.param(name, marks=pytest.mark.slow) for name in ("kota-pasuruan", BANDUNG.name)),
    pytest.param("nothing", marks=pytest.mark.slow),
)


@functools.cache
def example(name: str, language: Language = "id") -> Element:
    """Return the report of an example, with a plan for the level above where there is one."""
    return parsed(report(evaluated(name), planned(name), language=language))


@functools.cache
def planned(name: str) -> kla.Plan:
    """Return the plan of an example for the level above."""
    result = evaluated(name)
    levels = [level.id for level in result.edition.levels]
    above = levels.index(result.level) + 1 if result.level else 0
    return kla.plan(result, levels[above], start="2026-12")


def first_page(page: Element) -> Element:
    return page.one(css="first")


def anyone(name: str) -> kla.Evaluation:
    """Return an evaluation of a region of this name, with a document of this name."""
    question = SMALL.nodes[-1]
    answer = {"option": "full", "evidence": [{"kind": "document", "title": name}]}
    profile = kla.Profile.from_dict(
        {"region": {"name": name}, "answers": {question.id: answer}}, edition=SMALL
    )
    return kla.evaluate(profile)


# -- figures ---------------------------------------------------------------------------------------


@examples(10)
@given(profiles(SMALL), st.sampled_from(LANGUAGES))
def test_the_report_has_the_figures_of_the_json(profile: kla.Profile, language: Language) -> None:
    result = kla.evaluate(profile)
    told, page = result.to_dict(), parsed(report(result, language=language))
    first = first_page(page)
    low, high = told["score_range"]
    assert set(first.figures("score")) <= {told["score"]}
    assert set(first.figures("low")) <= {low}
    assert set(first.figures("high")) <= {high}
    assert set(first.figures("maximum")) == {told["maximum"]}
    assert first.figures("low") or first.figures("score") == [told["score"]]
    floors = [float(level.floor_points) for level in result.edition.levels]
    for floor, short in zip(first.figures("floor"), first.figures("short"), strict=False):
        assert floor in floors
        assert short == pytest.approx(floor - low)
    assert set(first.figures("at_risk")) <= {told["evidence"]["at_risk"]}
    largest = [gap["gain"] for gap in told["gaps"]]
    assert page.at("gaps").attributes["id"] == "gaps"
    assert section(page, "gaps").figures() == largest
    rows = section(page, "clusters").one("tbody").every("tr")
    for row, cluster in zip(rows, told["clusters"], strict=True):
        assert row.figures() == [*cluster["range"], cluster["maximum"]]


def section(page: Element, name: str) -> Element:
    """Return the part of a report under a heading."""
    return next(
        one for one in page.every("section") if one.attributes.get("aria-labelledby") == name
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", EXAMPLES)
def test_both_languages_have_the_same_figures_in_the_same_places(name: str) -> None:
    ours, theirs = (example(name, language) for language in LANGUAGES)
    assert ours.figures() == theirs.figures()
    rows = [[len([*part.every("tr")]) for part in page.every("tbody")] for page in (ours, theirs)]
    assert rows[0] == rows[1]
    assert [page.one("html").attributes["lang"] for page in (ours, theirs)] == [*LANGUAGES]


@pytest.mark.slow
def test_an_agency_is_told_what_it_can_move_and_never_more_than_is_open() -> None:
    result = evaluated("kota-pasuruan")
    page = example("kota-pasuruan")
    most = float(result.maximum - result.score)
    offices = list(page.every("section", "agency"))
    assert len(offices) > 10
    for office in offices:
        assert all(0 < moved <= most for moved in office.figures("points")[:1])
        assert result.region is not None
        assert result.region in office.text
        assert str(result.year) in office.text


# -- page one --------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", EXAMPLES)
def test_page_one_has_no_numbers_of_questions_and_no_jargon(name: str, language: Language) -> None:
    text = first_page(example(name, language)).text
    numbers = {node.id for node in evaluated(name).edition.nodes if "." in node.id}
    words = set(re.findall(r"[\w.-]+", text))
    assert not numbers & {word.strip(".") for word in words if word[-1:].isalpha()}
    assert evaluated(name).edition.id not in text
    assert "edge" not in text
    assert 0 < len(list(first_page(example(name)).one("tbody").every("tr"))) <= MOST


@pytest.mark.slow
def test_where_nothing_is_known_page_one_asks_for_answers_and_promises_no_month() -> None:
    page = first_page(example("nothing"))
    decisions = [row.text for row in page.one("tbody").every("tr")]
    assert len(decisions) == MOST
    assert all("Jawab" in decision for decision in decisions)
    assert "2026" not in page.text


def test_what_holds_a_level_is_decided_first() -> None:
    page = first_page(example(HELD))
    title = evaluated(HELD).holding[0].requirement.title.id
    assert title in next(page.one("tbody").every("tr")).text


def test_the_largest_steps_of_the_plan_are_decided_with_month_and_agency() -> None:
    result = evaluated("kota-pasuruan-illustrative.yaml")
    plan = kla.plan(result, "madya", start="2026-12")
    page = first_page(parsed(report(result, plan)))
    largest = max(plan.steps, key=lambda step: step.gain_thousandths)
    row = next(row for row in page.every("tr") if largest.step.title.id in row.text)
    assert float(largest.points) in row.figures()
    assert result.edition.agency(largest.step.responsible or "").title.id in row.text


@pytest.mark.slow
def test_what_is_invented_or_assumed_is_said_on_page_one_and_on_each_page_of_an_agency() -> None:
    result = kla.evaluate(kla.Profile.read(CITY), assume="proportional")
    page = parsed(report(result))
    offices = [*page.every("section", "agency")]
    assert offices
    for part in (first_page(page), *offices):
        assert len([*part.every("p", "label")]) == 2


# -- a document that holds together ----------------------------------------------------------------


@pytest.mark.parametrize("name", EXAMPLES)
def test_headings_are_in_order_and_every_link_leads_somewhere(name: str) -> None:
    page = example(name)
    ranks = [int(one.tag[1]) for one in page.every() if re.fullmatch("h[1-6]", one.tag)]
    assert ranks[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(ranks))
    ids = [one.attributes["id"] for one in page.every() if "id" in one.attributes]
    assert len(ids) == len({*ids})
    for link in page.every("a"):
        target = link.attributes["href"] or ""
        if target.startswith("#"):
            assert target[1:] in ids
        else:
            assert target.startswith("https://")
            assert link.attributes["rel"] == "noreferrer noopener"
    labelled = [one.attributes.get("aria-labelledby") for one in page.every()]
    assert {name for name in labelled if name} <= {*ids}


@pytest.mark.slow
def test_a_table_has_a_caption_and_headings_and_a_name_for_each_row() -> None:
    for table in example("kota-pasuruan").every("table"):
        assert table.one("caption").text
        assert {one.attributes["scope"] for one in table.one("thead").every("th")} == {"col"}
        for row in table.one("tbody").every("tr"):
            assert row.one("th").attributes["scope"] == "row"


@pytest.mark.parametrize("name", EXAMPLES)
def test_nothing_is_loaded_and_no_script_runs_but_ours(name: str) -> None:
    page = example(name)
    assert not [one for one in page.every() if {"src", "srcset", "style"} & one.attributes.keys()]
    assert {one.tag for one in page.every()}.isdisjoint(
        {"link", "img", "iframe", "object", "embed", "base", "form", "image", "use", "a:href"}
    )
    sheets = "".join(style.text for style in page.every("style"))
    assert "url(" not in sheets
    assert "@import" not in sheets
    scripts = [*page.every("script")]
    assert len(scripts) == 1
    script = str(scripts[0].inside[0]).encode()
    digest = base64.b64encode(hashlib.sha256(script).digest()).decode()
    policy = next(
        one.attributes["content"] or ""
        for one in page.every("meta")
        if one.attributes.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none'; ")
    assert f"script-src 'sha256-{digest}'" in policy


@pytest.mark.parametrize("name", HOSTILE)
def test_names_of_strangers_stay_text(name: str) -> None:
    plain, page = (parsed(report(anyone(text))) for text in ("Kota Contoh", name))
    assert {one.tag for one in page.every()} == {one.tag for one in plain.every()}
    keys = [{key for one in made.every() for key in one.attributes} for made in (plain, page)]
    assert keys[0] == keys[1]
    assert name.split(maxsplit=1)[0] in page.one("h1").text
    assert page.one("style").text.endswith("}")


@given(st.text())
def test_text_never_becomes_markup(text: str) -> None:
    page = parsed(element("p", text, title=text))
    assert [one.tag for one in page.every()] == ["", "p"]
    assert element("p", Html("<br>")) == "<p><br></p>"
    assert re.fullmatch(r'"(\\[0-9a-f]+ |[^\W_])*"', css_text(text))


@pytest.mark.parametrize(
    ("locator", "addresses"),
    [
        ("https://contoh.go.id/a?b=1&c=2", ["https://contoh.go.id/a?b=1&c=2"]),
        ("contoh.go.id/p/1; pers.com, 13 Maret", ["https://contoh.go.id/p/1", "https://pers.com"]),
        ("javascript:alert(1)", []),
        ("javascript://contoh.com/%0aalert(1)", []),
        ("ftp://contoh.com/a", []),
        ("data:text/html,<b>", []),
        ("lampiran.pdf, halaman 3", []),
        ("surat@contoh.go.id", []),
    ],
)
def test_only_addresses_of_the_web_become_links(locator: str, addresses: list[str]) -> None:
    page = parsed(linked(locator))
    assert [link.attributes["href"] for link in page.every("a")] == addresses
    assert page.text.replace(" ", "") == locator.replace(" ", "")


# -- what stands beside ----------------------------------------------------------------------------


@pytest.mark.slow
def test_progress_rounds_and_units_are_shown_where_they_are_given() -> None:
    result = evaluated("kota-pasuruan-illustrative.yaml")
    plan = kla.plan(result, "madya", start="2026-01")
    progress = kla.planning.assess_progress(plan, result, "2027-01")
    page = parsed(
        report(
            result,
            progress=progress,
            history=kla.rounds.History.read(HISTORY, result),
            statuses=kla.units.unit_status(ROOT / "examples" / "kota-pasuruan" / "units.csv"),
        )
    )
    titles = [row.one("th").text for row in section(page, "progress").one("tbody").every("tr")]
    assert titles == [step.title.id for step in progress.steps]
    for part in ("history", "units"):
        assert section(page, part).one("svg").one("title").text
    assert not {"progress", "history", "units"} & {
        one.attributes.get("id") for one in parsed(report(result)).every("h2")
    }


# -- the command -----------------------------------------------------------------------------------


def test_the_command_writes_a_file_of_a_folder_and_names_the_next_level(tmp_path: Path) -> None:
    path = tmp_path / "r.html"
    words = ("report", CITY.parent, "-o", path, "--start", "2026-12")
    code, out, errors = command(*words)
    assert (code, errors) == (0, "")
    assert str(path) in out
    page = path.read_text(encoding="utf-8")
    lowest = evaluated("kota-pasuruan").edition.levels[0].title.id
    assert lowest in section(parsed(page), "plan").text
    assert command("report", CITY, "-o", "-", "--start", "2026-12") == (0, page, "")
    assert [one.name for one in tmp_path.iterdir()] == ["r.html"]


@pytest.mark.slow
def test_a_place_that_cannot_be_written_is_told_and_what_was_there_stays(tmp_path: Path) -> None:
    there = file_with(tmp_path / "r.html", "before")
    code, out, errors = command("report", BANDUNG, "-o", there / "r.html", "--lang", "en")
    assert (code, out) == (2, "")
    assert "cannot be written" in errors
    code, _, errors = command("report", BANDUNG, "-o", there, "--to", "no-level")
    assert code == 2
    assert errors.startswith("--to: ")
    assert there.read_text() == "before"


def test_without_a_browser_the_command_says_how_to_print(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    path = tmp_path / "r.pdf"
    code, _, errors = command("report", BANDUNG, "-o", path, "--format", "pdf", "--lang", "en")
    assert code == 2
    assert "print it (Ctrl+P)" in errors
    assert not path.exists()
