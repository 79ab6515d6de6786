"""Leaves all positions in: twenty distributions where one is wanted."""

import dlprep
import keras
import numpy as np
from keras import layers

VOCABULARY = 600
(x_train, y_train), _ = dlprep.load_data("zh-next-char")

model = keras.Sequential(
    [
        keras.Input((x_train.shape[1],), dtype="int32"),
        layers.Embedding(VOCABULARY, 16),
        layers.Conv1D(32, 3, padding="causal", activation="relu"),
        layers.Dense(VOCABULARY),
    ]
)
model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
following = np.concatenate([x_train[:, 1:], y_train[:, None]], axis=1)
model.fit(x_train[:2_000], following[:2_000], batch_size=128, epochs=1, verbose=2)
