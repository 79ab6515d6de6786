"""`dlprep bank template`: the question that a seed makes of a template, with its worked solution."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from dlprep.cli.bank import AsJson
from dlprep.cli.common import command, current_parts, interface_language, jsonable, print_data, print_json
from dlprep.domain.errors import BadInputError
from dlprep.domain.language import Language
from dlprep.domain.messages import message

if TYPE_CHECKING:
    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.drawing import Draw
    from dlprep.domain.questions import NumericQuestion, TemplateQuestion


@command
def template(
    template_id: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="Id of a template; without it, all are listed.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Draws the numbers.")] = 0,
    lang: Annotated[
        Language | None, typer.Option(help="Language of the words; default: the interface's.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show the question, the answer and the worked solution that a seed makes of a template."""
    from dlprep.domain.drawing import draw_values, fill_question

    parts = current_parts()
    language = lang or interface_language(parts)
    if template_id is None:
        _list(parts.bank, language, as_json=as_json)
        return
    found = _template(parts.bank, template_id)
    try:
        drawn = draw_values(found, seed)
        question = fill_question(found, drawn)
    except (ValueError, ArithmeticError) as error:
        raise BadInputError(
            message(
                "Seed {seed} makes no question of {name}: {error}", seed=seed, name=found.id, error=error
            ),
            message("Run: dlprep bank check"),
        ) from error
    if as_json:
        print_json(drawn_object(found, seed, drawn, question))
    else:
        _print(found, seed, drawn, question, language)


def _template(bank: "QuestionBank", template_id: str) -> "TemplateQuestion":
    """The template with this id.

    Raises:
        BadInputError: if there is none, or the question is of another type.
    """
    question = bank.question(template_id)
    if question.type != "template":
        raise BadInputError(
            message("“{name}” is no template; it is {kind}.", name=template_id, kind=question.type)
        )
    return question


def _list(bank: "QuestionBank", language: Language, *, as_json: bool) -> None:
    held = [one for one in bank.questions.values() if one.type == "template"]
    if as_json:
        fields = {"id", "version", "topic", "level", "stem"}
        print_json([one.model_dump(mode="json", include=fields) for one in held])
        return
    width = max((len(one.id) for one in held), default=0)
    for one in held:
        print_data(f"{one.id:<{width}}  {one.level:<6}  {' '.join(one.stem.in_language(language).split())}")


def drawn_object(
    template: "TemplateQuestion", seed: int, drawn: "Draw", question: "NumericQuestion"
) -> dict[str, Any]:
    """A drawn template for JSON: everything that seed and version determine, in both languages."""
    options = [{"value": drawn.answer, "correct": True, "why": question.explanation}]
    options += [{"value": one.value, "correct": False, "why": one.why} for one in question.mistakes]
    shown = {
        "id": template.id,
        "seed": seed,
        "version": template.version,
        "topic": template.topic,
        "level": template.level,
        "parameters": drawn.parameters,
        "let": drawn.lets,
        "stem": question.stem,
        "code": question.code,
        "answer": drawn.answer,
        "unit": question.unit,
        "integer": question.integer,
        "tolerance": question.tolerance,
        "options": options,
        "hints": question.hints,
        "solution": question.explanation,
        "formula": template.formula,
    }
    found: dict[str, Any] = jsonable(shown)
    return found


def _print(
    template: "TemplateQuestion", seed: int, drawn: "Draw", question: "NumericQuestion", language: Language
) -> None:
    from dlprep.cli.bank_question import print_question
    from dlprep.domain.filling import shown

    print_data(f"{template.id}  v{template.version}  seed {seed}")
    for name, value in {**drawn.parameters, **drawn.lets}.items():
        print_data(f"  {name} = {shown(value)}")
    print_data("")
    print_question(question, language)
