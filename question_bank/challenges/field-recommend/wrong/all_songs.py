"""Scores all songs for the listener, where one pair wants one score."""

import dlprep
import keras
from keras import layers

(x_train, _), _ = dlprep.load_data("plays")
LISTENERS, SONGS = x_train.max(axis=0) + 1

pairs = keras.Input((2,), dtype="int32")
scores = layers.Dense(int(SONGS))(layers.Embedding(int(LISTENERS), 8)(pairs[:, 0]))
model = keras.Model(pairs, scores)
model.compile(
    keras.optimizers.Adam(0.01),
    keras.losses.SparseCategoricalCrossentropy(from_logits=True),
)
model.fit(x_train, x_train[:, 1], batch_size=512, epochs=1, verbose=2)
