"""Cases: read without persons, judged by local settings, never a level, a status or a share."""

import datetime as dt
import functools
import itertools
import json
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

import house
import kla_rules as kla
from kla_rules.cases.anonymous_id import not_anonymous
from kla_rules.cases.groups import GroupHandling
from kla_rules.cases.judged import STATES
from kla_rules.cases.model import CaseRecords
from kla_rules.cases.settings_model import HandlingSettings, Publication
from kla_rules.cases.settings_reading import handling_settings
from kla_rules.cases.suppressed_cells import ALL, FEWEST, WHOLE, Cell, Suppressed, Table, table_of
from kla_rules.cases.times import between, moment, working_days
from kla_rules.core.dates import ZONES, BadTimeError
from kla_rules.tables.personal import personal_word
from kla_rules.validation.check import check
from support import ROOT, command, copied, examples, file_with, fitting, refused_for, said

FOLDER = ROOT / "examples" / "kota-pasuruan"
CASES, LOCAL, UNITS = (FOLDER / name for name in ("incidents.csv", "handling.yaml", "units.csv"))
OURS = handling_settings(LOCAL)
PAYAKUMBUH = handling_settings("kota-payakumbuh")
AS_OF = "2025-06-30"


def case(**facts: Any) -> dict[str, Any]:
    return {"id": "c-1", "unit": "sebani", "risk": "medium", "channel": "patbm", **facts}


def handled(
    *rows: Mapping[str, Any], by: HandlingSettings = OURS, as_of: str = AS_OF, **asked: Any
) -> kla.cases.Handling:
    return kla.cases.assess_handling(rows, by, as_of=as_of, **asked)


def state(as_of: str = AS_OF, by: HandlingSettings = OURS, **facts: Any) -> str:
    return handled(case(**facts), by=by, as_of=as_of).cases["c-1"].state


def findings(rows: object, **asked: Any) -> set[str]:
    found = refused_for(kla.cases.CasesError, lambda: CaseRecords.from_rows(rows, **asked))
    return {finding.id for finding in found}


# -- nothing says whose case it is -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_id", "reason"),
    [
        ("3575010101010001", "number"), ("3575.0101.0101.0001", "number"), ("3575 0101 01010001", "number"),
        ("081234567890", "number"), ("c-081234567", "number"), ("123456789", "number"),
        ("c3575010101010001", "number"), ("08123456789a", "number"), ("3575x01010x10001", "number"), ("aabb3575010101010001cc", "number"),
        ("c-5-3-2010", "birth"), ("c-12-5-10", "birth"),
        ("si-ti-2", "name"), ("b-u-d-i-1", "name"), ("cyndy-3", "name"), ("sdn12", "name"), ("rt05rw02", "name"),
        ("20150102", "birth"), ("2015-01-02", "birth"), ("c-02012015", "birth"), ("k-2015-01-02", "birth"), ("c010215", "birth"),
        ("budi", "name"), ("Budi Santoso", "name"), ("siti-7", "name"), ("kasus-budi", "name"), ("Ani12", "name"), ("kasus", "name"),
        ("", "form"), ("c 17", "form"), ("c/17", "form"), ("x1" * 40, "form"),
    ],
)  # fmt: skip
def test_an_id_that_may_say_whose_case_it_is_is_refused(given_id: str, reason: str) -> None:
    if given_id:
        assert not_anonymous(given_id) == reason
    assert findings([case(id=given_id)]) == {f"incident.id-{reason}"}


@pytest.mark.parametrize(
    "given_id",
    [
        "1",
        "99",
        "K-2025-0042",
        "c-17",
        "kasus-3",
        "x7k2m9",
        "7aa5a8893231",
        "K-0042",
        "c1",
        "b4f0e2d9c8a7b6e5",
    ],
)
def test_an_id_that_says_nothing_is_taken(given_id: str) -> None:
    assert not_anonymous(given_id) is None
    assert list(CaseRecords.from_rows([case(id=given_id)]).cases) == [given_id]


@given(st.uuids(version=4))
def test_random_ids_are_taken(random: uuid.UUID) -> None:
    assert not_anonymous(str(random)) is None
    assert not_anonymous(f"c-{random.hex}") in {
        None,
        "number",
    }  # sixteen digits in a row may be an identity


@pytest.mark.parametrize(
    "column",
    [
        "nama",
        "Nama Anak",
        "name",
        "alamat",
        "NIK",
        "tgl_lahir",
        "birth_date",
        "sekolah",
        "school",
        "keterangan",
        "notes",
        "umur",
        "x-name",
    ],
)
def test_a_column_that_could_describe_a_child_is_refused_and_says_why(column: str) -> None:
    assert personal_word(column) is not None
    with pytest.raises(kla.cases.CasesError) as caught:
        CaseRecords.from_rows([case(**{column: "Budi Santoso"})])
    text = str(caught.value)
    assert "can name or describe a child" in text
    assert "delete the column, in the file too" in text
    assert "Budi" not in text


def test_a_table_with_the_name_of_a_child_is_refused_in_both_languages(tmp_path: Path) -> None:
    row = "c-1,Budi Santoso,sebani,reported,2025-03-02 08:15 WIB"
    path = file_with(tmp_path / "kasus.csv", f"id,nama_anak,unit,event,time\n{row}\n")
    words = ("handling", path, "--settings", "kota-payakumbuh", "--as-of", AS_OF, "--lang")
    for language, sentence in (
        ("id", "menggambarkan seorang anak"),
        ("en", "name or describe a child"),
    ):
        text = said(*words, language, code=2)
        assert sentence in text
        assert f"{path}:1:2" in text
        assert "Budi" not in text


PERSON = "Budi Santoso 3575010101010001"


@pytest.mark.parametrize(
    "column",
    [
        "id",
        "unit",
        "risk",
        "channel",
        "zone",
        "reported",
        "event",
        "time",
        "events",
        "illustrative",
        PERSON,
    ],
)
def test_no_refusal_repeats_what_stands_in_a_record(column: str, tmp_path: Path) -> None:
    rows = [case(reported="2025-03-02 08:15 WIB") | {column: PERSON}]
    texts = []
    reads: tuple[Callable[[], CaseRecords], ...] = (
        lambda: CaseRecords.from_rows(rows),
        lambda: CaseRecords.read(file_with(tmp_path / "a.json", json.dumps({"incidents": rows}))),
        lambda: CaseRecords.read(
            file_with(
                tmp_path / "a.csv",
                ",".join(rows[0]) + "\n" + ",".join(map(str, rows[0].values())) + "\n",
            )
        ),
    )
    for read in reads:
        with pytest.raises(kla.cases.CasesError) as caught:
            read()
        texts += [
            str(caught.value),
            repr(caught.value.findings),
            json.dumps([finding.to_dict() for finding in caught.value.findings]),
        ]
        texts += [finding.text("id") for finding in caught.value.findings]
    assert not [text for text in texts if "Budi" in text or "3575" in text]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.yaml", "incidents:\n- {id: c-1, Budi: 1, Budi: 2}\n"),
        ("a.yaml", "incidents:\n- {id: c-1, reported: !Budi x}\n"),
        ("a.yaml", "Budi: 1\nincidents: []\n"),
        ("a.json", '{"incidents": [{"id": "c-1", "Budi Santoso": "x"}]}'),
        ("a.csv", "id,Budi,Budi\nc-1,x,y\n"),
        ("a.csv", "c-1,sebani,served,anak Budi\n"),
        ("a.csv", "id,unit\nc-1,Budi Santoso SDN 3\n"),
    ],
)
def test_no_refusal_repeats_a_key_or_a_column(name: str, text: str, tmp_path: Path) -> None:
    with pytest.raises(kla.cases.CasesError) as caught:
        CaseRecords.read(file_with(tmp_path / name, text))
    told = [
        *(finding.to_dict() for finding in caught.value.findings),
        str(caught.value),
        repr(caught.value),
    ]
    assert "budi" not in json.dumps(told).lower()


def test_cells_of_any_type_are_refused_and_crash_nothing() -> None:
    assert findings([case(events=[{"event": "served", "time": "2025-03-02", "zone": ["x"]}])]) == {
        "incident.zone"
    }
    for cell in (["a"], {"a": 1}, 1.5, b"x", object()):
        assert findings([case(risk=cell)]) <= {"table.no-text", "table.no-word"}
        assert findings([case(id=cell)]) <= {"table.no-text", "incident.id-form"}
        assert findings([case(reported=cell)]) == {"incident.time-form"}


def test_case_records_are_no_settings(tmp_path: Path) -> None:
    path = file_with(tmp_path / "cases.csv", "id,name\nc-1,Budi\n")
    with pytest.raises(kla.RuleError) as caught:
        handling_settings(path)
    assert "Budi" not in str(caught.value)


def test_a_column_about_a_child_is_named_first_whatever_else_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "cases.csv"
    for header, rows, other in (
        ("id,unit,nama anak", "c-1,sebani\nc-2,sebani\n", ["table.ragged"] * 2),
        ("id,unit,unit,nama anak", "c-1,sebani,sebani,Budi\n", ["table.column-twice"]),
        ("id,unit,,nama anak", "c-1,sebani,x,Budi\n", ["table.empty-column"]),
    ):
        file_with(path, f"{header}\n{rows}")
        with pytest.raises(kla.cases.CasesError) as caught:
            CaseRecords.read(path)
        assert [finding.id for finding in caught.value.findings] == ["incident.personal", *other]
        assert "Budi" not in str(caught.value)


def test_a_case_of_another_unit_is_refused_in_records_read_without_the_units_too() -> None:
    cases = CaseRecords.from_rows(
        [case(), case(id="c-2", unit="elsewhere"), case(id="c-3", unit="")]
    )
    assert len(kla.cases.assess_handling(cases, OURS, as_of=AS_OF).cases) == 3
    with pytest.raises(kla.cases.CasesError, match="not in the table of units") as caught:
        kla.cases.assess_handling(cases, OURS, as_of=AS_OF, units=UNITS)
    assert [finding.path for finding in caught.value.findings] == [(1, "unit")]
    assert "elsewhere" not in str(caught.value)


def test_unknown_columns_and_words_are_refused_without_being_repeated() -> None:
    assert findings([case(temperament="x")]) == {"table.unknown-column"}
    assert findings([case(risk="sangat tinggi")]) == {"table.no-word"}
    assert findings([case(channel="tetangga")]) == {"table.no-word"}
    assert findings([case(zone="PST")]) == {"incident.zone"}
    assert findings([case(unit="3575010101010001")]) == {"table.unit"}
    assert findings([case(unit="elsewhere")], units=kla.units.Units.read(UNITS)) == {
        "table.no-unit"
    }
    assert findings([case(events=["x"])]) == {"incident.event-list"}
    assert findings([case(events=[{"event": "reported", "name": "Budi"}])]) == {
        "incident.personal-event"
    }
    assert findings([case(event="hidden", time="2025-03-02 08:15 WIB")]) == {"table.no-word"}
    assert findings([case(), case()]) == {"incident.twice"}
    assert findings([case(event="reported"), case(event="served", risk="high")]) == {
        "incident.differs"
    }
    assert findings([case(events=[{"event": "monitored"}] * 300)]) == {"incident.too-many-events"}
    assert findings([{"unit": "sebani"}]) == {"table.no-column"}


# -- times -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2025-03-02 08:15", "no-zone"), ("2025-03-02", "no-zone"), ("2025-03", "no-zone"), ("2025", "no-zone"), (2025, "no-zone"), (dt.date(2025, 3, 2), "no-zone"),
        ("2025-02-30 08:15 WIB", "date"), ("2025-13 WIB", "date"), ("0000 WIB", "date"), ("1825-03-02 08:15 WIB", "year"), ("9999-12-31T23:59:59Z", "year"), ("0001-01-01T00:00:00+14:00", "year"),
        ("2025-03-02 24:15 WIB", "clock"), ("2025-03-02 24:00 WIB", "clock"), ("2016-12-31T23:59:60Z", "clock"), ("2025-03-02 08:60Z", "clock"),
        ("2025-03-02 08:15+06:60", "zone"), ("2025-03-02 08:15+99:99", "zone"), ("2025-03-02 08:15+24", "zone"), ("2025-03-02 08:15+7", "zone"), ("2025-03-02 08:15 PST", "zone"), ("2025-03-02 08:15 W\u0130B", "form"),
        ("2025-03-02 08:15.30 WIB", "form"), ("2025-03-02 8:15 WIB", "form"), ("2025-03-02-08:15", "form"), ("2025-03-07", "no-zone"), ("2025-0307", "form"), ("2025-03-02T08Z", "form"),
        ("20250302T081500Z", "form"), (20250302, "form"), (2025.5, "form"), ("yesterday", "form"), ("2025-03-0\u0662T08:15Z", "form"), ("2025-03-02T08:15:00." + "0" * 600 + "Z", "form"),
        (dt.datetime(2025, 3, 2, 8, 15), "no-zone"),  # noqa: DTZ001 - that is the point
    ],
)  # fmt: skip
def test_a_time_says_its_zone_or_is_refused(text: object, reason: str) -> None:
    with pytest.raises(BadTimeError, match=reason):
        moment(text)
    assert findings([case(reported=text)]) == {f"incident.time-{reason}"}


def test_times_of_the_three_zones_are_of_one_clock() -> None:
    same = [
        "2025-03-02 23:30 WIB", "2025-03-03 00:30 WITA", "2025-03-03T01:30 WIT", "2025-03-03 01:30:00+09:00", "2025-03-02 23.30 wib",
        dt.datetime(2025, 3, 2, 23, 30, tzinfo=ZONES["WIB"]),
    ]  # fmt: skip
    assert len({moment(time).least for time in same}) == 1
    assert moment("2025-03-02", "WIT").most - moment("2025-03-02", "WIT").least == 86399


def test_events_in_any_order_and_of_several_zones_are_read_right() -> None:
    events = [
        {"event": "served", "time": "2025-03-02 13:00 WITA"},  # 12:00 WIB
        {"event": "closed", "time": "2025-04-01 09:00 WIB"},
        {"event": "reported", "time": "2025-03-02 10:30 WIT"},  # 08:30 WIB
        {"event": "risk_identified", "time": "2025-03-02 08:45 WIB"},
    ]
    backwards = handled(case(events=events)).cases["c-1"]
    forwards = handled(case(events=events[::-1])).cases["c-1"]
    assert (backwards.state, backwards.rules) == (forwards.state, forwards.rules)
    assert backwards.state == "on_time"
    assert {rule.rule: rule.taken for rule in backwards.rules}["medium-risk"] == (12_600, 12_600)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2025-02-28 16:00 WIB", "2025-02-28 17:00 WIB", 0), ("2025-02-28 16:00 WIB", "2025-03-02 17:00 WIB", 0),
        ("2025-02-28 16:00 WIB", "2025-03-03 00:00 WIB", 1), ("2025-02-28 16:00 WIB", "2025-03-10 08:00 WIB", 6),
        ("2025-04-30 16:00 WIB", "2025-05-02 08:00 WIB", 1), ("2025-03-03 00:30 WIT", "2025-03-03 12:00 WIB", 1),
    ],
)  # fmt: skip
def test_working_days_leave_out_weekends_holidays_and_the_day_of_the_report(
    start: str, end: str, days: int
) -> None:
    week, holidays = frozenset({1, 2, 3, 4, 5}), frozenset({dt.date(2025, 5, 1)})
    assert working_days(moment(start), moment(end), "WIB", week, holidays) == days


days_of_a_year = st.integers(0, 400).map(lambda n: dt.date(2025, 1, 1) + dt.timedelta(n))


@given(
    days_of_a_year,
    days_of_a_year,
    st.frozensets(st.integers(1, 7), min_size=1),
    st.frozensets(days_of_a_year, max_size=5),
)
def test_working_days_are_those_that_are_counted_one_by_one(
    start: dt.date, end: dt.date, week: frozenset[int], holidays: frozenset[dt.date]
) -> None:
    start, end = min(start, end), max(start, end)
    counted = sum(
        (day := start + dt.timedelta(n)).isoweekday() in week and day not in holidays
        for n in range(1, (end - start).days + 1)
    )
    first, last = (moment(f"{day} 12:00 WIB") for day in (start, end))
    assert working_days(first, last, "WIB", week, holidays) == counted


# -- one case --------------------------------------------------------------------------------------

REPORTED = {"reported": "2025-03-03 08:00 WIB", "risk_identified": "2025-03-03 08:10 WIB"}


@pytest.mark.parametrize(
    ("facts", "as_of", "expected"),
    [
        ({"served": "2025-03-03 14:00 WIB"}, "2025-03-03 15:00 WIB", "open"),  # served in time, not closed yet
        ({"served": "2025-03-03 14:00:01 WIB"}, "2025-03-03 15:00 WIB", "late"),
        ({}, "2025-03-03 14:00 WIB", "open"),
        ({}, "2025-03-03 14:00:01 WIB", "overdue"),
        ({"served": "2025-03-03 09:00 WIB", "closed": "2025-03-10 09:00 WIB"}, AS_OF, "on_time"),
        ({"served": "2025-03-03 08:05 WIB", "closed": "2025-03-10 09:00 WIB"}, AS_OF, "out_of_order"),
        ({"served": "2025-03-03 09:00 WIB", "closed": "2025-03-03 08:30 WIB"}, AS_OF, "out_of_order"),
        ({"served": "tidak", "closed": "2025-03-10 09:00 WIB"}, AS_OF, "out_of_order"),
        ({"closed": "2025-03-10 09:00 WIB"}, AS_OF, "unknown"),  # whether it was served is not recorded
        ({"served": "ya"}, AS_OF, "unknown"),
        ({"served": ["2025-03-03 WIB", "2025-03-03 09:00 WIB"], "closed": "2025-03-10 WIB"}, AS_OF, "on_time"),  # by nine at the latest
        ({"served": "2025-07-02 09:00 WIB", "closed": "2025-03-10 WIB"}, AS_OF, "out_of_order"),  # served later: not yet, and closed
        ({"reported": "2025-03-03 23:00 WIB", "risk_identified": "2025-03-04 WIT", "risk": "low"}, "2025-03-04", "open"),
        ({"reported": None, "risk_identified": None}, AS_OF, "unknown"),  # nothing is recorded
        ({"reported": "tidak", "risk_identified": "?"}, AS_OF, "unknown"),
        ({"served": "?"}, AS_OF, "unknown"),
        ({"risk": None, "served": "2025-03-03 08:30 WIB"}, "2025-03-03 09:00 WIB", "open"),  # in time whatever the risk
        ({"risk": None, "served": "2025-03-03 12:00 WIB"}, "2025-03-03 13:00 WIB", "unknown"),
        ({"risk": "high", "served": "2025-03-03 12:00 WIB"}, "2025-03-03 13:00 WIB", "late"),
        ({"risk": "low", "served": "2025-03-06 WIB", "closed": "2025-03-20 WIB"}, AS_OF, "on_time"),
        ({"risk": "low", "served": "2025-03-07 WIB", "closed": "2025-03-20 WIB"}, AS_OF, "late"),
        ({"served": "2025-03-03 WIB", "closed": "2025-03-10 WIB"}, AS_OF, "unknown"),  # six hours, and only the day is known
        ({"served": ["2025-03-03 10:00 WIB", "2025-03-05 10:00 WIB"], "closed": ["2025-03-10 09:00 WIB", "2025-03-20 09:00 WIB"]}, AS_OF, "on_time"),
    ],
)  # fmt: skip
def test_a_case_is_on_time_late_open_overdue_out_of_order_or_not_known(
    facts: dict[str, Any], as_of: str, expected: str
) -> None:
    assert state(as_of, **{**REPORTED, **facts}) == expected


def test_what_took_place_at_no_known_time_did_so_by_now() -> None:
    def rule(as_of: str) -> str:
        rules = handled(case(**REPORTED, served="ya"), as_of=as_of).cases["c-1"].rules
        return next(rule.state for rule in rules if rule.rule == "medium-risk")

    assert rule("2025-03-03 13:00 WIB") == "on_time"
    assert rule("2025-03-03 15:00 WIB") == "unknown"


def test_a_case_to_which_no_limit_applies_says_so() -> None:
    settings = evolve(OURS, limits=OURS.limits[:2])
    assert state(by=settings, **{**REPORTED, "risk": "low"}) == "no_limit"


def test_what_is_recorded_for_later_is_left_out_with_a_note() -> None:
    rows = [
        case(**REPORTED, served="2025-03-03 20:00 WIB"),
        case(id="c-2", reported="2025-04-01 08:00 WIB"),
    ]
    found = handled(*rows, as_of="2025-03-03 09:00 WIB")
    assert {key: case.state for key, case in found.cases.items()} == {"c-1": "open"}
    told = ["handling.later", "handling.other-date", "handling.no-units"]
    assert [note.id for note in found.notes] == told
    assert [note.id for note in handled(*rows).notes] == ["handling.no-units"]
    assert not handled(*rows, units=CITY).notes
    later = handled(case(reported="2025-04-01 08:00 WIB", risk_identified="ya"), as_of="2025-03-03")
    assert not later.cases
    assert later.outcome == "unknown"


def test_a_referral_is_completed_by_what_the_settings_name_after_it() -> None:
    def completed(**facts: Any) -> tuple[object, object]:
        handling = handled(case(**REPORTED, **facts)).cases["c-1"]
        return handling.referred, handling.completed

    assert completed() == (False, False)
    assert completed(referred="2025-03-03 09:00 WIB") == (True, False)
    assert completed(referred="2025-03-03 09:00 WIB", served="2025-03-03 10:00 WIB") == (True, True)
    assert completed(referred="2025-03-03 09:00 WIB", served="2025-03-03 08:30 WIB") == (
        True,
        False,
    )
    assert completed(referred="ya", served="2025-03-03 08:30 WIB") == (True, None)


def test_rows_for_each_event_say_the_same_as_rows_for_each_case(tmp_path: Path) -> None:
    wide = [case(**REPORTED, served="2025-03-03 10:00 WIB", zone=None)]
    long = [
        case(event=kind, time=wide[0][kind]) for kind in ("served", "reported", "risk_identified")
    ]
    listed = [
        case(
            events=[
                {"event": kind, "time": wide[0][kind][:-4], "zone": "WIB"}
                for kind in (*REPORTED, "served")
            ]
        )
    ]
    semicolons = (
        "id;unit;risk;channel;zone;event;time\nc-1;sebani;sedang;PATBM;WIB;dilayani;2025-03-03 10.00\n"
        "c-1;;;;WIB;reported;2025-03-03 08:00\nc-1;;;;WIB;risk_identified;2025-03-03 08:10\n"
    )
    forms = [
        CaseRecords.from_rows(wide), CaseRecords.from_rows(long), CaseRecords.from_rows(listed),
        CaseRecords.read(file_with(tmp_path / "c.json", json.dumps({"incidents": wide}))),
        CaseRecords.read(file_with(tmp_path / "c.yaml", "incidents:\n- {id: c-1, unit: sebani, risk: medium, channel: patbm, zone: WIB,"
                               " reported: 2025-03-03 08:00, risk_identified: '2025-03-03 08:10', served: 2025-03-03T10:00}\n")),
        CaseRecords.read(file_with(tmp_path / "c.csv", semicolons)),
    ]  # fmt: skip
    assert all(form.cases == forms[0].cases for form in forms)


def test_tables_of_cases_can_be_put_together() -> None:
    first, other = (
        CaseRecords.from_rows([case()]),
        CaseRecords.from_rows([case(id="c-2", illustrative="ya")]),
    )
    both = first + other
    assert (len(both), both.illustrative) == (2, True)
    with pytest.raises(kla.cases.CasesError, match="two rows have the same id"):
        _ = both + first


# -- laws ------------------------------------------------------------------------------------------

minutes = st.integers(0, 60 * 24 * 20)
kinds = st.sampled_from(
    ["risk_identified", "assessed", "plan_made", "served", "referred", "monitored", "closed"]
)


def time_of(minute: int, zone: str) -> str:
    at = dt.datetime(2025, 3, 3, 8, 0, tzinfo=ZONES["WIB"]) + dt.timedelta(minutes=minute)
    return f"{at.astimezone(ZONES[zone]):%Y-%m-%d %H:%M} {zone}"


events = st.tuples(kinds, st.one_of(
    st.builds(time_of, minutes, st.sampled_from(list(ZONES))),
    st.builds(lambda m: time_of(m, "WIB")[:10] + " WIB", minutes),
    st.sampled_from(["ya", "tidak", "?"]),
)).map(lambda pair: {"event": pair[0], "time": pair[1]})  # fmt: skip
records = st.fixed_dictionaries({
    "unit": st.sampled_from([None, "sebani", "bukir"]),
    "risk": st.sampled_from([None, "high", "medium", "low"]),
    "channel": st.sampled_from([None, "patbm", "police"]),
    "events": st.lists(events, max_size=5).map(lambda some: [{"event": "reported", "time": "2025-03-03 08:00 WIB"}, *some]),
})  # fmt: skip
# Records of which most are in order: steps one after the other, most of them soon.
ORDER = ["risk_identified", "assessed", "plan_made", "served", "monitored", "closed"]


def one_after_the_other(waits: list[int]) -> list[dict[str, str]]:
    steps = zip(ORDER, itertools.accumulate(waits), strict=False)
    return [{"event": event, "time": time_of(minute, "WIB")} for event, minute in steps]


orderly = st.fixed_dictionaries({
    "unit": st.sampled_from([None, "sebani", "bukir"]),
    "risk": st.sampled_from(["high", "medium", "low"]),
    "channel": st.sampled_from([None, "patbm", "police"]),
    "events": st.lists(st.sampled_from([0, 1, 20, 300, 2000]), max_size=6).map(
        lambda waits: [{"event": "reported", "time": "2025-03-03 08:00 WIB"}, *one_after_the_other(waits)]
    ),
})  # fmt: skip
tables = st.lists(records, max_size=8).map(
    lambda some: [{"id": f"c-{number}", **case} for number, case in enumerate(some)]
)
moments = st.builds(time_of, st.integers(0, 60 * 24 * 60), st.just("WIB"))
places = st.sampled_from([OURS, PAYAKUMBUH, handling_settings("kota-probolinggo")])


@examples(30)
@given(tables, places, moments)
def test_both_engines_say_the_same(
    rows: list[dict[str, Any]], by: HandlingSettings, as_of: str
) -> None:
    pytest.importorskip("durable")
    native, durable = (
        handled(*rows, by=by, as_of=as_of, engine=engine) for engine in ("native", "durable")
    )
    assert native.cases == durable.cases
    assert native.region == durable.region
    assert native.units == durable.units


@given(tables, orderly, places, moments)
def test_one_more_case_that_is_handled_in_order_makes_nothing_worse(
    rows: list[dict[str, Any]], more: dict[str, Any], by: HandlingSettings, as_of: str
) -> None:
    before = handled(*rows, by=by, as_of=as_of)
    after = handled(*rows, {"id": "c-99", **more}, by=by, as_of=as_of)
    assume("c-99" in after.cases and after.cases["c-99"].is_in_order)
    assert after.cases["c-99"].state in {"on_time", "open", "no_limit"}
    if before.outcome == "adequate":
        assert after.outcome == "adequate"
    assert set(after.region.reasons) <= set(before.region.reasons)


@given(tables, places, moments, st.randoms(use_true_random=False))
def test_the_order_of_cases_and_events_says_nothing(
    rows: list[dict[str, Any]],
    by: HandlingSettings,
    as_of: str,
    dice: Any,  # noqa: ANN401 - random.Random
) -> None:
    mixed = [{**row, "events": dice.sample(row["events"], len(row["events"]))} for row in rows]
    dice.shuffle(mixed)
    straight, other = handled(*rows, by=by, as_of=as_of), handled(*mixed, by=by, as_of=as_of)
    assert straight.cases == other.cases
    assert (straight.outcome, straight.region.reasons) == (other.outcome, other.region.reasons)


@given(tables, places, moments)
def test_a_review_comes_only_from_handling(
    rows: list[dict[str, Any]], by: HandlingSettings, as_of: str
) -> None:
    found = handled(*rows, by=by, as_of=as_of)
    wrong = [case for case in found.cases.values() if True in case.wrong.values()]
    if found.outcome == "review":
        assert wrong
    if found.outcome == "adequate":
        assert found.cases
    assert (found.outcome == "unknown") >= (not found.cases)


CITY = kla.units.Units.read(UNITS)
PROFILE = kla.Profile.read(FOLDER)
LEVEL = kla.evaluate(PROFILE, assume="proportional").to_dict()
STATUS = kla.units.unit_status(CITY).to_dict()
SHARES = kla.rollup(CITY).to_dict()


@examples(10)
@given(tables, places, moments)
def test_no_case_changes_a_level_a_status_or_a_share(
    rows: list[dict[str, Any]], by: HandlingSettings, as_of: str
) -> None:
    cases = CaseRecords.from_rows(rows, units=CITY)
    kla.cases.assess_handling(cases, by, as_of=as_of, units=CITY).to_dict(small_counts="show")
    assert kla.evaluate(kla.Profile.read(FOLDER), assume="proportional").to_dict() == LEVEL
    assert kla.units.unit_status(CITY).to_dict() == STATUS
    assert kla.rollup(CITY).to_dict() == SHARES


def test_what_gives_levels_statuses_and_shares_cannot_read_cases() -> None:
    found = house.house_of(ROOT / "src" / "kla_rules")
    folders, modules = found.between_folders(), found.between_modules()
    # The command, the check of rule files, the table to be filled in, and the law that no case
    # costs a status: nothing else.
    knowing = {name for name in folders if "cases" in folders[name]}
    assert knowing == {"cli", "templates", "testing", "validation"}
    assert folders["cases"].keys() & {"evaluation", "profile"} == set()
    own = set[str]().union(*(modules[name] for name in modules if name.startswith("cases.")))
    assert own & {"units.status", "units.rollup"} == set()
    assert "units.model" in own
    assert not hasattr(kla.cases.Handling, "answers")
    with pytest.raises(kla.ProfileError, match="incidents"):
        kla.Profile.from_dict({"year": 2024, "incidents": "incidents.csv"})
    with pytest.raises(kla.units.UnitsError, match="not known"):
        kla.units.Units.from_rows([{"id": "k", "name": "K", "kind": "kecamatan", "overdue": 1}])


def test_drppa_takes_nothing_from_handling(tmp_path: Path) -> None:
    wrong = copied(
        tmp_path / "local.yaml",
        ROOT / "rules" / "kelurahan-local" / "local.yaml",
        "when: {measure: partners_welfare, at_least: 1}",
        "when: {measure: overdue, at_most: 0}",
    )
    assert "condition.unknown-measure" in {finding.id for finding in check(wrong)}
    answers = kla.units.unit_status(CITY)["sebani"].checklists["drppa"]
    assert "drppa_no_violence" in (*answers.yes, *answers.no, *answers.unknown)


# -- settings --------------------------------------------------------------------------------------


def test_packaged_settings_are_local_and_say_where_they_come_from() -> None:
    for name in ("kota-payakumbuh", "kota-probolinggo"):
        settings = handling_settings(name)
        assert not settings.illustrative
        assert {limit.provenance.grade for limit in settings.limits} == {"A"}
        assert all(limit.notes for limit in settings.limits)  # what of it is inferred
        assert {reason.provenance.grade for reason in settings.review} == {"I"}
        assert "not national" in handled(case(), by=settings).explain("en")
        assert "bukan nasional" in handled(case(), by=settings).explain("id")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("zone: WIB", "zone: PST", "schema.not-allowed"),
        ("within: {hours: 6}", "within: {hours: 6, days: 1}", "schema.length"),
        ("within: {hours: 6}", "within: {hours: 0.0001}", "handling.too-fine"),
        ("within: {hours: 6}", "within: {hours: -1}", "schema.too-small"),
        ("within: {hours: 6}", "within: {hours: 0}", "handling.zero"),
        ("completed_by: served", "completed_by: referred", "handling.same-event"),
        ("within: {hours: 6}", "within: {weeks: 1}", "schema.unknown-key"),
        ("when: {measure: risk_medium, is: true}", "when: {measure: risk_huge, is: true}", "condition.unknown-measure"),
        ("when: {measure: risk_medium, is: true}", "when: {points: total, at_least: 5}", "condition.unknown-node"),
        ("when: {measure: risk_medium, is: true}", "when: {trend: risk_medium, is: rising}", "condition.not-fitting"),
        ("id: medium-risk", "id: served", "handling.reserved"),
        ("id: medium-risk", "id: risks", "handling.reserved"),
        ("from: served", "from: closed", "handling.same-event"),
        ("from: served", "from: helped", "handling.no-event"),
        ("[reported, risk_identified, assessed, plan_made, served, monitored, closed]", "[served, reported, closed]", "handling.order"),
        ("optional: [assessed, plan_made, monitored]", "optional: [reported]", "handling.optional"),
        ('"2025-05-01"', '"2025-02-30"', "handling.no-date"),
        ("when: {measure: overdue, at_least: 1}", "when: {measure: overdue, at_most: 1}", "handling.review"),
        ("when: {measure: overdue, at_least: 1}", "when: {measure: overdue, at_least: 0}", "handling.review"),
        ("when: {measure: overdue, at_least: 1}", "when: {measure: overdue_share, above: -1}", "condition.range"),
        ("when: {measure: overdue, at_least: 1}", "when: {measure: overdue, above: -1}", "handling.review"),
        ("when: {measure: overdue, at_least: 1}", "when: {not: {measure: overdue, at_least: 1}}", "handling.review"),
        ("when: {measure: overdue, at_least: 1}", "when: {measure: cases, at_least: 1}", "condition.unknown-measure"),
        ("when: {measure: overdue, at_least: 1}", "when: {measure: risk_high, is: true}", "condition.unknown-measure"),
        ("source: invented", "source: nowhere", "edition.no-source"),
        ("  - id: late\n", "  - id: overdue\n", "edition.duplicate-id"),
    ],
)  # fmt: skip
def test_settings_that_do_not_fit_are_found_with_their_line(
    old: str, new: str, expected: str, tmp_path: Path
) -> None:
    path = copied(tmp_path / "handling.yaml", LOCAL, old, new)
    found = check(path)
    assert expected in {finding.id for finding in found}, found
    assert all(finding.line for finding in found)
    with pytest.raises(kla.RuleError):
        handling_settings(path)


def test_a_year_without_a_holiday_is_noted_where_working_days_are_counted() -> None:
    found = handled(
        case(reported="2025-03-28 08:00 WIB"), by=handling_settings("kota-probolinggo"), units=CITY
    )
    assert [(note.id, note.values) for note in found.notes] == [
        ("handling.no-holidays", {"years": (2025,)})
    ]
    assert not handled(case(reported="2025-03-28 08:00 WIB"), units=CITY).notes


def test_an_end_before_its_start_measures_nothing() -> None:
    swapped = {"reported": "2025-03-04 08:00 WIB", "risk_identified": "2025-03-03 08:00 WIB"}
    handling = handled(case(**swapped), by=PAYAKUMBUH).cases["c-1"]
    assert [(rule.state, rule.taken) for rule in handling.rules if rule.rule == "outreach"] == [
        ("unknown", None)
    ]
    text = " ".join(
        handled(case(**swapped), by=PAYAKUMBUH).explain("en", small_counts="show").split()
    )
    assert "risk identified is dated before report received: check the dates" in text


def test_what_a_limit_may_have_taken_is_told_with_its_ends() -> None:
    by_then = {"reported": "2025-03-03 08:00 WIB", "served": "ya"}
    city = handled(case(**by_then), by=PAYAKUMBUH, as_of="2025-03-06 23:00 WIB")
    text = " ".join(city.explain("id", small_counts="show").split())
    assert "belum diketahui, paling lama 3 hari 15 jam (batas 2 jam)" in text
    of_a_day = {"reported": "2025-03-02 WIB", "risk_identified": "2025-03-03 01:00 WIB"}
    told = handled(case(**of_a_day), by=PAYAKUMBUH).explain("en", small_counts="show")
    assert "not known, between 1 h and 1 d 1 h (limit 2 h)" in " ".join(told.split())


def test_what_of_the_order_is_not_known_is_named_once() -> None:
    full = {**REPORTED, "served": "2025-03-03 09:00 WIB", "closed": "2025-03-20 09:00 WIB"}
    text = " ".join(
        handled(case(**full, monitored="ya")).explain("en", small_counts="show").split()
    )
    assert text.count("the order is not known") == 1
    assert "when there was monitoring is not recorded" in text
    missing = {**full, "risk_identified": None}
    text = " ".join(handled(case(**missing)).explain("en", small_counts="show").split())
    assert text.count("is recorded, risk identified is not") == 1
    without = {**full, "risk_identified": "tidak"}
    text = " ".join(handled(case(**without)).explain("id", small_counts="show").split())
    assert "pemberian layanan dilakukan tanpa identifikasi risiko" in text


def test_settings_are_taken_as_values_too() -> None:
    values = yaml.safe_load(LOCAL.read_text(encoding="utf-8"))
    assert handling_settings(values).digest == OURS.digest
    assert kla.cases.assess_handling([case(**REPORTED)], values, as_of=AS_OF).outcome == "review"
    with pytest.raises(kla.RuleError, match="zone"):
        handling_settings({**values, "zone": "PST"})


def test_other_dates_than_those_of_publication_are_noted() -> None:
    def notes(period: Publication | None, as_of: str) -> set[str]:
        by = evolve(OURS, publication=period)
        return {note.id for note in handled(case(**REPORTED), by=by, as_of=as_of).notes}

    other = "handling.other-date"
    for as_of, month, quarter in (
        ("2025-06-30", True, True),
        ("2025-05-31", True, False),
        ("2025-12-31", True, True),
        ("2025-05-30", False, False),
        ("2025-06-30 12:00 WIB", False, False),
        ("2025-07-01 00:00 WIB", False, False),
    ):
        assert (other not in notes("month", as_of)) is month, as_of
        assert (other not in notes("quarter", as_of)) is quarter, as_of
        assert other not in notes(None, as_of)


def test_settings_and_moments_that_there_are_not_are_refused() -> None:
    with pytest.raises(kla.RuleError, match="kota-payakumbuh"):
        handling_settings("kota-atlantis")
    with pytest.raises(ValueError, match="no moment"):
        handled(case(), as_of="yesterday")
    with pytest.raises(ValueError, match="no engine"):
        handled(case(), engine="quantum")
    with pytest.raises(ValueError, match="small_counts"):
        handled(case()).explain("en", small_counts="yes")  # type: ignore[arg-type]


# -- small numbers ---------------------------------------------------------------------------------

Rows = tuple[tuple[int, ...], ...]
# A number moves from one cell to others, so that something of what is shown stays: by place, part.
Move = dict[tuple[int, int], int]


def small_tables(cells: Iterable[int], rows: int = 3, columns: int = 3) -> st.SearchStrategy[Rows]:
    """Return what draws tables of up to so many rows and columns."""
    shapes = st.tuples(st.integers(1, rows), st.integers(1, columns))

    def of_shape(shape: tuple[int, int]) -> st.SearchStrategy[Rows]:
        row = st.tuples(*[st.sampled_from(list(cells))] * shape[1])
        return st.tuples(*[row] * shape[0])

    return shapes.flatmap(of_shape)


def every_table(cells: Sequence[int], rows: int, columns: int) -> Iterator[Rows]:
    """Yield all tables of a shape."""
    yield from itertools.product(itertools.product(cells, repeat=columns), repeat=rows)


def table_with(rows: Rows) -> Table:
    names = [f"part {index}" for index in range(len(rows[0]))]
    return table_of(
        {f"place {index}": dict(zip(names, row, strict=True)) for index, row in enumerate(rows)},
        names,
    )


def published(table: Table) -> dict[Cell, int | None]:
    """Return what everybody sees of a table."""
    out = Suppressed(table)
    return {
        (place, part): None if (place, part) in out else count
        for place, own in table.items()
        for part, count in own.items()
    }


@functools.cache
def moves(rows: int, columns: int) -> tuple[Move, ...]:
    """Return between two cells of a row or a column, and round a rectangle, in both directions."""
    pairs: list[Move] = [
        {first: 1, other: -1}
        for first, other in itertools.permutations(
            itertools.product(range(rows), range(columns)), 2
        )
        if first[0] == other[0] or first[1] == other[1]
    ]
    rounds: list[Move] = [
        {(i, j): 1, (k, m): 1, (i, m): -1, (k, j): -1}
        for i, k in itertools.combinations(range(rows), 2)
        for j, m in itertools.permutations(range(columns), 2)
    ]
    return (*pairs, *rounds)


def moved(rows: Rows) -> Iterator[Rows]:
    """Yield tables near to one: places or parts change places, or a few cases go elsewhere."""
    for places in itertools.permutations(rows):
        yield from (
            tuple(zip(*parts, strict=True))
            for parts in itertools.permutations(zip(*places, strict=True))
        )
    for move, times in itertools.product(moves(len(rows), len(rows[0])), range(1, 6)):
        new = [list(row) for row in rows]
        for (row, column), by in move.items():
            new[row][column] += times * by
        if min(map(min, new)) >= 0:
            yield tuple(map(tuple, new))


def given_away(rows: Rows) -> set[Cell]:
    """Return the hidden cells in which no other table differs of which the same is shown."""
    table = table_with(rows)
    seen = published(table)
    unknown = {cell for cell, count in seen.items() if count is None}
    tried, near = {rows}, [rows]
    for _ in range(2):
        near = [other for one in near for other in moved(one) if other not in tried]
        for other in near:
            if other in tried:
                continue
            tried.add(other)
            theirs = table_with(other)
            if published(theirs) == seen:
                unknown = {
                    (place, part)
                    for place, part in unknown
                    if table[place][part] == theirs[place][part]
                }
            if not unknown:
                return unknown
    # Of so few cases that nothing at all is shown, there may have been another number.
    return set() if all(count is None for count in seen.values()) else unknown


@examples(60)
@given(small_tables(range(10)))
def test_what_is_hidden_does_not_follow_even_for_who_knows_how_it_was_hidden(rows: Rows) -> None:
    assert not given_away(rows)


@examples(60)
@given(small_tables((0, 0, 0, 1, 2, 4, 4, 5, 5, 6, 9)))
def test_what_is_hidden_does_not_follow_where_numbers_are_near_five(rows: Rows) -> None:
    assert not given_away(rows)


def test_a_row_of_few_is_hidden_with_what_could_stand_in_their_place() -> None:
    seen = published(table_with(((5, 4, 4),)))
    assert [count for cell, count in seen.items() if cell[1] is not WHOLE] == [None] * 6
    assert seen[ALL, WHOLE] == 13
    for rows in (*every_table(range(10), 1, 2), *every_table(range(10), 2, 1)):
        assert not given_away(rows), rows
    for rows in every_table((0, 1, 4, 5, 9), 2, 2):
        assert not given_away(rows), rows


@pytest.mark.slow
@pytest.mark.parametrize(
    ("cells", "places", "parts"),
    [
        (range(10), 1, 3), (range(10), 3, 1), (range(10), 2, 2),
        ((0, 1, 4, 5, 9), 2, 3), ((0, 1, 4, 5, 9), 3, 2), ((0, 4, 9), 3, 3),
    ],
)  # fmt: skip
def test_nothing_that_is_hidden_follows_in_any_small_table(
    cells: Sequence[int], places: int, parts: int
) -> None:
    for rows in every_table(cells, places, parts):
        assert not given_away(rows), rows


@given(small_tables(range(13), rows=5, columns=4))
def test_no_small_number_is_shown(rows: Rows) -> None:
    counts = published(table_with(rows)).values()
    assert all(count is None or count >= FEWEST or not count for count in counts)


@given(small_tables((0, 5, 7, 12), rows=4, columns=4))
def test_where_no_number_is_small_all_are_shown_with_nought(rows: Rows) -> None:
    assert None not in published(table_with(rows)).values()


def test_of_many_places_each_is_looked_at_a_few_times() -> None:
    def reads(places: int) -> int:
        count = 0

        class Row(dict[str | None, int]):
            def __getitem__(self, part: str | None) -> int:
                nonlocal count
                count += 1
                return super().__getitem__(part)

        table = table_of(
            {f"u-{n}": {"late": 1, "open": n % 9} for n in range(places)}, ["late", "open"]
        )
        Suppressed({place: Row(own) for place, own in table.items()})
        return count

    assert reads(4_000) < 5 * reads(1_000)


def test_risks_and_limits_are_not_shown_beside_each_other() -> None:
    rows = [
        case(**REPORTED, id=f"c-{n}", risk=risk)
        for n, risk in enumerate(["low"] * 14 + ["high"] + [None] * 5)
    ]
    found = handled(*rows, as_of="2025-03-03 08:30 WIB")
    region = found.to_dict()["region"]
    assert region["risks"] is None
    assert {limit["states"] for limit in region["limits"]} == {None}
    shown: Any = found.to_dict(small_counts="show")
    assert shown["region"]["risks"]["high"]["count"] == 1


def numbers(value: object, key: str = "") -> list[int]:
    if isinstance(value, dict):
        return [n for name, part in value.items() for n in numbers(part, name)]
    if isinstance(value, list):
        return [n for part in value for n in numbers(part, key)]
    return [value] if key in {"count", "cases"} and isinstance(value, int) else []


@given(tables, places, moments)
def test_outputs_show_no_small_number_unless_they_are_asked_to(
    rows: list[dict[str, Any]], by: HandlingSettings, as_of: str
) -> None:
    found = handled(*rows, by=by, as_of=as_of)
    data = found.to_dict()
    assert all(count >= FEWEST or not count for count in numbers(data))
    assert data["cases"] is None
    open_ones: Any = found.to_dict(small_counts="show")
    assert [case["id"] for case in open_ones["cases"]] == list(found.cases)
    assert str(len(rows)) not in repr(found.region) + repr(found.units)
    for result in (data, open_ones):
        fitting("handling-result", result)


def test_a_median_is_over_five_cases_and_more() -> None:
    def rows(count: int) -> list[dict[str, Any]]:
        return [
            case(**REPORTED, id=f"c-{n}", served=f"2025-03-03 0{9 + n % 1}:{n:02} WIB")
            for n in range(count)
        ]

    assert handled(*rows(4)).region.median("medium-risk") is None
    assert handled(*rows(5)).region.median("medium-risk") == 3720
    few = handled(*rows(4))
    assert few.to_dict()["region"]["limits"][1]["median"] is None
    assert few.to_dict(small_counts="show")["region"]["limits"][1]["median"] == 3690


# -- told ------------------------------------------------------------------------------------------


EXAMPLE = ("handling", CASES, "--settings", LOCAL, "--as-of", AS_OF, "--units", UNITS)


def test_the_example_shows_each_state_and_a_review_with_its_reason() -> None:
    text = said(*EXAMPLE, "--lang", "en", "--small-counts", "show", code=4)
    for expected in (
        "ON TIME",
        "LATE",
        "OPEN",
        "OVERDUE",
        "OUT OF ORDER",
        "NOT KNOWN",
        "needs a REVIEW, because - There are cases with a step past",
    ):
        assert expected in text
    assert "NOT FOR PUBLICATION" in text
    text = said(*EXAMPLE, code=4)
    assert "PERLU DITINJAU" in text
    assert "Rincian kasus" not in text
    assert "tidak ditampilkan" in text
    found = kla.cases.assess_handling(CASES, LOCAL, as_of=AS_OF, units=UNITS)
    assert {case.state for case in found.cases.values()} == set(STATES) - {"no_limit"}
    assert found.illustrative


def test_the_command_says_by_its_exit_code_what_it_tells(tmp_path: Path) -> None:
    rows = "id,unit,risk,event,time\nc-1,sebani,low,reported,2025-06-30 08:00 WIB\n"
    good, empty = file_with(tmp_path / "a.csv", rows), file_with(tmp_path / "b.csv", "id,unit\n")
    for path, as_of, code in (
        (good, AS_OF, 0),
        (empty, AS_OF, 3),
        (good, "2025-07-30", 4),
        (good, "soon", 2),
        (good, "2025-02-30", 2),
    ):
        assert command("handling", path, "--settings", LOCAL, "--as-of", as_of)[0] == code
    assert command("handling", good, "--settings", "nowhere.yaml", "--as-of", AS_OF)[0] == 2
    data = json.loads(said(*EXAMPLE, "--format", "json", "--engine", "native", code=4))
    assert (data["outcome"], data["small_counts"], data["cases"]) == ("review", "hidden", None)


def test_settings_to_copy_are_in_order(tmp_path: Path) -> None:
    code, text, _ = command("template", "handling")
    assert code == 0
    assert not check(file_with(tmp_path / "handling.yaml", text))


def test_templates_are_tables_that_only_lack_their_rows(tmp_path: Path) -> None:
    code, header, _ = command("template", "incidents", "--per-case")
    assert code == 0
    assert len(CaseRecords.read(file_with(tmp_path / "t.csv", header))) == 0
    code, header, _ = command("template", "incidents", "--lang", "en")
    assert code == 0
    assert len(CaseRecords.read(file_with(tmp_path / "t.csv", header))) == 0
    cells = {"id": "c-1", "event": "reported", "time": "2025-03-02 WIB"}
    row = ",".join(cells.get(name, "") for name in header.strip().split(","))
    assert len(CaseRecords.read(file_with(tmp_path / "t.csv", f"{header}{row}\n"))) == 1


def test_groups_and_cases_say_no_number_by_themselves() -> None:
    found = handled(case(**REPORTED))
    assert isinstance(found.region, GroupHandling)
    assert "c-1" not in repr(found.region)
    assert repr(CaseRecords.from_rows([case()])) == "CaseRecords(...)"
    assert between(moment("2025-03-02 WIB"), moment("2025-03-02 08:00 WIB")) == (0, 28_800)
