"""What every part of a report writes with: its language, its sentences, its figures."""

import string
from typing import Any, Final

from kla_rules.core.catalogues import EXPLANATION, PLAN, REPORT, Catalogue
from kla_rules.core.points import written
from kla_rules.core.text import Text
from kla_rules.core.writing import Language, write
from kla_rules.evaluation.levels import next_level
from kla_rules.evaluation.result import Evaluation
from kla_rules.model.level_names import level_name
from kla_rules.model.levels import Level
from kla_rules.planning.months import Month, later
from kla_rules.planning.plan import Plan
from kla_rules.report.html import Child, Html, figure, markup

_NAME: Final = 60  # characters


class Writer:
    """Writes the parts of one report in one language.

    Attributes:
        evaluation: what is reported.
        plan: how to reach the next level, or None.
        language: of all texts.
    """

    def __init__(self, evaluation: Evaluation, plan: Plan | None, language: Language) -> None:
        self.evaluation, self.plan, self.language = evaluation, plan, language
        self.edition = evaluation.edition

    def say(self, key: str, /, **values: Any) -> Html:
        """Return a sentence of the report; markup among its values stays markup."""
        return self.of(REPORT, key, **values)

    def of(self, catalogue: Catalogue, key: str, /, **values: Any) -> Html:
        """Return a sentence of a catalogue, its points as figures that programs read."""
        parts: list[Child] = []
        for literal, name, spec, _ in string.Formatter().parse(
            catalogue.template(key, self.language)
        ):
            parts.append(literal)
            if name is not None:
                parts.append(self._field(name, spec or "", values[name]))
        return markup(parts)

    def _field(self, name: str, spec: str, value: Any) -> Child:  # noqa: ANN401 - any value
        form, *words = spec.split("|")
        if isinstance(value, Html):
            return value
        if form != "points":
            return write(f"{{{name}:{spec}}}", {name: value}, self.language)
        counted = [" ", words[written(value) != "1"]] if words else []
        return [figure(value, self.language, name), *counted]

    def text(self, text: Text) -> str:
        """Return a text in the language of the report."""
        return text.get(self.language)

    def level(self, level: Level | None) -> str:
        """Return the name of a level, or that it is none."""
        return level_name(level, self.language)

    def points(self, thousandths: int, name: str | None = None) -> Html:
        """Return points as a figure."""
        return figure(thousandths, self.language, name)

    def agency(self, agency: str | None) -> str:
        """Return the name of an agency, or that none is named."""
        if agency is None:
            return str(self.say("no-agency"))
        return self.text(self.edition.agency(agency).title)

    @property
    def next_level(self) -> Level | None:
        """Return the level above the one that is secured, or None where there is none."""
        return next_level(self.edition, self.evaluation.reachable_levels[0])

    @property
    def region(self) -> str:
        """Return the name of the region."""
        return self.evaluation.region or EXPLANATION.say("no-region", self.language)

    @property
    def short_region(self) -> str:
        """Return the name of the region, cut where it is longer than any region's name is."""
        return self.region if len(self.region) <= _NAME else self.region[: _NAME - 3] + "..."

    @property
    def round(self) -> str:
        """Return the round and the stage of the profile."""
        result = self.evaluation
        key = "round" if result.year else "no-round"
        year = REPORT.say(key, self.language, year=result.year)
        stage = result.stage and self.text(self.edition.stage(result.stage).title)
        return f"{year}, {stage}" if stage else year

    def month(self, month: int) -> str:
        """Return how a month of the plan is called: by its name where the plan has a start."""
        start = self.plan.asked.start if self.plan else None
        if start is None:
            return PLAN.say("month", self.language, month=month)
        return self.calendar(later(start, month - 1))

    def calendar(self, month: Month) -> str:
        """Return the name and the year of a month."""
        return f"{PLAN.template(f'month-{month[1]}', self.language)} {month[0]}"
