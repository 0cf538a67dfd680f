"""What kind of file `kla check` takes a file for: by the schema it names, its place, its keys."""

import itertools
import os
from pathlib import Path

import pytest

from kla_rules.core.resources import schemas_folder
from kla_rules.rulesets.kinds import KINDS, kind_of
from kla_rules.validation.check import (
    _ALONE,
    _ATTACHED,
    _BY_ITSELF,
    _CITING,
    _OF_EDITIONS,
    check,
)
from support import ROOT, rules_of

RULES, EXAMPLES = ROOT / "rules", ROOT / "examples"
# One file of each kind that keys tell; cases are a list, which has none, and the city's own figures
# of effort and a scale are none of ours.
FILES = {
    "agencies": RULES / "kla-2024" / "agencies.yaml",
    "assumptions": RULES / "kla-2024" / "remediation" / "assumptions.yaml",
    "cases": RULES / "handling" / "cases.yaml",
    "correspondence": RULES / "correspondences" / "kla-2022-kla-2024.yaml",
    "edition": RULES / "kla-2024" / "edition.yaml",
    "evidence": RULES / "kla-2024" / "evidence.yaml",
    "forum": RULES / "kla-2024" / "forum.yaml",
    "handling": RULES / "handling" / "kota-payakumbuh.yaml",
    "history": EXAMPLES / "kota-pasuruan-history.yaml",
    "indicator": RULES / "kla-2024" / "indicators" / "06.yaml",
    "local": RULES / "kelurahan-local" / "local.yaml",
    "overlay": EXAMPLES / "overlays" / "invented-scales.yaml",
    "places": RULES / "kla-2024" / "remediation" / "places.yaml",
    "profile": EXAMPLES / "kota-bandung-2024.yaml",
    "province": RULES / "province.yaml",
    "regions": EXAMPLES / "provinsi-contoh-illustrative.yaml",
    "requirements": RULES / "kla-2019" / "requirements.yaml",
    "rounds": RULES / "rounds.yaml",
    "sources": RULES / "kla-2024" / "sources.yaml",
    "steps": RULES / "kla-2024" / "remediation" / "K1.yaml",
    "unit-names": RULES / "unit-names.yaml",
    "units": RULES / "kla-2024" / "units.yaml",
    "verification": RULES / "verification.yaml",
}
LINE = "# yaml-language-server: $schema=../schemas/{}.schema.json\n"


def test_every_kind_has_a_file_here_and_a_schema() -> None:
    assert set(FILES) == KINDS - {"corpus", "efforts", "scale"}
    assert all((schemas_folder() / f"{kind}.schema.json").is_file() for kind in KINDS)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_file_is_of_the_kind_whose_schema_it_names(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text("# Ours.\n" + LINE.format(kind) + "region: Kota Contoh\n", encoding="utf-8")
    assert kind_of(path, {"region": "Kota Contoh"}) == kind
    found = check(path)
    assert found
    assert "edition.not-recognised" not in {finding.id for finding in found}
    for broken in ("", "[", "- a\n"):
        path.write_text(LINE.format(kind) + broken, encoding="utf-8")
        assert {finding.file for finding in check(path)} == {str(path)}


@pytest.mark.parametrize(("kind", "file"), FILES.items())
def test_a_file_without_that_line_is_known_by_its_keys(
    kind: str, file: Path, tmp_path: Path
) -> None:
    head, text = file.read_text(encoding="utf-8").split("\n", 1)
    assert head == LINE.format(kind).strip().replace("../", "../" * head.count("../"))
    path = tmp_path / "ours.yaml"
    path.write_text(text, encoding="utf-8")
    before, after = ([finding.id for finding in check(one)] for one in (file, path))
    assert set(after) <= {*before, *LONELY.get(kind, ("edition.alone",))}
    path.write_text(text + "unheard_of: 1\n", encoding="utf-8")
    assert "schema.unknown-key" in [finding.id for finding in check(path)]


# What is found in a file that has left its folder.
LONELY = {"edition": ("edition.no-folder",)}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        *((f"{kind}.yaml", kind) for kind in ("agencies", "evidence", "forum", "requirements")),
        ("sources.yaml", "sources"),
        ("units.yaml", "units"),
        ("indicators/06.yaml", "indicator"),
        ("remediation/K1.yaml", "steps"),
        ("remediation/sources.yaml", "sources"),
        ("remediation/assumptions.yaml", "assumptions"),
        ("remediation/places.yaml", "places"),
    ],
)
def test_a_file_among_the_rules_of_an_edition_is_of_the_kind_that_stands_there(
    name: str, kind: str, rules: Path, tmp_path: Path
) -> None:
    place = rules / name
    place.write_text("region: Kota Contoh\n", encoding="utf-8")
    assert kind_of(place, {"region": "Kota Contoh"}) == kind
    assert "schema.unknown-key" in {finding.id for finding in check(place)}
    elsewhere = tmp_path / "elsewhere" / name  # where no edition is, its name says nothing
    elsewhere.parent.mkdir(parents=True)
    elsewhere.write_text("region: Kota Contoh\n", encoding="utf-8")
    if kind not in {"evidence", "requirements"}:
        assert kind_of(elsewhere, {"region": "Kota Contoh"}) == "profile"


def test_where_the_line_and_the_place_disagree_the_line_is_believed(rules: Path) -> None:
    text = rules_of().text("forum.yaml")
    assert text.startswith(LINE.format("forum").replace("../", "../../"))
    (rules / "units.yaml").write_text(text, encoding="utf-8")
    # It is in order as what it says it is; the edition, which reads it as units, is not.
    assert kind_of(rules / "units.yaml", {"scopes": [], "facts": []}) == "forum"
    found = check(rules / "units.yaml")
    assert {finding.id for finding in found} == {"schema.unknown-key", "schema.missing-key"}
    assert [finding for finding in check(rules) if finding.file == str(rules / "units.yaml")] == [
        *found
    ]
    (rules / "indicators" / "06.yaml").write_text(
        LINE.format("sources") + rules_of().text("sources.yaml"), encoding="utf-8"
    )
    assert check(rules / "indicators" / "06.yaml") == ()
    assert check(rules) != ()


@pytest.mark.parametrize(
    "line",
    [
        "# yaml-language-server: $schema=https://example.org/plan.schema.json",
        "# yaml-language-server: $schema=../schemas/nothing.schema.json",
        "region: Kota # yaml-language-server: $schema=../schemas/units.schema.json",
        "# $schema=../schemas/units.schema.json",
    ],
)
def test_a_line_that_names_no_kind_of_file_says_nothing(line: str, tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text(f"{line}\n", encoding="utf-8")
    assert kind_of(path, {"region": "Kota Contoh"}) == "profile"


def test_a_file_that_is_none_is_not_opened_for_its_line(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    assert kind_of(tmp_path / "pipe.yaml", {}) is None
    assert kind_of(tmp_path / "missing.yaml", {}) is None


def test_every_kind_of_file_is_read_by_something() -> None:
    whole = {"profile", "overlay", "history", "regions", "scale"}  # files of their own
    rules = {*_BY_ITSELF, "efforts"}
    among = (_ALONE, _CITING, _OF_EDITIONS, _ATTACHED)
    assert sorted([*whole, *rules, *itertools.chain(*among)]) == sorted(KINDS)
