"""Case records under local settings: what is said of each case, and what the task force is told.

What must come of them is reckoned in `reckoning_handling.py`; a calendar is only used here, to
write times down.
"""

import datetime as dt
import itertools
import random
from collections.abc import Iterator, Mapping, Sequence

import yaml

from conformance.reckoning import RULES, Case
from conformance.reckoning_handling import AHEAD, CELLS, CHANNELS, RISKS, SECONDS, expected

Pairs = Sequence[tuple[str, str]]
START = dt.datetime(2025, 3, 3, 8)  # noqa: DTZ001 - a Monday; its zone is written beside it
END = "2025-06-30"
SHORT = ("reported", "served", "closed")
LONG = (
    "reported", "risk_identified", "assessed", "plan_made", "served", "monitored", "closed",
)  # fmt: skip
# What is said of an event, by a name for it; None says nothing.
SAID: dict[str, str | None] = {"ya": "ya", "tidak": "tidak", "unknown": "?", "nothing": None}

# -- settings ----------------------------------------------------------------------------------------


def texts(name: str) -> Case:
    return {"id": name, "en": name}


def limit(name: str, start: str, end: str, when: Case | None = None, **within: float) -> Case:
    """Return a time limit."""
    plain = {"id": name, "title": texts(name), "from": start, "to": end, "within": within}
    return plain | ({} if when is None else {"when": when})


def reason(name: str, when: Case) -> Case:
    return {"id": name, "title": texts(name), "when": when}


PACKAGED_REVIEW = (
    reason("overdue", {"measure": "overdue", "at_least": 1}),
    reason("late", {"measure": "late_share", "above": 20}),
    reason("order", {"measure": "out_of_order", "at_least": 1}),
)


def local(
    *limits: Case,
    steps: Sequence[str] = SHORT,
    optional: Sequence[str] = (),
    review: Sequence[Case] = PACKAGED_REVIEW,
    **more: object,
) -> Case:
    """Return settings; what is only told to people is as short as can be."""
    order: Case = {"events": [*steps]} | ({"optional": [*optional]} if optional else {})
    source = {"id": "none", "title": texts("none"), "publisher": "none", "grade": "I"}
    head = {"version": "1.0.0", "title": texts("local"), "place": texts("nowhere"), "zone": "WIB"}
    cited = {"source": "none", "sources": [source]}
    return {**head, **cited, **more, "order": order, "limits": limits, "review": review}


SPANS: dict[str, Case] = {
    "three-seconds": {"minutes": 0.05},
    "half-a-minute": {"minutes": 0.5},
    "hours": {"hours": 2},
    "hours-and-a-tenth": {"hours": 1.1},
    "days": {"days": 1},
}
HOLIDAYS = ["2025-03-29", "2025-03-31", "2025-04-01"]  # a Saturday, a Monday, a Tuesday
WORKING: dict[str, Case] = {
    "five-days": local(limit("three", "reported", "served", working_days=3), holidays=HOLIDAYS),
    "six-days": local(
        limit("two", "reported", "served", working_days=2),
        zone="WITA",
        working_week=[1, 2, 3, 4, 5, 6],
        holidays=HOLIDAYS,
    ),
    "all-days": local(
        limit("one", "reported", "served", working_days=1),
        zone="WIT",
        working_week=[7, 1, 2, 3, 4, 5, 6],
    ),
    "two-days": local(
        limit("two", "reported", "served", working_days=2), working_week=[2, 4], holidays=HOLIDAYS
    ),
    "same-day": local(limit("none", "reported", "served", working_days=0)),
    "month": local(limit("twenty", "reported", "served", working_days=20)),
}
ZONED = {
    f"zone-{zone.lower()}": local(
        limit("hours", "reported", "served", hours=2),
        limit("same-day", "reported", "served", working_days=0),
        zone=zone,
    )
    for zone in AHEAD
}


def yes(name: str) -> Case:
    return {"measure": name, "is": True}


RISKY = local(
    limit("high", "reported", "served", yes("risk_high"), hours=1),
    limit("medium", "reported", "served", yes("risk_medium"), hours=6),
    limit("not-high", "reported", "closed", {"not": yes("risk_high")}, days=30),
    limit("low", "reported", "served", {"measure": "risk_low", "is": True}, working_days=3),
    limit("not-low", "served", "closed", {"measure": "risk_low", "is": False}, days=90),
)
TOLD = local(
    limit("police", "reported", "served", yes("channel_police"), minutes=30),
    limit(
        "school",
        "reported",
        "served",
        {"any": [yes("channel_teacher"), yes("channel_school_team")]},
        hours=3,
    ),
    limit(
        "two-of-three",
        "reported",
        "served",
        {
            "at_least": 2,
            "of": [yes("risk_high"), yes("channel_national_line"), yes("referred")],
        },
        hours=1,
    ),
    limit("referral", "referred", "served", yes("referred"), hours=4),
    limit(
        "watched",
        "served",
        "closed",
        {"all": [yes("monitored"), {"not": yes("risk_low")}]},
        days=10,
    ),
)
PAIRED = (limit("soon", "reported", "served", hours=2), limit("end", "served", "closed", days=10))
REVIEWS: dict[str, Case] = {
    "late-2": {"measure": "late", "at_least": 2},
    "late-above-2": {"measure": "late", "above": 2},
    "late-share-20": {"measure": "late_share", "at_least": 20},
    "late-share-above-20": {"measure": "late_share", "above": 20},
    "late-share-third": {"measure": "late_share", "at_least": 33.333},
    "late-share-over-third": {"measure": "late_share", "at_least": 33.334},
    "overdue-1": {"measure": "overdue", "at_least": 1},
    "overdue-share-50": {"measure": "overdue_share", "at_least": 50},
    "order-above-0": {"measure": "out_of_order", "above": 0},
    "order-share-above-10": {"measure": "out_of_order_share", "above": 10},
    "wrong-3": {"measure": "not_in_order", "at_least": 3},
    "wrong-share-100": {"measure": "not_in_order_share", "at_least": 100},
    "all": {"all": [{"measure": "late", "above": 0}, {"measure": "overdue", "above": 0}]},
    "any": {
        "any": [{"measure": "late", "above": 3}, {"measure": "overdue_share", "above": 24.999}]
    },
    "two": {
        "at_least": 2,
        "of": [{"measure": name, "at_least": 1} for name in ("late", "overdue", "out_of_order")],
    },
}
# Reasons that stand alone, with the regions they are held against.
SINGLE: dict[str, Sequence[str]] = {
    "late-2": ("perhaps-more",),
    "late-share-20": ("fifth", "perhaps", "tenth-wrong"),
    "late-share-above-20": (
        "fifth",
        "perhaps",
        "perhaps-more",
        "perhaps-few",
        "diluted",
        "nothing-known",
        "nothing-known-late",
    ),
    "overdue-1": ("unknown", "none", "fine"),
    "wrong-3": ("unknown",),
    "all": ("fifth", "perhaps"),
}
REVIEWED = {
    f"review-{name}": local(*PAIRED, review=[reason(name, REVIEWS[name])]) for name in SINGLE
}
STEPS = local(
    limit("risk", "reported", "risk_identified", hours=2),
    limit("plan", "assessed", "plan_made", days=3),
    limit("service", "reported", "served", working_days=5),
    limit("end", "served", "closed", days=90),
    steps=LONG,
    optional=["monitored"],
)
OPTIONAL = local(
    limit("check", "reported", "assessed", days=2),
    limit("watch", "served", "monitored", days=14),
    limit("last", "monitored", "closed", days=7),
    steps=("reported", "assessed", "served", "monitored", "closed"),
    optional=["assessed", "monitored"],
)
REFERRED = local(
    limit("referral", "reported", "referred", hours=4),
    limit("received", "referred", "served", days=1),
    limit("end", "closed", "monitored", days=30),
)
CLOSING = local(
    limit("days", "reported", "closed", working_days=2),
    limit("hours", "reported", "closed", hours=24),
    limit("after", "closed", "monitored", working_days=1),
)
# Names that stand for something else elsewhere, and may stand for a limit all the same.
NAMED = local(
    *(
        limit(name, "reported", "served", hours=hours)
        for hours, name in enumerate(
            ("late", "overdue", "out_of_order", "unknown", "no_limit", "risk", "high", "patbm"), 1
        )
    ),
)
SETTINGS: dict[str, Case] = {
    name: {"id": name, **one}
    for name, one in {
        **{
            f"within-{name}": local(limit("service", "reported", "served", **within))
            for name, within in SPANS.items()
        },
        **WORKING,
        **ZONED,
        "risks": RISKY,
        "told": TOLD,
        "paired": local(*PAIRED),
        "steps": STEPS,
        "optional": OPTIONAL,
        "referred": REFERRED,
        "closing": CLOSING,
        "named": NAMED,
        "no-limits": local(steps=LONG, optional=["monitored"]),
        **REVIEWED,
        "reviews": local(*PAIRED, review=[reason(*one) for one in REVIEWS.items()]),
        **{
            path.stem: yaml.safe_load(path.read_text("utf-8"))
            for path in sorted((RULES / "handling").glob("kota-*.yaml"))
        },
    }.items()
}

# -- records -----------------------------------------------------------------------------------------


def case(name: str, about: str, settings: str, records: Sequence[Case], as_of: str = END) -> Case:
    """Return a case whose expectation is reckoned here."""
    rows = [{"id": f"c-{number}", **one} for number, one in enumerate(records, 1)]
    return {
        "id": f"handling-{name}",
        "about": about,
        "handling": {"settings": settings, "incidents": rows, "as_of": as_of},
        "expect": expected(rows, SETTINGS[settings], as_of),
    }


def record(events: Pairs | Mapping[str, str], **facts: str) -> Case:
    """Return what is recorded of a case, without an id."""
    pairs = events.items() if isinstance(events, Mapping) else events
    return {**facts, "events": [{"event": event, "time": time} for event, time in pairs]}


def time(after: dt.timedelta | float = 0, zone: str = "WIB") -> str:
    """Return a time some hours after the start, which is a Monday at eight in that zone."""
    when = START + (after if isinstance(after, dt.timedelta) else dt.timedelta(hours=after))
    return f"{when:%Y-%m-%d %H:%M:%S}".removesuffix(":00") + f" {zone}"


def day(after: int, zone: str = "WIB") -> str:
    """Return a day some days after the start."""
    return f"{START + dt.timedelta(after):%Y-%m-%d} {zone}"


def length(within: Mapping[str, float]) -> dt.timedelta:
    """Return how long a limit is, in seconds."""
    ((unit, amount),) = within.items()
    return dt.timedelta(seconds=round(amount * SECONDS[unit]))


SECOND = dt.timedelta(seconds=1)
FACTS: Sequence[dict[str, str]] = ({"risk": "low"}, {"risk": "high"}, {"risk": "?"}, {})

# -- cases: limits -----------------------------------------------------------------------------------


def handlings() -> Iterator[Case]:
    """Yield case records and what must come of them."""
    yield from spans()
    yield from working()
    yield from holidays()
    yield from zones()
    yield from forms()
    yield from offsets()
    yield from fractions()
    yield from days()
    yield from months()
    yield from days_of_months()
    yield from up_to_moments()
    yield from any_order()
    yield from days_in_order()
    yield from several()
    yield from between()
    yield from cells()
    yield from without_time()
    yield from not_known()
    yield from later()
    yield from names()
    yield from risks()
    yield from told()
    yield from optional_steps()
    yield from not_started()
    yield from moments()
    yield from all_reasons()
    yield from single_reasons()
    yield from regions(random.Random(25031))  # noqa: S311 - the same cases every time


def spans() -> Iterator[Case]:
    """Yield limits that are just met, and missed by a second; done, and not done."""
    for name, within in SPANS.items():
        most, settings = length(within), f"within-{name}"
        taken = [most - SECOND, most, most + SECOND]
        records = [record({"reported": time(), "served": time(one)}) for one in taken]
        about = "done in time, just in time, or a second too late"
        yield case(f"limit-{name}-done", about, settings, records)
        waiting = [record({"reported": time()})]
        about = "not done when time is just up"
        yield case(f"limit-{name}-open", about, settings, waiting, time(most))
        about = "not done a second after time is up"
        yield case(f"limit-{name}-overdue", about, settings, waiting, time(most + SECOND))


def working() -> Iterator[Case]:
    """Yield working days over weekends, and over the ends of months and years."""
    for first in (0, 3, 4, 6):
        begin = 24 * first + 12
        records = [
            record({"reported": time(begin), "served": time(begin + 24 * more)})
            for more in range(8)
        ]
        about = f"three working days, from day {first + 1} of the week on"
        yield case(f"working-{first}", about, "five-days", records)
    for later in (3, 4):
        about = f"three working days; not served on day {later + 1} of the week"
        waiting = [record({"reported": time()})]
        yield case(f"working-open-{later}", about, "five-days", waiting, day(later)[:10])
    records = [record({"reported": time(), "served": time(h)}) for h in (1, 15.9, 16, 39.9, 40)]
    yield case("same-day", "none after the day: up to midnight", "same-day", records)
    records = [
        record({"reported": time(24 * 3, "WIT"), "served": time(24 * later, "WIT")})
        for later in range(3, 8)
    ]
    yield case("all-days", "every day is a working day", "all-days", records)
    for name, text in (("year", "2024-12-09"), ("leap", "2024-02-01"), ("no-leap", "2023-02-01")):
        begins = dt.date.fromisoformat(text)
        ends = [begins + dt.timedelta(more) for more in range(26, 31)]
        records = [record({"reported": f"{begins} WIB", "served": f"{end} WIB"}) for end in ends]
        yield case(f"month-{name}", f"twenty working days from {text} on", "month", records)


def holidays() -> Iterator[Case]:
    """Yield working days over holidays, and from one of them on."""
    for name, first, settings in (
        ("before", 22, "five-days"),
        ("before", 24, "six-days"),
        ("before", 24, "two-days"),
        ("on", 28, "five-days"),
    ):
        zone = str(SETTINGS[settings]["zone"])
        records = [
            record({"reported": day(first, zone), "served": day(first + more, zone)})
            for more in range(10)
        ]
        about = f"reported {name} holidays, of which one may be no working day anyway"
        yield case(f"holidays-{name}-{settings}", about, settings, records)


# -- cases: times ------------------------------------------------------------------------------------


def zones() -> Iterator[Case]:
    """Yield times in several zones, around midnight."""
    pairs = [
        ("2025-03-03 23:30 WIB", "2025-03-04 00:15 WIB"),
        ("2025-03-03 23:30 WIB", "2025-03-04 02:30 WITA"),
        ("2025-03-03 23:30 WIB", "2025-03-04 03:30:01 WIT"),
        ("2025-03-03 23:30 WITA", "2025-03-03 22:30 WIB"),
        ("2025-03-03 23:30 WITA", "2025-03-03 22:29:59 WIB"),
        ("2025-03-04 00:30 WIT", "2025-03-03 23:59 WITA"),
        ("2025-03-04 00:30 WIT", "2025-03-03 22:45 WIB"),
        ("2025-03-04 01:59 WIT", "2025-03-04 00:01 WIB"),
    ]
    records = [record({"reported": one, "served": other}) for one, other in pairs]
    late = [record({"reported": "2025-03-03 23:30 WIB", "served": "2025-03-04 00:30 WIB"})]
    for zone in AHEAD:
        settings = f"zone-{zone.lower()}"
        about = f"times in three zones around midnight; a day is one in {zone}"
        yield case(settings, about, settings, records)
        about = f"up to the end of a day, which is one in {zone}"
        yield case(f"{settings}-ends", about, settings, late, "2025-03-03")
        about = f"up to the end of a day that says it is one in {zone}"
        yield case(f"{settings}-said", about, "zone-wita", late, f"2025-03-03 {zone}")


def forms() -> Iterator[Case]:
    """Yield the forms of a time, all of them of the same second."""
    same = [
        "2025-03-03 08:00 WIB", "2025-03-03T08:00+07:00", "2025-03-03 09:00:00 WITA",
        "2025-03-03T10:00:00+09:00", "2025-03-03 09:00+08:00",
    ]  # fmt: skip
    records = [record({"reported": one, "served": two}) for one in same for two in same]
    about = "one second in several forms: nothing was taken"
    yield case("forms", about, "within-three-seconds", records)
    times = {"reported": "2025-03-03 08:00", "served": "2025-03-03 10:00"}
    beside = [
        {"event": "reported", "time": "2025-03-03 08:00", "zone": "WIT"},
        {"event": "served", "time": "2025-03-03 09:00:30"},
    ]
    records = [
        record(times, zone="WITA"),
        record({**times, "served": "2025-03-03 10:00 WIB"}, zone="WIT"),
        record({"reported": "2025-03-03T08:00", "served": "2025-03-03"}, zone="WIT"),
        {"zone": "WITA", "events": beside},
    ]
    about = "a zone in the time itself, beside it, or of the whole case"
    yield case("zone-beside", about, "within-hours", records)


def offsets() -> Iterator[Case]:
    """Yield one instant as clocks, programs and databases of any zone write it."""
    same = [
        "2025-03-03 08:00 WIB", "2025-03-03T01:00:00Z", "2025-03-03t01:00z", "2025-03-03 01:00:00+00",
        "2025-03-03 01:00 UTC", "2025-03-03T01:00:00.000-00:00", "2025-03-02 21:30:00-0330", "2025-03-03T06:30+05:30",
        "2025-03-03 08:00:00+07", "2025-03-03 08:00:00.000000 +0700", "2025-03-02T15:00:00-10:00", "2025-03-03T15:00+14:00",
        "2025-03-03 09.00.00 WITA",
    ]  # fmt: skip
    records = [record({"reported": one, "served": two}) for one in same for two in (same[0], one)]
    yield case("offsets", "one instant in every writing", "within-three-seconds", records)
    zoned = [
        record({"reported": f"2025-03-03 {clock}", "served": "2025-03-03T03:00:01Z"}, zone=zone)
        for clock, zone in (("01:00", "Z"), ("06:30", "+05:30"), ("00:59:59", "+00"))
    ]
    yield case("offsets-beside", "an offset beside the time", "within-hours", zoned)
    for zone in AHEAD:
        records = [
            record({"reported": one, "served": "2025-03-04T00:00:00-12:00"})
            for one in ("2025-03-03T14:59:59Z", "2025-03-03T16:59:59.9Z", "2025-03-03 12:00-05")
        ]
        about = f"instants of other zones have their day in {zone}"
        yield case(f"offsets-days-{zone.lower()}", about, f"zone-{zone.lower()}", records)


def fractions() -> Iterator[Case]:
    """Yield times with fractions of a second, of any length."""
    small = "0" * 20 + "1"
    ends = ("09:59:59.999", "10:00:00.000", f"10:00:00.{small}", "10:00:00,5", "10:00:01")
    records = [
        record({"reported": "2025-03-03 08:00 WIB", "served": f"2025-03-03T{end}+07:00"})
        for end in ends
    ]
    records.append(
        record({"reported": f"2025-03-03T01:00:00.{small}Z", "served": "2025-03-03 10:00 WIB"})
    )
    yield case(
        "fractions", "in time, just in time, or a fraction too late", "within-hours", records
    )
    pairs = [(".25", ".250"), (".25", ".2499"), (".2", ".25"), (f".{small}", ""), ("", f".{small}")]
    records = [
        record({"reported": f"2025-03-03T01:00:00{one}Z", "served": f"2025-03-03 01:00:00{two}+00"})
        for one, two in pairs
    ]
    yield case("fractions-order", "two steps in one second", "within-hours", records)
    waiting = [record({"reported": "2025-03-03 08:00:00.5 WIB"})]
    for name, end in (("open", "10:00:00.5"), ("overdue", "10:00:00.50001")):
        about = "not done when time is just up, or a fraction later"
        yield case(f"fractions-{name}", about, "within-hours", waiting, f"2025-03-03 {end} WIB")


def days() -> Iterator[Case]:
    """Yield days without a time of day."""
    pairs = {
        "both": [(day(0), day(more)) for more in range(6)],
        "first": [(day(0), time(hours)) for hours in (0, 2, 15.9, 16, 17.9, 40, 66, 90)],
        "last": [(time(15), day(more)) for more in range(6)],
        "backwards": [
            (day(1), day(0)),
            (day(1), time(15.9)),
            (time(16), day(0)),
            (day(1), time(16)),
        ],
    }
    for name, settings in (
        ("both", "within-days"),
        ("both", "five-days"),
        ("first", "within-hours"),
        ("last", "within-hours"),
        ("last", "five-days"),
        ("backwards", "within-hours"),
    ):
        records = [record({"reported": one, "served": other}) for one, other in pairs[name]]
        about = f"days without a time: {name}"
        yield case(f"days-{name}-{settings}", about, settings, records)
    for name, as_of in (("open", time(1)), ("unknown", time(15)), ("overdue", time(19))):
        about = "reported on a day without a time, and not served"
        yield case(f"day-{name}", about, "within-hours", [record({"reported": day(0)})], as_of)
    about = "served on a day that is not over at the moment looked at"
    served = [record({"reported": time(), "served": day(0)})]
    for hours in (2, 3):
        yield case(f"day-not-over-{hours}", about, "within-hours", served, time(hours))


def months() -> Iterator[Case]:
    """Yield times of which only the month or the year is known."""
    starts = ("2025-03 WIB", "2025 WIB", "2025-02 WIT", "2024-12 WIB", "2025-03-03 08:00 WIB")
    ends = (
        "2025-03 WIB", "2025-04 WITA", "2025 WIB", "2025-03-03 WIB", "2025-03-31 23:59:59.5 WIB",
        "2025-04-20T00:00:00Z", "2025-02-28 WIB",
    )  # fmt: skip
    records = [record({"reported": one, "served": other}) for one in starts for other in ends]
    for settings in ("within-hours", "within-days", "five-days", "month", "two-days"):
        about = "only the month or the year of a step is known"
        yield case(f"months-{settings}", about, settings, records)
    closed = [
        record({"reported": time(), "served": time(2), "closed": end}, risk=risk)
        for end in ("2025-03 WIB", "2025-05 WIB", "2025-07 WIB", "2025 WIB")
        for risk in ("medium", "low")
    ]
    yield case("months-closed", "only the month in which it was closed is known", "risks", closed)
    for name, as_of in (("month", "2025-03"), ("year", "2025"), ("said", "2025-02 WIT")):
        records = [
            record({"reported": "2025-03-31 23:59:59.9 WIB"}),
            record({"reported": "2025-02 WIB"}),
        ]
        yield case(
            f"months-up-to-{name}", f"up to the end of a {name}", "within-hours", records, as_of
        )


def days_of_months() -> Iterator[Case]:
    """Yield steps that were taken several times, of some of which only the month is known."""
    several = [
        ["2025-03 WIB", "2025-03-10 09:00 WIB"], ["2025-03 WIT", "2025-03-10 23:30 WIB"],
        ["2025-04 WIB", "2025-03-10 WIB"], ["2025-03 WIB", "2025-02 WIB"], ["2025 WIB", "2025-03-05 WIB"],
        ["2025-03 WIB", "2025-03-31 23:30:00.5 WIB"],
    ]  # fmt: skip
    for settings in ("closing", "five-days", "within-days"):
        records = [
            record(
                [
                    ("reported", time()),
                    *((kind, one) for one in times for kind in ("served", "closed")),
                ]
            )
            for times in several
        ]
        about = "the first time of a service and the last of a closing"
        yield case(f"months-several-{settings}", about, settings, records)


def up_to_moments() -> Iterator[Case]:
    """Yield moments up to which cases are looked at, beside what takes place just then."""
    events = ("23:59:59", "23:59:59.000001", "23:59:59.999999")
    records = [record({"reported": f"2025-03-03 {clock} WIB"}) for clock in events]
    records += [
        record({"reported": day(0), "served": f"2025-03-03 {clock} WIB"}) for clock in events
    ]
    records.append(record({"reported": "2025-03 WIB", "served": "2025-03-03T16:59:59.5Z"}))
    records.append(record({"reported": "2025-03-03 23:59:59.5 WIB", "served": day(0)}))
    for name, as_of in (
        ("day", "2025-03-03"),
        ("second", "2025-03-03T16:59:59Z"),
        ("fraction", "2025-03-03 16:59:59.5+00"),
        ("earlier", "2025-03-03 23:59:58,5 WIB"),
    ):
        about = "what takes place in the last second of a day"
        yield case(f"up-to-{name}", about, "within-hours", records, as_of)
        yield case(f"up-to-{name}-days", about, "same-day", records, as_of)


WHOLE = {name: time(25 * index) for index, name in enumerate(LONG)} | {"risk_identified": time(1)}


def any_order() -> Iterator[Case]:
    """Yield events that stand in any order, or took place in the wrong one."""
    rng = random.Random(77)  # noqa: S311 - the same cases every time
    records = [record(rng.sample([*WHOLE.items()], len(WHOLE))) for _ in range(4)]
    yield case("any-order", "events stand in any order", "steps", records)
    records = [
        record({**WHOLE, name: WHOLE[other], other: WHOLE[name]})
        for name, other in itertools.pairwise(LONG)
    ]
    yield case("swapped", "one step took place before the one that comes first", "steps", records)
    about = "two steps in one second are in order, and so are two on one day"
    records = [record({**WHOLE, "assessed": at, "plan_made": at}) for at in (time(60), day(2))]
    yield case("same-time", about, "steps", records)


def days_in_order() -> Iterator[Case]:
    """Yield steps of which one or both are known to the day only: only whole days are before."""
    edges = [time(dt.timedelta(hours=hour, seconds=-1)) for hour in (16, 40)]
    edges += [time(hour) for hour in (16, 30, 40)]
    zoned = ("2025-03-03 21:59:59 WIB", "2025-03-03 22:00 WIB", "2025-03-04 22:00 WIB")
    some = {
        "times": [*((day(1), one) for one in edges), *((one, day(1)) for one in edges)],
        "zones": [
            *(("2025-03-04 WIT", one) for one in zoned),
            *((one, "2025-03-04 WIT") for one in zoned),
            ("2025-03-04 WITA", "2025-03-04 00:30 WIT"),
        ],
        "days": [(day(1, one), day(on)) for one in AHEAD for on in (0, 1, 2)],
    }
    for name, pairs in some.items():
        records = [record({"reported": one, "served": other}) for one, other in pairs]
        about = f"a step is before another where it is over before that begins: {name}"
        yield case(f"order-{name}", about, "paired", records, "2025-03-06 12:00 WIB")
    about = "a step on a day that is not over, and one at a time of that day"
    pairs = [(time(20), day(1)), (day(1), time(20)), (day(1), time(15))]
    records = [record({"reported": one, "served": other}) for one, other in pairs]
    yield case("order-not-over", about, "paired", records, time(20))


def several() -> Iterator[Case]:
    """Yield steps of which several things are said, and cases that were opened again."""
    about = "the first time of a step counts, wherever it stands"
    again = [("served", time(30)), ("reported", time(5)), ("served", time(1)), ("reported", time())]
    yield case("again", about, "paired", [record(again), record(again[:2] + again[3:])])
    base = [("reported", time()), ("served", time(1))]
    ends = [("closed", time(24 * later)) for later in (9, 12, 4)]
    records = [record(base + some) for some in (ends[:1], ends, ends[2:], ends[::2])]
    yield case("reopened", "of several closings the last counts", "paired", records)
    about = "of several closings one is later than the moment looked at"
    yield case("reopened-later", about, "paired", records, day(10))
    about = "served after a closing, and closed again or not"
    late = [("reported", time()), ("closed", time(1)), ("served", time(2))]
    yield case("reopened-order", about, "paired", [record([*late, ends[0]]), record(late)])
    about = "a time, and once more without one: which was first, or last, is not known"
    records = [record([*base, ends[0], (name, "ya")]) for name in SHORT]
    yield case("again-without-time", about, "paired", records)
    about = "that a step took place counts, else that it is not known, else that it did not"
    cells = (["tidak", time(1)], ["?", time(1)], ["tidak", "?"], ["tidak", "tidak"])
    records = [record([base[0], *(("served", cell) for cell in some)]) for some in cells]
    yield case("several-cells", about, "paired", records)


def between() -> Iterator[Case]:
    """Yield steps of which several times are recorded, days among them."""
    report = ("reported", time())
    some = (
        [day(0), time(1)],  # between midnight and nine
        [day(0), time(3)],
        [time(1), day(1)],  # before the day begins
        [time(3), day(1)],
        [day(0), day(1)],
        [time(16.5), day(1)],
        [day(0), "2025-03-03 WIT"],
    )
    records = [record([report, *(("served", one) for one in own)]) for own in some]
    about = "the first time of several lies between their least first and their least last second"
    yield case("between-first", about, "within-hours", records)
    records = [
        record([*(("reported", one) for one in own), ("served", time(3.5))]) for own in some[:4]
    ]
    yield case("between-start", f"{about}; counted from it", "within-hours", records)
    closings = (
        [day(1), time(24)],  # from eight on
        [day(1), time(15)],
        [time(24), day(0)],
        [day(0), time(15), day(1)],
        [time(23), time(25)],
        [day(1), "2025-03-04 WIT"],
    )
    records = [record([report, *(("closed", one) for one in own)]) for own in closings]
    about = "the last closing lies between their greatest first and their greatest last second"
    yield case("between-last", about, "closing", records)
    begun = [record([report, ("served", time(15)), *(("closed", one) for one in closings[0])])]
    yield case("between-last-begun", f"{about}; one is not over", "closing", begun, time(24))
    records = [
        record([report, *(("closed", one) for one in own), ("monitored", day(3))])
        for own in (
            ["2025-03-05 WIT", "2025-03-04 23:30 WIB"],  # a day begins before the time in it
            ["2025-03-05 WIT", "2025-03-05 01:30 WIT"],
            ["2025-03-05 WIT", "2025-03-04 21:30 WIB"],
            ["2025-03-04 22:00 WIB", "2025-03-05 WIT"],  # both begin at once
            ["2025-03-04 23:30 WIB", "2025-03-04 12:00 WIB"],
            ["2025-03-05 01:30 WIT", "2025-03-04 12:00 WIB"],
            ["2025-03-05 WIT", "2025-03-05 WIB"],
        )
    ]
    about = "working days from and to the first second of the last closing, in its own zone"
    yield case("between-working", about, "closing", records)
    records = [
        record([("reported", day(1)), ("reported", time(18)), ("served", time(hours))])
        for hours in (15.9, 16, 17, 19)
    ]
    about = "reported on a day, and at a time of it: before that, or not"
    yield case("between-order", about, "paired", records)


# -- cases: what is known ----------------------------------------------------------------------------


def saying(events: Mapping[str, str], name: str, cell: str | None) -> dict[str, str]:
    """Return events with a cell on one of them; None takes it away."""
    rest = {one: time for one, time in events.items() if one != name}
    return rest if cell is None else {**rest, name: cell}


def cells() -> Iterator[Case]:
    """Yield steps with all that can be said of them, before later steps and as the last of all."""
    for name in ("reported", "assessed", "served"):
        until = {step: WHOLE[step] for step in LONG[: LONG.index(name)]}
        for word, cell in SAID.items():
            events = [saying(some, name, cell) for some in (WHOLE, until)]
            about = f"of {name} is said: {word}; with later steps, and without"
            records = [record(one) for one in events if one]
            yield case(f"said-{name}-{word}", about, "steps", records)
    about = "nothing is known but that every step took place"
    yield case("only-ya", about, "steps", [record(dict.fromkeys(LONG, "ya"))])
    about = "nothing took place, or of nothing it is known"
    records = [record(dict.fromkeys(LONG, cell)) for cell in ("tidak", "?")]
    yield case("only-no", about, "steps", records)
    about = "a later step that took place makes doubtful what comes first; no other does"
    records = [record({"reported": time(), "closed": cell}) for cell in CELLS]
    yield case("later-unknown", about, "steps", records)
    about = "no limits: only the order can be wrong"
    whole = [record(WHOLE), *(record({**WHOLE, "assessed": cell}) for cell in CELLS)]
    yield case("no-limits", about, "no-limits", whole)
    yield case("no-limits-in-order", "no limits, and all in order", "no-limits", whole[:1])


def without_time() -> Iterator[Case]:
    """Yield limits whose end took place nobody knows when, or perhaps not: by now, if it did."""
    ends: list[list[tuple[str, str]]] = [
        [("served", "ya")],
        [("served", "?")],
        [("served", "ya"), ("served", time(-3))],
        [("closed", "ya")],
    ]
    records = [record([("reported", one), *own]) for one in (time(), day(0)) for own in ends]
    about = "served nobody knows when, or perhaps not; looked at when time is just up, or later"
    for name, as_of in (("up", time(2)), ("over", time(dt.timedelta(hours=2, seconds=1)))):
        yield case(f"untimed-{name}", about, "within-hours", records, as_of)
    about = "reported on a day, which is the longest it can have taken until now"
    yield case("untimed-day", about, "within-hours", records[4:], time(-6))
    about = "three working days; served nobody knows when, or perhaps not"
    for later in (3, 4):
        yield case(f"untimed-working-{later}", about, "five-days", records, day(later)[:10])
    about = "a class of risk that is not known, and closed nobody knows when"
    served = {"reported": time(), "served": time(1)}
    closed = [
        record({**served, "closed": cell}, **facts) for cell in ("ya", "?") for facts in FACTS
    ]
    for later in (30, 90):
        yield case(f"untimed-risk-{later}", about, "risks", closed, time(24 * later + 0.5))
    about = "counted from what took place nobody knows when, to what did at a known time"
    records = [record({"reported": "ya", "served": cell}) for cell in (time(1), "ya", "tidak")]
    yield case("untimed-start", about, "within-hours", records, time(1))
    about = "an event without a time beside it: it took place"
    bare: list[Case] = [{}, {"time": None}, {"time": ""}, {"time": "ya"}]
    records = [
        {"events": [{"event": "reported", "time": time()}, {"event": "served", **one}]}
        for one in bare
    ]
    yield case("untimed-bare", about, "paired", records, time(1))


def not_known() -> Iterator[Case]:
    """Yield cases of which nothing is known to have taken place."""
    some: list[Pairs] = [
        [],
        [("reported", "tidak")],
        [("reported", "?")],
        [("served", "?"), ("closed", "tidak")],
        [("reported", "?"), ("referred", "tidak")],
    ]
    records = [record(events) for events in some]
    for settings in ("no-limits", "referred"):
        about = f"nothing is known to have taken place: {settings}"
        yield case(f"nothing-known-{settings}", about, settings, records)
    about = "something outside the order took place, nobody knows when"
    yield case("something-known", about, "paired", [record({"referred": "ya"})])


def later() -> Iterator[Case]:
    """Yield events that are recorded for later than the moment looked at: not yet, event by event."""
    now, after = time(24), time(25)
    report = ("reported", time())
    said: Sequence[Sequence[str]] = (
        [after],
        ["tidak"],
        [],
        [after, "?"],
        [after, "tidak"],
        [after, "ya"],
        [after, time(1)],
    )
    for name, more in (("before", [("closed", time(20))]), ("last", [])):
        records = [record([report, *(("served", one) for one in own), *more]) for own in said]
        about = f"served later than the moment looked at, and more that is said of it: {name}"
        yield case(f"later-{name}", about, "paired", records, now)
    rest = [("served", time(1)), ("closed", "ya"), ("monitored", "?")]
    reports = ([after], [after, day(2)], [after, time()], [after, "ya"], [after, "?"])
    records = [record([*(("reported", one) for one in own), *rest]) for own in reports]
    about = "reported later than the moment looked at, and more that is said of it"
    yield case("later-reported", about, "paired", records, now)
    about = "all cases are reported later; parts of them took place"
    yield case("later-all", about, "paired", records[:2], now)
    about = "of the report is said that it did not take place; more, or all the rest, is later"
    records = [
        record([*(("reported", one) for one in own), ("served", served)])
        for own in (["tidak"], [after, "tidak"], ["tidak", "tidak"], ["?"], ["ya"], [])
        for served in (time(1), day(1), after)
    ]
    yield case("later-not-reported", about, "paired", records, now)
    about = "what a limit looks at, or is counted from, is recorded for later"
    base = {"reported": time(), "served": time(20)}
    records = [
        record({**base, "referred": cell}, risk="high", channel=channel)
        for cell in (after, "ya", "?")
        for channel in ("national_line", "patbm")
    ]
    yield case("later-told", about, "told", records, now)
    about = "steps that not every case has are recorded for later"
    base = {"reported": time(), "served": time(1), "closed": time(3)}
    records = [record({**base, name: after}) for name in ("assessed", "monitored")]
    yield case("later-optional", about, "optional", records, now)
    about = "a day that begins at the moment looked at, or after it"
    records = [record([report, ("served", day(1, zone))]) for zone in AHEAD]
    yield case("later-day", about, "paired", records, time(15))


def names() -> Iterator[Case]:
    """Yield limits whose names stand for something else elsewhere."""
    records = [
        record({"reported": time(), "served": time(hours)}, risk="low", channel="police")
        for hours in range(9)
    ]
    yield case("named", "limits named as states and classes are", "named", records, time(3.5))


def risks() -> Iterator[Case]:
    """Yield limits that depend on the class of risk, which may not be known."""
    words: dict[str, Case] = {name: {"risk": name} for name in RISKS}
    for name, facts in {**words, "unknown": {"risk": "?"}, "nothing": {}}.items():
        served = [
            record({"reported": time(), "served": time(hours)}, **facts) for hours in (1, 6, 6.1)
        ]
        served += [
            record({"reported": time(), "served": time(one), "closed": day(end)}, **facts)
            for one, end in ((1, 29), (1, 40), (1, 95), (90, 95))
        ]
        yield case(f"risk-{name}", f"risk: {name}; served, and closed", "risks", served)
        for hours in (1, 5, 100) if name == "unknown" else (5,):
            about = f"risk: {name}; not served after {hours} hours"
            waiting = [record({"reported": time()}, **facts)]
            yield case(f"risk-{name}-{hours}", about, "risks", waiting, time(hours))


def told() -> Iterator[Case]:
    """Yield limits that depend on the channel, and on what took place."""
    for hours in (0.5, 2):
        events = {"reported": time(), "served": time(hours)}
        records = [record(events, channel=one) for one in CHANNELS] + [record(events)]
        about = f"every channel, and none that is known; served after {hours} hours"
        yield case(f"channel-{hours:g}", about, "told", records)
    for word, cell in {**SAID, "time": time(1)}.items():
        referred = {"reported": time(), "served": time(6), "closed": day(9)}
        records = [
            record(saying(referred, "referred", cell), risk=risk, channel=channel)
            for risk in ("high", "low")
            for channel in ("national_line", "patbm")
        ]
        watched = {"reported": time(), "served": time(0.2), "closed": day(12)}
        records += [
            record(saying(watched, "monitored", cell), **facts)
            for facts in ({"risk": "low"}, {"risk": "high"}, {})
        ]
        about = f"of the referral, or of the monitoring, is said: {word}"
        yield case(f"events-{word}", about, "told", records)


def optional_steps() -> Iterator[Case]:
    """Yield steps that not every case has."""
    base = {"reported": time(), "served": time(20), "closed": day(20)}
    for word, cell in SAID.items():
        about = f"of a step that not every case has is said: {word}"
        records = [record(saying(base, name, cell)) for name in ("assessed", "monitored")]
        yield case(f"optional-{word}", about, "optional", records, day(22))
    times: dict[str, list[dict[str, str]]] = {
        "in-order": [{"assessed": time(10), "monitored": day(14)}, {"monitored": day(5)}],
        "not-in-order": [{"assessed": time(30)}, {"monitored": time(10)}],
    }
    for name, some in times.items():
        about = f"steps that not every case has: {name}"
        records = [record({**base, **one}) for one in some]
        yield case(f"optional-{name}", about, "optional", records, day(22))
    about = "a step that not every case has, without one that comes first"
    records = [record({"reported": time(), "monitored": day(3)}), record({"assessed": time()})]
    yield case("optional-without", about, "optional", records, day(22))
    about = "steps that not every case has may come yet"
    records = [record({"reported": time(), "served": time(20)})]
    yield case("optional-open", about, "optional", records, time(24))


def not_started() -> Iterator[Case]:
    """Yield limits that are counted from what has not taken place, or not yet."""
    base = {"reported": time(), "served": time(40)}
    for word, cell in SAID.items():
        about = f"counted from a referral, of which is said: {word}"
        records = [record(saying(base, "referred", cell))]
        yield case(f"started-{word}", about, "referred", records)
    for name, as_of in (("between", time(8)), ("after", END)):
        about = f"counted from a referral; looked at {name}"
        records = [record({**base, "referred": time(hours)}) for hours in (2, 5, 16, 20)]
        yield case(f"started-{name}", about, "referred", records, as_of)
    about = "what a limit asks for took place before what it is counted from"
    early = {**base, "closed": day(3), "monitored": day(2), "referred": time(45)}
    yield case("ended-first", about, "referred", [record(early)])
    about = "only what is outside the order is recorded"
    records = [record({"referred": time()}), record({"monitored": "ya"})]
    yield case("outside", about, "paired", records)


def moments() -> Iterator[Case]:
    """Yield one region at several moments."""
    records = [
        record({**WHOLE, "closed": day(100)}),
        record({"reported": time(30), "risk_identified": time(33)}),
        record({"reported": day(2), "risk_identified": day(2), "assessed": time(80)}),
        record({"reported": time(200), "risk_identified": time(201), "assessed": time(202)}),
        record({"reported": time(100), "served": time(60), "assessed": time(110)}),
    ]
    for index, hour in enumerate((-1, 0, 32.01, 33, 64, 99, 105, 2365)):
        about = f"a region {hour} hours after its first report"
        yield case(f"moment-{index}", about, "steps", records, time(hour))
    whole = [record(WHOLE), record({"reported": time(16), "risk_identified": time(17.9)})]
    for later in (0, 1):
        about = f"a region at the end of day {later + 1}"
        yield case(f"moment-day-{later + 1}", about, "steps", whole, day(later)[:10])


# -- cases: the task force ---------------------------------------------------------------------------

NOW = time(24 * 40)
KINDS: dict[str, Case] = {
    "fine": record({"reported": time(), "served": time(1), "closed": day(1)}),
    "open": record({"reported": time(24 * 40 - 1)}),
    "late": record({"reported": time(), "served": time(3), "closed": day(1)}),
    "overdue": record({"reported": time()}),
    "wrong": record({"reported": time(1), "served": time(), "closed": day(1)}),
    "late_wrong": record({"reported": time(), "served": time(99), "closed": time(98)}),
    "late_overdue": record({"reported": time(), "served": time(3)}),
    "unknown": record({"reported": time(), "served": "ya"}),
    "perhaps_late": record({"reported": day(0), "served": day(0), "closed": day(1)}),
    "no_limit": record({"referred": time()}),
    "nothing": record({}),
}


def region(**kinds: int) -> list[Case]:
    """Return so many cases of each kind."""
    return [KINDS[name] for name, many in kinds.items() for _ in range(many)]


REGIONS: dict[str, list[Case]] = {
    "none": [],
    "fine": region(fine=3, open=1),
    "fifth": region(late=1, fine=4),
    "third": region(late=1, fine=2),
    "two-late": region(late=2, fine=8),
    "three-late": region(late=3, fine=5),
    "half-overdue": region(overdue=2, open=2),
    "tenth-wrong": region(wrong=1, fine=9),
    "ninth-wrong": region(wrong=1, fine=8),
    "both": region(late_wrong=1, fine=7),
    "late-overdue": region(late_overdue=1, fine=9),
    "all-wrong": region(late=1, overdue=1, wrong=1),
    "perhaps": region(perhaps_late=1, fine=4),
    "perhaps-more": region(perhaps_late=1, late=1, fine=4),
    "perhaps-few": region(perhaps_late=1, fine=9),
    "unknown": region(unknown=3),
    "diluted": region(no_limit=4, late=1),
    "nothing-known": region(nothing=1, fine=9),
    "nothing-known-late": region(nothing=1, late=1, fine=3),
}


def all_reasons() -> Iterator[Case]:
    """Yield regions, each held against every reason for a review at once."""
    for name, records in REGIONS.items():
        yield case(f"reasons-{name}", f"all reasons for a review: {name}", "reviews", records, NOW)
    about = "all that is recorded is later"
    yield case("reasons-later", about, "reviews", region(late=2, overdue=1), time(-1))


def single_reasons() -> Iterator[Case]:
    """Yield reasons on their bounds, and where they may hold."""
    for name, some in SINGLE.items():
        for one in some:
            about = f"one reason for a review, {name}: {one}"
            yield case(f"review-{name}-{one}", about, f"review-{name}", REGIONS[one], NOW)


# -- cases: at random --------------------------------------------------------------------------------


def regions(rng: random.Random) -> Iterator[Case]:
    """Yield cities with cases of which more or less is recorded."""
    names = (
        "steps", "risks", "told", "optional", "reviews", "paired",
        "kota-payakumbuh", "kota-probolinggo",
    )  # fmt: skip
    for index in range(2 * len(names)):
        settings = names[index % len(names)]
        tidy = (0.95, 0.8)[index // len(names)]
        records = [drawn(rng, SETTINGS[settings], tidy) for _ in range(rng.randint(2, 9))]
        as_of = rng.choice([END, day(rng.randint(3, 40)), time(rng.randint(10, 900))])
        about = f"{len(records)} cases; about {round(100 * tidy)} % of the steps are as they should"
        yield case(f"city-{index}", about, settings, records, as_of)


def drawn(rng: random.Random, settings: Case, tidy: float) -> Case:
    """Return a random case; many of its steps are taken when a limit is just over, or not yet."""
    taken = {"reported": dt.timedelta(hours=rng.randint(0, 700))}
    pairs = [("reported", time(taken["reported"]))]
    last = taken["reported"]
    for step in settings["order"]["events"][1 : rng.randint(2, 8)]:
        last = taken[step] = stepped(rng, settings, taken, step, last)
        cell = cell_of(rng, last, tidy)
        pairs += [] if cell is None else [(step, cell)]
        if rng.random() > tidy:
            pairs.append((step, time(last + dt.timedelta(days=3, hours=rng.randint(0, 60)))))
    if rng.random() < 0.3:
        pairs.append(("referred", time(last + dt.timedelta(hours=rng.randint(-5, 5)))))
    rng.shuffle(pairs)
    facts = {
        kind: rng.choice(names)
        for kind, names in (("risk", RISKS), ("channel", CHANNELS))
        if rng.random() < tidy
    }
    return record(pairs, **facts)


def stepped(
    rng: random.Random,
    settings: Case,
    taken: Mapping[str, dt.timedelta],
    step: str,
    last: dt.timedelta,
) -> dt.timedelta:
    """Return when a step is taken: by a limit on it, or some time after the step before."""
    bounds = [
        taken[one["from"]] + length(one["within"])
        for one in settings["limits"]
        if one["to"] == step and one["from"] in taken and "working_days" not in one["within"]
    ]
    if bounds and rng.random() < 0.7:
        return rng.choice(bounds) + rng.choice([-1000, -1, 0, 0, 1]) * SECOND
    return last + dt.timedelta(minutes=rng.choice([-30, 0, 5, 20, 20, 60, 60, 600, 3000]))


def cell_of(rng: random.Random, when: dt.timedelta, tidy: float) -> str | None:
    """Return what is recorded of a step."""
    if rng.random() < tidy:
        zone = rng.choice(["WIB", "WIB", "WITA", "WIT"])
        return time(when + dt.timedelta(hours=AHEAD[zone] - AHEAD["WIB"]), zone)
    return rng.choice([None, "ya", "tidak", "?", day((when + dt.timedelta(hours=8)).days)])
