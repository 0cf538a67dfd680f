"""Local rules on the status of units."""

from collections.abc import Mapping

from kla_rules.core.findings import Finding, Path, RuleError
from kla_rules.core.given import GivenFile, Upload, given_file
from kla_rules.core.once import once
from kla_rules.core.resources import is_file, is_folder
from kla_rules.core.writing import LANGUAGES
from kla_rules.model.edition import Edition
from kla_rules.model.measure import Measure
from kla_rules.rulesets.edition_of_year import rounds_of
from kla_rules.rulesets.files import Rule, RuleFile, digest, read_rule_file
from kla_rules.rulesets.reader import RuleReader, in_order, notes_of, sources_of, text_of
from kla_rules.rulesets.tiers import LOCAL, facts_of, looked_at, packaged_local, unit_condition
from kla_rules.units.local_model import Checklist, LocalFunction, LocalRules
from kla_rules.units.rules_reading import unit_rules_of


def local_rules(edition: Edition, path: GivenFile | None = None) -> LocalRules:
    """Return local rules on the status of units.

    Args:
        edition: the edition whose facts of units, and questions, the rules may name.
        path: a file like `rules/kelurahan-local/local.yaml`: its path or that of its folder, its
            bytes, or open; left out, that one.

    Raises:
        RuleError: with everything that is wrong with them.

    >>> import kla_rules as kla
    >>> rules = local_rules(kla.edition("kla-2024"))
    >>> rules.id, len(rules.functions), len(rules.checklists[0].facts)
    ('kelurahan-local', 8, 10)
    """
    if path is None:
        return _packaged(edition)
    place = given_file("local", path)
    if not isinstance(place, Upload):
        place = place / LOCAL if is_folder(place) else place
        if not is_file(place):
            raise RuleError([Finding("local.none", {"path": str(path)}, file=str(path))])
    return in_order(*read_local(read_rule_file(place, "local", place.name), edition))


def proposed_rules(edition: Edition) -> LocalRules | None:
    """Return the packaged proposal; None for rules of one's own that ask units for other things.

    Raises:
        RuleError: if it does not fit the edition of a round of KLA, or that has no rules on units.
    """
    try:
        return _packaged(edition)
    except RuleError:
        if rounds_of(edition.id) or unit_rules_of(edition) is None:
            raise
        return None


@once
def _packaged(edition: Edition) -> LocalRules:
    return in_order(*read_local(packaged_local(), edition))


def read_local(file: RuleFile, edition: Edition) -> tuple[LocalRules | None, list[Finding]]:
    """Return local rules, and what is wrong with them: by themselves, and beside an edition."""
    if file.findings:
        return None, [*file.findings]
    reader = RuleReader(file)
    return _rules(reader, edition), reader.findings


def _rules(reader: RuleReader, edition: Edition) -> LocalRules | None:
    rule = reader.content
    for key in ("sources", "facts", "functions", "checklists"):
        reader.ids(key)
    reader.sources("declared", "task_force", "functions", "facts", "checklists")
    units = unit_rules_of(edition)
    if units is None:
        reader.found(Finding("units.no-rules", {"edition": edition.id}))
        return None
    if not reader.refer(("scope",), "unit.no-scope", units.scopes, "scope", rule["scope"]):
        return None
    facts = facts_of(reader)
    for position, fact in enumerate(rule["facts"]):
        if fact["id"] in units.facts:
            reader.found(Finding("local.fact", {"fact": fact["id"]}, ("facts", position, "id")))
    read = _functions(reader, edition, {**units.facts, **facts})
    yes_no = [name for name, fact in facts.items() if fact.kind == "yes_no"]
    for position, checklist in enumerate(rule.get("checklists", ())):
        path = ("checklists", position, "facts")
        reader.refer_all(path, "local.no-fact", yes_no, "fact", checklist["facts"])
    if None in read:
        return None
    declared, task_force, *functions = (function for function in read if function is not None)
    return LocalRules(
        id=rule["id"],
        version=rule["version"],
        title=text_of(rule["title"]),
        scope=rule["scope"],
        facts=facts,
        declared=declared,
        task_force=task_force,
        functions=tuple(functions),
        checklists=_checklists(reader),
        sources=sources_of(rule),
        illustrative=rule.get("illustrative", False),
        digest=digest(rule),
    )


def _functions(
    reader: RuleReader, edition: Edition, facts: Mapping[str, Measure]
) -> list[LocalFunction | None]:
    """Return when a unit has declared itself, when its task force is active, and its functions."""
    rule = reader.content
    nodes = {node.id: node for node in edition.nodes}
    answered = {fact for checklist in rule.get("checklists", ()) for fact in checklist["facts"]}

    def function(path: Path, own: Rule) -> LocalFunction | None:
        here = (*path, "when")
        when = unit_condition(reader, own["when"], here, rule["scope"], nodes, facts)
        if when is None:
            return None
        for fact in sorted(answered & (looked_at(when) or set())):
            reader.found(Finding("local.derived", {"fact": fact}, here))
        name, title = own.get("id", str(path[0])), text_of(own["title"])
        return LocalFunction(name, title, when, reader.provenance(path, own), notes_of(own))

    single = [function((key,), rule[key]) for key in ("declared", "task_force")]
    listed = [function(("functions", i), own) for i, own in enumerate(rule["functions"])]
    return [*single, *listed]


def _checklists(reader: RuleReader) -> tuple[Checklist, ...]:
    return tuple(
        Checklist(
            rule["id"],
            text_of(rule["title"]),
            text_of(rule.get("short", dict.fromkeys(LANGUAGES, rule["id"].upper()))),
            tuple(rule["facts"]),
            reader.provenance(("checklists", position), rule),
            notes_of(rule),
        )
        for position, rule in enumerate(reader.content.get("checklists", ()))
    )
