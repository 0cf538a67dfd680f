"""How long it takes to write the form of every question of kla-2024, in processor time.

Run it with nothing else running: `python benchmarks/workbook_form.py`. The aim is 1.5 s.
"""

import time

import kla_rules as kla

REPEATS = 5


def main() -> None:
    """Print the least of several runs: an empty form, one with what is known, and CSV."""
    edition = kla.edition("kla-2024")
    profile = kla.Profile.read("examples/kota-pasuruan/profile.yaml")
    kla.profile_form(edition)  # what is loaded once is not measured
    for name, make in (
        ("empty workbook", lambda: kla.profile_form(edition)),
        ("workbook with answers", lambda: kla.profile_form(edition, profile=profile)),
        ("CSV", lambda: kla.profile_form_csv(edition)),
    ):
        times = []
        size = 0
        for _ in range(REPEATS):
            start = time.process_time()
            size = len(make())
            times.append(time.process_time() - start)
        print(f"{name}: {min(times):.2f} s, {size:,} characters or bytes")


if __name__ == "__main__":
    main()
