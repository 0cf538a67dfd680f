"""`kla evaluate-table`: a file of profiles, a row each, into a file of results."""

import argparse
import gc
import sys
from typing import Final

from kla_rules.cli.codes import NOT_DETERMINED, STOPPED, YES
from kla_rules.cli.output import show
from kla_rules.columns.evaluate_file import evaluate_table_file
from kla_rules.columns.file_progress import TableProgress
from kla_rules.core.catalogues import TABLE_FILE
from kla_rules.core.writing import Language

_QUIET: Final = 2.0  # seconds in which nobody asks how far it is
_IN_PLACE, _IN_LINES = 0.5, 10.0  # seconds between two, on a terminal and in a log
_ALL: Final = "all"


def evaluate_table(arguments: argparse.Namespace) -> int:
    """Write the results; exit 0 if every row is determined, else 3, and 130 if it was stopped."""
    gc.enable()  # it may take an hour
    shown = _Shown(arguments.lang)
    try:
        result = evaluate_table_file(
            arguments.source,
            arguments.target,
            edition=arguments.edition,
            overlays=arguments.overlay,
            unit=arguments.unit,
            engine=arguments.engine,
            on_error=arguments.on_error,
            edge_policy=arguments.edge_policy,
            scales=arguments.scales,
            nodes=_ALL in arguments.nodes or arguments.nodes,
            layout=arguments.layout,
            keep=arguments.keep,
            inputs=not arguments.results_only,
            bad_cells=arguments.bad_cells,
            language=arguments.lang,
            progress=shown.tell,
        )
    except KeyboardInterrupt:
        shown.end()
        sys.stderr.write(TABLE_FILE.say("stopped", arguments.lang, rows=shown.rows) + "\n")
        return STOPPED
    finally:
        shown.end()
    return show(arguments, result, YES if result.determined == result.rows else NOT_DETERMINED)


class _Shown:
    """How far it is, on standard error: in one place on a terminal, else now and then a line."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.on_terminal = sys.stderr.isatty()
        self.next = _QUIET
        self.rows = 0
        self.is_open = False

    def tell(self, progress: TableProgress) -> None:
        """Show how far it is, where it is time to."""
        self.rows = progress.rows
        if progress.seconds < self.next:
            return
        self.next = progress.seconds + (_IN_PLACE if self.on_terminal else _IN_LINES)
        text = progress.text(self.language)
        if self.on_terminal:
            sys.stderr.write(f"\r{text}\x1b[K")
            self.is_open = True
        else:
            sys.stderr.write(text + "\n")
        sys.stderr.flush()

    def end(self) -> None:
        """Leave the line."""
        if self.is_open:
            sys.stderr.write("\n")
            self.is_open = False
