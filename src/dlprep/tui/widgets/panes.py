"""Which pane answers which type of question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlprep.domain.questions import CodeOutputQuestion
from dlprep.tui.widgets.choice_panes import MultiPane, SinglePane, TfReasonPane
from dlprep.tui.widgets.match_pane import MatchPane
from dlprep.tui.widgets.order_pane import OrderPane
from dlprep.tui.widgets.spot_bug_pane import SpotBugPane
from dlprep.tui.widgets.typed_panes import ClozePane, CodeOutputPane, LongPane, NumericPane

if TYPE_CHECKING:
    from dlprep.domain.language import Language
    from dlprep.domain.messages import Translate
    from dlprep.domain.presenting import Presented
    from dlprep.tui.widgets.answer_pane import AnswerPane, Draft

_PANES: dict[str, type[AnswerPane]] = {
    "single": SinglePane,
    "multi": MultiPane,
    "tf-reason": TfReasonPane,
    "numeric": NumericPane,
    "cloze": ClozePane,
    "order": OrderPane,
    "match": MatchPane,
    "code-output": CodeOutputPane,
    "spot-bug": SpotBugPane,
    "open": LongPane,
}


def make_pane(
    presented: Presented, *, language: Language, translate: Translate, draft: Draft = ()
) -> AnswerPane:
    """The pane for a question, going on from `draft`."""
    kind = _PANES[presented.question.type]
    question = presented.question
    if isinstance(question, CodeOutputQuestion) and "\n" in question.answer.strip():
        kind = LongPane
    return kind(presented, language=language, translate=translate, draft=draft)
