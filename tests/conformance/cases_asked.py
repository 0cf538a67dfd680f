"""Cases of what levels ask for besides points: requirements, measures, conditions, refusals."""

import random
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from conformance.cases_editions import POLICIES, met, short, some_measures, some_points
from conformance.figures import Figure, floor, most, part_of
from conformance.reckoning import (
    COMPARATORS,
    E2011,
    E2019,
    E2022,
    E2024,
    Case,
    Edition,
    Facts,
    case,
    exact,
    judge,
    known_points,
    number,
    refused,
)


def requirements() -> Iterator[Case]:
    good, at = met(E2019, 2019), floor("madya", edition=E2019)
    listed: list[tuple[str, Case, list[str]]] = [
        ("620-too-few-schools", {"points": {"total": 620}, "measures": {"sra_share": 18}}, []),
        ("620-no-measures", {"points": {"total": 620}}, []),
        ("620-all-met", {"points": {"total": 620}, **good}, []),
        ("600-all-met", {"points": {"total": at}, **good}, []),
        ("600-too-few-schools", {"points": {"total": at}, "measures": {"sra_share": 18}}, []),
        ("600-no-measures", {"points": {"total": at}}, []),
        ("750-no-measures", {"points": {"total": 750}}, []),
        ("950-no-measures", {"points": {"total": 950}}, []),
        ("950-too-few-schools", {"points": {"total": 950}, "measures": {"sra_share": 18}}, []),
        ("950-all-met", {"points": {"total": 950}, **good}, []),
        ("510-too-few-schools", {"points": {"total": 510}, "measures": {"sra_share": 18}}, []),
        ("400-all-met", {"points": {"total": 400}, **good}, []),
        ("range-all-met", {"points": {"K0": 80, "K1": 430}, **good}, []),
        ("range-too-few-schools", {"points": {"K0": 80, "K1": 430}, "measures": {"sra_share": 18}}, []),
    ]  # fmt: skip
    for name, profile, notes in listed:
        yield case(
            f"requirement-2019-{name}", "what madya asks for", profile, edition=E2019, notes=notes
        )
        for year in (2018, 2021):
            again = {**profile, "year": year}
            if "exclusive_breastfeeding" in profile.get("measures", {}):
                again |= met(E2019, year)
            yield case(
                f"requirement-{year}-{name}", "possibly asked, and changes no level", again,
                edition=E2019, notes=["requirement.possibly-asked"],
            )  # fmt: skip
    for name in good["measures"]:
        without = {key: value for key, value in good["measures"].items() if key != name}
        profile = {"points": {"total": 777.77}, "measures": without}
        yield case(
            f"requirement-2019-without-{name}", "one measure is unknown", profile, edition=E2019, notes=[]
        )  # fmt: skip
    outside: list[tuple[str, Edition, Case, list[str]]] = [
        ("2019-no-year", E2019, {"year": None, "measures": {"sra_share": 18}}, ["requirement.no-round"]),
        ("2019-no-year-unknown", E2019, {"year": None}, ["requirement.no-round"]),
        ("2011-no-year", E2011, {"year": None}, ["requirement.no-round"]),
        ("2022-no-year", E2022, {"year": None}, []),
        ("2024-no-year", E2024, {"year": None}, []),
        ("2019-in-2022", E2019, {"year": 2022}, ["profile.edition-not-in-force"]),
        ("2019-in-2017", E2019, {"year": 2017, "measures": {"sra_share": 18}}, ["profile.edition-not-in-force"]),
        ("2011-in-2019", E2011, {"year": 2019}, ["profile.edition-not-in-force"]),
        ("2022-in-2019", E2022, {"year": 2019}, ["profile.edition-not-in-force"]),
    ]  # fmt: skip
    for name, edition, profile, notes in outside:
        whole = {"points": {"total": 620}, **profile}
        yield case(
            f"requirement-{name}",
            "a profile of no round of the edition",
            whole,
            edition=edition,
            notes=notes,
        )
    yield from components()


def components() -> Iterator[Case]:
    """Yield how many components reach 70% in the edition of 2011."""
    names = E2011.indicators
    for reaching in (0, 16, 17, 20, 21, 24, 25, 31):
        for short_of in ("below", "unknown", "some-unknown"):
            rest = names[reaching:]
            if not rest and short_of != "below":
                continue
            ratios = dict.fromkeys(names[:reaching], 0.7)
            if short_of != "unknown":
                ratios |= dict.fromkeys(rest if short_of == "below" else rest[4:], 0.699)
            profile = {"points": {"total": 950}, "ratios": ratios}
            about = (
                f"{reaching} components reach exactly 70%, the others {short_of.replace('-', ' ')}"
            )
            yield case(f"components-{reaching}-{short_of}", about, profile, edition=E2011, notes=[])
    near: list[tuple[str, float, Case]] = [
        ("exactly", 0.7, {}), ("just-below", 0.6999999, {}), ("just-above", 0.7000001, {}),
        ("three-tenths-more", 0.30000000000000004, {}), ("one", 1, {}), ("zero", 0, {}),
        ("at-550", 0.7, {"points": {"total": 550}}), ("at-650", 0.7, {"points": {"total": 650}}),
        ("at-750", 0.7, {"points": {"total": 750}}), ("at-850", 0.7, {"points": {"total": 850}}),
        ("by-points-alone", 0.6, {"points": dict.fromkeys(names[:20], 32)}),
    ]  # fmt: skip
    for name, ratio, profile in near:
        whole = {
            "points": {"total": 950},
            "ratios": dict.fromkeys(names[:16], 0.9)
            | {names[16]: ratio}
            | dict.fromkeys(names[17:], 0.1),
            **profile,
        }
        yield case(
            f"components-ratio-{name}",
            f"the seventeenth is {ratio}",
            whole,
            edition=E2011,
            notes=[],
        )
    for level, reaching, unknown in (
        ("madya", 21, 0), ("madya", 17, 0), ("madya", 17, 4), ("madya", 17, 3), ("madya", 21, 4),
        ("nindya", 21, 0), ("nindya", 21, 4), ("nindya", 25, 0), ("utama", 25, 0), ("utama", 24, 0),
        ("kla", 24, 1), ("pratama", 16, 0), ("pratama", 16, 1), ("pratama", 17, 0),
    ):  # fmt: skip
        total = floor(level, edition=E2011)
        ratios = dict.fromkeys(names[:reaching], 1) | dict.fromkeys(names[reaching + unknown :], 0)
        for policy in POLICIES:
            yield case(
                f"components-edge-{total}-{reaching}-{unknown}-{policy.removeprefix('floor_')}",
                "a floor whose level may be asking for more than there is",
                {"points": {"total": total}, "ratios": ratios}, edition=E2011,
                options={"edge_policy": policy}, notes=[],
            )  # fmt: skip
    clusters = {"points": {"total": 950}, "ratios": dict.fromkeys(E2011.clusters, 1)}
    yield case(
        "components-clusters", "clusters are no components", clusters, edition=E2011, notes=[]
    )
    ratios = dict.fromkeys(names[:18], 1)
    full = {"points": {**dict.fromkeys(names[18:], 50), "K0": 300}, "ratios": ratios}
    yield case(
        "components-points-say-nothing",
        "points without a maximum give no ratio",
        full,
        edition=E2011,
        nodes=["K0", "K5"],
    )


def measures() -> Iterator[Case]:
    """Yield one measure of the edition of 2019 at a time, everything else met."""

    def one(
        name: str, about: str, changed: Case, *, notes: list[str] | None = None, **profile: Any
    ) -> Case:
        given = {**met(E2019, 2019)["measures"], **changed}
        whole = {"points": {"total": 620}, "measures": given, **profile}
        return case(f"measure-{name}", about, whole, edition=E2019, notes=notes)

    for value in (0, 18, 24, 24.999, 24.9999999, 25, 25.0000001, 25.001, 99.9, 100):
        yield one(f"at-least-25-{value}", f"{value} of at least 25", {"sra_share": value}, notes=[])
    for value in (25, 49.999, 50, 50.0000001, 50.001, 51, 100):
        changed: Case = {"child_friendly_puskesmas_share": {"value": value}}
        yield one(f"above-50-{value}", f"{value} of more than 50", changed, notes=[])
    for name, counted in (
        ("sra_share", [
            (10, 40, 0), (9, 40, 0), (9, 40, 1), (8, 40, 1), (8, 40, 2), (10, 40, 30), (0, 40, 40),
            (0, 40, 9), (333, 1332, 0), (333, 1333, 0), (333, 1333, 1), (334, 1333, 0), (0, 1, 0),
            (0, 1, 1), (1, 1, 0), (1, 3, 0), (250, 1000, 0), (249, 1000, 0), (249, 1000, 1),
            (249999999, 1000000000, 0), (249999999, 1000000000, 1), (250000000, 1000000000, 0),
        ]),
        ("child_friendly_puskesmas_share", [
            (1, 2, 0), (1, 2, 1), (2, 3, 0), (500, 1000, 0), (500, 1000, 1), (499, 1000, 1),
            (499, 1000, 2), (501, 1000, 0), (500000001, 1000000000, 0), (500000000, 1000000000, 0),
        ]),
    ):  # fmt: skip
        for part, whole, unknown in counted:
            counts = {"part": part, "whole": whole} | ({"unknown": unknown} if unknown else {})
            about = f"{part} of {whole}, {unknown} not known"
            yield one(f"{name}-{part}-of-{whole}-{unknown}", about, {name: counts}, notes=[])
    for value, part, notes in (
        (30, 9, ["measure.counts-differ"]), (18, 10, ["measure.counts-differ"]), (25, 10, []), (22.5, 9, []),
    ):  # fmt: skip
        changed = {"dekela_share": {"value": value, "part": part, "whole": 40}}
        yield one(
            f"counts-before-value-{value}-{part}", "counts go before a value", changed, notes=notes
        )
    yield one(
        "a-third",
        "33.3 as printed for 1 of 3",
        {"pka_share": {"value": 33.3, "part": 1, "whole": 3}},
        notes=[],
    )
    for small in (0.25, 0.999, 0.5, 1e-07):
        yield one(
            f"small-{small}",
            "less than one per cent",
            {"patbm_share": small},
            notes=["measure.small"],
        )
    yield one(
        "one-per-cent", "one per cent, or a slip; taken as it stands", {"patbm_share": 1}, notes=[]
    )
    yield from years(one)
    yield from yes_no(one)
    yield from trends(one)
    yield from not_asked()


def years(one: Any) -> Iterator[Case]:  # noqa: ANN401 - a function of cases
    def reading(value: float, year: int | None = None, definition: str | None = None) -> Case:
        form = {"value": value, "year": year, "definition": definition}
        return {key: item for key, item in form.items() if item is not None}

    two = ["measure.two-definitions"]
    table: list[tuple[str, list[Case], list[str]]] = [
        ("only-an-older-year", [reading(30, 2017)], []),
        ("latest-counts-low", [reading(30, 2018), reading(18, 2019)], []),
        ("latest-counts-high", [reading(30, 2019), reading(18, 2018)], []),
        ("no-year-is-that-of-the-round", [reading(30, 2018), reading(18)], []),
        ("after-the-round", [reading(18), reading(30, 2020)], ["measure.later"]),
        ("definitions-agree", [reading(30, 2019, "a"), reading(26, 2019, "b")], two),
        ("definitions-agree-low", [reading(20, 2019, "a"), reading(18, 2019, "b")], two),
        ("definitions-differ", [reading(30, 2019, "a"), reading(18, 2019, "b")], two),
        ("definitions-equal", [reading(30, 2019, "a"), reading(30, 2019, "b")], []),
        ("one-without-definition", [reading(30, 2019), reading(18, 2019, "b")], two),
        ("differ-in-an-older-year", [reading(30, 2018, "a"), reading(18, 2018, "b"), reading(40, 2019)], two),
        ("definitions-at-the-bar", [reading(25, 2019, "a"), reading(30, 2019, "b")], two),
        ("value-and-counts", [reading(26, 2019, "a"), {"part": 9, "whole": 40, "definition": "b"}], two),
        ("counts-with-unknown", [reading(26, 2019, "a"), {"part": 9, "whole": 40, "unknown": 1, "definition": "b"}], two),
    ]  # fmt: skip
    for name, readings, notes in table:
        yield one(f"share-{name}", "several readings", {"kelana_share": readings}, notes=notes)
    no_year = {"year": None, "notes": ["requirement.no-round"]}
    readings = [reading(30, 1999), reading(18)]
    yield one(
        "share-no-year-is-earliest",
        "a reading of no year, in a profile of none",
        {"kelana_share": readings},
        **{**no_year, "notes": ["measure.undated", "requirement.no-round"]},
    )
    yield one(
        "share-no-year-at-all",
        "only a reading of no year",
        {"kelana_share": reading(18)},
        **no_year,
    )


def yes_no(one: Any) -> Iterator[Case]:  # noqa: ANN401 - a function of cases
    def reading(year: int, definition: str = "own", *, holds: bool) -> Case:
        return {"value": holds, "year": year, "definition": definition}

    two = ["measure.two-definitions"]
    table: list[tuple[str, Any, list[str]]] = [
        ("yes", True, []), ("no", False, []), ("yes-as-a-reading", {"value": True}, []),
        ("both-ways", [reading(2019, holds=True), reading(2019, "office", holds=False)], two),
        ("yes-twice", [reading(2019, holds=True), reading(2019, "office", holds=True)], []),
        ("no-twice", [reading(2019, holds=False), reading(2019, "office", holds=False)], []),
        ("latest-no", [reading(2018, holds=True), reading(2019, holds=False)], []),
        ("latest-yes", [reading(2019, holds=True), reading(2018, holds=False)], []),
    ]  # fmt: skip
    for name, given, notes in table:
        yield one(f"yes-no-{name}", "yes or no", {"smoke_free_regulation": given}, notes=notes)
    flat = [{"value": 18, "year": 2018}, {"value": 18, "year": 2019}]
    for name, below, prevalence in (
        ("false-and-unknown", False, {"value": 18}), ("true-and-unknown", True, {"value": 18}),
        ("true-and-false", True, flat), ("false-and-false", False, flat),
    ):  # fmt: skip
        changed = {"undernutrition_below_national": below, "undernutrition_prevalence": prevalence}
        yield one(f"all-{name}", "both must hold", changed, notes=[])


def trends(one: Any) -> Iterator[Case]:  # noqa: ANN401 - a function of cases
    def reading(value: float, year: int, definition: str | None = None) -> Case:
        return {"value": value, "year": year} | ({"definition": definition} if definition else {})

    def counts(part: int, unknown: int, year: int) -> Case:
        return {"part": part, "whole": 100, "unknown": unknown, "year": year}

    two = ["measure.two-definitions"]
    table: list[tuple[str, list[Case], list[str]]] = [
        ("rising", [reading(18, 2018), reading(18.001, 2019)], []),
        ("falling", [reading(18, 2018), reading(17.999, 2019)], []),
        ("equal", [reading(18, 2018), reading(18, 2019)], []),
        ("one-year", [reading(18, 2019)], []),
        ("older-years", [reading(18, 2014), reading(20, 2016)], []),
        ("unordered", [reading(20, 2019), reading(18, 2018)], []),
        ("two-latest-up", [reading(30, 2017), reading(18, 2018), reading(20, 2019)], []),
        ("two-latest-down", [reading(10, 2017), reading(20, 2018), reading(18, 2019)], []),
        ("no-common-definition", [reading(18, 2018, "a"), reading(20, 2019, "b")], []),
        ("past-a-stray-reading-between", [reading(18, 2017, "a"), reading(19, 2018, "b"), reading(20, 2019, "a")], []),
        ("past-a-stray-reading-after", [reading(18, 2017, "a"), reading(20, 2018, "a"), reading(5, 2019, "b")], []),
        ("the-definition-that-reaches-furthest", [reading(18, 2016, "a"), reading(20, 2017, "a"), reading(30, 2018, "b"), reading(25, 2019, "b")], []),
        ("one-common-definition", [reading(18, 2018, "a"), reading(30, 2018, "b"), reading(20, 2019, "a")], two),
        ("definitions-agree-up", [reading(18, 2018, "a"), reading(28, 2018, "b"), reading(20, 2019, "a"), reading(30, 2019, "b")], two),
        ("definitions-agree-down", [reading(20, 2018, "a"), reading(30, 2018, "b"), reading(18, 2019, "a"), reading(28, 2019, "b")], two),
        ("definitions-disagree", [reading(18, 2018, "a"), reading(30, 2018, "b"), reading(20, 2019, "a"), reading(28, 2019, "b")], two),
        ("definitions-up-and-equal", [reading(18, 2018, "a"), reading(30, 2018, "b"), reading(20, 2019, "a"), reading(30, 2019, "b")], two),
        ("none-is-a-definition", [reading(18, 2018), reading(20, 2019), reading(99, 2019, "b")], two),
        ("none-is-not-any", [reading(18, 2018), reading(20, 2019, "b")], []),
        ("counts-up", [counts(40, 5, 2018), counts(46, 0, 2019)], []),
        ("counts-touching-up", [counts(40, 5, 2018), counts(45, 3, 2019)], []),
        ("counts-overlapping", [counts(40, 5, 2018), counts(41, 5, 2019)], []),
        ("counts-touching-down", [counts(40, 5, 2018), counts(38, 2, 2019)], []),
        ("counts-down", [counts(40, 5, 2018), counts(38, 1, 2019)], []),
        ("counts-equal", [counts(40, 0, 2018), counts(40, 0, 2019)], []),
        ("counts-equal-unknown", [counts(40, 1, 2018), counts(40, 1, 2019)], []),
    ]  # fmt: skip
    for name, readings, notes in table:
        for measure in ("early_breastfeeding_initiation", "undernutrition_prevalence"):
            asked = "falling" if measure.startswith("under") else "rising"
            about = f"{name.replace('-', ' ')}, where {asked} is asked"
            yield one(f"trend-{asked}-{name}", about, {measure: readings}, notes=notes)
    yield one(
        "trend-year-of-the-round", "a reading of no year has that of the round",
        {"exclusive_breastfeeding": [{"value": 40, "year": 2018}, {"value": 41}]}, notes=[],
    )  # fmt: skip
    yield one(
        "trend-no-year", "a reading of no year, in a profile of none, makes no trend",
        {"exclusive_breastfeeding": [{"value": 40, "year": 2018}, {"value": 41}]}, year=None,
        notes=["measure.undated", "requirement.no-round"],
    )  # fmt: skip


def not_asked() -> Iterator[Case]:
    table: list[tuple[str, Edition, Case, list[str]]] = [
        ("share-in-2022", E2022, {"sra_share": 18}, ["measure.not-asked"]),
        ("above-100-in-2022", E2022, {"some_number": 122.39}, ["measure.not-asked"]),
        ("share-in-2024", E2024, {"sra_share": 18}, ["measure.not-asked"]),
        ("misspelt-in-2019", E2019, {"sra_shares": 18}, ["measure.not-asked"]),
        ("yes-no-in-2011", E2011, {"smoke_free_regulation": False}, ["measure.not-asked"]),
        ("advisory-yes", E2024, {"kla_regulation": True}, []),
        ("advisory-no", E2024, {"kla_regulation": False, "protection_unit": False}, []),
    ]
    for name, edition, given, notes in table:
        profile = {"points": {"total": 620}, "measures": given}
        about = "nothing that a level asks for"
        yield case(f"measure-not-asked-{name}", about, profile, edition=edition, notes=notes)


def holds(name: str, about: str, when: Case, profile: Case, edition: Edition = E2024) -> Case:
    """Return a case of one condition: whether it holds of a profile; None is unknown."""
    head = {"edition": edition.id, "stage": "self", "year": edition.year}
    whole = {**head, **profile}
    facts = Facts(edition, whole, known_points(edition, whole, None))
    surely, possibly = judge(when, facts)
    state = surely if surely == possibly else None
    expect = {"holds": state}
    return {
        "id": f"condition-{name}",
        "about": about,
        "profile": whole,
        "condition": when,
        "expect": expect,
    }


def conditions() -> Iterator[Case]:
    """Yield every form a condition can have, also those that no packaged rule uses."""
    half, third = part_of("K0", 0.5), part_of("6.3", 2 / 3)
    some: Case = {"points": {"K1": 100, "6": 40, "6.3": third, "4.1": 0, "K0": half}}
    near = [number(100 + exact(half) + Fraction(step, 1000)) for step in (-1, 0, 1)]
    for figure_, bars in (
        ({"points": "K1"}, (99.999, 100, 100.001)), ({"points": "K2"}, (0, 0.001, most("K2", -0.001), most("K2"))),
        ({"points": "total"}, (*near, 910.999, 911)), ({"ratio": "K0"}, (0.499, 0.5, 0.501)),
        ({"ratio": "6.3"}, (0.66, 0.67)), ({"ratio": "K3"}, (0, 0.5, 1)),
        ({"ratio": "4"}, (0, 0.5, 0.99, 1)),
    ):  # fmt: skip
        for bar in bars:
            for comparator in COMPARATORS:
                when = {**figure_, comparator: bar}
                (kind, node_id), _ = when.items()
                name = f"{kind}-{node_id}-{comparator.replace('_', '-')}-{bar}"
                yield holds(
                    name, f"{kind} of {node_id}: {comparator.replace('_', ' ')} {bar}", when, some
                )
    given: Case = {"measures": {"sra_share": {"part": 9, "whole": 40, "unknown": 4}}}
    for kind in ("measure", "share"):
        for bar in (22.499, 22.5, 30, 32.5, 32.501):
            for comparator in COMPARATORS:
                when = {kind: "sra_share", comparator: bar}
                name = f"{kind}-{comparator.replace('_', '-')}-{bar}"
                yield holds(name, "between 22.5 and 32.5", when, given, E2019)
    for comparator in COMPARATORS:
        for measure, bar in (("sra_share", 25), ("exclusive_breastfeeding", 0)):
            when = {"measure": measure, comparator: bar}
            name = f"not-given-{measure}-{comparator.replace('_', '-')}"
            yield holds(name, "not given: unknown, whatever is asked", when, {}, E2019)
        ratio = {"ratio": "1", comparator: 0.7}
        for value in (0.699, 0.7, 0.701, None):
            name = f"ratio-given-{value}-{comparator.replace('_', '-')}"
            profile = {} if value is None else {"ratios": {"1": value}}
            yield holds(name, "a ratio as given, where no maximum is known", ratio, profile, E2011)
    yield from logic()
    rng = random.Random(3)  # noqa: S311 - the same cases every time
    for index in range(50):
        profile = {"points": some_points(rng, E2019, complete=False)}
        profile["measures"] = some_measures(rng, E2019.year)
        when = some_condition(rng, 3)
        yield holds(f"random-{index}", "conditions within conditions", when, profile, E2019)
    count = sum(one["rank"] == "question" for one in E2024.nodes.values())
    ranks: list[tuple[str, int, float]] = [
        ("cluster", 2, 0.5), ("cluster", 3, 0.5), ("indicator", 3, 0.8), ("indicator", 20, 0.8),
        ("question", 10, 1), ("question", 100, 0), ("question", count, 0),
        ("question", count - 1, 0.001),
    ]  # fmt: skip
    for rank, least, share in ranks:
        counted = {"at_least": least, "nodes": rank, "reaching": share}
        name = f"nodes-{rank}-{least}-{share}"
        yield holds(name, f"at least {least} of rank {rank} reach {share}", counted, some)
        full = {"points": {name: number(E2024.most[name]) for name in E2024.leaves[::2]}}
        yield holds(f"{name}-half-full", "every second question full", counted, full)


def logic() -> Iterator[Case]:
    """Yield the tables of three-valued logic, over measures that are yes, no or unknown."""
    names = {True: "kla_regulation", False: "protection_unit", None: "safe_house"}
    words = {True: "yes", False: "no", None: "unknown"}
    facts = {"measures": {"kla_regulation": True, "protection_unit": False}}
    atom = {state: {"measure": name, "is": True} for state, name in names.items()}
    for state, name in names.items():
        yield holds(f"not-{words[state]}", "the opposite", {"not": atom[state]}, facts)
        yield holds(
            f"is-false-{words[state]}",
            "false is asked",
            {"measure": name, "is": False},
            facts,
        )
        for other in names:
            pair = [atom[state], atom[other]]
            told = f"{words[state]}-{words[other]}"
            yield holds(f"all-{told}", "all", {"all": pair}, facts)
            yield holds(f"any-{told}", "any", {"any": pair}, facts)
            for third in names:
                when = {"at_least": 2, "of": [*pair, atom[third]]}
                yield holds(f"two-of-{told}-{words[third]}", "at least two of three", when, facts)


def some_condition(rng: random.Random, depth: int) -> Case:
    """Return a condition at random, over the edition of 2019."""
    if depth and rng.random() < 0.75:
        parts = [some_condition(rng, depth - 1) for _ in range(rng.randint(1, 4))]
        least = rng.randint(1, len(parts))
        return rng.choice(
            [{"all": parts}, {"any": parts}, {"not": parts[0]}, {"at_least": least, "of": parts}]
        )
    kinds = {one["id"]: one["kind"] for one in E2019.plain["measures"]}
    name = rng.choice(list(kinds))
    if kinds[name] == "yes_no":
        return {"measure": name, "is": rng.random() < 0.5}
    comparator = rng.choice(COMPARATORS)
    forms: list[Case] = [{"measure": name, comparator: rng.choice([18, 25, 50, 80])}]
    if kinds[name] == "percentage":
        forms.append({"trend": name, "is": rng.choice(["rising", "falling"])})
    forms.append(
        {"points": rng.choice(["K0", "K3", "total"]), comparator: rng.choice([40, 90.5, 100])}
    )
    forms.append({"ratio": rng.choice(["K0", "total", "K1"]), comparator: rng.choice([0.3, 0.7])})
    return rng.choice(forms)


def remarks() -> Iterator[Case]:
    """Yield what is only noted: stages, names, totals that lost their decimal point."""
    clusters = {"K0": 83.5, "K1": 53, "K2": 78, "K3": 94.5, "K4": 44.5, "K5": 104.85, "K6": 47.5}
    table: list[tuple[str, Case, list[str]]] = [
        ("no-stage", {"stage": None, "points": {"total": 620}}, ["profile.no-stage"]),
        ("total-slip", {"points": {"total": 6.2}}, ["total.slip"]),
        ("total-slip-at-a-hundredth", {"points": {"total": part_of("total", 0.01)}}, ["total.slip"]),
        ("total-slip-above-a-hundredth", {"points": {"total": number(E2024.most["total"] / 100 + Fraction(1, 1000))}}, []),
        ("total-slip-thousandth", {"points": {"total": 0.001}}, ["total.slip"]),
        ("total-slip-not-zero", {"points": {"total": 0}}, []),
        ("total-slip-not-of-a-part", {"points": {"K0": 6.2}}, []),
        ("declared-slip", {"points": clusters, "declared_total": 50.585}, ["total.declared-differs", "total.declared-slip"]),
        ("declared-no-slip", {"points": clusters, "declared_total": 50.586}, ["total.declared-differs"]),
        ("declared-as-summed", {"points": clusters, "declared_total": 505.85}, []),
        ("no-kind", {"region": {"name": "Pasuruan"}, "points": {"total": 620}}, ["region.no-kind"]),
        ("kind-in-the-name", {"region": {"name": "Kota Pasuruan"}, "points": {"total": 620}}, []),
        ("kind-given", {"region": {"name": "Pasuruan", "kind": "kota"}, "points": {"total": 620}}, []),
        ("kind-by-code", {"region": {"name": "Pasuruan", "code": "35.75"}, "points": {"total": 620}}, []),
    ]  # fmt: skip
    for name, profile, notes in table:
        for edition in (E2022, E2024):
            yield case(
                f"remark-{short(edition)}-{name}",
                "noted, and counts nothing",
                profile,
                edition=edition,
                notes=notes,
            )


def refusals_of_editions() -> Iterator[Case]:
    def share(given: Any) -> Case:  # noqa: ANN401 - whatever a profile may say
        return {"measures": {"sra_share": given}}

    def above(edition: Edition, beside: float = 0) -> Figure:
        """Return what is a thousandth more than the whole leaves beside so many points."""
        return most("total", 0.001 - beside, edition)

    twice = [{"value": 20, "year": 2018}, {"value": 30, "year": 2018}]
    one: list[tuple[str, Edition, Case, list[str]]] = [
        ("year-2020", E2019, {"year": 2020}, ["profile.no-round"]),
        ("ratio-above-one", E2011, {"ratios": {"1": 1.001}}, ["ratio.range"]),
        ("ratio-as-per-cent", E2011, {"ratios": {"1": 70}}, ["ratio.range"]),
        ("ratio-below-zero", E2011, {"ratios": {"K1": -0.001}}, ["ratio.range"]),
        ("ratio-of-no-node", E2011, {"ratios": {"32": 0.5}}, ["profile.unknown-node"]),
        ("ratio-of-the-total", E2011, {"ratios": {"total": 0.5}}, ["ratio.maximum-known"]),
        ("ratio-2019", E2019, {"ratios": {"total": 0.5}}, ["ratio.maximum-known"]),
        ("ratio-2022", E2022, {"ratios": {"26": 0.5}}, ["ratio.maximum-known"]),
        ("ratio-2024", E2024, {"ratios": {"6.1": 0.5}}, ["ratio.maximum-known"]),
        ("measure-swapped", E2019, share({"part": 40, "whole": 10}), ["measure.swapped"]),
        ("measure-above-whole", E2019, share({"part": 30, "whole": 40, "unknown": 11}), ["measure.above-whole"]),
        ("measure-share-above-100", E2019, share(100.001), ["measure.percentage"]),
        ("measure-share-below-0", E2019, share(-0.001), ["measure.percentage"]),
        ("measure-percentage-above-100", E2019, {"measures": {"exclusive_breastfeeding": {"value": 122.39}}}, ["measure.percentage"]),
        ("measure-boolean", E2019, share(given=True), ["measure.not-a-number"]),
        ("measure-boolean-reading", E2019, share({"value": False}), ["measure.not-a-number"]),
        ("measure-number-for-yes-no", E2019, {"measures": {"smoke_free_regulation": 1}}, ["measure.not-yes-no"]),
        ("measure-number-for-yes-no-2024", E2024, {"measures": {"kla_regulation": 1}}, ["measure.not-yes-no"]),
        ("measure-counts-for-yes-no", E2019, {"measures": {"smoke_free_regulation": {"part": 1, "whole": 1}}}, ["measure.not-yes-no"]),
        ("measure-twice", E2019, share(twice), ["measure.twice"]),
        ("measure-twice-by-the-round", E2019, share([{"value": 20}, {"value": 30, "year": 2019}]), ["measure.twice"]),
        ("measure-twice-one-definition", E2019, share([{**form, "definition": "own"} for form in twice]), ["measure.twice"]),
        ("measure-part-without-whole", E2019, share({"part": 3}), ["measure.one-count"]),
        ("measure-whole-without-part", E2019, share({"value": 20, "whole": 3}), ["measure.one-count"]),
        ("measure-unknown-without-whole", E2019, share({"value": 20, "unknown": 3}), ["measure.one-count"]),
        ("measure-empty", E2019, share({}), ["measure.empty"]),
        ("measure-only-a-year", E2019, share({"year": 2018}), ["measure.empty"]),
        ("measure-second-of-two", E2019, share([{"value": 20, "year": 2018}, {"part": 3, "whole": 2}]), ["measure.swapped"]),
        ("measure-not-asked-swapped", E2022, share({"part": 40, "whole": 10}), ["measure.swapped"]),
        ("measure-as-text", E2019, share("25"), ["schema.type"]),
        ("measure-null", E2019, share(None), ["schema.type"]),
        ("measure-unknown-key", E2019, share({"count": 3}), ["schema.unknown-key"]),
        ("parts-above-2019", E2019, {"points": {"K1": 600, "K2": above(E2019, 600)}}, ["profile.parts-above"]),
        ("parts-above-by-a-little", E2019, {"points": {"K0": 100, "K1": above(E2019, 100)}}, ["profile.parts-above"]),
        ("parts-above-in-a-cluster", E2011, {"points": {"1": 600, "2": above(E2011, 600)}}, ["profile.parts-above"]),
        ("parts-above-over-clusters", E2011, {"points": {"1": 600, "8": above(E2011, 600)}}, ["profile.parts-above"]),
        ("parts-above-by-own-points", E2011, {"points": {"K0": 600, "1": 1, "8": above(E2011, 600)}}, ["profile.parts-above"]),
        ("above-ceiling-cluster", E2019, {"points": {"K1": above(E2019), "total": 700}}, ["profile.above-maximum"]),
        ("above-ceiling-indicator", E2011, {"points": {"1": above(E2011), "K0": 700}}, ["profile.above-maximum"]),
        ("above-maximum-2019", E2019, {"points": {"total": above(E2019)}}, ["profile.above-maximum"]),
        ("above-maximum-2022", E2022, {"points": {"25": most("25", 0.001, E2022)}}, ["profile.above-maximum"]),
        ("maximum-of-2024-in-2022", E2022, {"points": {"K0": most("K0", 0.001, E2022)}}, ["profile.above-maximum"]),
        ("points-of-2024-in-2022", E2022, {"points": {"6.3": 14}}, ["profile.unknown-node"]),
        ("answer-of-2024-in-2022", E2022, {"answers": {"6.1": {"option": "full"}}}, ["answer.unknown-question"]),
        ("answer-at-indicator-2022", E2022, {"answers": {"26": {"option": "full"}}}, ["answer.unknown-question"]),
        ("indicator-of-2024-in-2019", E2019, {"points": {"6": 14}}, ["profile.unknown-node"]),
        ("cluster-of-2022-in-2019", E2019, {"points": {"K6": 14}}, ["profile.unknown-node"]),
        ("stage-2011", E2011, {"stage": "finale"}, ["profile.unknown-stage"]),
    ]  # fmt: skip
    for name, edition, profile, findings in one:
        base = {"edition": edition.id, "stage": "self", "year": edition.year}
        yield refused(
            f"refused-{name}", "cannot be true, or belongs elsewhere", {**base, **profile}, findings
        )
    yield refused(
        "refused-no-edition-2020",
        "no round, and so no edition",
        {"year": 2020, "points": {}},
        ["profile.no-round"],
    )
