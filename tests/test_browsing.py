"""Tests of pages in a browser notice what they are for; otherwise they would pass for nothing."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import browsing

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow
_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title></head>
<body><main><h1>A page</h1>{}</main></body></html>"""


def opened(page: "Page", folder: Path, body: str) -> None:
    """Open a file with this body."""
    path = folder / "page.html"
    path.write_text(_PAGE.format(body), encoding="utf-8")
    page.goto(path.as_uri())


def test_a_plain_page_has_nothing_against_it(page: "Page", tmp_path: Path) -> None:
    opened(page, tmp_path, "<p>Plain.</p>")
    assert browsing.violations(page) == []
    assert browsing.overflowing(page) == []
    assert browsing.shades(page, page.screenshot()) > 1


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ('<img src="http://example.org/a.png" alt="">', "request: http://example.org/a.png"),
        (
            '<link rel="stylesheet" href="https://example.org/a.css">',
            "request: https://example.org",
        ),
        ("<script>console.error('bad')</script>", "console, error: bad"),
        ("<script>throw new Error('worse')</script>", "error on the page: worse"),
        ("<script>alert('hostile')</script>", "dialog: hostile"),
    ],
)
def test_what_a_page_must_not_do_fails_the_test(
    browser: "Browser", tmp_path: Path, body: str, told: str
) -> None:
    with pytest.raises(AssertionError, match=told), browsing.watched(browser) as page:
        opened(page, tmp_path, body)


def test_what_is_against_wcag_is_told_by_its_element(page: "Page", tmp_path: Path) -> None:
    opened(
        page, tmp_path, '<svg role="img" width="9" height="9"></svg><p style="color:#aaa">Pale.</p>'
    )
    found = browsing.violations(page)
    assert [one.partition(" ")[0] for one in found] == ["color-contrast", "svg-img-alt"]
    assert "Pale." in found[0]


def test_what_is_too_wide_is_told_by_its_width_and_element(page: "Page", tmp_path: Path) -> None:
    opened(page, tmp_path, '<p class="long" style="width:900px">Long.</p>')
    found = browsing.overflowing(page)
    assert [one[:9] for one in found] == ["at 320 px", "at 768 px"]
    assert all("p.long" in one for one in found)


def test_texts_of_a_drawing_that_are_cut_or_lie_on_each_other_are_told(
    page: "Page", tmp_path: Path
) -> None:
    texts = '<text x="2" y="20">First</text><text x="9" y="22">over it</text><text x="80" y="90">too long</text>'
    opened(page, tmp_path, f'<svg viewBox="0 0 99 99" width="99">{texts}</svg>')
    assert browsing.misplaced(page) == ["outside: too long", "First on over it"]


def test_an_empty_picture_has_one_colour(page: "Page") -> None:
    assert browsing.shades(page, page.screenshot()) == 1


def test_a_page_is_printed_on_a4_sheet_by_sheet(page: "Page", tmp_path: Path) -> None:
    opened(page, tmp_path, '<p>First.</p><p style="break-before:page">Second.</p>')
    pdf = browsing.printed(page)
    assert [text.split()[-1] for text in browsing.sheets(pdf)] == ["First.", "Second."]
    drawn = browsing.pictures(pdf, tmp_path, dots=72)
    assert len(drawn) == 2
    # A4 at 72 dots an inch, begun ones counted; width and height stand in these bytes of a PNG file.
    heads = [path.read_bytes()[16:24] for path in drawn]
    assert {(int.from_bytes(one[:4]), int.from_bytes(one[4:])) for one in heads} == {(596, 843)}


def test_without_a_browser_a_test_is_left_out_or_fails_as_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("KLA_BROWSER", raising=False)
    with pytest.raises(pytest.skip.Exception, match="needs the program no-such-browser"):
        browsing.program("no-such-browser")
    monkeypatch.setenv("KLA_BROWSER", "required")
    with pytest.raises(pytest.fail.Exception, match="needs the program no-such-browser"):
        browsing.program("no-such-browser")
