"""A small bank with one question of each type, in words that look like the real ones."""

# ruff: noqa: E501 - one sentence a line reads better here

from typing import Any

from dlprep.domain.article import Article, Topic
from dlprep.domain.bank import QuestionBank
from factory import question

TOPICS = (
    ("nn-basics", "神经网络与激活", "Networks & activations"),
    ("cnn", "卷积神经网络", "Convolutions"),
    ("optimizers-lr", "优化器与学习率", "Optimizers & LR"),
    ("tf-keras", "TensorFlow 与 Keras", "TensorFlow & Keras"),
)


def both(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


def option(name: str, zh: str, en: str, why_zh: str, why_en: str, *, correct: bool = False) -> dict[str, Any]:
    return {"id": name, "zh": zh, "en": en, "correct": correct, "why": both(why_zh, why_en)}


_EXPLANATION = both(
    "文章直接写 `x / 255.0`。真实情况是：结果没错，但整数数组除以浮点数得到 `float64`，内存是原来的 8 倍。",
    "The article writes `x / 255.0`. The result is right, but dividing an integer array by a float gives "
    "`float64`, eight times the memory.",
)

_SINGLE = question(
    "single",
    id="relu-dead",
    topic="nn-basics",
    stem=both(
        "一个 ReLU 单元在所有训练样本上输出都是 0，梯度 $\\frac{\\partial L}{\\partial w}$ 也一直是 0。最可能的原因是什么？",
        "A ReLU unit outputs 0 on every training sample, and $\\frac{\\partial L}{\\partial w}$ stays 0. "
        "What is the most likely cause?",
    ),
    options=[
        option(
            "dead",
            "偏置被推到很负，单元“死亡”了",
            "Its bias was pushed far below zero: the unit is dead",
            "输入恒为负时 ReLU 的导数是 0，权重再也不更新。",
            "With inputs always negative the derivative of ReLU is 0, and the weights never move again.",
            correct=True,
        ),
        option(
            "vanish",
            "Sigmoid 饱和引起的梯度消失",
            "Vanishing gradients from a saturated sigmoid",
            "这里用的是 ReLU，正半轴的导数恒为 1。",
            "This is a ReLU; on the positive side its derivative is always 1.",
        ),
        option(
            "norm",
            "忘了 `BatchNormalization` 的 `training=True`",
            "`BatchNormalization` was called without `training=True`",
            "那会影响统计量，不会让一个单元恒为 0。",
            "That changes the statistics; it does not pin one unit at 0.",
        ),
        option(
            "lr",
            "学习率太小",
            "The learning rate is too small",
            "学习率太小只会让更新变慢，梯度本身不为 0。",
            "A small rate slows the updates; the gradient itself is not 0.",
        ),
    ],
    hints=[
        both("想一想 ReLU 在负半轴的导数。", "Think of the derivative of ReLU below zero."),
        both("看偏置。", "Look at the bias."),
    ],
    explanation=both(
        "ReLU 在负半轴的导数为 0。若一次大的更新把偏置推得很负，所有样本的预激活都小于 0，单元就不再学习。"
        "常用的对策是降低学习率、用 He 初始化，或换成 `LeakyReLU`。",
        "ReLU has derivative 0 below zero. If one large update pushes the bias far down, every pre-activation is "
        "negative and the unit stops learning. Lower the learning rate, initialise with He, or use `LeakyReLU`.",
    ),
    sources=[
        {"title": "Deep Learning, chapter 6.3", "url": "https://www.deeplearningbook.org/contents/mlp.html"},
    ],
    roots=["S3.1-g"],
    flags=["F05"],
)

_MULTI = question(
    "multi",
    id="overfit-signs",
    topic="optimizers-lr",
    level="mid",
    stem=both("下面哪些做法通常能减轻过拟合？", "Which of these usually reduce overfitting?"),
)

_SPOT = question(
    "spot-bug",
    id="softmax-logits",
    topic="tf-keras",
    level="senior",
    stem=both("这段训练代码有一个错误，在哪一行，是哪一类？", "One line of this training code is wrong. Which, and how?"),
    code=(
        "import keras\n\nmodel = keras.Sequential([\n    keras.layers.Flatten(),\n"
        '    keras.layers.Dense(10, activation="softmax"),\n])\n'
        "loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)\n"
        'model.compile("adam", loss=loss)\n'
    ),
    bug_lines=[7],
    fix=(
        "import keras\n\nmodel = keras.Sequential([\n    keras.layers.Flatten(),\n"
        '    keras.layers.Dense(10, activation="softmax"),\n])\n'
        "loss = keras.losses.SparseCategoricalCrossentropy(from_logits=False)\n"
        'model.compile("adam", loss=loss)\n'
    ),
    options=[
        option("loss", "损失与输出层不匹配", "Loss and head do not match", "softmax 之后再当作 logits，等于做了两次 softmax。", "A softmax output read as logits applies softmax twice.", correct=True),
        option("shape", "张量形状不对", "A tensor has the wrong shape", "形状是 (None, 10)，没有问题。", "The shape is (None, 10), as it should be."),
        option("data", "数据泄漏", "Data leaks", "这里没有用到测试数据。", "No test data is used here."),
    ],
)  # fmt: skip

_CLOZE = question(
    "cloze",
    id="clip-norm",
    topic="optimizers-lr",
    stem=both(
        "按 [[1]] 裁剪梯度会保持方向不变；Keras 里写作 `Adam([[2]]=1.0)`。",
        "Clipping gradients by [[1]] keeps their direction; in Keras this is `Adam([[2]]=1.0)`.",
    ),
    blanks=[{"accept": ["global norm", "全局范数"]}, {"accept": ["global_clipnorm"]}],
)

_ORDER = question(
    "order",
    id="train-step",
    topic="tf-keras",
    stem=both("把自定义训练步骤排好顺序。", "Put the steps of a custom training step in order."),
    steps=[
        {"id": "tape", "zh": "打开 `tf.GradientTape`", "en": "Open a `tf.GradientTape`"},
        {"id": "forward", "zh": "前向计算 `y_pred`", "en": "Compute `y_pred` forward"},
        {"id": "loss", "zh": "计算损失", "en": "Compute the loss"},
        {"id": "grad", "zh": "求梯度 `tape.gradient`", "en": "Take `tape.gradient`"},
        {"id": "apply", "zh": "更新权重", "en": "Apply the gradients"},
    ],
)

_MATCH = question(
    "match",
    id="loss-heads",
    topic="nn-basics",
    stem=both("给每个任务配上输出层。", "Match each task with its head."),
    pairs=[
        {"id": "binary", "left": both("二分类", "Binary classification"), "right": both("1 个单元，sigmoid", "1 unit, sigmoid")},
        {"id": "multi", "left": both("多分类", "Multi-class"), "right": both("K 个单元，softmax", "K units, softmax")},
        {"id": "label", "left": both("多标签", "Multi-label"), "right": both("K 个单元，sigmoid", "K units, sigmoid")},
        {"id": "reg", "left": both("回归", "Regression"), "right": both("1 个单元，线性", "1 unit, linear")},
    ],
    spare={"id": "spare", "right": both("K 个单元，ReLU", "K units, ReLU")},
)  # fmt: skip

QUESTIONS = (
    _SINGLE,
    _MULTI,
    question("tf-reason", id="adam-decay", topic="optimizers-lr", explanation=_EXPLANATION),
    question("numeric", id="conv-parameters", topic="cnn", unit=both("个参数", "parameters")),
    _CLOZE,
    _ORDER,
    _MATCH,
    question("code-output", id="print-tuple", topic="tf-keras"),
    _SPOT,
    question("open", id="batchnorm-modes", topic="cnn"),
    question("template", id="conv-size", topic="cnn"),
)

ARTICLE = Article.model_validate(
    {
        "title": both("一篇文章", "An article"),
        "sections": [{"id": "S3.1", "title": both("算法原理", "How the algorithms work")}],
        "claims": [
            {
                "id": "S3.1-g",
                "section": "S3.1",
                "says": both("ReLU 解决了梯度消失。", "ReLU solves vanishing gradients."),
                "asks": both("它真的“解决”了吗？什么时候会失效？", "Does it? When does it fail?"),
                "flags": ["F05"],
            }
        ],
        "flags": [
            {
                "id": "F05",
                "article": both("ReLU 彻底解决了梯度消失。", "ReLU solves vanishing gradients for good."),
                "truth": both(
                    "它减轻了梯度消失，但带来“死亡”单元。", "It eases them, and brings dead units."
                ),
            }
        ],
    }
)


def sample_bank() -> QuestionBank:
    """Ten questions and a template over four topics."""
    return QuestionBank(
        questions={each.id: each for each in QUESTIONS},
        hashes={each.id: f"hash-{each.id}" for each in QUESTIONS},
        topics=tuple(
            Topic.model_validate(
                {"id": name, "name": both(zh, en), "about": both(zh, en), "roots": ["S3.1"], "needs": []}
            )
            for name, zh, en in TOPICS
        ),
        article=ARTICLE,
    )
