"""Q16, Q18 and Q19: every option says why, and what can be computed was."""

from __future__ import annotations

import ast
import builtins
import re
from typing import TYPE_CHECKING

from dlprep.domain.errors import AnswerError
from dlprep.domain.messages import message
from dlprep.domain.numbers import parse_number
from dlprep.domain.questions import (
    ChoiceQuestionBase,
    ClozeQuestion,
    CodeOutputQuestion,
    NumericQuestion,
    SpotBugQuestion,
)
from dlprep.services.gates.rows import Bar, GateRow, Offence, Scope, clean_share
from dlprep.services.gates.words import squeezed
from dlprep.services.question_rules import key_flaws

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dlprep.domain.questions import Question

_NOTHING_SAID = re.compile(r"^(?:wrong|right|correct|incorrect|true|false|no|yes|错误?|正确|不对|对)$")
_NUMBER = re.compile(r"-?\d+(?:,\d{3})*(?:\.\d+)?(?:e[-+]?\d+)?")
_NEEDS_MORE = re.compile(r"\bopen\(|load_data|load_model|read_csv|urlopen|requests\.|from_pretrained|input\(")


def rationales(questions: Sequence[Question]) -> GateRow:
    """Q16: each option says why it is right, or which mistake it is."""
    choices = [one for one in questions if isinstance(one, ChoiceQuestionBase)]
    found = tuple(flaw for one in choices for flaw in _unexplained(one))
    return GateRow(
        gate="Q16",
        title=message("Questions whose every option says why"),
        figure=clean_share(found, len(choices)),
        bar=Bar(1.0),
        scope=Scope.ITEM,
        way_out=message("Say why it is right, or which mistake leads to it."),
        sample=len(choices),
        is_share=True,
        offences=found,
    )


def _unexplained(question: ChoiceQuestionBase) -> Iterator[Offence]:
    seen: set[str] = set()
    for place, option in enumerate(question.options):
        why = squeezed(option.why.en)
        if not why or any(_NOTHING_SAID.match(squeezed(words)) for words in (option.why.zh, option.why.en)):
            yield Offence(question.id, "the reason says nothing", f".options[{place}].why")
        elif why in seen:
            yield Offence(question.id, "two options give the same reason", f".options[{place}].why")
        elif why == squeezed(option.en):
            yield Offence(question.id, "the reason only repeats the option", f".options[{place}].why")
        seen.add(why)


def verified_keys(questions: Sequence[Question]) -> GateRow:
    """Q18: what was computed carries its script, and the key is what the script printed."""
    computed = [one for one in questions if _is_computed(one)]
    found = tuple(flaw for one in computed for flaw in _unverified(one))
    return GateRow(
        gate="Q18",
        title=message("Computed keys with a script that printed them"),
        figure=clean_share(found, len(computed)),
        bar=Bar(1.0),
        scope=Scope.ITEM,
        way_out=message("Give `verify`, run it, and record what it printed."),
        sample=len(computed),
        is_share=True,
        offences=found,
    )


def _is_computed(question: Question) -> bool:
    if isinstance(question, ClozeQuestion):
        return bool(_computed_gaps(question))
    return isinstance(question, NumericQuestion | CodeOutputQuestion)


def _computed_gaps(question: ClozeQuestion) -> list[float]:
    """Numbers that belong in gaps and do not stand in the stem already."""
    given = _numbers(f"{question.stem.en} {question.code or ''}")
    wanted = [_number(blank.accept[0]) for blank in question.blanks]
    return [value for value in wanted if value is not None and value not in given]


def _numbers(words: str) -> set[float]:
    return {float(found.replace(",", "")) for found in _NUMBER.findall(words)}


def _number(words: str) -> float | None:
    try:
        return parse_number(words).value
    except AnswerError:
        return None


def _unverified(question: Question) -> Iterator[Offence]:
    if isinstance(question, ClozeQuestion):
        printed = _numbers(question.verify.output) if question.verify else set()
        missing = [f"{value:g}" for value in _computed_gaps(question) if value not in printed]
        if not question.verify:
            yield Offence(question.id, "a gap is a number and nothing verifies it", ".verify")
        elif missing:
            yield Offence(question.id, f"its script did not print {', '.join(missing)}", ".verify.output")
    for flaw in key_flaws(question):
        yield Offence(question.id, flaw.what, flaw.key)


def runnable_snippets(questions: Sequence[Question]) -> GateRow:
    """Q19: code that could run by itself was run."""
    snippets = [one for one in questions if isinstance(one, CodeOutputQuestion | SpotBugQuestion)]
    runnable = [one for one in snippets if isinstance(one, CodeOutputQuestion) or is_self_contained(one.fix)]
    found = tuple(
        Offence(one.id, "the code can run by itself and nothing runs it", ".verify")
        for one in runnable
        if one.verify is None
    )
    return GateRow(
        gate="Q19",
        title=message("Runnable snippets with a script that ran them"),
        figure=clean_share(found, len(runnable)),
        bar=Bar(1.0),
        scope=Scope.ITEM,
        way_out=message("Give `verify`: a script that shows what the bug does and that the fix does not."),
        sample=len(runnable),
        is_share=True,
        offences=found,
    )


def is_self_contained(code: str) -> bool:
    """True when every name the code reads is defined in it, and it needs no file, network or keyboard."""
    if _NEEDS_MORE.search(code):
        return False
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return False
    return {
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    } <= {
        *dir(builtins),
        *_defined(tree),
    }


def _defined(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Name(ctx=ast.Store()):
                yield node.id
            case ast.arg():
                yield node.arg
            case ast.alias():
                yield (node.asname or node.name).split(".")[0]
            case ast.FunctionDef() | ast.ClassDef() | ast.AsyncFunctionDef():
                yield node.name
            case ast.ExceptHandler(name=str(name)):
                yield name
            case _:
                pass
