"""A comparison as Markdown for a pull request: tables, bounded in length, nothing of it alive."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

import yaml

from kla_rules.core.catalogues import CHANGES, COMPARISON, MOVED
from kla_rules.core.escaped import escaped, fenced
from kla_rules.core.page import Page
from kla_rules.core.writing import Language
from kla_rules.rulesets.difference import Change
from kla_rules.validation.comparison.effects_page import effect_lines, witness_lines
from kla_rules.validation.comparison.groups import grouped
from kla_rules.validation.comparison.moved_page import (
    by_distance,
    change_name,
    grid,
    interplay,
    labels,
    signed,
    summary,
    told,
    undetermined,
)
from kla_rules.validation.comparison.page import head_lines, names_of, nation_lines, side

if TYPE_CHECKING:
    from kla_rules.validation.comparison.moved_model import Moved
    from kla_rules.validation.comparison.refused import Refused
    from kla_rules.validation.comparison.result import Comparison

LONGEST: Final = 60_000  # GitHub refuses a comment of more than 65,536 characters
_ROWS: Final = 40
_FINDINGS: Final = 4
_REGIONS: Final = 12
_LONGEST_PROFILE: Final = 12_000


class Sheet:
    """Markdown that is never longer than a comment may be: what does not fit is left out, and said.

    Attributes:
        page: says sentences.
        lines: what has been written.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.lines: list[str] = []
        self.left = LONGEST - len(page.say("md-cut")) - 10
        self.is_cut = False

    def add(self, *lines: str) -> bool:
        """Write lines, all or none of them; return whether they fit."""
        size = sum(len(line) + 1 for line in lines)
        if size > self.left:
            self.is_cut = True
            return False
        self.left -= size
        self.lines += lines
        return True

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Write a table whose cells are escaped; the first of its rows where they are many."""
        self.grid([self.page.say(head) for head in heads], rows)

    def grid(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Write the same under heads that are words already."""
        written = "| " + " | ".join(map(escaped, heads)) + " |"
        if not self.add("", written, "|" + " --- |" * len(heads)):
            return
        for row in rows[:_ROWS]:
            if not self.add("| " + " | ".join(map(escaped, row)) + " |"):
                return
        if len(rows) > _ROWS:
            self.add("", self.page.say("md-more", count=len(rows) - _ROWS))

    def items(self, texts: Sequence[str]) -> None:
        """Write a list whose items are escaped; the first of them where they are many."""
        self.add("")
        for text in texts[:_ROWS]:
            self.add(f"- {escaped(text, 600)}")
        if len(texts) > _ROWS:
            self.add(f"- {self.page.say('md-more', count=len(texts) - _ROWS)}")

    def folded(self, summary: str, lines: Iterable[str]) -> None:
        """Write lines that are shown when somebody asks for them, all or none."""
        self.add(
            "", f"<details><summary>{escaped(summary)}</summary>", "", *lines, "", "</details>"
        )

    def __str__(self) -> str:
        """Return the text."""
        end = ["", f"_{self.page.say('md-cut')}_"] if self.is_cut else []
        return "\n".join([*self.lines, *end]) + "\n"


def comparison_markdown(comparison: "Comparison", language: Language) -> str:
    """Return a comparison as Markdown."""
    page = Page(COMPARISON, language)
    sheet = Sheet(page)
    sheet.add(f"## {escaped(page.say('title', **names_of(comparison)))}", "")
    sheet.add(*(f"- {escaped(side(page, one))}" for one in (comparison.old, comparison.new)))
    for line in head_lines(page, comparison):
        sheet.add("", f"> {escaped(line, 600)}")
    _effects(sheet, comparison)
    _refused(sheet, comparison)
    if comparison.moved is not None and comparison.moved.held:
        sheet.add("", f"### {page.say('md-moved')}")
        _moved(sheet, comparison.moved)
    if comparison.nation is not None:
        sheet.add("", f"### {page.say('md-nation')}")
        sheet.add("", " ".join(nation_lines(page, comparison, comparison.nation)))
        _moved(sheet, comparison.nation)
    _changes(sheet, comparison)
    _witnesses(sheet, comparison)
    return str(sheet)


def _effects(sheet: Sheet, comparison: "Comparison") -> None:
    """Write what the change does."""
    shown = list(effect_lines(sheet.page, comparison))
    if not shown:
        return
    sheet.add("", f"### {sheet.page.say('effects')}")
    if any(witness is not None for _, witness in shown):
        sheet.add("", f"> **{sheet.page.say('label-made')}**")
    sheet.items([text for text, _ in shown])


def _witnesses(sheet: Sheet, comparison: "Comparison") -> None:
    """Write the profiles that show it, folded, as a profile file has them."""
    page, effects = sheet.page, comparison.effects
    if effects is None:
        return
    shown = {
        "falls": effects.falls,
        "rises": effects.rises,
        "loses": effects.loses_most,
        "gains": effects.gains_most,
    }
    for name, witness in shown.items():
        if witness is None:
            continue
        text = yaml.safe_dump(witness.brief.profile.to_dict(), allow_unicode=True, sort_keys=False)
        short = list(witness_lines(page, witness, comparison.pairs.new_of))
        lines = [page.say("label-made"), "", *(f"- {escaped(one)}" for one in short), ""]
        long = len(text) > _LONGEST_PROFILE
        lines += [page.say("md-long")] if long else fenced(text, "yaml")
        sheet.folded(page.say(f"md-witness-{name}"), lines)


def _refused(sheet: Sheet, comparison: "Comparison") -> None:
    """Write which old profiles no longer fit."""
    page = sheet.page
    if comparison.refusals:
        sheet.add("", f"### {page.say('refusals')}")
        sheet.items([note.text(page.language) for note in comparison.refusals])
    else:
        sheet.add("", page.say("refusals-none"))
    if comparison.given is None:
        return
    fit = comparison.given - len(comparison.refused)
    sheet.add("", page.say("given", fit=fit, given=comparison.given))
    if comparison.unread:
        sheet.add("", page.say("unread", count=comparison.left_out))
        sheet.items([finding.line_of_text(page.language) for finding in comparison.unread])
    if comparison.refused:
        rows = [_refused_row(page, one) for one in comparison.refused]
        sheet.table(("md-profile", "md-why", "md-done"), rows)


def _refused_row(page: Page, refused: "Refused") -> tuple[str, str, str]:
    said = [finding.line_of_text(page.language) for finding in refused.findings]
    more = len(said) - _FINDINGS
    whys = [*said[:_FINDINGS], *([page.say("md-more", count=more)] if more > 0 else [])]
    if refused.carry is None:
        done = page.say("md-left-out")
    elif refused.carried is None:
        done = page.say("md-not-even")
    else:
        done = page.say("md-carried", carry=refused.carry)
    label = f" {page.say('invented')}" if refused.profile.illustrative else ""
    return refused.name + label, " / ".join(whys), done


def _moved(sheet: Sheet, moved: "Moved") -> None:
    """Write whom the change moves: the transition table, by which change, and the first regions."""
    page = sheet.page.of(MOVED)
    for line in labels(page, moved):
        sheet.add("", f"> **{escaped(line, 600)}**")
    sheet.add("", escaped(summary(page, moved), 600))
    head, *rows = grid(page, moved) if moved.determined else [[]]
    if rows:
        sheet.grid(head, rows)
    if moved.undetermined:
        sheet.items(undetermined(page, moved))
    if not moved.regions:
        return
    counted = ("falls", "rises") if moved.ordered else ()
    heads = ("md-change", "md-alone", *(f"md-{key}" for key in counted))
    sheet.table(
        heads,
        [
            (
                change_name(page, one.change),
                signed(page, one.alone),
                *(str(one.counts.get(key, 0)) for key in counted),
            )
            for one in moved.by_change()
        ],
    )
    sheet.add("", escaped(interplay(page, moved), 600))
    regions = by_distance(moved)
    sheet.items([told(page, moved, region) for region in regions[:_REGIONS]])
    if len(regions) > _REGIONS:
        sheet.add("", sheet.page.say("md-more", count=len(regions) - _REGIONS))


def _changes(sheet: Sheet, comparison: "Comparison") -> None:
    """Write what changed, a table for each group."""
    page = sheet.page
    if not comparison.changes:
        sheet.add("", page.say("same"))
        return
    sheet.add("", f"### {page.say('changes', count=len(comparison.changes))}")
    for group, changes in grouped(comparison.changes).items():
        sheet.add("", f"**{page.say(f'group-{group}')}**")
        heads = ("md-what", "md-where", "md-before", "md-after")
        sheet.table(heads, [_row(page, change) for change in changes])


def _row(page: Page, change: Change) -> tuple[str, ...]:
    """Return a change as cells."""
    language = page.language
    own = f"md-{change.what}"
    what = CHANGES.template(own if own in CHANGES else change.what, language)
    if change.aspect:
        what = CHANGES.template(f"aspect-{change.aspect}", language)
    elif change.was is None and change.now is None:
        what = CHANGES.say(f"md-{change.form}", language, what=what)
    was = "" if change.was is None else change.side("was", language)
    now = "" if change.now is None else change.side("now", language)
    return what, change.name.get(language), was, now
