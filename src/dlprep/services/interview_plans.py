"""From the bank to what can be asked, and from a wish to a plan that can be kept to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dlprep.domain.errors import BadInputError, unknown
from dlprep.domain.interviewing.choosing import RISING_LEVELS, fitting
from dlprep.domain.interviewing.material import ChallengeOffer, Material
from dlprep.domain.interviewing.plan import Form
from dlprep.domain.interviewing.timing import LONGEST_MINUTES, SHORTEST_MINUTES
from dlprep.domain.messages import mark, message
from dlprep.domain.questions import OpenQuestion

if TYPE_CHECKING:
    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.interviewing.plan import InterviewPlan
    from dlprep.services.ports import InterviewStore

LOOP_MINUTES = 45
"""What a loop is meant to take."""
_REMEMBERED = 40
"""Questions asked lately that give way to others."""


def material_of(bank: QuestionBank) -> Material:
    """All that a bank lets an interviewer ask."""
    questions = {name: one for name, one in bank.questions.items() if isinstance(one, OpenQuestion)}
    offers = {}
    for slug, folder in bank.challenges.items():
        challenge = folder.challenge
        minutes = min(rules.minutes for rules in challenge.tiers.values())
        offers[slug] = ChallengeOffer(
            slug, challenge.title, challenge.level, challenge.topics, challenge.questions, minutes
        )
    return Material(questions, {topic.id: topic.name for topic in bank.topics}, offers)


def remembering(plan: InterviewPlan, store: InterviewStore) -> InterviewPlan:
    """The plan with the questions that were asked lately."""
    return replace(plan, recent=store.recent_questions(limit=_REMEMBERED))


def checked(plan: InterviewPlan, material: Material) -> InterviewPlan:
    """The plan, with a challenge chosen for a loop that names none.

    Raises:
        BadInputError: if the minutes are out of range, a question, topic or challenge is unknown, or nothing
            fits.
    """
    least = SHORTEST_MINUTES[plan.form]
    if not least <= plan.minutes <= LONGEST_MINUTES:
        raise BadInputError(
            message("Such an interview takes {least} to {most} minutes.", least=least, most=LONGEST_MINUTES)
        )
    for topic in plan.topics:
        if material.topics and topic not in material.topics:
            raise unknown(mark("topic"), topic, tuple(material.topics))
    if plan.begins_with and plan.begins_with not in material.questions:
        raise unknown(mark("interview question"), plan.begins_with, tuple(material.questions))
    if not fitting(material, plan):
        raise BadInputError(
            message("No interview question matches this role and these topics."),
            message("Choose more of them."),
        )
    if plan.form is not Form.LOOP:
        return replace(plan, challenge=None)
    if plan.challenge is not None and plan.challenge not in material.challenges:
        raise unknown(mark("challenge"), plan.challenge, tuple(material.challenges))
    return plan if plan.challenge is not None else replace(plan, challenge=_fitting_challenge(plan, material))


def _fitting_challenge(plan: InterviewPlan, material: Material) -> str | None:
    """One of the plan's topics and near its level; the seed decides between equals."""
    offers = list(material.challenges.values())
    if not offers:
        return None
    level = RISING_LEVELS.index(plan.level)
    first = plan.seed % len(offers)

    def rank(place: int) -> tuple[bool, int, int]:
        offer = offers[place]
        is_off_topic = bool(plan.topics) and not set(plan.topics) & set(offer.topics)
        return is_off_topic, abs(RISING_LEVELS.index(offer.level) - level), (place - first) % len(offers)

    return offers[min(range(len(offers)), key=rank)].slug
