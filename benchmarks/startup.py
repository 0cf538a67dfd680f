"""How long the command takes to start and answer, beside a process that imports attrs and yaml.

Every figure is processor time. The programs run in turn, round by round, so that a busy machine
slows all of them alike, and their bytecode is there: where PYTHONDONTWRITEBYTECODE is set a third
of the time would be the compiler's. The floor is what any program on attrs and PyYAML needs before
the first line of its own.

    python benchmarks/startup.py [ANOTHER_CHECKOUT]

With the folder of another checkout the same programs run on its sources too.
"""

import compileall
import os
import resource
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROFILE = str(ROOT / "examples" / "kota-bandung-2024.yaml")
ROUNDS = 21
FLOOR = "import attrs, yaml"
COMMAND = "import sys; from kla_rules.cli.main import main; sys.exit(main())"  # the script `kla`
PROGRAMS = {
    "python -c pass": ["-c", "pass"],
    FLOOR: ["-c", "import attrs, yaml"],
    "kla --help": ["-c", COMMAND, "--help"],
    "kla evaluate": ["-c", COMMAND, "evaluate", PROFILE],
    "kla explain": ["-c", COMMAND, "explain", PROFILE],
}
# The most that a program may take, in times of the floor.
BARS = {"kla --help": 1.5, "kla evaluate": 2.5}
# Timed inside the process: the first call, and the first call where all modules are imported.
EDITION = """
import sys, time
import attrs, yaml
import kla_rules as kla
if "imported" in sys.argv:
    import jsonschema
    from kla_rules import *
    import kla_rules.core.reading.yaml_events
start = time.process_time()
kla.edition()
print(time.process_time() - start)
"""
EDITIONS = {"first edition()": ["now"], "the same, modules imported": ["imported"]}
LOADED = """
import contextlib, io, sys
before = set(sys.modules)
from kla_rules.cli.main import run
with contextlib.redirect_stdout(io.StringIO()):
    run(["evaluate", sys.argv[1]])
new = set(sys.modules) - before
print(sum(name.split(".")[0] == "kla_rules" for name in new), "of kla_rules,", len(new), "in all")
"""


def main() -> None:
    """Print a table for each checkout; exit 1 where this one misses a bar."""
    folders = [ROOT, *map(Path, sys.argv[1:2])]
    for folder in folders:
        compileall.compile_dir(folder / "src", quiet=1)
    taken: dict[Path, dict[str, list[float]]] = {folder: {} for folder in folders}
    for _ in range(ROUNDS):
        for folder, times in taken.items():
            for name, words in PROGRAMS.items():
                times.setdefault(name, []).append(process(folder, words)[0])
            for name, words in EDITIONS.items():
                inside = process(folder, ["-c", EDITION, *words])[1]
                times.setdefault(name, []).append(float(inside))
    kept = [show(folder, times) for folder, times in taken.items()]
    sys.exit(0 if kept[0] else 1)


def show(folder: Path, taken: dict[str, list[float]]) -> bool:
    """Print what was measured of one checkout; return whether it keeps the bars."""
    print(f"{folder}\n{'':<28}{'least':>10}{'median':>10}   of the floor")
    kept = True
    for name, times in taken.items():
        least = min(times) / min(taken[FLOOR])
        median = statistics.median(times) / statistics.median(taken[FLOOR])
        bar = f"   at most {BARS[name]}" if name in BARS else ""
        kept = kept and median <= BARS.get(name, median)
        print(
            f"{name:<28}{min(times) * 1000:7.1f} ms{statistics.median(times) * 1000:7.1f} ms"
            f"   {least:.2f} x, {median:.2f} x{bar}"
        )
    _, loaded = process(folder, ["-c", LOADED, PROFILE])
    print(f"modules that kla evaluate loads: {loaded}\n")
    return kept


def process(folder: Path, words: list[str]) -> tuple[float, str]:
    """Return the processor seconds of a process on the sources of a checkout, and its output."""
    environment = {**os.environ, "PYTHONPATH": str(folder / "src")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, *words], check=True, capture_output=True, text=True, env=environment
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, done.stdout.strip()


if __name__ == "__main__":
    main()
