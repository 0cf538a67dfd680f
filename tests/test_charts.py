"""Charts: well-formed whatever is drawn, with the figures of the result, and no meaning in colour."""

import functools
import re
import struct
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import kla_rules as kla
import pictures
from kla_rules.charts import (
    Chart,
    band_line,
    cluster_bars,
    gap_waterfall,
    history_line,
    plan_timeline,
    transition_table,
    unit_strip,
)
from kla_rules.charts.drawing import Drawing
from kla_rules.charts.palette import COLOURS
from kla_rules.charts.words import escaped, width, wrapped
from kla_rules.core.points import number_written
from kla_rules.core.text import Text
from kla_rules.core.writing import LANGUAGES, Language
from kla_rules.model.tree import Node
from kla_rules.testing import editions, profiles, small_edition
from kla_rules.validation.comparison.moved_model import Moved
from support import BANDUNG, ROOT, TREE, examples

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = [
    "<script>alert(1)</script>",
    "]]></title></svg><svg onload=alert(1)>",
    "&amp; & &#0; \"'",
    "\u202egnp.exe\u2066",
    "a\x00b\x08\ufffe\uffff",
    "\ud800\udfff",
    "x" * 300,
    "Sukamaju " * 40,
    "漢字" * 150,
    "",
]
CITY = kla.evaluate(kla.Profile.read(ROOT / "examples" / "kota-pasuruan" / "profile.yaml"))
PUBLISHED = kla.evaluate(kla.Profile.read(BANDUNG))
HELD = kla.evaluate(kla.Profile.read(ROOT / "examples" / "kota-contoh-2019-illustrative.yaml"))
UNITS = ROOT / "examples" / "kota-pasuruan" / "units.csv"
HISTORY = ROOT / "examples" / "kota-pasuruan-history.yaml"


def parsed(chart: Chart) -> ET.Element:
    """Return a drawing as XML; it must be inert, and have nothing that collides in a page."""
    root = ET.fromstring(chart.svg.encode())  # noqa: S314 - our own
    assert [root.tag, root.get("role")] == [f"{SVG}svg", "img"]
    for one in root.iter():
        assert one.tag.removeprefix(SVG) in {
            *("svg", "title", "desc", "style", "rect", "text", "path", "circle"),
        }
        assert not {"id", "href", "style"} & one.attrib.keys()
        assert not [name for name in one.attrib if name.startswith("on")]
        assert all(name.startswith("kla-") for name in one.get("class", "").split())
    assert re.findall(r"\w+://[^\"]*", chart.svg) == ["http://www.w3.org/2000/svg"]
    assert "url(" not in chart.svg
    assert root.findtext(f"{SVG}title") == chart.title
    assert root.findtext(f"{SVG}desc") == chart.description
    assert (chart.width, chart.height) == (int(root.get("width", 0)), int(root.get("height", 0)))
    return root


def escaped_back(text: str) -> str:
    return "".join(char if char.isprintable() else "?" for char in text)


def texts(root: ET.Element) -> list[str]:
    return [one.text or "" for one in root.iter(f"{SVG}text")]


def placed(root: ET.Element) -> Iterator[tuple[str, float, float, float, float]]:
    """Yield every level text with its box, as wide as it can be: left, top, right, bottom."""
    for one in root.iter(f"{SVG}text"):
        if "transform" in one.attrib or not one.text:
            continue
        size = float(one.get("font-size", 12))
        wide = width(one.text, size, bold="font-weight" in one.attrib)
        x, y = float(one.get("x", 0)), float(one.get("y", 0))
        left = x - wide * {"middle": 0.5, "end": 1}.get(one.get("text-anchor", ""), 0)
        yield one.text, left, y - size * 0.8, left + wide, y + size * 0.2


def well_set(chart: Chart) -> ET.Element:
    """Return a drawing whose texts all lie within it, and none on another."""
    root = parsed(chart)
    boxes = list(placed(root))
    for text, left, top, right, bottom in boxes:
        assert left > -1, text
        assert top > -1, text
        assert right < chart.width + 1, text
        assert bottom < chart.height + 1, text
    boxes.sort(key=lambda box: box[2])
    for place, (text, left, top, right, bottom) in enumerate(boxes):
        for other, left2, top2, right2, bottom2 in boxes[place + 1 :]:
            if top2 >= bottom - 2:
                break
            beside = min(right, right2) - max(left, left2) < 2
            assert beside or min(bottom, bottom2) - top < 2, (text, other)
    return root


@pytest.mark.parametrize("x", [-5, 60, 640])
def test_a_text_on_another_or_outside_is_noticed(x: int) -> None:
    drawing = Drawing("en", "Title", "subject")
    drawing.text(100, 100, "This stands here")
    drawing.text(x, 102, "and this as well")
    drawing.y = 120
    with pytest.raises(AssertionError):
        well_set(drawing.chart())


def figures(root: ET.Element) -> set[str]:
    """Return the figures that stand in the texts of a drawing."""
    return {one for text in texts(root) for one in re.findall(r"\d+(?:[.,]\d+)*", text)}


def figure(value: Any, language: Language) -> str:  # noqa: ANN401 - a JSON number
    return number_written(Decimal(str(value)), language)


def charts_of(evaluation: kla.Evaluation, language: Language) -> Iterator[Chart]:
    yield band_line(evaluation, language=language)
    yield cluster_bars(evaluation, language=language)
    for level in evaluation.edition.levels:
        yield gap_waterfall(evaluation, level.id, language=language)


# -- figures ---------------------------------------------------------------------------------------


def check_figures(evaluation: kla.Evaluation, language: Language) -> None:
    """Hold the texts of the charts of an evaluation against its JSON form."""
    said = evaluation.to_dict(steps=False)
    line = figures(well_set(band_line(evaluation, language=language)))
    assert {figure(end, language) for end in (*said["score_range"], said["maximum"])} <= line
    bars = figures(well_set(cluster_bars(evaluation, language=language)))
    for cluster in said["clusters"]:
        low, high = cluster["range"]
        if cluster["maximum"] is None:
            assert low == 0 < high or figure(low, language) in bars
        else:
            assert {figure(one, language) for one in (low, high, cluster["maximum"])} <= bars
    gains = {gap["node"]: gap["gain"] for gap in said["gaps"]}
    for level in evaluation.edition.levels:
        chart = gap_waterfall(evaluation, level.id, language=language)
        shown = figures(well_set(chart))
        assert figure(said["score"], language) in shown
        short = level.threshold_points(evaluation.edge_policy) - evaluation.score
        first = next(iter(gains.values()), 0)
        if short > 0 and first:
            assert figure(first, language) in shown


@examples(10)
@given(profiles(TREE), st.sampled_from(LANGUAGES))
def test_the_texts_of_a_chart_hold_the_figures_of_the_result(
    profile: kla.Profile, language: Language
) -> None:
    check_figures(kla.evaluate(profile), language)


@examples(8)
@given(st.data(), st.sampled_from(LANGUAGES))
def test_so_they_do_for_any_edition(data: st.DataObject, language: Language) -> None:
    edition = data.draw(editions())
    check_figures(kla.evaluate(data.draw(profiles(edition))), language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("city", [CITY, PUBLISHED, HELD], ids=["ranges", "points", "total alone"])
def test_the_examples_are_drawn_well_and_small(city: kla.Evaluation, language: Language) -> None:
    check_figures(city, language)
    assert max(len(chart.svg.encode()) for chart in charts_of(city, language)) < 20_000


def test_the_way_to_a_level_adds_up_where_caps_take_away() -> None:
    """The figures after each gap rise to the maximum, though the gaps are more together."""
    assert sum(gap.gain_points for gap in CITY.gaps) > CITY.maximum - CITY.score
    top = CITY.edition.levels[-1]
    said = gap_waterfall(CITY, top.id, language="en").description
    steps = [
        (Decimal(gain.replace(",", "")), Decimal(after.replace(",", "")))
        for gain, after in re.findall(r"\+([\d.,]*\d) = ([\d.,]*\d)", said)
    ]
    now = CITY.score
    for gain, after in steps:
        assert now + gain == after <= CITY.maximum
        now = after
    assert now >= top.threshold_points(CITY.edge_policy)


def test_what_holds_a_level_besides_points_is_said() -> None:
    (holding,) = HELD.holding
    target = holding.requirement.level
    for language in LANGUAGES:
        said = gap_waterfall(HELD, target, language=language).description
        assert holding.requirement.title.get(language) in said
        line = band_line(HELD, language=language)
        assert holding.requirement.title.get(language) in line.description
    assert "Points are enough" in gap_waterfall(HELD, target, language="en").description


def test_a_level_that_is_secured_or_out_of_reach_is_said() -> None:
    assert PUBLISHED.level is not None
    assert "is secured" in gap_waterfall(PUBLISHED, PUBLISHED.level, language="en").description
    highest = TREE.levels[-1]
    beyond = evolve(highest, floor_thousandths=TREE.maximum_thousandths, includes_floor=False)
    edition = evolve(TREE, levels=(*TREE.levels[:-1], beyond))
    profile = kla.Profile.from_dict({"year": 2024, "points": {"total": 1}}, edition=edition)
    said = gap_waterfall(kla.evaluate(profile), beyond.id, language="en").description
    assert "do not reach it" in said
    with pytest.raises(kla.UnknownIdError):
        gap_waterfall(CITY, "madyaa")


def test_an_edition_whose_levels_are_others_or_none_is_drawn() -> None:
    names = [Text(name, name) for name in (HOSTILE[6], HOSTILE[0], "Sangat baik", "")]
    floors = (0, 1_000, 1_001, 400_000)
    levels = tuple(
        evolve(TREE.levels[0], id=f"l{place}", title=title, floor_thousandths=floor)
        for place, (title, floor) in enumerate(zip(names, floors, strict=True))
    )
    content = {"year": 2024, "points": {"K1": 50}}
    other, without = (
        kla.evaluate(kla.Profile.from_dict(content, edition=evolve(TREE, levels=own)))
        for own in (levels, ())
    )
    for language in LANGUAGES:
        for chart in (*charts_of(other, language), *charts_of(without, language)):
            well_set(chart)
    assert "no levels" in band_line(without, language="en").description


# -- what strangers bring --------------------------------------------------------------------------


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_stays_text(name: str) -> None:
    drawing = Drawing("en", name, name, [name])
    drawing.key(lambda x, y: drawing.box(x, y, 20, 11, "main"), name)
    drawing.text(20, 20, name)
    root = parsed(drawing.chart())
    assert escaped_back(name) in [one.text or "" for one in root.iter(f"{SVG}text")]
    assert "script" not in {one.tag for one in root.iter()}


@given(st.text(st.characters(categories=None), max_size=80), st.integers(20, 400))
def test_any_text_is_well_formed_and_fits_its_room(text: str, room: int) -> None:
    ET.fromstring(f"<a b='{escaped(text)}'>{escaped(text)}</a>")  # noqa: S314 - our own
    lines = wrapped(text, room, 11, most=50)
    assert all(width(line, 11) <= room for line in lines)
    if len(lines) < 50:
        assert "".join(lines).replace(" ", "") == "".join(escaped_back(text).split())


@pytest.mark.parametrize("name", HOSTILE[:8])
def test_hostile_names_of_regions_units_and_nodes_stay_within_the_drawing(name: str) -> None:
    nodes: tuple[Node, ...] = tuple(evolve(node, title=Text(name, name)) for node in TREE.nodes)
    region = kla.Region(name=name) if name.strip() else None
    edition = evolve(TREE, nodes=nodes, digest=f"named {name!r}")
    profile = kla.Profile.from_dict({"year": 2024, "points": {"K1": 50}}, edition=edition)
    evaluation = kla.evaluate(evolve(profile, region=region))
    for chart in charts_of(evaluation, "id"):
        well_set(chart)
    statuses = kla.units.unit_status(UNITS)
    units = evolve(statuses.units, names=(name,) * len(statuses.units.names))
    well_set(unit_strip(evolve(statuses, units=units)))
    rounds = [kla.rounds.PublishedRound(2023, (kla.rounds.PublishedLevel(name, "C", name),))]
    well_set(history_line(kla.rounds.History(rounds, name)))


# -- the other results -----------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_units_are_told_apart_by_shape_and_counted(language: Language) -> None:
    statuses = kla.units.unit_status(UNITS)
    chart = unit_strip(statuses, language=language)
    root = well_set(chart)
    assert len(chart.svg.encode()) < 20_000
    rules = statuses.rules
    for one in (rules.declared, rules.task_force, *rules.functions):
        states = statuses.held[one.id]
        row = f"({states.count(True)}/{len(states)})"
        assert any(row in text for text in texts(root)), one.id
        counted = [states.count(state) for state in (True, False, None)]
        said = chart.description.partition(one.title.get(language))[2].partition(".")[0]
        assert [int(number) for number in re.findall(r"\d+", said)] == counted
    # A square, a cross and a dot: none is another in another colour.
    marks = [re.sub(r"M[\d. -]+", "M", path.get("d", "")) for path in root.iter(f"{SVG}path")]
    assert len({frozenset(mark.split("M")) for mark in marks}) == 3


def test_units_that_do_not_fit_are_counted_and_none_stands_alone() -> None:
    rows = [{"id": "k", "name": "Kecamatan", "kind": "kecamatan"}]
    rows += [
        {"id": f"u{number}", "name": f"Unit {number}", "kind": "kelurahan", "parent": "k"}
        for number in range(200)
    ]
    chart = unit_strip(kla.units.unit_status(rows[:40]), language="en")
    names = [text for text in texts(well_set(chart)) if text.startswith("Unit ")]
    assert names == [f"Unit {number}" for number in range(39)]
    many = texts(well_set(unit_strip(kla.units.unit_status(rows), language="en")))
    shown = sum(text.startswith("Unit ") for text in many)
    assert f"and {200 - shown} more" in many
    none = unit_strip(kla.units.unit_status(rows[:1]), language="en")
    assert "none" in none.description


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_history_shows_every_state_of_a_round(language: Language) -> None:
    history = kla.rounds.History.read(HISTORY, CITY)
    assert {row.state for row in history.rows} == {
        *("known", "open", "conflict", "unknown", "no_round"),
    }
    chart = history_line(history, language=language)
    root = well_set(chart)
    assert {str(row.year) for row in history.rows} <= figures(root)
    assert "?" in texts(root)
    for row in history.rows:
        assert f"{row.year}: " in chart.description
    assert history_line(kla.rounds.History([]), language=language).description


def test_a_level_that_no_edition_here_has_goes_by_its_id() -> None:
    published = kla.rounds.PublishedLevel("bintang-lima", "C", "invented")
    rounds = [kla.rounds.PublishedRound(year, (published,)) for year in range(1980, 2025)]
    assert "bintang-lima" in texts(well_set(history_line(kla.rounds.History(rounds))))


@functools.cache
def planned(start: str | None = None) -> kla.Plan:
    """Return a plan of the example to the second level from below."""
    return kla.plan(CITY, CITY.edition.levels[1].id, start=start)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_is_drawn_by_agency_with_the_numbers_of_its_steps(language: Language) -> None:
    plan = planned()
    chart = plan_timeline(plan, language=language)
    root = well_set(chart)
    assert len(chart.svg.encode()) < 20_000
    shown = texts(root)
    for number, step in enumerate(plan.steps, start=1):
        assert f"{number}." in shown
        assert f"+{number_written(step.points, language)}" in shown
        assert f"{number}. {step.step.title.get(language)}" in chart.description


@pytest.mark.slow
def test_a_plan_with_a_month_to_begin_in_is_drawn_on_quarters_of_years() -> None:
    chart = plan_timeline(planned("2026-11"), language="en")
    assert {"2026", "2027"} <= figures(well_set(chart))
    assert "November 2026" in chart.description


def test_a_plan_that_is_out_of_reach_says_why() -> None:
    edition = small_edition()
    profile = kla.Profile.from_dict({"year": 2024, "points": {"1.1": 1}}, edition=edition)
    plan = kla.plan(profile, edition.levels[-1].id)
    assert plan.reason is not None
    for language in LANGUAGES:
        assert plan.reason.get(language) in plan_timeline(plan, language=language).description


def moved(transitions: dict[tuple[Any, Any], int]) -> Moved:
    return Moved(TREE, TREE, transitions, (), ())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_counts_who_goes_from_where_to_where(language: Language) -> None:
    comparison = kla.compare(TREE, TREE, limit=0)
    low, high = TREE.levels[0].id, TREE.levels[-1].id
    counts = {
        ((low,), (high,)): 41,
        ((high,), (None,)): 42,
        ((low,), (low,)): 43,
        ((None, low), (low,)): 44,
        ((low, high), (None, low, high)): 45,
    }
    chart = transition_table(evolve(comparison, moved=moved(counts)), language=language)
    assert {"41", "42", "43", "44", "45"} <= figures(well_set(chart))
    # A triangle that points up and one that points down, each in its cell and in the key.
    assert chart.svg.count("h10l-5-8z") == chart.svg.count("h10l-5 8z") == 2
    assert len(re.findall(r"\d+ \w+\.", chart.description)) >= len(counts)
    nobody = transition_table(comparison, language=language)
    assert well_set(nobody) is not None
    assert {"41", "42"}.isdisjoint(figures(parsed(nobody)))


def test_levels_without_a_common_order_neither_rise_nor_fall() -> None:
    other = evolve(TREE, levels=TREE.levels[::-1])
    low, high = TREE.levels[0].id, TREE.levels[-1].id
    own = Moved(TREE, other, {((low,), (high,)): 3}, (), ())
    comparison = evolve(kla.compare(TREE, TREE, limit=0), new=other, moved=own)
    chart = transition_table(comparison, language="en")
    assert "no common order" in " ".join(texts(well_set(chart)))
    assert "h10l-5" not in chart.svg


def test_small_editions_with_a_part_of_unknown_maximum_say_so() -> None:
    edition = kla.edition("kla-2019")
    profile = kla.Profile.from_dict({"year": 2019, "points": {"K0": 5}}, edition=edition)
    said = cluster_bars(kla.evaluate(profile), language="en").description
    assert "5; maximum not known" in said
    assert "points and maximum not known" in said
    empty = kla.Profile.from_dict({"year": 2024}, edition=small_edition())
    assert cluster_bars(kla.evaluate(empty)).description


# -- colours ---------------------------------------------------------------------------------------


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("ground", [0, 1], ids=["light", "dark"])
def test_texts_and_shapes_stand_out_as_wcag_asks(ground: int) -> None:
    colours = {role: both[ground] for role, both in COLOURS.items()}

    def contrast(one: str, other: str) -> float:
        light, dark = sorted((luminance(colours[one]), luminance(colours[other])), reverse=True)
        return (light + 0.05) / (dark + 0.05)

    for text, behind in [
        *(("ink", ground) for ground in ("panel", "band", "band2", "pale")),
        *(("soft", ground) for ground in ("panel", "band2")),
        ("on", "main"),
    ]:
        assert contrast(text, behind) >= 4.5, (text, behind)
    for shape, behind in [
        *(("main", ground) for ground in ("panel", "band", "band2", "pale")),
        *(("warm", ground) for ground in ("panel", "band", "band2")),
        *(("soft", ground) for ground in ("panel", "band", "band2", "pale")),
    ]:
        assert contrast(shape, behind) >= 3, (shape, behind)


def test_dark_is_a_style_that_names_classes_of_the_chart_alone() -> None:
    (style,) = parsed(band_line(CITY)).iter(f"{SVG}style")
    selectors = re.findall(r"([^{}]+)\{", style.text or "")
    assert "@media screen and (prefers-color-scheme:dark)" in selectors
    named = [one for one in selectors if not one.startswith("@")]
    assert all(one.startswith(".kla-chart") for one in named)
    light = {colour for colour, _ in COLOURS.values()}
    assert light.isdisjoint(re.findall(r"#\w{6}", style.text or "")) or "#ffffff" in light


# -- files -----------------------------------------------------------------------------------------


def test_a_chart_is_saved_as_svg_and_as_a_picture_of_twice_the_size(tmp_path: Path) -> None:
    pytest.importorskip("resvg_py")
    chart = band_line(CITY)
    assert chart.save(tmp_path / "a.SVG").read_text("utf-8") == chart.svg == str(chart)
    assert chart._repr_svg_() == chart.svg
    picture = chart.save(str(tmp_path / "a.png")).read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert struct.unpack(">II", picture[16:24]) == (2 * chart.width, 2 * chart.height)
    assert len(repr(chart)) < 300


@pytest.mark.parametrize("name", ["a.pdf", "a", "png", "a.svg.gz"])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(kla.ArgumentError, match="suffix"):
        band_line(CITY).save(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_extra_is_named_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(kla.MissingExtraError, match=r'pip install "kla-rules\[charts\]"'):
        band_line(CITY).save(tmp_path / "a.png")
    assert list(tmp_path.iterdir()) == []


def test_another_language_is_refused() -> None:
    with pytest.raises(kla.ArgumentError):
        band_line(CITY, language="fr")  # type: ignore[arg-type]


@pytest.mark.parametrize("name", sorted(pictures.QUICK))
def test_the_pictures_of_the_documentation_are_those_that_are_drawn_now(name: str) -> None:
    check_picture(name)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(pictures.PICTURES.keys() - pictures.QUICK))
def test_so_are_those_that_take_long(name: str) -> None:
    check_picture(name)


def check_picture(name: str) -> None:
    kept = (pictures.FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    assert kept == pictures.PICTURES[name]().svg, "make rules draws it anew"


def test_every_picture_is_shown_on_the_page() -> None:
    page = (ROOT / "docs" / "charts.md").read_text(encoding="utf-8")
    shown = re.findall(r"\]\(pictures/([\w.-]+)\.svg\)", page)
    assert sorted(shown) == sorted(pictures.PICTURES)
    assert {path.stem for path in pictures.FOLDER.glob("*.svg")} == set(pictures.PICTURES)
