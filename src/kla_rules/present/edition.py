"""An edition in words."""

from typing import Final

from kla_rules.conditions.words import Words
from kla_rules.loading.difference import changes
from kla_rules.messages import INTERFACE
from kla_rules.model import Edition
from kla_rules.texts.writing import Language, printable

_INDENT: Final = {"cluster": "  ", "indicator": "    ", "question": "      "}


def edition_text(edition: Edition, language: Language) -> str:
    """Return an edition for people: rounds, levels, and the whole tree with its notes."""

    def say(key: str, **values: object) -> str:
        return INTERFACE.say(key, language, **values)

    rounds = ", ".join(map(str, edition.rounds))
    lines = [
        edition.title.get(language),
        say("rounds", rounds=rounds, version=edition.version, digest=edition.digest),
        edition.completeness.get(language),
        *_changes(edition, language),
        "",
        say("levels"),
    ]
    for level in edition.levels:
        inclusive = level.threshold(edition.edge.policy) == level.floor
        key = "level-inclusive" if inclusive else "level-exclusive"
        lines.append(say(key, title=level.title, floor=level.floor))
    lines.append("  " + edition.edge.reason.get(language))
    lines += _asked(edition, language)
    lines += _evidence(edition, language)
    if edition.cannot_say:
        statements = "; ".join(text.get(language) for text in edition.cannot_say)
        lines += ["", say("cannot-say", statements=statements)]
    lines += ["", say("tree")]
    for node in edition.nodes:
        if node.parent is None:
            continue
        indent = _INDENT[node.rank]
        key = "node-no-maximum" if node.maximum is None else "node"
        values = {"id": node.id, "title": node.title, "maximum": node.ceiling}
        lines.append(indent + say(key, **values))
        notes = [note.get(language) for note in node.notes]
        if node.cap is not None:
            notes.append(say("cap", note=node.cap))
        lines += [f"{indent}    ! {note}" for note in notes]
    return "\n".join(map(printable, lines)) + "\n"


def _changes(edition: Edition, language: Language) -> list[str]:
    """Return what the overlays change."""

    def say(key: str, **values: object) -> str:
        return INTERFACE.say(key, language, **values)

    if edition.base is None:
        return []
    lines = ["", say("overlays", digest=edition.base.digest)]
    for one in edition.overlays:
        key = "overlay-invented" if one.illustrative else "overlay"
        lines.append(say(key, id=one.id, title=one.title, digest=one.digest))
    told = [one.text(language) for one in changes(edition.base, edition)]
    lines += [say("overlay-change", change=text) for text in told]
    return lines if told else [*lines, say("overlay-nothing")]


def _evidence(edition: Edition, language: Language) -> list[str]:
    """Return the agencies, the kinds of documents, and the tiers of units that overlays bring."""

    def say(key: str, **values: object) -> str:
        return INTERFACE.say(key, language, **values)

    lines = ["", say("agencies")] if edition.agencies else []
    for one in edition.agencies:
        names = f" ({', '.join(one.local_names)})" if one.local_names else ""
        lines.append(say("agency", id=one.id, title=one.title, names=names))
    lines += ["", say("evidence-kinds")] if edition.evidence_kinds else []
    lines += [
        say("evidence-kind", id=kind.id, title=kind.title, definition=kind.definition)
        for kind in edition.evidence_kinds
    ]
    lines += ["", say("unit-tiers")] if edition.unit_tiers else []
    for tier in edition.unit_tiers:
        words = Words(edition, language, facts=tier.facts)
        lines.append(
            say(
                "unit-tier",
                title=tier.title,
                scope=tier.scope,
                asked=words.condition(tier.when),
                source=tier.provenance.source,
                grade=tier.provenance.grade,
            )
        )
    return lines


def _asked(edition: Edition, language: Language) -> list[str]:
    """Return the requirements and advisories, with source and grade."""
    lines: list[str] = []
    words = Words(edition, language)
    for key, asked in (("requirements", edition.requirements), ("advisories", edition.advisories)):
        lines += ["", INTERFACE.say(key, language)] if asked else []
        for one in asked:
            values = {
                "title": one.title,
                "level": edition.level(one.level).title,
                "asked": words.condition(one.when),
                "source": one.provenance.source,
                "grade": one.provenance.grade,
            }
            rounds = getattr(one, "rounds", edition.rounds)
            values["rounds"] = ", ".join(map(str, rounds))
            form = "asked" if rounds == edition.rounds else "asked-in"
            lines.append(INTERFACE.say(form, language, **values))
            lines += [f"      ! {note.get(language)}" for note in one.notes]
    if edition.measures:
        lines += ["", INTERFACE.say("measures", language)]
    for measure in edition.measures:
        units = f": {measure.units.get(language)}" if measure.units else ""
        named = {"id": measure.id, "title": measure.title, "kind": measure.kind, "units": units}
        lines.append(INTERFACE.say("measure", language, **named))
        lines += [f"      ! {note.get(language)}" for note in measure.notes]
    return lines
