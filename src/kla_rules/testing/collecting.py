"""Which tests an author's rules are: collected by the files in which they stand.

Everything hangs on files as pytest collects them itself, so that a path or the id of a test selects
what it selects elsewhere: in `-k`, `--lf`, xdist and in the panel of an editor.
"""

import functools
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from attrs import field, frozen

from kla_rules.core.findings import FindingsError
from kla_rules.core.writing import Language
from kla_rules.testing.items import CasesFile, RulesFile
from kla_rules.testing.rules_tested import Tested
from kla_rules.validation.corpus.folders import RuleFolder, rule_folders
from kla_rules.validation.corpus.reading import FOLDER

_SUFFIXES: Final = frozenset({".yaml", ".yml", ".json"})


def given_paths(config: pytest.Config) -> tuple[Path, ...]:
    """Return the paths of rules that are asked for, of the options first."""
    start = config.invocation_params.dir
    asked = [*(start / path for path in config.getoption("kla_rules")), *config.getini("kla_rules")]
    return tuple(dict.fromkeys(_plain(Path(path)) for path in asked))


def _plain(path: Path) -> Path:
    """Return a path as pytest has it: absolute, without dots, links as they are."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - `resolve` follows links, and pytest does not


@frozen(eq=False, slots=False)  # slots would leave no room for what is kept once reckoned
class Collecting:
    """Collects the rules at some paths.

    Attributes:
        config: of the run.
        paths: where the rules are.
        folders: the rules that are there.
    """

    config: pytest.Config
    paths: tuple[Path, ...]
    folders: tuple[RuleFolder, ...] = field(init=False)

    @folders.default
    def _folders(self) -> tuple[RuleFolder, ...]:
        """Find the rules.

        Raises:
            UsageError: if there are none at a path.
        """
        try:
            every = [one for path in self.paths for one in rule_folders(path)]
        except FindingsError as error:
            language: Language = self.config.getoption("kla_rules_lang")
            told = "\n".join(one.line_of_text(language) for one in error.findings)
            raise pytest.UsageError(f"--kla-rules: {told}") from None
        return tuple({one.files: one for one in every}.values())

    def arguments(self) -> list[str]:
        """Return what pytest is to collect.

        Where no path is named, rules that the option names are all there is to collect, and those
        of the configuration come after whatever else the project tests. Where some are named, they
        are all; but rules of the option are added where none of them lies among those.
        """
        config, own = self.config, [str(path) for path in self._places()]
        by_option = bool(config.getoption("kla_rules"))
        if config.args_source is not pytest.Config.ArgsSource.ARGS:
            start = config.invocation_params.dir
            others = [] if by_option else [_plain(start / one) for one in config.args]
            more = [one for one in own if not any(_below(Path(one), other) for other in others)]
            return [*([] if by_option else config.args), *more]
        named = [_plain(config.invocation_params.dir / one.split("::")[0]) for one in config.args]
        if not by_option or any(_below(name, path) for name in named for path in self._tops()):
            return list(config.args)
        return [*config.args, *own]

    def _tops(self) -> Iterator[Path]:
        yield from (path if path.is_dir() else path.parent for path in self.paths)

    def _places(self) -> Iterator[Path]:
        """Yield the paths to collect: of an overlay that is named alone, its cases besides."""
        for path in self.paths:
            yield path
            if not path.is_dir() and (path.parent / FOLDER).is_dir():
                yield path.parent / FOLDER

    @functools.cached_property
    def tested(self) -> dict[Path, Tested]:
        """Return the rules by the file where they are tested."""
        option = self.config.getoption
        failing = option("kla_rules_failing")
        place = failing and self.config.invocation_params.dir / failing
        return {
            _plain(_anchor(folder)): Tested(
                folder, option("kla_rules_lang"), place, option("kla_rules_mutate")
            )
            for folder in self.folders
        }

    def pytest_collect_file(
        self, file_path: Path, parent: pytest.Collector
    ) -> pytest.Collector | None:
        """Collect the first file of rules, and files of cases."""
        path = _plain(file_path)
        if path in self.tested:
            return RulesFile.from_parent(parent, path=path, tested=self.tested[path])
        if path.suffix in _SUFFIXES and path.parent.name == FOLDER:
            beside = [one for one in self.tested.values() if _cases_at(one) == path.parent]
            if beside:
                return CasesFile.from_parent(parent, path=path, several=beside)
        return None


def _cases_at(tested: Tested) -> Path | None:
    place = tested.folder.cases_at
    return None if place is None else _plain(place)


def _anchor(folder: RuleFolder) -> Path:
    return folder.path / "edition.yaml" if folder.kind == "edition" else folder.files[0]


def _below(path: Path, top: Path) -> bool:
    return path == top or top in path.parents
