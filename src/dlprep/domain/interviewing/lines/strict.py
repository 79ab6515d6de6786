"""Lines of the strict style: short, without praise, and doubtful."""

from dlprep.domain.interviewing.lines.cues import Cue

STRICT: dict[Cue, tuple[tuple[str, str], ...]] = {
    Cue.OPENING: (
        ("开始吧。请直接说重点。", "Let's begin. Get to the point, please."),
        ("时间有限，我们直接开始。", "Time is short, so we start right away."),
        (
            "你好。我会问得比较细，答不上来就直说。",
            "Hello. I will ask for details. If you don't know, say so.",
        ),
    ),
    Cue.FOLLOW_UP: (
        ("没有说到关键。", "You missed the key part. "),
        ("不够。再问一次：", "Not enough. Let me ask: "),
        ("这里没讲清楚：", "That was not clear: "),
    ),
    Cue.TELL_MORE: (
        ("还缺一点，缺什么？", "Something is missing. What is it?"),
        ("这不完整，继续。", "That is incomplete. Go on."),
        ("具体一点。", "Be specific."),
    ),
    Cue.CORRECTION: (
        ("这一点错了：", "That is wrong: "),
        ("不对。", "No. "),
        ("这个说法站不住：", "That does not hold: "),
    ),
    Cue.TRAP: (
        ("你说得很肯定。那么：", "You sound very sure. Then: "),
        ("这么确定？", "Are you that certain? "),
        ("那我换个说法：", "Let me put it another way: "),
    ),
    Cue.WHY: (
        ("为什么？", "Why? "),
        ("知其然不够：", "Knowing that it works is not enough: "),
        ("再往下一层：", "One level down: "),
    ),
    Cue.WENT_WELL: (
        ("可以。", "All right."),
        ("这题过了。", "That one is done."),
        ("嗯。", "Fine."),
    ),
    Cue.WENT_SO_SO: (
        ("只说到一部分。", "That was only part of it."),
        ("还不够扎实。", "That needs to be firmer."),
        ("就先到这里。", "We leave it there."),
    ),
    Cue.WENT_BADLY: (
        ("这题没答到点上。", "That missed the point."),
        ("这块要补。", "You need to work on this."),
        ("不多说了，往下。", "No more on this. Next."),
    ),
    Cue.PASSED_OVER: (
        ("跳过，记为未答。", "Skipped. It counts as unanswered."),
        ("好，不答了。", "No answer, then."),
        ("过。", "Pass."),
    ),
    Cue.BRIDGE: (
        ("下一题。", "Next."),
        ("下一个。", "Next question."),
        ("继续。", "Go on to this one."),
    ),
    Cue.HANDOVER: (
        ("写代码：“{title}”。注意时间。", "Code: “{title}”. Watch the time."),
        ("现在动手做“{title}”，做完回来。", "Now do “{title}”, and come back with it done."),
        ("光说不够。去做“{title}”。", "Talk is not enough. Do “{title}”."),
    ),
    Cue.RETURN: (
        ("回来了。说说你为什么这样写。", "You are back. I have questions about that."),
        ("代码先放下，接着问。", "Put the code aside. More questions."),
        ("好，看看你是不是真懂刚才写的东西。", "Let's see whether you understand what you wrote."),
    ),
    Cue.CANDIDATE_QUESTIONS: (
        ("我问完了。你有问题吗？", "I am done. Any questions?"),
        ("还有几分钟，想问就问。", "A few minutes are left. Ask if you like."),
        ("轮到你问。", "Your questions."),
    ),
    Cue.CLOSING: (
        ("结束。看评分表。", "That's it. See the scorecard."),
        ("到此为止，谢谢。", "We stop here. Thank you."),
        ("面试结束，结果如下。", "The interview is over. Here is the result."),
    ),
}
