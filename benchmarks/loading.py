"""How long a process takes to import the library and to load the packaged edition, cold.

Each figure is the median of new processes. Loading is timed inside the process, from the first call
to the edition: PyYAML and everything else it needs are imported in that time. Laying overlays over
it is processor time: the first one in a process, and then another one.
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROUNDS = 11
PROGRAMS = {
    "bare interpreter": "pass",
    "import kla_rules": "import kla_rules",
    "import all public names": "from kla_rules import *",
}
LOAD = """
import time
from kla_rules import *
start = time.perf_counter()
edition("kla-2024")
print(time.perf_counter() - start)
"""
LAY = """
import time
from kla_rules import *
for name in ("invented-scales", "kota-contoh-illustrative"):
    start = time.process_time()
    edition("kla-2024", overlays=[f"examples/overlays/{name}.yaml"])
    print(time.process_time() - start)
"""


def main() -> None:
    """Print the table."""
    times = {name: median(program) for name, program in PROGRAMS.items()}
    bare = times["bare interpreter"]
    for name, seconds in times.items():
        print(f"{name:<26} {seconds * 1000:7.1f} ms   over bare {(seconds - bare) * 1000:7.1f} ms")
    (load,) = printed(LOAD)
    print(f"{'load kla-2024, cold':<26} {load * 1000:7.1f} ms   schema validation included")
    first, second = printed(LAY)
    print(f"{'first overlay':<26} {first * 1000:7.1f} ms   the edition is read for it")
    print(f"{'another overlay':<26} {second * 1000:7.1f} ms   {second / first:.2f} of the first")


def printed(program: str) -> list[float]:
    """Return the medians of the seconds that a program prints, a line each, in new processes."""
    runs = [
        subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, cwd=ROOT)
        for _ in range(ROUNDS)
    ]
    return [
        statistics.median(map(float, lines))
        for lines in zip(*(run.stdout.decode().split() for run in runs), strict=True)
    ]


def median(program: str) -> float:
    """Return the median seconds of running `program` in a new process."""
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", program], check=True)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


if __name__ == "__main__":
    main()
