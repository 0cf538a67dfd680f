"""A plan at a glance."""

import functools
from typing import TYPE_CHECKING

from kla_rules.cards.card import Card
from kla_rules.core.catalogues import EXPLANATION, PLAN
from kla_rules.core.showing import Showing
from kla_rules.core.writing import Language
from kla_rules.model.level_names import level_ids
from kla_rules.planning.rows import plan_rows
from kla_rules.planning.table import plan_as_csv
from kla_rules.planning.workbook import plan_as_xlsx
from kla_rules.steps.words import words_of_steps

if TYPE_CHECKING:
    from kla_rules.planning.plan import Plan


def plan_shown(plan: "Plan") -> Showing:
    """Return the card of a plan, and a row for each step."""
    return Showing(
        functools.partial(plan_card, plan),
        functools.partial(plan_rows, plan),
        level_ids(plan.before.edition.levels),
        words=words_of_steps(plan.before.edition),
        csv=functools.partial(plan_as_csv, plan),
        book=functools.partial(plan_as_xlsx, plan),
    )


def plan_card(plan: "Plan", language: Language) -> Card:
    """Return what the plan comes to, or why there is none, and its steps in their order."""
    from kla_rules.planning.page import plan_summary  # noqa: PLC0415 - texts need no table

    region = plan.before.region or EXPLANATION.say("no-region", language)
    heading = {"region": region, "level": plan.target.title, "edition": plan.before.edition.id}
    card = Card(PLAN.say("heading", language, **heading), language)
    card.labels(illustrative=plan.before.illustrative, assumed=bool(plan.before.assume))
    card.paragraph(plan_summary(plan, language))
    agencies = {one.id: one.title.get(language) for one in plan.before.edition.agencies}
    rows = [
        [
            row["number"],
            row["title"],
            agencies.get(row["agency"], row["agency"]),
            f"{row['starts']}-{row['ends']}",
            card.points(planned.gain_thousandths),
        ]
        for row, planned in zip(plan_rows(plan, "points", language), plan.steps, strict=True)
    ]
    headings = [card.say(key) for key in ("number", "step", "agency", "months", "points")]
    card.table(headings, rows, numbers=[4], most=12)
    return card
