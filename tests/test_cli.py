"""The command `kla`: output, languages, exit codes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft7Validator

from kla_rules import Profile, evaluate
from kla_rules.core.reading.schemas import schema
from support import BANDUNG, PASURUAN, ROOT, TREE, english, floor_of, level_of, process, profile_in
from support import command as kla


@pytest.fixture
def without_k3(tmp_path: Path) -> Path:
    data = yaml.safe_load(BANDUNG.read_text(encoding="utf-8"))
    del data["points"]["K3"]
    path = tmp_path / "without-k3.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def test_json_of_bandung_is_what_the_contract_says() -> None:
    code, out, err = kla("evaluate", BANDUNG, "--format", "json")
    data = json.loads(out)
    assert (code, err) == (0, "")
    assert (data["score"], data["level"], data["determined"]) == (880.39, "utama", True)
    assert data["clusters"][0] | {"title": 0, "provenance": 0} == {
        "id": "K0", "title": 0, "points": 145.24, "range": [145.24, 145.24], "maximum": 164,
        "basis": "awarded", "provenance": 0,
    }  # fmt: skip
    assert any("880.38" in note["text"]["en"] for note in data["notes"])
    assert "880,38" not in out
    Draft7Validator(schema("evaluation")).validate(data)


def test_a_process_of_its_own_prints_the_same(tmp_path: Path) -> None:
    refused = tmp_path / "bad.yaml"
    refused.write_text("year: 2024\npoints:\n  K1: 200\n", encoding="utf-8")
    for words, code in ((("evaluate", BANDUNG), 0), (("evaluate", refused, "--lang", "en"), 2)):
        alone = process(*words)
        assert alone == kla(*words)
        assert alone[0] == code
    piped = process("evaluate", "-", "--format", "json", stdin=BANDUNG.read_bytes())
    assert piped == kla("evaluate", BANDUNG, "--format", "json")


def test_not_determined_exits_3_and_lists_the_levels_still_possible(without_k3: Path) -> None:
    code, out, _ = kla("evaluate", without_k3)
    assert code == 3
    assert "Masih mungkin: Nindya, Utama" in " ".join(out.split())
    code, out, _ = kla("evaluate", without_k3, "--format", "json")
    assert (code, json.loads(out)["levels_possible"]) == (3, ["nindya", "utama"])


def test_standard_input_takes_json_and_yaml() -> None:
    yaml_in = kla("evaluate", "-", "--format", "json", stdin=BANDUNG.read_bytes())
    data = yaml.safe_load(BANDUNG.read_text(encoding="utf-8"))
    json_in = kla("evaluate", "-", "--format", "json", stdin=json.dumps(data).encode())
    assert yaml_in == json_in == kla("evaluate", BANDUNG, "--format", "json")


def test_a_refused_profile_exits_2_and_names_every_place(tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("year: 2024\npoints:\n  K1: 200\n  K9: 1\n", encoding="utf-8")
    code, out, err = kla("evaluate", path, "--lang", "en")
    assert (code, out) == (2, "")
    assert f"{path}:3:7: K1 has 200 points" in err
    assert f"{path}:4:3: " in err
    code, out, _ = kla("evaluate", path, "--format", "json")
    assert code == 2
    assert [finding["line"] for finding in json.loads(out)["findings"]] == [3, 4]
    assert "melebihi maksimumnya" in kla("evaluate", path)[2]


def test_an_unreadable_file_is_one_sentence_and_exit_2(tmp_path: Path) -> None:
    code, out, err = kla("evaluate", tmp_path / "none.yaml", "--lang", "en")
    assert (code, out) == (2, "")
    assert "cannot be read" in err
    assert "Traceback" not in err


def test_explain_tells_more_than_evaluate() -> None:
    code, out, _ = kla("explain", BANDUNG, "--lang", "en")
    assert code == 0
    for words in ("Points by cluster", "ekpos.com", "Law 35 of 2014", "not an award"):
        assert words in " ".join(out.split())
    code, out, _ = kla("explain", BANDUNG, "--format", "json")
    assert set(json.loads(out)["explanation"]) == {"id", "en"}


def test_editions_are_listed_and_shown() -> None:
    code, out, _ = kla("editions", "--lang", "en")
    assert code == 0
    assert "kla-2024: Evaluation of the child-friendly city or regency 2024" in out
    listed = json.loads(kla("editions", "--format", "json")[1])
    assert [one["id"] for one in listed] == ["kla-2011", "kla-2019", "kla-2022", "kla-2024"]
    code, out, _ = kla("editions", "--show", "kla-2024", "--lang", "en")
    assert f"Madya: above {english(floor_of('madya'))} points" in out
    assert "21B Services for child victims" in out
    assert "6.3 Children's forum" in out
    assert "! The printed weight is 0" in out
    data = json.loads(kla("editions", "--show", "kla-2024", "--format", "json")[1])
    assert len(data["nodes"]) == len(TREE.nodes)
    assert kla("editions", "--show", "kla-2042")[0] == 2


def test_check_is_clean_or_exits_2_with_places(rules: Path) -> None:
    code, out, err = kla("check", "rules/kla-2024", "--lang", "en")
    assert (code, out, err) == (0, "rules/kla-2024: in order.\n", "")
    path = rules / "indicators" / "06.yaml"
    path.write_text(path.read_text("utf-8").replace("maximum: 55", "maximum: 56"), "utf-8")
    for place in (rules, path):
        code, out, _ = kla("check", place, "--lang", "en")
        assert code == 2
        assert f"{path}:7:10: indicator 6 has the maximum 56, but its questions sum to 55" in out
    code, out, _ = kla("check", rules, "--format", "json")
    assert (code, json.loads(out)["findings"][0]["id"]) == (2, "edition.sum")
    assert kla("check", BANDUNG)[0] == 0


def test_an_edition_of_ones_own_is_used(rules: Path) -> None:
    edition = rules / "edition.yaml"
    level = level_of(880.39)
    below = level_of(floor_of(str(level)))
    old, new = f"floor: {floor_of(str(level))},", "floor: 890,"
    edition.write_text(edition.read_text("utf-8").replace(old, new), "utf-8")
    code, out, _ = kla("evaluate", BANDUNG, "--edition", rules, "--format", "json")
    assert (code, json.loads(out)["level"]) == (0, below)


def test_version_and_wrong_usage() -> None:
    import kla_rules

    assert kla("--version") == (0, f"kla-rules {kla_rules.__version__}\n", "")
    assert kla("evaluate")[0] == 2
    assert kla()[0] == 2
    assert kla("evaluat", BANDUNG)[0] == 2
    assert "Exit codes" in kla("--help", "--lang", "en")[1]
    assert "--assume" in kla("evaluate", "--help")[1]
    assert kla("evaluate", BANDUNG, "--format", "xml")[0] == 2


def test_a_fault_of_ours_is_one_sentence_and_exit_1() -> None:
    program = (
        "import sys, kla_rules.cli.evaluate as command\n"
        "from kla_rules.cli.main import main\n"
        "command.evaluation_of = lambda *_, **__: 1 / 0\n"
        f"sys.argv = ['kla', 'evaluate', {str(BANDUNG)!r}]\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode == 1
    assert b"a fault of the program" in done.stderr
    assert b"Traceback" not in done.stderr


def test_importing_the_library_loads_no_extra_and_no_schema_validator() -> None:
    program = (
        "import sys, kla_rules\n"
        "heavy = {'hypothesis', 'yaml', 'attrs', 'jsonschema', 'polars', 'duckdb', 'highspy'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.decode().strip() == "[]"


def test_a_table_and_an_assumption_come_by_option(tmp_path: Path) -> None:
    table = tmp_path / "table.yaml"
    table.write_text(
        "id: ours\nedition: kla-2024\nsource: our own\n"
        'scales: {"26.15": {bands: [{from: 0, points: 10}]}}\n',
        encoding="utf-8",
    )
    profile = tmp_path / "p.yaml"
    profile.write_text('year: 2024\nanswers: {"26.15": {value: 61.5}}\n', encoding="utf-8")
    score = {
        words: json.loads(kla("evaluate", profile, "--format", "json", *words)[1])["score"]
        for words in ((), ("--assume", "proportional"), ("--scales", str(table)))
    }
    assert list(score.values()) == [0, 6.15, 10]
    assert "ASSUMPTION" in kla("evaluate", profile, "--assume", "proportional", "--lang", "en")[1]


def test_a_reader_that_has_seen_enough_is_no_fault() -> None:
    command = f"{sys.executable} -m kla_rules editions --show kla-2024 --format json | head -c 10"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)  # noqa: S607
    assert (done.stdout, done.stderr) == (b'{\n  "id": ', b"")


# -- overlays, evidence, several rounds ------------------------------------------------------------

OVERLAY = "examples/overlays/invented-scales.yaml"


def test_an_overlay_narrows_the_range_and_says_by_what() -> None:
    words = ("--overlay", OVERLAY, "--lang", "en", "--full")
    code, out, _ = kla("evaluate", PASURUAN, *words)
    text = " ".join(out.split())
    assert code == 3
    plain, laid_over = (
        " to ".join(english(float(end)) for end in one.score_range)
        for one in (
            evaluate(profile_in(PASURUAN)),
            evaluate(Profile.read(PASURUAN, overlays=[OVERLAY])),
        )
    )
    assert f"narrows from {plain} points without overlays, to {laid_over}" in text
    assert "26.4 Percentage of villages" in text
    by_edition = kla("evaluate", PASURUAN, "--edition", "kla-2024", *words)
    assert by_edition[1] == out
    standard_input = kla("evaluate", "-", *words, stdin=PASURUAN.read_bytes())
    assert standard_input[1] == out
    data = json.loads(kla("evaluate", PASURUAN, "--overlay", OVERLAY, "--format", "json")[1])
    Draft7Validator(schema("evaluation")).validate(data)
    assert data["overlays"][0]["counted"] == ["4.3", "26.4", "26.10", "26.14"]
    assert data["record"]["overlays"][0]["id"] == "invented-scales"


def test_what_an_overlay_changes_is_shown(tmp_path: Path) -> None:
    code, out, _ = kla("editions", "--show", "kla-2024", "--overlay", OVERLAY, "--lang", "en")
    assert code == 0
    changes = out[out.index("What the overlays change") : out.index("Levels:")]
    assert changes.count("the table that turns answers into points for") == 4
    data = json.loads(
        kla("editions", "--show", "kla-2024", "--overlay", OVERLAY, "--format", "json")[1]
    )
    assert [one["id"] for one in data["changes"] if one["what"] == "table"] == [
        "4.3",
        "26.4",
        "26.10",
        "26.14",
    ]
    code, _, err = kla("editions", "--overlay", OVERLAY, "--lang", "en")
    assert (code, "name that edition with --show" in err) == (2, True)
    broken = tmp_path / "broken.yaml"
    broken.write_text((ROOT / OVERLAY).read_text("utf-8").replace("digest: ", "digest: 0"), "utf-8")
    code, _, err = kla("evaluate", PASURUAN, "--overlay", broken, "--lang", "en")
    assert code == 2
    assert f"{broken}:10:11:" in err
    assert kla("check", broken)[0] == 2
    assert kla("check", OVERLAY)[0] == 0


def test_counting_what_is_backed_prints_the_three_figures() -> None:
    code, out, _ = kla("evaluate", PASURUAN, "--count", "backed", "--lang", "en")
    text = " ".join(out.split())
    assert code == 3
    found = evaluate(profile_in(PASURUAN)).evidence
    claimed, backed, risk = (
        one / 1000
        for one in (found.claimed_thousandths, found.backed_thousandths, found.at_risk_thousandths)
    )
    assert f"{english(claimed)} points are claimed, {english(backed)} are backed" in text
    assert f"{english(risk)} are at risk in verification" in text
    data = json.loads(kla("evaluate", PASURUAN, "--count", "backed", "--format", "json")[1])
    Draft7Validator(schema("evaluation")).validate(data)
    assert (data["score"], data["evidence"]["backed"], data["evidence"]["claimed"]) == (
        backed,
        backed,
        claimed,
    )
    points = [one["points"] for one in data["evidence"]["missing"]]
    assert points == sorted(points, reverse=True)


def test_the_history_of_pasuruan_is_printed() -> None:
    code, out, _ = kla("history", "examples/kota-pasuruan-history.yaml", "--lang", "en")
    assert code == 0
    rows = [line.strip() for line in out.splitlines() if line.startswith("  20")]
    assert rows == [
        "2016  Pratama",
        "2017  Pratama",
        "2018  Pratama",
        "2019  Madya",
        "2020  no round: none was held because of the pandemic",
        "2021  Madya",
        "2022  not known",
        "2023  sources conflict: Nindya, Madya",
    ]
    words = ("history", "examples/kota-pasuruan-history.yaml", "--profile", PASURUAN)
    data = json.loads(kla(*words, "--format", "json")[1])
    Draft7Validator(schema("history-result")).validate(data)
    assert data["rounds"][-1]["stage"] == "self"
    assert data["illustrative"] is True
    code, out, _ = kla(*words, "--overlay", OVERLAY, "--lang", "en")
    assert code == 0
    assert "ILLUSTRATION" in out
    result = evaluate(Profile.read(PASURUAN, overlays=[OVERLAY]))
    levels = ", ".join(
        level.title.en for level in TREE.levels if level.id in result.levels_possible
    )
    ends = " to ".join(english(float(end)) for end in result.score_range)
    assert f"evaluation of 2024, self-assessment, not an award: {levels}, {ends}" in out
    code, _, err = kla(*words[:2], "--overlay", OVERLAY, "--lang", "en")
    assert code == 2
    assert "none of the profiles uses it" in err
    code, out, _ = kla(*words, "--profile", PASURUAN)
    assert code == 0
    assert "Dievaluasi lagi pada putaran 2024, tahap penilaian mandiri" in out
    code, _, err = kla(*words[:2], "--profile", BANDUNG)
    assert code == 2
    assert "riwayat hanya memuat satu daerah, bukan Kota Bandung, Kota Pasuruan" in err


def test_an_outlook_and_a_province_answer_with_their_exit_codes(tmp_path: Path) -> None:
    code, out, _ = kla("outlook", BANDUNG, "--format", "json")
    data = json.loads(out)
    Draft7Validator(schema("outlook")).validate(data)
    assert (code, data["n"]) == (0, 8)
    final = tmp_path / "final.yaml"
    final.write_text("year: 2024\nstage: final\npoints: {total: 700}\n", "utf-8")
    assert kla("outlook", final)[0] == 3
    codes = {}
    answers: dict[str, list[str | None]] = {
        "yes": ["madya", "kla"],
        "no": ["madya", None],
        "open": ["madya"],
    }
    for name, levels in answers.items():
        regions: list[dict[str, object]] = [
            {"name": f"Kota {i}", "level": level} for i, level in enumerate(levels)
        ]
        regions += [{"name": "Kota Z"}] if name == "open" else []
        path = tmp_path / f"{name}.json"
        path.write_text(json.dumps({"province": "Contoh", "regions": regions}), "utf-8")
        code, out, _ = kla("province", path, "--format", "json")
        Draft7Validator(schema("province-result")).validate(json.loads(out))
        codes[name] = code
        assert kla("check", path)[0] == 0
    assert codes == {"yes": 0, "no": 4, "open": 3}
    path = tmp_path / "wrong.json"
    path.write_text(
        '{"province": "X", "regions": [{"name": "A", "level": "best"}, {"name": "A"}]}', "utf-8"
    )
    code, _, err = kla("province", path, "--lang", "en")
    assert code == 2
    assert 'there is no level "best"' in err
    assert '"A" stands twice' in err
