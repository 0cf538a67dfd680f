"""The second engine: durable-rules compares whole numbers, counts, and chains the rules itself.

Everything that durable-rules 2.0.28 asks of its host stands here:

- it is loaded lazily bound: on Python 3.13 a symbol that nothing calls is missing;
- no `Host` is made: its timer threads never end;
- every rule looks at one fact: joins of two crash the process;
- facts are whole numbers, with ids of their own;
- every run has a state of its own, which is deleted: 1,024 of them exhaust a ruleset;
- deleting a state in which no fact matched a rule crashes the process: one fact always matches;
- exceptions of actions are swallowed into the state: they are raised from there;
- an action has one parameter: with two it is taken for asynchronous, and the chain stops;
- one ruleset serves one thread;
- a ruleset of 512 rules or more is never finished: the rules stay few, and what they speak of is
  looked up;
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
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from kla_rules.conditions.figures import Facts
from kla_rules.conditions.judgement import State
from kla_rules.conditions.operator import Compared, Counted
from kla_rules.conditions.operators import OPERATORS, Condition
from kla_rules.core.findings import Finding, KlaError, MissingExtraError

Action = Callable[[Any], None]
Message = dict[str, Any]
_LARGEST: Final = 2**53


class DurableError(KlaError):
    """An action of durable-rules failed."""

    findings = (Finding("engine.durable"),)


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


class Ruleset:
    """Rules as durable-rules holds them, for the thread that made them.

    Args:
        name: tells it from the other rulesets of the thread.
        definition: rules by name, as `rule` returns them.

    Raises:
        MissingExtraError: if durable-rules is not installed, or cannot be loaded.
    """

    def __init__(self, name: str, definition: Mapping[str, Any]) -> None:
        self.engine = _engine()
        self.sids = itertools.count()
        rules = {**definition, "start": rule({"$ex": {"start": 1}}, matched)}
        self.held = self.engine.Ruleset(f"{name}-{threading.get_ident()}", None, rules)

    def free(self) -> None:
        """Free what durable-rules holds; nothing runs in it any more."""
        self.engine.durable_rules_engine.delete_ruleset(self.held._handle)  # noqa: SLF001 - no other way

    def run(self, messages: Iterable[Message]) -> None:
        """Assert facts, each with an id of its own, and do all that follows from them.

        Raises:
            DurableError: if an action failed.
        """
        self.asserted: set[str] = set()
        self.sid = str(next(self.sids))
        try:
            self._assert({"id": "start", "start": 1})
            for message in messages:
                self._assert(message)
            failed = self.held.get_state(self.sid).get("exception")
        finally:
            with contextlib.suppress(Exception):
                self.held.delete_state(self.sid)
        if failed:
            raise DurableError(str(failed))

    def _assert(self, message: Message) -> None:
        failures: list[Any] = []
        try:
            handle = self.held.assert_facts([{**message, "sid": self.sid}])
        except self.engine.MessageNotHandledException:
            return  # nothing to do there
        self.held.do_actions(handle, lambda error, _: failures.append(error))
        for error in filter(None, failures):
            raise DurableError(str(error))

    def say(self, c: Any, **message: object) -> None:  # noqa: ANN401 - a closure of durable-rules
        """Assert in an action what follows, once."""
        name = " ".join(map(str, message.values()))
        key = " ".join([*message, name])
        if key not in self.asserted:
            self.asserted.add(key)
            c.assert_fact({"id": key, "sid": self.sid, **message})


def rule(condition: Mapping[str, Any], action: Action) -> dict[str, Any]:
    """Return a rule that looks at one fact."""
    return {"all": [{"m": dict(condition)}], "run": action}


def matched(c: Any) -> None:  # noqa: ANN401 - a closure of durable-rules
    """Match a fact that nothing follows from: one that no rule matches is refused."""


class OfThread(threading.local):
    """Keeps for each thread the rules that serve it, and frees them when it ends."""

    def own(self, made: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever is made
        """Return what `made` returned when this thread first asked; it has a `ruleset`."""
        if not hasattr(self, "rules"):
            self.rules = made()
            self.until = until = _Until()
            weakref.finalize(until, self.rules.ruleset.free).atexit = False
        return self.rules


class _Until:
    """Lives as long as the thread that it belongs to."""


_LOCAL: Final = OfThread()


def decided(conditions: Mapping[str, Condition], facts: Facts) -> dict[str, State]:
    """Return by name whether conditions hold, as durable-rules infers it; None is unknown.

    Raises:
        MissingExtraError: if durable-rules is not installed, or cannot be loaded.
        DurableError: if an action failed, or a figure is too large for it.
    """
    states: dict[str, State] = _LOCAL.own(Conditions).decided(conditions, facts)
    return states


class Conditions:
    """The rules of comparing and counting; what one run decides is gathered in it."""

    def __init__(self) -> None:
        self.ruleset = Ruleset("kla-conditions", self._definition())

    def _definition(self) -> dict[str, Any]:
        """Return one rule for each comparison, and for what is counted."""
        return {
            **self._comparisons(),
            "enough": rule({"$gte": {"yes": {"$m": "wants"}}}, self._holds),
            "too many": rule({"$gte": {"no": {"$m": "fails"}}}, self._fails),
            "counted": rule({"$ex": {"counted": 1}}, matched),
            "compared": rule({"$ex": {"compared": 1}}, matched),
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
                rules[f"{comparator} {sign}"] = rule({"$and": [same, beyond]}, action)
        return rules

    def decided(self, conditions: Mapping[str, Condition], facts: Facts) -> dict[str, State]:
        """Return by name whether conditions hold; what nothing is inferred of is unknown."""
        self.states: dict[str, bool] = {}
        self.above: dict[str, Counted] = {}
        self.counts: dict[str, list[int]] = {}
        self.turned: set[str] = set()
        self.ruleset.run(self._messages(conditions, facts))
        return {name: self.states.get(name) for name in conditions}

    def _messages(self, conditions: Mapping[str, Condition], facts: Facts) -> list[Message]:
        """Return the parts of the conditions as facts; what counts a part is kept."""
        messages: list[Message] = []
        for name, condition in conditions.items():
            for part in chained(name, condition, facts):
                key = {"id": "part " + part.name}
                if isinstance(part, Counted):
                    self.above |= dict.fromkeys(part.parts, part)
                    self.turned |= {part.name} if part.turned else set()
                    limits = {"wants": part.wanted, "fails": part.fails}
                    messages.insert(0, {**key, "counted": part.name, "yes": 0, "no": 0, **limits})
                    continue
                if max(map(abs, (part.low, part.high, part.bound))) > _LARGEST:
                    raise DurableError(f"the figures of {name} are too large for durable-rules")
                ends = {"least": part.low, "most": part.high, "bound": part.bound}
                compared = {"compared": part.name, "comparator": part.comparator}
                messages.append({**key, **compared, **ends})
        return messages

    # -- actions ---------------------------------------------------------------------------------

    def _holds(self, c: Any) -> None:  # noqa: ANN401 - a closure of durable-rules
        self._decide(c, holds=True)

    def _fails(self, c: Any) -> None:  # noqa: ANN401 - a closure of durable-rules
        self._decide(c, holds=False)

    def _decide(self, c: Any, *, holds: bool) -> None:  # noqa: ANN401 - as above
        """Keep that a part of a condition holds or fails, and pass it on to what counts it."""
        name = c.m.counted or c.m.compared
        if name in self.turned:
            holds = not holds
        if name in self.states:
            return
        self.states[name] = holds
        above = self.above.get(name)
        if above is not None:
            counts = self.counts.setdefault(above.name, [0, 0])
            counts[holds] += 1
            limits = {"wants": above.wanted, "fails": above.fails}
            yes, no = counts[True], counts[False]
            self.ruleset.say(c, counted=above.name, yes=yes, no=no, **limits)


def chained(name: str, condition: Condition, facts: Facts) -> Iterator[Compared | Counted]:
    """Yield the parts of a condition; the last of them bears `name` unless nothing is known.

    Comparisons of a figure with a bound, and counts of parts that hold or fail: nothing is decided.
    """
    operator = OPERATORS[type(condition)]
    parts = operator.parts(condition, facts.edition)
    names = tuple(f"{name}/{position}" for position in range(len(parts)))
    for below, part in zip(names, parts, strict=True):
        yield from chained(below, part, facts)
    yield from operator.chained(name, condition, facts, names)
