"""Walk every limit: seconds and memory at the limit, and how both grow towards it.

    python tools/limits.py                    # all of them
    python tools/limits.py --sample 5 --seed 1
    python tools/limits.py --only cases

Each size runs in a process of its own; making what is measured does not count. An exponent of 1 is
linear, of 2 quadratic. The command fails where a walk takes more memory or grows faster than stated
below; how long it takes is the machine's, and only printed.
"""

import argparse
import functools
import math
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

from limit_walks import WALKS, Walk

MEGABYTES, EXPONENT = 500.0, 1.35
# Below it start-up and noise say more than the size.
_LEAST_SECONDS: Final = 0.25
_STEPS: Final = (4, 2, 1)


def main() -> int:
    """Print the table, and return 1 where a bar is not met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="")
    parser.add_argument("--sample", type=int)
    parser.add_argument("--seed", default="0")
    parser.add_argument("--walk", type=int)
    parser.add_argument("--size", type=int)
    arguments = parser.parse_args()
    if arguments.walk is not None:
        print(*measured(WALKS[arguments.walk], arguments.size))
        return 0
    chosen = [walk for walk in WALKS if arguments.only in walk.name]
    if arguments.sample is not None:
        chosen = random.Random(arguments.seed).sample(chosen, min(arguments.sample, len(chosen)))  # noqa: S311 - no secret
    print(f"{'':42} {'limit':>8} {'seconds':>8} {'MB':>6} {'exponent':>8}")
    met = [walked(walk) for walk in chosen]
    return int(not all(met))


def walked(walk: Walk) -> bool:
    """Print one walk, and return whether it meets the bars."""
    sizes = [max(1, walk.limit // step) for step in _STEPS]
    figures = [run(walk, size) for size in sizes]
    (first, _), (seconds, megabytes) = figures[0], figures[-1]
    exponent = math.log(seconds / first) / math.log(sizes[-1] / sizes[0]) if first else 0.0
    grows = seconds > _LEAST_SECONDS and exponent > EXPONENT
    failed = grows or megabytes > MEGABYTES
    mark = "  ABOVE THE BAR" if failed else ""
    print(
        f"{walk.name:42} {walk.limit:>8} {seconds:8.2f} {megabytes:6.0f} {exponent:8.2f}{mark}",
        flush=True,
    )
    return not failed


def run(walk: Walk, size: int) -> tuple[float, float]:
    """Return the seconds and megabytes of one size, measured in a process of its own."""
    place = str(WALKS.index(walk))
    command = [sys.executable, __file__, "--walk", place, "--size", str(size)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{walk.name}, {size}:\n{done.stderr}")
    seconds, megabytes = map(float, done.stdout.split())
    return seconds, megabytes


def measured(walk: Walk, size: int) -> tuple[float, float]:
    """Return the processor time and the memory that a walk takes above what it was given."""
    action = walk.prepare(size)
    _reset_peak()
    before = _memory("VmRSS")
    start = time.process_time()
    for _ in range(walk.times):
        action()
    seconds = time.process_time() - start
    return round(seconds, 4), round(max(0.0, _memory("VmHWM") - before), 1)


def _reset_peak() -> None:
    """Forget the most memory so far, where the system can."""
    path = Path("/proc/self/clear_refs")
    if path.exists():
        path.write_text("5", encoding="ascii")


@functools.cache
def _has_status() -> bool:
    return Path("/proc/self/status").exists()


def _memory(key: str) -> float:
    """Return a figure of this process in megabytes; nought where the system does not tell it."""
    if not _has_status():
        return 0.0
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(float(line.split()[1]) / 1024 for line in lines if line.startswith(f"{key}:"))


if __name__ == "__main__":
    sys.exit(main())
