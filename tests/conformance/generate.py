"""Write the conformance corpus: profiles and what must come of them.

Nothing of the library is imported: see `reckoning.py`. Run it in `tests/` as
`python -m conformance.generate`.
"""

import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

from conformance.cases_2024 import (
    answers,
    caps,
    completes,
    corners,
    floors,
    partials,
    reconciliation,
    refusals,
    rounding,
    rounds,
    scales,
    units,
)
from conformance.cases_asked import (
    conditions,
    measures,
    refusals_of_editions,
    remarks,
    requirements,
)
from conformance.cases_beside import histories, outlooks, provinces, published
from conformance.cases_editions import edition_2011, edition_2019, edition_2022
from conformance.cases_forum import forum_rules, forums
from conformance.cases_handling import SETTINGS, handlings
from conformance.cases_overlays import (
    changing_nothing,
    corrected_maxima,
    other_editions,
    overlay_tables,
    random_overlays,
    refused_overlays,
)
from conformance.cases_parts import overlay_parts, refused_parts
from conformance.cases_proof import (
    backed_caps,
    backed_floors,
    document_notes,
    forms,
    own_points,
    random_proof,
    several_groups,
    single_answers,
    without_questions,
)
from conformance.cases_units import rollups, unit_rules
from conformance.reckoning import EDITIONS, HERE, Case


def groups() -> Iterator[tuple[str, list[Case]]]:
    """Yield each file of cases."""
    rng = random.Random(20241108)  # noqa: S311 - the same cases every time
    yield "floors", list(floors())
    yield "corners", list(corners())
    yield "caps", list(caps(rng))
    yield "reconciliation", list(reconciliation())
    yield "complete", list(completes(rng))
    yield "partial", list(partials(rng))
    yield "rounding", list(rounding())
    yield "answers", list(answers(rng))
    yield "scales", list(scales())
    yield "rounds", list(rounds())
    yield "refusals", list(refusals())
    yield "editions-2011", list(edition_2011())
    yield "editions-2019", list(edition_2019())
    yield "editions-2022", list(edition_2022())
    yield "requirements", list(requirements())
    yield "measures", list(measures())
    yield "conditions", list(conditions())
    yield "remarks", list(remarks())
    yield "refusals-editions", list(refusals_of_editions())
    yield "evidence", [*single_answers(), *forms(), *several_groups()]
    yield "evidence-nodes", [*backed_caps(), *own_points(), *without_questions()]
    yield "evidence-floors", list(backed_floors())
    yield "evidence-notes", list(document_notes())
    yield "evidence-random", list(random_proof())
    yield "overlays-tables", list(overlay_tables())
    yield "overlays-maxima", list(corrected_maxima())
    yield "overlays-editions", [*other_editions(), *changing_nothing()]
    yield "overlays-random", list(random_overlays())
    yield "refusals-overlays", list(refused_overlays())
    yield "overlays-parts", list(overlay_parts())
    yield "refusals-parts", list(refused_parts())
    yield "units", list(units(random.Random(20261124)))  # noqa: S311 - the same cases every time


def files() -> Iterator[tuple[Path, str]]:
    """Yield every file of the corpus with its content."""
    for one in EDITIONS.values():
        yield HERE / "editions" / f"{one.id}.json", json.dumps(one.plain, indent=1) + "\n"
    for name, cases in groups():
        yield HERE / "cases" / f"{name}.json", listed(cases)
    for name, rules in (
        ("published", published()),
        ("unit-rules", unit_rules()),
        ("handling-settings", SETTINGS),
        ("forum-rules", forum_rules()),
    ):
        yield HERE / "beside" / f"{name}.json", json.dumps(rules, indent=1) + "\n"
    for name, found in (
        ("outlook", outlooks()),
        ("history", histories()),
        ("province", provinces()),
        ("rollup", rollups()),
        ("handling", handlings()),
        ("forum", forums()),
    ):
        yield HERE / "beside" / f"{name}.json", listed(found)


def listed(cases: Iterable[Case]) -> str:
    """Return cases as a JSON array with one of them a line."""
    lines = ",\n".join(json.dumps(one, ensure_ascii=True) for one in cases)
    return f"[\n{lines}\n]\n"


def main() -> None:
    """Write the files."""
    count = 0
    for path, text in files():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        count += text.count('\n{"id"')
    print(f"{count} cases")  # noqa: T201 - a program


if __name__ == "__main__":
    main()
