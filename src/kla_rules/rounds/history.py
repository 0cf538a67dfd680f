"""The `History` of a region: published levels and evaluations on one line."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Self, cast

from attrs import field, frozen

from kla_rules.core.findings import (
    Finding,
    ProfileError,
    check_language,
    check_list,
    check_type,
)
from kla_rules.core.frozen import frozen_map
from kla_rules.core.given import GivenFile, given_file
from kla_rules.core.listed import Listed, ListedRows, listed, listed_rows
from kla_rules.core.points import plain
from kla_rules.core.printed import Data
from kla_rules.core.showing import Showing
from kla_rules.core.writing import Language
from kla_rules.evaluation.levels import next_level
from kla_rules.evaluation.result import Evaluation
from kla_rules.model.named import id_named
from kla_rules.model.plain import head
from kla_rules.rounds.changes import Change, change
from kla_rules.rounds.history_checks import history_findings, order, round_of
from kla_rules.rounds.history_model import HistoryRow, PublishedLevel, PublishedRound, Tenure
from kla_rules.rulesets.edition_of_year import round_in, round_of_year
from kla_rules.rulesets.files import read_rule_file
from kla_rules.rulesets.find import edition

if TYPE_CHECKING:
    from kla_rules.typed.forms.history import HistoryDict


def _listed(
    entries: Iterable[Evaluation | PublishedRound],
) -> tuple[Evaluation | PublishedRound, ...]:
    """Return the parts of a history.

    Raises:
        TypeError: for what is no evaluation and no published round.
    """
    parts = check_list("entries", "a list of evaluations and published rounds", entries)
    kinds = (Evaluation, PublishedRound)
    for entry in parts:
        check_type("each entry", entry, "an evaluation or a published round", *kinds)
        if isinstance(entry, PublishedRound):
            check_type("the year of a round", entry.year, "a whole number", int)
            for reading in check_list("readings", "a list", entry.readings):
                check_type("each reading", reading, "a PublishedLevel", PublishedLevel)
    return tuple(parts)


def _reading(rule: Mapping[str, Any]) -> PublishedLevel:
    """Return a published level, by its id or by what people call it."""
    level = id_named("level", rule["level"], edition().levels)
    return PublishedLevel(**{**rule, "level": level})


def _name(region: str | None) -> str | None:
    if region is not None:
        check_type("region", region, "a name", str)
    return region


@frozen(repr=False, eq=False)
class History(Data):
    """One region over several rounds.

    The order in which its parts are given says nothing, but of evaluations of one round and stage:
    the later is given last. It takes evaluations and published rounds of one region, and the name
    of the region.

    Attributes:
        region: its name, where it or an evaluation has one.
        evaluations: in the order of rounds and stages; of one round and stage as they were given.
        published: by year of the round what was published.

    Raises:
        ProfileError: for an evaluation without a year, two published entries of one round, or
            regions that differ.
        TypeError: for what is neither.
    """

    _entries: tuple[Evaluation | PublishedRound, ...] = field(converter=_listed, eq=False)
    _named: str | None = field(default=None, converter=_name, alias="region", eq=False)
    region: str | None = field(init=False)
    evaluations: Listed[Evaluation] = field(init=False, converter=listed)
    published: Mapping[int, PublishedRound] = field(init=False, converter=frozen_map)

    @region.default
    def _region(self) -> str | None:
        return next(iter(self._names()), None)

    @evaluations.default
    def _evaluations(self) -> tuple[Evaluation, ...]:
        given = (entry for entry in self._entries if isinstance(entry, Evaluation))
        return tuple(sorted(given, key=order))

    @published.default
    def _published(self) -> dict[int, PublishedRound]:
        given = (entry for entry in self._entries if isinstance(entry, PublishedRound))
        return {round_of_year(award.year): award for award in given}

    def __attrs_post_init__(self) -> None:
        """Refuse parts that do not fit each other."""
        names, findings = self._names(), []
        if len(names) > 1:
            findings.append(Finding("history.other-region", {"regions": sorted(names)}))
        if any(evaluation.year is None for evaluation in self.evaluations):
            findings.append(Finding("history.no-year"))
        findings += self._published_twice()
        if len({evaluation.count for evaluation in self.evaluations}) > 1:
            findings.append(Finding("history.mixed-count"))
        if findings:
            raise ProfileError(findings)

    def _published_twice(self) -> Iterator[Finding]:
        """Yield the second entry of a round, by its year as it is written."""
        seen: set[int] = set()
        for entry in self._entries:
            if isinstance(entry, PublishedRound):
                if round_of_year(entry.year) in seen:
                    yield Finding("history.published-twice", {"year": entry.year})
                seen.add(round_of_year(entry.year))

    def _names(self) -> set[str]:
        given = (entry.region for entry in self._entries if isinstance(entry, Evaluation))
        return set(filter(None, (self._named, *given)))

    def __repr__(self) -> str:
        """Return a short summary."""
        parts = f"{len(self.evaluations)} evaluations, {len(self.published)} published rounds"
        return f"History({self.region!r}, {parts})"

    @classmethod
    def read(cls, path: GivenFile, *evaluations: Evaluation) -> Self:
        """Return published levels from a file, with evaluations beside them.

        Args:
            path: the file: its path, its bytes, or open.
            evaluations: what stands beside them.

        Raises:
            ProfileError: with every finding, and its line where the file is wrong.

        >>> history = History.read("examples/kota-pasuruan-history.yaml")
        >>> [(row.year, row.state, row.levels) for row in history.rows][3:6]
        [(2019, 'known', ('madya',)), (2020, 'no_round', ()), (2021, 'known', ('madya',))]
        """
        file = read_rule_file(given_file("path", path), "history", "")
        findings = file.findings or history_findings(file)
        if findings:
            raise ProfileError(findings)
        rounds = [
            PublishedRound(entry["year"], tuple(map(_reading, entry["readings"])))
            for entry in file.content["rounds"]
        ]
        return cls([*rounds, *evaluations], file.content["region"]["name"])

    @property
    def illustrative(self) -> bool:
        """Return whether some figures are invented for illustration."""
        return any(evaluation.illustrative for evaluation in self.evaluations)

    @property
    def count(self) -> str:
        """Return what the evaluations count: "claimed" or "backed"."""
        return self.evaluations[0].count if self.evaluations else "claimed"

    @property
    def rows(self) -> ListedRows[HistoryRow]:
        """Return one row for each round from the first to the last, those between included."""
        held: dict[int, list[Evaluation]] = {}
        for evaluation in self.evaluations:
            held.setdefault(round_of(evaluation), []).append(evaluation)
        years = {*held, *self.published}
        if not years:
            return listed_rows(())
        whole = {round_of_year(year) for year in range(min(years), max(years) + 1)}
        return listed_rows(self._history_row(year, held.get(year, [])) for year in sorted(whole))

    def _history_row(self, known_by: int, held: list[Evaluation]) -> HistoryRow:
        published = self.published.get(known_by)
        evaluation = held[-1] if held else None
        year = (published and published.year) or (evaluation and evaluation.year) or known_by
        row = partial(HistoryRow, year, evaluations=held, round=known_by)
        readings = published.readings if published else ()
        levels = tuple(dict.fromkeys(reading.level for reading in readings))
        if readings:  # an award that was published says more than an evaluation of ours
            state = "known" if len(levels) == 1 else "conflict"
            return row(state, levels, evaluation, readings)
        if evaluation is not None:
            state = "known" if evaluation.determined else "open"
            return row(state, evaluation.levels_possible, evaluation)
        if round_in(year).edition is None:
            return row("no_round", reason=round_in(year).no_round)
        return row("unknown")

    @property
    def changes(self) -> Listed[Change]:
        """Return what changed from each evaluation to the next, verification within a round too."""
        pairs = zip(self.evaluations, self.evaluations[1:], strict=False)
        return listed(change(before, after) for before, after in pairs)

    @property
    def tenure(self) -> Tenure | None:
        """Return how long the region has been at its last level; None where that is not known."""
        held = [row for row in self.rows if row.state != "no_round"]
        if not held or held[-1].state != "known":
            return None
        level = held[-1].levels[0]
        rounds = 0
        for row in reversed(held):
            if row.state != "known" or row.levels[0] != level:
                break
            rounds += 1
        before = held[-rounds - 1] if rounds < len(held) else None
        open_ended = before is None or before.state != "known"
        return Tenure(level, rounds, held[-rounds].year, open_ended)

    @property
    def ahead(self) -> dict[str, Any] | None:
        """Return what stands between the last evaluation and the next level, or None."""
        if not self.evaluations:
            return None
        last = self.evaluations[-1]
        above = next_level(last.edition, last.reachable_levels[0])
        if above is None:
            return None
        below = {level.id for level in last.edition.levels[: last.edition.levels.index(above) + 1]}
        return {
            "level": above.id,
            "points": plain(max(0, above.floor_thousandths - last.low_thousandths)),
            "floor_is_enough": above.threshold_thousandths(last.edge_policy)
            == above.floor_thousandths,
            "requirements": [
                outcome.requirement.id
                for outcome in last.requirements
                if outcome.binding
                and outcome.met is not True
                and outcome.requirement.level in below
            ],
        }

    def explain(self, language: Language = "id") -> str:
        """Return it in words.

        Raises:
            ArgumentError: for another language.
        """
        check_language(language)
        from kla_rules.rounds.history_page import history_text  # noqa: PLC0415 - loaded by who reads it

        return history_text(self, language)

    def to_dict(self) -> "HistoryDict":
        """Return plain JSON values."""
        tenure = self.tenure
        return cast(
            "HistoryDict",
            {
                **head("history"),
                "region": self.region,
                "illustrative": self.illustrative,
                "count": self.count,
                "rounds": [
                    {
                        "year": row.year,
                        "round": row.round,
                        "state": row.state,
                        "levels": list(row.levels),
                        "stage": row.evaluation.stage if row.evaluation else None,
                        "readings": [
                            {
                                "level": reading.level,
                                "grade": reading.grade,
                                "source": reading.source,
                            }
                            for reading in row.readings
                        ],
                        "reason": row.reason.to_dict() if row.reason else None,
                        "notes": [note.to_dict() for note in row.notes],
                    }
                    for row in self.rows
                ],
                "changes": [change.to_dict() for change in self.changes],
                "tenure": tenure
                and {
                    "level": tenure.level,
                    "rounds": tenure.rounds,
                    "since": tenure.since,
                    "at_least": tenure.at_least,
                },
                "ahead": self.ahead,
            },
        )

    def _showing(self) -> Showing:
        from kla_rules.rounds.card import history_shown  # noqa: PLC0415 - asked for by few

        return history_shown(self)
