"""What damage of rules is noticed, for people: the scores, a table by kind, and each survivor."""

import textwrap
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import yaml

from kla_rules.core.catalogues import MUTATION
from kla_rules.core.page import WIDTH, Page
from kla_rules.core.writing import Language
from kla_rules.validation.mutation.outcomes import figure, percent
from kla_rules.validation.proofs.plain import thawed

if TYPE_CHECKING:
    from kla_rules.validation.mutation.model import Damage, Example, Mutation

_COLUMNS: Final = ("check", "cases", "properties", "prove", "survived")
_FEW: Final = 3  # survivors of a kind
_INDENT: Final = "      "
_GAP: Final = 2  # between the columns of the table


def mutation_text(mutation: "Mutation", language: Language, *, whole: bool) -> str:
    """Return which damage is noticed, in words."""
    page = Page(MUTATION, language)
    page.title(page.say("heading", path=mutation.path.as_posix()))
    page.paragraph(page.say("rules", rules=mutation.rules, cases=mutation.cases))
    done = len(mutation.damages)
    if done < mutation.possible:
        values = {"done": done, "possible": mutation.possible, "seed": mutation.seed}
        page.paragraph(page.say("sampled", **values))
    _scores(page, mutation)
    for key in ("equivalent", "unseen"):
        count = len(mutation.of(key))
        if count:
            page.paragraph(page.say(key, count=count))
    count = len(mutation.of("not-tried"))
    if count:
        page.paragraph(page.say("not-tried", count=count))
    _table(page, mutation)
    _survivors(page, mutation, whole=whole)
    return str(page)


def _scores(page: Page, mutation: "Mutation") -> None:
    if mutation.score is None:
        page.paragraph(page.say("score-none"))
        return
    survived, counted = len(mutation.survivors), mutation.counted
    share = percent(mutation.score)
    page.paragraph(page.say("score", noticed=counted - survived, counted=counted, percent=share))
    if mutation.own_score is not None:
        own = len(mutation.of("cases")) + len(mutation.of("properties"))
        share = percent(mutation.own_score)
        values = {"noticed": own, "counted": own + survived, "percent": share}
        page.paragraph(page.say("own-score", **values))


def _table(page: Page, mutation: "Mutation") -> None:
    counts = Counter((damage.kind, damage.outcome) for damage in mutation if damage.counted)
    kinds = list(dict.fromkeys(kind for kind, _ in counts))
    if not kinds:
        return
    heads = [page.say(f"count-{key}") for key in ("possible", *_COLUMNS)]
    first = max(map(len, (page.say("head"), *kinds)))
    page.gap()
    page.line(_row(page.say("head"), heads, heads, first))
    for kind in kinds:
        own = [counts[kind, outcome] for outcome in _COLUMNS]
        figures = [str(figure) if figure else "-" for figure in (sum(own), *own)]
        page.line(_row(kind, figures, heads, first))


def _row(name: str, figures: list[str], heads: list[str], first: int) -> str:
    cells = (f"{figure:>{len(head) + _GAP}}" for figure, head in zip(figures, heads, strict=True))
    return f"  {name:<{first}}{''.join(cells)}"


def _survivors(page: Page, mutation: "Mutation", *, whole: bool) -> None:
    survivors = mutation.survivors
    if not survivors:
        if mutation.counted:
            page.lead(page.say("none-survived"))
        return
    page.lead(page.say("survivors") + ":")
    by_kind: dict[str, list[Damage]] = {}
    for damage in survivors:
        by_kind.setdefault(damage.kind, []).append(damage)
    for several in by_kind.values():
        shown = several if whole else several[:_FEW]
        for damage in shown:
            page.gap()
            _survivor(page, damage)
        if len(several) > len(shown):
            page.line("    " + page.say("more", count=len(several) - len(shown)))


def _survivor(page: Page, damage: "Damage") -> None:
    page.item(page.say("survivor", place=damage.place, change=damage.change))
    if damage.seen is not None:
        page.item(page.say("would-notice", seen=damage.seen), "    ")
    if damage.example is not None:
        _example(page, damage.example)


def _example(page: Page, example: "Example") -> None:
    gives, damaged = (_said(page, one) for one in (example.gives, example.damaged))
    values = {"gives": gives, "damaged": damaged}
    if example.kind != "profile":
        facts = _said(page, example.content)
        page.item(page.say(f"example-{example.kind}", facts=facts, **values), "    ")
        return
    page.item(page.say("example-profile", **values), "    ")
    text = yaml.safe_dump(
        thawed(example.content),
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=None,
        width=WIDTH - len(_INDENT),
    )
    for line in textwrap.indent(text, _INDENT).splitlines():
        page.line(line)


def _said(page: Page, values: Any) -> str:  # noqa: ANN401 - a mapping of plain values
    return page.say("apart").join(f"{key} {_value(page, one)}" for key, one in values.items())


def _value(page: Page, value: Any) -> str:  # noqa: ANN401 - a plain value
    if isinstance(value, tuple | list):
        return "[" + page.say("apart").join(_value(page, one) for one in value) + "]"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int | float | Decimal):
        return figure(value, page.language)
    return str(value)
