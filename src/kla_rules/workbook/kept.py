"""Texts of a profile that a cell of a form would not give back as they are."""

from collections.abc import Iterator, Mapping
from typing import Any

from kla_rules.core.findings import Finding, Path
from kla_rules.core.writing import spreadsheet_cell
from kla_rules.workbook.cells import text_in


def lost_texts(data: Mapping[str, Any]) -> list[Finding]:
    """Return a finding for each text of a profile that a form cannot hold.

    A cell shows no signs that are not seen, and its first sign may keep it from being a formula.

    >>> [one.path for one in lost_texts({"region": {"name": "'=Kota Contoh"}})]
    [('region', 'name')]
    """
    return [
        Finding("form.text", {}, path)
        for path, text in _texts(data)
        if text_in(spreadsheet_cell(text)) != text
    ]


def _texts(data: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    name = data.get("region", {}).get("name")
    if name is not None:
        yield ("region", "name"), name
    for question, answer in data.get("answers", {}).items():
        for place, document in enumerate(answer.get("evidence", ())):
            yield ("answers", question, "evidence", place, "title"), document["title"]
