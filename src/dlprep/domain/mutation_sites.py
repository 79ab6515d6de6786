"""Where in a script a bug of each kind can be put: every site changes or adds one line.

A finder looks at the syntax tree, never at the names of our own scripts, so that any Keras script will do.
"""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class BugKind(StrEnum):
    """What is wrong in a mutant."""

    RATE_TOO_HIGH = "rate-too-high"
    RATE_TOO_LOW = "rate-too-low"
    LOGITS_FLIPPED = "logits-flipped"
    SOFTMAX_TWICE = "softmax-twice"
    WRONG_LOSS = "wrong-loss"
    LABELS_REVERSED = "labels-reversed"
    INPUTS_SHUFFLED = "inputs-shuffled"
    ZERO_WEIGHTS = "zero-weights"
    NO_ACTIVATION = "no-activation"
    SOFTMAX_INSIDE = "softmax-inside"
    ONE_EPOCH = "one-epoch"
    FROZEN = "frozen"
    DROPOUT_TOO_HIGH = "dropout-too-high"
    ONE_BATCH = "one-batch"
    LAST_LAYER_TOO_NARROW = "last-layer-too-narrow"
    SLOW_AVERAGES = "slow-averages"
    FEW_EXAMPLES = "few-examples"
    NO_MASK = "no-mask"
    SERVING_SKEW = "serving-skew"
    WRONG_AXIS = "wrong-axis"


@dataclass(frozen=True, slots=True)
class Site:
    """An edit of one line."""

    line: int
    """From 1: the line that is changed, or before which one is added."""
    text: str
    """The line as it is afterwards, without its line feed."""
    is_added: bool = False


@dataclass(frozen=True)
class Script:
    """A script as finders see it."""

    source: str

    @cached_property
    def lines(self) -> list[str]:
        """Its lines."""
        return self.source.splitlines()

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax tree."""
        return ast.parse(self.source)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """Every node of its tree."""
        return list(ast.walk(self.tree))

    def calls(self, *names: str) -> list[ast.Call]:
        """Calls of functions, methods or classes with one of these names, in the order of the script."""
        found = [node for node in self.nodes if isinstance(node, ast.Call) and called(node) in names]
        return sorted(found, key=lambda call: (call.lineno, call.col_offset))

    def replaced(self, node: ast.expr, text: str) -> Iterator[Site]:
        """A site that puts `text` in the node's place, if it stands on one line."""
        if node.lineno == node.end_lineno and node.end_col_offset is not None:
            line = self.lines[node.lineno - 1].encode()
            changed = line[: node.col_offset] + text.encode() + line[node.end_col_offset :]
            yield Site(node.lineno, changed.decode())

    def with_argument(self, call: ast.Call, text: str) -> Iterator[Site]:
        """A site that adds an argument at the end of the call, if it ends on the line where it begins."""
        if call.lineno == call.end_lineno and call.end_col_offset is not None:
            line = self.lines[call.lineno - 1].encode()
            at = call.end_col_offset - 1
            comma = b", " if call.args or call.keywords else b""
            yield Site(call.lineno, (line[:at] + comma + text.encode() + line[at:]).decode())

    def text(self, node: ast.expr) -> str:
        """The node as it stands in the source."""
        return ast.get_source_segment(self.source, node) or ""

    def added(self, before: int, text: str) -> Site:
        """A new line before line `before`, indented like it."""
        line = self.lines[before - 1] if before <= len(self.lines) else ""
        return Site(before, line[: len(line) - len(line.lstrip())] + text, is_added=True)


Finder = Callable[[Script], Iterator[Site]]


def called(call: ast.Call) -> str:
    """The last name of what is called: `Dense` for `layers.Dense(10)`."""
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def keyword(call: ast.Call, name: str) -> ast.expr | None:
    """The value of a keyword argument, or None."""
    return next((one.value for one in call.keywords if one.arg == name), None)


def _number(node: ast.expr | None) -> float | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and node.value is not True:
        return float(node.value)
    return None


_OPTIMIZERS = ("Adam", "AdamW", "SGD", "RMSprop", "Nadam", "Adagrad")
_RATES = ("learning_rate", "initial_learning_rate", "warmup_target")


def _rates(script: Script) -> Iterator[ast.expr]:
    for node in script.nodes:
        if isinstance(node, ast.keyword) and node.arg in _RATES and _number(node.value):
            yield node.value
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id.upper()
            if ("RATE" in name.split("_") or "LR" in name.split("_")) and 0 < (_number(node.value) or 0) < 1:
                yield node.value
    for call in script.calls(*_OPTIMIZERS):
        if call.args and _number(call.args[0]):
            yield call.args[0]


def _scaled_rate(*factors: float) -> Finder:
    def find(script: Script) -> Iterator[Site]:
        for node in _rates(script):
            for factor in factors:
                yield from script.replaced(node, f"{(_number(node) or 0.0) * factor:g}")

    return find


def _logits_flipped(script: Script) -> Iterator[Site]:
    for node in script.nodes:
        if (
            isinstance(node, ast.keyword)
            and node.arg == "from_logits"
            and isinstance(node.value, ast.Constant)
        ):
            yield from script.replaced(node.value, str(not node.value.value))


def _takes_logits(script: Script) -> bool:
    return any(
        isinstance(node, ast.keyword)
        and node.arg == "from_logits"
        and isinstance(node.value, ast.Constant)
        and node.value.value is True
        for node in script.nodes
    )


def _softmax_twice(script: Script) -> Iterator[Site]:
    last = script.calls("Dense")[-1:]
    if _takes_logits(script):
        for call in last:
            if keyword(call, "activation") is None:
                yield from script.with_argument(call, 'activation="softmax"')


def _wrong_loss(script: Script) -> Iterator[Site]:
    for node in script.nodes:
        if isinstance(node, ast.Constant) and node.value == "sparse_categorical_crossentropy":
            yield from script.replaced(node, '"categorical_crossentropy"')
    for call in script.calls("SparseCategoricalCrossentropy"):
        text = script.text(call.func)
        changed = text.replace("SparseCategorical", "Categorical")
        yield from script.replaced(call.func, changed)


@dataclass(frozen=True)
class Fit:
    """A call of `fit` on the top level, and the names of its inputs and its labels."""

    line: int
    """Of its statement."""
    call: ast.Call
    inputs: str
    labels: str


def _fits(script: Script) -> Iterator[Fit]:
    for statement in script.tree.body:
        for call in ast.walk(statement):
            if isinstance(call, ast.Call) and called(call) == "fit" and len(call.args) >= 2:
                inputs, labels = _first_name(call.args[0]), _first_name(call.args[1])
                if inputs and labels and inputs != labels:
                    yield Fit(statement.lineno, call, inputs, labels)


def _first_name(node: ast.expr) -> str:
    """The first name in an expression that is not called: `x` in `scale(x)`."""
    functions = [one.func for one in ast.walk(node) if isinstance(one, ast.Call)]
    names = (one for one in ast.walk(node) if isinstance(one, ast.Name) and one not in functions)
    return next((one.id for one in names if one.id not in ("np", "tf", "keras")), "")


def _has_numpy(script: Script) -> bool:
    return "import numpy as np" in script.lines


def _labels_reversed(script: Script) -> Iterator[Site]:
    for fit in _fits(script):
        yield from script.replaced(fit.call.args[1], f"{script.text(fit.call.args[1])}[::-1]")
        if _has_numpy(script):
            yield script.added(fit.line, f"{fit.labels} = np.roll({fit.labels}, 7, axis=0)")


def _inputs_shuffled(script: Script) -> Iterator[Site]:
    for fit in _fits(script):
        if _has_numpy(script):
            yield script.added(fit.line, f"np.random.shuffle({fit.inputs})")


def _hidden(script: Script) -> Iterator[ast.Call]:
    """Dense and convolution layers but the last Dense one."""
    last = script.calls("Dense")[-1:]
    for call in script.calls("Dense", "Conv1D", "Conv2D", "SeparableConv2D"):
        if call not in last:
            yield call


def _zero_weights(script: Script) -> Iterator[Site]:
    for call in _hidden(script):
        if keyword(call, "kernel_initializer") is None:
            yield from script.with_argument(call, 'kernel_initializer="zeros"')


def _activations(replacement: str) -> Finder:
    def find(script: Script) -> Iterator[Site]:
        for call in _hidden(script):
            value = keyword(call, "activation")
            if isinstance(value, ast.Constant) and value.value in ("relu", "tanh", "gelu", "elu", "swish"):
                yield from script.replaced(value, f'"{replacement}"')

    return find


def _one_epoch(script: Script) -> Iterator[Site]:
    for call in script.calls("fit"):
        if (value := keyword(call, "epochs")) is not None and _number(value) != 1:
            yield from script.replaced(value, "1")


def _frozen(script: Script) -> Iterator[Site]:
    for statement in script.tree.body:
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
            call = statement.value
            if called(call) == "compile" and isinstance(call.func, ast.Attribute):
                yield script.added(statement.lineno, f"{script.text(call.func.value)}.trainable = False")


def _dropout_too_high(script: Script) -> Iterator[Site]:
    for call in script.calls("Dropout", "SpatialDropout1D", "SpatialDropout2D"):
        if call.args and _number(call.args[0]) is not None:
            yield from script.replaced(call.args[0], "0.98")


def _one_batch(script: Script) -> Iterator[Site]:
    for fit in _fits(script):
        if (value := keyword(fit.call, "batch_size")) is not None:
            yield from script.replaced(value, f"len({fit.inputs})")


def _last_layer_too_narrow(script: Script) -> Iterator[Site]:
    for call in script.calls("Dense")[-1:]:
        if call.args and (_number(call.args[0]) or 2) != 1:
            yield from script.replaced(call.args[0], "1")


def _slow_averages(script: Script) -> Iterator[Site]:
    for call in script.calls("BatchNormalization"):
        if (value := keyword(call, "momentum")) is not None:
            yield from script.replaced(value, "0.9999")
        else:
            yield from script.with_argument(call, "momentum=0.9999")


def _few_examples(script: Script) -> Iterator[Site]:
    for fit in _fits(script):
        x, y = fit.inputs, fit.labels
        for count in (16, 32, 48):
            yield script.added(fit.line, f"{x}, {y} = {x}[:{count}], {y}[:{count}]")


def _no_mask(script: Script) -> Iterator[Site]:
    for node in script.nodes:
        if isinstance(node, ast.keyword) and node.arg == "mask_zero":
            yield from script.replaced(node.value, "False")


def _serving_skew(script: Script) -> Iterator[Site]:
    body = script.tree.body
    if any(isinstance(one, ast.FunctionDef) and one.name == "preprocess" for one in body):
        yield Site(len(script.lines) + 1, "preprocess = None", is_added=True)


def _wrong_axis(script: Script) -> Iterator[Site]:
    for node in script.nodes:
        if isinstance(node, ast.keyword) and node.arg == "axis" and script.text(node.value) in ("-1", "1"):
            yield from script.replaced(node.value, "0")


FINDERS: dict[BugKind, Finder] = {
    BugKind.RATE_TOO_HIGH: _scaled_rate(300, 1000, 3000),
    BugKind.RATE_TOO_LOW: _scaled_rate(1 / 1000, 1 / 3000, 1 / 10_000),
    BugKind.LOGITS_FLIPPED: _logits_flipped,
    BugKind.SOFTMAX_TWICE: _softmax_twice,
    BugKind.WRONG_LOSS: _wrong_loss,
    BugKind.LABELS_REVERSED: _labels_reversed,
    BugKind.INPUTS_SHUFFLED: _inputs_shuffled,
    BugKind.ZERO_WEIGHTS: _zero_weights,
    BugKind.NO_ACTIVATION: _activations("linear"),
    BugKind.SOFTMAX_INSIDE: _activations("softmax"),
    BugKind.ONE_EPOCH: _one_epoch,
    BugKind.FROZEN: _frozen,
    BugKind.DROPOUT_TOO_HIGH: _dropout_too_high,
    BugKind.ONE_BATCH: _one_batch,
    BugKind.LAST_LAYER_TOO_NARROW: _last_layer_too_narrow,
    BugKind.SLOW_AVERAGES: _slow_averages,
    BugKind.FEW_EXAMPLES: _few_examples,
    BugKind.NO_MASK: _no_mask,
    BugKind.SERVING_SKEW: _serving_skew,
    BugKind.WRONG_AXIS: _wrong_axis,
}
