"""Feeds listener and song as two sizes: as if song 40 were twice song 20."""

import dlprep
import keras
import numpy as np
from keras import layers

(x_train, _), _ = dlprep.load_data("plays")
TOP = x_train.max(axis=0) + 1


def preprocess(pairs):
    return (pairs / TOP).astype("float32")


random = np.random.default_rng(0)
unplayed = np.stack(
    [np.repeat(x_train[:, 0], 2), random.integers(0, TOP[1], 2 * len(x_train))], axis=1
)
x = np.concatenate([x_train, unplayed])
y = np.repeat([1.0, 0.0], [len(x_train), len(unplayed)])

model = keras.Sequential(
    [
        keras.Input((2,)),
        layers.Dense(32, activation="relu"),
        layers.Dense(32, activation="relu"),
        layers.Dense(1),
    ]
)
model.compile("adam", keras.losses.BinaryCrossentropy(from_logits=True))
model.fit(preprocess(x), y, batch_size=1024, epochs=3, verbose=2)
