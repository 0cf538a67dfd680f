"""What is walked to its limit: for each limit, what is made of so many, and what is done with it.

Nothing of it is real: names, figures, cases and rules are invented.
"""

import csv
import functools
import io
import itertools
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from attrs import evolve, frozen

import kla_rules as kla
from kla_rules.cases.reading import MOST_CASES
from kla_rules.core.findings import FindingsError
from kla_rules.core.reading.events import MAX_VALUES
from kla_rules.participation.record import COUNTS
from kla_rules.rulesets.files import RuleFile, read_rule_value
from kla_rules.steps.reading import StepFiles, read_steps
from kla_rules.tables.form import MAX_COLUMNS, MAX_ROWS
from kla_rules.tables.given import MAX_BYTES
from kla_rules.testing import small_edition, small_rules
from kla_rules.units.rules_reading import unit_rules

Action = Callable[[], object]
MOST_QUESTIONS: Final = 20_000
MOST_STEPS: Final = 3_000
PER_INDICATOR, PER_CLUSTER = 200, 25
_MOST_KEYS: Final = 5_000  # of points, and of answers, in a profile


@frozen
class Walk:
    """One limit.

    Attributes:
        name: what is done with so many of what.
        limit: the number that is stated.
        prepare: makes what it needs of so many, and returns what is measured.
        times: how often it is done, where once is too quick to tell how it grows.
    """

    name: str
    limit: int
    prepare: Callable[[int], Action]
    times: int = 1


def refused(read: Callable[[], object]) -> Action:
    """Return what reads something that is refused, and prints every finding."""

    def read_and_print() -> object:
        try:
            read()
        except FindingsError as error:
            return [str(error), [finding.to_dict() for finding in error.findings]]
        raise AssertionError("nothing was wrong")

    return read_and_print


def file_of(text: str, name: str) -> Path:
    """Return a new file with a text."""
    path = Path(tempfile.mkdtemp(prefix="kla-limits-")) / name
    path.write_text(text, encoding="utf-8")
    return path


def csv_of(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    """Return a new CSV file."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return file_of(stream.getvalue(), "table.csv")


# -- tables ----------------------------------------------------------------------------------------


def units_of(count: int) -> Path:
    """Return a table of so many units of which every fact of the rules is known."""
    facts = unit_rules(kla.edition("kla-2024")).facts
    cells = {"yes_no": ("ya", "tidak"), "percentage": ("95.5", "12"), "count": ("0", "3")}

    def rows() -> Iterator[Sequence[object]]:
        for number in range(count):
            known = [cells[fact.kind][number * 7 % 3 % 2] for fact in facts.values()]
            above = number - number % 12
            kind = ("kelurahan", "kecamatan")[number == above]
            yield [
                f"u{number}",
                f"Unit {number}",
                kind,
                "" if number == above else f"u{above}",
                *known,
            ]

    return csv_of(("id", "name", "kind", "parent", *facts), rows())


def units_read(count: int) -> Action:
    """Read a table of units and roll it up, with its text."""
    path = units_of(count)
    return lambda: kla.rollup(path).explain("en")


def unit_rows(count: int) -> Action:
    """Read as many rows, and look at the status of each unit."""
    rows = [*kla.units.Units.read(units_of(count)).rows()]
    return lambda: kla.units.unit_status(rows).explain("en")


def unit_codes(count: int) -> Action:
    """Read units of which codes say the kinds and the parents."""
    rows = [
        {"id": f"{number // 1_000:06}{1_000 + place if place else ''}", "name": f"U {number}"}
        for number, place in zip(range(count), itertools.cycle(range(1_000)), strict=False)
    ]
    return lambda: kla.units.Units.from_rows(rows).notes


def table_bytes(count: int) -> Action:
    """Read a table of so many bytes, of as many cells as it can hold."""
    extra = MAX_COLUMNS - 3
    head = ",".join(("id", "name", "kind", *(f"x-{n}" for n in range(extra))))
    rest = ",1" * extra
    row_bytes = len(f"u000000,U,kecamatan{rest}\n")
    rows = min(MAX_ROWS, (count - len(head) - 1) // row_bytes)
    lines = (f"u{n:06},U,kecamatan{rest}" for n in range(rows))
    path = file_of("\n".join((head, *lines)), "units.csv")
    return lambda: kla.units.Units.read(path)


def columns(count: int) -> Action:
    """Refuse a table of units with so many columns that are not known."""
    path = csv_of(("id", "name", "kind", *(f"childrens_forun{n}" for n in range(count - 3))), ())
    return refused(lambda: kla.units.Units.read(path))


def too_many_columns(count: int) -> Action:
    """Refuse a table of units with more columns than there may be."""
    path = csv_of(("id", "name", "kind", *(f"childrens_forun{n}" for n in range(count))), ())
    return refused(lambda: kla.units.Units.read(path))


def bad_cells(count: int) -> Action:
    """Refuse a table in which every cell is wrong."""
    path = csv_of(("id", "name", "kind", "patbm"), (["k", "K", "x", "x"] for _ in range(count)))
    return refused(lambda: kla.units.Units.read(path))


def ragged(count: int) -> Action:
    """Refuse a table in which every row is too short."""
    path = csv_of(("id", "name", "kind"), (["k"] for _ in range(count)))
    return refused(lambda: kla.units.Units.read(path))


def forum(count: int) -> Action:
    """Read records of the children's forum, and assess them."""
    head = ("id", "kind", "role", "theme", "unit", "date", "document", *COUNTS)
    rows = (
        [
            f"r{n}",
            "activity",
            "pioneer",
            "",
            f"u{n % 999}",
            "2024-05-01",
            "report",
            *[3] * len(COUNTS),
        ]
        for n in range(count)
    )
    path = csv_of(head, rows)
    return lambda: kla.participation.assess_forum(path).explain("en")


def case_rows(count: int) -> list[dict[str, Any]]:
    """Return so many cases, each in a unit of its own."""
    return [
        {
            "id": f"c-{number}",
            "unit": f"u{number}",
            "risk": ("high", "medium", "low")[number % 3],
            "channel": "patbm",
            "reported": f"2025-03-{1 + number % 28:02} 08:15 WIB",
            "served": f"2025-03-{1 + number % 28:02} 09:{number % 60:02} WIB",
        }
        for number in range(count)
    ]


def cases(count: int) -> Action:
    """Read cases, each in a unit of its own, and assess and tell how they were handled."""
    rows = case_rows(count)

    def told() -> object:
        found = kla.cases.assess_handling(rows, "kota-payakumbuh", as_of="2025-06-30")
        return found.explain("en"), found.to_dict()

    return told


def cases_in_one(count: int) -> Action:
    """The same where all lie in one unit, with each case told."""
    rows = [{**row, "unit": "sebani"} for row in case_rows(count)]

    def told() -> object:
        found = kla.cases.assess_handling(rows, "kota-payakumbuh", as_of="2025-06-30")
        return found.explain("en", small_counts="show")

    return told


# -- profiles --------------------------------------------------------------------------------------


def unknown_keys(count: int) -> Action:
    """Refuse a profile with so many keys that are not known."""
    text = json.dumps({"year": 2024, **{f"pointz{n}": 1 for n in range(count)}})
    path = file_of(text, "profile.json")
    return refused(lambda: kla.Profile.read(path))


def unknown_ids(count: int) -> Action:
    """Refuse a profile with points and answers at so many ids, unknown or too many."""
    data = {
        "year": 2024,
        "points": {f"6.{n}x": 1 for n in range(count // 2)},
        "answers": {f"7.{n}x": {"points": 1} for n in range(count // 2)},
    }
    return refused(lambda: kla.Profile.from_dict(data))


def measures(count: int) -> Action:
    """Evaluate a profile with so many measures that nobody asks for, beside little else."""
    edition = small_edition()
    data = {"year": 2024, "measures": {f"sra_shar{n}": 1 for n in range(count)}}
    return lambda: kla.evaluate(kla.Profile.from_dict(data, edition)).explain("en")


def documents(count: int) -> Action:
    """Evaluate a profile with so many documents, half of kinds that are not known."""
    tree = kla.edition("kla-2024")
    ids = [node.id for node in tree.nodes if node.question is not None and node.ceiling_thousandths]
    answers: dict[str, Any] = {name: {"points": 0, "evidence": []} for name in ids}
    for number, name in zip(range(count), itertools.cycle(ids)):
        kind = "decree" if number % 2 else f"decre{number}"
        answers[name]["evidence"].append({"kind": kind, "title": f"Document {number}"})
    data = {"year": 2024, "answers": answers}
    return lambda: kla.evaluate(kla.Profile.from_dict(data)).explain("en")


# -- rules -----------------------------------------------------------------------------------------


def text(words: str) -> dict[str, str]:
    """Return a text in both languages."""
    return {"id": words, "en": words}


@functools.cache
def edition_of(count: int) -> kla.Edition:
    """Return an edition of so many questions, ten points each, every second indicator capped."""
    rules = {name: rule for name, rule in small_rules().items() if "/" not in name}
    size = min(PER_INDICATOR, max(10, count // 100))
    sizes = [min(size, count - first) for first in range(0, count, size)]
    clusters = [
        range(first, min(first + PER_CLUSTER, len(sizes)))
        for first in range(0, len(sizes), PER_CLUSTER)
    ]
    edition = rules["edition.yaml"]
    most = [10 * own - 5 * (place % 2) for place, own in enumerate(sizes)]
    edition["maximum"] = sum(most)
    edition["clusters"] = [
        {
            "id": f"C{number}",
            "title": text(f"Cluster {number}"),
            "maximum": sum(most[one] for one in own),
            "indicators": [f"{one}" for one in own],
        }
        for number, own in enumerate(clusters)
    ]
    cap = {"id": "Batas rekaan.", "en": "An invented cap."}
    for level, share in zip(edition["levels"], (0.5, 0.65, 0.8), strict=True):
        level["floor"] = int(10 * count * share)
    rules["requirements.yaml"]["requirements"] = []
    rules["requirements.yaml"]["advisories"] = []
    rules["evidence.yaml"]["questions"] = {}
    for number, own in enumerate(clusters):
        for one in own:
            rules[f"indicators/{one}.yaml"] = {
                "id": f"{one}",
                "cluster": f"C{number}",
                "title": text(f"Indicator {one}"),
                "source": "invented",
                "maximum": most[one],
                **({"cap": {"questions_sum": 10 * sizes[one], "note": cap}} if one % 2 else {}),
                "agencies": [("planning", "health")[one % 2]],
                "questions": [
                    {
                        "id": f"{one}.{place}",
                        "title": text(f"Question {place}"),
                        "kind": ("training", "regulation", "coverage")[place % 3],
                        "maximum": 10,
                    }
                    for place in range(sizes[one])
                ],
            }
    return small_edition(rules)


def answered(edition: kla.Edition) -> kla.Profile:
    """Return a profile with as many points and as many answers as there may be."""
    ids = [node.id for node in edition.nodes if node.question is not None]
    own = {name: (300 + n * 7 % 700) / 100 for n, name in enumerate(ids)}
    few = [pair for place, pair in enumerate(own.items()) if place % 3][: 2 * _MOST_KEYS]
    points, other = dict(few[::2]), dict(few[1::2])
    answers = {name: {"points": value} for name, value in other.items()}
    return kla.Profile.from_dict({"year": 2024, "points": points, "answers": answers}, edition)


def loaded(count: int) -> Action:
    """Build an edition."""
    return lambda: edition_of.__wrapped__(count)


def of_evaluation(ask: Callable[[kla.Evaluation], object]) -> Callable[[int], Action]:
    """Return what asks an evaluation under an edition of so many questions."""

    def prepare(count: int) -> Action:
        edition = edition_of(count)
        profile = answered(edition)
        return lambda: ask(kla.evaluate(profile, edition))

    return prepare


def stepped(count: int, questions: int) -> kla.Edition:
    """Return an edition of so many questions with so many steps, some after others."""
    edition = edition_of(questions)
    ids = [node.id for node in edition.nodes if node.question is not None]
    cluster = {name: edition.above(name)[-2] for name in ids}
    by_cluster: dict[str, list[dict[str, Any]]] = {}
    for number in range(count):
        node = ids[number % len(ids)]
        own = by_cluster.setdefault(cluster[node], [])
        own.append(
            {
                "id": f"s{number:06}",
                "title": {"id": f"Langkah {number}", "en": f"Step {number}"},
                "instruction": {"id": "Lakukan.", "en": "Do it."},
                "kind": "establish",
                "mends": [node],
                "responsible": ("planning", "health")[number % 2],
                **({"after": [own[-1]["id"]]} if own and number % 3 == 0 else {}),
            }
        )

    def file(name: str, schema: str, content: Mapping[str, Any]) -> RuleFile:
        return read_rule_value(content, schema, name)

    pieces = [
        file(
            f"remediation/{name}-{first}.yaml",
            "steps",
            {"cluster": name, "steps": own[first : first + 500]},
        )
        for name, own in by_cluster.items()
        for first in range(0, len(own), 500)
    ]
    kinds = {
        "title": text("Invented"),
        "grade": "I",
        "kinds": {"establish": {"effort": 2, "months": 3, "share": 1}},
    }
    files = StepFiles(
        tuple(pieces),
        file("remediation/sources.yaml", "sources", small_rules()["sources.yaml"]),
        file("remediation/assumptions.yaml", "assumptions", kinds),
    )
    catalogue, findings = read_steps(files, edition)
    if catalogue is None:
        raise AssertionError(findings)
    return evolve(edition, attached={**edition.attached, "steps": catalogue})


def steps(count: int) -> Action:
    """Tell the steps that an evaluation asks for, by group and by agency."""
    edition = stepped(count, count)
    result = kla.evaluate(answered(edition), edition)
    return lambda: (
        result.explain("en"),
        result.to_dict(steps=True),
        result.steps_by("agency"),
        result.steps_by("cluster"),
        result.steps_by("kind"),
    )


def planned(count: int) -> Action:
    """Plan over a catalogue of so many steps."""
    edition = stepped(count, count)
    result = kla.evaluate(answered(edition), edition)
    return lambda: kla.plan(result, "utama").explain("en")


WALKS: Final = (
    Walk("units from CSV, rolled up", MAX_ROWS, units_read),
    Walk("units as rows, their status", MAX_ROWS, unit_rows),
    Walk("units of which codes say what they are", MAX_ROWS, unit_codes),
    Walk("bytes of a table in CSV", MAX_BYTES, table_bytes),
    Walk("columns that are not known", MAX_COLUMNS, columns),
    Walk("more columns than there may be", 60_000, too_many_columns),
    Walk("cells that are all wrong", MAX_ROWS, bad_cells),
    Walk("rows that are all too short", MAX_ROWS, ragged),
    Walk("records of the forum", MAX_ROWS, forum),
    Walk("cases, each in a unit of its own", MOST_CASES, cases),
    Walk("cases in one unit, each told", MOST_CASES, cases_in_one),
    Walk("unknown keys of a profile", MAX_VALUES // 2 - 10, unknown_keys),
    Walk("unknown ids in a profile", 2 * _MOST_KEYS, unknown_ids, times=5),
    Walk("more ids than a profile may have", 60_000, unknown_ids),
    Walk("measures that nobody asks for", 200, measures, times=200),
    Walk("documents of a profile", 20_000, documents),
    Walk("questions of an edition, built", MOST_QUESTIONS, loaded),
    Walk("questions, explained", MOST_QUESTIONS, of_evaluation(lambda one: one.explain("en"))),
    Walk("questions, as plain values", MOST_QUESTIONS, of_evaluation(lambda one: one.to_dict())),
    Walk(
        "questions, sensitivity",
        MOST_QUESTIONS,
        of_evaluation(lambda one: one.sensitivity().explain("en")),
    ),
    Walk("questions, deciding", MOST_QUESTIONS, of_evaluation(lambda one: one.deciding())),
    Walk("questions, gaps", MOST_QUESTIONS, of_evaluation(lambda one: one.gaps)),
    Walk("steps of a catalogue, told", MOST_STEPS, steps),
    Walk("steps of a catalogue, planned", MOST_STEPS, planned),
)
