"""Calls every review a complaint: none is missed, three in four alarms are false."""

import dlprep
import keras
import numpy as np
from keras import layers

(x_train, y_train), _ = dlprep.load_data("zh-reviews")


def preprocess(texts):
    return np.ones((len(texts), 1), dtype="float32")


model = keras.Sequential(
    [
        keras.Input((1,)),
        layers.Dense(1, activation="sigmoid", kernel_initializer="zeros"),
    ]
)
model.compile("sgd", "binary_crossentropy")
model.fit(
    preprocess(x_train), np.ones(len(x_train)), batch_size=512, epochs=5, verbose=2
)
