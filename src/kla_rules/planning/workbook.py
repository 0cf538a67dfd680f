"""A plan as a workbook: all of its steps in their order, and a sheet for each agency."""

import textwrap
from typing import TYPE_CHECKING, Any, Final

from kla_rules.cards.spreadsheets import headings
from kla_rules.core.catalogues import CARDS, PLAN
from kla_rules.core.page import labels
from kla_rules.core.writing import Language
from kla_rules.planning.page import PlanText
from kla_rules.sheets.write import Table, workbook_of

if TYPE_CHECKING:
    from kla_rules.planning.plan import Plan
    from kla_rules.planning.planned import PlannedStep

_COLUMNS: Final = (
    "number", "title", "agency", "questions", "points", "effort", "starts", "ends", "score",
    "level",
)  # fmt: skip
_WIDTH: Final = 120


def plan_as_xlsx(plan: "Plan", language: Language) -> bytes:
    """Return a plan as a workbook.

    Raises:
        MissingExtraError: where the library that writes workbooks is not installed.
    """
    words = PlanText(plan, language)
    numbered = [(number, one) for number, one in enumerate(plan.steps, start=1)]
    heads = headings(_COLUMNS, language)
    title = PLAN.say("heading", language, **words.heading())
    marks = labels(
        language, illustrative=plan.before.illustrative, assumed=bool(plan.before.assume)
    )
    said = " ".join(words.summary())
    rest = [words.unit(), PLAN.say("arrive", language)] if plan.steps else []
    lines = [*marks, *textwrap.wrap(said, _WIDTH), *rest, PLAN.say("not-a-promise", language)]
    rows = [_row(words, number, one) for number, one in numbered]
    tables = {CARDS.say("sheet-plan", language): Table(heads, rows, title, lines)}
    for agency in dict.fromkeys(one.step.responsible for one in plan.steps):
        own = [_row(words, *both) for both in numbered if both[1].step.responsible == agency]
        name = words.agency(agency)
        tables[_other(name, tables)] = Table(heads, own, name, (title, *marks))
    return workbook_of(tables)


def _other(name: str, taken: dict[str, Table]) -> str:
    """Return a name that no sheet has yet."""
    return f"{name} " if name in taken else name


def _row(words: PlanText, number: int, planned: "PlannedStep") -> list[Any]:
    step, level = planned.step, planned.level
    return [
        number, step.title.get(words.language), words.agency(step.responsible),
        "; ".join(planned.questions), planned.points, planned.effort, words.month(planned.starts),
        words.month(planned.ends), planned.low_points,
        level.title.get(words.language) if level else None,
    ]  # fmt: skip
