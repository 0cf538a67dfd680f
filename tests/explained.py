"""The profiles whose explanations are kept as readable files under `tests/explanations/`.

Run as a program it writes the files anew; read them aloud before committing.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import kla_rules as kla
from kla_rules.evaluation.page import summary
from kla_rules.model.edition import Edition
from kla_rules.model.tree import Node

ROOT = Path(__file__).parents[1]
FOLDER = Path(__file__).parent / "explanations"
REGION = {"region": {"name": "Kota Contoh"}, "year": 2024, "stage": "self"}
TABLE = {
    "id": "contoh",
    "edition": "kla-2024",
    "source": "tabel rekaan untuk contoh",
    "illustrative": True,
    "scales": {
        "26.15": {
            "bands": [
                {"from": 0, "to": 50, "points": 2.5},
                {"from": 50, "to": 100, "points": 7.5},
            ]
        },
        "6.1": {"options": {"sebagian": 3}},
    },
}


def questions(tree: Edition) -> list[Node]:
    return [node for node in tree.nodes if node.question is not None]


def complete(tree: Edition) -> dict[str, float]:
    """Points at every question, about two thirds of each maximum, in quarters of a point."""
    return {node.id: node.ceiling_thousandths * 2 // 3 // 250 * 0.25 for node in questions(tree)}


def profiles() -> Iterator[tuple[str, kla.Profile]]:
    """Yield the name and the profile of each explanation."""
    tree = kla.edition("kla-2024")
    bandung = kla.Profile.read(ROOT / "examples" / "kota-bandung-2024.yaml")
    clusters = {
        node.id: node.ceiling_thousandths / 1000 for node in tree.nodes if node.rank == "cluster"
    }
    data: dict[str, dict[str, Any]] = {
        "complete": {**REGION, "points": complete(tree), "stage": "administrative"},
        "sparse": {**REGION, "points": {"1": 60, "6.3": 14, "21A": 41.5}},
        "at-an-edge": {**REGION, "points": {"total": 700}, "stage": "final"},
        "reconciled": {
            **REGION,
            "declared_total": 640.5,
            "points": {"K0": 120, "K1": 90, "6": 55, "5": 30, "4": 15, "K2": 110, "K3": 100}
            | {"K4": 70, "K5": 100, "K6": 50, "26": 60},
        },
        "capped": {
            **REGION,
            "points": {c: tree.node(c).ceiling_thousandths / 1000 for c in tree.node("19").children}
            | {"K0": 120, "K1": 90, "K2": 110, "K3": 100, "K5": 150, "K6": 60, "18": 20, "20": 30},
        },
        "zero": {**REGION, "points": dict.fromkeys(clusters, 0)},
        "full": {**REGION, "points": clusters, "stage": "field"},
        "scale-based": {
            **REGION,
            "points": {"K0": 130, "K1": 60, "K2": 110, "K3": 100, "K4": 70, "K5": 120, "25": 12}
            | {"4": 12, "5": 30},
            "answers": {
                "26.15": {"value": 61.5},
                "6.1": {"option": "sebagian"},
                "26.4": {"value": 40},
            },
            "scales": TABLE,
        },
    }
    del data["scale-based"]["points"]["K1"]
    for name, content in data.items():
        yield name, kla.Profile.from_dict(content)
    yield "cluster-level-only", bandung
    held = "kota-contoh-2019-illustrative.yaml"
    yield "held-2019", kla.Profile.read(ROOT / "examples" / held)
    components = {str(n): 0.75 if n < 20 else 0.5 for n in range(1, 31)}
    older = {**REGION, "year": 2015, "stage": "final", "points": {"total": 655.5}}
    yield "components-2011", kla.Profile.from_dict({**older, "ratios": components})
    yield "illustrative", kla.Profile.read(ROOT / "examples" / "kota-pasuruan-illustrative.yaml")


def texts() -> Iterator[tuple[Path, str]]:
    """Yield each file and what it must hold: what `kla evaluate` prints, and for some all."""
    for name, profile in profiles():
        result = kla.evaluate(profile)
        for language in ("id", "en"):
            whole = name in {"at-an-edge", "cluster-level-only", "held-2019", "components-2011"}
            text = result.explain(language) if whole else summary(result, language)
            yield FOLDER / f"{name}.{language}.txt", text


def main() -> None:
    """Write the files."""
    FOLDER.mkdir(exist_ok=True)
    for path, text in texts():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
