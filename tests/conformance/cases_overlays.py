"""Cases of overlays: tables, corrected maxima, what changes nothing, and what is refused."""

import random
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from conformance.cases_2024 import table
from conformance.cases_proof import (
    BACKED,
    RISING,
    SOURCE,
    asking,
    doc,
    fitting,
    full,
    overlay,
    proof,
)
from conformance.figures import Figure, floor, most, summed, up_to
from conformance.reckoning import (
    COMPARATORS,
    E2011,
    E2019,
    E2022,
    E2024,
    Case,
    Facts,
    edition_for,
    exact,
    half_even,
    judge,
    known_points,
    laid,
    number,
    unsound,
)

TEXT = {"id": "Rekaan", "en": "Invented"}
FALLING = {"bands": [{"from": 0, "to": 10, "points": most("13.1")}, {"from": 10, "points": 0.5}]}


def corrections(changed: Case) -> Case:
    return {name: {"maximum": value} for name, value in changed.items()}


def moved(by: Mapping[str, float]) -> Case:
    """Return corrections of maxima by so many points."""
    return corrections(shifted(by))


def shifted(by: Mapping[str, float]) -> dict[str, Figure]:
    """Return maxima that differ by so many points from what they are."""
    return {name: most(name, more) for name, more in by.items()}


def banded(name: str, value: float, *, evidence: bool = True) -> Case:
    backing = {"evidence": fitting(name)} if evidence else {}
    return {"answers": {name: {"value": value, **backing}}}


def overlay_tables() -> Iterator[Case]:
    rising, falling = overlay(tables={"26.15": RISING}), overlay(tables={"13.1": FALLING})
    counts = {"bands": [{"from": 0, "to": 5, "points": most("12.4")}, {"from": 5, "to": 9, "points": up_to("12.4", 1)}]}  # fmt: skip
    closed = overlay(tables={"12.4": counts})
    by_question: list[tuple[str, Case, list[float]]] = [
        ("26.15", rising, [0, 24.999, 25, 50.499, 50.5, 61.5, 99.9, 100]),
        ("13.1", falling, [0, 9.99, 10, 55, 100]), ("12.4", closed, [0, 4, 5, 9, 10]),
    ]  # fmt: skip
    for name, laid_over, values in by_question:
        for value in values:
            for backed in (True, False):
                outside = ["answer.outside-scale"] if value == 10 and name == "12.4" else []
                yield proof(
                    f"overlay-band-{name}-{value}-{'backed' if backed else 'bare'}",
                    "a table of an overlay: a band holds its start, the last holds both ends",
                    banded(name, value, evidence=backed), overlays=[laid_over], options=BACKED,
                    nodes=[name], notes=outside,
                )  # fmt: skip
    for value in (40, 61.5):
        yield proof(
            f"overlay-before-assumption-{value}", "where an overlay has bands, nothing is assumed",
            banded("26.15", value), overlays=[rising], options={"assume": "proportional"},
            nodes=["26.15"], notes=[],
        )  # fmt: skip
    named = overlay(tables={"6.1": {"options": {"partly": up_to("6.1", 2.5), "hardly": 0}}})
    for option in ("none", "hardly", "partly", "full"):
        for count in ("claimed", "backed"):
            yield proof(
                f"overlay-option-{option}-as-{count}", "options of an overlay",
                {"answers": {"6.1": {"option": option}}}, overlays=[named],
                options={"count": count}, nodes=["6.1"], notes=[],
            )  # fmt: skip
    both = overlay(tables={"26.15": {**RISING, "options": {"soon": 1.5}}})
    for answer in ({"option": "soon"}, {"value": 30}, {"fraction": 0.5}, {"points": 2}):
        yield proof(
            f"overlay-bands-and-options-{next(iter(answer))}", "bands and options of one question",
            {"answers": {"26.15": answer}}, overlays=[both], nodes=["26.15"], notes=[],
        )  # fmt: skip
    only = overlay(tables={"26.15": {"options": {"soon": 1.5}}})
    for assume in (None, "proportional"):
        yield proof(
            f"overlay-options-for-a-value-{assume}", "a table without bands turns no value",
            banded("26.15", 30), overlays=[only], options={"assume": assume} if assume else {},
            nodes=["26.15"], notes=["assume.proportional" if assume else "answer.no-scale"],
        )  # fmt: skip
    yield from two_tables()
    yield from several_overlays()


LOW = {"bands": [{"from": 0, "to": 50, "points": 1}, {"from": 50, "to": 100, "points": 2}]}


def two_tables() -> Iterator[Case]:
    """Yield profiles that bring a table where an overlay has one."""
    rising = overlay(tables={"26.15": RISING})
    options = {"options": {"soon": 1.5}}
    listed: list[tuple[str, Case, Case, Case, list[str]]] = [
        ("same-question", {"26.15": LOW}, rising, {"26.15": {"value": 60}}, []),
        ("other-question", {"26.11": LOW}, rising, {"26.15": {"value": 60}, "26.11": {"value": 60}}, []),
        ("other-question-alone", {"26.11": LOW}, rising, {"26.15": {"value": 60}}, []),
        ("not-answered", {"26.15": LOW}, rising, {"26.11": {"option": "full"}}, []),
        ("points-instead", {"26.15": LOW}, rising, {"26.15": {"points": 3}}, []),
        ("options-hide-bands", {"26.15": options}, rising, {"26.15": {"value": 60}}, ["answer.no-scale"]),
        ("options-hide-bands-option", {"26.15": options}, rising, {"26.15": {"option": "soon"}}, []),
        ("bands-beside-options", {"26.15": LOW}, overlay(tables={"26.15": options}), {"26.15": {"value": 60}}, []),
        ("two-questions", {"26.15": LOW, "26.11": LOW}, overlay(tables={"26.15": RISING, "26.11": options}), {"26.15": {"value": 25}, "26.11": {"value": 25}}, []),
    ]  # fmt: skip
    for told, own, laid_over, answers, notes in listed:
        given = {name: {**one, "evidence": fitting(name)} for name, one in answers.items()}
        for count in ("claimed", "backed"):
            yield proof(
                f"overlay-and-scale-{told}-as-{count}", "the table of the profile goes before",
                {"answers": given, "scales": table(own)}, overlays=[laid_over],
                options={"count": count}, nodes=list(answers), notes=notes,
            )  # fmt: skip
    yield proof(
        "overlay-and-scale-assumed", "options of the profile hide bands: the assumption decides",
        {**banded("26.15", 60), "scales": table({"26.15": options})}, overlays=[rising],
        options={"assume": "proportional"}, nodes=["26.15"], notes=["assume.proportional"],
    )  # fmt: skip


def several_overlays() -> Iterator[Case]:
    """Yield several overlays at once: their order says nothing."""
    one, two = overlay("one", tables={"26.15": RISING}), overlay("two", tables={"26.11": LOW})
    three = overlay("three", tables={"26.15": RISING}, maxima=moved({"6.1": -1, "6.2": 1}))
    answers: Case = {
        "26.15": {"value": 60, "evidence": [doc("data", "Profil")]}, "26.11": {"value": 49.9},
        "6.1": {"fraction": 0.5, "evidence": fitting("6.1")}, "6.2": {"option": "full"},
    }  # fmt: skip
    for told, overlays in (
        ("two", [one, two]), ("two-turned", [two, one]), ("twice-the-same", [one, two, one]),
        ("saying-the-same", [one, three]), ("three", [three, two, one]), ("third-alone", [three]),
    ):  # fmt: skip
        yield proof(
            f"overlays-{told}", "several overlays: what they say alike counts once",
            {"answers": answers}, overlays=overlays, options=BACKED,
            nodes=[*answers, "6", "26"],
        )  # fmt: skip
    halves = [overlay("up", maxima=moved({"6.1": 1})), overlay("down", maxima=moved({"6.2": -1}))]
    yield proof(
        "overlays-compensating", "two overlays whose corrections only sum together",
        {"answers": full(["6.1", "6.2"])}, overlays=halves, options=BACKED, nodes=["6.1", "6.2"],
    )  # fmt: skip
    many = [overlay(f"table-{name.replace('.', '-')}", tables={name: LOW}) for name in E2024.nodes["26"]["children"]
            if E2024.nodes[name]["answer"] == "percentage" and E2024.most[name] >= 2]  # fmt: skip
    values = {name: {"value": 50} for one in many for name in one["tables"]}
    yield proof(
        f"overlays-{len(many)}", "many overlays", {"answers": values}, overlays=many, nodes=["26"],
    )  # fmt: skip


def excess(indicator: str) -> Figure:
    """Return by how much the questions of a capped indicator sum to more than it."""
    return number(exact(summed(E2024.nodes[indicator]["children"])) - E2024.most[indicator])


def corrected_maxima() -> Iterator[Case]:
    # What moved between the editions of 2022 and 2024, moved back.
    gone = summed(["1.1", "1.3a"])
    total = shifted(
        {"K0": -gone, "1": -gone, "1.1": 0, "1.3a": 0, "K2": gone, "7": gone, "7.1": gone}
    )
    total |= {"1.1": 0, "1.3a": 0}
    listed: list[tuple[str, Case, list[str]]] = [
        ("indicator", shifted({"6.1": 1, "6.2": -1}), ["6.1", "6.2", "6"]),
        ("indicator-thousandth", shifted({"6.1": 0.001, "6.2": -0.001}), ["6.1", "6.2", "6"]),
        ("indicator-to-zero", {"6.1": 0, "6.2": summed(["6.1", "6.2"])}, ["6.1", "6.2", "6"]),
        ("indicator-from-zero", shifted({"26.17": 2, "26.2": -2}), ["26.17", "26.2", "26"]),
        ("cluster", shifted({"4": -2, "4.4": -2, "6": 2, "6.3": 2}), ["4", "6", "K1"]),
        ("total", total, list(total)),
        ("same-as-before", shifted(dict.fromkeys(("6.1", "6", "K1", "total"), 0)), ["6.1", "K1"]),
        ("whole-instrument", shifted(dict.fromkeys(("total", "K4", "19"), excess("19"))), ["19", "K4"]),
    ]  # fmt: skip
    for told, changed, nodes in listed:
        overlays = [overlay(maxima=corrections(changed))]
        questions = [name for name in laid(E2024, overlays).leaves if name in changed]
        graded = [name for name in questions if E2024.nodes[name]["answer"] != "yes_no"]
        halves = {name: {"fraction": 0.5, "evidence": fitting(name)} for name in graded}
        parts = [name for one in nodes if one in E2024.indicators for name in E2024.nodes[one]["children"]]  # fmt: skip
        profiles: list[tuple[str, Case]] = [
            ("full", {"answers": full(questions)}), ("half", {"answers": halves}),
            ("everything", {"answers": full(parts, without=parts[1:2])}),
            ("points", {"points": {one: value for one, value in changed.items() if one != "total"}}),
            ("unknown", {"points": {}}), ("new-total", {"points": {"total": changed.get("total", most("total"))}}),
        ]  # fmt: skip
        for form, profile in profiles:
            both = form in {"full", "everything"}
            for count in ("claimed", "backed") if both else ("claimed",):
                yield proof(
                    f"maxima-{told}-{form}-as-{count}", f"corrected maxima ({told}), {form}",
                    profile, overlays=overlays, options={"count": count}, nodes=nodes,
                )  # fmt: skip
    halved = [overlay(maxima=moved({"26.15": -5, "26.2": 5}))]
    for value in (0, 61.5, 100):
        yield proof(
            f"maxima-assumed-{value}", "a share of the corrected maximum",
            banded("26.15", value), overlays=halved, options={"assume": "proportional"},
            nodes=["26.15"], notes=["assume.proportional"],
        )  # fmt: skip
    with_table = overlay(maxima=moved({"26.15": 2, "26.2": -2}), tables={"26.15": {"options": {"all": most("26.15", 2)}}})  # fmt: skip
    yield proof(
        "maxima-and-table", "a table up to the corrected maximum",
        {"answers": {"26.15": {"option": "all", "evidence": fitting("26.15")}}},
        overlays=[with_table], options=BACKED, nodes=["26.15", "26"], notes=[],
    )  # fmt: skip
    was = overlay(maxima={"6.1": {"was": float(most("6.1")), "maximum": most("6.1", -1)}, "6.2": {"was": most("6.2"), "maximum": most("6.2", 1)}})  # fmt: skip
    yield proof(
        "maxima-was", "what was corrected", {"answers": full(["6.1", "6.2"])}, overlays=[was]
    )
    yield from caps_corrected()


def caps_corrected() -> Iterator[Case]:
    """Yield the caps of 19 and 21B: gone where the questions sum, lower where they sum to less."""
    every = {one: E2024.nodes[one]["children"] for one in ("19", "21B")}
    over, less = excess("19"), excess("21B")
    listed: list[tuple[str, Case, bool]] = [
        *((f"{name}-less-{over}", {name: -over}, False) for name in every["19"][7:]),
        (f"19-less-{over - 1}", {"19.4": 1 - over}, True), ("19-less-half", {"19.2a": -0.5}, True),
        (f"19-less-almost-{over}", {"19.4": 0.001 - over}, True), ("19-more", {"19.4": 2}, True),
        ("19-over-two", {"19.4": -1, "19.5": 1 - over}, False), ("19-turned", {"19.4": 1, "19.5": -1}, True),
        ("19-more-whole", {"19": over, "20": -over, "20.1": -over}, False),
        ("19-more-whole-not-enough", {"19": over - 1, "20": 1 - over, "20.1": 1 - over}, True),
        ("19-less-whole", {"19": -1, "20": 1, "20.1": 1}, True),
        (f"21B-less-{less}", {"21B.2": -less}, False), ("21B-less-half", {"21B.2": -less / 2}, True),
        ("21B-turned", {"21B.1": -0.5, "21B.2": 0.5}, True),
    ]  # fmt: skip
    for told, by, capped in listed:
        changed = shifted(by)
        indicator = told[:3].removesuffix(".").removesuffix("-")
        overlays = [overlay(maxima=corrections(changed))]
        names = every[indicator]
        nodes = [indicator, *(name for name in changed if name != indicator)]
        for form, answers in (
            ("full", full(names)), ("without-one", full(names, without=names[-1:])),
            ("without-first", full(names[1:])),
        ):  # fmt: skip
            under = laid(E2024, overlays)
            notes = ["node.capped"] if capped and sum(under.most[n] for n in answers) > under.most[indicator] else []  # fmt: skip
            for count in ("claimed", "backed") if form == "full" else ("backed",):
                yield proof(
                    f"cap-corrected-{told}-{form}-as-{count}",
                    f"{indicator} with {changed}: its cap {'stays' if capped else 'is gone'}",
                    {"answers": answers}, overlays=overlays, options={"count": count}, nodes=nodes,
                    notes=notes,
                )  # fmt: skip


def other_editions() -> Iterator[Case]:
    """Yield overlays of editions that know less: maxima that were not known, and requirements."""
    points = {"points": {"K0": most("K0", edition=E2022), "K2": 100, "25": 20}}
    known_then = {name: one["maximum"] for name, one in E2022.nodes.items() if name in E2024.nodes}
    later = {
        name: most(name)
        for name, maximum in known_then.items()
        if maximum not in (None, E2024.nodes[name]["maximum"])
    }
    like_2024 = [overlay(maxima=corrections(later))]
    for told, profile in (
        ("some", points), ("full", {"points": {name: most(name) for name in ("K0", "K2", "26")}}),
        ("total", {"points": {"total": 600}}), ("zero", {"points": {"K0": 0, "25": 0}}),
    ):  # fmt: skip
        for count in ("claimed", "backed"):
            yield proof(
                f"overlay-2022-{told}-as-{count}", "maxima of 2024 laid over those of 2022",
                {"edition": E2022.id, **profile}, overlays=like_2024, options={"count": count},
                nodes=["K0", "K2", "K6", "25", "26"],
            )  # fmt: skip
    nothing: Case = {}
    known = [overlay(maxima={"K0": {"was": None, "maximum": 150}, "K1": {"maximum": 112.5}})]
    for told, profile in (
        ("nothing", {"points": nothing}), ("known", {"points": {"K0": 150, "K1": 100}}),
        ("others", {"points": {"K2": 640, "K3": 100}}), ("zero", {"points": {"K0": 0, "K2": 0}}),
    ):  # fmt: skip
        for count in ("claimed", "backed"):
            yield proof(
                f"overlay-2019-{told}-as-{count}", "maxima that the edition does not know",
                {"edition": E2019.id, **profile}, overlays=known, options={"count": count},
                nodes=["K0", "K1", "K2"],
            )  # fmt: skip
    yield from components_known()
    yield from conditions_under(known)


def conditions_under(known: list[Case]) -> Iterator[Case]:
    """Yield conditions on ratios that an overlay makes known."""
    for index, (comparator, bar) in enumerate(
        (comparator, bar) for comparator in COMPARATORS for bar in (0.5, 1)
    ):
        for node in ("K0", "K1", "K2"):
            profile = {"edition": E2019.id, "year": 2019, "points": {"K0": 75, "K2": 75}}
            yield holds(
                f"overlay-ratio-{node}-{index}", {"ratio": node, comparator: bar}, profile, known
            )
    counted = {"at_least": 2, "nodes": "cluster", "reaching": 0.5}
    for told, given in (
        ("one", {"K0": 75}), ("two", {"K0": 75, "K1": 56.25}), ("less", {"K0": 75, "K1": 56.249}),
        ("none", {"K0": 74.999, "K1": 56.249}),
    ):  # fmt: skip
        for count in ("claimed", "backed"):
            profile = {"edition": E2019.id, "year": 2019, "points": given}
            name = f"overlay-nodes-{told}-as-{count}"
            yield holds(name, counted, profile, known, {"count": count})


def components_known() -> Iterator[Case]:
    """Yield components of 2011 that reach 70% by points, as an overlay says their maxima."""
    components = [overlay(maxima=corrections(dict.fromkeys(E2011.indicators[:20], 30)))]
    for reaching in (16, 17, 20):
        for share in (21, 20.999):
            given: Case = dict.fromkeys(E2011.indicators[: reaching - 1], 30)
            given[E2011.indicators[reaching - 1]] = share
            for more in ({}, {"total": 950}):
                for count in ("claimed", "backed") if share == 21 else ("claimed",):
                    yield proof(
                        f"overlay-2011-{reaching}-{share}-{len(more)}-as-{count}",
                        f"{reaching} components by points, where an overlay says their maxima",
                        {"edition": E2011.id, "points": {**given, **more}}, overlays=components,
                        options={"count": count}, nodes=["1", "K0"],
                    )  # fmt: skip


def holds(
    name: str, when: Case, profile: Case, overlays: list[Case], options: Case | None = None
) -> Case:
    """Return a case of one condition under overlays."""
    options = options or {}
    edition = laid(edition_for(profile), overlays)
    assert not unsound(edition, edition_for(profile))
    known = known_points(edition, profile, None)
    if options.get("count") == "backed":  # no question is known, so nothing but zero is backed
        known = {node: value for node, value in known.items() if not value[0]}
    surely, possibly = judge(when, Facts(edition, profile, known))
    return {
        "id": name, "about": "a condition on maxima of an overlay", "profile": profile,
        "overlays": overlays, **({"options": options} if options else {}), "condition": when,
        "expect": {"holds": surely if surely == possibly else None},
    }  # fmt: skip


def changing_nothing() -> Iterator[Case]:
    measure = {"id": "village_fund_share", "title": TEXT, "kind": "percentage"}
    advisory: Case = {"id": "funds", "title": TEXT, "level": "madya", "when": {"measure": "village_fund_share", "at_least": 50}}  # fmt: skip
    tier: Case = {"id": "first", "title": TEXT, "scope": "desa-kelurahan", "when": {"ratio": "26.4", "at_least": 1}}  # fmt: skip
    listed: list[tuple[str, Case, list[str]]] = [
        ("nothing", {}, ["measure.not-asked"]),
        ("agencies", {"agencies": {"health": {"local_names": ["Dinkes Contoh"]}}}, ["measure.not-asked"]),
        ("measure", {"measures": [measure]}, []),
        ("advisory", {"measures": [measure], "advisories": [advisory]}, []),
        ("advisory-of-points", {"advisories": [{**advisory, "when": {"points": "K0", "at_least": most("K0")}}]}, ["measure.not-asked"]),
        ("tier", {"measures": [measure], "unit_tiers": [tier]}, []),
        ("evidence-elsewhere", {"evidence": {"questions": {"26.2": {"asks": [["photo"]]}}}}, ["measure.not-asked"]),
        ("table-elsewhere", {"tables": {"26.15": RISING}}, ["measure.not-asked"]),
    ]  # fmt: skip
    answers = {"6.1": {"points": 3, "evidence": fitting("6.1")}, "2.4": {"option": "full"}}
    profile = {"points": {"K3": 100.5}, "answers": answers, "measures": {"village_fund_share": 12}}
    for told, said, notes in listed:
        for count in ("claimed", "backed"):
            yield proof(
                f"overlay-unchanged-{told}-as-{count}", "an overlay that changes no points",
                profile, overlays=[overlay(**said)], options={"count": count}, nodes=["K3", "6.1"],
                notes=notes,
            )  # fmt: skip


def random_overlays() -> Iterator[Case]:
    """Yield overlays at random over answers at random."""
    rng = random.Random(19)  # noqa: S311 - the same cases every time
    kinds = E2024.plain["evidence"]["kinds"]
    for index in range(40):
        indicators = rng.sample(E2024.indicators, 4)
        names = [name for one in indicators for name in E2024.nodes[one]["children"]]
        one, two = rng.sample(E2024.nodes[rng.choice(indicators)]["children"], 2)
        moved = half_even(
            min(E2024.most[two], Fraction(rng.choice([1, 2]))) * rng.randint(0, 4) / 4
        )
        changed = {one: number(E2024.most[one] + moved), two: number(E2024.most[two] - moved)}
        under = laid(E2024, [overlay(maxima=corrections(changed))])
        tables = {name: some_bands(rng, name, number(under.most[name])) for name in measured(names)}
        asked = {name: {"asks": [rng.sample(kinds, 2) for _ in range(rng.randint(0, 2))]} for name in rng.sample(names, 4)}  # fmt: skip
        overlays = [
            overlay("maxima", maxima=corrections(changed)),
            overlay("tables", tables={**tables, one: {**tables.get(one, {}), "options": {"some": 0.5}}}),
            overlay("asked", evidence={"questions": asked}),
        ]  # fmt: skip
        rng.shuffle(overlays)
        under = laid(E2024, overlays)
        answers: Case = {}
        for name in names:
            choice: list[Case] = [{"option": "full"}, {"option": "none"}]
            if E2024.nodes[name]["answer"] == "percentage":
                choice = [{"value": rng.choice([0, 25, 49.9, 50, 100])}, {"fraction": 0.3}]
            answers[name] = {"option": "some"} if name == one else rng.choice(choice)
            if rng.random() < 0.7:
                answers[name]["evidence"] = fitting(name, under if rng.random() < 0.8 else E2024)
        own = {name: some_bands(rng, name, number(under.most[name])) for name in list(tables)[:1] if name != one}  # fmt: skip
        scales = {"scales": table(own)} if own and index % 3 == 0 else {}
        points = {rng.choice(indicators): rng.choice([0, 1, 2.5])} if index % 2 else {}
        options = {**BACKED, **({"assume": "proportional"} if index % 4 == 1 else {})}
        yield proof(
            f"overlay-random-{index}", "corrected maxima, tables and asks, and answers to them",
            {"answers": answers, "points": points, **scales}, overlays=overlays,
            options=options if index % 5 else {}, nodes=[*indicators, one],
        )  # fmt: skip


def measured(names: list[str]) -> list[str]:
    """Return every second of the questions that are answered by a percentage."""
    return [name for name in names if E2024.nodes[name]["answer"] == "percentage"][::2]


def some_bands(rng: random.Random, name: str, most: float) -> Case:
    """Return bands at random, in the direction of the question."""
    share = sorted(rng.sample([0, 0.25, 0.5, 1], 3))
    if E2024.nodes[name]["direction"] == "negative":
        share.reverse()
    points = [number(half_even(exact(most) * exact(one))) for one in share]
    starts, ends = (0, 25, 50), (25, 50, 100)
    return {
        "bands": [
            {"from": start, "to": end, "points": given}
            for start, end, given in zip(starts, ends, points, strict=True)
        ]
    }


def refused_overlay(
    name: str, about: str, overlays: list[Any], findings: list[str], profile: Case | None = None
) -> Case:
    """Return a case whose overlays, or whose profile under them, must be refused."""
    head = {"edition": E2024.id, "stage": "self", "year": 2024}
    whole = {**head, **(profile or {"points": {"total": 620}})}
    return {
        "id": f"refused-overlay-{name}", "about": about, "profile": whole, "overlays": overlays,
        "refused": findings,
    }  # fmt: skip


def refused_overlays() -> Iterator[Case]:
    def bands(*rows: tuple[float, float | None, float], name: str = "26.15") -> list[Case]:
        forms = [
            {"from": start, **({} if end is None else {"to": end}), "points": points}
            for start, end, points in rows
        ]
        return [overlay(tables={name: {"bands": forms}})]

    def corrected(by: Mapping[str, float]) -> list[Case]:
        return [overlay(maxima=moved(by))]

    kind = {"id": "letter", "title": TEXT, "definition": TEXT}
    measure = {"id": "funds", "title": TEXT, "kind": "percentage"}
    when = {"measure": "funds", "at_least": 50}
    other: Case = {**SOURCE, "id": "other"}
    base: Case = {"id": "kla-2022", "digest": "0" * 64}
    one: list[tuple[str, str, list[Any], list[str]]] = [
        ("conflict-tables", "two tables for one question", [overlay("a", tables={"26.15": RISING}), *bands((0, 100, 1))], ["overlay.conflict"]),
        ("conflict-maxima", "two maxima of one node", [overlay("a", maxima=moved({"6.1": -1, "6.2": 1})), overlay("b", maxima=moved({"6.1": -2, "6.2": 2}))], ["overlay.conflict", "overlay.conflict"]),
        ("conflict-asks", "two lists of documents for one question", [asking("6.1", [["photo"]]), {**asking("6.1", []), "id": "b"}], ["overlay.conflict"]),
        ("conflict-sources", "one table of two sources", [overlay("a", tables={"26.15": RISING}), overlay("b", source="other", sources=[other], tables={"26.15": RISING})], ["overlay.conflict"]),
        ("conflict-kinds", "one kind with two definitions", [overlay("a", evidence={"kinds": [kind]}), overlay("b", evidence={"kinds": [{**kind, "title": {"id": "X", "en": "X"}}]})], ["overlay.conflict"]),
        ("conflict-measures", "one measure of two kinds", [overlay("a", measures=[measure]), overlay("b", measures=[{**measure, "kind": "number"}])], ["overlay.conflict"]),
        ("conflict-agencies", "two names of one agency", [overlay("a", agencies={"health": {"local_names": ["A"]}}), overlay("b", agencies={"health": {"local_names": ["B"]}})], ["overlay.conflict"]),
        ("same-id", "two overlays of one id", [overlay("a", tables={"26.15": RISING}), overlay("a")], ["overlay.same-id"]),
        ("too-many", "more than twenty overlays", [overlay(f"n{index}") for index in range(21)], ["overlay.too-many"]),
        ("was", "it corrects a maximum that is another", [overlay(maxima={"6.1": {"was": most("6.1", -1), "maximum": most("6.1", -2)}, **moved({"6.2": 2})})], ["overlay.was"]),
        ("was-null", "it corrects a maximum as if it were not known", [overlay(maxima={"6.1": {"was": None, "maximum": most("6.1")}})], ["overlay.was"]),
        ("unknown-node", "a maximum of no node", [overlay(maxima=corrections({"6.33": 1}))], ["profile.unknown-node"]),
        ("too-fine", "a maximum with four decimals", corrected({"6.1": -0.0001, "6.2": 0.0001}), ["edition.too-fine", "edition.too-fine"]),
        ("sum-indicator", "questions below their indicator", corrected({"6.1": -1}), ["overlay.sum"]),
        ("sum-indicator-above", "questions above their indicator, where no cap was", corrected({"6.1": 1}), ["overlay.sum"]),
        ("sum-thousandth", "questions a thousandth off", corrected({"6.1": -0.001}), ["overlay.sum"]),
        ("sum-cluster", "indicators that do not sum", corrected({"6": 1, "6.1": 1}), ["overlay.sum"]),
        ("sum-total", "clusters that do not sum", corrected({"K1": 1, "6": 1, "6.1": 1}), ["overlay.sum"]),
        ("sum-whole", "a total that the clusters do not reach", corrected({"total": 3}), ["overlay.sum"]),
        ("sum-cap-below", "a cap whose questions sum to less", corrected({"19.4": -1 - excess("19")}), ["overlay.sum"]),
        ("sum-cap-by-a-thousandth", "a cap whose questions sum to a thousandth less", corrected({"19.4": -0.001 - excess("19")}), ["overlay.sum"]),
        ("level-above", "a total below the highest floor", [overlay(maxima=corrections(too_low()))], ["edition.level-above-maximum"]),
        ("table-question", "a table for no question", [overlay(tables={"6.33": {"options": {"x": 1}}})], ["scale.unknown-question"]),
        ("table-indicator", "a table for an indicator", [overlay(tables={"6": {"options": {"x": 1}}})], ["scale.unknown-question"]),
        ("table-empty", "a table without content", [overlay(tables={"6.1": {}})], ["scale.empty"]),
        ("table-gap", "bands with a gap", bands((0, 25, 0), (30, 100, 9)), ["scale.gap"]),
        ("table-gap-start", "bands that do not start at 0", bands((5, 100, 9)), ["scale.gap"]),
        ("table-gap-end", "bands that end before 100", bands((0, 90, 9)), ["scale.gap"]),
        ("table-overlap", "bands that overlap", bands((0, 60, 0), (50, 100, 9)), ["scale.overlap"]),
        ("table-direction", "points that fall where more is better", bands((0, 50, 9), (50, 100, 0)), ["scale.direction"]),
        ("table-direction-negative", "points that rise where less is better", bands((0, 50, 0), (50, None, most("13.1")), name="13.1"), ["scale.direction"]),
        ("table-open-band", "an open band before the last", bands((0, None, 0), (50, 100, 9)), ["scale.open-band"]),
        ("table-empty-band", "a band that holds nothing", bands((0, 0, 0), (0, 100, 9)), ["scale.empty-band"]),
        ("table-not-measured", "bands for a graded question", bands((0, 100, most("6.1")), name="6.1"), ["scale.not-measured"]),
        ("table-above-maximum", "more than the maximum", bands((0, 100, most("26.15", 0.001))), ["profile.above-maximum"]),
        ("table-above-corrected", "more than the corrected maximum", [overlay(maxima=moved({"26.15": -1, "26.2": 1}), tables={"26.15": RISING})], ["profile.above-maximum"]),
        ("table-above-corrected-elsewhere", "more than the maximum that another overlay corrects", [overlay("a", maxima=moved({"26.15": -1, "26.2": 1})), overlay("b", tables={"26.15": RISING})], ["profile.above-maximum"]),
        ("table-too-fine", "a table with four decimals", bands((0, 100, 0.0001)), ["edition.too-fine"]),
        ("table-reserved-option", "a table that redefines full", [overlay(tables={"6.1": {"options": {"full": 5}}})], ["scale.reserved-option"]),
        ("asks-unknown-kind", "a kind of documents that nobody knows", [asking("6.1", [["letter"]])], ["evidence.no-kind"]),
        ("asks-unknown-question", "documents for no question", [asking("6.33", [])], ["answer.unknown-question"]),
        ("asks-indicator", "documents for an indicator", [asking("6", [])], ["answer.unknown-question"]),
        ("asks-empty-group", "a group without kinds", [asking("6.1", [[]])], ["schema.length"]),
        ("kind-twice", "a kind that the edition has", [overlay(evidence={"kinds": [{**kind, "id": "decree"}]})], ["edition.duplicate-id"]),
        ("measure-twice", "a measure that the edition has", [overlay(measures=[{**measure, "id": "safe_house"}])], ["edition.duplicate-id"]),
        ("no-source", "a source that nobody lists", [overlay(source="nobody")], ["edition.no-source"]),
        ("no-agency", "an agency that does not exist", [overlay(agencies={"nobody": {"local_names": ["X"]}})], ["edition.no-agency"]),
        ("no-level", "an advisory for no level", [overlay(measures=[measure], advisories=[{"id": "x", "title": TEXT, "level": "gold", "when": when}])], ["edition.no-level"]),
        ("no-measure", "a condition on no measure", [overlay(unit_tiers=[{"id": "x", "title": TEXT, "scope": "kecamatan", "when": when}])], ["condition.unknown-measure"]),
        ("other-edition", "an overlay of another edition", [{**overlay(), "edition": base}], ["overlay.other-edition"]),
        ("other-digest", "an overlay of other rules of this edition", [{**overlay(), "edition": {**base, "id": "kla-2024"}}], ["overlay.other-digest"]),
        ("unknown-key", "a key misspelt", [overlay(tabels={})], ["schema.unknown-key"]),
        ("no-title", "an overlay without a title", [{k: v for k, v in overlay().items() if k != "title"}], ["schema.missing-key"]),
        ("negative-maximum", "a maximum below zero", [overlay(maxima=corrections({"6.1": -1}))], ["schema.too-small"]),
    ]  # fmt: skip
    for told, about, overlays, findings in one:
        yield refused_overlay(told, about, overlays, findings)
    yield from refused_profiles()


def too_low() -> dict[str, Figure]:
    """Return maxima that leave less for the whole than the highest floor asks for."""
    whole = floor("kla", -4)
    lost = most("total", -whole)
    rest = number(E2024.most["1"] + E2024.most["2"] - exact(lost))
    one, two = (E2024.nodes[name]["children"] for name in ("1", "2"))
    head = {"K0": most("K0", -lost), "1": 0, "2": rest, "total": whole}
    return {**head, **dict.fromkeys((*one, *two), 0), two[0]: rest}


def refused_profiles() -> Iterator[Case]:
    """Yield profiles that do not fit their edition under an overlay."""
    lower = [overlay(maxima=moved({"6.1": -1, "6.2": 1}))]
    rising = overlay(tables={"26.15": RISING, "6.1": {"options": {"partly": up_to("6.1", 2)}}})
    measure = overlay(measures=[{"id": "funds", "title": TEXT, "kind": "percentage"}])
    known = [overlay(maxima=corrections({"K0": 150}))]
    own = table(
        {"26.15": {"options": {"soon": 1}}, "6.1": {"options": {"mostly": up_to("6.1", 5)}}}
    )
    listed: list[tuple[str, list[Case], Case, list[str]]] = [
        ("above-corrected", lower, {"points": {"6.1": most("6.1", -0.999)}}, ["profile.above-maximum"]),
        ("answer-above-corrected", lower, {"answers": {"6.1": {"points": most("6.1")}}}, ["profile.above-maximum"]),
        ("scale-above-corrected", lower, {"scales": table({"6.1": {"options": {"x": most("6.1")}}})}, ["profile.above-maximum"]),
        ("unknown-option", [rising], {"answers": {"6.1": {"option": "mostly"}}}, ["answer.unknown-option"]),
        ("option-hidden", [rising], {"answers": {"6.1": {"option": "partly"}}, "scales": own}, ["answer.unknown-option"]),
        ("option-of-bands", [rising], {"answers": {"26.15": {"option": "partly"}}}, ["answer.unknown-option"]),
        ("measure", [measure], {"measures": {"funds": 122.39}}, ["measure.percentage"]),
        ("measure-yes-no", [measure], {"measures": {"funds": True}}, ["measure.not-a-number"]),
        ("ratio-known", known, {"edition": "kla-2019", "ratios": {"K0": 0.5}}, ["ratio.maximum-known"]),
        ("above-known", known, {"edition": "kla-2019", "points": {"K0": 150.001}}, ["profile.above-maximum"]),
        ("known-above-whole", [overlay(maxima=corrections({"K0": most("total", 0.001, E2019)}))], {"edition": "kla-2019"}, ["overlay.sum", "edition.parts-above"]),
        ("known-below-above-whole", [overlay(maxima=corrections({"1": 600, "8": most("total", -599.999, E2011)}))], {"edition": "kla-2011"}, ["edition.parts-above"]),
        ("asks-2022", [asking("25.1", [])], {"edition": "kla-2022"}, ["answer.unknown-question"]),
    ]  # fmt: skip
    for told, overlays, profile, findings in listed:
        about = "a profile, or a maximum, that does not fit under the overlay"
        yield refused_overlay(told, about, overlays, findings, {"points": {}, **profile})
