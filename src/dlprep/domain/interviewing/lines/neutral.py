"""Lines of the neutral style."""

from dlprep.domain.interviewing.lines.cues import Cue

NEUTRAL: dict[Cue, tuple[tuple[str, str], ...]] = {
    Cue.OPENING: (
        (
            "你好，我们开始吧。想清楚再答就行。",
            "Hi, let's get started. Take a moment to think before you answer.",
        ),
        (
            "欢迎，今天由我来聊技术部分。准备好了就开始。",
            "Welcome. I'll take the technical part today. Here we go.",
        ),
        (
            "你好。我会问几个问题，答完可能会接着追问。",
            "Hello. I have a few questions, and I may ask on after each one.",
        ),
    ),
    Cue.FOLLOW_UP: (
        ("接着问一下：", "Let me follow up on that: "),
        ("有一处想再听听：", "One thing I'd like to hear more about: "),
        ("顺着这个往下：", "Going on from there: "),
    ),
    Cue.TELL_MORE: (
        ("这里还差一块，你再补充一下？", "There is a piece missing here. Can you add to it?"),
        ("除了刚才说的，还有什么要考虑的？", "Apart from what you said, what else matters here?"),
        ("能再往细里说一点吗？", "Can you go into a bit more detail?"),
    ),
    Cue.CORRECTION: (
        ("这里有一点要纠正：", "One correction here: "),
        ("刚才有个地方不太对：", "Something in there wasn't right: "),
        ("先把一个说法理清：", "Let me straighten out one thing first: "),
    ),
    Cue.TRAP: (
        ("那这样说对吗：", "Then how about this: "),
        ("换个角度问：", "Let me turn it around: "),
        ("再确认一下：", "Let me check one thing: "),
    ),
    Cue.WHY: (
        ("答得完整，再往深问一层：", "That was complete, so one level deeper: "),
        ("要点都有了，继续往下：", "You have all of it. Let me dig further: "),
        ("好，那背后的原因呢：", "Good. Now what is behind it: "),
    ),
    Cue.WENT_WELL: (
        ("好，这题答得不错。", "Good, that was a solid answer."),
        ("嗯，要点基本都讲到了。", "Right, you covered nearly all of it."),
        ("可以，这题就到这里。", "Fine, that will do for this one."),
    ),
    Cue.WENT_SO_SO: (
        ("好的，大概了解了。", "OK, I have a rough picture."),
        ("嗯，讲到了一部分。", "Right, that was part of it."),
        ("行，这题先聊到这里。", "All right, let's leave it there."),
    ),
    Cue.WENT_BADLY: (
        ("好，这题先放一放。", "OK, let's put this one aside."),
        ("嗯，这块之后可以再看看。", "Right, this is one to look at again later."),
        ("没关系，我们往下走。", "That's all right, let's go on."),
    ),
    Cue.PASSED_OVER: (
        ("好，这题跳过。", "OK, we'll skip this one."),
        ("行，先不谈这个。", "Fine, let's leave that."),
        ("好的，继续。", "All right, moving along."),
    ),
    Cue.BRIDGE: (
        ("下一个问题。", "Next question."),
        ("我们换个话题。", "Let's change the subject."),
        ("再看另一个问题。", "Here is another one."),
    ),
    Cue.HANDOVER: (
        (
            "接下来写点代码：“{title}”。做完回来，我们接着聊。",
            "Now some code: “{title}”. Come back when you are done.",
        ),
        (
            "到动手部分了，题目是“{title}”。跑完回来告诉我。",
            "Time to get hands-on, with “{title}”. Tell me when it has run.",
        ),
        (
            "第二部分是编程：“{title}”。完成后回到这里。",
            "Part two is coding: “{title}”. Return here afterwards.",
        ),
    ),
    Cue.RETURN: (
        ("欢迎回来，围绕刚才的代码再问几句。", "Welcome back. A few questions around that code."),
        (
            "好，代码部分结束。我们聊聊它背后的东西。",
            "Right, that's the code. Let's talk about what is behind it.",
        ),
        ("回来了，接着聊刚才那道题。", "You're back. Let's stay with that task for a moment."),
    ),
    Cue.CANDIDATE_QUESTIONS: (
        ("我这边问完了，你有什么想问的吗？", "That's all from my side. Do you have any questions for me?"),
        ("最后留点时间给你：有想问的吗？", "Some time for you at the end: anything you'd like to ask?"),
        ("轮到你了，有什么想了解的？", "Your turn. What would you like to know?"),
    ),
    Cue.CLOSING: (
        (
            "今天就到这里，谢谢。结果马上给你。",
            "That's it for today, thank you. Your result comes right away.",
        ),
        ("面试结束，辛苦了。下面是你的评分表。", "We are done, thank you. Here is your scorecard."),
        ("好，聊到这里。来看看整体表现。", "All right, that was it. Let's look at how it went."),
    ),
}
