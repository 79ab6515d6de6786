"""Slash commands: how they are typed, in English and in Chinese."""

import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from dlprep.domain.errors import BadInputError
from dlprep.domain.interviewing.plan import Style
from dlprep.domain.language import Language
from dlprep.domain.messages import message
from dlprep.domain.text import excerpt


class CommandName(StrEnum):
    """What a command does."""

    HINT = "hint"
    SKIP = "skip"
    REPEAT = "repeat"
    EXPLAIN = "explain"
    HARDER = "harder"
    EASIER = "easier"
    MODEL_ANSWER = "model-answer"
    END = "end"
    STYLE = "style"
    LANG = "lang"


@dataclass(frozen=True, slots=True)
class Command:
    """A command and, for /style and /lang, what it sets."""

    name: CommandName
    argument: str = ""


ALIASES: dict[str, CommandName] = {
    "提示": CommandName.HINT,
    "跳过": CommandName.SKIP,
    "下一题": CommandName.SKIP,
    "重复": CommandName.REPEAT,
    "再说一遍": CommandName.REPEAT,
    "解释": CommandName.EXPLAIN,
    "讲解": CommandName.EXPLAIN,
    "难一点": CommandName.HARDER,
    "更难": CommandName.HARDER,
    "简单点": CommandName.EASIER,
    "更简单": CommandName.EASIER,
    "参考答案": CommandName.MODEL_ANSWER,
    "标准答案": CommandName.MODEL_ANSWER,
    "model": CommandName.MODEL_ANSWER,
    "answer": CommandName.MODEL_ANSWER,
    "结束": CommandName.END,
    "风格": CommandName.STYLE,
    "语言": CommandName.LANG,
    "language": CommandName.LANG,
}
"""Other names, without the slash."""

_NAMES = {**{name.value: name for name in CommandName}, **ALIASES}
_STYLES = {
    **{style.value: style.value for style in Style},
    "严格": Style.STRICT.value,
    "严厉": Style.STRICT.value,
    "中性": Style.NEUTRAL.value,
    "普通": Style.NEUTRAL.value,
    "温和": Style.GENTLE.value,
}
_LANGUAGES = {
    **{language.value: language.value for language in Language},
    "中文": Language.ZH.value,
    "chinese": Language.ZH.value,
    "英文": Language.EN.value,
    "英语": Language.EN.value,
    "english": Language.EN.value,
}
_ARGUMENTS = {CommandName.STYLE: _STYLES, CommandName.LANG: _LANGUAGES}


def is_command(typed: str) -> bool:
    """True for what begins with a slash on its only line; code and paths are answers."""
    words = unicodedata.normalize("NFKC", typed).strip()
    return words.startswith("/") and "\n" not in words and "/" not in words.split()[0][1:]


def fitting(typed: str) -> tuple[str, ...]:
    """The names a half-typed command can still become, in the language it is typed in."""
    word = unicodedata.normalize("NFKC", typed).strip().removeprefix("/").casefold()
    names = [name.value for name in CommandName]
    if word and not word.isascii():
        names = [name for name in ALIASES if not name.isascii()]
    return tuple(name for name in names if name.startswith(word))


def completed(typed: str) -> str:
    """A half-typed command as far as it is certain; as it was where nothing is."""
    if not is_command(typed) or " " in typed.strip():
        return typed
    names = fitting(typed)
    if len(names) == 1:
        takes_more = _NAMES[names[0]] in _ARGUMENTS
        return f"/{names[0]} " if takes_more else f"/{names[0]}"
    return f"/{_shared_start(names)}" if names else typed


def _shared_start(names: tuple[str, ...]) -> str:
    """What all of them begin with."""
    shortest = min(names, key=len)
    lengths = range(len(shortest), 0, -1)
    return next((shortest[:n] for n in lengths if all(name.startswith(shortest[:n]) for name in names)), "")


def parse(typed: str) -> Command:
    """The command that was typed.

    Raises:
        BadInputError: if there is no such command or argument; the way out names the closest.
    """
    words = unicodedata.normalize("NFKC", typed).strip().removeprefix("/").casefold().split()
    name = _NAMES.get(words[0]) if words else None
    if name is None:
        raise _unknown(typed, words[0] if words else "")
    arguments = _ARGUMENTS.get(name)
    if arguments is None:
        return Command(name)
    argument = arguments.get(words[1]) if len(words) > 1 else None
    if argument is None:
        raise BadInputError(
            message("/{name} needs one of: {choices}.", name=name.value, choices=", ".join(_choices(name)))
        )
    return Command(name, argument)


def _choices(name: CommandName) -> list[str]:
    return sorted(set(_ARGUMENTS[name].values()))


def _unknown(typed: str, word: str) -> BadInputError:
    what = message("There is no command “{name}”.", name=excerpt(typed.strip()))
    near = get_close_matches(word, list(_NAMES), n=1, cutoff=0.5) or [name for name in _NAMES if word in name]
    if word and near:
        return BadInputError(what, message("Did you mean /{name}?", name=near[0]))
    commands = ", ".join(f"/{name}" for name in CommandName)
    return BadInputError(what, message("There are {commands}.", commands=commands))
