"""What levels ask for besides points: the measures, requirements and advisories of an edition."""

from collections.abc import Mapping, Sequence

from attrs import field, frozen

from kla_rules.conditions.read import Reader, condition_of
from kla_rules.findings import Finding, Path
from kla_rules.loading.citing import Citing, notes_of, text_of
from kla_rules.loading.files import RuleFile
from kla_rules.loading.sums import Rule
from kla_rules.model import Advisory, Edition, Measure, Node, Requirement
from kla_rules.model.condition import Condition
from kla_rules.reading.near import near


@frozen(repr=False, eq=False)  # nobody prints or compares it: less to make at the start
class Asked:
    """What stands in `requirements.yaml`."""

    measures: tuple[Measure, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    advisories: tuple[Advisory, ...] = ()


def asked(
    cite: Citing,
    file: RuleFile,
    nodes: Sequence[Node],
    edition: Rule,
    more: Sequence[Measure] = (),
) -> Asked:
    """Return what `file` asks for; what does not fit together goes to `cite`.

    Args:
        cite: sources and findings.
        file: `requirements.yaml` or an overlay, whose form is right.
        nodes: the tree that conditions may name.
        edition: content of `edition.yaml`.
        more: measures that conditions may name besides those of the file.
    """
    rule = file.content
    cite.source(file, ("source",), rule["source"])
    for key in ("measures", "requirements", "advisories"):
        cite.ids(file, key)
    measures = measures_of(cite, file)
    by_id = {measure.id: measure for measure in (*more, *measures)}
    step = _Asking(cite, file, edition, {node.id: node for node in nodes}, by_id)
    requirements = [
        step.requirement(("requirements", i), one)
        for i, one in enumerate(rule.get("requirements", ()))
    ]
    advisories = [
        step.advisory(("advisories", i), one) for i, one in enumerate(rule.get("advisories", ()))
    ]
    return Asked(
        measures,
        tuple(one for one in requirements if one is not None),
        tuple(one for one in advisories if one is not None),
    )


def asked_in(edition: Edition) -> Asked:
    """Return what an edition without overlays asks for."""
    return Asked(edition.measures, edition.requirements, edition.advisories)


def measures_of(cite: Citing, file: RuleFile) -> tuple[Measure, ...]:
    """Return the measures that a file lists."""
    entries = enumerate(file.content.get("measures", ()))
    return tuple(_measure(cite, file, ("measures", index), one) for index, one in entries)


def _measure(cite: Citing, file: RuleFile, path: Path, rule: Rule) -> Measure:
    if ("units" in rule) != (rule["kind"] == "share"):
        cite.found(file, Finding("edition.measure-units", {"measure": rule["id"]}, path))
    return Measure(
        rule["id"],
        text_of(rule["title"]),
        rule["kind"],
        text_of(rule["units"]) if "units" in rule else None,
        cite.provenance(file, path, rule, file.content, "id"),
        notes_of(rule),
    )


@frozen(repr=False, eq=False)  # nobody prints or compares it: less to make at the start
class _Asking:
    """Reads requirements and advisories, which differ only in what they do."""

    cite: Citing
    file: RuleFile
    edition: Rule
    nodes: Mapping[str, Node]
    measures: Mapping[str, Measure]
    levels: list[str] = field(init=False)
    reader: Reader = field(init=False)

    @levels.default
    def _levels(self) -> list[str]:
        return [level["id"] for level in self.edition["levels"]]

    @reader.default
    def _reader(self) -> Reader:
        return Reader(
            self.nodes, self.measures, lambda finding: self.cite.found(self.file, finding)
        )

    def requirement(self, path: Path, rule: Rule) -> Requirement | None:
        rounds = rule.get("rounds", self.edition["rounds"])
        for position, year in enumerate(rounds):
            if year not in self.edition["rounds"]:
                values = {"year": year, "known": self.edition["rounds"]}
                place = (*path, "rounds", position)
                self.cite.found(self.file, Finding("edition.other-round", values, place))
        when = self._when(path, rule)
        if when is None:
            return None
        return Requirement(
            rule["id"],
            text_of(rule["title"]),
            rule["level"],
            when,
            tuple(rounds),
            self.cite.provenance(self.file, path, rule, self.file.content, "when"),
            notes_of(rule),
        )

    def advisory(self, path: Path, rule: Rule) -> Advisory | None:
        when = self._when(path, rule)
        if when is None:
            return None
        return Advisory(
            rule["id"],
            text_of(rule["title"]),
            rule["level"],
            when,
            self.cite.provenance(self.file, path, rule, self.file.content, "when"),
            notes_of(rule),
        )

    def _when(self, path: Path, rule: Rule) -> Condition | None:
        if rule["level"] not in self.levels:
            near_ones = near(rule["level"], self.levels)
            values = {"level": rule["level"], "known": self.levels, "near": near_ones}
            self.cite.found(self.file, Finding("edition.no-level", values, (*path, "level")))
        return condition_of(self.reader, rule["when"], (*path, "when"))
