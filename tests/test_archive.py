"""From wherever an application is: in a zip, on a disk that is not written to, without a folder."""

import pickle
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import attr
import pytest
import yaml

import kla_rules as kla
from kla_rules.core import archive
from kla_rules.core.archive import ArchivePath
from support import ROOT

CITY = ROOT / "examples" / "kota-pasuruan"
PROFILE = ROOT / "examples" / "kota-bandung-2024.yaml"
MAIN = "from kla_rules.cli.main import main\nmain()\n"
# Commands that together read every kind of file of the package, and what they are given.
COMMANDS: tuple[tuple[object, ...], ...] = (
    ("evaluate", PROFILE, "--lang", "en"),
    ("explain", ROOT / "examples" / "kota-pasuruan-illustrative.yaml", "--steps"),
    ("editions", "--show", "kla-2019"),
    ("rollup", CITY / "units.csv"),
    ("status", CITY / "units.csv", "--format", "json"),
    ("forum", CITY / "forum.csv", "--units", CITY / "units.csv"),
    ("handling", CITY / "incidents.csv", "--settings", "kota-payakumbuh", "--as-of", "2025-06-30"),
    ("history", ROOT / "examples" / "kota-pasuruan-history.yaml"),
    ("outlook", PROFILE),
    ("sweep", PROFILE, "--vary", "verification", "--n", "50"),
    ("province", ROOT / "examples" / "provinsi-contoh-illustrative.yaml"),
    ("report", PROFILE, "-o", "-"),
    ("template", "handling"),
    ("check", ROOT / "rules" / "kla-2011"),
    ("prove", "kla-2019"),
    ("--help",),
)


def files_of(folder: Path) -> Iterator[Path]:
    every = (path for path in sorted(folder.rglob("*")) if "__pycache__" not in path.parts)
    return (path for path in every if path.is_file())


def put(zipped: zipfile.ZipFile, folder: Path, name: str) -> None:
    for path in files_of(folder):
        zipped.write(path, f"{name}/{path.relative_to(folder).as_posix()}")


def shipped(path: Path, data: str = "kla_rules/data/") -> Path:
    """Make an archive of what the package needs, but for what is compiled; return its path.

    Args:
        path: where.
        data: where rules and schemas lie in it; as in the wheel, or as they do in a checkout.
    """
    with zipfile.ZipFile(path, "w") as zipped:
        put(zipped, ROOT / "src" / "kla_rules", "kla_rules")
        for name in ("rules", "schemas"):
            put(zipped, ROOT / name, f"{data}{name}")
        put(zipped, Path(attr.__file__).parent, "attr")
        put(zipped, Path(attr.__file__).parents[1] / "attrs", "attrs")
        for own in Path(yaml.__file__).parent.glob("*.py"):
            zipped.write(own, f"yaml/{own.name}")
        zipped.writestr("__main__.py", MAIN)
    return path


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shipped(tmp_path_factory.mktemp("app") / "app.zip")


def run(*words: object, cwd: Path | None = None) -> tuple[int, str, str]:
    """Run Python alone: without the environment, and without the packages that are installed."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", *map(str, words)],
        capture_output=True,
        check=False,
        cwd=cwd,
        env={},
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_files_of_an_archive_are_read_as_those_of_a_folder_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, zipped = tmp_path / "made", tmp_path / "app.zip"
    for name in ("kla_rules/data/rules/b.yaml", "kla_rules/data/rules/deep/a.yaml", "rules/c.yaml"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(f"é {name}\r\n".encode())
    with zipfile.ZipFile(zipped, "w") as own:
        put(own, folder / "kla_rules", "kla_rules")
        put(own, folder / "rules", "rules")
    monkeypatch.setattr(archive, "_NAME", zipped / "kla_rules")
    monkeypatch.setattr(archive, "_package", lambda _: zipfile.Path(zipped, "kla_rules/"))
    rules = ArchivePath(zipped / "kla_rules") / "data" / "rules"
    real = folder / "kla_rules" / "data" / "rules"
    assert sorted(one.name for one in rules.iterdir()) == sorted(one.name for one in real.iterdir())
    for pattern in ("*.yaml", "*/a.yaml", "*", "x*"):
        for found, expected in ((rules.glob, real.glob), (rules.rglob, real.rglob)):
            assert sorted(str(one.relative_to(rules)) for one in found(pattern)) == sorted(
                str(one.relative_to(real)) for one in expected(pattern)
            )
    for name in ("b.yaml", "deep", "deep/a.yaml", "none", "deep/none", "../../c", ".."):
        here, there = rules / name, real / name
        assert (here.exists(), here.is_file(), here.is_dir()) == (
            ("..") not in name and there.exists(),
            there.is_file(),
            (".." not in name) and there.is_dir(),
        )
    assert rules.resolve() == rules == pickle.loads(pickle.dumps(rules))  # noqa: S301 - our own
    assert (rules / "b.yaml").read_bytes() == (real / "b.yaml").read_bytes()
    assert (rules / "b.yaml").read_text("utf-8") == (real / "b.yaml").read_text("utf-8")
    with (rules / "b.yaml").open(encoding="utf-8", errors="replace") as stream:
        assert stream.readline() == "é kla_rules/data/rules/b.yaml\n"
    assert (ArchivePath(zipped) / "rules" / "c.yaml").is_file()  # beside the package
    assert not ArchivePath(folder / "rules" / "c.yaml").exists()  # on the disk, and so not here
    for wrong, error in ((rules, IsADirectoryError), (rules / "none", FileNotFoundError)):
        with pytest.raises(error):
            wrong.read_bytes()
    with pytest.raises(NotADirectoryError):
        next((rules / "b.yaml").iterdir())


@pytest.fixture(scope="module")
def unpacked(app: Path) -> Path:
    """Return a folder that holds what the archive does, and is run as it is."""
    folder = app.with_suffix("")
    with zipfile.ZipFile(app) as zipped:
        zipped.extractall(folder)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: str(words[0]))
def test_a_command_answers_from_a_zip_as_from_a_folder(
    app: Path, unpacked: Path, words: tuple[object, ...]
) -> None:
    answer = run(app, *words)
    assert answer[0] != 1
    assert answer == run(unpacked, *words)


@pytest.mark.slow
@pytest.mark.parametrize("data", ["", "kla_rules/data/"])
def test_an_archive_may_have_the_rules_as_a_wheel_or_beside_the_package(
    tmp_path: Path, data: str
) -> None:
    code, said, wrong = run(shipped(tmp_path / "app.zip", data), "evaluate", PROFILE)
    assert (code, wrong) == (0, "")
    assert "Kota Bandung" in said


@pytest.mark.slow
def test_a_package_in_a_zip_writes_rules_to_begin_with_and_reads_editions_at_their_paths(
    app: Path, tmp_path: Path
) -> None:
    code, said, wrong = run(app, "init-rules", tmp_path / "ours", "--kind", "repository")
    assert (code, wrong) == (0, "")
    program = f"""
import pickle, sys
sys.path.insert(0, {str(app)!r})
import kla_rules as kla
own = kla.edition("kla-2011")
assert kla.edition(own.folder) == own == pickle.loads(pickle.dumps(own)), own.folder
assert kla.edition(str(own.folder)).digest == own.digest
assert kla.check(own.folder) == () == kla.check(own.folder / "sources.yaml")
print(own.digest)
"""
    code, said, wrong = run("-c", program)
    assert (code, wrong, said.strip()) == (0, "", kla.edition("kla-2011").digest)


@pytest.mark.slow
def test_processes_that_a_program_in_a_zip_starts_read_the_archive_themselves(app: Path) -> None:
    program = f"""
import os, sys, threading
sys.path.insert(0, {str(app)!r})
import kla_rules as kla
kla.editions()  # the archive is open
found = []
def read(name):
    found.append(kla.edition(name).digest)
children = []
for name in ("kla-2011", "kla-2019", "kla-2022", "kla-2024"):
    child = os.fork()
    if not child:
        threads = [threading.Thread(target=read, args=(name,)) for _ in range(3)]
        [one.start() for one in threads]
        [one.join() for one in threads]
        os._exit(0 if len(found) == 3 and len(set(found)) == 1 else 1)
    children.append(child)
print([os.waitpid(child, 0)[1] for child in children])
"""
    assert run("-c", program) == (0, "[0, 0, 0, 0]\n", "")


@pytest.mark.slow
def test_a_profile_that_is_refused_is_told_where_what_is_compiled_cannot_be_loaded(
    app: Path, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("region: {name: A}\nyear: soon\n", encoding="utf-8")
    code, said, told = run(app, "evaluate", wrong, "--lang", "en")
    assert (code, said) == (2, "")
    assert f"{wrong}:2:7: this does not fit the schema profile" in told
    assert "jsonschema" in told
    code, _, told = run(app, "evaluate", wrong)
    assert (code, "tidak sesuai dengan skema profile" in told) == (2, True)


@pytest.mark.slow
def test_a_program_runs_where_its_folder_is_gone_and_nothing_may_be_written(
    app: Path, tmp_path: Path
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    program = f"""
import os, sys
os.chdir({str(gone)!r})
os.rmdir({str(gone)!r})
sys.path[:0] = [{str(app)!r}]
def guard(event, arguments):
    # What is opened to be written, made, moved or removed: as on a disk that is only read.
    written = event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    if written or event in {{"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod"}}:
        raise OSError(30, f"read-only: {{event}} {{arguments}}")
sys.addaudithook(guard)
import kla_rules as kla
from kla_rules.report import report
city = kla.Profile.read({str(CITY)!r})
result = kla.evaluate(city)
assert len(report(result)) > 1000 and result.steps
assert len(kla.evaluate_many({str(CITY)!r})) == 1
assert kla.check({str(ROOT / "rules" / "kla-2011")!r}) == ()
assert kla.validation.coverage({str(ROOT / "rules" / "kla-2011")!r}).rules
assert kla.prove("kla-2011").proved
assert kla.rollup({str(CITY / "units.csv")!r}).explain()
for call in (kla.Profile.read, kla.evaluate_many, kla.edition, kla.rollup):
    try:
        call("./none.yaml")
    except kla.KlaError as error:
        print(error.findings[0].id)
"""
    code, said, wrong = run("-c", program)
    assert (code, wrong) == (0, "")
    assert said.split() == [
        *("document.unreadable", "document.unreadable", "edition.no-folder", "document.unreadable")
    ]
