"""The parts of an expression, each turned into a function from its names to its value."""

import ast
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from dlprep.domain.expression_operators import BINARY, COMPARE, bounded
from dlprep.domain.formulas.registry import functions

_DEEPEST = 60
_MOST_STEPS = 20_000
_TYPES = (bool, int, float, str)


class Scope:
    """The names an expression may use, a loop's own before those outside, and the steps of all loops."""

    __slots__ = ("names", "outer", "root", "steps")

    def __init__(self, names: Mapping[str, Any], outer: "Scope | None" = None) -> None:
        self.names = names
        self.outer = outer
        self.root: Scope = outer.root if outer else self
        self.steps = 0

    def inner(self, more: Mapping[str, Any]) -> "Scope":
        """A scope with the variables of one round of a loop; the round is counted.

        Raises:
            ArithmeticError: if there were too many.
        """
        self.root.steps += 1
        if self.root.steps > _MOST_STEPS:
            raise OverflowError(f"a loop takes more than {_MOST_STEPS} steps")
        return Scope(more, self)

    def find(self, name: str) -> Any:
        """The value of a name.

        Raises:
            ValueError: if there is none; the message lists those there are.
        """
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names:
                return scope.names[name]
            scope = scope.outer
        known = ", ".join(sorted(self.root.names))
        raise ValueError(f"unknown name “{name}”; known are {known}")


Compiled = Callable[[Scope], Any]


def compile_node(node: ast.expr, depth: int = 0) -> Compiled:
    """The function that evaluates `node`.

    Raises:
        ValueError: if the language does not know it.
    """
    maker = _MAKERS.get(type(node))
    if maker is None:
        raise ValueError(f"“{ast.unparse(node)}” is not allowed in an expression")
    if depth > _DEEPEST:
        raise ValueError("the expression is nested too deep; use `let` for a part of it")
    return maker(node, depth + 1)


def _constant(node: ast.Constant, _: int) -> Compiled:
    value = node.value
    if type(value) not in _TYPES:
        raise ValueError(f"“{ast.unparse(node)}” is neither a number nor a string")
    bounded(value)
    return lambda _: value


def _name(node: ast.Name, _: int) -> Compiled:
    name = node.id
    return lambda scope: scope.find(name)


def _unary(node: ast.UnaryOp, depth: int) -> Compiled:
    operand = compile_node(node.operand, depth)
    match node.op:
        case ast.USub():
            return lambda scope: -operand(scope)
        case ast.UAdd():
            return lambda scope: +operand(scope)
        case ast.Not():
            return lambda scope: not operand(scope)
    raise ValueError(f"“{ast.unparse(node)}” is not allowed in an expression")


def _binary(node: ast.BinOp, depth: int) -> Compiled:
    work = BINARY.get(type(node.op))
    if work is None:
        raise ValueError(f"“{ast.unparse(node)}” is not arithmetic")
    left, right = compile_node(node.left, depth), compile_node(node.right, depth)
    return lambda scope: work(left(scope), right(scope))


def _logical(node: ast.BoolOp, depth: int) -> Compiled:
    parts = [compile_node(part, depth) for part in node.values]
    if isinstance(node.op, ast.And):
        return lambda scope: all(part(scope) for part in parts)
    return lambda scope: any(part(scope) for part in parts)


def _compare(node: ast.Compare, depth: int) -> Compiled:
    tests = [COMPARE.get(type(op)) for op in node.ops]
    if None in tests:
        raise ValueError(f"“{ast.unparse(node)}” compares in a way that is not allowed")
    operands = [compile_node(part, depth) for part in (node.left, *node.comparators)]

    def holds(scope: Scope) -> bool:
        values = [operand(scope) for operand in operands]
        pairs = zip(tests, values[:-1], values[1:], strict=True)
        return all(test(a, b) for test, a, b in pairs if test)

    return holds


def _choice(node: ast.IfExp, depth: int) -> Compiled:
    test, body, other = (compile_node(part, depth) for part in (node.test, node.body, node.orelse))
    return lambda scope: body(scope) if test(scope) else other(scope)


def _listed(node: ast.List | ast.Tuple, depth: int) -> Compiled:
    items = [compile_node(item, depth) for item in node.elts]
    return lambda scope: tuple([item(scope) for item in items])


def _subscript(node: ast.Subscript, depth: int) -> Compiled:
    value = compile_node(node.value, depth)
    if isinstance(node.slice, ast.Slice):
        ends = [
            compile_node(end, depth) if end else None
            for end in (node.slice.lower, node.slice.upper, node.slice.step)
        ]
        return lambda scope: value(scope)[slice(*(end(scope) if end else None for end in ends))]
    index = compile_node(node.slice, depth)
    return lambda scope: value(scope)[index(scope)]


def _call(node: ast.Call, depth: int) -> Compiled:
    known = functions()
    if not isinstance(node.func, ast.Name) or node.func.id not in known:
        raise ValueError(f"“{ast.unparse(node)}”: {_no_function(ast.unparse(node.func), tuple(known))}")
    if node.keywords:
        raise ValueError(f"“{ast.unparse(node)}”: give arguments by position, without names")
    work = known[node.func.id]
    arguments = [compile_node(argument, depth) for argument in node.args]
    return lambda scope: bounded(work(*[argument(scope) for argument in arguments]))


def _no_function(name: str, known: tuple[str, ...]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=3, cutoff=0.5)
    hint = f"did you mean {', '.join(near)}?" if near else "docs/templates.md lists those there are"
    return f"there is no function “{name}”; {hint}"


def _loop(node: ast.ListComp | ast.GeneratorExp, depth: int) -> Compiled:
    element = compile_node(node.elt, depth)
    rounds = [_round(one, depth) for one in node.generators]

    def values(scope: Scope) -> tuple[Any, ...]:
        return bounded(tuple(element(inner) for inner in _scopes(scope, rounds)))  # type: ignore[no-any-return]

    return values


_Round = tuple[tuple[str, ...], bool, Compiled, list[Compiled]]
"""The variables of a loop, whether they take a value apart, what is gone through, and conditions."""


def _round(node: ast.comprehension, depth: int) -> _Round:
    target = node.target
    parts = target.elts if isinstance(target, ast.Tuple) else [target]
    names = tuple(part.id for part in parts if isinstance(part, ast.Name))
    if len(names) != len(parts) or node.is_async:
        raise ValueError(f"“{ast.unparse(target)}” cannot be the variable of a loop")
    conditions = [compile_node(condition, depth) for condition in node.ifs]
    return names, isinstance(target, ast.Tuple), compile_node(node.iter, depth), conditions


def _scopes(scope: Scope, rounds: list[_Round]) -> Iterator[Scope]:
    (names, takes_apart, items, conditions), *rest = rounds
    for item in items(scope):
        values = item if takes_apart else (item,)
        inner = scope.inner(dict(zip(names, values, strict=True)))
        if all(condition(inner) for condition in conditions):
            yield from _scopes(inner, rest) if rest else (inner,)


_MAKERS: dict[type[ast.expr], Callable[[Any, int], Compiled]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.UnaryOp: _unary,
    ast.BinOp: _binary,
    ast.BoolOp: _logical,
    ast.Compare: _compare,
    ast.IfExp: _choice,
    ast.List: _listed,
    ast.Tuple: _listed,
    ast.Subscript: _subscript,
    ast.Call: _call,
    ast.ListComp: _loop,
    ast.GeneratorExp: _loop,
}
