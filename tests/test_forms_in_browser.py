"""The form of the example, drawn by react-jsonschema-form: what is filled in is a profile.

Its packages are none of the library: `npm install && npm run build` in `examples/forms/` brings them,
and without them these tests are left out.
"""

import json
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kla_rules as kla
from formed import Form
from served import serving
from support import ROOT, TREE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PROGRAM = ROOT / "examples" / "forms" / "form.js"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not PROGRAM.exists(), reason="needs packages of npm"),
]
# What is posted is kept, and answered as if nothing were known.
_SHOW = """(schema) => {
  window.sent = [];
  const send = async (body) => {
    window.sent.push(body);
    return { levels_possible: [null], score_range: [0, 0] };
  };
  return window.kla.show(document.getElementById("form"), schema, send);
}"""


def drawn(page: "Page", folder: Path, edition: kla.Edition) -> None:
    """Draw the form of an edition in English."""
    path = folder / "page.html"
    path.write_text("<!doctype html><main id='form'></main>", encoding="utf-8")
    page.goto(path.as_uri())
    page.add_script_tag(path=PROGRAM)
    page.evaluate(_SHOW, kla.form_schema(edition, "en"))
    page.wait_for_selector("button[type=submit]")


def sent(page: "Page") -> dict[str, object]:
    """Send the form; return the profile that was posted."""
    page.click("button[type=submit]")
    page.wait_for_function("window.sent.length > 0")
    data: dict[str, object] = json.loads(page.evaluate("window.sent.pop()"))
    return data


def test_three_answers_are_a_profile_and_so_is_an_empty_form(page: "Page", tmp_path: Path) -> None:
    whole = Form(TREE)
    drawn(page, tmp_path, TREE)
    assert sent(page) == {"edition": TREE.id}
    yes_no = next(one.id for one in TREE.questions if one.answer == "yes_no")
    page.locator('[id="root_answers_6.1_points"]').fill("4.25")
    page.locator('[id="root_answers_6.3__oneof_select"]').select_option(label="Met or not")
    page.locator('[id="root_answers_6.3_option"]').select_option(label="fully met")
    page.locator(f'[id="root_answers_{yes_no}__oneof_select"]').select_option(label="Yes or no")
    page.locator(f'[id="root_answers_{yes_no}_holds"]').check()
    data = sent(page)
    assert data["answers"] == {
        "6.1": {"points": 4.25}, "6.3": {"option": "full"}, yes_no: {"holds": True},
    }  # fmt: skip
    assert (whole.fits(data), whole.found(data)) == (True, set())


def test_documents_and_measures_are_filled_in(page: "Page", tmp_path: Path) -> None:
    edition = kla.edition("kla-2019")
    drawn(page, tmp_path, edition)
    page.fill("#root_region_name", "Kota Rekaan")
    page.fill("#root_year", "2019")
    page.fill("#root_points_K1", "10")
    page.fill("#root_measures_sra_share", "31.5")
    data = sent(page)
    profile = kla.Profile.from_dict(data)
    assert profile.region is not None
    assert (profile.year, profile.edition.id) == (2019, edition.id)
    assert (
        profile.measures["sra_share"][0].value
        == kla.Profile.from_dict({"edition": edition.id, "measures": {"sra_share": 31.5}})
        .measures["sra_share"][0]
        .value
    )


class _Quiet(SimpleHTTPRequestHandler):
    """Serves the folder of the example, and says nothing of it."""

    def log_message(self, *_: object) -> None:
        """Write no line."""


def test_the_page_of_the_example_shows_level_and_range_of_what_a_server_answers(
    browser: "Browser",
) -> None:
    """A stranger's page, another origin than the server's, three answers."""
    questions = [one.id for one in TREE.questions]
    answers = {one: {"points": 0.75} for one in (questions[0], questions[100], questions[-1])}
    site = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=PROGRAM.parent))
    threading.Thread(target=site.serve_forever, daemon=True).start()
    origin = f"http://127.0.0.1:{site.server_port}"
    context = browser.new_context()
    try:
        with serving("--allow-origin", origin) as (port, _):
            page = context.new_page()
            page.goto(f"{origin}/index.html?server=http://127.0.0.1:{port}")
            page.wait_for_selector("button[type=submit]")
            for question, answer in answers.items():
                points = page.locator(f'[id="root_answers_{question}_points"]')
                points.fill(str(answer["points"]))
            page.click("button[type=submit]")
            page.wait_for_function("document.querySelector('output').textContent")
            shown = page.inner_text("output")
    finally:
        context.close()
        site.shutdown()
        site.server_close()
    result = kla.evaluate(kla.Profile.from_dict({"edition": TREE.id, "answers": answers}))
    levels = ", ".join(level or "tanpa peringkat" for level in result.to_dict()["levels_possible"])
    low, high = result.to_dict()["score_range"]
    assert shown == f"{levels}: {low} sampai {high} poin"
