"""A comparison in words."""

from typing import TYPE_CHECKING, Final

from kla_rules.core.catalogues import CHANGES, COMPARISON
from kla_rules.core.page import Page
from kla_rules.core.writing import Language, printable
from kla_rules.model.edition import Edition
from kla_rules.validation.comparison.effects_page import effect_lines, witness_lines
from kla_rules.validation.comparison.groups import grouped
from kla_rules.validation.comparison.moved_page import write_moved

if TYPE_CHECKING:
    from kla_rules.validation.comparison.moved_model import Moved
    from kla_rules.validation.comparison.refused import Refused
    from kla_rules.validation.comparison.result import Comparison

_FEW: Final = 12  # of a group, or profiles, that are shown unless all are asked for


def comparison_text(comparison: "Comparison", language: Language, *, whole: bool) -> str:
    """Return what changed, what that does, and which profiles no longer fit.

    Args:
        comparison: the comparison.
        language: "id" or "en".
        whole: every change and every profile.
    """
    page = Page(COMPARISON, language)
    page.title(page.say("title", **names_of(comparison)))
    for edition in (comparison.old, comparison.new):
        page.line("  " + side(page, edition))
    for line in head_lines(page, comparison):
        page.paragraph(line)
    _changes(page, comparison, whole=whole)
    _effects(page, comparison)
    _refusals(page, comparison, whole=whole)
    _refused(page, comparison, whole=whole)
    if comparison.moved is not None and comparison.moved.held:
        write_moved(page, comparison.moved, whole=whole)
    if comparison.nation is not None:
        page.gap()
        page.paragraph(*nation_lines(page, comparison, comparison.nation))
        write_moved(page, comparison.nation, whole=whole)
    return str(page)


def nation_lines(page: Page, comparison: "Comparison", nation: "Moved") -> list[str]:
    """Return what the synthetic nation is, and how many of it no longer fit."""
    lost = comparison.nation_refused
    left = comparison.carry is None
    lines = [page.say("nation", count=nation.held + (lost if left else 0))]
    if lost:
        key = "nation-left-out" if left else "nation-carried"
        lines.append(page.say(key, count=lost, carry=comparison.carry or ""))
    return lines


def names_of(comparison: "Comparison") -> dict[str, str]:
    """Return how a title names both sides."""
    return {
        which: f"{edition.id} {edition.version}"
        + "".join(f" + {overlay.id}" for overlay in edition.overlays)
        for which, edition in (("old", comparison.old), ("new", comparison.new))
    }


def side(page: Page, edition: Edition) -> str:
    """Return an edition with its digest, and its overlays."""
    values = {"id": edition.id, "version": edition.version, "digest": edition.digest[:16]}
    overlays = [overlay.id for overlay in edition.overlays]
    key = "side-overlays" if overlays else "side"
    return page.say(key, **values, overlays=overlays)


def head_lines(page: Page, comparison: "Comparison") -> list[str]:
    """Return what must be known of the whole: what is invented, and what nothing is claimed of."""
    lines = []
    sides = (comparison.old, comparison.new)
    if any(overlay.illustrative for edition in sides for overlay in edition.overlays):
        lines.append(page.say("is-invented"))
    pairs = comparison.pairs
    if pairs.correspondence is not None:
        known = pairs.correspondence
        lines.append(page.say("matched", title=known.title, id=known.id))
    elif comparison.old.id != comparison.new.id:
        lines.append(page.say("no-correspondence"))
    if pairs.unclaimed_old or pairs.unclaimed_new:
        counts = {"old": len(pairs.unclaimed_old), "new": len(pairs.unclaimed_new)}
        lines.append(page.say("unclaimed", **counts))
    if comparison.one_sided:
        kinds = [_kind(page, what) for what in comparison.one_sided]
        lines.append(page.say("one-sided", kinds=kinds))
    return lines


def _kind(page: Page, what: str) -> str:
    """Return what a kind of things is called where no name follows."""
    own = f"md-{what}"
    return CHANGES.template(own if own in CHANGES else what, page.language)


def _changes(page: Page, comparison: "Comparison", *, whole: bool) -> None:
    if not comparison.changes:
        page.lead(page.say("same"))
        return
    page.lead(page.say("changes", count=len(comparison.changes)))
    for group, changes in grouped(comparison.changes).items():
        page.line(f"  {page.say(f'group-{group}')}")
        texts = [change.text(page.language, neutral=False) for change in changes]
        _items(page, texts, "    - ", whole=whole)


def _items(page: Page, texts: list[str], mark: str, *, whole: bool) -> None:
    """Write items, the first of them where they are many."""
    most = len(texts) if whole else _FEW
    page.items(map(printable, texts[:most]), mark)
    if len(texts) > most:
        page.item(page.say("more", count=len(texts) - most), mark)


def _effects(page: Page, comparison: "Comparison") -> None:
    """Write what the change does, and the witnesses in short."""
    told = list(effect_lines(page, comparison))
    if told:
        page.lead(page.say("effects"))
    if any(witness is not None for _, witness in told):
        page.paragraph(page.say("label-made"))
    for text, witness in told:
        page.item(text)
        if witness is not None:
            page.items(witness_lines(page, witness, comparison.pairs.new_of), "      ")


def _refusals(page: Page, comparison: "Comparison", *, whole: bool) -> None:
    """Write what the new rules refuse of what the old ones accept."""
    if comparison.refusals:
        page.lead(page.say("refusals"))
        texts = [note.text(page.language) for note in comparison.refusals]
        _items(page, texts, "  - ", whole=whole)
    else:
        page.lead(page.say("refusals-none"))


def _refused(page: Page, comparison: "Comparison", *, whole: bool) -> None:
    """Write which given profiles no longer fit, and what was done with each."""
    if comparison.given is None:
        return
    lost = comparison.refused
    fit = comparison.given - len(lost)
    page.lead(page.say("given", fit=fit, given=comparison.given))
    if comparison.unread:
        page.item(page.say("unread", count=comparison.left_out))
        texts = [finding.line_of_text(page.language) for finding in comparison.unread]
        _items(page, texts, "      ", whole=whole)
    most = len(lost) if whole else _FEW
    for refused in lost[:most]:
        page.item(page.say(_done_with(refused), name=printable(refused.name)), "  - ")
        if refused.profile.illustrative:
            page.item(page.say("invented"), "      ")
        texts = [finding.line_of_text(page.language) for finding in refused.findings]
        _items(page, texts, "      ", whole=whole)
        _items(page, [note.text(page.language) for note in refused.notes], "      > ", whole=whole)
    if len(lost) > most:
        page.item(page.say("more", count=len(lost) - most), "  - ")
    if lost and comparison.carry is None:
        page.paragraph(page.say("carry-hint"))


def _done_with(refused: "Refused") -> str:
    """Return the key of what is said of a profile that no longer fits."""
    if refused.carry is None:
        return "refused-left-out"
    return f"refused-{refused.carry}" if refused.carried is not None else "refused-not-even"
