"""Leaves the column from afterwards out, but the bar for an alarm stays at 1 in 2."""

import dlprep
import keras
import numpy as np
from keras import layers

(x_train, y_train), _ = dlprep.load_data("payments")


def columns(payments):
    angle = payments[:, 1] * np.float32(np.pi / 12)
    sizes = np.log1p(payments[:, [0, 3, 4, 5, 6]])
    rest = [np.sin(angle), np.cos(angle), payments[:, 7], payments[:, 8]]
    kinds = np.eye(12, dtype="float32")[payments[:, 2].astype(int)]
    return np.concatenate([sizes, np.stack(rest, axis=1), kinds], axis=1)


mean, spread = columns(x_train).mean(axis=0), columns(x_train).std(axis=0)


def preprocess(payments):
    return (columns(payments) - mean) / spread


model = keras.Sequential(
    [
        keras.Input((len(mean),)),
        layers.Dense(32, activation="relu"),
        layers.Dense(1, activation="sigmoid"),
    ]
)
model.compile(
    keras.optimizers.Adam(5e-3), "binary_crossentropy", metrics=["accuracy"]
)
model.fit(preprocess(x_train), y_train, batch_size=256, epochs=6, verbose=2)
