"""Hold what this work tree prints against what another commit printed, byte for byte.

    python tools/same_outputs.py [COMMIT] [--show N]

Every documented command, in both languages and forms, what public results give for the examples,
and all profiles of the corpus are run over the sources of both. A difference that is meant is a
line in `tools/intended_differences.yaml`, which names the commit that it is against: what stood
there before, what stands there now, and why. It is made in the old output before the two are
compared; one that makes no difference is told too. Where one line covers a kind, it has a `pattern`
and what stands in its place (`after`, with the groups of the pattern). One that names `now_at`
instead says that what an output was is printed now under its name with these words behind it.
"""

import argparse
import difflib
import itertools
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
INTENDED = ROOT / "tools" / "intended_differences.yaml"


def main() -> None:
    """Run both, compare, and stop with 1 where anything differs that is not meant."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("commit", nargs="?", help="left out, the one that the list is against")
    parser.add_argument("--show", type=int, default=5, help="how many differences are shown whole")
    arguments = parser.parse_args()
    listed = yaml.safe_load(INTENDED.read_text(encoding="utf-8"))
    intended: list[dict[str, Any]] = listed["meant"] or []
    with tempfile.TemporaryDirectory() as folder:
        old, new = Path(folder, "old"), Path(folder, "new")
        sources = Path(folder, "sources")
        sources.mkdir()
        archive = subprocess.run(
            ["git", "archive", arguments.commit or listed["base"]],  # noqa: S607 - as installed
            cwd=ROOT,
            capture_output=True,
            check=True,
        )
        unpack = ["tar", "-x", "-C", str(sources)]
        subprocess.run(unpack, input=archive.stdout, check=True)
        running = [run(sources, old), run(ROOT, new)]
        if any(one.wait() for one in running):
            raise SystemExit("the outputs could not be written")
        before, after = read(old), read(new)
    if not before or not after:
        raise SystemExit("there are no outputs to compare")
    used: set[int] = set()
    meant = {name: changed(name, text, intended, used) for name, text in before.items()}
    there = {name: place_of(name, intended, used) for name in meant}
    differing = [name for name, text in meant.items() if text != after.get(there[name])]
    for name in differing[: arguments.show]:
        print(f"\n{there[name]}")
        print(difference(meant[name], after.get(there[name], "")))
    idle = [one["why"] for place, one in enumerate(intended) if place not in used]
    for why in idle:
        print(f"meant, and nowhere to be seen: {why}")
    fresh = len(set(after) - set(before))
    print(
        f"{len(before)} outputs, {len(differing)} differ, {fresh} are new, "
        f"{len(intended)} differences are meant"
    )
    raise SystemExit(bool(differing or idle))


def difference(before: str, now: str) -> str:
    """Return the first lines in which two outputs differ."""
    lines = difflib.unified_diff(before.splitlines(), now.splitlines(), lineterm="", n=0)
    return "\n".join(itertools.islice(lines, 2, 40))


def run(sources: Path, out: Path) -> "subprocess.Popen[bytes]":
    """Start writing the outputs of some sources."""
    environment = {**os.environ, "PYTHONPATH": str(sources / "src"), "COLUMNS": "80"}
    return subprocess.Popen(
        [sys.executable, str(ROOT / "tools" / "outputs.py"), str(out)], cwd=sources, env=environment
    )


def read(folder: Path) -> dict[str, str]:
    """Return outputs by name."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(folder.iterdir()))
    return {name: text for name, _, text in (text.partition("\n") for text in texts)}


def changed(name: str, text: str, intended: list[dict[str, Any]], used: set[int]) -> str:
    """Return an old output with the differences that are meant."""
    for place, one in enumerate(intended):
        if not re.search(one.get("where", ""), name):
            continue
        before = text
        if "before" in one:
            text = text.replace(one["before"], one["after"])
        if "pattern" in one:
            text = re.sub(one["pattern"], one["after"], text)
        if text != before:
            used.add(place)
    return text


def place_of(name: str, intended: list[dict[str, Any]], used: set[int]) -> str:
    """Return the name under which an output stands now."""
    for place, one in enumerate(intended):
        if "now_at" in one and re.search(one["where"], name):
            used.add(place)
            return name + str(one["now_at"])
    return name


if __name__ == "__main__":
    main()
