"""Cases of evidence: what documents back, what they do not, and what is noted of them."""

import random
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from typing import Any

from conformance.cases_2024 import table
from conformance.figures import most, part_of, summed, up_to
from conformance.reckoning import (
    E2011,
    E2019,
    E2022,
    E2024,
    EDITIONS,
    Case,
    Edition,
    backed_points,
    bounds,
    cut_total,
    edition_for,
    exact,
    expected,
    half_even,
    known_notes,
    known_points,
    laid,
    number,
    proof_notes,
    unsound,
)

BACKED = {"count": "backed"}
SOURCE = {
    "id": "corpus",
    "title": {"id": "Rekaan", "en": "Invented"},
    "publisher": "kla-rules",
    "grade": "U",
}


def overlay(name: str = "one", **said: Any) -> Case:
    """Return an overlay for whichever edition it is laid over."""
    title = {"id": "Rekaan", "en": "Invented"}
    head = {"id": name, "title": title, "illustrative": True}
    head |= {"source": "corpus", "sources": [SOURCE]}
    return {**head, **said}


def asking(name: str, groups: list[list[str]]) -> Case:
    """Return an overlay that says what a question asks for."""
    return overlay(evidence={"questions": {name: {"asks": groups}}})


def proof(
    name: str,
    about: str,
    profile: Case,
    *,
    overlays: Sequence[Case] = (),
    options: Case | None = None,
    nodes: list[str] | None = None,
    notes: list[str] | None = None,
) -> Case:
    """Return a case with what is claimed and backed; `notes` are those that are not reckoned."""
    edition = EDITIONS[profile.get("edition", E2024.id)]
    head = {"edition": edition.id, "stage": "self", "year": edition.year}
    whole = {key: value for key, value in {**head, **profile}.items() if value is not None}
    options = options or {}
    base = edition_for(whole)
    under = laid(base, overlays)
    assert not unsound(under, base), name
    claimed = known_points(under, whole, options.get("assume"))
    backed = backed_points(under, whole, claimed)
    low = {"claimed": claimed, "backed": backed}
    expect = expected(whole, options, nodes or [], overlays)
    expect["evidence"] = {
        key: number(cut_total(under, bounds(under, "total", one)[0])) for key, one in low.items()
    }
    if notes is not None:
        invented = [*overlays, whole.get("scales", {})]
        if any(one.get("illustrative") for one in invented):
            notes = [*notes, "profile.illustrative"]
        edge = known_notes(whole, options, overlays)
        expect["notes"] = sorted({*notes, *edge, *proof_notes(under, whole, options)})
    return {
        "id": name,
        "about": about,
        "profile": whole,
        **({"overlays": list(overlays)} if overlays else {}),
        **({"options": options} if options else {}),
        "expect": expect,
    }


def doc(kind: str, title: str = "Dokumen", date: str | None = "2024-03-01", **more: object) -> Case:
    """Return a document as an answer lists it."""
    return {"kind": kind, "title": title, **({"date": date} if date else {}), **more}


def fitting(name: str, edition: Edition = E2024) -> list[Case]:
    """Return what a question asks for: of each group the first kind, or else any document.

    The first document has every attribute.
    """
    groups: list[list[str]] = edition.nodes[name]["asks"]
    attributes = edition.plain["evidence"]["attributes"]
    kinds = [group[0] for group in groups if group[0] not in attributes]
    documents = [doc(kind, f"Dokumen {name}") for kind in kinds or ["data"]]
    for group in groups:
        if group[0] in attributes:
            documents[0] |= has(attributes[group[0]])
    return documents


def has(said: Case) -> Case:
    """Return what a document says that has an attribute."""
    if said["marked"]:
        return {said["marked"]: True}
    return {"signed_by": said["signed_by"]} if said["signed_by"] else {"year": 2023}


def unfitting(name: str, edition: Edition = E2024) -> list[Case]:
    """Return documents of which none is asked for; only where something is asked for."""
    groups: list[list[str]] = edition.nodes[name]["asks"]
    asked = {kind for group in groups for kind in group}
    proof = edition.plain["evidence"]
    others = [kind for kind in proof["kinds"] if not {kind, proof["general"].get(kind)} & asked]
    others = others or ["other"]  # where every kind fits, one that there is not
    return [doc(others[0], f"Lain {name}"), doc(others[-1], f"Lain {name}")]


def full(names: Sequence[str], *, without: Sequence[str] = ()) -> Case:
    """Return full answers, each with what it asks for, save those `without`."""
    return {
        name: {"option": "full", **({} if name in without else {"evidence": fitting(name)})}
        for name in names
    }


def without_attributes(name: str) -> Iterator[tuple[str, list[Case]]]:
    """Yield the documents of a question with one attribute missing, or given to another kind."""
    whole = fitting(name)
    others = {"signed_by": "health", "year": 2024, "comparison": False, "note": False}
    for key, other in others.items():
        if key not in whole[0]:
            continue
        first = {at: value for at, value in whole[0].items() if at != key}
        yield key, [first, *whole[1:]]
        yield f"other-{key}", [{**first, key: other}, *whole[1:]]
        yield f"elsewhere-{key}", [first, *whole[1:], doc("photo", "Foto", **{key: whole[0][key]})]


def single_answers() -> Iterator[Case]:
    """Yield one answer at a time: for every list of documents that is asked for, and every form."""
    seen: list[list[list[str]]] = []
    for name in E2024.leaves:
        groups = E2024.nodes[name]["asks"]
        if groups in seen:
            continue
        seen.append(groups)
        listed: list[tuple[str, list[Case] | None]] = [("none", None), ("fitting", fitting(name))]
        for place in range(len(fitting(name)) if len(fitting(name)) > 1 else 0):
            rest = [one for index, one in enumerate(fitting(name)) if index != place]
            listed.append((f"without-{fitting(name)[place]['kind']}", rest))
        listed += [(f"bare-{told}", bare) for told, bare in without_attributes(name)]
        if groups:
            both = [*unfitting(name), *fitting(name)]
            listed += [("unfitting", unfitting(name)), ("among-others", both)]
        for told, documents in listed:
            answer = {"option": "full", **({} if documents is None else {"evidence": documents})}
            yield proof(
                f"proof-{name}-{told}", f"asked for: {groups}; documents: {told}",
                {"answers": {name: answer}}, options=BACKED, nodes=[name], notes=[],
            )  # fmt: skip
    kinds = [*E2024.plain["evidence"]["kinds"], "letter"]
    for kind in kinds:
        answers = {
            name: {"points": 1, "evidence": [doc(kind, name)]}
            for name in ("6.1", "26.2", "19.2a", "1.1", "20.1")
        }
        yield proof(
            f"proof-kind-{kind}", "one kind of document at several questions",
            {"answers": answers}, options=BACKED, nodes=[*answers, "K1", "K6"], notes=[],
        )  # fmt: skip
    yield proof(
        "proof-empty-list", "an empty list of documents backs nothing",
        {"answers": {"6.1": {"points": 3, "evidence": []}}}, options=BACKED, nodes=["6.1"], notes=[],
    )  # fmt: skip
    yield proof(
        "proof-points-have-none", "points of a question that are no answer have no documents",
        {"points": {"6.1": 3, "6.2": 0}}, options=BACKED, nodes=["6.1", "6.2"], notes=[],
    )  # fmt: skip


RISING = {"bands": [{"from": 0, "to": 25, "points": 0},
                    {"from": 25, "to": 50.5, "points": part_of("26.15", 0.4)},
                    {"from": 50.5, "to": 100, "points": most("26.15")}]}  # fmt: skip


def forms() -> Iterator[Case]:
    """Yield every form of an answer, with and without what backs it, counted both ways."""
    tables = table(
        {"26.15": RISING, "6.1": {"options": {"partly": up_to("6.1", 2.5), "nothing": 0}}}
    )
    listed: list[tuple[str, str, Case, Case]] = [
        ("points", "6.1", {"points": up_to("6.1", 4.25)}, {}), ("points-rounded", "2.5", {"points": 1.0005}, {}),
        ("points-zero", "6.1", {"points": 0}, {}), ("points-to-zero", "6.1", {"points": 0.0005}, {}),
        ("none", "6.1", {"option": "none"}, {}), ("full", "26.17", {"option": "full"}, {}),
        ("fraction", "2.5", {"fraction": 0.3333}, {}), ("fraction-zero", "2.5", {"fraction": 0}, {}),
        ("fraction-percentage", "26.15", {"fraction": 0.25}, {}),
        ("holds-well", "17.5", {"holds": True}, {}), ("holds-ill", "17.5", {"holds": False}, {}),
        ("holds-well-other", "17.6", {"holds": True}, {}), ("holds-ill-other", "17.6", {"holds": False}, {}),
        ("value-no-table", "26.15", {"value": 61.5}, {}),
        ("value-assumed", "26.15", {"value": 61.5}, {"assume": "proportional"}),
        ("value-assumed-zero", "26.15", {"value": 0}, {"assume": "proportional"}),
        ("value-assumed-negative", "13.1", {"value": 20}, {"assume": "proportional"}),
        ("value-assumed-negative-zero", "13.1", {"value": 100}, {"assume": "proportional"}),
        ("value-in-a-band", "26.15", {"value": 25}, {"scales": tables}),
        ("value-in-a-band-of-zero", "26.15", {"value": 24.999}, {"scales": tables}),
        ("option-of-a-table", "6.1", {"option": "partly"}, {"scales": tables}),
        ("option-of-zero", "6.1", {"option": "nothing"}, {"scales": tables}),
        ("not-applicable", "2.1", {"not_applicable": True}, {}), ("only-documents", "2.1", {}, {}),
    ]  # fmt: skip
    for told, name, answer, more in listed:
        scales = {"scales": more["scales"]} if "scales" in more else {}
        assume = {"assume": more["assume"]} if "assume" in more else {}
        for backing, documents in (("backed", fitting(name)), ("bare", [])):
            given = {**answer, **({"evidence": documents} if documents else {})}
            if not given:
                continue
            for count in ("claimed", "backed") if backing == "bare" else ("backed",):
                yield proof(
                    f"proof-form-{told}-{backing}-as-{count}",
                    f"{told.replace('-', ' ')}, {backing}, counted as {count}",
                    {"answers": {name: given, "2.4": {"option": "full"}}, **scales},
                    options={"count": count, **assume}, nodes=[name, "2.4"],
                )  # fmt: skip


def several_groups() -> Iterator[Case]:
    """Yield questions that ask for more than one document, as an overlay says."""
    three = asking("6.1", [["decree"], ["minutes", "attendance"], ["photo"]])
    for chosen in product((False, True), repeat=4):
        kinds = ("decree", "minutes", "attendance", "photo")
        given = [kind for kind, there in zip(kinds, chosen, strict=True) if there]
        told = "-".join(given) or "nothing"
        answer = {"points": up_to("6.1", 5), "evidence": [doc(kind, kind) for kind in given]}
        yield proof(
            f"proof-groups-{told}", "of each of three groups one document is needed",
            {"answers": {"6.1": answer}}, overlays=[three], options=BACKED, nodes=["6.1"], notes=[],
        )  # fmt: skip
    listed: list[tuple[str, str, Case, list[str]]] = [
        ("one-for-two", "one document is of two groups", asking("6.1", [["decree", "plan"], ["decree"]]), ["decree"]),
        ("one-for-one-of-two", "one document is of one of two groups", asking("6.1", [["decree", "plan"], ["decree"]]), ["plan"]),
        ("any", "without a group any document will do", asking("6.1", []), ["photo"]),
        ("any-strange", "without a group any document will do, also of a kind not known", asking("6.1", []), ["letter"]),
        ("any-but-none", "without a group a document is still needed", asking("6.1", []), []),
        ("other-question", "another question asks for something else", asking("6.2", [["photo"]]), ["decree"]),
        ("replaced", "an overlay replaces what is asked for", asking("6.1", [["photo"]]), ["decree"]),
        ("replaced-fitting", "an overlay replaces what is asked for", asking("6.1", [["photo"]]), ["photo"]),
        ("as-before", "an overlay says what the edition says", asking("6.1", [["decree"]]), ["decree"]),
    ]  # fmt: skip
    letter: Case = {"id": "letter", "title": {"id": "Surat", "en": "Letter"}, "definition": {"id": "Surat.", "en": "A letter."}}  # fmt: skip
    own = overlay(evidence={"kinds": [letter], "questions": {"6.1": {"asks": [["letter"]]}}})
    only = overlay(evidence={"kinds": [letter]})
    listed += [
        ("own-kind", "a kind that the overlay brings", own, ["letter"]),
        ("own-kind-missing", "a kind that the overlay brings", own, ["decree"]),
        ("own-kind-known", "a kind of an overlay is known, and fits nothing", only, ["letter"]),
    ]
    for told, about, laid_over, given in listed:
        answer = {"points": up_to("6.1", 5), "evidence": [doc(kind, kind) for kind in given]}
        yield proof(
            f"proof-asked-{told}", about, {"answers": {"6.1": answer}}, overlays=[laid_over],
            options=BACKED, nodes=["6.1"], notes=[],
        )  # fmt: skip


def backed_caps() -> Iterator[Case]:
    for indicator in ("19", "21B"):
        names = E2024.nodes[indicator]["children"]
        cap = E2024.nodes[indicator]["maximum"]
        for told, missing in [("all", []), ("none", names), *((name, [name]) for name in names)]:
            profile = {"answers": full(names, without=missing)}
            yield proof(
                f"proof-cap-{indicator}-without-{told}", "all full; documents missing at some",
                profile, options=BACKED, nodes=[indicator], notes=["node.capped"],
            )  # fmt: skip
        for own in (cap, number(exact(cap) - Fraction(1, 1000)), cap - 2, 1):
            for told, missing in (("all", []), ("all-but-one", names[-1:])):
                profile = {"points": {indicator: own}, "answers": full(names, without=missing)}
                yield proof(
                    f"proof-cap-{indicator}-own-{own}-{told}",
                    "points of its own above questions whose documents reach the cap, or do not",
                    profile, options=BACKED, nodes=[indicator],
                )  # fmt: skip
    cap = exact(E2024.nodes["19"]["maximum"])
    near = [number(cap + Fraction(step, 1000)) for step in (-1, 0, 1, 3000)]
    for node, own in product(("K4", "total"), near):
        for told, names in (("19", ["19"]), ("both", ["19", "21B"])):
            below = [one for name in names for one in E2024.nodes[name]["children"]]
            yield proof(
                f"proof-cap-above-{node}-{own}-{told}", "points above an indicator that is capped",
                {"points": {node: own}, "answers": full(below)}, options=BACKED,
                nodes=["19", "21B", "K4"],
            )  # fmt: skip


def own_points() -> Iterator[Case]:
    """Yield nodes above questions that have points of their own."""
    six = {"6.1": most("6.1"), "6.2": most("6.2"), "6.3": part_of("6.3", 2 / 3)}
    two, three = exact(summed(["6.1", "6.2"])), sum(map(exact, six.values()), Fraction(0))
    step = Fraction(1, 1000)
    low, low_less, low_more = map(number, (two, two - step, two + step))
    high, high_less, high_more = map(number, (three, three - step, three + step))

    def answers(backed: Sequence[str]) -> Case:
        return {
            name: {"points": points, **({"evidence": fitting(name)} if name in backed else {})}
            for name, points in six.items()
        }

    for own in (0, low_less, low, low_more, high_less, high, high_more, 40, most("6")):
        for backed in ([], ["6.1", "6.2"], ["6.1", "6.2", "6.3"]):
            yield proof(
                f"proof-own-{own}-over-{len(backed)}",
                f"indicator 6 has {own} of its own; {sum(six[name] for name in backed)} are backed below",
                {"points": {"6": own}, "answers": answers(backed)}, options=BACKED,
                nodes=["6", "K1", "6.3"],
            )  # fmt: skip
    layers: list[tuple[str, Case, list[str]]] = [
        ("cluster-equal", {"K1": high}, list(six)), ("cluster-above", {"K1": high_more}, list(six)),
        ("cluster-below", {"K1": high_less}, list(six)), ("cluster-zero", {"K1": 0}, list(six)),
        ("cluster-over-lower-own", {"K1": 20, "6": 20}, list(six)),
        ("cluster-over-higher-own", {"K1": high, "6": 40}, list(six)),
        ("cluster-over-unbacked-own", {"K1": 20, "6": 40}, ["6.1", "6.2"]),
        ("cluster-between", {"K1": low, "6": 40}, ["6.1", "6.2"]),
        ("cluster-between-above", {"K1": low_more, "6": 40}, ["6.1", "6.2"]),
        ("cluster-over-a-thousandth", {"K1": low, "6": low_more}, ["6.1", "6.2"]),
        ("total-over-two", {"total": low, "K1": 40, "6": 41}, ["6.1", "6.2"]),
        ("cluster-over-zero", {"K1": 1, "6": 0}, list(six)),
        ("cluster-over-zero-of-a-sibling", {"K1": high, "5": 0}, list(six)),
        ("cluster-with-a-sibling", {"K1": 40, "5": 8}, list(six)),
        ("total-equal", {"total": high}, list(six)), ("total-above", {"total": 620}, list(six)),
        ("total-below", {"total": 30}, list(six)), ("total-zero", {"total": 0}, list(six)),
        ("three-layers", {"total": low, "K1": low, "6": low}, ["6.1", "6.2"]),
        ("three-layers-falling", {"total": 10, "K1": 14, "6": low}, ["6.1", "6.2"]),
        ("three-layers-rising", {"total": low, "K1": 14, "6": 10}, ["6.1", "6.2"]),
        ("other-clusters", {"K0": most("K0"), "K2": most("K2"), "K1": 30}, list(six)),
        ("other-clusters-zero", dict.fromkeys(("K0", "K2", "K3", "K4", "K5", "K6"), 0), list(six)),
    ]  # fmt: skip
    for told, points, backed in layers:
        for count in ("claimed", "backed"):
            yield proof(
                f"proof-layers-{told}-as-{count}", "points of its own at several layers",
                {"points": points, "answers": answers(backed)}, options={"count": count},
                nodes=["6", "K1", "total"],
            )  # fmt: skip


def without_questions() -> Iterator[Case]:
    """Yield profiles that no document can back: nothing is known of their questions."""
    for edition in (E2011, E2019, E2022, E2024):
        short = edition.id.removeprefix("kla-")
        some = dict.fromkeys(edition.clusters[:3], 87.125)
        listed: list[tuple[str, Case]] = [
            ("clusters", some), ("total", {"total": 732.65}), ("total-zero", {"total": 0}),
            ("total-and-clusters", {"total": 600, **some}),
            ("one-zero", {**some, edition.clusters[1]: 0}),
            ("all-zero", dict.fromkeys(edition.clusters, 0)),
            ("leaves", dict.fromkeys(edition.leaves[:4], 1)),
            ("leaves-zero", dict.fromkeys(edition.leaves, 0)),
            ("zero-leaves-below", {"total": 500, **dict.fromkeys(edition.leaves, 0)}),
        ]  # fmt: skip
        for told, points in listed:
            for count in ("claimed", "backed") if "total" in told else ("backed",):
                yield proof(
                    f"proof-{short}-{told}-as-{count}", "points above the questions",
                    {"edition": edition.id, "points": points}, options={"count": count},
                    nodes=edition.clusters[:3],
                )  # fmt: skip


def backed_floors() -> Iterator[Case]:
    """Yield what is backed a thousandth below, at and above every floor, with more claimed."""
    names = [name for name in E2024.leaves if name.partition(".")[0] not in {"19", "21B"}]
    names = sorted((n for n in names if n != "26.15"), key=lambda name: -E2024.most[name])
    for level in E2024.plain["levels"]:
        for step in (-1, 0, 1):
            rest = exact(level["floor"]) + Fraction(step, 1000)
            chosen: list[str] = []
            for name in names:
                if E2024.most[name] and rest - E2024.most[name] >= 2:
                    chosen.append(name)
                    rest -= E2024.most[name]
            bands = [{"from": 0, "to": 50, "points": 0}, {"from": 50, "to": 100, "points": number(rest)}]  # fmt: skip
            answers = full(chosen)
            for name, answer in answers.items():
                answer["evidence"] = [
                    {"kind": one["kind"], "title": name} for one in answer["evidence"]
                ]
            answers["26.15"] = {"value": 50, "evidence": [doc("data", "Profil")]}
            claimed = full([one for one in names if one not in chosen][-8:], without=names)
            yield proof(
                f"proof-floor-{level['id']}-{step:+d}",
                f"{step:+d} thousandth at the floor of {level['id']} is backed, by an overlay's table",
                {"answers": {**answers, **claimed}}, overlays=[overlay(tables={"26.15": {"bands": bands}})],
                options=BACKED, notes=[],
            )  # fmt: skip


def document_notes() -> Iterator[Case]:
    """Yield what is noted of documents."""
    digest, other = "0f" * 32, "1e" * 32
    twice: list[tuple[str, Case, Case]] = [
        ("same", doc("decree", "SK"), doc("decree", "SK")),
        ("same-but-for-case", doc("decree", "SK Bupati 12"), doc("decree", "sk  bupati 12 ")),
        ("other-kind", doc("decree", "SK"), doc("data", "SK")),
        ("other-date", doc("decree", "SK"), doc("decree", "SK", "2024-03")),
        ("no-date", doc("decree", "SK", None), doc("decree", "SK", None)),
        ("one-date", doc("decree", "SK", None), doc("decree", "SK")),
        ("other-agency", doc("decree", "SK", agency="legal"), doc("decree", "SK", agency="education")),
        ("one-digest", doc("decree", "SK", digest=digest), doc("data", "Data", "2023", digest=digest)),
        ("two-digests", doc("decree", "SK", digest=digest), doc("decree", "SK", digest=other)),
        ("digest-at-one", doc("decree", "SK", digest=digest), doc("decree", "SK")),
    ]  # fmt: skip
    for told, one, two in twice:
        answers = {"6.1": {"points": 1, "evidence": [one]}, "19.2a": {"points": 1, "evidence": [two]}}  # fmt: skip
        yield proof(
            f"proof-reused-{told}", "two documents at two questions: are they one?",
            {"answers": answers}, options=BACKED, notes=[],
        )  # fmt: skip
    same = [doc("decree", "SK"), doc("decree", "SK")]
    yield proof(
        "proof-reused-at-one-question", "one document twice at one question",
        {"answers": {"6.1": {"points": 1, "evidence": same}}}, notes=[],
    )  # fmt: skip
    rounds: tuple[tuple[int | None, list[str]], ...] = (
        (2024, []), (2025, []), (None, []), (2026, ["profile.later-round"]),
        (2022, ["profile.edition-not-in-force"]),
    )  # fmt: skip
    for year, notes in rounds:
        for date in (
            "2022-12-31",
            "2023",
            "2023-01-01",
            "2024-12",
            "2025-01-01",
            "2026",
            "2027-02",
        ):
            answers = {"6.1": {"points": 1, "evidence": [doc("decree", "SK", date)]}}
            yield proof(
                f"proof-dated-{date}-in-{year}", "a document and the years that are looked at",
                {"year": year, "answers": answers}, options=BACKED, notes=notes,
            )  # fmt: skip
    answers = {"6.1": {"evidence": [doc("letter", "Surat", None)]}}
    yield proof(
        "proof-only-a-letter", "documents without an answer", {"answers": answers}, notes=[]
    )


def random_proof() -> Iterator[Case]:
    """Yield many answers at once, backed and not, with points above them."""
    rng = random.Random(50)  # noqa: S311 - the same cases every time
    inner = [name for name, one in E2024.nodes.items() if one["children"]]
    for index in range(40):
        indicators = rng.sample(E2024.indicators, rng.choice([1, 3, 6]))
        names = [name for one in indicators for name in E2024.nodes[one]["children"]]
        backing = rng.choice([0.3, 0.7, 0.95, 1])
        answers: Case = {}
        for name in names:
            if rng.random() < 0.1:
                continue
            yes_no = E2024.nodes[name]["answer"] == "yes_no"
            choice: list[Case] = [{"option": "full"}, {"option": "none"}]
            choice.append({"holds": rng.random() < 0.5} if yes_no else {"fraction": rng.randint(0, 20) / 20})  # fmt: skip
            answers[name] = rng.choice(choice)
            if rng.random() < backing:
                answers[name]["evidence"] = fitting(name)
            elif rng.random() < 0.4 and E2024.nodes[name]["asks"]:
                answers[name]["evidence"] = unfitting(name)
        chosen = rng.sample(inner, rng.choice([0, 0, 1, 3, 6]))
        points = {
            name: number(half_even(E2024.most[name] * rng.randint(0, 100) / 100)) for name in chosen
        }
        # Often just what is backed below, or a thousandth off: there it turns.
        near = rng.choice(indicators)
        profile = {"edition": E2024.id, "answers": answers}
        kept = backed_points(E2024, profile, known_points(E2024, profile, None))
        below = bounds(E2024, near, kept)[0] + Fraction(rng.choice([-1, 0, 0, 1]), 1000)
        if rng.random() < 0.7:
            points[near] = number(min(max(below, Fraction(0)), E2024.most[near]))
        yield proof(
            f"proof-random-{index}", "answers, some of them backed, and points above them",
            {"points": points, "answers": answers}, options=BACKED,
            nodes=[near, E2024.clusters[index % 7]],
        )  # fmt: skip
