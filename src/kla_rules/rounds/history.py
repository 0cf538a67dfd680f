"""The `History` of a region: published levels and evaluations on one line."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Self

from attrs import frozen

from kla_rules.core.findings import (
    Finding,
    ProfileError,
    check_language,
    check_list,
    check_path,
    check_type,
)
from kla_rules.core.points import plain
from kla_rules.core.text import Text
from kla_rules.core.writing import Language
from kla_rules.evaluation.levels import next_level
from kla_rules.evaluation.result import Evaluation
from kla_rules.model.plain import head
from kla_rules.profile.region import region_findings
from kla_rules.rounds.changes import Change, change
from kla_rules.rulesets.edition_of_year import edition_of_year, round_of_year
from kla_rules.rulesets.files import RuleFile, read_rule_file
from kla_rules.rulesets.find import edition
from kla_rules.rulesets.reader import RuleReader


@frozen
class PublishedLevel:
    """A level as a source prints it.

    Attributes:
        level: id of the level; None where none was awarded.
        grade, source: how far to trust it, and where it stands.
    """

    level: str | None
    grade: str
    source: str


@frozen
class PublishedRound:
    """What sources say of one round.

    Attributes:
        year: the year the round is known by.
        readings: nothing, one level, or several that conflict.
    """

    year: int
    readings: tuple[PublishedLevel, ...]


@frozen
class HistoryRow:
    """One round.

    Attributes:
        year: the year the round is known by.
        state: "known", "open" (several levels possible), "conflict" (sources differ), "unknown" or
            "no_round".
        levels: ids of the levels possible; None is no level.
        evaluation: that of the latest stage, or None.
        readings: what was published.
        reason: why no round was held.
    """

    year: int
    state: str
    levels: tuple[str | None, ...] = ()
    evaluation: Evaluation | None = None
    readings: tuple[PublishedLevel, ...] = ()
    reason: Text | None = None


@frozen
class Tenure:
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


class History:
    """One region over several rounds; the order in which its parts are given says nothing."""

    def __init__(
        self, entries: Iterable[Evaluation | PublishedRound], region: str | None = None
    ) -> None:
        """Take evaluations and published rounds of one region.

        Raises:
            ProfileError: for an evaluation without a year, two of one stage and round, two
                published entries of one round, or regions that differ.
            TypeError: for what is neither.
        """
        listed = check_list("entries", "a list of evaluations and published rounds", entries)
        for entry in listed:
            kinds = "an evaluation or a published round"
            check_type("each entry", entry, kinds, Evaluation, PublishedRound)
            if isinstance(entry, PublishedRound):
                check_type("the year of a round", entry.year, "a whole number", int)
                for reading in check_list("readings", "a list", entry.readings):
                    check_type("each reading", reading, "a PublishedLevel", PublishedLevel)
        if region is not None:
            check_type("region", region, "a name", str)
        evaluations = [entry for entry in listed if isinstance(entry, Evaluation)]
        published = [entry for entry in listed if isinstance(entry, PublishedRound)]
        names = set(filter(None, (region, *(evaluation.region for evaluation in evaluations))))
        findings = []
        if len(names) > 1:
            findings.append(Finding("history.other-region", {"regions": sorted(names)}))
        if any(evaluation.year is None for evaluation in evaluations):
            findings.append(Finding("history.no-year"))
        self.region = next(iter(names), None)
        self.evaluations = tuple(sorted(evaluations, key=_order))
        findings += _twice(self.evaluations)
        self.published = {round_of_year(award.year): award for award in published}
        rounds = Counter(round_of_year(award.year) for award in published)
        findings += [
            Finding("history.published-twice", {"year": year})
            for year, count in rounds.items()
            if count > 1
        ]
        if len({evaluation.count for evaluation in evaluations}) > 1:
            findings.append(Finding("history.mixed-count"))
        if findings:
            raise ProfileError(findings)

    @classmethod
    def read(cls, path: str | os.PathLike[str], *evaluations: Evaluation) -> Self:
        """Return published levels from a file, with evaluations beside them.

        Raises:
            ProfileError: with every finding, and its line where the file is wrong.

        >>> history = History.read("examples/kota-pasuruan-history.yaml")
        >>> [(row.year, row.state, row.levels) for row in history.rows][3:6]
        [(2019, 'known', ('madya',)), (2020, 'no_round', ()), (2021, 'known', ('madya',))]
        """
        file = read_rule_file(check_path("path", path), "history", "")
        findings = file.findings or _history_findings(file)
        if findings:
            raise ProfileError(findings)
        rounds = [
            PublishedRound(
                entry["year"], tuple(PublishedLevel(**level) for level in entry["readings"])
            )
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
    def rows(self) -> tuple[HistoryRow, ...]:
        """Return one row for each round from the first to the last, those between included."""
        last = {_round(evaluation): evaluation for evaluation in self.evaluations}
        years = {*last, *self.published}
        if not years:
            return ()
        whole = {round_of_year(year) for year in range(min(years), max(years) + 1)}
        return tuple(self._row(year, last.get(year)) for year in sorted(whole))

    def _row(self, year: int, evaluation: Evaluation | None) -> HistoryRow:
        published = self.published.get(year)
        readings = published.readings if published else ()
        levels = tuple(dict.fromkeys(reading.level for reading in readings))
        if readings:  # an award that was published says more than an evaluation of ours
            state = "known" if len(levels) == 1 else "conflict"
            return HistoryRow(year, state, levels, evaluation, readings)
        if evaluation is not None:
            state = "known" if evaluation.determined else "open"
            return HistoryRow(year, state, evaluation.levels_possible, evaluation)
        round_ = edition_of_year(year)
        if isinstance(round_, Finding):
            return HistoryRow(year, "no_round", reason=round_.values["reason"])
        return HistoryRow(year, "unknown")

    @property
    def changes(self) -> tuple[Change, ...]:
        """Return what changed from each evaluation to the next, verification within a round too."""
        pairs = zip(self.evaluations, self.evaluations[1:], strict=False)
        return tuple(change(before, after) for before, after in pairs)

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

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON values."""
        tenure = self.tenure
        return {
            **head("history"),
            "region": self.region,
            "illustrative": self.illustrative,
            "count": self.count,
            "rounds": [
                {
                    "year": row.year,
                    "state": row.state,
                    "levels": list(row.levels),
                    "stage": row.evaluation.stage if row.evaluation else None,
                    "readings": [
                        {"level": reading.level, "grade": reading.grade, "source": reading.source}
                        for reading in row.readings
                    ],
                    "reason": row.reason.to_dict() if row.reason else None,
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
        }


def _round(evaluation: Evaluation) -> int:
    return round_of_year(evaluation.year or 0)


def _order(evaluation: Evaluation) -> tuple[int, int]:
    """Return round and stage, so that the latest comes last; no stage is the first of all."""
    stages = [stage.id for stage in evaluation.edition.stages]
    stage = -1 if evaluation.stage is None else stages.index(evaluation.stage)
    return _round(evaluation), stage


def _twice(evaluations: Sequence[Evaluation]) -> Iterator[Finding]:
    """Yield rounds and stages that have two evaluations."""
    for key, count in Counter(map(_order, evaluations)).items():
        if count > 1:
            first = next(evaluation for evaluation in evaluations if _order(evaluation) == key)
            stage = first.edition.stage(first.stage).title if first.stage else Text("-", "-")
            yield Finding("history.twice", {"year": key[0], "stage": stage})


def _history_findings(file: RuleFile) -> list[Finding]:
    """Return what is wrong with regions and levels, and with rounds that were not held or twice."""
    reader = RuleReader(file, {})
    for finding in region_findings(file.content["region"]):
        reader.found(finding)
    known = [level.id for level in edition().levels]
    seen: set[int] = set()
    for index, entry in enumerate(file.content["rounds"]):
        year = round_of_year(entry["year"])
        if year in seen:
            finding = Finding("history.published-twice", {"year": year}, ("rounds", index, "year"))
            reader.found(finding)
        seen.add(year)
        round_ = edition_of_year(entry["year"])
        if isinstance(round_, Finding) and entry["readings"]:
            reader.found(Finding(round_.id, round_.values, ("rounds", index, "year")))
        for position, reading in enumerate(entry["readings"]):
            if reading["level"] is not None:
                path = ("rounds", index, "readings", position, "level")
                reader.refer(path, "edition.no-level", known, "level", reading["level"])
    return reader.findings
