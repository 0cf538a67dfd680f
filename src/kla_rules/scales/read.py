"""Read a scale and hold it against its edition."""

from collections.abc import Mapping
from pathlib import Path as FilePath
from typing import Any, TypeVar

from kla_rules.findings import Finding, RuleError
from kla_rules.loading.files import digest
from kla_rules.model import Edition, Text
from kla_rules.points import as_json
from kla_rules.reading.documents import Document
from kla_rules.reading.read import read_file, read_value
from kla_rules.reading.schemas import schema_findings
from kla_rules.scales.model import Scale
from kla_rules.scales.tables import table_findings, table_of

S = TypeVar("S", bound=Scale)


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
    return cls(
        rule["id"],
        Text(**rule["title"]) if "title" in rule else None,
        rule["source"],
        rule["edition"],
        rule.get("illustrative", False),
        {node: table_of(table, rule["id"]) for node, table in rule["scales"].items()},
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
    questions = {node.id: node for node in edition.nodes if node.question is not None}
    for node_id, table in rule["scales"].items():
        found += table_findings(questions, node_id, table, ("scales", node_id))
    return [document.locate(finding) for finding in found]
