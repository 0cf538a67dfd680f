"""The report in a real browser: read, filtered, sorted, printed; on a telephone, in the dark, without a script."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

import browsing
import kla_rules as kla
from kla_rules.core.writing import LANGUAGES, Language
from kla_rules.report import report
from support import BANDUNG, ROOT, command

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow
EXAMPLES = ROOT / "examples"
HOSTILE = ('"><img src=x onerror=alert(1)></style><script>alert(2)</script>' + " Sukamaju" * 20)[
    :200
]
HELD = "kota-contoh-2019-illustrative.yaml"


def written(folder: Path, name: str, language: Language = "id") -> Path:
    """Write the report of an example, of a hostile name, or of a region of which nothing is known."""
    if name in {"nothing", "hostile"}:
        region = {"name": HOSTILE if name == "hostile" else "Kota Contoh"}
        result = kla.evaluate(kla.Profile.from_dict({"region": region, "year": 2024}))
    else:
        result = kla.evaluate(kla.Profile.read(EXAMPLES / name))
    levels = [level.id for level in result.edition.levels]
    above = levels.index(result.level) + 1 if result.level else 0
    plan = kla.plan(result, levels[max(above, 1)], start="2026-12")
    progress = kla.planning.assess_progress(plan, result, "2027-06") if plan.feasible else None
    path = folder / f"{name}.html"
    path.write_text(report(result, plan, progress=progress, language=language), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of a city of which much is known."""
    return written(tmp_path_factory.mktemp("report"), "kota-pasuruan")


@pytest.mark.parametrize(
    ("name", "language"),
    [
        *(("kota-pasuruan", language) for language in LANGUAGES),
        *((name, "id") for name in (BANDUNG.name, "nothing", "hostile")),
        (HELD, "en"),
    ],
)
def test_page_one_is_one_sheet_and_no_width_needs_scrolling_sideways(
    page: "Page", tmp_path: Path, name: str, language: Language
) -> None:
    page.goto(written(tmp_path, name, language).as_uri())
    assert browsing.overflowing(page) == []
    sheets = browsing.sheets(browsing.printed(page))
    titles = page.locator(".first h2").all_inner_texts()
    assert all(title in sheets[0] for title in titles)
    last = page.locator(".first > p").last.inner_text().split()
    assert " ".join(last[-3:]) in " ".join(sheets[0].split())
    assert page.locator("nav h2").inner_text() in sheets[1]
    assert all(f"{number} / {len(sheets)}" in text for number, text in enumerate(sheets, start=1))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["kota-pasuruan-illustrative.yaml", HELD])
def test_the_page_holds_to_wcag_on_a_large_screen_and_on_a_small_one(
    page: "Page", tmp_path: Path, name: str, scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 1280 if scheme == "light" else 320, "height": 900})
    page.goto(written(tmp_path, name).as_uri())
    assert browsing.violations(page) == []


def test_each_page_of_an_agency_begins_a_sheet_and_tables_repeat_their_headings(
    page: "Page", city: Path
) -> None:
    page.goto(city.as_uri())
    names = page.locator(".agency h2").all_inner_texts()
    heading = page.locator("section[aria-labelledby=gaps] thead .printed").first.text_content()
    region = page.locator("h1").inner_text()
    sheets = browsing.sheets(browsing.printed(page))
    begins = [" ".join(sheet.split("\n\n\n")[0].split()) for sheet in sheets]
    for name in names:
        own = [text for text in begins if text.startswith(region) and name.split()[0] in text]
        assert own, name
    assert heading is not None
    rows = [sheet for sheet in sheets if heading in sheet]
    assert len(rows) > 2  # the long table goes on over several sheets


def test_a_list_is_filtered_as_one_types_and_says_how_many_are_left(
    page: "Page", city: Path
) -> None:
    page.goto(city.as_uri())
    tools = page.locator("section[aria-labelledby=gaps] .tools")
    rows = tools.locator("tbody tr")
    every = rows.count()
    field = tools.get_by_role("searchbox")
    assert field.is_visible()
    field.focus()
    page.keyboard.type("forum anak")
    left = rows.filter(visible=True)
    assert 0 < left.count() < every
    for text in left.all_inner_texts():
        assert "forum" in text.lower()
        assert "anak" in text.lower()
    assert str(left.count()) in tools.locator("output").inner_text()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    assert left.count() == every


def test_a_table_is_put_in_order_by_keyboard_and_says_so(page: "Page", city: Path) -> None:
    page.goto(city.as_uri())
    tools = page.locator("section[aria-labelledby=agencies] .tools")
    head = tools.locator("thead th").last
    button = head.locator("button")
    button.focus()
    for order, turned in (("ascending", False), ("descending", True)):
        page.keyboard.press("Enter")
        assert head.get_attribute("aria-sort") == order
        cells = tools.locator("tbody tr td:last-child").evaluate_all(
            "cells => cells.map(cell => Number(cell.dataset.value))"
        )
        assert cells == sorted(cells, reverse=turned)
    first = tools.locator("thead th").first
    first.locator("button").focus()
    page.keyboard.press("Space")
    assert first.get_attribute("aria-sort") == "ascending"
    assert head.get_attribute("aria-sort") is None


def test_the_contents_show_where_one_reads_and_the_first_key_leads_past_them(
    page: "Page", city: Path
) -> None:
    page.goto(city.as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box() is not None
    page.locator("nav a[href='#clusters']").click()
    page.wait_for_selector("nav a[aria-current]")
    assert page.locator("nav a[aria-current]").count() == 1


def test_one_page_of_an_agency_is_printed_alone(page: "Page", city: Path) -> None:
    page.goto(city.as_uri())
    page.evaluate("window.print = () => { window.seen = document.body.className }")
    page.locator(".agency button").first.click()
    assert page.evaluate("window.seen") == "alone"
    assert page.evaluate("document.body.className") == ""


def test_everything_is_read_without_a_script(browser: "Browser", city: Path) -> None:
    texts = []
    for runs in (True, False):
        context = browser.new_context(java_script_enabled=runs, offline=True)
        opened = context.new_page()
        opened.goto(city.as_uri())
        assert opened.locator(".filter").first.is_visible() is runs
        texts.append(opened.locator("tbody").all_inner_texts())
        context.close()
    assert texts[0] == texts[1]


def test_the_command_makes_the_pdf_with_the_browser_that_is_there(tmp_path: Path) -> None:
    browsing.program("chromium")
    path = tmp_path / "r.pdf"
    code, out, errors = command(
        "report", EXAMPLES / "kota-pasuruan", "-o", path, "--format", "pdf", "--to", "madya"
    )
    assert (code, errors) == (0, "")
    assert str(path) in out
    sheets = browsing.sheets(path.read_bytes())
    assert "Kota Pasuruan" in sheets[0]
    assert len(sheets) > 20
