"""Cuts the records to ten steps: no padding is left, nor are the last events of most logs."""

import keras
from keras import layers

import dlprep

(x_train, y_train), (x_val, y_val) = dlprep.load_data("machine-logs")


def preprocess(logs):
    return logs[:, :10]


model = keras.Sequential(
    [
        keras.Input((10,), dtype="int32"),
        layers.Embedding(24, 16, mask_zero=True),
        layers.LSTM(32),
        layers.Dense(3, activation="softmax"),
    ]
)
model.compile(
    keras.optimizers.Adam(5e-3), "sparse_categorical_crossentropy", metrics=["accuracy"]
)
model.fit(
    preprocess(x_train),
    y_train,
    batch_size=32,
    epochs=3,
    validation_data=(preprocess(x_val), y_val),
    verbose=2,
)
