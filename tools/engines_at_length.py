"""Hold both engines against each other at length: 5,000 evaluations in four threads.

The work is done in a process of its own, because a crash of durable-rules takes its process down;
its memory and its threads are bounded.
"""

import random
import resource
import subprocess
import sys
import threading

import kla_rules as kla
from kla_rules.steps import durable, native
from kla_rules.steps.facts import given
from kla_rules.steps.reading import catalogue_of

THREADS, EACH = 4, 1250
MOST_KILOBYTES = 1_000_000


def main() -> int:
    """Return 0 if both engines agreed throughout."""
    if "--here" not in sys.argv:
        return subprocess.run([sys.executable, __file__, "--here"], check=False).returncode
    tree = kla.edition("kla-2024")
    known = catalogue_of(tree)
    if known is None:
        return 1
    wrong, before = [], threading.active_count()
    questions = [
        node for node in tree.nodes if node.question is not None and node.ceiling_thousandths
    ]

    def work(first: int) -> None:
        for seed in range(first, first + EACH):
            dice = random.Random(seed)  # noqa: S311 - repeatable examples
            answers = {
                node.id: {"fraction": dice.choice([0, 0.5, 1])}
                if node.question is not None and node.question.answer != "yes_no"
                else {"holds": dice.choice([True, False])}
                for node in dice.sample(questions, dice.randrange(len(questions)))
            }
            profile = kla.Profile.from_dict({"year": 2024, "answers": answers}, tree)
            facts = given(kla.evaluate(profile))
            if durable.infer(known, facts) != native.infer(known, facts):
                wrong.append(seed)

    threads = [threading.Thread(target=work, args=(n * EACH,)) for n in range(THREADS)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    left = threading.active_count() - before
    print(f"{THREADS * EACH} evaluations in {THREADS} threads: {len(wrong)} differ, ", end="")
    print(f"{memory // 1000} MB at the peak, {left} threads left")
    return int(bool(wrong) or left > 0 or memory > MOST_KILOBYTES)


if __name__ == "__main__":
    sys.exit(main())
