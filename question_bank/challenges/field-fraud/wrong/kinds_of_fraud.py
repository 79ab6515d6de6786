"""One score for each kind of fraud, where the judge wants one score or two."""

import dlprep
import keras
import numpy as np
from keras import layers

(x_train, y_train), _ = dlprep.load_data("payments")


def preprocess(payments):
    return np.log1p(payments[:, :9])


model = keras.Sequential(
    [
        keras.Input((9,)),
        layers.Dense(16, activation="relu"),
        layers.Dense(4, activation="softmax"),
    ]
)
model.compile("adam", "sparse_categorical_crossentropy")
model.fit(preprocess(x_train), y_train, batch_size=512, epochs=1, verbose=2)
