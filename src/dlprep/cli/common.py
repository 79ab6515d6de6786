"""What every command shares: printing data, saying things, and turning failures into exit codes."""

import functools
import json
import sys
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import typer

from dlprep.bootstrap import Parts
from dlprep.cli.streams import abandon_output, flush_data, speaks_unicode, write_data
from dlprep.domain.errors import BadInputError, DlprepError, ExitCode
from dlprep.domain.language import Language
from dlprep.domain.messages import Message, Translate, message
from dlprep.failures import is_expected, sentence, write_log
from dlprep.i18n import translator
from dlprep.settings import Settings, language_of_environment

if TYPE_CHECKING:
    from pathlib import Path

    from dlprep.domain.bank import QuestionBank
    from dlprep.services.ports import Store

P = ParamSpec("P")
R = TypeVar("R")


def print_data(line: str = "") -> None:
    """Writes a line of data to standard output."""
    write_data(line + "\n")


def print_json(value: object) -> None:
    """Writes one JSON document to standard output, Chinese as itself where the encoding holds it."""
    print_data(json.dumps(value, ensure_ascii=not speaks_unicode(), default=str))


def say(message: Message | str, translate: Translate) -> None:
    """Writes a sentence for the person to standard error."""
    words = message.render(translate) if isinstance(message, Message) else translate(message)
    with suppress(OSError):  # nobody listens, which is no reason to stop
        sys.stderr.write(words + "\n")
        sys.stderr.flush()


class CommandParts(Parts):
    """The parts as a command uses them: what they have to tell is said to the person at once."""

    _told = 0

    @cached_property
    def settings(self) -> Settings:
        """The learner's settings; a file with a fault must not keep anybody from practising."""
        try:
            return super().settings
        except DlprepError as error:
            settings = Settings(language=language_of_environment())
            say(sentence(error, self.log), translator(settings.language))
            return settings

    @cached_property
    def store(self) -> "Store":
        """The history; says what opening it found."""
        store = super().store
        self._tell(store.notices)
        return store

    def close(self) -> None:
        """Also says what came up since, such as a backup of the day that could not be made."""
        store = self.__dict__.get("store")
        super().close()
        if store is not None:
            self._tell(store.notices[self._told :])

    def _tell(self, notices: "tuple[Message, ...]") -> None:
        self._told += len(notices)
        for notice in notices:
            say(notice, translator(self.settings.language))


def bank_in(folder: "Path | None") -> "QuestionBank":
    """The bank in `folder`, or the shipped one, without packs.

    Raises:
        BadInputError: if there is no such folder.
    """
    if folder is None:
        return current_parts().bank.without_packs
    if not folder.is_dir():
        raise BadInputError(message("There is no folder {path}.", path=folder))
    from dlprep.bank.loader import load_bank

    return load_bank(folder, cache_dir=None)


def interface_language(parts: Parts) -> Language:
    """The language that commands speak."""
    return parts.settings.language


def command(work: Callable[P, R]) -> Callable[P, R]:
    """Decorates a command so that a failure is a sentence and its exit code, never a traceback.

    The command may use `current_parts()`; what it built is closed when it ends.
    """

    @functools.wraps(work)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            done = work(*args, **kwargs)
            flush_data()
            return done
        except (typer.Exit, typer.Abort, typer.BadParameter):
            raise
        except BrokenPipeError:
            # The reader went away (`dlprep ... | head`): not a failure, and Python must not complain at exit.
            abandon_output()
            raise typer.Exit(ExitCode.OK) from None
        except KeyboardInterrupt:
            raise typer.Exit(ExitCode.INTERRUPTED) from None
        except Exception as error:
            raise typer.Exit(_tell(error)) from error
        finally:
            close_parts()

    return run


def _tell(error: Exception) -> ExitCode:
    """Says what failed; what nobody foresaw is our fault, and its details go to the log."""
    parts = current_parts()
    if not is_expected(error):
        write_log(parts.log, error, parts.clock.moment().at)
    say(sentence(error, parts.log), translator(interface_language(parts)))
    return error.exit_code if isinstance(error, DlprepError) else ExitCode.INTERNAL


_parts: Parts | None = None


def current_parts() -> Parts:
    """The parts this command uses, built when first asked for."""
    global _parts  # noqa: PLW0603 - one command a process; tests call close_parts between commands
    if _parts is None:
        _parts = CommandParts()
    return _parts


def close_parts() -> None:
    """Closes the parts of the last command."""
    global _parts  # noqa: PLW0603
    if _parts is not None:
        _parts.close()
        _parts = None


def columns_of(text: str) -> int:
    """Columns of a terminal, where Chinese takes two each."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def padded(text: str, columns: int) -> str:
    """`text` with spaces up to a width in columns of a terminal."""
    return text + " " * (columns - columns_of(text))


def jsonable(value: Any) -> Any:
    """Dataclasses, enums, dates and mappings as what JSON can hold."""
    from pydantic_core import to_jsonable_python

    return to_jsonable_python(value)
