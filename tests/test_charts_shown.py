"""Charts in a real browser: alone and in a page, light and dark, narrow and wide, with hostile names."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

import browsing
import kla_rules as kla
from kla_rules import charts
from kla_rules.public import NAMES
from kla_rules.testing import small_edition, small_rules
from support import PASURUAN, ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.slow
UNITS: Final = ROOT / "examples" / "kota-pasuruan" / "units.csv"

# What a name would have to be to end an element, to begin a script, to ask for something, or to need room.
HOSTILE: Final = (
    "</title></svg><script>alert(1)</script>",
    '"><img src="http://example.org/a.png" onerror="alert(2)">',
    "]]><!--<style>*{display:none}</style>&lt;&amp;&#0;",
    "Kabupaten " + "W" * 180,
)


def city(name: str) -> kla.Evaluation:
    """Return an evaluation with gaps, of a city of that name."""
    profile = kla.Profile.read(PASURUAN)
    return kla.evaluate(kla.Profile.from_dict({**profile.to_dict(), "region": {"name": name}}))


def statuses(name: str) -> kla.units.UnitStatuses:
    """Return the status of units, the first of which has that name."""
    rows = list(kla.units.Units.read(UNITS).rows())
    return kla.units.unit_status(
        kla.units.Units.from_rows([*rows, {**rows[-1], "id": "named", "name": name}])
    )


def comparison(name: str) -> kla.validation.Comparison:
    """Return a comparison of two small editions under which a city of that name falls."""
    rules = small_rules()
    rules["edition.yaml"]["levels"][0]["floor"] += 5
    old, new = small_edition(), small_edition(rules)
    data = {"year": 2024, "region": {"name": name}, "points": {"total": old.levels[0].floor_points}}
    return kla.compare(old, new, [kla.Profile.from_dict(data, old)], limit=0)


# How each chart of the library is made for a city of a name.
MADE: Final[dict[str, Callable[[str, Any], charts.Chart]]] = {
    "band_line": lambda name, language: charts.band_line(city(name), language=language),
    "cluster_bars": lambda name, language: charts.cluster_bars(city(name), language=language),
    "gap_waterfall": lambda name, language: charts.gap_waterfall(
        city(name), "madya", language=language
    ),
    "history_line": lambda name, language: charts.history_line(
        kla.rounds.History([city(name)]), language=language
    ),
    "plan_timeline": lambda name, language: charts.plan_timeline(
        kla.plan(city(name), "madya"), language=language
    ),
    "sweep_bars": lambda name, language: charts.sweep_bars(
        kla.sweep(city(name), vary=["unknown", "caps"], n=50), language=language
    ),
    "transition_table": lambda name, language: charts.transition_table(
        comparison(name), language=language
    ),
    "unit_strip": lambda name, language: charts.unit_strip(statuses(name), language=language),
}
# Those that name no region: the names in them are those of the rules.
NAMELESS: Final = {"transition_table"}


def written(folder: Path, body: str) -> str:
    """Write a page, and return its address."""
    path = folder / "page.html"
    style = "<style>:root{color-scheme:light dark}body{font:1rem sans-serif;margin:1rem}</style>"
    head = f'<meta charset="utf-8"><title>Charts</title>{style}'
    text = f'<!doctype html><html lang="en"><head>{head}</head><body><main><h1>Charts</h1>{body}</main></body></html>'
    path.write_text(text, encoding="utf-8")
    return path.as_uri()


def test_every_chart_is_tried() -> None:
    public = {name for names in NAMES["kla_rules.charts"].values() for name in names}
    assert set(MADE) == public - {"Chart"}


@pytest.mark.parametrize("chart", MADE)
def test_charts_in_a_page_are_drawn_and_their_names_are_text(
    page: "Page", tmp_path: Path, chart: str
) -> None:
    made = [MADE[chart](name, language).svg for name in HOSTILE for language in ("id", "en")]
    page.goto(written(tmp_path, "".join(f"<p>{svg}</p>" for svg in made)))
    assert page.locator("svg").count() == len(made)
    assert page.locator("script, img, foreignObject").count() == 0
    for name, drawing in zip(HOSTILE, page.locator("svg").all()[::2], strict=True):
        said = drawing.evaluate("drawing => drawing.textContent")
        assert chart in NAMELESS or name[:5] in said
    assert browsing.violations(page) == []
    assert browsing.misplaced(page) == []
    assert browsing.overflowing(page) == []


@pytest.mark.parametrize("chart", MADE)
def test_a_chart_alone_is_drawn_in_light_and_in_dark_and_each_is_another_picture(
    page: "Page", tmp_path: Path, chart: str
) -> None:
    page.goto(MADE[chart]("Kota Contoh", "id").save(tmp_path / "chart.svg").as_uri())
    page.emulate_media(color_scheme="light")
    light = page.screenshot()
    page.emulate_media(color_scheme="dark")
    dark = page.screenshot()
    assert light != dark
    assert min(browsing.shades(page, picture) for picture in (light, dark)) > 10
