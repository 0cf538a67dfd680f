"""Proofs of the packaged editions, each with the solver at hand, beside their bar.

    python benchmarks/proofs.py

Every claim must be proved before anything is timed. Times are processor time of a process that has
read the edition and not proved anything before: the first one is what `kla prove` waits for.
"""

import json
import subprocess
import sys

import kla_rules as kla

BAR = 1.0  # seconds for kla-2024, the solver loaded among them
PROGRAM = """
import json, time
import kla_rules as kla
edition = kla.edition({name!r})
start = time.process_time()
first = kla.prove(edition)
middle = time.process_time()
again = kla.prove(edition)
end = time.process_time()
assert first.proved and first == again, first
print(json.dumps([len(first.verdicts), middle - start, end - middle]))
"""


def main() -> int:
    """Print a line for each edition; return 1 where the bar is not kept."""
    kept = True
    for summary in kla.editions():
        program = PROGRAM.format(name=summary.id)
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
        claims, first, again = json.loads(done.stdout)
        print(f"{summary.id}: {claims} claims in {first:.3f} s, again in {again:.3f} s")
        kept = kept and (summary.id != "kla-2024" or first < BAR)
    return int(not kept)


if __name__ == "__main__":
    raise SystemExit(main())
