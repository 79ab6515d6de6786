"""`dlprep reset`: begins a topic anew, and takes that back."""

from typing import Annotated

import typer

from dlprep.cli.asking import confirm
from dlprep.cli.common import command, current_parts, print_json
from dlprep.cli.writing import tell
from dlprep.domain.errors import BadInputError
from dlprep.domain.messages import message


@command
def reset(
    topic: Annotated[str | None, typer.Argument(help="A topic of the bank.")] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Undo the newest reset instead.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Let the answers in a topic count no longer: they stay in the history, and --undo brings them back."""
    if undo == (topic is not None):
        raise BadInputError(message("Name a topic, or say --undo."), message("See topics: dlprep stats"))
    if topic is None:
        _undo(as_json=as_json)
    else:
        _reset(topic, yes=yes, as_json=as_json)


def _reset(topic: str, *, yes: bool, as_json: bool) -> None:
    from dlprep.services.resetting import answers_in, reset_topic

    parts = current_parts()
    found = parts.bank.topic(topic).id
    count = answers_in(parts.bank, parts.store, found)
    if count:
        confirm(
            message("Reset {topic}? {count} answers will no longer count.", topic=found, count=count), yes=yes
        )
    done = reset_topic(parts.bank, parts.store, parts.backups, found, parts.clock.moment())
    if as_json:
        print_json({"reset": done.id, "topic": done.topic, "answers": done.answers})
        return
    tell(
        message(
            "Reset {topic}: {count} answers no longer count. To undo: dlprep reset --undo",
            topic=done.topic,
            count=done.answers,
        )
    )


def _undo(*, as_json: bool) -> None:
    from dlprep.services.resetting import undo_newest_reset

    parts = current_parts()
    undone, count = undo_newest_reset(parts.store, parts.backups, parts.clock.moment())
    if as_json:
        print_json({"undone": undone.id, "topic": undone.topic, "answers": count})
        return
    tell(
        message(
            "The reset of {topic} is undone: {count} answers count again.", topic=undone.topic, count=count
        )
    )
