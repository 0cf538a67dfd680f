"""Try cases: which of what is lacking each would show, were its results confirmed."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from kla_rules.core.findings import FindingsError
from kla_rules.core.points import as_json
from kla_rules.evaluation.result import Evaluation
from kla_rules.model.edition import Edition
from kla_rules.units.rollup import Rollup
from kla_rules.validation.corpus.model import Case
from kla_rules.validation.corpus.running import RESULTS, Result, run_case
from kla_rules.validation.covered.kinds import Key
from kla_rules.validation.covered.model import Target
from kla_rules.validation.covered.shown import shown_by

Wanted = Mapping[str, Sequence[str] | None]
GENERATED: Final = "generated"


class Maker:
    """Makes cases until nothing is lacking that a case can show.

    Attributes:
        edition: the rules.
        lacking: what is still lacking, by key.
        made: the cases, as they are written.
        year: the round of their profiles, or None.
    """

    def __init__(self, edition: Edition, lacking: Iterable[Target], taken: Iterable[str]) -> None:
        """Begin.

        Args:
            edition: the rules.
            lacking: what is lacking.
            taken: names that other cases have.
        """
        self.edition = edition
        self.lacking = {target.key: target for target in lacking}
        self.made: list[dict[str, Any]] = []
        self.year = max(edition.rounds, default=None)
        self._taken = set(taken)

    def of(self, kind: str) -> list[Target]:
        """Return what is still lacking of a kind."""
        return [target for target in self.lacking.values() if target.kind == kind]

    def profile(self, *pieces: Mapping[str, Any]) -> dict[str, Any]:
        """Return a profile of the round that says what pieces say."""
        said: dict[str, Any] = {} if self.year is None else {"year": self.year}
        for piece in pieces:
            said |= piece
        return said

    def offer(self, name: str, about: str, given: Mapping[str, Any], wanted: Wanted) -> bool:
        """Take a case if it shows something that is lacking.

        Args:
            name: what to call it.
            about: what it is to show.
            given: what goes in.
            wanted: the results that it says, each with the ids that it says them of.
        """
        value = self._case(name, about, given, wanted)
        return value is not None and self.take(value)

    def shows(self, given: Mapping[str, Any], wanted: Wanted) -> set[Key]:
        """Return what of the lacking a case would show."""
        value = self._case("", "", given, wanted)
        return set() if value is None else self._shown(value)

    def take(self, value: dict[str, Any]) -> bool:
        """Take a whole case if it shows something that is lacking."""
        shown = self._shown(value)
        if shown:
            self._keep(value, shown)
        return bool(shown)

    def add(self, name: str, about: str, given: Mapping[str, Any], wanted: Wanted) -> bool:
        """Take a case beside one that was taken, though it shows nothing further.

        A rule that is another one fails one of the two, or both: arguments as of `offer`.

        Returns:
            Whether what is given is accepted.
        """
        value = self._case(name, about, given, wanted)
        if value is not None:
            self._keep(value, self._shown(value))
        return value is not None

    def _keep(self, value: dict[str, Any], shown: set[Key]) -> None:
        self.made.append(value)
        self._taken.add(value["id"])
        for key in shown:
            del self.lacking[key]

    def _shown(self, value: Mapping[str, Any]) -> set[Key]:
        results: list[Result] = []
        case = Case(value["id"], None, None, value)
        if run_case(case, self.edition, results.append):
            return set()
        keys = {key for result in results for key in shown_by(case, result)}
        return keys & self.lacking.keys()

    def _case(
        self, name: str, about: str, given: Mapping[str, Any], wanted: Wanted
    ) -> dict[str, Any] | None:
        """Return a case with what the library now gives, or None where it is refused."""
        results: list[Result] = []
        bare = {"id": "x", **given, "expect": {}}
        if "condition_of" in given:
            bare["expect"] = {"holds": None}
        try:
            found = run_case(Case("x", None, None, bare), self.edition, results.append)
        except FindingsError:
            return None
        if not results:
            return None
        if "condition_of" in given:
            came = next((one.values["came"] for one in found), "null")
            expect: dict[str, Any] = {"holds": {"true": True, "false": False}.get(str(came))}
        else:
            expect = _expected(results[0], wanted)
        head = {"id": self._named(name), "about": about, "confirmed": False}
        return {**head, **given, "expect": as_json(expect)}

    def _named(self, name: str) -> str:
        clean = "".join(c if c.isascii() and (c.isalnum() or c in "._+-") else "-" for c in name)
        base = f"{GENERATED}-{clean}"[:90]
        numbers = (f"{base}-{n}" for n in range(2, 10_000))
        return base if base not in self._taken else next(n for n in numbers if n not in self._taken)


def _expected(result: Result, wanted: Wanted) -> dict[str, Any]:
    """Return what came, of what is wanted."""
    if isinstance(result, Evaluation):
        expect: dict[str, Any] = {}
        for key, names in wanted.items():
            came: Any = RESULTS[key](result)
            known = came if names is None else {one: came[one] for one in names if one in came}
            expect[key] = known
        return expect
    names = wanted.get("questions") or ()
    if isinstance(result, Rollup):
        shares = {name: result[name] for name in names}
        return {
            name: {"part": one.part, "whole": one.whole, "unknown": one.unknown}
            for name, one in shares.items()
        }
    return {
        name: {
            "state": one.state,
            "lacking": list(one.lacking),
            "undocumented": list(one.undocumented),
            "documents": [list(group) for group in one.documents],
        }
        for name, one in ((name, result.suggestions[name]) for name in names)
    }
