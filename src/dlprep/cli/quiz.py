"""`dlprep quiz`: a practice session in plain lines, the same history as the full-screen app."""

from random import SystemRandom
from typing import Annotated

import typer

from dlprep.cli.common import command, current_parts, interface_language, say
from dlprep.domain.language import Language
from dlprep.domain.messages import message
from dlprep.domain.practice import TARGET_SUCCESS, Mode, QuizRequest
from dlprep.i18n import translator


@command
def quiz(
    topic: Annotated[list[str] | None, typer.Option(help="Only this topic; repeat for more.")] = None,
    level: Annotated[list[str] | None, typer.Option(help="junior, mid or senior; repeat for more.")] = None,
    type_: Annotated[list[str] | None, typer.Option("--type", help="Only this question type.")] = None,
    source: Annotated[
        list[str] | None,
        typer.Option(help="Only questions of this pack, or of the shipped bank: dlprep; repeat for more."),
    ] = None,
    mode: Annotated[
        Mode, typer.Option(help="practice, due, exam, article, sprint, weak or placement.")
    ] = Mode.PRACTICE,
    count: Annotated[int, typer.Option("-n", "--count", min=1, max=500, help="How many questions.")] = 10,
    minutes: Annotated[float | None, typer.Option(min=0.1, help="Time limit of an exam.")] = None,
    success: Annotated[
        float, typer.Option(min=0.5, max=0.95, help="The share of right answers that weak spots aim at.")
    ] = TARGET_SUCCESS,
    seed: Annotated[int | None, typer.Option(help="The same seed asks the same questions.")] = None,
    lang: Annotated[Language | None, typer.Option(help="zh or en.")] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with the unfinished session.")] = False,
) -> None:
    """Answer questions line by line; every answer is kept as soon as it is given."""
    from dlprep.cli.sitting import Sitting
    from dlprep.domain.ability.placement import MOST_ITEMS
    from dlprep.services.quiz import plan_session
    from dlprep.services.remembering import with_due_questions

    parts = current_parts()
    language = lang or interface_language(parts)
    session = parts.store.unfinished_session() if resume else None
    if resume and session is None:
        say(message("No session is open, so a new one begins."), translator(language))
    if session is None:
        request = QuizRequest(
            mode,
            tuple(topic or ()),
            tuple(level or ()),
            tuple(type_ or ()),
            count=MOST_ITEMS if mode is Mode.PLACEMENT else count,
            minutes=minutes,
            sources=tuple(source or ()),
            success=success,
        )
        chosen = SystemRandom().randrange(2**31) if seed is None else seed
        moment = parts.clock.moment()
        request = with_due_questions(parts.bank, parts.store, parts.settings, request, moment)
        planned = plan_session(parts.bank, request, language=language, seed=chosen, moment=moment)
        session = parts.store.add_session(planned)
    elif lang is None:
        language = session.language
    Sitting(parts, session, language).run()
