"""The tables of single questions: built, and held against their question.

A table has no gaps and no overlaps, and its points run in the direction of the question.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from kla_rules.findings import Finding, Path
from kla_rules.model import Band, Node, Provenance, Table, Text
from kla_rules.points import is_exact, thousandths
from kla_rules.reading.near import near

Rule = Mapping[str, Any]
_MEASURED: Final = ("percentage", "count")
_RESERVED: Final = ("none", "full")
_WHOLE: Final = 100


def table_of(rule: Rule, owner: str, provenance: Provenance | None = None) -> Table:
    """Return the table that a checked mapping describes, of the scale or overlay `owner`."""
    bands = rule.get("bands", ())
    return Table(
        owner,
        tuple(Band(one["from"], one.get("to"), thousandths(one["points"])) for one in bands),
        {name: thousandths(points) for name, points in rule.get("options", {}).items()},
        provenance,
    )


def table_findings(
    questions: Mapping[str, Node], node_id: str, table: Rule, path: Path
) -> Iterator[Finding]:
    """Yield what is wrong with the table of one question; `questions` are those that exist."""
    node = questions.get(node_id)
    if node is None:
        values = {"node": node_id, "near": near(node_id, questions)}
        yield Finding("scale.unknown-question", values, path)
        return
    if "bands" not in table and "options" not in table:
        yield Finding("scale.empty", {"node": node_id}, path)
    yield from _bands(node, table.get("bands", []), (*path, "bands"))
    yield from _options(node, table.get("options", {}), (*path, "options"))


def _options(node: Node, options: Mapping[str, Any], path: Path) -> Iterator[Finding]:
    for name, points in options.items():
        if name in _RESERVED:
            yield Finding("scale.reserved-option", {"option": name}, (*path, name))
        yield from _points(node, points, (*path, name))


def _points(node: Node, points: Any, path: Path) -> Iterator[Finding]:  # noqa: ANN401 - a number
    if not is_exact(points):
        yield Finding("edition.too-fine", {"found": points}, path)
    if thousandths(points) > node.ceiling:
        values = {"node": node.id, "points": thousandths(points), "maximum": node.ceiling}
        yield Finding("profile.above-maximum", values, path)


def _bands(node: Node, bands: list[Mapping[str, Any]], path: Path) -> Iterator[Finding]:
    if not bands or node.question is None:
        return
    if node.question.answer not in _MEASURED:
        yield Finding("scale.not-measured", {"node": node.id}, path)
        return
    if bands[0]["from"] != 0:
        values = {"node": node.id, "from": 0, "to": bands[0]["from"]}
        yield Finding("scale.gap", values, (*path, 0, "from"))
    for index, band in enumerate(bands):
        here = (*path, index)
        yield from _points(node, band["points"], (*here, "points"))
        last = index == len(bands) - 1
        end = band.get("to")
        if end is None and not last:
            yield Finding("scale.open-band", {"node": node.id}, here)
        if end is not None and (end < band["from"] or (end == band["from"] and not last)):
            values = {"node": node.id, "from": band["from"], "to": end}
            yield Finding("scale.empty-band", values, (*here, "to"))
        if index:
            yield from _joint(node, bands[index - 1], band, here)
    end = bands[-1].get("to")
    if node.question.answer == "percentage" and end is not None and end < _WHOLE:
        values = {"node": node.id, "from": end, "to": _WHOLE}
        yield Finding("scale.gap", values, (*path, len(bands) - 1, "to"))


def _joint(
    node: Node, below: Mapping[str, Any], above: Mapping[str, Any], path: Path
) -> Iterator[Finding]:
    """Hold a band against the one below it."""
    end, start = below.get("to"), above["from"]
    if end is not None and start > end:
        values = {"node": node.id, "from": end, "to": start}
        yield Finding("scale.gap", values, (*path, "from"))
    elif end is not None and start < end:
        values = {"node": node.id, "from": start, "to": end}
        yield Finding("scale.overlap", values, (*path, "from"))
    rising = node.question is not None and node.question.direction != "negative"
    lower, higher = (below, above) if rising else (above, below)
    if lower["points"] > higher["points"]:
        values = {"node": node.id, "rising": _RISING[rising]}
        yield Finding("scale.direction", values, (*path, "points"))


_RISING: Final = {
    True: Text("makin tinggi makin baik", "more is better"),
    False: Text("makin rendah makin baik", "less is better"),
}
