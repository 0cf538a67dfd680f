"""The file of an interview: every answer is in it, and nothing else of it changes."""

import difflib
import fcntl
import json
import os
import pty
import re
import shutil
import subprocess
import sys
import tempfile
import termios
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.core.points import as_json
from kla_rules.core.writing import LANGUAGES
from kla_rules.interview import Entry, Interview, begin_interview
from kla_rules.interview.editing import with_entry
from kla_rules.interview.file import ProfileFile, open_profile
from kla_rules.interview.loop import Talk, ask, ask_head
from kla_rules.interview.new_profile import NewProfile
from kla_rules.profile.model import profile_from_bytes
from kla_rules.testing import profiles, small_edition
from support import PASURUAN, ROOT, TREE, command, examples, file_with, process, refused_for

CITY = ROOT / "examples" / "kota-pasuruan"


def opened(path: Path, rules: kla.Edition | None = None) -> ProfileFile:
    def reads(data: bytes) -> kla.Evaluation:
        profile = profile_from_bytes(
            data, file="p", rules=rules, json=path.suffix == ".json", folder=path.parent
        )
        return kla.evaluate(profile)

    return open_profile(path, reads)


def begun(file: ProfileFile) -> Interview:
    return begin_interview(file.reads(file.versions[0]))


def talked(path: Path, lines: list[str], meanwhile: Callable[[], object] = int) -> str:
    """Return what is said while these lines are typed; a last line is typed after `meanwhile`."""
    said: list[str] = []
    waiting = iter(lines)
    last = len(lines)

    def line() -> str | None:
        nonlocal last
        last -= 1
        if last == 0:
            meanwhile()
        return next(waiting, None)

    file = opened(path)
    ask(begun(file), file, Talk(line, said.append, "en"))
    return " ".join("".join(said).split())


@pytest.fixture
def city(tmp_path: Path) -> Path:
    shutil.copytree(CITY, tmp_path / "city")
    return tmp_path / "city" / "profile.yaml"


def only_more(before: str, after: str) -> list[str]:
    """Return the lines that were put in; no other may have changed."""
    changes = [
        line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line[0] in "-+"
    ]
    assert all(line.startswith("+ ") for line in changes), changes
    return [line[2:] for line in changes]


# -- to a determined level -----------------------------------------------------------------------------


@pytest.mark.slow
def test_a_city_is_asked_to_a_determined_level_and_its_file_keeps_every_line(city: Path) -> None:
    before = city.read_text(encoding="utf-8")
    answers = b"penuh\n?\nlewati\ntidak tahu\nkembali\n50%\n" + b"nilai 1\n" * 60
    code, out, err = command("ask", city.parent, stdin=answers)
    assert (code, err) == (0, "")
    after = city.read_text(encoding="utf-8")
    file = opened(city)
    result = file.reads(file.versions[0])
    assert result.determined
    lines = after.splitlines()
    comments = [line for line in before.splitlines() if line.strip().startswith("#")]
    assert [line for line in lines if line.strip().startswith("#")] == comments
    new = only_more(before, after)
    assert len(new) == out.count("Tersimpan, ")
    # Every answer stands between its neighbours in the order of the edition.
    names = list(yaml.safe_load(after)["answers"])
    assert names == sorted(names, key=TREE.positions.__getitem__)
    level = result.reachable_levels[0]
    assert level is not None
    assert f"Peringkat sudah pasti: {level.title.id}." in out
    assert command("evaluate", city.parent)[0] == 0


def test_the_answers_so_far_are_saved_when_the_input_ends(city: Path) -> None:
    before = city.read_text(encoding="utf-8")
    code, out, err = process("ask", city, "--lang", "en", stdin=b"full\n1\n")
    assert (code, err) == (3, "")
    assert "Answers saved in" in out
    added = only_more(before, city.read_text(encoding="utf-8"))
    assert [line.split(":")[1].strip() for line in added] == ["{points", "{option"]


def test_nothing_is_written_without_an_answer(city: Path) -> None:
    before = city.stat().st_mtime_ns
    code, out, _ = command(
        "ask", city, "--lang", "en", stdin=b"skip\nnot known\nhelp\nx\nquit\nfull\n"
    )
    assert code == 3
    assert "No new answers" in out
    assert city.stat().st_mtime_ns == before
    assert [path.name for path in city.parent.iterdir() if path.name.startswith(".")] == []


def test_an_answer_that_is_taken_back_leaves_the_file_as_it_was(city: Path) -> None:
    before = city.read_bytes()
    said = talked(city, ["full", "50%", "skip", "back", "back", "undo"])
    assert said.count("Undone, ") == 2
    assert city.read_bytes() == before


def test_the_end_of_a_long_line_is_no_answer(city: Path) -> None:
    code, out, _ = command("ask", city, "--lang", "en", stdin=b"x" * 9000 + b"full\nquit\n")
    assert code == 3
    assert "too long" in out
    assert "Saved" not in out


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["\x04", "\x03", "quit\n"])
def test_in_a_terminal_it_prompts_and_ends_when_one_does(city: Path, ending: str) -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "kla_rules", "ask", city, "--lang", "en"],
        stdin=theirs, stdout=theirs, stderr=theirs, cwd=ROOT, start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(theirs, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - Ctrl-C reaches who has it
    ) as kla_ask:  # fmt: skip
        os.close(theirs)
        shown = _until(ours, "\n> ")
        os.write(ours, b"full\n")
        shown += _until(ours, "\n> ")
        os.write(ours, ending.encode())
        shown += _until(ours, None)
    os.close(ours)
    assert kla_ask.returncode == 3
    assert "Saved, " in shown
    assert "Traceback" not in shown
    assert len(only_more((CITY / "profile.yaml").read_text("utf-8"), city.read_text("utf-8"))) == 1


def _until(terminal: int, end: str | None) -> str:
    """Return what a terminal shows until some text comes, or until nobody writes there."""
    shown = ""
    while end is None or end not in shown:
        try:
            part = os.read(terminal, 4096)
        except OSError:  # whoever wrote there has ended
            break
        shown += part.decode(errors="replace").replace("\r", "")
    return shown


# -- any sequence of lines on any profile ----------------------------------------------------------------

LINES = st.lists(
    st.sampled_from([
        "penuh", "tidak ada", "50%", "nilai 2", "3", "61,5", "12/34", "ya", "tidak berlaku",
        "lewati", "tidak tahu", "kembali", "kembali", "?", "tidak", "9999", "a=1", "\x1b[2J",
    ]),
    max_size=10,
)  # fmt: skip


def layouts(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield a profile in many layouts: the ending of its file, and its text."""
    plain = json.loads(json.dumps(as_json(data)))
    for flow in (None, False, True):
        text = yaml.safe_dump(plain, default_flow_style=flow, sort_keys=False, width=70)
        yield ".yaml", f"# first\n{text}# last\n"
        yield ".yaml", f"# first\n{text}# last".replace("\n", "\r\n")
    for indent in (None, 2, "\t"):
        yield ".json", json.dumps(plain, indent=indent, ensure_ascii=False)


@pytest.mark.slow
@examples(8)
@given(profiles("kla-2024", adversarial=True) | profiles("kla-2022"), st.integers(0, 8), LINES)
def test_after_any_lines_the_file_is_a_profile_that_evaluates_as_shown(
    profile: kla.Profile, layout: int, lines: list[str]
) -> None:
    ending, text = list(layouts({**profile.to_dict()}))[layout]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"profile{ending}"
        path.write_bytes(text.encode())
        file = opened(path)
        interview = begun(file)
        for line in lines:
            turn = interview.take(line)
            if turn.after.entries != interview.entries:
                file = file.keep(turn.after)
            was, now = interview.evaluation, turn.after.evaluation
            if turn.outcome == "answered":
                assert was.low_thousandths <= now.low_thousandths or was.known.ends_thousandths
                wide = was.high_thousandths - was.low_thousandths
                assert now.high_thousandths - now.low_thousandths <= wide
            read = opened(path)
            found = read.reads(read.versions[0])
            assert (found.score_range, found.levels_possible) == (
                now.score_range,
                now.levels_possible,
            )
            assert found.profile.digest == now.profile.digest
            interview = turn.after
        if ending == ".yaml":
            kept = path.read_text(encoding="utf-8").splitlines()
            assert kept[0] == "# first"
            assert "# last" in kept
        while interview.earlier is not None:
            before = interview
            interview = interview.take("kembali").after
            if interview.entries != before.entries:
                file = file.keep(interview)
        assert path.read_bytes() == text.encode()


# -- layouts ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("year: 2024\n", 'year: 2024\nanswers:\n  "6.3": {option: full}\n'),
        ("year: 2024", 'year: 2024\nanswers:\n  "6.3": {option: full}\n'),
        (
            "---\nyear: 2024\n...\n",
            '---\nyear: 2024\nanswers:\n  "6.3": {option: full}\n...\n',
        ),
        (
            "answers: {}  # none yet\nyear: 2024\n",
            'answers:  # none yet\n  "6.3": {option: full}\nyear: 2024\n',
        ),
        ("year: 2024\nanswers: {}", 'year: 2024\nanswers:\n  "6.3": {option: full}'),
        (
            'answers:\n  # K1\n  "9.1": {option: none}\n',
            'answers:\n  # K1\n  "6.3": {option: full}\n  "9.1": {option: none}\n',
        ),
        (
            ('answers:\n    "1.1":\n        option: none  # no\n        evidence:\n'
            "          - kind: decree\n            title: >\n              # one\n    # end\n"),
            ('answers:\n    "1.1":\n        option: none  # no\n        evidence:\n'
            "          - kind: decree\n            title: >\n              # one\n"
            '    "6.3": {option: full}\n    # end\n'),
        ),
        (
            'answers:\n  "6.3":\n    # sent\n    evidence: [{kind: decree, title: SK}]\n',
            'answers:\n  "6.3":\n    # sent\n    option: full\n    evidence: [{kind: decree, title: SK}]\n',
        ),
        (
            'answers: {"6.3": {value: 3, evidence: [{kind: decree, title: SK}]}}  # all\n',
            'answers: {"6.3": {option: full, evidence: [{kind: decree, title: SK}]}}  # all\n',
        ),
        (
            'answers: {\n  "1.1": {option: full},  # one\n  "9.1": {option: none},  # two\n}\n',
            ('answers: {\n  "1.1": {option: full},  # one\n  "6.3": {option: full},\n'
            '  "9.1": {option: none},  # two\n}\n'),
        ),
        (
            'answers: {\n  "1.1": {option: full}  # one\n}\n',
            'answers: {\n  "1.1": {option: full},  # one\n  "6.3": {option: full}\n}\n',
        ),
        (
            '# \U0001f600\nanswers:\n  "1.1": {option: full}  # \U0001f600\n',
            '# \U0001f600\nanswers:\n  "1.1": {option: full}  # \U0001f600\n  "6.3": {option: full}\n',
        ),
        ("\ufeffyear: 2024\r\n", '\ufeffyear: 2024\r\nanswers:\r\n  "6.3": {option: full}\r\n'),
    ],
)  # fmt: skip
def test_an_answer_is_put_between_its_neighbours_and_every_comment_stays(
    before: str, after: str
) -> None:
    entry = Entry("6.3", "answers", {"option": "full"})
    if "value: 3" in before:  # a form that does not fit is no matter of the layout
        assert "evidence" in after
    assert _edited(before, entry) == after


def _edited(text: str, entry: Entry, *, is_json: bool = False) -> str | None:
    data = with_entry(text.encode(), entry, TREE.positions, is_json=is_json)
    return None if data is None else data.decode()


def test_json_keeps_its_layout_too() -> None:
    entry = Entry("6.3", "answers", {"units": {"part": 1, "whole": 2}})
    text = '{\n\t"year": 2024,\n\t"answers": {\n\t\t"9.1": {"points": 1.50}\n\t}\n}\n'
    new = '\t\t"6.3": {"units": {"part": 1, "whole": 2}},\n'
    assert _edited(text, entry, is_json=True) == text.replace('\t\t"9.1"', f'{new}\t\t"9.1"')
    assert _edited('{"year":2024}', entry, is_json=True) == (
        '{"year":2024, "answers": {"6.3": {"units": {"part": 1, "whole": 2}}}}'
    )


def test_words_that_yaml_takes_for_something_else_stand_in_quotes() -> None:
    for word, written in (("no", '"no"'), ("setengah", "setengah"), ("a: b", '"a: b"')):
        text = _edited("year: 2024\n", Entry("6.3", "answers", {"option": word}))
        assert text is not None
        assert f"{{option: {written}}}" in text


def test_a_layout_that_takes_no_answer_by_itself_is_refused_and_stays(tmp_path: Path) -> None:
    text = 'year: 2024\nanswers:\n  ? "1.1"\n  : {option: full}\n'
    path = file_with(tmp_path / "p.yaml", text)
    code, out, err = command("ask", path, "--lang", "en", stdin=b"full\n")
    assert code == 2
    assert re.search(r"Not saved, [^ ]+: full", out)
    assert "cannot be put under answers by itself" in err
    assert path.read_text(encoding="utf-8") == text


# -- files that are not as one hopes -----------------------------------------------------------------------


def test_what_somebody_else_has_written_meanwhile_is_not_overwritten(city: Path) -> None:
    theirs = city.read_bytes() + b"# theirs\n"
    with pytest.raises(kla.ProfileError) as error:
        talked(city, ["full", "full"], lambda: city.write_bytes(theirs))
    assert [finding.id for finding in error.value.findings] == ["ask.changed"]
    assert city.read_bytes() == theirs


def test_what_is_read_back_must_be_what_is_shown(city: Path) -> None:
    file = opened(city)
    shown = begun(file)
    other = evolve(file, reads=lambda _: shown.evaluation)  # as if the answer were not read
    turn = shown.take("penuh")
    found = refused_for(kla.ProfileError, lambda: other.keep(turn.after))
    assert [finding.id for finding in found] == ["ask.layout"]
    assert city.read_bytes() == file.versions[0]


def test_a_file_that_is_gone_meanwhile_is_not_written_anew(city: Path) -> None:
    with pytest.raises(kla.ProfileError):
        talked(city, ["full", "full"], city.unlink)
    assert not city.exists()


def test_a_link_stays_and_what_it_leads_to_is_written(city: Path) -> None:
    link = city.parent / "link.yaml"
    link.symlink_to(city.name)
    said = talked(link, ["full"])
    assert f"what is written is {city}" in said
    assert link.is_symlink()
    assert (
        "option: full"
        in only_more((CITY / "profile.yaml").read_text("utf-8"), city.read_text("utf-8"))[0]
    )


def test_a_link_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").symlink_to("gone.yaml")
    code, _, err = command("ask", tmp_path / "p.yaml", stdin=b"full\n")
    assert code == 2
    assert "p.yaml" in err


def test_a_file_that_may_not_be_written_is_refused_before_the_first_question(city: Path) -> None:
    city.chmod(0o444)
    code, out, err = command("ask", city, "--lang", "en", stdin=b"full\n")
    assert (code, out) == (2, "")
    assert "may not be written" in err


def test_the_rights_of_a_file_stay_its_own(city: Path) -> None:
    city.chmod(0o640)
    talked(city, ["full"])
    assert city.stat().st_mode & 0o777 == 0o640


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for place in (pipe, "-"):
        code, out, err = command("ask", place, "--lang", "en", stdin=b"full\n")
        assert (code, out) == (2, "")
        assert "no ordinary file" in err


def test_a_profile_that_is_refused_is_refused_with_its_line(tmp_path: Path) -> None:
    path = file_with(tmp_path / "p.yaml", "year: 2024\npoints: {K1: 9999}\n")
    code, _, err = command("ask", path, "--lang", "en", stdin=b"full\n")
    assert code == 2
    assert "p.yaml:2:" in err


def test_an_agency_that_there_is_not_is_refused(city: Path) -> None:
    code, _, err = command("ask", city, "--agency", "transprt", "--lang", "en")
    assert code == 2
    assert "did you mean transport?" in err
    code, out, _ = command(
        "ask", city, "--agency", "transport", "--lang", "en", stdin=b"full\n" * 9
    )
    assert code == 3
    assert "nothing left to ask this office" in " ".join(out.split())


def test_strings_of_the_file_never_steer_the_terminal(tmp_path: Path) -> None:
    text = 'year: 2024\nregion: {name: "Kota \\u200b\\u00ad X"}\nanswers: {"26.15": {value: 1}}\n'
    path = file_with(tmp_path / "p.yaml", text)
    for language in LANGUAGES:
        _, out, err = command(
            "ask", path, "--lang", language, stdin="\x1b]0;x\x07\n\u202e\n".encode()
        )
        assert all(char.isprintable() or char == "\n" for char in out + err)


# -- a new profile -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["new.yaml", "new.yml", "new.json"])
def test_a_profile_that_does_not_exist_is_begun(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    head = b"Kota Pasuruan\n2024\nself\n"
    code, out, err = command(
        "ask", path, "--edition", "kla-2024", "--lang", "en", stdin=head + b"full\n"
    )
    assert (code, err) == (3, "")
    assert "does not exist" in out
    profile = kla.Profile.read(path)
    assert (profile.region and profile.region.name, profile.year, profile.stage) == (
        "Kota Pasuruan", 2024, "self",
    )  # fmt: skip
    assert [answer.given for answer in profile.answers.values()] == ["full"]


def test_what_is_typed_for_a_new_profile_is_checked_at_once_and_may_be_left_out() -> None:
    said: list[str] = []
    lines = iter(["", "20x4", "2020", "2024", "slf", "self"])
    new = ask_head(NewProfile(None, {}), Talk(lambda: next(lines, None), said.append, "en"))
    assert new.known == {"region": None, "year": 2024, "stage": "self"}
    data = yaml.safe_load(new.data(is_json=False))
    assert data == {"edition": "kla-2024", "stage": "self", "year": 2024, "answers": {}}
    text = " ".join("".join(said).split())
    assert "did you mean self?" in text
    assert text.count("Year of the evaluation round") == 3


@pytest.mark.parametrize("stdin", [b"", b"Kota X\n", b"Kota X\nselesai\n"])
def test_no_file_is_made_before_its_head_is_known(tmp_path: Path, stdin: bytes) -> None:
    code, out, _ = command("ask", tmp_path / "new.yaml", "--lang", "en", stdin=stdin)
    assert code == 2
    assert "No file was made." in out
    assert list(tmp_path.iterdir()) == []


def test_a_new_profile_has_a_place_and_an_ending(tmp_path: Path) -> None:
    for place, reason in (("gone/new.yaml", "does not exist"), ("new.xlsx", ".yaml, .yml, .json")):
        code, out, err = command("ask", tmp_path / place, "--lang", "en", stdin=b"Kota X\n")
        assert (code, out) == (2, "")
        assert reason in err


def test_a_file_that_appears_while_its_head_is_asked_is_left_alone(tmp_path: Path) -> None:
    from kla_rules.interview.file import begin_file

    path = file_with(tmp_path / "new.yaml", "year: 2024\n")
    found = refused_for(kla.ProfileError, lambda: begin_file(path, b"", kla.evaluate))  # type: ignore[arg-type]
    assert [finding.values["reason"] for finding in found] == ["exists"]
    assert path.read_text(encoding="utf-8") == "year: 2024\n"


def test_rules_of_ones_own_are_asked_as_well(tmp_path: Path) -> None:
    small = small_edition()
    path = file_with(tmp_path / "p.yaml", "edition: small\nyear: 2024\n")
    file = opened(path, small)
    interview = begun(file)
    assert interview.question is not None
    assert interview.question.node.id == "total"
    turn = interview.take("50")
    file.keep(turn.after)
    assert path.read_text(encoding="utf-8").endswith("points:\n  total: 50\n")
    assert PASURUAN.exists()
