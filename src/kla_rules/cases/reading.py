"""Read case records; whatever could say whose case it is refuses the table, and is not repeated."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from attrs import evolve

from kla_rules.cases.anonymous_id import not_anonymous
from kla_rules.cases.case import Case, Event
from kla_rules.cases.times import Moment, moment
from kla_rules.cases.words import case_words
from kla_rules.core.dates import ZONES, BadTimeError, offset_of, zone_of
from kla_rules.core.findings import Finding, Path
from kla_rules.core.narrow import whole
from kla_rules.core.written_dates import in_iso
from kla_rules.tables.cells import as_word, is_empty, whole_text
from kla_rules.tables.checked import Cells, with_titles
from kla_rules.tables.form import ILLUSTRATIVE, Form
from kla_rules.tables.personal import personal_word
from kla_rules.tables.words import BadCellError, CellWords

REQUIRED: Final = ("id",)
OWN: Final = ("id", "unit", "risk", "channel", "zone")
LONG: Final = ("event", "time")
_FACTS: Final = ("unit", "risk", "channel")
_EVENTS: Final = "events"
_MOST_EVENTS: Final = 200
MOST_CASES: Final = 30_000  # together they are read, judged and told in a few seconds


def form() -> Form:
    """Return what a table of case records can hold."""
    words = case_words()
    known = (*OWN, *LONG, _EVENTS, *words.events, ILLUSTRATIVE)
    return Form(
        key="incidents",
        required=REQUIRED,
        known=known,
        personal="incident.personal",
        private=True,
        needs={"time": "event"},
        titles=words.events,
        also=words.words,
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
        self.kinds = with_titles(self.words.events, self.words.words)
        columns = cells.table.columns
        self.said = {
            name: cells.table.words.of_column(columns[name])
            for name in (*self.words.events, "time")
            if name in columns
        }

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
            zone = self._zone(cell) if cell else None
            if cell and zone is None:
                values = {"record": row + 1, "known": list(ZONES)}
                self._report(Finding("incident.zone", values), row, ("zone",))
            zones.append(zone)
            if zone is not None:
                of_case.setdefault(ids[row], set()).add(zone)
        only = {name: min(named) for name, named in of_case.items() if len(named) == 1}
        return [zone or only.get(ids[row]) for row, zone in enumerate(zones)]

    @staticmethod
    def _zone(cell: object) -> str | None:
        """Return the zone that a cell names; None where there is none such."""
        try:
            return zone_of(offset_of(cell.strip() if isinstance(cell, str) else ""))
        except BadTimeError:
            return None

    def _report(self, finding: Finding, row: int, place: Path) -> None:
        """Keep a finding with its place: a column, and what it is within the cell."""
        column, *within = place
        self.cells.report(evolve(finding, path=tuple(within)), row, str(column))

    def _events(self, row: int, zone: str | None) -> Iterator[tuple[str, Event]]:
        """Yield the events of a row: a column for each, a pair of cells, or a list of pairs."""
        cells, columns = self.cells, self.cells.table.columns
        for kind in self.words.events:
            if kind in columns:
                cell = columns[kind][row]
                several = isinstance(cell, list | tuple)
                for index, time in enumerate(cell if several else [cell]):
                    place: Path = (kind, index) if several else (kind,)
                    event = self._event(time, zone, kind, row, place)
                    if event is not None:
                        yield kind, event
        if cells.has("event", row) or cells.has("time", row):
            pair = {key: columns[key][row] if key in columns else None for key in LONG}
            yield from self._pair(pair, zone, row, ())
        if cells.has(_EVENTS, row):
            yield from self._list(columns[_EVENTS][row], zone, row)

    def _list(self, cell: object, zone: str | None, row: int) -> Iterator[tuple[str, Event]]:
        pairs = cell if isinstance(cell, Sequence) and not isinstance(cell, str) else None
        for index, given in enumerate([None] if pairs is None else pairs):
            here: Path = (_EVENTS,) if pairs is None else (_EVENTS, index)
            pair = self._named(given)
            if pair is None or not pair.keys() <= {*LONG, "zone"}:
                heads = [*given] if isinstance(given, Mapping) else []
                personal = any(personal_word(str(head)) for head in heads)
                key = "incident.personal-event" if personal else "incident.event-list"
                self._report(Finding(key), row, here)
                continue
            named = pair.get("zone")
            own = zone if named is None else self._zone(named)
            if named is None or own is not None:
                yield from self._pair(pair, own, row, here)
                continue
            values = {"record": row + 1, "known": list(ZONES)}
            kind = self._kind(pair.get("event"))
            if kind is not None:
                values |= {"event": kind, "reason": "event"}
            self._report(Finding("incident.zone", values), row, (*here, "zone"))

    def _named(self, pair: object) -> dict[str, object] | None:
        """Return a pair by the columns that its keys name; None where that is no pair."""
        if not isinstance(pair, Mapping):
            return None
        named = self.cells.table.form.named
        own = {named(str(head)): cell for head, cell in pair.items()}
        return own if len(own) == len(pair) else None

    def _kind(self, word: object) -> str | None:
        """Return the event that a word names; None where it names none."""
        kind = self.kinds.get(as_word(word)) if isinstance(word, str) else None
        return kind if kind in self.words.events else None

    def _pair(
        self, pair: Mapping[str, object], zone: str | None, row: int, place: Path
    ) -> Iterator[tuple[str, Event]]:
        """Yield what an event and a time say, in two cells of a row or in a mapping at a place."""
        kind, cell = self._kind(pair.get("event")), pair.get("time")
        if kind is None:
            values = {"column": "event", "known": list(self.words.events.values())}
            self._report(Finding("table.no-word", values), row, (*place, "event"))
        elif is_empty(cell):
            # A row that names an event and gives no time says that it took place.
            yield kind, Event(took_place=True)
        else:
            read = self._event(cell, zone, kind, row, (*place, "time"))
            if read is not None:
                yield kind, read

    def _event(
        self, cell: object, zone: str | None, kind: str, row: int, place: Path
    ) -> Event | None:
        """Return what a cell says of an event; None where it says nothing."""
        if isinstance(cell, bool) or type(cell).__name__ in {"bool", "bool_"}:  # of NumPy
            return Event(took_place=bool(cell))
        if is_empty(cell):
            return None
        number = whole(cell)  # 1.0 and 0.0 where a column of yes and no has a gap
        text = whole_text(as_word(cell)) if isinstance(cell, str) else None
        text = str(number) if type(number) is int and number in {0, 1} else text
        try:
            return self._read_event(cell, text, zone, place)
        except BadTimeError as error:
            if str(error) == "no-zone" and self.cells.has("zone", row):
                return None  # what stands there is no zone: that is told already
            values = {"event": kind, "record": row + 1, "known": list(ZONES)}
            self._report(Finding(f"incident.time-{error}", values), row, place)
        return None

    def _read_event(self, cell: object, text: str | None, zone: str | None, place: Path) -> Event:
        """Return what a word, a date or a time says of an event.

        Raises:
            BadTimeError: for anything else.
        """
        if text is not None:
            try:
                return Event(took_place=self._words(place).state(text))
            except BadCellError as error:
                if error.reason:
                    raise BadTimeError(error.reason) from None
        said, is_first = in_iso(cell)
        at = moment(said, zone)
        if is_first:
            self.cells.day_first[str(place[0])] = None
        return Event(took_place=True, at=at)

    def _words(self, place: Path) -> CellWords:
        """Return what words say at a place: in its column, or in a list of a row."""
        return self.said.get(str(place[0]), self.cells.table.words)


def _sorted(events: Mapping[str, list[Event]]) -> dict[str, tuple[Event, ...]]:
    """Return events in the order of case management, and each kind of them in that of time."""

    def key(event: Event) -> tuple[object, ...]:
        at: Moment | None = event.at
        when = (0, 0, "") if at is None else (at.least, at.most, at.zone)
        return at is None, when, str(event.took_place)

    return {
        kind: tuple(sorted(events[kind], key=key)) for kind in case_words().events if kind in events
    }
