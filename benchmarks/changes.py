"""Checking rules, and comparing two full editions with the profiles that show what a change does.

    python benchmarks/changes.py

Times are processor time of a process that has done nothing of it before, as a command is. First it
is made sure that rules in order have no finding, and that each change does what it is known to do.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

import kla_rules as kla
from kla_rules.core.points import plain

ROOT: Final = Path(__file__).resolve().parent.parent
CHECK_BAR, COMPARE_BAR = 1.0, 3.0  # seconds, for kla-2024
CHECK: Final = """
import json, sys, time
import kla_rules as kla
start = time.process_time()
found = kla.check(sys.argv[1])
print(json.dumps([len(found), time.process_time() - start]))
"""
COMPARE: Final = """
import json, sys, time
import kla_rules as kla
old, new = (kla.edition(path) for path in sys.argv[1:])
start = time.process_time()
told = kla.compare(old, new)
took = time.process_time() - start
print(json.dumps([told.falls is not None, told.rises is not None, told.equivalent, took]))
"""
# By name: what is done to a copy of the rules, and whether somebody falls and rises by it.
CHANGES: Final = {
    "three points from 6.3 to 6.2": (True, True),
    "madya five points higher": (True, False),
    "another word in a title": (False, False),
}


def main() -> int:
    """Print a line for each; return 1 where a bar is not kept."""
    kept = True
    for summary in kla.editions():
        found, took = ran(CHECK, ROOT / "rules" / summary.id)
        if found:
            raise SystemExit(f"{summary.id} has {found} findings")
        print(f"check of {summary.id:37} {took:6.2f} s")
        kept = kept and (summary.id != "kla-2024" or took < CHECK_BAR)
    old = ROOT / "rules" / "kla-2024"
    for name, moves in CHANGES.items():
        with tempfile.TemporaryDirectory() as place:
            new = Path(place) / "kla-2024"
            shutil.copytree(old, new)
            change(name, new)
            falls, rises, equivalent, took = ran(COMPARE, old, new)
        if (falls, rises) != moves or equivalent is not (moves == (False, False)):
            raise SystemExit(f"{name}: falls {falls}, rises {rises}, equivalent {equivalent}")
        print(f"compare with {name:33} {took:6.2f} s")
        kept = kept and took < COMPARE_BAR
    print(f"bars: check at most {CHECK_BAR:g} s, compare at most {COMPARE_BAR:g} s")
    return int(not kept)


def change(name: str, folder: Path) -> None:
    """Change the rules in a folder."""
    edition = kla.edition("kla-2024")
    indicator, levels = folder / "indicators" / "06.yaml", folder / "edition.yaml"
    if name.startswith("three"):
        for question, more in (("6.3", -3), ("6.2", 3)):
            maximum = plain(edition.node(question).ceiling_thousandths)
            replace_after(indicator, f'id: "{question}"', f"maximum: {maximum}", maximum + more)
    elif name.startswith("madya"):
        floor = edition.level("madya").floor_points
        replace_after(levels, "id: madya", f"floor: {floor}", floor + 5)
    else:
        title = edition.node("6.3").title.en
        replace_after(indicator, 'id: "6.3"', title, f"{title}s")


def replace_after(path: Path, mark: str, was: str, now: object) -> None:
    """Put another value in the place of the first one after a mark, behind the same key."""
    text = path.read_text("utf-8")
    start = text.index(mark)
    key = was.partition(": ")[0] + ": " if ": " in was else ""
    path.write_text(text[:start] + text[start:].replace(was, f"{key}{now}", 1), "utf-8")


def ran(program: str, *arguments: Path) -> list[Any]:
    """Return what a program prints that runs in a process of its own."""
    command = [sys.executable, "-c", program, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, check=True)
    return list(json.loads(done.stdout))


if __name__ == "__main__":
    raise SystemExit(main())
