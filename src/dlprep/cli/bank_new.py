"""`dlprep bank new` and `dlprep bank schema`: what an author starts with."""

from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dlprep.bootstrap import bank_folder
from dlprep.cli.common import command, current_parts, interface_language, print_data
from dlprep.cli.writing import Output, make_folder, tell, write_new, write_over
from dlprep.domain.bank import SHIPPED
from dlprep.domain.errors import BadInputError
from dlprep.domain.messages import message
from dlprep.i18n import translator

if TYPE_CHECKING:
    from dlprep.domain.bank import QuestionBank

_BESIDE = "../schema/questions.schema.json"
"""The schema, from a question file of the shipped bank."""


@command
def new(
    topic: Annotated[str, typer.Option(help="Topic of the question.")],
    kind: Annotated[str, typer.Option("--type", help="Type of the question, such as single.")],
    question_id: Annotated[
        str, typer.Option("--id", help="Id; default: a free one made of topic and type.")
    ] = "",
    pack: Annotated[
        str | None, typer.Option("--pack", metavar="NAME", help="Put the file into this pack of your own.")
    ] = None,
    output: Output = None,
) -> None:
    """Begin a question: a commented YAML file to fill in. An existing file is never overwritten."""
    from dlprep.bank.skeletons import skeleton

    parts = current_parts()
    chosen = parts.bank.topic(topic).id
    folder = pack_folder(pack) / "questions" if pack and output is None else None
    name = _new_id(parts.bank, question_id, f"{chosen}-{kind}", folder)
    if folder:
        make_folder(folder)
        output = folder / f"{name}.yaml"
    text = skeleton(
        name,
        chosen,
        kind,
        parts.clock.moment().local_day,
        schema=schema_for(output),
        translate=translator(interface_language(parts)),
    )
    if output is None:
        print_data(text.rstrip("\n"))
        return
    write_new(output, text)
    tell(message("Fill in {path}, then run: {command}", path=output, command=check_command(output)))


def pack_folder(name: str) -> Path:
    """The folder of a pack, there or not.

    Raises:
        BadInputError: if no folder can have the name, or it means another one.
    """
    if name in ("", ".", "..", SHIPPED) or name.startswith((".", "__")) or set("/\\\0") & set(name):
        raise BadInputError(
            message("“{name}” cannot be the name of a pack.", name=name),
            message("Use letters, digits and hyphens."),
        )
    return current_parts().paths.packs / name


def schema_for(output: Path | None) -> str:
    """Where an editor finds the schema from a file: beside it in a bank, otherwise where dlprep lies."""
    if output is None or (output.absolute().parent / _BESIDE).exists():
        return _BESIDE
    # As an address: editors end it at a space.
    return (bank_folder() / "schema" / "questions.schema.json").as_uri()


def check_command(output: Path) -> str:
    """The check that reads the file."""
    packs = current_parts().paths.packs.absolute()
    path = output.absolute()
    if path.is_relative_to(packs) and path != packs:
        return f'dlprep bank check --pack "{path.relative_to(packs).parts[0]}"'
    return "dlprep bank check"


def _new_id(bank: "QuestionBank", wanted: str, stem: str, folder: Path | None) -> str:
    """The wanted id if it can be used, or the first that starts with `stem` and has no file in `folder`.

    Raises:
        BadInputError: if the wanted id is taken or is not an id.
    """
    if not wanted:
        names = (f"{stem}-{number}" for number in count(1))
        return next(
            name
            for name in names
            if name not in bank.questions and not (folder and (folder / f"{name}.yaml").exists())
        )
    from pydantic import TypeAdapter, ValidationError

    from dlprep.domain.text import Slug

    try:
        TypeAdapter(Slug).validate_python(wanted)
    except ValidationError as error:
        raise BadInputError(
            message("“{name}” is not an id.", name=wanted),
            message("Use lower-case letters, digits and single hyphens."),
        ) from error
    if wanted in bank.questions:
        raise BadInputError(message("The id “{name}” is already used.", name=wanted))
    return wanted


@command
def schema(output: Output = None) -> None:
    """Print the JSON Schema of question files, with which editors complete keys and explain them."""
    from dlprep.bank.schema import schema_text

    text = schema_text()
    if output is None:
        print_data(text.rstrip("\n"))
        return
    write_over(output, text.encode("utf-8"))
    tell(message("Schema written to {path}.", path=output))
