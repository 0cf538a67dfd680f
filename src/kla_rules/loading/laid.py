"""What overlays add to an edition: sources, names, tables, advisories, tiers, evidence."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from attrs import evolve, field, frozen

from kla_rules.findings import Finding, Path
from kla_rules.loading.asked import Asked, asked, measures_of
from kla_rules.loading.citing import Citing, notes_of, source_of, text_of
from kla_rules.loading.evidence import Evidence, evidence, kinds_of
from kla_rules.loading.files import RuleFile, RuleFiles
from kla_rules.model import Measure, Node, Source, Table, UnitTier
from kla_rules.reading.near import near_named
from kla_rules.scales.tables import table_findings, table_of


@frozen(repr=False, eq=False)  # nobody prints or compares it: less to make at the start
class Laid:
    """What the overlays of an edition add, all of them together."""

    sources: tuple[Source, ...] = ()
    agencies: Mapping[str, Mapping[str, Any]] = field(factory=dict)
    tables: Mapping[str, Table] = field(factory=dict)
    asked: Asked = field(factory=Asked)
    tiers: tuple[UnitTier, ...] = ()
    evidence: Evidence = field(factory=Evidence)


def laid(
    cite: Citing,
    files: RuleFiles,
    nodes: Sequence[Node],
    own: Asked,
    proof: Evidence,
    units: RuleFile | None,
) -> Laid:
    """Return what the overlays add; what does not fit goes to `cite`.

    Args:
        cite: sources and findings.
        files: the rule files, with their overlays.
        nodes: the tree, corrected.
        own: what the edition itself asks for besides points.
        proof: what evidence the edition itself asks for.
        units: the rules on units beside it.
    """
    if not files.overlays:
        return Laid()
    step = _Laying(cite, files, nodes, own, proof, units)
    for file in files.overlays:
        step.gather(file)
    for file in files.overlays:
        step.lay(file)
    asked_for = Asked(tuple(step.measures), (), tuple(step.advisories))
    proved = Evidence(tuple(step.kinds), step.evidence)
    return Laid(
        tuple(step.sources), step.agencies, step.tables, asked_for, tuple(step.tiers), proved
    )


class _Laying:
    """Gathers what overlays add; what two of them say alike is added once."""

    def __init__(
        self,
        cite: Citing,
        files: RuleFiles,
        nodes: Sequence[Node],
        own: Asked,
        proof: Evidence,
        units: RuleFile | None,
    ) -> None:
        self.cite, self.files, self.nodes, self.own, self.proof = cite, files, nodes, own, proof
        self.units = units
        self.questions = {node.id: node for node in nodes if node.question is not None}
        self.by_id = {node.id: node for node in nodes}
        self.sources: list[Source] = []
        self.agencies: dict[str, Mapping[str, Any]] = {}
        self.tables: dict[str, Table] = {}
        self.measures: list[Measure] = []
        self.advisories: list[Any] = []
        self.tiers: list[UnitTier] = []
        self.kinds: list[Any] = []
        self.evidence: dict[str, Any] = {}
        self.taken = {
            "sources": {one["id"] for one in files.sources.content["sources"]},
            "measures": {one.id for one in own.measures},
            "advisories": {one.id for one in own.advisories},
            "unit_tiers": set(),
            "kinds": {one.id for one in proof.kinds},
        }

    def gather(self, file: RuleFile) -> None:
        """Take what other overlays may name: sources, measures, kinds of documents."""
        rule = file.content
        self.cite.source(file, ("source",), rule["source"])
        self._own_ids(file)
        self.sources += _fresh(self.sources, map(source_of, rule.get("sources", ())))
        self.measures += _fresh(self.measures, measures_of(self.cite, file))
        self.kinds += _fresh(self.kinds, kinds_of(rule.get("evidence", {})))

    def lay(self, file: RuleFile) -> None:
        """Take the rest, which may name what any overlay has gathered."""
        self._names(file)
        self._tables(file)
        known = (*self.own.measures, *self.measures)
        found = asked(self.cite, file, self.nodes, self.files.edition.content, known)
        self.advisories += _fresh(self.advisories, found.advisories)
        self._tiers(file)
        if "evidence" in file.content:
            kinds = (*self.proof.kinds, *self.kinds)
            proved = evidence(self.cite, file, ("evidence",), self.nodes, kinds)
            self.evidence.update(proved.asked)

    def _own_ids(self, file: RuleFile) -> None:
        """Find ids that the edition has already, or that stand twice in the overlay."""
        lists: dict[str, tuple[Any, Path]] = {
            key: (file.content.get(key, ()), (key,)) for key in self.taken
        }
        lists["kinds"] = file.content.get("evidence", {}).get("kinds", ()), ("evidence", "kinds")
        for key, (entries, path) in lists.items():
            seen = dict.fromkeys(self.taken[key], f"{_HOMES[key]}.yaml")
            for position, entry in enumerate(entries):
                if entry["id"] in seen:
                    values = {"node": entry["id"], "other": seen[entry["id"]]}
                    place = (*path, position, "id")
                    self.cite.found(file, Finding("edition.duplicate-id", values, place))
                seen[entry["id"]] = file.name or file.content["id"]

    def _names(self, file: RuleFile) -> None:
        known = {
            one["id"]: one.get("local_names", ()) for one in self.files.agencies.content["agencies"]
        }
        for agency, names in file.content.get("agencies", {}).items():
            if agency not in known and not self.cite.full:
                near_ones = near_named(agency, known)
                values = {"agency": agency, "known": list(known), "near": near_ones}
                place = ("agencies", agency)
                self.cite.found(file, Finding("edition.no-agency", values, place), key=True)
            self.agencies[agency] = names

    def _tables(self, file: RuleFile) -> None:
        for question, rule in file.content.get("tables", {}).items():
            path = ("tables", question)
            if not self.cite.full:
                for finding in table_findings(self.questions, question, rule, path):
                    self.cite.found(file, finding)
            figure = "bands" if "bands" in rule else "options"
            provenance = self.cite.provenance(file, path, rule, file.content, figure)
            self.tables[question] = table_of(rule, file.content["id"], provenance)

    def _tiers(self, file: RuleFile) -> None:
        rules = file.content.get("unit_tiers", ())
        if not rules:
            return
        from kla_rules.loading.local import facts_of_units, unit_condition  # noqa: PLC0415 - few overlays have tiers of units
        from kla_rules.loading.units import looked_at  # noqa: PLC0415 - as above

        facts = facts_of_units(self.units)
        for position, rule in enumerate(rules):
            path: Path = ("unit_tiers", position)
            found, when = unit_condition(rule["when"], rule["scope"], self.by_id, facts)
            for one in found:
                self.cite.found(file, evolve(one, path=(*path, "when", *one.path)))
            if when is None:
                continue
            used = looked_at(when) or set()
            tier = UnitTier(
                rule["id"],
                text_of(rule["title"]),
                rule["scope"],
                when,
                self.cite.provenance(file, path, rule, file.content, "when"),
                notes_of(rule),
                {name: fact for name, fact in facts.items() if name in used},
            )
            self.tiers += _fresh(self.tiers, [tier])


# The rule file that an edition keeps a list in.
_HOMES: Final = {
    "sources": "sources",
    "measures": "requirements",
    "advisories": "requirements",
    "unit_tiers": "edition",
    "kinds": "evidence",
}


def _fresh(there: Sequence[Any], more: Any) -> list[Any]:  # noqa: ANN401 - anything with an id
    """Return what has an id that is not there yet; overlays that conflict were refused before."""
    ids = {one.id for one in there}
    return [one for one in more if one.id not in ids]
