"""Read case records; whatever could say whose case it is refuses the table, and is not repeated."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from attrs import evolve

from kla_rules.cases.anonymous_id import not_anonymous
from kla_rules.cases.case import Case, Event
from kla_rules.cases.times import ZONES, BadTimeError, Moment, moment
from kla_rules.cases.words import case_words
from kla_rules.core.findings import Finding
from kla_rules.tables.cells import NO, UNKNOWN, YES, as_word, is_empty
from kla_rules.tables.checked import Cells
from kla_rules.tables.form import ILLUSTRATIVE, Form
from kla_rules.tables.personal import personal_word

REQUIRED: Final = ("id",)
OWN: Final = ("id", "unit", "risk", "channel", "zone")
LONG: Final = ("event", "time")
_FACTS: Final = ("unit", "risk", "channel")
_EVENTS: Final = "events"
_MOST_EVENTS: Final = 200
MOST_CASES: Final = 30_000  # together they are read, judged and told in a few seconds
_Place = tuple[int, str]


def form() -> Form:
    """Return what a table of case records can hold."""
    known = (*OWN, *LONG, _EVENTS, *case_words().events, ILLUSTRATIVE)
    return Form(
        key="incidents",
        required=REQUIRED,
        known=known,
        personal="incident.personal",
        private=True,
        needs={"time": "event"},
    )


def cases_of(cells: Cells, units: frozenset[str] | None) -> dict[str, Case]:
    """Return the cases in a table, by id; what is wrong is left with the cells.

    Args:
        cells: of the table.
        units: ids of the units that there are; None where nobody says.
    """
    return _Reader(cells, units).cases()


class _Reader:
    """Reads the rows of a table as cases, whichever of its forms they have."""

    def __init__(self, cells: Cells, units: frozenset[str] | None) -> None:
        self.cells, self.units = cells, units
        self.words = case_words()

    def cases(self) -> dict[str, Case]:
        """Return the cases, by id."""
        cells, words = self.cells, self.words
        ids, units = cells.texts("id"), cells.unit_ids(self.units)
        risks = cells.words("risk", words.risks, words.words)
        channels = cells.words("channel", words.channels, words.words)
        zones = self._zones(ids)
        cases: dict[str, Case] = {}
        events: dict[str, dict[str, list[Event]]] = {}
        for row, name in enumerate(ids):
            if not self._is_anonymous(name, row):
                continue
            case = Case(str(name), units[row], risks[row], channels[row], {})
            before = cases.get(case.id)
            if before is not None and not cells.has("event", row):
                cells.report(Finding("incident.twice"), row, "id")
            cases[case.id] = case if before is None else self._merged(before, case, row)
            own = events.setdefault(case.id, {})
            for kind, event in self._events(row, zones[row]):
                own.setdefault(kind, []).append(event)
            if sum(map(len, own.values())) > _MOST_EVENTS:
                cells.report(
                    Finding("incident.too-many-events", {"limit": _MOST_EVENTS}), row, "id"
                )
                own.clear()
        if len(cases) > MOST_CASES:
            cells.findings.append(Finding("incident.too-many", {"limit": MOST_CASES}))
        return {name: evolve(case, events=_sorted(events[name])) for name, case in cases.items()}

    def _is_anonymous(self, name: str | None, row: int) -> bool:
        reason = "form" if not name else not_anonymous(name)
        if reason is not None:
            self.cells.report(Finding(f"incident.id-{reason}"), row, "id")
        return reason is None

    def _merged(self, case: Case, other: Case, row: int) -> Case:
        """Return a case of which another row says more; what differs is a finding."""
        both = [(getattr(case, key), getattr(other, key)) for key in _FACTS]
        for key, (mine, theirs) in zip(_FACTS, both, strict=True):
            if None not in {mine, theirs} and mine != theirs:
                self.cells.report(Finding("incident.differs", {"column": key}), row, key)
        unit, risk, channel = (theirs if mine is None else mine for mine, theirs in both)
        return Case(case.id, unit, risk, channel, {})

    def _zones(self, ids: Sequence[str | None]) -> list[str | None]:
        """Return the zone of every row: its own, else the one that other rows of its case say."""
        zones: list[str | None] = []
        of_case: dict[str | None, set[str]] = {}
        for row, cell in enumerate(self.cells.texts("zone")):
            zone = (cell or "").upper()
            if zone and zone not in ZONES:
                self.cells.report(Finding("incident.zone", {"known": list(ZONES)}), row, "zone")
            zones.append(zone if zone in ZONES else None)
            if zone in ZONES:
                of_case.setdefault(ids[row], set()).add(zone)
        only = {name: min(named) for name, named in of_case.items() if len(named) == 1}
        return [zone or only.get(ids[row]) for row, zone in enumerate(zones)]

    def _events(self, row: int, zone: str | None) -> Iterator[tuple[str, Event]]:
        """Yield the events of a row: a column for each, a pair of cells, or a list of pairs."""
        cells, columns = self.cells, self.cells.table.columns
        for kind in self.words.events:
            if kind in columns:
                cell = columns[kind][row]
                for time in cell if isinstance(cell, list | tuple) else [cell]:
                    event = self._event(time, zone, (row, kind))
                    if event is not None:
                        yield kind, event
        if cells.has("event", row) or cells.has("time", row):
            pair = {key: columns[key][row] if key in columns else None for key in LONG}
            yield from self._pair(pair, zone, row, "event", "time")
        if cells.has(_EVENTS, row):
            yield from self._list(columns[_EVENTS][row], zone, row)

    def _list(self, cell: object, zone: str | None, row: int) -> Iterator[tuple[str, Event]]:
        pairs = cell if isinstance(cell, Sequence) and not isinstance(cell, str) else None
        for pair in [None] if pairs is None else pairs:
            if not isinstance(pair, Mapping) or not pair.keys() <= {*LONG, "zone"}:
                personal = isinstance(pair, Mapping) and any(personal_word(str(k)) for k in pair)
                key = "incident.personal-event" if personal else "incident.event-list"
                self.cells.report(Finding(key), row, _EVENTS)
                continue
            named = pair.get("zone")
            own = zone if named is None else named.upper() if isinstance(named, str) else ""
            if own is not None and own not in ZONES:
                self.cells.report(Finding("incident.zone", {"known": list(ZONES)}), row, _EVENTS)
                continue
            yield from self._pair(pair, own, row, _EVENTS, _EVENTS)

    def _pair(
        self, pair: Mapping[str, object], zone: str | None, row: int, event: str, time: str
    ) -> Iterator[tuple[str, Event]]:
        word, cell = pair.get("event"), pair.get("time")
        kind = self.words.words.get(as_word(word)) if isinstance(word, str) else None
        if kind is None or kind not in self.words.events:
            values = {"column": "event", "known": list(self.words.events.values())}
            self.cells.report(Finding("table.no-word", values), row, event)
        elif is_empty(cell):
            # A row that names an event and gives no time says that it took place.
            yield kind, Event(took_place=True)
        else:
            read = self._event(cell, zone, (row, time))
            if read is not None:
                yield kind, read

    def _event(self, cell: object, zone: str | None, place: _Place) -> Event | None:
        """Return what a cell says of an event; None where it says nothing."""
        if isinstance(cell, bool):
            return Event(took_place=cell)
        if is_empty(cell):
            return None
        text = as_word(cell) if isinstance(cell, str) else None
        if text in UNKNOWN:
            return Event(took_place=None)
        if text in YES | NO:
            return Event(took_place=text in YES)
        try:
            return Event(took_place=True, at=moment(cell, zone))
        except BadTimeError as error:
            values = {"column": place[1], "known": list(ZONES)}
            self.cells.report(Finding(f"incident.time-{error}", values), *place)
        return None


def _sorted(events: Mapping[str, list[Event]]) -> dict[str, tuple[Event, ...]]:
    """Return events in the order of case management, and each kind of them in that of time."""

    def key(event: Event) -> tuple[object, ...]:
        at: Moment | None = event.at
        when = (0, 0, "") if at is None else (at.least, at.most, at.zone)
        return at is None, when, str(event.took_place)

    return {
        kind: tuple(sorted(events[kind], key=key)) for kind in case_words().events if kind in events
    }
