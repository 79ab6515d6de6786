"""Ignores the context: always the same answer, how often each character occurs."""

import dlprep
import keras
import numpy as np
from keras import layers

VOCABULARY = 600
(x_train, y_train), _ = dlprep.load_data("zh-next-char")

counts = np.bincount(x_train.reshape(-1), minlength=VOCABULARY) + 1.0
counts[0] = 1.0  # the shared id is never asked for

contexts = keras.Input((x_train.shape[1],), dtype="int32")
nothing = layers.Lambda(lambda ids: 0.0 * keras.ops.cast(ids[:, :1], "float32"))(
    contexts
)
scores = layers.Dense(
    VOCABULARY,
    bias_initializer=keras.initializers.Constant(np.log(counts / counts.sum())),
)
model = keras.Model(contexts, scores(nothing))
