"""What levels ask for besides points, what is advised, and what an edition cannot say."""

from typing import Final

from kla_rules.conditions.judgement import Judgement
from kla_rules.conditions.words import Words, known
from kla_rules.model import Advisory, Requirement
from kla_rules.present.telling import Teller

_STATES: Final = {True: "state-met", False: "state-not-met", None: "state-unknown"}


def requirements(teller: Teller) -> list[str]:
    """Say of every requirement whether it is met, what was seen, and where it comes from."""
    results = teller.result.requirements
    if not results:
        return []
    lines = [teller.say("requirements")]
    for one in results:
        lines += _item(teller, one.requirement, one.judgement, binding=one.binding)
    return lines


def reasons(teller: Teller) -> list[str]:
    """Return what holds a level back, one clause for each requirement that is not met."""
    edition = teller.result.edition
    words = Words(edition, teller.language)
    return [
        teller.say(
            "held-item",
            title=one.requirement.title,
            level=edition.level(one.requirement.level).title,
            seen=words.seen(one.judgement),
        )
        for one in teller.result.holding
    ]


def advisories(teller: Teller) -> list[str]:
    """Say of every advisory whether it is met; none changes a level."""
    results = teller.result.advisories
    if not results:
        return []
    lines = [teller.say("advisories")]
    for one in results:
        lines += _item(teller, one.advisory, one.judgement)
    return lines


def unmet_advisories(teller: Teller) -> list[str]:
    """Name the advisories that are not met, in one sentence."""
    titles = [one.advisory.title for one in teller.result.advisories if one.met is False]
    if not titles:
        return []
    return teller.paragraph([teller.say("advisories-unmet", titles=titles)])


def cannot_say(teller: Teller) -> list[str]:
    """Say which statements the edition does not allow."""
    statements = [text.get(teller.language) for text in teller.result.cannot_say]
    if not statements:
        return []
    return teller.paragraph([teller.say("cannot-say", statements="; ".join(statements))])


def _item(
    teller: Teller, asked: Requirement | Advisory, judgement: Judgement, *, binding: bool = True
) -> list[str]:
    edition = teller.result.edition
    state = teller.say(_STATES[judgement.state])
    seen = ""
    if known(judgement):
        seen = teller.say("seen", seen=Words(edition, teller.language).seen(judgement))
    text = teller.say(
        "requirement",
        state=state if binding else teller.say("possibly-asked", state=state),
        title=asked.title,
        level=edition.level(asked.level).title,
        seen=seen,
        source=asked.provenance.source,
        grade=asked.provenance.grade,
    )
    lines = teller.hanging("  - ", text)
    for note in asked.notes:
        lines += teller.hanging("      ", note.get(teller.language))
    return lines
