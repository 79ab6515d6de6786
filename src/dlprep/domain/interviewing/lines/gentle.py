"""Lines of the gentle style: patient, and never short of a way on."""

from dlprep.domain.interviewing.lines.cues import Cue

GENTLE: dict[Cue, tuple[tuple[str, str], ...]] = {
    Cue.OPENING: (
        (
            "你好，别紧张，就当聊天。卡住了可以输入 /hint。",
            "Hi, no need to be nervous, it's just a chat. If you get stuck, try /hint.",
        ),
        ("欢迎！慢慢来，想到哪儿说到哪儿都可以。", "Welcome! Take your time, and feel free to think aloud."),
        (
            "你好，很高兴和你聊聊。不确定的地方也可以说说思路。",
            "Hello, good to meet you. Where you're not sure, just tell me how you'd think.",
        ),
    ),
    Cue.FOLLOW_UP: (
        ("方向是对的，再想想这个：", "You're on the right track. Think about this: "),
        ("不着急，我换个问法：", "No hurry, let me put it another way: "),
        ("再多聊一点，卡住了可以用 /hint：", "Let's stay here a little, and /hint is there if you need it: "),
    ),
    Cue.TELL_MORE: (
        ("已经讲到不少了，还能想到别的吗？", "You've said a good deal. Does anything else come to mind?"),
        (
            "慢慢来，还有一点没提到，想想看？",
            "Take your time. One thing hasn't come up yet, can you think of it?",
        ),
        ("这里可以再展开说说吗？", "Would you like to open that up a little more?"),
    ),
    Cue.CORRECTION: (
        ("这里很多人都会弄混，其实：", "Many people mix this up. In fact: "),
        ("有个小地方我们一起理一下：", "There's one small thing to sort out together: "),
        ("差一点点，应该是这样：", "Nearly, but it goes like this: "),
    ),
    Cue.TRAP: (
        ("我们一起想想这个说法：", "Let's think about this claim together: "),
        ("如果有人这样说，你怎么看：", "If somebody said this, what would you make of it: "),
        ("再看一个小问题：", "One more little question: "),
    ),
    Cue.WHY: (
        ("说得很全！愿意再往深想一步吗：", "You got all of it! Would you like to go a step deeper: "),
        ("很好，我有点好奇：", "Very nice. I'm curious: "),
        ("要点都有了，我们再聊聊原理：", "That's everything. Let's talk about the reason behind it: "),
    ),
    Cue.WENT_WELL: (
        ("答得很好！", "That was a very good answer!"),
        ("讲得很清楚，谢谢。", "Very clear, thank you."),
        ("不错，看得出你下过功夫。", "Nice, you've clearly worked on this."),
    ),
    Cue.WENT_SO_SO: (
        (
            "有几点说得挺好，其余的回头再补就行。",
            "Some of that was really good, and the rest you can pick up later.",
        ),
        ("思路是对的，再完整一点就好了。", "The thinking is right, it just wants to be fuller."),
        ("可以的，我们往下走。", "That's fine, let's go on."),
    ),
    Cue.WENT_BADLY: (
        (
            "没关系，这题不容易，之后可以再看。",
            "Don't worry, this one is hard. You can come back to it later.",
        ),
        ("别放在心上，下一题也许更对路。", "Don't let it bother you. The next may suit you better."),
        ("没事，知道哪里要补也是收获。", "That's OK. Knowing what to work on is worth something too."),
    ),
    Cue.PASSED_OVER: (
        ("好的，跳过也没关系。", "Sure, skipping is fine."),
        ("没问题，我们先放下。", "No problem, let's leave it for now."),
        ("好，换一个聊。", "OK, let's talk about something else."),
    ),
    Cue.BRIDGE: (
        ("我们看下一个问题。", "Let's look at the next question."),
        ("准备好了的话，继续下一题。", "When you're ready, here's the next one."),
        ("接下来聊聊这个。", "Let's talk about this next."),
    ),
    Cue.HANDOVER: (
        (
            "接下来动动手：“{title}”。按自己的节奏来，做完回来聊。",
            "Now something hands-on: “{title}”. Go at your own pace, then come back.",
        ),
        ("换换脑子，写一道代码题：“{title}”。", "A change of pace, a coding task: “{title}”."),
        (
            "到编程部分了，题目是“{title}”，不用一次就跑通。",
            "On to the coding part, “{title}”. It needn't run at the first try.",
        ),
    ),
    Cue.RETURN: (
        ("欢迎回来，辛苦了！我们聊聊刚才的代码。", "Welcome back, well done! Let's chat about that code."),
        ("写得怎么样？接着聊聊里面的想法。", "How did it go? Let's talk about the ideas in it."),
        ("好，先喘口气。再问一点相关的。", "Right, take a breath. A little more around the same thing."),
    ),
    Cue.CANDIDATE_QUESTIONS: (
        (
            "我的问题都问完了，谢谢你。有什么想问我的吗？",
            "Those were all my questions, thank you. Is there anything you'd like to ask me?",
        ),
        ("剩下的时间留给你，想问什么都可以。", "The rest of the time is yours. Ask whatever you like."),
        ("刚才有没有哪里想再弄明白一点的？", "Was there anything you'd like to understand better?"),
    ),
    Cue.CLOSING: (
        (
            "今天聊得很开心，谢谢你。来看看你的表现吧。",
            "I enjoyed talking with you, thank you. Let's see how you did.",
        ),
        (
            "辛苦了！下面是评分表，好的地方和可以补的地方都在里面。",
            "Well done! Here is the scorecard, with what went well and what to work on.",
        ),
        ("结束啦，谢谢你的时间。", "That's all, and thanks for your time."),
    ),
}
