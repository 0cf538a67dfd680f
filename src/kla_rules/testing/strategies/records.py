"""Tables of records that the library reads: units, records of a children's forum, and of cases."""

import datetime as dt
from typing import Any, Final

from hypothesis import strategies as st

from kla_rules.cases.model import CaseRecords
from kla_rules.cases.words import case_words
from kla_rules.model.edition import Edition
from kla_rules.model.measure import Measure
from kla_rules.participation.model import ForumRecords
from kla_rules.participation.record import COUNTS
from kla_rules.participation.rules_reading import forum_rules
from kla_rules.testing.strategies.coded import Code, coded
from kla_rules.testing.strategies.edition_given import EditionGiven, given_edition
from kla_rules.units.model import Units
from kla_rules.units.rules import KECAMATAN
from kla_rules.units.rules_reading import unit_rules

_MOST: Final = 6
_START: Final = dt.datetime(2025, 1, 1, 8, 0)  # noqa: DTZ001 - the zone is written beside it
_STEPS: Final = (0, 30, 60, 24 * 60, 3 * 24 * 60, 40 * 24 * 60)
_DOCUMENTS: Final = ("Peraturan rekaan 1", False, True)
_YEARS: Final = (2024, 2020, 2025)
_PERCENT: Final = 100_000


def units(edition: EditionGiven, *, most: int = _MOST) -> st.SearchStrategy[Units]:
    """Return a strategy of tables of units with facts, as far as they are known.

    Args:
        edition: an edition with rules on units, the id or folder of one, or an overlay.
        most: how many units there are at most.

    Raises:
        RuleError: if there is no such edition, or it has no rules on units.

    >>> from hypothesis import given, settings
    >>> import kla_rules as kla
    >>> @settings(max_examples=5, database=None, deadline=None, derandomize=True)
    ... @given(units("kla-2024"))
    ... def holds(city):
    ...     assert kla.rollup(city)["26.4"].whole <= len(city)
    >>> holds()
    """
    rules = given_edition(edition)
    unit_rules(rules)
    return _units(rules, most)


@st.composite
def _units(draw: st.DrawFn, edition: Edition, most: int) -> Units:
    rules = unit_rules(edition)
    count = draw(st.integers(1, most))
    kinds = sorted(rules.kinds, key=lambda kind: kind == KECAMATAN)
    width = 1 + _FACT * len(rules.facts)
    rows = []
    for number, code in enumerate(Code(draw(coded(width * count))).parts(width)):
        # The first is the kecamatan that all others belong to.
        kind = code.one_of(kinds) if number else KECAMATAN
        row: dict[str, Any] = {"id": f"u{number}", "name": f"Rekaan {number}", "kind": kind}
        row |= {"illustrative": True} | ({} if kind == KECAMATAN else {"parent": "u0"})
        for fact, part in zip(rules.facts.values(), code.parts(_FACT), strict=False):
            value = _fact(part, fact)
            if value is not None:
                row[fact.id] = value
        rows.append(row)
    return Units.from_rows(rows, edition)


_FACT: Final = 6


def _fact(code: Code, fact: Measure) -> Any:  # noqa: ANN401 - as its kind has it
    """Return what is known of a fact: not known, the simplest, where all bytes are zero."""
    known = code.number()
    if not known % 3:
        return None
    if fact.kind == "yes_no":
        return known % 3 == 1
    if fact.kind == "count":
        return code.below(50)
    if fact.kind == "year":
        return code.one_of(_YEARS)
    if fact.kind == "document":
        return code.one_of(_DOCUMENTS)
    return code.points(_PERCENT)


def forum_records(edition: EditionGiven, *, most: int = _MOST) -> st.SearchStrategy[ForumRecords]:
    """Return a strategy of what a children's forum has done, each with a document or without.

    Args:
        edition: an edition with rules on such records, the id or folder of one, or an overlay.
        most: how many records there are at most.

    Raises:
        RuleError: if there is no such edition, or it has no rules on such records.

    >>> from hypothesis import given, settings
    >>> import kla_rules as kla
    >>> @settings(max_examples=5, database=None, deadline=None, derandomize=True)
    ... @given(forum_records("kla-2024"))
    ... def holds(records):
    ...     assert kla.participation.assess_forum(records)
    >>> holds()
    """
    rules = given_edition(edition)
    forum_rules(rules)
    return _forum_records(rules, most)


@st.composite
def _forum_records(draw: st.DrawFn, edition: Edition, most: int) -> ForumRecords:
    rules = forum_rules(edition)
    documents = [None, *(kind.id for kind in edition.evidence_kinds)]
    count = draw(st.integers(1, most))
    rows = []
    for number, code in enumerate(Code(draw(coded(_RECORD * count))).parts(_RECORD)):
        row: dict[str, Any] = {"id": f"r{number}", "kind": code.one_of(list(rules.kinds))}
        row |= {"illustrative": True, "document": code.one_of(documents)}
        row["theme"] = code.one_of((None, *rules.themes))
        role = code.one_of((None, *rules.roles))
        row["role"] = role if row["kind"] == "activity" else None
        row["date"] = code.one_of((None, "2024", "2024-05", "2024-05-17"))
        if row["document"] is not None:
            row["title"] = code.one_of((None, "Dokumen rekaan"))
        for name in COUNTS:
            known = code.number()
            row[name] = known - 1 if known else None
        rows.append({name: cell for name, cell in row.items() if cell is not None})
    return ForumRecords.from_rows(rows, edition)


_RECORD: Final = 10


def incidents(*, most: int = _MOST) -> st.SearchStrategy[CaseRecords]:
    """Return a strategy of case records; nothing in them names or describes anybody.

    Each case is reported; what else took place is known with its time, known not to have taken
    place, or not known. Ids are running numbers.

    Args:
        most: how many cases there are at most.

    >>> from hypothesis import given, settings
    >>> import kla_rules as kla
    >>> @settings(max_examples=5, database=None, deadline=None, derandomize=True)
    ... @given(incidents())
    ... def holds(records):
    ...     assert all("reported" in case.events for case in records.cases.values())
    >>> holds()
    """
    return _incidents(most)


@st.composite
def _incidents(draw: st.DrawFn, most: int) -> CaseRecords:
    words = case_words()
    count = draw(st.integers(1, most))
    width = 4 + _EVENT * len(words.events)
    rows = []
    for number, code in enumerate(Code(draw(coded(width * count))).parts(width), start=1):
        row: dict[str, Any] = {"id": f"c-{number}", "illustrative": True}
        row |= {
            "risk": code.one_of((None, *words.risks)),
            "channel": code.one_of((None, *words.channels)),
        }
        at = _START + dt.timedelta(days=code.below(300))
        for event in words.events:
            how = "yes" if event == "reported" else code.one_of((None, "at", "no", "unknown"))
            at += dt.timedelta(minutes=code.one_of(_STEPS))
            time = f"{at.isoformat(sep=' ', timespec='minutes')} WIB"
            row[event] = {None: None, "at": time, "yes": time, "no": "tidak"}.get(how, "?")
        rows.append({name: cell for name, cell in row.items() if cell is not None})
    return CaseRecords.from_rows(rows)


_EVENT: Final = 2
