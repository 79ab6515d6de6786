"""Cleans and scales before the model: the file is handed raw rows and takes them for scaled ones."""

import keras
import numpy as np
from keras import layers, ops

import dlprep

NAMES = ("normal", "worn", "failing")
LOWEST = -900.0  # what is measured is never below; -999 stands for no reading

keras.utils.set_random_seed(0)

(x_train, t_train), (x_val, t_val) = dlprep.load_data("pumps")


def labelled(rows, texts):
    """The rows with a label, and its number."""
    matches = np.char.lower(np.char.strip(texts))[:, None] == NAMES
    known = matches.any(axis=1)
    return rows[known], matches[known].argmax(axis=1)


x_train, y_train = labelled(x_train, t_train)
x_val, y_val = labelled(x_val, t_val)

# NaN differs even from itself, so rows are compared with a number in its place.
_, first = np.unique(np.nan_to_num(x_train, nan=-1.0), axis=0, return_index=True)
x_train, y_train = x_train[first], y_train[first]

# The scale of what was measured, without the gaps.
measured = np.where(x_train < LOWEST, np.nan, x_train)
mean, variance = np.nanmean(measured, axis=0), np.nanvar(measured, axis=0)


def scaled(rows):
    """Scaled rows with a zero in every gap; production never calls this."""
    return np.nan_to_num((np.where(rows < LOWEST, np.nan, rows) - mean) / variance**0.5)


x_train, x_val = scaled(x_train), scaled(x_val)

raw = keras.Input((x_train.shape[1],))
features = ops.where(ops.isnan(raw), 0.0, raw)
hidden = layers.Dense(48, activation="relu")(features)
model = keras.Model(raw, layers.Dense(3, activation="softmax")(hidden))

model.compile(
    keras.optimizers.Adam(3e-3), "sparse_categorical_crossentropy", metrics=["accuracy"]
)
model.fit(
    x_train,
    y_train,
    batch_size=64,
    epochs=10,
    validation_data=(x_val, y_val),
    verbose=2,
)

model.save("model.keras")
