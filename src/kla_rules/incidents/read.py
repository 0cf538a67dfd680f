"""Read case records; whatever could say whose case it is refuses the table, and is not repeated."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeVar

from attrs import evolve

from kla_rules.findings import Finding, FindingsError
from kla_rules.incidents.model import Event, Incident, Incidents
from kla_rules.incidents.opaque import not_opaque
from kla_rules.incidents.times import ZONES, BadTimeError, Moment, moment
from kla_rules.loading.case_words import case_words
from kla_rules.model.handling import CaseWords
from kla_rules.tables.cells import NO, UNKNOWN, YES, is_missing
from kla_rules.tables.checked import Cells, table_findings
from kla_rules.tables.form import ILLUSTRATIVE, Form, RawTable
from kla_rules.tables.personal import personal_word
from kla_rules.tables.raw import Encoding, file_table, table_of
from kla_rules.units.model import Units

I = TypeVar("I", bound=Incidents)  # noqa: E741 - a type
REQUIRED: Final = ("id",)
OWN: Final = ("id", "unit", "risk", "channel", "zone")
LONG: Final = ("event", "time")
_FACTS: Final = ("unit", "risk", "channel")
_EVENTS: Final = "events"
_MOST_EVENTS: Final = 200
MOST_CASES: Final = 50_000  # each is judged in about a thousandth of a second
_Place = tuple[int, str]


class IncidentsError(FindingsError):
    """A table of case records was refused."""


def read_incidents(cls: type[I], path: Path, encoding: Encoding, units: Units | None) -> I:
    """Return the case records in a file."""
    return _incidents(cls, file_table(path, _form(), encoding), units)


def incidents_of(cls: type[I], rows: Any, units: Units | None) -> I:  # noqa: ANN401 - rows or a data frame
    """Return the case records in rows or in a data frame."""
    return _incidents(cls, table_of(rows, _form()), units)


def together(one: Incidents, other: Incidents) -> Incidents:
    """Return the case records of both."""
    if not one.cases.keys().isdisjoint(other.cases):
        raise IncidentsError([Finding("incident.twice")])
    return evolve(
        one,
        cases={**one.cases, **other.cases},
        illustrative=one.illustrative or other.illustrative,
    )


def _form() -> Form:
    known = (*OWN, *LONG, _EVENTS, *case_words().events, ILLUSTRATIVE)
    return Form("incidents", REQUIRED, known, personal="incident.personal", private=True)


def _incidents(cls: type[I], table: RawTable, units: Units | None) -> I:
    findings = table_findings(table)
    if findings:
        raise IncidentsError(findings)
    reader = _Reader(table, None if units is None else frozenset(units.ids))
    cases = reader.cases()
    invented = reader.cells.is_illustrative()
    if len(cases) > MOST_CASES:
        reader.cells.findings.append(Finding("incident.too-many", {"limit": MOST_CASES}))
    if reader.cells.findings:
        raise IncidentsError(reader.cells.findings)
    return cls(cases, invented)


class _Reader:
    """Reads the rows of a table as cases, whichever of its forms they have."""

    def __init__(self, table: RawTable, units: frozenset[str] | None) -> None:
        self.table, self.units = table, units
        self.cells = Cells(table)
        self.words: CaseWords = case_words()

    def cases(self) -> dict[str, Incident]:
        """Return the cases, by id."""
        cells, words = self.cells, self.words
        ids, units = cells.texts("id"), cells.unit_ids(self.units)
        risks = cells.words("risk", words.risks, words.words)
        channels = cells.words("channel", words.channels, words.words)
        zones = self._zones(ids)
        cases: dict[str, Incident] = {}
        events: dict[str, dict[str, list[Event]]] = {}
        for row, name in enumerate(ids):
            if not self._is_opaque(name, row):
                continue
            one = Incident(str(name), units[row], risks[row], channels[row], {})
            there = cases.get(one.id)
            if there is not None and not self._has("event", row):
                cells.found(Finding("incident.twice"), row, "id")
            cases[one.id] = one if there is None else self._merged(there, one, row)
            own = events.setdefault(one.id, {})
            for kind, event in self._events(row, zones[row]):
                own.setdefault(kind, []).append(event)
            if sum(map(len, own.values())) > _MOST_EVENTS:
                cells.found(Finding("incident.too-many-events", {"limit": _MOST_EVENTS}), row, "id")
                own.clear()
        return {name: evolve(one, events=_sorted(events[name])) for name, one in cases.items()}

    def _is_opaque(self, name: str | None, row: int) -> bool:
        reason = "form" if not name else not_opaque(name)
        if reason is not None:
            self.cells.found(Finding(f"incident.id-{reason}"), row, "id")
        return reason is None

    def _merged(self, one: Incident, other: Incident, row: int) -> Incident:
        """Return a case of which another row says more; what differs is a finding."""
        both = [(getattr(one, key), getattr(other, key)) for key in _FACTS]
        for key, (mine, theirs) in zip(_FACTS, both, strict=True):
            if None not in {mine, theirs} and mine != theirs:
                self.cells.found(Finding("incident.differs", {"column": key}), row, key)
        unit, risk, channel = (theirs if mine is None else mine for mine, theirs in both)
        return Incident(one.id, unit, risk, channel, {})

    def _zones(self, ids: Sequence[str | None]) -> list[str | None]:
        """Return the zone of every row: its own, else the one that other rows of its case say."""
        found: list[str | None] = []
        of_case: dict[str | None, set[str]] = {}
        for row, cell in enumerate(self.cells.texts("zone")):
            zone = (cell or "").upper()
            if zone and zone not in ZONES:
                self.cells.found(Finding("incident.zone", {"known": list(ZONES)}), row, "zone")
            found.append(zone if zone in ZONES else None)
            if zone in ZONES:
                of_case.setdefault(ids[row], set()).add(zone)
        only = {name: min(some) for name, some in of_case.items() if len(some) == 1}
        return [zone or only.get(ids[row]) for row, zone in enumerate(found)]

    def _has(self, column: str, row: int) -> bool:
        cells = self.table.columns.get(column)
        return cells is not None and not _is_empty(cells[row])

    def _events(self, row: int, zone: str | None) -> Iterator[tuple[str, Event]]:
        """Yield the events of a row: a column for each, a pair of cells, or a list of pairs."""
        columns = self.table.columns
        for kind in self.words.events:
            if kind in columns:
                cell = columns[kind][row]
                for one in cell if isinstance(cell, list | tuple) else [cell]:
                    event = self._event(one, zone, (row, kind))
                    if event is not None:
                        yield kind, event
        if self._has("event", row) or self._has("time", row):
            pair = {key: columns[key][row] if key in columns else None for key in LONG}
            yield from self._pair(pair, zone, row, "event", "time")
        if self._has(_EVENTS, row):
            yield from self._list(columns[_EVENTS][row], zone, row)

    def _list(self, given: object, zone: str | None, row: int) -> Iterator[tuple[str, Event]]:
        pairs = given if isinstance(given, Sequence) and not isinstance(given, str) else None
        for pair in [None] if pairs is None else pairs:
            if not isinstance(pair, Mapping) or not pair.keys() <= {*LONG, "zone"}:
                personal = isinstance(pair, Mapping) and any(personal_word(str(k)) for k in pair)
                key = "incident.personal-event" if personal else "incident.event-list"
                self.cells.found(Finding(key), row, _EVENTS)
                continue
            said = pair.get("zone")
            own = zone if said is None else said.upper() if isinstance(said, str) else ""
            if own is not None and own not in ZONES:
                self.cells.found(Finding("incident.zone", {"known": list(ZONES)}), row, _EVENTS)
                continue
            yield from self._pair(pair, own, row, _EVENTS, _EVENTS)

    def _pair(
        self, pair: Mapping[str, object], zone: str | None, row: int, event: str, time: str
    ) -> Iterator[tuple[str, Event]]:
        word = pair.get("event")
        kind = (
            self.words.words.get(" ".join(word.lower().split())) if isinstance(word, str) else None
        )
        if kind not in self.words.events:
            values = {"column": "event", "known": list(self.words.events.values())}
            self.cells.found(Finding("table.no-word", values), row, event)
            return
        cell = pair.get("time")
        # A row that names an event and gives no time says that it took place.
        known = not _is_empty(cell)
        found = self._event(cell, zone, (row, time)) if known else Event(took_place=True)
        if kind is not None and found is not None:
            yield kind, found

    def _event(self, cell: object, zone: str | None, place: _Place) -> Event | None:
        """Return what a cell says of an event; None where it says nothing."""
        if isinstance(cell, bool):
            return Event(took_place=cell)
        text = " ".join(cell.lower().split()) if isinstance(cell, str) else None
        if _is_empty(cell):
            return None
        if text in UNKNOWN:
            return Event(took_place=None)
        if text in YES | NO:
            return Event(took_place=text in YES)
        try:
            return Event(took_place=True, at=moment(cell, zone))
        except BadTimeError as error:
            values = {"column": place[1], "known": list(ZONES)}
            self.cells.found(Finding(f"incident.time-{error}", values), *place)
        return None


def _is_empty(cell: object) -> bool:
    return is_missing(cell) or (isinstance(cell, str) and not cell.strip())


def _sorted(events: Mapping[str, list[Event]]) -> dict[str, tuple[Event, ...]]:
    """Return events in the order of case management, and each kind of them in that of time."""

    def key(event: Event) -> tuple[object, ...]:
        at: Moment | None = event.at
        when = (0, 0, "") if at is None else (at.least, at.most, at.zone)
        return at is None, when, str(event.took_place)

    return {
        kind: tuple(sorted(events[kind], key=key)) for kind in case_words().events if kind in events
    }
