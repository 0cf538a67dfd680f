"""Write `docs/checks.md`, the page of the checks: from the checks, and from what meets each of them.

`make pages` runs it. What a check finds is shown on the smallest damage that it meets.
"""

import inspect
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import kla_rules as kla
from checked import MetInFile, damaged
from kla_rules.core.findings import Finding
from kla_rules.validation.annotations import described
from kla_rules.validation.checks import CHECKS, run
from kla_rules.validation.checks.check import Check
from kla_rules.validation.severities import READ
from support import ROOT
from test_checks import IN_FILES, MET

PAGE = ROOT / "docs" / "checks.md"
HEAD = """# Checks of rules

<!-- Written by tests/checks_page.py from the checks themselves; do not edit. -->

`kla check` reads rules first, and tells every error that keeps them from being used. Rules that are in order go through the
checks on this page: each looks for one thing that cannot be meant, or is odd. An `error` makes the exit code 2; a `warning`
or a `note` does not.

```console
$ kla check rules/kla-2024 --lang en
rules/kla-2024: in order.
```

Where something odd is meant, the rule file itself says so, with the reason ([rule files](rule-files.md#what-a-file-says-of-its-checks)).
`--format json` has the id of each finding; `--format sarif` is a log that code scanning takes (SARIF 2.1.0), and
`--format github` marks the lines of a pull request in a workflow.

A check is a function in `src/kla_rules/validation/checks/`; how to add one stands in [architecture](architecture.md#where-to-add).
"""


def page() -> str:
    """Return the text of the page."""
    return "\n".join([HEAD, *_table(), *_each(), *_read()]) + "\n"


def _table() -> Iterator[str]:
    yield "| check | severity | finds |"
    yield "|---|---|---|"
    for check in CHECKS:
        anchor = check.id.replace(".", "")
        yield f"| [`{check.id}`](#{anchor}) | {check.severity} | {_finds(check)} |"
    yield ""


def _finds(check: Check) -> str:
    """Return what a check finds: the first line of what its function says of itself."""
    first, *_ = (inspect.getdoc(check.run) or "").split("\n")
    return first.removeprefix("Yield ").rstrip(".")


def _each() -> Iterator[str]:
    for check in CHECKS:
        _, expected, fix = described(check.id, "en")
        yield f"## {check.id}"
        yield ""
        more = " ".join((inspect.getdoc(check.run) or "").split("\n")[2:])
        finds = _finds(check)
        yield f"Finds {finds}." + (f" {more}" if more else "")
        yield ""
        yield f"- severity: {check.severity}"
        yield f"- expected: {_safe(expected)}"
        yield f"- to mend it: {_safe(fix)}"
        yield ""
        yield "```text"
        yield _example(check.id).line_of_text("en")
        yield "```"
        yield ""


def _example(name: str) -> Finding:
    """Return what a check finds in the first damage that it meets."""
    for met in MET:
        if met.check == name:
            return next(one for one in run(damaged(met.damage)[1]) if one.id == name)
    in_file = next(met for met in IN_FILES if met.check == name)
    return next(one for one in _found_in(in_file) if one.id == name)


def _found_in(met: MetInFile) -> Iterator[Finding]:
    text = met.text()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ours.yaml"
        path.write_text(text, encoding="utf-8")
        for found in kla.check(path):
            yield found.at("ours.yaml", (found.line or 1, found.column or 1))


def _read() -> Iterator[str]:
    yield "## What reading finds that is no error"
    yield ""
    yield "These are found while files are read. They can be given another severity as well."
    yield ""
    yield "| id | says |"
    yield "|---|---|"
    for name in READ:
        yield f"| `{name}` | {_safe(described(name, 'en')[0])} |"


def _safe(text: str) -> str:
    """Return a sentence whose fields Markdown does not take for tags."""
    return text.replace("<", "`").replace(">", "`")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
