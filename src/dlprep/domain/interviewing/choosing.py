"""Which question comes next."""

import random
from collections.abc import Sequence

from dlprep.domain.interviewing.exchanges import Exchange
from dlprep.domain.interviewing.material import Material
from dlprep.domain.interviewing.plan import InterviewPlan, Part
from dlprep.domain.questions import Level, OpenQuestion
from dlprep.domain.rubrics import Role

RISING_LEVELS = (Level.JUNIOR, Level.MID, Level.SENIOR)

_LOOKED_AT = 2
"""Scores that the level follows; one alone is chance."""
_WELL = 80
_BADLY = 40


def fitting(material: Material, plan: InterviewPlan) -> tuple[OpenQuestion, ...]:
    """The questions that the plan's role and topics admit."""
    return tuple(
        question
        for question in material.questions.values()
        if (not plan.topics or question.topic in plan.topics) and _is_for(question, plan.role)
    )


def level_for(plan: InterviewPlan, scores: Sequence[int], shift: int = 0) -> Level:
    """The level of the next question: one up when it went well of late, one down when badly."""
    rank = RISING_LEVELS.index(plan.level) + shift
    latest = scores[-_LOOKED_AT:]
    if len(latest) == _LOOKED_AT:
        mean = sum(latest) / _LOOKED_AT
        rank += (mean >= _WELL) - (mean <= _BADLY)
    return RISING_LEVELS[min(max(rank, 0), len(RISING_LEVELS) - 1)]


def choose(
    material: Material, plan: InterviewPlan, exchanges: Sequence[Exchange], *, shift: int, part: Part
) -> str | None:
    """The next question, never one that was asked; None when there is none left.

    First comes what the plan begins with, unless the bank has lost it. Of the level that fits best, half
    belong to the role, and topics take turns; chance, by the plan's seed, decides among the rest.
    """
    asked = [one.question_id for one in exchanges]
    if not asked and plan.begins_with in material.questions:
        return plan.begins_with
    scores = [one.score for one in exchanges if one.score is not None]
    target = RISING_LEVELS.index(level_for(plan, scores, shift))
    known = [material.questions[name] for name in asked if name in material.questions]
    wants_special = 2 * sum(_is_special(one, plan.role) for one in known) <= len(known)
    topics = [one.topic for one in known]
    has_career = any(Role.CAREER in one.roles for one in known)

    def rank(question: OpenQuestion) -> tuple[object, ...]:
        draw = random.Random(f"{plan.seed}/{len(asked)}/{question.id}")  # noqa: S311 - questions, not secrets
        return (
            part is Part.FOLLOW_UP and not _is_about_challenge(material, plan, question),
            question.id in plan.recent,
            has_career and Role.CAREER in question.roles and plan.role is not Role.CAREER,
            abs(RISING_LEVELS.index(question.level) - target),
            _is_special(question, plan.role) != wants_special,
            topics.count(question.topic),
            draw.random(),
            question.id,
        )

    left = [question for question in _pool(material, plan, part) if question.id not in asked]
    return min(left, key=rank).id if left else None


def _pool(material: Material, plan: InterviewPlan, part: Part) -> tuple[OpenQuestion, ...]:
    fit = fitting(material, plan)
    if part is not Part.FOLLOW_UP:
        return fit
    held = {question.id for question in fit}
    about = (one for one in material.questions.values() if _is_about_challenge(material, plan, one))
    return (*fit, *(question for question in about if question.id not in held))


def _is_for(question: OpenQuestion, role: Role | None) -> bool:
    return role is None or not question.roles or role in question.roles or Role.CAREER in question.roles


def _is_special(question: OpenQuestion, role: Role | None) -> bool:
    return role is not None and role in question.roles


def _is_about_challenge(material: Material, plan: InterviewPlan, question: OpenQuestion) -> bool:
    offer = material.challenges.get(plan.challenge or "")
    return offer is not None and (question.id in offer.questions or question.topic in offer.topics)
