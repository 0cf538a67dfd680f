"""Pioneers and reporters: what is documented is suggested, what is suggested counts if accepted."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.participation.model import ForumRecords
from kla_rules.participation.picture import NotSuggestedError, documented
from kla_rules.participation.rules_reading import forum_rules
from kla_rules.validation.check import check
from support import ROOT, TREE, copied, file_with, fitting, refused_for, rules_of, said

FOLDER = ROOT / "examples" / "kota-pasuruan"
RULES = forum_rules(TREE)


def record(kind: str, name: str = "a", **facts: Any) -> dict[str, Any]:
    return {"id": name, "kind": kind, **facts}


PIONEER = record("activity", "p", role="pioneer", document="report", title="Laporan")
REPORTER = record(
    "activity", "r", role="reporter", document="minutes", title="Notulen", date="2024-05"
)


def findings(*rows: Mapping[str, Any], **asked: Any) -> set[str]:
    found = refused_for(kla.participation.ForumError, lambda: ForumRecords.from_rows(rows, **asked))
    return {finding.id for finding in found}


def test_every_question_of_the_forum_says_what_stands_behind_it() -> None:
    assert set(RULES.questions) == {"1.2e", "1.3i", *(f"6.{n}" for n in range(1, 8))}
    assert {question.provenance.grade for question in RULES.questions.values()} == {"I"}


def test_both_roles_must_be_documented_for_the_role_of_the_forum() -> None:
    suggestion = kla.participation.assess_forum([PIONEER]).suggestions["6.3"]
    assert (suggestion.state, suggestion.lacking) == ("partly", ("reporter",))
    assert suggestion.answer == {"evidence": ({"kind": "report", "title": "Laporan"},)}
    both = kla.participation.assess_forum([PIONEER, REPORTER])
    assert both.suggested == ("6.3",)
    assert both.answers(["6.3"]) == {
        "6.3": {
            "option": "full",
            "evidence": [
                {"kind": "report", "title": "Laporan"},
                {"kind": "minutes", "title": "Notulen", "date": "2024-05"},
            ],
        }
    }


def test_where_nothing_is_recorded_nothing_is_suggested() -> None:
    nothing = kla.participation.assess_forum([])
    assert nothing.suggested == ()
    assert {suggestion.state for suggestion in nothing.suggestions.values()} == {"nothing"}
    assert {suggestion.answer for suggestion in nothing.suggestions.values()} == {None}


def test_a_record_without_a_document_counts_for_nothing_and_is_listed() -> None:
    suggestion = kla.participation.assess_forum([record("innovation")]).suggestions["6.7"]
    assert (suggestion.state, suggestion.answer, suggestion.lacking, suggestion.undocumented) == (
        "partly",
        None,
        ("innovation",),
        ("a",),
    )


def test_a_document_of_a_kind_that_the_question_does_not_ask_for_is_not_enough() -> None:
    suggestion = kla.participation.assess_forum(
        [record("innovation", document="photo")]
    ).suggestions["6.7"]
    assert (suggestion.state, suggestion.lacking) == ("partly", ())
    assert suggestion.documents
    assert suggestion.documents == (("document",),)
    assert suggestion.answer == {
        "evidence": ({"kind": "photo", "title": "inovasi peran Forum Anak (a)"},)
    }


def test_teaching_is_evidence_beside_the_roles_and_stands_in_for_none() -> None:
    teaching = record(
        "teaching", "t", document="report", title="Guru", sessions=3, schools=2, pupils=90
    )
    alone = kla.participation.assess_forum([teaching]).suggestions["6.3"]
    assert (alone.state, alone.lacking) == ("partly", ("pioneer", "reporter"))
    all_three = kla.participation.assess_forum([teaching, PIONEER, REPORTER])
    assert len(all_three.answers(["6.3"])["6.3"]["evidence"]) == 3
    assert all_three.to_dict()["teaching"] == {"sessions": 3, "schools": 2, "pupils": 90}
    assert kla.participation.assess_forum([PIONEER]).to_dict()["teaching"] == {
        "sessions": None,
        "schools": None,
        "pupils": None,
    }


def test_the_report_of_teachers_is_not_the_document_that_a_role_lacks() -> None:
    photos = [{**PIONEER, "document": "photo"}, {**REPORTER, "document": "photo"}]
    found = kla.participation.assess_forum(
        [*photos, record("teaching", "t", document="report")]
    ).suggestions["6.3"]
    assert (found.state, found.lacking) == ("partly", ())
    assert found.documents


def test_an_answer_that_is_not_suggested_cannot_be_accepted() -> None:
    with pytest.raises(NotSuggestedError, match=r'"6\.3"'):
        kla.participation.assess_forum([PIONEER]).answers(["6.3"])


def test_units_say_what_is_documented_and_what_is_missing() -> None:
    units = kla.units.Units.read(FOLDER / "units.csv")
    rows = [
        {**PIONEER, "unit": "sebani", "theme": "smoking"},
        {**REPORTER, "unit": "bukir", "document": None, "title": None},
    ]
    found = kla.participation.assess_forum(rows, units=units)
    by_unit = {unit.id: unit for unit in found.units}
    assert (by_unit["sebani"].lacking, by_unit["sebani"].themes) == (("reporter",), ("smoking",))
    assert (by_unit["bukir"].lacking, by_unit["bukir"].undocumented) == (
        ("pioneer", "reporter"),
        ("r",),
    )
    assert len(found.units) == len(units)
    assert set(found.channels) == {
        unit for unit, kind in zip(units.ids, units.kinds, strict=True) if kind == "kelurahan"
    }
    told = found.channels["sebani"]
    assert sum(map(len, told.values())) == len(found.channel_titles) == 6


def test_records_that_do_not_fit_are_refused() -> None:
    assert findings({**PIONEER, "nama_anak": "Budi"}) == {"forum.personal"}
    assert findings({**PIONEER, "mood": "x"}) == {"table.unknown-column"}
    with pytest.raises(kla.participation.ForumError) as caught:
        ForumRecords.from_rows([{**PIONEER, "Siti Aminah": "x", "documnt": "report"}])
    assert "Siti" not in f"{caught.value.findings} {caught.value}"
    assert "did you mean document" in str(caught.value)
    assert findings(record("party", role="pioneer", theme="smoking")) == {"forum.kind"}
    assert findings(record("")) == {"forum.kind"}
    assert findings(record("teaching", role="pioneer")) == {"forum.role"}
    assert findings(record("activity", role="leader")) == {"table.no-word"}
    assert findings(record("activity", title="Laporan")) == {"forum.no-document"}
    assert findings(record("activity", document="diary")) == {"table.no-word"}
    assert findings(record("activity", date="17 Mai 2024")) == {"forum.date"}
    assert findings(record("activity", date="2024-02-30")) == {"forum.date"}
    assert findings(record("teaching", pupils=-1)) == {"table.no-count"}
    assert findings(record("activity"), record("activity")) == {"forum.twice"}
    assert findings(record("activity", "")) == {"forum.no-id"}
    assert findings(
        record("activity", unit="x"), units=kla.units.Units.read(FOLDER / "units.csv")
    ) == {"table.no-unit"}
    assert findings(record("activity", document="report", title="x" * 400)) == {"forum.too-long"}


def test_a_record_of_another_unit_is_refused_in_records_read_without_the_units_too() -> None:
    rows = [record("activity"), record("activity", "b", unit="elsewhere")]
    records = ForumRecords.from_rows(rows)
    assert [unit.id for unit in kla.participation.assess_forum(records).units] == [
        None,
        "elsewhere",
    ]
    with pytest.raises(kla.participation.ForumError, match="not in the table of units") as caught:
        kla.participation.assess_forum(records, units=FOLDER / "units.csv")
    assert [finding.path for finding in caught.value.findings] == [(1, "unit")]


def test_an_edition_without_rules_on_records_says_so() -> None:
    with pytest.raises(kla.RuleError, match="kla-2022"):
        kla.participation.assess_forum([], "kla-2022")


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ('"6.7":', '"6.77":', "answer.unknown-question"),
        ("{measure: innovation, at_least: 1}", "{measure: invention, at_least: 1}", "condition.unknown-measure"),
        ("{measure: innovation, at_least: 1}", "{trend: innovation, is: rising}", "forum.operator"),
        ("also: [pelopor]", "also: [pelapor]", "forum.word"),
        ("also: [pelopor]", "also: [Pelopor]", "forum.word"),
        ("also: [teaching]", "also: [preaching]", "forum.no-kind"),
        ("source: participation-2019", "source: nowhere", "edition.no-source"),
        ("  - id: reporter\n", "  - id: pioneer\n", "edition.duplicate-id"),
    ],
)  # fmt: skip
def test_rules_that_do_not_fit_are_found_with_their_line(old: str, new: str, finding: str) -> None:
    found = rules_of().changed("forum.yaml", old, new).errors()
    assert found[0].id == finding, found
    assert found[0].line
    assert found[0].file == "forum.yaml"


def test_rules_in_a_folder_that_do_not_fit_are_refused_where_records_are_read(rules: Path) -> None:
    path = rules / "forum.yaml"
    copied(path, path, '"6.7":', '"6.77":')
    assert "answer.unknown-question" in {finding.id for finding in check(rules)}
    with pytest.raises(kla.RuleError):
        kla.participation.assess_forum([], kla.edition(rules))


kinds = st.sampled_from([*RULES.kinds])
rows = st.lists(
    st.fixed_dictionaries({
        "kind": kinds,
        "document": st.sampled_from([None, "decree", "report", "minutes", "photo", "agreement", "procedure", "budget"]),
        "role": st.sampled_from([None, "pioneer", "reporter"]),
        "unit": st.sampled_from([None, "sebani", "bukir"]),
    }).map(lambda row: row if row["kind"] == "activity" else {**row, "role": None}),
    max_size=12,
).map(lambda some: [{"id": str(n), **row} for n, row in enumerate(some)])  # fmt: skip


@given(rows, rows)
def test_more_records_never_take_a_suggestion_away(
    some: list[dict[str, Any]], more: list[dict[str, Any]]
) -> None:
    both = [*some, *({**row, "id": f"x{row['id']}"} for row in more)]
    assert set(kla.participation.assess_forum(some).suggested) <= set(
        kla.participation.assess_forum(both).suggested
    )


@given(rows)
def test_what_is_suggested_is_documented_and_read_by_a_profile(some: list[dict[str, Any]]) -> None:
    found = kla.participation.assess_forum(some)
    counts = documented(found.records.records)
    for name in found.suggested:
        assert any(counts.get(kind) for kind in (*RULES.kinds, *RULES.roles))
        answers = found.answers([name])
        result = kla.evaluate(kla.Profile.from_dict({"year": 2024, "answers": answers}))
        assert result.node(name).points == result.node(name).maximum
        # What the sheet asks for besides, such as a matrix, is told as missing by itself.
        needed = found.suggestions[name].documents
        assert needed != TREE.evidence[name].groups
        items = [item for group in result.evidence.missing for item in group.items]
        assert [item.groups for item in items] == ([needed] if needed else [])
        backed = kla.evaluate(result.profile, count="backed").node(name)
        assert backed.range[0] == (0 if needed else backed.maximum)
    by_unit = [unit.documented.get(kind, 0) for unit in found.units for kind in RULES.kinds]
    assert sum(by_unit) == sum(counts.get(kind, 0) for kind in RULES.kinds)
    fitting("forum-result", found.to_dict())


# -- in a profile ----------------------------------------------------------------------------------


def folder_of(tmp_path: Path, accept: list[str], **data: Any) -> Path:
    folder = tmp_path / "city"
    folder.mkdir()
    shutil.copy(FOLDER / "forum.csv", folder)
    profile = {
        "year": 2024,
        "stage": "self",
        "forum": {"records": "forum.csv", "accept": accept},
        **data,
    }
    file_with(folder / "profile.yaml", json.dumps(profile))
    return folder


def test_a_suggestion_counts_only_where_the_profile_accepts_it(tmp_path: Path) -> None:
    nothing = kla.evaluate(kla.Profile.read(folder_of(tmp_path, [])))
    assert nothing.score == 0
    shutil.rmtree(tmp_path / "city")
    result = kla.evaluate(kla.Profile.read(folder_of(tmp_path, ["6.3", "6.6", "6.7"])))
    assert result.score == 26
    assert {note.id for note in result.notes} >= {"forum.accepted", "forum.not-suggested"}
    assert result.profile.illustrative
    assert result.node("6.7").points is None
    backed = kla.evaluate(result.profile, count="backed")
    assert backed.score == 0
    assert [item.groups for group in backed.evidence.missing for item in group.items] == [
        (("matrix",),),
        (("matrix",),),
    ]
    matrix = {"evidence": [{"kind": "matrix", "title": "Matriks"}]}
    own = {"answers": {"6.3": matrix, "6.6": matrix}}
    shutil.rmtree(tmp_path / "city")
    complete = kla.Profile.read(folder_of(tmp_path, ["6.3", "6.6"], **own))
    backed = kla.evaluate(complete, count="backed")
    assert backed.score == result.score
    assert not backed.evidence.missing


def test_the_own_answer_of_a_profile_goes_first_and_keeps_the_documents(tmp_path: Path) -> None:
    own = {"6.3": {"points": 14}}
    result = kla.evaluate(kla.Profile.read(folder_of(tmp_path, ["6.3"], answers=own)))
    assert result.score == 14
    assert [note.id for note in result.notes if note.id.startswith("forum.")] == [
        "forum.beside",
        "forum.waiting",
    ]
    assert result.profile.answers["6.3"].evidence


def test_documents_of_its_own_are_no_answer_and_the_suggestion_still_waits(tmp_path: Path) -> None:
    own = {"6.3": {"evidence": [{"kind": "report", "title": "Laporan"}]}}
    for accept, waiting in (([], True), (["6.3"], False)):
        (tmp_path / str(waiting)).mkdir()
        folder = folder_of(tmp_path / str(waiting), accept, answers=own)
        notes = {
            note.id: note.values["nodes"]
            for note in kla.Profile.read(folder).notes
            if note.id.startswith("forum.")
        }
        assert ("6.3" in notes.get("forum.waiting", ())) is waiting


def test_what_is_no_question_of_the_forum_cannot_be_accepted(tmp_path: Path) -> None:
    with pytest.raises(kla.ProfileError, match=r"profile\.yaml:1:.*6\.9"):
        kla.Profile.read(folder_of(tmp_path, ["6.9"]))


def test_records_that_are_refused_refuse_the_profile_with_their_places(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, [])
    copied(folder / "forum.csv", folder / "forum.csv", "pioneer", "leader")
    with pytest.raises(kla.ProfileError) as caught:
        kla.Profile.read(folder)
    assert "forum.csv:" in str(caught.value)
    with pytest.raises(kla.ProfileError, match="the profile names the table of records"):
        kla.Profile.from_dict({"year": 2024, "forum": {"records": "../forum.csv"}})


def test_the_example_accepts_nothing_and_its_level_stays_as_it_is() -> None:
    profile = kla.Profile.read(FOLDER)
    without = kla.Profile.from_dict(profile.to_dict())
    assert (
        kla.evaluate(profile).to_dict()["score_range"]
        == kla.evaluate(without).to_dict()["score_range"]
    )
    notes = [note for note in profile.notes if note.id.startswith("forum.")]
    assert [(note.id, note.values) for note in notes] == [("forum.waiting", {"nodes": ("6.3",)})]


# -- told ------------------------------------------------------------------------------------------


def test_the_command_tells_what_is_documented_and_missing() -> None:
    words = ("forum", FOLDER / "forum.csv", "--units", FOLDER / "units.csv", "--full")
    for language, sentences in (
        (
            "en",
            (
                "They count only where the profile accepts them",
                "recorded, and nothing more",
                "no record of: pioneer",
                "can report to the police",
            ),
        ),
        (
            "id",
            (
                "Usulan hanya dihitung bila diterima",
                "baru tercatat",
                "belum tercatat: pelopor",
                "melapor kepada kepolisian",
            ),
        ),
    ):
        text = said(*words, "--lang", language)
        for sentence in sentences:
            assert sentence in text
    data = fitting("forum-result", json.loads(said(*words, "--format", "json")))
    assert data["suggested"] == ["6.1", "6.2", "6.3", "6.6"]
    assert data["illustrative"] is True


def test_a_refused_table_is_told_with_exit_code_2(tmp_path: Path) -> None:
    path = file_with(tmp_path / "forum.csv", "id,kind,nama\na,activity,Budi\n")
    text = said("forum", path, "--lang", "en", code=2)
    assert f"{path}:1:3" in text
    assert "must not say who took part" in text
    assert "Budi" not in text
