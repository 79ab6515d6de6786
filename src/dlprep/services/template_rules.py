"""Rules of templates: names that are known, numbers that a learner is shown, draws that work, a verifier."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from dlprep.domain.drawing import draw_values, fill_question
from dlprep.domain.expressions import names_in
from dlprep.domain.filling import place_names
from dlprep.services.flaws import Flaw, text_parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlprep.domain.questions import TemplateQuestion

_WORDED = 20
"""Seeds from 0 that are drawn with their texts; all recorded ones are drawn when the record is compared."""


def template_flaws(template: TemplateQuestion) -> Iterator[Flaw]:
    """Everything that is wrong with a template by itself."""
    unknown = [*_unknown_names(template), *_unknown_places(template)]
    yield from unknown
    if not unknown:
        yield from _hidden_parameters(template)
        yield from _draws(template)
    yield from _verifier(template)


def _unknown_names(template: TemplateQuestion) -> Iterator[Flaw]:
    sources = {f".require[{place}]": source for place, source in enumerate(template.require)}
    sources |= {f".let.{name}": source for name, source in template.let.items()}
    sources[".formula"] = template.formula
    sources |= {f".mistakes[{place}].formula": one.formula for place, one in enumerate(template.mistakes)}
    known = {*template.parameters, *template.let}
    for key, source in sources.items():
        for name in sorted(names_in(source) - known):
            yield Flaw(key, f"unknown name “{name}”", f"Known are {', '.join(sorted(known))}.")
    for name, parameter in template.parameters.items():
        if isinstance(parameter.length, str) and parameter.length not in template.parameters:
            what = f"`length` names “{parameter.length}”, which is no parameter"
            yield Flaw(f".parameters.{name}.length", what, "Name one, or give a number.")


def _unknown_places(template: TemplateQuestion) -> Iterator[Flaw]:
    known = {*template.parameters, *template.let, "answer"}
    texts = [(key, part) for key, part in text_parts(template) if isinstance(part, str)]
    for key, words in (*texts, (".code", template.code or "")):
        for place, name in place_names(words):
            if name not in known:
                way_out = f"Known are {', '.join(sorted(known))}; a form looks like {{{{name:.3f}}}}."
                yield Flaw(key, f"the place {place} is never filled", way_out)


def _hidden_parameters(template: TemplateQuestion) -> Iterator[Flaw]:
    """A learner must be able to know every number, from the stem or from what is computed of it there."""
    for language in ("zh", "en"):
        words = getattr(template.stem, language) + (template.code or "")
        hidden = sorted(
            template.parameters.keys() - _reached(template, {name for _, name in place_names(words)})
        )
        if hidden:
            what = f"the stem does not tell {', '.join(hidden)}"
            yield Flaw(f".stem.{language}", what, "Write {{name}} where the learner reads it.")


def _reached(template: TemplateQuestion, names: set[str]) -> set[str]:
    """Names, and all that the lets among them are computed from; and lengths, which lists show."""
    found: set[str] = set()
    while names:
        name = names.pop()
        found.add(name)
        more = set(names_in(template.let[name])) if name in template.let else set()
        parameter = template.parameters.get(name)
        if parameter and isinstance(parameter.length, str):
            more.add(parameter.length)
        names |= more - found
    return found


def _draws(template: TemplateQuestion) -> Iterator[Flaw]:
    for seed in range(_WORDED):
        try:
            found = draw_values(template, seed)
            if template.integer and found.answer != int(found.answer):
                what = f"seed {seed} gives {found.answer:g}, not a whole number"
                yield Flaw(".formula", what, "Give a tolerance.")
                return
            fill_question(template, found)
        except (ValueError, ArithmeticError) as error:
            yield Flaw("", f"seed {seed} makes no question: {error}", "Mend the formulas or the parameters.")
            return


def _verifier(template: TemplateQuestion) -> Iterator[Flaw]:
    """`verify` is read here and never run; worker processes run it."""
    if template.verify is None:
        yield Flaw(".verify", "nothing checks the formula", "Define verify(<parameters>) by another route.")
        return
    try:
        body = ast.parse(template.verify).body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        yield Flaw(".verify", f"it is not Python: {error}", "Mend it.")
        return
    found = next((one for one in body if isinstance(one, ast.FunctionDef) and one.name == "verify"), None)
    if found is None:
        yield Flaw(".verify", "it does not define a function `verify`", "Begin it with `def verify(…):`.")
        return
    taken = [argument.arg for argument in (*found.args.args, *found.args.kwonlyargs)]
    if sorted(taken) != sorted(template.parameters):
        what = f"it takes {', '.join(taken) or 'nothing'}"
        yield Flaw(".verify", what, f"Let it take the parameters: {', '.join(template.parameters)}.")
