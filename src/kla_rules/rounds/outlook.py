"""What verification did to published scores, held against an evaluation: no model, no forecast."""

import functools
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from attrs import field, frozen

from kla_rules.core.findings import ArgumentError, Finding, check_language, check_type
from kla_rules.core.listed import ListedRows, listed_rows
from kla_rules.core.points import decimal, plain, thousandths
from kla_rules.core.renamed import Renamed
from kla_rules.core.showing import Row, Showing, Unit
from kla_rules.core.shown import Shown
from kla_rules.core.text import Text
from kla_rules.core.writing import Language
from kla_rules.evaluation.bounds import cut_total
from kla_rules.evaluation.levels import levels_between
from kla_rules.evaluation.result import Evaluation
from kla_rules.model.cited import Source
from kla_rules.model.levels import Level
from kla_rules.model.plain import head, points_of
from kla_rules.rulesets.files import packaged_rule
from kla_rules.rulesets.reader import notes_of, sources_by_id, text_of

if TYPE_CHECKING:
    from kla_rules.typed.forms.outlook import VerificationOutlookDict


@frozen(repr=False)
class PublishedDrop(Shown):
    """The points of one region and round at two stages, as published.

    Attributes:
        region, year: whose points, and the year of the round.
        before_stage, after_stage: the stages.
        before_thousandths, after_thousandths: the thousandths at each of them.
        source: where both figures stand.
        notes: how far to trust them.
    """

    region: str
    year: int
    before_stage: str
    after_stage: str
    before_thousandths: int
    after_thousandths: int
    source: Source
    notes: tuple[Text, ...] = ()
    before = Renamed[int]("before_thousandths", points="before_points")
    after = Renamed[int]("after_thousandths", points="after_points")
    drop = Renamed[int]("drop_thousandths", points="drop_points")

    @property
    def before_points(self) -> Decimal:
        """Return the points at the earlier stage."""
        return decimal(self.before_thousandths)

    @property
    def after_points(self) -> Decimal:
        """Return the points at the later stage."""
        return decimal(self.after_thousandths)

    @property
    def drop_points(self) -> Decimal:
        """Return by how many points they fell."""
        return decimal(self.drop_thousandths)

    @property
    def drop_thousandths(self) -> int:
        """Return by how many thousandths the points fell."""
        return self.before_thousandths - self.after_thousandths


@frozen(repr=False)
class OutlookRow(Shown):
    """One published drop and what it would leave here.

    Attributes:
        published: the pair.
        low_thousandths, high_thousandths: the fewest and the most thousandths after such a drop.
        levels: the levels then possible, lowest first; None is no level.
    """

    published: PublishedDrop
    low_thousandths: int
    high_thousandths: int
    levels: tuple[Level | None, ...]
    low = Renamed[int]("low_thousandths", points="low_points")
    high = Renamed[int]("high_thousandths", points="high_points")

    def _row(self, unit: Unit, language: Language) -> Row:  # noqa: ARG002 - it has no titles
        from kla_rules.rounds.card import outlook_row  # noqa: PLC0415 - asked for by few

        return outlook_row(self, unit)

    @property
    def low_points(self) -> Decimal:
        """Return the fewest points after such a drop."""
        return decimal(self.low_thousandths)

    @property
    def high_points(self) -> Decimal:
        """Return the most points after such a drop."""
        return decimal(self.high_thousandths)


@frozen(repr=False)
class VerificationOutlook(Shown):
    """Published drops from the stage of an evaluation to the next, held against it.

    Attributes:
        evaluation: what it is about.
        rows: the pairs, smallest drop first; empty where none starts at that stage.
        note: that the sample is small and not random.
    """

    evaluation: Evaluation
    rows: ListedRows[OutlookRow] = field(converter=listed_rows)
    note: Text = field(repr=False)

    @property
    def n(self) -> int:
        """Return how many pairs there are."""
        return len(self.rows)

    @property
    def smallest(self) -> Decimal | None:
        """Return the smallest drop in points, or None without a pair."""
        return decimal(self.rows[0].published.drop_thousandths) if self.rows else None

    @property
    def largest(self) -> Decimal | None:
        """Return the largest drop in points, or None without a pair."""
        return decimal(self.rows[-1].published.drop_thousandths) if self.rows else None

    @property
    def median(self) -> Decimal | None:
        """Return the median drop in points, or None without a pair."""
        if not self.rows:
            return None
        upper, lower = self.rows[self.n // 2], self.rows[(self.n - 1) // 2]
        return decimal((upper.published.drop_thousandths + lower.published.drop_thousandths) // 2)

    def __repr__(self) -> str:
        """Return a short summary."""
        return f"VerificationOutlook({self.evaluation!r}, {self.n} published drops)"

    def explain(self, language: Language = "id") -> str:
        """Return it in words.

        Raises:
            ArgumentError: for another language.
        """
        check_language(language)
        from kla_rules.rounds.outlook_page import outlook_text  # noqa: PLC0415 - loaded by who reads it

        return outlook_text(self, language)

    def to_dict(self) -> "VerificationOutlookDict":
        """Return plain JSON values."""
        return cast(
            "VerificationOutlookDict",
            {
                **head("outlook"),
                "region": self.evaluation.region,
                "illustrative": self.evaluation.illustrative,
                "stage": self.evaluation.stage,
                "n": self.n,
                "smallest": _plain(self.smallest),
                "median": _plain(self.median),
                "largest": _plain(self.largest),
                "note": self.note.to_dict(),
                "pairs": [
                    {
                        "region": row.published.region,
                        "year": row.published.year,
                        "from": {
                            "stage": row.published.before_stage,
                            "points": plain(row.published.before_thousandths),
                        },
                        "to": {
                            "stage": row.published.after_stage,
                            "points": plain(row.published.after_thousandths),
                        },
                        "drop": plain(row.published.drop_thousandths),
                        "source": row.published.source.id,
                        "grade": row.published.source.grade,
                        "score_range": points_of(row.low_thousandths, row.high_thousandths),
                        "levels_possible": [level.id if level else None for level in row.levels],
                    }
                    for row in self.rows
                ],
            },
        )

    def _showing(self) -> Showing:
        from kla_rules.rounds.card import outlook_shown  # noqa: PLC0415 - asked for by few

        return outlook_shown(self)


def _plain(points: Decimal | None) -> int | float | None:
    return None if points is None else plain(thousandths(points))


def verification_outlook(evaluation: Evaluation) -> VerificationOutlook:
    """Return what each published drop by verification would leave of an evaluation.

    Args:
        evaluation: any; only pairs that start at its stage are held against it. What levels ask
            besides points is taken as it stands.

    Raises:
        ArgumentError: for an evaluation of backed points only: what lacks proof would fall twice.

    Source: the pairs stand in `rules/verification.yaml`, each with its own.

    >>> import kla_rules as kla
    >>> bandung = kla.evaluate(kla.Profile.read("examples/kota-bandung-2024.yaml"))
    >>> outlook = kla.rounds.verification_outlook(bandung)
    >>> outlook.n, outlook.smallest, outlook.median, outlook.largest
    (8, Decimal('69.6'), Decimal('195.125'), Decimal('296.3'))
    """
    check_type("evaluation", evaluation, "an Evaluation", Evaluation)
    if evaluation.count != "claimed":
        raise ArgumentError([Finding("argument.backed")])
    pairs, note = _published()
    rows = []
    for pair in sorted(pairs, key=lambda published: published.drop_thousandths):
        if pair.before_stage == evaluation.stage:
            low, high = (
                cut_total(evaluation.edition, max(0, end[0] - pair.drop_thousandths))
                for end in evaluation.bounds.exact_thousandths
            )
            high = min(high, evaluation.edition.maximum_thousandths)
            levels = levels_between(
                evaluation.edition, low, high, evaluation.edge_policy, evaluation.gates
            )
            rows.append(OutlookRow(pair, low, high, levels))
    return VerificationOutlook(evaluation, tuple(rows), note)


def published_note() -> Text:
    """Return how little the published pairs say.

    >>> published_note().en[:29]
    'The sample is small and not r'
    """
    return _published()[1]


@functools.cache
def _published() -> tuple[tuple[PublishedDrop, ...], Text]:
    rule = packaged_rule("verification")
    sources = sources_by_id(rule)
    pairs = tuple(
        PublishedDrop(
            region=pair["region"],
            year=pair["year"],
            before_stage=pair["from"]["stage"],
            after_stage=pair["to"]["stage"],
            before_thousandths=thousandths(pair["from"]["points"]),
            after_thousandths=thousandths(pair["to"]["points"]),
            source=sources[pair["source"]],
            notes=notes_of(pair),
        )
        for pair in rule["pairs"]
    )
    return pairs, text_of(rule["note"])
