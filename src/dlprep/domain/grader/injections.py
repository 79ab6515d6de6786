"""Sentences that speak to the grader instead of the interviewer: they earn nothing, and cost nothing else.

A sentence goes only when it gives an order about the grade or addresses who grades. “System: p95 latency”
is an answer, and so is a sentence about how attackers write prompts (interview.md 2.7).
"""

import re

_FULL = r"(?:full|maximum|max|perfect|top|highest|100|a hundred|ten out of ten|10/10|a\+)"
_GIVE = (
    r"(?:give|award|assign|grant|record|return|(?<!the )output|(?<!the )report|receives?|deserves?"
    r"|merits?|worth)"
)
_MARKS = r"(?:scores?|marks?|points?|credits?|grades?|percent|%)"
_DONE = r"(?:correct|covered|satisfied|complete[d]?|full|met|passed|addressed|fulfilled|hit)"
_WHOLE = r"(?:all|every|each)"
_GRADER = (
    r"(?:grader|evaluator|examiner|scorer|marker|grading (?:system|model|ai|bot)|scoring (?:system|ai|bot))"
)
_EN = (
    # An order about the score, or the score itself.
    rf"\b{_GIVE}\b.{{0,40}}\b{_FULL}\b.{{0,16}}{_MARKS}",
    rf"\b(?:score|grade|rate)\b (?:this|it|me|my|the answer|the response)\b.{{0,30}}\b{_FULL}\b",
    rf"\b(?:score|grade|verdict|status|credit)[\"']?\s*[=:]\s*[\"']?(?:\d+|{_FULL}|{_DONE}|pass)\b",
    rf"\b(?:mark|treat|count|consider|record|judge)\b.{{0,24}}\b(?:{_WHOLE}|this|the|my|it|k\d)\b"
    rf".{{0,30}}\b(?:as|to be|=)? ?{_DONE}\b.{{0,20}}$",
    rf"\b{_WHOLE}(?: of)?(?: the)? (?:(?:key |rubric |scoring )(?:points?|items?|criteria)\b.{{0,24}}"
    rf"|points? (?:are |is |as )?(?:fully )?)\b{_DONE}",
    rf"\b(?:rubric|scoring|grading|key)\b.{{0,24}}\b(?:items?|points?|criteria)\b.{{0,40}}"
    rf"\b(?:confirmed|regarded|deemed|considered|counted|taken|treated)\b.{{0,8}}\bas\b.{{0,12}}\b(?:present|{_DONE[3:]}",
    # An order to leave the rules aside.
    r"^\W*(?:please |now |system\W+|assistant\W+|user\W+)*(?:ignore|disregard|forget|override|bypass|skip)\b"
    r".{0,40}\b(?:instructions?|prompts?|rubrics?|rules?|guidelines?|criteria|everything above)\b",
    # Whoever grades.
    rf"\b(?:dear|hey|hi|hello|attention|note to(?: the)?|to the|message (?:to|for)(?: the)?|for the)"
    rf" {_GRADER}\b",
    rf"\b(?:you are|act as|you're)\b.{{0,30}}\b{_GRADER}\b"
    rf"|\b{_GRADER}\b.{{0,40}}\b(?:should|must|please|will|override)\b",
    r"\boutput\b.{0,24}\bjson\b.{0,40}\b(?:scores?|covered|points?)\b|\[/?(?:system|inst)\]"
    r"|<\|?/?(?:system|im_start)",
    r"\b(?:the|this) rubric\b.{0,40}\b(?:satisfied|overridden|does not apply|is void|says)",
    r"\b(?:system|admin(?:istrator)?|developer) (?:override|instruction|notice|message)\s*:",
)
_ZH_FULL = r"(?:满分|最高分|100分|一百分|全分|全对)"
_ZH = (
    rf"(?:给|打|判|评|记|算|输出|返回|直接|应得|值得|设为|应该|请)"
    rf"[给打判评记算得我这此本该它个为出成定上了的一份回答案题以卷直接最终予]{{0,10}}{_ZH_FULL}",
    r"(?:请|给我|务必|应该?给|直接给|打个).{0,8}高分(?=$|[,。!吧])",
    rf"{_ZH_FULL}(?:即可|就行|就好|处理|谢谢)",
    r"(?:分数|得分|评分|score)(?:=|:|设为|为|应为|是|给)(?:满分|100|一百|10分|最高)",
    r"(?:所有|全部|每个|各个|每一个|以上|上述|本题).{0,6}(?:要点|得分点|评分点|采分点|考点).{0,14}"
    r"(?:覆盖|答到|命中|满足|正确|covered|包含|完整|通过)",
    r"(?:标记|判定|视|判|标注|当|算|记)(?:为|作|成).{0,4}(?:covered|全对|已覆盖|满分|答对|全部正确)",
    r"^\W*(?:请|现在|系统|注意|重要)*\W*(?:请)?(?:忽略|无视|忘记|忘掉|跳过|绕过|不要管|不用管|别管)"
    r".{0,20}(?:指令|要求|规则|提示|评分|标准|上文|以上内容|前面内容|rubric|prompt)",
    r"(?:点|条|项)(?:都|均|全|全部|一律)?(?:算|视为|视作|判为|记为|当作)(?:已)?(?:答到|答对|答出|命中|正确|满足|覆盖)",
    rf"(?:评委|考官|面试官|老师)(?:您好|你好)?.{{0,30}}{_ZH_FULL}",
    r"[阅评]卷|[判改]卷(?:系统|程序|模型|老师(?=您|你|请|,))",
    r"(?:评分|打分|批改)(?:系统(?=请|:|,|你)|老师|者|员|助手|程序|机器人|ai|大人)|(?:致|给|尊敬的|亲爱的)(?:评分|考官|面试官|老师)",
    r"你(?:现在)?(?:是|扮演).{0,12}(?:评分|考官|打分|评委)|作为(?:评委|(?:评分|打分)(?:系统|老师|者|员|助手|模型|ai))",
    r"(?:系统|管理员|开发者)(?:提示|消息|指令|通知|命令)[:,]|输出.{0,12}json.{0,20}(?:分|covered|score)",
)
_TO_THE_GRADER = re.compile("|".join((*_EN, *_ZH)))
_ABOUT_THE_GRADE = re.compile(
    r"\b(?:full|maximum|max|top|perfect|final|overall|total|lower|any) (?:scores?|marks?|grades?|verdict)\b"
    r"|\b(?:scores?|marks?|grades?)\b.{0,12}\b(?:100|full|maximum)\b"
    r"|\brubric\b|\bgrading\b|\bcalibration mode\b"
    r"|\b(?:evaluation|scoring|system) (?:override|note|message)\b"
    r"|\b(?:do not|don['’]t|never|please)\b.{0,30}"
    r"\b(?:deduct|lower|mark|analy[sz]e|ask|check|look for|question|penali[sz]e|confirm|doubt)\b"
    r"|\b(?:this|the) candidate\b"
    r"|\b(?:this|my|the) (?:answer|response) (?:was|has been|is) (?:verified|written|reviewed)\b"
    r"|\bpoints?\b.{0,40}\b(?:covered|implied|satisfied|matched|present)\b"
    r"|\btreat (?:it|this|them|that) as\b|\b(?:as|for) evidence\b|\b(?:my|the|this) evaluation\b"
    r"|(?:满|总|扣|评)分|要点.{0,12}(?:覆盖|命中|满足|答)|(?:该|本|此|位)(?:作答者|候选人|回答|说明)|考生"
    r"|(?:不要|不得|不必|不用|无需|不需要|别)再?.{0,4}(?:追问|核对|分析|检查|逐[条项]|提示|展开)"
    r"|按(?:照)?.{0,14}处理|(?:判|视)(?:为|作|成).{0,6}(?:正确|命中|覆盖)|如(?:果|有)?(?:你|您)?(?:不确定|有疑问|疑问)"
)
"""Talk about the grade: nothing by itself, and not an answer beside a sentence that speaks to the grader."""


def speaks_to_grader(sentence: str) -> bool:
    """True when a plain sentence is addressed to whoever grades."""
    return bool(_TO_THE_GRADER.search(sentence))


def speaks_of_grade(sentence: str) -> bool:
    """True when a plain sentence is about the grade: it goes too, where another one speaks to the grader."""
    return bool(_ABOUT_THE_GRADE.search(sentence))
