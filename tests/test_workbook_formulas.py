"""The overview of a form, reckoned by LibreOffice, says what `evaluate()` says."""

from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

import kla_rules as kla
from kla_rules.core.catalogues import PROFILE_FORM
from kla_rules.evaluation.bounds import Bounds
from kla_rules.forms.profile_form import profile_form
from kla_rules.model.levels import Level
from kla_rules.testing import profiles, small_edition
from kla_rules.workbook.layout import ANSWERS, HEAD_ROW, numbers_of
from office import converted
from support import ROOT

openpyxl: Any = pytest.importorskip("openpyxl")
pytest.importorskip("xlsxwriter")
BANDED = ROOT / "examples" / "overlays" / "invented-scales.yaml"


def say(key: str, **values: object) -> str:
    return PROFILE_FORM.say(key, "id", **values)


def drawn(edition: kla.Edition, count: int, **options: Any) -> list[kla.Profile]:
    """Return profiles of every kind, always the same."""
    made: list[kla.Profile] = []

    @settings(
        max_examples=count, derandomize=True, database=None, deadline=None,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(profiles(edition, **options))
    def draw(profile: kla.Profile) -> None:
        made.append(profile)

    draw()
    return made


def overview(data: bytes) -> dict[str, tuple[Any, ...]]:
    """Return by what stands in its first column what each row of the overview shows."""
    book = openpyxl.load_workbook(BytesIO(data), data_only=True)
    rows = book[say("sheet-overview")].iter_rows(values_only=True)
    return {str(row[0]): row[1:] for row in rows if row[0] is not None}


def without_results(data: bytes) -> bytes:
    """Return a workbook as one whose formulas nobody has reckoned yet."""
    book = openpyxl.load_workbook(BytesIO(data))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def expected(profile: kla.Profile) -> Mapping[str, Any]:
    """Return what the overview must show, by what `evaluate` says."""
    result = kla.evaluate(profile)
    levels = result.levels_by_points
    first, last = (level_name(levels[end]) for end in (0, -1))
    one = first if first == last else first + say("level-to") + last
    answered = {name for name, answer in profile.answers.items() if answer.form}
    questions = {question.id for question in profile.edition.questions}
    answered |= questions.intersection(profile.points)
    said = say("overview-of", count=len(questions))
    shown: dict[str, Any] = {
        say("overview-least"): float(result.score_range[0]),
        say("overview-most"): float(result.score_range[1]),
        say("overview-level-least"): first,
        say("overview-level-most"): last,
        say("overview-level"): one,
        say("overview-check"): 0,
        **({say("overview-answered"): f"{len(answered)}{said}"} if questions else {}),
    }
    for name in profile.edition.nodes[0].children:
        node = profile.edition.node(name)
        shown[f"{name} {node.title.id}"] = ends(result.bounds, profile.edition.positions[name])
    return shown


def ends(bounds: Bounds, position: int) -> tuple[float, float]:
    low, high = bounds.ends_points(position)
    return float(low), float(high)


def level_name(level: Level | None) -> str:
    return say("no-level") if level is None else level.title.id


def differences(profile: kla.Profile, data: bytes) -> dict[str, tuple[Any, Any]]:
    """Return by line of the overview what it must show and what it shows, where they differ."""
    shown = overview(data)
    wrong = {}
    for label, value in expected(profile).items():
        found = tuple(shown[label][1:3]) if isinstance(value, tuple) else shown[label][0]
        if found != value:
            wrong[label] = (value, found)
    return wrong


def of_own_table(edition: kla.Edition) -> Iterator[kla.Profile]:
    """Yield profiles whose table has options of any name, and very many bands and options."""
    odd = {"ya": 1, 'a "b"': 2, "=1+1": 3, "a?*~": 4, "A,B;C": 5, "'x": 6}
    many = {f"pilihan yang ke-{number} dari banyak pilihan": number / 20 for number in range(100)}
    bands = [
        {"from": number, **({"to": number + 1} if number < 99 else {}), "points": number / 10}
        for number in range(100)
    ]
    scales = {
        "id": "own",
        "edition": edition.id,
        "source": "rekaan",
        "illustrative": True,
        "title": {"id": "Rekaan", "en": "Invented"},
        "scales": {"1.1": {"options": odd}, "1.2": {"options": many}, "4.2": {"bands": bands}},
    }
    last = list(many)[-1]
    for option in odd:
        for units in ({"part": 1, "whole": 3, "unknown": 1}, {"part": 3, "whole": 25}):
            answers = {"1.1": {"option": option}, "1.2": {"option": last}, "4.2": {"units": units}}
            yield kla.Profile.from_dict({"answers": answers, "scales": scales}, edition)


def cases() -> list[kla.Profile]:
    """Return profiles: of few nodes many, near every floor, and some of all editions."""
    banded = kla.edition("kla-2024", overlays=[BANDED])
    small = small_edition()
    near = [one for level in small.levels for one in drawn(small, 4, near=level.id)]
    return [
        *drawn(small, 12, adversarial=True),
        *near,
        *of_own_table(small),
        *drawn(kla.edition("kla-2024"), 1, adversarial=True),
        *drawn(banded, 2, adversarial=True),
        *(
            profile
            for name in ("kla-2011", "kla-2019", "kla-2022")
            for profile in drawn(kla.edition(name), 2, adversarial=True)
        ),
    ]


@pytest.mark.slow
def test_the_overview_says_what_evaluate_says(tmp_path: Path) -> None:
    files, made = [], cases()
    for number, profile in enumerate(made):
        data = profile_form(profile.edition, profile=profile)
        assert differences(profile, data) == {}, profile
        files.append(tmp_path / f"{number}.xlsx")
        files[-1].write_bytes(without_results(data))
    reckoned = converted(files, "xlsx", tmp_path / "reckoned")
    for profile, file in zip(made, reckoned, strict=True):
        assert differences(profile, file.read_bytes()) == {}, profile


# What is typed, by question and column; what cannot be is marked and counts as not known.
TYPED: Mapping[str, Mapping[str, Any]] = {
    "1.1": {"choice": say("choice-yes")},
    "1.2": {"number": 4.25},
    "1.3": {"number": 50, "form": say("number-per-cent")},
    "4.2": {"number": 3, "form": say("number-units"), "whole": 8},
    "4.3": {"choice": say("choice-not-applicable")},
    "2.2": {"number": 3, "whole": 8},
}
WRONG: Mapping[str, Mapping[str, Any]] = {
    "2.1": {"number": 99},
    "1.4": {"number": "abc"},
    "2.3": {"number": 2},
    "4.1": {"number": 1, "choice": say("choice-full")},
}


def typed_into(form: bytes, cells: Mapping[str, Mapping[str, Any]]) -> bytes:
    """Return a form in which cells are typed; a share by the hundred is kept as spreadsheets do."""
    book = openpyxl.load_workbook(BytesIO(form))
    at = {column.id: index for index, column in enumerate(ANSWERS)}
    for sheet in book.worksheets:
        for row in sheet.iter_rows(min_row=HEAD_ROW + 1):
            locked = len(row) < len(ANSWERS) or row[at["number"]].protection.locked
            for column, value in {} if locked else cells.get(row[0].value, {}).items():
                cell = row[at[column]]
                if isinstance(value, str) and value.endswith("%"):
                    cell.value, cell.number_format = float(value[:-1]) / 100, "0%"
                else:
                    cell.value = value
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.slow
def test_a_share_that_is_shown_by_the_hundred_is_reckoned_as_it_is_read(tmp_path: Path) -> None:
    edition = small_edition()
    bands = [{"from": 0, "to": 50, "points": 1}, {"from": 50, "to": 100, "points": 6}]
    scales = {
        "id": "own",
        "edition": edition.id,
        "source": "rekaan",
        "illustrative": True,
        "title": {"id": "Rekaan", "en": "Invented"},
        "scales": {"1.3": {"bands": bands}, "4.2": {"bands": bands}},
    }
    form = profile_form(edition, profile=kla.Profile.from_dict({"scales": scales}, edition))
    per_cent = {"1.3": {"number": "60%", "form": say("number-per-cent")}, "4.2": {"number": "40%"}}
    file = tmp_path / "typed.xlsx"
    file.write_bytes(typed_into(form, per_cent))
    (reckoned,) = converted([file], "xlsx", tmp_path / "reckoned")
    read = kla.Profile.read(reckoned, edition)
    assert {name: answer.given for name, answer in read.answers.items()} == {"1.3": 60, "4.2": 40}
    assert differences(read, reckoned.read_bytes()) == {}


def of_any_unit() -> Iterator[dict[str, dict[str, Any]]]:
    """Yield what may be typed at every question at once: each value with each unit and none."""
    asked = small_edition().questions
    units = dict.fromkeys(one.id for question in asked for one in numbers_of(question).values())
    for unit, value, whole in product(["", *units], ["50%", "150%", 0.5, 2, 2.5, -1], ["", 8]):
        cells = {"number": value, "form": unit or None}
        yield {
            question.id: cells
            | ({"whole": whole or None} if "units" in numbers_of(question) else {})
            for question in asked
            if not unit or unit in {one.id for one in numbers_of(question).values()}
        }


@pytest.mark.slow
def test_a_number_in_any_unit_is_reckoned_as_it_is_read_or_marked_where_it_is_refused(
    tmp_path: Path,
) -> None:
    edition = small_edition()
    form, files, kept = profile_form(edition), [], []
    for number, typed in enumerate(of_any_unit()):
        files.append(tmp_path / f"{number}.xlsx")
        files[-1].write_bytes(typed_into(form, typed))
        taken = dict(typed)
        # What is no answer of its edition is told once every cell by itself is in order.
        while wrong := refused_questions(typed_into(form, taken), edition):
            taken = {one: cells for one, cells in taken.items() if one not in wrong}
        profile = kla.Profile.read(typed_into(form, taken), edition)
        kept.append((profile, len(typed) - len(taken)))
    assert any(refused for _, refused in kept)
    assert any(profile.answers for profile, _ in kept)
    for (profile, refused), file in zip(
        kept, converted(files, "xlsx", tmp_path / "reckoned"), strict=True
    ):
        found = differences(profile, file.read_bytes())
        shown = overview(file.read_bytes())[say("overview-check")][0]
        found.pop(say("overview-check"), None)
        found.pop(say("overview-answered"), None)  # what is to be mended is an answer, too
        assert (found, shown) == ({}, refused), file


def refused_questions(form: bytes, edition: kla.Edition) -> set[str]:
    """Return the questions at whose rows anything of a form is refused."""
    sheets = openpyxl.load_workbook(BytesIO(form))
    try:
        kla.Profile.read(form, edition)
    except kla.ProfileError as error:
        return {sheets[one.sheet].cell(one.line, 1).value for one in error.findings}
    return set()


@pytest.mark.slow
def test_what_is_typed_is_reckoned_and_what_cannot_be_is_counted(tmp_path: Path) -> None:
    edition = small_edition()
    file = tmp_path / "typed.xlsx"
    file.write_bytes(typed_into(profile_form(edition), {**TYPED, **WRONG}))
    (reckoned,) = converted([file], "xlsx", tmp_path / "reckoned")
    shown = overview(reckoned.read_bytes())
    answers = {"1.1": {"holds": True}, "1.2": {"points": 4.25}}
    result = kla.evaluate(kla.Profile.from_dict({"answers": answers}, edition))
    assert shown[say("overview-check")][0] == len(WRONG)
    said = say("overview-of", count=len(edition.questions))
    assert shown[say("overview-answered")][0] == f"{len(TYPED) + len(WRONG)}{said}"
    ends_shown = [shown[say(key)][0] for key in ("overview-least", "overview-most")]
    assert ends_shown == [float(points) for points in result.score_range]
