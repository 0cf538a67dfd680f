"""Read a scale and hold it against its edition: no gaps, no overlaps, the right direction."""

from collections.abc import Iterator, Mapping
from pathlib import Path as FilePath
from typing import Any, TypeVar

from kla_rules.findings import Finding, Path, RuleError
from kla_rules.loading.files import digest
from kla_rules.model import Edition, Node, Text
from kla_rules.points import as_json, is_exact, thousandths
from kla_rules.reading.documents import Document
from kla_rules.reading.read import read_file, read_value
from kla_rules.reading.schemas import near, schema_findings
from kla_rules.scales.model import Band, Scale

S = TypeVar("S", bound=Scale)
_MEASURED = ("percentage", "count")
_RESERVED = ("none", "full")
_WHOLE = 100


def read_scale(cls: type[S], path: FilePath, edition: Edition) -> S:
    """Return the scale in a file."""
    return _scale(cls, read_file(path), edition)


def scale_of(cls: type[S], content: Mapping[str, Any], edition: Edition) -> S:
    """Return the scale that plain values describe."""
    return _scale(cls, read_value(content), edition)


def _scale(cls: type[S], document: Document, edition: Edition) -> S:
    findings = scale_findings(document, edition)
    if findings:
        raise RuleError(findings)
    return built(cls, document.root, edition)


def built(cls: type[S], rule: Mapping[str, Any], edition: Edition) -> S:
    """Return the scale that a checked document describes."""
    scales = rule["scales"]
    return cls(
        rule["id"],
        Text(**rule["title"]) if "title" in rule else None,
        rule["source"],
        rule["edition"],
        rule.get("illustrative", False),
        {
            node: tuple(
                Band(band["from"], band.get("to"), thousandths(band["points"]))
                for band in scale["bands"]
            )
            for node, scale in scales.items()
            if "bands" in scale
        },
        {
            node: {name: thousandths(points) for name, points in scale["options"].items()}
            for node, scale in scales.items()
            if "options" in scale
        },
        digest(rule),
        edition.digest,
        as_json(rule),
    )


def scale_findings(document: Document, edition: Edition) -> list[Finding]:
    """Return everything that is wrong with a scale, each with its place."""
    findings = list(document.findings)
    if document.root is not None or not findings:
        findings += schema_findings(document, "scale")
    if findings:
        return findings
    rule = document.root
    found: list[Finding] = []
    if rule["edition"] != edition.id:
        values = {"found": rule["edition"], "expected": edition.id}
        found.append(Finding("scale.other-edition", values, ("edition",)))
    for node_id, scale in rule["scales"].items():
        path: Path = ("scales", node_id)
        position = edition.positions.get(node_id)
        node = edition.nodes[position] if position is not None else None
        if node is None or node.question is None:
            questions = [one.id for one in edition.nodes if one.question is not None]
            values = {"node": node_id, "near": near(node_id, questions)}
            found.append(Finding("scale.unknown-question", values, path))
            continue
        if "bands" not in scale and "options" not in scale:
            found.append(Finding("scale.empty", {"node": node_id}, path))
        found += _bands(node, scale.get("bands", []), (*path, "bands"))
        found += _options(node, scale.get("options", {}), (*path, "options"))
    return [document.locate(finding) for finding in found]


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


_RISING = {
    True: Text("makin tinggi makin baik", "more is better"),
    False: Text("makin rendah makin baik", "less is better"),
}
