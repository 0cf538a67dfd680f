"""Examples that broke a property: kept as files that `kla evaluate` runs, until they pass."""

import shlex
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import yaml
from attrs import frozen

from kla_rules.core.points import as_json
from kla_rules.core.reading.read import read_file
from kla_rules.core.writing import printable
from kla_rules.validation.proofs.plain import thawed

FOLDER: Final = ".kla-rules"
_MOST: Final = 20  # parts of one example


def yaml_of(value: Any) -> str:  # noqa: ANN401 - plain values
    """Return plain values as YAML, in the order in which they stand."""
    plain = as_json(thawed(value))
    return yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, default_flow_style=None)


@frozen
class Kept:
    """Where the examples of some rules are kept.

    Attributes:
        folder: the folder.
        prefix: what the names of their files begin with.
        command: what runs such a file, up to its name.
    """

    folder: Path
    prefix: str
    command: str

    def path(self, law: str, part: int = 1) -> Path:
        """Return the file of an example; of its second profile, and what else it has, by number."""
        number = "" if part == 1 else f".{part}"
        return self.folder / f"{self.prefix}{law}{number}.yaml"

    def _paths(self, law: str) -> list[Path]:
        every = (self.path(law, part) for part in range(1, _MOST + 1))
        return [path for path in every if path.is_file()]

    def example(self, law: str) -> list[Any] | None:
        """Return the example of a law that is kept, as plain values; None where there is none."""
        documents = [read_file(path) for path in self._paths(law)]
        if not documents or any(one.findings for one in documents):
            return None
        return [one.root for one in documents]

    def keep(self, law: str, title: str, example: Iterable[Any]) -> Path:
        """Write the example of a law in place of the one before; return its first file."""
        self.drop(law)
        self.folder.mkdir(parents=True, exist_ok=True)
        if self.folder.parent.name == FOLDER:
            (self.folder.parent / ".gitignore").write_text("*\n", encoding="utf-8")
        for part, value in enumerate([*example][:_MOST], start=1):
            path = self.path(law, part)
            # Of what else an example has, such as a level, there is nothing to run.
            run = f"{self.command} {shlex.quote(str(path))}"
            lines = (f"{law}: {title}", *([run] if isinstance(value, Mapping) else ()))
            head = "".join(f"# {printable(line)}\n" for line in lines)
            path.write_text(head + yaml_of(value), encoding="utf-8")
        return self.path(law)

    def drop(self, law: str) -> None:
        """Remove the example of a law."""
        for path in self._paths(law):
            path.unlink(missing_ok=True)
