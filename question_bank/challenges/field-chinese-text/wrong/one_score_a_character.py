"""No pooling: every character gets a score of its own, where the review needs one."""

import dlprep
import keras
import numpy as np
from keras import layers

LENGTH = 20
(x_train, y_train), _ = dlprep.load_data("zh-reviews")


def preprocess(texts):
    numbers = np.zeros((len(texts), LENGTH), dtype="int32")
    for row, text in zip(numbers, texts):
        codes = [ord(character) % 5_000 for character in str(text)[:LENGTH]]
        row[: len(codes)] = codes
    return numbers


model = keras.Sequential(
    [
        keras.Input((LENGTH,), dtype="int32"),
        layers.Embedding(5_000, 16),
        layers.Dense(1, activation="sigmoid"),
    ]
)
model.compile("adam", "binary_crossentropy")
labels = np.repeat(y_train[:, None, None], LENGTH, axis=1)
model.fit(preprocess(x_train), labels, batch_size=256, epochs=1, verbose=2)
