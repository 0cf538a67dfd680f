"""Units of the whole nation: reading a table, shares, ranges, and the units behind them.

    python benchmarks/units.py

83,762 is the number of villages and urban wards of the nation; the facts are invented. Beside it
stands a plain-Python reckoning of the shares alone, of the same columns; equal shares are checked
first. Each part runs in a process of its own, whose peak memory it prints.
"""

import argparse
import csv
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import kla_rules as kla
from kla_rules.units.rules_reading import unit_rules_of

KELURAHAN = 83_762
PER_KECAMATAN = 12
CERTIFICATES = 90  # the threshold of the rules
LIMIT_SECONDS, LIMIT_MEMORY = 5, 1024


def main() -> None:
    """Write the table, run both parts, check that they agree, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=KELURAHAN)
    parser.add_argument("--part", choices=("library", "plain"))
    parser.add_argument("--file", type=Path)
    arguments = parser.parse_args()
    if arguments.part is not None:
        shares, seconds = {"library": library, "plain": plain}[arguments.part](arguments.file)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(seconds, memory, *shares)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "units.csv"
        write(path, arguments.units)
        told = {part: run(part, path) for part in ("library", "plain")}
    if told["library"][2:] != told["plain"][2:]:
        raise SystemExit("the shares differ")
    print(f"{arguments.units} units and their kecamatan, {len(told['plain'][2:])} equal shares")
    names = {
        "library": "kla_rules: validation, shares, ranges, units behind them",
        "plain": "plain Python: reading, and the shares alone",
    }
    for part, name in names.items():
        took, most = told[part][:2]
        print(f"  {name:58} {float(took):6.2f} s {most:>5} MB")
    print(f"  bars of the library: at most {LIMIT_SECONDS} s and {LIMIT_MEMORY} MB")


def run(part: str, path: Path) -> list[str]:
    """Return what a part prints, run in a process of its own."""
    command = [sys.executable, __file__, "--part", part, "--file", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()


def library(path: Path) -> tuple[list[str], float]:
    """Return the shares by the library, and the seconds it takes from the file on."""
    edition = kla.edition("kla-2024")
    unit_rules_of(edition)
    start = time.perf_counter()
    found = kla.rollup(kla.units.Units.read(path, edition))
    behind = sum(len(one.holding) + len(one.open) for one in found)
    shares = [f"{one.part}/{one.whole}/{one.unknown}" for one in found]
    seconds = time.perf_counter() - start
    if not behind:
        raise SystemExit("no unit holds a share down")
    return shares, seconds


def plain(path: Path) -> tuple[list[str], float]:
    """Return the shares by loops written for these questions, without any check."""
    yes = {"ya": True, "tidak": False}
    single = {
        "25.2": "childrens_forum", "25.3": "sport_arts_talent_group", "25.4": "violence_mechanism",
        "25.9": "reading_room", "25.10": "family_consultation_works", "25.11": "smoke_free_area",
        "25.12": "play_space", "25.13": "child_profile_indicators", "26.2": "child_rights_policy",
        "26.3": "child_protection_budget", "26.4": "childrens_forum",
        "26.5": "sport_arts_talent_group",
        "26.10": "reading_room", "26.11": "family_consultation_works", "26.12": "smoke_free_area",
        "26.13": "paud_hi", "26.14": "play_space", "26.15": "patbm",
        "26.16": "child_profile_indicators",
    }  # fmt: skip
    zero = {
        "25.6": "child_marriages",
        "25.8": "children_out_of_education",
        "26.7": "child_marriages",
        "26.9": "children_out_of_education",
    }
    cases = {
        "25.7a": "severe_malnutrition_cases", "25.7b": "undernutrition_cases",
        "25.7c": "overnutrition_cases", "25.7d": "stunting_cases",
        "26.8a": "severe_malnutrition_cases", "26.8b": "undernutrition_cases",
        "26.8c": "overnutrition_cases", "26.8d": "stunting_cases", "26.17": "working_children",
    }  # fmt: skip
    order = [
        "25.2", "25.3", "25.4", "25.5", "25.6", "25.7a", "25.7b", "25.7c", "25.7d", "25.8",
        "25.9", "25.10", "25.11", "25.12", "25.13", "26.2", "26.3", "26.4", "26.5", "26.6",
        "26.7", "26.8a", "26.8b", "26.8c", "26.8d", "26.9", "26.10", "26.11", "26.12", "26.13",
        "26.14", "26.15", "26.16", "26.17", "26.18",
    ]  # fmt: skip
    start = time.perf_counter()
    counts = {name: [0, 0, 0] for name in order}
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            scope = "25" if row["kind"] == "kecamatan" else "26"
            for name in order:
                if not name.startswith(scope):
                    continue
                count = counts[name]
                count[1] += 1
                if name in single:
                    state = yes.get(row[single[name]])
                elif name in zero:
                    cell = row[zero[name]]
                    state = None if cell == "" else int(cell) == 0
                elif name in cases:
                    cell = row[cases[name]]
                    state = None if cell == "" else int(cell) > 0
                elif name == "26.18":
                    both = [
                        yes.get(row[one])
                        for one in ("child_labour_recorded", "child_labour_prevented")
                    ]
                    state = False if False in both else None if None in both else True
                else:
                    cell = row["birth_certificates"]
                    state = None if cell == "" else float(cell) > CERTIFICATES
                if state is None:
                    count[2] += 1
                elif state:
                    count[0] += 1
    shares = ["/".join(map(str, counts[name])) for name in order]
    return shares, time.perf_counter() - start


def write(path: Path, size: int) -> None:
    """Write an invented table."""
    dice = random.Random(83762)  # noqa: S311 - the same table every time
    rules = unit_rules_of(kla.edition("kla-2024"))
    if rules is None:
        raise SystemExit("no rules on units")

    def cell(kind: str) -> str:
        if dice.randint(1, 20) == 1:
            return ""
        if kind == "yes_no":
            return dice.choice(("ya", "tidak"))
        return f"{dice.uniform(70, 100):.1f}" if kind == "percentage" else dice.choice("00159")

    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["id", "name", "kind", "parent", *rules.facts])
        for index in range(size):
            parent = f"kec-{index // PER_KECAMATAN}"
            if index % PER_KECAMATAN == 0:
                row = [cell(fact.kind) for fact in rules.facts.values()]
                writer.writerow([parent, f"Kecamatan {parent}", "kecamatan", "", *row])
            row = [cell(fact.kind) for fact in rules.facts.values()]
            kind = "kelurahan" if index % 10 == 0 else "desa"
            writer.writerow([f"u-{index}", f"Desa {index}", kind, parent, *row])


if __name__ == "__main__":
    main()
