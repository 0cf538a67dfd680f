"""Read a profile and hold it against its edition; every problem is found at once."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path as FilePath
from typing import Any, TypeVar

from attrs import frozen

from kla_rules.findings import Finding, Path, ProfileError, RuleError
from kla_rules.loading.find import packaged
from kla_rules.loading.rounds import edition_of_year
from kla_rules.model import Edition
from kla_rules.notes import Note
from kla_rules.points import is_exact, thousandths
from kla_rules.profile.model import Profile, Region
from kla_rules.profile.region import region_findings
from kla_rules.reading.documents import Document, read_bytes, read_file, read_value
from kla_rules.reading.schemas import near, schema_findings

P = TypeVar("P", bound=Profile)


def read_profile(cls: type[P], path: FilePath, edition: Edition | None) -> P:
    """Return the profile in a file."""
    return _profile(cls, read_file(path), edition)


def profile_from_bytes(data: bytes, *, file: str, edition: Edition | None = None) -> Profile:
    """Return the profile in `data`: JSON if it starts with a brace, else YAML."""
    json = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"
    return _profile(Profile, read_bytes(data, file=file, json=json), edition)


def profile_from_dict(cls: type[P], data: Mapping[str, Any], edition: Edition | None) -> P:
    """Return the profile that plain values describe."""
    return _profile(cls, read_value(data), edition)


def profile_findings(document: Document) -> tuple[Finding, ...]:
    """Return everything that is wrong with a profile."""
    return tuple(_check(document, None).findings)


def _profile(cls: type[P], document: Document, edition: Edition | None) -> P:
    checked = _check(document, edition)
    if checked.findings or checked.edition is None:
        raise ProfileError(checked.findings)
    data = document.root
    region = data.get("region")
    declared = data.get("declared_total")
    return cls(
        edition=checked.edition,
        region=Region(**region) if region else None,
        stage=data.get("stage"),
        year=data.get("year"),
        declared_total=None if declared is None else thousandths(declared),
        values=checked.values,
        notes=tuple(checked.notes),
    )


@frozen
class _Checked:
    """What came of holding a document against an edition."""

    edition: Edition | None
    values: tuple[int | None, ...]
    findings: list[Finding]
    notes: list[Note]


def _check(document: Document, edition: Edition | None) -> _Checked:
    findings = list(document.findings)
    if document.root is not None or not findings:
        findings += schema_findings(document, "profile")
    if findings:
        return _Checked(None, (), findings, [])
    data = document.root
    notes: list[Note] = []
    if "region" in data:
        findings += map(document.locate, region_findings(data["region"]))
    found = edition or _edition_of(data, notes)
    if isinstance(found, Finding):
        return _Checked(None, (), [*findings, document.locate(found)], [])
    year = data.get("year")
    if year is not None and not found.in_force(year):
        refused = edition_of_year(year)
        if isinstance(refused, Finding):
            findings.append(document.locate(refused))
        elif refused.note is None:
            values = {"edition": found.id, "year": year}
            notes.append(Note("profile.edition-not-in-force", values))
        else:
            notes.append(Note("profile.later-round", {"year": year, "text": refused.note}))
    findings += map(document.locate, _stage_findings(data, found, notes))
    points = _values(data, found, notes)
    for finding in points.findings:
        findings.append(document.locate(finding, key=finding.id == "profile.unknown-node"))
    return _Checked(found, tuple(points.points), findings, notes)


def _edition_of(data: Mapping[str, Any], notes: list[Note]) -> Edition | Finding:
    """Return the edition that the profile names, or that of its year."""
    named = data.get("edition")
    year = data.get("year")
    if named is None:
        chosen = edition_of_year(year)
        if isinstance(chosen, Finding):
            return chosen
        named = chosen.edition
        if year is None:
            notes.append(Note("profile.no-year", {"edition": named}))
    try:
        return packaged(named)
    except RuleError as error:
        finding = error.findings[0]
        if finding.id != "edition.unknown":
            raise
        if "edition" in data:
            return Finding("edition.unknown", {**finding.values, "edition": named}, ("edition",))
        values = {"year": year, "edition": named, "known": finding.values["known"]}
        return Finding("profile.edition-not-packaged", values, ("year",))


def _stage_findings(data: Mapping[str, Any], edition: Edition, notes: list[Note]) -> list[Finding]:
    stage = data.get("stage")
    if stage is None:
        notes.append(Note("profile.no-stage"))
        return []
    known = [one.id for one in edition.stages]
    if stage in known:
        return []
    values = {"stage": stage, "known": known, "near": near(stage, known)}
    return [Finding("profile.unknown-stage", values, ("stage",))]


@frozen
class _Values:
    """Thousandths by position in the edition, and what is wrong with them."""

    points: list[int | None]
    findings: list[Finding]


def _values(data: Mapping[str, Any], edition: Edition, notes: list[Note]) -> _Values:
    points: list[int | None] = [None] * len(edition.nodes)
    findings: list[Finding] = []
    for node_id, given in data.get("points", {}).items():
        path = ("points", node_id)
        position = edition.positions.get(node_id)
        if position is None:
            values = {"node": node_id, "near": near(node_id, edition.positions)}
            findings.append(Finding("profile.unknown-node", values, path))
            continue
        maximum = edition.nodes[position].maximum
        points[position] = _scaled(node_id, given, maximum, path, findings, notes)
    declared = data.get("declared_total")
    if declared is not None:
        _scaled("declared_total", declared, edition.maximum, ("declared_total",), findings, notes)
    return _Values(points, findings)


def _scaled(
    name: str,
    given: int | Decimal,
    maximum: int,
    path: Path,
    findings: list[Finding],
    notes: list[Note],
) -> int:
    """Return thousandths; a figure out of range is a finding, a rounded one a note."""
    points = thousandths(given)
    if not is_exact(given):
        notes.append(Note("points.rounded", {"node": name, "given": given, "points": points}, name))
    if points < 0:
        findings.append(Finding("profile.below-zero", {"node": name, "points": points}, path))
    elif points > maximum:
        values = {"node": name, "points": points, "maximum": maximum}
        findings.append(Finding("profile.above-maximum", values, path))
    return points
