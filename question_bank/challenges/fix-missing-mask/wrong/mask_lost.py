"""Asks for a mask, and loses it in a layer that passes none on: the LSTM reads the padding."""

import keras
from keras import layers

import dlprep

(x_train, y_train), (x_val, y_val) = dlprep.load_data("machine-logs")

model = keras.Sequential(
    [
        keras.Input((160,), dtype="int32"),
        layers.Embedding(24, 16, mask_zero=True),
        # Only warns: "does not support masking".
        layers.Conv1D(32, 1, activation="relu"),
        layers.LSTM(32),
        layers.Dense(3, activation="softmax"),
    ]
)
model.compile(
    keras.optimizers.Adam(5e-3), "sparse_categorical_crossentropy", metrics=["accuracy"]
)
model.fit(
    x_train, y_train, batch_size=64, epochs=3, validation_data=(x_val, y_val), verbose=2
)
