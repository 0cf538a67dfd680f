"""What the documentation shows is what happens."""

import doctest
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import checks_page
import edition_pages
import printed_examples
from support import ROOT, with_programs
from support import command as kla

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def sessions() -> Iterator[tuple[str, str, str]]:
    """Yield page, command and expected output of every console block."""
    for page in PAGES:
        for block in re.findall(
            r"```console\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL
        ):
            for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, _, expected = part.partition("\n")
                yield page.name, command, expected


@pytest.mark.parametrize(("page", "command", "expected"), list(sessions()))
def test_commands_print_what_the_page_shows(page: str, command: str, expected: str) -> None:
    for program in ("node", "php"):
        if f" {program} " in f" {command} " and shutil.which(program) is None:
            pytest.skip(f"needs {program}, which is not on this machine")
    shown = printed(command)
    assert doctest.OutputChecker().check_output(expected, shown, FLAGS), f"{page}: {shown}"


@pytest.mark.slow
@pytest.mark.parametrize(
    "page",
    [page for page in PAGES if "```console folder" in page.read_text("utf-8")],
    ids=lambda page: page.stem,
)
def test_a_session_in_a_folder_of_its_own_prints_what_the_page_shows(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert list(printed_examples.of_page(text, page.name)) == []


def printed(command: str) -> str:
    """Return what a shell prints; a `kla` that the command begins with runs within this process."""
    first = re.match(r"kla ([^|;]+)", command)
    given = None
    if first is not None:
        code, out, err = kla(*shlex.split(first[1]))
        given, command = out + err, f"(cat; exit {code}){command[first.end() :].rstrip()}"
    done = subprocess.run(
        ["bash", "-c", command],  # noqa: S607 - as a reader would
        cwd=ROOT,
        env=with_programs(),
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


def test_the_page_of_the_checks_is_what_they_say_and_find() -> None:
    assert checks_page.PAGE.read_text(encoding="utf-8") == checks_page.page()


def test_the_pages_of_the_editions_are_what_their_rule_files_say() -> None:
    written = list(edition_pages.pages())
    assert {path for path, _ in written} == set((ROOT / "docs" / "editions").glob("*.md"))
    for path, text in written:
        assert path.read_text(encoding="utf-8") == text, path.name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_within_the_project_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_included_files_are_shown_as_they_are(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for name, shown in re.findall(r"<!-- include: (\S+) -->\n```\w*\n(.*?)```", text, re.DOTALL):
        assert (ROOT / name).read_text(encoding="utf-8") == shown, name
