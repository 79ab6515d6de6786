"""A network without inputs: it can only learn how many parcels are late."""

import keras
import numpy as np
from keras import layers

import dlprep

(x_train, y_train), _ = dlprep.load_data("parcels")


def preprocess(rows):
    return np.zeros((len(rows), 1), "float32")


model = keras.Sequential([keras.Input((1,)), layers.Dense(1, activation="sigmoid")])
model.compile(keras.optimizers.Adam(0.01), "binary_crossentropy")
model.fit(preprocess(x_train), y_train, batch_size=256, epochs=3, verbose=2)
