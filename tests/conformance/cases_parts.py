"""Cases of overlays that name the parts of their edition: what refuses them, and what does not."""

import hashlib
import json
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import yaml

from conformance.cases_overlays import corrections, refused_overlay
from conformance.cases_proof import RISING, fitting, overlay, proof
from conformance.reckoning import E2024, RULES, Case, number

OTHER = "0" * 64
# Keys whose values are for people, in the rule files that the cases touch.
TEXTS = {"title", "notes", "note", "local_names"}


def without_texts(value: Any) -> Any:  # noqa: ANN401 - plain values
    if isinstance(value, dict):
        return {key: without_texts(one) for key, one in value.items() if key not in TEXTS}
    if isinstance(value, list):
        return [without_texts(one) for one in value]
    if isinstance(value, float):
        exact = Fraction(str(value))
        ratio = {"ratio": f"{exact.numerator}/{exact.denominator}"}
        return ratio if exact.denominator > 1 else exact.numerator
    return value


def figures(part: str) -> str:
    """Return the digest of the figures of a part: an indicator, or a file of the edition."""
    folder = RULES / E2024.id
    path = folder / f"{part}.yaml"
    for one in (folder / "indicators").glob("*.yaml") if not path.exists() else ():
        if yaml.safe_load(one.read_text("utf-8"))["id"] == part:
            path = one
    rule = without_texts(yaml.safe_load(path.read_text(encoding="utf-8")))
    text = json.dumps(rule, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def touching(parts: Case, **said: Any) -> Case:
    """Return an overlay of another digest that names parts."""
    named = {"id": E2024.id, "digest": OTHER, "touches": parts}
    return {**overlay(**said), "edition": named}


def kept(*parts: str, **more: Any) -> Case:
    return {part: {"figures": figures(part), **more} for part in parts}


LESS, MORE = number(E2024.most["6.1"] - 1), number(E2024.most["6.2"] + 1)
MOVED = corrections({"6.1": LESS, "6.2": MORE})
NAMES = {"health": {"local_names": ["Dinkes Contoh"]}}


def overlay_parts() -> Iterator[Case]:
    """Yield overlays whose parts have not moved, whatever their digest says."""
    listed: list[tuple[str, Case, Case, list[str]]] = [
        ("table", {"tables": {"26.15": RISING}}, kept("26"), []),
        ("maxima", {"maxima": MOVED}, kept("6"), []),
        ("maxima-kept", {"maxima": MOVED}, kept("6", maxima={"6": 1}), []),
        ("names", {"agencies": NAMES}, kept("agencies"), []),
        ("three", {"maxima": MOVED, "tables": {"26.15": RISING}, "agencies": NAMES}, kept("6", "26", "agencies"), []),
        ("more", {"tables": {"26.15": RISING}}, kept("26", "6", "agencies"), []),
        ("nothing", {}, {}, []),
        ("other-texts", {"tables": {"26.15": RISING}}, kept("26", texts=OTHER), ["overlay.reworded"]),
        ("other-texts-and-fields", {"maxima": MOVED}, kept("6", texts=OTHER, fields="AAAA AA"), ["overlay.reworded"]),
    ]  # fmt: skip
    answers: Case = {
        "26.15": {"points": 1, "evidence": fitting("26.15")},
        "6.1": {"points": LESS, "evidence": fitting("6.1")},
    }
    for told, said, parts, notes in listed:
        yield proof(
            f"overlay-parts-{told}", "an overlay of which no part has moved", {"answers": answers},
            overlays=[touching(parts, **said)], nodes=["26.15", "6.1"], notes=notes,
        )  # fmt: skip


def refused_parts() -> Iterator[Case]:
    """Yield overlays whose parts have moved, are missing, or are none."""
    both = {"maxima": MOVED, "tables": {"26.15": RISING}}
    moved: Case = {"figures": OTHER}
    listed: list[tuple[str, Case, Case, list[str]]] = [
        ("moved", {"maxima": MOVED}, {"6": moved}, ["overlay.part-moved"]),
        ("moved-both", both, {"6": moved, "26": moved}, ["overlay.part-moved"] * 2),
        ("moved-one", both, {**kept("26"), "6": moved}, ["overlay.part-moved"]),
        ("moved-needlessly-named", both, {**kept("6", "26"), "agencies": moved}, ["overlay.part-moved"]),
        ("missing", both, kept("6"), ["overlay.part-missing"]),
        ("missing-both", both, {}, ["overlay.part-missing"] * 2),
        ("gone", {"maxima": MOVED}, {**kept("6"), "27": moved}, ["overlay.part-gone"]),
        ("moved-and-missing", both, {"6": moved}, ["overlay.part-moved", "overlay.part-missing"]),
        ("without-figures", {"maxima": MOVED}, {"6": {"texts": OTHER}}, ["schema.missing-key"]),
        ("no-digest", {"maxima": MOVED}, {"6": {"figures": "0"}}, ["schema.pattern"]),
        ("unknown-key", {"maxima": MOVED}, kept("6", digest=OTHER), ["schema.unknown-key"]),
    ]  # fmt: skip
    for told, said, parts, findings in listed:
        about = "an overlay that was written for other parts"
        yield refused_overlay(f"parts-{told}", about, [touching(parts, **said)], findings)
