"""Averages the embedded events under a mask: the padding is gone, and so is the order."""

import keras
from keras import layers

import dlprep

(x_train, y_train), (x_val, y_val) = dlprep.load_data("machine-logs")


def preprocess(logs):
    return logs[:, :40]


model = keras.Sequential(
    [
        keras.Input((40,), dtype="int32"),
        layers.Embedding(24, 16, mask_zero=True),
        layers.GlobalAveragePooling1D(),
        layers.Dense(32, activation="relu"),
        layers.Dense(3, activation="softmax"),
    ]
)
model.compile(
    keras.optimizers.Adam(5e-3), "sparse_categorical_crossentropy", metrics=["accuracy"]
)
model.fit(
    preprocess(x_train),
    y_train,
    batch_size=64,
    epochs=3,
    validation_data=(preprocess(x_val), y_val),
    verbose=2,
)
