"""The mean spectrum of the whole sound: which frequencies, but not in which order."""

import keras
import numpy as np
from keras import layers

import dlprep

(x_train, y_train), (x_val, y_val) = dlprep.load_data("tones")


def preprocess(sounds):
    windows = sounds.reshape(len(sounds), -1, 250).astype("float32") * np.hanning(250)
    strength = np.abs(np.fft.rfft(windows, axis=2)).mean(axis=1)
    logs = np.log(strength + 1.0)
    return (logs - logs.mean(axis=1, keepdims=True)).astype("float32")


inputs = preprocess(x_train)
model = keras.Sequential(
    [
        keras.Input(inputs.shape[1:]),
        layers.Dense(64, activation="relu"),
        layers.Dense(8),
    ]
)
model.compile(
    keras.optimizers.Adam(2e-3),
    keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)
model.fit(
    inputs,
    y_train,
    epochs=15,
    batch_size=32,
    validation_data=(preprocess(x_val), y_val),
    verbose=2,
)
