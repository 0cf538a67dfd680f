"""An edition in words."""

from typing import Final

from kla_rules.conditions.words import Words
from kla_rules.core.catalogues import EXPLANATION, INTERFACE
from kla_rules.core.page import Page
from kla_rules.core.writing import Language
from kla_rules.model.edition import Edition
from kla_rules.model.evidence import evidence_in_words
from kla_rules.rulesets.difference import changes
from kla_rules.rulesets.edition_of_year import Round, rounds_of

_INDENT: Final = {"cluster": "  ", "indicator": "    ", "question": "      "}
_NOTE: Final = "      ! "


def edition_text(edition: Edition, language: Language) -> str:
    """Return an edition for people: rounds, levels, and the whole tree with its notes."""
    page = Page(INTERFACE, language)
    page.line(edition.title.get(language))
    rounds = ", ".join(map(str, edition.rounds))
    page.line(page.say("rounds", rounds=rounds, version=edition.version, digest=edition.digest))
    page.line(edition.completeness.get(language))
    for note in edition.notes:
        page.line("    ! " + note.get(language))
    _changes(page, edition)
    _rounds(page, edition)
    page.lead(page.say("levels"))
    for level in edition.levels:
        inclusive = level.threshold_thousandths(edition.edge.policy) == level.floor_thousandths
        key = "level-inclusive" if inclusive else "level-exclusive"
        page.line(page.say(key, title=level.title, floor=level.floor_thousandths))
    page.line("  " + edition.edge.reason.get(language))
    for reason in (edition.edge.other_reason, edition.edge.third_reason):
        if reason is not None:
            page.line("  " + reason.get(language))
    _asked(page, edition)
    _evidence(page, edition)
    if edition.cannot_say:
        statements = "; ".join(text.get(language) for text in edition.cannot_say)
        page.lead(EXPLANATION.say("cannot-say", page.language, statements=statements))
    _tree(page, edition)
    return str(page)


def round_lines(known: Round, language: Language) -> list[str]:
    """Return what is known of a round, a line for each statement, what is cited with its grade."""
    said: list[tuple[str, dict[str, object], str, str]] = []
    if known.evidence is not None:
        years: dict[str, object] = {"first": known.evidence.first, "last": known.evidence.last}
        place = known.evidence.provenance
        said.append(("round-evidence", years, place.source, place.grade))
    if known.awarded is not None:
        counts = ", ".join(f"{level} {count}" for level, count in known.awarded.levels.items())
        said.append(
            ("round-awarded", {"counts": counts}, known.awarded.source.id, known.awarded.grade)
        )
    cited = [("round-award", known.award), *(("round-note", note) for note in known.notes)]
    said += [(key, {"text": note.text}, note.source.id, note.grade) for key, note in cited if note]
    lines = [
        INTERFACE.say(key, language, source=source, grade=grade, **values)
        for key, values, source, grade in said
    ]
    return [known.provisional.get(language), *lines] if known.provisional else lines


def _rounds(page: Page, edition: Edition) -> None:
    """Write what the edition stands on, and what is known of its rounds."""
    page.lead(page.say("legal-basis"))
    for law in edition.legal_basis:
        page.line("  " + law.get(page.language))
    told = [(known.year, round_lines(known, page.language)) for known in rounds_of(edition.id)]
    if any(lines for _, lines in told):
        page.lead(page.say("rounds-known"))
    for year, lines in told:
        for line in lines:
            page.line(f"  {year}: {line}")


def _tree(page: Page, edition: Edition) -> None:
    """Write every node below the root, with its notes."""
    page.lead(page.say("tree"))
    for node in edition.nodes:
        if node.parent is None:
            continue
        indent = _INDENT[node.rank]
        key = "node-no-maximum" if node.maximum_thousandths is None else "node"
        page.line(
            indent + page.say(key, id=node.id, title=node.title, maximum=node.ceiling_thousandths)
        )
        notes = [note.get(page.language) for note in node.notes]
        if node.cap is not None:
            notes.append(page.say("cap", note=node.cap))
        for note in notes:
            page.line(f"{indent}    ! {note}")
        if node.id in edition.evidence:
            required = edition.evidence[node.id]
            asked = evidence_in_words(edition, required.groups).get(page.language)
            key = "attached" if asked else "attached-any"
            said = page.say(key, asked=asked, grade=required.provenance.grade)
            page.line(f"{indent}    + {said}")


def _changes(page: Page, edition: Edition) -> None:
    """Write what the overlays change."""
    if edition.base is None:
        return
    page.lead(page.say("overlays", digest=edition.base.digest))
    for overlay in edition.overlays:
        key = "overlay-invented" if overlay.illustrative else "overlay"
        page.line(page.say(key, id=overlay.id, title=overlay.title, digest=overlay.digest))
    moved = changes(edition.base, edition)
    for change in moved:
        page.line(page.say("overlay-change", change=change.text(page.language)))
    if not moved:
        page.line(page.say("overlay-nothing"))


def _evidence(page: Page, edition: Edition) -> None:
    """Write the agencies, the kinds of documents, and the tiers of units that overlays bring."""
    if edition.agencies:
        page.lead(page.say("agencies"))
    for agency in edition.agencies:
        names = f" ({', '.join(agency.local_names)})" if agency.local_names else ""
        page.line(page.say("agency", id=agency.id, title=agency.title, names=names))
    if edition.evidence_kinds:
        page.lead(page.say("evidence-kinds"))
    for kind in edition.evidence_kinds:
        page.line(
            page.say("evidence-kind", id=kind.id, title=kind.title, definition=kind.definition)
        )
    if edition.evidence_attributes:
        page.lead(page.say("evidence-attributes"))
    for one in edition.evidence_attributes:
        page.line(page.say("evidence-kind", id=one.id, title=one.title, definition=one.definition))
    if edition.unit_tiers:
        page.lead(page.say("unit-tiers"))
    for tier in edition.unit_tiers:
        page.line(
            page.say(
                "unit-tier",
                title=tier.title,
                scope=tier.scope,
                asked=Words(edition, page.language, facts=tier.facts).condition(tier.when),
                source=tier.provenance.source,
                grade=tier.provenance.grade,
            )
        )


def _asked(page: Page, edition: Edition) -> None:
    """Write the requirements and advisories, with source and grade, and the measures."""
    words = Words(edition, page.language)
    for key, rules in (("requirements", edition.requirements), ("advisories", edition.advisories)):
        if rules:
            page.lead(EXPLANATION.say(key, page.language))
        for rule in rules:
            rounds = getattr(rule, "rounds", edition.rounds)
            page.line(
                page.say(
                    "asked" if rounds == edition.rounds else "asked-in",
                    title=rule.title,
                    level=edition.level(rule.level).title,
                    asked=words.condition(rule.when),
                    source=rule.provenance.source,
                    grade=rule.provenance.grade,
                    rounds=", ".join(map(str, rounds)),
                )
            )
            for note in rule.notes:
                page.line(_NOTE + note.get(page.language))
    if edition.measures:
        page.lead(page.say("measures"))
    for measure in edition.measures:
        units = f": {measure.units.get(page.language)}" if measure.units else ""
        page.line(
            page.say("measure", id=measure.id, title=measure.title, kind=measure.kind, units=units)
        )
        for note in measure.notes:
            page.line(_NOTE + note.get(page.language))
