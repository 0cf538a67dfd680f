"""Times of cases: every exact instant is one, whoever wrote it; what is not known is not invented."""

import datetime as dt
import json
import zoneinfo
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.cases.model import CaseRecords
from kla_rules.cases.settings_reading import handling_settings
from kla_rules.cases.times import between, moment
from kla_rules.core.dates import BadTimeError, day_written, offset_of, offset_written, zone_of
from kla_rules.planning.months import month_of
from kla_rules.tables.cells import reader
from kla_rules.tables.words import BadCellError
from support import ROOT, examples, file_with, refused_for, said

OURS = handling_settings(ROOT / "examples" / "kota-pasuruan" / "handling.yaml")
UTC_SECONDS = int(dt.datetime(2025, 3, 2, 1, 15, tzinfo=dt.UTC).timestamp())
REPORTED = {"reported": "2025-03-03 08:00 WIB", "risk_identified": "2025-03-03 08:10 WIB"}


def case(**facts: Any) -> dict[str, Any]:
    return {"id": "c-1", "unit": "sebani", "risk": "medium", "channel": "patbm", **facts}


def handled(as_of: str | dt.date = "2025-06-30", **facts: Any) -> kla.cases.Handling:
    return kla.cases.assess_handling([case(**facts)], OURS, as_of=as_of)


def rules(as_of: str | dt.date = "2025-06-30", **facts: Any) -> dict[str, tuple[str, Any]]:
    found = handled(as_of, **facts).cases["c-1"].rules
    return {rule.rule: (rule.state, rule.taken) for rule in found}


# -- one instant -----------------------------------------------------------------------------------


class Ahead(dt.tzinfo):
    """A zone of somebody's own, as other libraries make them."""

    def __init__(self, ahead: dt.timedelta | None) -> None:
        self.ahead = ahead

    def utcoffset(self, _: dt.datetime | None) -> dt.timedelta | None:
        return self.ahead

    def dst(self, _: dt.datetime | None) -> None:
        return None

    def tzname(self, _: dt.datetime | None) -> None:
        return None


class Silent(Ahead):
    """One that does not say what it is asked for."""

    def utcoffset(self, _: dt.datetime | None) -> dt.timedelta | None:
        raise NotImplementedError


@pytest.mark.parametrize(
    "written",
    [
        "2025-03-02 08:15 WIB", "2025-03-02 09.15 wita", "2025-03-02T10:15:00 WIT", "2025-03-02T01:15Z", "2025-03-02t01:15:00z", " 2025-03-02  01:15:00+00 ",
        "2025-03-02 01:15:00.000000+00", "2025-03-02 01:15:00-00:00", "2025-03-02 08:15:00+07", "2025-03-02 08:15:00+0700", "2025-03-02T08:15:00,0+07:00",
        "2025-03-01 21:45-03:30", "2025-03-01T21:45:00.0-0330", "2025-03-02 15:15:00 +14:00", "2025-03-01 13:15:00 -12", "2025-03-02 01:15 UTC", "2025-03-02 01:15 GMT",
        "2025-03-02 08:22:12+07:07:12",
        dt.datetime(2025, 3, 2, 1, 15, tzinfo=dt.UTC), dt.datetime(2025, 3, 2, 8, 15, tzinfo=zoneinfo.ZoneInfo("Asia/Jakarta")),
        dt.datetime(2025, 3, 2, 8, 22, 12, tzinfo=Ahead(dt.timedelta(hours=7, minutes=7, seconds=12))),
    ],
)  # fmt: skip
def test_an_instant_is_the_same_however_it_is_written(written: object) -> None:
    found = moment(written)
    assert (found.least, found.most, found.is_exact) == (UTC_SECONDS, UTC_SECONDS, True)
    assert str(found.in_zone("WIB")) == "2025-03-02 08:15 WIB"
    assert found.in_zone("WIT").isoformat() == "2025-03-02T10:15:00+09:00"


@examples(20)
@given(
    st.integers(-(10**12), 10**12),
    st.integers(-86399, 86399),
    st.integers(0, 30),
    st.sampled_from("Tt "),
)
def test_equal_instants_in_different_writings_are_equal(
    part: int, ahead: int, digits: int, mark: str
) -> None:
    exactly = UTC_SECONDS + Fraction(part, 10**6)
    local = exactly + ahead
    clock = dt.datetime(1970, 1, 1) + dt.timedelta(seconds=int(local // 1))  # noqa: DTZ001 - a clock
    micro = int((local % 1) * 10**6)
    text = f"{clock:%Y-%m-%d}{mark}{clock:%H:%M:%S}.{micro:06}{'0' * digits}{offset_written(ahead)}"
    zone = dt.timezone(dt.timedelta(seconds=ahead))
    first, second = moment(text), moment(clock.replace(microsecond=micro, tzinfo=zone))
    assert first == second
    assert first.least == exactly
    assert moment(first.isoformat()) == first
    assert moment(str(first)) == first
    assert offset_of(zone_of(ahead)) == ahead


def test_fractions_of_a_second_keep_all_their_digits() -> None:
    small = "0" * 40 + "1"
    later = moment(f"2025-03-02T08:15:00.{small}+07:00")
    assert later.isoformat() == f"2025-03-02T08:15:00.{small}+07:00"
    assert between(moment("2025-03-02 08:15 WIB"), later) == (Fraction(1, 10**41),) * 2
    assert rules(**REPORTED, served="2025-03-03T14:00:00.000Z")["medium-risk"][0] == "late"
    in_time = rules(**REPORTED, served="2025-03-03T07:00:00.000Z")["medium-risk"]
    assert in_time == ("on_time", (21600, 21600))
    late = rules(**REPORTED, served=f"2025-03-03T07:00:00.{small}Z")["medium-risk"]
    assert late[0] == "late"
    quick = {"served": "2025-03-03T02:00:00.75Z", "closed": "2025-03-03T02:00:00.7499Z"}
    assert handled(**REPORTED, **quick).cases["c-1"].state == "out_of_order"


def test_a_clock_that_is_set_back_shows_two_instants_and_both_are_read() -> None:
    zone = zoneinfo.ZoneInfo("America/New_York")
    twice = [dt.datetime(2024, 11, 3, 1, 30, tzinfo=zone, fold=fold) for fold in (0, 1)]
    assert between(*map(moment, twice)) == (3600, 3600)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (dt.datetime.min.replace(tzinfo=zoneinfo.ZoneInfo("Asia/Jayapura")), "year"), (dt.datetime.max.replace(tzinfo=dt.UTC), "year"),
        (dt.datetime.max.replace(tzinfo=dt.timezone(dt.timedelta(hours=-23))), "year"), (dt.datetime(2025, 3, 2, tzinfo=Ahead(None)), "no-zone"),
        (dt.datetime(2025, 3, 2, tzinfo=Silent(None)), "zone"), (dt.datetime(2025, 3, 2, tzinfo=Ahead(dt.timedelta(days=2))), "zone"),
        (True, "form"), (10**5000, "form"), ("9" * 10**6, "form"), ("2025-03-02 08:15:00." + "1" * 10**6 + "Z", "form"), (b"2025", "form"), (float("nan"), "form"),
    ],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_what_is_no_moment_is_refused_and_never_a_trace(value: object, reason: str) -> None:
    with pytest.raises(BadTimeError, match=rf"\A{reason}\Z"):
        moment(value)
    if reason == "no-zone":  # it is then in the zone of the settings
        return
    with pytest.raises((kla.KlaError, TypeError)) as caught:
        kla.cases.assess_handling([case()], OURS, as_of=value)  # type: ignore[arg-type]
    assert (
        "as_of" in str(caught.value) or "such as" in str(caught.value) or "; " in str(caught.value)
    )


@pytest.mark.slow
@given(st.one_of(st.text(max_size=40), st.from_regex(r"[0-9]{4}-[0-9]{2}[-0-9T:+. Z]{0,25}")))
def test_any_text_is_a_moment_or_is_refused(text: str) -> None:
    try:
        found = moment(text, "WIB")
    except BadTimeError:
        return
    assert found.least <= found.most
    assert moment(str(found)) == found


# -- no instant ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "known", "text"),
    [
        ("2025-03-02 WIT", "day", "2025-03-02"), (dt.date(2025, 3, 2), "day", "2025-03-02"), ("2025-03 +05:30", "month", "2025-03"),
        ("2025-03", "month", "2025-03"), ("2025 WIB", "year", "2025"), (2025, "year", "2025"), (2025.0, "year", "2025"), ("2024-12", "month", "2024-12"),
    ],
)  # fmt: skip
def test_a_day_a_month_and_a_year_stay_what_they_are(value: object, known: str, text: str) -> None:
    found = moment(value, "WIB")
    assert (found.known, found.isoformat()) == (known, text)
    assert found.in_zone("WITA") == found
    assert str(found).startswith(f"{text} ")
    first, last = (
        dt.datetime.fromtimestamp(int(end), tz=dt.UTC) for end in (found.least, found.most)
    )
    days = {"day": 1, "month": 31, "year": 365}[known]
    assert last - first == dt.timedelta(days=days, seconds=-1)


def test_what_is_decided_whatever_the_day_is_decided_and_all_else_is_not_known() -> None:
    served = {**REPORTED, "served": "2025-03-03 09:00 WIB"}
    assert rules(**served, closed="2025-04 WIB")["closing"] == ("on_time", (2473200, 5065199))
    assert rules(**served, closed="2025-06 WIB")["closing"][0] == "unknown"
    assert rules("2025-12", **served, closed="2025-07 WIB")["closing"][0] == "late"
    vague = rules(**REPORTED, served="2025-03 WIB")["medium-risk"]
    assert vague == ("unknown", (-201600, 2476799))
    assert rules(**REPORTED, served="2025-03 WIB")["closing"][0] == "overdue"
    told = handled("2025-04-30", **REPORTED, served="2025-03 WIB")
    text = " ".join(told.explain("en", small_counts="show").split())
    assert told.cases["c-1"].state == "unknown"
    assert "whether service given came before report received is not known" in text
    low = {**REPORTED, "risk": "low"}
    assert rules(**low, served="2025-04 WIB")["low-risk"] == ("late", (21, 42))
    assert rules(**low, served="2025 WIB")["low-risk"][0] == "unknown"


def test_what_took_place_in_the_last_second_of_a_day_did_so_by_the_end_of_it() -> None:
    last = {**REPORTED, "served": "2025-06-30T23:59:59.9+07:00"}
    for as_of, later in (
        ("2025-06-30", False), ("2025-06", False), (dt.date(2025, 6, 30), False), ("2025-06-30T16:59:59.9Z", False),
        ("2025-06-30 23:59:59 WIB", True), ("2025-06-30T16:59:59.8Z", True),
    ):  # fmt: skip
        found = handled(as_of, **last)
        assert ("handling.later" in {note.id for note in found.notes}) is later, as_of
        assert rules(as_of, **last)["medium-risk"][0] == ("overdue" if later else "late")


# -- what is shown ---------------------------------------------------------------------------------


def test_all_is_shown_in_the_zone_of_the_settings() -> None:
    facts = {
        "reported": "2025-03-03T01:00:00.5Z", "risk_identified": dt.datetime(2025, 3, 3, 10, 10, tzinfo=dt.timezone(dt.timedelta(hours=9))),
        "served": "2025-03-03 WIT", "closed": "2025-05 +05:30", "monitored": "?", "referred": "ya", "assessed": False,
    }  # fmt: skip
    found = handled("2025-06-30T05:00:00Z", **facts)
    data = json.loads(json.dumps(found.to_dict(small_counts="show")))
    assert (data["as_of"], data["zone"]) == ("2025-06-30T12:00:00+07:00", "WIB")
    at = {
        one["event"]: (one["at"], one["known"], one["zone"]) for one in data["cases"][0]["events"]
    }
    assert at == {
        "reported": ("2025-03-03T08:00:00.5+07:00", "instant", "WIB"),
        "risk_identified": ("2025-03-03T08:10:00+07:00", "instant", "WIB"),
        "assessed": (None, None, None),
        "served": ("2025-03-03", "day", "WIT"),
        "referred": (None, None, None),
        "monitored": (None, None, None),
        "closed": ("2025-05", "month", "+05:30"),
    }
    text = " ".join(found.explain("en", small_counts="show").split())
    assert "Handling of cases up to 2025-06-30 12:00 WIB" in text
    for told in (
        "report received 2025-03-03 08:00:00.5 WIB", "risk identified 2025-03-03 08:10 WIB", "service given 2025-03-03 WIT",
        "case closed 2025-05 +05:30", "monitoring (not known whether)", "referral (when is not recorded)", "assessment (did not take place)",
    ):  # fmt: skip
        assert told in text
    (row,) = found.cases["c-1"].incident.events["reported"][0].rows()
    assert row == {"took_place": True, "at": "2025-03-03 08:00:00.5 WIB"}
    assert found.to_dict()["cases"] is None
    assert "2025-03-03" not in found.explain("en")


def test_the_same_cases_written_in_other_zones_give_the_same_result() -> None:
    ours = handled(**REPORTED, served="2025-03-03 09:00 WIB")
    zone = zoneinfo.ZoneInfo("Europe/Berlin")
    theirs = kla.cases.assess_handling(
        [case(
            reported="2025-03-03T01:00:00Z", risk_identified=dt.datetime(2025, 3, 3, 2, 10, tzinfo=zone),
            events=[{"event": "served", "time": "2025-03-02 22:30", "zone": "-03:30"}],
        )],
        OURS, as_of="2025-06-30",
    )  # fmt: skip
    assert theirs.cases == ours.cases
    assert theirs.to_dict(small_counts="show") == ours.to_dict(small_counts="show")
    as_of = "2025-06-30 12:00 WIB"
    assert handled(as_of, **REPORTED).as_of == handled("2025-06-30T05:00Z", **REPORTED).as_of


# -- what is refused -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "path", "event"),
    [
        ({"served": "2025-03-02 08:15"}, (1, "served"), "served"),
        ({"served": ["ya", dt.datetime(2025, 3, 2)]}, (1, "served", 1), "served"),  # noqa: DTZ001 - that is the point
        ({"event": "dilayani", "time": "2025-03-02 08:15"}, (1, "time"), "served"),
        ({"events": [{"event": "reported"}, {"event": "closed", "time": "2025-03"}]}, (1, "events", 1, "time"), "closed"),
    ],
)  # fmt: skip
def test_a_finding_names_which_event_of_which_record(
    cells: dict[str, Any], path: tuple[Any, ...], event: str
) -> None:
    rows = [{"id": "c-0", **dict.fromkeys(cells)}, case(**cells)]
    (found,) = refused_for(kla.cases.CasesError, lambda: CaseRecords.from_rows(rows))
    assert (found.id, found.path) == ("incident.time-no-zone", path)
    assert found.text("en").startswith(f'the time of "{event}" in record 2 says no time zone')
    assert found.text("id").startswith(
        f'waktu peristiwa "{event}" pada catatan ke-2 tidak menyebut'
    )


def test_a_time_in_a_file_is_refused_where_it_stands(tmp_path: Path) -> None:
    path = file_with(
        tmp_path / "kasus.yaml",
        "incidents:\n- id: c-1\n  events:\n  - {event: reported, time: 2025-03-02T08:15:00Z}\n"
        "  - {event: served, time: 2025-03-02 24:00:00 +07:00}\n",
    )
    words = ("handling", path, "--settings", "kota-payakumbuh", "--as-of")
    assert f"{path}:5:27" in said(*words, "2025-06-30", "--lang", "en", code=2)
    text = said(*words, "2025-06-30T24:00Z", "--lang", "id", code=2)
    assert "tulis 24:00 sebagai 00:00 hari berikutnya" in text


def test_a_file_of_times_in_every_form_is_read(tmp_path: Path) -> None:
    whole = CaseRecords.from_rows([
        {"id": "c-1", "reported": "2025-03-02 08:15 WIB", "served": "2025-03 WIB", "closed": "2025 WIB"}
    ])  # fmt: skip
    csv = "id,zone,reported,served,closed\nc-1,+07,2025-03-02 01:15:00.000+00,2025-03,2025\n"
    yaml = "incidents:\n- id: c-1\n  zone: WIB\n  reported: 2025-03-02 01:15:00Z\n  served: 2025-03\n  closed: 2025\n"
    values = {
        "id": "c-1",
        "zone": "+0700",
        "reported": "2025-03-02T01:15:00Z",
        "served": "2025-03",
        "closed": 2025,
    }
    found = [
        CaseRecords.read(file_with(tmp_path / "c.csv", csv)),
        CaseRecords.read(file_with(tmp_path / "c.yaml", yaml)),
        CaseRecords.read(file_with(tmp_path / "c.json", json.dumps({"incidents": [values]}))),
    ]
    for one in found:
        shown = [
            event.at and (event.at.in_zone("WIB"))
            for events in one.cases["c-1"].events.values()
            for event in events
        ]
        assert shown == [events[0].at for events in whole.cases["c-1"].events.values()]


@pytest.mark.slow
def test_frames_give_times_with_a_zone_and_without() -> None:
    pandas = pytest.importorskip("pandas")
    numpy = pytest.importorskip("numpy")
    aware = pandas.Timestamp("2025-03-02 08:15:00.123456789", tz="Asia/Jakarta")
    assert moment(aware).isoformat() == "2025-03-02T08:15:00.123456789+07:00"
    frame = pandas.DataFrame({"id": ["c-1", "c-2"], "reported": [aware, pandas.NaT]})
    cases = CaseRecords.from_rows(frame).cases
    assert "reported" in cases["c-1"].events
    assert "reported" not in cases["c-2"].events
    for naive in (pandas.Timestamp("2025-03-02 08:15"), numpy.datetime64("2025-03-02T08:15")):
        rows = pandas.DataFrame({"id": ["c-1"], "reported": [naive]})
        with pytest.raises(kla.cases.CasesError, match="says no time zone"):
            CaseRecords.from_rows(rows)
        assert moment(naive, "WIB") == moment("2025-03-02 08:15 WIB")
    assert moment(numpy.datetime64("2025-03"), "WIB").known == "month"
    assert moment(pandas.Period("2025-03"), "WIB").known == "month"
    hour, exact = numpy.datetime64("2025-03-02T08"), "2025-03-02T08:15:00.123456789"
    assert moment(hour, "WIB") == moment("2025-03-02 08:00 WIB")
    rows = [{"id": "c-1", "zone": "WIB", "reported": numpy.datetime64(exact)}]
    (event,) = CaseRecords.from_rows(rows).cases["c-1"].events["reported"]
    assert event.at == moment(exact, "WIB")
    no_dates = (
        numpy.datetime64("2025-03-02", "W"), numpy.datetime64("2025-01", "3M"),
        pandas.Period("2025-03-02 08:00", "h"), pandas.Period("2025", "Y-MAR"),
    )  # fmt: skip
    for value in no_dates:
        with pytest.raises(BadTimeError, match="form"):
            moment(value, "WIB")
        rows = [{"id": "c-1", "zone": "WIB", "reported": value}]
        (found,) = refused_for(kla.cases.CasesError, lambda: CaseRecords.from_rows(rows))  # noqa: B023 - at once
        assert found.id == "incident.time-form"
    cells = [{"id": "c-1", "reported": numpy.datetime64("NaT", "s"), "served": numpy.bool_(True)}]  # noqa: FBT003 - a cell
    assert set(CaseRecords.from_rows(cells).cases["c-1"].events) == {"served"}
    for missing in (pandas.NaT, numpy.datetime64("NaT", "s")):
        with pytest.raises(BadTimeError, match="form"):
            moment(missing)
    with pytest.raises(kla.KlaError):
        handled(pandas.NaT, **REPORTED)
    assert str(handled(aware, **REPORTED).as_of) == "2025-03-02 08:15:00.123456789 WIB"


# -- dates elsewhere -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024", "2024"), (2024, "2024"), (2024.0, "2024"), ("2024-05", "2024-05"), ("2024-05-17", "2024-05-17"), ("2024-05-17 00:00:00", "2024-05-17"),
        ("2024-05-16T17:00:00.5Z", "2024-05-17"), (dt.date(2024, 5, 17), "2024-05-17"), (dt.datetime(2024, 5, 16, 23, tzinfo=dt.UTC), "2024-05-17"),
        ("2024-05-17 23:30 WIB", "2024-05-17"), ("2024-05-17T23:30:00+07:00", "2024-05-17"), ("2024-12-31T16:30:00Z", None), ("9999-12-31T20:00Z", None), (dt.datetime(2024, 5, 17, tzinfo=Silent(None)), None), ("2024-02-30", None), ("\u0662\u0660\u0662\u0664", None), (None, None),
    ],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_dates_of_records_plans_and_editions_are_read_alike(value: object, day: str | None) -> None:
    assert day_written(value) == day
    month = None if day is None or len(day) < 7 else (int(day[:4]), int(day[5:7]))
    assert month_of(value) == month
    row = {"id": "a", "kind": "activity", "date": value}
    if value is None or day is not None:
        assert kla.participation.ForumRecords.from_rows([row]).records[0].date == day
    else:
        (found,) = refused_for(
            kla.participation.ForumError, lambda: kla.participation.ForumRecords.from_rows([row])
        )
        assert found.id == "forum.date"
    if isinstance(value, str | dt.date) and day is not None:
        assert kla.edition(as_of=value) is kla.edition(as_of=dt.date(2024, 1, 1))
    elif isinstance(value, str):
        with pytest.raises(kla.KlaError, match="is no date"):
            kla.edition(as_of=value)


def test_a_year_and_a_month_are_those_of_every_time_that_is_of_one_in_all_zones() -> None:
    for time in ("2024-05-17T16:30:00Z", dt.datetime(2024, 5, 17, 15, 30, tzinfo=dt.UTC)):
        assert day_written(time) is None
        assert month_of(time) == (2024, 5)
        assert kla.edition(as_of=time) is kla.edition(as_of="2024")
        assert reader("year", ".")(time) == 2024
    assert month_of("2024-05-31T16:30:00Z") is None


def test_a_zone_that_there_is_not_is_told_once_with_its_record_and_event() -> None:
    rows: list[dict[str, Any]] = [{"id": "c-0"}, case(zone="PST", reported="2025-03-02 08:15")]
    (found,) = refused_for(kla.cases.CasesError, lambda: CaseRecords.from_rows(rows))
    assert (found.id, found.path) == ("incident.zone", (1, "zone"))
    assert found.text("en").startswith("the time zone of record 2 is none that is known; one of")
    rows[1] = case(events=[{"event": "dilayani", "time": "2025-03-02 08:15", "zone": "PST"}])
    (found,) = refused_for(kla.cases.CasesError, lambda: CaseRecords.from_rows(rows))
    assert (found.id, found.path) == ("incident.zone", (1, "events", 0, "zone"))
    assert found.text("id").startswith('zona waktu peristiwa "served" pada catatan ke-2 tidak')


def test_a_zone_that_is_also_named_in_brackets_is_told_as_a_zone() -> None:
    for text in ("2025-03-02T08:15:00+07:00[Asia/Jakarta]", "2025-03-02T01:15Z[!u-ca=iso8601][x]"):
        with pytest.raises(BadTimeError, match=r"\Azone\Z"):
            moment(text)


def test_the_date_of_a_document_is_the_day_in_indonesia() -> None:
    for date, day in (
        (dt.datetime(2024, 1, 31, 17, tzinfo=dt.UTC), "2024-02-01"),
        (dt.datetime(2024, 1, 31, 16, 30, tzinfo=dt.UTC), "2024-01-31"),  # it is both: as written
        (dt.datetime(2024, 2, 1, tzinfo=Silent(None)), "2024-02-01"),
        (dt.date(2024, 2, 1), "2024-02-01"),
    ):
        document = {"kind": "decree", "title": "SK", "date": date}
        for year in (2024, 2024.0):  # the fast door, and the careful one
            answers = {"6.1": {"option": "full", "evidence": [document]}}
            profile = kla.Profile.from_dict({"year": year, "answers": answers})
            assert profile.answers["6.1"].evidence[0].date == day


def test_a_year_of_units_is_also_that_of_a_date() -> None:
    read = reader("year", ".")
    for cell in (
        dt.date(2024, 5, 17),
        dt.datetime(2024, 5, 17, tzinfo=dt.UTC),
        "2024-05-17",
        "2024",
        2024,
    ):
        assert read(cell) == 2024
    for cell in ("2011-12", "2024-02-30", dt.date(1800, 1, 1)):
        with pytest.raises(BadCellError):
            read(cell)
