"""A stored result of `kla evaluate`: held against the schema, and taken for one of the two."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from kla_rules.core.findings import Finding, Path, ProfileError
from kla_rules.core.points import thousandths
from kla_rules.core.reading.documents import Document
from kla_rules.core.reading.read import read_value
from kla_rules.core.reading.schemas import schema_findings
from kla_rules.core.text import Text
from kla_rules.differences.model import ComparedSide
from kla_rules.model.edition import Edition
from kla_rules.regions.stored import stored_kind
from kla_rules.rulesets.find import editions, packaged

Stored = dict[str, Any]
# What a result of an earlier version of the library may lack.
_NEEDED: Final = frozenset({
    ("schema",), ("schema_version",), ("edition",), ("score_range",), ("maximum",),
    ("levels_possible",), ("record",), ("record", "edition_digest"), ("record", "profile_digest"),
})  # fmt: skip


def stored_evaluation(value: Mapping[str, Any] | Document) -> Stored:
    """Return a stored evaluation as plain values; numbers are exact.

    What a result of an earlier version does not have yet is left out, and nothing is assumed of it.

    Args:
        value: what `Evaluation.to_dict()` returned, or the document of a file that holds it.

    Raises:
        ProfileError: where it is no evaluation, and with everything that is wrong with it.
    """
    document = value if isinstance(value, Document) else read_value(value)
    findings = list(document.findings)
    if not findings and stored_kind(document.root) != "evaluation":
        values = {"reason": "kind", "name": str(stored_kind(document.root) or "-")}
        findings = [document.locate(Finding("difference.stored", values))]
    if not findings:
        findings = [
            finding for finding in schema_findings(document, "evaluation") if _matters(finding)
        ]
    if not findings:
        findings = _figures(document)
    if findings:
        raise ProfileError(findings)
    root: Stored = document.root
    return root


def _matters(finding: Finding) -> bool:
    """Return whether a breach of the schema is one in every version of the library.

    What is missing matters where it is needed, or is missing in an entry of a list; a note that
    this version does not know, another one knows.
    """
    if finding.id == "schema.not-allowed":
        return not (finding.path[:1] == ("notes",) and finding.path[2:] == ("id",))
    if finding.id != "schema.missing-key":
        return True
    return finding.path in _NEEDED or any(isinstance(step, int) for step in finding.path)


def _figures(document: Document) -> list[Finding]:
    """Return where points are none that an instrument gives."""
    root = document.root
    points: list[tuple[Path, Any]] = [(("maximum",), root["maximum"])]
    points += [(("score_range", at), one) for at, one in enumerate(root["score_range"])]
    for at, cluster in enumerate(root.get("clusters", ())):
        points += [
            (("clusters", at, "range", end), one) for end, one in enumerate(cluster["range"])
        ]
    for key in ("claimed", "backed", "at_risk"):
        if key in root.get("evidence", {}):
            points.append((("evidence", key), root["evidence"][key]))
    wrong = (path for path, one in points if thousandths(one) < 0)
    found = [Finding("difference.stored", {"reason": "figures"}, path) for path in wrong]
    low, high = map(thousandths, root["score_range"])
    if not found and low > high:
        found = [Finding("difference.stored", {"reason": "range"}, ("score_range",))]
    found += [Finding("difference.stored", {"reason": "twice"}, path) for path in _twice(root)]
    return [document.locate(finding) for finding in found]


def _twice(root: Stored) -> Iterator[Path]:
    """Yield what the result says twice, and otherwise the other time; only one is compared."""
    if root.get("score", root["score_range"][0]) != root["score_range"][0]:
        yield ("score",)
    if root.get("level", root["levels_possible"][0]) != root["levels_possible"][0]:
        yield ("level",)
    for at, cluster in enumerate(root.get("clusters", ())):
        low, high = cluster["range"]
        settled = low if low == high else None
        if cluster.get("points", settled) != settled:
            yield ("clusters", at, "points")


def stored_side(value: Stored) -> ComparedSide:
    """Return what a stored evaluation says of itself."""
    low, high = map(thousandths, value["score_range"])
    edition = packaged_edition(value["edition"])
    levels = () if edition is None else edition.levels
    stages = {} if edition is None else {stage.id: stage.title for stage in edition.stages}
    return ComparedSide(
        edition=value["edition"],
        region=value.get("region"),
        stage=value.get("stage"),
        year=value.get("year"),
        low_thousandths=low,
        high_thousandths=high,
        maximum_thousandths=thousandths(value["maximum"]),
        levels=tuple(value["levels_possible"]),
        illustrative=bool(value.get("illustrative", False)),
        assume=value.get("assume"),
        count=value.get("count", "claimed"),
        titles={level.id: level.title for level in levels},
        stage_title=stages.get(value.get("stage") or ""),
    )


def packaged_edition(name: str) -> Edition | None:
    """Return the packaged edition of an id, which has the titles for stored results, or None."""
    return packaged(name) if name in {one.id for one in editions()} else None


def text_of_stored(value: Mapping[str, str]) -> Text:
    """Return a text that a stored result holds in both languages."""
    return Text(value["id"], value["en"])
