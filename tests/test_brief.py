"""What the command prints first fits one screen, says what it leaves out, and keeps every figure."""

import functools
import re
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.core.page import WIDTH
from kla_rules.core.points import written
from kla_rules.core.screen import LINES, columns, cut
from kla_rules.core.writing import LANGUAGES, Language
from kla_rules.evaluation.evidence import COUNTS, Count
from kla_rules.evaluation.page import summary
from kla_rules.evaluation.resolve import Assumption
from kla_rules.participation import assess_forum
from kla_rules.steps.brief import steps_in_brief
from kla_rules.steps.page import with_steps
from kla_rules.testing import forum_records, profiles, units
from kla_rules.units import unit_status
from support import ROOT, TREE, command, english, examples

EXAMPLES = ROOT / "examples"
CITY = EXAMPLES / "kota-pasuruan"
SCALES = EXAMPLES / "overlays" / "invented-scales.yaml"
PROFILES = [
    EXAMPLES / "kota-bandung-2024.yaml",
    EXAMPLES / "kabupaten-sumbawa-2022.yaml",
    EXAMPLES / "kota-contoh-2019-illustrative.yaml",
    EXAMPLES / "kota-pasuruan-illustrative.yaml",
    CITY,
]
ROUNDS = {edition: kla.edition(edition) for edition in ("kla-2024", "kla-2022", "kla-2019")}
# As wide as a name can be, as long as one can be, and with all that a profile takes in one.
NAMES = st.text(
    st.sampled_from("aé県\uff37😀 \u2011,;(") | st.characters(exclude_categories=["C", "Z"]),
    min_size=1,
    max_size=180,
).map(lambda name: f"{name}x")
TEXTS = st.text(st.sampled_from("aé県\uff37😀 \u202e\x1b\u2011,;(") | st.characters(), max_size=190)


@functools.cache
def planned(target: str, start: str | None = None, by: int | None = None) -> kla.Plan:
    """Return a plan of the example."""
    return kla.plan(
        kla.Profile.read(CITY), target, start=start, by=by, alternatives=int(by is None)
    )


_FEW_STEPS = 22  # that stand on one screen with a line each, in both languages
PLANS: dict[str, dict[str, Any]] = {
    "madya": {},
    "nindya": {"start": "2027-02"},
    "pratama": {},
    "kla": {"by": 2},
}


def assert_fits(text: str, lines: int = LINES) -> None:
    """Refuse a text that no screen of 40 lines of 100 columns holds."""
    shown = text.splitlines()
    assert len(shown) <= lines <= 40
    assert max(map(columns, shown)) <= WIDTH <= 100
    assert "\x1b" not in text
    assert "\u202e" not in text


def renamed(profile: kla.Profile, name: str) -> kla.Profile:
    """Return the profile of a region of another name."""
    data = profile.to_dict()
    return kla.Profile.from_dict(
        {**data, "region": {**data.get("region", {"kind": "kota"}), "name": name}}
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
@pytest.mark.parametrize("words", [(), ("--steps",), ("--steps", "--by", "kind")])
def test_an_evaluation_of_each_example_is_one_screen_and_its_exit_code_stays(
    path: Path, language: Language, words: tuple[str, ...]
) -> None:
    code, out, err = command("evaluate", path, "--lang", language, *words)
    assert not err
    assert_fits(out, 40)
    assert "--full" in out.splitlines()[-1]
    if not words:
        assert command("evaluate", path, "--lang", language, "--full")[0] == code
        assert command("evaluate", path, "--format", "json")[0] == code


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_is_what_it_was(language: Language) -> None:
    result = kla.evaluate(kla.Profile.read(PROFILES[3]))
    words = ("evaluate", PROFILES[3], "--lang", language, "--full")
    assert command(*words)[1] == summary(result, language)
    assert command(*words, "--steps")[1] == with_steps(result, language)
    assert command("explain", PROFILES[3], "--lang", language)[1] == result.explain(language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "words",
    [
        ("plan", PROFILES[3], "--to", "madya"),
        ("status", CITY / "units.csv"),
        (
            "status",
            CITY / "units.csv",
            "--overlay",
            EXAMPLES / "overlays" / "kota-contoh-illustrative.yaml",
        ),
        ("rollup", CITY / "units.csv"),
        ("evaluate", CITY, "--assume", "proportional", "--count", "backed", "--overlay", SCALES),
        ("evaluate", CITY, "--count", "backed", "--steps", "--by", "cluster"),
        ("forum", CITY / "forum.csv"),
        ("forum", CITY / "forum.csv", "--units", CITY / "units.csv"),
    ],
    ids=lambda words: " ".join(word for word in map(str, words) if "/" not in word),
)
def test_what_else_the_command_prints_first_is_one_screen(
    words: tuple[str | Path, ...], language: Language
) -> None:
    code, out, err = command(*words, "--lang", language)
    assert not err
    assert_fits(out, 40)
    whole, full, _ = command(*words, "--lang", language, "--full")
    assert whole == code
    assert "--full" in out.splitlines()[-1]
    assert "--full" not in full


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("target", PLANS)
def test_a_plan_fits_one_screen(target: str, language: Language) -> None:
    plan = planned(target, **PLANS[target])
    assert_fits(plan.brief(language))
    best = evolve(plan, before=evolve(plan.before, assume="proportional"))
    assert_fits(best.brief(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_of_few_steps_is_a_line_for_each_with_its_number(language: Language) -> None:
    plan = planned("madya")
    shown = re.findall(r"^ *(\d+)\.  ", plan.brief(language), re.MULTILINE)
    assert shown == [str(number) for number in range(1, len(shown) + 1)]
    assert len(shown) == len(plan.steps) or len(plan.steps) > _FEW_STEPS


def test_a_plan_of_many_steps_says_how_many_more_there_are() -> None:
    plan = planned("nindya", **PLANS["nindya"])
    text = plan.brief("en")
    shown = len(re.findall(r"^ *(\d+)\.  ", text, re.MULTILINE))
    assert 10 < shown < len(plan.steps)
    assert f"... and {len(plan.steps) - shown} further steps, from number {shown + 1}." in text
    assert f"{written(plan.evaluation.low_thousandths)}." in text


@settings(deadline=None, parent=examples(15))
@given(st.data())
def test_any_profile_of_any_region_fits_one_screen_with_the_figures_of_its_json(
    data: st.DataObject,
) -> None:
    edition = data.draw(st.sampled_from(list(ROUNDS.values())))
    profile = renamed(data.draw(profiles(edition, adversarial=True)), data.draw(NAMES))
    assumptions: list[Assumption | None] = [None, "proportional"]
    assume, counts = data.draw(st.sampled_from(assumptions)), st.sampled_from(COUNTS)
    count: Count = data.draw(counts)
    result = kla.evaluate(profile, assume=assume, count=count)
    plain = result.to_dict()
    for language in LANGUAGES:
        text = result.brief(language)
        assert_fits(text)
        assert_fits(steps_in_brief(result, language))
        words = " ".join(text.split())
        for points in plain["score_range"]:
            assert written(round(points * 1000), language) in words
        for gap in plain["gaps"][:3]:
            gain = written(round(gap["gain"] * 1000), language)
            assert re.search(rf"\b[123]\. (\w+ \w+ |\w+ )?{re.escape(gain)} po", words)
        if len(plain["gaps"]) > 3:
            assert f" {len(plain['gaps'])}:" in words
        if (
            plain["level"] is not None
            and edition.level(plain["level"]).title.get(language).isalpha()
        ):
            assert edition.level(plain["level"]).title.get(language) in words


@settings(deadline=None, parent=examples(6))
@given(table=units(TREE), records=forum_records(TREE))
def test_any_table_of_units_and_any_records_of_a_forum_fit_one_screen(
    table: kla.units.Units, records: kla.participation.ForumRecords
) -> None:
    statuses, shares, forum = unit_status(table), kla.rollup(table), assess_forum(records)
    for language in LANGUAGES:
        for result in (statuses, shares, forum):
            assert_fits(result.brief(language))


@settings(deadline=None, parent=examples(12))
@given(name=NAMES)
def test_names_of_units_fit_whatever_they_are(name: str) -> None:
    rows = [
        {
            "id": f"unit-{index}",
            "name": f"{name}{index}",
            "kind": "kelurahan",
            "childrens_forum": index > 9,
        }
        for index in range(20)
    ]
    rows.append({"id": "kec", "name": name, "kind": "kecamatan"})
    table = kla.units.Units.from_rows(
        [row if row["id"] == "kec" else {**row, "parent": "kec"} for row in rows]
    )
    for language in LANGUAGES:
        assert_fits(unit_status(table).brief(language))
        assert_fits(kla.rollup(table).brief(language))


@given(text=TEXTS, room=st.integers(1, 120))
def test_a_text_is_cut_to_its_room_at_a_word_and_says_that_it_is(text: str, room: int) -> None:
    shown = cut(text, room)
    assert columns(shown) <= max(room, 1)
    assert shown.isprintable()
    if columns(cut(text, 10_000)) > room:
        assert shown.endswith("…")
    else:
        assert "…" in text or not shown.endswith("…")


def test_what_is_asked_next_is_open_and_stands_with_who_can_answer_it() -> None:
    result = kla.evaluate(kla.Profile.read(PROFILES[3]))
    decided = result.deciding()
    text = result.brief("en")
    first = decided.questions[0]
    agency = result.edition.agency(first.node.agencies[0]).title.en
    part = text[text.index("What to ask next") :]
    assert f"{len(decided.questions)} open questions" in part
    assert part.index(agency) < part.index(f"{first.node.id} ")
    assert f"({english(first.moves_points)} points)" in " ".join(part.split())
    named = set(re.findall(r"\b\d+[A-Z]?\.\d+\w*\b", part)) & {
        node.id for node in result.edition.nodes
    }
    assert {first.node.id} < named


def test_a_brief_refuses_another_language() -> None:
    result = kla.evaluate(kla.Profile.read(PROFILES[0]))
    table = kla.units.Units.read(CITY / "units.csv")
    forum = assess_forum(CITY / "forum.csv")
    for one in (result, kla.rollup(table), unit_status(table), forum, planned("madya")):
        with pytest.raises(kla.ArgumentError):
            one.brief("fr")  # type: ignore[arg-type]
