"""Coverage for people: how much is shown of each kind, and where the rest stands in the rules."""

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from kla_rules.core.catalogues import COVERAGE
from kla_rules.core.page import Page
from kla_rules.core.writing import Language
from kla_rules.validation.covered.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kla_rules.validation.covered.generate import Generated
    from kla_rules.validation.covered.model import Coverage, RulesCoverage, Target

_FEW: Final = 5
_PERCENT: Final = 100


def coverage_text(coverage: "Coverage", language: Language, *, whole: bool) -> str:
    """Return coverage in words; without `whole` the first few gaps of each kind."""
    page = Page(COVERAGE, language)
    for one in coverage:
        page.gap()
        _rules(page, one, None if whole else _FEW)
    return str(page)


def _rules(page: Page, one: "RulesCoverage", most: int | None) -> None:
    page.title(page.say("heading", name=one.name))
    page.paragraph(page.say("cases", count=one.counted))
    for key, names in (("unconfirmed", one.unconfirmed), ("failing", one.failing)):
        if names:
            page.paragraph(page.say(key, count=len(names), names=page.few(names, _FEW)))
    if one.others:
        page.paragraph(page.say("others", count=one.others))
    rows = []
    for kind in KINDS:
        own = [target for target in one.of(kind) if not target.impossible]
        if own:
            shown = sum(bool(target.cases) for target in own)
            share = _PERCENT * shown // len(own)
            rows.append(
                (
                    page.say(f"kind-{kind}"),
                    page.say("figure", shown=shown, of=len(own), share=share),
                )
            )
    page.gap()
    page.rows(rows)
    page.gap()
    page.paragraph(page.say("gaps" if one.gaps else "no-gaps", count=len(one.gaps)))
    for kind in KINDS:
        gaps = [target for target in one.gaps if target.kind == kind]
        if gaps:
            page.lead(page.say(f"gaps-{kind}"))
            _lines(page, gaps, most)
    impossible = [target for target in one.targets if target.impossible]
    if impossible:
        page.lead(page.say("impossible"))
        for target in impossible:
            reason = page.say(f"reason-{target.impossible}")
            told = page.say("gap", **_named(target), states=[_state(page, target)])
            page.item(f"{told}: {reason}")


def _lines(page: Page, gaps: "Iterable[Target]", most: int | None) -> None:
    """Write gaps, those of one rule together."""
    by_rule: dict[tuple[str, int], list[Target]] = defaultdict(list)
    for gap in gaps:
        by_rule[gap.name, gap.part].append(gap)
    groups = [*by_rule.values()]
    for group in groups[:most]:
        states = [_state(page, target) for target in group]
        text = page.say("gap", **_named(group[0]), states=states)
        place = group[0].place
        page.item(f"{place}: {text}" if place else text)
    if most is not None and len(groups) > most:
        page.item(page.say("further", count=len(groups) - most))


def _named(target: "Target") -> dict[str, object]:
    return {"name": target.name, "title": target.title}


def _state(page: Page, target: "Target") -> str:
    """Return what of a rule is not shown; a band or an option of a table by its own name."""
    if target.kind == "table":
        return target.state
    return page.say(f"state-{target.kind}-{target.state}")


def generated_text(generated: "Generated", language: Language, *, whole: bool) -> str:
    """Return in words which cases were written, and what no case was found for."""
    page = Page(COVERAGE, language)
    for file, count in generated.files.items():
        page.paragraph(page.say("written", count=count, file=file.as_posix()))
    if generated.waiting:
        page.paragraph(page.say("waiting", count=generated.waiting))
    if not generated.files:
        page.paragraph(page.say("nothing-written"))
    if generated.without:
        page.lead(page.say("without", count=len(generated.without)))
        _lines(page, generated.without, None if whole else _FEW)
    return str(page)
