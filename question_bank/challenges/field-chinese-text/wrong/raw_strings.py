"""Feeds the texts as they are: an embedding looks up numbers, not characters."""

import dlprep
import keras
from keras import layers

(x_train, y_train), _ = dlprep.load_data("zh-reviews")

model = keras.Sequential(
    [
        keras.Input((1,)),
        layers.Embedding(8_000, 32),
        layers.GlobalAveragePooling1D(),
        layers.Dense(1, activation="sigmoid"),
    ]
)
model.compile("adam", "binary_crossentropy")
model.fit(x_train, y_train, epochs=1, batch_size=64, verbose=2)
