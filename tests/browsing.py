"""A page in a real browser: opened, watched, measured, held to WCAG and printed.

The browser is Debian's Chromium, driven by Playwright, with a profile of its own that is new each time.
Where it is missing a test is left out, unless `KLA_BROWSER=required` says that it has to run.
"""

import base64
import importlib.resources
import importlib.util
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

import pytest

if TYPE_CHECKING:
    # Only the first Python has it, and only slow tests load it.
    from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request

# The narrowest telephone that WCAG speaks of (1.4.10), a tablet, a notebook and a large screen.
WIDTHS: Final = (320, 768, 1280, 1920)
FLAGS: Final = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_OWN: Final = ("file:", "data:", "about:")
_TAGS: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")


def program(name: str) -> str:
    """Return where a program is; without it the test is left out, or fails where it is required."""
    found = shutil.which(name)
    if found is None:
        absent(f"the program {name}")
    return found


def absent(what: str) -> NoReturn:
    """Leave the test out for want of something, or fail where a browser is required."""
    reason = f"this test needs {what}, which is not on this machine"
    if os.environ.get("KLA_BROWSER") == "required":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@contextmanager
def chromium() -> Iterator["Browser"]:
    """Start a browser, and end it."""
    if importlib.util.find_spec("playwright") is None:
        absent("the package playwright")
    from playwright.sync_api import sync_playwright

    path = program("chromium")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@contextmanager
def watched(browser: "Browser") -> Iterator["Page"]:
    """Open an empty page that may use what its file holds and nothing else.

    The test fails in the end where the page, or another that it opened, asked for anything, wrote an error
    or a warning, or opened a dialog, as a script of a hostile name would.
    """
    seen: list[str] = []

    def said(message: "ConsoleMessage") -> None:
        if message.type in {"error", "warning"}:
            seen.append(f"console, {message.type}: {message.text}")

    def asked(request: "Request") -> None:
        if not request.url.startswith(_OWN):
            seen.append(f"request: {request.url}")

    def spoke(dialog: "Dialog") -> None:
        seen.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    context = browser.new_context(offline=True)
    context.on("console", said)
    context.on("request", asked)
    context.on("dialog", spoke)
    context.on("weberror", lambda error: seen.append(f"error on the page: {error.error}"))
    yield context.new_page()
    context.close()
    assert not seen, "\n".join(seen)


def violations(page: "Page") -> list[str]:
    """Return what axe-core finds against WCAG 2.2 at level AA: one line for each element."""
    if importlib.util.find_spec("axe_playwright_python") is None:
        absent("the package axe-playwright-python")
    axe = importlib.resources.files("axe_playwright_python") / "axe.min.js"
    # Not as an element of the page: its own policy of content would rightly refuse that.
    page.evaluate(axe.read_text(encoding="utf-8"))
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})",
        list(_TAGS),
    )
    return [
        f"{rule['id']} ({rule['impact']}): {rule['help']}: {node['html']}: {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def overflowing(page: "Page", widths: tuple[int, ...] = WIDTHS) -> list[str]:
    """Return at which widths the page must be scrolled sideways, and for which elements."""
    problems = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        wide, room, by = page.evaluate(_OVERFLOW)
        if wide > room:
            problems.append(f"at {width} px the page is {wide} px wide: {', '.join(by)}")
    return problems


_OVERFLOW: Final = """() => {
    const root = document.scrollingElement, room = root.clientWidth;
    const over = [...document.body.querySelectorAll('*')].filter(
        one => one.getBoundingClientRect().right > room + 1);
    const named = one => one.tagName.toLowerCase() + '.' + (one.getAttribute('class') ?? '');
    return [root.scrollWidth, room, over.slice(-3).map(named)];
}"""


def misplaced(page: "Page") -> list[str]:
    """Return the texts of drawings that leave their drawing or lie on each other, as they are set here."""
    found: list[str] = page.evaluate(_MISPLACED)
    return found


_MISPLACED: Final = """() => [...document.querySelectorAll('svg')].flatMap(drawing => {
    const all = drawing.getBoundingClientRect();
    const texts = [...drawing.querySelectorAll('text')].map(
        one => [one.textContent, one.getBoundingClientRect()]);
    const out = texts.filter(([, box]) => box.left < all.left - 1 || box.right > all.right + 1
        || box.top < all.top - 1 || box.bottom > all.bottom + 1);
    const shared = (a, b, from, to) => Math.min(a[to], b[to]) - Math.max(a[from], b[from]);
    const pairs = texts.flatMap((one, place) => texts.slice(place + 1).map(other => [one, other]));
    // Lines of text stand close: of each the room above and below its letters counts as well.
    const on = pairs.filter(([[, a], [, b]]) =>
        shared(a, b, 'left', 'right') > 4 && shared(a, b, 'top', 'bottom') > 4);
    return [...out.map(([text]) => `outside: ${text}`), ...on.map(([a, b]) => `${a[0]} on ${b[0]}`)];
})"""


def shades(page: "Page", picture: bytes) -> int:
    """Return how many colours a PNG file has, as the browser reads it: an empty one has one."""
    reader = page.context.new_page()
    encoded = base64.b64encode(picture).decode()
    found: int = reader.evaluate(_SHADES, f"data:image/png;base64,{encoded}")
    reader.close()
    return found


_SHADES: Final = """async address => {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height), pen = canvas.getContext('2d');
    pen.drawImage(image, 0, 0);
    const bytes = pen.getImageData(0, 0, image.width, image.height).data;
    return new Set(new Uint32Array(bytes.buffer)).size;
}"""


def converted(cells: list[dict[str, Any]]) -> str:
    """Return the page that nbconvert makes of cells with outputs, in the style of JupyterLab."""
    if importlib.util.find_spec("nbconvert") is None:
        absent("the package nbconvert")
    import nbconvert
    from nbformat import from_dict

    # Where it is installed, whichever environment the tests themselves run in.
    templates = (
        Path(nbconvert.__file__).parents[4] / "share" / "jupyter" / "nbconvert" / "templates"
    )
    exporter = nbconvert.HTMLExporter(  # type: ignore[no-untyped-call]
        template_name="lab",
        extra_template_basedirs=[str(templates)],
        extra_template_paths=[str(templates)],
    )
    plain = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    text, _ = exporter.from_notebook_node(from_dict(plain))  # type: ignore[no-untyped-call]
    return str(text)


def printed(page: "Page") -> bytes:
    """Return the page as it is printed on A4, as a PDF file."""
    return page.pdf(format="A4", print_background=True, prefer_css_page_size=True)


def sheets(pdf: bytes) -> list[str]:
    """Return the text of each sheet of a PDF file, laid out as it is printed."""
    command = [program("pdftotext"), "-layout", "-", "-"]
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]


def pictures(pdf: bytes, folder: Path, dots: int = 80) -> list[Path]:
    """Write each sheet of a PDF file as a PNG file into a folder, to be looked at."""
    command = [program("pdftoppm"), "-png", "-r", str(dots), "-", str(folder / "sheet")]
    subprocess.run(command, input=pdf, capture_output=True, check=True)
    return sorted(folder.glob("sheet-*.png"))
