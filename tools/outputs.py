"""Write what commands print and what results give, each to a file, for `same_outputs.py`.

    python tools/outputs.py FOLDER

It uses no more of the library than its command and its public names, so that it runs over the
sources of another commit too; which sources those are, PYTHONPATH says.
"""

import contextlib
import io
import itertools
import json
import re
import shlex
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import kla_rules as kla
from kla_rules.cli.main import run

PROFILES = (
    "examples/kota-bandung-2024.yaml",
    "examples/kabupaten-sumbawa-2022.yaml",
    "examples/kota-contoh-2019-illustrative.yaml",
    "examples/kota-pasuruan-illustrative.yaml",
    "examples/kota-pasuruan",
)
TABLES = "examples/kota-pasuruan"
HANDLING = f"{TABLES}/incidents.csv --settings {TABLES}/handling.yaml --as-of 2025-06-30"
SETTINGS = f"{TABLES}/handling.yaml"
OVERLAYS = (
    "examples/overlays/invented-scales.yaml",
    "examples/overlays/kota-contoh-illustrative.yaml",
)
RULES = ("rules/kla-2024", "rules/handling/cases.yaml", "rules/kelurahan-local/local.yaml")
READINGS = ("", " --steps", " --count backed", " --assume proportional")
OVERLAID = PROFILES[3]
COMMANDS = (
    *(f"evaluate {one}{more}" for one in PROFILES for more in READINGS),
    *(f"explain {one}" for one in PROFILES),
    *(f"outlook {one}" for one in PROFILES),
    *(f"plan {one} --to {to}" for one in PROFILES[3:] for to in ("madya", "nindya", "kla --by 2")),
    *(f"evaluate {OVERLAID} --overlay {one}" for one in OVERLAYS),
    *(f"{name} {TABLES}/units.csv" for name in ("rollup", "status")),
    f"forum {TABLES}/forum.csv --units {TABLES}/units.csv",
    f"handling {HANDLING}",
    f"handling {HANDLING} --units {TABLES}/units.csv --small-counts show",
    "history examples/kota-pasuruan-history.yaml",
    "province examples/provinsi-contoh-illustrative.yaml",
    "editions",
    *(f"editions --show {one}" for one in ("kla-2011", "kla-2019", "kla-2022", "kla-2024")),
    *(f"editions --show kla-2024 --overlay {one}" for one in OVERLAYS),
    *(f"check {one}" for one in (*PROFILES, *OVERLAYS, *RULES, SETTINGS)),
    "evaluate no-such-file.yaml",
    "evaluate README.md",
    "check docs",
    "plan examples/kota-bandung-2024.yaml --to nowhere",
    "evaluate examples/kota-bandung-2024.yaml --edition kla-2025",
)
NAMES = (
    *("evaluate", "explain", "plan", "rollup", "status", "handling", "forum", "template"),
    *("outlook", "history", "province", "editions", "check"),
)
TEMPLATES = ("units", "incidents", "incidents --per-case", "handling", "forum")


def main() -> None:
    """Write every output."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for number, (name, text) in enumerate(itertools.chain(commands(), results(), corpus())):
        (folder / f"{number:05d}").write_text(f"{name}\n{text}", encoding="utf-8")


# -- the command -----------------------------------------------------------------------------------


def commands() -> Iterator[tuple[str, str]]:
    """Yield what the command prints: of examples, as pages have it, of help and of errors."""
    for given in dict.fromkeys((*documented(), *everything())):
        yield f"kla {given}", printed(shlex.split(given))


def documented() -> Iterator[str]:
    """Yield the commands that the pages show."""
    for page in (Path("README.md"), *sorted(Path("docs").rglob("*.md"))):
        for line in re.findall(
            r"^\$ kla ([^|;\n]+)", page.read_text(encoding="utf-8"), re.MULTILINE
        ):
            if "--restamp" not in line:  # it writes
                yield line.strip()


def everything() -> Iterator[str]:
    """Yield every command in both languages and forms, and its help."""
    for given, language in itertools.product(COMMANDS, ("id", "en")):
        yield f"{given} --lang {language}"
        if not given.startswith(("explain", "editions", "check docs")):
            yield f"{given} --lang {language} --format json"
    yield from (f"template {one}" for one in TEMPLATES)
    for given in ("--help", "evaluat", *NAMES, *(f"{name} --help" for name in NAMES)):
        yield from (given, f"{given} --lang en")


def printed(words: list[str]) -> str:
    """Return what the command prints, and its exit code."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        try:
            code: object = run(words)
        except SystemExit as end:  # wrong usage, --help
            code = end.code
        except Exception as error:  # noqa: BLE001 - a fault is an output that must not come or go
            code = f"{type(error).__name__}: {error}"
    return f"{out.getvalue()}\nexit {code}\n"


# -- results ---------------------------------------------------------------------------------------


# A commit of before has the names of before.
OLD: Final = "sensitivity" in kla.__all__
OUTLOOK: Final = kla.verification_outlook if OLD else kla.rounds.verification_outlook
SENSITIVITY: Final = kla.sensitivity if OLD else kla.Evaluation.sensitivity


def results() -> Iterator[tuple[str, str]]:
    """Yield what public results give for the examples."""
    for path in PROFILES:
        result = kla.evaluate(kla.Profile.read(path))
        asked: dict[str, Callable[[Any], Any]] = {
            "deciding": lambda one: one.deciding(),
            "evidence": lambda one: one.evidence.to_dict(whole=True),
            "nodes": lambda one: [str(one.node(node.id)) for node in one.edition.nodes],
            "outlook": OUTLOOK,
            "record": lambda one: one.record,
            "repr": repr,
            "sensitivity": SENSITIVITY,
            "steps": lambda one: [step.to_dict() for step in one.steps],
            "with_points": with_little,
            "with_answers": lambda one: one.with_answers({"7.2": {"option": "full"}}),
        }
        for name, work in asked.items():
            yield f"{name} of {path}", attempted(work, result)


def with_little(result: kla.Evaluation) -> object:
    """Return what a quarter of a point at each of the largest gaps would give."""
    return result.with_points({one.node.id: 0.25 for one in result.gaps[:3]})


def attempted(work: Callable[..., Any], *given: Any) -> str:
    """Return what comes of some work as text; an error is what comes of it too."""
    try:
        found = work(*given)
    except (kla.KlaError, ValueError, LookupError) as error:
        return f"{type(error).__name__}: {error}"
    if isinstance(found, str):
        return found
    texts = [text for text in map(attempted_text, (found,) * 2, ("id", "en")) if text]
    data = found.to_dict() if hasattr(found, "to_dict") else found
    return "\n".join([json.dumps(data, indent=1, default=str), *texts])


def attempted_text(found: Any, language: str) -> str:  # noqa: ANN401 - as above
    """Return what a result says in a language, if it says anything."""
    return str(found.explain(language)) if hasattr(found, "explain") else ""


# -- the corpus ------------------------------------------------------------------------------------


def corpus() -> Iterator[tuple[str, str]]:
    """Yield what comes of the profiles of the corpus: JSON of all, texts of some."""
    for path in sorted(Path("tests/conformance/cases").glob("*.json")):
        for number, case in enumerate(json.loads(path.read_text(encoding="utf-8"))):
            if "profile" in case:
                said = number % 10 == 0
                yield f"{path.name}: {case['id']}", attempted(evaluated, case, said)


def evaluated(case: dict[str, Any], said: bool) -> str:  # noqa: FBT001 - one of two forms
    """Return a result of the corpus as JSON, and what it says."""
    edition = None
    if "overlays" in case:
        base = kla.edition(case["profile"]["edition"])
        named = {"id": base.id, "digest": base.digest}
        mine = [
            {"edition": named, **one} if isinstance(one, dict) else one for one in case["overlays"]
        ]
        edition = kla.edition(base.id, overlays=mine)
    profile = kla.Profile.from_dict(case["profile"], edition)
    result = kla.evaluate(profile, **case.get("options", {}))
    told = [result.explain("id"), result.explain("en")] if said else []
    data = json.dumps([profile.digest, profile.to_dict(), result.to_dict()], indent=1)
    return "\n".join([data, *told])


if __name__ == "__main__":
    main()
