"""The second engine: durable-rules compares the thousandths and chains the rules itself.

Everything that durable-rules 2.0.28 asks of its host stands here:

- it is loaded lazily bound: on Python 3.13 a symbol that nothing calls is missing;
- no `Host` is made: its timer threads never end;
- every rule looks at one fact: joins of two crash the process;
- facts are whole numbers, with ids of their own;
- every run has a state of its own, which is deleted: 1,024 of them exhaust a ruleset;
- exceptions of actions are swallowed into the state: they are raised from there;
- an action has one parameter: with two it is taken for asynchronous, and the chain stops;
- one ruleset serves one thread;
- a ruleset of 512 rules or more is never finished: which step mends what is looked up in the
  catalogue, and the rules stay few;
- numbers are read as 64 bits: larger ones are refused before.

A crash takes the process down, so it never runs unless asked for.
"""

import contextlib
import itertools
import os
import sys
import threading
import warnings
import weakref
from collections.abc import Callable, Mapping
from typing import Any, Final

from kla_rules.findings import KlaError, MissingExtraError
from kla_rules.model.step import Catalogue
from kla_rules.remedy.compiled import Counted, compiled
from kla_rules.remedy.facts import Given, Inferred

Action = Callable[[Any], None]
_LARGEST: Final = 2**53


def infer(catalogue: Catalogue, given: Given) -> Inferred:
    """Return what the native engine returns, inferred by durable-rules.

    Raises:
        MissingExtraError: if durable-rules is not installed, or cannot be loaded.
        DurableError: if an action failed.
    """
    if not hasattr(_LOCAL, "rules"):
        _LOCAL.rules = Rules()
        _LOCAL.until = until = _Until()
        weakref.finalize(until, _LOCAL.rules.free).atexit = False
    inferred: Inferred = _LOCAL.rules.run(catalogue, given)
    return inferred


# A ruleset serves the thread that made it, and is freed when that ends.
_LOCAL: Final = threading.local()


class _Until:
    """Lives as long as the thread that it belongs to."""


class DurableError(KlaError):
    """An action of durable-rules failed."""


def _engine() -> Any:  # noqa: ANN401 - a module without types
    lazily = hasattr(sys, "setdlopenflags")
    flags = sys.getdlopenflags() if lazily else 0
    if lazily:
        sys.setdlopenflags(flags & ~os.RTLD_NOW | os.RTLD_LAZY)
    try:
        from durable import engine  # noqa: PLC0415 - the extra is loaded by who asks for it

        _ = engine.Ruleset, engine.MessageNotHandledException  # what it must have
    except (ImportError, AttributeError, OSError, RuntimeError) as error:
        raise MissingExtraError("durable-rules", "durable") from error
    finally:
        if lazily:
            sys.setdlopenflags(flags)
    # It asks the time in a way that Python 3.12 warns of; where warnings are errors, in an action.
    warnings.filterwarnings("ignore", category=DeprecationWarning, module=r"durable\.engine")
    return engine


class Rules:
    """The rules as durable-rules holds them; what one run infers is gathered in it."""

    def __init__(self) -> None:
        self.engine = _engine()
        self.sids = itertools.count()
        self.held = self.engine.Ruleset(f"kla-{threading.get_ident()}", None, self._definition())

    def free(self) -> None:
        """Free what durable-rules holds; nothing runs in it any more."""
        self.engine.durable_rules_engine.delete_ruleset(self.held._handle)  # noqa: SLF001 - no other way

    def _definition(self) -> dict[str, Any]:
        """Return one rule for each comparison, and one for each kind of fact that follows."""
        return {
            "gap": _rule(_less("high", "maximum"), self._found("gap")),
            "unanswered": _rule(_less("low", "high"), self._found("unanswered")),
            "unbacked": _rule(_less("backed", "low"), self._found("unbacked")),
            "open": _rule(_less("low", "maximum"), self._open),
            "need": _rule({"$ex": {"need": 1}}, self._propose),
            "step": _rule({"$ex": {"step": 1}}, self._ask_first),
            "lack": _rule({"$ex": {"lack": 1}}, self._lacks),
            **self._comparisons(),
            "enough": _rule({"$gte": {"yes": {"$m": "wants"}}}, self._holds),
            "too many": _rule({"$gte": {"no": {"$m": "fails"}}}, self._fails),
            "counted": _rule({"$ex": {"counted": 1}}, _nothing),
            "compared": _rule({"$ex": {"compared": 1}}, _nothing),
            "both": _rule({"$gte": {"legs": 2}}, self._both),
            "one": _rule({"$lt": {"legs": 2}}, _nothing),
        }

    def _comparisons(self) -> dict[str, Any]:
        """Return for each comparator when it holds of a whole range, and when of none of it."""
        forms = {
            "at_least": (("$gte", "least"), ("$lt", "most")),
            "above": (("$gt", "least"), ("$lte", "most")),
            "at_most": (("$lte", "most"), ("$gt", "least")),
            "below": (("$lt", "most"), ("$gte", "least")),
        }
        rules = {}
        for comparator, sides in forms.items():
            for (sign, end), action in zip(sides, (self._holds, self._fails), strict=True):
                same = {"comparator": comparator}
                beyond = {sign: {end: {"$m": "bound"}}}
                rules[f"{comparator} {sign}"] = _rule({"$and": [same, beyond]}, action)
        return rules

    def run(self, catalogue: Catalogue, given: Given) -> Inferred:
        """Return what follows, inferred in a state of its own."""
        self.catalogue = catalogue
        self.needs: set[tuple[str, str]] = set()
        self.proposed: set[str] = set()
        self.required: set[tuple[str, str]] = set()
        self.legs: dict[str, int] = {}
        self.said: set[str] = set()
        self.decided: dict[str, bool] = {}
        self.above: dict[str, Counted] = {}
        self.counts: dict[str, list[int]] = {}
        self.turned: set[str] = set()
        self.asked = frozenset(name for name, _ in given.conditions)
        self.sid = str(next(self.sids))
        self.started = False
        try:
            for fact in given.questions:
                low, high, most, backed = fact.low, fact.high, fact.maximum, fact.backed
                figures = {"low": low, "high": high, "maximum": most, "backed": backed}
                self._assert({"id": "fact " + fact.node, "node": fact.node, **figures})
            for message in self._parts(given):
                self._assert(message)
            failed = self.held.get_state(self.sid).get("exception") if self.started else None
        finally:
            # An assertion that no rule matches leaves a state behind as well.
            with contextlib.suppress(Exception):
                self.held.delete_state(self.sid)
        if failed:
            raise DurableError(str(failed))
        unknown = {(name, "unanswered") for name in self.asked - self.decided.keys()}
        return Inferred(
            frozenset(self.needs | unknown), frozenset(self.proposed), frozenset(self.required)
        )

    def _parts(self, given: Given) -> list[dict[str, Any]]:
        """Return the parts of the conditions as facts; what counts a part is kept."""
        found: list[dict[str, Any]] = []
        for name, condition in given.conditions:
            for part in compiled(name, condition, given.figures):
                key = {"id": "part " + part.name}
                if isinstance(part, Counted):
                    self.above |= dict.fromkeys(part.parts, part)
                    self.turned |= {part.name} if part.turned else set()
                    limits = {"wants": part.wants, "fails": part.fails}
                    found.insert(0, {**key, "counted": part.name, "yes": 0, "no": 0, **limits})
                    continue
                if max(map(abs, (part.low, part.high, part.bound))) > _LARGEST:
                    raise DurableError(f"the figures of {name} are too large for durable-rules")
                ends = {"least": part.low, "most": part.high, "bound": part.bound}
                found.append({**key, "compared": part.name, "comparator": part.comparator, **ends})
        return found

    def _assert(self, message: dict[str, Any]) -> None:
        """Assert a fact from outside, and do what follows from it."""
        failures: list[Any] = []
        try:
            handle = self.held.assert_facts([{**message, "sid": self.sid}])
        except self.engine.MessageNotHandledException:
            return  # nothing to mend there
        self.started = True
        self.held.do_actions(handle, lambda error, _: failures.append(error))
        for error in filter(None, failures):
            raise DurableError(str(error))

    # -- actions ---------------------------------------------------------------------------------

    def _say(self, c: Any, **message: object) -> None:  # noqa: ANN401 - a closure of durable-rules
        """Assert a fact once."""
        name = " ".join(map(str, message.values()))
        key = " ".join([*message, name])
        if key not in self.said:
            self.said.add(key)
            c.assert_fact({"id": key, "sid": self.sid, **message})

    def _found(self, state: str) -> Action:
        def found(c: Any) -> None:  # noqa: ANN401 - a closure of durable-rules
            node = c.m.node
            self.needs.add((node, state))
            if state == "gap" and node in self.catalogue.by_node:
                self._say(c, need=node)

        return found

    def _holds(self, c: Any) -> None:  # noqa: ANN401 - a closure of durable-rules
        self._decide(c, holds=True)

    def _fails(self, c: Any) -> None:  # noqa: ANN401 - a closure of durable-rules
        self._decide(c, holds=False)

    def _decide(self, c: Any, *, holds: bool) -> None:  # noqa: ANN401 - as above
        """Pass on that a part of a condition holds or fails: to what counts it, or to the needs."""
        name = c.m.counted or c.m.compared
        if name in self.turned:
            holds = not holds
        if name in self.decided:
            return
        self.decided[name] = holds
        above = self.above.get(name)
        if above is not None:
            counts = self.counts.setdefault(above.name, [0, 0])
            counts[holds] += 1
            limits = {"wants": above.wants, "fails": above.fails}
            self._say(c, counted=above.name, yes=counts[True], no=counts[False], **limits)
        elif not holds:
            self.needs.add((name, "gap"))
            if name in self.catalogue.by_node:
                self._say(c, need=name)

    def _open(self, c: Any) -> None:  # noqa: ANN401 - a closure of durable-rules
        for step in self.catalogue.by_question.get(c.m.node, ()):
            if step in self.catalogue.waiting:
                self._say(c, lack=step)

    def _propose(self, c: Any) -> None:  # noqa: ANN401 - a closure of durable-rules
        for step in self.catalogue.by_node[c.m.need]:
            self.proposed.add(step)
            self._say(c, step=step)

    def _ask_first(self, c: Any) -> None:  # noqa: ANN401 - a closure of durable-rules
        for before in self.catalogue.steps[c.m.step].after:
            self._leg(c, c.m.step, before)

    def _lacks(self, c: Any) -> None:  # noqa: ANN401 - a closure of durable-rules
        for step in self.catalogue.waiting[c.m.lack]:
            self._leg(c, step, c.m.lack)

    def _leg(self, c: Any, step: str, before: str) -> None:  # noqa: ANN401 - as above
        """Count one of the two things that make a step required: it is waited for, and not done."""
        pair = f"{step} {before}"
        self.legs[pair] = self.legs.get(pair, 0) + 1
        self._say(c, legs=self.legs[pair], waits=step, before=before)

    def _both(self, c: Any) -> None:  # noqa: ANN401 - a closure of durable-rules
        self.required.add((c.m.waits, c.m.before))
        self._say(c, step=c.m.before)


def _nothing(c: Any) -> None:  # noqa: ANN401 - a closure of durable-rules
    """Match a fact that nothing follows from: one that no rule matches is refused."""


def _less(left: str, right: str) -> dict[str, Any]:
    return {"$lt": {left: {"$m": right}}}


def _rule(condition: Mapping[str, Any], action: Action) -> dict[str, Any]:
    return {"all": [{"m": dict(condition)}], "run": action}
