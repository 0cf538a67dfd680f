"""How long a process takes to import the library and to load the packaged edition, cold.

Each figure is the median of new processes. Loading is timed inside the process, from the first call
to the edition: PyYAML and everything else it needs are imported in that time.
"""

import statistics
import subprocess
import sys
import time

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


def main() -> None:
    """Print the table."""
    times = {name: median(program) for name, program in PROGRAMS.items()}
    bare = times["bare interpreter"]
    for name, seconds in times.items():
        print(f"{name:<26} {seconds * 1000:7.1f} ms   over bare {(seconds - bare) * 1000:7.1f} ms")
    loads = [
        float(subprocess.run([sys.executable, "-c", LOAD], check=True, capture_output=True).stdout)
        for _ in range(ROUNDS)
    ]
    load = statistics.median(loads)
    print(f"{'load kla-2024, cold':<26} {load * 1000:7.1f} ms   schema validation included")


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
