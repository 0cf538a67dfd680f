"""What a history is made of: rounds, what was published of them, and how long a level is held."""

from typing import Any

from attrs import Factory, field, frozen

from kla_rules.core.findings import yields
from kla_rules.core.listed import Listed, listed
from kla_rules.core.narrow import whole
from kla_rules.core.showing import Row, Unit
from kla_rules.core.shown import Shown
from kla_rules.core.text import Text
from kla_rules.core.writing import Language
from kla_rules.evaluation.result import Evaluation
from kla_rules.model.cited import CitedNote
from kla_rules.rulesets.edition_of_year import round_in, round_of_year


@frozen(repr=False)
class PublishedLevel(Shown):
    """A level as a source prints it.

    Attributes:
        level: id of the level; None where none was awarded.
        grade, source: how far to trust it, and where it stands.
    """

    level: str | None
    grade: str
    source: str


def _readings(readings: Any) -> Any:  # noqa: ANN401 - whatever somebody gives
    """Return what was published of a round; what is no list the history refuses."""
    return listed(readings) if yields(readings) else readings


@frozen(repr=False)
class PublishedRound(Shown):
    """What sources say of one round.

    Attributes:
        year: the year as it is written; a round can span two, and either names it.
        readings: nothing, one level, or several that conflict.
    """

    year: int = field(converter=whole)
    readings: Listed[PublishedLevel] = field(converter=_readings)


@frozen(repr=False)
class HistoryRow(Shown):
    """One round.

    Attributes:
        year: the year as what is shown of the round writes it: what was published, else the
            profile of the latest evaluation; where there is neither, that it is known by.
        state: "known", "open" (several levels possible), "conflict" (sources differ), "unknown" or
            "no_round".
        levels: ids of the levels possible; None is no level.
        evaluation: the last of them, or None.
        readings: what was published.
        reason: why no round was held.
        evaluations: those of the round by stage; of one stage in the order they were given.
        round: the year the round is known by, which `year` need not be.
    """

    year: int
    state: str
    levels: tuple[str | None, ...] = ()
    evaluation: Evaluation | None = None
    readings: Listed[PublishedLevel] = field(default=(), converter=listed)
    reason: Text | None = None
    evaluations: Listed[Evaluation] = field(default=(), converter=listed, repr=False)
    round: int = Factory(lambda row: round_of_year(row.year), takes_self=True)

    def _row(self, unit: Unit, language: Language) -> Row:  # noqa: ARG002 - it has no titles
        from kla_rules.rounds.card import history_row  # noqa: PLC0415 - asked for by few

        return history_row(self, unit)

    @property
    def notes(self) -> Listed[CitedNote]:
        """Return what is known of the round itself."""
        known = (*round_in(self.year).notes, *round_in(self.round).notes)
        return listed(dict.fromkeys(known))


@frozen(repr=False)
class Tenure(Shown):
    """How long a region has been where it is.

    Attributes:
        level: id of the level; None is no level.
        rounds: how many rounds in a row were held at that level.
        since: the year of the first of them.
        at_least: what came before is not known, so that it may be longer.
    """

    level: str | None
    rounds: int
    since: int
    at_least: bool
