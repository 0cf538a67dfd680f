"""The first steps of more than twenty plans, kept as text under `tests/plans/`: five cities, all levels.

Run as a program it writes the files anew. Read them before committing: a step that looks too light
for all the places in which it is done is a fault of `remediation/places.yaml`.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import kla_rules as kla
from kla_rules.planning.planned import PlannedStep

ROOT = Path(__file__).parents[1]
FOLDER = Path(__file__).parent / "plans"
SHOWN = 10


def cities() -> Iterator[tuple[str, kla.Evaluation]]:
    """Yield five evaluations: two example cities, one of which nothing is known, two invented ones."""
    examples = ROOT / "examples"
    yield "no-table", kla.evaluate(kla.Profile.read(examples / "kota-pasuruan-illustrative.yaml"))
    counted = kla.Profile.read(examples / "kota-pasuruan")
    yield "with-table", kla.evaluate(counted, assume="proportional")
    yield "nothing-known", kla.evaluate(kla.Profile.from_dict({"year": 2024, "stage": "self"}))
    yield "weak-in-units", kla.evaluate(kla.Profile.from_dict(halved(units=0)))
    yield "half-everywhere", kla.evaluate(kla.Profile.from_dict(halved(units=1)))


def halved(*, units: int) -> dict[str, Any]:
    """Return a city that has half of the points of its offices, and `units` times those of units."""
    questions = [node for node in kla.edition("kla-2024").nodes if node.question is not None]
    return {
        "year": 2024,
        "stage": "self",
        "points": {
            node.id: float(node.ceiling_points / 2)
            * (1 if node.question.scope == "city" else units)
            for node in questions
            if node.question is not None
        },
    }


def plans() -> Iterator[tuple[str, list[kla.Plan]]]:
    """Yield by city its plans to all levels."""
    for name, evaluation in cities():
        levels = evaluation.edition.levels
        yield name, [kla.plan(evaluation, level.id) for level in levels]


def line(number: int, planned: PlannedStep) -> str:
    """Return a step with its place, effort and months."""
    places = planned.places
    count = f"{places.count} {places.place.id}" if places else "office"
    where = f"{count} (assumed)" if places and places.is_assumed else count
    months = f"{planned.starts}-{planned.ends}"
    return f"{number:>3}. {planned.id:<46} {where:<30} effort {planned.effort!s:<6} months {months}"


def text(plans_of_one: list[kla.Plan]) -> str:
    """Return the plans of a city: what each comes to, and its first steps."""
    lines = []
    for plan in plans_of_one:
        if not plan.feasible:
            lines += [f"{plan.target.id}: out of reach", ""]
            continue
        lines.append(
            f"{plan.target.id}: {len(plan.steps)} steps, effort {plan.effort}, {plan.months} months"
        )
        lines += [line(number, one) for number, one in enumerate(plan.steps[:SHOWN], start=1)]
        lines.append("")
    return "\n".join(lines)


def texts() -> Iterator[tuple[Path, str]]:
    """Yield the path and the text of each file."""
    for name, of_one in plans():
        yield FOLDER / f"{name}.txt", text(of_one)


def main() -> None:
    """Write the files."""
    FOLDER.mkdir(exist_ok=True)
    for path, content in texts():
        path.write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
