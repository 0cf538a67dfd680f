"""The rows of a file, run by run into its work folder, and from there into their places."""

import contextlib
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
from attrs import frozen

from kla_rules.columns.arrays import ROWS
from kla_rules.columns.bad_report import BadReport
from kla_rules.columns.evaluating import Evaluating
from kla_rules.columns.file_places import Places, unwritable
from kla_rules.columns.file_result import Found, TableFile, Tally, summed
from kla_rules.columns.file_source import mark_of_file, runs_from
from kla_rules.columns.locked import LockedError
from kla_rules.columns.request import OnBadCell
from kla_rules.columns.returning import result_fields
from kla_rules.columns.segments import UnfitError, segments_of
from kla_rules.columns.stream import Evaluated
from kla_rules.columns.work import TakenError, Work, work_folder
from kla_rules.core.findings import ArgumentError, Finding, ProfileError
from kla_rules.core.writing import Language
from kla_rules.model.edition import Edition
from kla_rules.model.plain import overlay_digests
from kla_rules.rulesets.scales import Scale
from kla_rules.version import VERSION

METADATA: Final = "kla_rules"  # the key in a Parquet file of what its results rest on
# What is done so far, what is bad of it, and the file that becomes of it.
_ROWS, _BAD, _WHOLE = "rows", "bad", "whole"
# Is told how many rows are done, how many of them an earlier run had done, and how many of them
# stand in the file that is written.
Tell = Callable[[int, int, int], None]


@frozen
class How:
    """What a file of results has.

    Attributes:
        kept: the places of the columns of the table that it has as well.
        on_error: what becomes of rows with bad cells.
        language: of the report of bad cells.
        rows: of a run, which is what can be lost to whoever is interrupted, and a group of rows of
            a Parquet file.
    """

    kept: tuple[int, ...]
    on_error: OnBadCell
    language: Language
    rows: int = ROWS


class FileRun:
    """The evaluation of one file."""

    def __init__(self, whole: Evaluating, places: Places, how: How) -> None:
        """Take what is evaluated, and where to; nothing is done yet."""
        self.whole, self.places, self.how = whole, places, how
        self.stream, _ = whole.stream()
        fields = [whole.table.schema.field(place) for place in how.kept]
        self.results = [field.name for field in result_fields(whole, how.on_error)]
        own = [self.stream.schema.field(name) for name in self.results]
        said = json.dumps(_rests_on(whole), sort_keys=True, ensure_ascii=False)
        # What a file says of itself holds of its results, such as that its figures are invented;
        # what pandas says is of its columns, and these may not be there any more.
        of_file = {k: v for k, v in (whole.table.schema.metadata or {}).items() if k != b"pandas"}
        self.invented = of_file.get(b"invented") == b"true"
        self.schema = pa.schema([*fields, *own], {**of_file, METADATA: said})
        try:
            self.form = segments_of(places.target, self.schema)
        except UnfitError as error:
            values = {"column": str(error), "form": places.target.suffix.lower()}
            raise ArgumentError([Finding("table-file.unfit", values, ("target",))]) from error
        self.report = BadReport(whole, how.language) if places.bad_cells else None
        if self.report is not None:
            self.stream.each_bad = self.report.take

    def result(self, source: str, target: str, tell: Tell) -> TableFile:
        """Evaluate what is left of the file, put all in its place, and return what came of it.

        Args:
            source: the file that is read, as it was given.
            target: the file that is written, as it was given.
            tell: is told after each run of rows.

        Raises:
            ProfileError: if the file is damaged, changes, or has bad cells that are refused.
            ArgumentError: if nothing can be written.
        """
        asked = self._asked()
        with _work(self.places, asked) as work:
            found, continued = _found(work), work.row
            if continued:
                tell(continued, continued, 0)
            self._all(work, tell)
            if mark_of_file(self.places.source) != asked["input"]:
                work.remove()
                raise ProfileError([Finding("table-file.changed", file=source)])
            tally = self._tally(work)
            self._deliver(work, lambda rows: tell(tally.rows, continued, rows))
        edition = self.whole.request.edition
        ids = [level.id for level in edition.levels]
        levels: dict[str | None, int] = dict(zip(ids, tally.levels, strict=True))
        return TableFile(
            source=source,
            target=target,
            edition=edition,
            scale=self.whole.request.scale,
            edge_policy=self.whole.request.policy,
            illustrative=self.invented or _is_invented(edition, self.whole.request.scale),
            rows=tally.rows,
            levels={**levels, None: tally.without},
            determined=tally.determined,
            flagged=tally.flagged,
            bad_cells=tally.bad_cells,
            continued=continued,
            found=found,
        )

    def _asked(self) -> dict[str, Any]:
        """Return all that decides what is written, as plain values."""
        places, how = self.places, self.how
        return {
            "input": mark_of_file(places.source),
            "rules": _rests_on(self.whole),
            "options": {
                "columns": self.schema.names,
                "engine": self.whole.request.engine,
                "form": places.target.suffix.lower(),
                "kept": list(how.kept),
                "on_error": how.on_error,
                "rows": how.rows,
                "report": None if places.bad_cells is None else how.language,
            },
            "versions": [VERSION, pa.__version__],
        }

    def _all(self, work: Work, tell: Tell) -> None:
        if not work.steps:
            head = b"" if self.report is None else self.report.head
            work.add(0, {_BAD: head}, {})
        continued = self.stream.row = work.row
        before = 0
        is_strict = self.how.on_error == "raise"
        batches = runs_from(self.whole, continued, self.how.rows)
        for run in self.stream.evaluated(batches):
            bad = b"" if self.report is None else self.report.data()
            total = self.stream.bad.total
            if is_strict and total:  # all else is looked through, and nothing of it is kept
                work.note(_BAD, bad)
            else:
                self._add(work, run, Tally.of(run.results, total - before), bad)
            before = total
            del run  # the next one needs the room
            tell(self.stream.row, continued, 0)
        if is_strict and self.stream.bad.total:
            if self.places.bad_cells is not None:
                _written(lambda path: work.deliver_copy(_BAD, path), self.places.bad_cells)
            work.remove()
            raise ProfileError(self.whole.findings(self.stream.bad))

    def _add(self, work: Work, run: Evaluated, tally: Tally, bad: bytes) -> None:
        kept = [run.rows.column(place) for place in self.how.kept]
        own = run.results.select(self.results).columns
        rows = pa.RecordBatch.from_arrays([*kept, *own], schema=self.schema)
        data = {_ROWS: self.form.segment(rows), _BAD: bad}
        work.add(self.stream.row, data, tally.plain())

    def _tally(self, work: Work) -> Tally:
        tallies = (Tally.read(step.told) for step in work.steps if step.told)
        return summed(tallies, len(self.whole.request.edition.levels))

    def _deliver(self, work: Work, tell: Callable[[int], None]) -> None:
        def segments() -> Iterator[bytes]:
            for row, segment in work.added(_ROWS):
                yield segment
                tell(row)

        def gather(path: Path) -> None:
            with work.begun(_WHOLE) as sink:
                self.form.gather(segments(), sink)
            work.deliver(_WHOLE, path)

        if self.places.bad_cells is not None:
            _written(lambda path: work.deliver_copy(_BAD, path), self.places.bad_cells)
        _written(gather, self.places.target)
        work.remove()


def _rests_on(whole: Evaluating) -> dict[str, Any]:
    """Return what results rest on, as plain values: rules, tables, the reading of floors, unit."""
    request = whole.request
    edition, scale = request.edition, request.scale
    policy = edition.edge.policy if request.policy is None else request.policy
    return {
        "edition": edition.id,
        "version": edition.version,
        "digest": edition.digest,
        "overlays": overlay_digests(edition),
        "scales": None
        if scale is None
        else {"id": scale.id, "digest": scale.digest, "illustrative": scale.illustrative},
        "edge_policy": policy,
        "unit": request.unit,
    }


def _is_invented(edition: Edition, scale: Scale | None) -> bool:
    overlays = (overlay.illustrative for overlay in edition.overlays)
    return any(overlays) or (scale is not None and scale.illustrative)


def _found(work: Work) -> Found:
    if work.damaged:
        return "damaged"
    if work.other is not None:
        return "other"
    return "continued" if work.row else "none"


@contextlib.contextmanager
def _work(places: Places, asked: Mapping[str, Any]) -> Iterator[Work]:
    """Open the work folder.

    Raises:
        ArgumentError: if it cannot be written, or is not ours alone.
    """
    folder = {"folder": str(places.work)}
    try:
        with work_folder(places.work, (_ROWS, _BAD, _WHOLE), asked) as work:
            yield work
    except LockedError as error:
        values = {"process": error.process, "reason": "" if error.process else "unknown"}
        raise ArgumentError([Finding("table-file.busy", {**folder, **values})]) from error
    except TakenError as error:
        raise ArgumentError(
            [Finding("table-file.taken", {**folder, "first": str(error)})]
        ) from error
    except OSError as error:
        raise unwritable(error, places.target, kept=True) from error


def _written(write: Callable[[Path], None], path: Path) -> None:
    try:
        write(path)
    except OSError as error:
        raise unwritable(error, path, kept=True) from error
