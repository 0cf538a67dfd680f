"""A sweep in words: how often each level, the score, what decides, how settled, what is assumed."""

from typing import TYPE_CHECKING, Final

from kla_rules.core.catalogues import EXPLANATION, SWEEPS
from kla_rules.core.page import Page
from kla_rules.core.writing import Language
from kla_rules.evaluation.page import heading
from kla_rules.model.level_names import level_name
from kla_rules.model.tree import name_of
from kla_rules.sweeps.words import counted, per_cent

if TYPE_CHECKING:
    from kla_rules.sweeps.model import Sweep

_PARTS: Final = 10
_SHOWN: Final = 12


def sweep_text(sweep: "Sweep", language: Language) -> str:
    """Return it in words."""
    page = Page(SWEEPS, language)
    evaluation = sweep.evaluation
    page.title(page.say("title", whose=heading(page.of(EXPLANATION), evaluation)))
    page.labels(illustrative=evaluation.illustrative, assumed=bool(evaluation.assume))
    page.gap()
    page.paragraph(*opening(page, sweep))
    _levels(page, sweep)
    page.gap()
    page.paragraph(score(page, sweep))
    _moves(page, sweep)
    _convergence(page, sweep)
    page.lead(page.say("assumptions"))
    page.items(text.get(language) for text in sweep.assumptions[1:])
    page.gap()
    page.paragraph(_record(page, sweep))
    return str(page)


def opening(page: Page, sweep: "Sweep") -> list[str]:
    """Return that it is no forecast, how many were drawn, and what stands without variation."""
    return [
        page.say("no-forecast"),
        page.say("drawn", n=counted(sweep.n, page.language), seed=sweep.seed),
        page.say(
            "as-is",
            level=level_name(sweep.level, page.language),
            points=sweep.evaluation.low_thousandths,
        ),
    ]


def score(page: Page, sweep: "Sweep") -> str:
    """Return within what the score lies."""
    found = sweep.quantiles_thousandths
    least, low, middle, high, most = (found[each] for each in (0, 5, 50, 95, 100))
    return page.say("score", least=least, low=low, middle=middle, high=high, most=most)


def _levels(page: Page, sweep: "Sweep") -> None:
    page.lead(page.say("levels"))
    language = page.language
    for one in reversed(sweep.levels):
        low, high = one.share_range
        page.item(
            page.say(
                "level",
                level=level_name(one.level, language),
                share=per_cent(one.share, language),
                count=counted(one.count, language),
                low=per_cent(low, language),
                high=per_cent(high, language),
                mark=page.say("own") if one.level == sweep.level else "",
            )
        )
    page.paragraph(
        page.say(
            "moved",
            falls=per_cent(sweep.falls / sweep.n, language),
            rises=per_cent(sweep.rises / sweep.n, language),
        )
    )


def _moves(page: Page, sweep: "Sweep") -> None:
    page.gap()
    if sweep.reached in {0, sweep.n}:
        page.paragraph(page.say("moves-alike", level=sweep.target.title))
        return
    page.line(page.say("moves", level=sweep.target.title))
    language = page.language
    for source in sweep.sources:
        if source.moves is not None:
            name = page.say(f"name-{source.id}")
            page.item(page.say("source", name=name, share=per_cent(source.moves, language)))
    for part in sweep.telling[:_PARTS]:
        name = name_of(part.node).get(language)
        page.item(
            page.say("part", node=name, share=per_cent(part.moves or 0, language)), "      - "
        )
    if sweep.parts and len(sweep.telling) <= _PARTS:
        key = "part-little" if sweep.telling else "part-none"
        page.item(page.say(key, least=per_cent(sweep.least_told, language)), "      - ")
    page.paragraph(page.say("moves-how"))


def _convergence(page: Page, sweep: "Sweep") -> None:
    page.lead(page.say("convergence"))
    language = page.language
    for after in sweep.convergence:
        shares = ", ".join(
            page.say(
                "after-share",
                level=level_name(one.level, language),
                share=per_cent(share, language),
            )
            for one, share in zip(sweep.levels, after.shares, strict=True)
            if one.count
        )
        half = per_cent(after.half_width, language)
        page.item(page.say("after", n=counted(after.n, language), shares=shares, half=half))


def _record(page: Page, sweep: "Sweep") -> str:
    record = sweep.evaluation.record
    return page.say(
        "record",
        edition=record.edition,
        version=record.edition_version,
        rules=record.edition_digest[:_SHOWN],
        profile=record.profile_digest[:_SHOWN],
    )
