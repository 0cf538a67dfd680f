"""What a hostile or unlucky input must not do: change a figure, hang, leak, or reach a terminal."""

import decimal
import os
import pickle
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import kla_rules as kla
from kla_rules.core.findings import MOST
from kla_rules.rulesets.scales import Scale
from support import ROOT, rules_of
from support import command as kla_command

BASE: dict[str, Any] = {"year": 2024, "stage": "self"}
ESCAPE = "\x1b[31m"


def score(answers: dict[str, Any], **options: Any) -> Decimal:
    return kla.evaluate(kla.Profile.from_dict({**BASE, "answers": answers}), **options).score


def test_the_decimal_context_of_the_caller_changes_no_points_and_no_digest() -> None:
    answers = {"6.3": {"fraction": 0.3333}, "26.15": {"value": 61.57}, "13.1": {"value": 61.57}}
    profile = kla.Profile.from_dict({**BASE, "answers": answers})
    digest = profile.digest
    with decimal.localcontext() as context:
        context.prec = 2
        context.traps[decimal.Inexact] = True
        assert score(answers, assume="proportional") == Decimal("14.309")
        assert kla.Profile.from_dict({**BASE, "answers": answers}).digest == digest


def test_a_number_with_more_digits_than_json_keeps_is_refused() -> None:
    for value in (
        "0.476214285714285714285714285714285715",
        "1e-99999999",
        "0.12345678901234567891",
    ):
        with pytest.raises(kla.ProfileError, match="too many digits"):
            score({"6.3": {"fraction": Decimal(value)}})


@pytest.mark.parametrize("text", ["1" + "_" * 60_000 + "x", "1" * 60_000 + ":", "." + "_" * 60_000])
def test_a_long_scalar_takes_no_long_time(tmp_path: Path, text: str) -> None:
    path = tmp_path / "p.yaml"
    path.write_text(f"year: {text}\n", encoding="utf-8")
    assert kla_command("evaluate", path)[0] == 2


def test_a_table_is_a_regular_file_below_the_profile(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (tmp_path / "secret.yaml").write_text("secret: 1\n", encoding="utf-8")
    (folder / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    os.mkfifo(folder / "pipe")
    path = folder / "p.yaml"
    for name in ("link.yaml", "pipe", "../secret.yaml", '""', "none.yaml", "."):
        path.write_text(f"year: 2024\nscales: {name}\n", encoding="utf-8")
        with pytest.raises(kla.ProfileError) as caught:
            kla.Profile.read(path)
        found = caught.value.findings[0]
        assert (found.id, found.line) == ("scale.path", 2)
        assert "secret" not in found.text("en").replace("../secret.yaml", "")


def test_no_escape_reaches_a_terminal(tmp_path: Path, rules: Path) -> None:
    odd = tmp_path / f"a{ESCAPE}.yaml"
    odd.write_text("year: 2020\n", encoding="utf-8")
    edition = rules / "edition.yaml"
    text = edition.read_text("utf-8").replace("title: {id: Kelembagaan,", 'title: {id: "K\\e[2J",')
    edition.write_text(text, encoding="utf-8")
    texts = []
    for data in (
        {f"{ESCAPE}X": 1},
        {**BASE, "points": {f"{ESCAPE}X": 1}},
        {**BASE, "scales": f"{ESCAPE}x"},
        {"\ud800": 1},
        {
            **BASE,
            "answers": {"6.1": {"option": "zz"}},
            "scales": {
                "id": "x", "edition": "kla-2024", "source": "s",
                "scales": {"6.1": {"options": {f"{ESCAPE}p": 1}}},
            },
        },
    ):  # fmt: skip
        with pytest.raises(kla.ProfileError) as caught:
            kla.evaluate(kla.Profile.from_dict(data))
        texts.append(str(caught.value))
    with pytest.raises(kla.ProfileError) as caught:
        kla.Profile.read(odd)
    texts.append(str(caught.value))
    own = kla.evaluate(kla.Profile.from_dict(BASE, kla.edition(rules)))
    texts += [own.explain("id"), own.explain("en")]
    from kla_rules.rulesets.edition_page import edition_text

    texts.append(edition_text(own.edition, "id"))
    for shown in texts:
        assert "\x1b" not in shown
        shown.encode()


def test_a_table_of_another_edition_is_held_against_the_one_in_use() -> None:
    text = rules_of().text("indicators/26.yaml")
    text = text.replace("    maximum: 10\n", "    maximum: 1\n")
    head, tail = text.split('id: "26.16"')
    text = head + 'id: "26.16"' + tail.replace("maximum: 4", "maximum: 13", 1)
    small = rules_of().rewritten("indicators/26.yaml", text).edition()
    content = {
        "id": "x", "edition": "kla-2024", "source": "s",
        "scales": {"26.15": {"bands": [{"from": 0, "points": 10}]}},
    }  # fmt: skip
    profile = {**BASE, "answers": {"26.15": {"value": 50}}}
    table = kla.Profile.from_dict({**profile, "scales": content}).scale
    assert isinstance(table, Scale)
    with pytest.raises(kla.RuleError, match="above its maximum of 1"):
        kla.evaluate(kla.Profile.from_dict(profile, small), scales=table)
    with pytest.raises(kla.RuleError, match="for the edition"):
        kla.evaluate(kla.Profile.from_dict({"year": 2022}), scales=table)


@pytest.mark.parametrize(
    ("name", "old", "new", "finding"),
    [
        ("edition.yaml", "id: madya", "id: pratama", "edition.duplicate-id"),
        ("edition.yaml", "id: administrative", "id: self", "edition.duplicate-id"),
        ("edition.yaml", "id: budget", "id: regulation", "edition.duplicate-id"),
        ("sources.yaml", "id: bandung-2024", "id: sheet-2024", "edition.duplicate-id"),
        ("agencies.yaml", "id: legal", "id: planning", "edition.duplicate-id"),
        (
            "edition.yaml",
            "floor: 700,",
            "floor: 600.001, includes_floor: true,",
            "edition.level-order",
        ),
    ],
)
def test_what_cannot_be_told_apart_is_refused(name: str, old: str, new: str, finding: str) -> None:
    assert finding in {one.id for one in rules_of().changed(name, old, new).findings()}


def test_a_cap_without_questions_is_refused(tmp_path: Path) -> None:
    text = (ROOT / "rules" / "kla-2022" / "indicators" / "25.yaml").read_text("utf-8")
    path = tmp_path / "25.yaml"
    path.write_text(text + "cap: {questions_sum: 99, note: {id: a, en: b}}\n", "utf-8")
    assert [one.id for one in kla.check(path)] == ["edition.cap", "edition.alone"]


def test_many_caps_take_no_long_time_and_the_answer_says_that_it_is_not_exact(
    tmp_path: Path,
) -> None:
    import shutil

    folder = tmp_path / "kla-2022"
    shutil.copytree(ROOT / "rules" / "kla-2022", folder)
    for path in (folder / "indicators").iterdir():
        path.unlink()
    ids = [f"3{index}" for index in range(10)]
    for one in ids:
        questions = "".join(
            f'  - {{id: "{one}.{n}", title: {{id: "a{n}", en: "b{n}"}}, kind: any, maximum: 2}}\n'
            for n in range(1, 8)
        )
        (folder / "indicators" / f"{one}.yaml").write_text(
            f'id: "{one}"\ncluster: K6\ntitle: {{id: a, en: b}}\nmaximum: 10\nsource: kediri-2019\n'
            f"cap: {{questions_sum: 14, note: {{id: a, en: b}}}}\nquestions:\n{questions}",
            encoding="utf-8",
        )
    edition = folder / "edition.yaml"
    text = edition.read_text("utf-8").replace('["25", "26"]', str(ids).replace("'", '"'))
    kinds = "kinds: [{id: any, title: {id: a, en: b}, definition: {id: a, en: b}}]"
    edition.write_text(text.replace("kinds: []", kinds), encoding="utf-8")
    own = kla.edition(folder)
    points = {"K0": 150, "K1": 115, "K2": 170, "K3": 30, "K4": 1, "K5": 3}
    result = kla.evaluate(kla.Profile.from_dict({"year": 2022, "points": points}, own))
    decided = result.deciding()
    assert not decided.exact
    for way in decided.ways:
        for end in ("low_points", "high_points"):
            given = {need.node.id: getattr(need, end) for need in way.needs}
            data = {"year": 2022, "points": {**points, **given}}
            after = kla.evaluate(kla.Profile.from_dict(data, own))
            assert after.levels_possible == (way.level.id if way.level else None,)


def test_a_name_that_the_system_cannot_look_up_is_a_finding() -> None:
    assert [one.id for one in kla.check("a" * 5000)] == ["document.unreadable"]
    with pytest.raises(kla.RuleError, match=r"edition\.yaml"):
        kla.edition("a" * 5000 + "/x")


def test_notes_stand_in_the_order_of_the_edition() -> None:
    results = [
        kla.evaluate(kla.Profile.from_dict({**BASE, "points": dict(pairs)})).to_dict()["notes"]
        for pairs in ([("6.3", 1.00005), ("6.1", 1.00005)], [("6.1", 1.00005), ("6.3", 1.00005)])
    ]
    assert results[0] == results[1]


def test_a_finding_about_a_whole_file_points_at_its_start(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_text("hello\n", encoding="utf-8")
    with pytest.raises(kla.ProfileError) as caught:
        kla.Profile.read(path)
    assert caught.value.findings[0].where() == f"{path}:1:1"


def test_a_final_newline_is_no_part_of_a_code() -> None:
    for region in ({"name": "X", "code": "32.73\n"}, {"name": "X\n"}):
        with pytest.raises(kla.ProfileError):
            kla.Profile.from_dict({**BASE, "region": region})


@pytest.mark.parametrize("wrong", [500, pytest.param(5000, marks=pytest.mark.slow)])
def test_findings_are_bounded(wrong: int) -> None:
    with pytest.raises(kla.ProfileError) as caught:
        kla.Profile.from_dict({**BASE, "points": {f"x{index}": 1 for index in range(wrong)}})
    assert len(caught.value.findings) == MOST + 1
    assert caught.value.findings[-1].id == "document.too-many-findings"


@pytest.mark.parametrize(
    ("command", "code", "says"),
    [
        ("evaluate - --lang en <&-", 2, b"the document is empty"),
        ("editions >&-", 0, b""),
        ("editions >/dev/full", 1, b"the output cannot be written (No space left on device)"),
    ],
)
def test_a_stream_that_is_closed_or_full_is_told_for_what_it_is(
    command: str, code: int, says: bytes
) -> None:
    whole = f"{sys.executable} -m kla_rules {command}"
    done = subprocess.run(["bash", "-c", whole], capture_output=True, check=False)  # noqa: S607
    assert done.returncode == code
    assert says in done.stderr
    assert (done.stderr == b"") == (says == b"")
    assert b"fault of the program" not in done.stderr


def test_errors_can_be_pickled() -> None:
    from kla_rules import MissingExtraError

    error = pickle.loads(pickle.dumps(MissingExtraError("a", "b")))  # noqa: S301 - our own bytes
    assert str(error) == 'This needs a; install it with: pip install "kla-rules[b]"'
    with pytest.raises(kla.ProfileError) as caught:
        kla.Profile.from_dict({"year": 2020})
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own bytes
    assert again.findings == caught.value.findings


def test_an_empty_edge_policy_is_refused() -> None:
    with pytest.raises(ValueError, match="no edge policy"):
        kla.evaluate(kla.Profile.from_dict(BASE), edge_policy="")  # type: ignore[arg-type]


@pytest.mark.parametrize("exponent", ["1e99999999999999999999", "1e-99999999999999999999", "1e400"])
def test_an_exponent_beyond_all_bounds_is_a_finding(exponent: str) -> None:
    from kla_rules.profile.model import profile_from_bytes

    data = f'{{"points": {{"K1": {exponent}}}}}'.encode()
    with pytest.raises(kla.ProfileError, match="out of all proportion"):
        profile_from_bytes(data, file="p.json")


@pytest.mark.parametrize("wrong", [2_000, pytest.param(20_000, marks=pytest.mark.slow)])
def test_a_long_list_of_wrong_things_takes_no_long_time(rules: Path, wrong: int) -> None:
    path = rules / "indicators" / "06.yaml"
    entries = ", ".join(f"{{a: {index}}}" for index in range(wrong))
    path.write_text(path.read_text("utf-8") + f"confirmed_by: [{entries}]\n", "utf-8")
    program = f"import kla_rules; print(len(kla_rules.check({str(rules)!r})))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, timeout=60
    )
    assert int(done.stdout) == MOST + 1
