"""Adapts the scale to columns with gaps: the mean is NaN, and so is everything behind it."""

import keras
import numpy as np
from keras import layers

import dlprep

NAMES = ("normal", "worn", "failing")

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

normalise = layers.Normalization()
normalise.adapt(x_train)
raw = keras.Input((x_train.shape[1],))
features = normalise(raw)
hidden = layers.Dense(48, activation="gelu")(features)
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
