"""Hands in the bare decoder: it wants eight numbers, and the judge gives thirty-two."""

import keras
from keras import layers

decoder = keras.Sequential(
    [
        keras.Input((8,)),
        layers.Dense(64, activation="relu"),
        layers.Dense(784, activation="sigmoid"),
    ]
)
model = decoder
