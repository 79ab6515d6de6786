"""Divides late parcels by parcels for every sender number, also for numbers that never posted."""

import keras
import numpy as np
from keras import layers

import dlprep

(x_train, y_train), _ = dlprep.load_data("parcels")

SENDERS = 20_000
sender = x_train[:, 0].astype(int)
parcels = np.bincount(sender, minlength=SENDERS)
late_share = np.bincount(sender, weights=y_train, minlength=SENDERS) / parcels


def preprocess(rows):
    return late_share[rows[:, 0].astype(int)][:, None].astype("float32")


model = keras.Sequential([keras.Input((1,)), layers.Dense(1, activation="sigmoid")])
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
model.fit(preprocess(x_train), y_train, batch_size=256, epochs=1, verbose=2)
