"""Kinds of damage that can be done to a function, found by its syntax tree.

A mutant is a function, a kind of damage and which of its places is damaged: the first comparison
`<=` that becomes `<`, say. No file and no line is part of that, so it outlives both.

Each function below that takes a node yields the damages of one form of syntax, as what the damage
is called and the node that takes the old one's place; `_FORMS` says which form is whose.
"""

import ast
import copy
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from attrs import frozen

Damages = Iterator[tuple[str, ast.AST]]
# What stands in these is no behaviour.
_QUIET: Final = frozenset(
    {"annotation", "returns", "decorator_list", "type_params", "type_comment"}
)


@frozen
class Place:
    """Where something can be damaged.

    Attributes:
        kind: what the damage is called, with the ordinal among its like within the function.
        parent: the node that holds the damaged one.
        name: the field of the parent.
        index: the position in that field, or None where it holds one node.
        damaged: the node that takes its place.
    """

    kind: str
    parent: ast.AST
    name: str
    index: int | None
    damaged: ast.AST

    def damage(self) -> None:
        """Put the damaged node in its place; the tree is another one from here on."""
        if self.index is None:
            setattr(self.parent, self.name, self.damaged)
        else:
            getattr(self.parent, self.name)[self.index] = self.damaged


def defined(tree: ast.AST, qualified: str) -> list[ast.AST]:
    """Return what a module defines by that name: functions, methods, and tables at its top level.

    >>> tree = ast.parse("class A: b = 1; c = 2")
    >>> [type(one).__name__ for name in ("A.b", "A", "b") for one in defined(tree, name)]
    ['Assign']
    """
    first, _, rest = qualified.partition(".")
    found: list[ast.AST] = []
    for node in getattr(tree, "body", ()):
        if isinstance(node, ast.ClassDef) and node.name == first and rest:
            found += defined(node, rest)
        elif rest:
            continue
        elif (
            (isinstance(node, ast.FunctionDef) and node.name == first)
            or (
                isinstance(node, ast.Assign)
                and any(isinstance(one, ast.Name) and one.id == first for one in node.targets)
            )
            or (
                isinstance(node, ast.AnnAssign)
                and isinstance(node.target, ast.Name)
                and node.target.id == first
            )
        ):
            found.append(node)
    return found


def places(function: ast.AST) -> list[Place]:
    """Return every place of a function where it can be damaged, in the order of its text.

    >>> [place.kind for place in places(ast.parse("def f(a, b): return a <= b").body[0])]
    ['return:None:0', 'compare:<=-><:0', 'compare:<=->>:0']
    """
    found: list[Place] = []
    counts: dict[str, int] = {}
    for parent, name, index, node in _walk(function):
        if _is_docstring(function, parent, index, node):
            continue
        for kind, damaged in _FORMS.get(type(node), _nothing)(node):
            ordinal = counts.get(kind, 0)
            counts[kind] = ordinal + 1
            found.append(Place(f"{kind}:{ordinal}", parent, name, index, damaged))
    return found


def _walk(parent: ast.AST) -> Iterator[tuple[ast.AST, str, int | None, ast.AST]]:
    for name, value in ast.iter_fields(parent):
        if name in _QUIET:
            continue
        several = isinstance(value, list)
        for index, node in enumerate(value if several else [value]):
            if isinstance(node, ast.AST):
                yield parent, name, index if several else None, node
                yield from _walk(node)


def _is_docstring(function: ast.AST, parent: ast.AST, index: int | None, node: ast.AST) -> bool:
    first = parent is function and index == 0
    return first and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _with(node: ast.AST, **fields: Any) -> ast.AST:
    """Return the node with other fields; what is below stays shared."""
    damaged = copy.copy(node)
    for name, value in fields.items():
        setattr(damaged, name, value)
    return damaged


def _exchanged(values: list[Any], index: int, value: ast.AST) -> list[Any]:
    return [*values[:index], value, *values[index + 1 :]]


def _same(one: ast.AST, other: ast.AST) -> bool:
    return ast.dump(one) == ast.dump(other)


def _nothing(_: ast.AST) -> Damages:
    yield from ()


# -- expressions -----------------------------------------------------------------------------------

_SIGNS: Final[Mapping[type[ast.AST], str]] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Is: "is",
    ast.IsNot: "is-not",
    ast.In: "in",
    ast.NotIn: "not-in",
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.And: "and",
    ast.Or: "or",
}
_OTHERS: Final[Mapping[type[ast.AST], tuple[Callable[[], ast.AST], ...]]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Add, ast.FloorDiv),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Mult,),
    ast.Mod: (ast.FloorDiv,),
    ast.Pow: (ast.Mult,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
}
# Names of the language and its library that stand for the opposite of each other.
_OPPOSITES: Final[Mapping[str, str]] = {
    one: other
    for pair in (("min", "max"), ("any", "all"), ("floor", "ceil"), ("ge", "gt"), ("le", "lt"))
    for one, other in (pair, pair[::-1])
}
# What takes a value and its type fails at once with the two exchanged: that shows nothing.
_TYPED: Final = frozenset({"isinstance", "cast"})
_TWO: Final = 2


def _signs(form: str, operator: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    for other in _OTHERS.get(type(operator), ()):
        new = other()
        yield f"{form}:{_SIGNS[type(operator)]}->{_SIGNS[type(new)]}", new


def _compare(node: ast.Compare) -> Damages:
    for index, operator in enumerate(node.ops):
        for kind, other in _signs("compare", operator):
            yield kind, _with(node, ops=_exchanged(node.ops, index, other))


def _arithmetic(node: ast.BinOp | ast.AugAssign) -> Damages:
    for kind, other in _signs("arithmetic", node.op):
        yield kind, _with(node, op=other)


def _boolean(node: ast.BoolOp) -> Damages:
    for kind, other in _signs("boolean", node.op):
        yield kind, _with(node, op=other)
    for index in range(len(node.values)):
        left = node.values[:index] + node.values[index + 1 :]
        yield f"operand:{index}-dropped", left[0] if len(left) == 1 else _with(node, values=left)


def _unary(node: ast.UnaryOp) -> Damages:
    if isinstance(node.op, ast.Not):
        yield "not:dropped", node.operand
    elif isinstance(node.op, ast.USub):
        yield "minus:dropped", node.operand


def _constant(node: ast.Constant) -> Damages:
    if isinstance(node.value, bool):
        yield f"constant:{node.value}->{not node.value}", ast.Constant(not node.value)
    elif isinstance(node.value, int):
        for value in (node.value + 1, node.value - 1):
            yield f"constant:{node.value}->{value}", ast.Constant(value)


def _name(node: ast.Name) -> Damages:
    if node.id in _OPPOSITES:
        other = _OPPOSITES[node.id]
        yield f"name:{node.id}->{other}", _with(node, id=other)


def _attribute(node: ast.Attribute) -> Damages:
    if node.attr in _OPPOSITES:
        other = _OPPOSITES[node.attr]
        yield f"name:{node.attr}->{other}", _with(node, attr=other)


def _call(node: ast.Call) -> Damages:
    apart = isinstance(node.func, ast.Name) and node.func.id in _TYPED
    starred = any(isinstance(one, ast.Starred) for one in node.args[:2])
    if len(node.args) >= _TWO and not apart and not starred and not _same(*node.args[:2]):
        first, second, *rest = node.args
        yield "arguments:swapped", _with(node, args=[second, first, *rest])
    for index, keyword in enumerate(node.keywords):
        if keyword.arg is not None and len(node.args) + len(node.keywords) > 1:
            left = node.keywords[:index] + node.keywords[index + 1 :]
            yield f"keyword:{keyword.arg}-dropped", _with(node, keywords=left)


def _pair(node: ast.Tuple) -> Damages:
    if len(node.elts) == _TWO and isinstance(node.ctx, ast.Load) and not _same(*node.elts):
        yield "pair:swapped", _with(node, elts=node.elts[::-1])


def _tests(test: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    yield "condition:negated", ast.UnaryOp(ast.Not(), test)
    yield "condition:always", ast.Constant(value=True)
    yield "condition:never", ast.Constant(value=False)


def _test(node: ast.If | ast.IfExp) -> Damages:
    for kind, other in _tests(node.test):
        yield kind, _with(node, test=other)


def _while(node: ast.While) -> Damages:
    for kind, other in _tests(node.test):
        yield kind, _with(node, test=other)


def _comprehension(node: ast.comprehension) -> Damages:
    for index, test in enumerate(node.ifs):
        yield (
            "filter:negated",
            _with(node, ifs=_exchanged(node.ifs, index, ast.UnaryOp(ast.Not(), test))),
        )
        yield "filter:dropped", _with(node, ifs=node.ifs[:index] + node.ifs[index + 1 :])


def _dictionary(node: ast.Dict) -> Damages:
    if len(node.values) >= _TWO and None not in node.keys[:2] and not _same(*node.values[:2]):
        first, second, *rest = node.values
        yield "values:swapped", _with(node, values=[second, first, *rest])


# -- statements ------------------------------------------------------------------------------------


def _dropped(_: ast.AST) -> Damages:
    yield "statement:dropped", ast.Pass()


def _augmented(node: ast.AugAssign) -> Damages:
    yield from _arithmetic(node)
    yield from _dropped(node)


def _assigned(node: ast.Assign) -> Damages:
    """A name that is assigned for the first time is needed; what is assigned into may be not."""
    if not any(isinstance(one, ast.Name | ast.Tuple) for one in node.targets):
        yield from _dropped(node)


def _return(node: ast.Return) -> Damages:
    if not (isinstance(node.value, ast.Constant) and node.value.value is None):
        yield "return:None", _with(node, value=ast.Constant(None))


_FORMS: Final[Mapping[type[ast.AST], Callable[[Any], Damages]]] = {
    ast.Compare: _compare,
    ast.BinOp: _arithmetic,
    ast.BoolOp: _boolean,
    ast.UnaryOp: _unary,
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.Call: _call,
    ast.Tuple: _pair,
    ast.If: _test,
    ast.IfExp: _test,
    ast.While: _while,
    ast.comprehension: _comprehension,
    ast.Dict: _dictionary,
    ast.Expr: _dropped,
    ast.Raise: _dropped,
    ast.Continue: _dropped,
    ast.Break: _dropped,
    ast.AugAssign: _augmented,
    ast.Assign: _assigned,
    ast.Return: _return,
}
