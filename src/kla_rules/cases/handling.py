"""`assess_handling()`: how cases were handled, case by case, unit by unit, in the whole region.

Nothing of it is an answer, a share or a status, and nothing that gives those takes it.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, Literal, cast

from attrs import evolve, field, frozen

from kla_rules.cases.case import Case, Event
from kla_rules.cases.groups import NOT_KNOWN, PARTS, GroupHandling, Outcome, Seen, grouped
from kla_rules.cases.judged import STATES, Alike, CaseHandling, conditions_of, judged
from kla_rules.cases.model import CaseRecords, CasesError
from kla_rules.cases.settings_model import HandlingSettings
from kla_rules.cases.settings_reading import handling_settings
from kla_rules.cases.times import Moment, moment
from kla_rules.cases.words import REPORTED, case_words
from kla_rules.conditions.engines import ENGINES
from kla_rules.conditions.judgement import State
from kla_rules.core.catalogues import PHRASES
from kla_rules.core.dates import BadTimeError
from kla_rules.core.delimited import Locale
from kla_rules.core.findings import ArgumentError, Finding, check_choice, check_language, check_type
from kla_rules.core.frozen import frozen_map
from kla_rules.core.given import GivenFile
from kla_rules.core.language import current
from kla_rules.core.listed import Listed, listed
from kla_rules.core.notes import Note
from kla_rules.core.printed import Data
from kla_rules.core.showing import Showing
from kla_rules.core.text import both
from kla_rules.core.writing import Language
from kla_rules.core.written_dates import in_iso
from kla_rules.tables.decoding import Encoding
from kla_rules.tables.records import check_units, records_from
from kla_rules.tables.words import Meanings
from kla_rules.units.given import units_from
from kla_rules.units.model import Units

if TYPE_CHECKING:
    from kla_rules.typed.forms.handling import HandlingDict

SmallCounts = Literal["hide", "show"]
SMALL_COUNTS: Final[tuple[SmallCounts, ...]] = ("hide", "show")


@frozen(repr=False, eq=False)
class Handling(Data):
    """How cases were handled, up to a moment, under local settings.

    Attributes:
        settings: the settings.
        as_of: the moment, in the zone of the settings.
        region: all cases.
        units: by id of the unit those of each that has any.
        names: of the units, by id, where a table of units says them.
        illustrative: the cases or the settings are invented for illustration.
        notes: what a reader must know.
    """

    settings: HandlingSettings
    as_of: Moment
    region: GroupHandling
    units: Mapping[str, GroupHandling] = field(converter=frozen_map)
    names: Mapping[str, str] = field(converter=frozen_map)
    illustrative: bool
    notes: Listed[Note] = field(default=(), converter=listed)

    @property
    def outcome(self) -> Outcome:
        """Return what the task force is told of all cases."""
        return self.region.outcome

    @property
    def cases(self) -> Mapping[str, CaseHandling]:
        """Return how each case was handled, by id."""
        return {case.incident.id: case for case in self.region.cases}

    def parts(self) -> dict[str, tuple[str, ...]]:
        """Return what cases are counted by, with the names of the parts."""
        words = case_words()
        limits = {limit.id: STATES[1:] for limit in self.settings.limits}
        return {
            **PARTS,
            "channels": (*words.channels, NOT_KNOWN),
            "risks": (*words.risks, NOT_KNOWN),
            **limits,
        }

    def explain(self, language: Language = "id", *, small_counts: SmallCounts = "hide") -> str:
        """Return it in words.

        Args:
            language: "id" or "en".
            small_counts: "show" shows all numbers and every case: for those who handle them, not
                for publication. "hide" shows none below five, nor what would give one away, often
                up to nine.

        Raises:
            ArgumentError: for another language, or another choice.
        """
        check_language(language)
        _check_choice(small_counts)
        from kla_rules.cases.page import handling_text  # noqa: PLC0415 - loaded by who reads it

        return handling_text(self, language, show=small_counts == "show")

    def to_dict(self, *, small_counts: SmallCounts = "hide") -> "HandlingDict":
        """Return plain JSON values, as `schemas/handling-result.schema.json` says.

        Args:
            small_counts: as for `explain`; a number that is not shown is null.

        Raises:
            ArgumentError: for another choice.
        """
        _check_choice(small_counts)
        from kla_rules.cases.plain import handling_as_json  # noqa: PLC0415 - as above

        return cast("HandlingDict", handling_as_json(self, show=small_counts == "show"))

    def to_csv(
        self,
        language: Language | None = None,
        locale: Locale | None = None,
        *,
        small_counts: SmallCounts = "hide",
    ) -> str:
        """Return a row for each unit as CSV; a number that is not shown is an empty cell.

        Args:
            language: as for the CSV of any result.
            locale: as for the CSV of any result.
            small_counts: as for `explain`.

        Raises:
            ArgumentError: for another language, setting or choice.
        """
        _check_choice(small_counts)
        from kla_rules.cards.spreadsheets import csv_of  # noqa: PLC0415 - as above
        from kla_rules.cases.card import handling_shown  # noqa: PLC0415 - as above

        showing = handling_shown(self, show=small_counts == "show")
        return csv_of(showing, current(language), locale)

    def to_xlsx(
        self, language: Language | None = None, *, small_counts: SmallCounts = "hide"
    ) -> bytes:
        """Return a row for each unit as a workbook of one sheet.

        Args:
            language: of headings and words; left out, that of the context.
            small_counts: as for `explain`; a number that is not shown is an empty cell.

        Raises:
            ArgumentError: for another language or choice.
            MissingExtraError: where the library that writes workbooks is not installed.
        """
        _check_choice(small_counts)
        from kla_rules.cards.spreadsheets import xlsx_of  # noqa: PLC0415 - as above
        from kla_rules.cases.card import handling_shown  # noqa: PLC0415 - as above

        return xlsx_of(handling_shown(self, show=small_counts == "show"), current(language))

    def __repr__(self) -> str:
        """Return a summary without a number."""
        return f"Handling({self.settings.id}, {self.as_of}, {self.outcome})"

    def _showing(self) -> Showing:
        from kla_rules.cases.card import handling_shown  # noqa: PLC0415 - asked for by few

        return handling_shown(self)


def _check_choice(choice: str) -> None:
    check_choice("small_counts", choice, SMALL_COUNTS)


def assess_handling(
    incidents: CaseRecords | GivenFile | Any,  # noqa: ANN401 - rows or a data frame as well
    settings: HandlingSettings | GivenFile | Mapping[str, Any],
    *,
    as_of: str | dt.date,
    units: Units | GivenFile | None = None,
    engine: str = "native",
    encoding: Encoding | None = None,
    meanings: Meanings = None,
) -> Handling:
    """Return how cases were handled, case by case, by unit and in all.

    Args:
        incidents: case records; a file of them: its path, its bytes, or open; rows, or a data
            frame.
        settings: local settings, a file of them: its path, its bytes, or open; the id of a packaged
            example, or what a file of them holds.
        as_of: up to when: a date, a time, or a text such as "2025-06-30" or "2025-06" (to its end,
            in the zone of the settings) or "2025-06-30T12:00:00+07:00"; what is recorded for later
            has not taken place yet, and a case reported later is left out, with a note.
        units: the units of the region, or their table: a case of another unit is refused.
        engine: "native", or "durable" for durable-rules (extra `durable`).
        encoding: of case records in a CSV: "utf-8", "utf-16" or "windows-1252"; left out, what it
            can be read in alone.
        meanings: as of `Units.read`: what marks mean in the table of case records.

    Returns:
        By case on time, late, open, overdue, out of order or unknown; and for the task force
        whether handling is adequate, needs a review, or is not known. Its outputs show no number
        of cases below five, nor what would give one away, unless they are asked to.

    Raises:
        CasesError: if the case records are refused.
        RuleError: if the settings are not in order.
        UnitsError: if the table of units is refused.
        MissingExtraError: if the engine is not installed.
        ArgumentError: for a moment, an engine or an encoding that there is not.

    Source: order and time limits are those of the settings, local and never national.

    >>> cases = [{"id": "c-1", "unit": "sebani", "risk": "high", "channel": "patbm",
    ...           "reported": "2025-03-02 08:15 WIB", "risk_identified": "2025-03-02 11:00 WIB"}]
    >>> city = assess_handling(cases, "kota-payakumbuh", as_of="2025-03-02 12:00 WIB")
    >>> city.cases["c-1"].state, [(rule.rule, rule.state) for rule in city.cases["c-1"].rules]
    ('late', [('outreach', 'late'), ('coordination', 'open')])
    >>> city.outcome, city.region.reasons
    ('review', ('late',))
    """
    check_choice("engine", engine, ENGINES)
    check_type("as_of", as_of, "a text or a date", str, dt.date)
    rules = settings if isinstance(settings, HandlingSettings) else handling_settings(settings)
    day = _moment(as_of, rules.zone).in_zone(rules.zone)
    # Up to the end of a day is up to the end of its last second.
    until = day if day.is_exact else Moment(day.most, day.most, day.zone, "second")
    table = None if units is None else units_from(units)
    records = records_from(
        incidents, CaseRecords, {"encoding": encoding}, units=table, meanings=meanings
    )
    if table is not None:
        named = (case.unit for case in records.cases.values())
        check_units(named, frozenset(table.ids), CasesError)
    recorded, is_later = _up_to(records.cases.values(), until, rules.zone)
    notes = [*(() if table is None else table.read_notes), *records.notes]
    notes += [Note("handling.later", {"as_of": str(day)})] if is_later else []
    if rules.publication is not None and not _ends(day, rules):
        period = both(PHRASES, f"period-{rules.publication}")
        notes.append(Note("handling.other-date", {"as_of": str(day), "period": period}))
    years = _without_holidays(recorded, rules, until)
    if years:
        notes.append(Note("handling.no-holidays", {"years": years}))
    if table is None and any(case.unit is not None for case in recorded):
        notes.append(Note("handling.no-units"))
    conditions = conditions_of(rules)
    alike: dict[Alike, dict[str, State]] = {}
    cases = tuple(judged(case, rules, until, conditions, engine, alike) for case in recorded)
    by_unit: dict[str, list[CaseHandling]] = {}
    for case in cases:
        if case.incident.unit is not None:
            by_unit.setdefault(case.incident.unit, []).append(case)
    in_numbers: dict[Seen, dict[str, State]] = {}
    return Handling(
        settings=rules,
        as_of=day,
        region=grouped(cases, rules, engine),
        units={
            unit: grouped(own, rules, engine, in_numbers) for unit, own in sorted(by_unit.items())
        },
        names={} if table is None else table.called,
        illustrative=records.illustrative or rules.illustrative,
        notes=tuple(notes),
    )


def _ends(until: Moment, settings: HandlingSettings) -> bool:
    """Return whether a moment is the last one of what the settings publish results for."""
    second = until.most // 1
    after = Moment(second + 1, second + 1, until.zone).day(settings.zone)
    months = {"month": 1, "quarter": 3}[settings.publication or "month"]
    begins = after.day == 1 and (after.month - 1) % months == 0
    return begins and after != Moment(second, second, until.zone).day(settings.zone)


def _without_holidays(
    cases: Iterable[Case], settings: HandlingSettings, until: Moment
) -> list[int]:
    """Return the years of which no holiday is known, though working days in them are counted."""
    starts = {limit.start for limit in settings.limits if limit.unit == "working_days"}
    days = [
        event.at.days(settings.zone)
        for case in cases
        for kind in starts
        for event in case.events.get(kind, ())
        if event.at is not None
    ]
    years = {day.year for ends in days for day in ends}
    years |= {until.day(settings.zone).year} if days else set()
    return sorted(years - {day.year for day in settings.holidays})


def _moment(as_of: str | dt.date, zone: str) -> Moment:
    try:
        return moment(in_iso(as_of)[0], zone)
    except BadTimeError as error:
        # What a zone prints is a matter of the one who made it.
        plain = as_of.replace(tzinfo=None) if isinstance(as_of, dt.datetime) else as_of
        values = {"given": str(plain), "reason": str(error), **error.values}
        raise ArgumentError([Finding("handling.as-of", values)]) from error


def _up_to(cases: Iterable[Case], until: Moment, zone: str) -> tuple[list[Case], bool]:
    """Return cases with what took place by a moment, and whether that leaves anything out.

    Instants are shown in the zone of the settings from here on.
    """
    so_far: list[Case] = []
    is_later = False
    for case in cases:
        past = {kind: _past(events, until, zone) for kind, events in case.events.items()}
        if past == case.events:
            so_far.append(case)
            continue
        is_later = is_later or any(len(past[kind]) < len(case.events[kind]) for kind in past)
        if REPORTED not in past or past[REPORTED]:
            # What is recorded for later has not taken place yet: that is known.
            kept = {kind: events or (Event(took_place=False),) for kind, events in past.items()}
            so_far.append(evolve(case, events=kept))
    return so_far, is_later


def _past(events: tuple[Event, ...], until: Moment, zone: str) -> tuple[Event, ...]:
    if all(
        event.at is None or (event.at.most <= until.most and event.at.zone == zone)
        for event in events
    ):
        return events
    return tuple(
        event if event.at is None else evolve(event, at=_shown(event.at, until, zone))
        for event in events
        if event.at is None or event.at.begins_by(until)
    )


def _shown(at: Moment, until: Moment, zone: str) -> Moment:
    return at.in_zone(zone) if at.is_exact else at.until(until.most // 1)
