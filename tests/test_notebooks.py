"""Notebooks are kept without outputs and written as pages; `make notebooks` runs them."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

import notebook_pages
from support import ROOT

FOLDER = ROOT / "examples" / "notebooks"
STORED = sorted(FOLDER.glob("*.ipynb"))
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg"><title>A [line]\n of levels</title></svg>'


def code(cell_id: str, source: str, *outputs: dict[str, Any], **ours: Any) -> dict[str, Any]:
    """Return a cell of code."""
    cell = {"cell_type": "code", "id": cell_id, "metadata": {"kla": ours} if ours else {}}
    return {**cell, "source": source, "execution_count": 1, "outputs": list(outputs)}


def notebook(*cells: dict[str, Any]) -> dict[str, Any]:
    """Return a notebook as an editor would store it."""
    state = {"widgets": {"application/json": {}}, "language_info": {"version": "3.11.7"}}
    return {"cells": list(cells), "metadata": state, "nbformat": 4, "nbformat_minor": 5}


def shown(**data: str) -> dict[str, Any]:
    """Return an output that shows something in several forms."""
    forms = {name.replace("_", "/").replace("svg", "svg+xml"): text for name, text in data.items()}
    return {"output_type": "display_data", "metadata": {}, "data": forms}


# -- how they are kept -----------------------------------------------------------------------------


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)
def test_a_notebook_is_kept_without_outputs_and_in_one_form(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text == notebook_pages.kept(json.loads(text)), "python tools/notebooks.py --keep"


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)
def test_a_notebook_begins_with_its_title_and_ends_with_what_not_to_conclude(path: Path) -> None:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert cells[0]["cell_type"] == cells[-1]["cell_type"] == "markdown"
    assert cells[0]["source"][0].startswith("# ")
    assert cells[-1]["source"][0] == "## What not to conclude\n"


def test_what_an_editor_adds_to_a_notebook_is_not_kept() -> None:
    cell = code("a", "1 + 1\n\n", shown(text_plain="2"), expects=["2"])
    cell["metadata"] |= {"collapsed": True, "scrolled": "auto"}
    kept = json.loads(notebook_pages.kept(notebook(cell)))
    assert kept["metadata"] == notebook_pages.METADATA
    assert kept["cells"] == [
        {**cell, "source": ["1 + 1"], "outputs": [], "execution_count": None, "metadata": {"kla": {"expects": ["2"]}}}
    ]  # fmt: skip
    assert notebook_pages.kept(kept) == notebook_pages.kept(notebook(cell))


def test_every_page_has_its_notebook_and_every_notebook_its_page() -> None:
    pages = (ROOT / "docs" / "notebooks").glob("*.md")
    assert {path.stem for path in pages} == {path.stem for path in STORED}


# -- pages -----------------------------------------------------------------------------------------


def test_a_page_shows_text_code_and_the_best_form_of_each_output() -> None:
    made = notebook_pages.written(
        "try",
        notebook(
            {"cell_type": "markdown", "id": "t", "metadata": {}, "source": ["# Try\n", "\n", "Text."]},
            code("drawn", "chart", shown(text_plain="Chart()", image_svg=PICTURE), shown(image_svg=PICTURE)),
            code("card", "city", shown(text_html="<b>x</b>", text_markdown="**x**\n", text_plain="City()")),
            code("said", "print(1)", {"output_type": "stream", "name": "stdout", "text": "```\n"}),
            code("quiet", "x = 1"),
        ),
    )  # fmt: skip
    assert made["try.md"].partition("\n\n")[2] == (
        "# Try\n\nText.\n\n"
        "```python\nchart\n```\n\n"
        "![A \\[line\\] of levels](try/drawn.svg)\n\n![A \\[line\\] of levels](try/drawn-2.svg)\n\n"
        "```python\ncity\n```\n\n**x**\n\n"
        "```python\nprint(1)\n```\n\n````text\n```\n````\n\n"
        "```python\nx = 1\n```\n"
    )
    assert made["try/drawn.svg"] == made["try/drawn-2.svg"] == PICTURE + "\n"


def test_a_frame_is_a_table_whatever_stands_in_it() -> None:
    pd = pytest.importorskip("pandas", reason="a frame is of the library that is there")
    table = pd.DataFrame({"a|b": ["<b>x</b>", "*y*"], "points": [1.5, None]})
    first = code("a", "table", shown(text_html=table.to_html(), text_plain=str(table)))
    named = table.set_index("a|b").to_html()
    second = code("b", "named", shown(text_html=named, text_plain=""))
    page = notebook_pages.written("try", notebook(first, second))["try.md"]
    assert (
        "|  | a\\|b | points |\n| --- | --- | --- |\n| 0 | \\<b\\>x\\</b\\> | 1.5 |\n| 1 | \\*y\\* | NaN |\n"
        in page
    )
    assert "| a\\|b | points |\n| --- | --- |\n| \\<b\\>x\\</b\\> | 1.5 |\n" in page


# -- runs ------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_what_a_notebook_must_not_do_is_told_by_its_cell(tmp_path: Path) -> None:
    pytest.importorskip("nbclient", reason="it is installed on the first Python only")
    import notebooks

    paths = []
    for name, source in {
        "fails": "raise ValueError('bad')",
        "forgets": "'beta'",
        "net": "import socket\nsocket.create_connection(('127.0.0.1', 9))",
        "runs": "from pathlib import Path\nPath('../new.yaml').write_text(Path('../kota-bandung-2024.yaml').read_text())\n'alpha'",
        "warns": "import warnings\nwarnings.warn('old')",
    }.items():
        paths.append(tmp_path / f"{name}.ipynb")
        cell = code("first", source, expects=["alpha"] if name in {"forgets", "runs"} else [])
        paths[-1].write_text(notebook_pages.kept(notebook(cell)), encoding="utf-8")
    before = sorted(ROOT.glob("examples/**/*"))
    ran = {one.name: one for one in asyncio.run(notebooks.run(paths))}
    assert sorted(ROOT.glob("examples/**/*")) == before
    assert ran["runs"].problems == ()
    assert "'alpha'" in ran["runs"].files["runs.md"]
    assert "ValueError: bad" in ran["fails"].problems[0]
    assert ran["fails"].files == {}
    assert ran["forgets"].problems == ("cell first does not say 'alpha'",)
    assert "a notebook has no network" in ran["net"].problems[0]
    assert "cell first says on stderr: " in ran["warns"].problems[0]


@pytest.mark.slow
def test_pages_that_are_not_what_came_of_the_notebooks_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("nbclient", reason="it is installed on the first Python only")
    import notebooks

    monkeypatch.setattr(notebooks, "PAGES", tmp_path)
    notebooks.write({"a.md": "A\n", "a/one.svg": "<svg/>\n"})
    assert list(notebooks.differing({"a.md": "A\n", "a/one.svg": "<svg/>\n"})) == []
    told = list(notebooks.differing({"a.md": "B\n", "b.md": "B\n"}))
    assert [one.split()[0] for one in told] == [
        f"docs/notebooks/{x}" for x in ("a.md", "a/one.svg", "b.md")
    ]
    assert "-A\n+B" in told[0]
    notebooks.write({"b.md": "B\n"})
    assert notebooks.there() == {"b.md": "B\n"}
