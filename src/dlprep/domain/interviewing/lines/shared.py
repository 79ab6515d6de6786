"""Lines that are the same in every style: replies to what the candidate asks for."""

from dlprep.domain.interviewing.lines.cues import Cue

SHARED: dict[Cue, tuple[tuple[str, str], ...]] = {
    Cue.SETTLE: (
        (
            "你的说法我不太熟悉，没法可靠地打分。请对照要点，自己标一下：讲到、部分讲到、没讲到。",
            "Your wording is new to me, and I can't score it. Tick each point: covered, partly or missed.",
        ),
        (
            "这段表述我读不太准，就不打分了。要点在这里，你来判断各讲到了多少；也可以换个说法再答一次。",
            "I can't read that surely enough. Say how far you covered each point, or put it in other words.",
        ),
        (
            "我拿不准你是不是已经说到了。请逐点标注，这题的分按你的标注记。",
            "I can't tell whether you said it. Mark each point, and the score follows your marks.",
        ),
    ),
    Cue.UNSETTLED: (
        ("这题就不计分了。", "This one stays without a score."),
        ("好，这题不打分，也不影响总分。", "OK, no score for this one, and it doesn't count against you."),
        ("那这题先空着。", "Then we leave this one open."),
    ),
    Cue.NO_CODE: (
        (
            "代码部分今天来不及了，直接聊聊后面的。",
            "There's no time left for code today, so let's move on to the last part.",
        ),
        ("编程题先跳过，我们往下谈。", "We'll leave the coding out and go on talking."),
        (
            "时间关系，不写代码了，再问几个问题。",
            "For lack of time, no coding. A few more questions instead.",
        ),
    ),
    Cue.HINT: (
        ("提示：", "A hint: "),
        ("给个线索：", "Something to go on: "),
        ("可以往这边想：", "Think along these lines: "),
    ),
    Cue.NO_HINT: (
        ("这题没有更多提示了。", "There are no more hints for this one."),
        ("提示用完了，想到多少说多少。", "That was the last hint. Say as much as you can."),
        ("没有别的提示了，不会可以 /skip。", "No hints are left. You can /skip it."),
    ),
    Cue.AGAIN: (
        ("我再说一遍：", "Once more: "),
        ("问题是：", "The question is: "),
        ("好，重复一下：", "Sure, again: "),
    ),
    Cue.EXPLANATION: (
        ("来讲讲这题：", "Let me explain this one: "),
        ("道理是这样的：", "It goes like this: "),
        ("解释一下：", "Here is the explanation: "),
    ),
    Cue.WHAT_IS_ASKED: (
        (
            "我想听到 {count} 个要点，用自己的话说就行；讲清原因比背名词重要。",
            "I'm listening for {count} points, in your own words; reasons count more than names.",
        ),
        (
            "这题一共 {count} 个要点，一两分钟能说完。先给结论，再讲为什么。",
            "It has {count} points, a minute or two's worth. The conclusion first, then the reason.",
        ),
        (
            "答到 {count} 个要点就算完整，可以举例，不需要公式推导到底。",
            "It is complete with {count} points. Examples are welcome, full derivations are not needed.",
        ),
    ),
    Cue.MODEL_ANSWER: (
        ("一个好的回答是这样的：", "A good answer would be: "),
        ("参考答案：", "The model answer: "),
        ("可以这样答：", "One could answer like this: "),
    ),
    Cue.HARDER: (
        ("好，从下一题起难一点。", "OK, harder from the next question on."),
        ("记下了，后面的题会更难。", "Noted, what follows will be harder."),
        ("可以，下一题加点难度。", "Sure, the next one goes up a notch."),
    ),
    Cue.EASIER: (
        ("好，从下一题起简单一点。", "OK, easier from the next question on."),
        ("记下了，后面会容易些。", "Noted, what follows will be easier."),
        ("可以，下一题降一点难度。", "Sure, the next one goes down a notch."),
    ),
    Cue.STYLE: (
        ("好，换一种方式。评分标准不变。", "OK, I'll change my manner. The scoring stays the same."),
        ("没问题，语气换了，打分不变。", "No problem: another tone, the same marks."),
        ("好的，我们这样聊。", "All right, let's talk that way."),
    ),
    Cue.NOTHING_OPEN: (
        ("现在没有待答的问题。", "No question is open at the moment."),
        ("这会儿还没有题目可以这样做。", "There is no question to do that with right now."),
        ("眼下没有在问的题。", "I'm not asking anything just now."),
    ),
    Cue.CLAIMED: (
        (
            "好，这一点按你说的记，会注明是自评。",
            "OK, I take your word for that point, and mark it as self-assessed.",
        ),
        ("记下了：你认为讲到了，标为自评。", "Noted: you say it was covered. It is marked as self-assessed."),
        ("好的，这一点改为自评通过。", "Right, that point is now covered by your own assessment."),
    ),
    Cue.NOT_FOUND: (
        (
            "这个我在题库、术语表和文章里都没找到。",
            "I found nothing on that in the questions, the glossary or the article.",
        ),
        ("这一点手头的资料没有提到。", "My material has nothing on that."),
        (
            "这个问题我查不到依据，不随便回答。",
            "I can't back up an answer to that, so I'd rather not make one up.",
        ),
    ),
    Cue.BACK: (
        ("回到刚才的问题，你继续。", "Back to my question, please go on."),
        ("好，接着答刚才那题。", "Right, let's return to the question."),
        ("我们说回刚才那一题。", "Let's come back to what I asked."),
    ),
    Cue.ANYTHING_ELSE: (
        ("还有别的想问吗？", "Anything else?"),
        ("还想了解什么？", "What else would you like to know?"),
        ("还有问题吗？没有的话就到这里。", "Any more questions? If not, we'll stop here."),
    ),
}
