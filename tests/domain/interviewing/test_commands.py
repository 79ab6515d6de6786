"""Slash commands and questions, as they are typed."""

import pytest

from dlprep.domain.errors import BadInputError
from dlprep.domain.interviewing.asking import declines, is_question, subject_of
from dlprep.domain.interviewing.commands import Command, CommandName, completed, fitting, is_command, parse


@pytest.mark.parametrize("name", list(CommandName))
def test_every_command_has_its_name(name: CommandName) -> None:
    argument = {CommandName.STYLE: "strict", CommandName.LANG: "zh"}.get(name, "")
    assert parse(f"/{name} {argument}") == Command(name, argument)


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ("  /提示 ", Command(CommandName.HINT)),
        ("／Skip", Command(CommandName.SKIP)),
        ("/风格 严格", Command(CommandName.STYLE, "strict")),
        ("/lang 英文", Command(CommandName.LANG, "en")),
        ("/参考答案", Command(CommandName.MODEL_ANSWER)),
    ],
)
def test_chinese_and_full_width_are_understood(typed: str, command: Command) -> None:
    assert is_command(typed)
    assert parse(typed) == command


@pytest.mark.parametrize(("typed", "near"), [("/hnit", "/hint"), ("/repaet", "/repeat"), ("/提", "/提示")])
def test_an_unknown_command_names_the_closest(typed: str, near: str) -> None:
    with pytest.raises(BadInputError, match=near):
        parse(typed)


@pytest.mark.parametrize("typed", ["/", "/xyzzy", "/style", "/style loud", "/lang fr"])
def test_what_cannot_be_meant_names_the_choices(typed: str) -> None:
    with pytest.raises(BadInputError, match=r"hint|strict|zh"):
        parse(typed)


@pytest.mark.parametrize(
    "typed",
    ["a / b", "/usr/bin\nis a folder", "// a comment", "", "/etc/passwd", "/usr/bin is a folder", "／a／b"],
)
def test_answers_are_not_commands(typed: str) -> None:
    assert not is_command(typed)


@pytest.mark.parametrize(
    ("typed", "subject"),
    [
        ("what is dropout?", "dropout"),
        ("What's batch normalization", "batch normalization"),
        ("sorry, what does AUC mean?", "auc"),
        ("什么是早停", "早停"),
        ("请问，学习率预热是什么意思？", "学习率预热"),
        ("早停有什么用吗", "早停"),
        ("why is the learning rate warmed up?", "learning rate warmed up"),
    ],
)
def test_a_short_question_is_told_and_says_what_it_is_about(typed: str, subject: str) -> None:
    assert is_question(typed)
    assert subject_of(typed) == subject


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("/hi", "/hint"),
        ("/h", "/h"),
        ("/ha", "/harder"),
        ("/mo", "/model-answer"),
        ("/sty", "/style "),
        ("/提", "/提示"),
        ("/更", "/更"),
        ("/", "/"),
        ("/zzz", "/zzz"),
        ("/style s", "/style s"),
        ("hi", "hi"),
    ],
)
def test_a_command_is_completed_as_far_as_it_is_certain(typed: str, whole: str) -> None:
    assert completed(typed) == whole


def test_what_a_half_typed_command_can_become_is_told_in_its_language() -> None:
    assert fitting("/s") == ("skip", "style")
    assert set(fitting("/更")) == {"更难", "更简单"}
    assert len(fitting("/")) == len(CommandName)
    assert fitting("/nothing") == ()


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "Dropout drops units at random.",
        "Why does it help? Because units cannot rely on one another.",
        "为什么有用？因为神经元不能互相依赖。",
        "How the gradient shrinks is decided by the product of all derivatives on the way back",
        "The model overfits",
    ],
)
def test_an_answer_is_not_a_question(typed: str) -> None:
    assert not is_question(typed)


def test_no_thank_you_is_told() -> None:
    assert all(map(declines, ("no", "Nope.", "没有了", "不用，谢谢")))
    assert not any(map(declines, ("Do you use JAX?", "normalisation", "团队多大")))
