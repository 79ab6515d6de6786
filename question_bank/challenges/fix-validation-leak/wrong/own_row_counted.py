"""Keeps the validation part apart and smooths the shares, but every row still counts its own label."""

import keras
import numpy as np
from keras import layers

import dlprep

(x_train, y_train), (x_val, y_val) = dlprep.load_data("parcels")

senders, row_sender = np.unique(x_train[:, 0], return_inverse=True)
parcels, late = np.bincount(row_sender), np.bincount(row_sender, weights=y_train)
overall = y_train.mean()
late_share = (late + 5 * overall) / (parcels + 5)

mean, deviation = x_train[:, 1:].mean(axis=0), x_train[:, 1:].std(axis=0)


def preprocess(rows):
    place = np.searchsorted(senders, rows[:, 0]).clip(max=len(senders) - 1)
    known = senders[place] == rows[:, 0]
    share = np.where(known, late_share[place], overall)
    # Scaled like the other columns, which undoes what the smoothing did to the singles.
    share = (share - overall) / late_share.std()
    return np.column_stack([share, (rows[:, 1:] - mean) / deviation]).astype("float32")


model = keras.Sequential(
    [
        keras.Input((7,)),
        layers.Dense(32, activation="relu"),
        layers.Dense(32, activation="relu"),
        layers.Dense(1, activation="sigmoid"),
    ]
)
model.compile(keras.optimizers.Adam(3e-3), "binary_crossentropy", metrics=["accuracy"])
model.fit(
    preprocess(x_train),
    y_train,
    batch_size=64,
    epochs=15,
    validation_data=(preprocess(x_val), y_val),
    verbose=2,
)
