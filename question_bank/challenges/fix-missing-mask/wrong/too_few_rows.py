"""Sizes the embedding by the commands it knows; readings have ids beyond the table."""

import keras
from keras import layers

import dlprep

(x_train, y_train), _ = dlprep.load_data("machine-logs")

model = keras.Sequential(
    [
        keras.Input((160,), dtype="int32"),
        layers.Embedding(5, 8, mask_zero=True),
        layers.LSTM(8),
        layers.Dense(3, activation="softmax"),
    ]
)
model.compile("adam", "sparse_categorical_crossentropy")
model.fit(x_train[:512], y_train[:512], batch_size=128, epochs=1, verbose=2)
