"""Evidence: which points documents back, which are at risk, what is missing and with whom."""

import itertools
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.testing import small_edition
from support import (
    BANDUNG,
    PASURUAN,
    TREE,
    attached,
    english,
    examples,
    most,
    points_of,
    profile_in,
)

ONE, TWO = most("6.1"), most("6.2")
DECREE = {"kind": "decree", "title": "SK Forum Anak", "date": "2024-02-01"}


def profile(answers: dict[str, Any], **data: object) -> kla.Profile:
    return kla.Profile.from_dict({"year": 2024, "stage": "self", "answers": answers, **data})


def note_ids(result: kla.Evaluation) -> list[str]:
    return [note.id for note in result.notes if note.id.startswith("evidence.")]


def test_the_three_figures_and_what_is_missing_by_agency() -> None:
    result = kla.evaluate(
        profile({
            "6.1": {"points": ONE, "evidence": [DECREE]},
            "6.2": {"points": TWO},
            "12.1": {"points": 1},
            "15.1": {"points": 1.5},
        })
    )  # fmt: skip
    found = result.evidence
    one, two = ONE * 1000, TWO * 1000
    assert (found.claimed_thousandths, found.backed_thousandths, found.at_risk_thousandths) == (
        one + two + 2500,
        one,
        two + 2500,
    )
    assert [(one.agency, one.at_risk_thousandths) for one in found.missing] == [
        ("women-and-children", two),
        ("health", 2500),
    ]
    assert [(one.node.id, one.at_risk_thousandths) for one in found.missing[1].items] == [
        ("15.1", 1500),
        ("12.1", 1000),
    ]
    missing: list[Any] = [*result.to_dict()["evidence"]["missing"]]
    assert missing[0] == {
        "agency": "women-and-children",
        "points": TWO,
        "items": [
            {
                "node": "6.2",
                "points": TWO,
                "kinds": [["matrix"], ["document"]],
                "listed": [],
                "grade": "B",
            }
        ],
    }
    text = " ".join(result.explain("en").split())
    assert f"{english(ONE + TWO + 2.5)} points are claimed, {english(ONE)} are backed" in text
    assert f"{english(TWO + 2.5)} are at risk" in text
    assert "B where the source names it beside the question, I where it is inferred" in text
    assert "missing: matrix, and document or data (grade B)" in text


def test_only_documents_of_a_kind_that_is_asked_for_back_an_answer() -> None:
    photo = {"kind": "photo", "title": "Foto", "date": "2024-02-01"}
    for evidence, backed in (([], 0), ([photo], 0), ([photo, DECREE], 5000)):
        assert (
            kla.evaluate(
                profile({"6.1": {"points": 5, "evidence": evidence}})
            ).evidence.backed_thousandths
            == backed
        )


def lacking(node: str, *documents: dict[str, Any], year: int | None = 2024) -> list[str]:
    """Return what is missing at a question: the first of each group."""
    answer = {"option": "full", "evidence": [{"title": "x", **one} for one in documents]}
    data = {"edition": "kla-2024", "answers": {node: answer}} | ({"year": year} if year else {})
    missing = kla.evaluate(kla.Profile.from_dict(data)).evidence.missing
    return [group[0] for one in missing for item in one.items for group in item.groups]


def test_where_several_things_are_asked_each_is_there_or_missing_by_itself() -> None:
    attributes = {one.id for one in TREE.evidence_attributes}
    asked = {
        node: [group[0] for group in required.groups] for node, required in TREE.evidence.items()
    }
    several = {
        node: groups
        for node, groups in asked.items()
        if len(groups) > 1 and not attributes & {*groups}
    }
    assert len(several) > 5
    for node, groups in several.items():
        for left in groups:
            rest = [{"kind": kind} for kind in groups if kind != left]
            assert lacking(node, *rest) == [left], node
        assert lacking(node, *({"kind": kind} for kind in groups)) == []


def test_a_kind_that_is_asked_for_by_its_own_name_is_not_the_document_as_well() -> None:
    matrix = {"kind": "matrix", "comparison": True}
    assert lacking("19.2a", matrix, {"kind": "decree"}) == ["document"]
    assert lacking("19.2a", matrix, {"kind": "data"}) == ["decree"]
    assert lacking("19.2a", matrix, {"kind": "data"}, {"kind": "decree"}) == []
    assert lacking("5.2", {"kind": "decree"}) == []  # any document serves where none is named


@pytest.mark.parametrize(
    ("node", "signer", "attribute"),
    [
        *((node.id, "planning", "signed-by-planning") for node in TREE.nodes if node.id.startswith("1.3")),
        ("26.3", "village-head", "signed-by-village-head"),
    ],
)  # fmt: skip
def test_whose_signature_is_missing_is_told_and_another_one_does_not_do(
    node: str, signer: str, attribute: str
) -> None:
    budget = {"kind": "budget"}
    assert lacking(node) == ["document", attribute]
    assert lacking(node, budget) == [attribute]
    assert lacking(node, {**budget, "signed_by": "health"}) == [attribute]
    assert lacking(node, budget, {"kind": "photo", "signed_by": signer}) == [attribute]
    assert lacking(node, {**budget, "signed_by": signer}) == []
    answer = {"option": "full", "evidence": [{"title": "x", **budget}]}
    result = kla.evaluate(profile({node: answer}))
    assert "yang ditandatangani" in " ".join(result.explain("id").split())
    assert "signed by" in " ".join(result.explain("en").split())


@pytest.mark.parametrize(
    ("round_", "year", "earlier"),
    [
        (2024, 2023, True), (2024, 2024, False), (2025, 2023, True), (2025, 2024, False),
        (None, 2023, True), (None, 2024, False), (2026, 2024, True), (2026, 2025, False),
    ],
)  # fmt: skip
def test_figures_of_an_earlier_year_are_those_before_the_last_that_is_looked_at(
    round_: int | None, year: int, *, earlier: bool
) -> None:
    document = {"kind": "data", "year": year}
    missing = lacking("5.3", document, year=round_)
    assert missing == ([] if earlier else ["earlier-year"])
    # Where no kind of document is asked for, any has them.
    assert lacking("12.3", {**document, "note": True}, year=round_) == missing
    assert lacking("12.3", {"kind": "photo", "note": True}, document, year=round_) == missing


MARKED = [
    (node, one.id, one.marked)
    for one in TREE.evidence_attributes if one.marked
    for node, required in TREE.evidence.items() if (one.id,) in required.groups
]  # fmt: skip


def test_a_comparison_and_the_note_field_are_attributes_and_no_kinds() -> None:
    assert not {one.id for one in TREE.evidence_kinds} & {"comparison", "note-field"}
    counts = Counter(attribute for _, attribute, _ in MARKED)
    acknowledged = Counter(itertools.chain(*attached().values()))
    assert counts == {name: acknowledged[name] for name in ("comparison", "note-field")}
    assert min(counts.values()) > 5


@pytest.mark.parametrize(("node", "attribute", "mark"), MARKED)
def test_a_mark_is_there_or_missing_by_itself_on_a_document_that_fits(
    node: str, attribute: str, mark: str
) -> None:
    others: dict[str, dict[str, Any]] = {
        one.id: {one.marked: True} for one in TREE.evidence_attributes if one.marked
    }
    groups = [group[0] for group in TREE.evidence[node].groups]
    attributes = {one.id for one in TREE.evidence_attributes}
    kinds = [name for name in groups if name not in attributes] or ["data"]
    rest = {key: value for name in groups if name != attribute for key, value in others.get(name, {}).items()}  # fmt: skip
    rest |= {"year": 2023} if "earlier-year" in groups else {}
    documents = [{"kind": kind, **rest} for kind in kinds]
    assert lacking(node, *documents) == [attribute]
    assert lacking(node, *({**one, mark: False} for one in documents)) == [attribute]
    for place, one in enumerate(documents):
        marked = [*documents[:place], {**one, mark: True}, *documents[place + 1 :]]
        assert lacking(node, *marked) == []
    if kinds != ["data"]:  # one that is not asked for carries nothing
        assert lacking(node, *documents, {"kind": "unasked", mark: True}) == [attribute]


def test_the_matrix_that_is_missing_is_named_by_agency_with_its_grade() -> None:
    result = kla.evaluate(profile_in(PASURUAN))
    for language, words in (("id", "matriks (tingkat B)"), ("en", "matrix (grade B)")):
        assert words in " ".join(result.explain(language).split())  # type: ignore[arg-type]
    grades = {item.grade for group in result.evidence.missing for item in group.items}
    assert grades == {"B", "I"}


def test_old_profiles_give_the_same_levels_unless_only_what_is_backed_counts() -> None:
    old = profile_in(PASURUAN)
    any_document = kla.Profile.from_dict(
        old.to_dict(), kla.edition("kla-2024", overlays=[asking_for_nothing()])
    )
    new, before = kla.evaluate(old), kla.evaluate(any_document)
    assert new.levels_possible == before.levels_possible
    assert new.score_range == before.score_range
    documented, listed = (kla.evaluate(one.profile, count="backed") for one in (new, before))
    for counted, claimed in ((documented, new), (listed, before)):
        assert counted.low_thousandths == claimed.evidence.backed_thousandths
        assert counted.levels_possible != claimed.levels_possible
    # Of what is listed some is no document that the sheet asks for.
    assert 0 < documented.low_thousandths < listed.low_thousandths < new.low_thousandths


def asking_for_nothing() -> dict[str, Any]:
    return {
        "id": "nothing",
        "title": {"id": "x", "en": "x"},
        "edition": {"id": "kla-2024", "digest": TREE.digest},
        "source": "sheet-2024",
        "evidence": {"questions": {name: {"asks": []} for name in TREE.evidence}},
    }


def test_a_kind_of_an_overlay_serves_as_the_document_where_it_says_so() -> None:
    kind = {"id": "letter", "title": {"id": "Surat", "en": "Letter"}, "definition": {"id": "x", "en": "x"}}  # fmt: skip
    for more, backed in (({}, 0), ({"counts_as": "document"}, TWO)):
        overlay = {**asking_for_nothing(), "evidence": {"kinds": [{**kind, **more}]}}
        documents = [{"kind": one, "title": "x"} for one in ("letter", "matrix")]
        answers = {"6.2": {"option": "full", "evidence": documents}}
        given_ = kla.Profile.from_dict({"year": 2024, "answers": answers}, overlays=[overlay])
        assert kla.evaluate(given_).evidence.backed_points == backed


def test_a_general_kind_that_nobody_knows_is_refused_with_its_line(rules: Path) -> None:
    path = rules / "evidence.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("counts_as: document", "counts_as: documents", 1), "utf-8")
    (finding,) = kla.check(rules)
    assert (finding.id, finding.path) == ("evidence.no-kind", ("kinds", 0, "counts_as"))
    assert "did you mean document?" in finding.text("en")


def test_an_overlay_corrects_what_is_asked_for_and_may_ask_for_several() -> None:
    correction = {
        "id": "ours",
        "title": {"id": "x", "en": "x"},
        "edition": {"id": "kla-2024", "digest": TREE.digest},
        "source": "sheet-2024",
        "grade": "B",
        "evidence": {
            "kinds": [{"id": "letter", "title": {"id": "Surat", "en": "Letter"}, "definition": {"id": "Surat.", "en": "A letter."}}],
            "questions": {"6.1": {"asks": [["decree"], ["letter", "report"]]}, "6.2": {"asks": []}},
        },
    }  # fmt: skip
    data = {
        "year": 2024,
        "answers": {"6.1": {"points": 5, "evidence": [DECREE]}, "6.2": {"points": 3}},
    }
    result = kla.evaluate(kla.Profile.from_dict(data, overlays=[correction]))
    item, other = result.evidence.missing[0].items
    assert (item.node.id, item.groups) == ("6.1", (("letter", "report"),))
    assert (other.node.id, other.groups) == ("6.2", ())
    assert "missing: letter or report" in " ".join(result.explain("en").split())
    data["answers"] = {
        "6.1": {"points": 5, "evidence": [DECREE, {"kind": "letter", "title": "Surat"}]},
        "6.2": {"points": 3, "evidence": [{"kind": "anything", "title": "Apa saja"}]},
    }
    assert (
        kla.evaluate(
            kla.Profile.from_dict(data, overlays=[correction])
        ).evidence.at_risk_thousandths
        == 0
    )


def test_counting_backed_points_treats_the_rest_as_unknown_not_as_lost() -> None:
    answers = {
        "6.1": {"points": ONE, "evidence": [DECREE]},
        "6.2": {"points": TWO},
        "6.3": {"points": 0},
    }
    result = kla.evaluate(profile(answers), count="backed")
    assert result.score == ONE
    assert list(result.node("6.2").range) == [0, TWO]
    assert result.node("6.2").basis == "unknown"
    assert result.node("6.3").points == 0  # nothing is claimed, so there is nothing to back
    assert result.count == result.to_dict()["count"] == result.record.count == "backed"
    assert f"{english(TWO)} points that are claimed without it" in next(
        note.text("en") for note in result.notes if note.id == "count.backed"
    )
    assert "COUNTED: only points" in result.explain("en")
    assert "backed" in repr(result)
    assert result.evidence == kla.evaluate(profile(answers)).evidence
    with pytest.raises(ValueError, match='there is no count "proved"'):
        kla.evaluate(profile(answers), count="proved")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("own", "backed", "settled"),
    [
        (ONE + TWO + 2, ONE, False),
        (ONE, ONE, True),
        (ONE - 2, ONE - 2, True),
        (0, 0, True),
        (ONE + TWO + 22, ONE, False),
    ],
)
def test_points_above_questions_count_as_far_as_the_questions_are_backed(
    own: float, backed: float, *, settled: bool
) -> None:
    answers = {"6.1": {"points": ONE, "evidence": [DECREE]}, "6.2": {"points": TWO}}
    given_ = profile(answers, points={"6": own})
    result = kla.evaluate(given_, count="backed")
    assert result.node("6").range[0] == backed
    assert (result.node("6").points is not None) is settled
    assert kla.evaluate(given_).evidence.backed_thousandths == backed * 1000
    missing = [
        (item.node.id, item.at_risk_thousandths)
        for one in result.evidence.missing
        for item in one.items
    ]
    over = (own - ONE - TWO) * 1000
    both = [("6.2", TWO * 1000), ("6", over)]
    assert missing == (both if over > 0 else [])
    assert result.evidence.given_whole_thousandths == max(over, 0)


def test_what_is_claimed_stays_possible_where_the_parts_say_less() -> None:
    answers = {
        node.id: {"option": "full", "evidence": [{"kind": kind, "title": "x"} for kind in KINDS]}
        if index % 3
        else {"option": "none"}
        for index, node in enumerate(TREE.nodes)
        if node.question
    }
    result = kla.evaluate(profile(answers, points={"total": 760}), count="backed")
    assert result.low_thousandths < 700_000 < result.high_thousandths == 760_000
    assert not result.determined
    decided = result.deciding()
    assert [one.node.id for one in decided.questions] == ["total"]
    assert "760" in result.explain("en")


def test_items_under_one_cap_overlap_and_the_text_says_so() -> None:
    answers = {node: {"option": "full"} for node in TREE.node("19").children}
    answers["19.1"]["evidence"] = [{**DECREE, "kind": "photo"}]  # type: ignore[assignment]
    result = kla.evaluate(profile(answers))
    assert result.evidence.at_risk_thousandths == 51_000
    assert sum(one.at_risk_thousandths for one in result.evidence.missing) == 54_000
    assert "together they are worth no more than 51" in " ".join(result.explain("en").split())


def test_a_document_that_does_not_fit_is_named() -> None:
    photo = {"kind": "photo", "title": "Foto", "date": 2024}
    text = " ".join(
        kla.evaluate(profile({"6.1": {"points": 6, "evidence": [photo]}})).explain("en").split()
    )
    assert "missing: decree (grade B); listed, but not asked for: photographs or video" in text


def test_points_of_clusters_alone_are_backed_by_nothing() -> None:
    bandung = profile_in(BANDUNG)
    claimed, backed = kla.evaluate(bandung), kla.evaluate(bandung, count="backed")
    assert claimed.evidence.claimed_thousandths == 880_390
    assert (int(backed.score), backed.levels_possible[0]) == (0, None)
    assert backed.levels_possible[-1] == "kla"
    assert {one.agency for one in claimed.evidence.missing} == {None}
    assert claimed.to_dict()["evidence"]["missing"] == []  # no document is listed anywhere
    assert backed.to_dict()["evidence"]["missing"]
    assert "lists no document" in claimed.explain("en")
    assert [note.id for note in claimed.notes if note.id.startswith("total")] == [
        note.id for note in backed.notes if note.id.startswith("total")
    ]


def test_what_an_edition_without_rules_of_evidence_asks_for_is_any_document(rules: Path) -> None:
    (rules / "evidence.yaml").unlink()
    data = {"answers": {"6.1": {"points": 6, "evidence": [{"kind": "photo", "title": "Foto"}]}}}
    result = kla.evaluate(kla.Profile.from_dict(data, kla.edition(rules)))
    assert result.evidence.backed_thousandths == 6000
    assert "evidence.unknown-kind" not in note_ids(result)


# -- notes -----------------------------------------------------------------------------------------


def evidence_notes(
    *documents: tuple[str, dict[str, Any]], year: int | None = 2024
) -> dict[str, str]:
    answers: dict[str, Any] = {}
    for node_id, document in documents:
        answers.setdefault(node_id, {"evidence": []})["evidence"].append(document)
    data = {"answers": answers, "edition": "kla-2024"} | ({"year": year} if year else {})
    result = kla.evaluate(kla.Profile.from_dict(data))
    return {note.id: note.text("en") for note in result.notes if note.id.startswith("evidence.")}


def test_one_document_at_several_questions_is_noted() -> None:
    other = {**DECREE, "title": " sk  forum anak"}
    notes = evidence_notes(("6.1", DECREE), ("6.2", other), ("6.3", {**DECREE, "title": "Lain"}))
    assert "SK Forum Anak (6.1, 6.2)" in notes["evidence.reused"]
    assert "Lain" not in notes["evidence.reused"]
    assert "evidence.reused" not in evidence_notes(("6.1", DECREE), ("6.1", DECREE))


def test_files_with_one_digest_are_one_document_and_others_are_not() -> None:
    digest, another = "a" * 64, "b" * 64
    same = evidence_notes(
        ("6.1", {**DECREE, "digest": digest}), ("6.2", {**DECREE, "title": "X", "digest": digest})
    )
    assert "evidence.reused" in same
    two = evidence_notes(
        ("6.1", {**DECREE, "digest": digest}), ("6.2", {**DECREE, "digest": another})
    )
    assert "evidence.reused" not in two


@pytest.mark.parametrize(
    ("date", "year", "outside"),
    [
        ("2023-01-01", 2024, False), ("2024-12", 2024, False), ("2022-12-31", 2024, True),
        ("2025", 2025, True), ("2023", None, False), ("2019", None, True),
        ("2025", 2026, False), ("2023", 2026, True), ("2026", 2026, True),
        ("2019", 2027, False), ("2027", 2027, False), ("2028-01", 2027, True),
    ],
)  # fmt: skip
def test_documents_from_outside_the_years_looked_at_are_noted(
    date: str, year: int | None, *, outside: bool
) -> None:
    notes = evidence_notes(("6.1", {**DECREE, "date": date}), year=year)
    assert ("evidence.outside-round" in notes) is outside


def test_documents_without_a_date_and_of_unknown_kinds_are_noted() -> None:
    notes = evidence_notes(("6.1", {"kind": "decre", "title": "SK"}))
    assert "6.1: SK" in notes["evidence.no-date"]
    assert "decre (did you mean decree?)" in notes["evidence.unknown-kind"]


def test_long_lists_of_documents_are_cut_and_say_so() -> None:
    many = [(node.id, {"kind": "decree", "title": "SK"}) for node in TREE.nodes if node.question][
        :40
    ]
    assert "and 30 more" in evidence_notes(*many)["evidence.no-date"]


def test_titles_are_shown_without_control_characters() -> None:
    with pytest.raises(kla.ProfileError):
        evidence_notes(("6.1", {"kind": "decree", "title": "a\x1b[31m"}))


def test_one_file_as_two_kinds_is_noted_and_a_digest_names_its_twin_without_one() -> None:
    digest = {"digest": "a" * 64}
    as_two = evidence_notes(
        ("6.1", {**DECREE, **digest}), ("6.1", {**DECREE, "kind": "report", **digest})
    )
    assert "evidence.reused" in as_two
    assert "evidence.reused" in evidence_notes(("6.1", {**DECREE, **digest}), ("6.2", DECREE))


def test_documents_without_an_answer_are_noted() -> None:
    assert "6.1" in evidence_notes(("6.1", DECREE))["evidence.no-answer"]


# -- laws ------------------------------------------------------------------------------------------

KINDS = [kind.id for kind in TREE.evidence_kinds]
SMALL = small_edition()
Listed = tuple[str, str | None, int | None, tuple[str, ...]]
Drawn = tuple[dict[str, Any], dict[str, list[Listed]]]


def listed(edition: kla.Edition) -> st.SearchStrategy[Listed]:
    """Draw a document: its kind, who signed it, the year of its figures, and its marks."""
    kinds = st.sampled_from([kind.id for kind in edition.evidence_kinds])
    years = st.sampled_from([None, 2000, 2023, 2024])
    marks = st.sampled_from([(), ("comparison",), ("note",), MARKS])
    return st.tuples(kinds, st.sampled_from(signers(edition)), years, marks)


MARKS = ("comparison", "note")


def signers(edition: kla.Edition) -> list[str | None]:
    return [None, *(one.signed_by for one in edition.evidence_attributes if one.signed_by)]


def every_document(edition: kla.Edition) -> list[Listed]:
    """Return a document of every kind, with every signature and mark, of an early year."""
    kinds = [kind.id for kind in edition.evidence_kinds]
    return [(kind, signer, 2000, MARKS) for kind in kinds for signer in signers(edition)]


@st.composite
def profiles(draw: st.DrawFn, edition: kla.Edition) -> Drawn:
    """Draw points anywhere, and kinds of documents at questions."""
    drawn = draw(points_of(edition))
    kinds = listed(edition)
    questions = [node.id for node in edition.nodes if node.question is not None]
    documents = draw(
        st.dictionaries(st.sampled_from(questions), st.lists(kinds, max_size=4), max_size=40)
    )
    everywhere = draw(st.lists(kinds, max_size=3))
    documents = {one: [*everywhere, *documents.get(one, [])] for one in questions}
    data: dict[str, Any] = {"points": {}, "answers": {}}
    for node_id, value in drawn.items():
        if node_id in documents:
            data["answers"][node_id] = {"points": value / 1000}
        else:
            data["points"][node_id] = value / 1000
    return data, documents


def evaluated(
    edition: kla.Edition, data: dict[str, Any], documents: dict[str, list[Listed]]
) -> kla.Evaluation:
    answers = {
        node_id: {
            **answer,
            "evidence": [
                {
                    "kind": kind,
                    "title": kind,
                    "date": "2024",
                    **({"signed_by": signer} if signer else {}),
                    **({"year": year} if year else {}),
                    **dict.fromkeys(marks, True),
                }
                for kind, signer, year, marks in documents[node_id]
            ],
        }
        for node_id, answer in data["answers"].items()
    }
    whole = {"year": 2024, "stage": "self", "points": data["points"], "answers": answers}
    return kla.evaluate(kla.Profile.from_dict(whole, edition))


@given(profiles(SMALL))
def test_backed_never_exceeds_claimed_and_both_are_what_evaluating_says(drawn: Drawn) -> None:
    hold_backed_below_claimed(SMALL, drawn)


@given(profiles(SMALL), st.data())
def test_more_evidence_never_lowers_what_is_backed(drawn: Drawn, data: st.DataObject) -> None:
    hold_more_evidence(SMALL, drawn, data)


@given(profiles(SMALL))
def test_every_document_of_every_kind_backs_everything_that_stands_at_questions(
    drawn: Drawn,
) -> None:
    hold_all_documents(SMALL, drawn)


@examples(5)
@given(profiles(TREE), st.data())
def test_the_laws_on_evidence_hold_of_the_instrument(drawn: Drawn, data: st.DataObject) -> None:
    hold_backed_below_claimed(TREE, drawn)
    hold_more_evidence(TREE, drawn, data)


@examples(2)  # each reads thousands of documents
@given(profiles(TREE))
def test_every_document_of_every_kind_backs_everything_on_the_instrument(drawn: Drawn) -> None:
    hold_all_documents(TREE, drawn)


def hold_backed_below_claimed(edition: kla.Edition, drawn: Drawn) -> None:
    claimed = evaluated(edition, *drawn)
    found = claimed.evidence
    backed = kla.evaluate(claimed.profile, count="backed")
    assert 0 <= found.backed_thousandths <= found.claimed_thousandths
    assert (found.claimed_thousandths, found.backed_thousandths) == (
        claimed.low_thousandths,
        backed.low_thousandths,
    )
    assert backed.evidence == found
    assert backed.low_thousandths <= claimed.low_thousandths
    for node in edition.nodes:
        index = edition.positions[node.id]
        assert backed.bounds.low_thousandths[index] <= claimed.bounds.low_thousandths[index], (
            node.id
        )
    at_risk = sum(one.at_risk_thousandths for one in found.missing)
    assert at_risk >= found.at_risk_thousandths
    assert bool(at_risk) is bool(found.at_risk_thousandths)


def hold_more_evidence(edition: kla.Edition, drawn: Drawn, data: st.DataObject) -> None:
    content, documents = drawn
    less = evaluated(edition, content, documents)
    chosen = data.draw(st.sets(st.sampled_from(sorted(documents)), max_size=20))
    kind = data.draw(listed(edition))
    more = evaluated(
        edition,
        content,
        {one: [*kinds, *([kind] if one in chosen else [])] for one, kinds in documents.items()},
    )
    assert more.evidence.backed_thousandths >= less.evidence.backed_thousandths
    assert more.evidence.claimed_thousandths == less.evidence.claimed_thousandths


def hold_all_documents(edition: kla.Edition, drawn: Drawn) -> None:
    content, documents = drawn
    content = {"points": {}, "answers": content["answers"]}
    result = evaluated(edition, content, dict.fromkeys(documents, every_document(edition)))
    assert result.evidence.at_risk_thousandths == 0
    assert result.evidence.missing == ()
