"""Recommends to everybody what everybody plays: a song's score is its plays."""

import dlprep
import keras
import numpy as np
from keras import layers

(x_train, _), _ = dlprep.load_data("plays")
counts = np.bincount(x_train[:, 1]).astype("float32")

pairs = keras.Input((2,), dtype="int32")
score = layers.Embedding(
    len(counts), 1, embeddings_initializer=keras.initializers.Constant(counts[:, None])
)(pairs[:, 1])
model = keras.Model(pairs, score)
