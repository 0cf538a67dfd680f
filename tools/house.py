"""Print the house as the code has it: its folders, who imports whom, and what should not be there.

    python tools/house.py [PACKAGE] [--drawing]

PACKAGE is the folder of a package, as in another checkout (default: src/kla_rules). Everything is
read from the source by `ast`; nothing is imported. Imports under TYPE_CHECKING are no arrows; those
inside functions are, and are listed too. With `--drawing` the folders and their arrows are written
into `docs/architecture.md` between its two markers.
"""

import argparse
import ast
import functools
import itertools
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

ROOT: Final = Path(__file__).parents[1]
PACKAGE: Final = ROOT / "src" / "kla_rules"
PAGE: Final = ROOT / "docs" / "architecture.md"
BEGIN: Final = "<!-- The drawing: written by tools/house.py --drawing; do not edit. -->"
END: Final = "<!-- The end of the drawing. -->"
LONGEST: Final = 350
# Names that say nothing of what they hold.
VAGUE: Final = ("one", "found", "given", "there", "more", "said", "told", "asked", "some")
# The union of all operators; whoever looks at two of its classes visits a condition.
UNION: Final = "Condition"
TABLE: Final = "(table)"
_VISITED: Final = 2

N = TypeVar("N", bound=Hashable)
Arrows = Mapping[N, Iterable[N]]


@dataclass(frozen=True)
class Module:
    """A module: its dotted name below the package ("" for the package itself), file and source."""

    name: str
    path: Path
    source: str

    @functools.cached_property
    def tree(self) -> ast.Module:
        """Return it as a tree."""
        return ast.parse(self.source)

    @property
    def folder(self) -> str:
        """Return its folder right under the package; of a module there, its own name."""
        return self.name.partition(".")[0]

    @property
    def is_package(self) -> bool:
        """Return whether it is the `__init__` of a folder."""
        return self.path.name == "__init__.py"

    @property
    def lines(self) -> int:
        """Return how many lines it has."""
        return len(self.source.splitlines())


@dataclass(frozen=True)
class Import:
    """One module imports another: on a line, and in a function or at the top (None)."""

    importer: str
    imported: str
    line: int
    function: str | None


@dataclass(frozen=True)
class Visit:
    """A function that tells classes of conditions apart, and what it does with one more class."""

    module: str
    line: int
    function: str
    classes: tuple[str, ...]
    others: str


@dataclass(frozen=True)
class House:
    """The modules of a package, by name, and what they import of each other."""

    modules: Mapping[str, Module]
    imports: tuple[Import, ...]

    @property
    def folders(self) -> list[str]:
        """Return the folders and modules right under the package, lowest first.

        Those that import each other, however far round, stand next to each other.
        """
        arrows = self.between_folders()
        names = sorted({module.folder for module in self.modules.values()} - {""})
        return [name for group in groups(names, arrows) for name in group]

    def between_modules(self) -> dict[str, set[str]]:
        """Return by module the modules that it imports."""
        arrows: dict[str, set[str]] = {name: set() for name in self.modules}
        for each in self.imports:
            arrows[each.importer].add(each.imported)
        return arrows

    def between_folders(self) -> dict[str, Counter[str]]:
        """Return by folder the others that it imports, each with the number of arrows."""
        arrows: dict[str, Counter[str]] = {}
        for importer, imported in self.between_modules().items():
            above = self.modules[importer].folder
            below = Counter(self.modules[name].folder for name in sorted(imported))
            del below[above], below[""]
            if above:
                arrows.setdefault(above, Counter()).update(below)
        return arrows

    def says(self, folder: str) -> str:
        """Return the first line of what a folder says of itself."""
        text = ast.get_docstring(self.modules[folder].tree) or ""
        return text.partition("\n")[0]


def house_of(package: Path) -> House:
    """Return the house of a package."""
    modules = {}
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        modules[name] = Module(name, path, path.read_text(encoding="utf-8"))
    names = frozenset(modules)
    imports = (imports_of(module, names, package.name) for module in modules.values())
    return House(modules, tuple(itertools.chain.from_iterable(imports)))


def imports_of(module: Module, names: frozenset[str], package: str) -> Iterator[Import]:
    """Yield what a module imports of its package, wherever it does; each once for a statement."""
    for node, function in walk(module.tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            full = _imported(node, module, package)
            known = dict.fromkeys(_module_of(name, names, package) for name in full)
            for name in known:
                if name is not None and name != module.name:
                    yield Import(module.name, name, node.lineno, function)


def walk(tree: ast.AST, function: str | None = None) -> Iterator[tuple[ast.AST, str | None]]:
    """Yield every node with the function it stands in, but for what is for type checkers alone."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            for other in node.orelse:
                yield other, function
                yield from walk(other, function)
            continue
        yield node, function
        inner = function
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            inner = f"{function}.{node.name}" if function else node.name
        yield from walk(node, inner)


def _imported(node: ast.Import | ast.ImportFrom, module: Module, package: str) -> Iterator[str]:
    """Yield the full names that an import names."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
        return
    above = node.module or ""
    if node.level:
        parts = [package, *module.name.split(".")] if module.name else [package]
        if not module.is_package:
            parts.pop()
        parts = parts[: len(parts) - (node.level - 1)]
        above = ".".join([*parts, *([node.module] if node.module else [])])
    yield from (f"{above}.{alias.name}" for alias in node.names)


def _module_of(full: str, names: frozenset[str], package: str) -> str | None:
    """Return the module that a full name is, or that it stands in; None for another package."""
    first, _, name = full.partition(".")
    if first != package:
        return None
    while name and name not in names:
        name = name.rpartition(".")[0]
    return name or None


# -- circles ---------------------------------------------------------------------------------------


def groups(names: Iterable[N], arrows: Arrows[N]) -> list[list[N]]:
    """Return together what leads to one another, each group after those it leads to (Tarjan)."""
    found: list[list[N]] = []
    number: dict[N, int] = {}
    back: dict[N, int] = {}
    waiting: list[N] = []

    def visit(name: N) -> None:
        number[name] = back[name] = len(number)
        waiting.append(name)
        for other in sorted(arrows.get(name, ()), key=str):
            if other not in number:
                visit(other)
                back[name] = min(back[name], back[other])
            elif other in waiting:
                back[name] = min(back[name], number[other])
        if back[name] == number[name]:
            place = waiting.index(name)
            found.append(sorted(waiting[place:], key=str))
            del waiting[place:]

    for name in names:
        if name not in number:
            visit(name)
    return found


def circles(names: Iterable[N], arrows: Arrows[N]) -> list[list[N]]:
    """Return the groups of which each member leads back to itself by others."""
    return [group for group in groups(names, arrows) if len(group) > 1]


def needed(arrows: Mapping[str, Iterable[str]]) -> list[tuple[str, str]]:
    """Return the arrows that no longer way over others says already; those of a circle all stay."""

    def reached(start: str, without: str) -> set[str]:
        seen, waiting = set[str](), [name for name in arrows.get(start, ()) if name != without]
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                waiting += arrows.get(name, ())
        return seen

    in_circle = {name: group for group in circles(arrows, arrows) for name in group}
    return [
        (above, below)
        for above in arrows
        for below in arrows[above]
        if below in in_circle.get(above, ()) or below not in reached(above, below)
    ]


# -- visits of conditions --------------------------------------------------------------------------


def operators(house: House) -> frozenset[str]:
    """Return the names of the classes that the union of all conditions is of."""
    for module in house.modules.values():
        for node in ast.walk(module.tree):
            targets = node.targets if isinstance(node, ast.Assign) else []
            if isinstance(node, ast.AnnAssign):
                targets = [node.target]
            names = {target.id for target in targets if isinstance(target, ast.Name)}
            if UNION in names and isinstance(node, ast.Assign | ast.AnnAssign) and node.value:
                return frozenset(_names(node.value))
    return frozenset()


def visits(house: House) -> list[Visit]:
    """Return every function, or table of a module, that tells two classes of conditions apart."""
    known = operators(house)
    found = []
    for module in house.modules.values():
        classes: dict[str, dict[str, None]] = {}
        lines: dict[str, int] = {}
        for node, function in walk(module.tree):
            place = function or TABLE
            named = [name for name in _told_apart(node) if name in known]
            if named:
                classes.setdefault(place, {}).update(dict.fromkeys(named))
                lines.setdefault(place, getattr(node, "lineno", 1))
        others = {TABLE: "has no entry"} | _others(module)
        found += [
            Visit(module.name, lines[place], place, tuple(named), others.get(place, "passes over"))
            for place, named in classes.items()
            if len(named) >= _VISITED
        ]
    return found


def _told_apart(node: ast.AST) -> Iterator[str]:
    """Yield the classes that a pattern, a test or the keys of a table name."""
    if isinstance(node, ast.MatchClass):
        yield from _names(node.cls)
    elif isinstance(node, ast.Call) and _names(node.func) == ["isinstance"]:
        yield from _names(node.args[1])
    elif isinstance(node, ast.Dict):
        yield from (name for key in node.keys if key is not None for name in _names(key))


def _names(node: ast.AST) -> list[str]:
    """Return the names that an expression is made of: of `a.B` the last part."""
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, ast.Attribute):
        return [node.attr]
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value.replace("|", " ").split()
    if isinstance(node, ast.BinOp | ast.Tuple | ast.Subscript):
        return [name for part in ast.iter_child_nodes(node) for name in _names(part)]
    return []


def _others(module: Module) -> dict[str, str]:
    """Return by function what it does with a class that it does not name, where it says so."""
    found: dict[str, str] = {}
    for node, function in walk(module.tree):
        if function is None:
            continue
        if isinstance(node, ast.Call) and _names(node.func) == ["assert_never"]:
            found[function] = "is exhaustive"
        elif isinstance(node, ast.match_case) and isinstance(node.body[0], ast.Raise):
            found.setdefault(function, "raises")
    return found


# -- vague names -----------------------------------------------------------------------------------


def vague(modules: Iterable[Module]) -> Counter[str]:
    """Return how often each name stands that says nothing of what it holds."""
    nodes = (node for module in modules for node in ast.walk(module.tree))
    names = (getattr(node, "id", getattr(node, "arg", None)) for node in nodes)
    return Counter(name for name in names if name in VAGUE)


# -- what is printed -------------------------------------------------------------------------------


def printed(house: House) -> Iterator[str]:
    """Yield the lines that say what the house is like."""
    modules = house.modules.values()
    arrows, folders = house.between_folders(), house.folders
    yield f"{sum(one.lines for one in modules):,} lines in {len(modules)} modules"
    package = house.modules[""].path.parent
    for name, data, ending in (
        ("catalogues", package, "po"),
        ("schemas", package.parents[1] / "schemas", "json"),
    ):
        sizes = [path.read_bytes().count(b"\n") for path in sorted(data.rglob(f"*.{ending}"))]
        yield f"{sum(sizes):,} lines in {len(sizes)} {name}"
    yield from titled("Folders, lowest first: modules, lines, imports with their number")
    for folder in folders:
        own = [one for one in modules if one.folder == folder]
        below = ", ".join(f"{name} {count}" for name, count in sorted(arrows[folder].items()))
        lines = sum(one.lines for one in own)
        yield f"{folder:16} {len(own):4} {lines:7,}  {below}"
    between = house.between_modules()
    yield from titled("Circles between folders")
    yield from listed(" - ".join(group) for group in circles(folders, arrows))
    yield from titled("Circles between modules")
    yield from listed(" - ".join(group) for group in circles(between, between))
    yield from titled("Imports inside functions")
    hidden = [one for one in house.imports if one.function is not None]
    yield from listed(
        f"{place(house, one.importer, one.line)} {one.function} imports {one.imported}"
        for one in hidden
    )
    yield from titled("Places that visit a condition, and what each does with one more operator")
    yield from listed(
        f"{place(house, one.module, one.line)} {one.function} ({len(one.classes)}) {one.others}"
        for one in visits(house)
    )
    yield from titled(f"Modules over {LONGEST} lines")
    long = sorted((one.lines, one.name) for one in modules if one.lines > LONGEST)
    yield from listed(f"{name} {lines}" for lines, name in reversed(long))
    yield from titled("Names that say nothing of what they hold, in a thousand lines")
    for folder in folders:
        own = [module for module in modules if module.folder == folder]
        thousands = sum(module.lines for module in own) / 1000
        counts = vague(own).most_common()
        if counts:
            rates = ", ".join(f"{name} {count / thousands:.1f}" for name, count in counts)
            yield f"{folder:16} {rates}"


def place(house: House, module: str, line: int) -> str:
    """Return where something stands, as editors open it."""
    path = house.modules[module].path
    return f"{path.relative_to(house.modules[''].path.parent)}:{line}"


def titled(title: str) -> Iterator[str]:
    """Yield a title."""
    yield ""
    yield title
    yield "-" * len(title)


def listed(lines: Iterable[str]) -> Iterator[str]:
    """Yield how many lines there are, and them."""
    found = list(lines)
    yield str(len(found)) if found else "none"
    yield from (f"  {line}" for line in found)


# -- the drawing -----------------------------------------------------------------------------------


def drawing(house: House) -> str:
    """Return the folders and their arrows: a drawing in Mermaid, and a table under it.

    The drawing has the arrows that say something new: an import that a longer way says already is
    in the table alone. Modules right under the package are left out.
    """
    folders = [folder for folder in house.folders if house.modules[folder].is_package]
    all_arrows = house.between_folders()
    arrows = {
        above: [below for below in folders if below in all_arrows[above]] for above in folders
    }
    lines = ["```mermaid", "flowchart TB"]
    lines += [f"    {folder}" for folder in reversed(folders)]
    lines += [f"    {above} --> {below}" for above, below in needed(arrows)]
    lines += ["```", "", "| folder | what it is | imports |", "|---|---|---|"]
    for folder in folders:
        below = ", ".join(f"`{name}`" for name in arrows[folder])
        lines.append(f"| `{folder}/` | {house.says(folder)} | {below or '-'} |")
    return "\n".join(lines)


def redrawn(page: str, drawn: str) -> str:
    """Return a page with another drawing between its markers.

    Raises:
        SystemExit: if the page does not have both of them, in their order.
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise SystemExit(f"there are no two lines {BEGIN} and {END}")
    return f"{before}{BEGIN}\n\n{drawn}\n\n{END}{after}"


def main() -> None:
    """Print the house, or write its drawing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", nargs="?", type=Path, default=PACKAGE)
    parser.add_argument("--drawing", action="store_true", help=f"write it into {PAGE.name}")
    arguments = parser.parse_args()
    house = house_of(arguments.package.resolve())
    if arguments.drawing:
        page = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(redrawn(page, drawing(house)), encoding="utf-8")
    else:
        print("\n".join(printed(house)))


if __name__ == "__main__":
    main()
