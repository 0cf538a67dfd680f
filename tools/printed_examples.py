"""Write what the printed examples print now: of pages, docstrings and console blocks.

Run after the rules have changed. Only examples whose output differs are written, and of these only
what differs: what an example leaves out (`...`) stays left out, and its lines stay broken as they
are. An example that fails instead of printing has to be looked at by hand.
"""

import ast
import contextlib
import doctest
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from attrs import frozen

ROOT: Final = Path(__file__).parents[1]
FLAGS: Final = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
_BLOCK: Final = re.compile(r"(?<=```console\n).*?(?=```)", re.DOTALL)
# Blocks of one page that share a folder: what a command writes there is there for the next.
_IN_FOLDER: Final = re.compile(r"(?<=```console folder\n).*?(?=```)", re.DOTALL)
_COMMAND: Final = re.compile(r"^\$ (.*)\n", re.MULTILINE)
_TOKEN: Final = re.compile(r"(\s*)(\.\.\.|\w+(?:[.,]\d+)*|[^\w\s])")
# What a change costs. One that is gone costs most: else `...` would swallow what took its place.
NEW, OTHER, GONE = 2, 3, 4
_CHECKER: Final = doctest.OutputChecker()


@frozen
class Token:
    """A word, a number or a sign, with the white space before it."""

    space: str
    text: str


@frozen
class Printed:
    """An example that prints something else now.

    Attributes:
        start, end: where its output stands in the text of the file, in characters.
        indent: what every line of it begins with.
        shown: the output that stands there, without the indent.
        now: what it prints.
    """

    start: int
    end: int
    indent: str
    shown: str
    now: str


class ExampleError(Exception):
    """An example failed instead of printing."""


def pages() -> list[Path]:
    """Return the pages that people write."""
    written = [*(ROOT / "docs").glob("*.md"), *(ROOT / "docs" / "decisions").glob("*.md")]
    return [ROOT / "README.md", *sorted(written)]


def modules() -> list[Path]:
    """Return the modules whose docstrings have examples."""
    found = sorted((ROOT / "src").rglob("*.py"))
    return [path for path in found if ">>> " in path.read_text(encoding="utf-8")]


# -- what differs ----------------------------------------------------------------------------------


def of_page(text: str, name: str) -> Iterator[Printed]:
    """Yield what differs in a page: of its examples in Python, and of its console blocks."""
    yield from of_examples(text, 0, text, name)
    for block in _BLOCK.finditer(text):
        yield from of_block(block[0], block.start(), name)
    with folder() as place:
        for block in _IN_FOLDER.finditer(text):
            yield from of_block(block[0], block.start(), name, place)


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    """Make a folder that has the rules and the examples beside what a reader writes there."""
    with tempfile.TemporaryDirectory() as made:
        for name in ("rules", "examples"):
            (Path(made) / name).symlink_to(ROOT / name)
        yield Path(made)


def of_module(text: str, name: str) -> Iterator[Printed]:
    """Yield what differs in the docstrings of a module."""
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if (docstring := ast.get_docstring(node, clean=False)) is None or ">>> " not in docstring:
            continue
        # An escape in the text would move what follows: such a docstring is left to its author.
        first = node.body[0]
        begin = text.index('"""', starts[first.lineno - 1]) + 3
        if text[begin : begin + len(docstring)] != docstring:
            raise ExampleError(f"{name}:{first.lineno}: a docstring with escapes")
        yield from of_examples(docstring, begin, text, name)


def of_examples(source: str, begin: int, text: str, name: str) -> Iterator[Printed]:
    """Yield what differs in the examples of one text, which share their names."""
    examples = doctest.DocTestParser().get_examples(source, name)
    if not examples:
        return
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    names: dict[str, object] = {"__name__": "__main__"}
    # In a module the examples see what it defines, as they do where they are tested.
    if begin:
        module = ".".join(Path(name).relative_to("src").with_suffix("").parts)
        names |= vars(__import__(module.removesuffix(".__init__"), fromlist=["_"]))
    for test, now in ran(examples, names, name):
        first = test.lineno + test.source.count("\n")
        start = begin + starts[first]
        end = begin + starts[first + test.want.count("\n")]
        if text[start:end].split() != test.want.split():
            raise ExampleError(f"{name}:{test.lineno + 1}: not found where it was read")
        yield Printed(start, end, " " * test.indent, test.want, now)


def ran(
    examples: list[doctest.Example], names: dict[str, object], name: str
) -> Iterator[tuple[doctest.Example, str]]:
    """Run examples and yield those that print something else, with what they print."""
    differing: list[tuple[doctest.Example, str]] = []
    failed: list[str] = []

    class Runner(doctest.DocTestRunner):
        def report_failure(
            self, _out: object, _test: doctest.DocTest, example: doctest.Example, got: str
        ) -> None:
            differing.append((example, got))

        def report_unexpected_exception(
            self, _out: object, test: doctest.DocTest, example: doctest.Example, exc_info: object
        ) -> None:
            del exc_info
            failed.append(f"{test.name}:{example.lineno + 1}: {example.source.strip()}")

    test = doctest.DocTest(examples, names, name, name, 0, None)
    Runner(verbose=False, optionflags=FLAGS).run(test, out=lambda _: None)
    if failed:
        raise ExampleError("\n".join(failed))
    yield from ((one, re.sub(r"(?m)^$(?=\n)", "<BLANKLINE>", now)) for one, now in differing)


def of_block(block: str, begin: int, name: str, place: Path = ROOT) -> Iterator[Printed]:
    """Yield what differs in the commands of a console block, run at a place."""
    commands = [*_COMMAND.finditer(block)]
    ends = [*(one.start() for one in commands[1:]), len(block)]
    for command, end in zip(commands, ends, strict=True):
        shown = block[command.end() : end]
        now = printed(command[1], place)
        if now is not None and not _CHECKER.check_output(shown, now, FLAGS):
            if "Traceback" in now:
                raise ExampleError(f"{name}: $ {command[1]}\n{now}")
            yield Printed(begin + command.end(), begin + end, "", shown, now)


def printed(command: str, place: Path = ROOT) -> str | None:
    """Return what a command prints; None where its program is not on this machine."""
    for program in ("node", "php"):
        if f" {program} " in f" {command} " and shutil.which(program) is None:
            print(f"needs {program}, and is left as it is: {command[-60:]}")
            return None
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        ["bash", "-c", command],  # noqa: S607 - as a reader would
        cwd=place,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


# -- what is written -------------------------------------------------------------------------------


def refreshed(shown: str, now: str) -> str:
    r"""Return the output of an example as it is now, laid out as it is shown.

    >>> refreshed("score 880.39 of\n  1000: ... utama\n", "score 881 of 1000: from 800 kla\n")
    'score 881 of\n  1000: ... kla\n'
    """
    if "..." not in shown and _layout(shown) == _layout(now):
        return now
    text = "".join(one.space + one.text for one in aligned(tokens(shown), tokens(now))) + "\n"
    text = text.lstrip("\n")
    return text if _CHECKER.check_output(text, now, FLAGS) else now


def _layout(text: str) -> list[int]:
    return [len(line.split()) for line in text.splitlines()]


def tokens(text: str) -> list[Token]:
    """Return the words, numbers and signs of a text."""
    return [Token(*found.groups()) for found in _TOKEN.finditer(text)]


def aligned(shown: list[Token], now: list[Token]) -> list[Token]:
    """Return what is printed now in the layout of what is shown, by the fewest changes.

    What `...` stands for is left out again.
    """
    # costs[i][j]: the fewest changes that turn shown[i:] into now[j:].
    rows, columns = len(shown), len(now)
    costs = [[0] * (columns + 1) for _ in range(rows + 1)]
    costs[rows] = [NEW * (columns - j) for j in range(columns + 1)]
    for i in range(rows - 1, -1, -1):
        below, row, text = costs[i + 1], costs[i], shown[i].text
        gap = text == "..."
        row[columns] = below[columns] + (0 if gap else GONE)
        for j in range(columns - 1, -1, -1):
            if gap:
                row[j] = min(below[j], row[j + 1])
            else:
                same = below[j + 1] + (0 if text == now[j].text else OTHER)
                row[j] = min(same, below[j] + GONE, row[j + 1] + NEW)
    return list(_path(shown, now, costs))


def _path(shown: list[Token], now: list[Token], costs: list[list[int]]) -> Iterator[Token]:
    i = j = 0
    while i < len(shown) or j < len(now):
        here = costs[i][j]
        if i < len(shown) and shown[i].text == "...":
            if here == costs[i + 1][j]:
                yield shown[i]
                i += 1
            else:
                j += 1
            continue
        if i < len(shown) and j < len(now):
            step = 0 if shown[i].text == now[j].text else OTHER
            if here == costs[i + 1][j + 1] + step:
                yield Token(shown[i].space, now[j].text)
                i, j = i + 1, j + 1
                continue
        if i < len(shown) and here == costs[i + 1][j] + GONE:
            i += 1
            continue
        yield now[j]
        j += 1


def rewritten(text: str, found: list[Printed]) -> str:
    """Return a text with the outputs of its examples as they are now."""
    for one in sorted(found, key=lambda one: -one.start):
        lines = refreshed(one.shown, one.now).splitlines(keepends=True)
        new = "".join(one.indent + line if line.strip() else line for line in lines)
        text = text[: one.start] + new + text[one.end :]
    return text


def main() -> int:
    """Write every file whose examples print something else; return 1 if one has to be looked at."""
    failed = False
    os.chdir(ROOT)
    for path in (*pages(), *modules()):
        text, name = path.read_text(encoding="utf-8"), str(path.relative_to(ROOT))
        found = of_module if path.suffix == ".py" else of_page
        try:
            with contextlib.redirect_stderr(sys.stdout):
                changed = rewritten(text, list(found(text, name)))
        except ExampleError as error:
            print(error)
            failed = True
            continue
        if changed != text:
            path.write_text(changed, encoding="utf-8")
            print(name)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
