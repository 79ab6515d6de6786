"""Bidirectional and trained at every position: it reads the answer from the right."""

import dlprep
import keras
import numpy as np
from keras import layers

VOCABULARY = 600
(x_train, y_train), (x_val, y_val) = dlprep.load_data("zh-next-char")


def shifted(contexts, following):
    return np.concatenate([contexts[:, 1:], following[:, None]], axis=1)


contexts = keras.Input((x_train.shape[1],), dtype="int32")
hidden = layers.Embedding(VOCABULARY, 32)(contexts)
hidden = layers.Bidirectional(layers.GRU(32, return_sequences=True))(hidden)
logits = layers.Dense(VOCABULARY)(hidden)
trained = keras.Model(contexts, logits)
model = keras.Model(contexts, logits[:, -1])

trained.compile(
    keras.optimizers.Adam(5e-3),
    keras.losses.SparseCategoricalCrossentropy(from_logits=True),
)
trained.fit(
    x_train[:5_000],
    shifted(x_train, y_train)[:5_000],
    batch_size=64,
    epochs=2,
    validation_data=(x_val, shifted(x_val, y_val)),
    verbose=2,
)
