"""Which edition a year belongs to, and what is known of the rounds: data in `rules/rounds.yaml`."""

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from attrs import evolve, field, frozen

from kla_rules.core.findings import Finding
from kla_rules.core.frozen import frozen_map
from kla_rules.core.printed import Data
from kla_rules.core.text import Text
from kla_rules.model.cited import CitedNote, Provenance, Source
from kla_rules.model.evidence import EvidencePeriod
from kla_rules.rulesets.files import Rule, packaged_rule
from kla_rules.rulesets.reader import cited_note, cited_notes, sources_by_id, text_of

if TYPE_CHECKING:
    from kla_rules.typed.forms.round import RoundAwardedDict, RoundDict


@frozen(repr=False, eq=False)
class Awarded(Data):
    """How many regions were awarded each level in a round.

    Attributes:
        levels: by id of the level the number of regions.
        source, grade: where the counts come from, and how far to trust them.
    """

    levels: Mapping[str, int] = field(converter=frozen_map)
    source: Source
    grade: str

    def to_dict(self) -> "RoundAwardedDict":
        """Return the counts, the id of the source and the grade as plain JSON values."""
        return cast(
            "RoundAwardedDict",
            {"levels": dict(self.levels), "source": self.source.id, "grade": self.grade},
        )


@frozen(repr=False, eq=False)
class Round(Data):
    """One evaluation round, or the second year of one: its edition, and what is known of it.

    Attributes:
        year: the year.
        known_by: the year by which the round is called; a round can span two.
        edition: id of the edition that its results use; None where no round was held.
        no_round: why none was held, or None.
        provisional: why its results are provisional, or None; its own instrument is not known then
            (grade U), so nothing is cited.
        evidence: the years it looks at where its edition does not say, or None.
        award: the act by which its awards were made, or None where none is recorded.
        notes: what a result of it must be read with.
        awarded: how many regions were awarded each level, or None where no count is recorded.
    """

    year: int
    known_by: int
    edition: str | None = None
    no_round: Text | None = None
    provisional: Text | None = None
    evidence: EvidencePeriod | None = None
    award: CitedNote | None = None
    notes: tuple[CitedNote, ...] = ()
    awarded: Awarded | None = None

    def to_dict(self) -> "RoundDict":
        """Return plain JSON values."""
        period = self.evidence
        return cast(
            "RoundDict",
            {
                "year": self.year,
                "known_by": self.known_by,
                "edition": self.edition,
                "no_round": self.no_round and self.no_round.to_dict(),
                "provisional": self.provisional and self.provisional.to_dict(),
                "evidence": period
                and {
                    "first": period.first,
                    "last": period.last,
                    "source": period.provenance.source,
                    "grade": period.provenance.grade,
                },
                "award": self.award and self.award.to_dict(),
                "awarded": self.awarded and self.awarded.to_dict(),
                "notes": [note.to_dict() for note in self.notes],
            },
        )


def list_rounds() -> tuple[Round, ...]:
    """Return every year of which something is known, in order, those without a round included.

    >>> [known.year for known in list_rounds() if known.edition is None or known.provisional]
    [2020, 2026]
    """
    return tuple(_rounds().values())


def rounds_of(edition_id: str) -> tuple[Round, ...]:
    """Return the years whose results use this edition, those that wait for an instrument too.

    >>> [known.year for known in rounds_of("kla-2024")]
    [2024, 2025, 2026]
    """
    return tuple(known for known in list_rounds() if known.edition == edition_id)


def edition_of_year(year: int | None) -> str | Finding:
    """Return the id of the edition of the round of `year`, or the finding that there was no round.

    Args:
        year: the evaluation round; None for the default edition.

    Source: the years and the reasons stand in `rules/rounds.yaml`.

    >>> edition_of_year(2025)
    'kla-2024'
    >>> edition_of_year(2020).id
    'profile.no-round'
    """
    if year is None:
        default: str = packaged_rule("rounds")["default_edition"]
        return default
    found = round_in(year)
    if found.edition is not None:
        return found.edition
    return Finding("profile.no-round", {"year": year, "reason": found.no_round}, ("year",))


def round_in(year: int) -> Round:
    """Return what is known of the round of `year`; for a year after the last, what holds there.

    >>> round_in(2026).evidence.last, [note.grade for note in round_in(2031).notes]
    (2025, ['A'])
    """
    rounds = _rounds()
    if year in rounds:
        return rounds[year]
    rule = packaged_rule("rounds")
    if year < min(rounds):
        return Round(year, year, no_round=text_of(rule["earlier"]["no_round"]))
    return evolve(_later(), year=year, known_by=year)


def round_of_year(year: int) -> int:
    """Return the year by which the round of `year` is known: a round can span two years.

    >>> round_of_year(2024), round_of_year(2023)
    (2025, 2023)
    """
    return round_in(year).known_by


@functools.cache
def _rounds() -> dict[int, Round]:
    rule = packaged_rule("rounds")
    sources = sources_by_id(rule)
    return {entry["year"]: _round(entry, sources) for entry in rule["rounds"]}


@functools.cache
def _later() -> Round:
    rule = packaged_rule("rounds")
    return _round({"year": 0, **rule["later"]}, sources_by_id(rule))


def _round(entry: Rule, sources: dict[str, Source]) -> Round:
    def text(key: str) -> Text | None:
        return text_of(entry[key]) if key in entry else None

    period = entry.get("evidence")
    return Round(
        year=entry["year"],
        known_by=entry.get("round", entry["year"]),
        edition=entry.get("edition"),
        no_round=text("no_round"),
        provisional=text("provisional"),
        evidence=period
        and EvidencePeriod(
            period["first"], period["last"], Provenance(period["source"], period["grade"])
        ),
        award=cited_note(entry["award"], sources) if "award" in entry else None,
        notes=cited_notes(entry, sources),
        awarded=_awarded(entry["awarded"], sources) if "awarded" in entry else None,
    )


def _awarded(entry: Rule, sources: dict[str, Source]) -> Awarded:
    return Awarded(entry["levels"], sources[entry["source"]], entry["grade"])


def region_count() -> int:
    """Return how many regencies and cities there are.

    Source: the number stands in `rules/rounds.yaml` with its own.

    >>> region_count() > sum(round_in(2025).awarded.levels.values())
    True
    """
    count: int = packaged_rule("rounds")["regions"]["count"]
    return count
