"""Draw the pictures of the documentation: `docs/pictures/*.svg`, from the examples.

Run after the rules have changed. They are files of their own, so that a reader sees them wherever
the pages are shown; a test holds them against what is drawn now.
"""

import re
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import kla_rules as kla
from kla_rules import charts
from kla_rules.charts import Chart
from kla_rules.core.writing import Language

ROOT: Final = Path(__file__).parents[1]
FOLDER: Final = ROOT / "docs" / "pictures"
_EXAMPLES: Final = ROOT / "examples"
# By how many points the floor of a level is raised, for a table in which somebody moves.
_RAISED: Final = 20


def _city() -> kla.Evaluation:
    return kla.evaluate(kla.Profile.read(_EXAMPLES / "kota-pasuruan" / "profile.yaml"))


def _target(city: kla.Evaluation) -> str:
    """Return the second level from below: it is a way off, and within reach."""
    return city.edition.levels[1].id


def _line(language: Language = "en") -> Chart:
    return charts.band_line(_city(), language=language)


def _bars() -> Chart:
    return charts.cluster_bars(_city(), language="en")


def _gaps() -> Chart:
    city = _city()
    return charts.gap_waterfall(city, _target(city), language="en")


def _plan() -> Chart:
    city = _city()
    return charts.plan_timeline(kla.plan(city, _target(city)), language="en")


def _history() -> Chart:
    history = kla.rounds.History.read(_EXAMPLES / "kota-pasuruan-history.yaml")
    return charts.history_line(history, language="en")


def _units() -> Chart:
    statuses = kla.units.unit_status(_EXAMPLES / "kota-pasuruan" / "units.csv")
    return charts.unit_strip(statuses, language="en")


def _sweep() -> Chart:
    drawn = kla.sweep(_city(), vary=["unknown", "caps"], unknown="common")
    return charts.sweep_bars(drawn, language="en")


def _transitions() -> Chart:
    """Return whom it moves in a nation that is invented if the floor of a level rises."""
    edition = kla.edition("kla-2024")
    level = edition.levels[1]
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / edition.id
        shutil.copytree(ROOT / "rules" / edition.id, folder)
        file = folder / "edition.yaml"
        floor = rf"(id: {level.id}, title: .*floor: ){level.floor_points}\b"
        raised = rf"\g<1>{level.floor_points + _RAISED}"
        text, count = re.subn(floor, raised, file.read_text(encoding="utf-8"))
        if count != 1:
            raise SystemExit(f"the floor of {level.id} does not stand where it was")
        file.write_text(text, encoding="utf-8")
        compared = kla.compare(edition, folder, nation=True, limit=0)
    return charts.transition_table(compared, language="en")


# By the name of the file.
PICTURES: Final[Mapping[str, Callable[[], Chart]]] = {
    "band-line": _line,
    "band-line.id": lambda: _line("id"),
    "cluster-bars": _bars,
    "gap-waterfall": _gaps,
    "plan-timeline": _plan,
    "transition-table": _transitions,
    "history-line": _history,
    "unit-strip": _units,
    "sweep-bars": _sweep,
}
QUICK: Final = PICTURES.keys() - {"plan-timeline", "transition-table"}


def main() -> None:
    """Draw the pictures."""
    FOLDER.mkdir(exist_ok=True)
    for name, draw in PICTURES.items():
        draw().save(FOLDER / f"{name}.svg")


if __name__ == "__main__":
    main()
