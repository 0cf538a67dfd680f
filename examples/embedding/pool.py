"""Evaluate a folder of profiles in threads that share one edition."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import kla_rules as kla


def evaluate_file(path: Path) -> tuple[str, str]:
    """Return the name of a profile and its level, or what is wrong with it."""
    try:
        result = kla.evaluate(kla.Profile.read(path))
    except kla.ProfileError as error:
        return path.name, f"refused: {error.findings[0].text('en')}"
    levels = " or ".join(level or "no level" for level in result.levels_possible)
    return path.name, f"{levels}, {result.score} points secured"


def evaluate_folder(folder: Path, threads: int = 8) -> dict[str, str]:
    """Return the levels by file name; one bad file does not stop the others."""
    kla.edition("kla-2024")  # loaded once, before the threads start
    with ThreadPoolExecutor(threads) as pool:
        return dict(pool.map(evaluate_file, sorted(folder.glob("*.yaml"))))
