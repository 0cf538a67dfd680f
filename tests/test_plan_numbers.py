"""Steps of a plan have one number everywhere, stand where they begin, and count when they end."""

import csv
import io
import itertools
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.core.text import Text
from kla_rules.planning.improved import Timed
from kla_rules.planning.numbered import months_of, numbered, quarter_of
from kla_rules.planning.tasks import Task
from kla_rules.steps.model import Step
from support import PASURUAN, ROOT, RULES

CITY = kla.Profile.read(PASURUAN)
NOTHING = Text("", "")


@st.composite
def timed_tasks(draw: st.DrawFn) -> list[Timed]:
    """Return tasks in the order in which they end, of a few agencies."""
    months = st.integers(0, 14)
    entries = []
    for index in range(draw(st.integers(0, 12))):
        agency = draw(st.sampled_from(["health", "social", None]))
        step = Step(f"step-{index}", NOTHING, NOTHING, "train", (), agency)
        begins, length = draw(months), draw(months)
        entries.append(Timed(Task(step, 1, length, {}), begins, begins + length))
    return sorted(entries, key=lambda entry: entry.ends)


@given(entries=timed_tasks(), start=st.none() | st.tuples(st.just(2027), st.integers(1, 12)))
def test_numbers_follow_quarters_and_what_has_ended_before_stands_above(
    entries: list[Timed], start: tuple[int, int] | None
) -> None:
    order = numbered(entries, start)
    assert sorted(map(id, order)) == sorted(map(id, entries))
    quarters = [quarter_of(start, months_of(entry)[0]) for entry in order]
    assert quarters == sorted(quarters)
    number = {id(entry): place for place, entry in enumerate(order)}
    for place, entry in enumerate(entries):
        for earlier in entries[:place]:
            if earlier.ends <= entry.starts:
                assert number[id(earlier)] < number[id(entry)]
    if all(entry.ends - entry.starts >= 3 for entry in entries):  # nobody waits within a quarter
        agencies = [entry.task.step.responsible for entry in order]
        blocks = [block for block, _ in itertools.groupby(zip(quarters, agencies, strict=True))]
        assert len(blocks) == len(set(blocks))


@pytest.mark.parametrize(("target", "start"), [("madya", None), ("nindya", "2027-02")])
def test_text_table_and_json_number_steps_alike(target: str, start: str | None) -> None:
    plan = kla.plan(CITY, target, start=start)
    numbers = {one.id: number for number, one in enumerate(plan.steps, start=1)}
    text = plan.explain("en")
    printed = [int(found) for found in re.findall(r"^    - (\d+)\. ", text, re.MULTILINE)]
    assert printed == list(numbers.values())
    rows = list(csv.DictReader(io.StringIO(plan.to_csv("en"))))
    assert {row["id"]: int(row["number"]) for row in rows} == numbers
    assert {row["effort_unit"] for row in rows} == {plan.asked.unit.en if plan.asked.unit else ""}
    assert [step["id"] for step in plan.to_dict()["steps"]] == list(numbers)
    items = dict(
        zip(numbers, re.split(r"^    - \d+\. ", text, flags=re.MULTILINE)[1:], strict=True)
    )
    for one in plan.steps:
        words = " ".join(items[one.id].split())
        if one.first:
            assert f"after {', '.join(str(numbers[name]) for name in one.first)}" in words
            assert all(numbers[name] < numbers[one.id] for name in one.first)


def test_a_level_is_reached_with_the_step_that_ends_last_for_it() -> None:
    plan = kla.plan(kla.Profile.read(ROOT / "examples" / "kota-pasuruan"), "madya")
    text = plan.explain("en")
    items = re.split(r"^    - \d+\. ", text, flags=re.MULTILINE)[1:]
    level = plan.begins_level
    ended = sorted(zip(plan.steps, items, strict=True), key=lambda pair: pair[0].ends)
    for one, item in ended:
        assert ("IS REACHED" in item) == (one.level != level)
        level = one.level
    assert level is not None
    assert level.id == "madya"


def test_the_unit_of_effort_is_that_of_its_figures_and_is_never_guessed(
    tmp_path: Path,
) -> None:
    packaged = kla.plan(CITY, "madya")
    unit = packaged.asked.unit
    assert unit is not None
    assert " ".join(f"Beban dalam {unit.id}".split()) in " ".join(packaged.explain("id").split())
    mixed = kla.plan(CITY, "madya", efforts={"kind:partner": 15})
    assert mixed.asked.unit is None
    assert mixed.to_dict()["effort_unit"] is None
    assert "in the unit of the figures that were given" in " ".join(mixed.explain("en").split())
    text = (RULES / "remediation" / "assumptions.yaml").read_text(encoding="utf-8")
    own = re.sub(r"unit:\n.*\n.*\n", "unit: {id: hari kerja, en: working days}\n", text)
    path = tmp_path / "days.yaml"
    path.write_text(own, encoding="utf-8")
    days = kla.plan(CITY, "madya", efforts=path)
    assert "Beban dalam hari kerja." in " ".join(days.explain("id").split())
