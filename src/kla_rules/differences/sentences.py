"""The sentences that page, screen and card of a difference have in common."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from kla_rules.core.catalogues import DIFFERENCES, PHRASES
from kla_rules.core.page import Page
from kla_rules.core.points import written
from kla_rules.core.text import Text, both
from kla_rules.core.writing import Language, printable
from kla_rules.differences.model import Cause, ComparedSide, Ends, NodeDifference, NoteDifference
from kla_rules.differences.words import value_words
from kla_rules.validation.comparison.moved_model import Standing

if TYPE_CHECKING:
    from kla_rules.differences.model import EvidenceDifference, Explanation
    from kla_rules.differences.result import EvaluationDifference

_DIGESTS: Final = frozenset({"edition_digest", "scale_digest", "profile_digest", "overlays"})
_SHOWN: Final = 12  # characters of a digest


def head(page: Page, found: "EvaluationDifference") -> None:
    """Write whose they are, where both stand, and how far the score moves."""
    page.title(title(found, page.language))
    page.labels(**held(found))
    for key, side in (("side-old", found.old), ("side-new", found.new)):
        page.paragraph(page.say(key, standing=_side(page, side)))
    page.gap()
    page.paragraph(*_score(page, found), level(page, found))


def held(found: "EvaluationDifference") -> dict[str, bool]:
    """Return what must be known of either before anything else."""
    sides = (found.old, found.new)
    return {
        "illustrative": found.illustrative,
        "assumed": any(side.assume is not None for side in sides),
        "backed": all(side.count == "backed" for side in sides),
    }


def title(found: "EvaluationDifference", language: Language) -> str:
    """Return whose evaluations are compared."""
    names = [
        printable(one.region or DIFFERENCES.say("no-region", language))
        for one in (found.old, found.new)
    ]
    if not found.old.region:
        names[0] = names[0][:1].upper() + names[0][1:]
    if found.old.region == found.new.region:
        return DIFFERENCES.say("title", language, region=names[0])
    return DIFFERENCES.say("title-regions", language, old=names[0], new=names[1])


def _side(page: Page, side: ComparedSide) -> str:
    of = [side.edition]
    if side.year is not None:
        of.append(page.say("round", year=side.year))
    if side.stage is not None:
        of.append(stage_name(side, page.language))
    if side.stored:
        of.append(page.say("stored"))
    levels = level_names(side, side.levels, page.language)
    points = figure(page, (side.low_thousandths, side.high_thousandths))
    return page.say("standing", levels=levels, points=points, of=", ".join(map(printable, of)))


def stage_name(side: ComparedSide, language: Language) -> str:
    """Return what the stage of a side is called; one without a title goes by its id."""
    return side.stage_title.get(language) if side.stage_title else side.stage or ""


def level_names(side: ComparedSide, levels: Sequence[str | None], language: Language) -> str:
    """Return the levels that are possible: one, or from the lowest to the highest."""
    names = [_level(side.titles, one, language) for one in levels]
    if len(names) == 1:
        return names[0]
    return DIFFERENCES.say("levels-between", language, low=names[0], high=names[-1])


def figure(page: Page, ends: Ends) -> str:
    """Return one figure of points, or the two ends of a range."""
    low, high = (written(end, page.language) for end in ends)
    return low if ends[0] == ends[1] else page.say("levels-between", low=low, high=high)


def signed(page: Page, ends: Ends) -> str:
    """Return by how many points both ends move; once where they move alike."""
    low, high = (_signed(end, page.language) for end in ends)
    return low if ends[0] == ends[1] else f"{low} / {high}"


def _signed(points: int, language: Language) -> str:
    return f"+{written(points, language)}" if points > 0 else written(points, language)


def _score(page: Page, found: "EvaluationDifference") -> list[str]:
    low, high = found.score_change_thousandths
    keys = [("score", low)]
    if low != high:
        keys.append(("most", high))
    return [
        page.say(f"{key}-same")
        if not points
        else page.say(f"{key}-{'up' if points > 0 else 'down'}", points=abs(points))
        for key, points in keys
    ]


def level(page: Page, found: "EvaluationDifference") -> str:
    """Return whether the level is another one, in a sentence."""
    sides, language = (found.old, found.new), page.language
    possible = [level_names(side, side.levels, language) for side in sides]
    if not found.is_level_other:
        return page.say("level-same", levels=possible[0])
    if found.old.level != found.new.level:
        names = [level_names(side, (side.level,), language) for side in sides]
        return page.say("level-other", old=names[0], new=names[1])
    secured = level_names(found.old, (found.old.level,), language)
    return page.say("possible-other", level=secured, old=possible[0], new=possible[1])


def explanation(page: Page, found: "EvaluationDifference", why: "Explanation") -> None:
    """Write what explains the level, and where each kind of difference leads."""
    page.line(page.say("explained"))
    page.paragraph(lead(page, why))
    for cause in why.alone or why.causes:
        page.item("".join(cause_text(page, cause, found)))
    if why.reached is not None:
        page.paragraph(
            page.say("reached", **_reached(page, found, why.reached)), *others(page, why)
        )
    kinds(page, found, why)


def lead(page: Page, why: "Explanation") -> str:
    """Return what introduces the causes."""
    if why.state == "unexplained":
        return page.say("unexplained")
    if why.state == "alone":
        many = len(why.alone) > 1
        return page.say("alone-many" if many else "alone-one", count=len(why.alone))
    key = "together" if why.irreducible else "together-unproven"
    return page.say(key, count=len(why.causes))


def others(page: Page, why: "Explanation") -> list[str]:
    """Return that there may be other sets, where several differences are needed together."""
    return [page.say("other-sets")] if why.state == "together" else []


def cause_text(page: Page, cause: Cause, found: "EvaluationDifference") -> tuple[str, str]:
    """Return what a difference is called, and what comes after: both values, and what it does."""
    change = f": {cause.change.get(page.language)}" if cause.change else ""
    if cause.standing is None:
        return cause.name.get(page.language), f"{change} {page.say('effect-refused')}"
    low = cause.standing.low_thousandths - found.old.low_thousandths
    effect = f" {page.say('effect', low=_signed(low, page.language))}" if low else ""
    return cause.name.get(page.language), f"{change}{effect}"


def _reached(page: Page, found: "EvaluationDifference", reached: Standing) -> dict[str, str]:
    ends = (reached.low_thousandths, reached.high_thousandths)
    return {"levels": _levels(page, found, reached), "points": figure(page, ends)}


def _levels(page: Page, found: "EvaluationDifference", standing: Standing | None) -> str:
    """Return the levels of a standing, by the titles of either edition."""
    if standing is None:
        return page.say("kind-refused")
    titles = {**found.old.titles, **found.new.titles}
    names = [_level(titles, one, page.language) for one in standing.levels]
    if len(names) == 1:
        return names[0]
    return page.say("levels-between", low=names[0], high=names[-1])


def _level(titles: Mapping[str, Text], level: str | None, language: Language) -> str:
    """Return what a level is called; one without a title goes by its id."""
    if level is None:
        return PHRASES.say("no-level", language)
    return printable(titles[level].get(language) if level in titles else level)


def kinds(page: Page, found: "EvaluationDifference", why: "Explanation") -> None:
    """Write where the old evaluation stands with one kind of difference, and with all others."""
    if not why.kinds:
        return
    named = [page.say(f"kind-{kind.kind}", count=kind.count) for kind in why.kinds]
    if len(named) == 1:
        page.paragraph(page.say("kind-only", kind=named[0]))
        return
    page.lead(page.say("kinds"))
    for name, kind in zip(named, why.kinds, strict=True):
        alone, without = (_levels(page, found, one) for one in (kind.alone, kind.without))
        page.item(page.say("kind", kind=name, alone=alone, without=without))


def moved_clusters(found: "EvaluationDifference") -> list[NodeDifference]:
    """Return the clusters whose points move; a cap can hold them where those below do."""
    return [one for one in found.nodes if one.rank == "cluster" and any(one.change_thousandths)]


def node_text(page: Page, one: NodeDifference, *, short: bool = False) -> tuple[str, str]:
    """Return what a node is called, and what comes after: its points, and by how much they move.

    Unless it is to be short, with how much of that is here itself, and not below.
    """
    name = one.title.get(page.language)
    name = page.say("total") if one.id == "total" else f"{one.id} ({name})"
    old, new = one.old_thousandths, one.new_thousandths
    key = "node-added" if old is None else "node-removed" if new is None else "node"
    own = one.own_thousandths[0]
    if key == "node" and not short and own not in {0, one.change_thousandths[0]}:
        key = "node-own"
    said = page.say(
        key,
        old=figure(page, old or (0, 0)),
        new=figure(page, new or (0, 0)),
        change=signed(page, one.change_thousandths),
        own=signed(page, (own, own)),
    )
    return name, f": {said}"


def evidence_text(page: Page, one: "EvidenceDifference") -> str:
    """Return how many points are backed and at risk, before and now."""
    return page.say(
        "evidence-backed",
        old=one.backed_thousandths[0],
        new=one.backed_thousandths[1],
        old_risk=one.at_risk_thousandths[0],
        new_risk=one.at_risk_thousandths[1],
    )


def requirement_texts(page: Page, found: "EvaluationDifference") -> list[str]:
    """Return each requirement with what became of it, before and now."""
    titles = {**found.old.titles, **found.new.titles}
    return [
        page.say(
            "requirement",
            title=one.title,
            level=_level(titles, one.level, page.language),
            old=page.say(f"met-{one.old}"),
            new=page.say(f"met-{one.new}"),
        )
        for one in found.requirements
    ]


def rule_texts(page: Page, found: "EvaluationDifference") -> list[str]:
    """Return what of rules and reading differs; that the profiles do is told by their answers."""
    return [
        page.say(
            "rule",
            name=both(DIFFERENCES, f"record-{one.what}"),
            old=_value(page, found.old, one.what, one.old),
            new=_value(page, found.new, one.what, one.new),
        )
        for one in found.rules
        if one.what != "profile_digest" or found.answers is None
    ]


def _value(page: Page, side: ComparedSide, what: str, value: str | int | None) -> str:
    if what == "stage" and value is not None:
        return stage_name(side, page.language)
    if what in _DIGESTS and isinstance(value, str):
        return ", ".join(
            " ".join(word[:_SHOWN] if len(word) == _HEX else word for word in one.split(" "))
            for one in value.split(", ")
        )
    return value_words(what, value).get(page.language)


_HEX: Final = 64


def note_text(page: Page, one: NoteDifference) -> str:
    """Return a note, with whether it came, went, or says other things."""
    old, new = (
        note.text(page.language) if note else text.get(page.language) if text else ""
        for note, text in zip(one.notes, (one.old, one.new), strict=True)
    )
    return page.say(f"note-{one.form}", old=old, new=new)


def told(page: Page, found: "EvaluationDifference") -> None:
    """Write what the records say and what cannot be told, or that nothing differs."""
    if found.is_same:
        page.paragraph(page.say("same-stored" if found.untold else "same"))
    if found.untold:
        if found.record_says is not None:
            page.paragraph(page.say(f"record-says-{found.record_says}"))
        parts = ", ".join(page.say(f"untold-{part}") for part in found.untold)
        page.paragraph(page.say("untold", parts=parts))
