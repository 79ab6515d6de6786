"""Turns scores into a hard choice: every other character gets probability 0."""

import dlprep
import keras
from keras import layers

VOCABULARY = 600
(x_train, y_train), _ = dlprep.load_data("zh-next-char")

contexts = keras.Input((x_train.shape[1],), dtype="int32")
hidden = layers.Embedding(VOCABULARY, 32)(contexts[:, -3:])
hidden = layers.Dense(64, activation="relu")(layers.Flatten()(hidden))
scores = layers.Dense(VOCABULARY, activation="softmax")(hidden)
trained = keras.Model(contexts, scores)
trained.compile("adam", "sparse_categorical_crossentropy")
trained.fit(x_train, y_train, batch_size=128, epochs=3, verbose=2)

chosen = layers.Lambda(
    lambda chances: keras.ops.one_hot(keras.ops.argmax(chances, axis=-1), VOCABULARY)
)
model = keras.Model(contexts, chosen(scores))
