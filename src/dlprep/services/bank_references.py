"""Do the names that parts of the bank use for one another exist?"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from dlprep.services.flaws import Flaw

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dlprep.domain.article import Article
    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.questions import Question


def question_flaws(bank: QuestionBank, question: Question) -> Iterator[Flaw]:
    """Topics, claims and flags that a question names and nobody defines."""
    if bank.topics:
        yield from _unknown(".topic", "topic", (question.topic,), [topic.id for topic in bank.topics])
    if bank.article:
        yield from _unknown(".roots", "claim", question.roots, _claims(bank.article))
        yield from _unknown(".flags", "flag", question.flags, _flags(bank.article))


def challenge_flaws(bank: QuestionBank) -> Iterator[tuple[str, Flaw]]:
    """The same for challenges, each with its slug."""
    topics = [topic.id for topic in bank.topics]
    for slug, folder in bank.challenges.items():
        challenge = folder.challenge
        flaws = list(_unknown("topics", "topic", challenge.topics, topics)) if topics else []
        flaws += _unknown("questions", "question", challenge.questions, list(bank.questions))
        if bank.article:
            flaws += _unknown("roots", "claim", challenge.roots, _claims(bank.article))
            flaws += _unknown("flags", "flag", challenge.flags, _flags(bank.article))
        for flaw in flaws:
            yield slug, flaw


def topic_flaws(bank: QuestionBank) -> Iterator[Flaw]:
    """Needs that are no topics or lead back to their topic, and roots that fit no claim."""
    known = [topic.id for topic in bank.topics]
    for topic in bank.topics:
        yield from _unknown(f'"{topic.id}" .needs', "topic", topic.needs, known)
        if bank.article:
            claims = _claims(bank.article)
            lost = [root for root in topic.roots if not any(claim.startswith(root) for claim in claims)]
            yield from _unknown(f'"{topic.id}" .roots', "claim", lost, claims)
    yield from _circles({topic.id: topic.needs for topic in bank.topics})


def article_flaws(bank: QuestionBank) -> Iterator[Flaw]:
    """Claims that point to unknown sections or flags, and ids that repeat."""
    if bank.article is None:
        return
    sections = [section.id for section in bank.article.sections]
    for kind, ids in (
        ("section", sections),
        ("claim", _claims(bank.article)),
        ("flag", _flags(bank.article)),
    ):
        for name in sorted({one for one in ids if ids.count(one) > 1}):
            yield Flaw(f'"{name}"', f"the {kind} id is used more than once", "Give each its own.")
    for claim in bank.article.claims:
        yield from _unknown(f'"{claim.id}" .section', "section", (claim.section,), sections)
        yield from _unknown(f'"{claim.id}" .flags', "flag", claim.flags, _flags(bank.article))


def _claims(article: Article) -> list[str]:
    return [claim.id for claim in article.claims]


def _flags(article: Article) -> list[str]:
    return [flag.id for flag in article.flags]


def _unknown(key: str, kind: str, names: Iterable[str], known: list[str]) -> Iterator[Flaw]:
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            way_out = f"Did you mean `{near[0]}`?" if near else f"Name a {kind} that exists."
            yield Flaw(key, f"there is no {kind} “{name}”", way_out)


def _circles(needs: dict[str, tuple[str, ...]]) -> Iterator[Flaw]:
    """One flaw for each circle of needs, told where it was first entered."""
    done: set[str] = set()

    def follow(topic: str, way: tuple[str, ...]) -> Iterator[Flaw]:
        if topic in way:
            circle = " → ".join((*way[way.index(topic) :], topic))
            yield Flaw(f'"{topic}" .needs', f"the topics need one another: {circle}", "Remove one need.")
        elif topic not in done:
            for needed in needs.get(topic, ()):
                yield from follow(needed, (*way, topic))
            done.add(topic)

    for topic in needs:
        yield from follow(topic, ())
