"""A second opinion on an answer: asked for, checked, and shown beside the grade of record."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import blake2b
from typing import TYPE_CHECKING

from dlprep.domain.grader.reading import read
from dlprep.domain.opinion.asking import ask, draw_form
from dlprep.domain.opinion.opinions import CREDIT, VERSION, Discard, NoReplyError, SecondOpinion
from dlprep.domain.opinion.replies import UnusableReplyError, read_reply
from dlprep.domain.opinion.weighing import Given, is_traced, weigh

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from dlprep.domain.grader.grades import AnswerGrade
    from dlprep.domain.language import Language
    from dlprep.domain.opinion.asking import Prompt
    from dlprep.domain.opinion.replies import Claim
    from dlprep.domain.rubrics import RubricPoint
    from dlprep.domain.text import Text
    from dlprep.services.answer_grader import AnswerGrader
    from dlprep.services.ports import ClaimCache, LanguageModel


class SecondOpinions:
    """Asks a language model about answers, and believes nothing that it cannot quote."""

    def __init__(self, model: LanguageModel, cache: ClaimCache, grader: AnswerGrader, chance: Random) -> None:
        """`chance` must be one that nobody can foresee, except in tests."""
        self._model = model
        self._cache = cache
        self._grader = grader
        self._chance = chance

    def opinion(
        self,
        question: Text,
        points: Sequence[RubricPoint],
        answer: str,
        grade: AnswerGrade,
        language: Language,
    ) -> SecondOpinion:
        """What the model thinks of an answer that was graded; blocks for as long as the model may take.

        Never raises for what the model or its server does: then the opinion says why there is none.
        """
        reading = read(answer)
        name = self._model.name
        if reading.is_empty:
            return SecondOpinion(name, discarded=Discard.NOTHING_SAID)
        key = self._key(question, points, answer, language)
        claims = self._cache.load(key)
        if claims is None or {point.id for point in points} != set(claims):
            try:
                claims = self._ask(question, points, answer, language)
            except NoReplyError as error:
                return SecondOpinion(name, discarded=error.reason, detail=error.detail)
            self._cache.save(key, claims)
        evidence = self._grader.evidence(points, reading)
        traced = frozenset(point.id for point, one in zip(points, evidence, strict=True) if is_traced(one))
        return weigh(Given(question, answer, reading, grade, traced), claims, name)

    def _ask(
        self, question: Text, points: Sequence[RubricPoint], answer: str, language: Language
    ) -> dict[str, Claim]:
        form = draw_form(points, self._chance)
        said = self._readable(ask(question, points, answer, language, form), form.names)
        claims = {point_id: said[label] for label, point_id in form.labels if point_id is not None}
        decoy = next(said[label] for label, point_id in form.labels if point_id is None)
        if decoy.verdict in CREDIT:
            raise NoReplyError(Discard.DECOY)
        return claims

    def _readable(self, prompt: Prompt, names: Sequence[str]) -> dict[str, Claim]:
        """The claims of a reply; one that cannot be used is sent back once."""
        reply = self._model.reply(prompt)
        try:
            return read_reply(reply, names)
        except UnusableReplyError as error:
            prompt = replace(prompt, before=(reply, str(error)))
        try:
            return read_reply(self._model.reply(prompt), names)
        except UnusableReplyError as error:
            raise NoReplyError(Discard.UNREADABLE) from error

    def _key(self, question: Text, points: Sequence[RubricPoint], answer: str, language: Language) -> str:
        """Names question, rubric, answer, model, and how they are asked about."""
        rubric = [question.model_dump_json(), *(point.model_dump_json() for point in points)]
        parts = [VERSION, self._model.address, self._model.name, language.value, answer, *rubric]
        return blake2b(json.dumps(parts).encode(), digest_size=16).hexdigest()
