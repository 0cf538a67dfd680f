"""The tables of single questions: built, and held against their question.

A table has no gaps and no overlaps, and its points run in the direction of the question.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from kla_rules.core.findings import Finding, Path
from kla_rules.core.points import thousandths
from kla_rules.model.cited import Provenance
from kla_rules.model.table import Band, Table
from kla_rules.model.tree import Node
from kla_rules.rulesets.files import Rule
from kla_rules.rulesets.reader import RuleReader
from kla_rules.rulesets.wording import worded

_MEASURED: Final = ("percentage", "count")
_RESERVED: Final = ("none", "full")
_WHOLE: Final = 100


def table_of(rule: Rule, owner: str, provenance: Provenance | None = None) -> Table:
    """Return the table that a checked mapping describes, of the scale or overlay `owner`."""
    bands = rule.get("bands", ())
    return Table(
        owner,
        tuple(Band(band["from"], band.get("to"), thousandths(band["points"])) for band in bands),
        {name: thousandths(points) for name, points in rule.get("options", {}).items()},
        provenance,
    )


def check_table(
    reader: RuleReader, questions: Mapping[str, Node], node_id: str, rule: Rule, path: Path
) -> None:
    """Find what is wrong with the table of one question.

    Args:
        reader: of the scale or overlay that it stands in.
        questions: those that exist.
        node_id: id of the question.
        rule: the table.
        path: where it stands.
    """
    if not reader.refer(path, "scale.unknown-question", questions, "node", node_id):
        return
    check = _Check(reader, questions[node_id])
    if "bands" not in rule and "options" not in rule:
        check.found("scale.empty", path)
    check.bands(rule.get("bands", []), (*path, "bands"))
    for option, points in rule.get("options", {}).items():
        here = (*path, "options", option)
        if option in _RESERVED:
            reader.found(Finding("scale.reserved-option", {"option": option}, here))
        check.points(points, here)


class _Check:
    """Holds a table against its question."""

    def __init__(self, reader: RuleReader, node: Node) -> None:
        self.reader, self.node = reader, node

    def found(self, finding: str, path: Path, **values: object) -> None:
        self.reader.found(Finding(finding, {"node": self.node.id, **values}, path))

    def points(self, points: Any, path: Path) -> None:  # noqa: ANN401 - a number
        self.reader.exact(path, points)
        amount, maximum = thousandths(points), self.node.ceiling_thousandths
        if amount > maximum:
            self.found("profile.above-maximum", path, points=amount, maximum=maximum)

    def bands(self, bands: Sequence[Rule], path: Path) -> None:
        question = self.node.question
        if not bands or question is None:
            return
        if question.answer not in _MEASURED:
            self.found("scale.not-measured", path)
            return
        if bands[0]["from"] != 0:
            self.found("scale.gap", (*path, 0, "from"), **{"from": 0, "to": bands[0]["from"]})
        for index, band in enumerate(bands):
            here = (*path, index)
            self.points(band["points"], (*here, "points"))
            last = index == len(bands) - 1
            start, end = band["from"], band.get("to")
            if end is None and not last:
                self.found("scale.open-band", here)
            if end is not None and (end < start or (end == start and not last)):
                self.found("scale.empty-band", (*here, "to"), **{"from": start, "to": end})
            if index:
                self._joint(bands[index - 1], band, here)
        end = bands[-1].get("to")
        if question.answer == "percentage" and end is not None and end < _WHOLE:
            last_end = (*path, len(bands) - 1, "to")
            self.found("scale.gap", last_end, **{"from": end, "to": _WHOLE})

    def _joint(self, below: Rule, above: Rule, path: Path) -> None:
        """Hold a band against the one below it."""
        end, start = below.get("to"), above["from"]
        if end is not None and start > end:
            self.found("scale.gap", (*path, "from"), **{"from": end, "to": start})
        elif end is not None and start < end:
            self.found("scale.overlap", (*path, "from"), **{"from": start, "to": end})
        rising = self.node.question is not None and self.node.question.direction != "negative"
        lower, higher = (below, above) if rising else (above, below)
        if lower["points"] > higher["points"]:
            better = worded("more-is-better" if rising else "less-is-better")
            self.found("scale.direction", (*path, "points"), rising=better)
