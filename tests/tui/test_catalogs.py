"""Every word of the interface is there in Chinese, and what is compiled is what is written."""

import ast
import importlib.util
import string
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from dlprep.domain.language import Language
from dlprep.domain.messages import authored
from dlprep.i18n import translator

_SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "catalogs.py"
_AUTHORED = ("{en}", "{zh}")
"""Words that come in both languages (`domain.messages.authored`): the translation is the other place."""


def load_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("catalogs", _SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def catalogs() -> Any:
    return load_script()


def places_of(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def literals_in(source: str, functions: set[str]) -> set[str]:
    """First arguments, as far as they are literals, of calls to `functions`, inside f-strings too."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) and node.args]
    return {
        call.args[0].value
        for call in calls
        if getattr(call.func, "attr", getattr(call.func, "id", "")) in functions
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
    }


def test_no_message_hides_where_the_extractor_cannot_see_it(catalogs: Any) -> None:
    """Before Python 3.12 the extractor does not look into f-strings: a word there needs a twin elsewhere."""
    held = {message.id for message in catalogs.read("zh_CN") if message.id}
    functions = {"tr", "mark", "message", "translate"}
    for path in sorted(catalogs.SOURCE.rglob("*.py")):
        assert literals_in(path.read_text(encoding="utf-8"), functions) <= held, path.name


def test_chinese_has_every_message(catalogs: Any) -> None:
    assert catalogs.untranslated(catalogs.read("zh_CN")) == []


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_catalog_holds_exactly_what_the_source_says(catalogs: Any, language: str) -> None:
    written = {entry.id for entry in catalogs.read(language) if entry.id}
    said = {entry.id for entry in catalogs.extract() if entry.id}
    assert written == said, "run make catalogs"


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_compiled_catalog_is_fresh(catalogs: Any, language: str) -> None:
    assert catalogs.mo_file(language).read_bytes() == catalogs.mo_bytes(catalogs.read(language))


def test_translations_keep_the_places_of_the_english(catalogs: Any) -> None:
    wrong = [
        entry.id
        for entry in catalogs.read("zh_CN")
        if entry.id
        and (entry.id, entry.string) != _AUTHORED
        and places_of(str(entry.id)) != places_of(str(entry.string))
    ]
    assert wrong == []


def test_words_that_come_in_both_languages_are_told_in_each() -> None:
    hint = authored(zh="先看学习率", en="look at the rate")
    assert hint.render(translator(Language.ZH)) == "先看学习率"
    assert hint.render(translator(Language.EN)) == "look at the rate"


def test_the_interface_speaks_both_languages() -> None:
    assert translator(Language.ZH)("Settings") == "设置"
    assert translator(Language.EN)("Settings") == "Settings"
