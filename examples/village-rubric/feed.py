"""Judge villages by a rubric, and hand on what KLA asks of villages: `python feed.py RULES OUT`.

RULES is the folder of the rubric, OUT a folder for what is written: a profile for each village, and
`units.csv`, which `kla rollup` turns into answers at indicators 25 and 26. All figures of the
example are invented.
"""

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import kla_rules as kla

MONTHS = 12
YES = {"ya": True, "tidak": False}
# What KLA asks of a village, by the question of the rubric that answers it.
FACTS = {
    "child_rights_policy": "1.1",
    "childrens_forum": "3.1",
    "birth_certificates": "4.1",
    "child_marriages": "5.2",
    "play_space": "6.1",
}


def answer(question: kla.model.Question, cell: str) -> dict[str, Any]:
    """Return the answer that a cell gives: `ya`, a figure, or of monthly questions `7+2`.

    `7+2` says that it took place in 7 months, and that of 2 others nobody knows.
    """
    if question.answer == "yes_no":
        return {"holds": YES[cell]}
    if question.kind == "monthly":
        part, _, unknown = cell.partition("+")
        return {"units": {"part": int(part), "whole": MONTHS, "unknown": int(unknown or 0)}}
    return {"value": float(cell)}


def profile(row: Mapping[str, str], rubric: kla.Edition) -> dict[str, Any]:
    """Return the profile of a village; an empty cell is not known."""
    asked = {node.id: node.question for node in rubric.nodes if node.question is not None}
    return {
        "edition": rubric.id,
        "stage": "self",
        "year": 2026,
        "illustrative": True,
        "region": {"name": row["name"]},
        "answers": {name: answer(one, row[name]) for name, one in asked.items() if row[name]},
        "measures": {"child_protection_team": YES[row["team"]]},
    }


def facts(row: Mapping[str, str], result: kla.Evaluation) -> dict[str, str]:
    """Return what KLA asks of this village: what it answered, and one thing the rubric judged."""
    low, high = result.node("2.1").range
    budget = {True: "ya", False: "tidak" if high == 0 else ""}[low > 0]
    return {"child_protection_budget": budget} | {name: row[node] for name, node in FACTS.items()}


def of_kecamatan(rows: list[dict[str, str]]) -> Iterator[dict[str, str]]:
    """Yield what villages say of their sub-district, where all of them are known.

    Child marriages are summed and certificates weighted by children. What a sub-district must have
    itself, such as a children's forum of its own, no village can answer: it stays empty.
    """
    for number, name in enumerate(dict.fromkeys(row["kecamatan"] for row in rows), start=1):
        own = [row for row in rows if row["kecamatan"] == name]
        known = {node: all(row[node] for row in own) for node in ("4.1", "5.2")}
        children = sum(int(row["children"]) for row in own)
        shares = sum(Decimal(row["4.1"] or 0) * int(row["children"]) for row in own) / children
        marriages = sum(int(row["5.2"] or 0) for row in own)
        yield {
            "id": f"kec-{number}",
            "name": name,
            "kind": "kecamatan",
            "birth_certificates": f"{shares:.2f}" if known["4.1"] else "",
            "child_marriages": str(marriages) if known["5.2"] else "",
        }


def main(rules: Path, out: Path) -> None:
    """Write the profiles and the units, and say how many villages have which level."""
    rubric = kla.edition(rules.resolve(), overlays=[rules / "tables" / "tables.yaml"])
    with (Path(__file__).parent / "villages.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    units = list(of_kecamatan(rows))
    parents = {unit["name"]: unit["id"] for unit in units}
    levels: Counter[str] = Counter()
    (out / "profiles").mkdir(parents=True)
    for row in rows:
        given = profile(row, rubric)
        result = kla.evaluate(kla.Profile.from_dict(given, rubric), rubric)
        levels[" or ".join(level or "none" for level in result.levels_possible)] += 1
        text = json.dumps(given, indent=1, ensure_ascii=False)
        (out / "profiles" / f"{row['id']}.json").write_text(text + "\n", encoding="utf-8")
        unit = {"id": row["id"], "name": row["name"], "kind": "desa"}
        units.append({**unit, "parent": parents[row["kecamatan"]], **facts(row, result)})
    with (out / "units.csv").open("w", encoding="utf-8", newline="") as stream:
        header = ["id", "name", "kind", "parent", *FACTS, "child_protection_budget", "illustrative"]
        writer = csv.DictWriter(stream, header, restval="")
        writer.writeheader()
        writer.writerows({**unit, "illustrative": "ya"} for unit in units)
    for level, count in sorted(levels.items()):
        sys.stdout.write(f"{count:2} villages: {level}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
