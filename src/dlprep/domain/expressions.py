"""Arithmetic expressions of templates, evaluated without giving authors a programming language."""

import ast
import math
import operator
from collections.abc import Callable, Mapping

_LONGEST = 300
_LARGEST_EXPONENT = 64


def _power(base: float, exponent: float) -> float:
    """A power that stays a real number of bounded size."""
    if abs(exponent) > _LARGEST_EXPONENT:
        raise OverflowError(f"the exponent {exponent} is beyond {_LARGEST_EXPONENT}")
    if base < 0 and exponent != int(exponent):
        raise ArithmeticError(f"{base} to the power {exponent} is not a real number")
    power: float = base**exponent
    return power


_BINARY: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: _power,
}
_COMPARE: dict[type[ast.cmpop], Callable[[float, float], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
_FUNCTIONS: dict[str, Callable[..., float]] = {
    "abs": abs,
    "ceil": math.ceil,
    "exp": math.exp,
    "floor": math.floor,
    "log": math.log,
    "max": max,
    "min": min,
    "round": round,
    "sqrt": math.sqrt,
}


def check_expression(source: str) -> str:
    """Returns `source` if it uses only names, numbers, arithmetic, comparisons and the known functions.

    Raises:
        ValueError: naming the part that is not allowed.
    """
    _parse(source)
    return source


def evaluate(source: str, values: Mapping[str, float]) -> float:
    """The value of `source` with its names taken from `values`; a comparison gives 0 or 1.

    Raises:
        ValueError: if the expression is malformed, uses an unknown name or leaves a function's domain.
        ArithmeticError: if it divides by zero or overflows.
    """
    try:
        return _value(_parse(source), values)
    except TypeError as error:
        raise ValueError(f"“{source}”: a function has too few or too many arguments ({error})") from None


def _parse(source: str) -> ast.expr:
    if len(source) > _LONGEST:
        raise ValueError(f"an expression has at most {_LONGEST} characters, not {len(source)}")
    try:
        body = ast.parse(source.strip(), mode="eval").body
    except SyntaxError as error:
        raise ValueError(f"“{source}” is not an expression: {error.msg}") from None
    for node in ast.walk(body):
        if isinstance(node, ast.Call) and not (
            isinstance(node.func, ast.Name) and node.func.id in _FUNCTIONS and not node.keywords
        ):
            raise ValueError(f"“{ast.unparse(node)}”: only {', '.join(sorted(_FUNCTIONS))} can be called")
        if isinstance(node, ast.Constant) and type(node.value) not in (int, float):
            raise ValueError(f"“{ast.unparse(node)}” is not a number")
        if not isinstance(node, _ALLOWED):
            raise ValueError(f"“{ast.unparse(node)}” is not arithmetic")
    return body


_ALLOWED = (
    ast.BinOp, ast.UnaryOp, ast.Compare, ast.Call, ast.Name, ast.Constant, ast.Load, ast.USub, ast.UAdd,
    *_BINARY, *_COMPARE,
)  # fmt: skip


def _value(node: ast.expr, values: Mapping[str, float]) -> float:
    match node:
        case ast.Constant(value=int() | float() as number):
            return number
        case ast.Name(id=name):
            if name not in values:
                raise ValueError(f"unknown name “{name}”; known are {', '.join(sorted(values))}")
            return values[name]
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand, values)
        case ast.UnaryOp(operand=operand):
            return _value(operand, values)
        case ast.BinOp(left=left, op=op, right=right):
            return _BINARY[type(op)](_value(left, values), _value(right, values))
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return _FUNCTIONS[name](*(_value(argument, values) for argument in arguments))
        case ast.Compare(left=left, ops=ops, comparators=rights):
            operands = [_value(left, values), *(_value(right, values) for right in rights)]
            return all(
                _COMPARE[type(op)](a, b) for op, a, b in zip(ops, operands[:-1], operands[1:], strict=True)
            )
    raise ValueError(f"“{ast.unparse(node)}” is not arithmetic")
