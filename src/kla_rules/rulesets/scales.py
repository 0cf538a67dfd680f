"""Scales: tables of the user's own that turn answers into points, held against an edition."""

from collections.abc import Mapping
from typing import Any

from attrs import evolve, field, frozen

from kla_rules.core.findings import Finding, Path, check_type
from kla_rules.core.frozen import frozen_map, frozen_value
from kla_rules.core.given import GivenFile, given_file
from kla_rules.core.points import as_json
from kla_rules.core.reading.documents import Document
from kla_rules.core.reading.read import read_value
from kla_rules.core.shown import Shown
from kla_rules.core.text import Text
from kla_rules.model.edition import Edition
from kla_rules.model.table import Table
from kla_rules.rulesets.files import RuleFile, digest, held_against, read_rule_file
from kla_rules.rulesets.question_tables import check_table, table_of
from kla_rules.rulesets.reader import RuleReader, in_order, questions_in, text_of


@frozen(repr=False)
class Scale(Shown):
    """A table that turns answers into points. None is packaged: no official one is public.

    Attributes:
        id, title, source: what the table is and where it comes from.
        edition: id of the edition it is for.
        illustrative: it is invented for illustration; so is every result it touches.
        tables: by question id.
        digest: SHA-256 of its content.
        edition_digest: digest of the edition it was held against.
        content: the table as plain values, as the file has it.
    """

    id: str
    title: Text | None
    source: str
    edition: str
    illustrative: bool
    tables: Mapping[str, Table] = field(converter=frozen_map)
    digest: str
    edition_digest: str
    content: Mapping[str, Any] = field(converter=frozen_value, eq=False)

    @staticmethod
    def read(path: GivenFile, edition: Edition) -> "Scale":
        """Return the scale in a YAML or JSON file.

        Args:
            path: the file: its path, its bytes, or open.
            edition: the edition whose questions it must fit.

        Raises:
            RuleError: with every finding: unknown questions, gaps, overlaps, a wrong direction.
        """
        check_type("edition", edition, "an Edition", Edition)
        file = read_rule_file(given_file("path", path), "scale", "")
        return in_order(*read_scale(file, edition))

    def under(self, edition: Edition) -> "Scale":
        """Return the same table held against another edition; itself where that has the same rules.

        Raises:
            RuleError: if it does not fit.
        """
        check_type("edition", edition, "an Edition", Edition)
        if self.edition_digest == edition.digest:
            return self
        return in_order(*scale_in(read_value(self.content), edition))

    def __repr__(self) -> str:
        """Return a short name."""
        return f"Scale({self.id!r}, {self.edition}, {len(self.tables)} questions)"


def scale_in(
    document: Document, edition: Edition, under: Path = ()
) -> tuple[Scale | None, list[Finding]]:
    """Return the scale that a document describes, and everything that is wrong with it.

    Args:
        document: what describes it.
        edition: of which the questions are.
        under: where it stands in what it came with.
    """
    scale, findings = read_scale(held_against(document, "scale", ""), edition)
    return scale, [evolve(finding, path=(*under, *finding.path)) for finding in findings]


def read_scale(file: RuleFile, edition: Edition) -> tuple[Scale | None, list[Finding]]:
    """Return the scale in a file, and everything that is wrong with it, each with its place."""
    if file.findings:
        return None, [*file.findings]
    reader, rule = RuleReader(file), file.content
    if rule["edition"] != edition.id:
        values = {"found": rule["edition"], "expected": edition.id}
        reader.found(Finding("scale.other-edition", values, ("edition",)))
    questions = questions_in(edition.nodes)
    for node_id, table in rule["scales"].items():
        check_table(reader, questions, node_id, table, ("scales", node_id))
    scale = Scale(
        id=rule["id"],
        title=text_of(rule["title"]) if "title" in rule else None,
        source=rule["source"],
        edition=rule["edition"],
        illustrative=rule.get("illustrative", False),
        tables={node_id: table_of(table, rule["id"]) for node_id, table in rule["scales"].items()},
        digest=digest(rule),
        edition_digest=edition.digest,
        content=as_json(rule),
    )
    return scale, reader.findings
