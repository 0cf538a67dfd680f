"""Cases of the edition of 2024: points, answers, scales, caps, refusals."""

import random
from collections.abc import Iterator
from fractions import Fraction

from conformance.figures import Figure, floor, most, part_of, up_to
from conformance.reckoning import E2024, Case, case, exact, half_even, number, refused


def floors() -> Iterator[Case]:
    for policy in ("floor_inclusive", "floor_exclusive"):
        for level in E2024.plain["levels"]:
            for step in (-1, 0, 1):
                points = number(Fraction(level["floor"]) + Fraction(step, 1000))
                name = f"floor-{policy.removeprefix('floor_')}-{level['id']}-{step:+d}"
                about = f"{step:+d} thousandth at the floor of {level['id']}, {policy}"
                profile = {"points": {"total": points}}
                yield case(name, about, profile, options={"edge_policy": policy}, notes=[])
    lowest, second = floor("pratama"), floor("madya")
    inside = number((exact(floor("nindya")) + exact(floor("utama"))) / 2)
    for low in (floor("pratama", -0.001), lowest, second, floor("madya", 0.001), inside):
        laid = spread(exact(low), [name for name in E2024.clusters if name != "K3"])
        about = f"K3 unknown above {low} secured points (its {most('K3')} widen the range)"
        yield case(f"floor-range-{low}", about, {"points": laid})


def spread(total: Fraction, names: list[str]) -> dict[str, Figure]:
    """Lay points out over nodes, filling one after the other."""
    points: dict[str, Figure] = {}
    for name in names:
        points[name] = number(min(total, E2024.most[name]))
        total -= min(total, E2024.most[name])
    return points


def corners() -> Iterator[Case]:
    full = {name: number(E2024.most[name]) for name in E2024.leaves}
    yield case("unknown-everything", "nothing is known", {"points": {}})
    yield case("zero-total", "a total of zero", {"points": {"total": 0}})
    yield case("zero-clusters", "every cluster zero", {"points": dict.fromkeys(E2024.clusters, 0)})
    yield case("zero-questions", "every question zero", {"points": dict.fromkeys(E2024.leaves, 0)})
    yield case("full-total", "the maximum as a total", {"points": {"total": most("total")}})
    clusters = {name: number(E2024.most[name]) for name in E2024.clusters}
    yield case("full-clusters", "every cluster full", {"points": clusters})
    yield case("full-questions", "every question full: the caps hold", {"points": full})
    for name in E2024.clusters:
        yield case(f"only-{name}", f"only {name} is known", {"points": {name: clusters[name]}})
        rest = {key: value for key, value in clusters.items() if key != name}
        yield case(f"all-but-{name}", f"only {name} is unknown", {"points": rest})
    bandung = {
        "K0": 145.24,
        "K1": 103,
        "K2": 136,
        "K3": 142.5,
        "K4": 105.6,
        "K5": 179.2,
        "K6": 68.85,
    }
    yield case(
        "kota-bandung-2024",
        "the published self-assessment; the printed total differs by a hundredth",
        {"points": bandung, "declared_total": 880.38},
        notes=["total.declared-differs"],
    )


def caps(rng: random.Random) -> Iterator[Case]:
    for indicator in ("19", "21B"):
        questions = E2024.nodes[indicator]["children"]
        full = {name: number(E2024.most[name]) for name in questions}
        yield case(
            f"cap-{indicator}-full", "all questions full: the cap holds", {"points": full},
            nodes=[indicator], notes=["node.capped"],
        )  # fmt: skip
        for name in questions:
            rest = {key: value for key, value in full.items() if key != name}
            yield case(
                f"cap-{indicator}-without-{name}", f"all full but {name}, which is unknown",
                {"points": rest}, nodes=[indicator],
            )  # fmt: skip
            yield case(
                f"cap-{indicator}-zero-{name}", f"all full but {name}, which is zero",
                {"points": {**full, name: 0}}, nodes=[indicator],
            )  # fmt: skip
    for index in range(10):
        points = {
            name: number(half_even(E2024.most[name] * rng.randint(85, 100) / 100))
            for name in (*E2024.nodes["19"]["children"], *E2024.nodes["21B"]["children"])
            if rng.random() > 0.1
        }
        about = "near the caps of 19 and 21B"
        yield case(f"cap-near-{index}", about, {"points": points}, nodes=["19", "21B"])


def reconciliation() -> Iterator[Case]:
    six = {name: most(name) for name in E2024.nodes["6"]["children"]}
    whole, third, some = most("6"), part_of("6.3", 2 / 3), most("6", -15)
    parts = {c: most(c) for c in E2024.nodes["19"]["children"]}
    table: list[tuple[str, Case, list[str]]] = [
        ("parent-and-equal-parts", {"6": whole, **six}, []),
        ("parent-above-parts", {"6": whole, **six, "6.3": third}, ["node.parts-differ"]),
        ("parent-below-parts", {"6": some, **six}, ["node.parts-differ"]),
        ("parent-in-reach", {"6": some, "6.3": third}, []),
        ("parent-out-of-reach-above", {"6": whole, "6.3": third}, ["node.parts-cannot"]),
        ("parent-out-of-reach-below", {"6": number(exact(third) - 4), "6.3": third}, ["node.parts-cannot"]),
        ("total-and-clusters", {"total": 880.38, **dict.fromkeys(E2024.clusters, 90)}, ["node.parts-differ"]),
        ("total-and-one-cluster", {"total": 700.5, "K0": 100}, []),
        ("total-below-one-cluster", {"total": 90, "K0": 100}, ["node.parts-cannot"]),
        ("two-layers", {"K1": most("K1", -15), "6": whole, **six, "6.3": 0}, ["node.parts-differ"]),
        ("three-layers", {"total": 500, "K1": 10, "6": whole}, ["node.parts-cannot"]),
        ("capped-parts-equal-parent", {"19": most("19"), **parts}, []),
        ("capped-parts-above-parent", {"19": most("19", -1), **parts}, ["node.parts-differ"]),
    ]  # fmt: skip
    for name, points, notes in table:
        yield case(f"reconcile-{name}", "a node and its parts", {"points": points}, notes=notes)
    for declared, notes in (
        (640, []), (640.5, ["total.declared-differs"]), (639.999, ["total.declared-differs"]),
    ):  # fmt: skip
        points = spread(Fraction(640), E2024.clusters)
        name = f"reconcile-declared-{declared}"
        profile = {"points": points, "declared_total": declared}
        yield case(name, "a printed total beside the parts", profile, notes=notes)
    highest = number(100 + E2024.most["total"] - E2024.most["K1"])
    for declared, notes in (
        (50, ["total.declared-out-of-reach"]), (100, []), (highest, []),
        (number(exact(highest) + Fraction(1, 1000)), ["total.declared-out-of-reach"]),
    ):  # fmt: skip
        name = f"reconcile-declared-range-{declared}"
        profile = {"points": {"K1": 100}, "declared_total": declared}
        yield case(name, "a printed total beside some parts", profile, notes=notes)


def completes(rng: random.Random) -> Iterator[Case]:
    for index in range(40):
        low = rng.choice([0, 40, 50, 60, 70, 80, 90])
        points = {
            name: number(half_even(E2024.most[name] * rng.randint(low, 100) / 100))
            for name in E2024.leaves
        }
        yield case(f"complete-{index}", "every question has points", {"points": points})


def partials(rng: random.Random) -> Iterator[Case]:
    everything = list(E2024.nodes)
    for index in range(80):
        chosen = rng.sample(everything, rng.choice([1, 3, 10, 40, 150]))
        if rng.random() < 0.7:
            chosen = [name for name in chosen if name != "total"]
        points = {
            name: number(half_even(E2024.most[name] * rng.randint(0, 100) / 100)) for name in chosen
        }
        nodes = rng.sample(everything, 3)
        about = "points at any nodes, parents and children alike"
        yield case(f"partial-{index}", about, {"points": points}, nodes=nodes)


def rounding() -> Iterator[Case]:
    for value in (
        14.0005,
        14.0015,
        14.00049999,
        14.0025,
        0.0005,
        0.0015,
        114.9999,
        0.30000000000000004,
    ):
        notes = ["points.rounded"]
        yield case(
            f"rounding-{value}", "more than three decimals: cut to be shown, noted",
            {"points": {"K1": value}}, nodes=["K1"], notes=notes,
        )  # fmt: skip
    for level in E2024.plain["levels"]:
        for digits in (-0.0006, -0.0004, 0.0004, 0.0006):
            for name, points in beside(level["floor"], digits):
                for policy in ("floor_inclusive", "floor_exclusive"):
                    yield case(
                        f"rounding-{level['id']}-{digits}-{name}-{policy.removeprefix('floor_')}",
                        "beside a floor by less than a thousandth: all digits decide",
                        {"points": points}, options={"edge_policy": policy}, notes=noted(points),
                    )  # fmt: skip


def beside(bar: float, digits: float) -> Iterator[tuple[str, dict[str, float]]]:
    """Yield points at each layer that come to a floor, but for some digits beyond thousandths."""
    total = exact(bar) + exact(digits)
    yield "total", {"total": number(total)}
    for rank in ("cluster", "indicator", "question"):
        names = [name for name, one in E2024.nodes.items() if one["rank"] == rank]
        left, points = total, {}
        for name in names:
            under_cap = E2024.nodes[name]["maximum"] and not capped(name)
            points[name] = min(left, E2024.most[name]) if under_cap else Fraction(0)
            left -= points[name]
        # The digits of one figure as those of three: none of them alone is beside the floor.
        first, second, third = [name for name, value in points.items() if value > 1][:3]
        third_of = Fraction(round(digits * 10**7 / 3), 10**7)
        last = [name for name, value in points.items() if value > 1][-1]
        points[last] -= exact(digits)
        points[first] += -1 + third_of
        points[second] += -1 + third_of
        points[third] += -1 + exact(digits) - 2 * third_of
        for name in [name for name, value in points.items() if value + 3 <= E2024.most[name]][:1]:
            points[name] += 3
        yield rank, {name: number(value) for name, value in points.items()}


def capped(name: str) -> bool:
    """Tell whether a question stands below a cap."""
    return any(
        name in one["children"] and sum(E2024.most[c] for c in one["children"]) > E2024.most[above]
        for above, one in E2024.nodes.items()
        if one["rank"] == "indicator"
    )


def noted(points: dict[str, float]) -> list[str]:
    """Return the note on figures of more digits than thousandths, where there is one."""
    return ["points.rounded"] if any(exact(one) * 1000 % 1 for one in points.values()) else []


def answers(rng: random.Random) -> Iterator[Case]:
    forms: list[tuple[str, Case]] = [
        ("6.1", {"points": up_to("6.1", 4.25)}), ("2.4", {"option": "full"}), ("2.4", {"option": "none"}),
        ("2.5", {"fraction": 0.5}), ("2.5", {"fraction": 0}), ("2.5", {"fraction": 1}),
        ("2.5", {"fraction": 0.3333}), ("22B.2", {"fraction": 0.333}), ("17.5", {"holds": False}),
        ("17.5", {"holds": True}), ("17.6", {"holds": False}), ("24A.4", {"holds": True}),
        ("26.17", {"holds": True}), ("26.15", {"value": 61.5}), ("26.15", {"option": "full"}),
        ("12.4", {"value": 3}), ("2.1", {"not_applicable": True}), ("13.1", {"fraction": 0.25}),
        ("2.1", {"points": 3, "evidence": [{"kind": "decree", "title": "SK", "date": "2024-02-01"}]}),
        ("2.1", {"evidence": [{"kind": "decree", "title": "SK"}]}),
    ]  # fmt: skip
    for index, (name, answer) in enumerate(forms):
        about = f"an answer: {', '.join(answer)}"
        yield case(f"answer-{index}-{name}", about, {"answers": {name: answer}}, nodes=[name])
    for index, (name, value) in enumerate(
        [("26.15", 61.5), ("26.15", 0), ("26.15", 100), ("13.1", 20), ("13.1", 100), ("25.7a", 33.3),
         ("26.2", 12.345), ("12.4", 3), ("4.1", 99.99), ("4.2", 0), ("4.3", 99.99),
         ("15.3", 7), ("21B.2", 4), ("21C.5", 4), ("22A.2", 0), ("22B.4", 12), ("24A.1", 3),
         ("24A.2", 0), ("24A.3", 1)]
    ):  # fmt: skip
        yield case(
            f"assume-{index}-{name}", "a share of the maximum, opt-in; percentages only",
            {"answers": {name: {"value": value}}}, options={"assume": "proportional"}, nodes=[name],
        )  # fmt: skip
    gone: list[tuple[str, Case]] = [
        ("4.1", {"units": {"part": 3, "whole": 4}}), ("4.2", {"fraction": 0.5}),
        ("15.3", {"counts": {"standardised": 3, "self-assessed": 12}}),
        ("15.3", {"counts": {"self-assessed": 0}}), ("15.3", {"fraction": 1}),
        ("24A.1", {"fraction": 0.25}), ("21C.5", {"fraction": 0.6}),
    ]  # fmt: skip
    for index, (name, answer) in enumerate(gone):
        yield case(
            f"answer-corrected-{index}-{name}", "an answer to a question whose subject was corrected",
            {"answers": {name: answer}}, options={"assume": "proportional"}, nodes=[name],
        )  # fmt: skip
    for index in range(12):
        given: Case = {}
        for name in rng.sample(E2024.leaves, 60):
            kind = E2024.nodes[name]["answer"]
            share = rng.choice([0, 0.2, 0.25, 0.4, 0.5, 0.6, 0.75, 0.8, 1])
            choice: list[Case] = [{"option": rng.choice(["none", "full"])}]
            choice.append(
                {"holds": rng.random() < 0.5} if kind == "yes_no" else {"fraction": share}
            )
            if kind == "percentage":
                choice.append({"value": rng.randint(0, 1000) / 10})
            given[name] = rng.choice(choice)
        points = {"K0": 120, "K3": 110.5} if index % 2 else {}
        given = {k: v for k, v in given.items() if k not in points}
        assume = {"assume": "proportional"} if index % 3 == 0 else None
        profile = {"answers": given, "points": points}
        yield case(f"answers-mixed-{index}", "many forms at once", profile, options=assume)


def table(scales: Case) -> Case:
    head = {"id": "corpus", "edition": "kla-2024", "source": "invented for the corpus"}
    return {**head, "illustrative": True, "scales": scales}


def scales() -> Iterator[Case]:
    rising = {"bands": [{"from": 0, "to": 25, "points": 0},
                        {"from": 25, "to": 50.5, "points": part_of("26.15", 0.4)},
                        {"from": 50.5, "to": 100, "points": most("26.15")}]}  # fmt: skip
    highest = most("12.4")
    open_counts = {"bands": [{"from": 0, "to": 5, "points": highest}, {"from": 5, "to": 9, "points": up_to("12.4", 1)}]}  # fmt: skip
    yield case(
        "scale-outside-with-assumption", "a value in no band stays unknown, assumption or not",
        {"answers": {"12.4": {"value": 10}}, "scales": table({"12.4": open_counts})},
        options={"assume": "proportional"}, nodes=["12.4"],
    )  # fmt: skip
    falling = {
        "bands": [{"from": 0, "to": 10, "points": most("13.1")}, {"from": 10, "points": 0.5}]
    }
    for value in (0, 24.999, 25, 50.499, 50.5, 99.9, 100):
        yield case(
            f"scale-rising-{value}", "a band holds its start, not its end; the last holds both",
            {"answers": {"26.15": {"value": value}}, "scales": table({"26.15": rising})},
            nodes=["26.15"],
        )  # fmt: skip
    for value in (0, 9.99, 10, 55, 100):
        yield case(
            f"scale-falling-{value}", "less is better, and the last band is open",
            {"answers": {"13.1": {"value": value}}, "scales": table({"13.1": falling})},
            nodes=["13.1"],
        )  # fmt: skip
    for value in (40, 61.5):
        yield case(
            f"scale-before-assumption-{value}", "where a table has bands, nothing is assumed",
            {"answers": {"26.15": {"value": value}}, "scales": table({"26.15": rising})},
            options={"assume": "proportional"}, nodes=["26.15"],
        )  # fmt: skip
    counts = {"bands": [{"from": 0, "to": 5, "points": highest}, {"from": 5, "to": 20, "points": up_to("12.4", 1)}]}  # fmt: skip
    for value in (0, 5, 20, 21):
        yield case(
            f"scale-count-{value}", "a count above a closed table is unknown",
            {"answers": {"12.4": {"value": value}}, "scales": table({"12.4": counts})},
            nodes=["12.4"],
        )  # fmt: skip
    for option in ("none", "partly", "mostly", "full"):
        named = table(
            {"6.1": {"options": {"partly": up_to("6.1", 2.5), "mostly": up_to("6.1", 5)}}}
        )
        yield case(
            f"scale-option-{option}", "options of the table; none and full stay what they are",
            {"answers": {"6.1": {"option": option}}, "scales": named}, nodes=["6.1"],
        )  # fmt: skip


def units(rng: random.Random) -> Iterator[Case]:
    rising = {"bands": [{"from": 0, "to": 25, "points": 0}, {"from": 25, "to": 50, "points": up_to("26.4", 2.5)}, {"from": 50, "to": 100, "points": most("26.4")}]}  # fmt: skip
    falling = {"bands": [{"from": 0, "to": 10, "points": most("13.1")}, {"from": 10, "to": 100, "points": 0.5}]}  # fmt: skip
    assumed = {"assume": "proportional"}
    counted: list[tuple[str, str, Case]] = [
        ("all-known", "nothing is open", {"part": 24, "whole": 34, "unknown": 0}),
        ("unknown-left-out", "none is unknown", {"part": 24, "whole": 34}),
        ("none", "no unit counts", {"part": 0, "whole": 34, "unknown": 0}),
        ("every", "every unit counts", {"part": 34, "whole": 34}),
        ("some-unknown", "two ends", {"part": 22, "whole": 34, "unknown": 2}),
        ("none-known", "nothing to its maximum", {"part": 0, "whole": 34, "unknown": 34}),
        ("thirds", "a per cent without end", {"part": 1, "whole": 3, "unknown": 1}),
        ("edge", "the upper end lies on the edge of a band", {"part": 1, "whole": 4, "unknown": 1}),
    ]
    for name, about, given in counted:
        for question, table_of_it in (("26.4", rising), ("13.1", falling)):
            answer = {question: {"units": given}}
            yield case(
                f"units-{name}-{question}",
                about + ", no table",
                {"answers": answer},
                nodes=[question],
            )
            yield case(
                f"units-{name}-{question}-assumed", about + ", as that share of the maximum",
                {"answers": answer}, options=assumed, nodes=[question],
            )  # fmt: skip
            yield case(
                f"units-{name}-{question}-table", about + ", by a table",
                {"answers": answer, "scales": table({question: table_of_it})}, nodes=[question],
            )  # fmt: skip
    proof = [{"kind": "decree", "title": "SK"}]
    for name, evidence in (("backed", proof), ("unbacked", [])):
        for part in (0, 22):
            given = {"part": part, "whole": 34, "unknown": 2}
            answers = {"26.4": {"units": given, **({"evidence": evidence} if evidence else {})}}
            yield case(
                f"units-{name}-{part}", "both ends stay if documents back them, or if the fewest are none",
                {"answers": answers}, options={**assumed, "count": "backed"}, nodes=["26.4", "26"],
            )  # fmt: skip
    asked = [n for n in E2024.leaves if n[:3] in {"25.", "26."} and E2024.nodes[n]["answer"] == "percentage" and E2024.most[n]]  # fmt: skip
    for index in range(12):
        answers = {}
        for name in asked:
            whole = rng.randint(1, 40)
            part = rng.randint(0, whole)
            answers[name] = {
                "units": {"part": part, "whole": whole, "unknown": rng.randint(0, whole - part)}
            }
        low = number(Fraction(rng.randint(400_000, 880_000), 1000))
        others = spread(exact(low), [name for name in E2024.clusters if name != "K6"])
        yield case(
            f"units-city-{index}", "the other clusters, and the units of a city",
            {"points": others, "answers": answers}, options=assumed, nodes=["25", "26"],
        )  # fmt: skip


def rounds() -> Iterator[Case]:
    for year, notes in (
        (2024, []), (2025, []), (2026, ["profile.later-round"]), (2040, ["profile.later-round"]),
        (2023, ["profile.edition-not-in-force"]), (2011, ["profile.edition-not-in-force"]),
    ):  # fmt: skip
        profile = {"year": year, "points": {"total": 650}}
        yield case(f"year-{year}", "the round", profile, notes=notes)
    for stage in E2024.plain["stages"]:
        yield case(
            f"stage-{stage}",
            "the stage changes no points",
            {"stage": stage, "points": {"total": 650}},
        )


def refusals() -> Iterator[Case]:
    base = {"edition": "kla-2024", "stage": "self", "year": 2024}
    one: list[tuple[str, str, Case, list[str]]] = [
        ("above-maximum", "points above the maximum", {"points": {"K1": most("K1", 0.001)}}, ["profile.above-maximum"]),
        ("above-maximum-question", "points above the maximum", {"points": {"6.3": most("6.3", 0.001)}}, ["profile.above-maximum"]),
        ("above-total", "a total above 1000", {"points": {"total": most("total", 3)}}, ["profile.above-maximum"]),
        ("declared-above-total", "a printed total above 1000", {"declared_total": most("total", 3)}, ["profile.above-maximum"]),
        ("below-zero", "points below zero", {"points": {"K1": -0.001}}, ["profile.below-zero"]),
        ("declared-below-zero", "a printed total below zero", {"declared_total": -1}, ["profile.below-zero"]),
        ("unknown-node", "an id that is no node", {"points": {"6.33": 1}}, ["profile.unknown-node"]),
        ("unknown-cluster", "an id that is no node", {"points": {"K7": 1}}, ["profile.unknown-node"]),
        ("text-for-points", "numeric text", {"points": {"6": "14"}}, ["schema.type"]),
        ("boolean-for-points", "a boolean", {"points": {"6": True}}, ["schema.type"]),
        ("null-for-points", "null is not unknown: leave the key out", {"points": {"6": None}}, ["schema.type"]),
        ("list-for-points", "a list", {"points": [1]}, ["schema.type"]),
        ("round-2020", "no round was held", {"year": 2020}, ["profile.no-round"]),
        ("round-2010", "before the first round", {"year": 2010}, ["profile.no-round"]),
        ("year-as-text", "a year in quotes", {"year": "2024"}, ["schema.type"]),
        ("year-with-decimals", "a year with decimals", {"year": 2024.5}, ["schema.type"]),
        ("unknown-edition", "no such edition", {"edition": "kla-2042"}, ["edition.unknown"]),
        ("edition-as-path", "an id is never a path", {"edition": "../kla-2024"}, ["edition.unknown"]),
        ("unknown-stage", "no such stage", {"stage": "finale"}, ["profile.unknown-stage"]),
        ("unknown-key", "a key misspelt", {"pionts": {}}, ["schema.unknown-key"]),
        ("region-without-name", "a region needs a name", {"region": {"kind": "kota"}}, ["schema.missing-key"]),
        ("region-as-text", "a region is a mapping", {"region": "Kota Contoh"}, ["schema.type"]),
        ("region-kind", "no such kind", {"region": {"name": "X", "kind": "city"}}, ["schema.not-allowed"]),
        ("region-code-form", "a code has the form 00.00", {"region": {"name": "X", "code": "3273"}}, ["schema.pattern"]),
        ("region-code-kind", "a code of a kabupaten, a kind of a kota", {"region": {"name": "Pasuruan", "kind": "kota", "code": "35.14"}}, ["profile.region-code"]),
        ("region-code-name", "a code of a kota, a name of a kabupaten", {"region": {"name": "Kabupaten Pasuruan", "code": "35.75"}}, ["profile.region-code-name"]),
        ("region-name-kind", "a name and a kind that differ", {"region": {"name": "Kabupaten Pasuruan", "kind": "kota"}}, ["profile.region-name"]),
        ("region-control-character", "a name with a control character", {"region": {"name": "X\u001b[31m"}}, ["schema.pattern"]),
        ("answer-two-forms", "two forms at once", {"answers": {"6.1": {"points": 1, "option": "full"}}}, ["answer.two-forms"]),
        ("answer-and-points", "points and answers name one question", {"points": {"6.1": 1}, "answers": {"6.1": {"points": 1}}}, ["answer.points-too"]),
        ("answer-empty", "an answer without content", {"answers": {"6.1": {}}}, ["answer.empty"]),
        ("answer-at-cluster", "answers belong to questions", {"answers": {"K1": {"option": "full"}}}, ["answer.unknown-question"]),
        ("answer-unknown", "no such question", {"answers": {"6.33": {"option": "full"}}}, ["answer.unknown-question"]),
        ("answer-value-graded", "a value for a graded question", {"answers": {"6.1": {"value": 3}}}, ["answer.wrong-form"]),
        ("answer-holds-graded", "yes or no for a graded question", {"answers": {"6.1": {"holds": True}}}, ["answer.wrong-form"]),
        ("answer-holds-percentage", "yes or no for a percentage", {"answers": {"26.15": {"holds": True}}}, ["answer.wrong-form"]),
        ("answer-fraction-yes-no", "a fraction for yes or no", {"answers": {"17.5": {"fraction": 0.5}}}, ["answer.wrong-form"]),
        ("answer-value-yes-no", "a value for yes or no", {"answers": {"17.5": {"value": 1}}}, ["answer.wrong-form"]),
        ("answer-fraction-above", "a fraction above 1", {"answers": {"6.1": {"fraction": 1.001}}}, ["answer.fraction"]),
        ("answer-fraction-below", "a fraction below 0", {"answers": {"6.1": {"fraction": -0.001}}}, ["answer.fraction"]),
        ("answer-points-above", "points above the maximum", {"answers": {"6.1": {"points": most("6.1", 0.001)}}}, ["profile.above-maximum"]),
        ("answer-points-below", "points below zero", {"answers": {"6.1": {"points": -1}}}, ["profile.below-zero"]),
        ("answer-percentage-above", "a percentage above 100", {"answers": {"26.15": {"value": 122.39}}}, ["answer.above-100"]),
        ("answer-percentage-below", "a percentage below 0", {"answers": {"26.15": {"value": -0.1}}}, ["answer.negative"]),
        ("answer-count-half", "half a count", {"answers": {"12.4": {"value": 2.5}}}, ["answer.not-whole"]),
        ("answer-not-applicable-false", "not_applicable: false says nothing", {"answers": {"6.1": {"not_applicable": False}}}, ["answer.not-applicable-false"]),
        ("answer-unknown-option", "an option that no table knows", {"answers": {"6.1": {"option": "half"}}}, ["answer.unknown-option"]),
        ("answer-units-too-many", "more units than there are", {"answers": {"26.4": {"units": {"part": 30, "whole": 34, "unknown": 5}}}}, ["answer.too-many-units"]),
        ("answer-units-none", "a share of no units", {"answers": {"26.4": {"units": {"part": 0, "whole": 0}}}}, ["schema.too-small"]),
        ("answer-units-graded", "units for a graded question", {"answers": {"6.1": {"units": {"part": 1, "whole": 2}}}}, ["answer.wrong-form"]),
        ("answer-unknown-form", "a form that does not exist", {"answers": {"6.1": {"score": 1}}}, ["schema.unknown-key"]),
        ("answer-counts-unknown", "a number that a question does not ask for", {"answers": {"15.3": {"counts": {"all": 1}}}}, ["answer.no-count"]),
        ("answer-counts-half", "half a count among several", {"answers": {"15.3": {"counts": {"standardised": 1.5}}}}, ["schema.type"]),
        ("answer-counts-elsewhere", "several counts where one is asked for", {"answers": {"12.4": {"counts": {"standardised": 1}}}}, ["answer.wrong-form"]),
        ("answer-units-of-a-count", "units where a number of cases is asked for", {"answers": {"24A.1": {"units": {"part": 1, "whole": 2}}}}, ["answer.wrong-form"]),
        ("answer-signer", "a signature of nobody who signs", {"answers": {"1.3a": {"points": 1, "evidence": [{"kind": "budget", "title": "x", "signed_by": "nobody"}]}}}, ["edition.no-agency"]),
        ("answer-marked", "a mark that is neither true nor false", {"answers": {"14.2": {"points": 1, "evidence": [{"kind": "data", "title": "x", "comparison": "ya"}]}}}, ["schema.type"]),
        ("answer-signed-year", "figures of a year that is none", {"answers": {"4.3": {"points": 1, "evidence": [{"kind": "data", "title": "x", "year": 23}]}}}, ["schema.too-small"]),
        ("answer-agency", "evidence of an agency that does not exist", {"answers": {"6.1": {"points": 1, "evidence": [{"kind": "decree", "title": "x", "agency": "nobody"}]}}}, ["edition.no-agency"]),
        ("scale-by-name", "a table by name where no file was read", {"scales": "table.yaml"}, ["scale.path"]),
        ("scale-gap", "bands with a gap", {"scales": table({"26.15": {"bands": [{"from": 0, "to": 25, "points": 0}, {"from": 30, "to": 100, "points": 9}]}})}, ["scale.gap"]),
        ("scale-gap-start", "bands that do not start at 0", {"scales": table({"26.15": {"bands": [{"from": 5, "to": 100, "points": 9}]}})}, ["scale.gap"]),
        ("scale-gap-end", "bands that end before 100", {"scales": table({"26.15": {"bands": [{"from": 0, "to": 90, "points": 9}]}})}, ["scale.gap"]),
        ("scale-overlap", "bands that overlap", {"scales": table({"26.15": {"bands": [{"from": 0, "to": 60, "points": 0}, {"from": 50, "to": 100, "points": 9}]}})}, ["scale.overlap"]),
        ("scale-direction", "points that fall where more is better", {"scales": table({"26.15": {"bands": [{"from": 0, "to": 50, "points": 9}, {"from": 50, "to": 100, "points": 0}]}})}, ["scale.direction"]),
        ("scale-direction-negative", "points that rise where less is better", {"scales": table({"13.1": {"bands": [{"from": 0, "to": 50, "points": 0}, {"from": 50, "to": 100, "points": 3}]}})}, ["scale.direction"]),
        ("scale-open-band", "an open band before the last", {"scales": table({"26.15": {"bands": [{"from": 0, "points": 0}, {"from": 50, "to": 100, "points": 9}]}})}, ["scale.open-band"]),
        ("scale-empty-band", "a band that holds nothing", {"scales": table({"26.15": {"bands": [{"from": 0, "to": 0, "points": 0}, {"from": 0, "to": 100, "points": 9}]}})}, ["scale.empty-band"]),
        ("scale-not-measured", "bands for a graded question", {"scales": table({"6.1": {"bands": [{"from": 0, "to": 100, "points": most("6.1")}]}})}, ["scale.not-measured"]),
        ("scale-above-maximum", "a table that gives more than the maximum", {"scales": table({"6.1": {"options": {"x": most("6.1", 1)}}})}, ["profile.above-maximum"]),
        ("scale-too-fine", "a table with four decimals", {"scales": table({"6.1": {"options": {"x": 0.0001}}})}, ["edition.too-fine"]),
        ("scale-reserved-option", "a table that redefines full", {"scales": table({"6.1": {"options": {"full": 5}}})}, ["scale.reserved-option"]),
        ("scale-unknown-question", "a table for no question", {"scales": table({"6.33": {"options": {"x": 1}}})}, ["scale.unknown-question"]),
        ("scale-empty", "a scale without content", {"scales": table({"6.1": {}})}, ["scale.empty"]),
        ("scale-other-edition", "a table for another edition", {"scales": table({"6.1": {"options": {"x": 1}}}) | {"edition": "kla-2031"}}, ["scale.other-edition"]),
        ("all-at-once", "every problem is told", {"stage": "x", "points": {"K1": most("K1", 85), "K9": 1}}, ["profile.unknown-stage", "profile.above-maximum", "profile.unknown-node"]),
    ]  # fmt: skip
    for name, about, profile, findings in one:
        yield refused(f"refused-{name}", about, {**base, **profile}, findings)
    yield refused("refused-list", "a profile is a mapping", [1], ["schema.type"])
    yield refused("refused-null", "a profile is a mapping", None, ["schema.type"])
    texts: list[tuple[str, str, str, list[str]]] = [
        ("duplicate-key", "yaml", "year: 2024\nyear: 2025\n", ["document.duplicate-key"]),
        ("duplicate-key-json", "json", '{"year": 2024, "year": 2025}', ["document.duplicate-key"]),
        ("number-as-key", "yaml", "points:\n  6.10: 4\n", ["document.key-not-text"]),
        ("ambiguous-word", "yaml", 'answers: {"17.5": {holds: no}}\n', ["document.ambiguous"]),
        ("exponent", "yaml", "points: {K1: 1e2}\n", ["document.ambiguous"]),
        ("base-sixty", "yaml", "points: {K1: 1:30}\n", ["document.ambiguous"]),
        ("octal", "yaml", "points: {K1: 010}\n", ["document.ambiguous"]),
        ("not-a-number", "yaml", "points: {K1: .nan}\n", ["document.ambiguous"]),
        ("infinity", "yaml", "points: {K1: .inf}\n", ["document.ambiguous"]),
        ("anchor", "yaml", "points: &p {K1: 1}\n", ["document.anchor"]),
        ("merge-key", "yaml", "points: {<<: {K1: 1}}\n", ["document.merge-key", "schema.type"]),
        ("tag", "yaml", "points: !!map {K1: 1}\n", ["document.tag"]),
        ("syntax", "yaml", "points: [1\n", ["document.syntax"]),
        ("syntax-json", "json", '{"year": 2024,}', ["document.syntax"]),
        ("nan-json", "json", '{"points": {"K1": NaN}}', ["document.syntax"]),
        ("empty", "yaml", "", ["document.empty"]),
        ("two-documents", "yaml", "year: 2024\n---\nyear: 2025\n", ["document.several"]),
        ("nested", "yaml", "[" * 100, ["document.too-deep"]),
        ("nested-json", "json", "[" * 100, ["document.too-deep"]),
        ("half-a-surrogate", "json", '{"region": {"name": "\\ud800"}}', ["document.surrogate"]),
        ("huge-number", "yaml", "points: {K1: " + "9" * 50 + "}\n", ["document.number-size"]),
    ]  # fmt: skip
    for name, form, text, findings in texts:
        yield {
            "id": f"refused-text-{name}",
            "about": "the text itself is refused",
            "text": text,
            "format": form,
            "refused": findings,
        }
