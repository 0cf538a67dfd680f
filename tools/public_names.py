"""What is public, written out of the table in `kla_rules/public.py`.

`python tools/public_names.py` writes the stubs by which checkers of types know the public names,
and `docs/reference.md`, which shows every one with its signature and what belongs to it. A test
holds both against the code, so that no public name, signature or attribute changes unseen.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import griffe

from kla_rules.public import NAMES, PACKAGE, RENAMED

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src"
REFERENCE = ROOT / "docs" / "reference.md"
# How a package is written in the reference.
SHORT = "kla"
OLDER = "Renamed"
# One entry of a list of attributes; some share one.
_ENTRY = re.compile(r"^    (\w[\w, ]*): (.*(?:\n {8}.*)*)", re.MULTILINE)

HEAD = """\
# Reference

Every public name, with its signature and what belongs to it; `make public` writes this page from
the code. What is not here may move in any version ([stability](stability.md)). Objects come from
the functions and readers named here: constructors are not public. `import kla_rules as kla` is
taken for granted.

What a result keeps is an **attribute**: it is reckoned when it is first asked for, and is the same
object from then on. What takes an argument, or is reckoned anew with each call, is a **method**
(`deciding()`, `to_dict()`). Engines and the time of the solver are named once, where a result is
made: `evaluate(profile, engine=...)` gives an evaluation whose `steps` are inferred by that engine,
and `plan(..., time_limit=...)` a plan whose `costs` and `if_well` are searched for as long.
"""
OLDER_NAMES = """\
## Older names

They go with version 1.0; until then each works, with a `DeprecationWarning` that says the new one.

| name | is now |
|---|---|"""


def files() -> Iterator[tuple[Path, str]]:
    """Yield every file that is written, and its text."""
    package = griffe.load(PACKAGE, search_paths=[SOURCE], docstring_parser="google")
    for name in NAMES:
        yield _folder(name) / "__init__.pyi", _stub(name)
    yield REFERENCE, "\n".join(_page(package))


def _folder(package: str) -> Path:
    return SOURCE.joinpath(*package.split("."))


# -- stubs ----------------------------------------------------------------------------------------


def _stub(package: str) -> str:
    """Return the public names of a package as checkers read them."""
    imports = [
        f"from {PACKAGE}.{home} import {name} as {name}"
        for home, names in NAMES[package].items()
        for name in names
    ]
    public = [name for names in NAMES[package].values() for name in names]
    below = [name.removeprefix(f"{PACKAGE}.") for name in NAMES if name != PACKAGE]
    lines = [
        "# Written by tools/public_names.py of kla_rules/public.py; `make public` writes it anew."
    ]
    if package == PACKAGE:
        imports += [f"from {PACKAGE} import {name} as {name}" for name in below]
        imports += [_older(old, new) for old, new in RENAMED.items() if new.split(".")[0] in below]
        public += ["__version__", *below, *RENAMED]
    lines += ["", *sorted(imports, key=_in_order), ""]
    if package == PACKAGE:
        methods = {old: new for old, new in RENAMED.items() if new.split(".")[0] not in below}
        lines += [f"{old} = {new}" for old, new in methods.items()]
        lines += ["__version__: str"]
    lines += ["__all__ = [", *(f'    "{name}",' for name in _sorted(public)), "]", ""]
    return "\n".join(lines)


def _in_order(line: str) -> tuple[str, int, str]:
    """Return by what imports are sorted: modules, and in one constants before classes."""
    module, _, name = line.partition(" import ")
    kind = 0 if name.split(" ")[0].isupper() else 1 if name[0].isupper() else 2
    return module, kind, name.casefold()


def _sorted(names: list[str]) -> list[str]:
    """Return names as `ruff` sorts `__all__`: constants, then classes, then functions."""
    return sorted(names, key=lambda name: (not name.isupper(), name))


def _older(old: str, new: str) -> str:
    package, name = new.split(".")
    homes = NAMES[f"{PACKAGE}.{package}"]
    home = next(home for home, names in homes.items() if name in names)
    return f"from {PACKAGE}.{home} import {name} as {old}"


# -- the reference --------------------------------------------------------------------------------


def _page(package: griffe.Object | griffe.Alias) -> Iterator[str]:
    yield HEAD
    for name, homes in NAMES.items():
        short = name.replace(PACKAGE, SHORT, 1)
        yield f"## `{short}`\n"
        if name != PACKAGE:
            yield f"{_first(package[name.removeprefix(f'{PACKAGE}.')].docstring)}\n"
        found = {own: _found(package, home, own) for home, names in homes.items() for own in names}
        for own in sorted(found, key=str.casefold):
            yield from _entry(f"{short}.{own}", found[own])
    yield OLDER_NAMES
    yield from (f"| `{SHORT}.{old}` | `{SHORT}.{new}` |" for old, new in RENAMED.items())
    yield ""


def _found(
    package: griffe.Object | griffe.Alias, home: str, name: str
) -> griffe.Object | griffe.Alias:
    """Return what a name is; what its home imports from a module of that name is found there."""
    found: griffe.Object | griffe.Alias = package[f"{home}.{name}"]
    return package[f"{home}.{name}.{name}"] if found.is_module else found


def _entry(name: str, entry: griffe.Object | griffe.Alias) -> Iterator[str]:
    """Yield what the page says of one public name."""
    yield f"### `{name}`\n"
    if entry.is_function:
        yield f"    {_signature(entry)}\n"
    elif entry.is_attribute:
        yield f"    {entry.name}: {entry.annotation}\n"  # type: ignore[union-attr]
    else:
        bases = ", ".join(map(str, entry.bases))  # type: ignore[union-attr]
        yield f"    class {entry.name}({bases})\n" if bases else f"    class {entry.name}\n"
    yield f"{_first(entry.docstring)}\n"
    if entry.is_class:
        told = _told(entry)
        rows = [row for member in _members(entry) for row in _member(member, told)]
        yield from rows
        if rows:
            yield ""


def _members(entry: griffe.Object | griffe.Alias) -> list[griffe.Object | griffe.Alias]:
    """Return the public members of a class, those of a private base or of `KlaError` too."""
    members = {**entry.inherited_members, **entry.members}
    return [member for name, member in members.items() if not name.startswith("_")]


def _member(member: griffe.Object | griffe.Alias, told: dict[str, str]) -> Iterator[str]:
    if member.is_function:
        yield f"- `{_signature(member)}`: {_first(member.docstring)}"
    elif OLDER in str(getattr(member, "value", "")).split("(")[0]:
        yield f"- `{member.name}`: an older name, until 1.0."
    elif member.is_attribute:
        text = told.get(member.name) or _first(member.docstring).removeprefix("Return ")
        yield f"- `{member.name}: {member.annotation}`: {text}"  # type: ignore[union-attr]


def _told(entry: griffe.Object | griffe.Alias) -> dict[str, str]:
    """Return what the docstring of a class says of its attributes, by name; some share a line."""
    told = {}
    for kind in (*reversed(entry.mro()), entry):  # type: ignore[union-attr]
        text = kind.docstring.value if kind.docstring else ""
        _, _, section = text.partition("Attributes:\n")
        for names, words in _ENTRY.findall(section):
            told.update(dict.fromkeys(re.split(r",\s*", names), " ".join(words.split())))
    return told


def _signature(function: Any) -> str:  # noqa: ANN401 - griffe says Object or Alias of any kind
    text = str(function.signature())
    for first in ("self, ", "cls, ", "self", "cls"):
        text = text.replace(f"({first}", "(", 1)
    return text


def _first(docstring: griffe.Docstring | None) -> str:
    """Return the first paragraph of a docstring."""
    return " ".join(docstring.value.split("\n\n")[0].split()) if docstring else ""


if __name__ == "__main__":
    for path, text in files():
        path.write_text(text, encoding="utf-8")
    sys.stdout.write(f"{len(NAMES)} stubs and {REFERENCE.relative_to(ROOT)}\n")
