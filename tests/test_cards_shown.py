"""Cards in a real browser: in a plain page and in a notebook's, light and dark, with hostile names."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import browsing
import kla_rules as kla
from support import PASURUAN, ROOT
from test_charts_shown import HOSTILE, written

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow


def results(name: str) -> dict[str, Any]:
    """Return a result of each kind that is about one city, or one edition."""
    profile = kla.Profile.read(PASURUAN)
    city = kla.evaluate(kla.Profile.from_dict({**profile.to_dict(), "region": {"name": name}}))
    folder = ROOT / "examples" / "kota-pasuruan"
    return {
        "evaluation": city,
        "gaps": city.gaps,
        "steps": city.steps,
        "deciding": city.deciding(),
        "sensitivity": city.sensitivity(),
        "outlook": kla.rounds.verification_outlook(city),
        "history": kla.rounds.History([city]),
        "province": kla.rounds.assess_province({name: "madya"}),
        "plan": kla.plan(city, "madya"),
        "rollup": kla.rollup(folder / "units.csv"),
        "statuses": kla.units.unit_status(folder / "units.csv"),
        "forum": kla.participation.assess_forum(folder / "forum.csv"),
        "sweep": kla.sweep(city, vary=["unknown", "verification", "caps"], n=100),
        "sweeps": kla.sweep([city.profile], vary="unknown", n=100),
        "edition": city.edition,
        "difference": kla.compare_evaluations(city, city.with_points({"6.3": 21}).after),
        "comparison": kla.compare("kla-2022", "kla-2024", limit=0),
    }


def shown(name: str, html: str) -> dict[str, Any]:
    """Return a cell of a notebook that has shown something."""
    data = {"text/html": html, "text/plain": name}
    output = {"output_type": "display_data", "data": data, "metadata": {}}
    cell = {"cell_type": "code", "id": name, "metadata": {}, "source": name}
    return {**cell, "execution_count": None, "outputs": [output]}


@pytest.mark.parametrize("name", HOSTILE, ids=["script", "request", "comment", "long"])
def test_cards_in_a_page_are_read_by_all_and_their_names_are_text(
    page: "Page", tmp_path: Path, name: str
) -> None:
    cards = results(name)
    page.goto(written(tmp_path, "".join(one._repr_html_() for one in cards.values())))
    assert page.locator("div.kla").count() == len(cards)
    assert page.locator("script, img, foreignObject").count() == 0
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert browsing.violations(page) == []
    assert browsing.overflowing(page) == []


def test_a_notebook_shows_cards_as_they_are_meant_whatever_its_own_style_says(
    browser: "Browser", tmp_path: Path
) -> None:
    cells = [shown(name, one._repr_html_()) for name, one in results("Kota Contoh").items()]
    path = tmp_path / "notebook.html"
    path.write_text(browsing.converted(cells), encoding="utf-8")
    # The page that nbconvert makes asks for scripts of others; what is looked at here is ours.
    page = browser.new_context(offline=True).new_page()
    page.goto(path.as_uri())
    assert page.locator("div.kla").count() == len(cells)
    assert page.evaluate(_OUTSIDE) == []
    assert page.evaluate(_ALIGNED) == ["start"]


_OUTSIDE = """() => [...document.querySelectorAll('.kla i.b > i')].filter(one => {
    const own = one.getBoundingClientRect(), all = one.parentElement.getBoundingClientRect();
    return own.left < all.left - 1 || own.right > all.right + 1;
}).length ? ['bars lie outside of their frame'] : []"""
_ALIGNED = """() => [...new Set([...document.querySelectorAll('.kla td:not(.n), .kla th:not(.n)')].map(
    one => getComputedStyle(one).textAlign.replace('left', 'start')))]"""
