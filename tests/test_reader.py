"""The one reader of rule files: each name, source, grade and finding once."""

from typing import Any

import pytest

import kla_rules as kla
from kla_rules.core.findings import MOST, Finding
from kla_rules.core.suggestion import suggestions
from kla_rules.rulesets.files import RuleFile, read_rule_value
from kla_rules.rulesets.reader import RuleReader, in_order

NEVER = "never"
SOURCE = {"title": {"id": "a", "en": "a"}, "publisher": "p"}


def file_of(name: str = "ours.yaml", **more: Any) -> RuleFile:
    """Return a file that nothing is wrong with by itself."""
    sources = [{"id": "paper", "grade": "A", **SOURCE}, {"id": "talk", "grade": "C", **SOURCE}]
    content = {"source": "paper", "sources": sources, **more}
    return RuleFile(name, read_rule_value(content, "sources", name).document, ())


@pytest.mark.parametrize(
    ("above", "rule", "source", "grade"),
    [
        ({}, {}, "paper", "A"),
        ({}, {"source": "talk"}, "talk", "C"),
        ({}, {"source": "talk", "grade": "I"}, "talk", "I"),
        ({"grade": "B"}, {}, "paper", "B"),
        ({"grade": "B"}, {"source": "talk"}, "talk", "C"),
        ({"grade": "B"}, {"grade": "I"}, "paper", "I"),
    ],
)
def test_a_rule_has_its_own_source_and_grade_before_those_of_its_file(
    above: dict[str, str], rule: dict[str, str], source: str, grade: str
) -> None:
    reader = RuleReader(file_of(**above, rule=rule))
    found = reader.provenance(("rule",), rule)
    assert (found.source, found.grade, found.file) == (source, grade, "ours.yaml")
    assert reader.findings == []


def test_what_nothing_is_cited_for_is_inferred() -> None:
    bare = RuleFile("ours.yaml", read_rule_value({"rule": {}}, "sources", "").document, ())
    found = RuleReader(bare, {"paper": "A"}).provenance(("rule",), {})
    assert (found.source, found.grade) == ("", "I")


def test_a_source_that_is_not_listed_is_found_where_it_stands_and_once() -> None:
    rule = {"source": "papr", "confirmed_by": ["talk", "tlak"]}
    reader = RuleReader(file_of(rule=rule, inner=[{"rule": rule}]))
    reader.sources("inner")
    reader.provenance(("rule",), rule)
    reader.provenance(("rule",), rule)
    assert [(one.id, one.path, (*one.values["near"],)) for one in reader.findings] == [
        ("edition.no-source", ("inner", 0, "rule", "source"), ("paper",)),
        ("edition.no-source", ("inner", 0, "rule", "confirmed_by", 1), ("talk",)),
        ("edition.no-source", ("rule", "source"), ("paper",)),
        ("edition.no-source", ("rule", "confirmed_by", 1), ("talk",)),
    ]


def test_a_name_is_known_or_found_with_what_comes_near_it() -> None:
    reader = RuleReader(file_of())
    assert reader.refer(("a",), NEVER, ["health"], "agency", "health")
    assert not reader.refer(("a",), "edition.no-agency", ["health"], "agency", "helth", more=1)
    reader.refer_all(("b",), "edition.no-agency", ["health"], "agency", ["health", "work"])
    first, second = reader.findings
    near = suggestions("helth", ("health",))
    assert first.values == {"agency": "helth", "known": ("health",), "near": near, "more": 1}
    assert list(near) == ["health"]
    assert (second.path, second.values["agency"]) == (("b", 1), "work")


def test_an_id_that_is_taken_says_by_what() -> None:
    reader = RuleReader(file_of(deep={"list": [{"id": "a"}, {"id": "b"}, {"id": "a"}]}))
    reader.ids("deep", "list", taken={"b": "edition.yaml"})
    reader.ids("nothing", "here")
    assert [(one.path, one.values["other"]) for one in reader.findings] == [
        (("deep", "list", 1, "id"), "edition.yaml"),
        (("deep", "list", 2, "id"), "ours.yaml"),
    ]


def test_many_errors_in_one_file_hide_no_other_file_and_many_warnings_no_error() -> None:
    reader = RuleReader(file_of())
    other = reader.on(file_of("other.yaml"))
    for position in range(MOST + 50):
        reader.found(Finding("edition.too-fine", {}, ("list", position), "warning"))
    reader.found(Finding("edition.too-fine", {}, ("first",)))
    assert reader.findings[-1].path == ("first",)
    for position in range(MOST + 50):
        reader.found(Finding("edition.too-fine", {}, ("list", position)))
    assert reader.full
    assert sum(one.severity == "error" for one in reader.findings) == MOST + 1
    assert not other.full
    other.found(Finding("edition.too-fine", {}, ("other",)))
    assert reader.findings[-1].path == ("other",)


def test_only_errors_refuse_what_was_read() -> None:
    warning, error = Finding("edition.too-fine", severity="warning"), Finding("edition.too-fine")
    assert in_order("read", [warning]) == "read"
    for value in ("read", None):
        with pytest.raises(kla.RuleError) as refused:
            in_order(value, [warning, error])
        assert refused.value.findings == (error,)
