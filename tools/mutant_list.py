"""The kept list of mutants, and how each is found and made in whatever module has its function."""

import ast
import functools
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import yaml
from attrs import field, frozen

from damages import defined, places

ROOT: Final = Path(__file__).parents[1]
PACKAGE: Final = Path("src", "kla_rules")
KEPT: Final = ROOT / "tools" / "mutants.yaml"


class MutantError(Exception):
    """A mutant cannot be made; the message says how to mend it."""


@frozen
class Mutant:
    """A damage of a function.

    Attributes:
        target: the group it stands in; it has the last name of the function's module.
        function: the qualified name within the module.
        kind: the damage, with its ordinal among its like within the function.
    """

    target: str
    function: str
    kind: str

    @property
    def name(self) -> str:
        """The name that `--list` prints and `--only` takes."""
        return f"{self.target}.{self.function} {self.kind}"


@frozen
class Target:
    """A group of the kept list.

    Attributes:
        name: the last name of the module.
        tests: the files that should notice, those that notice most first.
        mutants: what is kept.
        equivalent: by mutant why it changes nothing that anybody can see.
    """

    name: str
    tests: tuple[str, ...]
    mutants: tuple[Mutant, ...]
    equivalent: Mapping[Mutant, str] = field(hash=False)


@frozen
class Found:
    """A function in a module: where, and the tree of the whole module to be damaged."""

    path: Path
    tree: ast.Module
    function: ast.AST


def kept(path: Path = KEPT) -> dict[str, Target]:
    """Return the kept list by target."""
    raw = yaml.safe_load(path.read_text("utf-8"))
    targets = {}
    for name, group in raw.items():
        mutants = [Mutant(name, f, kind) for f, kinds in group["mutants"].items() for kind in kinds]
        equivalent = {
            Mutant(name, f, kind): why
            for f, kinds in group.get("equivalent", {}).items()
            for kind, why in kinds.items()
        }
        targets[name] = Target(name, tuple(group["tests"]), tuple(mutants), equivalent)
    return targets


def find(target: str, function: str, root: Path = ROOT) -> Found:
    """Return the function of that qualified name, wherever in the package it stands.

    Args:
        target: the last name of its module, asked only where several modules define the name.
        function: the qualified name; `module:name` names another module than the target does.
        root: where `src/kla_rules` is.

    Raises:
        MutantError: if no module defines it, or several do and the target names none of them.
    """
    module, _, qualified = function.rpartition(":")
    found = list(modules(root, qualified))
    if len(found) > 1:
        near = [one for one in found if module_name(one) == (module or target)]
        found = near if len(near) == 1 else found
    if not found:
        raise MutantError(
            f"{target}.{function}: no module of {PACKAGE} defines {qualified}; "
            f"write its new name in {KEPT.name}, or take its mutants to what does its work now"
        )
    if len(found) > 1:
        where = ", ".join(map(str, found))
        raise MutantError(
            f"{target}.{function}: several modules define {qualified} ({where}); "
            f'write "module:{qualified}" in {KEPT.name}, with the last name of the module'
        )
    tree = ast.parse(sources(root)[found[0]])
    (one,) = defined(tree, qualified)
    return Found(found[0], tree, one)


@functools.cache
def modules(root: Path, qualified: str) -> tuple[Path, ...]:
    """Return the modules that define a name, once for each definition."""
    last = qualified.rpartition(".")[2]
    may = re.compile(rf"^ *(def )?{last}\b", re.MULTILINE)  # to parse few modules only
    return tuple(
        path
        for path, text in sources(root).items()
        if may.search(text)
        for _ in defined(ast.parse(text), qualified)
    )


@functools.cache
def sources(root: Path) -> Mapping[Path, str]:
    """Return the modules of the package by path from the root, read once."""
    paths = sorted((root / PACKAGE).rglob("*.py"))
    return {path.relative_to(root): path.read_text("utf-8") for path in paths}


def module_name(path: Path) -> str:
    """Return the last name of a module."""
    return path.parent.name if path.stem == "__init__" else path.stem


def proposed(target: str, function: str, root: Path = ROOT) -> Iterator[Mutant]:
    """Yield every mutant that a function has.

    Raises:
        MutantError: as `find()` does.
    """
    for place in places(find(target, function, root).function):
        yield Mutant(target, function, place.kind)


def damaged(mutant: Mutant, root: Path = ROOT) -> tuple[Path, str]:
    """Return a module by its path from the root, and its text with the damage done.

    Raises:
        MutantError: as `with_damage` does.
    """
    found = with_damage(mutant, root)
    return found.path, ast.unparse(found.tree)


def with_damage(mutant: Mutant, root: Path = ROOT) -> Found:
    """Return a function with the damage done.

    Raises:
        MutantError: if the function is not found, or has no such place any more.
    """
    found = find(mutant.target, mutant.function, root)
    place = next((one for one in places(found.function) if one.kind == mutant.kind), None)
    if place is None:
        raise MutantError(
            f"{mutant.name}: the function has no such place any more; "
            f"choose another: python tools/mutants.py --propose {mutant.target}.{mutant.function}"
        )
    place.damage()
    return found
