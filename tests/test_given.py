"""Where a path is taken, bytes and a file that is open are: an application has uploads."""

import inspect
import io
import json
import os
import re
import tempfile
import typing
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.core.given import MOST_BYTES, BinaryFile, Upload, given_file, is_given_file
from kla_rules.core.reading.read import read_file
from support import ROOT, examples, public_names

EXAMPLES = ROOT / "examples"
CITY = EXAMPLES / "kota-pasuruan"
PROFILE = EXAMPLES / "kota-bandung-2024.yaml"
OVERLAY = EXAMPLES / "overlays" / "invented-scales.yaml"
SETTINGS = ROOT / "rules" / "handling" / "kota-payakumbuh.yaml"
LOCAL = ROOT / "rules" / "kelurahan-local" / "local.yaml"
UNITS = CITY / "units.csv"
CASES = CITY / "incidents.csv"
FORUM = CITY / "forum.csv"
TREE = kla.edition("kla-2024")
NO_CASE: Final[list[dict[str, Any]]] = []
HANDLING: Final[dict[str, Any]] = {"as_of": "2025-06-30"}


def scale_file(folder: Path) -> Path:
    path = folder / "scale.yaml"
    table = {"bands": [{"from": 0, "to": 50, "points": 0}, {"from": 50, "to": 100, "points": 1}]}
    content = {"id": "s", "edition": "kla-2024", "source": "invented", "illustrative": True}
    path.write_text(json.dumps({**content, "scales": {"26.4": table}}), encoding="utf-8")
    return path


WARDS: Final = b"Kecamatan,Kelurahan,PATBM\nContoh,Satu,ada\n"


def wards_file(folder: Path) -> Path:
    path = folder / "wards.csv"
    path.write_bytes(WARDS)
    return path


def mapping_file(folder: Path) -> Path:
    path = folder / "wards.mapping.yaml"
    path.write_text(kla.suggest_mapping(WARDS).text(), encoding="utf-8")
    return path


def plan_file(folder: Path) -> Path:
    path = folder / "plan.json"
    plan = kla.plan(kla.Profile.read(EXAMPLES / "kota-pasuruan-illustrative.yaml"), "pratama")
    path.write_text(json.dumps(plan.to_dict()), encoding="utf-8")
    return path


def codes_file(folder: Path) -> Path:
    path = folder / "codes.csv"
    path.write_text("35.75.01,Satu\n35.75.01.1001,Dua\n", encoding="utf-8")
    return path


def efforts_file(folder: Path) -> Path:
    path = folder / "efforts.yaml"
    path.write_text("title: {id: Ini, en: These}\nkinds: {}\n", encoding="utf-8")
    return path


CITY_RESULT = kla.evaluate(kla.Profile.read(EXAMPLES / "kota-pasuruan-illustrative.yaml"))


def queried(*rules: Any, **options: Any) -> str:
    """Return the SQL of a table that has an answer."""
    columns = ["total", "values.26.4"]
    return kla.table_sql(*rules, dialect="duckdb", table="rows", columns=columns, **options)


def plan_refused(file: Any) -> list[str]:  # noqa: ANN401 - a file, however it is given
    """Return what is wrong with efforts, wherever they stand: of a file of none, all kinds."""
    with pytest.raises(kla.planning.PlanError) as caught:
        kla.plan(CITY_RESULT, "madya", efforts=file)
    return [one.text() for one in caught.value.findings]


def progress_refused(file: Any) -> list[str]:  # noqa: ANN401 - as above
    """Return what is wrong with the efforts of a new plan."""
    kept = kla.plan(CITY_RESULT, "madya", start="2026-01").to_dict()
    with pytest.raises(kla.planning.PlanError) as caught:
        kla.planning.assess_progress(kept, CITY_RESULT, "2026-02", replan=True, efforts=file)
    return [one.text() for one in caught.value.findings]


def results_of(**options: Any) -> str:
    """Return what a file of one row comes to."""
    with tempfile.TemporaryDirectory() as folder:
        rows, results = Path(folder, "rows.csv"), Path(folder, "results.csv")
        rows.write_text("total\n732.65\n")
        kla.evaluate_table_file(rows, results, edition="kla-2024", **options)
        return results.read_text()


Read = Callable[[Any], Any]
# Every door that takes a file, with a file that it takes: by module, function and argument.
QUICK: Mapping[str, tuple[Path | Callable[[Path], Path], Read]] = {
    "Profile.read(path)": (PROFILE, lambda file: kla.Profile.read(file).to_dict()),
    "templates.table_template(codes)": (
        codes_file,
        lambda f: [*kla.templates.table_template("units", codes=f).units],
    ),
    "templates.table_template(local)": (
        LOCAL,
        lambda f: [one.id for one in kla.templates.table_template("units", local=f).columns],
    ),
    "rollup(units)": (UNITS, lambda file: kla.rollup(file).to_dict()),
    "edition(overlays)": (OVERLAY, lambda file: kla.edition("kla-2024", overlays=[file]).digest),
    "evaluate_many(profiles)": (
        PROFILE,
        lambda file: [one.to_dict() for one in kla.evaluate_many(file)],
    ),
    "merge_profiles(sources)": (PROFILE, lambda f: kla.merge_profiles([f]).profile.to_dict()),
    "cases.assess_handling(settings)": (
        SETTINGS,
        lambda file: kla.cases.assess_handling(NO_CASE, file, **HANDLING).to_dict(),
    ),
}
TOTALS = pa.table({"total": [1.0]})
EVALUATED = kla.evaluate(kla.Profile.read(PROFILE))
KEPT: Final[Mapping[str, Any]] = {**EVALUATED.to_dict()}


def kept_file(folder: Path) -> Path:
    path = folder / "result.json"
    path.write_text(json.dumps(KEPT), encoding="utf-8")
    return path


SLOW: Mapping[str, tuple[Path | Callable[[Path], Path], Read]] = {
    "Profile.read(overlays)": (OVERLAY, lambda f: kla.Profile.read(PROFILE, overlays=[f]).edition.digest),
    "Profile.from_dict(overlays)": (OVERLAY, lambda f: kla.Profile.from_dict({"year": 2024}, overlays=[f]).edition.digest),
    "Scale.read(path)": (scale_file, lambda f: kla.Scale.read(f, TREE).content),
    "cases.CaseRecords.read(path)": (CASES, lambda f: len(kla.cases.CaseRecords.read(f))),
    "cases.assess_handling(incidents)": (CASES, lambda f: kla.cases.assess_handling(f, "kota-payakumbuh", **HANDLING).to_dict()),
    "cases.assess_handling(units)": (UNITS, lambda f: kla.cases.assess_handling(CASES, "kota-payakumbuh", units=f, **HANDLING).to_dict()),
    "check(overlays)": (OVERLAY, lambda f: kla.check(PROFILE, [f])),
    "check(path)": (PROFILE, lambda f: [one.id for one in kla.check(f)]),
    "compare(correspondence)": (
        ROOT / "rules" / "correspondences" / "kla-2022-kla-2024.yaml",
        lambda f: kla.compare("kla-2022", "kla-2024", correspondence=f, limit=0).to_dict(),
    ),
    "compare(new)": (OVERLAY, lambda f: kla.compare("kla-2024", f, limit=0).to_dict()),
    "compare(old)": (OVERLAY, lambda f: kla.compare(f, "kla-2024", limit=0).to_dict()),
    "compare(overlays)": (OVERLAY, lambda f: kla.compare("kla-2024", "kla-2024", overlays=[f], limit=0).to_dict()),
    "compare(profiles)": (PROFILE, lambda f: kla.compare("kla-2022", "kla-2024", f, limit=0).moved.to_dict()),  # type: ignore[union-attr] # profiles are given
    "evaluate(overlays)": (OVERLAY, lambda f: kla.evaluate(EVALUATED.profile, overlays=[f]).to_dict()),
    "evaluate(scales)": (scale_file, lambda f: kla.evaluate(EVALUATED.profile, scales=f).to_dict()),
    "import_files(mapping)": (mapping_file, lambda f: kla.import_files(WARDS, mapping=f).units.facts),  # type: ignore[union-attr] # units are imported
    "import_files(overlays)": (OVERLAY, lambda f: kla.import_files(WARDS, overlays=[f]).edition.digest),
    "import_files(paths)": (wards_file, lambda f: kla.import_files(f).to_dict()),
    "suggest_mapping(overlays)": (OVERLAY, lambda f: kla.suggest_mapping(WARDS, overlays=[f]).mapping),
    "suggest_mapping(path)": (wards_file, lambda f: kla.suggest_mapping(f).mapping),
    "evaluate_many(overlays)": (OVERLAY, lambda f: kla.evaluate_many([PROFILE], overlays=[f]).to_dict()),
    "evaluate_many(scales)": (scale_file, lambda f: kla.evaluate_many([PROFILE, PROFILE], scales=f).to_dict()),
    "evaluate_table(overlays)": (OVERLAY, lambda f: kla.evaluate_table(TOTALS, overlays=[f]).to_pylist()),
    "evaluate_table(scales)": (scale_file, lambda f: kla.evaluate_table(TOTALS, TREE, scales=f).to_pylist()),
    "table_sql(overlays)": (OVERLAY, lambda f: queried(overlays=[f])),
    "table_sql(scales)": (scale_file, lambda f: queried(TREE, scales=f)),
    "check_table(overlays)": (OVERLAY, lambda f: kla.check_table(TOTALS, overlays=[f])),
    "check_table(scales)": (scale_file, lambda f: kla.check_table(TOTALS, TREE, scales=f)),
    "evaluate_table_file(overlays)": (OVERLAY, lambda f: results_of(overlays=[f])),
    "evaluate_table_file(scales)": (scale_file, lambda f: results_of(scales=f)),
    "merge_profiles(overlays)": (OVERLAY, lambda f: kla.merge_profiles([PROFILE], overlays=[f]).profile.edition.digest),
    "participation.ForumRecords.read(path)": (FORUM, lambda f: len(kla.participation.ForumRecords.read(f))),
    "participation.assess_forum(overlays)": (OVERLAY, lambda f: kla.participation.assess_forum(FORUM, overlays=[f]).to_dict()),
    "participation.assess_forum(records)": (FORUM, lambda f: kla.participation.assess_forum(f).to_dict()),
    "participation.assess_forum(units)": (UNITS, lambda f: kla.participation.assess_forum(FORUM, units=f).to_dict()),
    "plan(efforts)": (efforts_file, plan_refused),
    "planning.assess_progress(efforts)": (efforts_file, progress_refused),
    "planning.assess_progress(plan)": (plan_file, lambda f: kla.planning.assess_progress(f, CITY_RESULT).to_dict()),
    "prove(overlays)": (OVERLAY, lambda f: kla.prove(LOCAL, [f]).to_dict()),
    "prove(rules)": (LOCAL, lambda f: kla.prove(f).to_dict()),
    "rollup(local)": (LOCAL, lambda f: kla.rollup(UNITS, local=f).to_dict()),
    "rollup(overlays)": (OVERLAY, lambda f: kla.rollup(UNITS, overlays=[f]).units.edition.digest),
    "rounds.History.read(path)": (EXAMPLES / "kota-pasuruan-history.yaml", lambda f: kla.rounds.History.read(f).to_dict()),
    "rounds.Province.read(path)": (EXAMPLES / "provinsi-contoh-illustrative.yaml", lambda f: kla.rounds.Province.read(f).to_dict()),
    "units.Units.from_rows(local)": (LOCAL, lambda f: kla.units.Units.from_rows([], local=f).local.digest),  # type: ignore[union-attr] # it is given
    "units.Units.read(local)": (LOCAL, lambda f: kla.units.Units.read(UNITS, local=f).local.digest),  # type: ignore[union-attr] # as above
    "units.Units.read(path)": (UNITS, lambda f: kla.units.Units.read(f).facts),
    "units.unit_status(local)": (LOCAL, lambda f: kla.units.unit_status(UNITS, local=f).to_dict()),
    "units.unit_status(overlays)": (OVERLAY, lambda f: kla.units.unit_status(UNITS, overlays=[f]).to_dict()),
    "units.unit_status(units)": (UNITS, lambda f: kla.units.unit_status(f).to_dict()),
    "serve.application(overlays)": (OVERLAY, lambda f: len(kla.serve.application(overlays=[f]).routes)),
    "sweep(overlays)": (OVERLAY, lambda f: kla.sweep(EVALUATED.profile, vary="verification", n=9, overlays=[f]).to_dict()),
    "sweep(profile)": (PROFILE, lambda f: kla.sweep(f, vary="verification", n=9).to_dict()),
    "sweep(scales)": (scale_file, lambda f: kla.sweep(EVALUATED.profile, vary="verification", n=9, scales=f).to_dict()),
    "verify(overlays)": (OVERLAY, lambda f: kla.verify(KEPT, PROFILE, overlays=[f]).to_dict()),
    "verify(profile)": (PROFILE, lambda f: kla.verify(KEPT, f).to_dict()),
    "verify(scales)": (scale_file, lambda f: len(kla.verify(KEPT, PROFILE, scales=f).unused)),
    "verify(stored)": (kept_file, lambda f: kla.verify(f, PROFILE).to_dict()),
}  # fmt: skip
# Tried in test_table_in_spark.py.
IN_SPARK: Final = {"spark.evaluate(overlays)", "spark.evaluate(scales)"}
# What takes folders of rules, or is written to, and nothing that can be uploaded.
OF_FOLDERS: Final = {
    "table_sql(edition)", "spark.evaluate(edition)",
    "evaluate_table_file(source)", "evaluate_table_file(target)", "evaluate_table_file(edition)",
    "evaluate_table_file(bad_cells)",
    "edition(which)", "evaluate(edition)", "evaluate_many(edition)", "merge_profiles(edition)", "check(edition)",
    "sweep(edition)", "evaluate_table(edition)", "check_table(edition)",
    "validation.coverage(path)", "validation.coverage(cases)", "validation.mutate(path)",
    "validation.mutate(cases)", "verify(edition)", "serve.application(editions)",
}  # fmt: skip
# For those who write rules, and have them on their disk.
TESTING: Final = "testing."


def parameters() -> Iterator[tuple[str, Any]]:
    """Yield the arguments of public functions and readers, with what they take."""
    for name in public_names():
        entry = attrgetter(name)(kla)
        functions = {name: entry}
        if isinstance(entry, type):
            functions = {
                f"{name}.{reader}": getattr(entry, reader)
                for reader, method in vars(entry).items()
                if isinstance(method, classmethod | staticmethod) and not reader.startswith("_")
            }
        for label, function in functions.items():
            if inspect.isroutine(function):
                for argument in inspect.signature(function).parameters.values():
                    yield f"{label}({argument.name})", argument.annotation


def within(hint: Any) -> set[object]:  # noqa: ANN401 - any annotation
    """Return the classes that an annotation is made of."""
    if isinstance(hint, list):  # what a function takes
        return set().union(*map(within, hint))
    return {typing.get_origin(hint) or hint}.union(*map(within, typing.get_args(hint)))


def test_every_public_argument_that_is_a_path_may_be_bytes_or_open_and_is_tried_here() -> None:
    found = {name: within(hint) for name, hint in parameters()}
    files = {name for name, kinds in found.items() if BinaryFile in kinds}
    paths = {name for name, kinds in found.items() if os.PathLike in kinds}
    ours = {name for name in files if not name.startswith(TESTING)}
    assert ours == QUICK.keys() | SLOW.keys() | IN_SPARK
    assert {name for name in paths - files if not name.startswith(TESTING)} == OF_FOLDERS


@pytest.mark.parametrize(
    ("door", "slow"),
    [
        *((door, False) for door in QUICK),
        *(pytest.param(door, True, marks=pytest.mark.slow) for door in SLOW),
    ],
)
def test_a_file_says_the_same_by_its_path_by_its_bytes_and_open(
    door: str,
    slow: bool,
    tmp_path: Path,
) -> None:
    made, read = (SLOW if slow else QUICK)[door]
    path = made if isinstance(made, Path) else made(tmp_path)
    data = path.read_bytes()
    expected = str(read(path)).replace(str(path), path.name)
    assert str(read(data)).replace("<bytes>", path.name) == expected
    assert str(read(Named(data, str(path)))) == expected
    if slow:
        with path.open("rb") as stream:
            assert str(read(stream)) == expected
        assert str(read(memoryview(bytearray(data)))).replace("<bytes>", path.name) == expected
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
            archive.write(path, path.name)
        assert str(read(zipfile.Path(tmp_path / "a.zip", path.name))) == expected


# -- what a file that is open can do ---------------------------------------------------------------


class Named(io.BytesIO):
    """An upload as frameworks have it."""

    def __init__(self, data: bytes, name: object) -> None:
        super().__init__(data)
        self.name = name


class Waiting:
    """An upload that is awaited, around the file that it holds, as Starlette has it."""

    filename = "C:\\Data Kota\\profil.yaml"

    def __init__(self, data: bytes) -> None:
        self.file = io.BytesIO(data)

    async def read(self, _size: int = -1) -> bytes:
        """Return nothing that anybody gets without waiting."""
        return b""


class Failing:
    """A connection that breaks."""

    def read(self, _size: int) -> bytes:
        """Fail."""
        raise ConnectionResetError


class Endless:
    """What never ends; it counts what is read of it."""

    read_so_far = 0

    def read(self, size: int) -> bytes:
        """Return as much as is wanted."""
        self.read_so_far += size
        return b"x" * size


def refused(file: object) -> str:
    with pytest.raises(kla.ProfileError) as caught:
        kla.Profile.read(file)  # type: ignore[arg-type] # what is tried
    return str(caught.value)


def test_a_finding_names_an_upload_by_the_last_part_of_its_name() -> None:
    wrong = b"year: soon"
    names = {
        "../../etc/profil.yaml": "profil.yaml:1:7", b"/a/b.yaml": "b.yaml:1:7",
        "a\x1b[31m.yaml": "a?[31m.yaml:1:7", "": "<bytes>:1:7", 7: "<bytes>:1:7", "..": "<bytes>:1:7",
        "x" * 5000 + ".yaml": "x" * 100 + "....yaml:1:7",
    }  # fmt: skip
    for name, place in names.items():
        assert refused(Named(wrong, name)).startswith(f"{place}: ")
    assert refused(Waiting(wrong)).startswith("profil.yaml:1:7: ")
    assert refused(wrong).startswith("<bytes>:1:7: ")


def test_a_file_that_cannot_be_read_is_a_finding_that_says_why() -> None:
    closed = io.BytesIO(b"year: 2024")
    closed.close()
    assert "it is closed" in refused(closed)
    used = tempfile.SpooledTemporaryFile()  # noqa: SIM115 - it is closed halfway
    used.write(b"year: 2024")
    assert "read to its end before" in refused(used)
    used.seek(0)
    assert kla.Profile.read(used).year == 2024
    used.close()
    assert "it is closed" in refused(used)
    released = memoryview(b"year: 2024")
    released.release()
    assert "it is closed" in refused(released)
    assert "broke off while it was read (ConnectionResetError)" in refused(Failing())
    assert "the document is empty" in refused(io.BytesIO())
    with pytest.raises(kla.units.UnitsError, match="broke off"):
        kla.rollup(Failing())


def test_no_more_is_read_of_a_file_than_tells_that_it_is_too_long() -> None:
    endless = Endless()
    assert f"{MOST_BYTES + 1} bytes or more" in refused(endless)
    assert endless.read_so_far == MOST_BYTES + 1
    assert f"{MOST_BYTES + 1} bytes or more" in refused(b" " * (MOST_BYTES + 9))


def test_a_file_of_text_and_what_must_be_awaited_are_mistakes_of_the_program() -> None:
    with PROFILE.open(encoding="utf-8") as opened:
        for text in (io.StringIO("year: 2024"), opened):
            with pytest.raises(TypeError, match='opened with "rb", to read bytes, not str'):
                kla.Profile.read(text)  # type: ignore[arg-type] # what is tried
    awaited = Waiting(b"")
    del awaited.file
    for wrong in (awaited, kla.units.Units, kla.units.Units.from_rows([]), 5, None, dict):
        with pytest.raises(TypeError, match="path is a path, the bytes of a file, or"):
            kla.Profile.read(wrong)  # type: ignore[arg-type] # as above


@pytest.mark.parametrize(
    ("data", "regions"),
    [
        (b"region,year,K1\nA,2024,5\nB,2024,9\n", ["A", "B"]),
        (b"\xef\xbb\xbfsep=;\nregion;year;K1\nA;2024;5\n", ["A"]),
        (b'{"region": {"name": "A"}, "year": 2024}\n\n{"region": {"name": "B"}, "year": 2024}', ["A", "B"]),
        (b'[{"region": {"name": "A"}, "year": 2024},\n{"region": {"name": "B"}, "year": 2024}]', ["A", "B"]),
        (b'{"region": {"name": "A"},\n"year": 2024}', ["A"]),
        (b"# Kota\nregion: {name: A}\nyear: 2024\n", ["A"]),
        (b"- {region: {name: A}, year: 2024}\n- {region: {name: B}, year: 2024}\n", ["A", "B"]),
    ],
)  # fmt: skip
def test_many_profiles_without_a_name_are_what_they_look_like(
    data: bytes, regions: list[str]
) -> None:
    for file in (data, io.BytesIO(data)):
        assert kla.evaluate_many(file).rows() == kla.evaluate_many([data]).rows()
        assert [one["region"] for one in kla.evaluate_many(data).rows()] == regions


@pytest.mark.parametrize(
    "data",
    [
        b"id;name;kind\na;A;kecamatan\n",
        b'{"units": [{"id": "a", "name": "A", "kind": "kecamatan"}]}',
        b"units:\n- {id: a, name: A, kind: kecamatan}\n",
    ],
)
def test_a_table_without_a_name_is_what_it_looks_like(data: bytes) -> None:
    assert kla.units.Units.read(data).ids == ("a",)


def test_a_table_that_is_named_as_none_is_refused_as_its_file_is() -> None:
    with pytest.raises(kla.units.UnitsError, match=r"units.ods: this is no table"):
        kla.rollup(Named(b"PK\3\4", "units.ods"))


def test_files_that_are_listed_are_told_apart() -> None:
    good = PROFILE.read_bytes()
    kept = kla.evaluate_many([good, b"{", Named(b"{", "b.json"), PROFILE], on_error="keep")
    assert [one.at for one in kept.refused] == ["#2", "b.json"]
    assert [one.findings[0].where() for one in kept.refused] == ["#2:1:2", "b.json:1:2"]


@pytest.mark.slow
@examples(60)
@given(st.binary(max_size=40), st.sampled_from([None, "a.yaml", "a.json", "a.csv", "a"]))
def test_whatever_an_upload_holds_is_taken_or_refused_with_findings(
    data: bytes, name: str | None
) -> None:
    for read in (kla.Profile.read, kla.evaluate_many, kla.units.Units.read):
        file = data if name is None else Named(data, name)
        try:
            read(file)
        except kla.KlaError as error:
            assert error.findings


# -- what a door does not take is not offered ------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "never"),
    [
        (partial(kla.Profile.from_dict, {"edition": "kla-2025"}), "folder"),
        (partial(kla.Profile.read, b"edition: kla-2025"), "folder"),
        (partial(kla.Profile.from_dict, {"year": 2024, "units": "units.csv"}), "beside the profile"),
        (partial(kla.Profile.from_dict, {"year": 2024, "scales": "s.yaml"}), "below its folder"),
        (partial(kla.Profile.from_dict, {"year": 2024, "forum": {"records": "f.csv", "accept": []}}), "file in its"),
        (partial(kla.evaluate_many, [{"schema": "kla-rules/evaluation"}]), "file"),
        (partial(kla.Profile.from_dict, {"year": 2024, "points": [[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]}), "file"),
    ],
)  # fmt: skip
def test_a_message_offers_only_what_its_door_takes(call: Callable[[], object], never: str) -> None:
    with pytest.raises(kla.ProfileError) as caught:
        call()
    assert not re.search(rf"\b{never}\b", str(caught.value))


def test_an_edition_that_is_asked_for_may_be_a_folder_and_the_message_says_so() -> None:
    with pytest.raises(kla.RuleError, match="or a folder of rule files"):
        kla.evaluate(EVALUATED.profile, "kla-2025")


def test_what_has_been_read_can_be_read_again() -> None:
    upload = given_file("path", Named(b"year: 2024", "a.yml"))
    assert isinstance(upload, Upload)
    assert is_given_file(upload)
    assert given_file("path", upload) is upload
    assert read_file(upload).root == read_file(upload).root == {"year": 2024}
