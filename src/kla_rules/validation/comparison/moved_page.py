"""Whom a change of the rules moves, in words."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from kla_rules.core.catalogues import MOVED, PHRASES
from kla_rules.core.page import Page
from kla_rules.core.points import written
from kla_rules.core.writing import Language, printable
from kla_rules.model.edition import Edition
from kla_rules.model.level_names import level_name

if TYPE_CHECKING:
    from kla_rules.validation.comparison.moved_model import (
        AppliedChange,
        Effect,
        Levels,
        Moved,
        MovedByChange,
        MovedRegion,
        Standing,
    )

FEW: Final = 12  # regions, or changes, that are shown unless all are asked for


def moved_text(moved: "Moved", language: Language, *, whole: bool = False) -> str:
    """Return whom a change moves, from which level to which, and by which change."""
    page = Page(MOVED, language)
    write_moved(page, moved, whole=whole)
    return str(page)


def write_moved(page: Page, moved: "Moved", *, whole: bool = False) -> None:
    """Write the same on a page that has begun; `whole` writes every region and every change."""
    own = page.of(MOVED)
    own.lead(own.say("title", count=moved.held))
    for line in labels(own, moved):
        own.paragraph(line)
    own.paragraph(summary(own, moved))
    if moved.determined:
        own.lead(own.say("transitions"))
        for line in _aligned(grid(own, moved)):
            own.line("  " + line)
    if moved.undetermined:
        own.lead(own.say("undetermined"))
        own.items(undetermined(own, moved))
    if not moved.regions:
        return
    own.lead(own.say("by-change"))
    listed = sorted(moved.by_change(), key=most_first)
    most = len(listed) if whole else FEW
    for one in listed[:most]:
        own.item(f"{change_name(own, one.change)}: {_counted(own, moved, one)}")
        own.item(_parts(own, moved, one), "      ")
    if len(listed) > most:
        own.item(PHRASES.say("more", own.language, count=len(listed) - most))
    own.paragraph(interplay(own, moved))
    own.lead(own.say("regions"))
    most = len(moved.regions) if whole else FEW
    for region in by_distance(moved)[:most]:
        own.item(told(own, moved, region))
    if len(moved.regions) > most:
        own.item(PHRASES.say("more", own.language, count=len(moved.regions) - most))


def most_first(one: "MovedByChange") -> tuple[int, int]:
    """Return the key by which the changes come first that move most levels, then most points."""
    alone = one.alone
    return -sum(one.counts.values()), -abs(alone.low_thousandths) - abs(alone.high_thousandths)


def labels(page: Page, moved: "Moved") -> list[str]:
    """Return what must be known of the profiles before anything is said of them."""
    said = []
    if moved.illustrative:
        key = "label-all" if moved.illustrative == moved.held else "label-some"
        said.append(page.say(key, count=moved.illustrative))
    if moved.carried:
        said.append(page.say("label-carried", count=moved.carried))
    return said


def summary(page: Page, moved: "Moved") -> str:
    """Return how many stay, and how many rise and fall."""
    both = {region.name for region in moved.falls} & {region.name for region in moved.rises}
    counts = {"falls": len(moved.falls), "rises": len(moved.rises)}
    moving = len(moved.regions)
    if not moved.ordered:
        return page.say("summary-unordered", unchanged=moved.unchanged, moved=moving)
    within = moving - counts["falls"] - counts["rises"] + len(both)
    return page.say("summary", unchanged=moved.unchanged, moved=moving, within=within, **counts)


def grid(page: Page, moved: "Moved") -> list[list[str]]:
    """Return the transition table as cells: rows are levels of before, columns those of after."""
    from_to = moved.determined
    rows = _ranked({old for old, _ in from_to}, moved)
    columns = _ranked({new for _, new in from_to}, moved)
    heads = [named(page, moved, level) for level in columns]
    table = [[page.say("from-to"), *heads]]
    for old in rows:
        cells = [from_to.get((old, new), 0) for new in columns]
        table.append([named(page, moved, old), *(str(cell) if cell else "-" for cell in cells)])
    return table


def undetermined(page: Page, moved: "Moved") -> list[str]:
    """Return how many regions of which several levels are possible went from where to where."""
    return [
        page.say(
            "undetermined-row",
            old=_range(page, moved, old),
            new=_range(page, moved, new),
            count=count,
        )
        for (old, new), count in moved.undetermined.items()
    ]


def by_distance(moved: "Moved") -> "list[MovedRegion]":
    """Return the regions that move, those whose level moves first."""
    return sorted(moved.regions, key=lambda region: _ends(region.old) == _ends(region.new))


def _ends(standing: "Standing") -> tuple[str | None, str | None]:
    return standing.level_low, standing.level_high


def told(page: Page, moved: "Moved", region: "MovedRegion") -> str:
    """Return in one sentence how a region moves, and by which changes."""
    return page.say(
        "region",
        name=printable(region.name),
        old=stands(page, moved, region.old),
        new=stands(page, moved, region.new),
        causes=causes(page, region),
    )


def causes(page: Page, region: "MovedRegion") -> str:
    """Return by which changes a region moves, with what each does alone."""
    listed = [
        page.say("cause", name=_short(page, share.change), points=signed(page, share.alone))
        for share in region.shares[:_CAUSES]
    ]
    more = len(region.shares) - _CAUSES
    if more > 0:
        listed.append(PHRASES.say("more", page.language, count=more))
    return ", ".join(listed)


_CAUSES: Final = 4


def interplay(page: Page, moved: "Moved") -> str:
    """Return what is left to the interplay of the changes, and what all of them come to."""
    both = {
        "interplay": with_levels(page, moved, moved.interplay),
        "whole": with_levels(page, moved, moved.whole),
    }
    return page.say("interplay", **both)


def change_name(page: Page, change: "AppliedChange") -> str:
    """Return what two editions say differently where a change is applied."""
    texts = [one.text(page.language, neutral=False) for one in change.changes]
    if not texts:
        return _short(page, change)
    return "; ".join(page.few(texts, _CAUSES))


def _short(page: Page, change: "AppliedChange") -> str:
    """Return a change by the id of what it is about."""
    name = change.ids[0] if change.ids else ""
    return printable(page.say(f"change-{change.kind}", name=name))


def _counted(page: Page, moved: "Moved", one: "MovedByChange") -> str:
    if not moved.ordered:
        return with_levels(page, moved, one.alone)
    counts = {key: one.counts.get(key, 0) for key in ("falls", "rises")}
    return page.say("change-counts", points=signed(page, one.alone), **counts)


def _parts(page: Page, moved: "Moved", one: "MovedByChange") -> str:
    return page.say(
        "change-parts",
        rest=with_levels(page, moved, one.rest),
        interplay=with_levels(page, moved, one.interplay),
        whole=with_levels(page, moved, one.whole),
    )


def signed(page: Page, effect: "Effect") -> str:
    """Return by how many points something moves: both ends of the range where they differ."""
    ends = (effect.low_thousandths, effect.high_thousandths)
    return _both(page, *(_plus(end, written(end, page.language)) for end in ends))


def with_levels(page: Page, moved: "Moved", effect: "Effect") -> str:
    """Return by how many points something moves, and by how many levels if they have an order."""
    if not moved.ordered:
        return page.say("effect-points", points=signed(page, effect))
    ends = (effect.lowest_level, effect.highest_level)
    levels = _both(page, *(_plus(end, str(end)) for end in ends))
    return page.say("effect", points=signed(page, effect), levels=levels)


def _both(page: Page, low: str, high: str) -> str:
    return low if low == high else page.say("both-ends", low=low, high=high)


def _plus(value: int, text: str) -> str:
    return f"+{text}" if value > 0 else text


def named(page: Page, moved: "Moved", level: str | None) -> str:
    """Return how a level is called."""
    editions: tuple[Edition, ...] = (moved.new, moved.old)
    known = (one for edition in editions for one in edition.levels if one.id == level)
    return level_name(next(known, None), page.language)


def _range(page: Page, moved: "Moved", levels: "Levels") -> str:
    low, high = (named(page, moved, level) for level in (levels[0], levels[-1]))
    return low if len(levels) == 1 else page.say("range", low=low, high=high)


def stands(page: Page, moved: "Moved", standing: "Standing") -> str:
    """Return the score of a region, and its level, each from and to where it is a range."""
    ends = (standing.low_thousandths, standing.high_thousandths)
    low, high = (written(end, page.language) for end in ends)
    score = low if low == high else page.say("range", low=low, high=high)
    return f"{score} ({_range(page, moved, standing.levels)})"


def _ranked(levels: Iterable[str | None], moved: "Moved") -> list[str | None]:
    """Return levels from the lowest, those of both editions in the order of the new one."""
    order: Mapping[str | None, int] = {
        level.id: rank
        for edition in (moved.old, moved.new)
        for rank, level in enumerate(edition.levels, 1)
    }
    return sorted(levels, key=lambda level: order.get(level, 0))


def _aligned(table: list[list[str]]) -> list[str]:
    """Return cells as lines, one column below the other."""
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return [
        "  ".join(
            [
                row[0].ljust(widths[0]),
                *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True)),
            ]
        )
        for row in table
    ]
