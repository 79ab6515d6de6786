"""Known traps of Keras 3, recognised from what an exception says, each with the way out."""

import re

from dlprep.domain.messages import Message, message

_ANSI = re.compile(r"\x1b?\[[0-9;]*m")
_NOISE = ("[[{{node", "[Op:", "Original stack trace", "Arguments received by", "•")


def gist(text: str) -> str:
    """The line of an exception's text that says what is wrong; Keras and TensorFlow wrap it in others."""
    lines = [line.strip() for line in _ANSI.sub("", text).splitlines()]
    told = [line for line in lines if line and not line.startswith(_NOISE)]
    if not told:
        return ""
    if told[0].startswith("Exception encountered when calling") and len(told) > 1:
        return told[1]
    return told[-1].split("[[{{node")[0].strip() if told[0].startswith("Graph execution error") else told[0]


def way_out(exception: str, text: str) -> Message | None:
    """What to do about a trap, or None when the error is none that is known."""
    said = _ANSI.sub("", text)
    for name, pattern, advice in _TRAPS:
        if (not name or name == exception) and (found := re.search(pattern, said, re.DOTALL)):
            parameters = {key: value for key, value in found.groupdict().items() if value is not None}
            return Message(advice.template, {**advice.parameters, **parameters})
    return None


_TRAPS: tuple[tuple[str, str, Message], ...] = (
    (
        "",
        r"not recognized: \{'lr':",
        message("Keras 3 calls this argument learning_rate: Adam(learning_rate=0.001)."),
    ),
    (
        "",
        r"(?:not recognized|[Uu]nrecognized keyword).*'input_length'",
        message("Keras 3 has no input_length: leave it out, or put keras.Input((length,)) first."),
    ),
    (
        "",
        r"not recognized: \{'(?P<name>\w+)'",
        message("Keras 3 does not know the argument {name}: look up what the class calls it now."),
    ),
    (
        "ValueError",
        r"`target` and `output` must have the same (?:shape|rank).*target\.shape=\(\w+,(?: 1)?\)",
        message(
            "The labels are class numbers: use the loss sparse_categorical_crossentropy, or one-hot them "
            "first with keras.utils.to_categorical."
        ),
    ),
    (
        "ValueError",
        r"`output` must have rank \(ndim\) `target\.ndim - 1`",
        message("The labels are one-hot: use the loss categorical_crossentropy, or give the class numbers."),
    ),
    (
        "",
        r"label value of \S+ .*outside the valid range",
        message("Some label is larger than the last layer has units: one unit for every class."),
    ),
    (
        "InvalidArgumentError",
        r"indices\[[\d,]+\] = (?P<id>-?\d+) is not in \[0, (?P<size>\d+)\)",
        message("Id {id} does not fit into an Embedding of {size}: input_dim must be above the largest id."),
    ),
    (
        "AttributeError",
        r"has no attribute 'fit_generator'",
        message("Keras 3 has no fit_generator: fit takes generators and datasets too."),
    ),
    (
        "AttributeError",
        r"has no attribute 'predict_(?:classes|proba)'",
        message("Keras 3 has no such method: take predict, and argmax of what it returns."),
    ),
    (
        "AttributeError",
        r"'keras\.preprocessing' has no attribute 'text'",
        message("Keras 3 has no Tokenizer. The reviews here are numbers already: keras.utils.pad_sequences."),
    ),
    (
        "AttributeError",
        r"'keras\.utils' has no attribute 'np_utils'",
        message("Keras 3 has no np_utils: call keras.utils.to_categorical itself."),
    ),
    (
        "ValueError",
        r"Invalid filepath extension for saving",
        message("Keras 3 wants an ending: model.save(“model.keras”)."),
    ),
    (
        "ValueError",
        r"Invalid dtype: object|Unsupported object type list|inhomogeneous|Unrecognized data type: x=\[\[",
        message("The sequences differ in length: even them out with keras.utils.pad_sequences(x, maxlen=…)."),
    ),
    ("ValueError", r"must call `compile\(\)`", message("Call model.compile(…) before model.fit(…).")),
    (
        "ValueError",
        r"Data cardinality is ambiguous",
        message("Inputs and labels must hold equally many examples: slice both the same way."),
    ),
    (
        "ValueError",
        r"expected min_ndim=(?P<wanted>\d+), found ndim=(?P<found>\d+)",
        message("The layer wants {wanted} dimensions and got {found}: look at keras.Input first."),
    ),
    (
        "ValueError",
        r"expected axis -1 of input shape to have value (?P<wanted>\d+), .* shape \((?P<found>[^)]*)\)",
        message("The layer wants {wanted} as last dimension and got ({found}): look at keras.Input first."),
    ),
    (
        "ValueError",
        r"expected shape=\((?P<wanted>[^)]*)\), found shape=\((?P<found>[^)]*)\)",
        message("The model was built for ({wanted}) and got ({found}): look at keras.Input first."),
    ),
    (
        "ValueError",
        r"Expected shape \((?P<wanted>[^)]*)\), but input has incompatible shape \((?P<found>[^)]*)\)",
        message("The model was built for ({wanted}) and got ({found}): look at keras.Input first."),
    ),
    (
        "TypeError",
        r"preprocess returned None",
        message("End preprocess(x) with a return of the array that the model takes."),
    ),
    (
        "TypeError",
        r"unexpected keyword argument '(?P<name>\w+)'",
        message("There is no argument {name} in that call: look up what it is called now."),
    ),
    (
        "ModuleNotFoundError",
        r"No module named '(?:tensorflow\.)?keras\.preprocessing\.text'",
        message("Keras 3 has no Tokenizer. The reviews here are numbers already: keras.utils.pad_sequences."),
    ),
    (
        "ModuleNotFoundError",
        r"No module named '(?P<name>(?:tensorflow|keras)\.[\w.]+)'",
        message("This Keras and TensorFlow have no module {name}: look up where it is now."),
    ),
    (
        "ModuleNotFoundError",
        r"No module named '(?P<name>[\w.]+)'",
        message("{name} is not installed beside dlprep. TensorFlow, Keras, NumPy and scikit-learn are."),
    ),
    (
        "TBNotInstalledError",
        "",
        message("Leave out the TensorBoard callback: dlprep shows the curves without it."),
    ),
    (
        "NameError",
        r"name '(?P<name>\w+)' is not defined",
        message("Nothing is called {name} at that point: check the spelling, or define or import it first."),
    ),
    (
        "FileNotFoundError",
        "",
        message(
            "A run has an empty folder of its own: it finds the data of load_data() and what it wrote itself."
        ),
    ),
    (
        "RecursionError",
        "",
        message("A function calls itself without end: look at the condition that should stop it."),
    ),
    (
        "SyntaxError",
        r"a notebook command",
        message("Lines that begin with ! or % are for notebooks only: leave them out."),
    ),
    (
        "SyntaxError",
        r"invalid (?:non-printable )?character '?.*\(?U\+(?:FF|30|20|A0)",
        message("Type that character again with the input method off: Python wants ( ) , : as in English."),
    ),
)  # fmt: skip
