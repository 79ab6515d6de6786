"""Scores every frame by itself: eight scores a frame, not eight for the sound."""

import keras
import numpy as np
from keras import layers

import dlprep

(x_train, y_train), _ = dlprep.load_data("tones")


def preprocess(sounds):
    windows = sounds.reshape(len(sounds), 15, 200).astype("float32") * np.hanning(200)
    return np.log1p(np.abs(np.fft.rfft(windows, axis=2))).astype("float32")


inputs = preprocess(x_train)
model = keras.Sequential(
    [
        keras.Input(inputs.shape[1:]),
        layers.Conv1D(16, 3, padding="same", activation="relu"),
        layers.Dense(8),
    ]
)
model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
every_frame = np.repeat(y_train[:, np.newaxis], inputs.shape[1], axis=1)
model.fit(inputs, every_frame, epochs=1, batch_size=64, verbose=2)
