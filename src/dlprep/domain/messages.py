"""Sentences the core says, kept translatable until an edge renders them."""

from collections.abc import Callable
from dataclasses import dataclass, field

Translate = Callable[[str], str]
"""Maps an English template to the reader's language; `gettext.gettext` is one."""


def mark(template: str) -> str:
    """Marks `template` for the message catalogs and returns it unchanged."""
    return template


@dataclass(frozen=True, slots=True)
class Message:
    """An English sentence template with named parameters."""

    template: str
    """English text with `{name}` places; the catalogs hold its translations."""
    parameters: dict[str, object] = field(default_factory=dict)
    """What fills the places. A nested Message is rendered in the same language."""

    def render(self, translate: Translate) -> str:
        """The sentence in the language of `translate`, with its places filled."""
        values = {
            name: value.render(translate) if isinstance(value, Message) else value
            for name, value in self.parameters.items()
        }
        return translate(self.template).format(**values)

    def __str__(self) -> str:
        return self.render(lambda template: template)


def message(template: str, **parameters: object) -> Message:
    """A Message from a template marked for the catalogs, and what fills its places."""
    return Message(template, parameters)


def authored(*, zh: str, en: str) -> Message:
    """Words that come in both languages, such as a hint of the bank, as a Message.

    The Chinese catalog holds `{zh}` as the translation of `{en}`.
    """
    return message("{en}", en=en, zh=zh)
