"""Run the notebooks of examples/notebooks, each from a clean kernel, and hold them to their pages.

    python tools/notebooks.py           run each; its page in docs/notebooks must show that
    python tools/notebooks.py --write   run each, and write its page and its pictures anew
    python tools/notebooks.py --keep    store each without outputs, as it is kept (after editing it)

A notebook runs beside copies of the examples and of the rules, so that it can write nothing into
the repository, without the settings of whoever runs it, and without a network. It fails for an
error, for a warning or anything else on stderr, and where a cell does not say what it `expects`:

    "metadata": {"kla": {"expects": ["proved"]}}
"""

import argparse
import asyncio
import difflib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import nbformat
from attrs import frozen
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from traitlets.config import Config

import notebook_pages

ROOT: Final = Path(__file__).parents[1]
NOTEBOOKS: Final = ROOT / "examples" / "notebooks"
PAGES: Final = ROOT / "docs" / "notebooks"
_AT_ONCE: Final = 2
_LIMIT: Final = 120  # seconds for a cell
_SHOWN: Final = 20  # lines of a difference

# Run by the kernel before the first cell. Its own messages do not go by Python's sockets.
_ALONE: Final = """
def _alone():
    import sys

    def hook(event, arguments):
        if event in {"socket.connect", "socket.getaddrinfo", "socket.sendto"}:
            raise PermissionError(f"a notebook has no network: {event} {arguments[1:]}")

    sys.addaudithook(hook)


_alone()
del _alone
"""


@frozen
class Ran:
    """What came of a notebook.

    Attributes:
        name: of its file, without the ending.
        problems: what must not be.
        files: its page and pictures by their names; none if it did not come to its end.
        seconds: how long it took.
    """

    name: str
    problems: tuple[str, ...]
    files: Mapping[str, str]
    seconds: float


def main(words: list[str] | None = None) -> int:
    """Return 0 if every notebook ran and its page shows what came of it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--write", action="store_true", help="write the pages anew")
    parser.add_argument("--keep", action="store_true", help="store the notebooks without outputs")
    asked = parser.parse_args(words)
    paths = sorted(NOTEBOOKS.glob("*.ipynb"))
    if asked.keep:
        for path in paths:
            path.write_text(notebook_pages.kept(read(path)), encoding="utf-8")
        return 0
    began = time.monotonic()
    ran = asyncio.run(run(paths))
    files = {name: text for one in ran for name, text in one.files.items()}
    problems = [f"{one.name}: {problem}" for one in ran for problem in one.problems]
    if asked.write and not problems:
        write(files)
    problems = problems or list(differing(files))
    for one in ran:
        print(f"{one.name}: {one.seconds:.1f} s")
    print(*problems, sep="\n", end="\n" if problems else "")
    print(f"Notebooks: {len(ran)} run, {len(problems)} problems, {time.monotonic() - began:.0f} s")
    return int(bool(problems) or not ran)


# -- running ---------------------------------------------------------------------------------------


async def run(paths: list[Path]) -> list[Ran]:
    """Run notebooks, a few at once, in a copy of what they read."""
    gate = asyncio.Semaphore(_AT_ONCE)
    with tempfile.TemporaryDirectory(prefix="kla-notebooks-") as made:
        home = Path(made)
        for name in ("examples", "rules"):
            shutil.copytree(ROOT / name, home / name)
        startup = home / "ipython" / "profile_default" / "startup"
        startup.mkdir(parents=True)
        (startup / "00-alone.py").write_text(_ALONE, encoding="utf-8")

        async def one(path: Path) -> Ran:
            async with gate:
                return await run_one(path, home)

        return await asyncio.gather(*map(one, paths))


async def run_one(path: Path, home: Path) -> Ran:
    """Run a notebook."""
    began = time.monotonic()
    notebook = read(path)
    folder = home / "examples" / "notebooks"
    folder.mkdir(exist_ok=True)
    # A kernel is spoken with by files: no other process can, and nothing of it is left.
    spoken = {"transport": "ipc", "connection_file": str(home / f"{path.stem}.json")}
    client = NotebookClient(
        notebook,
        config=Config({"KernelManager": spoken}),
        timeout=_LIMIT,
        resources={"metadata": {"path": str(folder)}},
    )
    files: Mapping[str, str] = {}
    try:
        await client.async_execute(env=environment(home))
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        problems = [notebook_pages.plain(str(error))]
    else:
        problems = list(problems_of(notebook))
        files = notebook_pages.written(path.stem, notebook)
    return Ran(path.stem, tuple(problems), files, time.monotonic() - began)


def read(path: Path) -> NotebookNode:
    """Read a notebook."""
    text = path.read_text(encoding="utf-8")
    notebook: NotebookNode = nbformat.reads(text, 4)  # type: ignore[no-untyped-call]
    return notebook


def environment(home: Path) -> dict[str, str]:
    """Return the environment of a kernel: nothing of what this machine has for others."""
    own = {
        name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "IPY"))
    }
    return own | {
        "IPYTHONDIR": str(home / "ipython"),
        "JUPYTER_CONFIG_DIR": str(home / "jupyter"),
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",  # says so itself; it is nothing of ours
        "PYTHONWARNINGS": "default",
        "COLUMNS": "100",
    }


def problems_of(notebook: NotebookNode) -> Iterator[str]:
    """Yield what a notebook that came to its end must not have said, and what it should have."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.get("name") == "stderr":
                yield f"cell {cell.id} says on stderr: {output.text.strip()}"
        for expected in cell.metadata.get("kla", {}).get("expects", []):
            if expected not in notebook_pages.said(cell):
                yield f"cell {cell.id} does not say {expected!r}"


# -- pages -----------------------------------------------------------------------------------------


def there() -> dict[str, str]:
    """Return the pages and pictures as they stand in the repository, by their names."""
    found = [path for path in PAGES.rglob("*") if path.is_file()]
    return {path.relative_to(PAGES).as_posix(): path.read_text(encoding="utf-8") for path in found}


def differing(files: Mapping[str, str]) -> Iterator[str]:
    """Yield which pages and pictures are not what came of the notebooks."""
    stand = there()
    for name in sorted({*stand, *files}):
        old, new = (texts.get(name, "").splitlines() for texts in (stand, files))
        if old != new:
            lines = list(difflib.unified_diff(old, new, lineterm="", n=0))[2:]
            told = "\n".join(line[:200] for line in lines[:_SHOWN])
            yield f"docs/notebooks/{name} is not what came of it (`make pages` writes it):\n{told}"


def write(files: Mapping[str, str]) -> None:
    """Write pages and pictures, and remove those that no notebook has."""
    for name in there():
        if name not in files:
            (PAGES / name).unlink()
    for name, text in files.items():
        path = PAGES / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
