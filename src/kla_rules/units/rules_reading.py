"""The rules on units: read when somebody rolls units up."""

from collections.abc import Mapping

from kla_rules.conditions.read import condition_of
from kla_rules.core.findings import Finding, RuleError
from kla_rules.model.edition import Edition, attachment
from kla_rules.model.measure import Measure
from kla_rules.rulesets.files import Rule, RuleFile, attached_file, digest
from kla_rules.rulesets.reader import RuleReader, in_order, notes_of, questions_in, text_of
from kla_rules.rulesets.tiers import facts_of, looked_at, warn_of_replaced
from kla_rules.units.rules_model import UnitQuestion, UnitRules, UnitScope


def unit_rules_of(edition: Edition) -> UnitRules | None:
    """Return which facts make units count, or None where no rules say so; read when first asked.

    Raises:
        RuleError: with everything that is wrong with them.
    """
    return attachment(edition, "units", _of_folder)


def unit_rules(edition: Edition) -> UnitRules:
    """Return the rules on units of an edition.

    Raises:
        RuleError: if it has none, or with everything that is wrong with them.

    >>> import kla_rules as kla
    >>> list(unit_rules(kla.edition("kla-2024")).scopes)
    ['kecamatan', 'desa-kelurahan']
    """
    rules = unit_rules_of(edition)
    if rules is None:
        raise RuleError([Finding("units.no-rules", {"edition": edition.id})])
    return rules


def _of_folder(edition: Edition) -> UnitRules | None:
    file = attached_file(edition.folder, "units")
    return None if file is None else in_order(*read_units(file, edition))


def read_units(file: RuleFile, edition: Edition) -> tuple[UnitRules | None, list[Finding]]:
    """Return rules on units, and what is wrong with them: by themselves, and beside an edition."""
    if file.findings:
        return None, [*file.findings]
    reader = RuleReader(file, sources=sorted(source.id for source in edition.sources))
    return _rules(reader, edition), reader.findings


def _rules(reader: RuleReader, edition: Edition) -> UnitRules:
    rule = reader.content
    reader.ids("scopes")
    reader.ids("facts")
    scopes = _scopes(reader)
    reader.sources()
    facts = facts_of(reader)
    questions = {
        name: _question(reader, name, question, edition, scopes, facts)
        for name, question in rule["questions"].items()
    }
    conditions = [question.when for question in questions.values() if question is not None]
    used = {name for condition in conditions for name in looked_at(condition) or ()}
    for position, fact in enumerate(rule["facts"]):
        if "replaced_by" in fact:
            place = ("facts", position, "replaced_by")
            reader.refer(place, "unit.no-fact", facts, "fact", fact["replaced_by"])
        elif fact["id"] not in used:
            place = ("facts", position, "id")
            reader.found(Finding("unit.unused-fact", {"fact": fact["id"]}, place, "warning"))
    known = {name: question for name, question in questions.items() if question is not None}
    in_turn = {node: known[node] for node in edition.ids if node in known}
    return UnitRules(scopes, facts, in_turn, digest(rule))


def _scopes(reader: RuleReader) -> dict[str, UnitScope]:
    scopes = reader.content["scopes"]
    kinds = [kind for scope in scopes for kind in scope["kinds"]]
    for position, scope in enumerate(scopes):
        for place, kind in enumerate(scope["kinds"]):
            if kinds.count(kind) > 1:
                values = {"node": kind, "other": reader.file.name}
                path = ("scopes", position, "kinds", place)
                reader.found(Finding("edition.duplicate-id", values, path))
    return {
        scope["id"]: UnitScope(scope["id"], text_of(scope["title"]), tuple(scope["kinds"]))
        for scope in scopes
    }


def _question(
    reader: RuleReader,
    name: str,
    rule: Rule,
    edition: Edition,
    scopes: Mapping[str, UnitScope],
    facts: Mapping[str, Measure],
) -> UnitQuestion | None:
    path = ("questions", name)
    reader.refer(path, "answer.unknown-question", questions_in(edition.nodes), "node", name)
    reader.refer((*path, "of"), "unit.no-scope", scopes, "scope", rule["of"])
    provenance = reader.provenance(path, rule, "when")
    when = condition_of(reader.naming({}, facts), rule["when"], (*path, "when"))
    names = looked_at(when) if when is not None else set()
    if names is None or names & edition.positions.keys():
        reader.found(Finding("unit.operator", {"node": name}, (*path, "when")))
    if when is None:
        return None
    warn_of_replaced(reader, names or (), (*path, "when"), facts)
    return UnitQuestion(name, rule["of"], when, provenance, notes_of(rule))
