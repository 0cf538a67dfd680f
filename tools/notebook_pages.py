"""How a notebook is kept, and how one that was run is written as a page.

Kept are the cells alone: no outputs, no counts, no state of widgets, and of the kernel its name.
On the page an output is a picture where it has one, else its Markdown, else a table where it is a
frame, else its plain text: other HTML is for notebooks, and a forge would show half of it.
"""

import json
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any, Final

# As JSON has it; nbformat's own classes are mappings too.
Node = Mapping[str, Any]

PICTURE: Final = "image/svg+xml"
METADATA: Final = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
_TITLE: Final = re.compile(r"<title\b[^>]*>(.*?)</title>", re.DOTALL)
_COLOUR: Final = re.compile("\x1b\\[[0-9;]*m")


def kept(notebook: Node) -> str:
    """Return the text of the file in which a notebook is kept."""
    form = {
        "cells": [_kept_cell(cell) for cell in notebook["cells"]],
        "metadata": METADATA,
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(form, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _kept_cell(cell: Node) -> dict[str, Any]:
    ours = {name: value for name, value in cell["metadata"].items() if name == "kla"}
    text = source(cell).splitlines(keepends=True)
    both = {"cell_type": cell["cell_type"], "id": cell["id"], "metadata": ours, "source": text}
    code = cell["cell_type"] == "code"
    return both | ({"execution_count": None, "outputs": []} if code else {})


def source(cell: Node) -> str:
    """Return the text of a cell: a file has it as lines."""
    return "".join(cell["source"]).rstrip()


def said(cell: Node) -> str:
    """Return all that a cell printed and showed, in every form that it has."""
    return "".join(
        text
        for output in cell.get("outputs", [])
        for text in (output.get("text", ""), *output.get("data", {}).values())
        if isinstance(text, str)
    )


def written(name: str, notebook: Node) -> Mapping[str, str]:
    """Return the page of a notebook that was run, and its pictures, each by its name."""
    pictures: dict[str, str] = {}
    parts = [
        f"<!-- Written by tools/notebooks.py from examples/notebooks/{name}.ipynb; do not edit. -->"
    ]
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            parts.append(source(cell))
        else:
            parts.append(fenced(source(cell), "python"))
            parts += shown(name, cell, pictures)
    return {f"{name}.md": "\n\n".join(parts) + "\n", **pictures}


def shown(name: str, cell: Node, pictures: dict[str, str]) -> Iterator[str]:
    """Yield the outputs of a cell as Markdown; pictures go beside, named for the cell."""
    drawn = 0
    for output in cell["outputs"]:
        data = output.get("data", {})
        if PICTURE in data:
            drawing = data[PICTURE].rstrip() + "\n"
            drawn += 1
            file = f"{name}/{cell['id']}{f'-{drawn}' if drawn > 1 else ''}.svg"
            pictures[file] = drawing
            yield f"![{alternative(drawing)}]({file})"
        elif "text/markdown" in data:
            yield data["text/markdown"].rstrip()
        elif 'class="dataframe"' in data.get("text/html", ""):
            yield frame(data["text/html"])
        else:
            yield fenced(plain(output.get("text", "") or data.get("text/plain", "")), "text")


def plain(text: str) -> str:
    """Return text without the colours of a terminal."""
    return _COLOUR.sub("", text)


class _Table(HTMLParser):
    """The rows of cells of a table that pandas or Polars wrote."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.inside = False

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"}:
            self.rows[-1].append("")
            self.inside = True

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag not in {"td", "th"}

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.rows[-1][-1] += data


def frame(html: str) -> str:
    """Return a frame as a table of Markdown; its first row is the head."""
    table = _Table()
    table.feed(html)
    head, *rows = ([escaped(cell) for cell in row] for row in table.rows)
    # An index that has a name has a row of its own for it.
    if rows and not any(rows[0][1:]):
        head[0] = " / ".join(filter(None, (rows.pop(0)[0], head[0])))
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def escaped(text: str) -> str:
    """Return text that Markdown takes for text, in a cell of a table."""
    return re.sub(r"([\\`*_\[\]<>|])", r"\\\1", " ".join(text.split()))


def alternative(drawing: str) -> str:
    """Return what stands for a picture where it is not seen: its title."""
    found = _TITLE.search(drawing)
    return re.sub(r"([\[\]\\])", r"\\\1", " ".join(found[1].split())) if found else ""


def fenced(text: str, language: str) -> str:
    """Return a block of text as it is, behind a fence that it does not hold."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join((fence + language, text.strip("\n"), fence))
