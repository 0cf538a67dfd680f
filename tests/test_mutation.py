"""Damage of an author's rules: which of it the author's cases let through."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from attrs import evolve

from kla_rules.core.catalogues import MUTATION
from kla_rules.core.findings import ArgumentError, RuleError
from kla_rules.model.edition import Edition
from kla_rules.testing import small_rules
from kla_rules.validation import Mutation, mutate
from kla_rules.validation.corpus.folders import rule_folders
from kla_rules.validation.mutation.edits import GONE, Edit, damaged
from kla_rules.validation.mutation.kinds import KINDS, mutants_of
from kla_rules.validation.mutation.rules import rule_set
from support import ROOT, command, fitting, said

OVERLAYS = ROOT / "examples" / "overlays"
# Half of pratama's floor apart: who has 62.5 has pratama, and is not madya.
FLOORS = (
    (50, ["pratama"]),
    (49.999, [None]),
    (62.5, ["pratama"]),
    (62.501, ["madya"]),
)


def folder_of(top: Path, cases: list[dict[str, Any]], rules: dict[str, Any] | None = None) -> Path:
    """Write small rules, and cases beside them."""
    for name, rule in (small_rules() if rules is None else rules).items():
        file = top / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(yaml.safe_dump(rule, sort_keys=False), encoding="utf-8")
    if cases:
        (top / "cases").mkdir(exist_ok=True)
        (top / "cases" / "levels.yaml").write_text(yaml.safe_dump(cases), encoding="utf-8")
    return top


def floor_cases() -> list[dict[str, Any]]:
    """Return a case on either side of the two lower floors."""
    return [
        {
            "id": f"points-{number}",
            "profile": {
                "edition": "small",
                "points": {"total": points},
                "measures": {"school_share": 30},
            },
            "expect": {"score": points, "levels_possible": levels},
        }
        for number, (points, levels) in enumerate(FLOORS)
    ]


def edit_said(change: str) -> str:
    return change.partition("school_share, ")[2].rstrip("}.")


def told(found: Mutation) -> set[str]:
    return {damage.change.en for damage in found.survivors}


@pytest.mark.slow
def test_cases_that_are_added_kill_just_the_damage_that_they_see(tmp_path: Path) -> None:
    kinds = ["floor-moved", "floor-included"]
    bare = mutate(folder_of(tmp_path, []), kinds=kinds)
    found = mutate(folder_of(tmp_path, floor_cases()), kinds=kinds)
    assert told(bare) - told(found) == {
        "The floor of the level pratama is 55 instead of 50.",
        "The floor of the level pratama is 45 instead of 50.",
        "The floor of the level madya is 67.5 instead of 62.5.",
        "The floor of the level madya is 57.5 instead of 62.5.",
        "The level pratama now says includes_floor: false.",
        "The level madya now says includes_floor: true.",
    }
    assert told(found) < told(bare)
    assert bare.own_score == 0
    assert bare.score is not None
    assert found.score is not None
    assert found.score > bare.score
    assert found.own_score is not None
    assert found.own_score > 0
    killer = {damage.by for damage in found.of("cases")}
    assert killer == {f"points-{number}" for number in range(4)}


@pytest.mark.slow
def test_a_survivor_names_its_line_and_a_profile_that_a_case_could_have(tmp_path: Path) -> None:
    found = mutate(folder_of(tmp_path, []), kinds=["floor-moved"])
    damage = found.survivors[0]
    assert damage.line is not None
    lines = Path(damage.file).read_text("utf-8").splitlines()
    assert lines[damage.line - 1].strip() == "floor: 50"
    assert damage.example is not None
    assert damage.example.content["points"] == {"total": 50}
    assert damage.example.gives["level"] == "pratama"
    assert damage.example.damaged["level"] is None


def test_cases_that_do_not_hold_are_refused_before_anything_is_damaged(tmp_path: Path) -> None:
    (case, *_) = floor_cases()
    case["expect"]["score"] = 51
    with pytest.raises(RuleError) as refused:
        mutate(folder_of(tmp_path, [case]))
    assert [finding.id for finding in refused.value.findings] == ["case.differs"]


@pytest.mark.slow
def test_a_case_that_is_not_confirmed_is_never_asked(tmp_path: Path) -> None:
    cases = [{**case, "confirmed": False} for case in floor_cases()]
    found = mutate(folder_of(tmp_path, cases), kinds=["floor-included"])
    assert found.cases == 0
    assert not found.of("cases")


@pytest.mark.slow
def test_a_damage_of_which_nothing_else_comes_does_not_count(tmp_path: Path) -> None:
    rules = small_rules()
    # Nobody has more than 100 per cent of the schools: it is the same from 25 on.
    when = {
        "all": [
            {"measure": "school_share", "at_least": 25},
            {"measure": "school_share", "at_most": 100},
        ]
    }
    rules["requirements.yaml"]["requirements"][0]["when"] = when
    del rules["requirements.yaml"]["requirements"][1]
    found = mutate(folder_of(tmp_path, [], rules), kinds=["part-lost"])
    fate = {edit_said(damage.change.en): damage.outcome for damage in found}
    assert fate == {"at_least: 25": "check", "at_most: 100": "equivalent"}
    assert found.counted == 1


@pytest.mark.slow
def test_a_property_is_asked_last_and_only_if_the_rules_keep_to_it(tmp_path: Path) -> None:
    asked: list[Edition] = []

    def pratama_from_50(edition: Edition) -> bool:
        asked.append(edition)
        return edition.level("pratama").floor_thousandths == 50_000

    properties = {"never": lambda _: False, "pratama-from-50": pratama_from_50}
    found = mutate(folder_of(tmp_path, []), kinds=["floor-moved"], properties=properties)
    assert {damage.by for damage in found.of("properties")} == {"pratama-from-50"}
    assert all("pratama" in damage.change.en for damage in found.of("properties"))
    assert len(asked) == 1 + len(found.of("properties")) + len(found.survivors)


@pytest.mark.slow
def test_a_sample_has_some_of_every_kind_and_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    place, kinds = folder_of(tmp_path, []), ["floor-included", "question-maximum", "cap-lost"]
    found = mutate(place, kinds=kinds, sample=6, seed=3)
    assert Counter(damage.kind for damage in found) == {
        "floor-included": 2,
        "question-maximum": 3,
        "cap-lost": 1,
    }
    again = mutate(place, kinds=kinds, sample=6, seed=3)
    assert again.to_dict() == found.to_dict()
    assert found.possible == 14


def test_once_the_time_is_up_nothing_is_tried(tmp_path: Path) -> None:
    found = mutate(folder_of(tmp_path, []), kinds=["floor-included"], limit=0)
    assert [damage.outcome for damage in found] == ["not-tried"] * 3
    assert found.score is None
    assert "time was up" in found.text("en")


def test_wrong_arguments_are_refused_with_a_reason() -> None:
    with pytest.raises(ArgumentError, match="no-such"):
        mutate("rules/kla-2019", kinds=["no-such"])
    with pytest.raises(ArgumentError, match="number of damages"):
        mutate("rules/kla-2019", sample=0)
    with pytest.raises(TypeError):
        mutate("rules/kla-2019", sample="all")  # type: ignore[arg-type]
    with pytest.raises(RuleError):
        mutate("docs")


@pytest.mark.parametrize("language", ["id", pytest.param("en", marks=pytest.mark.slow)])
def test_the_command_tells_it_in_both_languages_and_as_json(language: str, tmp_path: Path) -> None:
    words = ["mutate", str(folder_of(tmp_path, floor_cases())), "--kind", "floor-included"]
    text = said(*words, "--lang", language, code=3)
    assert f"{tmp_path.as_posix()}/edition.yaml:" in text
    assert ("LOLOS" if language == "id" else "SURVIVED") in text
    data = fitting("mutation", json.loads(said(*words, "--format", "json", code=3)))
    assert data["outcomes"]["survived"] == 1
    said("mutate", tmp_path, "--kind", "floors-swapped", code=0)
    said("mutate", tmp_path, "--kind", "floors", code=2)


@pytest.mark.parametrize(("option", "value"), [("--sample", "0"), ("--limit", "-1")])
def test_an_option_that_is_refused_is_named_as_it_was_typed(option: str, value: str) -> None:
    code, text, error = command("mutate", "rules/kla-2019", option, value, "--lang", "en")
    assert (code, text) == (2, "")
    assert error.startswith(f"{option}: {value} is no")


def test_a_floor_that_is_enough_anyway_is_told_with_the_case_of_the_other_reading(
    tmp_path: Path,
) -> None:
    rules = small_rules()
    policy = rules["edition.yaml"]["edge_policy"]
    policy["policy"], policy["other"]["policy"] = policy["other"]["policy"], policy["policy"]
    found = mutate(folder_of(tmp_path, floor_cases()[:1], rules), kinds=["floor-included"])
    madya = next(damage for damage in found.survivors if "madya" in damage.change.en)
    assert madya.change.en == (
        "The level madya now has includes_floor: true, "
        "which counts only under the other reading of floors."
    )
    assert madya.seen is not None
    assert "{edge_policy: floor_exclusive}" in madya.seen.en
    # A case that is just that does notice.
    case = {
        "id": "other-reading",
        "profile": floor_cases()[2]["profile"],
        "options": {"edge_policy": "floor_exclusive"},
        "expect": {"levels_possible": ["pratama"]},
    }
    found = mutate(folder_of(tmp_path, [case], rules), kinds=["floor-included"])
    assert [damage.change.en for damage in found.of("cases")] == [madya.change.en]


def test_a_document_less_is_told_with_the_case_that_has_just_what_is_left(tmp_path: Path) -> None:
    kinds = ["evidence-less", "evidence-kind-lost"]
    found = mutate(folder_of(tmp_path, []), kinds=kinds)
    told_of = {damage.change.en: damage.seen.en for damage in found.survivors if damage.seen}
    without = [seen for change, seen in told_of.items() if ": [] instead" in change]
    assert without
    assert all("without documents" in seen for seen in without)
    lost = [seen for change, seen in told_of.items() if "fewer kinds" in change]
    assert lost
    assert all("no longer taken" in seen for seen in lost)


def test_figures_are_written_as_people_of_the_language_do(tmp_path: Path) -> None:
    found = mutate(folder_of(tmp_path, []), kinds=["floor-moved"])
    (moved,) = (one.change for one in found if one.change.en.endswith("67.5 instead of 62.5."))
    assert moved.id.endswith("67,5, bukan 62,5.")
    # Of what an example gives as well; the profile itself is as a file has it.
    damage = next(one for one in found if one.example)
    assert damage.example is not None
    gives = {"score": 48.5, "score_range": (48.5, 62), "level": None}
    told_of = evolve(found, damages=(evolve(damage, example=evolve(damage.example, gives=gives)),))
    assert "score 48,5; score_range [48,5; 62]; level null" in " ".join(told_of.text("id").split())
    assert "score 48.5, score_range [48.5, 62], level null" in " ".join(told_of.text("en").split())


def test_every_kind_is_told_in_the_pages_with_its_sentence() -> None:
    page = (ROOT / "docs" / "mutation.md").read_text(encoding="utf-8")
    lines = page.partition("## Every kind")[2].splitlines()
    told_there = [line for line in lines if line.startswith("| `")]
    assert told_there == [
        f"| `{one.id}` | {one.family} | {_sentence(one.id)} |" for one in KINDS.values()
    ]


def _sentence(kind: str) -> str:
    """Return what a kind says, with names for what differs from damage to damage."""
    said_of = MUTATION.template(f"kind-{kind}", "en")
    for field, name in (("{what}", "A"), ("{other}", "B"), ("{old}", "*old*"), ("{new}", "*new*")):
        said_of = said_of.replace(field, name)
    return said_of


RULES = {
    "kla-2024": ROOT / "rules" / "kla-2024",
    "kla-2019": ROOT / "rules" / "kla-2019",
    "all of an overlay": OVERLAYS / "kota-contoh-illustrative.yaml",
    "tables": OVERLAYS / "invented-scales.yaml",
}


@pytest.mark.slow
def test_every_kind_makes_rules_that_are_read_or_refused_with_a_reason(tmp_path: Path) -> None:
    made = Counter[str]()
    for place in (folder_of(tmp_path, []), *RULES.values()):
        (folder,) = rule_folders(place)
        rules = rule_set(folder)
        contents = rules.contents
        done = Counter[str]()
        for kind, edits in mutants_of(contents, folder.kind):
            done[kind.id] += 1
            if done[kind.id] > 2:
                continue
            assert any(new != contents[name] for name, new in damaged(contents, edits).items())
            became = rules.made(edits)
            assert became.edition is not None or became.findings
            assert all(finding.id != "document.not-plain" for finding in became.findings)
            assert all(finding.file for finding in became.findings)
        made += done
    assert made.keys() == KINDS.keys()


def test_rules_in_memory_are_those_of_the_folder_and_stay_so(tmp_path: Path) -> None:
    (folder,) = rule_folders(folder_of(tmp_path, []))
    rules = rule_set(folder)
    assert rules.made().edition == folder.edition()
    lost = Edit("edition.yaml", ("levels", 2), GONE)
    freed = Edit("requirements.yaml", ("requirements", 1), GONE)
    new = Edit("edition.yaml", ("levels", 1, "grade"), "C")
    became = rules.made((new, lost, freed)).edition
    assert became is not None
    assert [level.id for level in became.levels] == ["pratama", "madya"]
    assert rules.made().edition == folder.edition()
