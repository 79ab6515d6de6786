"""Expressions of templates, evaluated without giving authors a programming language.

An expression is Python's own notation, cut down to values (numbers, truth, strings, lists), operators,
subscripts, `a if b else c`, `[f(x) for x in v if c]` and the functions of `dlprep.domain.formulas`. It
reaches no attribute, no built-in and no name but those it is given; size, lists and steps are bounded.
"""

import ast
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from dlprep.domain.expression_nodes import Compiled, Scope, compile_node

_LONGEST = 300


def check_expression(source: str) -> str:
    """Returns `source` if it holds nothing but what the language knows.

    Raises:
        ValueError: naming the part that is not allowed.
    """
    _compiled(source)
    return source


def evaluate(source: str, values: Mapping[str, Any]) -> Any:
    """The value of `source` with its names taken from `values`; lists are tuples.

    Raises:
        ValueError: if the expression is malformed, uses an unknown name or leaves a function's domain.
        ArithmeticError: if it divides by zero, overflows or takes too many steps.
    """
    try:
        return _compiled(source)[0](Scope(values))
    except (TypeError, LookupError, AttributeError, RecursionError) as error:
        raise ValueError(f"“{source}”: a value or an argument does not fit ({error})") from None


def names_in(source: str) -> frozenset[str]:
    """The names `source` takes from outside: parameters and lets.

    Raises:
        ValueError: as `check_expression`.
    """
    return _compiled(source)[1]


@lru_cache(maxsize=4096)
def _compiled(source: str) -> tuple[Compiled, frozenset[str]]:
    if len(source) > _LONGEST:
        raise ValueError(
            f"an expression has at most {_LONGEST} characters, not {len(source)}; use `let` for a part of it"
        )
    try:
        body = ast.parse(source.strip(), mode="eval").body
    except SyntaxError as error:
        raise ValueError(f"“{source}” is not an expression: {error.msg}") from None
    except (RecursionError, MemoryError):
        raise ValueError("the expression is nested too deep; use `let` for a part of it") from None
    return compile_node(body), frozenset(_outer_names(body))


def _outer_names(node: ast.AST, bound: frozenset[str] = frozenset()) -> set[str]:
    """Names that `node` takes from outside; a loop's variables belong to the loop alone."""
    match node:
        case ast.Name(id=name):
            return {name} - bound
        case ast.Call(args=arguments):
            return _names_of(arguments, bound)
        case ast.ListComp(elt=element, generators=rounds) | ast.GeneratorExp(elt=element, generators=rounds):
            names: set[str] = set()
            for one in rounds:
                names |= _outer_names(one.iter, bound)
                bound |= _names_of([one.target], frozenset())
                names |= _names_of(one.ifs, bound)
            return names | _outer_names(element, bound)
    return _names_of(ast.iter_child_nodes(node), bound)


def _names_of(nodes: Iterable[ast.AST], bound: frozenset[str]) -> set[str]:
    return {name for node in nodes for name in _outer_names(node, bound)}
